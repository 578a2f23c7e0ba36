package flow

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/intake/phrase"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// table is a table whose cells have their places. Rows and columns count from 1.
type table struct {
	cells           []placed
	rows            []Row
	width           int
	edges           []int // where its columns begin and end, twips; nil: not known
	group           int   // HTML: the first row of the group of rows
	open            []int // HTML: cells that reach below their row, from the left
	col             int   // the next free one in the row
	hidden          bool
	over            int // cells cut back to what is free
	paper           grid.Paper
	around, between grid.Border
	past            int    // cells cut back to the end of the rows
	under           int    // cells below merged ones that held something
	text            string // of the first of them
}

// placed is a cell at its place.
type placed struct {
	row, col, lastRow, lastCol int
	width                      int // twips, 0: not known
	merge                      Merge
	endless                    bool
	box                        *box // nil: nothing in it
	look                       found.Look
}

// Row is what a row says of itself.
type Row struct {
	Before, After           int // columns left free, of a grid
	WidthBefore, WidthAfter int // twips
	Header, Hidden          bool
	Height                  unit.Length // 0: not known
}

// Merge is how a cell of a grid goes on downwards.
type Merge uint8

// Alone: it does not. First: cells below may go on with it. Goes: it goes on with the one above.
const (
	Alone Merge = iota
	First
	Goes
)

// Cell is what a cell says of itself. RowSpan is HTML's: 0 goes to the end of the group of rows; with it a cell goes to
// the next place that is free.
type Cell struct {
	Span    int // columns, at least 1
	Width   int // twips, 0: not known
	Merge   Merge
	Slots   bool // HTML's way of placing cells
	RowSpan int
}

// thin is what tables are ruled with unless they say otherwise.
var thin = grid.Border{Top: grid.Thin, Right: grid.Thin, Bottom: grid.Thin, Left: grid.Thin}

// OpenTable begins a table. widths are those of its columns in twips, nil if not known.
func (b *Builder) OpenTable(widths []int, hidden bool) {
	if b.err != nil {
		return
	}
	if len(b.tables) >= maxNested {
		b.err = intake.Fail(b.file, "READ-DAMAGED", fmt.Sprintf("表格套表格超过 %d 层。", maxNested), "只留下要读的表格，另存后再交",
			"tables are nested too deep")
		return
	}
	b.part()
	t := &table{hidden: hidden, group: 1, around: thin, between: thin}
	if b.looks {
		b.bare = append(b.bare, t)
	}
	t.setWidths(widths)
	b.tables = append(b.tables, t)
	b.keep(costCell)
}

// part ends the paragraph that a table or box interrupts, if anything has come of it.
func (b *Builder) part() {
	if x := b.box(); len(x.runs) > 0 {
		b.End()
	}
}

func (t *table) setWidths(widths []int) {
	if len(widths) == 0 || slices.Min(widths) <= 0 {
		return
	}
	t.edges = make([]int, len(widths)+1)
	for i, w := range widths {
		t.edges[i+1] = t.edges[i] + w
	}
}

// Widths are the widths of the columns of the table that is open, where they come after its begin.
func (b *Builder) Widths(widths []int) {
	if b.err == nil && len(b.tables) > 0 {
		b.tables[len(b.tables)-1].setWidths(widths)
	}
}

// Group begins a group of rows of an HTML table, which no cell leaves.
func (b *Builder) Group() {
	if b.err == nil {
		t := b.tables[len(b.tables)-1]
		t.endGroup(len(t.rows))
		t.group = len(t.rows) + 1
	}
}

// endGroup ends cells at a row; those that go on without end reach it.
func (t *table) endGroup(row int) {
	for _, i := range t.open {
		c := &t.cells[i]
		if c.lastRow > row {
			t.past++
		}
		if c.lastRow > row || c.endless {
			c.lastRow = max(row, c.row)
		}
	}
	t.open = nil
}

// OpenRow begins a row.
func (b *Builder) OpenRow(r Row) {
	if b.err != nil || !b.keep(costCell) {
		return
	}
	t := b.tables[len(b.tables)-1]
	if len(t.rows) >= b.limits.Rows {
		b.err = intake.Fail(b.file, "READ-ROWS", fmt.Sprintf("表格有 %d 行以上，超过上限。", b.limits.Rows), "删去空行后再存", "too many rows in a table")
		return
	}
	t.rows = append(t.rows, r)
	t.col = 1 + max(r.Before, 0)
	n := len(t.rows)
	t.open = slices.DeleteFunc(t.open, func(i int) bool { return !t.cells[i].endless && t.cells[i].lastRow < n })
	if t.col > found.LastCol {
		b.wide()
	}
}

func (b *Builder) wide() {
	b.err = intake.Fail(b.file, "READ-ROWS", fmt.Sprintf("表格有 %d 列以上，超过上限。", found.LastCol), "", "too many columns in a table")
}

// OpenCell begins a cell of the row.
func (b *Builder) OpenCell(c Cell) {
	if b.err != nil || !b.keep(costCell) {
		return
	}
	b.part()
	t := b.tables[len(b.tables)-1]
	row := len(t.rows)
	span := max(c.Span, 1)
	p := placed{row: row, lastRow: row, col: t.col, width: c.Width}
	if c.Slots {
		span = t.slot(&p, span, c.RowSpan)
	}
	if p.lastCol = p.col + span - 1; p.lastCol > found.LastCol || span > found.LastCol {
		b.wide()
		return
	}
	t.col = p.lastCol + 1
	p.box, p.merge = &box{}, c.Merge
	t.cells = append(t.cells, p)
	if n := len(t.cells) - 1; p.lastRow > row || p.endless {
		at, _ := slices.BinarySearchFunc(t.open, p.col, func(i, col int) int { return t.cells[i].col - col })
		t.open = slices.Insert(t.open, at, n)
	}
	t.width = max(t.width, p.lastCol)
	b.boxes = append(b.boxes, p.box)
}

// slot finds the first free place in the row for a cell of HTML (13.2 of the standard, "forming a table"). It returns
// the columns it gets: where others reach into its place, it is cut back to what is free.
func (t *table) slot(p *placed, span, rows int) int {
	row := p.row
	for _, i := range t.open {
		c := &t.cells[i]
		if c.row == row {
			continue
		}
		if c.col > p.col {
			if p.col+span > c.col {
				span = c.col - p.col
				t.over++
			}
			break
		}
		if c.lastCol >= p.col {
			p.col = c.lastCol + 1
		}
	}
	switch {
	case rows == 0:
		p.endless = true
	case rows > 1:
		p.lastRow = row + min(rows, found.LastRow) - 1
	}
	return span
}

// Widen begins what is no cell of its own but more of the one before, to the right: its text goes there. Without one
// before it is a cell.
func (b *Builder) Widen(span, width int) {
	if b.err != nil {
		return
	}
	t := b.tables[len(b.tables)-1]
	n := len(t.cells) - 1
	if n < 0 || t.cells[n].row != len(t.rows) {
		b.OpenCell(Cell{Span: span, Width: width})
		return
	}
	c := &t.cells[n]
	if c.lastCol += span; c.lastCol > found.LastCol || span > found.LastCol {
		b.wide()
		return
	}
	c.width += width
	t.col, t.width = c.lastCol+1, max(t.width, c.lastCol)
	if c.box == nil {
		c.box = &box{}
	}
	b.boxes = append(b.boxes, c.box)
}

// CloseCell ends a cell.
func (b *Builder) CloseCell() {
	if b.err != nil {
		return
	}
	b.End()
	t := b.tables[len(b.tables)-1]
	c := &t.cells[len(t.cells)-1]
	b.boxes = b.boxes[:len(b.boxes)-1]
	c.look = c.box.look
	if x := c.box; len(x.items) == 0 && len(x.said) == 0 && !x.picture {
		c.box = nil
	}
}

// CloseTable ends a table. One that only holds others in place is taken away: what is in it stands in its stead.
func (b *Builder) CloseTable() {
	if b.err != nil {
		return
	}
	t := b.tables[len(b.tables)-1]
	b.tables = b.tables[:len(b.tables)-1]
	t.endGroup(len(t.rows))
	x := b.box()
	if t.frame() {
		for i := range t.cells {
			if in := t.cells[i].box; in != nil {
				x.items = append(x.items, b.asLines(in)...)
			}
		}
		return
	}
	if in := t.only(); in != nil && len(b.tables) > 0 && x.name == "" && !t.hidden && b.tables[len(b.tables)-1].labelled() {
		x.items, x.said = append(x.items, in.items...), append(x.said, in.said...)
		b.Say(finding.Note, "READ-NESTED", "格里套着只有一格的表格，其中的文字按这一格的收。", "", "the one cell of a table within the cell was read as its text")
		return
	}
	if len(t.cells) > 0 {
		t.columns()
		x.items = append(x.items, item{table: t})
	}
}

// labelled says whether the cell that is open has another with something in it before it in its row: it is no frame
// around pieces of a table, of which a piece may hold no more than one text.
func (t *table) labelled() bool {
	n := len(t.cells) - 1
	return slices.ContainsFunc(t.cells[:n], func(c placed) bool { return c.box != nil && c.lastRow >= t.cells[n].row })
}

// only is the one cell of a table that holds anything, nil if there are several, or a table is in it.
func (t *table) only() (in *box) {
	for i := range t.cells {
		x := t.cells[i].box
		if x == nil || strings.TrimSpace(x.plain()) == "" && len(x.said) == 0 && !x.picture {
			continue
		}
		if in != nil || x.picture || slices.ContainsFunc(x.items, func(it item) bool { return it.table != nil || it.line != nil }) {
			return nil
		}
		in = x
	}
	return in
}

// frame says whether a table only holds others in place: no row has a second cell with anything in it.
func (t *table) frame() bool {
	holds := false
	last := 0
	for i := range t.cells {
		c := &t.cells[i]
		tables := c.box != nil && slices.ContainsFunc(c.box.items, func(it item) bool { return it.table != nil })
		if !tables && strings.TrimSpace(c.box.plain()) == "" {
			continue
		}
		if c.row == last {
			return false
		}
		last, holds = c.row, holds || tables
	}
	return holds
}

// asLines are the items of a cell as those of a document.
func (b *Builder) asLines(x *box) []item {
	cell := len(b.boxes) > 1 && b.box().name == ""
	for i := range x.items {
		if it := &x.items[i]; !cell && it.table == nil && it.line == nil && !blank(it.runs) {
			b.count++
			it.line = b.line(&box{runs: it.runs, said: x.said})
			x.said = nil
		}
	}
	return slices.DeleteFunc(x.items, func(it item) bool { return it.table == nil && it.line == nil && (!cell || len(it.runs) == 0) })
}

// settle is a cell as found has it, without its column.
func (b *Builder) settle(x *box) (c found.Cell, rest []item) {
	var runs []phrase.Run
	for _, it := range x.items {
		if it.table != nil || it.line != nil {
			rest = append(rest, it)
			continue
		}
		if len(runs) > 0 {
			runs = append(runs, phrase.Run{Text: "\n"})
		}
		runs = append(runs, it.runs...)
	}
	runs = trim(runs)
	text, typed, said := phrase.Settle(runs...)
	if said = append(said, x.said...); strings.TrimSpace(text) == "" { // &nbsp; is how an empty cell is written
		text, typed = "", ""
	}
	if f, bad := intake.Fault(text); bad {
		said = append(said, f)
		c.Kind = found.Fault
	} else if text != "" {
		c.Kind = found.Text
	}
	if x.picture && strings.TrimSpace(text) == "" {
		said = append(said, finding.Finding{Code: "READ-PICTURE", Message: "格里是一张图片，没有文字。", Hint: "请在格里写上文字",
			English: "the cell holds a picture"})
		c.Kind = found.Fault
	}
	c.Text = text
	if len(said) > 0 || typed != "" {
		c.Detail = &found.Detail{Typed: typed, Said: said}
	}
	return c, rest
}

// trim takes the empty paragraphs off both ends of a cell; blanks stay.
func trim(runs []phrase.Run) []phrase.Run {
	runs = slices.DeleteFunc(runs, func(r phrase.Run) bool { return r.Text == "" })
	for len(runs) > 0 {
		if runs[0].Text = strings.TrimLeft(runs[0].Text, "\n"); runs[0].Text != "" {
			break
		}
		runs = runs[1:]
	}
	for n := len(runs); n > 0; n = len(runs) {
		if runs[n-1].Text = strings.TrimRight(runs[n-1].Text, "\n"); runs[n-1].Text != "" {
			break
		}
		runs = runs[:n-1]
	}
	return runs
}
