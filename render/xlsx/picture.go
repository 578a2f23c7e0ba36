package xlsx

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
	"github.com/gongbiao/gongbiao/render/xlsx/ooxml"
)

// padding keeps a picture off the rules of its cell.
const padding = 2 * unit.Px

// picture places a cell's picture: as large as wanted, but never beyond its cell; where the style aligns texts.
func picture(t *grid.MeasuredTable, c *grid.MeasuredCell, b block) ooxml.Picture {
	var cell struct{ w, h unit.Length }
	for i := c.Col; i < c.Col+c.ColSpan; i++ {
		cell.w += t.Columns[i]
	}
	for i := b.from; i < b.to; i++ {
		cell.h += t.Rows[i].Height
	}
	p := c.Picture
	w, h := pictureSize(p, cell.w-2*padding, cell.h-2*padding)
	align, valign := grid.AlignCenter, grid.AlignCenter
	if c.Style != nil {
		align, valign = c.Style.Align, c.Style.VAlign
	}
	return ooxml.Picture{Row: b.from, Col: c.Col, X: offset(align, cell.w, w), Y: offset(valign, cell.h, h), W: w, H: h, Data: p.Data, Alt: p.Alt}
}

// pictureSize is the wanted size, completed from the image's proportion, 96 pixels an inch if nothing is wanted, and scaled down
// to fit into maxW × maxH.
func pictureSize(p *grid.Picture, maxW, maxH unit.Length) (w, h unit.Length) {
	w, h = p.Width, p.Height
	if px := pixels(p.Data); px.Width > 0 && px.Height > 0 {
		pw, ph := unit.Length(px.Width), unit.Length(px.Height)
		switch {
		case w == 0 && h == 0:
			w, h = pw*unit.Px, ph*unit.Px
		case w == 0:
			w = h * pw / ph
		case h == 0:
			h = w * ph / pw
		}
	}
	if w > maxW && maxW > 0 {
		w, h = maxW, h.Scale(int64(maxW), int64(w))
	}
	if h > maxH && maxH > 0 {
		w, h = w.Scale(int64(maxH), int64(h)), maxH
	}
	return w, h
}

func pixels(data []byte) image.Config {
	if c, err := png.DecodeConfig(bytes.NewReader(data)); err == nil {
		return c
	}
	c, _ := jpeg.DecodeConfig(bytes.NewReader(data)) // a picture of another kind is refused when the sheet is added
	return c
}

func offset(a grid.Align, cell, size unit.Length) unit.Length {
	switch a {
	case grid.AlignLeft:
		return padding
	case grid.AlignRight:
		return cell - size - padding
	}
	return (cell - size) / 2
}
