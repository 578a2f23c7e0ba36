// Package markup reads XML as the judges of files want it: as a tree that keeps all elements and their namespaces, and
// refuses what two readers may take in two ways. The scanner of internal/intake/xlsx is for those who want little of a
// large file and trust its elements by their names alone.
package markup

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// Node is an XML element. Attributes without a namespace are under their name, those of a space called r under "r:"
// and the name; others, in which programs keep what is theirs, are left out.
type Node struct {
	Space, Name string
	Attr        map[string]string
	Kids        []*Node
	Text        string // without blanks behind a child
}

const (
	maxNodes = 2 << 20
	maxDepth = 64
)

// What is wrong with a text that is not read.
var (
	ErrXML   = errors.New("no XML that can be understood")
	ErrLarge = errors.New("too many elements, or too deep")
)

// Parse reads a text as a tree. The namespaces get the names that spaces has for them, any other ? and its own. A
// document type, an attribute given twice and the attributes of a space called mc that change what is read are refused
// (ErrXML).
func Parse(data []byte, spaces map[string]string) (*Node, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	root := &Node{}
	stack := []*Node{root}
	n := 0
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, ErrXML
		}
		top := stack[len(stack)-1]
		switch t := t.(type) {
		case xml.Directive:
			return nil, ErrXML
		case xml.StartElement:
			if n++; n > maxNodes || len(stack) > maxDepth {
				return nil, ErrLarge
			}
			e := &Node{Name: t.Name.Local}
			if s, ok := spaces[t.Name.Space]; ok {
				e.Space = s
			} else {
				e.Space = "?" + t.Name.Space
			}
			for i, a := range t.Attr {
				for _, b := range t.Attr[:i] {
					if a.Name == b.Name {
						return nil, ErrXML
					}
				}
				key := a.Name.Local
				switch {
				// ProcessContent would have ignored elements read after all
				case spaces[a.Name.Space] == "mc" && key != "Ignorable":
					return nil, ErrXML
				case a.Name.Space == "" && key != "xmlns":
				case spaces[a.Name.Space] == "r":
					key = "r:" + key
				default:
					continue
				}
				if e.Attr == nil {
					e.Attr = make(map[string]string, len(t.Attr))
				}
				e.Attr[key] = a.Value
			}
			top.Kids = append(top.Kids, e)
			stack = append(stack, e)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if len(stack) > 1 && (len(top.Kids) == 0 || strings.TrimSpace(string(t)) != "") {
				top.Text += string(t)
			}
		}
	}
	if len(root.Kids) != 1 {
		return nil, ErrXML
	}
	return root.Kids[0], nil
}

// Kid is the first child of a name of the node's own vocabulary, of that the first of the next name, and so on; an
// empty node if there is none.
func (n *Node) Kid(names ...string) *Node {
	for _, name := range names {
		all := n.All(name)
		if len(all) == 0 {
			return &Node{}
		}
		n = all[0]
	}
	return n
}

// In is the first child of a name of another vocabulary; an empty node if there is none.
func (n *Node) In(space, name string) *Node {
	for _, k := range n.Kids {
		if k.Name == name && k.Space == space {
			return k
		}
	}
	return &Node{}
}

// All are the children of a name of the node's own vocabulary.
func (n *Node) All(name string) (out []*Node) {
	for _, k := range n.Kids {
		if k.Name == name && (k.Space == "" || k.Space == n.Space) {
			out = append(out, k)
		}
	}
	return out
}

// Is says whether the attribute is there and true.
func (n *Node) Is(attr string) bool { return truth(n.Attr[attr]) }

// Choices says whether a reader has alternatives to choose from below a node.
func (n *Node) Choices() bool {
	for _, k := range n.Kids {
		if k.Space == "mc" || k.Choices() {
			return true
		}
	}
	return false
}

// Twice is the name of a child that is there twice, empty if there is none.
func (n *Node) Twice() string {
	for i, k := range n.Kids {
		for _, o := range n.Kids[:i] {
			if k.Name == o.Name && k.Space == o.Space {
				return k.Name
			}
		}
	}
	return ""
}

// IsNot says whether the attribute is there and false.
func (n *Node) IsNot(attr string) bool {
	v, ok := n.Attr[attr]
	return ok && !truth(v)
}

func truth(s string) bool { return s == "1" || s == "true" || s == "on" }

// Int is an attribute as a whole number.
func (n *Node) Int(attr string, otherwise int) int {
	if v, err := strconv.Atoi(strings.TrimSpace(n.Attr[attr])); err == nil {
		return v
	}
	return otherwise
}

// Size is an attribute, a length as a file has it, in whatever unit; floats are what programs write, and nothing is
// computed with them but distances.
func (n *Node) Size(attr string, otherwise float64) float64 {
	if v, err := strconv.ParseFloat(strings.TrimSpace(n.Attr[attr]), 64); err == nil {
		return v
	}
	return otherwise
}
