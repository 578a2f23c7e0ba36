// Package face keeps the fonts of one file: of each face the characters that are used. In: the texts of pages, faces by
// name. Out: subsets that readers take for whole fonts, in which every character leads to the glyph that is painted for
// it. It serves the painters whose readers look characters up in a font file (OFD, SVG).
package face

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/model/page"
)

// Faces finds a face by its PostScript name; nil if there is none. A *fonts.Set is one.
type Faces interface {
	Face(name string) *fonts.Face
}

// Font is one font of a file: a subset of a face in which every character leads to one glyph. A face has a second
// font only where painted glyphs stand for other characters than their own (Text.Entered): there its cmap leads from
// what was entered to what is painted, so that copying and searching give the entered text in every reader.
type Font struct {
	ID    int    // the file's own
	Name  string // PostScript name of the face
	Face  *fonts.Face
	Other int // 0 for the face's own characters, else counted
	gids  map[rune]uint16
	bmp   [1024]uint64 // of characters below U+10000, which of them gids holds: for speed
	list  []rune
}

// Has says whether the font has r, as a glyph of another if it is another's font.
func (f *Font) Has(r rune) bool {
	if uint32(r) < 0x10000 {
		return f.bmp[r>>6]>>(r&63)&1 != 0
	}
	_, ok := f.gids[r]
	return ok
}

// Add adds a character with its glyph, unless the font has it.
func (f *Font) Add(r rune, gid uint16) {
	if f.Has(r) {
		return
	}
	f.gids[r] = gid
	f.list = append(f.list, r)
	if uint32(r) < 0x10000 {
		f.bmp[r>>6] |= 1 << (r & 63)
	}
}

// AddText adds the characters of a text with the face's own glyphs.
func (f *Font) AddText(s string) {
	for _, r := range s {
		if !f.Has(r) {
			gid, _ := f.Face.Glyph(r)
			f.Add(r, gid)
		}
	}
}

// AppendSubset appends the font as a TrueType file, and says which glyphs of the face it has, in its order.
func (f *Font) AppendSubset(dst []byte) (data []byte, gids []uint16, err error) {
	slices.Sort(f.list)
	gids = make([]uint16, 1, len(f.list)+1)
	runes := make([]rune, 1, len(f.list)+1)
	for _, r := range f.list {
		gids, runes = append(gids, f.gids[r]), append(runes, r)
	}
	data, err = f.Face.AppendSubset(dst, gids, fonts.SubsetOptions{Runes: runes})
	return data, gids, err
}

// Fonts are the fonts of a file, in the order of their first use. ID numbers a new one.
type Fonts struct {
	Faces Faces
	ID    func() int
	List  []*Font
}

// Of finds a font of this file, or makes it. The face is known.
func (s *Fonts) Of(name string, other int) *Font {
	for _, f := range s.List {
		if f.Name == name && f.Other == other {
			return f
		}
	}
	f := &Font{ID: s.ID(), Name: name, Face: s.Faces.Face(name), Other: other, gids: map[rune]uint16{}}
	s.List = append(s.List, f)
	return f
}

// For finds the font in which the characters of a cluster lead to the glyph that stands for it: the first of them
// to the glyph, the others to nothing. It is nil where that cannot be, because the first character stands in the
// cluster twice.
func (s *Fonts) For(face, entered string, gid uint16) *Font {
	first, n := utf8.DecodeRuneInString(entered)
	if strings.ContainsRune(entered[n:], first) {
		return nil
	}
	for other := 1; ; other++ {
		f := s.Of(face, other)
		if f.Has(first) && f.gids[first] != gid || strings.ContainsFunc(entered[n:],
			func(r rune) bool { return f.Has(r) && f.gids[r] != fonts.BlankZero }) {
			continue
		}
		f.Add(first, gid)
		for _, r := range entered[n:] {
			f.Add(r, fonts.BlankZero)
		}
		return f
	}
}

// maxNamed is how many missing characters one refusal names.
const maxNamed = 20

// Check finds the face and glyph of every character before anything is written, and names all that are missing, with
// the painter's own codes.
func Check(faces Faces, d *page.Document, noFace, noGlyph string) *base.Error {
	var face *fonts.Face
	last := ""
	for i := range d.Pages {
		var missing []rune
		var where string
		for _, it := range d.Pages[i].Items {
			t, ok := it.(page.Text)
			if !ok || t.Text == "" {
				continue
			}
			if face == nil || last != t.Face {
				if face, last = faces.Face(t.Face), t.Face; face == nil {
					return base.Refuse(noFace, t.Face, "没有这款字体").On(i)
				}
			}
			for _, r := range t.Text {
				if _, ok := face.Glyph(r); ok && r != 0xfffd && r != 0xfeff && !base.Noncharacter(r) {
					continue
				}
				if missing == nil {
					where = t.Face
				}
				if where == t.Face && !slices.Contains(missing, r) && len(missing) < maxNamed {
					missing = append(missing, r)
				}
			}
		}
		if missing != nil {
			return base.MissingGlyphs(noGlyph, where, missing).On(i)
		}
	}
	return nil
}
