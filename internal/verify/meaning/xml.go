package meaning

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/intake/xlsx"
)

// node is an XML element. Attributes without a namespace are under their name, those of relationships under "r:" and
// the name; others, in which programs keep what is theirs, are left out.
type node struct {
	space, name string
	attr        map[string]string
	kids        []*node
	text        string
}

const (
	maxNodes = 2 << 20
	maxDepth = 64
)

// The namespaces by the names they have here; the strict edition of the standard has others for the same.
var spaces = map[string]string{
	"http://schemas.openxmlformats.org/spreadsheetml/2006/main":                 "",
	"http://purl.oclc.org/ooxml/spreadsheetml/main":                             "",
	"http://schemas.openxmlformats.org/package/2006/relationships":              "",
	"http://schemas.openxmlformats.org/package/2006/content-types":              "",
	"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing":       "xdr",
	"http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing":                   "xdr",
	"http://schemas.openxmlformats.org/drawingml/2006/main":                     "a",
	"http://purl.oclc.org/ooxml/drawingml/main":                                 "a",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":       "r",
	"http://purl.oclc.org/ooxml/officeDocument/relationships":                   "r",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":               "mc",
	"http://purl.org/dc/elements/1.1/":                                          "dc",
	"http://purl.org/dc/terms/":                                                 "dcterms",
	"http://schemas.openxmlformats.org/package/2006/metadata/core-properties":   "cp",
	"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": "ep",
	"urn:schemas-microsoft-com:vml":                                             "v",
	"urn:schemas-microsoft-com:office:excel":                                    "x",
}

// parse reads a part as a tree. A document type, an attribute given twice and every other thing a reader may take in
// two ways is refused.
func parse(name string, data []byte) (*node, error) {
	bad := damaged("部件 "+name+" 不是读得懂的 XML", "part "+name+" is no XML that can be understood")
	d := xml.NewDecoder(bytes.NewReader(data))
	root := &node{}
	stack := []*node{root}
	n := 0
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, bad
		}
		top := stack[len(stack)-1]
		switch t := t.(type) {
		case xml.Directive:
			return nil, bad
		case xml.StartElement:
			if n++; n > maxNodes || len(stack) > maxDepth {
				return nil, damaged("部件 "+name+" 太大", "part "+name+" is too large")
			}
			e := &node{name: t.Name.Local}
			if s, ok := spaces[t.Name.Space]; ok {
				e.space = s
			} else {
				e.space = "?" + t.Name.Space
			}
			for i, a := range t.Attr {
				for _, b := range t.Attr[:i] {
					if a.Name == b.Name {
						return nil, bad
					}
				}
				key := a.Name.Local
				switch {
				case spaces[a.Name.Space] == "mc" && key != "Ignorable": // ProcessContent would have ignored elements read after all
					return nil, bad
				case a.Name.Space == "" && key != "xmlns":
				case spaces[a.Name.Space] == "r":
					key = "r:" + key
				default:
					continue
				}
				if e.attr == nil {
					e.attr = make(map[string]string, len(t.Attr))
				}
				e.attr[key] = a.Value
			}
			top.kids = append(top.kids, e)
			stack = append(stack, e)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if len(stack) > 1 && (len(top.kids) == 0 || strings.TrimSpace(string(t)) != "") {
				top.text += string(t)
			}
		}
	}
	if len(root.kids) != 1 {
		return nil, bad
	}
	return root.kids[0], nil
}

// kid is the first child of a name of the node's own vocabulary; an empty node if there is none.
func (n *node) kid(name string) *node {
	for _, k := range n.kids {
		if k.name == name && (k.space == "" || k.space == n.space) {
			return k
		}
	}
	return &node{}
}

// each calls do for every child of a name.
func (n *node) each(name string, do func(*node)) {
	for _, k := range n.kids {
		if k.name == name && (k.space == "" || k.space == n.space) {
			do(k)
		}
	}
}

func (n *node) is(attr string) bool { return truth(n.attr[attr]) }

// choices says whether a reader has alternatives to choose from below a node.
func (n *node) choices() bool {
	for _, k := range n.kids {
		if k.space == "mc" || k.choices() {
			return true
		}
	}
	return false
}

// twice is the name of a child that is there twice, empty if there is none.
func (n *node) twice() string {
	for i, k := range n.kids {
		for _, o := range n.kids[:i] {
			if k.name == o.name && k.space == o.space {
				return k.name
			}
		}
	}
	return ""
}

// isNot says whether the attribute is there and false.
func (n *node) isNot(attr string) bool {
	v, ok := n.attr[attr]
	return ok && !truth(v)
}

func truth(s string) bool { return s == "1" || s == "true" || s == "on" }

func (n *node) int(attr string, otherwise int) int {
	if v, err := strconv.Atoi(strings.TrimSpace(n.attr[attr])); err == nil {
		return v
	}
	return otherwise
}

// size is a length as a file has it, in whatever unit; floats are what programs write, and nothing is computed with
// them but distances.
func (n *node) size(attr string, otherwise float64) float64 {
	if v, err := strconv.ParseFloat(strings.TrimSpace(n.attr[attr]), 64); err == nil {
		return v
	}
	return otherwise
}

// unescape is a text without the escapes of characters, with one kind of line end.
func unescape(s string) string { return strings.ReplaceAll(xlsx.Unescape(s), "\r\n", "\n") }
