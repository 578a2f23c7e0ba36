package ofdfile

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
)

// elem is an element of any part.
type elem struct {
	space, name string
	attr        map[string]string
	text        string
	kids        []*elem
}

// maxDepth bounds how elements nest.
const maxDepth = 64

// parse reads a part as a tree.
func parse(b []byte) (*elem, bool) {
	d := xml.NewDecoder(bytes.NewReader(b))
	var open []*elem
	var root *elem
	for {
		t, err := d.Token()
		if err != nil {
			return root, root != nil && len(open) == 0 && err.Error() == "EOF"
		}
		switch t := t.(type) {
		case xml.StartElement:
			e := &elem{space: t.Name.Space, name: t.Name.Local, attr: map[string]string{}}
			for _, a := range t.Attr {
				e.attr[a.Name.Local] = a.Value
			}
			if n := len(open); n > 0 {
				open[n-1].kids = append(open[n-1].kids, e)
			} else if root != nil {
				return nil, false
			} else {
				root = e
			}
			if open = append(open, e); len(open) > maxDepth {
				return nil, false
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if n := len(open); n > 0 {
				open[n-1].text += string(t)
			}
		}
	}
}

// kid is the first child of a name, an empty element if there is none.
func (e *elem) kid(names ...string) *elem {
	for _, n := range names {
		i := slices.IndexFunc(e.kids, func(k *elem) bool { return k.name == n })
		if i < 0 {
			return &elem{}
		}
		e = e.kids[i]
	}
	return e
}

// all are the children of a name.
func (e *elem) all(name string) (out []*elem) {
	for _, k := range e.kids {
		if k.name == name {
			out = append(out, k)
		}
	}
	return out
}

func (e *elem) number(name string) int {
	n, err := strconv.Atoi(strings.TrimSpace(e.attr[name]))
	if err != nil {
		return -1
	}
	return n
}

// root reads OFD.xml and all it leads to.
func (f *File) root() error {
	o, ok := parse(f.Parts["OFD.xml"])
	if !ok || o.name != "OFD" || o.space != ofdNamespace || len(o.all("DocBody")) != 1 {
		return errNot
	}
	f.Kind = o.attr["DocType"]
	body := o.kid("DocBody")
	if body.kid("Versions").name != "" { // another version of the document is what readers show
		return errNot
	}
	f.Signed = body.kid("Signatures").name != ""
	i := body.kid("DocInfo")
	f.Info = Info{ID: i.kid("DocID").text, Title: i.kid("Title").text, Author: i.kid("Author").text,
		Subject: i.kid("Subject").text,
		Date:    i.kid("CreationDate").text, Creator: i.kid("Creator").text, Version: i.kid("CreatorVersion").text}
	for _, k := range i.kid("Keywords").kids {
		f.Info.Keywords = append(f.Info.Keywords, k.text)
	}
	for _, c := range i.kid("CustomDatas").kids {
		switch c.attr["Name"] {
		case "校验码":
			f.Info.Codes = append(f.Info.Codes, c.text)
		case "语种":
			f.Info.Lang = c.text
		}
	}
	name, part, ok := f.at("", body.kid("DocRoot").text)
	if !ok {
		return errNot
	}
	d, ok := parse(part)
	if !ok || d.name != "Document" {
		return errNot
	}
	byID := map[int]int{}
	for i, p := range d.kid("Pages").kids {
		byID[p.number("ID")] = i
		_, part, ok := f.at(name, p.attr["BaseLoc"])
		if !ok || !f.page(p.number("ID"), part) {
			return errNot
		}
	}
	if len(f.Pages) == 0 {
		return errNot
	}
	for i := range f.Pages { // now the slices of texts do not move any more
		for k := range f.Pages[i].Texts {
			t := &f.Pages[i].Texts[k]
			f.objects[[2]int{t.Page, t.ID}] = t
		}
	}
	f.outline(d.kid("Outlines"), 0, byID)
	return f.lists(d, name, byID)
}

func mark(e *elem, byID map[int]int) (m Mark, ok bool) {
	dest := e.kid("Actions", "Action", "Goto", "Dest")
	m.Page, ok = byID[dest.number("PageID")]
	m.Top = microns(dest.attr["Top"])
	return m, ok
}

func (f *File) outline(e *elem, level int, byID map[int]int) {
	for _, k := range e.all("OutlineElem") {
		if m, ok := mark(k, byID); ok {
			m.Level, m.Title = level, k.attr["Title"]
			f.Outline = append(f.Outline, m)
		}
		f.outline(k, level+1, byID)
	}
}

// lists reads annotations, tags and attachments.
func (f *File) lists(d *elem, doc string, byID map[int]int) error {
	read := func(from, loc, root string) (string, *elem, bool) {
		name, part, ok := f.at(from, loc)
		if !ok {
			return "", nil, false
		}
		e, ok := parse(part)
		return name, e, ok && (root == "" || e.name == root)
	}
	if loc := d.kid("Annotations").text; loc != "" {
		name, list, ok := read(doc, loc, "Annotations")
		if !ok {
			return errNot
		}
		for _, p := range list.kids {
			i, known := byID[p.number("PageID")]
			_, annots, ok := read(name, p.kid("FileLoc").text, "PageAnnot")
			if !ok || !known {
				return errNot
			}
			for _, a := range annots.kids {
				if m, ok := mark(a.kid("Appearance", "PathObject"), byID); ok && a.attr["Type"] == "Link" {
					m.Title = a.kid("Remark").text
					f.Pages[i].Links = append(f.Pages[i].Links, m)
				} else {
					f.Pages[i].Odd = true
				}
			}
		}
	}
	if loc := d.kid("CustomTags").text; loc != "" {
		name, list, ok := read(doc, loc, "CustomTags")
		if !ok {
			return errNot
		}
		for _, t := range list.kids {
			if t.attr["NameSpace"] != TagNamespace {
				continue
			}
			_, form, ok := read(name, t.kid("FileLoc").text, "form")
			if !ok {
				return errNot
			}
			n := node(form)
			f.Forms = append(f.Forms, n)
			for _, k := range n.Kids {
				for _, r := range k.Refs {
					if x := f.objects[[2]int{r.Page, r.Object}]; x != nil && k.Name == "artifact" {
						x.Artifact = k.Attr["type"]
					}
				}
			}
		}
	}
	if loc := d.kid("Attachments").text; loc != "" {
		name, list, ok := read(doc, loc, "Attachments")
		if !ok {
			return errNot
		}
		for _, a := range list.kids {
			_, part, ok := f.at(name, a.kid("FileLoc").text)
			if !ok {
				return errNot
			}
			f.Attachments = append(f.Attachments, Attachment{a.attr["Name"], a.attr["Format"], part})
		}
	}
	return nil
}

func node(e *elem) *Node {
	n := &Node{Name: e.name, Attr: e.attr}
	for _, k := range e.kids {
		if k.name == "ObjectRef" {
			object, err := strconv.Atoi(k.text)
			if err == nil {
				n.Refs = append(n.Refs, Ref{k.number("PageRef"), object})
			}
			continue
		}
		n.Kids = append(n.Kids, node(k))
	}
	return n
}
