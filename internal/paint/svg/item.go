package svg

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/model/page"
)

// painter paints the items of one page in their order. Elements of the structure tree are groups around them; one that
// the order leaves and comes back to is two groups.
type painter struct {
	p    *Pages
	d    *page.Document
	b    []byte
	open []int // the open elements, from the root down
	mute bool  // inside a group that readers of screens pass over
}

func (w *painter) item(it page.Item) *base.Error {
	w.within(it.Mark())
	switch it := it.(type) {
	case page.Text:
		return w.text(&it)
	case page.Rule:
		w.rule(&it)
	case page.Fill:
		w.fill(&it)
	case page.Picture:
		return w.picture(&it)
	case page.Link:
		w.link(&it)
	}
	return nil
}

func ink(i page.Ink) string { return fmt.Sprintf("#%06x", uint32(i)) }

func (w *painter) attr(name string, v int64) {
	w.b = append(append(append(w.b, ' '), name...), `="`...)
	w.b = append(base.AppendMilli(w.b, v), '"')
}

func (w *painter) rule(r *page.Rule) {
	w.b = append(w.b, `<path d="M`...)
	w.b = append(base.AppendMilli(w.b, micron(r.X1)), ' ')
	w.b = append(base.AppendMilli(w.b, micron(r.Y1)), 'L')
	w.b = append(base.AppendMilli(w.b, micron(r.X2)), ' ')
	w.b = append(base.AppendMilli(w.b, micron(r.Y2)), `" stroke="`+ink(r.Ink())+`"`...)
	w.attr("stroke-width", micron(r.Width))
	w.b = append(w.b, `/>`...)
}

func (w *painter) box(b page.Box) {
	w.attr("x", micron(b.X))
	w.attr("y", micron(b.Y))
	w.attr("width", micron(b.W))
	w.attr("height", micron(b.H))
}

func (w *painter) fill(f *page.Fill) {
	w.b = append(w.b, `<rect`...)
	w.box(f.Box)
	w.b = append(w.b, ` fill="`+ink(page.GrayInk(f.Gray))+`"/>`...)
}

func (w *painter) picture(p *page.Picture) *base.Error {
	kind := base.PictureType(p.Data)
	if kind == "" {
		return base.Refuse(CodePicture, "", "图片不是 PNG 或 JPEG")
	}
	w.b = append(w.b, `<image`...)
	w.box(p.Box)
	w.b = append(w.b, ` preserveAspectRatio="none" href="data:`+kind+`;base64,`...)
	w.b = base64.StdEncoding.AppendEncode(w.b, p.Data)
	w.b = append(w.b, `"/>`...)
	return nil
}

func (w *painter) link(l *page.Link) {
	w.b = fmt.Appendf(w.b, `<a href="#page-%d" aria-label="`, l.Page+1)
	w.b = append(appendText(w.b, l.Contents), `"><rect fill-opacity="0"`...)
	w.box(l.Box)
	w.b = append(w.b, `/></a>`...)
}

// text writes a run, each character at its place. What stands for other characters is written as these: in a font
// where they lead to the painted glyph.
func (w *painter) text(t *page.Text) *base.Error {
	if t.Text == "" {
		return nil
	}
	if !base.Clean(t.Text) || !base.Clean(t.Entered) {
		return base.Refuse(CodeText, t.Text, "文字里有 XML 装不下的字符")
	}
	f := w.p.fonts.Of(t.Face, 0)
	said := t.Text
	if t.Entered != "" {
		r, _ := utf8.DecodeRuneInString(t.Text)
		gid, _ := f.Face.Glyph(r)
		// A browser composes a cluster of several characters by itself; the painted one says the same.
		if utf8.RuneCountInString(t.Entered) == 1 {
			if other := w.p.fonts.For(t.Face, t.Entered, gid); other != nil {
				f, said = other, t.Entered
			}
		}
	}
	if f.Other == 0 {
		f.AddText(said)
	}
	w.b = append(w.b, `<text x="`...)
	size, em := int64(t.Size), int64(f.Face.UnitsPerEm())
	units, count := int64(0), int64(0)
	for _, r := range t.Text {
		if count > 0 {
			w.b = append(w.b, ' ')
		}
		at := micron(t.X) + (units*size/em+count*int64(t.Spacing))*1000/int64(mm)
		w.b = base.AppendMilli(w.b, at)
		gid, _ := f.Face.Glyph(r)
		units += int64(f.Face.Advance(gid))
		count++
	}
	w.b = append(w.b, '"')
	w.attr("y", micron(t.Y))
	w.b = append(append(w.b, ` font-family="`...), family(f)...)
	w.b = append(w.b, '"')
	w.attr("font-size", micron(t.Size))
	if i := t.Ink(); i != 0 {
		w.b = append(w.b, ` fill="`+ink(i)+`"`...)
	}
	if t.Rotate != 0 {
		w.b = append(append(w.b, ` transform="rotate(`...), strconv.Itoa(-t.Rotate)...)
		w.b = append(base.AppendMilli(append(w.b, ' '), micron(t.X)), ' ')
		w.b = append(base.AppendMilli(w.b, micron(t.Y)), `)"`...)
	}
	w.b = append(appendText(append(w.b, '>'), said), `</text>`...)
	return nil
}
