// Package paper reads the PDF and OFD files this program writes, to tell what one says that another does not. In: the
// bytes. Out: the texts of each page and what they are part of. It shares no code with the writer, and it understands
// nothing else: of a file that another program has saved there is nothing to be said.
package paper

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// Kind is what a text is part of.
type Kind uint8

const (
	Form      Kind = iota // the table, and what is read aloud
	Header                // printed outside the table
	Footer                //
	Watermark             //
	Other                 // of the layout: rows repeated on the next page
)

// Run is a piece of text in one face.
type Run struct {
	Kind Kind
	Text string
}

// Page is a page as read.
type Page struct {
	Runs  []Run
	Box   string // its size
	drawn string // all of its content, texts as characters
	odd   bool   // has something that our pages do not have
}

// Document is a file as read.
type Document struct {
	Pages []Page
	Book  bool // opens with its outline: several forms
	// Beside is what an OFD has beside its pages: bookmarks and attachments.
	Beside string
}

// Read reads a file; nil if it is not one as this program writes.
func Read(data []byte) *Document {
	f := open(data)
	if f == nil {
		return nil
	}
	root := f.get(f.trailer["Root"])
	d := &Document{Book: f.get(root, "PageMode") == name("UseOutlines")}
	maps := map[any]map[int]string{}
	if !f.pages(f.get(root, "Pages"), 0, func(p dict) bool {
		page, ok := f.page(p, maps)
		d.Pages = append(d.Pages, page)
		return ok
	}) {
		return nil
	}
	return d
}

// pages calls each for every page; false if the tree cannot be read.
func (f *file) pages(v any, depth int, each func(dict) bool) bool {
	d, ok := f.get(v).(dict)
	if !ok || depth > 16 {
		return false
	}
	if d["Type"] == name("Page") {
		return each(d)
	}
	kids, ok := f.get(d["Kids"]).(array)
	for _, k := range kids {
		if !f.pages(k, depth+1, each) {
			return false
		}
	}
	return ok
}

// drawing are the operators of our pages, without those of text.
var drawing = map[operator]bool{"m": true, "l": true, "w": true, "G": true, "g": true, "re": true, "f": true,
	"S": true, "cm": true, "Do": true, "q": true, "Q": true,
	"Td": true, "Tm": true, "Tc": true, "BT": true, "ET": true}

// page reads one page; false if something of it is not as we write.
func (f *file) page(p dict, maps map[any]map[int]string) (Page, bool) {
	out := Page{Box: fmt.Sprint(f.get(p["MediaBox"]))}
	for k := range p {
		switch k {
		case "Type", "Parent", "MediaBox", "Resources", "Contents", "StructParents", "Tabs", "Group", "Annots":
		default:
			out.odd = true
		}
	}
	s, ok := f.get(p["Contents"]).(stream)
	if !ok {
		return out, false
	}
	var drawn strings.Builder
	var kinds []Kind
	var face any
	ok = operators(s.data, func(op operator, args []any) bool {
		switch {
		case op == "BDC" && len(args) == 2:
			kinds = append(kinds, kindOf(args[0], args[1], kinds))
		case op == "EMC" && len(kinds) > 0:
			kinds = kinds[:len(kinds)-1]
		case op == "Tf" && len(args) == 2:
			n, _ := args[0].(name)
			fonts, _ := f.get(p["Resources"], "Font").(dict)
			face = fonts[n] // the reference, which names the font
			fmt.Fprintf(&drawn, "%v Tf\n", args[1])
		case op == "Tj" && len(args) == 1 && len(kinds) > 0:
			text, ok := f.text(args[0], face, maps)
			if !ok {
				return false
			}
			out.Runs = append(out.Runs, Run{kinds[len(kinds)-1], text})
			fmt.Fprintf(&drawn, "%q Tj\n", text)
		case drawing[op]:
			if op != "Do" {
				fmt.Fprint(&drawn, args)
			}
			fmt.Fprintf(&drawn, " %s\n", op)
		default:
			return false
		}
		return true
	})
	out.drawn = drawn.String()
	return out, ok
}

// operators calls each for every operator of a content stream or CMap with what is before it; false if one is refused
// or cannot be read.
func operators(data []byte, each func(op operator, args []any) bool) bool {
	l := lexer{b: data}
	var args []any
	for {
		v := l.next()
		if v == nil && l.i >= len(l.b) {
			return !l.bad
		}
		op, isOp := v.(operator)
		if !isOp {
			args = append(args, v)
			continue
		}
		if !each(op, args) {
			return false
		}
		args = args[:0]
	}
}

// kindOf is what a marked-content sequence is.
func kindOf(tag, props any, outer []Kind) Kind {
	if tag != name("Artifact") {
		if len(outer) > 0 {
			return outer[len(outer)-1]
		}
		return Form
	}
	d, _ := props.(dict)
	switch d["Subtype"] {
	case name("Header"):
		return Header
	case name("Footer"):
		return Footer
	case name("Watermark"):
		return Watermark
	}
	return Other
}

// text turns the codes of a string into characters.
func (f *file) text(v, face any, maps map[any]map[int]string) (string, bool) {
	s, ok := v.(string)
	r, isRef := face.(ref)
	if !ok || !isRef || len(s)%2 != 0 {
		return "", false
	}
	m := maps[r]
	if m == nil {
		if m = f.characters(r); m == nil {
			return "", false
		}
		maps[r] = m
	}
	var b strings.Builder
	for i := 0; i < len(s); i += 2 {
		c, ok := m[int(s[i])<<8|int(s[i+1])]
		if !ok {
			return "", false
		}
		b.WriteString(c)
	}
	return b.String(), true
}

// characters reads a ToUnicode CMap.
func (f *file) characters(face any) map[int]string {
	s, ok := f.get(face, "ToUnicode").(stream)
	if !ok {
		return nil
	}
	out := map[int]string{}
	operators(s.data, func(op operator, args []any) bool {
		if op != "endbfchar" {
			return true
		}
		for i := 0; i+1 < len(args); i += 2 {
			code, ok1 := args[i].(string)
			text, ok2 := args[i+1].(string)
			if !ok1 || !ok2 || len(code) != 2 {
				out = nil
				return false
			}
			var u []uint16
			for k := 0; k+1 < len(text); k += 2 {
				u = append(u, uint16(text[k])<<8|uint16(text[k+1]))
			}
			out[int(code[0])<<8|int(code[1])] = string(utf16.Decode(u))
		}
		return true
	})
	return out
}

// Texts are the texts of a kind, in the order in which they are painted.
func (p *Page) Texts(k Kind) (out []string) {
	for _, r := range p.Runs {
		if r.Kind == k {
			out = append(out, r.Text)
		}
	}
	return out
}

// Other says what of a page, beside its texts, is otherwise than on another; empty: nothing.
func (p *Page) Other(o *Page) string {
	switch {
	case p.Box != o.Box:
		return "纸的大小"
	case p.odd != o.odd:
		return "页上多出本程序不写的内容"
	case p.drawn != o.drawn:
		return "线、位置或字号"
	}
	return ""
}

// Text is what the forms of a document say, page after page, without white space and without what is printed outside
// the tables.
func (d *Document) Text() string {
	var b strings.Builder
	for i := range d.Pages {
		for _, t := range d.Pages[i].Texts(Form) {
			b.WriteString(strings.Join(strings.Fields(t), ""))
		}
	}
	return b.String()
}
