package layout

import (
	"fmt"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// A cell cut by diagonals: one from its upper left corner to the lower right, or two, to the middle of its right and
// of its lower side. Its lines of text, one a field, stand in the upper right, with two diagonals in the lower right,
// and in the lower left.

// slantAir is the room between a text and a diagonal.
const slantAir = 2 * unit.Pt

// slant takes each paragraph as one line and finds the height at which no diagonal touches a text.
func (t *table) slant(c *grid.Cell, b *box, width unit.Length) {
	s := t.set
	n := s.wrap(1<<40, b.size)
	pad, line := cellPadding/2, pitchOf(c.Style, b.size)+slantAir
	if b.long = line * 2; c.Slants == 2 {
		b.long = line * 9 / 2 // the lower two are not on one line, for readers of the page
	}
	for i := range min(n, 3) {
		long := length(s.lines[i].Width, b.size) + pad + slantAir
		// At the inner end of the text the diagonal is a share of the height away from the text's own corner.
		free, share := width-long, width
		switch {
		case c.Slants == 2 && i == 0:
			share = 2 * width
		case c.Slants == 2:
			free = width - 2*long
		}
		if free < width/8 {
			t.refuse(c, "LAYOUT-NARROW", fmt.Sprintf("列宽 %s 毫米，斜线旁边放不下“%s”", width.MMString(), c.Text[s.lines[i].Start:s.lines[i].End]),
				fmt.Sprintf("%s mm leave no room for the text beside a diagonal", width.MMString()), "请加宽此列，或减小字号")
			return
		}
		b.long = max(b.long, line.Scale(int64(share), int64(free)))
	}
	b.long += rowPadding - b.pad
}

// slanted places the texts and draws the diagonals, all unscaled.
func (v *view) slanted(c *grid.MeasuredCell, lines []grid.Line, tag page.Tag, x, y, w, h unit.Length) {
	rule := func(x2, y2 unit.Length) {
		v.items = append(v.items, page.Rule{Tag: page.Tag{Artifact: page.LayoutArtifact}, X1: v.x0 + v.scale(x), Y1: v.y0 + v.scale(y),
			X2: v.x0 + v.scale(x+x2), Y2: v.y0 + v.scale(y+y2), Width: unit.Pt / 2})
	}
	if c.Slants == 2 {
		rule(w, h/2)
		rule(w/2, h)
	} else {
		rule(w, h)
	}
	last := len(lines) - 1
	for k := range lines {
		long := widthOf(lines[k].Runs)
		left, top := x+w-cellPadding/2-long, y+rowPadding/2
		switch {
		case k == last:
			left, top = x+cellPadding/2, y+h-rowPadding/2-c.Pitch
		case k > 0: // the lower right
			top = y + h*3/4 - c.Pitch/2
		}
		base := top + (c.Pitch-c.Size)/2 + c.Size.Scale(859, 1000)
		for _, r := range lines[k].Runs {
			v.run(c, r, tag, left, base)
			left += r.Width
		}
	}
	v.items, v.lined = append(v.items, v.lined...), v.lined[:0]
}
