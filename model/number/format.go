package number

import (
	"strings"

	"github.com/shopspring/decimal"
)

// layout is a column's format taken apart.
type layout struct {
	group         bool
	min, max      int32 // decimals always and at most printed
	percent       bool
	before, after string // printed around the figure; of sections only
	plain         bool   // no figure, only before
}

// Knows says whether Format knows the format as that of a field: 0 or #,##0, then decimals such as .00, .## or .0#,
// then % or not. See KnowsPrinted for what a cell may have besides.
func Knows(format string) bool {
	_, ok := parseFormat(format)
	return ok
}

func parseFormat(s string) (f layout, ok bool) {
	s, f.percent = strings.CutSuffix(s, "%")
	if rest, grouped := strings.CutPrefix(s, "#,##"); grouped {
		s, f.group = rest, true
	}
	s, ok = strings.CutPrefix(s, "0")
	if !ok || s == "" {
		return f, ok
	}
	s, ok = strings.CutPrefix(s, ".")
	if !ok || s == "" || len(s) > MaxDigits {
		return f, false
	}
	for _, c := range []byte(s) {
		switch {
		case c == '0' && f.min == f.max:
			f.min++
		case c != '#':
			return f, false
		}
		f.max++
	}
	return f, true
}

// Format prints d in a column's format, rounded half up (away from zero) to the format's decimals: 0, 0.00, 0.##,
// #,##0.00, #,##0.##, 0%, 0.00%, 0.##%, and what KnowsPrinted knows. Unknown and empty formats print all digits; a
// loader asks Knows first.
func Format(d decimal.Decimal, format string) string {
	if f, ok := parseFormat(format); ok {
		return f.print(d)
	}
	if p, ok := parsePrinted(format); ok {
		return p.print(d, false)
	}
	return d.String()
}

// FormatEntered is Format for a number someone entered: it never loses a digit, but prints more decimals than the
// format has. Only a format that divides (÷10000) rounds it: what the cell shows is another quantity then.
func FormatEntered(d decimal.Decimal, format string) string {
	if f, ok := parseFormat(format); ok {
		return f.whole(d).print(d)
	}
	if p, ok := parsePrinted(format); ok {
		return p.print(d, p.shift >= 0)
	}
	return d.String()
}

// whole is the format with room for all digits of d.
func (f layout) whole(d decimal.Decimal) layout {
	f.max = max(f.max, -d.Exponent())
	return f
}

func (f layout) print(d decimal.Decimal) string {
	if f.percent {
		d = d.Shift(2)
	}
	d = d.Round(f.max)
	s := d.Abs().StringFixed(f.max)
	whole, fraction, _ := strings.Cut(s, ".")
	for int32(len(fraction)) > f.min && fraction[len(fraction)-1] == '0' {
		fraction = fraction[:len(fraction)-1]
	}
	b := make([]byte, 0, len(s)+len(s)/3+3)
	if d.IsNegative() {
		b = append(b, '-')
	}
	for i := range len(whole) {
		if f.group && i > 0 && (len(whole)-i)%3 == 0 {
			b = append(b, ',')
		}
		b = append(b, whole[i])
	}
	if fraction != "" {
		b = append(append(b, '.'), fraction...)
	}
	if f.percent {
		b = append(b, '%')
	}
	return string(b)
}
