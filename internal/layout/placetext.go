package layout

import (
	"github.com/gongbiao/gongbiao/internal/layout/linebreak"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// text places lines in a box of a cell, all unscaled.
func (v *view) text(c *grid.MeasuredCell, lines []grid.Line, tag page.Tag, x, y, w, h unit.Length, valign grid.Align) {
	st := c.Style
	if c.Slants > 0 {
		v.slanted(c, lines, tag, x, y, w, h)
		return
	}
	if st.Rotate != 0 {
		v.turned(c, lines, tag, x, y, w, h)
		return
	}
	pitch, height := c.Pitch, unit.Length(len(lines))*c.Pitch
	top, pad := y+(h-height)/2, rowPadding/2+v.t.Rows[c.Row].Air
	switch valign {
	case grid.AlignLeft:
		top = y + pad
	case grid.AlignRight:
		top = y + h - pad - height
	case grid.AlignDistribute, grid.AlignJustify:
		if free := h - 2*pad - height; free > 0 && len(lines) > 1 {
			pitch += free / unit.Length(len(lines)-1)
			top = y + pad
		}
	}
	inset := cellPadding/2 + st.PadLeft + indent(st, c.Size)
	avail := w - cellPadding - st.PadLeft - indent(st, c.Size)
	for k := range lines {
		l := &lines[k]
		base := top + unit.Length(k)*pitch + (c.Pitch-c.Size)/2 + c.Size.Scale(859, 1000)
		width := widthOf(l.Runs) - spacing(st, c.Size) // the room after the last character is none of the line
		left := x + inset
		avail := avail
		if st.First > 0 && (l.Start == 0 || c.Text[l.Start-1] == '\n') {
			first := c.Size.Scale(int64(st.First), 100)
			left, avail = left+first, avail-first
		}
		switch {
		case st.Stack:
			left = x + (w-width)/2
		case width > w-cellPadding: // one cluster as wide as the cell
			left = x + (w-width)/2
		case width > avail: // the indent gives way
			left = x + w - cellPadding/2 - width
		case st.Align == grid.AlignCenter:
			left += (avail - width) / 2
		case st.Align == grid.AlignRight:
			left += avail - width
		case st.Align == grid.AlignDistribute || st.Align == grid.AlignJustify && !l.Last:
			if v.spread(c, l, tag, left, base, avail, st.Align == grid.AlignDistribute) {
				continue
			}
			if st.Align == grid.AlignDistribute {
				left += (avail - width) / 2
			}
		}
		for _, r := range l.Runs {
			v.run(c, r, tag, left, base)
			left += r.Width
		}
	}
	v.items, v.lined = append(v.items, v.lined...), v.lined[:0]
}

// within are the spans of Text[from:to], counted from there.
func within(spans []grid.Span, from, to int) (out []grid.Span) {
	for _, s := range spans {
		if s.Start, s.End = max(s.Start, from)-from, min(s.End, to)-from; s.Start < s.End {
			out = append(out, s)
		}
	}
	return out
}

func (v *view) run(c *grid.MeasuredCell, r grid.Run, tag page.Tag, x, base unit.Length) {
	st, size, rise := c.Style, c.Size, unit.Length(0)
	if r.Style != nil {
		st = r.Style
	}
	switch {
	case st.Raise > 0:
		size, rise = size.Scale(raisedSize, 10), size.Scale(raisedHigher, 100)
	case st.Raise < 0:
		size, rise = size.Scale(raisedSize, 10), -size.Scale(raisedLower, 100)
	}
	v.items = append(v.items, page.Text{Tag: tag, X: v.x0 + v.scale(x), Y: v.y0 + v.scale(base-rise), Face: r.Face,
		Size: v.scale(size), Text: r.Text, Entered: r.Entered, Spacing: v.scale(spacing(st, c.Size)),
		Width: v.scale(r.Width), Gray: st.Gray, Color: page.Ink(st.Color)})
	line := func(up unit.Length) { // after the text, so that it stays one piece
		y := v.y0 + v.scale(base-up)
		v.lined = append(v.lined, page.Rule{Tag: page.Tag{Artifact: page.LayoutArtifact}, X1: v.x0 + v.scale(x), Y1: y,
			X2: v.x0 + v.scale(x+r.Width), Y2: y, Width: v.scale(c.Size) / 18, Gray: st.Gray, Color: page.Ink(st.Color)})
	}
	if st.Underline {
		line(-c.Size.Scale(14, 100))
	}
	if st.Strike {
		line(rise + size.Scale(34, 100))
	}
}

// spread sets a line with the free width between its clusters (justify: only where a break is allowed), words and
// numbers whole; false if it has no gap to widen.
func (v *view) spread(c *grid.MeasuredCell, l *grid.Line, tag page.Tag, left, base, avail unit.Length, everywhere bool) bool {
	text := c.Text[l.Start:l.End]
	s := v.set
	s.loadSpans(text, c.Style, within(c.Spans, l.Start, l.End), noPlace)
	gap := func(i int) bool {
		if everywhere {
			return !(s.cl[i].Word() && s.cl[i-1].Word())
		}
		return s.cl[i].Gap == linebreak.Allowed
	}
	gaps, width := 0, int64(0)
	for i := range s.cl {
		width += int64(s.gl[i].Advance)
		if i > 0 && gap(i) {
			gaps++
		}
	}
	free := avail - length(width, c.Size)
	if gaps == 0 || free < 0 {
		return false
	}
	done, at := 0, int64(0)
	for i := 0; i < len(s.cl); {
		k, w := i, int64(0)
		for k < len(s.cl) && (k == i || !gap(k) && s.together(k)) {
			w += int64(s.gl[k].Advance)
			k++
		}
		x := left + length(at, c.Size) + free.Scale(int64(done), int64(gaps))
		v.run(c, s.run(i, k, c.Size), tag, x, base)
		at += w
		if k < len(s.cl) && gap(k) {
			done++
		}
		i = k
	}
	return true
}
