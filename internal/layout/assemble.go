package layout

import (
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// assemble writes the measured table: physical rows, cells over them, borders, pages.
func (t *table) assemble(sheets []sheet) {
	o := t.out
	n := len(t.Rows)
	for _, s := range sheets {
		n += len(s.slots)
	}
	o.Rows = make([]grid.MeasuredRow, 0, n)
	first := make([]int, len(t.Rows)+1) // physical row of each row
	o.Pages = make([]grid.PageSpan, len(sheets))
	for k, s := range sheets {
		o.Pages[k].First = len(o.Rows)
		for _, sl := range s.slots {
			if len(o.Rows) == 0 || o.Rows[len(o.Rows)-1].Source != sl.row {
				first[sl.row] = len(o.Rows)
			}
			t.addRows(sl)
		}
		o.Pages[k].End, o.Pages[k].Flow = len(o.Rows), s.flow
	}
	first[len(t.Rows)] = len(o.Rows)
	for k, s := range sheets {
		for _, r := range s.repeat {
			for p := first[r]; p < first[r+1]; p++ {
				o.Pages[k].Repeat = append(o.Pages[k].Repeat, p)
			}
		}
	}
	o.Cells = make([]grid.MeasuredCell, len(t.Cells))
	for i := range t.Cells {
		c, b := &t.Cells[i], &t.cells[i]
		m := &o.Cells[i] // its parts one by one: a cell made first and then copied is copied twice
		m.Cell, m.SourceRow, m.Size, m.Pitch, m.Lines = *c, c.Row, b.size, b.pitch, b.lines
		m.Row = first[c.Row]
		m.RowSpan = first[c.Row+c.RowSpan] - m.Row
		if b.seal != nil {
			m.Seal = b.seal
		}
		if b.picture != nil {
			m.Picture = b.picture
		}
	}
	t.feet(sheets, first)
	borders(o)
}

// addRows adds a row, or a piece of one, as physical rows that a spreadsheet can hold: cut at line ends of its
// tallest text.
func (t *table) addRows(sl slot) {
	o := t.out
	row := t.Rows[sl.row]
	add := func(h unit.Length) {
		cut := len(o.Rows) > 0 && o.Rows[len(o.Rows)-1].Source == sl.row
		r := grid.MeasuredRow{Row: row, Height: h, Source: sl.row, Cut: cut, Heading: row.Role == grid.RoleHeader}
		if cut {
			r.BreakTo, r.Section = false, ""
		}
		o.Rows = append(o.Rows, r)
	}
	h := sl.height
	if h > subRow {
		step := t.lineStep(sl.row)
		for h > subRow {
			add(step)
			h -= step
		}
	}
	add(h)
}

// lineStep is the largest multiple of the tallest text's pitch within a sub-row, an even height if there is one.
func (t *table) lineStep(r int) unit.Length {
	var tallest *box
	for i := range t.Cells {
		if c := &t.Cells[i]; c.Row <= r && r < c.Row+c.RowSpan {
			if b := &t.cells[i]; tallest == nil || b.need > tallest.need {
				tallest = b
			}
		}
	}
	if tallest == nil || tallest.pitch <= 0 || tallest.pitch > subRow/2 {
		return subRow / unit.Px * unit.Px
	}
	most := subRow / tallest.pitch
	for n := most; n > most/2; n-- {
		if n*tallest.pitch%t.step == 0 {
			return n * tallest.pitch
		}
	}
	return (most * tallest.pitch) / unit.Px * unit.Px
}

// borders fills in the edges: on each the heavier wish of its two cells, none inside a merged cell.
func borders(o *grid.MeasuredTable) {
	nr, nc := len(o.Rows), len(o.Columns)
	v := make([]grid.BorderKind, nr*(nc+1))
	h := make([]grid.BorderKind, (nr+1)*nc)
	o.VEdges, o.HEdges = make([][]grid.BorderKind, nr), make([][]grid.BorderKind, nr+1)
	for r := range o.VEdges {
		o.VEdges[r] = v[r*(nc+1) : (r+1)*(nc+1) : (r+1)*(nc+1)]
	}
	for r := range o.HEdges {
		o.HEdges[r] = h[r*nc : (r+1)*nc : (r+1)*nc]
	}
	for i := range o.Cells {
		c := &o.Cells[i]
		b := c.Border
		end, right := c.Row+c.RowSpan, c.Col+c.ColSpan
		for r := c.Row; r < end; r++ {
			e := o.VEdges[r]
			e[c.Col], e[right] = max(e[c.Col], b.Left), max(e[right], b.Right)
		}
		top, bottom := o.HEdges[c.Row], o.HEdges[end]
		for k := c.Col; k < right; k++ {
			top[k], bottom[k] = max(top[k], b.Top), max(bottom[k], b.Bottom)
		}
	}
}
