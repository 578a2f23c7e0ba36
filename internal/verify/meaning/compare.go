package meaning

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
)

// maxDifferences is when comparing stops.
const maxDifferences = 10000

// comparison gathers the differences of one sheet after the other.
type comparison struct {
	is, want *Sheet
	out      []Difference
}

// Compare tells what of is is otherwise than in want, in the order of sheets, rows and columns.
func Compare(is, want *Book) []Difference {
	c := &comparison{}
	for _, d := range is.strange {
		if !slices.Contains(want.strange, d) {
			c.out = append(c.out, d)
		}
	}
	for _, p := range [...][3]string{{"属性“标题”", is.Title, want.Title}, {"属性“主题”", is.Subject, want.Subject},
		{"属性“作者”", is.Creator, want.Creator}, {"属性里的校验码", is.Identifier, want.Identifier}} {
		if p[1] != p[2] && p[1] != "" { // a program that saves may leave it out
			c.out = append(c.out, Difference{What: p[0], Is: p[1], Want: p[2]})
		}
	}
	for i := range max(len(is.Sheets), len(want.Sheets)) {
		switch {
		case i >= len(is.Sheets):
			c.out = append(c.out, Difference{Sheet: want.Sheets[i].Name, What: "缺工作表"})
		case i >= len(want.Sheets):
			c.out = append(c.out, Difference{Sheet: is.Sheets[i].Name, What: "多出工作表"})
		default:
			c.is, c.want = is.Sheets[i], want.Sheets[i]
			c.sheet()
		}
	}
	c.is = nil
	for _, k := range either(is.names, want.names, strings.Compare) {
		if is.names[k] != want.names[k] {
			sheet, name, _ := strings.Cut(k, "\x00")
			c.out = append(c.out, Difference{Sheet: sheet, What: nameOf(name), Is: is.names[k], Want: want.names[k]})
		}
	}
	return c.out
}

// either is the keys of one map or the other, in order.
func either[K comparable, V any](a, b map[K]V, order func(K, K) int) []K {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return slices.SortedFunc(maps.Keys(all), order)
}

func nameOf(name string) string {
	switch name {
	case "_xlnm.Print_Area":
		return "打印区域"
	case "_xlnm.Print_Titles":
		return "打印标题"
	}
	return "名称“" + name + "”"
}

// differ notes a difference; look is true where another release of this program might print the same otherwise.
func (c *comparison) differ(cell, what, is, want string, look bool) {
	if is != want && len(c.out) < maxDifferences {
		c.out = append(c.out, Difference{c.want.Name, cell, what, is, want, look})
	}
}

func (c *comparison) sheet() {
	c.differ("", "工作表的名称", c.is.Name, c.want.Name, false)
	c.differ("", "工作表的状态", c.is.State, c.want.State, false)
	end := place{1, 1}
	for p := range c.want.cells {
		end.row, end.col = max(end.row, p.row), max(end.col, p.col)
	}
	c.sizes(end)
	covered := c.spans()
	c.contents(end, covered)
	c.borders(end)
	for n := range max(slices.Max(append(slices.Collect(maps.Keys(c.is.breaks)), 0)),
		slices.Max(append(slices.Collect(maps.Keys(c.want.breaks)), 0))) + 1 {
		if c.is.breaks[n] != c.want.breaks[n] && n <= end.row {
			c.differ(strconv.Itoa(n+1), "这一行之前分页", yes(c.is.breaks[n]), yes(c.want.breaks[n]), true)
		}
		if n > end.row {
			break
		}
	}
	for _, k := range slices.Sorted(maps.Keys(c.want.print)) {
		c.differ("", k, c.is.print[k], c.want.print[k], k == "缩放")
	}
	for _, k := range slices.Sorted(maps.Keys(c.want.lengths)) {
		room := 0.03
		if foot := strings.HasPrefix(k, "页脚"); foot || strings.HasPrefix(k, "页眉") {
			if room = 0.06; !c.is.edged(foot) && !c.want.edged(foot) {
				continue // of a line that is not there programs write what they like
			}
		}
		if k == "上边距" && c.want.edges[0] != "" && c.want.edges[4] == "" {
			room = 0.15 // LibreOffice takes the line that the first page lacks out of the margin
		}
		if math.Abs(c.is.lengths[k]-c.want.lengths[k]) > room {
			c.differ("", k, inches(c.is.lengths[k]), inches(c.want.lengths[k]), c.is.lengths[k] > 0.1)
		}
	}
	for i, name := range edgeNames {
		if c.is.edges[i] == c.is.edges[i%2] && c.want.edges[i] == c.want.edges[i%2] && i >= 2 {
			continue // as on the other pages
		}
		_, is := edgeParts(c.is.edges[i])
		_, want := edgeParts(c.want.edges[i])
		for k, part := range [3]string{"左", "中", "右"} {
			c.differ("", name+"（"+part+"）", is[k], want[k], false)
		}
	}
	c.notes()
	c.pictures()
}

// edged says whether the sheet has a header, or a footer.
func (s *Sheet) edged(foot bool) bool {
	from := 0
	if foot {
		from = 1
	}
	return s.edges[from]+s.edges[from+2]+s.edges[from+4] != ""
}

func yes(b bool) string {
	if b {
		return "是"
	}
	return "否"
}

func inches(x float64) string { return fmt.Sprintf("%.1f 毫米", x*25.4) }

// sizes compares what rows and columns are high and wide, and whether they are seen.
func (c *comparison) sizes(end place) {
	for n := 1; n <= end.col; n++ {
		is, want := c.is.width(n), c.want.width(n)
		name := found.Letters(n) + " 列"
		switch {
		case is < 0.3 && want >= 0.3:
			c.differ(name, "列隐藏了，或窄得看不见", "", "列宽 "+digits(want), false)
		case math.Abs(is-want) > max(0.35, want*0.03):
			c.differ(name, "列宽", digits(is), digits(want), is > want/2)
		}
	}
	for n := 1; n <= end.row; n++ {
		is, want := c.is.height(n), c.want.height(n)
		name := fmt.Sprintf("第 %d 行", n)
		switch {
		case is < 3 && want >= 3:
			c.differ(name, "行隐藏了，或矮得看不见", "", "行高 "+digits(want), false)
		case math.Abs(is-want) > max(1, want*0.04):
			c.differ(name, "行高", digits(is), digits(want), is > want/2)
		}
	}
}

func digits(x float64) string { return strconv.FormatFloat(math.Round(x*100)/100, 'f', -1, 64) }

// spans compares the merged cells and gives the places that lie under one, but for its first.
func (c *comparison) spans() map[place]bool {
	for _, a := range either(c.is.merges, c.want.merges,
		func(a, b found.Span) int {
			return cmp.Or(a.Row-b.Row, a.Col-b.Col, a.LastRow-b.LastRow, a.LastCol-b.LastCol)
		}) {
		c.differ(a.String(), "合并", yes(c.is.merges[a]), yes(c.want.merges[a]), false)
	}
	covered := map[place]bool{}
	for a := range c.want.merges {
		for r := a.Row; r <= a.LastRow; r++ {
			for k := a.Col; k <= a.LastCol; k++ {
				covered[place{r, k}] = r > a.Row || k > a.Col
			}
		}
	}
	return covered
}

// contents compares the cells.
func (c *comparison) contents(end place, covered map[place]bool) {
	empty := &cell{}
	for _, p := range either(c.is.cells, c.want.cells, place.compare) {
		is, want := c.is.cells[p], c.want.cells[p]
		if is == nil {
			is = empty
		}
		if want == nil {
			want = empty
		}
		at := p.String()
		c.differ(at, "公式", is.formula, want.formula, false)
		switch {
		case is.kind != want.kind && is.kind != "" && want.kind != "":
			c.differ(at, "类型", is.kind+"“"+is.value+"”", want.kind+"“"+want.value+"”", false)
		case !same(is, want):
			c.differ(at, "内容", is.value, want.value, false)
		}
		c.differ(at, "斜线", is.style.diagonal, want.style.diagonal, false)
		if !covered[p] {
			if is.style.fill != want.style.fill && (p.row <= end.row && p.col <= end.col || is.style.fill != "") {
				c.differ(at, "底色", orElse(is.style.fill, "无"), orElse(want.style.fill, "无"), false)
			}
			if is.kind != "" && want.kind != "" {
				c.looks(at, is, want)
			}
		}
	}
}

// same says whether two cells hold the same. Numbers are compared as spreadsheets hold them, as IEEE doubles; what a
// formula came to may differ in the last digits from one program to another.
func same(is, want *cell) bool {
	if is.kind == "" && want.formula != "" && is.formula == want.formula {
		return true // saved by a program that does not compute: it is computed when the file is opened
	}
	if is.kind != "数" || want.kind != "数" {
		return is.value == want.value
	}
	a, err1 := strconv.ParseFloat(is.value, 64)
	b, err2 := strconv.ParseFloat(want.value, 64)
	if err1 != nil || err2 != nil {
		return is.value == want.value
	}
	return a == b || want.formula != "" && math.Abs(a-b) <= 1e-12*max(math.Abs(a), math.Abs(b))
}

// looks compares how two cells look that hold something.
func (c *comparison) looks(at string, is, want *cell) {
	a, b := is.style, want.style
	c.differ(at, "数字格式", a.number, b.number, false)
	c.differ(at, "水平对齐", a.horizontal, b.horizontal, true)
	c.differ(at, "垂直对齐", a.vertical, b.vertical, true)
	c.differ(at, "缩进", strconv.Itoa(a.indent), strconv.Itoa(b.indent), a.indent <= b.indent+2)
	c.differ(at, "文字方向", strconv.Itoa(a.rotation), strconv.Itoa(b.rotation), false)
	c.differ(at, "阅读方向", strconv.Itoa(max(a.reading, 0)), strconv.Itoa(max(b.reading, 0)), false)
	c.differ(at, "自动换行", yes(a.wrap), yes(b.wrap), true)
	c.differ(at, "缩小字体填充", yes(a.shrink), yes(b.shrink), true)
	x, y := runsOf(is), runsOf(want)
	names := map[string]bool{}
	for _, r := range y {
		names[r.font.name] = true
	}
	for len(x) > 0 && len(y) > 0 {
		before := len(c.out)
		if c.fonts(at, x[0].font, y[0].font, names); len(c.out) > before {
			return // one is enough for a cell
		}
		n := min(len(x[0].text), len(y[0].text))
		x, y = after(x, n), after(y, n)
	}
}

// runsOf are the pieces of a cell's content with their fonts.
func runsOf(c *cell) []run {
	if len(c.runs) == 0 {
		return []run{{c.value, c.style.font}}
	}
	var out []run
	for _, r := range c.runs {
		if r.font == (font{}) {
			r.font = c.style.font
		}
		if r.text != "" {
			out = append(out, r)
		}
	}
	return out
}

func after(r []run, n int) []run {
	if n >= len(r[0].text) {
		return r[1:]
	}
	return append([]run{{r[0].text[n:], r[0].font}}, r[1:]...)
}

// fonts compares two fonts; names are those the cell should have.
func (c *comparison) fonts(at string, is, want font, names map[string]bool) {
	if !names[is.name] && !known(is.name) {
		c.differ(at, "字体", is.name, want.name, false)
	}
	if math.Abs(is.size-want.size) > 0.3 {
		c.differ(at, "字号", digits(is.size), digits(want.size), is.size > want.size*2/3)
	}
	c.differ(at, "字的颜色", is.hue, want.hue, false)
	c.differ(at, "加粗", yes(is.bold), yes(want.bold), true)
	c.differ(at, "斜体", yes(is.italic), yes(want.italic), true)
	c.differ(at, "删除线", yes(is.struck), yes(want.struck), false)
	c.differ(at, "下划线", is.underline, want.underline, false)
	c.differ(at, "上下标", is.raised, want.raised, false)
	c.differ(at, "字的效果", is.effects, want.effects, false)
}

func (c *comparison) notes() {
	for _, p := range either(c.is.notes, c.want.notes, place.compare) {
		c.differ(p.String(), "批注", c.is.notes[p], c.want.notes[p], false)
	}
}

func (c *comparison) pictures() {
	for i := range max(len(c.is.images), len(c.want.images)) {
		switch {
		case i >= len(c.is.images):
			c.differ(c.want.images[i].at.String(), "图", "缺", "有", false)
		case i >= len(c.want.images):
			c.differ(c.is.images[i].at.String(), "图", "多出", "无", false)
		default:
			a, b := c.is.images[i], c.want.images[i]
			c.differ(b.at.String(), "图", a.sum, b.sum, false)
			room := max(38000, b.w/50, b.h/50)
			if math.Abs(a.x-b.x) > room || math.Abs(a.y-b.y) > room || math.Abs(a.w-b.w) > room || math.Abs(a.h-b.h) > room {
				c.differ(b.at.String(), "图的位置或大小", a.box(), b.box(), true)
			}
		}
	}
}

func (m image) box() string {
	return fmt.Sprintf("%.0f,%.0f %.0f×%.0f 毫米", m.x/36000, m.y/36000, m.w/36000, m.h/36000)
}

// Within is the part of a bound workbook, which begins with its contents, that has the sheets of another, and ok if
// it has them all. What the workbook says of itself as a whole is left out with the other sheets.
func (b *Book) Within(want *Book) (part *Book, ok bool) {
	if len(b.Sheets) <= len(want.Sheets) || b.Sheets[0].Name != "目录" {
		return nil, false
	}
	part = &Book{Application: b.Application, Identifier: b.Identifier, names: map[string]string{}}
	kept := map[string]bool{"": true}
	for _, w := range want.Sheets {
		i := slices.IndexFunc(b.Sheets, func(s *Sheet) bool { return s.Name == w.Name })
		if i < 0 {
			return nil, false
		}
		part.Sheets = append(part.Sheets, b.Sheets[i])
		kept[w.Name] = true
	}
	for k, v := range b.names {
		if sheet, _, _ := strings.Cut(k, "\x00"); kept[sheet] {
			part.names[k] = v
		}
	}
	for _, d := range b.strange {
		if kept[d.Sheet] {
			part.strange = append(part.strange, d)
		}
	}
	return part, true
}
