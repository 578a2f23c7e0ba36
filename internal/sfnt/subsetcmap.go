package sfnt

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// run is neighbouring characters with neighbouring glyphs.
type run struct{ lo, hi, gid uint32 }

// appendCmap writes a cmap of formats 4 (BMP) and 12 (all) that leads runes[i] to glyph i. Of a character given twice
// the first glyph holds.
func appendCmap(dst []byte, runes []rune) []byte {
	list := make([]run, 0, len(runes))
	for gid, r := range runes {
		if r > 0 && r <= 0x10FFFF {
			list = append(list, run{uint32(r), uint32(r), uint32(gid)})
		}
	}
	slices.SortStableFunc(list, func(a, b run) int { return cmp.Compare(a.lo, b.lo) })
	list = slices.CompactFunc(list, func(a, b run) bool { return a.lo == b.lo })
	wide := join(list)
	bmp := list[:0:0]
	for _, r := range list {
		if r.lo < 0xFFFF {
			bmp = append(bmp, r)
		}
	}
	bmp = append(join(bmp), run{0xFFFF, 0xFFFF, 0})

	dst = slices.Grow(dst, 64+8*len(bmp)+12*len(wide))
	size4 := 16 + 8*len(bmp)
	hasBMP := size4 <= 0xFFFF
	u16 := func(v int) { dst = binary.BigEndian.AppendUint16(dst, uint16(v)) }
	u32 := func(v int) { dst = binary.BigEndian.AppendUint32(dst, uint32(v)) }
	u16(0)
	at := 12
	if hasBMP {
		u16(2)
		at = 20
		u16(3)
		u16(1)
		u32(at)
		at += size4
	} else {
		u16(1)
	}
	u16(3)
	u16(10)
	u32(at)
	if hasBMP {
		u16(4)
		u16(size4)
		u16(0)
		n := len(dst)
		dst = appendSearch(dst, len(bmp), 2)
		binary.BigEndian.PutUint16(dst[n:], uint16(2*len(bmp)))
		for _, r := range bmp {
			u16(int(r.hi))
		}
		u16(0)
		for _, r := range bmp {
			u16(int(r.lo))
		}
		for _, r := range bmp {
			if r.lo == 0xFFFF {
				u16(1)
			} else {
				u16(int(r.gid) - int(r.lo))
			}
		}
		for range bmp {
			u16(0)
		}
	}
	u16(12)
	u16(0)
	u32(16 + 12*len(wide))
	u32(0)
	u32(len(wide))
	for _, r := range wide {
		u32(int(r.lo))
		u32(int(r.hi))
		u32(int(r.gid))
	}
	return dst
}

// join makes runs of sorted single characters.
func join(list []run) []run {
	out := make([]run, 0, len(list)+1)
	for _, r := range list {
		if n := len(out); n > 0 && out[n-1].hi+1 == r.lo && out[n-1].gid+(r.lo-out[n-1].lo) == r.gid {
			out[n-1].hi = r.lo
		} else {
			out = append(out, r)
		}
	}
	return out
}
