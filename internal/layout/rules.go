package layout

import (
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// rules draws the borders of a page as few long rules. A cell cut by the page is closed with its own border.
func (v *view) rules(span grid.PageSpan, next []int) {
	t := v.t
	n, nc := len(v.rows), len(t.Columns)
	if n == 0 {
		return
	}
	// Edges above each row of the page, and below the last.
	h := make([]grid.BorderKind, (n+1)*nc)
	for i, r := range v.rows {
		copy(h[i*nc:(i+1)*nc], t.HEdges[r])
		if i > 0 && v.rows[i-1]+1 != r { // the repeated header meets another row
			for c, k := range t.HEdges[v.rows[i-1]+1] {
				h[i*nc+c] = max(h[i*nc+c], k)
			}
		}
	}
	copy(h[n*nc:], t.HEdges[v.rows[n-1]+1])
	if first := v.rows[0]; first > 0 && !t.Rows[first].Role.Bordered() { // the rule above a note closes the table on the page before
		clear(h[:nc])
		for i := v.begin[first]; i < v.begin[first+1]; i++ {
			c := &t.Cells[i]
			for col := c.Col; col < c.Col+c.ColSpan; col++ {
				h[col] = c.Border.Top
			}
		}
	}
	set := func(edge int, c *grid.MeasuredCell, k grid.BorderKind) {
		for col := c.Col; col < c.Col+c.ColSpan; col++ {
			h[edge*nc+col] = max(h[edge*nc+col], k)
		}
	}
	for _, i := range next {
		c := &t.Cells[i]
		set(n-v.foots, c, c.Border.Bottom)
	}
	for _, i := range v.carry {
		c := &t.Cells[i]
		from := v.heads
		for from > 0 && v.rows[from-1] >= c.Row {
			from--
			for col := c.Col; col < c.Col+c.ColSpan; col++ {
				h[(from+1)*nc+col] = grid.NoBorder
			}
		}
		set(from, c, c.Border.Top)
	}
	for j, r := range v.rows[:v.heads] { // header cells that end elsewhere
		for i := v.begin[r]; i < v.begin[r+1]; i++ {
			c := &t.Cells[i]
			if end := c.Row + c.RowSpan; end <= span.First {
				to := j + 1
				for to < v.heads && v.rows[to] < end {
					to++
				}
				set(to, c, c.Border.Bottom)
			}
		}
	}
	for i := 0; i <= n; i++ {
		y := v.scale(v.tops[i])
		runs(nc, func(c int) grid.BorderKind { return h[i*nc+c] }, func(a, b int, k grid.BorderKind) {
			v.rule(k, v.scale(v.left[a]), y, v.scale(v.left[b]), y)
		})
	}
	for c := 0; c <= nc; c++ {
		x := v.scale(v.left[c])
		runs(n, func(i int) grid.BorderKind { return t.VEdges[v.rows[i]][c] }, func(a, b int, k grid.BorderKind) {
			v.rule(k, x, v.scale(v.tops[a]), x, v.scale(v.tops[b]))
		})
	}
}

// runs finds the longest runs of equal borders.
func runs(n int, at func(int) grid.BorderKind, draw func(from, to int, k grid.BorderKind)) {
	for i := 0; i < n; {
		k, j := at(i), i+1
		for j < n && at(j) == k {
			j++
		}
		if k != grid.NoBorder {
			draw(i, j, k)
		}
		i = j
	}
}

// rule draws one rule; horizontal ones reach over their ends by half their width, so that corners close.
func (v *view) rule(k grid.BorderKind, x1, y1, x2, y2 unit.Length) {
	var w unit.Length
	switch k {
	case grid.Hair:
		w = unit.Pt / 4
	case grid.Thin, grid.Double:
		w = unit.Pt / 2
	case grid.Medium:
		w = unit.Pt
	case grid.Thick:
		w = unit.Pt * 3 / 2
	}
	r := page.Rule{Tag: page.Tag{Artifact: page.LayoutArtifact}, X1: v.x0 + x1, Y1: v.y0 + y1, X2: v.x0 + x2, Y2: v.y0 + y2, Width: w}
	across := y1 == y2
	if across {
		r.X1, r.X2 = r.X1-w/2, r.X2+w/2
	}
	if k != grid.Double {
		v.items = append(v.items, r)
		return
	}
	const apart = unit.Pt * 3 / 4
	a, b := r, r
	if across {
		a.Y1, a.Y2, b.Y1, b.Y2 = r.Y1-apart, r.Y2-apart, r.Y1+apart, r.Y2+apart
	} else {
		a.X1, a.X2, b.X1, b.X2 = r.X1-apart, r.X2-apart, r.X1+apart, r.X2+apart
	}
	v.items = append(v.items, a, b)
}
