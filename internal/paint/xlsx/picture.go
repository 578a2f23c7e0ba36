package xlsx

import (
	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// seal places the seal of a cell as the PDF does, in the middle. A spreadsheet has it over the letters, so it is the
// thin one.
func seal(t *grid.MeasuredTable, c *grid.MeasuredCell, b block) ooxml.Picture {
	var w, h unit.Length
	for _, l := range t.Columns[c.Col : c.Col+c.ColSpan] {
		w += l
	}
	for _, r := range t.Rows[b.from:b.to] {
		h += r.Height
	}
	s := c.Seal
	return ooxml.Picture{Row: b.from, Col: c.Col, X: (w - s.InkW) / 2, Y: (h - s.InkH) / 2, W: s.InkW, H: s.InkH, Data: s.Thin, Alt: s.Name}
}

// picture places a cell's picture, whose size is decided, as the PDF does: in the middle, below the cell's text.
func picture(t *grid.MeasuredTable, c *grid.MeasuredCell, b block) ooxml.Picture {
	var w, h unit.Length
	for _, l := range t.Columns[c.Col : c.Col+c.ColSpan] {
		w += l
	}
	for _, r := range t.Rows[b.from:b.to] {
		h += r.Height
	}
	p, text := c.Picture, unit.Length(0)
	if b.text != "" {
		text = c.Pitch * unit.Length(len(c.Lines))
	}
	return ooxml.Picture{Row: b.from, Col: c.Col, X: (w - p.Width) / 2, Y: (h-text-p.Height)/2 + text, W: p.Width,
		H: p.Height, Data: p.Data, Alt: p.Alt}
}
