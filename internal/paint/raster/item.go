package raster

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	_ "image/jpeg" // what Picture may hold
	"math"

	xdraw "golang.org/x/image/draw"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/model/page"
)

type glyph struct {
	face string
	gid  uint16
}

// shape is the outline of a glyph in ems, y upwards.
type shape [][]fonts.Point

func (p *painter) shape(f *fonts.Face, name string, gid uint16) (shape, error) {
	key := glyph{name, gid}
	if s, ok := p.shapes[key]; ok {
		return s, nil
	}
	s, err := f.Outline(gid)
	em := float64(f.UnitsPerEm())
	for _, c := range s {
		for i := range c {
			c[i].X, c[i].Y = c[i].X/em, c[i].Y/em
		}
	}
	p.shapes[key] = s
	return s, err
}

// turns are the cosine and sine of the angles a text may have.
var turns = map[int][2]float64{0: {1, 0}, 45: {math.Sqrt2 / 2, math.Sqrt2 / 2}, 90: {0, 1}, 180: {-1, 0}, 270: {0, -1}}

// text paints a run, each character at its place.
func (p *painter) text(t *page.Text) *base.Error {
	f := p.faces.Face(t.Face)
	if t.Text == "" || f == nil {
		return nil
	}
	turn := turns[t.Rotate]
	x0, y0, size := float64(p.dots(t.X)), float64(p.dots(t.Y))+float64(p.top), float64(p.dots(t.Size))
	em, units, count := int64(f.UnitsPerEm()), int64(0), int64(0)
	for _, r := range t.Text {
		gid, _ := f.Glyph(r)
		along := float64(units)/float64(em)*size + float64(count)*float64(p.dots(t.Spacing))
		s, err := p.shape(f, t.Face, gid)
		if err != nil {
			return base.Refuse(CodeGlyph, t.Face, "字形不能画：%v", err)
		}
		// A glyph's own axes turn with the baseline; y of the page is downwards.
		p.fill(s, func(x, y float64) (float32, float32) {
			x, y = along+x*size, y*size
			return float32(x0 + x*turn[0] - y*turn[1]), float32(y0 - x*turn[1] - y*turn[0])
		}, p.ink(t.Ink()))
		units += int64(f.Advance(gid))
		count++
	}
	return nil
}

// fill paints the area within an outline.
func (p *painter) fill(s shape, at func(x, y float64) (float32, float32), ink color.Color) {
	box := image.Rectangle{}
	for _, c := range s {
		for _, q := range c {
			x, y := at(q.X, q.Y)
			box = box.Union(image.Rect(int(math.Floor(float64(x))), int(math.Floor(float64(y))), int(x)+2, int(y)+2))
		}
	}
	if box = box.Intersect(p.bounds); box.Empty() {
		return
	}
	p.r.Reset(box.Dx(), box.Dy())
	p.r.DrawOp = draw.Over
	dx, dy := float32(box.Min.X), float32(box.Min.Y)
	for _, c := range s {
		p.contour(c, func(q fonts.Point) (float32, float32) {
			x, y := at(q.X, q.Y)
			return x - dx, y - dy
		})
	}
	p.r.Draw(p.to, box, image.NewUniform(ink), image.Point{})
}

// ink is a colour; a picture with one is no longer in grays.
func (p *painter) ink(i page.Ink) color.Color {
	g, ok := i.Gray()
	if ok {
		return color.Gray{g}
	}
	p.coloured = true
	r, g, b := i.RGB()
	return color.RGBA{r, g, b, 255}
}

// contour adds a closed curve of TrueType to the area: between two points off the curve there is one on it.
func (p *painter) contour(c []fonts.Point, at func(fonts.Point) (float32, float32)) {
	if len(c) == 0 {
		return
	}
	middle := func(a, b fonts.Point) fonts.Point {
		return fonts.Point{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2, On: true}
	}
	start, rest := c[0], c[1:]
	if !start.On {
		if last := c[len(c)-1]; last.On {
			start, rest = last, c[:len(c)-1]
		} else {
			start, rest = middle(start, last), c
		}
	}
	x, y := at(start)
	p.r.MoveTo(x, y)
	for i := 0; i < len(rest); i++ {
		q := rest[i]
		if q.On {
			x, y := at(q)
			p.r.LineTo(x, y)
			continue
		}
		end := start
		if i+1 < len(rest) {
			if end = rest[i+1]; end.On {
				i++
			} else {
				end = middle(q, end)
			}
		}
		bx, by := at(q)
		cx, cy := at(end)
		p.r.QuadTo(bx, by, cx, cy)
	}
	p.r.ClosePath()
}

// rule paints a line, at least one dot wide: a hair line would be a mere shade.
func (p *painter) rule(r *page.Rule) {
	half := max(p.dots(r.Width)/2, 0.5)
	x1, x2 := min(p.dots(r.X1), p.dots(r.X2)), max(p.dots(r.X1), p.dots(r.X2))
	y1, y2 := min(p.dots(r.Y1), p.dots(r.Y2)), max(p.dots(r.Y1), p.dots(r.Y2))
	switch across, down := x2-x1, y2-y1; {
	case across > 0 && down > 0:
		p.slanting(r, half)
		return
	case across >= down:
		y1, y2 = snapped(y1, half)
	default:
		x1, x2 = snapped(x1, half)
	}
	p.rect(x1, y1, x2, y2, p.ink(r.Ink()))
}

// slanting paints a line that is neither horizontal nor vertical.
func (p *painter) slanting(r *page.Rule, half float32) {
	x1, y1, x2, y2 := float64(p.dots(r.X1)), float64(p.dots(r.Y1))+float64(p.top), float64(p.dots(r.X2)), float64(p.dots(r.Y2))+float64(p.top)
	long := math.Hypot(x2-x1, y2-y1)
	dx, dy := (y2-y1)/long*float64(half), (x1-x2)/long*float64(half)
	line := shape{{{X: x1 + dx, Y: y1 + dy, On: true}, {X: x2 + dx, Y: y2 + dy, On: true}, {X: x2 - dx, Y: y2 - dy, On: true},
		{X: x1 - dx, Y: y1 - dy, On: true}}}
	p.fill(line, func(x, y float64) (float32, float32) { return float32(x), float32(y) }, p.ink(r.Ink()))
}

// snapped puts a line on whole dots.
func snapped(at, half float32) (from, to float32) {
	n := float32(math.Round(float64(2 * half)))
	from = float32(math.Round(float64(at - n/2)))
	return from, from + n
}

// area paints a ground.
func (p *painter) area(b page.Box, gray uint8) {
	p.rect(p.dots(b.X), p.dots(b.Y), p.dots(b.X+b.W), p.dots(b.Y+b.H), color.Gray{gray})
}

func (p *painter) rect(x1, y1, x2, y2 float32, ink color.Color) {
	round := func(v float32) int { return int(math.Round(float64(v))) }
	box := image.Rect(round(x1), round(y1)+p.top, round(x2), round(y2)+p.top).Intersect(p.bounds)
	draw.Draw(p.to, box, image.NewUniform(ink), image.Point{}, draw.Src)
}

// picture paints an image at its place.
func (p *painter) picture(pic *page.Picture) *base.Error {
	if len(pic.Data) == 0 {
		return base.Refuse(CodePicture, "", "图片是空的")
	}
	img := p.pictures[&pic.Data[0]]
	if img == nil {
		c, _, err := image.DecodeConfig(bytes.NewReader(pic.Data))
		if err != nil || int64(c.Width)*int64(c.Height) > maxPixels {
			return base.Refuse(CodePicture, "", "图片读不了，或太大")
		}
		if img, _, err = image.Decode(bytes.NewReader(pic.Data)); err != nil {
			return base.Refuse(CodePicture, "", "图片读不了")
		}
		p.pictures[&pic.Data[0]] = img
	}
	switch img.ColorModel() {
	case color.GrayModel, color.Gray16Model:
	default:
		p.coloured = true
	}
	round := func(v float32) int { return int(math.Round(float64(v))) }
	to := image.Rect(round(p.dots(pic.X)), round(p.dots(pic.Y))+p.top, round(p.dots(pic.X+pic.W)), round(p.dots(pic.Y+pic.H))+p.top)
	xdraw.ApproxBiLinear.Scale(p.to, to, img, img.Bounds(), draw.Over, nil)
	return nil
}
