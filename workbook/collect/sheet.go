package collect

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake/xlsx"
	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/internal/workbook"
	"github.com/gongbiao/gongbiao/model/finding"
)

// book is a workbook as it lies before us.
type book struct {
	name   string
	f      *excelize.File
	door   *xlsx.Book
	sheets []*sheet
	notes  finding.List
	styles map[int]style
	marks  marks
}

// sheet is a sheet with its texts.
type sheet struct {
	name   string
	hidden bool
	rows   [][]*cell // every position, a merged cell at all of its own; nil right of the last
	end    int       // columns that belong to the form: up to the panel of hints
}

// cell is a cell, merged or not.
type cell struct {
	row, col, rows, cols int
	text                 string // as shown; a text to the character
	kind                 kind
	stored               string       // of a number: what is stored, where the cell shows something else
	norm                 string       // the text as labels are compared
	name                 string       // defined name of ours
	used                 bool         // read, or recognized as a label
	returns              bool         // had carriage returns
	said                 finding.List // by the door, where the value is taken
	nothing              bool         // a formula whose stored result is no text at all
}

type kind uint8

const (
	empty kind = iota
	isText
	isNumber
	isDate
	isBool
	isFault // #REF!, #VALUE! …
)

// style is what matters of a cell's format.
type style struct {
	known, general, date bool
	reckoned             bool // what stands there was not entered: it was computed, or is the mark of an empty value
	meant                bool // what stands there was entered as it stands: a blank, or a text that is also the mark of an absent value
}

// read takes all texts out of the workbook.
func read(name string, data []byte) (*book, error) {
	f, door, notes, err := open(name, data)
	if err != nil {
		return nil, err
	}
	b := &book{name: name, f: f, door: door, notes: notes, styles: map[int]style{}}
	for _, s := range f.GetSheetList() {
		sh, err := b.sheet(s)
		if err != nil {
			f.Close()
			return nil, err
		}
		if sh != nil {
			b.sheets = append(b.sheets, sh)
		}
	}
	b.readMarks()
	return b, nil
}

func (b *book) sheet(name string) (*sheet, error) {
	if strings.HasPrefix(name, workbook.ListSheet) {
		return nil, nil // ours, with nothing of the record
	}
	raw, err := b.f.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		if strings.Contains(err.Error(), "not a worksheet") {
			return nil, nil // a chart sheet
		}
		return nil, refuse(b.name, "READ-DAMAGED", "工作表“"+name+"”读不出来。", "用 Excel 或 WPS 打开后另存为 .xlsx")
	}
	switch {
	case len(raw) > 0 && len(raw[0]) > 0 && raw[0][0] == workbook.KeyFormat:
		return plainSheet(name, raw), nil
	case workbook.IsGuide(firstColumn(raw)):
		return nil, nil
	}
	merges, err := b.f.GetMergeCells(name)
	if err != nil {
		return nil, refuse(b.name, "READ-DAMAGED", "工作表“"+name+"”读不出来。", "")
	}
	held, err := b.held(name)
	if err != nil {
		return nil, err
	}
	visible, _ := b.f.GetSheetVisible(name)
	s := &sheet{name: name, hidden: !visible}
	height, width := len(raw), 0
	for _, r := range raw {
		width = max(width, len(r))
	}
	type span struct{ r1, c1, r2, c2 int }
	var spans []span
	for _, m := range merges {
		c1, r1, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
		c2, r2, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err1 != nil || err2 != nil || r1 > height+200 || c1 > max(width, 1)+64 {
			continue
		}
		r2, c2 = min(r2, MaxRows), min(c2, MaxCols)
		spans = append(spans, span{r1 - 1, c1 - 1, r2 - 1, c2 - 1})
		height, width = max(height, r2), max(width, c2)
	}
	if height > MaxRows || width > MaxCols {
		return nil, refuse(b.name, "READ-ROWS", fmt.Sprintf("工作表“%s”有 %d 行 %d 列，超过上限 %d 行 %d 列。", name, height, width, MaxRows, MaxCols), "删去表格以外的内容后再存")
	}
	s.end = width
	s.rows = make([][]*cell, height)
	all := make([]cell, height*width)
	for r := range s.rows {
		s.rows[r] = make([]*cell, width)
		for c := range s.rows[r] {
			x := &all[r*width+c]
			x.row, x.col, x.rows, x.cols = r, c, 1, 1
			s.rows[r][c] = x
			if r < len(raw) && c < len(raw[r]) && raw[r][c] != "" {
				if err := b.value(s, x, raw[r][c]); err != nil {
					return nil, err
				}
			}
			x.heed(held.At(r+1, c+1))
		}
	}
	for _, m := range spans {
		at := s.rows[m.r1][m.c1]
		if at.row != m.r1 || at.col != m.c1 || at.rows*at.cols > 1 {
			continue // overlaps another: a damaged file
		}
		at.rows, at.cols = m.r2-m.r1+1, m.c2-m.c1+1
		for r := m.r1; r <= m.r2; r++ {
			for c := m.c1; c <= m.c2; c++ {
				s.rows[r][c] = at
			}
		}
	}
	return s, nil
}

// held is what the door says the cells of a sheet hold.
func (b *book) held(name string) (*found.Table, error) {
	for _, s := range b.door.Sheets {
		if s.Name == name {
			return b.door.Table(s)
		}
	}
	return &found.Table{}, nil
}

// heed takes from the door what a text of several faces says (m with a raised 2 is m²) and what is doubtful about the cell. Labels
// are known by what was typed.
func (x *cell) heed(c *found.Cell) {
	if c == nil {
		return
	}
	if x.kind == isText && c.Kind == found.Text {
		x.text = c.Text
	}
	for _, f := range c.Said() {
		switch f.Code {
		case "READ-STRUCK", "READ-SCRIPT", "READ-DIGITS", "READ-UNSEEN", "READ-PICTURE":
			x.said = append(x.said, f)
		}
	}
	x.nothing = c.Kind == found.Empty && c.Detail != nil && len(c.Said()) == 0
}

func firstColumn(raw [][]string) []string {
	out := make([]string, len(raw))
	for i, r := range raw {
		if len(r) > 0 {
			out[i] = r[0]
		}
	}
	return out
}

// plainSheet is a sheet of texts.
func plainSheet(name string, raw [][]string) *sheet {
	s := &sheet{name: name, hidden: true, rows: make([][]*cell, len(raw))}
	for r := range raw {
		for c, text := range raw[r] {
			x := &cell{row: r, col: c, rows: 1, cols: 1, text: text}
			if text != "" {
				x.kind, x.norm = isText, normal(text)
			}
			s.rows[r] = append(s.rows[r], x)
		}
		s.end = max(s.end, len(raw[r]))
	}
	return s
}

// value fills in a cell that holds something.
func (b *book) value(s *sheet, x *cell, raw string) error {
	ref := ooxml.Ref(x.row, x.col)
	t, err := b.f.GetCellType(s.name, ref)
	if err != nil {
		return refuse(b.name, "READ-DAMAGED", "工作表“"+s.name+"”的 "+ref+" 读不出来。", "")
	}
	switch t {
	case excelize.CellTypeSharedString, excelize.CellTypeInlineString, excelize.CellTypeFormula:
		x.kind, x.text = isText, raw
		if strings.Contains(raw, "\r") { // what other programs put before a line break, and no one sees
			x.text, x.returns = strings.ReplaceAll(strings.ReplaceAll(raw, "\r\n", "\n"), "\r", "\n"), true
		}
	case excelize.CellTypeBool:
		x.kind, x.text = isBool, map[string]string{"1": "TRUE", "0": "FALSE"}[raw]
	case excelize.CellTypeError:
		x.kind, x.text = isFault, raw
	case excelize.CellTypeDate:
		x.kind, x.text = isDate, raw
	default:
		b.number(s, x, ref, raw)
	}
	x.norm = normal(x.text)
	return nil
}

// number shows a number as its cell does.
func (b *book) number(s *sheet, x *cell, ref, raw string) {
	x.kind, x.text = isNumber, raw
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		x.kind = isText
		return
	}
	plain := digits15(v)
	st := b.style(s, ref)
	if st.general {
		x.text = plain
		return
	}
	shown, err := b.f.GetCellValue(s.name, ref)
	if err != nil || shown == "" || strings.Trim(shown, "#") == "" {
		x.text = plain
		return
	}
	x.text = shown
	if st.date {
		x.kind = isDate
		return
	}
	if d, ok := parse(shown); !ok || d != plain {
		x.stored = plain
	}
}

// digits15 is a stored number as a spreadsheet knows it: 15 significant digits, no exponent.
func digits15(v float64) string {
	s := strconv.FormatFloat(v, 'e', 14, 64)
	d, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	return strconv.FormatFloat(d, 'f', -1, 64)
}

func (b *book) style(s *sheet, ref string) style {
	id, err := b.f.GetCellStyle(s.name, ref)
	if err != nil {
		return style{}
	}
	st, ok := b.styles[id]
	if ok {
		return st
	}
	st.known = true
	if x, err := b.f.GetStyle(id); err == nil {
		st.reckoned = x.Protection != nil && x.Protection.Hidden
		st.meant = x.Alignment != nil && x.Alignment.ReadingOrder == 1
		code := ""
		if x.CustomNumFmt != nil {
			code = *x.CustomNumFmt
		}
		st.general = x.NumFmt == 0 && (code == "" || strings.EqualFold(code, "General")) || x.NumFmt == 49 || code == "@"
		st.date = x.NumFmt >= 14 && x.NumFmt <= 22 || x.NumFmt >= 27 && x.NumFmt <= 36 || x.NumFmt >= 50 && x.NumFmt <= 58 || dateCode(code)
	}
	b.styles[id] = st
	return st
}

// dateCode says whether a number format shows dates: it has a y, m, d or h outside quotes and brackets.
func dateCode(code string) bool {
	quoted, bracket := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			quoted = !quoted
		case c == '\\':
			i++
		case quoted:
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case bracket:
		case strings.IndexByte("ymdhYMDH", c) >= 0:
			return true
		case c == ';':
			return false
		}
	}
	return false
}

// formula is a cell's formula, empty if it has none.
func (b *book) formula(s *sheet, x *cell) string {
	f, err := b.f.GetCellFormula(s.name, ooxml.Ref(x.row, x.col))
	if err != nil {
		return ""
	}
	return f
}

// segments are the cells of a row from left to right, each once.
func (s *sheet) segments(r int) []*cell {
	var out []*cell
	for c := 0; c < len(s.rows[r]) && c < s.end; c++ {
		if x := s.rows[r][c]; len(out) == 0 || out[len(out)-1] != x {
			out = append(out, x)
		}
	}
	return out
}

func (x *cell) ref() string { return ooxml.Ref(x.row, x.col) }
