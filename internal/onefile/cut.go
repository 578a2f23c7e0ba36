package onefile

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/gongbiao/gongbiao/internal/sfnt"
)

// cut is a face without the characters that are not kept: they are taken off its list of characters, and their outlines
// with them. Everything else of the file stays as it is, glyph numbers and the head above all, so that a text set with
// it gives the same bytes as with the whole face.
func cut(data string, keep func(rune) bool) ([]byte, error) {
	font, err := sfnt.Parse(data, 0)
	if err != nil {
		return nil, err
	}
	gids, numbers := []uint16{0}, map[uint16]uint16{0: 0}
	var characters []character
	for r := rune(0); r <= 0x10FFFF; r++ {
		gid := font.Glyph(r)
		if gid == 0 || !keep(r) {
			continue
		}
		characters = append(characters, character{r, gid})
		if _, has := numbers[gid]; !has {
			numbers[gid] = uint16(len(gids))
			gids = append(gids, gid)
		}
	}
	if _, err = sfnt.Close(gids, numbers, font.Description); err != nil { // the parts of composite glyphs
		return nil, err
	}
	glyf, loca, err := outlines(font, numbers)
	if err != nil {
		return nil, err
	}
	return replaced(data, map[string][]byte{"glyf": glyf, "loca": loca, "cmap": cmap(characters)}), nil
}

// outlines are the tables glyf and loca with the outlines of some glyphs.
func outlines(font *sfnt.Font, kept map[uint16]uint16) (glyf, loca []byte, err error) {
	long := font.Table("head")[51] == 1
	for gid := range font.Glyphs() + 1 {
		switch {
		case long:
			loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		case len(glyf) > 2*0xFFFF:
			return nil, nil, fmt.Errorf("%d bytes of outlines in a font with short offsets", len(glyf))
		default:
			loca = binary.BigEndian.AppendUint16(loca, uint16(len(glyf)/2))
		}
		if _, has := kept[uint16(gid)]; has && gid < font.Glyphs() {
			d, err := font.Description(uint16(gid))
			if err != nil {
				return nil, nil, err
			}
			glyf = append(glyf, d...)
		}
	}
	return glyf, loca, nil
}

type character struct {
	r   rune
	gid uint16
}

// cmap is the list of characters, sorted, as one subtable of format 12 (ISO/IEC 14496-22, 5.2.1.3.8).
func cmap(characters []character) []byte {
	var groups []byte
	for i := 0; i < len(characters); {
		n := 1
		for i+n < len(characters) && characters[i+n].r == characters[i].r+rune(n) && characters[i+n].gid == characters[i].gid+uint16(n) {
			n++
		}
		for _, v := range []uint32{uint32(characters[i].r), uint32(characters[i].r) + uint32(n-1), uint32(characters[i].gid)} {
			groups = binary.BigEndian.AppendUint32(groups, v)
		}
		i += n
	}
	out := []byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0} // one subtable: Windows, all of Unicode
	for _, v := range []uint32{uint32(16 + len(groups)), 0, uint32(len(groups) / 12)} {
		out = binary.BigEndian.AppendUint32(out, v)
	}
	return append(out, groups...)
}

// replaced is a font file with some of its tables in another form. That the directory is sound has been seen by Parse.
func replaced(data string, by map[string][]byte) []byte {
	count := int(binary.BigEndian.Uint16([]byte(data[4:6])))
	out := []byte(data[:12+16*count])
	entries := make([]int, count)
	for i := range entries {
		entries[i] = 12 + 16*i
	}
	at := func(e, field int) int { return int(binary.BigEndian.Uint32(out[e+field:])) }
	slices.SortFunc(entries, func(a, b int) int { return at(a, 8) - at(b, 8) }) // as they lie in the file
	for _, e := range entries {
		table, other := by[string(out[e:e+4])]
		if !other {
			table = []byte(data[at(e, 8) : at(e, 8)+at(e, 12)])
		}
		binary.BigEndian.PutUint32(out[e+8:], uint32(len(out)))
		binary.BigEndian.PutUint32(out[e+12:], uint32(len(table)))
		if other {
			binary.BigEndian.PutUint32(out[e+4:], sum(table))
		}
		out = append(out, table...)
		out = append(out, make([]byte, -len(out)&3)...)
	}
	return out
}

// sum is the checksum of a table: its words added up.
func sum(table []byte) (s uint32) {
	padded := append(slices.Clone(table), make([]byte, -len(table)&3)...)
	for i := 0; i < len(padded); i += 4 {
		s += binary.BigEndian.Uint32(padded[i:])
	}
	return s
}
