package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/number"
)

// text is a message with expressions in braces, compiled.
type text []textPart

type textPart struct {
	fixed  string
	expr   *model.Formula
	format string
}

// Account is the format 账: separators, every digit that is there.
const Account = "#,##0.##########"

// splitText splits {expression:format} from the fixed text.
func splitText(s string) (parts []struct{ fixed, expr, format string }) {
	for s != "" {
		i := strings.IndexByte(s, '{')
		if i < 0 {
			return append(parts, struct{ fixed, expr, format string }{fixed: s})
		}
		if i > 0 {
			parts = append(parts, struct{ fixed, expr, format string }{fixed: s[:i]})
		}
		end := closing(s[i:])
		src, format := splitFormat(s[i+1 : i+end])
		parts = append(parts, struct{ fixed, expr, format string }{expr: src, format: format})
		s = s[min(i+end+1, len(s)):]
	}
	return parts
}

// closing is the place of the brace that closes the one s begins with, quotes skipped; the end of s if there is none.
func closing(s string) int {
	depth, quote := 0, rune(0)
	for i, r := range s {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'':
			quote = r
		case r == '{':
			depth++
		case r == '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(s)
}

// splitFormat splits a format from an expression: what follows the last colon, if it is one.
func splitFormat(s string) (src, format string) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, ""
	}
	f := strings.TrimSpace(s[i+1:])
	if f == "账" {
		return s[:i], Account
	}
	known := strings.Trim(f, "#,0.%") == "" && strings.Contains(f, "0") && number.Knows(f)
	if known && !strings.Contains(s[:i], "?") { // else it is what follows in a ? b : 0
		return s[:i], f
	}
	return s, ""
}

func (t text) String(at model.At) (string, error) {
	var b strings.Builder
	for _, p := range t {
		if p.expr == nil {
			b.WriteString(p.fixed)
			continue
		}
		r, err := p.expr.Eval(at)
		if err != nil {
			return "", err
		}
		b.WriteString(Say(r, p.format))
	}
	return b.String(), nil
}

// Say is a result as a clerk reads it.
func Say(r model.Result, format string) string {
	switch {
	case r.Kind == model.IsNumber && format != "":
		return number.Format(r.Num, format)
	case r.Value != nil && r.Kind != model.IsList && r.Kind != model.IsGroup:
		return r.Value.Shown("")
	case r.Kind == model.IsNumber:
		return number.Format(r.Num, "0.##########")
	}
	return r.String()
}

// token is where the first text in quotes, or name, of s from i on begins and ends; both are len(s) if there is none.
func token(s string, i int) (from, to int) {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '"' || r == '\'':
			if end := strings.IndexRune(s[i+1:], r); end >= 0 {
				return i, i + 1 + end + 1
			}
			return i, len(s)
		case r == '_' || unicode.IsLetter(r):
			end := strings.IndexFunc(s[i:], func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.Is(unicode.Nd, r) })
			if end < 0 {
				return i, len(s)
			}
			return i, i + end
		}
		i += size
	}
	return len(s), len(s)
}

// expand puts the expressions that names stand for in for them, in parentheses. A name after a dot, before a
// parenthesis or inside quotes is left alone.
func expand(src string, means func(name string) (expr string, known bool)) string {
	var b strings.Builder
	done := 0
	for from, to := token(src, 0); from < len(src); from, to = token(src, to) {
		if strings.HasPrefix(src[to:], "(") || strings.HasSuffix(strings.TrimRightFunc(src[:from], unicode.IsSpace), ".") {
			continue
		}
		if expr, known := means(src[from:to]); known {
			b.WriteString(src[done:from])
			b.WriteByte('(')
			b.WriteString(expr)
			b.WriteByte(')')
			done = to
		}
	}
	if done == 0 {
		return src
	}
	return b.String() + src[done:]
}

func isName(s string) bool { return s != "" && name(s) == s }
