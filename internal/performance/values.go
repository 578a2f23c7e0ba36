package performance

import (
	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/direction"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/number"
)

// values are about targets and actual values as people write them.
var values = []function{
	{"达成(指标值, 实际值, 名称)", kinds{isText, isText, isText}, isText, ofOutcome(verdict)},
	{"完成比(指标值, 实际值, 名称)", kinds{isText, isText, isText}, isNumber, ofOutcome(ratio)},
	{"应得分(指标值, 实际值, 名称, 分值)", kinds{isText, isText, isText, isNumber}, isNumber, ofOutcome(scoreDue)},
	{"算得分式(指标值, 实际值, 名称, 分值)", kinds{isText, isText, isText, isNumber}, isText, scoreSum},
	{"越少越好(指标值, 名称)", kinds{isText, isText}, isBool, lessIsBetter},
	{"方向依据(指标值, 名称)", kinds{isText, isText}, isText, wayBasis},
	{"两种读法(指标值, 名称)", kinds{isText, isText}, isText, wayReadings},
	{"不判原因(指标值, 实际值, 名称)", kinds{isText, isText, isText}, isText, ofOutcome(undecided)},
	{"格中是(文字)", kinds{isText}, isText, ofValue(func(v quantity.Value) model.Result { return words(v.State.String()) })},
	{"值类(文字)", kinds{isText}, isText, ofValue(kindOf)},
	{"确数(文字)", kinds{isText}, isBool, ofValue(func(v quantity.Value) model.Result { return truth(v.Exact()) })},
	{"不等式(文字)", kinds{isText}, isBool, ofValue(inequality)},
	{"比较号(文字)", kinds{isText}, isText, ofValue(func(v quantity.Value) model.Result { return words(v.Cmp.String()) })},
	{"连乘(文字)", kinds{isText}, isBool, ofValue(func(v quantity.Value) model.Result { return truth(v.Factors != nil) })},
	{"数量(文字)", kinds{isText}, isNumber, ofValue(amount)},
	{"单位(文字)", kinds{isText}, isText, ofValue(func(v quantity.Value) model.Result { return words(v.Unit.Text) })},
	{"量纲(文字)", kinds{isText}, isText, ofValue(dimension)},
	{"单位关系(指标值, 实际值)", kinds{isText, isText}, isText, ofValues(unitsRelated)},
	{"词级(文字)", kinds{isText}, isNumber, ofValue(wordGrade)},
	{"年份(文字)", kinds{isText}, isNumber, ofValue(year)},
	{"同文(甲, 乙)", kinds{isText, isText}, isBool, ofTexts(sameText)},
	{"同义(甲, 乙)", kinds{isText, isText}, isBool, sameMeaning},
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
	target, actual, weight := m.parse(x[0].Text), m.parse(x[1].Text), x[3].Num
	dir := m.way(x[0].Text, x[2].Text)
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
	if dir == quantity.LessIsBetter {
		top, bottom = a, b
		if target.Kind == quantity.Range {
			top = target.High
		}
	}
	due := decimal.Max(decimal.Zero, weight.Mul(o.Ratio))
	sum := number.Format(weight, "0.####") + " × " + account(top) + " ÷ " + account(bottom)
	return words(sum + " = " + number.Format(due, "0.00"))
}

func lessIsBetter(m *memory, x []model.Result) model.Result {
	return truth(m.way(x[0].Text, x[1].Text) == quantity.LessIsBetter)
}

// wayBasis is which way is better and why, 越多越好：数的是做了多少（采购）; absent if that is open.
func wayBasis(_ *memory, x []model.Result) model.Result {
	r := direction.Of(direction.Indicator{Target: x[0].Text, Name: x[1].Text})
	if r.Direction == direction.Unsure {
		return model.Result{}
	}
	return words(r.String())
}

// wayReadings are the two ways to understand an indicator whose direction is open; absent if it is not.
func wayReadings(_ *memory, x []model.Result) model.Result {
	r := direction.Of(direction.Indicator{Target: x[0].Text, Name: x[1].Text})
	if r.Direction != direction.Unsure {
		return model.Result{}
	}
	return words(r.Readings[0].Text + "；" + r.Readings[1].Text)
}

// undecided is why nothing is decided; absent if something is.
func undecided(o quantity.Outcome, _ []model.Result) model.Result {
	if o.Verdict != quantity.Undecided {
		return model.Result{}
	}
	return words(o.Why.String())
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

// dimension is what a number measures: 时间, 金额, 比例 …, 无 for a plain number.
func dimension(v quantity.Value) model.Result {
	switch {
	case !v.Numeric():
		return model.Result{}
	case v.Unit.Time():
		return words("时间")
	case v.Unit.Dim == "":
		return words("无")
	}
	return words(v.Unit.Dim)
}

func unitsRelated(a, b quantity.Value) model.Result {
	if !a.Numeric() || !b.Numeric() {
		return model.Result{}
	}
	return words([]string{"相同", "换算", "不同", "缺", "悬殊"}[quantity.Related(a, b)])
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
