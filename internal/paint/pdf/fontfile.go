package pdf

import (
	"encoding/binary"

	"github.com/gongbiao/gongbiao/internal/paint/pdf/zpiece"
)

const maxGlyphs = 65535

// subset is a TrueType file (FontFile2) under construction: glyph 0 is .notdef, glyph i the i-th character used, then the parts
// of composite glyphs. The file is never built: its compressed form is glued from coded glyphs.
type subset struct {
	f      *face
	gids   []uint16
	parts  map[uint16]uint16 // glyph of the face → glyph of the subset, for parts of composites
	glyphs []*glyph
	size   int // of glyf

	small []byte // scratch for the tables that are different in each subset
	out   []byte
}

// add puts the next glyph into the subset.
func (s *subset) add(gid uint16) error {
	g, err := s.f.glyph(gid)
	if err != nil {
		return err
	}
	if len(s.gids) >= maxGlyphs {
		return refuse(CodeLimit, s.f.name, "一份文件里一款字体用到的字形超过 %d 个", maxGlyphs)
	}
	s.gids = append(s.gids, gid)
	s.glyphs = append(s.glyphs, g)
	s.size += g.size
	return nil
}

// close adds the parts of composite glyphs, and theirs, each once.
func (s *subset) close() error {
	for i := 0; i < len(s.glyphs); i++ {
		if s.glyphs[i].composite == "" {
			continue
		}
		err := components([]byte(s.glyphs[i].composite), func(gid uint16) (uint16, error) {
			if n, ok := s.parts[gid]; ok {
				return n, nil
			}
			if s.parts == nil {
				s.parts = map[uint16]uint16{}
			}
			n := uint16(len(s.gids))
			s.parts[gid] = n
			return n, s.add(gid)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// components renumbers the parts of a composite glyph description in place (OpenType, glyf).
func components(d []byte, number func(uint16) (uint16, error)) error {
	const (
		words, scale, more, xyScale, twoByTwo = 1, 8, 0x20, 0x40, 0x80
	)
	for at := 10; ; {
		if at+4 > len(d) {
			return refuse(CodeFace, "", "字体损坏：复合字形被截断")
		}
		flags := binary.BigEndian.Uint16(d[at:])
		n, err := number(binary.BigEndian.Uint16(d[at+2:]))
		if err != nil {
			return err
		}
		binary.BigEndian.PutUint16(d[at+2:], n)
		at += 6
		if flags&words != 0 {
			at += 2
		}
		switch {
		case flags&scale != 0:
			at += 2
		case flags&xyScale != 0:
			at += 4
		case flags&twoByTwo != 0:
			at += 8
		}
		if flags&more == 0 {
			return nil
		}
	}
}

// file returns the compressed font file and its length before compression.
func (s *subset) file() (z []byte, length int, err error) {
	if err := s.close(); err != nil {
		return nil, 0, err
	}
	n := len(s.gids)
	tables := 6 + len(s.f.hints)
	long := s.size > 2*65535

	// The tables that are different in each subset, padded to four bytes, in file order.
	b := s.small[:0]
	type entry struct {
		tag         string
		at, length  int
		sum         uint32
		insideSmall bool
	}
	dir := make([]entry, 0, 9)
	head := 12 + 16*tables
	put := func(tag string, from int) {
		length := len(b) - from
		for len(b)%4 != 0 {
			b = append(b, 0)
		}
		dir = append(dir, entry{tag, head + from, length, sumOf(b[from:]).checksum(), true})
	}

	b = append(b, s.f.Table("head")[:54]...)
	binary.BigEndian.PutUint32(b[8:], 0) // checkSumAdjustment, known last
	b[50], b[51] = 0, 0
	if long {
		b[51] = 1
	}
	put("head", 0)

	from := len(b)
	b = append(b, s.f.Table("hhea")[:36]...)
	full := s.fullMetrics()
	binary.BigEndian.PutUint16(b[from+34:], uint16(full))
	put("hhea", from)

	from = len(b)
	for i, gid := range s.gids {
		if i < full {
			b = binary.BigEndian.AppendUint16(b, uint16(s.f.Advance(gid)))
		}
		b = binary.BigEndian.AppendUint16(b, uint16(s.f.Bearing(gid)))
	}
	put("hmtx", from)

	from = len(b)
	at := 0
	for i := range n + 1 {
		if long {
			b = binary.BigEndian.AppendUint32(b, uint32(at))
		} else {
			b = binary.BigEndian.AppendUint16(b, uint16(at/2))
		}
		if i < n {
			at += s.glyphs[i].size
		}
	}
	put("loca", from)

	from = len(b)
	b = append(b, s.f.Table("maxp")[:32]...)
	binary.BigEndian.PutUint16(b[from+4:], uint16(n))
	put("maxp", from)
	s.small = b

	end := head + len(b)
	for _, h := range s.f.hints {
		dir = append(dir, entry{h.tag, end, len(s.f.Table(h.tag)), h.data.sum.checksum(), false})
		end += h.data.size
	}
	var glyf halves
	composites := make([][]byte, 0, 4)
	at = 0
	for _, g := range s.glyphs {
		if g.composite != "" {
			d := []byte(g.composite)
			components(d, func(gid uint16) (uint16, error) { return s.parts[gid], nil }) // close walked it already
			composites = append(composites, d)
			glyf.add(sumOf(d), at)
		} else {
			glyf.add(g.sum, at)
		}
		at += g.size
	}
	dir = append(dir, entry{"glyf", end, s.size, glyf.checksum(), false})

	// The table directory, sorted by tag, and the sum of the whole file.
	var hb [12 + 16*9]byte
	h := append(hb[:0], 0, 1, 0, 0)
	power, log := 1, 0
	for power*2 <= tables {
		power, log = power*2, log+1
	}
	for _, v := range []int{tables, power * 16, log, tables*16 - power*16} {
		h = binary.BigEndian.AppendUint16(h, uint16(v))
	}
	total := uint32(0)
	for _, tag := range []string{"cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"} {
		for _, e := range dir {
			if e.tag == tag {
				h = append(h, tag...)
				h = binary.BigEndian.AppendUint32(h, e.sum)
				h = binary.BigEndian.AppendUint32(h, uint32(e.at))
				h = binary.BigEndian.AppendUint32(h, uint32(e.length))
				total += e.sum
			}
		}
	}
	binary.BigEndian.PutUint32(b[8:], 0xB1B0AFBA-total-sumOf(h).checksum())

	w := s.f.code.Writer(s.out[:0])
	w.AddBytes(h)
	w.AddBytes(b)
	for _, t := range s.f.hints {
		w.Add(t.data.piece)
	}
	s.addGlyphs(w, composites)
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
	if s.size%4 != 0 { // tables are padded to four bytes, glyphs only to two
		w.AddBytes([]byte{0, 0})
	}
}

// fullMetrics is how many glyphs need their own advance in hmtx; the rest share that of the last of them.
func (s *subset) fullMetrics() int {
	n := len(s.gids)
	last := s.f.Advance(s.gids[n-1])
	for n > 1 && s.f.Advance(s.gids[n-2]) == last {
		n--
	}
	return n
}
