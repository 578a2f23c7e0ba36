package quantity

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Verdict answers whether an actual value meets its target.
type Verdict uint8

const (
	Undecided Verdict = iota
	Met
	Missed
)

// String is the word a person reads.
func (v Verdict) String() string { return [...]string{"无法判断", "达到", "未达到"}[v] }

// Why says what keeps a question open.
type Why uint8

const (
	Clear      Why = iota
	NoValue        // one of the two is empty, or says 无 or 见附件
	Inequality     // the actual value is no value but >20000件
	Units          // the units differ
	Kinds          // a number against a word, a date against a number
	Words          // two words that cannot be compared
	Vague          // 约, a date without its day, a value above a target meant to the point
	Zero           // division by zero
	Sides          // the direction is open, and the two readings differ
	SaysDone       // 已完成 against a measured target
	Slipped        // one of the two has a slip of the pen
	NoDay          // a date that no calendar has
	Things         // several things in one cell, which do not pair off
	Fraction       // 0.95 against 95%
	WorkDays       // working days against days
	PerPeriod      // a number per month against a number per year, which the year does not settle
)

// String says to a person why nothing is decided. It is empty for Clear.
func (w Why) String() string {
	return [...]string{"", "有一格没有内容", "实际值写的是范围，不是一个数", "单位不同，不能换算", "一个是数，一个不是", "两个词分不出高低", "约数或日期不够准，落在哪边说不定",
		"指标值或实际值是0，算不出比例", "看不出越多越好还是越少越好", "只写了完成，没有写完成多少", "数字像是笔误", "没有这一天", "一格里有几样，对不上",
		"一个是小数，一个是百分数", "工作日与天不能换算", "每期的数换算到全年仍说不定"}[w]
}

// Outcome is the answer: the verdict, and the completion where it is one number (B/A, or A/B when less is better;
// above 1 when over-fulfilled).
type Outcome struct {
	Verdict   Verdict
	Ratio     decimal.Decimal
	HasRatio  bool
	Why       Why  // what is open: no verdict, or no ratio
	Converted bool // the two were written in different units or periods
}

// RatioPlaces is the precision of Outcome.Ratio; scores have at most a few places, so nothing is lost.
const RatioPlaces = 16

// Compare holds an actual value against its target. Inequalities and approximate values are compared as the sets of
// numbers that they say: actual >20000 certainly meets >=20000, actual <90% certainly misses >=90%, but neither has a
// ratio.
func Compare(actual, target Value, dir Direction) Outcome {
	if target.Limit {
		dir = LessIsBetter
	}
	if o, ok := meetSaying(target, actual, dir); ok {
		return o
	}
	if o, ok := meetTrend(target, actual); ok {
		return o
	}
	if o, ok := meetMonth(target, actual); ok {
		return o
	}
	switch {
	case target.State.Missing() || actual.State.Missing():
		if target.Kind == Word && actual.Kind == Word { // 无 against 无
			return meetWord(target.Word, actual.Word)
		}
		return Outcome{Why: NoValue}
	case target.State == Slip || actual.State == Slip:
		return Outcome{Why: Slipped}
	case target.State == NoSuchDay || actual.State == NoSuchDay:
		return Outcome{Why: NoDay}
	case target.State == Several || actual.State == Several:
		return meetSeveral(target, actual, dir)
	case target.Kind == Date && actual.Kind == Date:
		return meetDate(target, actual)
	case target.Kind == Number && !target.Num.IsPositive() && target.Change == "" && (target.Cmp == LessEqual || target.Cmp == Less) &&
		actual.Kind == Number && actual.Change != "" && actual.Num.IsPositive():
		if Rises(actual.Change) { // 下降12.7% of a rate of change that is to be ≤0
			return Outcome{Verdict: Missed, Why: Kinds}
		}
		return Outcome{Verdict: Met, Why: Kinds}
	case target.Numeric() && actual.Numeric():
		return meetNumber(target, actual, dir)
	case target.Kind == Word && actual.Kind == Word:
		return meetWord(target.Word, actual.Word)
	case actual.State == DoneWord:
		return Outcome{Why: SaysDone}
	case target.Kind == Word && actual.Numeric() && actual.Change != "":
		if g, f := GradeOf(target.Word); g >= Reached && f == familyOf()["提升"] {
			if !Rises(actual.Change) {
				return Outcome{Verdict: Missed, Why: Kinds}
			}
			return Outcome{Verdict: Met, Why: Kinds}
		}
	}
	return Outcome{Why: Kinds}
}

func meetWord(target, actual string) Outcome {
	if target == actual {
		return Outcome{Verdict: Met}
	}
	tg, tf := GradeOf(target)
	ag, af := GradeOf(actual)
	switch {
	case ag == NoGrade || tg == NoGrade:
		return Outcome{Why: Words}
	case ag == Failed && tg > Failed:
		return Outcome{Verdict: Missed}
	case tf != af || tf == 0:
		return Outcome{Why: Words}
	case ag >= tg:
		return Outcome{Verdict: Met}
	case ag == Slight && tf == familyOf()["提升"] && strings.HasSuffix(actual, target):
		return Outcome{Verdict: Met} // 有所提升 is 提升, as the target has it
	}
	return Outcome{Verdict: Missed}
}

// meetSeveral pairs the things of two cells off by their order and units: 2条路、1座桥. All must be met, one missed is
// enough to miss.
func meetSeveral(target, actual Value, dir Direction) Outcome {
	if target.Text == actual.Text {
		return Outcome{Verdict: Met}
	}
	if len(target.Parts) != len(actual.Parts) {
		return Outcome{Why: Things}
	}
	out := Outcome{Verdict: Met, Why: Things}
	for i := range target.Parts {
		o := Compare(actual.Parts[i], target.Parts[i], dir)
		switch {
		case o.Verdict == Undecided:
			return Outcome{Why: Things}
		case o.Verdict == Missed:
			out.Verdict = Missed
		}
	}
	return out
}

func meetDate(target, actual Value) Outcome {
	if target.Per != actual.Per { // 每月10日前 against one day
		return Outcome{Why: PerPeriod}
	}
	t, a := target.Day.Year, actual.Day.Year
	tf, tl, af, al := target.First, target.Last, actual.First, actual.Last
	switch {
	case t == 0:
		tf, tl = tf+a*10000, tl+a*10000
	case a == 0:
		af, al = af+t*10000, al+t*10000
	}
	after := target.Cmp == Greater || target.Cmp == GreaterEqual
	if actual.Cmp.Inequality() { // 6月30日前: it may have been any day before
		if !after && (actual.Cmp == Less || actual.Cmp == LessEqual) && al <= tl {
			return Outcome{Verdict: Met, Why: Inequality}
		}
		if !after && target.Per != "" && (actual.Cmp == Less || actual.Cmp == LessEqual) && al > tl {
			return Outcome{Verdict: Missed, Why: Inequality} // 每月15日前 where 每月10日前 was wanted
		}
		return Outcome{Why: Inequality}
	}
	switch {
	case after && af >= tf, !after && al <= tl:
		return Outcome{Verdict: Met}
	case after && al < tf, !after && af > tl:
		return Outcome{Verdict: Missed}
	}
	return Outcome{Why: Vague}
}
