package quantity

import "github.com/shopspring/decimal"

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

// times multiplies the two ends, each by the end of a factor that widens the set; a set to be met is narrowed by
// passing them turned.
func (s span) times(low, high factor) span {
	s.low, s.high = times(s.low, low.low), times(s.high, high.high)
	return s
}

// leeway is how far 约 and 近 may be off: a tenth, and no more than ten of the last place: 约77.6 is no 70.
var leeway = decimal.New(1, -1)

// set is the numbers a value may be, in the unit as written.
func (v Value) set() span {
	s := span{low: v.Num, high: v.Num, hasLow: true, hasHigh: true}
	if v.Kind == Range {
		s.high = v.High
	}
	off := func(n decimal.Decimal) decimal.Decimal {
		return decimal.Min(n.Abs().Mul(leeway), lastPlace(n).Abs().Shift(1))
	}
	switch v.About {
	case Around:
		s.low, s.high = s.low.Sub(off(s.low)), s.high.Add(off(s.high))
	case Below:
		s.low, s.openHigh = s.low.Sub(off(s.low)), true
	case Above:
		s.openLow, s.openHigh = true, true
		s.high = s.high.Add(lastPlace(v.Num))
	}
	switch v.Cmp {
	case Greater, GreaterEqual:
		s.hasHigh, s.openLow = false, s.openLow || v.Cmp == Greater
	case Less, LessEqual:
		s.hasLow, s.openHigh = false, s.openHigh || v.Cmp == Less
	}
	return s
}

// lastPlace is one of the last place that is not zero: 100 of 1500, so that 1500多 is less than 1600.
func lastPlace(n decimal.Decimal) decimal.Decimal {
	c, exp := n.Coefficient(), n.Exponent()
	d := decimal.NewFromBigInt(c, 0)
	for !d.IsZero() && d.Mod(ten).IsZero() {
		d = d.Shift(-1)
		exp++
	}
	return decimal.New(1, exp)
}

// wanted are the numbers that meet a target for certain, and those that do not miss it for certain. They differ for
// 约20人 only.
func (v Value) wanted(dir Direction) (met, notMissed span) {
	about := v
	sure := v
	sure.About = Exactly
	if v.About == Above {
		sure = v
	}
	met, notMissed = sure.set(), about.set()
	if v.Kind == Range || v.Cmp.Inequality() {
		return met, notMissed
	}
	switch dir {
	case MoreIsBetter:
		met.hasHigh, notMissed.hasHigh = false, false
	case LessIsBetter:
		met.hasLow, notMissed.hasLow = false, false
	default:
		met = notMissed
	}
	return met, notMissed
}
