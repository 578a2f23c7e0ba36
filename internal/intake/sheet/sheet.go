// Package sheet decides what the cells of spreadsheets hold, whichever format the file has. In: what a reader met in
// the file: numbers, texts in runs, formulas, and of the format of a cell what matters here. Out: cells of package
// found: what each shows, the value behind, and what makes it unusable (formulas without a value, error values,
// struck-out text …) or doubtful; and what is to be said of a sheet as a whole.
// docs/decisions/0015-one-door.md has the rules and their reasons.
package sheet

import (
	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Book is what the sheets of a file have in common. Its formats are parsed once.
type Book struct {
	File     string // name, for findings
	From1904 bool   // dates count from 1904
	Room     int64  // bytes that may still be kept of what is read; below nought there is more in the file than is read
	formats  map[string]*format
}

// format is the number format of a code.
func (b *Book) format(code string) *format {
	if code == "" {
		code = "General"
	}
	f := b.formats[code]
	if f == nil {
		if b.formats == nil {
			b.formats = map[string]*format{}
		}
		f = parseFormat(code)
		b.formats[code] = f
	}
	return f
}

// What is counted for a cell, for what is said of it and for a merged range, in bytes; texts are counted by their
// length.
const costCell, costDetail, costSaid, costSpan = 112, 80, 300, 40

// keep counts a cell that is decided.
func (b *Book) keep(c *found.Cell) {
	if c.Kind == found.Empty && c.Detail == nil {
		return
	}
	n := costCell + len(c.Text) + len(c.Raw)
	if x := c.Detail; x != nil {
		n += costDetail + len(x.Typed)
		for _, f := range x.Said {
			n += costSaid + len(f.Place) + len(f.Message)
		}
	}
	b.Room -= int64(n)
}

// Look is what matters here of the format of a cell.
type Look struct {
	Format string // code of the number format; empty: General
	Struck bool
	Shift  int8 // 1 raised, -1 lowered
	White  bool // white type on white
}

// Sheet is a sheet being read; cells come row by row, from the left.
type Sheet struct {
	Table *found.Table
	book  *Book

	hiddenRows []int
	hiddenCols [][2]int
	pictures   bool
	white      tally
}

// New begins a sheet.
func (b *Book) New(name string, hidden bool) *Sheet {
	return &Sheet{Table: &found.Table{Name: name, Hidden: hidden}, book: b}
}

// Merge adds a merged range.
func (s *Sheet) Merge(x found.Span) {
	s.Table.Spans = append(s.Table.Spans, x)
	s.book.Room -= costSpan
}

// HideRow notes a hidden row; they come from the top.
func (s *Sheet) HideRow(n int) { s.hiddenRows = append(s.hiddenRows, n) }

// HideColumns notes hidden columns; more than a sheet has are left out.
func (s *Sheet) HideColumns(from, to int) {
	if to = min(to, found.LastCol); from > 0 && from <= to && len(s.hiddenCols) < found.LastCol {
		s.hiddenCols = append(s.hiddenCols, [2]int{from, to})
	}
}

// Objects notes that pictures, shapes or text boxes lie on the sheet.
func (s *Sheet) Objects() { s.pictures = true }

// Add puts a decided cell into the table, unless it holds nothing; false: it was empty.
func (s *Sheet) Add(row, col int, c found.Cell) bool {
	if c.Kind == found.Empty && c.Detail == nil {
		return false
	}
	c.Col = col
	t := s.Table
	if n := len(t.Rows); n == 0 || t.Rows[n-1].Number != row {
		t.Rows = append(t.Rows, found.Row{Number: row})
	}
	last := &t.Rows[len(t.Rows)-1]
	last.Cells = append(last.Cells, c)
	return true
}

// note adds a finding about the sheet as a whole.
func (s *Sheet) note(severity finding.Severity, code, message, hint, english string) {
	s.Table.Notes = append(s.Table.Notes, finding.Finding{Code: code, Severity: severity,
		Pos: finding.Pos{File: s.book.File}, Place: Of(s.Table.Name), Message: message, Hint: hint, English: english})
}

// Of is a sheet in words.
func Of(name string) string { return "工作表“" + name + "”" }
