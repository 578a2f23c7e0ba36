// Package outname makes file names from data. In: a pattern such as "{主管部门}/{序号}-{项目名称}" and a way to look
// names up. Out: a relative path that every system accepts and that stays inside the output folder, whatever the data
// holds: only the pattern's own / makes folders.
package outname

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxBytes is the longest name of one file or folder, extension included, that common file systems hold.
const MaxBytes = 255

// reserve is kept free at the end of a name for an extension.
const reserve = 8

// Pattern is a parsed pattern.
type Pattern struct {
	parts [][]piece // one list a path segment
}

type piece struct {
	text  string
	field string // name to look up, empty: text
}

// Error says what is wrong with a pattern, or with what it asks for.
type Error struct{ message, english string }

func (e *Error) Error() string   { return e.message }
func (e *Error) English() string { return e.english }

// Parse reads a pattern: text with names in braces; {{ and }} are braces themselves. The error is an *Error.
func Parse(pattern string) (*Pattern, error) {
	bad := func(message, english string) (*Pattern, error) {
		return nil, &Error{fmt.Sprintf("文件名样式 %q"+message, pattern), fmt.Sprintf("the pattern %q "+english, pattern)}
	}
	p := &Pattern{parts: [][]piece{nil}}
	var text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			last := len(p.parts) - 1
			p.parts[last] = append(p.parts[last], piece{text: text.String()})
			text.Reset()
		}
	}
	for rest := pattern; rest != ""; {
		switch {
		case strings.HasPrefix(rest, "{{"), strings.HasPrefix(rest, "}}"):
			text.WriteByte(rest[0])
			rest = rest[2:]
		case rest[0] == '{':
			name, after, ok := strings.Cut(rest[1:], "}")
			name = strings.TrimSpace(name)
			if !ok || name == "" || strings.ContainsAny(name, "{") {
				return bad("：花括号不成对或里面没有字段名", "has a brace without its twin, or no field between two")
			}
			flush()
			last := len(p.parts) - 1
			p.parts[last] = append(p.parts[last], piece{field: name})
			rest = after
		case rest[0] == '}':
			return bad("：多了一个 }", "has a } too many")
		case rest[0] == '/', rest[0] == '\\':
			flush()
			p.parts = append(p.parts, nil)
			rest = rest[1:]
		default:
			r, n := utf8.DecodeRuneInString(rest)
			if r == utf8.RuneError || unicode.IsControl(r) {
				return bad(" 含有不能用于文件名的字符", "has characters that no file name can have")
			}
			text.WriteString(rest[:n])
			rest = rest[n:]
		}
	}
	flush()
	for _, part := range p.parts {
		if len(part) == 0 || len(part) == 1 && strings.Trim(part[0].text, ". ") == "" && part[0].field == "" {
			return bad("：有一段是空的，或只有点", "has a part that is empty, or has only dots")
		}
	}
	return p, nil
}

// Expand fills the pattern in. lookup gives a field's text; ok is false for a name it does not know. A known field
// without a value counts as empty; a segment that comes out empty is an *EmptyError. The result uses / and has no
// extension.
func (p *Pattern) Expand(lookup func(name string) (text string, ok bool)) (string, error) {
	segs := make([]string, len(p.parts))
	for i, part := range p.parts {
		var b strings.Builder
		for _, x := range part {
			if x.field == "" {
				b.WriteString(x.text)
				continue
			}
			s, ok := lookup(x.field)
			if !ok {
				return "", &Error{fmt.Sprintf("文件名样式用了“%s”，表中没有这一项，或它不是单独的一个值", x.field),
					fmt.Sprintf("the pattern asks for “%s”, which the form does not have, or not as a single value", x.field)}
			}
			b.WriteString(s)
		}
		if segs[i] = Clean(b.String()); segs[i] == "" {
			return "", &EmptyError{b.String()}
		}
	}
	return strings.Join(segs, "/"), nil
}

// EmptyError says that nothing is left of a name once what no file name may have is gone.
type EmptyError struct{ Text string }

func (e *EmptyError) Error() string {
	if e.Text == "" {
		return "按文件名样式得到的名字是空的"
	}
	return fmt.Sprintf("按文件名样式得到的名字是空的：%+q 里没有文件名可以用的字", e.Text)
}

// wide maps the characters Windows forbids to their full-width forms, which read the same.
var wide = strings.NewReplacer("/", "／", "\\", "＼", ":", "：", "*", "＊", "?", "？", `"`, "＂", "<", "＜", ">", "＞", "|", "｜")

// Alone says whether a name that somebody gave a file is that of a file alone, without a path. What else some systems
// do not take in names is made fit for them by Clean.
func Alone(name string) bool {
	return len(name) <= MaxBytes && utf8.ValidString(name) && !strings.ContainsAny(name, `/\`) && Clean(name) != "" && name != "-" &&
		!strings.ContainsFunc(name, unicode.IsControl)
}

// Clean makes one name of s: forbidden characters in full width, control and invisible characters dropped, no dots or
// blanks at the ends, no device name of Windows, cut at a character to what file systems hold. The result has no path
// separator; it is empty if nothing is left.
func Clean(s string) string {
	s = wide.Replace(strings.ToValidUTF8(s, "�"))
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
	s = strings.Trim(s, " .\u3000\u00a0")
	if len(s) > MaxBytes-reserve {
		cut := MaxBytes - reserve
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = strings.TrimRight(s[:cut], " .\u3000\u00a0")
	}
	if device(s) {
		s = "_" + s
	}
	return s
}

// device says whether Windows would take s for a device, with or without an extension.
func device(s string) bool {
	base, _, _ := strings.Cut(strings.ToUpper(s), ".")
	base = strings.TrimSpace(base)
	switch base {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	for _, dev := range []string{"COM", "LPT"} {
		if n, ok := strings.CutPrefix(base, dev); ok && utf8.RuneCountInString(n) == 1 && strings.ContainsAny(n, "0123456789¹²³") {
			return true
		}
	}
	return false
}

// Key is what two names have in common that a file system or a reader may take for one: letters in either case,
// composed or decomposed, full or half width, blanks of any kind.
func Key(name string) string {
	return strings.Join(strings.Fields(strings.ToLower(norm.NFKC.String(name))), " ")
}

// Names keeps names apart that a file system or a reader may take for one: by Key, those that are taken.
type Names map[string]bool

// Take is base or, where that is taken or not free, base with a number: base-2, base-3 …
func (n Names) Take(base string, free func(name string) bool) string {
	name := base
	for i := 2; n[Key(name)] || !free(name); i++ {
		name = fmt.Sprintf("%s-%d", base, i)
	}
	n[Key(name)] = true
	return name
}
