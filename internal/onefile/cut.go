package onefile

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/gongbiao/gongbiao/internal/sfnt"
)

// cut is a face without the outlines of the characters that are not kept. Everything else of the file stays as it is,
// glyph numbers and the head above all, so that a text set with it gives the same bytes as with the whole face. A
// character without an outline is one that the face does not have (fonts.Face.Glyph), and is refused by name.
func cut(data string, keep func(rune) bool) ([]byte, error) {
	font, err := sfnt.Parse(data, 0)
	if err != nil {
		return nil, err
	}
	gids, numbers := []uint16{0}, map[uint16]uint16{0: 0}
	for r := rune(0); r <= 0x10FFFF; r++ {
		if gid := font.Glyph(r); gid != 0 && keep(r) {
			if _, has := numbers[gid]; !has {
				numbers[gid] = uint16(len(gids))
				gids = append(gids, gid)
			}
		}
	}
	if gids, err = sfnt.Close(gids, numbers, font.Description); err != nil { // the parts of composite glyphs
		return nil, err
	}
	glyf, loca := []byte{}, []byte{}
	long := font.Table("head")[51] == 1
	for gid := range font.Glyphs() + 1 {
		switch {
		case long:
			loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		case len(glyf) > 2*0xFFFF:
			return nil, fmt.Errorf("%d bytes of outlines in a font with short offsets", len(glyf))
		default:
			loca = binary.BigEndian.AppendUint16(loca, uint16(len(glyf)/2))
		}
		if _, kept := numbers[uint16(gid)]; kept && gid < font.Glyphs() {
			d, err := font.Description(uint16(gid))
			if err != nil {
				return nil, err
			}
			glyf = append(glyf, d...)
			glyf = append(glyf, make([]byte, -len(glyf)&3)...)
		}
	}
	return replaced(data, map[string][]byte{"glyf": glyf, "loca": loca}), nil
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
