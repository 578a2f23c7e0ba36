package data

import (
	"fmt"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/model/finding"
)

// text reads a string, j.cur being its opening quote.
func (j *jsonReader) text() string {
	start := j.pos()
	b := j.buf[:0]
	defer func() { j.buf = b }()
	for {
		b = j.plain(b)
		j.advance()
		r := j.cur
		switch {
		case r == '"':
			j.advance()
			if len(b) > MaxText {
				j.wrong(finding.Error, start, "DATA-SIZE", fmt.Sprintf("一段文字超过 %d KB。", MaxText>>10), "")
			}
			return string(b)
		case r == end:
			if !j.failed() {
				j.syntax(fmt.Sprintf("文件没有写完：第 %d 行第 %d 字的引号没有配对。", start.Line, start.Col), "")
			}
			return ""
		case r == '\n' || r == '\r':
			j.syntax(fmt.Sprintf("第 %d 行第 %d 字的引号没有在同一行配对。", start.Line, start.Col), "文字里要换行请写 \\n")
			return ""
		case r == '\t':
			j.wrong(finding.Error, j.pos(), "DATA-CONTROL", "文字里有制表符。", "请写 \\t，或改用空格")
		case r == '\\':
			r = j.escape()
			if j.failed() {
				return ""
			}
		}
		if code, message := refused(r); code != "" {
			j.wrong(finding.Error, j.pos(), code, "文字里"+message, "请删去")
		}
		if r == utf8.RuneError {
			j.wrong(finding.Warning, j.pos(), "DATA-REPLACEMENT", "文字里"+replacement, "请对照原件改正")
		}
		if len(b) <= MaxText {
			b = utf8.AppendRune(b, r)
		}
	}
}

// plain appends the characters of a text up to the next that has to be looked at: printable ASCII, Chinese characters
// and punctuation, of which nothing is to be said. They are most of every record.
func (j *jsonReader) plain(b []byte) []byte {
	in, _ := j.in.Peek(j.in.Buffered())
	if len(b)+len(in) > MaxText || j.size+len(in) > MaxRecord { // near a limit each is looked at, and nothing twice
		return b
	}
	n, chars := 0, 0
	for n < len(in) {
		c := in[n]
		if c >= ' ' && c < 0x7f && c != '"' && c != '\\' {
			n, chars = n+1, chars+1
			continue
		}
		if n+2 >= len(in) || in[n+1]&0xc0 != 0x80 || in[n+2]&0xc0 != 0x80 {
			break
		}
		switch second := in[n+1]; {
		case c >= 0xe4 && c <= 0xe9: // U+4000 to U+9FFF
		case c == 0xe3 && second < 0x85: // U+3000 to U+313F
		case c == 0xef && (second == 0xbc || second == 0xbd): // U+FF00 to U+FF7F
		case c == 0xe2 && second == 0x80 && in[n+2] >= 0x90 && in[n+2] <= 0xa7: // U+2010 to U+2027
		default:
			c = 0
		}
		if c == 0 {
			break
		}
		n, chars = n+3, chars+1
	}
	if n == 0 {
		return b
	}
	b = append(b, in[:n]...)
	_, _ = j.in.Discard(n)
	j.cur, j.col, j.size = ' ', j.col+chars, j.size+n
	return b
}

// escape reads what follows a backslash.
func (j *jsonReader) escape() rune {
	j.advance()
	switch j.cur {
	case '"', '\\', '/':
		return j.cur
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	case 'u':
		r := j.hex()
		if r >= 0xDC00 && r <= 0xDFFF {
			j.lone(r)
		}
		if r < 0xD800 || r > 0xDBFF {
			return r
		}
		high := r
		if j.advance(); j.cur == '\\' {
			if j.advance(); j.cur == 'u' {
				if low := j.hex(); low >= 0xDC00 && low <= 0xDFFF {
					return (high-0xD800)<<10 | (low - 0xDC00) + 0x10000
				}
			}
		}
		j.lone(high)
		return 0
	}
	j.syntax("反斜杠后面不能是“"+j.shown()+"”。", "要打印反斜杠请写 \\\\")
	return 0
}

func (j *jsonReader) lone(r rune) {
	j.stop("DATA-CONTROL", fmt.Sprintf("\\u%04x 是半个字符，没有另一半。", r), "")
}

func (j *jsonReader) hex() (r rune) {
	for range 4 {
		j.advance()
		c := j.cur
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | (c - '0')
		case c >= 'a' && c <= 'f':
			r = r<<4 | (c - 'a' + 10)
		case c >= 'A' && c <= 'F':
			r = r<<4 | (c - 'A' + 10)
		default:
			j.syntax("\\u 后面应有四位十六进制数字。", "")
			return 0
		}
	}
	return r
}
