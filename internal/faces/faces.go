// Package faces is where layout and fonts meet. In: a set of faces. Out: what internal/layout asks of them, through the
// interface it owns.
package faces

import (
	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/layout"
)

// Measurer is a layout.Measurer and a layout.Explainer, for one goroutine: it remembers the chains it was asked for.
type Measurer struct {
	set    *fonts.Set
	chains []chain // few: the fonts of a form
}

type chain struct {
	font  layout.Font
	chain *fonts.Chain // nil: there is no such family
}

// Of makes a Measurer over a set of faces.
func Of(set *fonts.Set) *Measurer { return &Measurer{set: set} }

func (m *Measurer) chain(f layout.Font) *fonts.Chain {
	for i := range m.chains {
		if m.chains[i].font == f {
			return m.chains[i].chain
		}
	}
	c := m.set.Chain(f.Family, f.Bold)
	m.chains = append(m.chains, chain{f, c})
	return c
}

// Measure tells which face sets a cluster and how wide it is.
func (m *Measurer) Measure(f layout.Font, cluster string) (layout.Glyphs, bool) {
	c := m.chain(f)
	if c == nil {
		return layout.Glyphs{}, false
	}
	p, ok := c.Paint(cluster)
	g := layout.Glyphs{Face: p.Face, Advance: p.Advance, Paint: p.Text}
	switch p.Loss {
	case fonts.Variant:
		g.Lost = &layout.Lost{Chinese: "没有这个异体，印的是通用字形", English: "no face has this variant: its common form is painted"}
	case fonts.Colour:
		g.Lost = &layout.Lost{Chinese: "要的是彩色图形，印的是单色字形", English: "its plain form is painted, not a coloured picture"}
	}
	return g, ok
}

// Explain says why a cluster has no glyph, in Chinese and in English, and what to do.
func (m *Measurer) Explain(f layout.Font, cluster string) (why, english, hint string) {
	c := m.chain(f)
	if c == nil {
		return "没有“" + f.Family + "”这款字体", "there is no face " + f.Family, fonts.LeftOut()
	}
	if x, missing := c.Explain(cluster); missing {
		return x.Message(), x.English(), x.Hint()
	}
	return "", "", ""
}
