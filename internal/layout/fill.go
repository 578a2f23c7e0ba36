package layout

import (
	"slices"

	"github.com/gongbiao/gongbiao/model/grid"
)

// filled is g with its blank rows (Row.Fill) as often as they find room on the last page of their table. g itself if
// there are none.
func filled(g *grid.Grid, m Measurer, o Options) *grid.Grid {
	out := g
	for i := range g.Tables {
		t := &g.Tables[i]
		from := slices.IndexFunc(t.Rows, func(r grid.Row) bool { return r.Fill })
		if from < 0 {
			continue
		}
		end := from
		for end < len(t.Rows) && t.Rows[end].Fill {
			end++
		}
		if out == g {
			c := *g
			c.Tables = slices.Clone(g.Tables)
			out = &c
		}
		out.Tables[i] = fill(t, from, end, m, o)
	}
	return out
}

// fill is a table whose rows from ≤ r < end are there as often as makes no further page.
func fill(t *grid.Table, from, end int, m Measurer, o Options) grid.Table {
	try := func(times int) (grid.Table, *grid.MeasuredTable) {
		x := repeated(t, from, end, times)
		got, err := Measure(&grid.Grid{Tables: []grid.Table{x}}, m, o)
		if err != nil {
			return x, nil // said when all is measured
		}
		return x, &got.Tables[0]
	}
	none, plain := try(0)
	one, with := try(1)
	if plain == nil || with == nil {
		return one
	}
	pages := len(plain.Pages)
	height := with.Rows[from].Height
	for r := from + 1; r < end && r < len(with.Rows); r++ {
		height += with.Rows[r].Height
	}
	for times := int((plain.Room - plain.PageHeight(pages-1)) / height); times > 0; times-- {
		if x, got := try(times); got != nil && len(got.Pages) <= pages {
			return x
		}
	}
	return none
}

// repeated is a table with its rows from ≤ r < end so many times; what runs past them grows or shrinks with them.
func repeated(t *grid.Table, from, end, times int) grid.Table {
	x, n := *t, end-from
	more := (times - 1) * n
	x.Rows, x.Cells = slices.Clone(t.Rows[:from]), nil
	for range times {
		x.Rows = append(x.Rows, t.Rows[from:end]...)
	}
	for r := from; r < len(x.Rows); r++ {
		x.Rows[r].Fill = false
	}
	x.Rows = append(x.Rows, t.Rows[end:]...)
	var own, below []grid.Cell
	for _, c := range t.Cells {
		switch {
		case c.Row >= end:
			c.Row += more
			below = append(below, c)
		case c.Row >= from:
			own = append(own, c)
		default:
			if c.Row+c.RowSpan > from {
				c.RowSpan += more
			}
			x.Cells = append(x.Cells, c)
		}
	}
	for k := range times {
		for _, c := range own {
			c.Row += k * n
			x.Cells = append(x.Cells, c)
		}
	}
	x.Cells = append(x.Cells, below...)
	return x
}
