package fromblank

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// width is how wide a text stands in an editor: Chinese characters are two columns.
func width(s string) (n int) {
	for _, r := range s {
		if n++; unicode.In(r, unicode.Han) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 {
			n++
		}
	}
	return n
}

// escape writes text as a drawing has it.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "|", `\|`, "{", `\{`, "}", `\}`, "@", `\@`, "\n", `\n`, "//", `\//`).Replace(s)
}

func escapeTail(s string) string {
	s = escape(s)
	if strings.HasSuffix(s, " ") {
		s = s[:len(s)-1] + `\ `
	}
	return s
}

// escapeAll is escape for the whole text of a cell: what would mean a join, and blanks at the ends.
func escapeAll(s string) string {
	if s == "<" || s == "^" || s == "<<" {
		return `\` + s
	}
	if s = escape(s); strings.HasSuffix(s, " ^") { // a mark of cells that merge
		s = s[:len(s)-1] + `\^`
	}
	if strings.HasPrefix(s, " ") {
		s = `\` + s
	}
	if strings.HasSuffix(s, " ") && s != `\ ` {
		s = s[:len(s)-1] + `\ `
	}
	return s
}

// quoted writes a text as YAML, in quotes unless it is plain.
func quoted(s string) string {
	if s != "" && strings.IndexFunc(s, func(r rune) bool {
		return !(unicode.Is(unicode.Han, r) || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	}) < 0 && !slices.Contains([]string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}, strings.ToLower(s)) {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case !unicode.IsPrint(r):
			fmt.Fprintf(&b, `\U%08X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
