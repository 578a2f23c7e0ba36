package sfnt

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// Options of a subset; the zero value is what a PDF FontFile2 wants.
type Options struct {
	// Runes tells the character of each glyph, Runes[i] of gids[i], 0 for none. When given, the subset keeps cmap,
	// name, OS/2 and post, for formats whose readers look characters up in the font file (OFD).
	Runes []rune
}

// maxSubset bounds the outlines of a subset, against fonts whose glyphs all claim the whole file.
const maxSubset = 1 << 27

// AppendSubset appends to dst a TrueType file whose glyph i is glyph gids[i] of f. gids[0] must be 0 (.notdef); a glyph
// may be in the list more than once, and BlankEm and BlankZero give empty glyphs. The parts of composite glyphs follow
// at the end. Advances are those of f. The same list gives the same bytes. Errors are *Error (Forbidden, Corrupt), or a
// plain error for a wrong list.
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
	list, numbers, offsets, err := f.cut(gids)
	if err != nil {
		return nil, err
	}
	type table struct{ tag, data string }
	rest := append(make([]table, 0, 8), table{"cvt ", f.cvt}, table{"fpgm", f.fpgm}, table{"prep", f.prep})
	if o.Runes != nil {
		post := [32]byte{1: 3} // version 3.0: no names of glyphs
		if len(f.post) >= 32 {
			copy(post[4:], f.post[4:32])
		}
		rest = append(rest, table{"OS/2", f.os2}, table{"cmap", string(appendCmap(nil, o.Runes))}, table{"name", f.name},
			table{"post", string(post[:])})
	}
	size := offsets[len(list)]
	count := 5
	if size > 0 {
		count++
	}
	for _, t := range rest {
		if t.data != "" {
			count++
		}
	}

	start := len(dst)
	dst = slices.Grow(dst, size+8*len(list)+4096)
	dst = append(dst, make([]byte, DirectorySize(count))...)
	head := len(dst)
	dst, dir := AppendTables(dst, make([]Entry, 0, count), head-start, f, list, func(i int) int { return offsets[i+1] - offsets[i] })
	for _, t := range rest {
		if t.data == "" {
			continue
		}
		from := len(dst)
		dst = pad(append(dst, t.data...), len(t.data))
		dir = append(dir, Entry{t.tag, from - start, len(t.data), checksum(dst[from:])})
	}
	if from := len(dst); size > 0 {
		for _, gid := range list {
			g, err := f.Description(gid)
			switch {
			case err != nil:
				return nil, err
			case isComposite(g):
				dst = append(dst, Renumber(g, numbers)...)
			default:
				dst = append(dst, g...)
			}
			if len(g)%2 != 0 {
				dst = append(dst, 0)
			}
		}
		dst = pad(dst, size)
		dir = append(dir, Entry{"glyf", from - start, size, checksum(dst[from:])})
	}
	_, adjustment := AppendDirectory(dst[:start], dir)
	binary.BigEndian.PutUint32(dst[head+8:], adjustment)
	return dst, nil
}

// cut is the glyphs of a subset with the parts of composites, the number each part has there, and the place of each
// description, with one more for the end.
func (f *Font) cut(gids []uint16) (list []uint16, numbers map[uint16]uint16, offsets []int, err error) {
	numbers = make(map[uint16]uint16, len(gids))
	for i, gid := range gids {
		if _, ok := numbers[gid]; !ok {
			numbers[gid] = uint16(i)
		}
	}
	loops := closure{f: f}
	list, err = Close(append([]uint16(nil), gids...), numbers, func(gid uint16) (string, error) {
		g, err := f.Description(gid)
		if err == nil && isComposite(g) {
			err = loops.visit(gid, g)
		}
		return g, err
	})
	if err != nil {
		return nil, nil, nil, err
	}
	offsets = append(make([]int, 0, len(list)+1), 0)
	size := 0
	for _, gid := range list {
		g, err := f.Description(gid)
		if err != nil {
			return nil, nil, nil, err
		}
		if size += (len(g) + 1) &^ 1; size > maxSubset {
			return nil, nil, nil, corrupt("glyf", "字形轮廓太大")
		}
		offsets = append(offsets, size)
	}
	return list, numbers, offsets, nil
}
