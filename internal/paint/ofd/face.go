package ofd

import (
	"encoding/binary"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/paint/face"
)

// writeFont writes the subset of a font.
func (s *Stream) writeFont(f *face.Font) error {
	var err error
	var gids []uint16
	s.font, gids, err = f.AppendSubset(s.font[:0])
	if err != nil {
		return &Error{Code: CodeFace, Subject: f.Name, Message: "字体不能嵌入", Err: err}
	}
	part := name("Doc_0/Res/font_", f.ID, ".ttf")
	var ok bool
	if s.packed, ok = s.painter.glue(f.Name, f.Face).pack(s.packed[:0], s.font, gids); ok {
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
