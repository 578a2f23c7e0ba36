package fromxlsx

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// families are font names of Windows, WPS and macOS by the family of ours that looks like them.
var families = []struct{ part, family string }{
	{"小标宋", "小标宋"}, {"仿宋", "仿宋"}, {"fangsong", "仿宋"}, {"楷", "楷体"}, {"kai", "楷体"}, {"黑", "黑体"}, {"hei", "黑体"}, {"微软雅黑", "黑体"}, {"等线", "黑体"},
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

var borderKinds = [14]grid.BorderKind{0, grid.Thin, grid.Medium, grid.Thin, grid.Thin, grid.Thick, grid.Double, grid.Hair, grid.Medium, grid.Thin, grid.Medium, grid.Thin, grid.Medium, grid.Medium}

var aligns = map[string]grid.Align{"": grid.AlignDefault, "general": grid.AlignDefault, "left": grid.AlignLeft, "center": grid.AlignCenter, "right": grid.AlignRight,
	"distributed": grid.AlignDistribute, "justify": grid.AlignJustify, "centerContinuous": grid.AlignCenter, "fill": grid.AlignLeft}
var valigns = map[string]grid.Align{"top": grid.AlignLeft, "center": grid.AlignCenter, "": grid.AlignRight, "bottom": grid.AlignRight,
	"distributed": grid.AlignCenter, "justify": grid.AlignCenter}

// convert reads a cell format.
func (r *sheetReader) convert(s *excelize.Style) look {
	l := look{style: grid.Style{Family: "宋体", Size: 11 * unit.Pt, Align: grid.AlignLeft, VAlign: grid.AlignRight}}
	if f := s.Font; f != nil {
		family, latin := familyOf(f.Family)
		l.style.Family, l.latin = family, latin
		if f.Size > 0 {
			l.style.Size = points(f.Size)
		}
		l.style.Bold = f.Bold
		l.style.Gray = r.gray(f.Color, "字的颜色")
		for _, x := range []struct {
			on   bool
			what string
		}{{f.Italic, "斜体"}, {f.Underline != "" && f.Underline != "none", "下划线"}, {f.Strike, "删除线"}} {
			if x.on {
				r.note("FROM-FONT", "有%s，版式没有，没有照搬。", x.what)
			}
		}
		if known := slices.ContainsFunc(families, func(k struct{ part, family string }) bool {
			return strings.Contains(strings.ToLower(f.Family), k.part)
		}); !known && !latin && f.Family != "" {
			r.note("FROM-FONT", "字体“%s”按宋体。", f.Family)
		}
	}
	if a := s.Alignment; a != nil {
		if x, ok := aligns[a.Horizontal]; ok {
			l.style.Align = x
		} else {
			l.style.Align = grid.AlignLeft
		}
		if x, ok := valigns[a.Vertical]; ok {
			l.style.VAlign = x
		}
		if l.style.Align == grid.AlignDefault {
			l.style.Align = grid.AlignLeft
		}
		switch a.TextRotation {
		case 0:
		case 255:
			l.style.Stack = true
		default:
			r.note("FROM-ROTATION", "有斜放的文字（%d°），按横排。", a.TextRotation)
		}
		if a.Indent > 0 && l.style.Align == grid.AlignLeft {
			l.style.PadLeft = unit.Length(a.Indent) * r.step
		}
		if a.ShrinkToFit {
			l.style.Overflow = grid.Shrink
		}
	}
	if s.Fill.Type == "pattern" && s.Fill.Pattern == 1 && len(s.Fill.Color) > 0 {
		if l.style.Fill = r.gray(s.Fill.Color[0], "底色"); l.style.Fill == 255 {
			l.style.Fill = 0
		}
	}
	for _, b := range s.Border {
		if b.Style <= 0 || b.Style >= len(borderKinds) {
			continue
		}
		k := borderKinds[b.Style]
		if !slices.Contains([]int{1, 2, 5, 6, 7}, b.Style) {
			r.note("FROM-BORDER", "有虚线等线型，按同样粗细的实线。")
		}
		switch b.Type {
		case "top":
			l.border.Top = k
		case "right":
			l.border.Right = k
		case "bottom":
			l.border.Bottom = k
		case "left":
			l.border.Left = k
		default:
			r.note("FROM-BORDER", "有斜线，没有照搬。")
		}
	}
	return l
}

// gray is the gray of a color RRGGBB (ITU-R BT.601).
func (r *sheetReader) gray(hex, what string) uint8 {
	hex = strings.TrimPrefix(hex, "#")
	if len(hex) == 8 {
		hex = hex[2:]
	}
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || len(hex) != 6 {
		return 0
	}
	red, green, blue := n>>16, n>>8&255, n&255
	if red != green || green != blue {
		r.note("FROM-COLOR", "%s #%s 按灰度。", what, strings.ToUpper(hex))
	}
	return uint8((299*red + 587*green + 114*blue + 500) / 1000)
}

// sizes reads widths and heights.
func (r *sheetReader) sizes(t *grid.Table) error {
	digit := r.digit()
	for k := range r.cols {
		col, err := excelize.ColumnNumberToName(k + 1)
		if err != nil {
			return err
		}
		w, err := r.f.GetColWidth(r.sheet, col)
		if err != nil {
			return err
		}
		if shown, err := r.f.GetColVisible(r.sheet, col); err == nil && !shown {
			r.note("FROM-HIDDEN", "%s 列是隐藏的，也画上了。", col)
		}
		px := math.Floor((256*w + math.Floor(128/digit)) / 256 * digit)
		t.Columns = append(t.Columns, max(unit.Length(px), 1)*unit.Px)
	}
	for i := range r.rows {
		h, err := r.f.GetRowHeight(r.sheet, i+1)
		if err != nil {
			return err
		}
		if shown, err := r.f.GetRowVisible(r.sheet, i+1); err == nil && !shown {
			r.note("FROM-HIDDEN", "第 %d 行是隐藏的，也画上了。", i+1)
		}
		t.Rows = append(t.Rows, grid.Row{Height: max(unit.Length(math.Round(h/0.75)), 1) * unit.Px})
	}
	return nil
}

// digit is the width of a digit in the Normal font in pixels, the unit of column widths (ECMA-376 Part 1, 18.3.1.13): 8 for 宋体 12 and
// 11 and 等线 11, 7 for Calibri 11 and 宋体 10.
func (r *sheetReader) digit() float64 {
	s, err := r.f.GetStyle(0)
	if err != nil || s.Font == nil || s.Font.Size <= 0 {
		return 8
	}
	if _, latin := familyOf(s.Font.Family); latin {
		return math.Max(math.Round(s.Font.Size*96/72*0.507), 1)
	}
	return math.Max(math.Ceil(s.Font.Size*96/72/2), 1)
}

var papers = map[int]struct {
	name string
	w, h unit.Length
}{8: {"A3", 297 * unit.MM, 420 * unit.MM}, 9: {"A4", 210 * unit.MM, 297 * unit.MM}, 11: {"A5", 148 * unit.MM, 210 * unit.MM}}

// print reads paper, margins, page number, header and footer.
func (r *sheetReader) print(t *grid.Table) error {
	p := papers[9]
	setup, err := r.f.GetPageLayout(r.sheet)
	if err != nil {
		return err
	}
	if setup.Size != nil {
		if known, ok := papers[*setup.Size]; ok {
			p = known
		} else if *setup.Size != 0 {
			r.note("FROM-PAPER", "纸张代码 %d 不认识，按 A4。", *setup.Size)
		}
	}
	t.Paper = grid.Paper{Name: p.name, Width: p.w, Height: p.h}
	if setup.Orientation != nil && *setup.Orientation == "landscape" {
		t.Paper.Width, t.Paper.Height = p.h, p.w
	}
	if setup.AdjustTo != nil && *setup.AdjustTo >= 10 && *setup.AdjustTo < 100 {
		t.MaxScale = int(*setup.AdjustTo)
	}
	m, err := r.f.GetPageMargins(r.sheet)
	if err != nil {
		return err
	}
	for _, x := range []struct {
		inch *float64
		to   *unit.Length
		std  float64
	}{{m.Top, &t.Paper.Top, 0.75}, {m.Right, &t.Paper.Right, 0.7}, {m.Bottom, &t.Paper.Bottom, 0.75}, {m.Left, &t.Paper.Left, 0.7}} {
		if x.inch == nil {
			x.inch = &x.std
		}
		*x.to = inches(*x.inch)
	}
	return r.headerFooter(t)
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
	fontCode = regexp.MustCompile(`&"([^",]*),?[^"]*"`)
	sizeCode = regexp.MustCompile(`&(\d+)`)
)

// headerFooter reads the codes of ECMA-376 Part 1, 18.3.1.46: a page number in the footer, texts at the centre of head and foot.
func (r *sheetReader) headerFooter(t *grid.Table) error {
	hf, err := r.f.GetHeaderFooter(r.sheet)
	if err != nil || hf == nil {
		return err
	}
	head, foot := sections(hf.OddHeader), sections(hf.OddFooter)
	if hf.DifferentFirst { // what further pages have beside it, every layout has
		head = sections(hf.FirstHeader)
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
			t.PageNumber = grid.PageNumber{Format: text, Family: family, Size: size, Align: map[rune]grid.Align{'L': grid.AlignLeft, 'C': grid.AlignCenter, 'R': grid.AlignRight}[at]}
			if at == 'R' && hf.DifferentOddEven {
				t.PageNumber.Align = grid.AlignOutside
			}
		case at == 'C' && t.Footer == "":
			t.Footer = text
		default:
			r.note("FROM-HEADER", "页脚“%s”没有照搬。", text)
		}
	}
	return nil
}

// sections parts a header or footer into left, centre and right.
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
	other = regexp.MustCompile(`&[DTFAZGp]`).MatchString(code)
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
