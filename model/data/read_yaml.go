package data

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model/finding"
)

// yaml reads documents, each a record or a list of records. Only what keeps every character is taken: no anchors,
// aliases, merge keys or tags, no text over several lines but |, no comment behind a value. A word such as 2022, 007,
// yes, 2022-06-14 or 1_000 is the text as written; only what is a number in JSON too may count as one.
func (s *source) yaml(in *bufio.Reader) error {
	text, err := io.ReadAll(io.LimitReader(in, MaxYAML+1))
	if err != nil {
		return err
	}
	if len(text) > MaxYAML {
		return s.stop(finding.Finding{Code: "DATA-SIZE", Message: fmt.Sprintf("YAML 文件超过 %d MB。", MaxYAML>>20),
			Hint: "请分成几个文件，或改用 JSON Lines"})
	}
	y := &yamlReader{lines: strings.Split(string(text), "\n")}
	if f := y.characters(text); f != nil {
		return s.stop(*f)
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	doc, err := y.decode(dec)
	for err == nil {
		var next *yaml.Node
		var nextErr error
		next, nextErr = y.decode(dec) // a comment is known to be behind a value once the next document is there
		until := len(y.lines) + 1
		if nextErr == nil && next != nil {
			until = firstLine(next)
		}
		if errors.Is(nextErr, io.EOF) || nextErr == nil {
			if err := s.yamlDocument(y, doc, until); err != nil {
				return err
			}
		} else if err := s.yamlDocument(y, doc, 0); err != nil {
			return err
		}
		doc, err = next, nextErr
	}
	if errors.Is(err, io.EOF) {
		if s.index == 0 {
			return s.stop(finding.Finding{Code: "DATA-EMPTY", Message: "该文件里没有记录。"})
		}
		return nil
	}
	return s.stop(y.syntax(err))
}

type yamlReader struct {
	lines []string
	list  finding.List
	scan  commentScan
}

// decode reads one document. The library is kept from taking the program down.
func (y *yamlReader) decode(dec *yaml.Decoder) (n *yaml.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("yaml: %v", p)
		}
	}()
	n = new(yaml.Node)
	err = dec.Decode(n)
	return n, err
}

func firstLine(n *yaml.Node) int {
	if n.Kind == yaml.DocumentNode && len(n.Content) > 0 {
		return firstLine(n.Content[0])
	}
	return max(n.Line, 1)
}

// yamlDocument hands on the records of a document. until is the line at which the next begins.
func (s *source) yamlDocument(y *yamlReader, doc *yaml.Node, until int) error {
	if doc.Kind == yaml.DocumentNode {
		if len(doc.Content) == 0 {
			return nil
		}
		doc = doc.Content[0]
	}
	if doc.Kind == yaml.ScalarNode && doc.Tag == "!!null" && doc.Value == "" {
		return nil // nothing but comments
	}
	y.list = nil
	comments := y.scan.document(y.lines, doc, until)
	if doc.Kind != yaml.SequenceNode || doc.Anchor != "" || doc.Style&yaml.TaggedStyle != 0 {
		d := y.value(doc, 0)
		return s.give(d, append(y.list, comments...))
	}
	for i, item := range doc.Content {
		y.list = nil
		d := y.value(item, 1)
		for len(comments) > 0 && (i+1 == len(doc.Content) || comments[0].Pos.Line < doc.Content[i+1].Line) {
			y.list = append(y.list, comments[0])
			comments = comments[1:]
		}
		if err := s.give(d, y.list); err != nil {
			return err
		}
	}
	return nil
}

func (y *yamlReader) wrong(severity finding.Severity, n *yaml.Node, code, message, hint string) {
	if len(y.list) < 1000 {
		y.list = append(y.list, finding.Finding{Code: code, Severity: severity,
			Pos: finding.Pos{Line: n.Line, Col: n.Column}, Message: message, Hint: hint})
	}
}

const quoteIt = "要照原样打印，请加引号写成文字"

// value takes one node.
func (y *yamlReader) value(n *yaml.Node, depth int) *Value {
	d := &Value{Pos: finding.Pos{Line: n.Line, Col: n.Column}}
	fail := func(code, message, hint string) { y.wrong(finding.Error, n, code, message, hint) }
	switch {
	case depth > MaxDepth:
		fail("DATA-DEPTH", fmt.Sprintf("嵌套超过 %d 层。", MaxDepth), "")
		return d
	case n.Kind == yaml.AliasNode:
		fail("DATA-YAML-ALIAS", "记录里不能引用别处的内容（*"+finding.Short(n.Value)+"）。", quoteIt)
		return d
	case n.Anchor != "":
		fail("DATA-YAML-ALIAS", "记录里不能设置锚点（&"+finding.Short(n.Anchor)+"）。", quoteIt)
	case n.Style&yaml.TaggedStyle != 0:
		fail("DATA-YAML-TAG", "记录里不能写标签（"+finding.Short(n.Tag)+"）。", quoteIt)
	}
	switch n.Kind {
	case yaml.MappingNode:
		d.Kind = Object
		y.object(d, n, depth)
	case yaml.SequenceNode:
		d.Kind = List
		for _, item := range n.Content {
			d.Items = append(d.Items, y.value(item, depth+1))
		}
	case yaml.ScalarNode:
		d.Kind = String
		d.Text = y.scalar(n)
		if n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
			y.plain(d, n)
		}
	}
	return d
}

// plain says what an unquoted word is.
func (y *yamlReader) plain(d *Value, n *yaml.Node) {
	switch s := n.Value; {
	case s == "" || s == "null":
		d.Kind, d.Text = Null, ""
	case s == "~" || strings.EqualFold(s, "null"):
		y.wrong(finding.Error, n, "DATA-YAML-NULL", "“"+s+"”看不出是空着还是文字。", "空着请不写，要打印请加引号")
	case isJSONNumber(s):
		d.Kind = Number
	}
}

func (y *yamlReader) object(d *Value, n *yaml.Node, depth int) {
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		if k.Kind != yaml.ScalarNode {
			y.wrong(finding.Error, k, "DATA-TYPE", "名称应是文字。", "")
			continue
		}
		key := y.value(k, depth+1)
		m := Member{Name: k.Value, Pos: key.Pos}
		switch {
		case k.Tag == "!!merge":
			y.wrong(finding.Error, k, "DATA-YAML-ALIAS", "记录里不能合并别处的内容（<<）。", "")
			continue
		case key.Kind == Null:
			y.wrong(finding.Error, k, "DATA-TYPE", "冒号前面没有名称。", "")
		}
		m.Value = y.value(n.Content[i+1], depth+1)
		if line, twice := seen[m.Name]; twice {
			y.wrong(finding.Error, k, "DATA-DUPLICATE",
				fmt.Sprintf("“%s”写了两次，前一次在第 %d 行。", finding.Short(m.Name), line), "只留一个")
			continue
		}
		seen[m.Name] = k.Line
		d.Members = append(d.Members, m)
	}
}

// scalar is the text of a word, a quoted text or a block, checked against the file.
func (y *yamlReader) scalar(n *yaml.Node) string {
	for _, f := range Faults(n.Value) {
		y.wrong(f.Severity, n, f.Code, f.Message, f.Hint)
	}
	const severalLines = "文字写了几行，YAML 会把换行变成空格。"
	const useBlock = "要换行请用 |，下一行起缩进书写；不要换行请写在一行里"
	source := y.at(n.Line, n.Column)
	switch {
	case n.Style&yaml.LiteralStyle != 0:
		header, _, _ := strings.Cut(source, " ")
		if strings.Contains(header, "+") {
			return n.Value
		}
		return strings.TrimSuffix(n.Value, "\n")
	case n.Style&yaml.FoldedStyle != 0:
		y.wrong(finding.Error, n, "DATA-YAML-FOLDED", "“>”会把换行变成空格。", useBlock)
	case n.Style&yaml.DoubleQuotedStyle != 0:
		if closing(source, '"') < 0 {
			y.wrong(finding.Error, n, "DATA-YAML-FOLDED", severalLines, "要换行请写 \\n，或用 |")
		}
	case n.Style&yaml.SingleQuotedStyle != 0:
		if closing(source, '\'') < 0 {
			y.wrong(finding.Error, n, "DATA-YAML-FOLDED", severalLines, useBlock)
		}
	case n.Style&yaml.TaggedStyle == 0 && n.Anchor == "" && !strings.HasPrefix(source, n.Value):
		y.wrong(finding.Error, n, "DATA-YAML-FOLDED", severalLines, useBlock)
	}
	return n.Value
}

// at is the rest of a line from a column on.
func (y *yamlReader) at(line, col int) string {
	if line < 1 || line > len(y.lines) {
		return ""
	}
	return fromCol(strings.TrimSuffix(y.lines[line-1], "\r"), col)
}

func fromCol(line string, col int) string {
	for i := range line {
		if col--; col == 0 {
			return line[i:]
		}
	}
	return ""
}

// closing is the place of the quote that ends the quoted text s begins with, -1 if it is not there.
func closing(s string, quote byte) int {
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quote == '"':
			i++
		case s[i] == quote && quote == '\'' && i+1 < len(s) && s[i+1] == quote:
			i++
		case s[i] == quote:
			return i
		}
	}
	return -1
}

// characters refuses what YAML readers disagree about: noncharacters, and line breaks other than line feeds.
func (y *yamlReader) characters(text []byte) *finding.Finding {
	line, col := 1, 1
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		f := finding.Finding{Code: "DATA-CONTROL", Pos: finding.Pos{Line: line, Col: col}, Hint: "请删去，或写在双引号里"}
		switch code, message := refused(r); {
		case r == utf8.RuneError && n == 1:
			f.Code, f.Hint = "DATA-ENCODING", "请另存为 UTF-8 编码的文本文件"
			f.Message = fmt.Sprintf("不是 UTF-8：这里有字节 0x%02X。", text[i])
		case code != "":
			f.Message = message
		case r == 0x2028 || r == 0x2029:
			f.Message, f.Hint = fmt.Sprintf("有换行符 U+%04X。", r), fmt.Sprintf("要保留请在双引号里写 \\u%04x", r)
		case r == '\r' && (i+1 >= len(text) || text[i+1] != '\n'):
			f.Message, f.Hint = "有单独的回车符 U+000D。", "请把换行另存为 LF 或 CRLF"
		}
		if f.Message != "" {
			return &f
		}
		if i += n; r == '\n' {
			line, col = line+1, 1
		} else {
			col++
		}
	}
	return nil
}

// syntax says in Chinese what the YAML library found, and hints at the quotes that are missing.
func (y *yamlReader) syntax(err error) finding.Finding {
	f := finding.Finding{Code: "DATA-SYNTAX", Message: "YAML 写法有误。", English: err.Error()}
	line, say, todo := yamltree.Complaint(err)
	f.Pos.Line = max(line, 1)
	msg := err.Error()
	switch {
	case strings.Contains(msg, "unknown anchor"):
		f.Code, f.Message, f.Hint = "DATA-YAML-ALIAS", "记录里不能引用别处的内容（以 * 开头）。", quoteIt
		for i, l := range y.lines {
			if v := yamlValue(l); strings.HasPrefix(v, "*") {
				f.Pos.Line = i + 1
				break
			}
		}
		return f
	case strings.Contains(msg, "exceeded max depth"):
		f.Code, f.Message = "DATA-DEPTH", fmt.Sprintf("嵌套超过 %d 层。", MaxDepth)
		return f
	case strings.Contains(msg, "found a tab character"),
		strings.Contains(msg, "cannot start any token") && strings.Contains(y.at(f.Pos.Line, 1), "\t"):
		f.Hint = "缩进请用空格，不要用制表符"
	case strings.Contains(msg, "found unexpected end of stream"):
		f.Message = say + "。"
		for i, l := range y.lines {
			if v := yamlValue(l); v != "" && (v[0] == '"' || v[0] == '\'') && closing(v, v[0]) < 0 {
				f.Pos.Line = i + 1
				break
			}
		}
		return f
	}
	// The library often counts one line on, or names the line where the construct began.
	for _, line := range []int{f.Pos.Line, f.Pos.Line + 1, f.Pos.Line - 1} {
		if hint := quoteHint(y.at(line, 1)); hint != "" {
			f.Pos.Line, f.Hint = line, hint
			return f
		}
	}
	if f.Hint == "" && say != "" {
		f.Message, f.Hint = "YAML 写法有误："+say+"。", todo
	}
	return f
}

// yamlValue is what follows "name: " or "- " on a line.
func yamlValue(line string) string {
	line = strings.TrimSpace(line)
	for strings.HasPrefix(line, "- ") {
		line = strings.TrimSpace(line[2:])
	}
	if i := strings.Index(line, ": "); i >= 0 {
		line = line[i+2:]
	}
	return strings.TrimSpace(line)
}

// quoteHint says how to quote a value that needs it.
func quoteHint(line string) string {
	v := yamlValue(line)
	if v == "" {
		return ""
	}
	switch {
	case strings.ContainsRune(">|@%&*!`{}[],\"'", rune(v[0])) && v != "|" && v != ">":
		quoted := strings.ReplaceAll(strings.Trim(finding.Short(v), "'\""), "'", "''")
		return fmt.Sprintf("值以“%c”开头时要加引号，例如 '%s'", v[0], quoted)
	case strings.Contains(v, ": "):
		return "值里有“: ”时要加引号"
	case strings.HasPrefix(v, "- "), strings.HasPrefix(v, "? "):
		return "值以“- ”或“? ”开头时要加引号"
	case strings.HasPrefix(v, "：") || !strings.Contains(line, ":") && strings.Contains(line, "："):
		return "名称后面的冒号请用半角，冒号后面空一格"
	}
	return ""
}
