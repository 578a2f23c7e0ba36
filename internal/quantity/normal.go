package quantity

import (
	"strings"
	"unicode"

	"github.com/gongbiao/gongbiao/internal/char"
)

// normal is s for parsing: full-width ASCII made half-width, signs unified, blanks dropped. Used only to look at, never printed.
func normal(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch r = char.Half(r); {
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
		case r == '≧' || r == '⩾' || r == '≥':
			b.WriteString(">=")
		case r == '≦' || r == '⩽' || r == '≤':
			b.WriteString("<=")
		case r == '﹥' || r == '〉':
			b.WriteByte('>')
		case r == '﹤' || r == '〈':
			b.WriteByte('<')
		case r == '×' || r == '✕' || r == '∗':
			b.WriteByte('*')
		case r == '﹪':
			b.WriteByte('%')
		case r == '−' || r == '–':
			b.WriteByte('-')
		case r == '¥' || r == '￥':
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Plain is a name without what people write differently: width of signs, kinds of brackets, blanks, letter case.
func Plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch r = char.Half(r); {
		case unicode.IsSpace(r) || r == '\u200b':
			return -1
		case r == '〔' || r == '【' || r == '[':
			return '('
		case r == '〕' || r == '】' || r == ']':
			return ')'
		}
		return unicode.ToUpper(r)
	}, s)
}
