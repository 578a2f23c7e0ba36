package fonts

import "github.com/gongbiao/gongbiao/internal/sfnt"

// What the writers of other formats take from a face: contours where glyphs are painted as paths (SVG, PNG), a font file of few glyphs
// where it is embedded (OFD), the whole file where another library wants it.

// Types of package sfnt, so that a writer imports nothing but fonts.
type (
	Point         = sfnt.Point
	SubsetOptions = sfnt.Options
)

// Outline is the contours of a glyph in font units, y upwards.
func (f *Face) Outline(gid uint16) ([][]Point, error) { return f.font.Outline(gid) }

// AppendSubset appends to dst a TrueType file with the glyphs in the given order, gids[0] = 0; see sfnt.Font.AppendSubset.
func (f *Face) AppendSubset(dst []byte, gids []uint16, o SubsetOptions) ([]byte, error) {
	return f.font.AppendSubset(dst, gids, o)
}

// Data is the whole font file; a copy, so that a library that writes into font bytes does no harm.
func (f *Face) Data() []byte { return []byte(f.data) }
