package fonts

import (
	"sync/atomic"
	"unicode/utf8"
)

// Chain is the faces in which a family looks for a character, best first. The zero value is not usable; Set.Chain gives
// one.
type Chain struct {
	links []link
	pages pages[chainPage]
}

// chainPage answers for 256 single characters, each looked up when it is first asked for: a page of Chinese has two or
// three of 256, and each face that is asked for one is read from the disk there.
type chainPage [256]atomic.Uint64

// An entry of a chainPage: the advance in millionths of an em, which link has the character (counted from 1, 0: none),
// whether it is nothing by itself (placed), and whether anybody has looked.
const (
	linkShift  = 32
	placedBit  = 1 << 48
	lookedBit  = 1 << 49
	linkMask   = 0xFFFF
	advanceAll = 0xFFFFFFFF
)

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
		pg = c.pages.put(r, new(chainPage))
	}
	e := pg[r&0xFF].Load()
	if e == 0 {
		e = c.look(r)
		pg[r&0xFF].Store(e) // two goroutines may look at once; they find the same
	}
	link := e >> linkShift & linkMask
	if link == 0 {
		return "", 0, false, false
	}
	return c.links[link-1].face.name, int32(e & advanceAll), e&placedBit != 0, true
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

// look finds the entry of a character.
func (c *Chain) look(r rune) uint64 {
	for i, l := range c.links {
		if !l.takes(r) {
			continue
		}
		if gid, ok := l.face.Glyph(r); ok {
			e := lookedBit | uint64(i+1)<<linkShift | uint64(uint32(l.face.AdvanceEm(gid)))
			if placed(r) {
				e |= placedBit
			}
			return e
		}
	}
	return lookedBit
}
