package fromblank

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// yearPrinted is a year that a line or a title has, of a form that has it filled in; days and numbers of documents have
// other figures beside it.
var yearPrinted = pattern.Late(`^([^0-9〔]*?)(20[0-9]{2})([ 　]*年[^0-9月]*)$`)

// unitBehind is a unit whose name is to be written before what it is: ____村民委员会.
var unitBehind = pattern.Late(`^([ 　]{4,}|[_＿]{2,})(村民委员会|居民委员会|村委会|社区|人民政府|财政局|街道办事处|局|镇|乡|村|县|市|区|单位|学校|医院)([ 　]*)$`)

var yearGap = pattern.Late(`^(.*?)((?:20)?(?:[ 　]{2,}|[_＿]{2,}))(年度?.*)$`)

// line looks for blanks in a line above or below the table: after a colon, and before 年度.
func (g *guesser) line(n int) {
	c := &g.t.Cells[n]
	if g.day(n) || strings.ContainsAny(c.Text, boxSigns) && g.choices(n) || g.blanksOf(n) {
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
	if m := yearGap.FindStringSubmatch(c.Text); m != nil && !strings.ContainsAny(m[1]+m[3], "0123456789\n") {
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
	}
}
