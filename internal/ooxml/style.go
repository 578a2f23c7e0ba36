package ooxml

import (
	"fmt"
	"strconv"

	"github.com/gongbiao/gongbiao/model/unit"
)

// Color is 0xRRGGBB with 0xFF000000 set; 0 is the automatic color, or no fill.
type Color uint32

// RGB is a color.
func RGB(r, g, b uint8) Color {
	return 0xff<<24 | Color(r)<<16 | Color(g)<<8 | Color(b)
}

// Normal is the font of the Normal style, in whose digits a workbook stores the widths of its columns. A digit of Times
// New Roman is half an em, like one of 宋体: at 12 pt a column unit is exactly 6 pt, or 8 px. Unlike 宋体 it has a twin of
// the same widths on nearly every machine (docs/decisions/0018-normal-font.md).
var Normal = Font{Name: "Times New Roman", Size: 12 * unit.Pt}

// IndentStep is the width of one step of indentation: three spaces of the Normal font (ECMA-376 Part 1, 18.8.1), each a
// quarter of an em.
const IndentStep = 9 * unit.Pt

// columnUnit is the width of a digit in the Normal font: the unit of column widths.
const columnUnit = 8 * unit.Px

// Font is a font by its Windows name. The zero Font is Normal.
type Font struct {
	Name                    string
	Size                    unit.Length
	Bold, Italic, Underline bool
	Strike                  bool
	Raise                   string // superscript, subscript; empty: neither
	Color                   Color
}

// BorderStyle is a name of ST_BorderStyle: hair, thin, medium, thick, double, …; empty: none.
type BorderStyle string

// Border is the four sides of a cell.
type Border struct {
	Top, Right, Bottom, Left BorderStyle
	Down                     BorderStyle // from the upper left corner to the lower right
	Color                    Color
}

// Alignment is where the text of a cell is; names are those of ST_HorizontalAlignment and ST_VerticalAlignment.
type Alignment struct {
	Horizontal, Vertical string
	Rotation             int // 255: upright characters one below the other
	Wrap, Shrink         bool
	LeftToRight          bool // readingOrder, said although it goes without saying
	Indent               int  // in steps of IndentStep
}

// Format is all of a cell's look. The zero Format is the Normal style. Formats are compared by value.
type Format struct {
	Font      Font
	Fill      Color
	Border    Border
	Align     Alignment
	Number    string // number format code; empty: General
	Quote     bool   // the text keeps being text when a user edits the cell (quotePrefix)
	Unlocked  bool   // may be edited in a protected sheet
	NoFormula bool   // its formula is not shown in a protected sheet
}

// Highlight is what a condition changes in a cell's look.
type Highlight struct {
	Bold     bool
	Color    Color
	Fill     Color
	AllSides BorderStyle
}

// styles is the styles part: each list in the order of first use.
type styles struct {
	formats    list[Format]
	highlights list[Highlight]
	fonts      list[Font]
	fills      list[Color]
	borders    list[Border]
	numbers    list[string]
}

// list is the members of a list of the styles part, each once, and its XML.
type list[T comparable] struct {
	at  map[T]int
	xml []byte
}

// number is the number of x, counted from base; write appends its XML when it is new.
func (l *list[T]) number(x T, base int, write func([]byte) []byte) int {
	i, ok := l.at[x]
	if !ok {
		if l.at == nil {
			l.at = map[T]int{}
		}
		i = base + len(l.at)
		l.at[x] = i
		l.xml = write(l.xml)
	}
	return i
}

func newStyles() *styles {
	s := &styles{}
	s.fills.number(0, 0, func(b []byte) []byte {
		return append(b, `<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>`...)
	})
	s.format(Format{})
	return s
}

// builtin are the number formats that every application knows by number (ECMA-376 Part 1, 18.8.30).
var builtin = map[string]int{"": 0, "General": 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "0.00%": 10, "@": 49}

func (s *styles) format(f Format) int {
	if f.Font == Normal {
		f.Font = Font{}
	}
	return s.formats.number(f, 0, func(b []byte) []byte { return s.appendFormat(b, f) })
}

func (s *styles) appendFormat(b []byte, f Format) []byte {
	font, fill, border, number := s.font(f.Font), s.fill(f.Fill), s.border(f.Border), s.number(f.Number)
	b = strconv.AppendInt(append(b, `<xf numFmtId="`...), int64(number), 10)
	b = strconv.AppendInt(append(b, `" fontId="`...), int64(font), 10)
	b = strconv.AppendInt(append(b, `" fillId="`...), int64(fill), 10)
	b = append(strconv.AppendInt(append(b, `" borderId="`...), int64(border), 10), `" xfId="0"`...)
	flag := func(on bool, name string) {
		if on {
			b = append(append(append(b, ' '), name...), `="1"`...)
		}
	}
	flag(f.Quote, "quotePrefix")
	flag(number != 0, "applyNumberFormat")
	flag(font != 0, "applyFont")
	flag(fill != 0, "applyFill")
	flag(border != 0, "applyBorder")
	flag(f.Align != Alignment{}, "applyAlignment")
	flag(f.Unlocked || f.NoFormula, "applyProtection")
	b = append(b, '>')
	if a := f.Align; a != (Alignment{}) {
		b = append(b, `<alignment`...)
		if a.Horizontal != "" {
			b = append(append(append(b, ` horizontal="`...), a.Horizontal...), '"')
		}
		if a.Vertical != "" {
			b = append(append(append(b, ` vertical="`...), a.Vertical...), '"')
		}
		b = figure(b, ` textRotation="%d"`, a.Rotation)
		flag(a.Wrap, "wrapText")
		b = figure(b, ` indent="%d"`, a.Indent)
		flag(a.Shrink, "shrinkToFit")
		flag(a.LeftToRight, "readingOrder")
		b = append(b, `/>`...)
	}
	if f.Unlocked || f.NoFormula {
		b = append(b, `<protection`...)
		b = when(b, f.Unlocked, ` locked="0"`)
		flag(f.NoFormula, "hidden")
		b = append(b, `/>`...)
	}
	return append(b, `</xf>`...)
}

func (s *styles) font(f Font) int {
	if f == (Font{}) {
		f = Normal
	}
	return s.fonts.number(f, 0, func(b []byte) []byte { return append(appendFont(append(b, `<font>`...), f, "name"), `</font>`...) })
}

// appendFont writes the children of font (name is "name") or rPr ("rFont") in the one order every application reads.
func appendFont(b []byte, f Font, name string) []byte {
	if f == (Font{}) {
		f = Normal
	}
	b = when(b, f.Bold, `<b/>`)
	b = when(b, f.Italic, `<i/>`)
	b = when(b, f.Strike, `<strike/>`)
	b = when(b, f.Underline, `<u/>`)
	if f.Raise != "" {
		b = append(b, `<vertAlign val="`+f.Raise+`"/>`...)
	}
	b = append(f.Size.AppendPt(append(b, `<sz val="`...)), `"/>`...)
	b = figure(b, `<color rgb="%08X"/>`, f.Color)
	b = append(appendAttr(append(b, `<`+name+` val="`...), f.Name), `"/>`...)
	b = when(b, !isASCII(f.Name), `<charset val="134"/>`) // GB2312_CHARSET: applications without the font choose a Chinese one
	return b
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

func (s *styles) fill(c Color) int {
	return s.fills.number(c, 1, func(b []byte) []byte { // 1 is gray125, which is reserved
		return fmt.Appendf(b, `<fill><patternFill patternType="solid"><fgColor rgb="%08X"/><bgColor indexed="64"/></patternFill></fill>`, c)
	})
}

func (s *styles) border(x Border) int {
	return s.borders.number(x, 0, func(b []byte) []byte {
		b = append(b, `<border`...)
		b = append(when(b, x.Down != "", ` diagonalDown="1"`), '>')
		for _, e := range [4]struct {
			name  string
			style BorderStyle
		}{{"left", x.Left}, {"right", x.Right}, {"top", x.Top}, {"bottom", x.Bottom}} {
			b = appendSide(b, e.name, e.style, x.Color)
		}
		return append(appendSide(b, "diagonal", x.Down, x.Color), `</border>`...)
	})
}

func appendSide(b []byte, name string, style BorderStyle, c Color) []byte {
	b = append(append(b, '<'), name...)
	if style == "" {
		return append(b, `/>`...)
	}
	b = append(append(append(b, ` style="`...), style...), `"><color `...)
	if c != 0 {
		b = fmt.Appendf(b, `rgb="%08X"`, uint32(c))
	} else {
		b = append(b, `auto="1"`...)
	}
	return append(append(append(b, `/></`...), name...), '>')
}

func (s *styles) number(code string) int {
	if i, ok := builtin[code]; ok {
		return i
	}
	const first = 164 // below are the built-in ones
	return s.numbers.number(code, first, func(b []byte) []byte {
		return append(appendAttr(fmt.Appendf(b, `<numFmt numFmtId="%d" formatCode="`, s.numbers.at[code]), code), `"/>`...)
	})
}

func (s *styles) highlight(h Highlight) int {
	return s.highlights.number(h, 0, func(b []byte) []byte {
		b = append(b, `<dxf>`...)
		if h.Bold || h.Color != 0 {
			b = append(b, `<font>`...)
			b = when(b, h.Bold, `<b/>`)
			b = figure(b, `<color rgb="%08X"/>`, h.Color)
			b = append(b, `</font>`...)
		}
		b = figure(b, `<fill><patternFill patternType="solid"><bgColor rgb="%08X"/></patternFill></fill>`, h.Fill)
		if h.AllSides != "" {
			b = append(b, `<border>`...)
			for _, side := range [4]string{"left", "right", "top", "bottom"} {
				b = appendSide(b, side, h.AllSides, h.Color)
			}
			b = append(b, `</border>`...)
		}
		return append(b, `</dxf>`...)
	})
}

func (s *styles) part() []byte {
	size := len(s.numbers.xml) + len(s.fonts.xml) + len(s.fills.xml) + len(s.borders.xml) + len(s.formats.xml) + len(s.highlights.xml)
	b := make([]byte, 0, 1<<10+size)
	b = append(b, xmlHead...)
	b = append(b, `<styleSheet xmlns="`+nsMain+`">`...)
	list := func(name string, n int, xml []byte) {
		if n > 0 {
			b = append(b, `<`+name+` count="`+strconv.Itoa(n)+`">`...)
			b = append(append(b, xml...), `</`+name+`>`...)
		}
	}
	list("numFmts", len(s.numbers.at), s.numbers.xml)
	list("fonts", len(s.fonts.at), s.fonts.xml)
	list("fills", len(s.fills.at)+1, s.fills.xml)
	list("borders", len(s.borders.at), s.borders.xml)
	list("cellStyleXfs", 1, []byte(`<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>`))
	list("cellXfs", len(s.formats.at), s.formats.xml)
	list("cellStyles", 1, []byte(`<cellStyle name="Normal" xfId="0" builtinId="0"/>`))
	b = append(b, `<dxfs count="`+strconv.Itoa(len(s.highlights.at))+`">`...)
	b = append(append(b, s.highlights.xml...), `</dxfs>`...)
	return append(b, `</styleSheet>`...)
}
