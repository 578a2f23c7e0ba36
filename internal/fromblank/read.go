// Package fromblank turns an official blank form into a layout to go on from. In: the file, of any kind that package
// intake/tables reads, and the name of the layout. Out: the layout file, drawn cell by cell with the file's grid,
// merges, widths, heights, faces, borders, alignment and paper, as far as its kind says them; a form file with the
// fields that were guessed from its blank cells, each marked; an empty record; and notes on what could not be taken
// over.
//
// Nothing is drawn that is not in the file, and nothing in it is left out without a note, but for manual page
// breaks: a layout breaks its pages itself.
package fromblank

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Limits of a form's sheet; more is no form.
const (
	maxRows = 2000
	maxCols = 200
)

// Read reads the tables of a blank as grids: texts as shown, spans, styles, borders (of each cell the stronger of the
// rules that meet at its side), widths and heights, paper, as far as the file says. Rows above the ruled table are of
// role RoleHead (RoleTitle for the title), those below of role RoleNote. Errors: *finding.DataError if it cannot be
// read or is no form.
func Read(name string, data []byte) (*grid.Grid, []Behind, error) {
	f, err := intake.Open(name, data, intake.Limits{Rows: maxRows})
	if err != nil {
		return nil, nil, err
	}
	b := &opened{grid: &grid.Grid{Meta: grid.Meta{Lang: "zh-CN"}}}
	if f.Kind == intake.Workbook {
		err = workbook(b, f)
	} else {
		err = document(b, name, data)
	}
	if err != nil {
		return nil, nil, err
	}
	if len(b.grid.Tables) == 0 {
		return nil, nil, intake.Fail(name, "READ-EMPTY", "文件里没有填了内容的表。", "", "no table with anything in it")
	}
	return b.grid, b.behind, nil
}

// opened is a file as far as it has been read.
type opened struct {
	grid   *grid.Grid
	behind []Behind // of each table
}

// source says how one sheet or table is set, row and column from 1.
type source interface {
	extent() (rows, cols int)
	lookAt(row, col int) look
	runs(row, col int, l *look)
	sizes(t *grid.Table)
	print(t *grid.Table)
	titleRows() (from, to int) // −1 if there are none
	hidden(row, col int) bool  // whether a row (col 0) or a column (row 0) is not shown
}

// usable makes blanks of the cells whose formula has no value yet. What makes other cells unusable is returned; what is
// said of the rest is a note of the table.
func usable(t *found.Table) (wrong finding.List) {
	for i := range t.Rows {
		for k := range t.Rows[i].Cells {
			c := &t.Rows[i].Cells[k]
			for _, x := range c.Said() {
				switch {
				case x.Severity == finding.Error && !slices.Contains(openedula, x.Code):
					wrong = append(wrong, x)
					continue
				case x.Severity == finding.Error:
					x.Severity, x.Hint, c.Text = finding.Warning, "这一格当作空白", ""
				}
				t.Notes = append(t.Notes, x)
			}
		}
	}
	return wrong
}

// openedula are the faults of formulas.
var openedula = []string{"READ-FORMULA", "READ-FAULT", "READ-EXTERNAL"}

// look is a cell's format as read.
type look struct {
	style  grid.Style
	border grid.Border
	latin  bool   // its font has only Latin letters
	format string // code of its number format; empty: none
}

// sheetReader makes a table of what is in a sheet.
type sheetReader struct {
	source
	sheet  string
	name   string
	in     *found.Table
	shared map[grid.Style]*grid.Style
	notes  finding.List

	rows, cols int
	text       [][]string
	look       [][]look
	owner      [][]int // index into spans, −1 for none
	spans      [][4]int
	v, h       [][]grid.BorderKind
	over       [][2]int // positions that the text of a line at their left runs over
	behind     Behind
}

// into puts the table into a grid.
func (r *sheetReader) into(b *opened) error {
	g := b.grid
	for _, n := range r.in.Notes {
		if n.Code != "READ-HIDDEN" { // FROM-HIDDEN says it of blank ones too
			r.notes = append(r.notes, n)
		}
	}
	t, err := r.read()
	if err != nil {
		return err
	}
	if t != nil {
		g.Tables, b.behind = append(g.Tables, *t), append(b.behind, r.behind)
	}
	g.Notes = append(g.Notes, r.notes...)
	return nil
}

func (r *sheetReader) note(code, format string, args ...any) {
	f := finding.Finding{Code: code, Severity: finding.Note, Pos: finding.Pos{File: r.name}, Place: r.sheet,
		Message: fmt.Sprintf(format, args...)}
	same := func(x finding.Finding) bool { return x.Code == f.Code && x.Message == f.Message }
	if !slices.ContainsFunc(r.notes, same) {
		r.notes = append(r.notes, f)
	}
}

// read is the sheet as a table, nil if there is nothing on it.
func (r *sheetReader) read() (*grid.Table, error) {
	if r.rows, r.cols = r.extent(); r.rows == 0 {
		return nil, nil
	}
	if r.rows > maxRows || r.cols > maxCols {
		return nil, intake.Fail(r.name, "READ-ROWS",
			fmt.Sprintf("工作表“%s”有 %d 行 %d 列，超过上限 %d 行 %d 列。", r.sheet, r.rows, r.cols, maxRows, maxCols),
			"删去表格以外的内容后再存", "the sheet is larger than a form")
	}
	r.cells()
	r.showOnly()
	if r.rows == 0 || r.cols == 0 {
		return nil, nil
	}
	r.edges()
	t := &grid.Table{Name: r.sheet, NewPage: true}
	r.print(t)
	r.sizes(t)
	first, last := r.ruled()
	for i := range r.rows {
		switch {
		case i < first:
			t.Rows[i].Role = grid.RoleHead
		case i > last:
			t.Rows[i].Role = grid.RoleNote
		}
	}
	r.collect(t)
	title(t)
	if from, to := r.titleRows(); from >= 0 {
		r.behind.Titles = [2]int{slices.Index(r.behind.Rows, from+1), slices.Index(r.behind.Rows, to+1) + 1}
	}
	return t, nil
}

// cells reads texts, looks and merges.
func (r *sheetReader) cells() {
	r.text, r.look, r.owner = make([][]string, r.rows), make([][]look, r.rows), make([][]int, r.rows)
	for i := range r.rows {
		r.text[i], r.look[i], r.owner[i] = make([]string, r.cols), make([]look, r.cols), make([]int, r.cols)
		for k := range r.cols {
			r.owner[i][k] = -1
			s := ""
			if c := r.in.At(i+1, k+1); c != nil {
				s = c.Text
				if c.Detail != nil && c.Detail.Formula != "" && (s == "" || c.Kind != found.Text) {
					r.behind.formula(i, k, c.Detail.Formula)
				}
			}
			if r.text[i][k] = printable(s); r.text[i][k] != s {
				r.note("FROM-TEXT", "%s 里有看不见的控制字符，已去掉。", found.Ref(i+1, k+1))
			}
			if r.look[i][k] = r.lookAt(i+1, k+1); r.look[i][k].format != "" {
				r.behind.format(i, k, r.look[i][k].format)
			}
			if r.text[i][k] != "" {
				r.runs(i+1, k+1, &r.look[i][k])
			}
		}
	}
	for _, m := range r.in.Spans {
		r1, c1, r2, c2 := m.Row, m.Col, min(m.LastRow, r.rows), min(m.LastCol, r.cols)
		if r1 > r.rows || c1 > r.cols {
			continue
		}
		n := len(r.spans)
		r.spans = append(r.spans, [4]int{r1 - 1, c1 - 1, r2 - 1, c2 - 1})
		for i := r1 - 1; i < r2; i++ {
			for k := c1 - 1; k < c2; k++ {
				if i != r1-1 || k != c1-1 {
					r.text[i][k] = ""
				}
				r.owner[i][k] = n
			}
		}
	}
}

// printable is a text without what a layout file cannot hold: control characters go, tabs become blanks, other signs
// for a new line become one.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r == 0x85 || r == 0x2028 || r == 0x2029:
			return '\n'
		case r == '\n':
			return r
		case unicode.IsControl(r), r == 0xFEFF, r == 0xFFFE, r == 0xFFFF:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "�"))
}

// collect makes the cells of the table.
func (r *sheetReader) collect(t *grid.Table) {
	for i := range r.rows {
		for k := range r.cols {
			if slices.Contains(r.over, [2]int{i, k}) {
				continue
			}
			c := grid.Cell{Row: i, Col: k, RowSpan: 1, ColSpan: 1, Text: r.text[i][k], Role: grid.TextLine}
			if n := r.owner[i][k]; n >= 0 {
				s := r.spans[n]
				if s[0] != i || s[1] != k {
					continue
				}
				c.RowSpan, c.ColSpan = s[2]-i+1, s[3]-k+1
			}
			if t.Rows[i].Role.Bordered() {
				c.Role = grid.Data
			} else if r.owner[i][k] < 0 {
				c.ColSpan = r.overflow(t, i, k)
			}
			c.Style = r.share(r.look[i][k].style)
			c.Border = borderOf(t, &c, r.v, r.h)
			t.Cells = append(t.Cells, c)
		}
	}
}

// overflow is how many columns the text of a line takes that has no room in its own: a spreadsheet shows it over the
// blank cells at its right.
func (r *sheetReader) overflow(t *grid.Table, i, k int) int {
	style, need := r.look[i][k].style, unit.Length(0)
	if style.Align == grid.AlignCenter || style.Align == grid.AlignRight || strings.Contains(r.text[i][k], "\n") {
		return 1
	}
	for _, c := range r.text[i][k] {
		if need += style.Size; c < 0x2000 {
			need -= style.Size / 2
		}
	}
	n, room := 1, t.Columns[k]
	for need > room && k+n < r.cols && r.text[i][k+n] == "" && r.owner[i][k+n] < 0 {
		r.over = append(r.over, [2]int{i, k + n})
		room += t.Columns[k+n]
		n++
	}
	return n
}

func (r *sheetReader) share(s grid.Style) *grid.Style {
	if r.shared[s] == nil {
		r.shared[s] = &s
	}
	return r.shared[s]
}

// title finds the title among the lines above: the first centred line set largest, if it is larger than the text of
// the table.
func title(t *grid.Table) {
	var best *grid.Cell
	for i := range t.Cells {
		c := &t.Cells[i]
		if t.Rows[c.Row].Role == grid.RoleHead && strings.TrimSpace(c.Text) != "" &&
			c.Style.Align == grid.AlignCenter && c.Style.Size >= 12*unit.Pt &&
			(best == nil || c.Style.Size > best.Style.Size) {
			best = c
		}
	}
	if best != nil {
		t.Rows[best.Row].Role = grid.RoleTitle
	}
}

// points is a font size in tenths of a point.
func points(p float64) unit.Length { return unit.Length(math.Round(p*10)) * unit.Pt / 10 }
