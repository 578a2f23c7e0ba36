// Package found has tables as other people's files hold them: cells with their place in the file, the text they show,
// the value behind it and what is doubtful about them. In: what a reader of package intake met. Out: a Table that
// ledgers, blank forms and filled-in forms are read from. Nothing here says what a table means; how it is set (faces,
// rules, widths) is told of documents, and only where it is asked for.
package found

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
)

// Document is what a file holds: its tables from the top, those within cells of others behind them, and what is to be
// said of the file as a whole.
type Document struct {
	Tables []*Table
	Notes  finding.List
}

// Table is one sheet, or one table of a document. Rows and columns count from 1, as the file's own program shows them.
type Table struct {
	Name   string // of the sheet; empty for a table of a document
	Hidden bool
	Rows   []Row        // those with cells that hold something, from the top
	Spans  []Span       // merged cells, in the order of the file; they may overlap where a workbook is damaged
	Notes  finding.List // what is to be said of the table as a whole

	// Of a table in a document or text; a sheet has none of these.
	Height, Width int     // of its grid, rows and columns without text included
	Pieces        []Piece // as the file has the table, from the top: one, or several that belong together
	Looks         *Looks  // nil unless asked for
	Above, Below  []*Line // paragraphs up to the table before and after; one between two tables is in both lists
}

// Piece is a table as the file has it, or what a page shows of it: Row is its first row in the Table, Height the number
// of its rows. It says where a row is found in the file.
type Piece struct {
	Row, Height int
	Table       int    // which table of the document, or of the page if there is one; 0: the file is one table
	Page        int    // 0: the file has no pages
	Gone        int    // which of its rows was put to the last row of the piece before, as its rest; 0: none
	Within      string // where the cell is that the table stands in: 第 1 个表格第 2 行第 3 格
}

// Line is a text beside tables: a paragraph of a document, a text box, a footnote.
type Line struct {
	Text  string
	Place string       // in words: 第 3 段, 脚注 2
	Said  finding.List // as of a cell
	Look  Look         // where asked for
}

// Row is a row with at least one cell.
type Row struct {
	Number  int
	Cells   []Cell // from the left
	Header  bool   // the file says that it is printed again on every page
	Hidden  bool   // it is not shown
	Repeats int    // the row of the table that a later piece begins with once more: nothing was entered here; 0: none
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

// Cell is a cell that holds something. Text is what it shows, to the character; of a Number or Date in the format of
// the cell.
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
	Formula string       // as the file has it, without the equals sign; a shared one as its first cell has it, "…" if that is missing
	Typed   string       // Text as it was typed, where that differs: before raised figures and line ends became what they mean
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
	r := t.row(row)
	if r == nil {
		return nil
	}
	cells := r.Cells
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

// The size of a sheet in every program (ECMA-376 sets none; Excel's is this).
const (
	LastRow = 1 << 20
	LastCol = 1 << 14
)

// Place is the position that a name such as G2 or $G$2 says; ok is false if it says none.
func Place(ref string) (row, col int, ok bool) {
	ref = strings.ReplaceAll(ref, "$", "")
	i := 0
	for ; i < len(ref) && ref[i]|0x20 >= 'a' && ref[i]|0x20 <= 'z' && i < 4; i++ {
		col = col*26 + int(ref[i]|0x20-'a') + 1
	}
	row, err := strconv.Atoi(ref[i:])
	return row, col, err == nil && i > 0 && row > 0 && row <= LastRow && col <= LastCol && ref[i] != '+'
}

// ParseSpan is the range that a name such as A1:C2 says, or one position.
func ParseSpan(ref string) (s Span, ok bool) {
	from, to, two := strings.Cut(ref, ":")
	if !two {
		to = from
	}
	var ok1, ok2 bool
	s.Row, s.Col, ok1 = Place(from)
	s.LastRow, s.LastCol, ok2 = Place(to)
	return s, ok1 && ok2 && s.Row <= s.LastRow && s.Col <= s.LastCol
}
