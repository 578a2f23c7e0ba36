package sheet

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// showNumber writes a number that is not negative, and says which number a reader will take it for.
func (s *section) showNumber(d decimal.Decimal) (string, decimal.Decimal) {
	switch {
	case s.silent():
		return s.literals(""), decimal.Decimal{}
	case s.general || s.digits() == 0:
		return s.literals(d.String()), d
	case s.slash:
		return s.fraction(d)
	}
	d = d.Shift(2*s.percent - 3*s.scale)
	before, after, power := s.places()
	shift := int32(0)
	if s.exp && !d.IsZero() {
		shift = int32(d.NumDigits()) + d.Exponent() - int32(max(before, 1))
		if before > 1 { // engineering: the power is a multiple of the digits before the point
			e := int32(d.NumDigits()) + d.Exponent() - 1
			shift = e - ((e%int32(before))+int32(before))%int32(before)
		}
	}
	r := d.Shift(-shift).Round(int32(after))
	if s.exp && !r.IsZero() && before <= 1 && r.Cmp(decimal.NewFromInt(10)) >= 0 {
		shift++
		r = d.Shift(-shift).Round(int32(after))
	}
	whole, part, _ := strings.Cut(r.StringFixed(int32(after)), ".")
	if whole == "0" {
		whole = ""
	}
	text := s.write(whole, part, before, after, shift, power)
	if s.exp {
		r = r.Shift(shift)
	}
	if s.scale > 0 {
		return text, r // in thousands: another number than what is meant
	}
	return text, r.Shift(-2 * s.percent)
}

// places counts the placeholders before and after the point and of the power.
func (s *section) places() (before, after, power int) {
	n := &before
	for _, b := range s.bits {
		switch b.kind {
		case point:
			n = &after
		case exponent:
			n = &power
		case digit:
			*n++
		}
	}
	return before, after, power
}

// write lays digits over the placeholders.
func (s *section) write(whole, part string, before, after int, shift int32, power int) string {
	var b strings.Builder
	place, part0, stage := before, part, 0
	last := strings.TrimRight(part, "0")
	for _, x := range s.bits {
		switch {
		case x.kind == lit:
			b.WriteString(x.text)
		case x.kind == point:
			stage = 1
			if place == before && before == 0 && whole != "" {
				b.WriteString(whole)
			}
			b.WriteByte('.') // also of 0.## where nothing follows, as Excel does
		case x.kind == exponent:
			stage = 2
			b.WriteByte('E')
			if shift < 0 {
				b.WriteByte('-')
			} else if x.text == "+" {
				b.WriteByte('+')
			}
			e := strconv.Itoa(int(max(shift, -shift)))
			b.WriteString(strings.Repeat("0", max(0, power-len(e))) + e)
		case x.kind == digit && stage == 0:
			if place == before { // the first takes all digits there are more
				for n := len(whole); n > place; n-- {
					b.WriteByte(whole[len(whole)-n])
					s.comma(&b, n-1)
				}
			}
			switch {
			case place <= len(whole):
				b.WriteByte(whole[len(whole)-place])
				s.comma(&b, place-1)
			case x.text == "0":
				b.WriteByte('0')
				s.comma(&b, place-1)
			case x.text == "?":
				b.WriteByte(' ')
			}
			place--
		case x.kind == digit && stage == 1:
			at := len(part0) - len(part)
			if at < len(last) || x.text == "0" || s.laterZero(at) {
				b.WriteByte(part[0])
			}
			part = part[1:]
		}
	}
	return b.String()
}

// comma writes a separator where n digits follow.
func (s *section) comma(b *strings.Builder, n int) {
	if s.group && n > 0 && n%3 == 0 {
		b.WriteByte(',')
	}
}

// laterZero says whether there is a 0 behind placeholder n after the point.
func (s *section) laterZero(n int) bool {
	after, k := false, 0
	for _, b := range s.bits {
		switch {
		case b.kind == point:
			after = true
		case b.kind == digit && after:
			if k > n && b.text == "0" {
				return true
			}
			k++
		}
	}
	return false
}

// literals is the fixed text with a number in place of its general bit.
func (s *section) literals(number string) string {
	var b strings.Builder
	for _, x := range s.bits {
		switch x.kind {
		case lit:
			b.WriteString(x.text)
		case general:
			b.WriteString(number)
		}
	}
	return b.String()
}

// fraction writes 0.5 as 1/2: the nearest with as many digits below the stroke as it has placeholders, or over the
// number there.
func (s *section) fraction(d decimal.Decimal) (string, decimal.Decimal) {
	below, over1, mixed := "", false, 0
	var head strings.Builder
	for _, b := range s.bits {
		switch {
		case b.kind == over:
			over1 = true
		case over1 && (b.kind == digit || b.kind == lit):
			below += b.text
		case b.kind == digit:
			mixed++
		}
	}
	below = strings.TrimSpace(below)
	whole := d.Truncate(0)
	if mixed < 2 {
		whole = decimal.Decimal{}
	}
	rest := d.Sub(whole)
	most, fixed := int64(9), false
	if n, err := strconv.ParseInt(below, 10, 32); err == nil && n > 0 {
		most, fixed = n, true
	} else {
		for range min(len(below), 3) - 1 {
			most = most*10 + 9
		}
	}
	from := int64(1)
	if fixed {
		from = most
	}
	var bestN, bestD int64 = 0, 1
	var miss decimal.Decimal
	for q := from; q <= most; q++ {
		n := rest.Mul(decimal.NewFromInt(q)).Round(0)
		off := rest.Sub(n.DivRound(decimal.NewFromInt(q), 20)).Abs()
		if q == from || off.LessThan(miss) {
			bestN, bestD, miss = n.IntPart(), q, off
		}
	}
	if bestN == bestD && mixed > 1 {
		whole, bestN = whole.Add(decimal.NewFromInt(1)), 0
	}
	if !whole.IsZero() || bestN == 0 {
		head.WriteString(whole.String())
	}
	if bestN != 0 {
		if head.Len() > 0 {
			head.WriteByte(' ')
		}
		head.WriteString(strconv.FormatInt(bestN, 10) + "/" + strconv.FormatInt(bestD, 10))
	}
	near := whole.Add(decimal.NewFromInt(bestN).DivRound(decimal.NewFromInt(bestD), 20))
	if near.Sub(d).Abs().LessThan(decimal.New(1, -14)) {
		near = d
	}
	return head.String(), near
}
