package xlsx

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// scanner reads XML as it comes, in memory that does not depend on the file: encoding/xml holds every run of white
// space and every open element whole. Names are taken without their prefix; namespaces are not looked at, so strict
// and transitional files read alike.
type scanner struct {
	r     *bufio.Reader
	keep  bool // text is wanted; otherwise it is skipped
	open  []byte
	ends  []int // of the names in open
	name  []byte
	attrs []attr
	text  []byte
	raw   []byte // the tag
	again bool   // an element without content: its end comes next
}

type attr struct{ name, value []byte }

type token uint8

const (
	start token = iota + 1
	end
	chars
)

// What is longer or deeper than this is no workbook of anybody's: a cell holds 32,767 characters.
const (
	maxTag   = 64 << 10
	maxText  = 1 << 20
	maxDepth = 64
)

var (
	errXML   = errors.New("XML 写得不对")
	errDeep  = errors.New("XML 嵌套太深")
	errLong  = errors.New("XML 里有过长的内容")
	errCode  = errors.New("XML 不是 UTF-8 编码")
	errTypes = errors.New("XML 里有 DOCTYPE")
)

func newScanner(r io.Reader) *scanner { return &scanner{r: bufio.NewReaderSize(r, 32<<10)} }

// next is the next token; io.EOF where the file ends as it should. name, attrs and text are good until the call after.
func (s *scanner) next() (token, error) {
	if s.again {
		s.again = false
		return end, s.pop(s.name)
	}
	for {
		text, err := s.until('<', maxText, !s.keep || len(s.ends) == 0)
		if err == io.EOF {
			if len(s.ends) > 0 || len(bytes.TrimSpace(text)) > 0 && s.keep {
				return 0, errXML
			}
			return 0, io.EOF
		}
		if err != nil {
			return 0, err
		}
		s.text = text
		if s.keep && len(text) > 1 {
			if err := s.r.UnreadByte(); err != nil {
				return 0, err
			}
			s.text, err = plain(text[:len(text)-1])
			return chars, err
		}
		tok, err := s.tag()
		if tok != 0 || err != nil {
			return tok, err
		}
	}
}

// elements calls do where an element begins, up to the end of the file. What do has read of it is not told of again.
func (s *scanner) elements(do func(name string) error) error {
	for {
		tok, err := s.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil && tok == start {
			err = do(string(s.name))
		}
		if err != nil {
			return err
		}
	}
}

// until reads up to and with a byte. skip: only the last piece is kept.
func (s *scanner) until(c byte, most int, skip bool) ([]byte, error) {
	s.raw = s.raw[:0]
	for {
		b, err := s.r.ReadSlice(c)
		if skip {
			s.raw = s.raw[:0]
		}
		s.raw = append(s.raw, b...)
		if len(s.raw) > most {
			return nil, errLong
		}
		if err != bufio.ErrBufferFull {
			return s.raw, err
		}
	}
}

// tag reads what follows a <. 0: a comment or an instruction.
func (s *scanner) tag() (token, error) {
	head, err := s.r.Peek(3)
	if err != nil && len(head) == 0 {
		return 0, errXML
	}
	switch {
	case bytes.HasPrefix(head, []byte("!--")):
		return 0, s.past("-->")
	case bytes.HasPrefix(head, []byte("![C")):
		return s.cdata()
	case head[0] == '!':
		return 0, errTypes
	case head[0] == '?':
		return 0, s.instruction()
	}
	b, err := s.whole()
	if err != nil {
		return 0, err
	}
	b = b[:len(b)-1]
	if len(b) > 0 && b[0] == '/' {
		s.name = local(bytes.TrimSpace(b[1:]))
		return end, s.pop(s.name)
	}
	if b, s.again = bytes.CutSuffix(b, []byte("/")); len(b) == 0 {
		return 0, errXML
	}
	if err := s.element(b); err != nil {
		return 0, err
	}
	if len(s.ends) >= maxDepth {
		return 0, errDeep
	}
	s.open = append(s.open, s.name...)
	s.ends = append(s.ends, len(s.open))
	return start, nil
}

// all is the text of the element that has just begun, read up to its end.
func (s *scanner) all() (string, error) {
	var b strings.Builder
	depth := s.depth()
	s.keep = true
	defer func() { s.keep = false }()
	for {
		tok, err := s.next()
		switch {
		case err != nil:
			return "", unexpected(err)
		case tok == chars && b.Len() < maxText:
			b.Write(s.text)
		case tok == end && s.depth() < depth:
			return b.String(), nil
		}
	}
}

// whole reads a tag up to its >, which may also stand within quotes.
func (s *scanner) whole() ([]byte, error) {
	b, err := s.until('>', maxTag, false)
	for err == nil && !balanced(b) {
		var more []byte
		if more, err = s.r.ReadSlice('>'); err == nil || err == bufio.ErrBufferFull {
			b, err = append(b, more...), nil
		}
		if len(b) > maxTag {
			return nil, errLong
		}
	}
	s.raw = b
	if err != nil {
		return nil, unexpected(err)
	}
	return b, nil
}

// balanced says whether all quotes of a tag are closed.
func balanced(b []byte) bool {
	var q byte
	for _, c := range b {
		switch {
		case q == 0 && (c == '"' || c == '\''):
			q = c
		case c == q:
			q = 0
		}
	}
	return q == 0
}

func unexpected(err error) error {
	if err == io.EOF {
		return errXML
	}
	return err
}

// past skips up to and with a mark.
func (s *scanner) past(mark string) error {
	var tail []byte
	for {
		b, err := s.r.ReadSlice(mark[len(mark)-1])
		tail = append(tail, b[max(0, len(b)-len(mark)):]...)
		tail = tail[max(0, len(tail)-len(mark)):]
		switch {
		case err == bufio.ErrBufferFull:
		case err != nil:
			return unexpected(err)
		case string(tail) == mark:
			return nil
		}
	}
}

func (s *scanner) instruction() error {
	b, err := s.until('>', maxTag, false)
	if err != nil {
		return unexpected(err)
	}
	if low := strings.ToLower(string(b)); strings.HasPrefix(low, "?xml ") && strings.Contains(low, "encoding") &&
		!strings.Contains(low, "utf-8") && !strings.Contains(low, "ascii") {
		return errCode
	}
	return nil
}

func (s *scanner) cdata() (token, error) {
	if head, _ := s.r.Peek(8); string(head) != "![CDATA[" || len(s.ends) == 0 {
		return 0, errXML
	}
	if !s.keep {
		return 0, s.past("]]>")
	}
	var b []byte
	for !bytes.HasSuffix(b, []byte("]]>")) {
		more, err := s.r.ReadSlice('>')
		b = append(b, more...)
		if len(b) > maxText {
			return 0, errLong
		}
		if err != nil && err != bufio.ErrBufferFull {
			return 0, unexpected(err)
		}
	}
	if s.text = b[8 : len(b)-3]; !utf8.Valid(s.text) {
		return 0, errCode
	}
	return chars, nil
}

func (s *scanner) pop(name []byte) error {
	n := len(s.ends)
	from := 0
	if n > 1 {
		from = s.ends[n-2]
	}
	if n == 0 || !bytes.Equal(s.open[from:], name) {
		return errXML
	}
	s.open, s.ends = s.open[:from], s.ends[:n-1]
	return nil
}

// depth is the number of open elements.
func (s *scanner) depth() int { return len(s.ends) }

func local(name []byte) []byte {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[i+1:]
	}
	return name
}

// element takes a start tag apart.
func (s *scanner) element(b []byte) error {
	n := bytes.IndexAny(b, " \t\r\n")
	if n < 0 {
		n = len(b)
	}
	s.name, s.attrs = local(b[:n]), s.attrs[:0]
	if len(s.name) == 0 {
		return errXML
	}
	for b = bytes.TrimSpace(b[n:]); len(b) > 0; b = bytes.TrimSpace(b) {
		name, rest, ok := bytes.Cut(b, []byte("="))
		rest = bytes.TrimLeft(rest, " \t\r\n")
		if !ok || len(rest) < 2 || rest[0] != '"' && rest[0] != '\'' {
			return errXML
		}
		e := bytes.IndexByte(rest[1:], rest[0])
		if e < 0 {
			return errXML
		}
		value, err := plain(rest[1 : 1+e])
		if err != nil {
			return err
		}
		s.attrs = append(s.attrs, attr{local(bytes.TrimSpace(name)), value})
		b = rest[e+2:]
	}
	return nil
}

// attr is an attribute's value, empty if it is not there.
func (s *scanner) attr(name string) string {
	for _, a := range s.attrs {
		if string(a.name) == name {
			return string(a.value)
		}
	}
	return ""
}

// on is a yes-or-no attribute; absent is what it is if it is not there.
func (s *scanner) on(name string, absent bool) bool {
	switch s.attr(name) {
	case "1", "true", "on":
		return true
	case "":
		return absent
	}
	return false
}

// plain is a text with its entities resolved and its line ends as XML has them (XML 1.0, 2.11).
func plain(b []byte) ([]byte, error) {
	if !utf8.Valid(b) {
		return nil, errCode
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
			return nil, errXML
		}
		r, ok := entity(string(b[:n]))
		if !ok {
			return nil, errXML
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
