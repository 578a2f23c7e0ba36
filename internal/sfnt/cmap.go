package sfnt

import "sort"

// cmap is one Unicode subtable of format 4 or 12.
type cmap struct {
	wide   bool   // format 12
	data   string // format 4: from its start; format 12: the groups
	n      int    // segments or groups
	glyphs int
}

// parseCmap picks the best Unicode subtable: full repertoire (3,10 or 0,4 and 0,6) of format 12 before BMP (3,1 or 0,x)
// of format 4.
func parseCmap(t string, glyphs int) (cmap, error) {
	if len(t) < 4 {
		return cmap{}, corrupt("cmap", "缺少或被截断")
	}
	n := int(u16(t, 2))
	if len(t) < 4+8*n {
		return cmap{}, corrupt("cmap", "被截断")
	}
	best, bestRank := cmap{}, 0
	for i := range n {
		platform, encoding, off := u16(t, 4+8*i), u16(t, 6+8*i), u32(t, 8+8*i)
		if platform != 0 && (platform != 3 || encoding != 1 && encoding != 10) || platform == 0 && encoding == 5 {
			continue
		}
		if uint64(off)+4 > uint64(len(t)) {
			return cmap{}, corrupt("cmap", "子表位置超出该表")
		}
		sub := t[off:]
		switch format := u16(sub, 0); {
		case format == 12 && bestRank < 2:
			if len(sub) < 16 {
				return cmap{}, corrupt("cmap", "格式 12 的子表被截断")
			}
			groups := u32(sub, 12)
			if groups > uint32(len(sub)-16)/12 {
				return cmap{}, corrupt("cmap", "格式 12 的子表说有 %d 组，放不下", groups)
			}
			best, bestRank = cmap{true, sub[16 : 16+12*int(groups)], int(groups), glyphs}, 2
		case format == 4 && bestRank < 1:
			if len(sub) < 16 {
				return cmap{}, corrupt("cmap", "格式 4 的子表被截断")
			}
			segs := int(u16(sub, 6) / 2)
			if 16+8*segs > len(sub) {
				return cmap{}, corrupt("cmap", "格式 4 的子表说有 %d 段，放不下", segs)
			}
			// The length field overflows in large fonts, so the end of the table is the only bound.
			best, bestRank = cmap{false, sub, segs, glyphs}, 1
		}
	}
	if bestRank == 0 {
		return cmap{}, &Error{NoUnicode, "cmap", "没有 Unicode 字符映射（格式 4 或 12）"}
	}
	return best, nil
}

// span is segment or group i: its first and last character.
func (c *cmap) span(i int) (lo, hi uint32) {
	if c.wide {
		return u32(c.data, 12*i), u32(c.data, 12*i+4)
	}
	return uint32(u16(c.data, 16+2*c.n+2*i)), uint32(u16(c.data, 14+2*i))
}

// glyph is the glyph of r, which lies in segment i whose first character is lo; 0 if it has none.
func (c *cmap) glyph(i int, lo, r uint32) uint16 {
	var g uint32
	if c.wide {
		g = u32(c.data, 12*i+8) + (r - lo)
	} else {
		delta := u16(c.data, 16+4*c.n+2*i)
		at := 16 + 6*c.n + 2*i
		if off := int(u16(c.data, at)); off == 0 {
			g = uint32(uint16(r) + delta)
		} else if at += off + 2*int(r-lo); at+2 <= len(c.data) {
			if v := u16(c.data, at); v != 0 {
				g = uint32(v + delta)
			}
		}
	}
	if g >= uint32(c.glyphs) {
		return 0
	}
	return uint16(g)
}

// first is the first segment that ends at or after r.
func (c *cmap) first(r uint32) int {
	return sort.Search(c.n, func(i int) bool { _, hi := c.span(i); return hi >= r })
}

// Glyph is the glyph the font's character map gives r, 0 if none.
func (f *Font) Glyph(r rune) uint16 {
	c := &f.cmap
	if r < 0 || !c.wide && r > 0xFFFF {
		return 0
	}
	if i := c.first(uint32(r)); i < c.n {
		if lo, _ := c.span(i); uint32(r) >= lo {
			return c.glyph(i, lo, uint32(r))
		}
	}
	return 0
}

// GlyphPage fills in the glyphs of the 256 characters from base, a multiple of 256: the quick way to fill a table.
func (f *Font) GlyphPage(base rune, out *[256]uint16) {
	c := &f.cmap
	*out = [256]uint16{}
	if base < 0 || !c.wide && base > 0xFFFF {
		return
	}
	from, to := uint32(base), uint32(base)+255
	for i := c.first(from); i < c.n; i++ {
		lo, hi := c.span(i)
		if lo > to {
			break
		}
		for r := max(lo, from); r <= min(hi, to); r++ {
			out[r-from] = c.glyph(i, lo, r)
		}
		if hi >= to {
			break
		}
	}
}

// check finds segments out of order, which would make the search miss characters.
func (c *cmap) check() error {
	prev := -1
	for i := range c.n {
		lo, hi := c.span(i)
		if hi < lo || int(lo) <= prev || hi > 0x10FFFF {
			return corrupt("cmap", "第 %d 段 %X–%X 次序不对", i+1, lo, hi)
		}
		prev = int(hi)
	}
	return nil
}
