package quantity

import (
	"strings"

	"github.com/shopspring/decimal"
)

// factor is by how much a number is to be multiplied before it is compared, at least and at most: a day is 247 to 366
// times a year.
type factor struct{ low, high decimal.Decimal }

func exactly(d decimal.Decimal) factor { return factor{d, d} }

var once = exactly(one)

func (f factor) exact() bool { return f.low.Equal(f.high) }

// meetNumber compares two numbers: in which units and over which period first, then as sets.
func meetNumber(target, actual Value, dir Direction) Outcome {
	if target.Change != "" && actual.Change != "" && Rises(target.Change) != Rises(actual.Change) {
		return Outcome{Verdict: Missed, Why: Kinds}
	}
	if target.Per != actual.Per {
		return meetRate(target, actual, dir)
	}
	switch Relate(target.Unit, actual.Unit) {
	case OtherUnit:
		if target.Unit.Time() && actual.Unit.Time() && (target.Unit.Dim == workDay) != (actual.Unit.Dim == workDay) {
			return meetWorkDays(target, actual, dir)
		}
		return Outcome{Why: Units}
	case OtherScale:
		if target.Unit.Dim != actual.Unit.Dim {
			o := decide(target, actual, target.Unit.days(), actual.Unit.days(), dir)
			o.Converted = true
			return o
		}
		o := decide(target, actual, exactly(target.Unit.scale()), exactly(actual.Unit.scale()), dir)
		o.Converted = true
		return o
	case Unstated:
		return meetUnstated(target, actual, dir)
	}
	return decide(target, actual, once, once, dir)
}

// meetWorkDays compares days and working days, of which so many are at least as many days.
func meetWorkDays(target, actual Value, dir Direction) Outcome {
	bound := target.Cmp == Less || target.Cmp == LessEqual || target.Cmp <= Equal && dir == LessIsBetter
	if bound && target.Unit.Dim == workDay && actual.Exact() && actual.Unit.long() && actual.Num.Mul(actual.Unit.days().high).LessThanOrEqual(target.Num) {
		return Outcome{Verdict: Met, Why: WorkDays}
	}
	if bound && actual.Unit.Dim == workDay && actual.Exact() && target.Unit.long() && actual.Num.GreaterThan(target.Num.Mul(target.Unit.days().high)) {
		return Outcome{Verdict: Missed, Why: WorkDays}
	}
	return Outcome{Why: WorkDays}
}

// meetUnstated compares where one of the two has no unit: 15篇次 against 20 is the same unit, left out. 5万人次 against
// 50000 is not: where a multiple stands before the unit, both readings are tried.
func meetUnstated(target, actual Value, dir Direction) Outcome {
	with, without := target, actual
	if target.Unit.Dim == "" {
		with, without = actual, target
	}
	plain := decide(target, actual, once, once, dir)
	if with.Unit.Share() && without.Num.IsPositive() && without.Num.LessThanOrEqual(one) && with.Num.GreaterThan(one) {
		t, a := once, exactly(hundred)
		if target.Unit.Dim == "" {
			t, a = a, t
		}
		share := decide(target, actual, t, a, dir) // 0.97 against 98% has missed it as 97% too
		if share.Converted = true; share.Verdict == Missed && plain.Verdict == Missed {
			return share
		}
		return Outcome{Why: Fraction}
	}
	m := multipleOf(with.Unit.Text)
	if m.Equal(one) {
		return plain
	}
	t, a := once, once
	if target.Unit.Dim != "" {
		t = exactly(m)
	} else {
		a = exactly(m)
	}
	whole := decide(target, actual, t, a, dir)
	whole.Converted = true
	return either(plain, whole, near(target, actual, once, once), near(target, actual, t, a), Units)
}

// multipleOf is 10000 for 万人次 and 万元.
func multipleOf(unit string) decimal.Decimal {
	for _, m := range multiples {
		if rest, ok := strings.CutPrefix(normal(unit), m.text); ok && rest != "" {
			return decimal.NewFromInt(m.scale)
		}
	}
	return one
}

// nearness is how many times a value may be its target, or the target the value, for a reading of the two to be the
// likely one.
var nearness = decimal.NewFromInt(3)

// farApart is from where on a factor between two units is one that people forget: 元 and 万元, but not hours and days.
var farApart = decimal.NewFromInt(1000)

func far(x, y factor) bool { return x.low.GreaterThanOrEqual(y.low.Mul(farApart)) }

func near(target, actual Value, t, a factor) bool {
	x, y := times(target.Num, t.low), times(actual.Num, a.low)
	return x.IsPositive() && y.IsPositive() && x.LessThanOrEqual(y.Mul(nearness)) && y.LessThanOrEqual(x.Mul(nearness))
}

// either takes the first of two readings, unless only the second is likely; where neither is, they must agree.
func either(first, second Outcome, nearFirst, nearSecond bool, why Why) Outcome {
	switch {
	case nearSecond && !nearFirst:
		return second
	case nearFirst || first.Verdict == second.Verdict:
		return first
	}
	return Outcome{Why: why}
}

// meetRate compares numbers of different periods over the year: 2期/月 makes 每年24期. A number without a period is one
// over the year, or one of the same period.
func meetRate(target, actual Value, dir Direction) Outcome {
	tu, au := target.counted(), actual.counted()
	switch Relate(tu, au) {
	case OtherUnit:
		return Outcome{Why: Units}
	case Unstated:
		tu, au = Unit{}, Unit{}
	}
	ts, as := tu.scale(), au.scale()
	t, a := target.yearly(ts), actual.yearly(as)
	year := decide(target, actual, t, a, dir)
	year.Converted = true
	if target.Per != "" && actual.Per != "" {
		return year
	}
	same := decide(target, actual, exactly(ts), exactly(as), dir)
	return either(year, same, near(target, actual, t, a), near(target, actual, exactly(ts), exactly(as)), PerPeriod)
}

// Related is how the units of two numbers stand to each other. Over different periods it is that of what they count,
// which a year converts: 2期/月 and 每年24期.
func Related(a, b Value) Relation {
	if a.Per == b.Per {
		r := Relate(a.Unit, b.Unit)
		if r == OtherUnit && a.Unit.Time() && b.Unit.Time() && (a.Unit.Dim == workDay) != (b.Unit.Dim == workDay) && a.Unit.Scale.LessThanOrEqual(day) && b.Unit.Scale.LessThanOrEqual(day) {
			if o := meetWorkDays(a, b, LessIsBetter); o.Verdict == Met {
				return OtherScale // 2日 of 3个工作日
			}
		}
		if r == OtherScale && a.Unit.Dim != b.Unit.Dim {
			return r
		}
		x, y := exactly(a.Unit.scale()), exactly(b.Unit.scale())
		if r == OtherScale && near(a, b, once, once) && !near(a, b, x, y) && (far(x, y) || far(y, x)) {
			return Unlikely
		}
		return r
	}
	return max(Relate(a.counted(), b.counted()), OtherScale)
}

// decide compares two numbers that are in one unit after their factors.
func decide(target, actual Value, t, a factor, dir Direction) Outcome {
	// The sign of a target says which way is better, whatever was supposed.
	switch target.Cmp {
	case Less, LessEqual:
		dir = LessIsBetter
	case Greater, GreaterEqual:
		dir = MoreIsBetter
	}
	if dir == NoDirection && target.Kind == Number && target.Num.IsZero() && actual.Num.IsPositive() && !target.Unit.Share() {
		dir = LessIsBetter // there is no less than none
	}
	if dir == NoDirection && target.Kind != Range {
		return bothWays(target, actual, t, a)
	}
	have := actual.set().times(a, a)
	met, notMissed := target.wanted(dir)
	met = met.times(factor{t.high, t.high}, factor{t.low, t.low})
	notMissed = notMissed.times(factor{t.low, t.low}, factor{t.high, t.high})
	x, y := target.Num.Mul(t.low), actual.Num.Mul(a.low)
	out := Outcome{}
	switch {
	case have.inside(met), target.About != Exactly && target.About == actual.About && x.Equal(y): // 约20人 against 约20人
		out.Verdict = Met
	case have.apart(notMissed):
		out.Verdict = Missed
		if actual.rounds(x, y, t, a) {
			out.Verdict = Met // 213.3公顷 are 3200亩
		}
	}
	switch {
	case target.Kind == Range && out.Verdict == Missed:
		above := have.hasLow && have.low.GreaterThanOrEqual(notMissed.high)
		switch {
		case dir == NoDirection:
			return Outcome{Why: Sides}
		case dir != LessIsBetter && above, dir == LessIsBetter && !above:
			return Outcome{Why: Vague} // on the good side of a range: over-fulfilled or out of bounds
		case dir == LessIsBetter:
			x = target.High.Mul(t.low)
		}
	case dir == ToThePoint && out.Verdict == Missed && y.GreaterThan(x):
		if actual.Exact() && t.exact() && a.exact() && x.IsPositive() {
			return Outcome{Why: Vague, Ratio: y.DivRound(x, RatioPlaces), HasRatio: true}
		}
		return Outcome{Why: Vague}
	}
	switch {
	case actual.About != Exactly || target.About != Exactly || !t.exact() || !a.exact():
		out.Why = Vague
	case !actual.Exact():
		out.Why = Inequality
	case target.Kind == Range && out.Verdict == Met: // nothing inside a range is over-fulfilled
		out.Ratio, out.HasRatio = one, true
	case dir == LessIsBetter && y.IsZero(), dir != LessIsBetter && x.IsZero():
		out.Why = Zero
	case dir == LessIsBetter:
		out.Ratio, out.HasRatio = x.DivRound(y, RatioPlaces), true
	default:
		out.Ratio, out.HasRatio = y.DivRound(x, RatioPlaces), true
	}
	return out
}

// rounds says whether two numbers are one number for the digits that the actual one was written with, in a unit that
// cannot give the target exactly: 公顷 for 亩, but not 万元 for 元.
func (v Value) rounds(x, y decimal.Decimal, t, a factor) bool {
	if v.Num.Exponent() >= 0 || !t.exact() || !a.exact() || powerOfTen(t.low.DivRound(a.low, 12)) {
		return false
	}
	half := decimal.New(5, v.Num.Exponent()-1).Mul(a.low)
	return x.Sub(y).Abs().LessThanOrEqual(half)
}

func powerOfTen(d decimal.Decimal) bool {
	return strings.Trim(d.String(), "0.") == "1"
}

// bothWays compares without a direction: what both readings say is true of either.
func bothWays(target, actual Value, t, a factor) Outcome {
	more, less := decide(target, actual, t, a, MoreIsBetter), decide(target, actual, t, a, LessIsBetter)
	switch {
	case more.Verdict != less.Verdict:
		return Outcome{Why: Sides}
	case more.Verdict == Undecided && more.Why == Clear:
		more.Why = less.Why
	}
	return more
}
