package performance

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/number"
)

// values are about targets and actual values as people write them.
func values() []function {
	return []function{
		{"达成(指标值, 实际值, 指标)", kinds{isText, isText, isText}, isText, ofOutcome(verdict)},
		{"完成比(指标值, 实际值, 指标)", kinds{isText, isText, isText}, isNumber, ofOutcome(ratio)},
		{"应得分(指标值, 实际值, 指标, 分值)", kinds{isText, isText, isText, isNumber}, isNumber, ofOutcome(scoreDue)},
		{"算得分式(指标值, 实际值, 指标, 分值)", kinds{isText, isText, isText, isNumber}, isText, scoreSum},
		{"格中是(文字)", kinds{isText}, isText, ofValue(func(v quantity.Value) model.Result { return words(v.State.String()) })},
		{"值类(文字)", kinds{isText}, isText, ofValue(kindOf)},
		{"说法(文字)", kinds{isText}, isText, ofValue(func(v quantity.Value) model.Result { return words(v.Says.String()) })},
		{"确数(文字)", kinds{isText}, isBool, ofValue(func(v quantity.Value) model.Result { return truth(v.Exact()) })},
		{"不等式(文字)", kinds{isText}, isBool, ofValue(inequality)},
		{"比较号(文字)", kinds{isText}, isText, ofValue(func(v quantity.Value) model.Result { return words(v.Cmp.String()) })},
		{"连乘(文字)", kinds{isText}, isBool, ofValue(func(v quantity.Value) model.Result { return truth(v.Factors != nil) })},
		{"数量(文字)", kinds{isText}, isNumber, ofValue(amount)},
		{"单位(文字)", kinds{isText}, isText, ofValue(func(v quantity.Value) model.Result { return words(v.Unit.Text) })},
		{"量纲(文字, 指标?)", kinds{isText, isText}, isText, dimension},
		{"单位关系(指标值, 实际值, 指标?)", kinds{isText, isText, isText}, isText, unitsRelated},
		{"内容(文字, 指标)", kinds{anyKind, isText}, isText, stateOf},
		{"笔误(文字)", kinds{isText}, isText, ofValue(func(v quantity.Value) model.Result { return words(v.Mistake.What) })},
		{"原意(文字)", kinds{isText}, isText, ofValue(func(v quantity.Value) model.Result { return words(v.Mistake.Meant) })},
		{"词级(文字)", kinds{isText}, isNumber, ofValue(wordGrade)},
		{"年份(文字)", kinds{isText}, isNumber, ofValue(year)},
		{"日差(甲日, 乙日)", kinds{isText, isText}, isNumber, plain(daysBetween)},
		{"同文(甲, 乙)", kinds{isText, isText}, isBool, ofTexts(sameText)},
		{"同义(甲, 乙)", kinds{isText, isText}, isBool, sameMeaning},
	}
}

// ofOutcome is a function of what came of a target: its arguments begin with target, actual value and name.
func ofOutcome(f func(o quantity.Outcome, x []model.Result) model.Result) call {
	return func(m *memory, x []model.Result) model.Result { return f(m.meet(x[0].Text, x[1].Text, x[2].Text), x) }
}

func verdict(o quantity.Outcome, _ []model.Result) model.Result { return words(o.Verdict.String()) }

func ratio(o quantity.Outcome, _ []model.Result) model.Result {
	if !o.HasRatio {
		return model.Result{}
	}
	return numeric(o.Ratio)
}

// scoreDue is the whole weight of a target that was met, a part by the ratio of one that was missed.
func scoreDue(o quantity.Outcome, x []model.Result) model.Result {
	weight := x[3]
	switch {
	case weight.Kind != isNumber:
		return model.Result{}
	case o.Verdict == quantity.Met:
		return numeric(weight.Num)
	case o.Verdict == quantity.Missed && o.HasRatio:
		return numeric(decimal.Max(decimal.Zero, decimal.Min(weight.Num, weight.Num.Mul(o.Ratio))))
	}
	return model.Result{}
}

// scoreSum is how the score follows from the values, as a clerk would write it: 10 × 30 ÷ 49 = 6.12.
func scoreSum(m *memory, x []model.Result) model.Result {
	c := m.subject(x[2].Text).context
	target, actual, weight := m.read(x[0].Text, c), m.read(x[1].Text, c), x[3].Num
	dir := m.way(x[0].Text, x[2].Text).Direction
	o := quantity.Compare(actual, target, dir)
	if o.Verdict != quantity.Missed || !o.HasRatio {
		return model.Result{}
	}
	a, b := target.Num, actual.Num
	if o.Converted {
		if target.Per != actual.Per {
			return model.Result{} // not a sum of two numbers
		}
		a, b = target.Base(), actual.Base()
	}
	top, bottom := b, a
	if dir == quantity.LessIsBetter || target.Limit {
		top, bottom = a, b
		if target.Kind == quantity.Range {
			top = target.High
		}
	}
	due := decimal.Max(decimal.Zero, weight.Mul(o.Ratio))
	sum := number.Format(weight, "0.####") + " × " + account(top) + " ÷ " + account(bottom)
	return words(sum + " = " + number.Format(due, "0.00"))
}

func kindOf(v quantity.Value) model.Result {
	return words([]string{"空", "数", "区间", "日期", "词", "记号"}[v.Kind])
}

func inequality(v quantity.Value) model.Result {
	return truth((v.Numeric() || v.Kind == quantity.Date) && v.Cmp.Inequality())
}

func amount(v quantity.Value) model.Result {
	if v.Kind != quantity.Number {
		return model.Result{}
	}
	return numeric(v.Num)
}

// dimension is what a number measures: 时间, 金额, 比例 …, 无 for a plain number without a unit in its cell or the name.
func dimension(m *memory, x []model.Result) model.Result {
	v := m.read(x[0].Text, m.subject(x[1].Text).context)
	switch {
	case !v.Numeric():
		return model.Result{}
	case v.Unit.Time(), v.Per != "" && quantity.ParseUnit(topOf(v.Unit)).Time(): // 每天16小时
		return words("时间")
	case v.Unit.Dim == "":
		return words("无")
	}
	return words(v.Unit.Dim)
}

// topOf is 小时 of 小时/天.
func topOf(u quantity.Unit) string {
	top, _, _ := strings.Cut(u.Text, "/")
	return top
}

// unitsRelated is how the units of two values stand to each other. Beside a name such as 每亩节本, 48元/亩 is the same
// as 48元.
func unitsRelated(m *memory, x []model.Result) model.Result {
	s := m.subject(x[2].Text)
	a, b := m.read(x[0].Text, s.context), m.read(x[1].Text, s.context)
	if !a.Numeric() || !b.Numeric() {
		return model.Result{}
	}
	r := quantity.Related(a, b)
	if r == quantity.OtherUnit && strings.ContainsAny(s.name, "每均单") {
		ua, pa, _ := strings.Cut(a.Unit.Text, "/")
		ub, pb, _ := strings.Cut(b.Unit.Text, "/")
		if (pa == "") != (pb == "") {
			r = quantity.Relate(quantity.ParseUnit(ua), quantity.ParseUnit(ub))
		}
	}
	return words([]string{"相同", "换算", "不同", "缺", "悬殊"}[r])
}

// stateOf is what a cell holds, in the words of a message: 没有填, 只有一个记号, 只说见别处.
func stateOf(m *memory, x []model.Result) model.Result {
	return words(m.read(x[0].String(), m.subject(x[1].Text).context).State.String())
}

func wordGrade(v quantity.Value) model.Result {
	if v.Kind != quantity.Word {
		return model.Result{}
	}
	g, _ := quantity.GradeOf(v.Word)
	if g == quantity.NoGrade {
		return model.Result{}
	}
	return whole(int(g))
}

func year(v quantity.Value) model.Result {
	if v.Kind != quantity.Date || v.Day.Year <= 0 {
		return model.Result{}
	}
	return whole(v.Day.Year)
}

func sameText(a, b string) model.Result { return truth(quantity.SameText(a, b)) }

// sameMeaning says whether two texts are the same but for width and blanks, or the same value in units that convert.
func sameMeaning(m *memory, x []model.Result) model.Result {
	if quantity.SameText(x[0].Text, x[1].Text) {
		return truth(true)
	}
	a, b := m.parse(x[0].Text), m.parse(x[1].Text)
	if a.Kind != b.Kind || a.Kind == quantity.Word || a.Kind == quantity.Mark {
		return truth(false)
	}
	related := quantity.Relate(a.Unit, b.Unit) <= quantity.OtherScale
	return truth(related && a.Cmp == b.Cmp && a.Base().Equal(b.Base()) && a.High.Equal(b.High) && a.Day == b.Day)
}

// daysBetween is how many days after the first the second day is, negative if before.
func daysBetween(x []model.Result) model.Result {
	days, ok := quantity.DaysBetween(x[0].String(), x[1].String())
	if !ok {
		return model.Result{}
	}
	return numeric(decimal.NewFromInt(int64(days)))
}
