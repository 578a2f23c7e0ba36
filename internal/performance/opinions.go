package performance

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/number"
)

// opinions hold what reviewers write beside their columns against them: points taken off, amounts and counts that a
// change rests on; and what a place says of the money it has to give itself.
func opinions() []function {
	return []function{
		{"意见扣分错(意见, 各名, 各减分, 执行减分, 总减分)", kinds{isText, isList, isList, isNumber, isNumber}, isText, wrongDeduction},
		{"意见项数错(意见, 核减项数, 执行减分)", kinds{isText, isNumber, isNumber}, isText, wrongDeductionCount},
		{"文中定级(意见, \"优 良 中 差\")", kinds{isText, isText}, isText, ofTexts(gradeGiven)},
		{"依据额错(依据, 差, 倍数)", kinds{isText, isNumber, isNumber}, isText, wrongBasisAmount},
		{"依据数错(依据, 自评值, 复核值, 指标值)", kinds{isText, isText, isText, isText}, isText, wrongBasisCount},
		{"责任额错(文字, 预算, 执行, 总预算, 倍数)", kinds{isText, isNumber, isNumber, isNumber, isNumber}, isText, wrongShareOfPlace},
	}
}

// taken stands right before points that were taken off.
var taken = pattern.Late(`(?:核减|扣减|扣除|扣|调减|减少|减)(?:了|其|得分)?$`)

// inAllTaken are words that make points those of all rows.
var inAllTaken = []string{"共", "合计", "累计", "总分", "总共", "总计"}

// ofAll are the words that a total of points may have before it.
var ofAll = strings.NewReplacer("总共", "", "共计", "", "共", "", "合计", "", "累计", "", "总分", "", "总计", "", "复核", "", "本次", "", "此次", "", "综上", "", "各项", "", "全部", "", "得分", "")

// opens says whether what stands before a figure begins its clause: 两项 of 其余两项共核减 is a figure itself.
func (p *passage) opens(i int, front string) bool {
	return strings.HasPrefix(p.Half(p.Clauses[p.Figures[i].Clause].From, p.Figures[i].From), front)
}

// sentenceUpTo are the words of a figure's sentence before it.
func (p *passage) sentenceUpTo(i int) string {
	c := p.Figures[i].Clause
	for c > 0 && p.Clauses[c-1].Sentence == p.Clauses[p.Figures[i].Clause].Sentence {
		c--
	}
	return p.Half(p.Clauses[c].From, p.Figures[i].From)
}

// wrongDeduction is what an opinion says was taken off from one row, from execution or in all, and was not; and the sum
// of what it names, where that is more than was taken off in all.
func wrongDeduction(m *memory, x []model.Result) model.Result {
	if !mayClaim(x[0].Text) || !containsAny(x[0].Text, []string{"扣", "减"}) || len(x[1].List) != len(x[2].List) || x[4].Kind != isNumber {
		return model.Result{}
	}
	p := m.passage(x[0].Text)
	named, terms := decimal.Zero, []string{}
	for i := range p.Figures {
		f := &p.Figures[i]
		front := strings.TrimRight(p.Before(i), " :为")
		cut := taken.FindStringIndex(front)
		if f.Unit.Text != "分" || f.Ranged || f.About != quantity.Exactly || cut == nil || strings.Contains(front, "每") {
			continue
		}
		front = front[:cut[0]]
		said := p.Written(f.From-len(lastRunes(p.Before(i), 6)), f.End)
		if containsAny(front, inAllTaken) {
			if !f.Agrees(x[4].Num, quantity.None) && p.opens(i, front) && letterCount(ofAll.Replace(front)) == 0 && !strings.Contains(p.sentenceUpTo(i), "每") {
				return words(said)
			}
			continue
		}
		points, found := x[3].Num, x[3].Kind == isNumber && containsAny(front, []string{"资金", "预算执行", "执行率", "执行得分"})
		if !found {
			points, found = rowNamed(front, x[1].List, x[2].List)
		}
		if !found {
			continue
		}
		if !f.Agrees(points, quantity.None) {
			return words(said)
		}
		named, terms = named.Add(f.Num), append(terms, number.Format(f.Num, "0.##"))
	}
	if len(terms) > 1 && named.GreaterThan(x[4].Num) {
		return words(strings.Join(terms, " + ") + " = " + number.Format(named, "0.##"))
	}
	return model.Result{}
}

// rowNamed is the number beside the only name that the words have most in common with, by pairs of characters that mean
// something.
func rowNamed(front string, names, numbers []model.Result) (decimal.Decimal, bool) {
	n := near{pairs: map[string]bool{}, text: front, front: front}
	pairs(front, func(pair string) { n.pairs[pair] = !common()[pair] })
	best, at, tie := 0, -1, false
	for k, name := range names {
		have := n.shared(name.Text)
		switch {
		case have > best:
			best, at, tie = have, k, false
		case have == best && have > 0:
			tie = true
		}
	}
	if best < enough || tie || numbers[at].Kind != isNumber {
		return decimal.Zero, false
	}
	return numbers[at].Num, true
}

// deductedItems is how many indicators an opinion says have lost points.
var deductedItems = pattern.Late(`(?:核减|扣减|调减|扣分的?)了?([0-9]+|[一二两三四五六七八九十])(?:项|个)(?:绩效)?指标`)

// wrongDeductionCount is how many rows an opinion says have lost points, and have not; execution may be one of them.
func wrongDeductionCount(m *memory, x []model.Result) model.Result {
	at := deductedItems.FindStringSubmatch(x[0].Text)
	if at == nil || x[1].Kind != isNumber {
		return model.Result{}
	}
	said := m.parse(at[1] + "项")
	if said.Kind != quantity.Number || said.Num.Equal(x[1].Num) {
		return model.Result{}
	}
	if x[2].Kind == isNumber && x[2].Num.IsPositive() && said.Num.Equal(x[1].Num.Add(decimal.NewFromInt(1))) {
		return model.Result{}
	}
	return words(at[0])
}

// gradeGiven is the grade that an opinion or a remark gives: 复核等级为良, 复核后评为“中”. Beside a word of the review, the
// unit's own grade (自评等级为优) is none.
func gradeGiven(text, grades string) model.Result {
	for _, lead := range []string{"复核等级为", "复核等级是", "复核等级：", "复核后等级为", "复核评定为", "复核认定为", "等级定为", "等级调整为", "等级调为", "等级降为", "等级改为", "评为", "等级为"} {
		before, rest, ok := strings.Cut(text, lead)
		if last := strings.LastIndexAny(before, "。；;"); ok && containsAny(before[last+1:], []string{"上年", "去年", "往年", "前年"}) {
			continue
		}
		rest = strings.TrimLeft(rest, "“\"「 ")
		if ok && (!strings.Contains(text, "自评"+lead) || !strings.Contains(text, "复核")) {
			for g := range strings.FieldsSeq(grades) {
				if g = strings.TrimRight(g, "0123456789."); strings.HasPrefix(rest, g) {
					return words(g)
				}
			}
		}
	}
	return model.Result{}
}

// setAside says of an amount that it was not taken as spent on the project.
var setAside = []string{"无关", "不属于", "剔除", "核减", "多列", "虚列", "扣除", "调减", "不予认可", "不予认定", "重复", "列支不当", "超范围"}

// wrongBasisAmount is the only amount of a basis that speaks of money set aside, where it is not the difference.
func wrongBasisAmount(m *memory, x []model.Result) model.Result {
	if x[1].Kind != isNumber || x[1].Num.IsZero() || x[2].Kind != isNumber || !mayClaim(x[0].Text) || !containsAny(x[0].Text, setAside) {
		return model.Result{}
	}
	p := m.passage(x[0].Text)
	at, sum := -1, decimal.Zero
	for i := range p.Figures {
		f := &p.Figures[i]
		if !f.Unit.Money() {
			continue
		}
		if f.Ranged || f.About != quantity.Exactly {
			return model.Result{}
		}
		sum, at = sum.Add(quantity.Value{Num: f.Num, Unit: f.Unit}.Base()), i
		if f.Agrees(x[1].Num.Abs().Mul(x[2].Num), quantity.None) {
			return model.Result{}
		}
	}
	if at < 0 || sum.Equal(x[1].Num.Abs().Mul(x[2].Num)) {
		return model.Result{}
	}
	return words(p.Written(p.Figures[at].From, p.Figures[at].End))
}

// workedOut is a sum that a basis writes out or tells of.
var workedOut = pattern.Late(`[÷×＊*]|除以|乘以|相除|相乘`)

// wrongBasisCount is the only figure of a basis in the unit of the reviewed value, where it is neither that nor the
// value of the unit, their difference or the target.
func wrongBasisCount(m *memory, x []model.Result) model.Result {
	own, now, target := m.parse(x[1].Text), m.parse(x[2].Text), m.parse(x[3].Text)
	if !mayClaim(x[0].Text) || now.Kind != quantity.Number || !now.Exact() || now.Unit.Dim == "" || own.Unit.Dim != now.Unit.Dim {
		return model.Result{}
	}
	if workedOut.MatchString(x[0].Text) {
		return model.Result{} // 198万元÷7.4公里 is how the value came about
	}
	p := m.passage(x[0].Text)
	other, figures := "", 0
	for i := range p.Figures {
		f := &p.Figures[i]
		if f.Unit.Dim != now.Unit.Dim {
			continue
		}
		figures++
		a := quantity.Value{Num: f.Num, Unit: f.Unit}.Base()
		for _, v := range []decimal.Decimal{own.Base(), now.Base(), target.Base(), own.Base().Sub(now.Base()).Abs(), target.Base().Sub(now.Base()).Abs()} {
			if a.Equal(v) || f.Places > 0 && f.Agrees(v, quantity.None) {
				return model.Result{}
			}
		}
		if f.Ranged || f.About != quantity.Exactly || containsAny(p.Before(i), []string{"抽查", "抽", "其中", "每", "另", "不", "未", "无", "缺", "上年"}) {
			return model.Result{}
		}
		other = p.Written(f.From, f.End)
	}
	if figures != 1 {
		return model.Result{}
	}
	return words(other)
}

var (
	// ofPlace is whose money a place gives itself.
	ofPlace  = pattern.Late(`(?:地方|市县|县市|本级|[省市县区]级|配套)(?:各级)?(?:财政)?`)
	oneLevel = pattern.Late(`[省市县区州]级|本级|[省市县区]本级`)
	inFull   = pattern.Late(`足额|全额|全部(?:落实|到位|安排)|全部已|已全部|履行到位`)
	due      = []string{"应承担", "应配套", "应安排", "应落实", "应负担", "需承担", "需配套", "应当承担", "应投入"}
	given    = []string{"实际安排", "实际承担", "实际落实", "实际配套", "实际到位", "已安排", "已落实", "实际投入", "实际拨付", "实际负担"}
)

// wrongShareOfPlace is what a text says that a place has given itself and is not so: more than the row of local money
// has, less where no level is named that could be one of several, or in full where the text itself has less than was
// due. Levels beside each other (市级100万元、县级230万元) are parts.
func wrongShareOfPlace(m *memory, x []model.Result) model.Result {
	text := x[0].Text
	if !mayClaim(text) || x[1].Kind != isNumber || x[4].Kind != isNumber || !ofPlace.MatchString(text) {
		return model.Result{}
	}
	budget, spent := x[1].Num.Mul(x[4].Num), x[2].Num.Mul(x[4].Num)
	p := m.passage(text)
	var money []int
	owed, gave := -1, -1
	for i := range p.Figures {
		f := &p.Figures[i]
		if !f.Unit.Money() {
			continue
		}
		if f.Ranged || f.About != quantity.Exactly || containsAny(p.Before(i), []string{"上年", "去年", "中央", "上级", "其中", "每", "人均", "合计", "累计"}) {
			return model.Result{}
		}
		switch before := p.Before(i); {
		case containsAny(before, due):
			owed = i
		case containsAny(before, given):
			gave = i
		}
		money = append(money, i)
	}
	written := func(i int) model.Result {
		f := &p.Figures[i]
		return words(p.Written(f.From-len(lastRunes(p.Before(i), 8)), f.End))
	}
	base := func(i int) decimal.Decimal {
		return quantity.Value{Num: p.Figures[i].Num, Unit: p.Figures[i].Unit}.Base()
	}
	if owed >= 0 && gave > owed && len(money) == 2 && inFull.MatchString(text) && base(gave).LessThan(base(owed)) && !strings.Contains(text, "未足额") {
		return written(gave)
	}
	if len(money) != 1 || containsAny(text, []string{"省级", "自治区级"}) && strings.Contains(text, "县级") {
		return model.Result{}
	}
	i := money[0]
	f := &p.Figures[i]
	if !ofPlace.MatchString(p.Half(p.Clauses[f.Clause].From, f.From)) && !inFull.MatchString(text) {
		return model.Result{}
	}
	fits := func(v decimal.Decimal) bool { return f.Agrees(v, quantity.None) }
	switch a := base(i); {
	case fits(budget), fits(spent), x[3].Kind == isNumber && fits(x[3].Num.Mul(x[4].Num)):
	case a.GreaterThan(budget) && a.GreaterThan(spent),
		inFull.MatchString(text) && a.LessThan(budget) && !oneLevel.MatchString(text) && !strings.Contains(p.Half(f.End, p.Len()), "用于"):
		return written(i)
	}
	return model.Result{}
}
