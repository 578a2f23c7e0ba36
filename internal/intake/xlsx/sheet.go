package xlsx

import (
	"fmt"
	"strconv"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake/phrase"
	"github.com/gongbiao/gongbiao/internal/intake/scan"
	"github.com/gongbiao/gongbiao/internal/intake/sheet"
)

// reader reads one sheet.
type reader struct {
	*scanner
	b *Book
	s *sheet.Sheet

	row, col int
	cells    int
	shared   map[string]string // formulas that several cells share, by their number
	looks    *Looks            // nil: not wanted
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
	r := &reader{scanner: newScanner(part), b: b, s: b.decided.New(s.Name, s.Hidden), looks: l}
	if err := r.read(); err != nil {
		return nil, b.fault(s.Name, err)
	}
	if err := r.s.Finish(); err != nil {
		return nil, b.fault(s.Name, &badPlace{err.Error()})
	}
	return r.s.Table, nil
}

func (r *reader) read() error {
	in := ""
	return r.Elements(func(name string) error {
		if r.Depth() == 2 {
			in = name
		}
		switch {
		case r.Depth() == 1 && name != "worksheet":
			return scan.ErrXML
		case in == "sheetData" && name == "row" && r.Depth() == 3:
			return r.takeRow()
		case in == "sheetData" && name == "c" && r.Depth() == 4:
			return r.takeCell()
		case in == "cols" && name == "col":
			r.takeCol()
		case in == "mergeCells" && name == "mergeCell":
			return r.takeMerge()
		case in == "drawing", in == "legacyDrawing", in == "picture":
			if in != "legacyDrawing" {
				r.s.Objects()
			}
		case r.looks != nil:
			return r.setup(name)
		}
		return nil
	})
}

func (r *reader) takeRow() error {
	n := r.row + 1
	if a := r.Attr("r"); a != "" {
		var err error
		if n, err = strconv.Atoi(a); err != nil {
			return &badPlace{"有一行的行号是“" + phrase.Brief(a) + "”"}
		}
	}
	if n <= r.row || n > found.LastRow {
		return &badPlace{fmt.Sprintf("第 %d 行之后是第 %d 行", r.row, n)}
	}
	r.row, r.col = n, 0
	if r.On("hidden", false) || r.zero("ht") {
		r.s.HideRow(n)
	}
	if r.looks != nil {
		r.looks.rows = append(r.looks.rows, r.lines(n, n, "ht", "s"))
	}
	return nil
}

func (r *reader) takeCol() {
	from, to := r.number("min"), min(r.number("max"), found.LastCol)
	if from <= 0 || from > to {
		return
	}
	if r.On("hidden", false) || r.zero("width") {
		r.s.HideColumns(from, to)
	}
	if l := r.looks; l != nil && (len(l.cols) == 0 || l.cols[len(l.cols)-1].to < from) {
		l.cols = append(l.cols, r.lines(from, to, "width", "style"))
	}
}

// zero says whether a size is given as nothing at all, which hides a row or column as well.
func (r *reader) zero(name string) bool {
	n, err := strconv.ParseFloat(r.Attr(name), 64)
	return err == nil && n == 0
}

// most merged ranges a sheet may have; a ledger of 100,000 projects merges some columns of each.
const maxSpans = 1 << 20

func (r *reader) takeMerge() error {
	x, ok := found.ParseSpan(r.Attr("ref"))
	if !ok {
		return &badPlace{"合并单元格写成“" + phrase.Brief(r.Attr("ref")) + "”"}
	}
	if len(r.s.Table.Spans) >= maxSpans {
		return errMany
	}
	if x.Row != x.LastRow || x.Col != x.LastCol {
		if r.s.Merge(x); r.b.decided.Room < 0 {
			return errMuch
		}
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
	if a := r.Attr("r"); a != "" {
		var ok bool
		if row, col, ok = found.Place(a); !ok {
			return &badPlace{"有一格的位置写成“" + phrase.Brief(a) + "”"}
		}
	}
	if row != r.row || col <= r.col || col > found.LastCol || row == 0 {
		return &badPlace{fmt.Sprintf("第 %d 行里有一格的位置是 %s", r.row, found.Ref(row, col))}
	}
	r.col = col
	x := raw{kind: r.Attr("t"), style: r.number("s")}
	if r.Attr("s") == "" {
		x.style = 0
	}
	if err := r.content(&x); err != nil {
		return err
	}
	if l := r.looks; l != nil {
		l.cell = append(l.cell, styled{int32(row), int32(col), int32(x.style)})
	}
	r.b.keep(len(x.formula))
	if x.share != "" {
		x.formula = r.share(x.share, x.formula)
	}
	if !r.s.Add(row, col, r.b.decide(r, &x)) {
		return nil
	}
	if r.b.decided.Room < 0 {
		return errMuch
	}
	if r.cells++; r.cells > r.b.file.Limits.Cells {
		return errMany
	}
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
	depth := r.Depth()
	defer func() { r.Keep = false }()
	var into *string
	values, formulas := 0, 0
	for {
		tok, err := r.Next()
		if err != nil {
			return scan.Unexpected(err)
		}
		switch tok {
		case scan.Start:
			if r.Depth() != depth+1 {
				continue
			}
			switch string(r.Name) {
			case "v":
				x.valued, into, r.Keep = true, &x.value, true
				values++
			case "f":
				x.counted, into, r.Keep = true, &x.formula, true
				formulas++
				if r.Attr("t") == "shared" {
					x.share = r.Attr("si")
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
		case scan.Chars:
			if into != nil && len(*into) < scan.MaxText {
				*into += string(r.Text)
			}
		case scan.End:
			into, r.Keep = nil, false
			if r.Depth() < depth {
				return nil
			}
		}
	}
}
