// Package raster paints finished pages as one PNG, for web sites, thumbnails and previews. In: a page.Document, the
// faces its texts name, dots per inch. Out: the pages, one below the other, in grays or, where a picture has them, in
// colours. Edges are smoothed; the same document gives the same bytes.
package raster

import (
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"

	"golang.org/x/image/vector"

	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/internal/paint/face"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Codes of refusals.
const (
	CodeFace    = "PNG-FACE"
	CodeGlyph   = "PNG-GLYPH"
	CodePicture = "PNG-PICTURE"
	CodeSize    = "PNG-SIZE"
)

// DPI is how fine a picture is when nobody says: what screens show clearly.
const DPI = 144

// maxPixels is how many pixels one picture may have; four bytes each.
const maxPixels = 400 << 20

// between is the gray room between two pages.
const between = 4 * unit.MM

// Options of a picture; the zero value works.
type Options struct {
	DPI int // dots per inch; 0: DPI
}

// Write writes all pages of a document. Nothing is written if it is refused, with a *base.Error.
func Write(w io.Writer, faces face.Faces, d *page.Document, o Options) error {
	if err := face.Check(faces, d, CodeFace, CodeGlyph); err != nil {
		return err
	}
	if o.DPI == 0 {
		o.DPI = DPI
	}
	p := &painter{faces: faces, dpi: int64(o.DPI), shapes: map[glyph]shape{}, pictures: map[*byte]image.Image{}}
	width, height := int64(0), int64(0)
	for i := range d.Pages {
		width = max(width, p.ceil(d.Pages[i].Width))
		if i > 0 {
			height += p.ceil(between)
		}
		height += p.ceil(d.Pages[i].Height)
	}
	if width <= 0 || height <= 0 || width*height > maxPixels {
		return base.Refuse(CodeSize, "", "图片有 %d × %d 点，超出限度：减少每英寸点数，或少排几页", width, height)
	}
	p.to = image.NewRGBA(image.Rect(0, 0, int(width), int(height)))
	draw.Draw(p.to, p.to.Bounds(), image.NewUniform(color.Gray{groundGray}), image.Point{}, draw.Src)
	top := int64(0)
	for i := range d.Pages {
		pg := &d.Pages[i]
		p.top = int(top)
		sheet := image.Rect(0, p.top, int(p.ceil(pg.Width)), p.top+int(p.ceil(pg.Height)))
		draw.Draw(p.to, sheet, image.White, image.Point{}, draw.Src)
		p.bounds = sheet
		for _, it := range pg.Items {
			if err := p.item(it); err != nil {
				return err.On(i)
			}
		}
		top += p.ceil(pg.Height) + p.ceil(between)
	}
	e := png.Encoder{CompressionLevel: png.BestSpeed}
	return e.Encode(w, p.small())
}

// groundGray is what is between pages.
const groundGray = 200

// painter paints one document.
type painter struct {
	faces    face.Faces
	dpi      int64
	to       *image.RGBA
	top      int // of the page, in dots
	bounds   image.Rectangle
	r        vector.Rasterizer
	shapes   map[glyph]shape
	pictures map[*byte]image.Image
	coloured bool
}

// ceil is a length in whole dots.
func (p *painter) ceil(l unit.Length) int64 {
	const inch = unit.MM * 254 / 10
	return (int64(l)*p.dpi + int64(inch) - 1) / int64(inch)
}

// dots is a length in dots; a float, for the rasterizer takes no other.
func (p *painter) dots(l unit.Length) float32 {
	return float32(float64(l) * float64(p.dpi) / float64(unit.MM*254/10))
}

func (p *painter) item(it page.Item) *base.Error {
	switch it := it.(type) {
	case page.Text:
		return p.text(&it)
	case page.Rule:
		p.rule(&it)
	case page.Fill:
		p.area(it.Box, it.Gray)
	case page.Picture:
		return p.picture(&it)
	}
	return nil
}

// small is the picture in grays where it has no colours, a third of the bytes.
func (p *painter) small() image.Image {
	if p.coloured {
		return p.to
	}
	g := image.NewGray(p.to.Bounds())
	for i := range g.Pix {
		g.Pix[i] = p.to.Pix[4*i]
	}
	return g
}
