package performance

import (
	"slices"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/prose"
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

// passage is a text understood, with what is near each of its figures.
type passage struct {
	*prose.Text
	near []near
}

// near is what stands around one figure of a text.
type near struct {
	pairs map[string]bool // of neighbouring characters, those that any two texts share left out
	text  string
	front string // the words before it in its clause
}

// aside says whether a figure is of a part, another year or a comparison, for all that its indicator's name has such
// words itself: 每亩节约作业成本, 人均补助.
func (n *near) aside(name string) bool {
	front := n.front
	if containsAny(name, asides) {
		front = strings.ReplaceAll(front, coreOf(name), "")
	}
	return containsAny(front, asides)
}

// coreOf is a name without what stands in parentheses and without the word for its kind: 坐席 of 坐席数.
func coreOf(name string) string {
	core := inParentheses.ReplaceAllString(name, "")
	for _, w := range []string{"数量", "个数", "次数", "人数", "场次", "份数", "场数", "篇数", "期数", "户数", "件数", "条数", "册数", "人次", "数", "量"} {
		if c, ok := strings.CutSuffix(core, w); ok && c != "" {
			return c
		}
	}
	return core
}

// asides are words near a figure that make it another one than the indicator's.
var asides = []string{"其中", "上年", "去年", "往年", "同期", "前年", "次年", "明年", "下年", "每", "各", "户均", "人均", "平均", "另", "此外", "分别", "剩余", "结余", "节余", "尚余", "少",
	"第一", "上半年", "下半年", "季度", "一期", "二期", "历年", "累计"}

// passage understands a text, and remembers the last few.
func (m *memory) passage(text string) *passage {
	return m.passages.Get(maxPassages, text, strings.Clone, func(text string) *passage {
		t := prose.Read(text)
		p := &passage{t, make([]near, len(t.Figures))}
		for i := range t.Figures {
			before := t.Before(i)
			s := before
			if c := t.Clauses[t.Figures[i].Clause]; c.Last-c.First == 1 {
				s = t.Half(c.From, c.To)
			} else if letterCount(before) < 2 {
				s = before + " " + t.After(i)
			}
			n := near{pairs: map[string]bool{}, text: s, front: before}
			pairs(s, func(pair string) { n.pairs[pair] = !common[pair] })
			p.near[i] = n
		}
		return p
	})
}

func containsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

func letterCount(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// enough is how many pairs of an indicator's name a text must have near a figure to speak of it.
const enough = 2

// otherNumber finds, where a text speaks of an indicator, a number of the same unit that is not the indicator's. Only
// exact values with a unit are looked for, be the unit known or not; if the text has the indicator's own number
// anywhere, nothing is said, nor where it speaks of another indicator as much, of a part or of another year. A share
// must stand near the end of the name: 满意度 is not the only thing of 人员 in %. With 名在前 the words must stand before the
// number.
func otherNumber(m *memory, x []model.Result) model.Result {
	text, name, v := x[0].Text, x[1].Text, m.parse(x[2].Text)
	if text == "" || v.Kind != quantity.Number || v.Unit.Dim == "" || v.Factors != nil || v.Per != "" || v.About != quantity.Exactly {
		return model.Result{}
	}
	p := m.passage(text)
	other := ""
	for i := range p.Figures {
		f, n := &p.Figures[i], &p.near[i]
		a, ok := f.As(v.Unit, p.Rest(f.End))
		if !ok {
			continue
		}
		if d := a.Sub(v.Base()); d.IsZero() || f.Agrees(v.Base(), quantity.None) && (f.Round || f.Places > 0) || rounded(v, f, d) {
			return model.Result{}
		}
		if x[4].Text != "" && letterCount(n.front) < 2 { // 3座污水处理站 are some of them
			continue
		}
		if other != "" || n.aside(name) || f.Ranged || !n.speaksOf(name, x[3].List) || v.Unit.Share() && !strings.Contains(n.text, lastPair(name)) {
			continue
		}
		end := f.End
		if f.Unit.Dim == "" {
			end += len(strings.TrimRight(v.Unit.Text, " "))
		}
		other = p.Written(f.From, min(end, p.Len()))
	}
	return words(other)
}

// rounded says whether a cell in another unit has but fewer digits than the text: 213.3公顷 and 3200亩.
func rounded(v quantity.Value, f *prose.Figure, d decimal.Decimal) bool {
	if v.Num.Exponent() >= 0 || f.Unit.Dim == "" || f.Unit.Scale.Equal(v.Unit.Scale) {
		return false
	}
	half := quantity.Value{Num: decimal.New(5, v.Num.Exponent()-1), Unit: v.Unit}.Base()
	return d.Abs().LessThanOrEqual(half)
}

// speaksOf says whether the words near a figure are about an indicator rather than about another of the form.
func (n *near) speaksOf(name string, all []model.Result) bool {
	have := n.shared(name)
	if have < enough && !(have > 0 && n.names(name)) {
		return false
	}
	for _, o := range all {
		if o.Text != name && n.shared(o.Text) >= have {
			return false
		}
	}
	return true
}

// names says whether the words before a figure are the name without the word for its kind, and at most a verb: 设置坐席
// of 坐席数.
func (n *near) names(name string) bool {
	core := coreOf(name)
	return letterCount(core) >= 2 && strings.Contains(n.text, core) && letterCount(n.text) <= letterCount(core)+3
}

// lastPair is the last two characters of a name, without its parentheses.
func lastPair(name string) string {
	last := ""
	pairs(inParentheses.ReplaceAllString(name, ""), func(p string) { last = p })
	return last
}

// shared is how many pairs of a name stand near a figure.
func (n *near) shared(name string) (count int) {
	pairs(name, func(p string) {
		if n.pairs[p] {
			count++
		}
	})
	return count
}
