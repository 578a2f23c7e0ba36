package layout

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // picture sizes
	_ "image/png"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// setPicture gives a cell's picture its size: as wanted, a missing side from the image's proportion, without any at
// 96 dpi; smaller in proportion if the cell is narrower or half a page lower. A picture is never split.
func (t *table) setPicture(c *grid.Cell, b *box, width unit.Length) {
	p := c.Picture
	if p == nil {
		return
	}
	conf, _, err := image.DecodeConfig(bytes.NewReader(p.Data))
	if err != nil || conf.Width <= 0 || conf.Height <= 0 {
		t.refuse(c, "LAYOUT-PICTURE", "图片不是完好的 PNG 或 JPEG", fmt.Sprintf("the picture is no PNG or JPEG: %v", err), "")
		return
	}
	w, h := p.Width, p.Height
	iw, ih := int64(conf.Width), int64(conf.Height)
	switch {
	case w <= 0 && h <= 0:
		w, h = unit.Length(iw)*unit.Px, unit.Length(ih)*unit.Px
	case w <= 0:
		w = h.Scale(iw, ih)
	case h <= 0:
		h = w.Scale(ih, iw)
	}
	if w > width {
		w, h = width, h.Scale(int64(width), int64(w))
	}
	text := unit.Length(0)
	if len(b.lines) > 0 {
		text = unit.Length(len(b.lines)) * b.pitch
	}
	// At most half a page, so that header, picture and text find room together.
	if most := t.page()/2 - 2*b.pad - text; h > most {
		w, h = w.Scale(int64(max(most, 0)), int64(h)), most
	}
	if w <= 0 || h <= 0 {
		t.refuse(c, "LAYOUT-PICTURE", "图片连同格中文字超过半页，放不下",
			"the picture and the text beside it are higher than half a page", "请缩短文字或缩小图片")
		return
	}
	q := *p
	q.Width, q.Height = w, h
	b.picture, b.solid = &q, true
	b.need = max((text + h + b.pad).CeilTo(unit.Px), unit.Px)
}
