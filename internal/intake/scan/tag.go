package scan

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// element takes a start tag apart.
func (s *Scanner) element(b []byte) error {
	n := bytes.IndexAny(b, " \t\r\n")
	if n < 0 {
		n = len(b)
	}
	s.Name, s.Attrs = local(b[:n]), s.Attrs[:0]
	if len(s.Name) == 0 {
		return ErrXML
	}
	for b = bytes.TrimSpace(b[n:]); len(b) > 0; b = bytes.TrimSpace(b) {
		name, rest, ok := bytes.Cut(b, []byte("="))
		rest = bytes.TrimLeft(rest, " \t\r\n")
		if !ok || len(rest) < 2 || rest[0] != '"' && rest[0] != '\'' {
			return ErrXML
		}
		e := bytes.IndexByte(rest[1:], rest[0])
		if e < 0 {
			return ErrXML
		}
		value, err := plain(rest[1 : 1+e])
		if err != nil {
			return err
		}
		s.Attrs = append(s.Attrs, Attr{local(bytes.TrimSpace(name)), value})
		b = rest[e+2:]
	}
	return nil
}

// plain is a text with its entities resolved and its line ends as XML has them (XML 1.0, 2.11).
func plain(b []byte) ([]byte, error) {
	if !utf8.Valid(b) {
		return nil, ErrCode
	}
	if bytes.IndexByte(b, '\r') >= 0 {
		b = bytes.ReplaceAll(bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	}
	if bytes.IndexByte(b, '&') < 0 {
		return b, nil
	}
	out := make([]byte, 0, len(b))
	for {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			return append(out, b...), nil
		}
		out = append(out, b[:i]...)
		b = b[i+1:]
		n := bytes.IndexByte(b[:min(len(b), 12)], ';')
		if n < 1 {
			return nil, ErrXML
		}
		r, ok := entity(string(b[:n]))
		if !ok {
			return nil, ErrXML
		}
		out = utf8.AppendRune(out, r)
		b = b[n+1:]
	}
}

func entity(name string) (rune, bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	digits, base := strings.TrimPrefix(name, "#"), 10
	if digits == name {
		return 0, false
	}
	if x, hex := strings.CutPrefix(digits, "x"); hex {
		digits, base = x, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	return rune(n), err == nil && n > 0 && n <= utf8.MaxRune && utf8.ValidRune(rune(n))
}
