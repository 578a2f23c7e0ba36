package collect

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/intake/xlsx"
	"github.com/gongbiao/gongbiao/internal/workbook"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// The limits of a workbook that is read. There are more, on what it unpacks to (READ-BOMB).
const (
	MaxFile = 32 << 20 // bytes of the file
	MaxRows = 5000     // rows of a sheet
	MaxCols = 512      // columns of a row that holds something
)

// A merged range that begins further than this from anything that was typed does not belong to the form.
const farBelow, farRight = 200, 64

// book is a workbook with its texts.
type book struct {
	name   string
	sheets []*sheet
	notes  finding.List
	marks  marks

	foreign bool // another kind of file than a workbook
	folds   bool // lines beside its tables are folded as they are on paper

	waivers []*data.Value // as the sheet of waivers has them
}

// sheet is a sheet with its texts.
type sheet struct {
	name   string
	hidden bool
	rows   [][]*cell    // every position, a merged cell at all of its own
	end    int          // columns that belong to the form: up to the panel of hints
	under  finding.List // what lies under merged cells and was not read

	from  []origin // of a document: where each row comes from
	left  []origin // rows that seem to be headings printed once more
	whole bool     // all tables of a document as one
	base  *sheet   // this one, before lines were laid beside each other
}

// cell is a cell, merged or not. Rows and columns count from 0.
type cell struct {
	row, col, rows, cols int
	text                 string // as shown; a text to the character
	kind                 found.Kind
	stored               string       // of a number: what is stored, where the cell shows something else
	norm                 string       // the text as labels are compared: as it was typed
	letters              letters      // of norm
	name                 string       // defined name of ours
	formula              string       //
	returns              bool         // had carriage returns
	computed             bool         // what it holds was not entered: it was computed, or is the mark of an empty value
	meant                bool         // what it holds was entered as it is: a blank, or a text that is also the mark of an absent value
	said                 finding.List // by the door; errors make the value unusable
	line                 *found.Line  // a text beside the tables of a document
	order                bool         // it is known by the order of the lines alone
	cut                  bool         // it was cut in two, the lower part empty
	first                bool         // of a piece of a table that was cut
	used                 bool         // read, or recognized as a label
}

// read lets a workbook in by the door and takes the texts out of it, or another file if documents are read. Errors
// are *finding.DataError.
func read(name string, data []byte, o Options) (*book, error) {
	l := intake.Limits{File: MaxFile, Rows: MaxRows, Unzip: o.Unzip}
	f, err := intake.Open(name, data, l)
	if err != nil {
		return nil, err
	}
	if o.Documents && f.Kind != intake.Workbook {
		return document(name, data, l)
	}
	door, err := xlsx.Open(f)
	if err != nil {
		return nil, err
	}
	b := &book{name: name, notes: door.Notes}
	for _, s := range door.Sheets {
		if strings.HasPrefix(s.Name, workbook.ListSheet) {
			continue // ours, with nothing of the record
		}
		t, looks, err := door.Dressed(s)
		if err != nil {
			return nil, err
		}
		switch {
		case textAt(t, 1, 1) == workbook.KeyFormat:
			b.marks.read(t)
		case isWaivers(t):
			b.takeWaivers(t)
		case !workbook.IsGuide(func(n int) string { return textAt(t, n, 1) }):
			sh, err := b.sheet(t, looks)
			if err != nil {
				return nil, err
			}
			b.sheets = append(b.sheets, sh)
		}
	}
	b.names(door.Names)
	return b, nil
}

func textAt(t *found.Table, row, col int) string {
	if c := t.At(row, col); c != nil {
		return c.Text
	}
	return ""
}

// sheet spreads a table over all its positions.
func (b *book) sheet(t *found.Table, looks *xlsx.Looks) (*sheet, error) {
	height, width := 0, 0
	for _, r := range t.Rows {
		height, width = r.Number, max(width, r.Cells[len(r.Cells)-1].Col)
	}
	var spans []found.Span
	lastRow, lastCol := height+farBelow, max(width, 1)+farRight
	for _, m := range t.Spans {
		if m.Row <= lastRow && m.Col <= lastCol {
			m.LastRow, m.LastCol = min(m.LastRow, MaxRows), min(m.LastCol, MaxCols)
			spans = append(spans, m)
			height, width = max(height, m.LastRow), max(width, m.LastCol)
		}
	}
	if height > MaxRows || width > MaxCols {
		return nil, intake.Fail(b.name, "READ-ROWS",
			fmt.Sprintf("工作表“%s”有 %d 行 %d 列，超过上限 %d 行 %d 列。", t.Name, height, width, MaxRows, MaxCols),
			"删去表格以外的内容后再存", "the sheet is larger than a form")
	}
	s := &sheet{name: t.Name, hidden: t.Hidden, end: width, rows: make([][]*cell, height)}
	s.base = s
	all := make([]cell, height*width)
	for r := range s.rows {
		s.rows[r] = make([]*cell, width)
		for c := range s.rows[r] {
			x := &all[r*width+c]
			x.row, x.col, x.rows, x.cols = r, c, 1, 1
			st := looks.At(r+1, c+1)
			x.computed, x.meant = st.Concealed, st.LeftToRight
			s.rows[r][c] = x
		}
	}
	for i := range t.Rows {
		r := &t.Rows[i]
		for k := range r.Cells {
			s.rows[r.Number-1][r.Cells[k].Col-1].take(&r.Cells[k])
		}
	}
	for _, m := range spans {
		s.merge(m)
	}
	for _, n := range t.Notes {
		if n.Code == "READ-UNDER" {
			s.under = append(s.under, n)
		}
	}
	return s, nil
}

// merge gives all positions of a range its first cell. What overlaps another range is left as it is.
func (s *sheet) merge(m found.Span) {
	at := s.rows[m.Row-1][m.Col-1]
	if at.row != m.Row-1 || at.col != m.Col-1 || at.rows*at.cols > 1 {
		return
	}
	at.rows, at.cols = m.LastRow-at.row, m.LastCol-at.col
	for r := at.row; r < m.LastRow; r++ {
		for c := at.col; c < m.LastCol; c++ {
			s.rows[r][c] = at
		}
	}
}

// take takes what the door says a cell holds.
func (x *cell) take(c *found.Cell) {
	x.kind, x.text, x.said = c.Kind, c.Text, c.Said()
	typed := c.Text
	if d := c.Detail; d != nil {
		x.formula = d.Formula
		if d.Typed != "" {
			typed, x.returns = d.Typed, strings.Contains(d.Typed, "\r")
		}
	}
	if c.Kind == found.Number && (c.Hides || !equalFigures(c.Text, c.Raw)) {
		x.stored = c.Raw
	}
	x.norm = normal(typed)
	x.letters = lettersOf(x.norm)
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

// bare says whether a sheet holds nothing.
func (s *sheet) bare() bool {
	for _, r := range s.rows {
		for _, x := range r {
			if x.kind != found.Empty {
				return false
			}
		}
	}
	return true
}

func (x *cell) ref() string { return found.Ref(x.row+1, x.col+1) }
