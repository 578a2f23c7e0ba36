package strangers

import (
	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

func pt(l unit.Length) float64 { return float64(l) / float64(unit.Pt) }

// piece is a part of a text that a stranger can paint in one go.
type piece struct {
	text string
	x    float64 // from the start of the text, in points
}

// pieces parts a text at the characters that paint nothing, which strangers' fonts do not have, and at every character
// if it is spaced; drop says which characters are left out.
func pieces(t page.Text, drop func(rune) bool) (out []piece) {
	f := fonts.Embedded().Face(t.Face)
	x, open := 0.0, false
	for _, r := range t.Text {
		gid, _ := f.Glyph(r)
		switch {
		case fonts.Blank(r) || r == ' ' || drop != nil && drop(r):
			open = false
		case open:
			out[len(out)-1].text += string(r)
		default:
			out = append(out, piece{string(r), x})
			open = t.Spacing == 0
		}
		x += float64(f.Advance(gid))/float64(f.UnitsPerEm())*pt(t.Size) + pt(t.Spacing)
	}
	return out
}

// without is d without the characters drop names, for comparing with a stranger that cannot paint them. Each text is
// painted from where it stood, so that nothing else moves.
func without(d *page.Document, drop func(rune) bool) *page.Document {
	out := *d
	out.Pages = make([]page.Page, len(d.Pages))
	for i, p := range d.Pages {
		out.Pages[i] = page.Page{Width: p.Width, Height: p.Height}
		for _, it := range p.Items {
			t, ok := it.(page.Text)
			if !ok {
				out.Pages[i].Items = append(out.Pages[i].Items, it)
				continue
			}
			for _, part := range pieces(t, drop) {
				q := t
				q.Text = part.text
				q.X += unit.Length(part.x * float64(unit.Pt))
				if t.Rotate == 0 || part.x == 0 {
					out.Pages[i].Items = append(out.Pages[i].Items, q)
				}
			}
		}
	}
	return &out
}

func beyondBMP(r rune) bool { return r > 0xffff }
