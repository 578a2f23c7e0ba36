package layout

import (
	"strconv"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Sizes of a mark on a proof copy. It is on the rule above the cell, where no text can be.
const (
	markSize = 6 * unit.Pt
	markPad  = unit.Pt // on each side of the number
)

// markElem makes the element of a cell's mark, inside the cell's own. What is read aloud says that it is no part of
// the text.
func (v *view) markElem(c *grid.MeasuredCell, i int) {
	if v.markAt == nil {
		v.markAt = map[int]int{}
	}
	v.markAt[i] = v.elem(page.Elem{Parent: v.elems[i], Role: page.RoleSpan, Actual: spoken(c)})
}

// spoken is what is read aloud for a mark.
func spoken(c *grid.MeasuredCell) string {
	if c.Answered {
		return "（已说明 " + strconv.Itoa(c.Mark) + "）"
	}
	return "（问题 " + strconv.Itoa(c.Mark) + "）"
}

// drawn is the number as it is drawn: that of an answered finding in parentheses.
func drawn(c *grid.MeasuredCell) string {
	if c.Answered {
		return "(" + strconv.Itoa(c.Mark) + ")"
	}
	return strconv.Itoa(c.Mark)
}

// mark sets the number of a marked cell on the rule above it, at the right; the first part of a cut cell has it.
func (v *view) mark(i, from, _ int, repeated bool) {
	c := &v.t.Cells[i]
	if c.Mark == 0 || c.Style == nil {
		return
	}
	x2, y1 := v.x0+v.scale(v.left[c.Col+c.ColSpan]), v.y0+v.scale(v.tops[from])
	elem := v.markOf(i)
	if repeated || elem == 0 {
		return
	}
	text, width, face := drawn(c), unit.Length(0), ""
	for _, r := range text {
		g, ok := v.set.m.Measure(Font{Family: c.Style.Family}, string(r))
		if !ok {
			return // the list names the place too
		}
		width, face = width+length(int64(g.Advance), markSize), g.Face
	}
	box := page.Box{W: v.scale(width + 2*markPad), H: v.scale(markSize)}
	box.X, box.Y = x2-box.W-v.scale(2*markPad), y1-box.H/2
	v.items = append(v.items, page.Fill{Tag: page.Tag{Artifact: page.LayoutArtifact}, Box: box, Gray: 255},
		page.Text{Tag: page.Tag{Elem: elem}, X: box.X + v.scale(markPad),
			Y: box.Y + v.scale(markSize.Scale(859, 1000)), Face: face, Size: v.scale(markSize), Text: text,
			Width: v.scale(width)})
}

// markOf is the element of cell i's mark the first time it is asked for, then 0.
func (v *view) markOf(i int) int {
	if e, ok := v.markAt[i]; ok {
		delete(v.markAt, i)
		return e
	}
	return 0
}
