package sfnt

// Bearing is the left side bearing of a glyph in font units; 0 for a glyph the font has not.
func (f *Font) Bearing(gid uint16) int {
	if int(gid) >= f.glyphs {
		return 0
	}
	return int(f.bearing(gid))
}

// Description is the bytes of a glyph in the glyf table, at least 10 or none for a glyph without an outline.
func (f *Font) Description(gid uint16) (string, error) { return f.glyph(gid) }

// Table is the bytes of one of the tables a subset needs, empty for any other or if absent. head, hhea and maxp are
// whole: at least 54, 36 and 32 bytes.
func (f *Font) Table(tag string) string {
	switch tag {
	case "head":
		return f.head
	case "hhea":
		return f.hhea
	case "maxp":
		return f.maxp
	case "cvt ":
		return f.cvt
	case "fpgm":
		return f.fpgm
	case "prep":
		return f.prep
	}
	return ""
}
