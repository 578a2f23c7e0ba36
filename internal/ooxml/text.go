package ooxml

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// UTF16Len is the length of s in UTF-16 units, the unit of every limit of the format.
func UTF16Len(s string) int {
	n := 0
	for _, r := range s {
		if n++; r > 0xffff {
			n++
		}
	}
	return n
}

// appendText writes s as ST_Xstring (ECMA-376 Part 1, 22.9.2.19): what XML cannot hold becomes _xHHHH_, and what looks
// like such an escape has its underscore escaped, so that every reader gets back exactly s. The result fits an element
// or an attribute in double quotes, but for line breaks and tabs, which only an element keeps.
func appendText(b []byte, s string) []byte { return appendEscaped(b, s, true, false) }

// appendAttr is appendText for the value of an attribute.
func appendAttr(b []byte, s string) []byte { return appendEscaped(b, s, true, true) }

// AppendXML writes s as a plain XML string (document properties, DrawingML, WordprocessingML), where no such escapes
// exist; what XML cannot hold becomes U+FFFD. The result fits an element or an attribute in double quotes.
func AppendXML(b []byte, s string) []byte { return appendEscaped(b, s, false, true) }

func appendEscaped(b []byte, s string, xstring, attr bool) []byte {
	from := 0
	for i := 0; i < len(s); {
		c, n, esc := s[i], 1, ""
		switch {
		case c == '&':
			esc = "&amp;"
		case c == '<':
			esc = "&lt;"
		case c == '>':
			esc = "&gt;"
		case c == '"':
			esc = "&quot;"
		case c == '\n' || c == '\t':
			if attr {
				esc = "&#" + strconv.Itoa(int(c)) + ";"
			}
		case c < 0x20:
			if esc = "\uFFFD"; xstring {
				esc = fmt.Sprintf("_x%04X_", c)
			}
		case c == '_':
			if xstring && looksEscaped(s[i:]) {
				esc = "_x005F_"
			}
		case c == 0xef && (strings.HasPrefix(s[i:], "\uFFFE") || strings.HasPrefix(s[i:], "\uFFFF")):
			n = 3
			if esc = "\uFFFD"; xstring {
				esc = fmt.Sprintf("_xFFF%c_", "EF"[s[i+2]-0xbe])
			}
		}
		if esc != "" {
			b = append(append(b, s[from:i]...), esc...)
			from = i + n
		}
		i += n
	}
	return append(b, s[from:]...)
}

// looksEscaped says whether s begins with _xHHHH_, or will once what follows is escaped. Some readers take any letter
// for a digit there, so it counts too.
func looksEscaped(s string) bool {
	if len(s) < 7 || s[0] != '_' || s[1]|0x20 != 'x' {
		return false
	}
	for _, c := range []byte(s[2:6]) {
		if (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return s[6] == '_' || s[6] < 0x20 || s[6] == 0xef
}

// appendT writes <t>s</t>. White space at an end or a line break needs xml:space, or readers drop it.
func appendT(b []byte, s string) []byte {
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	if unicode.IsSpace(first) || unicode.IsSpace(last) || strings.ContainsAny(s, "\n\t") || strings.Contains(s, "  ") {
		b = append(b, `<t xml:space="preserve">`...)
	} else {
		b = append(b, `<t>`...)
	}
	return append(appendText(b, s), `</t>`...)
}

// TextRun is a piece of a cell's text in its own font.
type TextRun struct {
	Text string
	Font Font
}

// sharedStrings is the table of texts of a workbook in the order of their first use.
type sharedStrings struct {
	index map[string]int // by text; rich texts by NUL and their XML
	xml   []byte
	uses  int
}

func (t *sharedStrings) add(text string, runs []TextRun) int {
	t.uses++
	key := text
	var rich []byte
	if len(runs) > 0 {
		for _, r := range runs {
			rich = append(rich, `<r><rPr>`...)
			rich = appendFont(rich, r.Font, "rFont")
			rich = append(appendT(append(rich, `</rPr>`...), r.Text), `</r>`...)
		}
		key = "\x00" + string(rich)
	}
	i, ok := t.index[key]
	if !ok {
		i = len(t.index)
		t.index[key] = i
		t.xml = append(t.xml, `<si>`...)
		if rich != nil {
			t.xml = append(t.xml, rich...)
		} else {
			t.xml = appendT(t.xml, text)
		}
		t.xml = append(t.xml, `</si>`...)
	}
	return i
}

func (t *sharedStrings) part() []byte {
	b := append(make([]byte, 0, 1<<8+len(t.xml)), xmlHead...)
	b = append(b, `<sst xmlns="`+nsMain+`" count="`...)
	b = strconv.AppendInt(b, int64(t.uses), 10)
	b = append(b, `" uniqueCount="`...)
	b = strconv.AppendInt(b, int64(len(t.index)), 10)
	b = append(append(b, `">`...), t.xml...)
	return append(b, `</sst>`...)
}

// when appends xml if it is on.
func when(x []byte, on bool, xml string) []byte {
	if on {
		x = append(x, xml...)
	}
	return x
}

// attr appends an attribute, unless its value is empty.
func attr(x []byte, name, value string) []byte {
	if value == "" {
		return x
	}
	return append(appendAttr(append(append(append(x, ' '), name...), `="`...), value), '"')
}

// element appends an element that holds a text, unless the text is empty.
func element(x []byte, name, text string) []byte {
	if text == "" {
		return x
	}
	x = appendText(append(append(append(x, '<'), name...), '>'), text)
	return append(append(append(x, `</`...), name...), '>')
}

// figure appends xml with a number in it, unless that is 0.
func figure[T ~int | ~uint32](x []byte, xml string, n T) []byte {
	if n == 0 {
		return x
	}
	return fmt.Appendf(x, xml, n)
}
