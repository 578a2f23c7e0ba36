package grid

import (
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Measured is a Grid with everything decided that two back ends must agree on: whole-pixel column widths, row heights,
// broken lines, shrunk sizes, page breaks, winning borders. Nothing in it is measured or changed again.
type Measured struct {
	Meta   Meta
	Tables []MeasuredTable
	Across *Across
	Notes  finding.List // those of the Grid, and what was noticed while measuring; never errors
}

// MeasuredTable is one table with its sizes. Rows here are physical: a row of the grid taller than a spreadsheet row
// (400 pt) is cut into several, every cell merged over them, no rule between.
type MeasuredTable struct {
	Name          string
	Paper         Paper
	PageNumber    PageNumber
	Header        string
	Footer        string
	Continued     string // what finds room on one line, at ContinuedSize; empty: none, or one page only
	Watermark     string
	CutMerges     bool
	NewPage       bool
	Follows       bool // is below the table before it, on the same page (paged formats; it has one page)
	ContinuedSize unit.Length
	Scale         int           // percent, 100 or less; sizes below are before scaling
	Room          unit.Length   // how much of a page's height rows fill at most, a little less than the body
	Columns       []unit.Length // multiples of unit.Px
	Rows          []MeasuredRow
	Cells         []MeasuredCell // sorted by Row, then Col
	// VEdges[r][c] is the rule at the left of column c in row r (c up to len(Columns)); HEdges[r][c] the rule above row
	// r in column c (r up to len(Rows)). One winner an edge.
	VEdges, HEdges [][]BorderKind
	Pages          []PageSpan
}

// MeasuredRow is one physical row.
type MeasuredRow struct {
	Row
	Height  unit.Length // multiple of unit.Px (0.75 pt), at most 409.5 pt
	Source  int         // row of the Grid
	Cut     bool        // continues the physical row above (same Source)
	Heading bool        // kept for readability: Role == RoleHeader
}

// MeasuredCell is a cell in physical rows with its text broken into lines. The lines hold every rune of Text except
// line breaks and the spaces that hang at a line's end.
type MeasuredCell struct {
	Cell
	SourceRow int         // Cell.Row in the Grid; Cell.Row and RowSpan here count physical rows
	Size      unit.Length // font size used, shrunk or not
	Pitch     unit.Length // distance of two baselines
	Lines     []Line
}

// Line is one line of a cell: Text[Start:End] are its bytes of the cell's text, hanging spaces excluded.
type Line struct {
	Start, End int
	Width      unit.Length // as the breaking rules count it
	Last       bool        // ends a paragraph
	Runs       []Run
}

// Run is a piece of a line set from one face.
type Run struct {
	Text    string      // painted
	Entered string      // what the cluster Text stands for, where that is another (é for e and U+0301, ︵ for （); empty: Text itself
	Face    string      // PostScript name, e.g. GongbiaoSong-Regular
	Width   unit.Length // natural advance
	Style   *Style      // of the span it is in; nil: the cell's
}

// PageSpan is one page of a table: the repeated header rows, then rows First ≤ r < End.
type PageSpan struct {
	Repeat     []int // physical rows repeated at the head, in order
	First, End int
	// Parts of merged cells cut by this page's edges show their whole text again, unless Flow holds the cell: then
	// lines From ≤ i < To of the cell are here (a text too tall for its part).
	Flow []FlowPart
	Foot []int      // physical rows at the foot, in order: those that are the last of the table; the page that has them lists none
	Sums []PageText // of cells of Foot, what they show here
}

// PageText is what a cell at the foot of a page shows on this page.
type PageText struct {
	Cell  int // index into Cells
	Text  string
	Lines []Line
}

// FlowPart says which lines of a cut cell are on this page.
type FlowPart struct {
	Cell     int // index into Cells
	From, To int
}

// PageCount is how many pages the form takes. Tables that follow another share its last page.
func (m *Measured) PageCount() (n int) {
	for i := range m.Tables {
		if !m.Tables[i].Follows {
			n += len(m.Tables[i].Pages)
		}
	}
	return n
}

// Body is the usable area of a table's pages, before scaling.
func (t *MeasuredTable) Body() (width, height unit.Length) {
	p := t.Paper
	return p.Width - p.Left - p.Right, p.Height - p.Top - p.Bottom
}

// span is the height of rows from ≤ r < end, before scaling.
func (t *MeasuredTable) span(from, end int) (h unit.Length) {
	for _, r := range t.Rows[from:end] {
		h += r.Height
	}
	return h
}

// PageHeight is the height of page i of the table, repeated rows included, before scaling.
func (t *MeasuredTable) PageHeight(i int) unit.Length {
	if i < 0 || i >= len(t.Pages) {
		return 0
	}
	p := t.Pages[i]
	h := t.span(p.First, p.End)
	for _, r := range p.Repeat {
		h += t.Rows[r].Height
	}
	for _, r := range p.Foot {
		h += t.Rows[r].Height
	}
	return h
}

// Width is the width of the table before scaling.
func (t *MeasuredTable) Width() (w unit.Length) {
	for _, c := range t.Columns {
		w += c
	}
	return w
}
