package model

import (
	"github.com/shopspring/decimal"
)

// quotientDigits is how many significant digits a quotient has.
const quotientDigits = 34

// divide is a/b with 34 significant digits, cut, and one more digit that is not 0 if the quotient goes on: so that rounding it
// later, in whatever way, gives what rounding the true quotient gives. b is not zero.
func divide(a, b decimal.Decimal) decimal.Decimal {
	places := int32(quotientDigits) - (int32(a.NumDigits()) + a.Exponent() - int32(b.NumDigits()) - b.Exponent())
	places = max(places, 0)
	q, rest := a.QuoRem(b, places)
	if rest.IsZero() {
		return q
	}
	sticky := decimal.New(1, -places-1)
	if a.Sign()*b.Sign() < 0 {
		sticky = sticky.Neg()
	}
	return q.Add(sticky)
}

// The rounding modes.
const (
	RoundHalfUp   = "四舍五入"    // half away from zero
	RoundUp       = "进一"      // away from zero: Shanghai's rates
	RoundDown     = "截断"      // towards zero
	RoundHalfEven = "四舍六入五成双" // half to even, GB/T 8170
)

// RoundingModes are the modes Round knows.
var RoundingModes = []string{RoundHalfUp, RoundUp, RoundDown, RoundHalfEven}

// Round rounds d to places decimals; ok is false if mode is none of RoundingModes.
func Round(d decimal.Decimal, places int32, mode string) (_ decimal.Decimal, ok bool) {
	switch mode {
	case RoundHalfUp, "":
		return d.Round(places), true
	case RoundUp:
		return d.RoundUp(places), true
	case RoundDown:
		return d.RoundDown(places), true
	case RoundHalfEven:
		return d.RoundBank(places), true
	}
	return d, false
}

// compare orders two results of one kind; ok is false if they cannot be compared.
func compare(a, b Result) (c int, ok bool) {
	switch {
	case a.Kind != b.Kind:
		return 0, false
	case a.Kind == IsNumber:
		return a.Num.Cmp(b.Num), true
	case a.Kind == IsText:
		switch {
		case a.Text < b.Text:
			return -1, true
		case a.Text > b.Text:
			return 1, true
		}
		return 0, true
	case a.Kind == IsBool:
		if a.Bool == b.Bool {
			return 0, true
		}
		return 1, true
	}
	return 0, false
}

// same says whether two results have one value: 9.8 and 9.80 do.
func same(a, b Result) bool {
	if a.Kind == IsGroup || b.Kind == IsGroup {
		return a.Kind == b.Kind && a.Value == b.Value
	}
	if a.Kind == IsList && b.Kind == IsList {
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !same(a.item(i), b.item(i)) {
				return false
			}
		}
		return true
	}
	if a.Kind == Nothing && b.Kind == Nothing {
		return true
	}
	c, ok := compare(a, b)
	return ok && c == 0
}
