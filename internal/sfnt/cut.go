package sfnt

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// What every writer of subsets needs, whether it holds the file in memory (AppendSubset) or glues it from compressed
// glyphs (internal/paint/pdf): the closure of composite glyphs, the tables that follow from the list of glyphs, the
// table directory.

// Source is the font a subset is cut from.
type Source interface {
	Table(tag string) string // as Font.Table
	Advance(gid uint16) int
	Bearing(gid uint16) int
}

// Close appends to gids the parts of composite glyphs, and theirs, each once. numbers is where the parts are in the
// list; those it has are not appended again, those appended are added to it. describe gives the description of a glyph
// of the font, and may leave out those that are not composite.
func Close(gids []uint16, numbers map[uint16]uint16, describe func(gid uint16) (string, error)) ([]uint16, error) {
	for i := 0; i < len(gids); i++ {
		g, err := describe(gids[i])
		if err != nil {
			return nil, err
		}
		if !isComposite(g) {
			continue
		}
		for c, err := range components(g) {
			if err != nil {
				return nil, err
			}
			if _, ok := numbers[c.gid]; ok {
				continue
			}
			if len(gids) >= MaxGlyphs {
				return nil, corrupt("glyf", "子集的字形太多")
			}
			numbers[c.gid] = uint16(len(gids))
			gids = append(gids, c.gid)
		}
	}
	return gids, nil
}

// Renumber is a composite glyph with the numbers its parts have in the subset. Close has walked it before.
func Renumber(g string, numbers map[uint16]uint16) []byte {
	b := []byte(g)
	for c, err := range components(g) {
		if err == nil {
			binary.BigEndian.PutUint16(b[c.at:], numbers[c.gid])
		}
	}
	return b
}

// Entry is one table in the directory of a file: its tag, its place, its length without padding and its checksum.
type Entry struct {
	Tag        string
	At, Length int
	Sum        uint32
}

// DirectorySize is the length of the directory of n tables.
func DirectorySize(n int) int { return 12 + 16*n }

// AppendTables appends to dst the tables head, hhea, hmtx, loca and maxp of a subset, each padded to four bytes, and
// their entries to dir; at is the place of the first in the file. size is the length of the description of glyph i,
// which is even. The field checkSumAdjustment, 8 bytes into head, is 0 until AppendDirectory tells it.
func AppendTables(dst []byte, dir []Entry, at int, f Source, gids []uint16, size func(i int) int) ([]byte, []Entry) {
	start, total := len(dst), 0
	for i := range gids {
		total += size(i)
	}
	long := total > 2*0xFFFF
	full := len(gids) // glyphs with an advance of their own: the tail with equal advances shares one
	for last := f.Advance(gids[full-1]); full > 1 && f.Advance(gids[full-2]) == last; {
		full--
	}
	from := start
	end := func(tag string) {
		length := len(dst) - from
		dst = pad(dst, len(dst)-from)
		dir = append(dir, Entry{tag, at + from - start, length, checksum(dst[from:])})
		from = len(dst)
	}

	dst = append(dst, f.Table("head")[:54]...)
	binary.BigEndian.PutUint32(dst[from+8:], 0)
	dst[from+50], dst[from+51] = 0, 0
	if long {
		dst[from+51] = 1
	}
	end("head")

	dst = append(dst, f.Table("hhea")[:36]...)
	binary.BigEndian.PutUint16(dst[from+34:], uint16(full))
	end("hhea")

	for i, gid := range gids {
		if i < full {
			dst = binary.BigEndian.AppendUint16(dst, uint16(f.Advance(gid)))
		}
		dst = binary.BigEndian.AppendUint16(dst, uint16(f.Bearing(gid)))
	}
	end("hmtx")

	offset := 0
	for i := range len(gids) + 1 {
		if long {
			dst = binary.BigEndian.AppendUint32(dst, uint32(offset))
		} else {
			dst = binary.BigEndian.AppendUint16(dst, uint16(offset/2))
		}
		if i < len(gids) {
			offset += size(i)
		}
	}
	end("loca")

	dst = append(dst, f.Table("maxp")[:32]...)
	binary.BigEndian.PutUint16(dst[from+4:], uint16(len(gids)))
	end("maxp")
	return dst, dir
}

// AppendDirectory appends to dst the beginning of a TrueType file with these tables, and tells head's
// checkSumAdjustment. It sorts dir by tag.
func AppendDirectory(dst []byte, dir []Entry) (out []byte, adjustment uint32) {
	start := len(dst)
	dst = append(dst, 0, 1, 0, 0)
	dst = appendSearch(dst, len(dir), 16)
	slices.SortFunc(dir, func(a, b Entry) int { return cmp.Compare(a.Tag, b.Tag) })
	total := uint32(0)
	for _, e := range dir {
		dst = append(dst, e.Tag...)
		dst = binary.BigEndian.AppendUint32(dst, e.Sum)
		dst = binary.BigEndian.AppendUint32(dst, uint32(e.At))
		dst = binary.BigEndian.AppendUint32(dst, uint32(e.Length))
		total += e.Sum
	}
	return dst, 0xB1B0AFBA - total - checksum(dst[start:])
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

// pad fills up a table of that length to four bytes.
func pad(b []byte, length int) []byte { return append(b, make([]byte, -length&3)...) }

// checksum is the sum of the 32-bit words of a padded table.
func checksum(b []byte) (sum uint32) {
	for len(b) >= 4 {
		sum += binary.BigEndian.Uint32(b)
		b = b[4:]
	}
	return sum
}
