package sheet

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// format is a number format (ECMA-376 Part 1, 18.8.31) split up. excelize's own leaves out sections for nought and
// conditions, and a figure that shows other than on the clerk's screen is an altered one.
type format struct {
	sections []section
}

type section struct {
	bits    []bit
	op      string // a condition such as [>=100]; empty: by sign
	limit   decimal.Decimal
	date    bool
	general bool
	strange bool // has something that is not known here
	system  string
	percent int32
	scale   int32 // thousands the commas at the end divide by
	group   bool
	exp     bool
	slash   bool
	chinese bool // names of months and days
}

type bitKind uint8

const (
	lit bitKind = iota
	digit
	point
	exponent
	over // the stroke of a fraction
	general
	textual
	clock // a part of a date or time
)

type bit struct {
	kind bitKind
	text string
}

// maxCode is longer than any code that a spreadsheet takes.
const maxCode = 1024

func parseFormat(code string) *format {
	if len(code) > maxCode {
		return &format{sections: []section{{strange: true}}}
	}
	f := &format{}
	for _, c := range cutSections(code) {
		s := parseSection(c)
		if slices.ContainsFunc(s.bits, func(b bit) bool { return b.kind == textual }) {
			continue // for texts, which are shown as they are
		}
		f.sections = append(f.sections, s)
	}
	if len(f.sections) == 0 {
		f.sections = []section{{general: true, bits: []bit{{general, ""}}}}
	}
	return f
}

// cutSections splits a code at its semicolons outside quotes and escapes.
func cutSections(code string) []string {
	var out []string
	from := 0
	quoted, bracket := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '!' || c == '_' || c == '*':
			i++
		case c == '[' || c == ']':
			bracket = c == '['
		case c == ';' && !bracket:
			out = append(out, code[from:i])
			from = i + 1
		}
	}
	return append(out, code[from:])
}

func parseSection(code string) section {
	s := section{}
	add := func(k bitKind, text string) {
		if n := len(s.bits); k == lit && n > 0 && s.bits[n-1].kind == lit {
			s.bits[n-1].text += text
			return
		}
		s.bits = append(s.bits, bit{k, text})
	}
	rs := []rune(code)
	for i := 0; i < len(rs); i++ {
		r := rs[i]
		low := strings.ToLower(string(rs[i:min(len(rs), i+7)]))
		switch {
		case r == '"':
			e := i + 1
			for e < len(rs) && rs[e] != '"' {
				e++
			}
			add(lit, string(rs[i+1:e]))
			i = e
		case r == '\\' || r == '!':
			if i++; i < len(rs) {
				add(lit, string(rs[i]))
			}
		case r == '_' || r == '*': // room as wide as a character, or filled with it
			i++
		case r == '[':
			e := i
			for e < len(rs) && rs[e] != ']' {
				e++
			}
			s.bracket(string(rs[i+1:min(e, len(rs))]), add)
			i = e
		case strings.HasPrefix(low, "general"), strings.HasPrefix(low, "g/通用格式"):
			add(general, "")
			s.general = true
			i += 6 // both have seven characters
		case r == '0' || r == '#' || r == '?':
			add(digit, string(r))
		case r == '.' && !s.date:
			add(point, ".")
		case r == ',' && i+1 < len(rs) && strings.ContainsRune("0#?", rs[i+1]) && s.digits() > 0:
			s.group = true
		case r == ',' && s.digits() > 0 && s.bits[len(s.bits)-1].kind == digit:
			s.scale++
		case r == '%' || r == '％':
			s.percent++
			add(lit, string(r))
		case (r == 'E' || r == 'e') && i+1 < len(rs) && (rs[i+1] == '+' || rs[i+1] == '-'):
			s.exp = true
			i++
			add(exponent, string(rs[i]))
		case r == '/' && s.digits() > 0 && !s.date:
			s.slash = true
			add(over, "/")
		case r == '@':
			add(textual, "")
		case strings.HasPrefix(low, "am/pm"), strings.HasPrefix(low, "上午/下午"):
			s.date = true
			text := string(rs[i : i+5])
			add(clock, text)
			i += 4
		case strings.HasPrefix(low, "a/p"):
			s.date = true
			add(clock, "a/p")
			i += 2
		case strings.ContainsRune("yYmMdDhHsSeEaA", r):
			e := i
			for e < len(rs) && (rs[e]|0x20) == (r|0x20) {
				e++
			}
			s.date = true
			add(clock, strings.ToLower(string(rs[i:e])))
			i = e - 1
		case strings.ContainsRune("gGbBnN", r):
			s.strange = true
		default:
			add(lit, string(r))
		}
	}
	return s
}

func (s *section) digits() (n int) {
	for _, b := range s.bits {
		if b.kind == digit {
			n++
		}
	}
	return n
}

// bracket takes what is in brackets: a condition, a currency, a count of hours, a colour, a way of writing digits.
func (s *section) bracket(text string, add func(bitKind, string)) {
	low := strings.ToLower(text)
	switch {
	case strings.HasPrefix(text, "$"):
		sign, locale, _ := strings.Cut(text[1:], "-")
		if sign != "" {
			add(lit, sign)
		}
		s.chinese = s.chinese || strings.HasSuffix(locale, "804")
		switch l := strings.ToLower(locale); {
		case l == "f800" || l == "f400":
			s.system = l
		case len(l) > 4: // another calendar or other digits
			s.strange = strings.Trim(l[:len(l)-4], "0") != ""
		}
	case low != "" && strings.Trim(low, "hms") == "" && strings.Count(low, low[:1]) == len(low):
		s.date = true
		add(clock, "["+low+"]")
	case strings.HasPrefix(low, "dbnum"):
		s.strange = true
	case strings.ContainsAny(text, "<>="):
		n := strings.IndexFunc(text, func(r rune) bool { return !strings.ContainsRune("<>=", r) })
		if n < 0 {
			s.strange = true
			return
		}
		limit, err := decimal.NewFromString(strings.TrimSpace(text[n:]))
		if err != nil {
			s.strange = true
			return
		}
		s.op, s.limit = text[:n], limit
	}
}

// pick is the section for a number and whether it writes the minus itself.
func (f *format) pick(d decimal.Decimal) (s *section, own bool) {
	n := len(f.sections)
	if n > 3 {
		n = 3
	}
	if conditioned := f.sections[0].op != "" || n > 1 && f.sections[1].op != ""; conditioned {
		for i := range n {
			x := &f.sections[i]
			switch {
			case x.op == "" && (i == n-1 || i == 0 && d.IsPositive() || i == 1 && d.IsNegative()):
				return x, i == 1
			case x.op != "" && x.meets(d):
				return x, false
			}
		}
		return nil, false
	}
	switch {
	case n > 2 && d.IsZero():
		return &f.sections[2], false
	case n > 1 && d.IsNegative():
		return &f.sections[1], true
	}
	return &f.sections[0], false
}

func (s *section) meets(d decimal.Decimal) bool {
	c := d.Cmp(s.limit)
	switch s.op {
	case "<":
		return c < 0
	case "<=":
		return c <= 0
	case ">":
		return c > 0
	case ">=":
		return c >= 0
	case "=":
		return c == 0
	case "<>":
		return c != 0
	}
	return false
}

// shown is what a format makes of a number.
type shown struct {
	text   string
	date   bool
	whole  bool // the text tells the number wholly
	cannot bool // the format is not known here; text is the plain number
	never  bool // a date there is not: a spreadsheet shows ####
}

// show writes a number in the format. The number has at most 15 digits.
func (f *format) show(d decimal.Decimal, from1904 bool) shown {
	s, own := f.pick(d)
	if s == nil || s.strange {
		return shown{text: d.String(), whole: true, cannot: true, date: s != nil && s.date}
	}
	if s.date {
		text, ok := s.showDate(d, from1904)
		return shown{text: text, date: true, whole: true, never: !ok}
	}
	text, value := s.showNumber(d.Abs())
	minus := d.IsNegative() && !own && !value.IsZero()
	told := value.Equal(d.Abs())
	if d.IsNegative() && own && !strings.ContainsAny(text, "-−－(（▲△") {
		told = false // the sign is not seen
	}
	if strings.TrimSpace(text) == "" || s.silent() {
		told = d.IsZero() && strings.TrimSpace(text) != ""
	}
	if minus {
		text = "-" + text
	}
	return shown{text: strings.TrimSpace(text), whole: told}
}

// silent says whether a section writes a fixed text in place of a number.
func (s *section) silent() bool {
	for _, b := range s.bits {
		if b.kind == digit || b.kind == general {
			return false
		}
	}
	return true
}
