package xlsx

import (
	"io"
	"strconv"

	"github.com/gongbiao/gongbiao/internal/intake/sheet"
)

// Font is the font of a cell, or of a run of its text.
type Font struct {
	Name, Size                      string // the size in points as the file has it; empty: it does not say
	Bold, Italic, Underline, Struck bool
	Shift                           int8 // 1 raised, -1 lowered
	Color                           Color
}

// Border is the lines at the sides of a cell, by their names (ECMA-376 Part 1, 18.18.3); empty: none.
type Border struct {
	Left, Right, Top, Bottom string
	Diagonal                 bool
}

// Style is the format of a cell.
type Style struct {
	Font                 Font
	Format               string // code of the number format; empty: General
	Fill                 Color  // of a solid fill
	Border               Border
	Horizontal, Vertical string // alignment, by the names of the file
	Rotation, Indent     int
	Shrink               bool
	LeftToRight          bool // the direction of reading is set, though it goes without saying: entered as it is
	Concealed            bool // formulas are not shown in a protected sheet: not entered, but computed

	bright bool // filled with white or not at all
}

// styles are the cell formats of a workbook; a file without any is read as having one.
type styles struct {
	fonts   []Font
	looks   []*Style
	palette []string // of the file's own, in place of the usual one
	none    Style
}

func (s *styles) at(i int) *Style {
	if i < 0 || i >= len(s.looks) {
		return &s.none
	}
	return s.looks[i]
}

// fill is the background of a cell.
type fill struct {
	color         Color
	solid, bright bool
}

// stylesReader takes styles.xml apart.
type stylesReader struct {
	*scanner
	out     *styles
	codes   map[int]string
	fills   []fill
	borders []Border
}

// readStyles reads styles.xml. r may be nil.
func readStyles(r io.Reader, keep func(int) bool) (*styles, error) {
	out := &styles{none: Style{bright: true}}
	if r == nil {
		return out, nil
	}
	s := &stylesReader{scanner: newScanner(r), out: out, codes: map[int]string{}}
	in := "" // the list we are in
	err := s.Elements(func(name string) error {
		if s.Depth() == 2 {
			in = name
		} else {
			s.take(in, name, s.Depth() == 3)
		}
		n := 0
		for _, a := range s.Attrs {
			n += len(a.Value)
		}
		if s.Depth() == 3 {
			n += costLook
		}
		if !keep(n) {
			return errMuch
		}
		return nil
	})
	return out, err
}

// take takes an element of a list: the first of an entry, or one within it.
func (s *stylesReader) take(in, name string, first bool) {
	out := s.out
	switch in {
	case "numFmts":
		if id, err := strconv.Atoi(s.Attr("numFmtId")); err == nil {
			s.codes[id] = s.Attr("formatCode")
		}
	case "fonts":
		if first {
			out.fonts = append(out.fonts, Font{})
		} else {
			s.font(&out.fonts[len(out.fonts)-1])
		}
	case "fills":
		if first {
			s.fills = append(s.fills, fill{bright: true})
		} else {
			s.fill(name, &s.fills[len(s.fills)-1])
		}
	case "borders":
		if first {
			s.borders = append(s.borders, Border{Diagonal: s.On("diagonalUp", false) || s.On("diagonalDown", false)})
		} else {
			s.border(name, &s.borders[len(s.borders)-1])
		}
	case "cellXfs":
		switch {
		case first && len(out.looks) < maxLooks:
			x := s.style()
			out.looks = append(out.looks, &x)
		case !first && len(out.looks) > 0:
			s.detail(name, out.looks[len(out.looks)-1])
		}
	case "colors":
		if name == "rgbColor" && len(out.palette) < len(Palette) {
			out.palette = append(out.palette, s.Attr("rgb"))
		}
	}
}

// costLook is what is counted for a font, a fill, a border or a cell format, in bytes.
const costLook = 340

// maxLooks is the number of cell formats Excel allows.
const maxLooks = 65490

func (s *stylesReader) fill(name string, f *fill) {
	switch name {
	case "patternFill":
		kind := s.Attr("patternType")
		f.solid, f.bright = kind == "solid", kind == "" || kind == "none" || kind == "solid"
	case "fgColor":
		if f.solid {
			f.color = s.color()
			f.bright = f.color.white()
		}
	case "gradientFill":
		f.bright = false
	}
}

func (s *stylesReader) border(name string, b *Border) {
	line := s.Attr("style")
	if line == "none" {
		line = ""
	}
	switch name {
	case "left", "start":
		b.Left = line
	case "right", "end":
		b.Right = line
	case "top":
		b.Top = line
	case "bottom":
		b.Bottom = line
	case "diagonal":
		b.Diagonal = b.Diagonal && line != ""
	}
}

// style begins a cell format: what it says by number.
func (s *stylesReader) style() Style {
	x := Style{bright: true}
	if i := s.number("fontId"); i >= 0 && i < len(s.out.fonts) {
		x.Font = s.out.fonts[i]
	}
	if i := s.number("fillId"); i >= 0 && i < len(s.fills) {
		x.Fill, x.bright = s.fills[i].color, s.fills[i].bright
	}
	if i := s.number("borderId"); i >= 0 && i < len(s.borders) {
		x.Border = s.borders[i]
	}
	if id := s.number("numFmtId"); id >= 0 {
		if x.Format = s.codes[id]; x.Format == "" {
			x.Format = sheet.Builtin(id)
		}
	}
	return x
}

// detail takes an element of a cell format.
func (s *stylesReader) detail(name string, x *Style) {
	switch name {
	case "alignment":
		x.Horizontal, x.Vertical = s.Attr("horizontal"), s.Attr("vertical")
		x.Rotation, x.Indent = max(s.number("textRotation"), 0), max(s.number("indent"), 0)
		x.Shrink, x.LeftToRight = s.On("shrinkToFit", false), s.Attr("readingOrder") == "1"
	case "protection":
		x.Concealed = s.On("hidden", false)
	}
}

// number is an attribute as a whole number, -1 if it is none.
func (s *scanner) number(name string) int {
	n, err := strconv.Atoi(s.Attr(name))
	if err != nil {
		return -1
	}
	return n
}

// font takes an element of a font, of a style or of a run.
func (s *scanner) font(f *Font) {
	switch string(s.Name) {
	case "name", "rFont":
		f.Name = s.Attr("val")
	case "sz":
		f.Size = s.Attr("val")
	case "b":
		f.Bold = s.On("val", true)
	case "i":
		f.Italic = s.On("val", true)
	case "u":
		f.Underline = s.Attr("val") != "none"
	case "strike":
		f.Struck = s.On("val", true)
	case "vertAlign":
		f.Shift = map[string]int8{"superscript": 1, "subscript": -1}[s.Attr("val")]
	case "color":
		f.Color = s.color()
	}
}
