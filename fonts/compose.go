package fonts

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Painted is how a chain sets a cluster.
type Painted struct {
	Face    string // PostScript name
	Advance int32  // millionths of an em
	Text    string // painted in the cluster's place; empty: the cluster itself
	Loss    Loss
}

// Loss is what a cluster asks for and no face can show.
type Loss uint8

const (
	NoLoss  Loss = iota
	Variant      // a variant of an ideograph, by selector or compatibility character: its common form is painted
	Colour       // the coloured picture of a sign: its plain form is painted
)

// Paint tells how the chain sets a cluster: the cluster itself from one face, or the one character it is canonically
// equal to (é for e and U+0301, 神 U+795E for U+FA19), or a letter with a mark that a face of ours has composed. ok is
// false if none of these can be done. Marks are never matched against a letter by guess, and scripts that join, stack
// or run from the right are not set letter by letter.
func (c *Chain) Paint(cluster string) (p Painted, ok bool) {
	r, n := utf8.DecodeRuneInString(cluster)
	if n == len(cluster) {
		face, advance, placed, ok := c.measureOne(r, n)
		if ok {
			return Painted{Face: face, Advance: advance}, !placed
		}
		return c.twin(cluster)
	}
	marks, loss := parts(cluster)
	if !marks {
		p.Face, p.Advance, ok = c.Measure(cluster)
		p.Loss = loss
		return p, ok
	}
	return c.twin(cluster)
}

// parts says whether a cluster has marks that must be placed, and what its variation selectors ask for.
func parts(cluster string) (marks bool, loss Loss) {
	var before rune
	for _, r := range cluster {
		switch {
		case r == 0xFE0F && !unicode.Is(unicode.Han, before):
			loss = max(loss, Colour)
		case r == 0xFE0E && !unicode.Is(unicode.Han, before):
		case selector(r):
			loss = Variant
		case placed(r):
			marks = true
		}
		before = r
	}
	return marks, loss
}

// placed says whether r is nothing by itself: a mark that must find its place on a letter, or a letter that changes
// with its neighbours. The marks of Thai and Lao are drawn where they belong.
func placed(r rune) bool {
	return shaped(r) || unicode.In(r, unicode.Mn, unicode.Me) && !Blank(r) && !unicode.In(r, unicode.Thai, unicode.Lao)
}

func selector(r rune) bool { return r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF }

// twin paints the canonical equivalent of a cluster if that is one character, or a composed letter.
func (c *Chain) twin(cluster string) (p Painted, ok bool) {
	composed := norm.NFC.String(cluster)
	r, n := utf8.DecodeRuneInString(composed)
	if n == len(composed) && composed != cluster && !shaped(r) {
		if p.Face, p.Advance, ok = c.Measure(composed); ok {
			p.Text = composed
			if unicode.Is(unicode.Han, r) {
				p.Loss = Variant
			}
			return p, true
		}
	}
	mark, m := utf8.DecodeRuneInString(composed[n:])
	if n+m != len(composed) || r > 0xFF || mark < 0x300 || mark > 0x36F {
		return Painted{}, false
	}
	code := composedAt + (mark-0x300)<<8 + r
	for _, l := range c.links {
		if gid, has := l.face.Glyph(code); has && !l.face.own {
			return Painted{Face: l.face.name, Advance: l.face.AdvanceEm(gid), Text: string(code)}, true
		}
	}
	return Painted{}, false
}

// composedAt is where our faces keep letters with marks that Unicode has no single character for: plane 15, 256 places
// a mark from U+0300, at each the letter (x̄ at U+F0478). build-fonts.py counts likewise. A text that holds such a
// private character itself does not reach them.
const composedAt = 0xF0000

// shaped says whether r belongs to a script whose letters change with their neighbours, stack, or run from the right.
func shaped(r rune) bool {
	return r >= 0x590 && unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko,
		unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi,
		unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Tibetan, unicode.Myanmar, unicode.Khmer,
		unicode.Mongolian, unicode.Phags_Pa, unicode.Javanese, unicode.Balinese)
}
