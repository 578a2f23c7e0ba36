package quantity

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/gongbiao/gongbiao/internal/char"
)

// twins are the characters that people type for a sign: its compatibility forms, and those that look like it or say
// it. A form whose Unicode compatibility decomposition is the sign (＝ ﹦ ⁼ ₌) needs no entry.
var twins = sync.OnceValue(func() map[rune]string {
	m := map[rune]string{}
	for sign, forms := range map[string]string{
		"=": "꞊═⩵",
		">": "〉›⟩❯➤",
		"<": "〈‹⟨❮",
		// not less is at least
		">=": "≥≧⩾≳⪰≽⪖⋝≮≵",
		"<=": "≤≦⩽≲⪯≼⪕⋜≯≴",
		"*":  "×✕✖∗⁎",
		"%":  "٪",
		"+":  "➕\ufb29",
		"-":  "−–‒‐‑➖",
		"~":  "∼〜∽",
		"/":  "∕⁄",
		":":  "∶",
		"(":  "〔【[",
		")":  "〕】]",
		"":   "¥￥\u200b\u200c\u200d\u2060\ufeff\u00ad",
	} {
		for _, r := range forms {
			m[r] = sign
		}
	}
	return m
})

// The blocks of compatibility forms: a character of theirs is read as what it is the form of (﹪ ⁵ ㎡ 𝟓). Circled
// numbers are not among them, as they number things.
func isForm(r rune) bool {
	return r >= 0xFE10 && r <= 0xFE6F || r >= 0x2070 && r <= 0x209F || r >= 0x3380 && r <= 0x33DF ||
		r >= 0xFF5F && r <= 0xFFEF ||
		r >= 0x1D7CE && r <= 0x1D7FF || r >= 0x1FBF0 && r <= 0x1FBF9 || r >= 0xB2 && r <= 0xB9 ||
		r >= 0x2A74 && r <= 0x2A76
}

// normal is s for parsing: half-width, signs unified, blanks dropped. Used only to look at, never printed.
func normal(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r < 0x80 {
			if r > ' ' && r != '[' && r != ']' {
				b.WriteByte(byte(r))
				continue
			}
		}
		r = char.Half(r)
		if t, ok := twins()[r]; ok {
			b.WriteString(t)
			continue
		}
		switch {
		case unicode.IsSpace(r):
		case isForm(r):
			b.WriteString(norm.NFKC.String(string(r)))
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

// SameText says whether two texts are the same but for width and blanks.
func SameText(a, b string) bool { return strings.EqualFold(normal(a), normal(b)) }
