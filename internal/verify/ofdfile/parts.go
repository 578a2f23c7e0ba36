package ofdfile

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/verify/markup"
)

// parse reads a part as a tree; false if it is none, or has elements of a vocabulary that we do not write, which some
// programs skip and others take for those of the same name.
func parse(b []byte) (*markup.Node, bool) {
	n, err := markup.Parse(b, map[string]string{ofdNamespace: "", TagNamespace: "tag"})
	return n, err == nil && !foreign(n)
}

func foreign(n *markup.Node) bool {
	return strings.HasPrefix(n.Space, "?") || slices.ContainsFunc(n.Kids, foreign)
}

// root reads OFD.xml and all it leads to.
func (f *File) root() error {
	o, ok := parse(f.Parts["OFD.xml"])
	if !ok || o.Name != "OFD" || o.Space != "" || len(o.All("DocBody")) != 1 {
		return errNot
	}
	f.Kind = o.Attr["DocType"]
	body := o.Kid("DocBody")
	if body.Kid("Versions").Name != "" { // another version of the document is what readers show
		return errNot
	}
	f.signatures(body)
	i := body.Kid("DocInfo")
	f.Info = Info{ID: i.Kid("DocID").Text, Title: i.Kid("Title").Text, Author: i.Kid("Author").Text,
		Subject: i.Kid("Subject").Text,
		Date:    i.Kid("CreationDate").Text, Creator: i.Kid("Creator").Text, Version: i.Kid("CreatorVersion").Text}
	for _, k := range i.Kid("Keywords").Kids {
		f.Info.Keywords = append(f.Info.Keywords, k.Text)
	}
	for _, c := range i.Kid("CustomDatas").Kids {
		switch c.Attr["Name"] {
		case "校验码":
			f.Info.Codes = append(f.Info.Codes, c.Text)
		case "语种":
			f.Info.Lang = c.Text
		}
	}
	name, part, ok := f.at("", body.Kid("DocRoot").Text)
	if !ok {
		return errNot
	}
	d, ok := parse(part)
	if !ok || d.Name != "Document" {
		return errNot
	}
	byID := map[int]int{}
	for i, p := range d.Kid("Pages").Kids {
		byID[p.Int("ID", -1)] = i
		_, part, ok := f.at(name, p.Attr["BaseLoc"])
		if !ok || !f.page(p.Int("ID", -1), part) {
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
	f.outline(d.Kid("Outlines"), 0, byID)
	return f.lists(d, name, byID)
}

// signatures follows what OFD.xml says of signatures to the parts that should have them. A program that signs may use
// words of its own there, so elements of another vocabulary are let be.
func (f *File) signatures(body *markup.Node) {
	all := body.All("Signatures")
	if f.Signed = len(all) > 0; !f.Signed {
		return
	}
	name, part, ok := f.at("", all[0].Text)
	list, err := markup.Parse(part, map[string]string{ofdNamespace: ""})
	if !ok || err != nil || list.Name != "Signatures" || list.Space != "" || len(all) > 1 {
		f.Unsigned = name
		return
	}
	for _, s := range list.All("Signature") {
		if one, _, ok := f.at(name, s.Attr["BaseLoc"]); !ok {
			f.Unsigned = one
		}
	}
}

func mark(e *markup.Node, byID map[int]int) (m Mark, ok bool) {
	dest := e.Kid("Actions", "Action", "Goto", "Dest")
	m.Page, ok = byID[dest.Int("PageID", -1)]
	m.Top = microns(dest.Attr["Top"])
	return m, ok
}

func (f *File) outline(e *markup.Node, level int, byID map[int]int) {
	for _, k := range e.All("OutlineElem") {
		if m, ok := mark(k, byID); ok {
			m.Level, m.Title = level, k.Attr["Title"]
			f.Outline = append(f.Outline, m)
		}
		f.outline(k, level+1, byID)
	}
}

// lists reads annotations, tags and attachments.
func (f *File) lists(d *markup.Node, doc string, byID map[int]int) error {
	for _, l := range [...]struct {
		name string
		read func(e *markup.Node, from string) bool
	}{
		{"Annotations", func(e *markup.Node, from string) bool { return f.annotations(e, from, byID) }},
		{"CustomTags", f.tags},
		{"Attachments", f.attachments},
	} {
		loc := d.Kid(l.name).Text
		if loc == "" {
			continue
		}
		if name, e, ok := f.listed(doc, loc, l.name); !ok || !l.read(e, name) {
			return errNot
		}
	}
	return nil
}

// listed is the part at loc, as seen from the part from, if its root element is the one wanted.
func (f *File) listed(from, loc, root string) (name string, e *markup.Node, ok bool) {
	name, part, ok := f.at(from, loc)
	if !ok {
		return "", nil, false
	}
	e, ok = parse(part)
	return name, e, ok && e.Name == root
}

func (f *File) annotations(list *markup.Node, from string, byID map[int]int) bool {
	for _, p := range list.Kids {
		i, known := byID[p.Int("PageID", -1)]
		_, annots, ok := f.listed(from, p.Kid("FileLoc").Text, "PageAnnot")
		if !ok || !known {
			return false
		}
		for _, a := range annots.Kids {
			if m, ok := mark(a.Kid("Appearance", "PathObject"), byID); ok && a.Attr["Type"] == "Link" {
				m.Title = a.Kid("Remark").Text
				f.Pages[i].Links = append(f.Pages[i].Links, m)
			} else {
				f.Pages[i].Odd = true
			}
		}
	}
	return true
}

func (f *File) tags(list *markup.Node, from string) bool {
	for _, t := range list.Kids {
		if t.Attr["NameSpace"] != TagNamespace {
			continue
		}
		_, form, ok := f.listed(from, t.Kid("FileLoc").Text, "form")
		if !ok {
			return false
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
	return true
}

func (f *File) attachments(list *markup.Node, from string) bool {
	for _, a := range list.Kids {
		_, part, ok := f.at(from, a.Kid("FileLoc").Text)
		if !ok {
			return false
		}
		f.Attachments = append(f.Attachments, Attachment{a.Attr["Name"], a.Attr["Format"], part})
	}
	return true
}

func node(e *markup.Node) *Node {
	n := &Node{Name: e.Name, Attr: e.Attr}
	for _, k := range e.Kids {
		if k.Name == "ObjectRef" {
			object, err := strconv.Atoi(k.Text)
			if err == nil {
				n.Refs = append(n.Refs, Ref{k.Int("PageRef", -1), object})
			}
			continue
		}
		n.Kids = append(n.Kids, node(k))
	}
	return n
}
