package meaning

import (
	"math"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/intake/xlsx"
	"github.com/gongbiao/gongbiao/internal/verify/markup"
)

// font is how characters look.
type font struct {
	name                   string
	size                   float64
	bold, italic, struck   bool
	underline, raised, hue string // hue is RRGGBB; black and automatic are the same
	effects                string
}

// style is how a cell looks, resolved.
type style struct {
	font
	number           string
	fill             string
	left, right      string // styles of border, with a colour that is not black
	top, bottom      string
	diagonal         string
	horizontal       string
	vertical         string
	rotation, indent int
	wrap, shrink     bool
	reading          int
}

// look is the styles part.
type look struct {
	styles  []style
	fonts   []font
	palette []string // of the file's own
	theme   []string
	faces   []string // of the theme
}

// builtin are the number formats that have no code in the file (ECMA-376 Part 1, 18.8.30).
var builtin = map[int]string{0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
	11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 49: "@"}

func readLook(styles, theme *markup.Node) *look {
	l := &look{theme: themeColors(theme), faces: themeFaces(theme)}
	for _, k := range styles.Kid("colors", "indexedColors").All("rgbColor") {
		l.palette = append(l.palette, rgb(k.Attr["rgb"]))
	}
	codes := map[int]string{}
	for _, n := range styles.Kid("numFmts").All("numFmt") {
		codes[n.Int("numFmtId", -1)] = n.Attr["formatCode"]
	}
	for _, n := range styles.Kid("fonts").All("font") {
		l.fonts = append(l.fonts, l.font(n))
	}
	var fills []string
	for _, n := range styles.Kid("fills").All("fill") {
		fills = append(fills, l.fill(n))
	}
	var borders []style
	for _, n := range styles.Kid("borders").All("border") {
		borders = append(borders, l.border(n))
	}
	base := make([]style, 0, 8)
	read := func(n *markup.Node) style {
		s := entry(borders, n, "borderId")
		s.font, s.fill = entry(l.fonts, n, "fontId"), entry(fills, n, "fillId")
		id := n.Int("numFmtId", 0)
		code, ok := codes[id]
		if !ok {
			if code, ok = builtin[id]; !ok {
				code = "#" + strconv.Itoa(id)
			}
		}
		s.number = numberCode(code)
		if n.Twice() != "" {
			s.number = "?" + s.number
		}
		a := n.Kid("alignment")
		s.horizontal, s.vertical = orElse(a.Attr["horizontal"], "general"), orElse(a.Attr["vertical"], "bottom")
		s.rotation, s.reading = a.Int("textRotation", 0), a.Int("readingOrder", 0)
		if s.horizontal == "left" || s.horizontal == "right" || s.horizontal == "distributed" {
			s.indent = a.Int("indent", 0)
		}
		s.wrap, s.shrink = a.Is("wrapText"), a.Is("shrinkToFit")
		return s
	}
	for _, n := range styles.Kid("cellStyleXfs").All("xf") {
		base = append(base, read(n))
	}
	for _, n := range styles.Kid("cellXfs").All("xf") {
		s := read(n)
		if i := n.Int("xfId", 0); i >= 0 && i < len(base) {
			// Excel takes the cell's own; others take the named style's where apply… is 0. Where the two differ
			// nobody knows.
			p := base[i]
			doubt := n.IsNot("applyFont") && s.font != p.font || n.IsNot("applyFill") && s.fill != p.fill ||
				n.IsNot("applyNumberFormat") && s.number != p.number
			if doubt {
				s.number = "?" + s.number
			}
		}
		l.styles = append(l.styles, s)
	}
	return l
}

// entry is what an attribute points to in a list by its number; the zero value if there is none.
func entry[T any](list []T, n *markup.Node, attr string) (x T) {
	if i := n.Int(attr, 0); i >= 0 && i < len(list) {
		return list[i]
	}
	return x
}

// numberCode is a number format without what does not change what it shows.
func numberCode(s string) string {
	s = strings.TrimSuffix(s, ";@")
	if strings.EqualFold(s, "general") || strings.EqualFold(s, "G/通用格式") {
		return "General"
	}
	return s
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func (l *look) font(n *markup.Node) font {
	f := font{size: 11, hue: "000000"}
	if n.Twice() != "" {
		f.effects = "? "
	}
	for _, k := range n.Kids {
		v, on := k.Attr["val"], !k.IsNot("val")
		if k.Space != "" {
			f.effects += "? "
			continue
		}
		switch k.Name {
		case "name", "rFont":
			f.name = v
		case "sz":
			f.size = k.Size("val", 11)
		case "b":
			f.bold = on
		case "i":
			f.italic = on
		case "strike":
			f.struck = on
		case "u":
			if f.underline = orElse(v, "single"); f.underline == "none" {
				f.underline = ""
			}
		case "vertAlign":
			if f.raised = v; v == "baseline" {
				f.raised = ""
			}
		case "color":
			f.hue = l.color(k, "000000")
		case "outline", "shadow", "condense", "extend":
			if on {
				f.effects += k.Name + " "
			}
		case "charset":
			if v == "2" {
				f.effects += "symbol "
			}
		case "family":
		case "scheme": // the face is the theme's, whatever the name says
			for _, face := range l.faces {
				if v != "none" && !known(face) {
					f.effects += "scheme " + face + " "
				}
			}
		default:
			f.effects += k.Name + " "
		}
	}
	return f
}

// fill is the ground of a cell: RRGGBB, empty for none.
func (l *look) fill(n *markup.Node) string {
	if n.Kid("gradientFill").Name != "" || len(n.Kids) > 1 {
		return "gradient"
	}
	p := n.Kid("patternFill")
	switch t := p.Attr["patternType"]; t {
	case "", "none":
		return ""
	case "solid":
		if c := l.color(p.Kid("fgColor"), "000000"); c != "FFFFFF" {
			return c
		}
		return ""
	default:
		return t + " " + l.color(p.Kid("fgColor"), "000000") + " " + l.color(p.Kid("bgColor"), "FFFFFF")
	}
}

func (l *look) border(n *markup.Node) style {
	side := func(name, other string) string {
		k := n.Kid(name)
		if k.Name == "" {
			k = n.Kid(other)
		}
		s := k.Attr["style"]
		if s == "" || s == "none" {
			return ""
		}
		if c := l.color(k.Kid("color"), "000000"); c != "000000" {
			s += "/" + c
		}
		return s
	}
	if t := n.Twice(); t != "" {
		return style{diagonal: t}
	}
	s := style{left: side("left", "start"), right: side("right", "end"), top: side("top", ""), bottom: side("bottom", "")}
	if n.Is("diagonalUp") || n.Is("diagonalDown") {
		s.diagonal = side("diagonal", "")
	}
	return s
}

// color resolves a colour to RRGGBB.
func (l *look) color(n *markup.Node, otherwise string) string {
	c := otherwise
	switch {
	case n.Attr["rgb"] != "":
		c = rgb(n.Attr["rgb"])
	case n.Attr["theme"] != "":
		i := n.Int("theme", -1)
		if i < 0 || i >= len(l.theme) {
			return "theme" + n.Attr["theme"]
		}
		c = l.theme[i]
	case n.Attr["indexed"] != "":
		i := n.Int("indexed", -1)
		switch {
		case i >= 64:
			return otherwise
		case i >= 0 && i < len(l.palette):
			c = l.palette[i]
		case i >= 0 && i < len(xlsx.Palette):
			c = xlsx.Palette[i]
		default:
			return "indexed" + n.Attr["indexed"]
		}
	}
	t := n.Size("tint", 0)
	if t == 0 {
		return c
	}
	if x := xlsx.Tinted(c, int64(math.Round(t*1e6))); x != "" && math.Abs(t) <= 1 {
		return x
	}
	return c + "?"
}

func rgb(s string) string {
	s = strings.ToUpper(s)
	if len(s) == 8 {
		s = s[2:]
	}
	return s
}

// themeColors are the colours of a theme in the order of the attribute theme: the first two pairs are crosswise in
// the file.
func themeColors(n *markup.Node) []string {
	names := [...]string{"lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"}
	out := []string{"FFFFFF", "000000"}
	if n.Name == "" {
		return out
	}
	out = nil
	scheme := n.Kid("themeElements").Kid("clrScheme")
	for _, name := range names {
		k := scheme.Kid(name)
		c := rgb(orElse(k.Kid("srgbClr").Attr["val"], k.Kid("sysClr").Attr["lastClr"]))
		if len(k.Kids) != 1 {
			c = "?"
		}
		out = append(out, c)
	}
	return out
}

// themeFaces are the faces of a theme that Western and Chinese text is set in.
func themeFaces(n *markup.Node) (out []string) {
	if n.Name == "" {
		return nil
	}
	for _, set := range n.Kid("themeElements").Kid("fontScheme").Kids {
		for _, k := range set.Kids {
			if face := k.Attr["typeface"]; face != "" && (k.Name == "latin" || k.Name == "ea" || k.Attr["script"] == "Hans") {
				out = append(out, face)
			}
		}
	}
	return out
}

// families are the beginnings of the names of text faces that programs put in the place of one they do not have. A
// face of pictures or of other signs is not among them.
var families = strings.Fields(`宋体 新宋体 simsun nsimsun 黑体 simhei 仿宋 fangsong 楷体 kaiti 小标宋 方正 fz 汉仪 hy 华文 st 思源 文泉驿 wenquanyi 等线 dengxian 微软雅黑 microsoft
	noto source ar liberation dejavu droid times tinos arial arimo helvetica calibri carlito cambria caladea courier cousine nimbus free pingfang 苹方
	songti heiti hei song linux unifont mingliu pmingliu ms yu gothic`)

// known says whether a name is that of a face of text.
func known(name string) bool {
	name = strings.ToLower(strings.TrimPrefix(name, "@"))
	for _, f := range families {
		if strings.HasPrefix(name, f) {
			return !strings.Contains(name, "symbol") && !strings.Contains(name, "dingbat") &&
				!strings.Contains(name, "outlook") && !strings.Contains(name, "reference specialty")
		}
	}
	return false
}
