package layout

import (
	"bytes"
	"fmt"
	"image"

	"github.com/gongbiao/gongbiao/internal/picture"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// maxStrips is how many pages one seal over their edges may have: more, and a strip is too narrow to be told. A form of
// more pages is sealed in parts.
const maxStrips = 20

// setSeal keeps the place of a cell's seal free, and gives the seal the record has its size.
func (t *table) setSeal(c *grid.Cell, b *box, width unit.Length) {
	s := c.Seal
	if s == nil {
		return
	}
	if most := t.page() / 3; s.Height+b.pad > most {
		t.refuse(c, "LAYOUT-SEAL", fmt.Sprintf("印章处高 %s 毫米，最多 %s 毫米（三分之一页）", s.Height.MMString(), most.MMString()),
			fmt.Sprintf("the seal's place is %s mm high, at most %s mm", s.Height.MMString(), most.MMString()), "")
	}
	b.need = max(b.need, (s.Height + b.pad).CeilTo(unit.Px))
	b.seal = inked(s, width)
}

// sealBox is the place of a seal: in the middle of its cell.
func (v *view) sealBox(s *grid.Seal, x, y, w, h unit.Length) page.Box {
	sw, sh := min(s.Width, w), min(s.Height, h)
	return page.Box{X: v.x0 + v.scale(x+(w-sw)/2), Y: v.y0 + v.scale(y+(h-sh)/2), W: v.scale(sw), H: v.scale(sh)}
}

// stamp paints the seal the record has for a cell, before any letter: ink lies on paper as the letters do, and none of
// them is hidden by it.
func (v *view) stamp(i, from, to int, repeated bool) {
	c := &v.t.Cells[i]
	if c.Seal == nil || c.Seal.Ink == nil || !repeated && v.tagged[i] {
		return
	}
	x, y := v.left[c.Col], v.tops[from]
	box := v.sealBox(c.Seal, x, y, v.left[c.Col+c.ColSpan]-x, v.tops[to]-y)
	w, h := v.scale(c.Seal.InkW), v.scale(c.Seal.InkH)
	box.X, box.Y, box.W, box.H = box.X+(box.W-w)/2, box.Y+(box.H-h)/2, w, h
	tag := page.Tag{Artifact: page.RepeatArtifact}
	if !repeated {
		e := v.figure(i)
		v.doc.Elems[e].Box, v.doc.Elems[e].BoxPage = box, v.index
		tag = page.Tag{Elem: e}
	}
	v.items = append(v.items, page.Picture{Tag: tag, Box: box, Data: c.Seal.Ink})
}

// inked is a seal the record has with its size: as large as its place in a cell of this width allows.
func inked(s *grid.Seal, width unit.Length) *grid.Seal {
	if s.Ink == nil {
		return nil
	}
	q := *s
	q.InkW, q.InkH = inscribed(s.Ink, min(s.Width, width), s.Height)
	return &q
}

// inscribed is the largest size within w and h that has the picture's proportion.
func inscribed(data []byte, w, h unit.Length) (unit.Length, unit.Length) {
	conf, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || conf.Width <= 0 || conf.Height <= 0 {
		return w, h // it has been read before
	}
	iw, ih := int64(conf.Width), int64(conf.Height)
	if high := w.Scale(ih, iw); high <= h {
		return w, high
	}
	return h.Scale(iw, ih), h
}

// across puts a strip of the seal at the right edge of each page, half way down, so that the pages spread like a fan
// show it whole. One page has nothing to be sealed to.
func (f *form) across() {
	a, pages := f.m.Across, f.doc.Pages
	if a == nil || len(pages) < 2 {
		return
	}
	width, height := inscribed(a.Ink, a.Size, a.Size)
	parts := (len(pages) + maxStrips - 1) / maxStrips
	for k := range parts {
		first, end := len(pages)*k/parts, len(pages)*(k+1)/parts
		strips, err := picture.Slices(a.Ink, end-first)
		if err != nil {
			return // it has been read before
		}
		for i, data := range strips {
			p := &pages[first+i]
			n := unit.Length(end - first)
			w := width*unit.Length(i+1)/n - width*unit.Length(i)/n
			box := page.Box{X: p.Width - w, Y: (p.Height - height) / 2, W: w, H: height}
			e := f.elem(page.Elem{Parent: f.parent, Role: page.RoleFigure, Alt: fmt.Sprintf("%s，第 %d 条，共 %d 条", a.Name, i+1, n),
				Box: box, BoxPage: first + i})
			p.Items = append([]page.Item{page.Picture{Tag: page.Tag{Elem: e}, Box: box, Data: data}}, p.Items...)
		}
	}
}
