package fonts

import (
	"unicode/utf8"
)

// Chain is the faces in which a family looks for a character, best first. The zero value is not usable; Set.Chain gives
// one.
type Chain struct {
	links []link
	pages pages[chainPage]
}

// chainPage answers for 256 single characters: which link has it (counted from 1, 0: none), its advance in millionths
// of an em, and whether it is nothing by itself (placed).
type chainPage [256]struct {
	advance int32
	link    int16
	placed  bool
}

func newChain(links []link) *Chain {
	c := &Chain{}
	seen := map[link]bool{}
	for _, l := range links {
		// A face that was asked for everything need not be asked again.
		if !seen[l] && !seen[link{face: l.face}] {
			seen[l] = true
			c.links = append(c.links, l)
		}
	}
	return c
}

// Faces is the faces of the chain, best first.
func (c *Chain) Faces() []*Face {
	var out []*Face
	seen := map[*Face]bool{}
	for _, l := range c.links {
		if !seen[l.face] {
			seen[l.face] = true
			out = append(out, l.face)
		}
	}
	return out
}

// Measure tells which face sets the very characters of a cluster and how wide it is, in millionths of an em: the sum of
// the advances of Face.Glyph of its characters. Variation selectors and format characters are optional and 0 wide. ok
// is false if no single face has the whole cluster, or if it is empty or not UTF-8.
func (c *Chain) Measure(cluster string) (face string, advance int32, ok bool) {
	r, n := utf8.DecodeRuneInString(cluster)
	if n < len(cluster) {
		return c.measureMany(cluster)
	}
	face, advance, _, ok = c.measureOne(r, n)
	return face, advance, ok
}

// measureOne is Measure of a cluster of one character, n bytes long, and whether it is nothing by itself.
func (c *Chain) measureOne(r rune, n int) (face string, advance int32, placed, ok bool) {
	if r == utf8.RuneError && n < 3 {
		return "", 0, false, false
	}
	pg := c.pages.get(r)
	if pg == nil {
		pg = c.page(r)
	}
	e := &pg[r&0xFF]
	if e.link == 0 {
		return "", 0, false, false
	}
	return c.links[e.link-1].face.name, e.advance, e.placed, true
}

func (c *Chain) measureMany(cluster string) (string, int32, bool) {
	if !utf8.ValidString(cluster) {
		return "", 0, false
	}
links:
	for _, l := range c.links {
		units := int64(0)
		for _, r := range cluster {
			gid, ok := l.face.Glyph(r)
			if !ok || !l.takes(r) {
				continue links
			}
			units += int64(l.face.Advance(gid))
		}
		return l.face.name, l.face.toEm(units), true
	}
	return "", 0, false
}

// page fills the table of the 256 characters around r.
func (c *Chain) page(r rune) *chainPage {
	pg := new(chainPage)
	missing := 256
	for i, l := range c.links {
		glyphs := l.face.page(r)
		for j, gid := range glyphs {
			if gid != 0 && pg[j].link == 0 && l.takes(r&^0xFF+rune(j)) {
				pg[j].advance, pg[j].link = l.face.AdvanceEm(gid), int16(i+1)
				pg[j].placed = placed(r&^0xFF + rune(j))
				missing--
			}
		}
		if missing == 0 {
			break
		}
	}
	return c.pages.put(r, pg)
}
