package fromblank

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/intake/xlsx"
	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// families are font names of Windows, WPS and macOS by the family of ours that looks like them.
var families = []struct{ part, family string }{
	{"小标宋", "小标宋"}, {"仿宋", "仿宋"}, {"fangsong", "仿宋"}, {"楷", "楷体"}, {"kai", "楷体"}, {"黑", "黑体"}, {"hei", "黑体"},
	{"微软雅黑", "黑体"}, {"等线", "黑体"},
	{"宋", "宋体"}, {"simsun", "宋体"}, {"song", "宋体"}, {"仿", "仿宋"},
}

// familyOf is our family for a font's name; latin says that the font has no Chinese.
func familyOf(name string) (family string, latin bool) {
	low := strings.ToLower(name)
	for _, f := range families {
		if strings.Contains(low, f.part) {
			return f.family, false
		}
	}
	for _, s := range []string{"times", "calibri", "arial", "cambria", "georgia", "verdana", "tahoma", "courier"} {
		if strings.Contains(low, s) {
			return "宋体", true
		}
	}
	return "宋体", false
}

// borderKinds are our lines for those of ECMA-376 Part 1, 18.18.3. Dashed ones become solid ones of the same weight.
var borderKinds = map[string]grid.BorderKind{"thin": grid.Thin, "medium": grid.Medium, "dashed": grid.Thin,
	"dotted": grid.Thin, "thick": grid.Thick, "double": grid.Double,
	"hair": grid.Hair, "mediumDashed": grid.Medium, "dashDot": grid.Thin, "mediumDashDot": grid.Medium,
	"dashDotDot": grid.Thin, "mediumDashDotDot": grid.Medium,
	"slantDashDot": grid.Medium}

var aligns = map[string]grid.Align{"": grid.AlignDefault, "general": grid.AlignDefault, "left": grid.AlignLeft,
	"center": grid.AlignCenter, "right": grid.AlignRight,
	"distributed": grid.AlignDistribute, "justify": grid.AlignJustify, "centerContinuous": grid.AlignCenter,
	"fill": grid.AlignLeft}
var valigns = map[string]grid.Align{"top": grid.AlignLeft, "center": grid.AlignCenter, "": grid.AlignRight,
	"bottom":      grid.AlignRight,
	"distributed": grid.AlignCenter, "justify": grid.AlignCenter}

// convert reads a cell format.
func (r *bookSheet) convert(s *xlsx.Style) look {
	l := look{style: grid.Style{Family: "宋体", Size: 11 * unit.Pt, Align: grid.AlignLeft, VAlign: grid.AlignRight}}
	if r.font(&l, &s.Font); !strings.EqualFold(s.Format, "General") {
		l.format = s.Format
	}
	if x, ok := aligns[s.Horizontal]; ok && x != grid.AlignDefault {
		l.style.Align = x
	}
	if x, ok := valigns[s.Vertical]; ok {
		l.style.VAlign = x
	}
	switch s.Rotation {
	case 0:
	case 255:
		l.style.Stack = true
	default:
		r.note("FROM-ROTATION", "有斜放的文字（%d°），按横排。", s.Rotation)
	}
	if l.style.Align == grid.AlignLeft {
		l.style.PadLeft = unit.Length(s.Indent) * r.step
	}
	if s.Shrink {
		l.style.Overflow = grid.Shrink
	}
	if l.style.Fill = r.gray(s.Fill, "底色"); l.style.Fill == 255 {
		l.style.Fill = 0
	}
	b := &s.Border
	for _, x := range []struct {
		line string
		side *grid.BorderKind
	}{{b.Left, &l.border.Left}, {b.Right, &l.border.Right}, {b.Top, &l.border.Top}, {b.Bottom, &l.border.Bottom}} {
		if *x.side = borderKinds[x.line]; strings.Contains(x.line, "ash") || x.line == "dotted" {
			r.note("FROM-BORDER", "有虚线等线型，按同样粗细的实线。")
		}
	}
	if b.Diagonal {
		r.note("FROM-BORDER", "有斜线，没有照搬。")
	}
	return l
}

func (r *bookSheet) font(l *look, f *xlsx.Font) {
	l.style.Family, l.latin = familyOf(f.Name)
	if s := size(f.Size, 0); s > 0 {
		l.style.Size = points(s)
	}
	l.style.Bold = f.Bold
	l.style.Gray = r.gray(f.Color, "字的颜色")
	for _, x := range []struct {
		on   bool
		what string
	}{{f.Italic, "斜体"}, {f.Underline, "下划线"}, {f.Struck, "删除线"}} {
		if x.on {
			r.note("FROM-FONT", "有%s，版式没有，没有照搬。", x.what)
		}
	}
	if known := slices.ContainsFunc(families, func(k struct{ part, family string }) bool {
		return strings.Contains(strings.ToLower(f.Name), k.part)
	}); !known && !l.latin && f.Name != "" {
		r.note("FROM-FONT", "字体“%s”按宋体。", f.Name)
	}
}

// gray is the gray of a color (ITU-R BT.601); 0, black, if there is none.
func (r *bookSheet) gray(c xlsx.Color, what string) uint8 {
	hex := r.b.RGB(c)
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		return 0
	}
	red, green, blue := n>>16, n>>8&255, n&255
	if red != green || green != blue {
		r.note("FROM-COLOR", "%s #%s 按灰度。", what, strings.ToUpper(hex))
	}
	return uint8((299*red + 587*green + 114*blue + 500) / 1000)
}

// What a sheet that does not say has: width in digits, height in points.
const usualWidth, usualHeight = 9.140625, 15.0

// set is a number of the sheet's set-up, usual if it is not said.
func (r *bookSheet) set(key string, usual float64) float64 { return size(r.looks.Setup[key], usual) }

// size is a size as the file says it, usual if it does not.
func size(said string, usual float64) float64 {
	if x, err := strconv.ParseFloat(said, 64); err == nil && x >= 0 && x < 1e6 {
		return x
	}
	return usual
}

func (r *bookSheet) isSet(key string) bool {
	return slices.Contains([]string{"1", "true"}, r.looks.Setup[key])
}

// sizes reads widths and heights.
func (r *bookSheet) sizes(t *grid.Table) {
	digit := r.digit()
	width, height := r.set("sheetFormatPr.defaultColWidth", 0), usualHeight
	if width <= 0 {
		width = r.set("sheetFormatPr.baseColWidth", 0)
	}
	if width <= 0 {
		width = usualWidth
	}
	if r.isSet("sheetFormatPr.customHeight") {
		height = r.set("sheetFormatPr.defaultRowHeight", usualHeight)
	}
	for k := range r.cols {
		said, _ := r.looks.Column(r.behind.Cols[k])
		w := size(said, width)
		if w <= 0 {
			w = width
		}
		px := math.Floor((256*w + math.Floor(128/digit)) / 256 * digit)
		t.Columns = append(t.Columns, max(unit.Length(px), 1)*unit.Px)
	}
	for i := range r.rows {
		said, _ := r.looks.Row(r.behind.Rows[i])
		h := max(unit.Length(math.Round(size(said, height)/0.75)), 1) * unit.Px
		row := grid.Row{Height: h}
		if said == "" { // as high as its texts
			row.MinHeight = h
		}
		t.Rows = append(t.Rows, row)
	}
}

// digit is the width of a digit in the Normal font in pixels, the unit of column widths (ECMA-376 Part 1, 18.3.1.13):
// 8 for 宋体 12 and 11 and 等线 11, 7 for Calibri 11 and 宋体 10.
func (r *bookSheet) digit() float64 {
	f := r.b.Normal()
	pixels := size(f.Size, 0) * 96 / 72
	if pixels <= 0 {
		return 8
	}
	if _, latin := familyOf(f.Name); latin {
		return math.Max(math.Round(pixels*0.507), 1)
	}
	return math.Max(math.Ceil(pixels/2), 1)
}

var papers = map[int]struct {
	name string
	w, h unit.Length
}{8: {"A3", 297 * unit.MM, 420 * unit.MM}, 9: {"A4", 210 * unit.MM, 297 * unit.MM},
	11: {"A5", 148 * unit.MM, 210 * unit.MM}}

// leastFit is how small a table of a blank that is to fit its page may be set, in percent: what a layout may say.
const leastFit = 50

// print reads paper, margins, page number, header and footer.
func (r *bookSheet) print(t *grid.Table) {
	p := papers[9]
	if code := int(r.set("pageSetup.paperSize", 0)); code != 0 {
		if known, ok := papers[code]; ok {
			p = known
		} else {
			r.note("FROM-PAPER", "纸张代码 %d 不认识，按 A4。", code)
		}
	}
	t.Paper = grid.Paper{Name: p.name, Width: p.w, Height: p.h}
	if r.looks.Setup["pageSetup.orientation"] == "landscape" {
		t.Paper.Width, t.Paper.Height = p.h, p.w
	}
	if scale := int(r.set("pageSetup.scale", 100)); scale >= 10 && scale < 100 {
		t.MaxScale = scale
	}
	if r.isSet("pageSetUpPr.fitToPage") {
		t.MaxScale = 0 // the scale beside it does not count
		if r.set("pageSetup.fitToHeight", 1) == 1 {
			t.FitPage = leastFit
		}
		if r.set("pageSetup.fitToWidth", 1) == 1 {
			t.MaxScale = 100 // what the width asks for, when the columns are known
		}
	}
	for _, x := range []struct {
		side  string
		to    *unit.Length
		usual float64
	}{{"top", &t.Paper.Top, 0.75}, {"right", &t.Paper.Right, 0.7}, {"bottom", &t.Paper.Bottom, 0.75},
		{"left", &t.Paper.Left, 0.7}} {
		*x.to = inches(r.set("pageMargins."+x.side, x.usual))
	}
	r.headerFooter(t)
}

// inches is a length, taken for the hundredths of a millimetre or point that people write if it is as good as one.
func inches(x float64) unit.Length {
	l := unit.Length(math.Round(x * 914400))
	for near := range unit.Length(3) {
		for _, step := range []unit.Length{unit.MM / 100, unit.Pt / 100} {
			if r := l.RoundTo(step); r-l == near || l-r == near {
				return r
			}
		}
	}
	return l
}

var (
	fontCode = pattern.Late(`&"([^",]*),?[^"]*"`)
	sizeCode = pattern.Late(`&(\d+)`)
)

// headerFooter reads the codes of ECMA-376 Part 1, 18.3.1.46: a page number in the footer, texts at the centre of
// head and foot.
func (r *bookSheet) headerFooter(t *grid.Table) {
	head, foot := sections(r.looks.Setup["oddHeader"]), sections(r.looks.Setup["oddFooter"])
	if r.isSet("headerFooter.differentFirst") { // what further pages have beside it, every layout has
		head = sections(r.looks.Setup["firstHeader"])
	}
	for _, at := range "LCR" {
		code := head[at]
		if text, _, _, _ := plain(code); text != "" && at == 'C' {
			t.Header = text
		} else if text != "" {
			r.note("FROM-HEADER", "页眉“%s”没有照搬。", text)
		}
	}
	for _, at := range "LCR" {
		text, family, size, other := plain(foot[at])
		switch {
		case text == "":
		case other:
			r.note("FROM-HEADER", "页脚“%s”里有日期、文件名等，没有照搬。", text)
		case strings.Contains(text, "{page}"):
			t.PageNumber = grid.PageNumber{Format: text, Family: family, Size: size,
				Align: map[rune]grid.Align{'L': grid.AlignLeft, 'C': grid.AlignCenter, 'R': grid.AlignRight}[at]}
			if at == 'R' && r.isSet("headerFooter.differentOddEven") {
				t.PageNumber.Align = grid.AlignOutside
			}
		case at == 'C' && t.Footer == "":
			t.Footer = text
		default:
			r.note("FROM-HEADER", "页脚“%s”没有照搬。", text)
		}
	}
}

// sections splits a header or footer into left, centre and right.
func sections(s string) map[rune]string {
	out := map[rune]string{}
	at := 'C'
	code := false // the sign before was an &
	for _, r := range s {
		switch {
		case code && strings.ContainsRune("LCR", r):
			at, code = r, false
		case code:
			out[at] += "&" + string(r)
			code = false
		case r == '&':
			code = true
		default:
			out[at] += string(r)
		}
	}
	return out
}

// plain is the text of a section with {page} and {pages}, and its font. other: it has codes a layout has not.
func plain(code string) (text, family string, size unit.Length, other bool) {
	family, size = "宋体", 10*unit.Pt
	if m := fontCode.FindStringSubmatch(code); m != nil && m[1] != "-" {
		family, _ = familyOf(m[1])
	}
	code = fontCode.ReplaceAllString(code, "")
	if m := sizeCode.FindStringSubmatch(code); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil && n > 0 && n < 100 {
			size = unit.Length(n) * unit.Pt
		}
	}
	code = sizeCode.ReplaceAllString(code, "")
	text = strings.NewReplacer("&&", "&", "&P", "{page}", "&N", "{pages}", "&B", "", "&I", "", "&U", "").Replace(code)
	other = pattern.Late(`&[DTFAZGp]`).MatchString(code)
	return strings.TrimSpace(text), family, size, other
}

// mm is a length in millimetres, or in points if that is the exact one.
func mm(l unit.Length) string {
	if x, err := unit.Parse(l.MMString()); err == nil && x == l {
		return l.MMString()
	}
	if x, err := unit.Parse(l.PtString() + "pt"); err == nil && x == l {
		return l.PtString() + "pt"
	}
	return fmt.Sprintf("%demu", int64(l))
}
