package yamltree

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A packed tree is the tree of one file, for whoever has the file too: its nodes one after the other, each with what it
// is, its tag, its place, its comments, and its text or how many nodes are below it. A text is told as pieces of the
// file. Numbers are varints. It is read in a hundredth of the time that YAML takes.

// tags are those YAML gives by itself.
var tags = [...]string{"", "!!str", "!!map", "!!seq", "!!int", "!!float", "!!bool", "!!null", "!!timestamp", "!!merge"}

const (
	sequence = iota
	mapping
	scalar
	kinds
)

// Pack is the packed tree of a file behind the sum of the file, to be put into ready. A file that Read refuses, or that
// is empty, has none.
func Pack(data []byte) []byte {
	s := Read("", data, Options{})
	if s.Root == nil || len(s.List) > 0 {
		return nil
	}
	p := &packer{text: strings.TrimPrefix(string(data), bom)}
	if !p.node(s.Root) {
		return nil
	}
	sum := sha256.Sum256(data)
	return append(binary.AppendUvarint(sum[:], uint64(len(p.out))), p.out...)
}

type packer struct {
	text string
	out  []byte
	line int // of the node before
	at   int // behind the last piece
}

func (p *packer) put(n int) { p.out = binary.AppendUvarint(p.out, uint64(n)) }

func (p *packer) signed(n int) { p.out = binary.AppendVarint(p.out, int64(n)) }

// node packs a node and what is below it; false if it is none that Read lets through.
func (p *packer) node(n *yaml.Node) bool {
	kind := map[yaml.Kind]int{yaml.SequenceNode: sequence, yaml.MappingNode: mapping, yaml.ScalarNode: scalar}
	k, known := kind[n.Kind]
	tag := -1
	for i, t := range tags {
		if t == n.Tag {
			tag = i
		}
	}
	if !known || tag < 0 || n.Anchor != "" || n.Alias != nil || k != scalar && n.Value != "" || k == scalar && len(n.Content) > 0 {
		return false
	}
	comments := 0
	if n.HeadComment+n.LineComment+n.FootComment != "" {
		comments = 1
	}
	p.put((int(n.Style)*kinds+k)*2 + comments)
	p.put(tag)
	p.signed(n.Line - p.line)
	p.put(n.Column)
	p.line = n.Line
	if comments == 1 {
		for _, c := range []string{n.HeadComment, n.LineComment, n.FootComment} {
			p.string(c)
		}
	}
	if k == scalar {
		p.string(n.Value)
		return true
	}
	p.put(len(n.Content))
	for _, c := range n.Content {
		if !p.node(c) {
			return false
		}
	}
	return true
}

// string packs a text as pieces of the file, a line each; one that is not there stands in the tree itself.
func (p *packer) string(s string) {
	lines := strings.SplitAfter(s, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	p.put(len(lines))
	for _, l := range lines {
		p.put(len(l))
		switch behind, whole := strings.Index(p.text[p.at:], l), strings.Index(p.text, l); {
		case behind >= 0:
			p.signed(behind + 1)
			p.at += behind + len(l)
		case whole >= 0:
			p.signed(whole - p.at)
			p.at = whole + len(l)
		default:
			p.signed(0)
			p.out = append(p.out, l...)
		}
	}
}

// packedTree is the tree of a file that is among packed ones; nil if it is not.
func packedTree(data []byte, packed string) *yaml.Node {
	if packed == "" {
		return nil
	}
	sum := sha256.Sum256(data)
	u := unpacker{packed: packed}
	for len(u.packed) > 0 {
		its := u.packed[:len(sum)]
		u.packed = u.packed[len(sum):]
		n := u.number()
		if its == string(sum[:]) {
			u.packed, u.text = u.packed[:n], strings.TrimPrefix(string(data), bom)
			return u.node()
		}
		u.packed = u.packed[n:]
	}
	return nil
}

type unpacker struct {
	packed, text string
	line, at     int
	pool         []yaml.Node
	refs         []*yaml.Node
}

func (u *unpacker) number() (n int) {
	for i, shift := 0, 0; ; i, shift = i+1, shift+7 {
		c := u.packed[i]
		n |= int(c&0x7f) << shift
		if c < 0x80 {
			u.packed = u.packed[i+1:]
			return n
		}
	}
}

func (u *unpacker) signed() int {
	n := u.number()
	return n>>1 ^ -(n & 1)
}

func (u *unpacker) node() *yaml.Node {
	if len(u.pool) == 0 {
		u.pool = make([]yaml.Node, 256)
	}
	n := &u.pool[0]
	u.pool = u.pool[1:]
	what := u.number()
	n.Style = yaml.Style(what / 2 / kinds)
	n.Tag = tags[u.number()]
	u.line += u.signed()
	n.Line = u.line
	n.Column = u.number()
	if what%2 == 1 {
		n.HeadComment, n.LineComment, n.FootComment = u.string(), u.string(), u.string()
	}
	switch what / 2 % kinds {
	case scalar:
		n.Kind, n.Value = yaml.ScalarNode, u.string()
		return n
	case mapping:
		n.Kind = yaml.MappingNode
	default:
		n.Kind = yaml.SequenceNode
	}
	count := u.number()
	if count == 0 {
		return n
	}
	if len(u.refs) < count {
		u.refs = make([]*yaml.Node, max(1024, count))
	}
	n.Content = u.refs[:count:count]
	u.refs = u.refs[count:]
	for i := range n.Content {
		n.Content[i] = u.node()
	}
	return n
}

func (u *unpacker) string() string {
	count := u.number()
	if count == 1 {
		return u.piece()
	}
	var b strings.Builder
	for range count {
		b.WriteString(u.piece())
	}
	return b.String()
}

func (u *unpacker) piece() string {
	size, by := u.number(), u.signed()
	if by == 0 {
		s := u.packed[:size]
		u.packed = u.packed[size:]
		return s
	}
	if by > 0 {
		by--
	}
	from := u.at + by
	u.at = from + size
	return u.text[from:u.at]
}
