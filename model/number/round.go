package number

import (
	"github.com/shopspring/decimal"
)

// quotientDigits is how many significant digits a quotient has.
const quotientDigits = 34

// Divide is a/b with 34 significant digits, cut off, and one more digit that is not 0 if the quotient goes on: rounding
// it later, in any mode, gives what rounding the true quotient gives. It panics if b is zero.
func Divide(a, b decimal.Decimal) decimal.Decimal {
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

// The rounding modes, by the names forms use.
const (
	HalfUp   = "四舍五入"    // half away from zero
	Up       = "进一"      // away from zero: Shanghai's rates
	Down     = "截断"      // towards zero
	HalfEven = "四舍六入五成双" // half to even, GB/T 8170
)

// Modes are the modes Round knows.
var Modes = []string{HalfUp, Up, Down, HalfEven}

// Round rounds d to places decimals (2 for 0.01). The empty mode is HalfUp; ok is false if mode is not one of Modes.
func Round(d decimal.Decimal, places int32, mode string) (_ decimal.Decimal, ok bool) {
	switch mode {
	case HalfUp, "":
		return d.Round(places), true
	case Up:
		return d.RoundUp(places), true
	case Down:
		return d.RoundDown(places), true
	case HalfEven:
		return d.RoundBank(places), true
	}
	return d, false
}

// Agrees says whether a figure as printed is the true one, whichever way it was rounded to its places.
func Agrees(printed, exact decimal.Decimal) bool {
	places := max(0, -printed.Exponent())
	for _, mode := range Modes {
		if d, ok := Round(exact, places, mode); ok && d.Equal(printed) {
			return true
		}
	}
	return false
}
