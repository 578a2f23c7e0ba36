package paper

import (
	"bytes"
	"encoding/hex"
	"strconv"
)

// The values of PDF (ISO 32000-1, 7.3). Numbers stay as they are written.
type (
	name     string
	number   string
	ref      int
	dict     map[name]any
	array    []any
	operator string
	stream   struct {
		dict dict
		data []byte
	}
)

// lexer reads values; bad is set by the first thing that is none.
type lexer struct {
	b     []byte
	i     int
	depth int
	bad   bool
}

// maxNesting is how deep arrays and dictionaries are in each other.
const maxNesting = 64

func space(c byte) bool { return bytes.IndexByte([]byte(" \n\r\t\f\x00"), c) >= 0 }
func delim(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

func (l *lexer) skip() {
	for l.i < len(l.b) && space(l.b[l.i]) {
		l.i++
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
	l.bad, l.i = true, len(l.b)
	return nil
}

func (l *lexer) at(s string) bool { return bytes.HasPrefix(l.b[min(l.i, len(l.b)):], []byte(s)) }

// next reads a value or an operator; nil at the end.
func (l *lexer) next() any {
	l.skip()
	if l.i >= len(l.b) {
		return nil
	}
	if l.depth++; l.depth > maxNesting {
		return l.fail()
	}
	defer func() { l.depth-- }()
	switch c := l.b[l.i]; {
	case c == '/':
		l.i++
		return name(l.word())
	case c == '[':
		l.i++
		out := array{}
		for {
			if l.skip(); l.at("]") {
				l.i++
				return out
			}
			v := l.next()
			if v == nil && l.i >= len(l.b) {
				return l.fail()
			}
			out = append(out, v)
		}
	case l.at("<<"):
		return l.dictionary()
	case c == '<':
		end := bytes.IndexByte(l.b[l.i:], '>')
		if end < 0 {
			return l.fail()
		}
		s, err := hex.DecodeString(string(l.b[l.i+1 : l.i+end]))
		if l.i += end + 1; err != nil {
			return l.fail()
		}
		return string(s)
	case c == '(':
		return l.literal()
	case c == '+' || c == '-' || c == '.' || c >= '0' && c <= '9':
		return l.figure()
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

func (l *lexer) dictionary() any {
	l.i += 2
	out := dict{}
	for {
		if l.skip(); l.at(">>") {
			l.i += 2
			return out
		}
		k, ok := l.next().(name)
		if _, twice := out[k]; !ok || twice {
			return l.fail()
		}
		out[k] = l.next()
	}
}

// figure reads a number, or a reference.
func (l *lexer) figure() any {
	w := l.word()
	if w == "" {
		return l.fail()
	}
	save := l.i
	if l.skip(); l.at("0 R") {
		if n, err := strconv.Atoi(w); err == nil && n > 0 {
			l.i += 3
			return ref(n)
		}
	}
	l.i = save
	return number(w)
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
				return string(s)
			}
		case '\\':
			if l.i >= len(l.b) {
				return l.fail()
			}
			c = l.b[l.i]
			if l.i++; c == 'r' {
				c = '\r'
			}
		}
		s = append(s, c)
	}
	return l.fail()
}

func whole(v any) int {
	if n, ok := v.(number); ok {
		if i, err := strconv.Atoi(string(n)); err == nil {
			return i
		}
	}
	return -1
}
