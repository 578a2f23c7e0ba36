package layout

import (
	"fmt"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// turn breaks a text that runs upwards or downwards: into as few lines as the width of its cell has room for, each as
// long as the cell is high, or, where the rows may grow, as its paragraph, if half a page has room for that.
func (t *table) turn(c *grid.Cell, b *box, width, room unit.Length, fixed bool) {
	s := t.set
	_, wide := s.widest()
	long := min(length(wide, b.size), t.page()/2)
	if fixed {
		long = room
	}
	n := s.wrap(long, b.size)
	if most := int((width - cellPadding) / pitchOf(c.Style, b.size)); n > max(most, 1) {
		t.refuse(c, "LAYOUT-NARROW", fmt.Sprintf("“%s”转过来有 %d 行，列宽 %s 毫米放得下 %d 行", brief(c.Text), n, width.MMString(), most),
			fmt.Sprintf("turned, the text has %d lines; the column has room for %d", n, most), "请加宽此列或加高这几行")
	}
	b.long = 0
	for i := range s.lines {
		b.long = max(b.long, length(s.lines[i].Width, b.size))
	}
}

// turned places lines that run upwards (90) or downwards (270), all unscaled: the first is the leftmost, or the
// rightmost.
func (v *view) turned(c *grid.MeasuredCell, lines []grid.Line, tag page.Tag, x, y, w, h unit.Length) {
	st := c.Style
	up := st.Rotate == 90
	block := unit.Length(len(lines)) * c.Pitch
	for k := range lines {
		l := &lines[k]
		long := widthOf(l.Runs)
		// from the edge at which a line begins: the foot of the cell where it runs upwards
		at := (h - long) / 2
		switch st.Align {
		case grid.AlignLeft:
			at = rowPadding / 2
		case grid.AlignRight:
			at = h - rowPadding/2 - long
		}
		base := (w-block)/2 + unit.Length(k)*c.Pitch + (c.Pitch-c.Size)/2 + c.Size.Scale(859, 1000) // from the edge above the lines
		for _, r := range l.Runs {
			own := st
			if r.Style != nil {
				own = r.Style
			}
			px, py := x+base, y+h-at
			if !up {
				px, py = x+w-base, y+at
			}
			v.items = append(v.items, page.Text{Tag: tag, X: v.x0 + v.scale(px), Y: v.y0 + v.scale(py), Face: r.Face, Size: v.scale(c.Size),
				Text: r.Text, Entered: r.Entered, Spacing: v.scale(spacing(own, c.Size)), Width: v.scale(r.Width), Gray: own.Gray, Color: page.Ink(own.Color), Rotate: st.Rotate})
			at += r.Width
		}
	}
}
