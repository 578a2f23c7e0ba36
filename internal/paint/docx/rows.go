package docx

import (
	"slices"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// row is a row of the Word table: the physical rows from ≤ r < end of one row of the grid.
type row struct {
	from, end int
	height    unit.Length
	cells     []*cell // those that cover it, by column
	flows     bool    // a text in it runs over a page
}

// cell is a cell over rows from ≤ r < end of the Word table.
type cell struct {
	*grid.MeasuredCell
	from, end int
}

// logical joins the physical rows of a table that were one row of the grid.
func logical(t *grid.MeasuredTable) []row {
	var out []row
	at := make([]int, len(t.Rows)+1) // of each physical row
	for r := range t.Rows {
		if r == 0 || !t.Rows[r].Cut {
			out = append(out, row{from: r})
		}
		last := &out[len(out)-1]
		last.end, last.height = r+1, last.height+t.Rows[r].Height
		at[r] = len(out) - 1
	}
	at[len(t.Rows)] = len(out)
	flows := map[int]bool{}
	for _, p := range t.Pages {
		for _, f := range p.Flow {
			flows[f.Cell] = true
		}
	}
	for k := range t.Cells {
		c := &cell{&t.Cells[k], at[t.Cells[k].Row], 0}
		for c.end = c.from + 1; c.end < len(out) && out[c.end].from < c.Row+c.RowSpan; {
			c.end++
		}
		for r := c.from; r < c.end; r++ {
			out[r].cells = append(out[r].cells, c)
			out[r].flows = out[r].flows || flows[k]
		}
	}
	for i := range out {
		slices.SortStableFunc(out[i].cells, func(a, b *cell) int { return a.Col - b.Col })
	}
	return out
}

// kind says what a block of rows becomes.
type kind uint8

const (
	line  kind = iota // a paragraph
	plain             // a table without rules: several texts on a line
	ruled             // the form's table, or a part of it that begins with a repeated heading
)

// block is a run of rows that become one paragraph or table.
type block struct {
	kind
	from, end int
	heads     int  // how many rows at its head repeat on each page
	kept      bool // a repeated heading inside it could not be brought to the head
}

// blocks divides the rows of a table.
func blocks(t *grid.MeasuredTable, rows []row) (out []block) {
	for i := range rows {
		k := kindOf(t, &rows[i])
		first := t.Rows[rows[i].from]
		begins := k == ruled && first.Role == grid.RoleHeader && first.Header != 0 &&
			(i == 0 || t.Rows[rows[i-1].from].Header != first.Header || t.Rows[rows[i-1].from].Role != grid.RoleHeader)
		if begins && straddled(rows, i) {
			out[len(out)-1].kept = true
			begins = false
		}
		if n := len(out); n == 0 || k == line || out[n-1].kind != k || begins {
			out = append(out, block{kind: k, from: i})
		}
		out[len(out)-1].end = i + 1
	}
	for i := range out {
		b := &out[i]
		for r := b.from; b.kind == ruled && r < b.end && t.Rows[rows[r].from].Role == grid.RoleHeader &&
			t.Rows[rows[r].from].Header == t.Rows[rows[b.from].from].Header; r++ {
			b.heads++
		}
		if b.heads == b.end-b.from { // nothing but a heading: there is no page for it to repeat on
			b.heads = 0
		}
		for b.heads > 0 && straddled(rows, b.from+b.heads) && !headed(rows, b) {
			b.heads--
		}
	}
	return out
}

// headed says whether the cells that leave the heading begin in it; Word repeats them with it.
func headed(rows []row, b *block) bool {
	for _, c := range rows[b.from+b.heads-1].cells {
		if c.end > b.from+b.heads && c.from < b.from {
			return false
		}
	}
	return true
}

// straddled says whether a cell runs from above row i into it.
func straddled(rows []row, i int) bool {
	return i > 0 && i < len(rows) && slices.ContainsFunc(rows[i-1].cells, func(c *cell) bool { return c.end > i })
}

func kindOf(t *grid.MeasuredTable, r *row) kind {
	switch {
	case t.Rows[r.from].Role.Bordered():
		return ruled
	case len(r.cells) == 1 && r.cells[0].Picture == nil && !sealed(r.cells[0].MeasuredCell) && r.cells[0].RowSpan == r.end-r.from && r.cells[0].Style != nil && r.cells[0].Style.Fill == 0 && r.cells[0].Mark == 0:
		return line
	}
	return plain
}
