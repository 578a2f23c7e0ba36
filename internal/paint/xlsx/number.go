package xlsx

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/model/grid"
)

// maxDigits is how many significant digits a spreadsheet's number keeps (IEEE 754 double, shown to 15).
const maxDigits = 15

// stored is exact for a cell, which may bring a number format of its own.
func stored(c *grid.Cell, text string) (literal, format string, ok bool) {
	if c.Format == "" || c.Number == nil || text != c.Text {
		return exact(text, c.Number)
	}
	literal = c.Number.String()
	if len(strings.Trim(strings.ReplaceAll(literal, ".", ""), "-0")) > maxDigits {
		return "", "", false
	}
	return literal, c.Format, true
}

// exact tells how a text is stored as a number: the decimal literal of its value and the number format that shows
// exactly the text again. ok is false if there is none; then the text stays a text. value is what the form takes the
// text for.
//
//	18,233,182.14 → 18233182.14, #,##0.00     97.98% → 0.9798, 0.00%     007, 1,0000, +5, -0, .5 → texts
func exact(text string, value *decimal.Decimal) (literal, format string, ok bool) {
	if value == nil || len(text) > 40 {
		return "", "", false
	}
	body, neg := strings.CutPrefix(text, "-")
	body, percent := strings.CutSuffix(body, "%")
	whole, frac, point := strings.Cut(body, ".")
	digits, grouped, ok := ungroup(whole)
	if !ok || point && frac == "" || strings.Trim(frac, "0123456789") != "" {
		return "", "", false
	}
	if len(digits) > 1 && digits[0] == '0' {
		return "", "", false
	}
	significant := strings.TrimLeft(digits+frac, "0")
	if len(significant) > maxDigits || len(frac) > maxDigits || neg && significant == "" {
		return "", "", false
	}
	format = "0"
	if grouped {
		format = "#,##0"
	}
	if frac != "" {
		format += "." + strings.Repeat("0", len(frac))
	}
	literal = digits
	if frac != "" {
		literal += "." + frac
	}
	d, err := decimal.NewFromString(literal)
	if err != nil {
		return "", "", false
	}
	if percent {
		format += "%"
		d = d.Shift(-2)
	}
	if neg {
		d = d.Neg()
	}
	if !d.Equal(*value) {
		return "", "", false
	}
	return d.String(), format, true
}

// ungroup takes the thousands separators out of a whole number. ok is false if they are in the wrong places, or if it
// is no number.
func ungroup(s string) (digits string, grouped, ok bool) {
	parts := strings.Split(s, ",")
	for i, p := range parts {
		if p == "" || strings.Trim(p, "0123456789") != "" || len(parts) > 1 && (len(p) > 3 || i > 0 && len(p) != 3) {
			return "", false, false
		}
	}
	return strings.Join(parts, ""), len(parts) > 1, true
}
