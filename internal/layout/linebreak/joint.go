package linebreak

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Joint is what stood between two lines of a text, as far as it can be told from the lines: nothing, a blank that hung
// at the end of the first, or a line end. broken says whether the rules would break the two where they are broken if
// they were set as one with that between them.
func Joint(a, b string, broken func(between string) bool) string {
	if r, _ := utf8.DecodeRuneInString(b); unicode.IsSpace(r) {
		return "\n" // blanks hang: they begin no line that was broken
	}
	solid := broken("")
	switch {
	case Words(a, b) && !(solid && figure(a, b)) && broken(" "):
		return " "
	case solid:
		return ""
	}
	return "\n"
}

// Words says whether one text ends and the next begins with a word of Latin letters or a figure.
func Words(a, b string) bool {
	r, _ := utf8.DecodeLastRuneInString(a)
	s, _ := utf8.DecodeRuneInString(b)
	word := func(r rune) bool { return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	return (word(r) || r < 0x80 && strings.ContainsRune(",.;:%)", r)) && word(s)
}

// figure says whether a number may go on from one line to the next: 12,345, and 678.
func figure(a, b string) bool {
	end := strings.TrimRight(a, ",.")
	digit := func(c byte) bool { return c >= '0' && c <= '9' }
	return end != "" && b != "" && digit(end[len(end)-1]) && len(a)-len(end) < 2 && digit(b[0])
}
