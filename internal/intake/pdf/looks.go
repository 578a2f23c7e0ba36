package pdf

import (
	"math"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// points is a length on the page, to the tenth of a point.
func points(x float32) unit.Length {
	return unit.Length(math.Round(float64(x)*10)) * unit.Pt / 10
}

// aligned tells from the room at both sides of a text how it is aligned.
func aligned(left, right float32) grid.Align {
	switch d := left - right; {
	case d > -3 && d < 3 && left > 3:
		return grid.AlignCenter
	case left > 3*right && left > 12:
		return grid.AlignRight
	}
	return grid.AlignLeft
}

// looksOf is how a part is set: the grid of its lines, sizes of its characters, the paper. Which faces are bold, and
// how heavy lines are, is not told.
func (d *document) looksOf(p *part, xs []float32) *found.Looks {
	page := d.pages[p.page]
	l := &found.Looks{Cells: map[[2]int]found.Look{}, Paper: grid.Paper{Width: points(page.width), Height: points(page.height),
		Left: points(max(xs[0], 0)), Right: points(max(page.width-xs[len(xs)-1], 0)), Top: 20 * unit.MM, Bottom: 20 * unit.MM}}
	for i := 1; i < len(xs); i++ {
		l.Columns = append(l.Columns, points(xs[i]-xs[i-1]))
	}
	for i := 1; i < len(p.t.ys); i++ {
		l.Rows = append(l.Rows, points(p.t.ys[i]-p.t.ys[i-1]))
	}
	thin := grid.Border{Top: grid.Thin, Right: grid.Thin, Bottom: grid.Thin, Left: grid.Thin}
	for i, c := range p.t.cells {
		x := found.Look{VAlign: grid.AlignCenter, Border: thin, Ruled: true}
		if len(p.texts[i]) > 0 {
			left, _, right, _ := p.t.box(i)
			from, to, size := right, left, float32(0)
			for _, g := range p.texts[i] {
				from, to, size = min(from, g.x), max(to, g.x+g.w), max(size, g.size)
			}
			x.Size, x.Align = points(size), aligned(from-left, right-to)
		}
		col := 0
		for col < len(xs)-1 && xs[col] < p.t.xs[c.col]-near {
			col++
		}
		l.Cells[[2]int{c.row, col}] = x
	}
	return l
}
