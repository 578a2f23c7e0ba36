// Package fonts has the faces Gongbiao prints with. In: a family name as a layout says it (宋体, 黑体, Times) and a piece
// of text. Out: which face has it and how wide it is; and, for painters, glyph numbers, advances, metrics and subsets
// of a face.
//
// Ten faces are embedded (faces/, licences in licenses/, recipe build-fonts.py); WithFolder adds the user's own. A Set
// and everything reached from it is read-only and may be shared by any number of goroutines; tables are filled in when
// first needed.
//
// Widths are whole numbers: font units of a face, or millionths of an em.
package fonts

import (
	"math"
	"sync/atomic"
	"unicode"

	"github.com/gongbiao/gongbiao/internal/sfnt"
)

// Em is 1 em in the unit of Measure.
const Em = 1_000_000

// Blank glyphs that no font file has; Face.Glyph gives them, Advance and AppendSubset know them.
const (
	BlankEm   = sfnt.BlankEm   // 1 em wide: a tab
	BlankZero = sfnt.BlankZero // 0 wide: format characters, variation selectors
)

// Metrics is what a PDF FontDescriptor (ISO 32000-1, table 122) and a line of text need, in font units.
type Metrics struct {
	UnitsPerEm        int
	Ascent, Descent   int // Descent is negative
	CapHeight         int
	BBox              [4]int // xMin, yMin, xMax, yMax of all glyphs
	ItalicAngle       int    // 1/65536 degree counter-clockwise, negative for letters leaning right
	StemV             int    // estimated from the weight: TrueType fonts do not tell it
	Bold, Italic      bool
	FixedPitch, Serif bool
}

// Face is one face of a Set.
type Face struct {
	name    string // PostScript name, unique in its Set
	file    string // as the user knows it: GongbiaoSong-Regular.ttf, simsun.ttc#1
	licence string // short; empty for the user's own
	own     bool   // from the user's folder
	data    string
	read    atomic.Pointer[sfnt.Font] // see font
	glyphs  pages[[256]atomic.Uint32]
}

// looked marks what a table of characters has been asked for: the answer may be 0.
const looked = 1 << 16

// font is the file, read when it is first asked for: of the embedded faces a form needs two or three.
func (f *Face) font() *sfnt.Font {
	if font := f.read.Load(); font != nil {
		return font
	}
	return f.open()
}

func (f *Face) open() *sfnt.Font {
	font, err := sfnt.Parse(f.data, 0)
	if err != nil {
		panic("fonts: embedded " + f.file + ": " + err.Error()) // a broken build; a test holds the checksums
	}
	f.read.Store(font)
	return font
}

// Metrics are the metrics of the whole face.
func (f *Face) Metrics() Metrics { return Metrics(f.font().Metrics()) }

// UnitsPerEm is the number of font units in 1 em.
func (f *Face) UnitsPerEm() int { return f.font().UnitsPerEm() }

// Advance is the width of a glyph in font units. It knows the blank glyphs (BlankEm, BlankZero) too.
func (f *Face) Advance(gid uint16) int { return f.font().Advance(gid) }

// AdvanceEm is Advance in millionths of an em, rounded half up.
func (f *Face) AdvanceEm(gid uint16) int32 { return f.toEm(int64(f.font().Advance(gid))) }

func (f *Face) toEm(units int64) int32 {
	u := int64(f.font().UnitsPerEm())
	return int32(min((2*Em*units+u)/(2*u), math.MaxInt32))
}

// Glyph is the glyph that shows r in this face. ok is false if the face has none; then gid is 0.
//
// A tab is BlankEm; format characters (Blank) and variation selectors are BlankZero in every face. A no-break space is
// the glyph of the space. Controls and U+FEFF have no glyph whatever the font says.
func (f *Face) Glyph(r rune) (gid uint16, ok bool) {
	if r < 0 || r > 0x10FFFF {
		return 0, false
	}
	pg := f.glyphs.get(r)
	if pg == nil {
		pg = f.glyphs.put(r, new([256]atomic.Uint32))
	}
	at := &pg[r&0xFF]
	known := at.Load()
	if known == 0 {
		known = looked | uint32(f.look(r))
		at.Store(known) // two goroutines may look at once; they find the same
	}
	gid = uint16(known)
	return gid, gid != 0
}

// look finds the glyph of r, 0 if there is none.
func (f *Face) look(r rune) uint16 {
	for _, s := range special {
		if r >= s.lo && r <= s.hi {
			return s.gid
		}
	}
	if r == 0xA0 {
		r = ' '
	}
	gid := f.font().Glyph(r)
	if gid != 0 && !f.honest(r, gid) {
		return 0
	}
	return gid
}

// honest says whether glyph gid can be r. Many fonts that were cut down map characters to an empty glyph, to the box of
// a missing one or to one without width: printed, the character would be lost without a word.
func (f *Face) honest(r rune, gid uint16) bool {
	if unicode.In(r, unicode.Zs, unicode.C, unicode.M) || r >= 0x2500 && r < 0x2700 || r == 0x2800 {
		return true // blanks, marks, boxes
	}
	d, err := f.font().Description(gid)
	if err != nil || d == "" || f.font().Advance(gid) == 0 {
		return false
	}
	missing, err := f.font().Description(0)
	return err != nil || d != missing
}

// special is the characters whose glyph does not depend on the face; of two ranges the first counts. Tab is 1 em,
// format characters are 0 wide and paint nothing (typography.md 4; general category Cf of Unicode without the marks
// that show), controls and the byte order mark never have a glyph.
var special = []struct {
	lo, hi rune
	gid    uint16
}{
	{'\t', '\t', BlankEm}, {0x0000, 0x001F, 0}, {0x007F, 0x009F, 0},
	{0x00AD, 0x00AD, BlankZero}, // soft hyphen
	{0x034F, 0x034F, BlankZero}, // combining grapheme joiner
	{0x061C, 0x061C, BlankZero}, {0x115F, 0x1160, BlankZero}, {0x180B, 0x180F, BlankZero},
	{0x200B, 0x200F, BlankZero},                              // zero width space, ZWNJ, ZWJ, direction marks
	{0x2028, 0x2029, 0},                                      // line and paragraph separator
	{0x202A, 0x202E, BlankZero}, {0x2060, 0x2064, BlankZero}, // embedding; word joiner, invisible operators
	{0x2066, 0x206F, BlankZero},
	{0x3164, 0x3164, BlankEm},   // Hangul fillers are blanks
	{0xFE00, 0xFE0F, BlankZero}, // variation selectors
	{0xFEFF, 0xFEFF, 0}, {0xFFA0, 0xFFA0, BlankEm}, {0xFFF9, 0xFFFB, BlankZero}, {0xFFFC, 0xFFFF, 0},
	{0xE0001, 0xE0001, BlankZero}, {0xE0020, 0xE007F, BlankZero}, // tags
	{0xE0100, 0xE01EF, BlankZero}, // variation selectors supplement
}

// Blank says whether r paints nothing and has a blank glyph of ours in every face: a tab, a format character or a
// variation selector.
func Blank(r rune) bool {
	for _, s := range special {
		if r >= s.lo && r <= s.hi && s.gid != 0 {
			return true
		}
	}
	return false
}
