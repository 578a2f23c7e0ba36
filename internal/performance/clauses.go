package performance

import (
	"strings"
	"unicode"

	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
)

// A text speaks of an indicator where both have the same pairs of neighbouring characters, those left out that any
// two texts of this trade share.

// common are the pairs left out.
var common = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`项目 指标 完成 情况 工作 年度 目标 实际 指数 进行 开展 相关 部分 数量 质量 及时 提高 提升 进一 一步
		加强 原因 偏差 改进 措施 分析 导致 由于 因为 单位 有限 本市 我市 全年 预算 资金 执行 建立 长期 持续 效益 影响 社会 经济 生态 可持
		产出 满意 意度 程度 实施 要求 进度`) {
		m[w] = true
	}
	return m
}()

// sameSubject says whether two texts share a pair that means something.
func sameSubject(a, b string) model.Result {
	have := map[string]bool{}
	pairs(a, func(p string) { have[p] = !common[p] })
	found := false
	pairs(b, func(p string) { found = found || have[p] })
	return truth(found)
}

// pairs calls visit for every two neighbouring Han characters or letters.
func pairs(s string, visit func(string)) {
	last := rune(0)
	for _, r := range s {
		if !unicode.IsLetter(r) {
			last = 0
			continue
		}
		if last != 0 {
			visit(string([]rune{last, r}))
		}
		last = r
	}
}

// clause is a part of a text between stops, with the numbers in it that have a known unit.
type clause struct {
	text    string
	pairs   map[string]bool
	numbers []quantity.Value
}

// split splits a text into clauses; those without numbers are left out.
func (m *memory) split(text string) []clause {
	return keep(m, m.clauses, maxClauses, text, strings.Clone, func(text string) (out []clause) {
		for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("。；;，、\n", r) }) {
			var numbers []quantity.Value
			for _, n := range goalNumber.FindAllString(s, -1) {
				if v := measured(n); v.Kind == quantity.Number {
					numbers = append(numbers, v)
				}
			}
			if numbers == nil {
				continue
			}
			x := clause{strings.Clone(s), map[string]bool{}, numbers}
			pairs(s, func(p string) { x.pairs[p] = !common[p] })
			out = append(out, x)
		}
		return out
	})
}

// measured reads a number with as many characters behind it as make a known unit.
func measured(s string) quantity.Value {
	rs := []rune(s)
	for n := len(rs); n > 0; n-- {
		s := strings.TrimSpace(string(rs[:n]))
		v := quantity.Parse(s)
		known := v.Unit.Known && quantity.ParseUnit(v.Unit.Text).Known
		if v.Kind == quantity.Number && known && strings.HasSuffix(s, v.Unit.Text) {
			return v
		}
	}
	return quantity.Value{}
}

// enough is how many pairs of an indicator's name a clause must have to speak of it.
const enough = 2

// otherNumber finds, in a clause that speaks of the indicator, a number of the same unit that is not the
// indicator's. Only exact values with a unit are looked for; if the text has the indicator's own number anywhere,
// nothing is said, nor of a clause that speaks of another indicator as much. A share must stand in a clause with
// the end of the name: 满意度 is not the only thing of 人员 in %.
func otherNumber(m *memory, x []model.Result) model.Result {
	text, name, v := x[0].Text, x[1].Text, m.parse(x[2].Text)
	if v.Kind != quantity.Number || v.Unit.Dim == "" || v.Factors != nil {
		return model.Result{}
	}
	other := ""
	for _, c := range m.split(text) {
		for _, n := range c.numbers {
			if quantity.Relate(n.Unit, v.Unit) > quantity.OtherScale {
				continue
			}
			if n.Base().Equal(v.Base()) {
				return model.Result{}
			}
			if other == "" && c.speaksOf(name, x[3].List) && (!v.Unit.Share() || strings.Contains(c.text, lastPair(name))) {
				other = account(n.Num) + n.Unit.Text
			}
		}
	}
	return words(other)
}

// speaksOf says whether a clause is about an indicator rather than about another of the form.
func (c *clause) speaksOf(name string, all []model.Result) bool {
	n := c.shared(name)
	if n < enough {
		return false
	}
	for _, o := range all {
		if o.Text != name && c.shared(o.Text) >= n {
			return false
		}
	}
	return true
}

// lastPair is the last two characters of a name, without its parentheses.
func lastPair(name string) string {
	last := ""
	pairs(inParentheses.ReplaceAllString(name, ""), func(p string) { last = p })
	return last
}

// shared is how many pairs of a name a clause has.
func (c *clause) shared(name string) (n int) {
	pairs(name, func(p string) {
		if c.pairs[p] {
			n++
		}
	})
	return n
}
