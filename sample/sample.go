// Package sample makes records to try layouts, batches and books with. In: a model.Form, how many and a seed. Out: one record
// after the other as a line of JSON, invented throughout but of the shape of real ones: 3 to 60 indicators, short and long texts,
// amounts written in several ways, rare characters in names. Record i of a seed is the same on every machine, however many are
// made. The cases ask for what is hard on a layout instead: everything filled in, the longest texts, nothing but what is required,
// 200 rows, rare characters.
package sample

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/model"
)

// Options of a set; the zero value is one of year 2024.
type Options struct {
	Layout string // written as "form"
	Seed   uint64
	Year   int  // 0: 2024
	Case   Case // what the records try out
}

// Append appends record i (from 0) of a set as one line of JSON, without the line feed. f must be prepared. Fields the form
// computes are left out, so that they agree.
func Append(dst []byte, f *model.Form, o Options, i int) []byte {
	if o.Year == 0 {
		o.Year = 2024
	}
	g := &generator{Rand: rand.New(rand.NewPCG(o.Seed, uint64(i)+1)), out: dst, year: o.Year, edge: o.Case}
	g.department = pick(g, departments)
	g.unit = g.office()
	g.project = g.projectName(i)
	g.fulfilled = g.IntN(100) < 70
	g.out = append(g.out, '{')
	g.member("form", o.Layout)
	g.fields(f.Fields)
	g.out = append(g.out, '}')
	return g.out
}

type generator struct {
	*rand.Rand
	out                       []byte
	year                      int
	edge                      Case
	department, unit, project string
	fulfilled                 bool // every indicator reached
	funds                     int64
	path                      []string
}

func pick[T any](g *generator, from []T) T { return from[g.IntN(len(from))] }

// member writes a name and a text.
func (g *generator) member(name, text string) {
	g.key(name)
	g.text(text)
}

func (g *generator) key(name string) {
	if last := g.out[len(g.out)-1]; last != '{' && last != '[' {
		g.out = append(g.out, ',')
	}
	g.text(name)
	g.out = append(g.out, ':')
}

// text writes a JSON string; the vocabulary has no control characters.
func (g *generator) text(s string) {
	g.out = append(g.out, '"')
	g.out = append(g.out, strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s)...)
	g.out = append(g.out, '"')
}

func (g *generator) fields(fields []*model.Field) {
	for _, f := range fields {
		if f.Compute != "" && f.When == "" {
			continue
		}
		switch {
		case g.edge == Empty && f.Kind == model.Rows && !f.Required:
		case f.Kind == model.Group && isFunds(f) && g.edge != Empty:
			g.key(f.Name)
			g.fundTable(f)
		case f.Kind == model.Group:
			g.key(f.Name)
			g.out = append(g.out, '{')
			g.path = append(g.path, f.Name)
			g.fields(f.Fields)
			g.path = g.path[:len(g.path)-1]
			g.out = append(g.out, '}')
		case f.Kind == model.Rows && isIndicators(f):
			g.key(f.Name)
			g.indicators(f)
		case f.Kind == model.Rows:
			g.key(f.Name)
			g.rows(f)
		default:
			g.single(f)
		}
	}
}

// rows writes a list of a form this package knows nothing of.
func (g *generator) rows(f *model.Field) {
	g.out = append(g.out, '[')
	n := 1 + g.IntN(8)
	if k := g.items(); k > 0 {
		n = k
	}
	if len(g.path) > 3 {
		n = 1
	}
	for i := range n {
		if i > 0 {
			g.out = append(g.out, ',')
		}
		g.out = append(g.out, '{')
		g.path = append(g.path, f.Name)
		g.fields(f.Fields)
		g.path = g.path[:len(g.path)-1]
		g.out = append(g.out, '}')
	}
	g.out = append(g.out, ']')
}

// value is a text for a single field, by its name where that says something, else by its kind.
func (g *generator) value(f *model.Field) string {
	has := func(parts ...string) bool {
		for _, p := range parts {
			if strings.Contains(f.Name, p) {
				return true
			}
		}
		return false
	}
	switch {
	case f.Kind == model.Year:
		return strconv.Itoa(g.year)
	case f.Kind == model.Choice:
		return pick(g, f.Choices)
	case f.Kind == model.Money:
		return money(g, int64(g.IntN(900_0000)+1_0000)*100)
	case f.Kind == model.Rate:
		return fmt.Sprintf("%d.%02d%%", 60+g.IntN(40), g.IntN(100))
	case f.Kind == model.Score:
		return strconv.Itoa(1 + g.IntN(10))
	case f.Kind == model.Number:
		return strconv.Itoa(1 + g.IntN(500))
	case f.Kind == model.Date:
		return fmt.Sprintf("%d年%d月%d日", g.year+1, 1+g.IntN(6), 1+g.IntN(28))
	case has("项目名称", "项目支出名称"):
		return g.project
	case has("主管部门", "部门名称"):
		return g.department
	case has("实施单位", "预算单位", "单位名称", "填报单位", "项目单位"):
		return g.unit
	case has("预期目标", "年度目标", "总体目标", "绩效目标"):
		return g.sentences(goals, 1+g.IntN(5))
	case has("完成情况"):
		return g.sentences(outcomes, 1+g.IntN(5))
	case has("负责人", "联系人", "填报人", "填表人", "经办人"):
		return g.person()
	case has("电话"):
		return fmt.Sprintf("021-%04d%04d", 5000+g.IntN(1000), g.IntN(10000))
	case has("原因", "措施", "说明", "备注", "问题"):
		if g.edge != Full && g.IntN(3) > 0 {
			return ""
		}
		return g.sentence(reasons)
	case len(f.Choices) > 0:
		return pick(g, f.Choices)
	case has("编码", "代码"):
		return fmt.Sprintf("%02d%04d%06d", 31, g.year, g.IntN(1_000_000))
	}
	return pick(g, topics) + pick(g, works)
}

func (g *generator) office() string {
	head := strings.TrimSuffix(strings.TrimSuffix(g.department, "局"), "委员会")
	switch g.IntN(4) {
	case 0:
		return g.department + "（本级）"
	case 1:
		return head + pick(g, offices) + "（" + pick(g, topics) + pick(g, offices) + "）"
	}
	return head + pick(g, offices)
}

// projectName is different for every record of a set.
func (g *generator) projectName(i int) string {
	s := pick(g, topics) + pick(g, works) + pick(g, kinds)
	switch g.IntN(12) {
	case 0:
		s += "——" + g.person() + "工作室"
	case 1:
		s = strconv.Itoa(g.year) + "年" + s + "（" + pick(g, topics) + pick(g, works) + "及配套设施更新改造部分）"
	case 2:
		s += "(" + string(rune('A'+g.IntN(26))) + "标段)"
	}
	return s + "（第" + strconv.Itoa(i+1) + "号）"
}

func (g *generator) person() string {
	return pick(g, surnames) + pick(g, givens)
}

// sentences are numbered as people number them.
func (g *generator) sentences(from []string, n int) string {
	if n == 1 {
		return g.sentence(from)
	}
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%d、%s", i+1, g.sentence(from))
	}
	return b.String()
}

func (g *generator) sentence(from []string) string {
	s := pick(g, from)
	s = strings.ReplaceAll(s, "〔题〕", pick(g, topics))
	s = strings.ReplaceAll(s, "〔事〕", pick(g, works))
	s = strings.ReplaceAll(s, "〔数〕", strconv.Itoa(2+g.IntN(400)))
	return strings.ReplaceAll(s, "〔率〕", strconv.Itoa(80+g.IntN(20)))
}

// money writes an amount in fen in one of the ways people write it.
func money(g *generator, fen int64) string {
	whole, cents := strconv.FormatInt(fen/100, 10), fmt.Sprintf("%02d", fen%100)
	switch {
	case fen%100 == 0 && g.IntN(2) == 0:
		return whole
	case g.IntN(2) == 0:
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + "," + whole[i:]
		}
	}
	return whole + "." + cents
}
