package linebreak

import (
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// Em is one em in the unit of Cluster.Width: widths are millionths of an em.
const Em = 1000000

// Cluster is a grapheme cluster of a text (UAX #29): what is never split, a base with all that belongs to it.
type Cluster struct {
	Start, End int32 // bytes of the text
	Width      int32 // millionths of an em: by the model, until the caller puts in what the face says
	Gap        Gap   // may a line begin here?
	class      class
	first      rune
}

// Gap says whether a line may end before a cluster.
type Gap uint8

const (
	Forbidden Gap = iota
	Soft          // between a number and its unit: only if there is no other way
	Allowed
)

// Newline says whether the cluster is a line break of the text.
func (c *Cluster) Newline() bool { return c.class&newline != 0 }

// Space says whether the cluster is a space that may hang at a line's end.
func (c *Cluster) Space() bool { return c.class&space != 0 }

// Blank says whether the cluster leaves no ink.
func (c *Cluster) Blank() bool { return c.class&(space|glue|zwsp|newline) != 0 }

// Latin says whether the cluster is a Latin letter, a digit or another printing ASCII character.
func (c *Cluster) Latin() bool {
	return c.first > ' ' && c.first < 0x7f || c.class&letter != 0 && c.first < 0x250 && !raised(c.first)
}

// Word says whether the cluster belongs to a word or a number together with the one before it.
func (c *Cluster) Word() bool { return c.class&word != 0 || c.first > ' ' && c.first < 0x7f }

// First is the first character of the cluster.
func (c *Cluster) First() rune { return c.first }

// Clusters appends the clusters of text to dst, with model widths and gaps. Invalid UTF-8 bytes are clusters of their
// own.
func Clusters(dst []Cluster, text string) []Cluster {
	from := len(dst)
	if len(text) == 0 {
		return dst
	}
	r, size, width, cls, pl := charAt(text, 0)
	for i := 0; ; {
		start, end := i, i+size
		if end == len(text) {
			dst = append(dst, Cluster{Start: int32(start), End: int32(end), Width: width, class: cls, first: r})
			break
		}
		nextR, nextSize, nextWidth, nextClass, nextPlain := charAt(text, end)
		// Between two plain characters there is always a boundary; anything else asks the segmenter.
		if !(pl && nextPlain) {
			first, _, _, _ := uniseg.FirstGraphemeClusterInString(text[start:], -1)
			if e := start + len(first); e != end {
				end = e
				if cls == space { // a mark set on a space
					cls = 0
				}
				if end < len(text) {
					nextR, nextSize, nextWidth, nextClass, nextPlain = charAt(text, end)
				}
			}
		}
		dst = append(dst, Cluster{Start: int32(start), End: int32(end), Width: width, class: cls, first: r})
		if end == len(text) {
			break
		}
		i, r, size, width, cls, pl = end, nextR, nextSize, nextWidth, nextClass, nextPlain
	}
	setGaps(dst[from:])
	return dst
}

// charAt reads the character at byte i. Hanzi and ASCII, nearly all of every form, take the short ways.
func charAt(s string, i int) (r rune, size int, width int32, c class, isPlain bool) {
	b := s[i]
	if b >= ' ' && b < 0x7f {
		return rune(b), 1, Em / 2, asciiClass[b], true
	}
	if b >= 0xe4 && b <= 0xe9 && i+2 < len(s) && s[i+1]&0xc0 == 0x80 && s[i+2]&0xc0 == 0x80 {
		if r := rune(b&0x0f)<<12 | rune(s[i+1]&0x3f)<<6 | rune(s[i+2]&0x3f); r >= 0x4e00 {
			return r, 3, Em, 0, true
		}
	}
	r, size = utf8.DecodeRuneInString(s[i:])
	return r, size, modelWidth(r), classOf(r), plain(r)
}

// plain says whether r never joins a plain neighbour in a cluster: grapheme break property Other, no controls, no RI,
// no jamo.
func plain(r rune) bool {
	switch {
	case r < 0x7f:
		return r >= 0x20
	case r < 0x300:
		return r >= 0xa0 && r != 0xad
	case r >= 0x4e00 && r < 0xa000, r >= 0x3400 && r < 0x4dc0, r >= 0x20000 && r < 0x3fffe:
		return true
	case r >= 0x3000 && r < 0x3400:
		return r < 0x302a || r > 0x302f && r != 0x3099 && r != 0x309a
	case r >= 0xff01 && r < 0xff9e, r >= 0x2010 && r < 0x2028, r >= 0x2030 && r < 0x2060, r >= 0x2070 && r < 0x20d0,
		r >= 0x2100 && r < 0x2c00, r >= 0x391 && r < 0x483, r >= 0x48a && r < 0x530, r >= 0xe000 && r < 0xfb00,
		r >= 0xfe30 && r < 0xfe70, r >= 0x2e80 && r < 0x2ffc:
		return true
	}
	return false
}

// modelWidth is the width of a cluster by typography.md 2.2: ASCII, U+00A0 and Latin letters ½ em; marks and format
// characters nothing; all else 1 em.
func modelWidth(r rune) int32 {
	switch {
	case r >= 0x20 && r < 0x7f:
		return Em / 2
	case r >= 0x2e80 && r < 0xa4d0, r >= 0x20000 && r < 0xe0000, r == '\t':
		if r >= 0x302a && r <= 0x302f || r == 0x3099 || r == 0x309a {
			return 0
		}
		return Em
	case r == 0xa0, r < 0x250 && unicode.IsLetter(r):
		return Em / 2
	case r < 0x20, r == 0x85, r == 0x2028, r == 0x2029, unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r >= 0x1e00 && r < 0x1f00 && unicode.IsLetter(r):
		return Em / 2
	}
	return Em
}
