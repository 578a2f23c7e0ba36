package fonts

import "github.com/gongbiao/gongbiao/internal/sfnt"

// What the writers of formats take from a face: contours where glyphs are painted as paths (SVG, PNG), a font file of
// few glyphs where it is embedded (OFD), or descriptions and tables, where a writer puts the file together itself
// (PDF). Errors of a glyph say in Chinese what of the font file is corrupt; WithFolder has refused such files before.

// Point is a point of a quadratic outline in font units, y upwards. Scaled parts of composite glyphs fall between whole
// units, hence the float: an outline is painted, never added up.
type Point struct {
	X, Y float64
	On   bool // on the curve; two points off the curve have one on it halfway between them
}

// Outline is the closed contours of a glyph; nil for a blank glyph.
func (f *Face) Outline(gid uint16) ([][]Point, error) {
	contours, err := f.font().Outline(gid)
	var out [][]Point
	for _, c := range contours {
		points := make([]Point, len(c))
		for i, p := range c {
			points[i] = Point(p)
		}
		out = append(out, points)
	}
	return out, err
}

// SubsetOptions of AppendSubset; the zero value is what a PDF FontFile2 wants.
type SubsetOptions struct {
	// Runes tells the character of each glyph, Runes[i] of gids[i], 0 for none. When given, the subset keeps cmap,
	// name, OS/2 and post, for formats whose readers look characters up in the font file (OFD).
	Runes []rune
}

// AppendSubset appends to dst a TrueType file whose glyph i is glyph gids[i] of the face. gids[0] must be 0 (.notdef);
// a glyph may be in the list more than once, and BlankEm and BlankZero give empty glyphs. The parts of composite glyphs
// follow at the end. Advances are those of the face. The same list gives the same bytes.
func (f *Face) AppendSubset(dst []byte, gids []uint16, o SubsetOptions) ([]byte, error) {
	return f.font().AppendSubset(dst, gids, sfnt.Options(o))
}

// Data is the whole font file; a copy, so that a library that writes into font bytes does no harm.
func (f *Face) Data() []byte { return []byte(f.data) }

// Glyphs is the number of glyphs of the face; the blanks (BlankEm, BlankZero) are beyond it.
func (f *Face) Glyphs() int { return f.font().Glyphs() }

// Bearing is the left side bearing of a glyph in font units; 0 for the blanks.
func (f *Face) Bearing(gid uint16) int { return f.font().Bearing(gid) }

// Description is the bytes of a glyph in the glyf table, empty for a glyph without an outline.
func (f *Face) Description(gid uint16) (string, error) { return f.font().Description(gid) }

// Table is the bytes of head, hhea, maxp, cvt, fpgm or prep (with their four-byte tags); empty if the face has none.
// head, hhea and maxp have at least 54, 36 and 32 bytes.
func (f *Face) Table(tag string) string { return f.font().Table(tag) }
