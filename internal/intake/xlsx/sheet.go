package xlsx

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/model/finding"
)

// reader reads one sheet.
type reader struct {
	*scanner
	b *Book
	t *found.Table

	row, col   int
	cells      int
	hiddenRows []int
	hiddenCols [][2]int
	pictures   bool
	white      tally
	shared     map[string]string // formulas that several cells share, by their number
	looks      *Looks            // nil: not wanted
}

// Table reads a sheet: the cells that hold something, decided upon. An error is a *finding.DataError: the sheet
// cannot be read.
func (b *Book) Table(s Sheet) (*found.Table, error) { return b.table(s, nil) }

func (b *Book) table(s Sheet, l *Looks) (*found.Table, error) {
	if s.part == nil {
		return nil, b.fault(s.Name, &badPlace{"文件里没有它的内容"})
	}
	part, err := b.open(s.part.Name)
	if err != nil {
		return nil, b.fault(s.Name, err)
	}
	defer part.Close()
	r := &reader{scanner: newScanner(part), b: b, t: &found.Table{Name: s.Name, Hidden: s.Hidden}, looks: l}
	if err := r.read(); err != nil {
		return nil, b.fault(s.Name, err)
	}
	if err := r.finish(); err != nil {
		return nil, b.fault(s.Name, err)
	}
	return r.t, nil
}

func (r *reader) read() error {
	in := ""
	return r.elements(func(name string) error {
		if r.depth() == 2 {
			in = name
		}
		switch {
		case r.depth() == 1 && name != "worksheet":
			return errXML
		case in == "sheetData" && name == "row" && r.depth() == 3:
			return r.takeRow()
		case in == "sheetData" && name == "c" && r.depth() == 4:
			return r.takeCell()
		case in == "cols" && name == "col":
			r.takeCol()
		case in == "mergeCells" && name == "mergeCell":
			return r.takeMerge()
		case in == "drawing", in == "legacyDrawing", in == "picture":
			r.pictures = r.pictures || in != "legacyDrawing"
		case r.looks != nil:
			return r.setup(name)
		}
		return nil
	})
}

func (r *reader) takeRow() error {
	n := r.row + 1
	if a := r.attr("r"); a != "" {
		var err error
		if n, err = strconv.Atoi(a); err != nil {
			return &badPlace{"有一行的行号是“" + brief(a) + "”"}
		}
	}
	if n <= r.row || n > found.LastRow {
		return &badPlace{fmt.Sprintf("第 %d 行之后是第 %d 行", r.row, n)}
	}
	r.row, r.col = n, 0
	if r.on("hidden", false) || r.zero("ht") {
		r.hiddenRows = append(r.hiddenRows, n)
	}
	if r.looks != nil {
		r.looks.rows = append(r.looks.rows, r.lines(n, n, "ht", "s"))
	}
	return nil
}

func (r *reader) takeCol() {
	from, to := r.number("min"), min(r.number("max"), found.LastCol)
	if from <= 0 || from > to || len(r.hiddenCols) >= found.LastCol {
		return
	}
	if r.on("hidden", false) || r.zero("width") {
		r.hiddenCols = append(r.hiddenCols, [2]int{from, to})
	}
	if l := r.looks; l != nil && (len(l.cols) == 0 || l.cols[len(l.cols)-1].to < from) {
		l.cols = append(l.cols, r.lines(from, to, "width", "style"))
	}
}

// zero says whether a size is given as nothing at all, which hides a row or column as well.
func (r *reader) zero(name string) bool {
	n, err := strconv.ParseFloat(r.attr(name), 64)
	return err == nil && n == 0
}

// most merged ranges a sheet may have; a ledger of 100,000 projects merges some columns of each.
const maxSpans = 1 << 20

func (r *reader) takeMerge() error {
	x, ok := found.ParseSpan(r.attr("ref"))
	if !ok {
		return &badPlace{"合并单元格写成“" + brief(r.attr("ref")) + "”"}
	}
	if len(r.t.Spans) >= maxSpans {
		return errMany
	}
	if x.Row != x.LastRow || x.Col != x.LastCol {
		r.t.Spans = append(r.t.Spans, x)
	}
	return nil
}

// raw is a cell as the file has it.
type raw struct {
	kind    string // attribute t
	style   int
	value   string
	valued  bool // there is a value, be it empty
	text    rich
	formula string
	share   string // number of the formula it shares with others
	counted bool   // it has a formula
}

// takeCell reads one cell up to its end.
func (r *reader) takeCell() error {
	row, col := r.row, r.col+1
	if a := r.attr("r"); a != "" {
		var ok bool
		if row, col, ok = found.Place(a); !ok {
			return &badPlace{"有一格的位置写成“" + brief(a) + "”"}
		}
	}
	if row != r.row || col <= r.col || col > found.LastCol || row == 0 {
		return &badPlace{fmt.Sprintf("第 %d 行里有一格的位置是 %s", r.row, found.Ref(row, col))}
	}
	r.col = col
	x := raw{kind: r.attr("t"), style: r.number("s")}
	if r.attr("s") == "" {
		x.style = 0
	}
	if err := r.content(&x); err != nil {
		return err
	}
	if l := r.looks; l != nil {
		l.cell = append(l.cell, styled{int32(row), int32(col), int32(x.style)})
	}
	if x.share != "" {
		x.formula = r.share(x.share, x.formula)
	}
	c := r.b.decide(r, &x)
	if c.Kind == found.Empty && c.Detail == nil {
		return nil
	}
	if r.cells++; r.cells > r.b.file.Limits.Cells {
		return errMany
	}
	c.Col = col
	if n := len(r.t.Rows); n == 0 || r.t.Rows[n-1].Number != r.row {
		r.t.Rows = append(r.t.Rows, found.Row{Number: r.row})
	}
	last := &r.t.Rows[len(r.t.Rows)-1]
	last.Cells = append(last.Cells, c)
	return nil
}

// share is the formula that cells share under a number: the first of them has it. Its references are those of that
// cell.
func (r *reader) share(number, formula string) string {
	if formula == "" {
		return r.shared[number]
	}
	if r.shared == nil {
		r.shared = map[string]string{}
	}
	r.shared[number] = formula
	return formula
}

// content reads the elements of a cell.
func (r *reader) content(x *raw) error {
	depth := r.depth()
	defer func() { r.keep = false }()
	var into *string
	values, formulas := 0, 0
	for {
		tok, err := r.next()
		if err != nil {
			return unexpected(err)
		}
		switch tok {
		case start:
			if r.depth() != depth+1 {
				continue
			}
			switch string(r.name) {
			case "v":
				x.valued, into, r.keep = true, &x.value, true
				values++
			case "f":
				x.counted, into, r.keep = true, &x.formula, true
				formulas++
				if r.attr("t") == "shared" {
					x.share = r.attr("si")
				}
			case "is":
				if x.text, err = r.rich(); err != nil {
					return err
				}
				x.valued = true
			}
			if max(values, formulas) > 1 {
				return &badPlace{found.Ref(r.row, r.col) + " 里有两个值或两个公式"}
			}
		case chars:
			if into != nil && len(*into) < maxText {
				*into += string(r.text)
			}
		case end:
			into, r.keep = nil, false
			if r.depth() < depth {
				return nil
			}
		}
	}
}

// finish says what is to be said of the sheet as a whole.
func (r *reader) finish() error {
	under, err := r.under()
	if err != nil {
		return err
	}
	rows, cols := r.hidden()
	for _, x := range []struct {
		t                            tally
		code                         string
		severity                     finding.Severity
		before, after, hint, english string
	}{
		{rows, "READ-HIDDEN", finding.Warning, "第 ", " 行是隐藏的（或被筛选掉了），也读了。", "不要的行请删去；要看全部请取消隐藏和筛选",
			"hidden or filtered rows were read too"},
		{cols, "READ-HIDDEN", finding.Warning, "", " 列是隐藏的，也读了。", "不要的列请删去；要看全部请取消隐藏", "hidden columns were read too"},
		{r.white, "READ-WHITE", finding.Note, "", " 是白底白字，屏幕上看不见，也读了。", "", "white text on white was read too"},
		{under, "READ-UNDER", finding.Warning, "", " 的内容压在合并单元格下面，屏幕上看不见，没有读。", "取消合并看一看，不要的删去",
			"contents below merged cells were not read"},
		{tally{n: map[bool]int{true: 1}[r.pictures]}, "READ-OBJECTS", finding.Note, "", "表上有图片、图形或文本框，没有读。", "",
			"pictures, shapes and text boxes were not read"},
	} {
		if x.t.n == 0 {
			continue
		}
		message := x.before + x.t.String() + x.after
		if x.t.first == nil {
			message = x.after
		}
		r.t.Notes = append(r.t.Notes, finding.Finding{Code: x.code, Severity: x.severity,
			Pos: finding.Pos{File: r.b.file.Name}, Place: sheetOf(r.t.Name),
			Message: message, Hint: x.hint, English: x.english})
	}
	return nil
}

// hidden are the hidden rows and columns in which something is.
func (r *reader) hidden() (rows, cols tally) {
	if len(r.hiddenRows)+len(r.hiddenCols) == 0 {
		return
	}
	used := make([]bool, found.LastCol+1)
	k, first, last := 0, 0, 0
	done := func() {
		if first > 0 {
			rows.add(span(strconv.Itoa(first), strconv.Itoa(last)))
		}
	}
	for i := range r.t.Rows {
		for _, c := range r.t.Rows[i].Cells {
			used[c.Col] = true
		}
		n := r.t.Rows[i].Number
		for k < len(r.hiddenRows) && r.hiddenRows[k] < n {
			k++
		}
		switch {
		case k == len(r.hiddenRows) || r.hiddenRows[k] != n:
		case first > 0 && last == n-1:
			last = n
		default:
			done()
			first, last = n, n
		}
	}
	done()
	for _, h := range r.hiddenCols {
		if h[0] <= found.LastCol && slices.Contains(used[h[0]:h[1]+1], true) {
			cols.add(span(found.Letters(h[0]), found.Letters(h[1])))
		}
	}
	return rows, cols
}

// under takes out what lies in merged ranges beside their first cells, which nobody sees, and names it.
func (r *reader) under() (tally, error) {
	var out tally
	if len(r.t.Spans) == 0 {
		return out, nil
	}
	sweep := found.NewSweep(r.t.Spans)
	for i := range r.t.Rows {
		row := &r.t.Rows[i]
		if err := sweep.To(row.Number); err != nil {
			return out, &badPlace{"合并单元格 " + err.Error() + " 重叠"}
		}
		row.Cells = slices.DeleteFunc(row.Cells, func(c found.Cell) bool {
			s, merged := sweep.At(c.Col)
			hit := merged && (s.Row != row.Number || s.Col != c.Col)
			if hit && (strings.TrimSpace(c.Text) != "" || c.Said().HasErrors()) {
				out.add(found.Ref(row.Number, c.Col))
			}
			return hit
		})
	}
	r.t.Rows = slices.DeleteFunc(r.t.Rows, func(x found.Row) bool { return len(x.Cells) == 0 })
	return out, nil
}

// tally is places to be named, the first of them by name.
type tally struct {
	first []string
	n     int
}

func (t *tally) add(place string) {
	if t.n++; len(t.first) < 12 {
		t.first = append(t.first, place)
	}
}

func (t tally) String() string {
	s := strings.Join(t.first, "、")
	if t.n > len(t.first) {
		s += fmt.Sprintf(" 等 %d 处", t.n)
	}
	return s
}

func sheetOf(name string) string { return "工作表“" + name + "”" }

func span(from, to string) string {
	if from == to {
		return from
	}
	return from + "–" + to
}

// brief is a text out of a damaged file, short enough for a message.
func brief(s string) string {
	if r := []rune(s); len(r) > 24 {
		return string(r[:24]) + "…"
	}
	return s
}
