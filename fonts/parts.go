package fonts

// Parts of a face for painters that put subsets together themselves (internal/paint/pdf).

// Glyphs is the number of glyphs of the face; the blanks (BlankEm, BlankZero) are beyond it.
func (f *Face) Glyphs() int { return f.font.Glyphs() }

// Bearing is the left side bearing of a glyph in font units; 0 for the blanks.
func (f *Face) Bearing(gid uint16) int { return f.font.Bearing(gid) }

// Description is the bytes of a glyph in the glyf table, empty for a glyph without an outline. The error is an *sfnt.Error.
func (f *Face) Description(gid uint16) (string, error) { return f.font.Description(gid) }

// Table is the bytes of head, hhea, maxp, cvt, fpgm or prep (with their four-byte tags); empty if the face has none.
func (f *Face) Table(tag string) string { return f.font.Table(tag) }
