// Package found has tables as other people's files hold them: cells with their place in the file, the text they show, the value
// behind it and what is doubtful about them. In: what a reader of package intake met. Out: a Table that ledgers, blank forms and
// filled-in forms are read from. Nothing here says what a table means; looks (fonts, rules, widths) are not part of it.
package found

import (
	"slices"

	"github.com/gongbiao/gongbiao/model/finding"
)

// Table is one sheet, or one table of a document. Rows and columns count from 1, as the file's own program shows them.
type Table struct {
	Name   string // of the sheet
	Hidden bool
	Rows   []Row        // those with cells that hold something, from the top
	Spans  []Span       // merged cells, in the order of the file; they may overlap where the file is damaged
	Notes  finding.List // what is to be said of the table as a whole
}

// Row is a row with at least one cell.
type Row struct {
	Number int
	Cells  []Cell // from the left
}

// Kind is what a cell holds.
type Kind uint8

// The kinds of cells. A Fault is an error value such as #DIV/0!.
const (
	Empty Kind = iota
	Text
	Number
	Date
	Bool
	Fault
)

// Cell is a cell that holds something. Text is what it shows, to the character; of a Number or Date in the format of the cell.
type Cell struct {
	Col    int
	Kind   Kind
	Hides  bool    // Number: Text does not tell the whole of Raw
	Text   string  //
	Raw    string  // Number, Date: the value behind, a plain decimal of at most 15 digits
	Detail *Detail // nil of a plain cell
}

// Detail is what only some cells have.
type Detail struct {
	Formula string       // as the file writes it, without the equals sign; "…" of a shared one
	Said    finding.List // an Error makes the cell unusable
}

// Said is what is to be said of the cell.
func (c *Cell) Said() finding.List {
	if c.Detail == nil {
		return nil
	}
	return c.Detail.Said
}

// Span is a merged range, its last row and column included.
type Span struct{ Row, Col, LastRow, LastCol int }

// At is the cell at a position, nil where nothing is.
func (t *Table) At(row, col int) *Cell {
	i, ok := slices.BinarySearchFunc(t.Rows, row, func(r Row, n int) int { return r.Number - n })
	if !ok {
		return nil
	}
	cells := t.Rows[i].Cells
	k, ok := slices.BinarySearchFunc(cells, col, func(c Cell, n int) int { return c.Col - n })
	if !ok {
		return nil
	}
	return &cells[k]
}

// Ref is a position as spreadsheets name it: 2, 7 is G2.
func Ref(row, col int) string {
	var b [24]byte
	i := len(b)
	for n := row; n > 0; n /= 10 {
		i--
		b[i] = byte('0' + n%10)
	}
	return Letters(col) + string(b[i:])
}

// Letters is a column as spreadsheets name it: 28 is AB.
func Letters(col int) string {
	var b [16]byte
	i := len(b)
	for n := col; n > 0; n = (n - 1) / 26 {
		i--
		b[i] = byte('A' + (n-1)%26)
	}
	return string(b[i:])
}
