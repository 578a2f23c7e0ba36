package fonts

import (
	"slices"
	"unicode"
)

// The families a layout may name; their Windows names (SimSun, 仿宋_GB2312 …) are understood too.
const (
	Song  = "宋体"
	Hei   = "黑体"
	Fang  = "仿宋"
	Kai   = "楷体"
	Title = "小标宋"
	Times = "Times"
)

// Set is faces and the chains of faces in which each family looks for a character.
type Set struct {
	styles   []style
	fallback []*Face // tried last by every family: rare characters, the user's other faces
	faces    []*Face
	byName   map[string]*Face
	chains   map[key]*Chain
}

type key struct {
	family string
	bold   bool
}

// style is one family: its own faces come first, then those of 宋体, then the fallback.
type style struct {
	name           string
	aliases        []string
	own, bold      []link
	boldBase       bool   // bold text falls back to bold 宋体
	last, lastBold []link // after everything else
}

// link is a face of a chain. With latin it is asked for Latin letters, digits and ASCII marks only: a Latin face also
// has “ ” — … ·, but narrower than Chinese text wants them.
type link struct {
	face  *Face
	latin bool
}

func plain(faces ...*Face) []link {
	var l []link
	for _, f := range faces {
		l = append(l, link{face: f})
	}
	return l
}

func (l link) takes(r rune) bool {
	if r >= composedAt && !l.face.own {
		return Blank(r) // our own private characters are nobody else's
	}
	return !l.latin || r < 0x7F || unicode.Is(unicode.Latin, r) && r < 0xFF00 || r >= 0x300 && r < 0x370 || Blank(r)
}

// build makes the chains of a set. styles[0] is 宋体.
func build(styles []style, fallback []*Face) *Set {
	s := &Set{styles: styles, fallback: fallback, byName: map[string]*Face{}, chains: map[key]*Chain{}}
	if len(styles) == 0 { // a program without faces, whose pack is not there
		return s
	}
	song := styles[0]
	for _, st := range styles {
		for _, bold := range []bool{false, true} {
			var links []link
			if bold {
				links = append(links, st.bold...)
			}
			links = append(links, st.own...)
			if bold && st.boldBase {
				links = append(links, song.bold...)
			}
			links = append(links, song.own...)
			links = append(links, plain(fallback...)...)
			if bold {
				links = append(links, st.lastBold...)
			}
			links = append(links, st.last...)
			links = slices.DeleteFunc(links, func(l link) bool { return l.face == nil }) // left out of this build
			c := newChain(links)
			for _, name := range append([]string{st.name}, st.aliases...) {
				if _, taken := s.chains[key{name, bold}]; !taken {
					s.chains[key{name, bold}] = c
				}
			}
			if st.name == Song {
				s.chains[key{"", bold}] = c // a style that names no family
			}
			for _, l := range links {
				if !slices.Contains(s.faces, l.face) {
					s.faces = append(s.faces, l.face)
					s.byName[l.face.name] = l.face
				}
			}
		}
	}
	return s
}

// Knows says whether family is a family or an alias of one; the empty name stands for 宋体. A layout is to be refused
// when it names another.
func (s *Set) Knows(family string) bool { return s.chains[key{family, false}] != nil }

// Chain is the faces in which family looks for a character; nil if the set does not know the family. Take it once and
// measure many times. A family without a bold face (黑体, 仿宋, 楷体) is the same in bold.
func (s *Set) Chain(family string, bold bool) *Chain { return s.chains[key{family, bold}] }

// Face is the face of that PostScript name, nil if there is none.
func (s *Set) Face(name string) *Face { return s.byName[name] }
