package sfnt

import "iter"

// Description is the bytes of a glyph in the glyf table, at least 10 or none for a glyph without an outline.
func (f *Font) Description(gid uint16) (string, error) {
	if int(gid) >= f.glyphs {
		if gid == BlankEm || gid == BlankZero {
			return "", nil
		}
		return "", corrupt("glyf", "没有字形 %d（共 %d 个）", gid, f.glyphs)
	}
	var from, to uint32
	if f.longLoca {
		from, to = u32(f.loca, 4*int(gid)), u32(f.loca, 4*int(gid)+4)
	} else {
		from, to = 2*uint32(u16(f.loca, 2*int(gid))), 2*uint32(u16(f.loca, 2*int(gid)+2))
	}
	if from == to {
		return "", nil
	}
	if from > to || uint64(to) > uint64(len(f.glyf)) || to-from < 10 {
		return "", corrupt("loca", "字形 %d 的位置 %d–%d 不对", gid, from, to)
	}
	return f.glyf[from:to], nil
}

func isComposite(g string) bool { return len(g) >= 10 && i16(g, 0) < 0 }

// Flags of a component in a composite glyph.
const (
	argsAreWords = 1 << 0
	argsAreXY    = 1 << 1
	haveScale    = 1 << 3
	moreFollow   = 1 << 5
	haveXYScale  = 1 << 6
	haveTwoByTwo = 1 << 7
)

// component is one part of a composite glyph; its glyph number is at at, its last byte before end.
type component struct {
	flags, gid uint16
	at, end    int
	dx, dy     int16    // offset, when argsAreXY
	m          [4]int16 // xx, yx, xy, yy in 2.14
}

// components are the parts of a composite glyph in order; an error comes last.
func components(g string) iter.Seq2[component, error] {
	return func(yield func(component, error) bool) {
		for at := 10; ; {
			c, err := readComponent(g, at)
			if !yield(c, err) || err != nil || c.flags&moreFollow == 0 {
				return
			}
			at = c.end
		}
	}
}

// readComponent reads the component at offset at.
func readComponent(g string, at int) (c component, err error) {
	short := func() (component, error) { return c, corrupt("glyf", "复合字形被截断") }
	if at+4 > len(g) {
		return short()
	}
	c.flags, c.gid, c.at = u16(g, at), u16(g, at+2), at+2
	at += 4
	size := 2
	if c.flags&argsAreWords != 0 {
		size = 4
	}
	n := 0
	switch {
	case c.flags&haveScale != 0:
		n = 1
	case c.flags&haveXYScale != 0:
		n = 2
	case c.flags&haveTwoByTwo != 0:
		n = 4
	}
	if at+size+2*n > len(g) {
		return short()
	}
	if c.flags&argsAreXY != 0 {
		if size == 4 {
			c.dx, c.dy = i16(g, at), i16(g, at+2)
		} else {
			c.dx, c.dy = int16(int8(g[at])), int16(int8(g[at+1]))
		}
	}
	at += size
	var v [4]int16
	for i := range n {
		v[i] = i16(g, at+2*i)
	}
	switch n {
	case 0:
		c.m = [4]int16{1 << 14, 0, 0, 1 << 14}
	case 1:
		c.m = [4]int16{v[0], 0, 0, v[0]}
	case 2:
		c.m = [4]int16{v[0], 0, 0, v[1]}
	case 4:
		c.m = v
	}
	c.end = at + 2*n
	return c, nil
}

// simple is where the parts of a simple glyph are.
type simple struct {
	contours, points  int
	instructions, end int // offset of the instruction length, and of the flags after the instructions
	xs, ys            int // offsets of the coordinates
}

// readSimple walks a simple glyph and checks that it is whole.
func readSimple(g string) (s simple, err error) {
	bad := func() (simple, error) { return s, corrupt("glyf", "字形轮廓被截断或自相矛盾") }
	if len(g) == 0 {
		return s, nil
	}
	s.contours = int(i16(g, 0))
	s.instructions = 10 + 2*s.contours
	if s.contours == 0 {
		s.end, s.xs, s.ys = len(g), len(g), len(g)
		s.instructions = len(g)
		return s, nil
	}
	if s.instructions+2 > len(g) {
		return bad()
	}
	last := -1
	for i := range s.contours {
		e := int(u16(g, 10+2*i))
		if e < last {
			return bad()
		}
		last = e
	}
	s.points = last + 1
	s.end = s.instructions + 2 + int(u16(g, s.instructions))
	at, xs, ys := s.end, 0, 0
	for p := 0; p < s.points; {
		if at >= len(g) {
			return bad()
		}
		flag, times := g[at], 1
		at++
		if flag&8 != 0 {
			if at >= len(g) {
				return bad()
			}
			times += int(g[at])
			at++
		}
		if p += times; p > s.points {
			return bad()
		}
		if flag&2 != 0 {
			xs += times
		} else if flag&16 == 0 {
			xs += 2 * times
		}
		if flag&4 != 0 {
			ys += times
		} else if flag&32 == 0 {
			ys += 2 * times
		}
	}
	s.xs, s.ys = at, at+xs
	if s.ys+ys > len(g) {
		return bad()
	}
	return s, nil
}

// Validate walks everything Parse left alone: the order of the character map, the place and outline of each glyph,
// loops of composites. It takes some milliseconds for a large font and is meant for fonts that come from outside.
func (f *Font) Validate() error {
	if err := f.cmap.check(); err != nil {
		return err
	}
	w := closure{f: f}
	for gid := range f.glyphs {
		g, err := f.Description(uint16(gid))
		if err != nil {
			return err
		}
		if isComposite(g) {
			err = w.visit(uint16(gid), g)
		} else {
			_, err = readSimple(g)
		}
		if err != nil {
			return corrupt("glyf", "字形 %d：%s", gid, err.(*Error).Detail)
		}
	}
	return nil
}

// maxParts is the most simple glyphs a composite may come to: a handful in real fonts. Composites of composites double
// with each level, and a viewer that draws one with 2³⁰ parts never ends.
const maxParts = 1000

// closure looks for loops in composite glyphs: state 1 is being visited, 2 is done, and parts says how many simple
// glyphs it comes to.
type closure struct {
	f     *Font
	state []uint8
	parts []int32
	depth int
}

func (w *closure) visit(gid uint16, g string) error {
	if w.state == nil {
		w.state, w.parts = make([]uint8, w.f.glyphs), make([]int32, w.f.glyphs)
	}
	switch w.state[gid] {
	case 1:
		return corrupt("glyf", "复合字形互相引用，成了圈")
	case 2:
		return nil
	}
	if w.depth++; w.depth > 64 {
		return corrupt("glyf", "复合字形嵌套太深")
	}
	w.state[gid] = 1
	parts := int32(0)
	for c, err := range components(g) {
		if err != nil {
			return err
		}
		if int(c.gid) >= w.f.glyphs {
			return corrupt("glyf", "引用了没有的字形 %d", c.gid)
		}
		part, err := w.f.Description(c.gid)
		if err != nil {
			return err
		}
		if isComposite(part) {
			if err := w.visit(c.gid, part); err != nil {
				return err
			}
			parts += w.parts[c.gid]
		} else {
			parts++
		}
		if parts > maxParts {
			return corrupt("glyf", "复合字形由 %d 个以上的部件拼成", maxParts)
		}
	}
	w.state[gid], w.parts[gid] = 2, parts
	w.depth--
	return nil
}
