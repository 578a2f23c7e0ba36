package sheet

import "strings"

// Outward says whether a formula leads out of the workbook: to another one ([1]Sheet1!A1, 'C:\[a.xlsx]Sheet1'!A1) or
// by DDE (cmd|'/c'!A0). Tables of the same workbook have brackets too, but nothing with an exclamation mark behind
// them.
func Outward(formula string) bool {
	var b strings.Builder
	for i, part := range strings.Split(formula, `"`) { // texts in quotes are out
		if i%2 == 0 {
			b.WriteString(part)
		}
	}
	f := b.String()
	for i := strings.IndexByte(f, '['); i >= 0; {
		e := strings.IndexByte(f[i:], ']')
		if e < 0 {
			return false
		}
		rest := f[i+e+1:]
		if n := strings.IndexAny(rest, "!+-*/^&=<>(),;"); n >= 0 && rest[n] == '!' &&
			!strings.ContainsAny(rest[:n], "[]") || strings.Contains(strings.ToLower(f[i:i+e]), ".xl") {
			return true
		}
		next := strings.IndexByte(rest, '[')
		if next < 0 {
			break
		}
		i += e + 1 + next
	}
	bar := strings.IndexByte(f, '|')
	return bar >= 0 && strings.IndexByte(f[bar:], '!') >= 0
}
