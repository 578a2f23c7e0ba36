package quantity

import (
	"strings"
	"unicode"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// Mistake is a slip of the pen in a number or date: what is wrong with it and what was perhaps meant. Nothing is read
// in its place.
type Mistake struct {
	What  string // 字母O写成了数字0的样子
	Meant string // 100%; empty if there is no telling
}

var (
	letterZero = pattern.Late(`[OoОоΟο]`)
	letterOne  = pattern.Late(`[lI|]`)
	shape      = pattern.Late(`^[^0-9A-Za-z]*[0-9OoОоΟοlI|.,]*[0-9][0-9OoОоΟοlI|.,年月日/-]*`)
	stopPoint  = pattern.Late(`([0-9])[。､·]([0-9])`)
	twoPoints  = pattern.Late(`([0-9])\.\.+([0-9])`)
	commaPoint = pattern.Late(`^([^0-9]*[0-9]+),([0-9]{1,2})([^0-9,].*)?$`)
	onlyZeros  = pattern.Late(`^[OoОоΟο]{1,3}(?:\.[OoОоΟο]+)? ?(?:%|起|次|人|人次|个|件|例|宗|户|处|元|万元|天)?$`)
	twoPercent = pattern.Late(`%%+`)
)

// slip looks for the slips that people make in numbers, in a text that could not be read. Each is tried alone: the
// text must read as a number or date without it.
func slip(s string) (Mistake, bool) {
	if strings.IndexFunc(s, unicode.IsDigit) < 0 && !onlyZeros.MatchString(s) {
		return Mistake{}, false
	}
	for _, try := range []struct {
		what  string
		apply func(string) string
	}{
		{"字母当成了数字", func(s string) string {
			if onlyZeros.MatchString(s) {
				return letterZero.ReplaceAllString(s, "0")
			}
			at := shape.FindStringIndex(s)
			if at == nil {
				return s
			}
			return letterOne.ReplaceAllString(letterZero.ReplaceAllString(s[:at[1]], "0"), "1") + s[at[1]:]
		}},
		{"句号当成了小数点", func(s string) string { return stopPoint.ReplaceAllString(s, "$1.$2") }},
		{"小数点重复", func(s string) string { return twoPoints.ReplaceAllString(s, "$1.$2") }},
		{"百分号重复", func(s string) string { return twoPercent.ReplaceAllString(s, "%") }},
		{"逗号当成了小数点，或者分节不是三位", func(s string) string { return commaPoint.ReplaceAllString(s, "$1.$2$3") }},
	} {
		t := try.apply(s)
		if t == s {
			continue
		}
		if v := parse(t, Context{}); v.Numeric() || v.Kind == Date {
			return Mistake{try.what, strings.TrimSpace(t)}, true
		}
	}
	return Mistake{}, false
}
