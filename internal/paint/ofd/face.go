package ofd

import (
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/model/page"
)

// font is one font of a file: a subset of a face in which every character leads to one glyph. A face has a second
// font only where painted glyphs stand for other characters than their own (Text.Entered): there its cmap leads from
// what was entered to what is painted, so that copying and searching give the entered text in every reader.
type font struct {
	id    int
	name  string // PostScript name of the face
	face  *fonts.Face
	other int // 0 for the face's own characters, else counted
	gids  map[rune]uint16
	bmp   [1024]uint64 // of characters below U+10000, which of them gids holds: for speed
	list  []rune
}

// has says whether the font has r, as glyph gid if it is another's font.
func (f *font) has(r rune) bool {
	if uint32(r) < 0x10000 {
		return f.bmp[r>>6]>>(r&63)&1 != 0
	}
	_, ok := f.gids[r]
	return ok
}

func (f *font) add(r rune, gid uint16) {
	if f.has(r) {
		return
	}
	f.gids[r] = gid
	f.list = append(f.list, r)
	if uint32(r) < 0x10000 {
		f.bmp[r>>6] |= 1 << (r & 63)
	}
}

// fontOf finds a font of this file, or makes it. The face is known.
func (s *Stream) fontOf(name string, other int) *font {
	for _, f := range s.fonts {
		if f.name == name && f.other == other {
			return f
		}
	}
	f := &font{id: s.nextID(), name: name, face: s.painter.faces.Face(name), other: other, gids: map[rune]uint16{}}
	s.fonts = append(s.fonts, f)
	return f
}

// fontFor finds the font in which the characters of a cluster lead to the glyph that stands for it: the first of them
// to the glyph, the others to nothing. It is nil where that cannot be, because the first character stands in the
// cluster twice.
func (s *Stream) fontFor(face, entered string, gid uint16) *font {
	first, n := utf8.DecodeRuneInString(entered)
	if strings.ContainsRune(entered[n:], first) {
		return nil
	}
	for other := 1; ; other++ {
		f := s.fontOf(face, other)
		if f.has(first) && f.gids[first] != gid || strings.ContainsFunc(entered[n:],
			func(r rune) bool { return f.has(r) && f.gids[r] != fonts.BlankZero }) {
			continue
		}
		f.add(first, gid)
		for _, r := range entered[n:] {
			f.add(r, fonts.BlankZero)
		}
		return f
	}
}

// writeFont writes the subset of a font.
func (s *Stream) writeFont(f *font) error {
	slices.Sort(f.list)
	gids := make([]uint16, 1, len(f.list)+1)
	runes := make([]rune, 1, len(f.list)+1)
	for _, r := range f.list {
		gids, runes = append(gids, f.gids[r]), append(runes, r)
	}
	var err error
	s.font, err = f.face.AppendSubset(s.font[:0], gids, fonts.SubsetOptions{Runes: runes})
	if err != nil {
		return &Error{Code: CodeFace, Subject: f.name, Message: "字体不能嵌入", Err: err}
	}
	part := name("Doc_0/Res/font_", f.id, ".ttf")
	var ok bool
	if s.packed, ok = s.painter.glue(f.name, f.face).pack(s.packed[:0], s.font, gids); ok {
		s.zip.addPacked(part, s.font, s.packed)
	} else {
		s.zip.add(part, s.font, false)
	}
	return s.zip.err
}

// ink is the box of a glyph's outline in font units, y upwards; ok is false for a glyph without one.
func ink(f *fonts.Face, gid uint16) (x0, y0, x1, y1 int64, ok bool) {
	d, err := f.Description(gid)
	if err != nil || len(d) < 10 {
		return 0, 0, 0, 0, false
	}
	b := []byte(d[2:10])
	at := func(i int) int64 { return int64(int16(binary.BigEndian.Uint16(b[i:]))) }
	return at(0), at(2), at(4), at(6), true
}

// checkGlyphs finds the face and glyph of every character before anything is written, and names all that are missing.
func (s *Stream) checkGlyphs(d *page.Document) error {
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
				if face, last = s.painter.faces.Face(t.Face), t.Face; face == nil {
					return base.Refuse(CodeFace, t.Face, "没有这款字体").On(i)
				}
			}
			for _, r := range t.Text {
				if _, ok := face.Glyph(r); ok && r != 0xfffd && r != 0xfeff && !base.Noncharacter(r) {
					continue
				}
				if missing == nil {
					where = t.Face
				}
				if where == t.Face && !slices.Contains(missing, r) && len(missing) < 20 {
					missing = append(missing, r)
				}
			}
		}
		if missing != nil {
			return base.MissingGlyphs(CodeGlyph, where, missing).On(i)
		}
	}
	return nil
}
