// Package sfnt reads TrueType fonts and cuts subsets of them. In: the bytes of a .ttf file, or one font of a .ttc
// collection. Out: glyph numbers of characters, advances, metrics, names, outlines, and smaller TrueType files that
// hold only the glyphs asked for.
//
// A Font is a view on its bytes: nothing is copied or decoded before it is asked for, nothing is ever written, so it
// may be shared by any number of goroutines. Offsets are checked where they are used; a truncated or corrupt font gives
// an *Error, never a panic, a hang or a huge allocation.
//
// Sources: ISO/IEC 14496-22 (Open Font Format), the same tables as in the OpenType specification 1.9.
package sfnt

import "fmt"

// Kind says why a font was refused.
type Kind uint8

const (
	NotFont   Kind = iota // no TrueType file at all, or a web or bitmap font
	Corrupt               // truncated, or a table contradicts itself
	CFF                   // PostScript (CFF) outlines
	Forbidden             // the licence bits of the font (OS/2 fsType) forbid to embed it
	NoUnicode             // no Unicode character map of format 4 or 12
)

// Error is a refused font: the kind for programs, Detail in Chinese for people, Table where the trouble is (may be
// empty).
type Error struct {
	Kind   Kind
	Table  string
	Detail string
}

func (e *Error) Error() string {
	if e.Table != "" {
		return "字体表 " + e.Table + "：" + e.Detail
	}
	return e.Detail
}

func corrupt(table, format string, args ...any) error {
	return &Error{Corrupt, table, fmt.Sprintf(format, args...)}
}

// Font is one parsed TrueType font.
type Font struct {
	head, hhea, maxp, hmtx, loca, glyf string
	os2, name, post, cvt, fpgm, prep   string
	cmap                               cmap
	glyphs                             int // ≥ 1
	hMetrics                           int // number of full advance records in hmtx
	longLoca                           bool
}

// Count is the number of fonts in data: 1 for a plain font, the size of the collection for a TTC file.
func Count(data string) (int, error) {
	if len(data) < 12 {
		return 0, &Error{NotFont, "", "文件太短，不是字体"}
	}
	if data[:4] != "ttcf" {
		return 1, nil
	}
	n := u32(data, 8)
	if n == 0 || n > uint32(len(data)-12)/4 {
		return 0, corrupt("ttcf", "字体集说有 %d 款字体，文件放不下", n)
	}
	return int(n), nil
}

// Parse reads the table directory and the fixed tables of font index (0 for a plain font) of data. It costs
// microseconds; what is wrong deeper inside is found by Validate, or when it is used.
func Parse(data string, index int) (*Font, error) {
	n, err := Count(data)
	if err != nil {
		return nil, err
	}
	if index < 0 || index >= n {
		return nil, &Error{NotFont, "", fmt.Sprintf("文件里只有 %d 款字体，没有序号 %d（从 0 数）", n, index)}
	}
	dir := 0
	if data[:4] == "ttcf" {
		if off := u32(data, 12+4*index); uint64(off)+12 > uint64(len(data)) {
			return nil, corrupt("ttcf", "第 %d 款字体的位置超出文件", index)
		} else {
			dir = int(off)
		}
	}
	switch data[dir : dir+4] {
	case "\x00\x01\x00\x00", "true":
	case "OTTO":
		return nil, &Error{CFF, "", "是 PostScript（CFF）轮廓的字体，暂不支持"}
	case "wOFF", "wOF2":
		return nil, &Error{NotFont, "", "是网页字体（WOFF），请换成 TTF 文件"}
	default:
		return nil, &Error{NotFont, "", "不是 TrueType 字体文件"}
	}
	count := int(u16(data, dir+4))
	if dir+12+16*count > len(data) {
		return nil, corrupt("", "字体文件不完整：表目录被截断")
	}
	f := &Font{}
	var cmapTable string
	var hasCFF bool
	for i := range count {
		e := dir + 12 + 16*i
		tag, off, size := data[e:e+4], uint64(u32(data, e+8)), uint64(u32(data, e+12))
		if off+size > uint64(len(data)) {
			return nil, corrupt(printable(tag), "字体文件不完整：该表超出文件末尾")
		}
		t := data[off : off+size]
		switch p := f.table(tag); {
		case p != nil:
			*p = t
		case tag == "cmap":
			cmapTable = t
		case tag == "CFF " || tag == "CFF2":
			hasCFF = true
		}
	}
	if f.loca == "" && f.glyf == "" {
		if hasCFF {
			return nil, &Error{CFF, "", "是 PostScript（CFF）轮廓的字体，暂不支持"}
		}
		return nil, &Error{NotFont, "", "没有 TrueType 轮廓（glyf 表），可能是点阵字体"}
	}
	if err := f.fixed(); err != nil {
		return nil, err
	}
	f.cmap, err = parseCmap(cmapTable, f.glyphs)
	return f, err
}

// table is where a table that is kept is kept; nil for any other.
func (f *Font) table(tag string) *string {
	for _, t := range [...]struct {
		tag string
		at  *string
	}{{"head", &f.head}, {"hhea", &f.hhea}, {"maxp", &f.maxp}, {"hmtx", &f.hmtx}, {"loca", &f.loca}, {"glyf", &f.glyf},
		{"OS/2", &f.os2}, {"name", &f.name}, {"post", &f.post}, {"cvt ", &f.cvt}, {"fpgm", &f.fpgm}, {"prep", &f.prep}} {
		if t.tag == tag {
			return t.at
		}
	}
	return nil
}

// Table is the bytes of one of the tables a subset needs, empty for any other or if absent. head, hhea and maxp are
// whole: at least 54, 36 and 32 bytes.
func (f *Font) Table(tag string) string {
	if p := f.table(tag); p != nil {
		return *p
	}
	return ""
}

// fixed checks the tables of fixed shape, so that later reads of them need no check.
func (f *Font) fixed() error {
	for _, t := range []struct {
		tag, data string
		min       int
	}{{"head", f.head, 54}, {"hhea", f.hhea, 36}, {"maxp", f.maxp, 32}, {"hmtx", f.hmtx, 4}, {"loca", f.loca, 4}} {
		if len(t.data) < t.min {
			return corrupt(t.tag, "缺少或被截断")
		}
	}
	if u32(f.head, 12) != 0x5F0F3CF5 {
		return corrupt("head", "标识数不对")
	}
	if u := u16(f.head, 18); u < 16 || u > 16384 {
		return corrupt("head", "unitsPerEm 为 %d，应在 16 与 16384 之间", u)
	}
	loc := u16(f.head, 50)
	if loc > 1 {
		return corrupt("head", "indexToLocFormat 为 %d", loc)
	}
	f.longLoca = loc == 1
	f.glyphs = int(u16(f.maxp, 4))
	if f.glyphs == 0 || f.glyphs > MaxGlyphs {
		return corrupt("maxp", "字形数为 %d", f.glyphs)
	}
	f.hMetrics = int(u16(f.hhea, 34))
	if f.hMetrics == 0 || f.hMetrics > f.glyphs || len(f.hmtx) < 4*f.hMetrics {
		return corrupt("hmtx", "宽度记录 %d 条，与字形数 %d 或表长不符", f.hMetrics, f.glyphs)
	}
	size := 2
	if f.longLoca {
		size = 4
	}
	if len(f.loca) < size*(f.glyphs+1) {
		return corrupt("loca", "放不下 %d 个字形的位置", f.glyphs)
	}
	return nil
}

// Glyphs is the number of glyphs.
func (f *Font) Glyphs() int { return f.glyphs }

// printable keeps a corrupt tag out of messages and terminals.
func printable(tag string) string {
	b := []byte(tag)
	for i, c := range b {
		if c < 0x20 || c > 0x7e {
			b[i] = '?'
		}
	}
	return string(b)
}

func u16(s string, i int) uint16 {
	s = s[i : i+2]
	return uint16(s[0])<<8 | uint16(s[1])
}

func i16(s string, i int) int16 { return int16(u16(s, i)) }

func u32(s string, i int) uint32 {
	s = s[i : i+4]
	return uint32(s[0])<<24 | uint32(s[1])<<16 | uint32(s[2])<<8 | uint32(s[3])
}
