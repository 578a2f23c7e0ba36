// Package faces is where layout and fonts meet. In: a set of faces. Out: what internal/layout asks of them, through the
// interface it owns.
package faces

import (
	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/layout"
)

// Measurer is a layout.Measurer and a layout.Explainer.
type Measurer struct{ *fonts.Set }

// Measure tells which face sets a cluster and how wide it is.
func (m Measurer) Measure(f layout.Font, cluster string) (layout.Glyphs, bool) {
	p, ok := m.Paint(f.Family, f.Bold, cluster)
	g := layout.Glyphs{Face: p.Face, Advance: p.Advance, Paint: p.Text}
	switch p.Loss {
	case fonts.Variant:
		g.Lost, g.English = "没有这个异体，印的是通用字形", "no face has this variant: its common form is painted"
	case fonts.Colour:
		g.Lost, g.English = "要的是彩色图形，印的是单色字形", "its plain form is painted, not a coloured picture"
	}
	return g, ok
}

// Explain says why a cluster has no glyph, in Chinese and in English, and what to do.
func (m Measurer) Explain(f layout.Font, cluster string) (why, english, hint string) {
	c := m.Chain(f.Family, f.Bold)
	if c == nil {
		return "没有“" + f.Family + "”这款字体", "there is no face " + f.Family, fonts.LeftOut()
	}
	if x, missing := c.Explain(cluster); missing {
		return x.Message(), x.English(), x.Hint()
	}
	return "", "", ""
}
