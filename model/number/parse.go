// Package number reads figures as people write them, prints them as columns want them, and rounds them. In: a text,
// or a decimal with a format or a rounding mode. Out: a decimal, or a text. Everything is decimal
// (github.com/shopspring/decimal); there are no floats.
//
// Parse takes 18,233,182.14, ５０％ and −3 and refuses what might be meant otherwise; In finds the one figure in
// >=20000件. Format prints what was computed, rounded to its column; FormatEntered prints what somebody entered and
// never loses a digit of it. Round knows the modes that forms ask for, and Divide makes quotients that every mode
// rounds as it would the true quotient.
package number

import (
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/char"
)

// MaxDigits bounds a number on either side of its point, so that no sum grows without limit.
const MaxDigits = 40

// Parse reads a figure as people write it: 16572672.00, 18,233,182.14, −3, ＋５, 97.98%, 5‰, with blanks around it.
// Separators must separate groups of three; full-width characters count as their ASCII ones; a percentage is divided
// by 100. Everything else (exponents, units, 约5万, /, more than 40 digits before or after the point) is no number.
func Parse(text string) (decimal.Decimal, bool) {
	d, _, ok := ParseScaled(text)
	return d, ok
}

// ParseScaled is Parse, with the power of ten that a sign at the end divides by: 2 for %, 3 for ‰, 0 without.
func ParseScaled(text string) (d decimal.Decimal, parts int32, ok bool) {
	s := strings.TrimSpace(text)
	if s == "" || len(s) > 4*MaxDigits*3 {
		return d, 0, false
	}
	var digits [2*MaxDigits + 1]byte
	n := 0
	neg, point := false, false
	whole, fraction := 0, 0 // digits before and after the point
	group := -1             // digits since the last separator, -1 before the first
	for i, r := range s {
		r = char.Half(r)
		rest := s[i:]
		_, size := utf8.DecodeRuneInString(rest)
		last := len(rest) == size
		switch {
		case r >= '0' && r <= '9':
			switch {
			case point:
				fraction++
			default:
				whole++
				if group >= 0 {
					group++
				}
			}
			if whole > MaxDigits || fraction > MaxDigits {
				return d, 0, false
			}
			digits[n] = byte(r)
			n++
		case (r == '-' || r == '−' || r == '+') && i == 0:
			neg = r != '+'
		case r == ',' && !point:
			if group != 3 && (group != -1 || whole == 0 || whole > 3) {
				return d, 0, false
			}
			group = 0
		case r == '.' && !point:
			point = true
			if group >= 0 && group != 3 {
				return d, 0, false
			}
		case r == '%' && last:
			parts = 2
		case r == '‰' && last:
			parts = 3
		case (r == ' ' || r == '　') && n > 0 && isSign(strings.TrimLeft(rest, " \u3000")): // 97.59 %
		default:
			return d, 0, false
		}
	}
	if n == 0 || (point && fraction == 0) || (!point && group >= 0 && group != 3) {
		return d, 0, false
	}
	d = fromDigits(digits[:n], int32(-fraction)-parts)
	if neg {
		d = d.Neg()
	}
	return d, parts, true
}

// isSign says whether nothing but a sign of parts is left of a text.
func isSign(s string) bool { return s == "%" || s == "％" || s == "‰" }

// fromDigits is the decimal of ASCII digits times ten to the exp.
func fromDigits(digits []byte, exp int32) decimal.Decimal {
	if len(digits) <= 18 {
		v := int64(0)
		for _, c := range digits {
			v = v*10 + int64(c-'0')
		}
		return decimal.New(v, exp)
	}
	d, _ := decimal.NewFromString(string(digits))
	return d.Shift(exp)
}

// ParseLiteral reads a JSON number literal. ok is false if it has more than 40 digits on either side of its point
// when written out.
func ParseLiteral(lit string) (d decimal.Decimal, ok bool) {
	mantissa, e, _ := strings.Cut(strings.ToLower(lit), "e")
	exp := int32(0)
	if e != "" {
		neg := strings.HasPrefix(e, "-")
		digits := strings.TrimLeft(strings.TrimLeft(e, "+-"), "0")
		if len(digits) > 3 {
			return d, false
		}
		for _, c := range digits {
			exp = exp*10 + int32(c-'0')
		}
		if neg {
			exp = -exp
		}
	}
	neg := strings.HasPrefix(mantissa, "-")
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(mantissa, "-"), ".")
	if len(whole)+len(fraction) > 4*MaxDigits {
		return d, false
	}
	digits := strings.TrimLeft(whole+fraction, "0")
	point := int32(len(digits)) - int32(len(fraction)) + exp // digits before the point
	if point > MaxDigits || int32(len(fraction))-exp > MaxDigits {
		return d, false
	}
	d = fromDigits([]byte(whole+fraction), exp-int32(len(fraction)))
	if neg {
		d = d.Neg()
	}
	return d, true
}

// In finds the one figure in a text: >=20000件 holds 20000, ≥90.00(%) holds 90.00, =100% holds 1. With no figure, or
// with several (5*8小时), ok is false.
func In(text string) (d decimal.Decimal, ok bool) {
	if d, ok = Parse(text); ok {
		return d, true
	}
	isDigit := func(r rune) bool { r = char.Half(r); return r >= '0' && r <= '9' }
	isPart := func(r rune) bool { return isDigit(r) || strings.ContainsRune(".,．，", r) }
	found := ""
	for rest := text; ; {
		from := strings.IndexFunc(rest, isDigit)
		if from < 0 {
			break
		}
		to := strings.IndexFunc(rest[from:], func(r rune) bool { return !isPart(r) })
		if to < 0 {
			to = len(rest) - from
		}
		if found != "" {
			return d, false
		}
		found = strings.TrimRight(rest[from:from+to], ".,．，")
		end := from + len(found)
		if before, _ := utf8.DecodeLastRuneInString(rest[:from]); strings.ContainsRune("-−－", before) && from > 0 {
			found = "-" + found
		}
		rest = rest[end:]
		if sign, size := utf8.DecodeRuneInString(rest); strings.ContainsRune("%％‰", sign) {
			found += string(sign)
			rest = rest[size:]
		}
	}
	return Parse(found)
}
