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

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// shorten is a text for a message.
func shorten(s string) string {
	s = strings.ReplaceAll(s, "\n", " ")
	if r := []rune(s); len(r) > 24 {
		return string(r[:24]) + "…"
	}
	return s
}
