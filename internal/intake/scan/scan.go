// Package scan reads the XML parts of office files as a stream. In: the bytes of a part. Out: elements, their
// attributes and the text that is wanted, in memory that does not depend on the part; or the one of five reasons for
// which it is not read. No entity but XML's own five is known, a DOCTYPE is refused, nothing outside the part is ever
// looked at.
package scan

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// Scanner reads XML as it comes, in memory that does not depend on the file: encoding/xml holds every run of white
// space and every open element whole. Names are taken without their prefix; namespaces are not looked at, so strict
// and transitional files read alike.
type Scanner struct {
	Keep  bool   // text is wanted; otherwise it is skipped
	Name  []byte // of the element that begins or ends, without its prefix
	Attrs []Attr // of the element that begins
	Text  []byte // of Chars

	r     *bufio.Reader
	most  int // elements that may be open at once
	open  []byte
	ends  []int  // of the names in open
	raw   []byte // the tag
	again bool   // an element without content: its end comes next
}

// Attr is an attribute; its name is without the prefix.
type Attr struct{ Name, Value []byte }

// Token is what Next met.
type Token uint8

// The tokens. Comments and instructions are none.
const (
	Start Token = iota + 1
	End
	Chars
)

// What is longer than this is in no office file of anybody's: a cell of a workbook holds 32,767 characters.
const (
	maxTag  = 64 << 10
	MaxText = 1 << 20
)

// The reasons for which a part is not read, in words that go behind "读不出来：".
var (
	ErrXML   = errors.New("XML 写得不对")
	ErrDeep  = errors.New("XML 嵌套太深")
	ErrLong  = errors.New("XML 里有过长的内容")
	ErrCode  = errors.New("XML 不是 UTF-8 编码")
	ErrTypes = errors.New("XML 里有 DOCTYPE")
)

// New is a scanner that refuses more than so many elements within each other.
func New(r io.Reader, depth int) *Scanner {
	return &Scanner{r: bufio.NewReaderSize(r, 32<<10), most: depth}
}

// Next is the next token; io.EOF where the file ends as it should. Name, Attrs and Text are good until the call after.
func (s *Scanner) Next() (Token, error) {
	if s.again {
		s.again = false
		return End, s.pop(s.Name)
	}
	for {
		text, err := s.until('<', MaxText, !s.Keep || len(s.ends) == 0)
		if err == io.EOF {
			if len(s.ends) > 0 || len(bytes.TrimSpace(text)) > 0 && s.Keep {
				return 0, ErrXML
			}
			return 0, io.EOF
		}
		if err != nil {
			return 0, err
		}
		s.Text = text
		if s.Keep && len(text) > 1 {
			if err := s.r.UnreadByte(); err != nil {
				return 0, err
			}
			s.Text, err = plain(text[:len(text)-1])
			return Chars, err
		}
		tok, err := s.tag()
		if tok != 0 || err != nil {
			return tok, err
		}
	}
}

// Elements calls do where an element begins, up to the end of the file. What do has read of it is not told of again.
func (s *Scanner) Elements(do func(name string) error) error {
	for {
		tok, err := s.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil && tok == Start {
			err = do(string(s.Name))
		}
		if err != nil {
			return err
		}
	}
}

// until reads up to and with a byte. skip: only the last piece is kept.
func (s *Scanner) until(c byte, most int, skip bool) ([]byte, error) {
	s.raw = s.raw[:0]
	for {
		b, err := s.r.ReadSlice(c)
		if skip {
			s.raw = s.raw[:0]
		}
		s.raw = append(s.raw, b...)
		if len(s.raw) > most {
			return nil, ErrLong
		}
		if err != bufio.ErrBufferFull {
			return s.raw, err
		}
	}
}

// tag reads what follows a <. 0: a comment or an instruction.
func (s *Scanner) tag() (Token, error) {
	head, err := s.r.Peek(3)
	if err != nil && len(head) == 0 {
		return 0, ErrXML
	}
	switch {
	case bytes.HasPrefix(head, []byte("!--")):
		return 0, s.past("-->")
	case bytes.HasPrefix(head, []byte("![C")):
		return s.cdata()
	case head[0] == '!':
		return 0, ErrTypes
	case head[0] == '?':
		return 0, s.instruction()
	}
	b, err := s.whole()
	if err != nil {
		return 0, err
	}
	b = b[:len(b)-1]
	if len(b) > 0 && b[0] == '/' {
		s.Name = local(bytes.TrimSpace(b[1:]))
		return End, s.pop(s.Name)
	}
	if b, s.again = bytes.CutSuffix(b, []byte("/")); len(b) == 0 {
		return 0, ErrXML
	}
	if err := s.element(b); err != nil {
		return 0, err
	}
	if len(s.ends) >= s.most {
		return 0, ErrDeep
	}
	s.open = append(s.open, s.Name...)
	s.ends = append(s.ends, len(s.open))
	return Start, nil
}

// All is the text of the element that has just begun, read up to its end.
func (s *Scanner) All() (string, error) {
	var b strings.Builder
	depth := s.Depth()
	s.Keep = true
	defer func() { s.Keep = false }()
	for {
		tok, err := s.Next()
		switch {
		case err != nil:
			return "", Unexpected(err)
		case tok == Chars && b.Len() < MaxText:
			b.Write(s.Text)
		case tok == End && s.Depth() < depth:
			return b.String(), nil
		}
	}
}

// whole reads a tag up to its >, which may also stand within quotes.
func (s *Scanner) whole() ([]byte, error) {
	b, err := s.until('>', maxTag, false)
	for err == nil && !balanced(b) {
		var more []byte
		if more, err = s.r.ReadSlice('>'); err == nil || err == bufio.ErrBufferFull {
			b, err = append(b, more...), nil
		}
		if len(b) > maxTag {
			return nil, ErrLong
		}
	}
	s.raw = b
	if err != nil {
		return nil, Unexpected(err)
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

// Unexpected is an error where the file ends too early, instead of io.EOF.
func Unexpected(err error) error {
	if err == io.EOF {
		return ErrXML
	}
	return err
}

// past skips up to and with a mark.
func (s *Scanner) past(mark string) error {
	var tail []byte
	for {
		b, err := s.r.ReadSlice(mark[len(mark)-1])
		tail = append(tail, b[max(0, len(b)-len(mark)):]...)
		tail = tail[max(0, len(tail)-len(mark)):]
		switch {
		case err == bufio.ErrBufferFull:
		case err != nil:
			return Unexpected(err)
		case string(tail) == mark:
			return nil
		}
	}
}

func (s *Scanner) instruction() error {
	b, err := s.until('>', maxTag, false)
	if err != nil {
		return Unexpected(err)
	}
	if low := strings.ToLower(string(b)); strings.HasPrefix(low, "?xml ") && strings.Contains(low, "encoding") &&
		!strings.Contains(low, "utf-8") && !strings.Contains(low, "ascii") {
		return ErrCode
	}
	return nil
}

func (s *Scanner) cdata() (Token, error) {
	if head, _ := s.r.Peek(8); string(head) != "![CDATA[" || len(s.ends) == 0 {
		return 0, ErrXML
	}
	if !s.Keep {
		return 0, s.past("]]>")
	}
	var b []byte
	for !bytes.HasSuffix(b, []byte("]]>")) {
		more, err := s.r.ReadSlice('>')
		b = append(b, more...)
		if len(b) > MaxText {
			return 0, ErrLong
		}
		if err != nil && err != bufio.ErrBufferFull {
			return 0, Unexpected(err)
		}
	}
	if s.Text = b[8 : len(b)-3]; !utf8.Valid(s.Text) {
		return 0, ErrCode
	}
	return Chars, nil
}

func (s *Scanner) pop(name []byte) error {
	n := len(s.ends)
	from := 0
	if n > 1 {
		from = s.ends[n-2]
	}
	if n == 0 || !bytes.Equal(s.open[from:], name) {
		return ErrXML
	}
	s.open, s.ends = s.open[:from], s.ends[:n-1]
	return nil
}

// Depth is the number of open elements.
func (s *Scanner) Depth() int { return len(s.ends) }

func local(name []byte) []byte {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[i+1:]
	}
	return name
}

// Attr is an attribute's value, empty if it is not there.
func (s *Scanner) Attr(name string) string {
	for _, a := range s.Attrs {
		if string(a.Name) == name {
			return string(a.Value)
		}
	}
	return ""
}

// On is a yes-or-no attribute; absent is what it is if it is not there.
func (s *Scanner) On(name string, absent bool) bool {
	switch s.Attr(name) {
	case "1", "true", "on":
		return true
	case "":
		return absent
	}
	return false
}
