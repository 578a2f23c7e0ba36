// Package yamltree reads YAML files that people write for us: forms, layouts, checks, rules, style maps. In: the
// bytes of one file. Out: its tree, every node with its place, and all that is wrong, at once and in Chinese. What no
// such file needs (anchors, tags, several documents, great depth or size) is refused, so that later steps may trust
// the tree. Records have a stricter reader: package model/data.
package yamltree

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/char"
)

// Limits of a file. They are far above any real one; beyond them a file is refused before it costs anything.
const (
	MaxSize  = 1 << 20
	maxNodes = 50_000
	MaxDepth = 24
)

const bom = "\xEF\xBB\xBF"

// Source is one YAML file as nodes, with the raw lines to find exact places in drawn blocks.
type Source struct {
	Problems
	Lines []string
	Root  *yaml.Node // nil if the file could not be read

	options Options
}

// Options say what kind of file is read.
type Options struct {
	Code       string // of all findings; empty: TEMPLATE-…, or what later steps say
	MayBeEmpty bool   // Root is nil then, and nothing is wrong
	Instead    string // what the kind of file has instead of YAML's anchors
}

// Read parses a file. What is wrong is in List.
func Read(file string, data []byte, o Options) *Source {
	s := &Source{Problems: Problems{File: file, Code: o.Code, Parts: []Part{{0, file}}}, options: o}
	top := Pos{1, 1}
	switch {
	case len(data) > MaxSize:
		s.Errorf(top, "TEMPLATE-TOO-LARGE", "", "文件有 %d 字节，超过上限 %d 字节", len(data), MaxSize)
		return s
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}), bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		s.Errorf(top, "TEMPLATE-ENCODING", "请另存为 UTF-8", "文件是 UTF-16 编码，应为 UTF-8")
		return s
	case !utf8.Valid(data):
		s.Errorf(invalidAt(data), "TEMPLATE-ENCODING", "可能是 GB 18030（GBK）编码，请另存为 UTF-8", "文件不是有效的 UTF-8")
		return s
	}
	tree := packedTree(data, ready)
	data = bytes.TrimPrefix(data, []byte(bom))
	s.Lines = strings.Split(string(data), "\n")
	for i, l := range s.Lines {
		s.Lines[i] = strings.TrimSuffix(l, "\r")
	}
	if s.Root = tree; tree != nil {
		return s
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc yaml.Node
	if err := dec.Decode(&doc); err != nil {
		if !errors.Is(err, io.EOF) {
			s.syntax(err)
			return s
		}
	}
	if len(doc.Content) != 1 {
		if !o.MayBeEmpty {
			s.Errorf(top, "TEMPLATE-EMPTY", "", "文件是空的")
		}
		return s
	}
	var next yaml.Node
	switch err := dec.Decode(&next); {
	case errors.Is(err, io.EOF):
	case err != nil:
		s.syntax(err)
		return s
	default:
		s.Errorf(At(&next), "TEMPLATE-SYNTAX", "删去“---”及其后的内容", "一个文件只能有一个 YAML 文档")
		return s
	}
	n := 0
	if s.sane(doc.Content[0], 0, &n) {
		s.Root = doc.Content[0]
	}
	return s
}

func invalidAt(data []byte) Pos {
	p := Pos{1, 1}
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		if r == utf8.RuneError && n == 1 {
			break
		}
		if r == '\n' {
			p.Line, p.Col = p.Line+1, 0
		}
		p.Col++
		data = data[n:]
	}
	return p
}

func (s *Source) syntax(err error) {
	line, say, hint := Complaint(err)
	if say == "" {
		say = strings.TrimPrefix(err.Error(), "yaml: ")
	}
	p := Pos{max(line, 1), 0}
	if _, name, ok := strings.Cut(err.Error(), "unknown anchor '"); ok { // the library names no line
		name, _, _ = strings.Cut(name, "'")
		for i, l := range s.Lines {
			if before, _, ok := strings.Cut(l, "*"+name); ok {
				p = Pos{i + 1, utf8.RuneCountInString(before) + 1}
				break
			}
		}
	}
	s.Errorf(p, "TEMPLATE-SYNTAX", hint, "YAML 语法错误：%s", say)
}

// sane refuses what no file of ours needs: aliases, tags, extreme nesting and size.
func (s *Source) sane(n *yaml.Node, depth int, count *int) bool {
	*count++
	switch {
	case *count > maxNodes:
		s.Errorf(At(n), "TEMPLATE-TOO-LARGE", "", "文件的项太多，超过 %d 项", maxNodes)
		return false
	case depth > MaxDepth:
		s.Errorf(At(n), "TEMPLATE-TOO-DEEP", "", "嵌套超过 %d 层", MaxDepth)
		return false
	case n.Kind == yaml.AliasNode:
		s.Errorf(At(n), "TEMPLATE-ALIAS", "相同的内容请写全"+s.options.Instead, "不支持 YAML 引用（*%s）", n.Value)
		return false
	case n.Anchor != "":
		s.Errorf(At(n), "TEMPLATE-ALIAS", "相同的内容请写全"+s.options.Instead, "不支持 YAML 锚点（&%s）", n.Anchor)
		return false
	case n.Kind == yaml.ScalarNode && strings.ContainsFunc(n.Value, char.Stray):
		i := strings.IndexFunc(n.Value, char.Stray)
		r, _ := utf8.DecodeRuneInString(n.Value[i:])
		s.Errorf(At(n), "TEMPLATE-INVISIBLE", "请删去", "文字里有看不见的 %s：“%s”", char.Name(r),
			char.Show(char.Around(n.Value, i, 6)))
		return false
	case n.Style&yaml.TaggedStyle != 0:
		s.Errorf(At(n), "TEMPLATE-TAG", "删去标签", "不支持 YAML 标签（%s）", n.Tag)
		return false
	}
	ok := true
	for _, c := range n.Content {
		ok = s.sane(c, depth+1, count) && ok
		if *count > maxNodes {
			return false
		}
	}
	return ok
}

// At is the place of a node.
func At(n *yaml.Node) Pos { return Pos{n.Line, n.Column} }

// Mapping is a YAML mapping whose keys have been checked.
type Mapping struct {
	Node   *yaml.Node
	Keys   []string
	Values map[string]*yaml.Node
	At     map[string]Pos // of the keys
}

// Get is the value of a key, nil if it is not there.
func (m Mapping) Get(key string) *yaml.Node { return m.Values[key] }

// Has says whether a key is there.
func (m Mapping) Has(key string) bool { return m.Values[key] != nil }

// Names reads a mapping with free keys.
func (s *Source) Names(n *yaml.Node, what string) (Mapping, bool) {
	m := Mapping{Node: n, Values: map[string]*yaml.Node{}, At: map[string]Pos{}}
	if n == nil || n.Kind != yaml.MappingNode {
		if n != nil {
			s.Errorf(At(n), "TEMPLATE-TYPE", "", "%s应是“键: 值”的集合，这里是%s", what, kindWord(n))
		}
		return m, false
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode {
			s.Errorf(At(k), "TEMPLATE-TYPE", "", "%s的键应是文字", what)
			continue
		}
		if first, dup := m.At[k.Value]; dup {
			s.Errorf(At(k), "TEMPLATE-DUPLICATE-KEY", "", "键“%s”重复，第 %d 行已有", k.Value, s.Pos(first).Line)
			continue
		}
		m.Keys = append(m.Keys, k.Value)
		m.Values[k.Value], m.At[k.Value] = v, At(k)
	}
	return m, true
}

// Mapping reads a mapping with known keys; others are errors.
func (s *Source) Mapping(n *yaml.Node, what string, known ...string) (Mapping, bool) {
	m, ok := s.Names(n, what)
	for _, k := range m.Keys {
		if !slices.Contains(known, k) {
			s.Errorf(m.At[k], "TEMPLATE-UNKNOWN-KEY", DidYouMean(k, known), "%s没有“%s”这一项", what, k)
		}
	}
	return m, ok
}

func kindWord(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "一组键值"
	case yaml.SequenceNode:
		return "列表"
	}
	if n.Tag == "!!null" {
		return "空"
	}
	return "文字"
}

// Text reads a scalar, which may be "" but not left out.
func (s *Source) Text(n *yaml.Node, what string) (string, bool) {
	if n == nil {
		return "", false
	}
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		s.Errorf(At(n), "TEMPLATE-TYPE", "", "%s应是文字，这里是%s", what, kindWord(n))
		return "", false
	}
	return n.Value, true
}

// Bool reads true or false; not there is false.
func (s *Source) Bool(n *yaml.Node, what string) bool {
	if n == nil {
		return false
	}
	switch n.Value {
	case "true":
		return true
	case "false":
		return false
	}
	s.Errorf(At(n), "TEMPLATE-TYPE", "", "%s应是 true 或 false", what)
	return false
}

// Whole reads a whole number of lo … hi.
func (s *Source) Whole(n *yaml.Node, what string, lo, hi int) int {
	if n == nil {
		return 0
	}
	v, err := strconv.Atoi(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil || v < lo || v > hi {
		s.Errorf(At(n), "TEMPLATE-NUMBER", "", "%s应是 %d 至 %d 的整数", what, lo, hi)
		return 0
	}
	return v
}

// Texts reads a list of scalars.
func (s *Source) Texts(n *yaml.Node, what string) []string {
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		s.Errorf(At(n), "TEMPLATE-TYPE", "写成 [甲, 乙]", "%s应是列表，这里是%s", what, kindWord(n))
		return nil
	}
	var out []string
	for _, c := range n.Content {
		if t, ok := s.Text(c, what+"的一项"); ok {
			out = append(out, t)
		}
	}
	return out
}

// Word reads a scalar that must be one of the known words.
func (s *Source) Word(n *yaml.Node, what string, known ...string) string {
	t, ok := s.Text(n, what)
	if !ok {
		return ""
	}
	if slices.Contains(known, t) {
		return t
	}
	s.Errorf(At(n), "TEMPLATE-UNKNOWN-WORD", DidYouMean(t, known), "%s不能是“%s”", what, t)
	return ""
}

// Placer finds where a character of a scalar is in the file: line k (from 0) of its value, character c (from 0).
func (s *Source) Placer(n *yaml.Node) func(k, c int) Pos {
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
		quote := 0
		if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
			quote = 1
		}
		return func(k, c int) Pos {
			if k > 0 {
				return Pos{n.Line, n.Column}
			}
			return Pos{n.Line, n.Column + quote + c}
		}
	}
	value := strings.Split(n.Value, "\n")
	return func(k, c int) Pos {
		line := n.Line + 1 + k
		if k < len(value) && line <= len(s.Lines) {
			if indent, ok := strings.CutSuffix(s.Lines[line-1], value[k]); ok {
				return Pos{line, utf8.RuneCountInString(indent) + c + 1}
			}
		}
		return Pos{line, c + 1}
	}
}
