package finding

import (
	"strings"
	"unicode"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// What is expected, in words of the checks' own. Everything else is said with figures.
var wanted = map[string]string{"一个实际的数": "one actual figure", "先填出实际的数": "the actual figure first", "实际的数": "an actual figure",
	"确切的数或日期": "an exact figure or date"}

// limits are words before a figure, between the words of a sum its figures.
var limits = strings.NewReplacer("不超过 ", "at most ", "不低于 ", "at least ", "不少于 ", "at least ", "不小于 ", "at least ", "不早于 ", "not before ",
	"不晚于 ", "not after ", "，差 ", ", off by ", " 至 ", " to ")

var alone = pattern.Late(`^\P{Han}*(?:不超过 |不低于 |不少于 |不小于 |不早于 |不晚于 |，差 | 至 )\P{Han}*$`)

// EnglishFigure is an expected value or a sum in English, where nothing of it but the words of the check is Chinese:
// what was entered is never put into another language.
func EnglishFigure(s string) string {
	if english := wanted[s]; english != "" {
		return english
	}
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) && alone.MatchString(s) {
		return limits.Replace(s)
	}
	return s
}
