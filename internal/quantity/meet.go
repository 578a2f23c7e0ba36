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
	NoValue        // one of the two is empty
	Inequality     // the actual value is no value but >20000件
	Units          // the units differ
	Kinds          // a number against a word, a date against a number
	Words          // two words that cannot be compared
	Vague          // 约, a date without its day, a value above a target meant to the point
	Zero           // division by zero
)

// Outcome is the answer: the verdict, and the completion where it is one number (B/A, or A/B when less is better; above 1 when
// over-fulfilled).
type Outcome struct {
	Verdict  Verdict
	Ratio    decimal.Decimal
	HasRatio bool
	Why      Why // what is open: no verdict, or no ratio
}

// RatioPlaces is the precision of Outcome.Ratio; scores have at most a few places, so nothing is lost.
const RatioPlaces = 16

// Meet compares an actual value with its target. Inequalities are compared as what they say: actual >20000 certainly meets >=20000,
// actual <90% certainly misses >=90%, but neither has a ratio.
func Meet(target, actual Value, dir Direction) Outcome {
	switch {
	case target.Kind == Empty || actual.Kind == Empty || target.Kind == Mark || actual.Kind == Mark:
		return Outcome{Why: NoValue}
	case target.Kind == Date && actual.Kind == Date:
		return meetDate(target, actual)
	case target.Numeric() && actual.Numeric():
		return meetNumber(target, actual, dir)
	case target.Kind == Word && actual.Kind == Word:
		return meetWord(target.Word, actual.Word)
	case target.Kind == Word && actual.Numeric() && actual.Change != "":
		if g, f := GradeOf(target.Word); g >= Reached && f == familyOf["提升"] {
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
	}
	return Outcome{Verdict: Missed}
}

// span is the set of numbers a value may be: low to high, each end open or not, absent ends unbounded.
type span struct {
	low, high         decimal.Decimal
	hasLow, hasHigh   bool
	openLow, openHigh bool
}

func (s span) inside(t span) bool {
	if t.hasLow && (!s.hasLow || s.low.LessThan(t.low) || s.low.Equal(t.low) && t.openLow && !s.openLow) {
		return false
	}
	return !t.hasHigh || s.hasHigh && (s.high.LessThan(t.high) || s.high.Equal(t.high) && (!t.openHigh || s.openHigh))
}

func (s span) apart(t span) bool {
	return s.hasHigh && t.hasLow && (s.high.LessThan(t.low) || s.high.Equal(t.low) && (s.openHigh || t.openLow)) ||
		s.hasLow && t.hasHigh && (t.high.LessThan(s.low) || t.high.Equal(s.low) && (s.openLow || t.openHigh))
}

func spanOf(v Value, cmp Comparator) span {
	n := v.Base()
	switch {
	case v.Kind == Range:
		return span{low: n, high: v.High.Mul(v.Unit.scale()), hasLow: true, hasHigh: true}
	case cmp == Greater || cmp == GreaterEqual:
		return span{low: n, hasLow: true, openLow: cmp == Greater}
	case cmp == Less || cmp == LessEqual:
		return span{high: n, hasHigh: true, openHigh: cmp == Less}
	}
	return span{low: n, high: n, hasLow: true, hasHigh: true}
}

func meetNumber(target, actual Value, dir Direction) Outcome {
	switch Relate(target.Unit, actual.Unit) {
	case OtherUnit:
		return Outcome{Why: Units}
	case Unstated: // 15篇次 against 20: the same unit, left out
		target.Unit, actual.Unit = Unit{}, Unit{}
	}
	if target.Change != "" && actual.Change != "" && Rises(target.Change) != Rises(actual.Change) {
		return Outcome{Verdict: Missed, Why: Kinds}
	}
	if target.Approx || actual.Approx {
		return Outcome{Why: Vague}
	}
	// The sign of a target says which way is better, whatever was supposed.
	switch {
	case dir == MoreIsBetter && (target.Cmp == Less || target.Cmp == LessEqual):
		dir = LessIsBetter
	case dir == LessIsBetter && (target.Cmp == Greater || target.Cmp == GreaterEqual):
		dir = MoreIsBetter
	}
	a, b := target.Base(), actual.Base()
	want := spanOf(target, target.Cmp)
	switch {
	case target.Kind == Range || target.Cmp.Inequality() || dir == ToThePoint:
	case dir == MoreIsBetter:
		want = spanOf(target, GreaterEqual)
	case dir == LessIsBetter:
		want = spanOf(target, LessEqual)
	}
	have := spanOf(actual, actual.Cmp)
	out := Outcome{}
	switch {
	case have.inside(want):
		out.Verdict = Met
	case have.apart(want):
		out.Verdict = Missed
	}
	if target.Kind == Range {
		switch {
		case out.Verdict == Missed && dir == MoreIsBetter && b.GreaterThan(target.High.Mul(target.Unit.scale())):
			return Outcome{Why: Vague} // above a range: over-fulfilled or out of bounds
		case out.Verdict == Missed && dir == LessIsBetter && b.LessThan(a):
			return Outcome{Why: Vague}
		case dir == LessIsBetter:
			a = target.High.Mul(target.Unit.scale())
		}
	}
	if dir == ToThePoint && out.Verdict == Missed && b.GreaterThan(a) {
		return Outcome{Why: Vague}
	}
	switch {
	case !actual.Exact():
		out.Why = Inequality
	case dir == LessIsBetter && b.IsZero(), dir != LessIsBetter && a.IsZero():
		out.Why = Zero
	case dir == LessIsBetter:
		out.Ratio, out.HasRatio = a.DivRound(b, RatioPlaces), true
	default:
		out.Ratio, out.HasRatio = b.DivRound(a, RatioPlaces), true
	}
	return out
}

func meetDate(target, actual Value) Outcome {
	t, a := target.Day, actual.Day
	if t.Year == 0 {
		t.Year = a.Year
	}
	if a.Year == 0 {
		a.Year = t.Year
	}
	after := target.Cmp == Greater || target.Cmp == GreaterEqual
	if actual.Cmp.Inequality() { // 6月30日前: it may have been any day before
		if !after && (actual.Cmp == Less || actual.Cmp == LessEqual) && a.last() <= t.last() {
			return Outcome{Verdict: Met, Why: Inequality}
		}
		return Outcome{Why: Inequality}
	}
	switch {
	case after && a.first() >= t.first(), !after && a.last() <= t.last():
		return Outcome{Verdict: Met}
	case after && a.last() < t.first(), !after && a.first() > t.last():
		return Outcome{Verdict: Missed}
	}
	return Outcome{Why: Vague}
}

// SameText says whether two texts are the same but for width and blanks.
func SameText(a, b string) bool { return strings.EqualFold(normal(a), normal(b)) }
