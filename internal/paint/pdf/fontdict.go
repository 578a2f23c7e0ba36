package pdf

import (
	"crypto/sha256"
	"encoding/binary"
	"unicode/utf16"

	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/model/page"
)

// font is a face as used in one file: which characters, each with a CID of its own, so that ToUnicode is exact even for
// characters that share a glyph. CIDs are glyph numbers of the subset. What stands for something else
// (page.Text.Entered) has a key of its own beyond the characters.
type font struct {
	face  *face
	obj   int // of the Type 0 dictionary
	index int // F0, F1, …
	runes []rune
	gids  []uint16
	cids  [18 * 256]*cidPage // by key>>8; the last 256 for stands
	free  []*cidPage

	stands   []stand // key standsFor+i
	standKey map[stand]rune
	seen     int // page last used on, for its resources
}

type cidPage [256]uint16

// stand is a character painted for a cluster entered: ToUnicode says what was entered.
type stand struct {
	painted rune
	entered string
}

const (
	standsFor = 0x110000 // the first key of a stand
	maxStands = 1 << 16
)

// key is what character r of t goes by: itself, or the key of what it stands for.
func (f *font) key(t *page.Text, r rune) rune {
	if t.Entered == "" || t.Entered == t.Text {
		return r
	}
	s := stand{r, t.Entered}
	if k := f.standKey[s]; k != 0 {
		return k
	}
	if f.standKey == nil {
		f.standKey = map[stand]rune{}
	}
	k := rune(standsFor + min(len(f.stands), maxStands-1)) // a font with more characters is refused when it is written
	f.standKey[s] = k
	f.stands = append(f.stands, s)
	return k
}

// putUTF16 appends a character in hexadecimal UTF-16.
func putUTF16(b []byte, r rune) []byte {
	if r < 0x10000 {
		return putHex16(b, uint16(r))
	}
	hi, lo := utf16.EncodeRune(r)
	return putHex16(putHex16(b, uint16(hi)), uint16(lo))
}

// pending marks a character that is collected and not numbered yet.
const pending = 0xffff

func (f *font) cid(r rune) uint16 {
	if p := f.cids[r>>8]; p != nil {
		return p[r&0xff]
	}
	return 0
}

func (f *font) setCID(r rune, cid uint16) {
	p := f.cids[r>>8]
	if p == nil {
		if n := len(f.free); n > 0 {
			p, f.free = f.free[n-1], f.free[:n-1]
		} else {
			p = new(cidPage)
		}
		f.cids[r>>8] = p
	}
	p[r&0xff] = cid
}

// reset forgets the characters, keeping the memory.
func (f *font) reset() {
	for _, r := range f.runes {
		if p := f.cids[r>>8]; p != nil {
			f.cids[r>>8] = nil
			*p = cidPage{}
			f.free = append(f.free, p)
		}
	}
	f.runes, f.gids = f.runes[:0], f.gids[:0]
	clear(f.stands)
	clear(f.standKey)
	f.stands = f.stands[:0]
	f.face, f.seen = nil, 0
}

// writeFont writes the Type 0 font, its descendant, descriptor, file and ToUnicode (ISO 32000-1, 9.7; ISO 19005-2,
// 6.2.11).
func (s *Stream) writeFont(f *font) error {
	sub := &s.subset
	sub.f, sub.parts = f.face, nil
	sub.gids, sub.glyphs = sub.gids[:0], sub.glyphs[:0]
	if err := sub.add(0); err != nil {
		return err
	}
	for _, gid := range f.gids {
		if err := sub.add(gid); err != nil {
			return err
		}
	}
	z, length, err := sub.file()
	if err != nil {
		return err
	}
	name := subsetTag(f) + "+" + f.face.name
	file, uni := s.f.alloc(), s.f.alloc()
	if s.f.plain {
		if z, err = inflate(z); err != nil {
			return err
		}
		s.f.coded(file, "/Length1 "+string(putInt(nil, length)), z)
	} else {
		s.f.coded(file, "/Filter/FlateDecode/Length1 "+string(putInt(nil, length)), z)
	}
	s.scratch = putToUnicode(s.scratch[:0], f)
	s.f.stream(uni, "", s.scratch)

	m := f.face.Metrics()
	k := func(v int) int { return scale(v, m.UnitsPerEm) }
	desc, child := s.f.alloc(), s.f.alloc()
	b := s.f.obj(desc)
	b = append(append(b, "<</Type/FontDescriptor/FontName/"...), name...)
	b = append(b, "/Flags 4/FontBBox["...)
	for i, v := range m.BBox {
		if i > 0 {
			b = append(b, ' ')
		}
		b = putInt(b, k(v))
	}
	b = putInt(append(b, "]/ItalicAngle "...), m.ItalicAngle/65536)
	b = putInt(append(b, "/Ascent "...), k(m.Ascent))
	b = putInt(append(b, "/Descent "...), k(m.Descent))
	b = putInt(append(b, "/CapHeight "...), k(m.CapHeight))
	b = putInt(append(b, "/StemV "...), k(m.StemV))
	b = putRef(append(b, "/FontFile2"...), file)
	s.f.done(append(b, ">>"...))

	b = s.f.obj(child)
	b = append(append(b, "<</Type/Font/Subtype/CIDFontType2/BaseFont/"...), name...)
	b = append(b, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity"...)
	b = putRef(append(b, "/FontDescriptor"...), desc)
	b = putWidths(append(b, "/DW 1000"...), f)
	s.f.done(append(b, ">>"...))

	b = s.f.obj(f.obj)
	b = append(append(b, "<</Type/Font/Subtype/Type0/BaseFont/"...), name...)
	b = putRef(append(b, "/Encoding/Identity-H/DescendantFonts["...), child)
	b = putRef(append(b, "]/ToUnicode"...), uni)
	s.f.done(append(b, ">>"...))
	return nil
}

// scale is v font units in 1/1000 em, rounded half up.
func scale(v, upem int) int {
	if v < 0 {
		return -scale(-v, upem)
	}
	return (2000*v + upem) / (2 * upem)
}

// putWidths appends W: runs of CIDs whose width is not 1 em, to 1/1000 of the 1/1000 em that the dictionary counts in.
func putWidths(b []byte, f *font) []byte {
	upem := f.face.UnitsPerEm()
	width := func(i int) int64 { return (2000000*int64(f.face.Advance(f.gids[i])) + int64(upem)) / int64(2*upem) }
	b = append(b, "/W["...)
	for i := 0; i < len(f.gids); {
		w := width(i)
		if w == 1000000 {
			i++
			continue
		}
		j := i + 1
		for j < len(f.gids) && width(j) == w {
			j++
		}
		if j-i > 3 { // a range: first last width
			b = append(putInt(b, i+1), ' ')
			b = append(putInt(b, j), ' ')
			b = append(base.AppendMilli(b, w), ' ')
			i = j
			continue
		}
		b = append(putInt(b, i+1), '[')
		for k := i; i < len(f.gids); i++ {
			w := width(i)
			if w == 1000000 || i+3 < len(f.gids) && w == width(i+1) && w == width(i+2) && w == width(i+3) {
				break
			}
			if i > k {
				b = append(b, ' ')
			}
			b = base.AppendMilli(b, w)
		}
		b = append(b, ']')
	}
	return append(b, ']')
}

// subsetTag is six letters from the characters of the subset, so that two subsets of a face have different names
// (9.6.4).
func subsetTag(f *font) string {
	h := sha256.New()
	h.Write([]byte(f.face.name))
	var b [256]byte
	n := 0
	for _, r := range f.runes {
		binary.BigEndian.PutUint32(b[n:], uint32(r))
		if n += 4; n == len(b) {
			h.Write(b[:])
			n = 0
		}
	}
	h.Write(b[:n])
	for _, s := range f.stands {
		h.Write([]byte(s.entered + "\x00" + string(s.painted) + "\x00"))
	}
	var sum [sha256.Size]byte
	h.Sum(sum[:0])
	v := binary.BigEndian.Uint64(sum[:])
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + byte(v%26)
		v /= 26
	}
	return string(tag)
}

// putToUnicode appends the CMap from CIDs to characters (9.10.3): single mappings only, at most 100 a block; ranges are
// what other producers get wrong.
func putToUnicode(b []byte, f *font) []byte {
	b = append(b, `/CIDInit/ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
/CMapName/Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><FFFF>
endcodespacerange
`...)
	for i := 0; i < len(f.runes); i += 100 {
		part := f.runes[i:min(i+100, len(f.runes))]
		b = append(putInt(b, len(part)), " beginbfchar\n"...)
		for k, r := range part {
			b = append(putHex16(append(b, '<'), uint16(i+k+1)), "><"...)
			if r < standsFor {
				b = putUTF16(b, r)
			} else {
				for _, e := range f.stands[r-standsFor].entered {
					b = putUTF16(b, e)
				}
			}
			b = append(b, ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n"...)
}
