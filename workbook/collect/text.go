package collect

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// normal is a text as labels are compared: width folded, white space and most punctuation left out.
func normal(s string) string {
	var b strings.Builder
	for _, r := range width.Fold.String(s) {
		switch {
		case unicode.IsSpace(r), r == 0xfeff, r == 0x200b:
		case strings.ContainsRune(":;,.、。·_*“”‘’\"'", r):
		case r == '〔' || r == '【' || r == '[':
			b.WriteByte('(')
		case r == '〕' || r == '】' || r == ']':
			b.WriteByte(')')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// alike is how alike two normal texts are, 0 to 1: one less the share of characters to be changed.
func alike(a, b string) float64 {
	if a == b {
		return 1
	}
	x, y := []rune(a), []rune(b)
	if len(x) == 0 || len(y) == 0 || len(x) > 64 || len(y) > 64 {
		return 0
	}
	n := max(len(x), len(y))
	if d := len(x) - len(y); d*2 > n || -d*2 > n {
		return 0
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		last := row[0]
		row[0] = i + 1
		for j := range y {
			next := last
			if x[i] != y[j] {
				next++
			}
			last = row[j+1]
			row[j+1] = min(next, row[j]+1, last+1)
		}
	}
	return 1 - float64(row[len(y)])/float64(n)
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// shorten is a text for a message.
func shorten(s string) string {
	s = strings.ReplaceAll(s, "\n", " ")
	if r := []rune(s); len(r) > 24 {
		return string(r[:24]) + "…"
	}
	return s
}
