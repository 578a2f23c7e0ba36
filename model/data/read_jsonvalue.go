package data

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/model/finding"
)

// end is the character after the last.
const end rune = -1

// jsonReader reads one value after another, character by character.
type jsonReader struct {
	in        *bufio.Reader
	cur       rune
	line, col int
	size      int          // bytes of the record so far
	list      finding.List // what is wrong with the record, though it can be read on
	fatal     *finding.Finding
	err       error  // of the machine
	buf       []byte // of the text that is being read
}

func (j *jsonReader) failed() bool { return j.fatal != nil || j.err != nil }

func (j *jsonReader) pos() finding.Pos { return finding.Pos{Line: j.line, Col: j.col} }

// advance goes to the next character. After an error there is only the end.
func (j *jsonReader) advance() {
	if j.failed() {
		j.cur = end
		return
	}
	before := j.cur
	r, n, err := j.in.ReadRune()
	switch {
	case errors.Is(err, io.EOF):
		if before == '\n' {
			j.line, j.col = j.line+1, 0
		}
		j.cur = end
		j.col++
		return
	case err != nil:
		j.err, j.cur = err, end
		return
	}
	if before == '\n' || before == '\r' && r != '\n' {
		j.line, j.col = j.line+1, 0
	}
	j.col++
	j.cur = r
	if j.size += n; j.size > MaxRecord {
		j.stop("DATA-SIZE", fmt.Sprintf("这条记录超过 %d MB。", MaxRecord>>20), "")
		return
	}
	if r == utf8.RuneError && n == 1 {
		j.in.UnreadRune()
		b, _ := j.in.ReadByte()
		j.stop("DATA-ENCODING", fmt.Sprintf("不是 UTF-8：这里有字节 0x%02X。", b), "请另存为 UTF-8 编码的文本文件")
	}
}

func (j *jsonReader) stop(code, message, hint string) {
	if !j.failed() {
		j.fatal = &finding.Finding{Code: code, Pos: j.pos(), Message: message, Hint: hint}
	}
	j.cur = end
}

func (j *jsonReader) syntax(message, hint string) { j.stop("DATA-SYNTAX", message, hint) }

// wrong notes what is wrong with the record without ending the reading.
func (j *jsonReader) wrong(severity finding.Severity, pos finding.Pos, code, message, hint string) {
	if len(j.list) < 1000 {
		j.list = append(j.list, finding.Finding{Code: code, Severity: severity, Pos: pos, Message: message, Hint: hint})
	}
}

func (j *jsonReader) space() {
	for j.cur == ' ' || j.cur == '\t' || j.cur == '\n' || j.cur == '\r' {
		j.advance()
	}
}

// shown is the current character for a message.
func (j *jsonReader) shown() string {
	if code, _ := refused(j.cur); code != "" {
		return fmt.Sprintf("U+%04X", j.cur)
	}
	return string(j.cur)
}

// expected reports that something else should be here.
func (j *jsonReader) expected(what string) {
	hint := ""
	switch j.cur {
	case end:
		j.syntax("文件没有写完：这里应有"+what+"。", "")
		return
	case '“', '”', '＂', '\'', '‘', '’', '「', '」':
		hint = "引号请用半角的 \""
	case '：', '，', '｛', '｝', '［', '］', '、', '；', ';':
		hint = "标点请用半角的 : , { } [ ]"
	case '/', '#':
		hint = "JSON 里不能写注释"
	case '"':
		hint = "前一项之后少了逗号？"
	case '}', ']':
		hint = "前面多了逗号，或括号没有配对？"
	}
	j.syntax("这里应有"+what+"，却是“"+j.shown()+"”。", hint)
}

// value reads one value.
func (j *jsonReader) value(depth int) *Value {
	d := &Value{Pos: j.pos()}
	if depth > MaxDepth {
		j.stop("DATA-DEPTH", fmt.Sprintf("嵌套超过 %d 层。", MaxDepth), "")
		return d
	}
	switch c := j.cur; {
	case c == '{':
		d.Kind = Object
		j.object(d, depth)
	case c == '[':
		d.Kind = List
		j.array(d, depth)
	case c == '"':
		d.Kind = String
		d.Text = j.text()
	case c == '-' || c >= '0' && c <= '9':
		d.Kind = Number
		d.Text = j.number()
	case c == '+' || c == '.':
		j.syntax("数字不能以“"+string(c)+"”开头。", "要照原样打印，请加引号写成文字")
	case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		j.word(d)
	default:
		j.expected("值")
	}
	return d
}

// empty goes into a list or an object, and out again if nothing is in it.
func (j *jsonReader) empty(shut rune) bool {
	j.advance()
	j.space()
	if j.cur != shut {
		return false
	}
	j.advance()
	return true
}

// next goes on behind an item, and says whether another follows.
func (j *jsonReader) next(shut rune) bool {
	j.space()
	switch j.cur {
	case ',':
		j.advance()
		j.space()
		return true
	case shut:
		j.advance()
	default:
		j.expected("逗号或 " + string(shut))
	}
	return false
}

// few is how many names of an object are compared one by one.
const few = 16

func (j *jsonReader) object(d *Value, depth int) {
	var seen map[string]int // lines of names, once there are many or one comes twice
	for more := !j.empty('}'); more; more = j.next('}') {
		if j.cur != '"' {
			j.expected("带引号的名称")
			return
		}
		m := Member{Pos: j.pos()}
		m.Name = j.text()
		j.space()
		if j.cur != ':' {
			j.expected("冒号")
			return
		}
		j.advance()
		j.space()
		m.Value = j.value(depth + 1)
		if j.failed() {
			return
		}
		if seen == nil && (len(d.Members) >= few || d.Member(m.Name) != nil) {
			seen = make(map[string]int, 2*few)
			for i := range d.Members {
				seen[d.Members[i].Name] = d.Members[i].Pos.Line
			}
		}
		if line, twice := seen[m.Name]; twice {
			j.wrong(finding.Error, m.Pos, "DATA-DUPLICATE",
				fmt.Sprintf("“%s”写了两次，前一次在第 %d 行。", finding.Short(m.Name), line), "只留一个")
		} else {
			if d.Members == nil {
				d.Members = make([]Member, 0, 4)
			}
			d.Members = append(d.Members, m)
		}
		if seen != nil {
			seen[m.Name] = m.Pos.Line
		}
	}
}

func (j *jsonReader) array(d *Value, depth int) {
	for more := !j.empty(']'); more; more = j.next(']') {
		d.Items = append(d.Items, j.value(depth+1))
		if j.failed() {
			return
		}
	}
}

// number reads a literal to the character.
func (j *jsonReader) number() string {
	start := j.pos()
	var b strings.Builder
	for c := j.cur; c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E'; c = j.cur {
		if b.Len() < 1000 {
			b.WriteRune(c)
		}
		j.advance()
	}
	s := b.String()
	switch c := j.cur; {
	case j.failed():
	case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		j.unknown(start, s+j.letters())
	case len(s) >= 1000:
		j.wrong(finding.Error, start, "DATA-NUMBER", "数字太长。", "要照原样打印，请加引号写成文字")
	case !isJSONNumber(s):
		j.wrong(finding.Error, start, "DATA-SYNTAX", "数字“"+finding.Short(s)+"”写法不对。", "要照原样打印，请加引号写成文字")
	}
	return s
}

// isJSONNumber follows the grammar of RFC 8259 clause 6.
func isJSONNumber(s string) bool {
	digits := func(s string) string { return strings.TrimLeft(s, "0123456789") }
	s = strings.TrimPrefix(s, "-")
	rest := digits(s)
	if len(rest) == len(s) || s[0] == '0' && len(s)-len(rest) > 1 {
		return false
	}
	if f, ok := strings.CutPrefix(rest, "."); ok {
		if rest = digits(f); len(rest) == len(f) {
			return false
		}
	}
	if len(rest) > 0 && (rest[0] == 'e' || rest[0] == 'E') {
		e := rest[1:]
		if e != "" && (e[0] == '+' || e[0] == '-') {
			e = e[1:]
		}
		if rest = digits(e); len(rest) == len(e) {
			return false
		}
	}
	return rest == ""
}

// word reads true, false or null.
func (j *jsonReader) word(d *Value) {
	w := j.letters()
	switch {
	case j.failed():
	case w == "true", w == "false":
		d.Kind, d.Text = Bool, w
	case w == "null":
	default:
		j.unknown(d.Pos, w)
	}
}

func (j *jsonReader) letters() string {
	var b strings.Builder
	for c := j.cur; (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') && b.Len() < 40; c = j.cur {
		b.WriteRune(c)
		j.advance()
	}
	return b.String()
}

func (j *jsonReader) unknown(pos finding.Pos, word string) {
	j.fatal = &finding.Finding{Code: "DATA-SYNTAX", Pos: pos, Message: "不认识“" + word + "”。",
		Hint: "文字要加引号；NaN、Infinity 不是数"}
	j.cur = end
}
