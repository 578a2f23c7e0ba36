package sfnt

import (
	"slices"
	"strings"
	"unicode/utf16"
)

// MaxGlyphs is the largest number of glyphs a font may have here. Glyph numbers above it are ours: blanks.
const MaxGlyphs = 0xFFF0

// Blank glyphs no font has: a subset draws nothing for them and gives them their advance.
const (
	BlankEm   = 0xFFFF // 1 em wide: a tab
	BlankZero = 0xFFFE // 0 wide: format characters, variation selectors
)

// UnitsPerEm is the number of font units in 1 em.
func (f *Font) UnitsPerEm() int { return int(u16(f.head, 18)) }

// Advance is the horizontal advance of a glyph in font units; 0 for a glyph the font has not.
func (f *Font) Advance(gid uint16) int {
	i := int(gid)
	if i >= f.hMetrics {
		if i >= f.glyphs {
			if gid == BlankEm {
				return f.UnitsPerEm()
			}
			return 0
		}
		i = f.hMetrics - 1
	}
	return int(u16(f.hmtx, 4*i))
}

// Bearing is the left side bearing of a glyph in font units; 0 for a glyph the font has not. A font may leave out the
// tail of the table, then it is the glyph's own left edge.
func (f *Font) Bearing(gid uint16) int {
	i, at := int(gid), 4*int(gid)+2
	if i >= f.hMetrics {
		at = 4*f.hMetrics + 2*(i-f.hMetrics)
	}
	if i < f.glyphs && at+2 <= len(f.hmtx) {
		return int(i16(f.hmtx, at))
	}
	if g, err := f.Description(gid); err == nil && len(g) >= 10 {
		return int(i16(g, 2))
	}
	return 0
}

// Metrics are the metrics of a whole font in font units, as fonts.Metrics explains them.
type Metrics struct {
	UnitsPerEm        int
	Ascent, Descent   int
	CapHeight         int
	BBox              [4]int
	ItalicAngle       int
	StemV             int
	Bold, Italic      bool
	FixedPitch, Serif bool
}

// Metrics reads the font-wide metrics.
func (f *Font) Metrics() Metrics {
	m := Metrics{
		UnitsPerEm: f.UnitsPerEm(),
		Ascent:     int(i16(f.hhea, 4)), Descent: int(i16(f.hhea, 6)),
		BBox: [4]int{int(i16(f.head, 36)), int(i16(f.head, 38)), int(i16(f.head, 40)), int(i16(f.head, 42))},
		Bold: u16(f.head, 44)&1 != 0, Italic: u16(f.head, 44)&2 != 0,
	}
	weight := 400 // 100 … 900, 400 regular
	if len(f.post) >= 16 {
		m.ItalicAngle = int(int32(u32(f.post, 4)))
		m.FixedPitch = u32(f.post, 12) != 0
	}
	if len(f.os2) >= 68 {
		if w := int(u16(f.os2, 4)); w >= 1 && w <= 1000 {
			weight = w
		}
		sel := u16(f.os2, 62)
		m.Italic, m.Bold = m.Italic || sel&1 != 0, m.Bold || sel&0x20 != 0
		// PANOSE: family type 2 (Latin text), serif styles 2–10; sFamilyClass 1–5 and 7 are serif classes.
		class := f.os2[30]
		m.Serif = f.os2[32] == 2 && f.os2[33] >= 2 && f.os2[33] <= 10 || class >= 1 && class <= 5 || class == 7
	}
	if len(f.os2) >= 90 && u16(f.os2, 0) >= 2 {
		m.CapHeight = int(i16(f.os2, 88))
	}
	if m.CapHeight <= 0 {
		m.CapHeight = m.Ascent * 7 / 10
		if g, err := f.Description(f.Glyph('H')); err == nil && len(g) >= 10 && f.Glyph('H') != 0 {
			m.CapHeight = int(i16(g, 8))
		}
	}
	m.StemV = (50 + weight*weight/65/65) * m.UnitsPerEm / 1000
	return m
}

// Embeddable tells whether the licence bits allow to embed a subset (OS/2 fsType): 2 alone forbids embedding, 0x100
// subsets, 0x200 outlines.
func (f *Font) Embeddable() error {
	if len(f.os2) < 10 {
		return nil
	}
	switch fs := u16(f.os2, 8); {
	case fs&0xF == 2:
		return &Error{Forbidden, "OS/2", "字体的授权位（fsType）禁止嵌入文件"}
	case fs&0x100 != 0:
		return &Error{Forbidden, "OS/2", "字体的授权位（fsType）禁止只嵌入部分字形"}
	case fs&0x200 != 0:
		return &Error{Forbidden, "OS/2", "字体的授权位（fsType）只许嵌入点阵"}
	}
	return nil
}

// Name IDs of the name table.
const (
	NameFamily     = 1
	NameFull       = 4
	NameVersion    = 5
	NamePostScript = 6
	NameLicence    = 13
	NameTypoFamily = 16
)

// Names is all strings of a name ID in Unicode encodings, each once, English first, then in file order; Mac Roman if
// there is nothing else.
func (f *Font) Names(id int) []string {
	t := f.name
	if len(t) < 6 {
		return nil
	}
	n, base := int(u16(t, 2)), int(u16(t, 4))
	var english, others, mac []string
	for i := range n {
		at := 6 + 12*i
		if at+12 > len(t) {
			break
		}
		if int(u16(t, at+6)) != id {
			continue
		}
		platform, encoding, lang := u16(t, at), u16(t, at+2), u16(t, at+4)
		from := base + int(u16(t, at+10))
		to := from + int(u16(t, at+8))
		if to > len(t) {
			continue
		}
		s := t[from:to]
		switch {
		case platform == 0 || platform == 3 && (encoding == 0 || encoding == 1 || encoding == 10):
			if v := utf16be(s); v != "" && lang == 0x409 {
				english = append(english, v)
			} else if v != "" {
				others = append(others, v)
			}
		case platform == 1 && encoding == 0 && s != "" && printable(s) == s:
			mac = append(mac, s)
		}
	}
	all := append(english, others...)
	if len(all) == 0 {
		all = mac
	}
	var out []string
	for _, s := range all {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func utf16be(s string) string {
	u := make([]uint16, 0, len(s)/2)
	for i := 0; i+2 <= len(s); i += 2 {
		if v := u16(s, i); v != 0 {
			u = append(u, v)
		}
	}
	return strings.TrimSpace(string(utf16.Decode(u)))
}

// PostScriptName is name 6 kept to the characters a PostScript name may have, or empty.
func (f *Font) PostScriptName() string {
	for _, s := range f.Names(NamePostScript) {
		clean := strings.Map(func(r rune) rune {
			if r <= ' ' || r > '~' || strings.ContainsRune("[](){}<>/%", r) {
				return -1
			}
			return r
		}, s)
		if clean != "" && len(clean) <= 63 {
			return clean
		}
	}
	return ""
}
