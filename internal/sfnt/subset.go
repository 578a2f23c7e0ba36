package sfnt

import (
	"encoding/binary"
	"fmt"
	"slices"
	"sync"
)

// Options of a subset; the zero value is what a PDF FontFile2 wants.
type Options struct {
	// Runes tells the character of each glyph, Runes[i] of gids[i], 0 for none. When given, the subset keeps cmap, name, OS/2 and post, for
	// formats whose readers look characters up in the font file (OFD).
	Runes []rune
	// DropHints leaves out cvt, fpgm, prep and the instructions of the glyphs. Print and today's screens do not miss them, but a few old fonts
	// draw their glyphs by instructions, so it is not the default.
	DropHints bool
}

// maxSubset bounds the outlines of a subset, against fonts whose glyphs all claim the whole file.
const maxSubset = 1 << 27

// AppendSubset appends to dst a TrueType file whose glyph i is glyph gids[i] of f. gids[0] must be 0 (.notdef); a glyph may stand in the
// list more than once, and BlankEm and BlankZero give empty glyphs. The parts of composite glyphs follow at the end. Advances are those
// of f. The same list gives the same bytes. Errors are *Error (Forbidden, Corrupt), or a plain error for a list that is wrong.
func (f *Font) AppendSubset(dst []byte, gids []uint16, o Options) ([]byte, error) {
	switch {
	case len(gids) == 0 || gids[0] != 0:
		return nil, fmt.Errorf("fonts: subset must begin with glyph 0")
	case len(gids) > MaxGlyphs:
		return nil, fmt.Errorf("fonts: subset of %d glyphs, at most %d", len(gids), MaxGlyphs)
	case o.Runes != nil && len(o.Runes) != len(gids):
		return nil, fmt.Errorf("fonts: %d characters for %d glyphs", len(o.Runes), len(gids))
	}
	if err := f.Embeddable(); err != nil {
		return nil, err
	}
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	size, err := s.collect(f, gids)
	if err != nil {
		return nil, err
	}
	return s.write(dst, f, size, o)
}

// scratch is the working memory of one subset, used again by the next.
type scratch struct {
	list  []uint16 // glyphs of the subset, parts of composites at the end
	data  []string // their descriptions
	index []uint16 // by glyph of the font: its number in list; only filled when there are composites
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// collect lists glyphs and the parts of composites, and returns the size of all descriptions, each rounded up to 4 bytes.
func (s *scratch) collect(f *Font, gids []uint16) (size int, err error) {
	s.list, s.data = append(s.list[:0], gids...), s.data[:0]
	composites := false
	for i := 0; i < len(s.list); i++ {
		g, err := f.glyph(s.list[i])
		if err != nil {
			return 0, err
		}
		s.data = append(s.data, g)
		if size += (len(g) + 3) &^ 3; size > maxSubset {
			return 0, corrupt("glyf", "字形轮廓太大")
		}
		if !isComposite(g) {
			continue
		}
		if !composites {
			composites = true
			s.number(f)
			loops := closure{f: f}
			for _, gid := range gids {
				if int(gid) >= f.glyphs {
					continue
				}
				if g, err := f.glyph(gid); err != nil {
					return 0, err
				} else if isComposite(g) {
					if err := loops.visit(gid, g); err != nil {
						return 0, err
					}
				}
			}
		}
		for at, more := 10, true; more; {
			c, next, err := nextComponent(g, at)
			if err != nil {
				return 0, err
			}
			at, more = next, c.flags&moreFollow != 0
			if int(c.gid) >= f.glyphs {
				return 0, corrupt("glyf", "复合字形引用了没有的字形 %d", c.gid)
			}
			if s.index[c.gid] == 0 && c.gid != 0 {
				if len(s.list) >= MaxGlyphs {
					return 0, corrupt("glyf", "子集的字形太多")
				}
				s.index[c.gid] = uint16(len(s.list))
				s.list = append(s.list, c.gid)
			}
		}
	}
	return size, nil
}

// number fills index with the first place of each glyph of list.
func (s *scratch) number(f *Font) {
	if cap(s.index) < f.glyphs {
		s.index = make([]uint16, f.glyphs)
	}
	s.index = s.index[:f.glyphs]
	clear(s.index)
	for i, gid := range s.list {
		if int(gid) < f.glyphs && s.index[gid] == 0 {
			s.index[gid] = uint16(i)
		}
	}
}

// write puts the file together: the directory first, then each table, checksums at the end.
func (s *scratch) write(dst []byte, f *Font, size int, o Options) ([]byte, error) {
	n := len(s.list)
	var tags []string
	keep := func(tag string, ok bool) {
		if ok {
			tags = append(tags, tag)
		}
	}
	tags = make([]string, 0, 13)
	keep("OS/2", o.Runes != nil && f.os2 != "")
	keep("cmap", o.Runes != nil)
	keep("cvt ", f.cvt != "" && !o.DropHints)
	keep("fpgm", f.fpgm != "" && !o.DropHints)
	tags = append(tags, "glyf", "head", "hhea", "hmtx", "loca", "maxp")
	keep("name", o.Runes != nil && f.name != "")
	keep("post", o.Runes != nil)
	keep("prep", f.prep != "" && !o.DropHints)

	dst = slices.Grow(dst, 12+16*len(tags)+size+8*n+8+len(f.cvt)+len(f.fpgm)+len(f.prep)+256+20*len(o.Runes))
	start := len(dst)
	dst = append(dst, 0, 1, 0, 0)
	dst = appendSearch(dst, len(tags), 16)
	dst = append(dst, make([]byte, 16*len(tags))...)

	long := size >= 1<<17
	full := s.fullMetrics(f)
	var offsets []byte
	headAt := 0
	var total uint32
	for i, tag := range tags {
		from := len(dst)
		switch tag {
		case "OS/2":
			dst = append(dst, f.os2...)
		case "cmap":
			dst = appendCmap(dst, o.Runes)
		case "cvt ":
			dst = append(dst, f.cvt...)
		case "fpgm":
			dst = append(dst, f.fpgm...)
		case "prep":
			dst = append(dst, f.prep...)
		case "name":
			dst = append(dst, f.name...)
		case "post":
			dst = append(dst, 0, 3, 0, 0)
			head := [28]byte{}
			if len(f.post) >= 32 {
				copy(head[:], f.post[4:32])
			}
			dst = append(dst, head[:]...)
		case "glyf":
			dst, offsets = s.appendGlyphs(dst, long, o.DropHints)
		case "loca":
			dst = append(dst, offsets...)
		case "head":
			headAt = from
			dst = append(dst, f.head[:54]...)
			copy(dst[from+8:], "\x00\x00\x00\x00")
			dst[from+50], dst[from+51] = 0, 0
			if long {
				dst[from+51] = 1
			}
		case "hhea":
			dst = append(dst, f.hhea[:36]...)
			binary.BigEndian.PutUint16(dst[from+34:], uint16(full))
		case "hmtx":
			for i, gid := range s.list {
				if i < full {
					dst = binary.BigEndian.AppendUint16(dst, uint16(f.Advance(gid)))
				}
				b := int16(0)
				if s.data[i] != "" {
					b = f.bearing(gid)
				}
				dst = binary.BigEndian.AppendUint16(dst, uint16(b))
			}
		case "maxp":
			dst = append(dst, f.maxp[:32]...)
			binary.BigEndian.PutUint16(dst[from+4:], uint16(n))
		}
		to := len(dst)
		for (len(dst)-start)%4 != 0 {
			dst = append(dst, 0)
		}
		sum := checksum(dst[from:])
		total += sum
		e := dst[start+12+16*i:]
		copy(e, tag)
		binary.BigEndian.PutUint32(e[4:], sum)
		binary.BigEndian.PutUint32(e[8:], uint32(from-start))
		binary.BigEndian.PutUint32(e[12:], uint32(to-from))
	}
	total += checksum(dst[start : start+12+16*len(tags)])
	binary.BigEndian.PutUint32(dst[headAt+8:], 0xB1B0AFBA-total)
	return dst, nil
}

// fullMetrics is how many glyphs need an advance of their own in hmtx: the tail with equal advances shares one.
func (s *scratch) fullMetrics(f *Font) int {
	n := len(s.list)
	last := f.Advance(s.list[n-1])
	for n > 1 && f.Advance(s.list[n-2]) == last {
		n--
	}
	return n
}

// appendGlyphs writes the descriptions, composites with their new numbers, and returns the loca table beside them.
func (s *scratch) appendGlyphs(dst []byte, long, dropHints bool) (out, loca []byte) {
	align := 2
	if long {
		align = 4
	}
	from := len(dst)
	loca = make([]byte, 0, align*(len(s.data)+1))
	place := func() {
		if long {
			loca = binary.BigEndian.AppendUint32(loca, uint32(len(dst)-from))
		} else {
			loca = binary.BigEndian.AppendUint16(loca, uint16((len(dst)-from)/2))
		}
	}
	for _, g := range s.data {
		place()
		at := len(dst)
		switch {
		case isComposite(g):
			dst = append(dst, g...)
			s.renumber(dst[at:], g)
			if dropHints {
				dst = dst[:at+withoutInstructions(dst[at:], g)]
			}
		case dropHints && len(g) > 0:
			// A glyph too short for its own counts is kept as it is: Validate is where it is refused.
			at := 10 + 2*int(i16(g, 0))
			end := at + 2
			if end <= len(g) {
				end += int(u16(g, at))
			}
			if end == at+2 || end > len(g) {
				dst = append(dst, g...)
			} else {
				dst = append(append(dst, g[:at]...), 0, 0)
				dst = append(dst, g[end:]...)
			}
		default:
			dst = append(dst, g...)
		}
		for (len(dst)-from)%align != 0 {
			dst = append(dst, 0)
		}
	}
	place()
	return dst, loca
}

// renumber puts the subset's glyph numbers into the components of a composite glyph; collect has checked that it is whole.
func (s *scratch) renumber(b []byte, g string) {
	for at, more := 10, true; more; {
		c, next, err := nextComponent(g, at)
		if err != nil {
			return
		}
		binary.BigEndian.PutUint16(b[c.at:], s.index[c.gid])
		at, more = next, c.flags&moreFollow != 0
	}
}

// withoutInstructions clears the instruction flags of a composite glyph and returns its length without instructions.
func withoutInstructions(b []byte, g string) int {
	for at := 10; ; {
		c, next, err := nextComponent(g, at)
		if err != nil {
			return len(b)
		}
		binary.BigEndian.PutUint16(b[c.at-2:], c.flags&^haveInstructs)
		if at = next; c.flags&moreFollow == 0 {
			return at
		}
	}
}

// appendSearch writes count and the three numbers for binary search that old readers want.
func appendSearch(b []byte, count, unit int) []byte {
	power, log := 1, 0
	for power*2 <= count {
		power, log = power*2, log+1
	}
	for _, v := range []int{count, power * unit, log, (count - power) * unit} {
		b = binary.BigEndian.AppendUint16(b, uint16(v))
	}
	return b
}

// checksum is the sum of the 32-bit words of a padded table.
func checksum(b []byte) (sum uint32) {
	for len(b) >= 4 {
		sum += binary.BigEndian.Uint32(b)
		b = b[4:]
	}
	return sum
}
