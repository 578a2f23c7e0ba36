package number

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// printed is the format of a printed cell taken apart: a power of ten, and one to three sections, for positive (or
// all), negative and zero figures.
type printed struct {
	shift    int32
	sections []layout
}

// InWords is the format that prints an amount in Chinese capital numerals, see Words.
const InWords = "大写"

// KnowsPrinted says whether a cell may be printed in the format: one that Knows knows; up to three of them with signs
// around the figure, #,##0.00;(#,##0.00);-, for what is positive, negative and zero (a text in quotes is printed as it
// is); before it ÷10000 or ×100, a blank between, for a column in another unit.
func KnowsPrinted(format string) bool {
	_, ok := parsePrinted(format)
	return ok
}

// Scale is the power of ten by which a cell in the format shows more than its value: -4 for ÷10000, 2 for ×100.
func Scale(format string) int32 {
	p, _ := parsePrinted(format)
	return p.shift
}

// scales are how many zeros a factor may have: 10 to 亿.
var scales = map[string]int32{"10": 1, "100": 2, "1000": 3, "10000": 4, "1000000": 6, "100000000": 8, "百": 2, "千": 3, "万": 4,
	"百万": 6, "亿": 8}

func parsePrinted(s string) (p printed, ok bool) {
	if strings.HasPrefix(s, "÷") || strings.HasPrefix(s, "×") {
		factor, rest, _ := strings.Cut(s, " ")
		sign, size := utf8.DecodeRuneInString(factor)
		n := scales[factor[size:]]
		if n == 0 {
			return p, false
		}
		if p.shift = n; sign == '÷' {
			p.shift = -n
		}
		if s = strings.TrimSpace(rest); s == "" {
			s = "0.##"
		}
	}
	parts := cutSections(s)
	if len(parts) > 3 {
		return p, false
	}
	for i, part := range parts {
		f, ok := parseSection(part)
		if !ok || f.plain && i < 2 {
			return p, false
		}
		p.sections = append(p.sections, f)
	}
	return p, true
}

// cutSections cuts at semicolons outside quotes.
func cutSections(s string) []string {
	quoted := false
	return strings.FieldsFunc(s+" ", func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return r == ';' && !quoted
	})
}

// signs may be written around a figure as they are; anything else goes in quotes.
const signs = "()（）-−—–/+△▲¥￥ "

func parseSection(s string) (f layout, ok bool) {
	s = strings.TrimSpace(s)
	i := strings.IndexAny(unquoted(s), "#0")
	if i < 0 {
		f.before, ok = signsOf(s)
		f.plain = true
		return f, ok && s != ""
	}
	j := i
	for j < len(s) && strings.IndexByte("#0,.", s[j]) >= 0 {
		j++
	}
	end := j
	if strings.HasPrefix(s[j:], "%") {
		end++
	}
	if f, ok = parseFormat(s[i:end]); !ok {
		return f, false
	}
	var ok2 bool
	f.before, ok = signsOf(s[:i])
	f.after, ok2 = signsOf(s[end:])
	return f, ok && ok2
}

// unquoted is s with what is in quotes blanked out, as long as s.
func unquoted(s string) string {
	quoted := false
	b := []byte(s)
	for i, c := range b {
		if c == '"' {
			quoted = !quoted
		} else if quoted {
			b[i] = ' '
		}
	}
	return string(b)
}

// signsOf is what a piece of a section prints; not ok if something in it has no quotes that needs them.
func signsOf(s string) (string, bool) {
	var b strings.Builder
	quoted := false
	for _, r := range s {
		switch {
		case r == '"':
			quoted = !quoted
		case !quoted && !strings.ContainsRune(signs, r):
			return "", false
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), !quoted
}

// of is the section that prints d, and whether the section itself says that d is negative.
func (p printed) of(d decimal.Decimal, all bool) (f layout, signed bool) {
	i := 0
	switch {
	case len(p.sections) > 2 && p.shown(d, 2, all).IsZero():
		i = 2
	case len(p.sections) > 1 && d.IsNegative() && !p.shown(d, 1, all).IsZero():
		i, signed = 1, true
	}
	return p.sections[i], signed
}

// shown is d as section i rounds it; of a section without a figure, as the first does.
func (p printed) shown(d decimal.Decimal, i int, all bool) decimal.Decimal {
	f := p.sections[i]
	if f.plain {
		f = p.sections[0]
	}
	if all {
		return d
	}
	if f.percent {
		d = d.Shift(2)
	}
	return d.Round(f.max)
}

func (p printed) print(d decimal.Decimal, all bool) string {
	d = d.Shift(p.shift)
	f, signed := p.of(d, all)
	if f.plain {
		return f.before
	}
	if signed {
		d = d.Abs()
	}
	if all {
		f = f.whole(d)
	}
	return f.before + f.print(d) + f.after
}

// Spreadsheet is the number and the number format that a spreadsheet shows d with as Format does. ok is false where it
// would show something else: 0.## leaves a point behind a whole number, and what rounds to zero is not zero there.
// entered: as FormatEntered does, with all digits.
func Spreadsheet(d decimal.Decimal, format string, entered bool) (value decimal.Decimal, code string, ok bool) {
	p, ok := parsePrinted(format)
	if !ok || p.shift == 0 && len(p.sections) == 1 && p.sections[0].before+p.sections[0].after == "" {
		return d, "", false // nothing that a text does not say by itself
	}
	value = d.Shift(p.shift)
	for i, f := range p.sections {
		if !f.plain && (f.min != f.max || !value.IsZero() && p.shown(value, i, false).IsZero()) {
			return d, "", false
		}
		if i > 0 {
			code += ";"
		}
		if entered && p.shift >= 0 {
			f.min = max(f.min, decimals(value))
		}
		code += quote(f.before)
		if !f.plain {
			code += f.code() + quote(f.after)
		}
	}
	return value, code, true
}

// decimals counts the digits behind the point, but for zeros at the end.
func decimals(d decimal.Decimal) int32 {
	_, fraction, _ := strings.Cut(d.String(), ".")
	return int32(len(strings.TrimRight(fraction, "0")))
}

// code is the figure's own part in the words of a spreadsheet.
func (f layout) code() string {
	s := "0"
	if f.group {
		s = "#,##0"
	}
	if f.min > 0 {
		s += "." + strings.Repeat("0", int(f.min))
	}
	if f.percent {
		s += "%"
	}
	return s
}

func quote(s string) string {
	if s == "" {
		return ""
	}
	return `"` + s + `"`
}

// Unformat is the figure, as someone would enter it, that is printed as text in the format. What is no figure in that
// format is the text itself: it was entered so, or it is already the value (a percentage in a column of ×100).
func Unformat(text, format string) string {
	p, ok := parsePrinted(format)
	if !ok || p.shift == 0 && len(p.sections) == 1 && p.sections[0].before+p.sections[0].after == "" {
		return text
	}
	s := strings.TrimSpace(text)
	for i, f := range slices.Backward(p.sections) {
		if f.plain {
			if s == strings.TrimSpace(f.before) {
				return "0"
			}
			continue
		}
		body, ok1 := strings.CutPrefix(s, f.before)
		body, ok2 := strings.CutSuffix(body, f.after)
		if !ok1 || !ok2 || f.before+f.after == "" && i > 0 {
			continue
		}
		d, parts, ok := ParseScaled(body)
		if !ok || parts > 0 && p.shift != 0 {
			continue
		}
		if i == 1 {
			d = d.Neg()
		}
		if p.shift == 0 && i == 0 {
			return body
		}
		if p.shift == 0 && parts > 0 {
			return "-" + body
		}
		return d.Shift(-p.shift).String()
	}
	return text
}
