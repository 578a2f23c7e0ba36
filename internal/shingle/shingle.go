// Package shingle tells how alike texts are without keeping them. In: a text, or the items of a list. Out: a Sketch of
// a fixed size, how alike two Sketches are, and the groups of those that are alike.
//
// A text is the set of its shingles, pieces of four characters that overlap; two texts are as alike as the share of
// shingles they have in common (Jaccard). A Sketch estimates it by minimum hashing (Broder, On the resemblance and
// containment of documents, 1997): the share of places at which two Sketches are equal, with a standard deviation of
// at most 0.09. Groups looks for candidates by bands of a Sketch, so its work grows with the number of Sketches,
// never with that of the pairs.
package shingle

import (
	"encoding/binary"
	"hash/fnv"
	"strings"
	"unicode"
)

const (
	places = 32 // hashes in a Sketch
	rows   = 4  // hashes in a band
	piece  = 4  // characters in a shingle
	tried  = 8  // groups of one band that a Sketch is held against
)

// Sketch is what is kept of a text: 64 bytes, empty for a text that has nothing in it. It is a string so that it can
// stand where texts stand.
type Sketch string

// OfText is the Sketch of a text; only letters and digits count. Of a text that is shorter than a shingle it is that of
// the text as one item.
func OfText(text string) Sketch {
	r := make([]rune, 0, len(text))
	for _, c := range text {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			r = append(r, unicode.ToLower(c))
		}
	}
	if len(r) <= piece {
		return OfItems([]string{string(r)})
	}
	var m minima
	for i := 0; i+piece <= len(r); i++ {
		m.add(string(r[i : i+piece]))
	}
	return m.sketch()
}

// OfItems is the Sketch of a set of items; empty ones do not count.
func OfItems(items []string) Sketch {
	var m minima
	for _, x := range items {
		if strings.TrimSpace(x) != "" {
			m.add(x)
		}
	}
	return m.sketch()
}

// minima are the smallest of each of places hashes.
type minima struct {
	least [places]uint64
	any   bool
}

func (m *minima) add(item string) {
	f := fnv.New64a()
	_, _ = f.Write([]byte(item)) // a hash does not fail
	h := f.Sum64()
	for i := range m.least {
		h = mix(h + 0x9E3779B97F4A7C15)
		if !m.any || h < m.least[i] {
			m.least[i] = h
		}
	}
	m.any = true
}

// mix is the last step of splitmix64: every bit of the result depends on every bit of x.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

func (m *minima) sketch() Sketch {
	if !m.any {
		return ""
	}
	b := make([]byte, 0, 2*places)
	for _, h := range m.least {
		b = binary.BigEndian.AppendUint16(b, uint16(h)) // the low bits: the high ones of a minimum are mostly zero
	}
	return Sketch(b)
}

// Alike is the share of the shingles or items that two have in common, 0 to 1, as whole hundredths; 0 if one is empty.
func Alike(a, b Sketch) int {
	if len(a) != 2*places || len(b) != 2*places {
		return 0
	}
	n := 0
	for i := 0; i < len(a); i += 2 {
		if a[i] == b[i] && a[i+1] == b[i+1] {
			n++
		}
	}
	return n * 100 / places
}

// Groups are the numbers of the Sketches that are alike by at least this many hundredths, two or more a group, in order
// of their first; the others are left out. One is alike to a group if it is alike to the first of it.
func Groups(all []Sketch, least int) [][]int {
	f := finder{all: all, least: least, last: map[band]int32{}}
	for i, s := range all {
		if len(s) != 2*places {
			continue
		}
		if g, ok := f.find(s); ok {
			f.groups[g] = append(f.groups[g], i)
			continue
		}
		for _, b := range bands(s) {
			before, ok := f.last[b]
			if !ok {
				before = -1
			}
			f.last[b] = int32(len(f.known))
			f.known = append(f.known, known{int32(len(f.groups)), before})
		}
		f.groups = append(f.groups, []int{i})
	}
	out := f.groups[:0]
	for _, g := range f.groups {
		if len(g) > 1 {
			out = append(out, g)
		}
	}
	return out
}

// finder finds the group a Sketch belongs to.
type finder struct {
	all    []Sketch
	least  int
	groups [][]int
	last   map[band]int32 // the last of known whose first has it
	known  []known
}

// known is a group whose first has a band, and the one before it.
type known struct{ group, before int32 }

func (f *finder) find(s Sketch) (int, bool) {
	for _, b := range bands(s) {
		var some [tried]int32
		n := 0
		at, ok := f.last[b]
		for ; ok && at >= 0 && n < tried; at = f.known[at].before {
			some[n] = f.known[at].group
			n++
		}
		for n--; n >= 0; n-- { // the oldest of them first
			if Alike(f.all[f.groups[some[n]][0]], s) >= f.least {
				return int(some[n]), true
			}
		}
	}
	return 0, false
}

// band is a part of a Sketch, with its place.
type band struct {
	place byte
	part  [2 * rows]byte
}

func bands(s Sketch) (out [places / rows]band) {
	for i := range out {
		out[i].place = byte(i)
		copy(out[i].part[:], s[2*rows*i:])
	}
	return out
}
