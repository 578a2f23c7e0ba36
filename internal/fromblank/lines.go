package fromblank

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model/grid"
)

// yearPrinted is a year that a line or a title has, of a form that has it filled in; days and numbers of documents have
// other figures beside it.
var yearPrinted = pattern.Late(`^([^0-9〔]*?)(20[0-9]{2})([ 　]*年[^0-9月]*)$`)

// unitBehind is a unit whose name is to be written before what it is: ____村民委员会.
var unitBehind = pattern.Late(`^([ 　]{4,}|[_＿]{2,})(村民委员会|居民委员会|村委会|社区|人民政府|财政局|街道办事处|局|镇|乡|村|县|市|区|单位|学校|医院)([ 　]*)$`)

var yearGap = pattern.Late(`^(.*?)((?:20)?(?:[ 　]{2,}|[_＿]{2,}))(年度?.*)$`)

// yearMonths are the months of a year that is to be written in: 年度  1—7月.
var yearMonths = pattern.Late(`^年度?[ 　]*[0-9]{1,2}([-—~至–][0-9]{1,2})?月`)

// before is the field of the line's cell at the left, empty if it has none.
func (g *guesser) before(c *grid.Cell) string {
	for k := c.Col - 1; k >= 0; k-- {
		if x, ok := g.cells[g.at[c.Row][k]]; ok && !strings.HasPrefix(x.path, "= ") && !strings.Contains(x.path, ".") {
			return x.path
		}
	}
	return ""
}

// gap is a place to write on inside a sentence, with what it counts behind it: 合同签订后____日内, ____年第__季度.
var gap = pattern.Late(`[_＿]{2,}`)

// spaced is a gap of blanks, as an underlined one is, before what it counts.
var spaced = pattern.Late(`\p{Han}( {3,}|　{2,}|[ 　]{3,})(季度|个月|个工作日|工作日|日内|天|人|万元|元|户|次|%|％)`)

// gapsIn are the places to write on in a sentence.
func gapsIn(s string) [][]int {
	found := gap.FindAllStringIndex(s, -1)
	for _, m := range spaced.FindAllStringSubmatchIndex(s, -1) {
		found = append(found, []int{m[2], m[3]})
	}
	slices.SortFunc(found, func(a, b []int) int { return a[0] - b[0] })
	return found
}

// counted are what stands behind a gap that takes a number.
var counted = pattern.Late(`^[ 　]*(个月|个工作日|工作日|季度|年度|万元|年|月|日|天|元|人|次|户|亩|台|套|件|项|份|小时|%|％|个)`)

// wordsBefore is what stands right before a gap: 截至____月底.
var wordsBefore = pattern.Late(`([\p{Han}]{1,6})[ 　]*$`)

// gaps draws a sentence with places to write on. One is the field of the label at its left; of several, and in a line,
// each is called by what it counts.
func (g *guesser) gaps(n int) bool {
	c := &g.t.Cells[n]
	found := gapsIn(c.Text)
	if len(found) == 0 || len(found) > 6 || strings.ContainsAny(c.Text, boxSigns) || strings.Contains(c.Text, "：____") {
		return false
	}
	base := ""
	if label, touches := g.left(c); g.t.Rows[c.Row].Role.Bordered() && label != nil && touches {
		base = cellName(label.Text)
	}
	var names, kinds []string
	for _, m := range found {
		if strings.HasSuffix(c.Text[:m[0]], "20") {
			return false
		}
		unit := ""
		if u := counted.FindStringSubmatch(c.Text[m[1]:]); u != nil {
			unit = u[1]
		}
		name, kind := base, "text"
		switch {
		case unit == "年" || unit == "年度":
			kind = "year"
			if name += "年度"; base != "" {
				name = base + "年"
			}
		case unit == "季度":
			name += "季度"
		case unit != "":
			kind = "number"
			if unit == "元" || unit == "万元" {
				kind = "money"
			}
			if len(found) > 1 || base == "" {
				name += strings.Trim(unit, "%％")
			}
			if before := wordsBefore.FindStringSubmatch(c.Text[:m[0]]); base == "" && len(found) == 1 && before != nil {
				name = before[1] + name
			}
		}
		if ownName(name) == "" {
			return false
		}
		names, kinds = append(names, name), append(kinds, kind)
	}
	var text strings.Builder
	var first guess
	at := 0
	for i, m := range found {
		x, ok := g.field("", names[i], kinds[i], fmt.Sprintf("“%s”里的空", short(c.Text)))
		if !ok {
			return false
		}
		if i == 0 {
			first = x
		}
		text.WriteString(escape(c.Text[at:m[0]]))
		fmt.Fprintf(&text, "{线 %spt {%s}}", c.Style.Size.Scale(int64(len([]rune(c.Text[m[0]:m[1]]))), 2).PtString(), x.path)
		at = m[1]
	}
	text.WriteString(escape(c.Text[at:]))
	first.text = ends(text.String())
	g.cells[n] = first
	return true
}

// line looks for blanks in a line above or below the table: after a colon, and before 年度.
func (g *guesser) line(n int) {
	c := &g.t.Cells[n]
	if g.day(n) || strings.ContainsAny(c.Text, boxSigns) && g.choices(n) || g.blanksOf(n) || len(gapsIn(c.Text)) > 1 && g.gaps(n) {
		return
	}
	text := strings.TrimRight(c.Text, " 　_＿")
	if strings.HasSuffix(text, "：") || strings.HasSuffix(text, ":") {
		if strings.Count(text, "：")+strings.Count(text, ":") > 1 {
			g.lose(c)
			return
		}
		name := cellName(text)
		if name == "" {
			return
		}
		if prev := g.before(c); g.used[ownName(name)] && g.top(name) == nil && prev != "" {
			name = prev + name
		}
		g.put(n, "", name, fmt.Sprintf("“%s”后面", short(text)))
		if x, ok := g.cells[n]; ok {
			x.text = escape(text) + "{" + x.path + "}" + escapeTail(c.Text[len(text):])
			g.cells[n] = x
		}
		return
	}
	if m := unitBehind.FindStringSubmatch(c.Text); m != nil {
		name := m[2]
		if r := []rune(name); len(r) < 3 {
			name += "名称"
		}
		if x, ok := g.field("", name, "text", fmt.Sprintf("“%s”前面的空", short(m[2]))); ok {
			x.text = ends("{线 30mm {" + x.path + "}}" + escape(m[2]+m[3]))
			g.cells[n] = x
		}
		return
	}
	if m := yearPrinted.FindStringSubmatch(c.Text); m != nil && g.top("年度") != nil && !g.used["年度"] {
		g.used["年度"] = true
		g.cells[n] = guess{path: "年度", why: fmt.Sprintf("“%s”里的年", short(c.Text)), text: escape(m[1]) + "{年度}" + escapeTail(m[3])}
		return
	}
	if m := yearGap.FindStringSubmatch(c.Text); m != nil && !strings.ContainsAny(m[1]+m[3], "\n") && !strings.ContainsAny(m[1]+yearMonths.ReplaceAllString(m[3], ""), "0123456789") {
		g.put(n, "", "年度", fmt.Sprintf("“%s”里的空", short(strings.TrimSpace(m[3]))))
		if x, ok := g.cells[n]; ok {
			empty := ""
			if strings.HasPrefix(m[2], "20") { // 20__年度: left empty it stays as it is
				empty = "|20"
			}
			x.text, x.kind = escape(m[1])+"{"+x.path+empty+"}"+escapeTail(m[3]), "year"
			g.cells[n] = x
			for i := range g.fresh {
				if g.fresh[i].path == x.path {
					g.fresh[i].kind = "year"
				}
			}
		}
		return
	}
	g.gaps(n)
}
