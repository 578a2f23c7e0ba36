package xlsx

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// Color is a colour as the file says it; the zero value is none, or the program's own.
type Color struct {
	set            bool
	rgb            string
	theme, indexed int   // -1: not said
	tint           int64 // millionths, from -1 for black to 1 for white
}

func (s *scanner) color() Color {
	if s.On("auto", false) {
		return Color{}
	}
	c := Color{set: true, rgb: s.Attr("rgb"), theme: s.number("theme"), indexed: s.number("indexed")}
	if t, err := decimal.NewFromString(s.Attr("tint")); err == nil && t.Abs().LessThanOrEqual(decimal.New(1, 0)) {
		c.tint = t.Shift(6).IntPart()
	}
	return c
}

// white says whether a colour is the white of the usual theme, or white by number.
func (c Color) white() bool {
	return c.set && (strings.HasSuffix(strings.ToUpper(c.rgb), "FFFFFF") || c.theme == 0 && c.tint == 0 ||
		c.indexed == 9 || c.indexed == 1)
}

// Palette is the usual meaning of colours by number, from 8 on (ECMA-376 Part 1, 18.8.27); those before repeat the
// first.
var Palette = [64]string{
	"000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF",
	"000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF",
	"800000", "008000", "000080", "808000", "800080", "008080", "C0C0C0", "808080",
	"9999FF", "993366", "FFFFCC", "CCFFFF", "660066", "FF8080", "0066CC", "CCCCFF",
	"000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000", "008080", "0000FF",
	"00CCFF", "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99",
	"3366FF", "33CCCC", "99CC00", "FFCC00", "FF9900", "FF6600", "666699", "969696",
	"003366", "339966", "003300", "333300", "993300", "993366", "333399", "333333",
}

// RGB is a colour as RRGGBB, empty if it is none or not known.
func (b *Book) RGB(c Color) string {
	base := ""
	switch theme := b.colors(c.theme >= 0 && c.set); {
	case !c.set:
	case c.theme >= 0 && c.theme < len(theme):
		base = theme[c.theme]
	case len(c.rgb) == 6 || len(c.rgb) == 8:
		base = c.rgb[len(c.rgb)-6:]
	case c.indexed >= 0 && c.indexed < len(b.styles.palette) && len(b.styles.palette[c.indexed]) >= 6:
		p := b.styles.palette[c.indexed]
		base = p[len(p)-6:]
	case c.indexed >= 0 && c.indexed < len(Palette):
		base = Palette[c.indexed]
	case c.indexed == 65: // the background of the screen; 64, the text's, is none
		base = "FFFFFF"
	}
	return Tinted(base, c.tint)
}

// Tinted is a colour, RRGGBB, made lighter or darker by millionths from -1 for black to 1 for white (ECMA-376 Part 1,
// 18.8.19); empty if it is none. Its lightness changes, hue and saturation stay, so that each part keeps its distance
// from the lightness, in the measure of what is possible there. Lightness counts to 510 here.
func Tinted(color string, tint int64) string {
	n, err := strconv.ParseUint(color, 16, 32)
	if err != nil || len(color) != 6 {
		return ""
	}
	rgb := [3]int64{int64(n >> 16), int64(n >> 8 & 255), int64(n & 255)}
	const one, full = 1_000_000, 510
	from := max(rgb[0], rgb[1], rgb[2]) + min(rgb[0], rgb[1], rgb[2])
	to := from * (one + min(tint, 0)) // in millionths
	if tint > 0 {
		to = from*(one-tint) + full*tint
	}
	room, left := min(from, full-from), min(to, full*one-to)
	for i, x := range rgb {
		y := to
		if room > 0 {
			y += (2*x - from) * left / room
		}
		rgb[i] = min(max((y+one)/(2*one), 0), 255)
	}
	return fmt.Sprintf("%02X%02X%02X", rgb[0], rgb[1], rgb[2])
}

// colors are the colours of the theme in the order styles count them, read when first wanted.
func (b *Book) colors(wanted bool) []string {
	if !wanted || b.theme != nil {
		return b.theme
	}
	b.theme = []string{}
	for _, l := range b.links {
		if l.Kind != "theme" {
			continue
		}
		if r, err := b.open(l.Target); err == nil && r != nil {
			b.theme = readTheme(r)
			r.Close()
		}
	}
	return b.theme
}

// readTheme reads the colours of a theme; none if it is damaged, for a form can be drawn without.
func readTheme(r io.Reader) []string {
	at := map[string]int{"lt1": 0, "dk1": 1, "lt2": 2, "dk2": 3, "accent1": 4, "accent2": 5, "accent3": 6,
		"accent4": 7, "accent5": 8, "accent6": 9}
	out := make([]string, len(at))
	s := newScanner(r)
	in := ""
	err := s.Elements(func(name string) error {
		if _, ok := at[name]; ok {
			in = name
			return nil
		}
		if i, ok := at[in]; ok && out[i] == "" {
			switch name {
			case "srgbClr":
				out[i] = s.Attr("val")
			case "sysClr":
				out[i] = s.Attr("lastClr")
			}
		}
		return nil
	})
	if err != nil {
		return []string{}
	}
	return out
}
