package pdf

import (
	"encoding/binary"
	"slices"

	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/internal/paint/pdf/zpiece"
	"github.com/gongbiao/gongbiao/internal/sfnt"
)

// subset is a TrueType file (FontFile2) under construction: glyph 0 is .notdef, glyph i the i-th character used, then
// the parts of composite glyphs. The file is never built: its compressed form is glued from coded glyphs.
type subset struct {
	f      *face
	gids   []uint16
	parts  map[uint16]uint16 // glyph of the face → glyph of the subset, for parts of composites
	glyphs []*glyph

	small []byte // scratch for the tables that are different in each subset
	out   []byte
}

// add puts the next glyph into the subset.
func (s *subset) add(gid uint16) error {
	g, err := s.f.glyph(gid)
	if err != nil {
		return err
	}
	if len(s.gids) >= sfnt.MaxGlyphs {
		return base.Refuse(CodeLimit, s.f.name, "一份文件里一款字体用到的字形超过 %d 个", sfnt.MaxGlyphs)
	}
	s.gids = append(s.gids, gid)
	s.glyphs = append(s.glyphs, g)
	return nil
}

// close adds the parts of composite glyphs, and theirs, each once.
func (s *subset) close() error {
	if !slices.ContainsFunc(s.glyphs, func(g *glyph) bool { return g.composite != "" }) {
		return nil
	}
	s.parts = map[uint16]uint16{}
	all, err := sfnt.Close(s.gids, s.parts, func(gid uint16) (string, error) {
		g, err := s.f.glyph(gid)
		if err != nil {
			return "", err
		}
		return g.composite, nil
	})
	if err != nil {
		return corrupt(s.f.name, err)
	}
	for _, gid := range all[len(s.gids):] {
		if err := s.add(gid); err != nil {
			return err
		}
	}
	return nil
}

// file returns the compressed font file and its length before compression.
func (s *subset) file() (z []byte, length int, err error) {
	if err := s.close(); err != nil {
		return nil, 0, err
	}
	var room [9]sfnt.Entry
	head := sfnt.DirectorySize(6 + len(s.f.hints))
	b, dir := sfnt.AppendTables(s.small[:0], room[:0], head, s.f, s.gids, func(i int) int { return s.glyphs[i].size })
	s.small = b

	end := head + len(b)
	for _, h := range s.f.hints {
		dir = append(dir, sfnt.Entry{Tag: h.tag, At: end, Length: len(s.f.Table(h.tag)), Sum: h.data.sum.checksum()})
		end += h.data.size
	}
	var glyf halves
	composites := make([][]byte, 0, 4)
	size := 0
	for _, g := range s.glyphs {
		if g.composite != "" {
			d := sfnt.Renumber(g.composite, s.parts)
			composites = append(composites, d)
			glyf.add(sumOf(d), size)
		} else {
			glyf.add(g.sum, size)
		}
		size += g.size
	}
	dir = append(dir, sfnt.Entry{Tag: "glyf", At: end, Length: size, Sum: glyf.checksum()})
	var hb [12 + 16*9]byte
	h, adjustment := sfnt.AppendDirectory(hb[:0], dir)
	binary.BigEndian.PutUint32(b[8:], adjustment) // head comes first

	w := s.f.code.Writer(s.out[:0])
	w.AddBytes(h)
	w.AddBytes(b)
	for _, t := range s.f.hints {
		w.Add(t.data.piece)
	}
	s.addGlyphs(w, composites)
	if size%4 != 0 { // tables are padded to four bytes, glyphs only to two
		w.AddBytes([]byte{0, 0})
	}
	length = w.Size()
	s.out = w.Close()
	return s.out, length, nil
}

func (s *subset) addGlyphs(w *zpiece.Writer, composites [][]byte) {
	for _, g := range s.glyphs {
		switch {
		case g.piece != nil:
			w.Add(g.piece)
		case g.composite != "":
			w.AddBytes(composites[0])
			composites = composites[1:]
		}
	}
}
