package ooxml

import (
	"strings"
	"unicode"
)

// Risky says whether a spreadsheet might take the text for a formula, a number, a date or a truth value when a user
// opens the cell and presses Enter. Such a text is stored with Format.Quote, which keeps it a text. Too many is better
// than too few.
func Risky(s string) bool {
	if s != "" && (s[0] == '\t' || s[0] == '\r') {
		return true
	}
	s = strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
	if s == "" {
		return false
	}
	if strings.ContainsAny(s[:1], "=+-@'#.(,/\\$<>&%") {
		return true
	}
	for _, p := range []string{"＝", "＋", "－", "＠", "−", "（", "．", "￥", "¥", "＄", "€", "£", "＇", "‘", "’"} {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	if len(s) > 120 {
		return false
	}
	if strings.ContainsAny(s, "0123456789０１２３４５６７８９") {
		return true
	}
	switch strings.ToUpper(s) {
	case "TRUE", "FALSE", "真", "假":
		return true
	}
	return strings.ContainsAny(s, "年月日时") && strings.Trim(s, "〇○零一二三四五六七八九十百千年月日时分秒上下午") == ""
}
