package performance

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/prose"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
)

// A text speaks of an indicator where both have the same pairs of neighbouring characters, those left out that any
// two texts of this trade share.

// common are the pairs left out.
var common = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`项目 指标 完成 情况 工作 年度 目标 实际 指数 进行 开展 相关 部分 数量 质量 及时 提高 提升 进一 一步
		加强 原因 偏差 改进 措施 分析 导致 由于 因为 单位 有限 本市 我市 全年 预算 资金 执行 建立 长期 持续 效益 影响 社会 经济 生态 可持
		产出 满意 意度 程度 实施 要求 进度 的比 比例 比率 占比`) {
		m[w] = true
	}
	return m
})

// sameSubject says whether two texts share a pair that means something.
func sameSubject(a, b string) model.Result {
	found := false
	pairs(b, func(p string) { found = found || strings.Contains(a, p) && !common()[p] })
	return truth(found)
}

// pairs calls visit for every two neighbouring Han characters or letters.
func pairs(s string, visit func(string)) {
	last := -1 // where the letter before begins
	for i, r := range s {
		if !unicode.IsLetter(r) {
			last = -1
			continue
		}
		if last >= 0 {
			visit(s[last : i+utf8.RuneLen(r)])
		}
		last = i
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
	front := strings.ReplaceAll(n.front, "不少", "") // a bound, as 不低于
	if containsAny(name, asides) {
		front = strings.ReplaceAll(front, coreOf(name), "")
	}
	return slices.ContainsFunc(asides, func(w string) bool {
		return strings.Contains(front, w) && !(perOne[w] && strings.Contains(name, w))
	})
}

// perOne are asides that make no other figure of an indicator which has them itself: 人均补助3250元 of 人均补助标准.
var perOne = map[string]bool{"人均": true, "户均": true, "平均": true}

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
	"收回", "退回", "追回", "退还", "清退", "冲减", "多拨", "第一", "上半年", "下半年", "季度", "一期", "二期", "历年", "累计"}

// passage understands a text, and remembers the last few.
func (m *memory) passage(text string) *passage {
	return m.passages.Get(maxPassages, text, strings.Clone, func(text string) *passage {
		t := prose.Read(text)
		p := &passage{t, make([]near, len(t.Figures))}
		for i := range t.Figures {
			before := t.Before(i)
			if joined(t, i, before) {
				before = ""
			}
			s := before
			if c := t.Clauses[t.Figures[i].Clause]; c.Last-c.First == 1 {
				s = t.Half(c.From, c.To)
			} else if letterCount(before) < 2 {
				s = before + " " + t.After(i)
			}
			n := near{pairs: map[string]bool{}, text: s, front: before}
			pairs(s, func(pair string) { n.pairs[pair] = !common()[pair] })
			p.near[i] = n
		}
		return p
	})
}

// joined says whether the words before a figure are those of the figure before it: 45座水库维修养护和15座水库防治.
func joined(t *prose.Text, i int, before string) bool {
	return i > 0 && t.Figures[i-1].Clause == t.Figures[i].Clause && hasSuffix(strings.TrimSpace(before), "和", "及", "与", "以及")
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
	if x[0].Text == "" {
		return model.Result{}
	}
	if v := m.parse(x[2].Text); v.Kind == quantity.Number {
		return m.otherThan(v, x)
	}
	for _, v := range m.several(x[2].Text) {
		if r := m.otherThan(v, x); !r.Absent() {
			return r
		}
	}
	return model.Result{}
}

// several are the figures of a cell that has more than one, each in a unit of its own: 2期，共186人次.
func (m *memory) several(cell string) (out []quantity.Value) {
	if !strings.ContainsAny(cell, "，,、；;") || len(cell) > maxNear {
		return nil
	}
	dims := map[string]bool{}
	for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return strings.ContainsRune("，,、；;", r) }) {
		part = strings.TrimSpace(part)
		for _, w := range []string{"共计", "合计", "总计", "共", "计"} {
			part = strings.TrimPrefix(part, w)
		}
		v := m.parse(part)
		if v.Kind != quantity.Number || v.Unit.Dim == "" || v.Unit.Share() || dims[v.Unit.Dim] {
			return nil
		}
		dims[v.Unit.Dim] = true
		out = append(out, v)
	}
	return out
}

// perPiece says whether an indicator is a mean or a price of one piece, with which the sum of several has nothing to
// do.
func perPiece(name, cell string) bool {
	return strings.Contains(cell, "平均") || perPieceName.MatchString(name)
}

var perPieceName = pattern.Late(`^(?:指标[0-9]+[：:.、])?(?:单[^位一项]|每|人均|户均|平均|亩均|次均|生均|床均)|单价|均价|平均`)

// otherThan is otherNumber of one value.
func (m *memory) otherThan(v quantity.Value, x []model.Result) model.Result {
	text, name := x[0].Text, x[1].Text
	if v.Unit.Dim == "" || v.Factors != nil || v.Per != "" || v.About != quantity.Exactly {
		return model.Result{}
	}
	piece := perPiece(name, x[2].Text)
	p := m.passage(text)
	other := ""
	for i := range p.Figures {
		f, n := &p.Figures[i], &p.near[i]
		a, ok := f.As(v.Unit, p.Rest(f.End))
		if !ok {
			continue
		}
		if d := a.Sub(v.Base()); d.IsZero() || f.About == quantity.Above && !d.IsPositive() && f.Agrees(v.Base(), quantity.None) || f.Agrees(v.Base(), quantity.None) && (f.Round || f.Places > 0) || rounded(v, f, d) {
			return model.Result{}
		}
		if piece && !containsAny(n.text, []string{"单", "每", "均"}) {
			continue
		}
		if x[4].Text != "" && letterCount(n.front) < 2 { // 3座污水处理站 are some of them
			continue
		}
		if other != "" || n.aside(name) || f.Ranged || !n.speaksOf(name, x[3].List, v.Unit) || v.Unit.Share() && !n.namesRate(name) {
			continue
		}
		if v.Unit.Share() && p.bareRate(i, name) {
			continue
		}
		if general(v.Unit.Text) && (n.counts(name) || countsOther(p.Rest(f.End), name)) || within(v, a, p.Before(i), p.Rest(f.End)) {
			continue
		}
		if p.sumsTo(i, v) {
			return model.Result{} // 主战消防车3辆、水罐消防车2辆
		}
		end := f.End
		if f.Unit.Dim == "" {
			end += unitAfter(p.Rest(f.End), v.Unit.Text)
		}
		other = p.Written(f.From, min(end, p.Len()))
	}
	return words(other)
}

// unitAfter is how much of a unit's text stands at the beginning of rest: 剂次 of 万剂次, whose 万 is the figure's.
func unitAfter(rest, unit string) int {
	for u := strings.TrimSpace(unit); u != ""; u = u[len(string([]rune(u)[0])):] {
		if strings.HasPrefix(rest, u) {
			return len(u)
		}
	}
	return 0
}

// sumsTo says whether figure i and its neighbours in the sentence, one behind the other, add up to a value.
func (p *passage) sumsTo(i int, v quantity.Value) bool {
	base := func(k int) (decimal.Decimal, bool) {
		f := &p.Figures[k]
		if f.Ranged || p.Clauses[f.Clause].Sentence != p.Clauses[p.Figures[i].Clause].Sentence {
			return decimal.Zero, false
		}
		return f.As(v.Unit, p.Rest(f.End))
	}
	for first := i; first >= 0; first-- {
		if _, ok := base(first); !ok {
			break
		}
		sum := decimal.Zero
		for k := first; k < len(p.Figures); k++ {
			b, ok := base(k)
			if !ok {
				break
			}
			if sum = sum.Add(b); k > i && sum.Equal(v.Base()) || k == i && first < i && sum.Equal(v.Base()) {
				return true
			}
		}
	}
	return false
}

// within says whether a figure is a bound that a value keeps: 均在30分钟内, and it took 22; 不少于3000卷, and there are 3126.
func within(v quantity.Value, bound decimal.Decimal, before, rest string) bool {
	if v.Cmp != quantity.None && v.Cmp != quantity.Equal {
		return false
	}
	rest = rest[unitAfter(rest, v.Unit.Text):]
	before = strings.TrimRight(before, " ")
	switch {
	case hasSuffix(before, "不少于", "不低于", "不小于", "至少", "超过", "≥", "多于", "达到或超过"):
		return v.Base().GreaterThanOrEqual(bound)
	case hasSuffix(before, "不超过", "不高于", "不多于", "不大于", "≤", "控制在"):
		return v.Base().LessThanOrEqual(bound)
	case startsWith(rest, "内", "以内", "之内", "以下"):
		return v.Base().LessThanOrEqual(bound)
	case startsWith(rest, "以上", "多", "余"):
		return v.Base().GreaterThanOrEqual(bound)
	}
	return false
}

// general says whether a unit counts anything: what it counts stands before or behind it.
func general(unit string) bool { return unit == "个" || unit == "项" }

// counts says whether the words right before a figure name something that the indicator does not: 发展项目46个 is none of
// 受益移民村.
func (n *near) counts(name string) bool {
	front := strings.TrimSpace(n.front)
	for cut := true; cut; {
		front, cut = withoutEnd(front, "共计", "合计", "总计", "累计", "达到", "完成", "共", "达", "计", "为", "有", "约", "近", "各")
	}
	last := lastRunes(front, 2)
	return letterCount(last) == 2 && thing.MatchString(last) && !strings.Contains(name, last)
}

// countsOther says whether the words right behind a figure and its unit name something that the indicator does not:
// 21个接种单位温度监测全覆盖 is none of 温度监测终端安装.
func countsOther(behind, name string) bool {
	what := thing.FindString(firstRunes(behind, 4))
	return what != "" && !strings.Contains(name, what)
}

// thing are nouns that stand right before a number of what they name.
var thing = pattern.Late(`项目|工程|标段|单位|部门|企业|机构|站点|小区|社区|村$|学校|医院|设备|系统|平台|课题|问题|案例|品种|点位|场所|合同|制度|办法|标准`)

func withoutEnd(s string, ends ...string) (string, bool) {
	for _, e := range ends {
		if c, ok := strings.CutSuffix(s, e); ok {
			return c, true
		}
	}
	return s, false
}

// rounded says whether a cell in another unit has but fewer digits than the text: 213.3公顷 and 3200亩.
func rounded(v quantity.Value, f *prose.Figure, d decimal.Decimal) bool {
	same := f.Unit.Scale.Equal(v.Unit.Scale) || f.Unit.Dim == "" && v.Unit.Scale.LessThanOrEqual(decimal.NewFromInt(1))
	if v.Num.Exponent() >= 0 || same {
		return false
	}
	half := quantity.Value{Num: decimal.New(5, v.Num.Exponent()-1), Unit: v.Unit}.Base()
	return d.Abs().LessThanOrEqual(half)
}
