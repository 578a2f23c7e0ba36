package pdf

import (
	"bytes"
	"math"
	"strconv"
)

// The values of PDF (ISO 32000-1, 7.3). Numbers are float64, strings are str.
type (
	name     string
	str      string
	ref      int
	dict     map[name]any
	array    []any
	operator string
	stream   struct {
		dict dict
		raw  []byte // as it lies in the file, its filters not undone
	}
)

// lexer reads values; bad is set by the first thing that is none. room is how many values it may still make: an array
// of noughts takes twenty times as much memory as in the file.
type lexer struct {
	b     []byte
	i     int
	depth int
	room  int
	bad   bool
	far   int // how far it was read where bad was set
}

const (
	maxNesting = 64
	maxValues  = 1 << 18
)

func newLexer(b []byte, at int) *lexer { return &lexer{b: b, i: at, room: maxValues} }

func space(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func delim(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

// skip goes over white space and comments.
func (l *lexer) skip() {
	for l.i < len(l.b) {
		switch c := l.b[l.i]; {
		case space(c):
			l.i++
		case c == '%':
			for l.i < len(l.b) && l.b[l.i] != '\n' && l.b[l.i] != '\r' {
				l.i++
			}
		default:
			return
		}
	}
}

func (l *lexer) word() string {
	from := l.i
	for l.i < len(l.b) && !space(l.b[l.i]) && !delim(l.b[l.i]) {
		l.i++
	}
	return string(l.b[from:l.i])
}

func (l *lexer) fail() any {
	if !l.bad {
		l.bad, l.far = true, l.i
	}
	l.i = len(l.b)
	return nil
}

// gone is how many bytes were looked at from a place on.
func (l *lexer) gone(from int) int {
	if l.bad {
		return l.far - from
	}
	return l.i - from
}

func (l *lexer) at(s string) bool { return bytes.HasPrefix(l.b[min(l.i, len(l.b)):], []byte(s)) }

// next reads a value or an operator; nil at the end, of null, and where bad is set.
func (l *lexer) next() any {
	l.skip()
	if l.i >= len(l.b) {
		return nil
	}
	if l.room--; l.room < 0 {
		return l.fail()
	}
	if l.depth++; l.depth > maxNesting {
		return l.fail()
	}
	defer func() { l.depth-- }()
	switch c := l.b[l.i]; {
	case c == '/':
		l.i++
		return l.name()
	case c == '[':
		l.i++
		out := array{}
		for {
			if l.skip(); l.at("]") {
				l.i++
				return out
			}
			v := l.next()
			if _, op := v.(operator); op || l.i >= len(l.b) {
				return l.fail()
			}
			out = append(out, v)
		}
	case l.at("<<"):
		return l.dictionary()
	case c == '<':
		return l.hex()
	case c == '(':
		return l.literal()
	case c == '+' || c == '-' || c == '.' || c >= '0' && c <= '9':
		return l.figure()
	case c == '{' || c == '}':
		l.i++
		return operator(c)
	}
	w := l.word()
	switch w {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	case "":
		return l.fail()
	}
	return operator(w)
}

func (l *lexer) name() name {
	w := l.word()
	if !bytes.ContainsRune([]byte(w), '#') {
		return name(w)
	}
	var b []byte
	for i := 0; i < len(w); i++ {
		if w[i] == '#' && i+2 < len(w) {
			if n, err := strconv.ParseUint(w[i+1:i+3], 16, 8); err == nil {
				b = append(b, byte(n))
				i += 2
				continue
			}
		}
		b = append(b, w[i])
	}
	return name(b)
}

func (l *lexer) dictionary() any {
	l.i += 2
	out := dict{}
	for {
		if l.skip(); l.at(">>") {
			l.i += 2
			return out
		}
		k, ok := l.next().(name)
		if !ok {
			return l.fail()
		}
		if l.skip(); l.at(">>") { // a key without a value
			return l.fail()
		}
		v := l.next()
		if l.bad {
			return nil
		}
		if _, twice := out[k]; !twice {
			out[k] = v
		}
	}
}

func (l *lexer) hex() any {
	var b []byte
	high, half := byte(0), false
	for l.i++; l.i < len(l.b); l.i++ {
		c := l.b[l.i]
		var d byte
		switch {
		case c == '>':
			l.i++
			if half {
				b = append(b, high<<4)
			}
			return str(b)
		case space(c):
			continue
		case c >= '0' && c <= '9':
			d = c - '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			d = c | 0x20 - 'a' + 10
		default:
			return l.fail()
		}
		if half {
			b = append(b, high<<4|d)
		}
		high, half = d, !half
	}
	return l.fail()
}

// figure reads a number, or a reference.
func (l *lexer) figure() any {
	w := l.word()
	if n, err := strconv.Atoi(w); err == nil && n >= 0 && w[0] != '+' {
		save := l.i
		if l.skip(); l.i > save {
			g := l.word()
			if l.skip(); g != "" && len(g) < 6 && l.at("R") && (l.i+1 >= len(l.b) || space(l.b[l.i+1]) || delim(l.b[l.i+1])) {
				if _, err := strconv.Atoi(g); err == nil {
					l.i++
					return ref(n)
				}
			}
		}
		l.i = save
		return float64(n)
	}
	f, err := strconv.ParseFloat(w, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		if len(w) > 1 && w[0] == '-' && w[1] == '-' { // some programs write two signs
			l.i -= len(w) - 1
			return l.figure()
		}
		return l.fail()
	}
	return f
}

func (l *lexer) literal() any {
	var s []byte
	depth := 0
	for l.i < len(l.b) {
		c := l.b[l.i]
		l.i++
		switch c {
		case '(':
			if depth++; depth == 1 {
				continue
			}
		case ')':
			if depth--; depth == 0 {
				return str(s)
			}
		case '\r':
			if c = '\n'; l.at("\n") {
				l.i++
			}
		case '\\':
			var ok bool
			if c, ok = l.escape(); !ok {
				continue
			}
		}
		s = append(s, c)
	}
	return l.fail()
}

// escape reads what follows a reverse solidus (7.3.4.2); false: nothing.
func (l *lexer) escape() (byte, bool) {
	if l.i >= len(l.b) {
		return 0, false
	}
	c := l.b[l.i]
	l.i++
	switch c {
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	case 'b':
		return '\b', true
	case 'f':
		return '\f', true
	case '\r':
		if l.at("\n") {
			l.i++
		}
		return 0, false
	case '\n':
		return 0, false
	}
	if c < '0' || c > '7' {
		return c, true
	}
	n := int(c - '0')
	for k := 0; k < 2 && l.i < len(l.b) && l.b[l.i] >= '0' && l.b[l.i] <= '7'; k++ {
		n = n*8 + int(l.b[l.i]-'0')
		l.i++
	}
	return byte(n), true
}

// whole is a number without a fraction, -1 if it is none.
func whole(v any) int {
	if f, ok := v.(float64); ok && f == math.Trunc(f) && math.Abs(f) < 1<<31 {
		return int(f)
	}
	return -1
}

func real(v any) float64 {
	f, _ := v.(float64)
	return f
}
