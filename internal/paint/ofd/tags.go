package ofd

import (
	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/model/page"
)

// TagNamespace is that of our custom tags (docs/ofd-form.xsd): the structure tree of a form, which OFD has no words
// for. OFD itself only says that a document may lead to tag files and that these point back with ObjectRef (GB/T
// 33190-2016, 16).
const TagNamespace = "urn:gongbiao:ofd-form:1"

// names are the elements of the schema, by role.
var names = [...]string{page.RoleDocument: "form", page.RoleSect: "sect", page.RoleH1: "h1", page.RoleH2: "h2",
	page.RoleP:     "p",
	page.RoleTable: "table", page.RoleTHead: "thead", page.RoleTBody: "tbody", page.RoleTR: "tr", page.RoleTH: "th",
	page.RoleTD:     "td",
	page.RoleFigure: "figure", page.RoleNote: "note", page.RoleLink: "link", page.RoleTOC: "toc", page.RoleTOCI: "toci",
	page.RoleReference: "reference", page.RoleCaption: "caption", page.RoleL: "l", page.RoleLI: "li",
	page.RoleLBody: "lbody",
	page.RoleSpan:  "span", page.RoleForm: "field"}

var scopes = [...]string{page.ScopeNone: "", page.ScopeColumn: "column", page.ScopeRow: "row", page.ScopeBoth: "both"}

// artifacts are the kinds of what is printed and is no content; lines and colours of the table are not listed.
var artifacts = [...]string{page.HeaderArtifact: "header", page.FooterArtifact: "footer",
	page.WatermarkArtifact: "watermark",
	page.RepeatArtifact:    "repeat", page.BackgroundArtifact: ""}

// ref is an object of a page.
type ref struct{ page, object int }

// tree is the structure of the document being added.
type tree struct {
	d    *page.Document
	kids []kin   // by element
	refs [][]ref // objects of each element, in the order of painting
	rest [len(artifacts)][]ref
	cell [][2]int // row and column of each TH and TD, from 0
	ids  map[string]int
	rows []int
	open []int
}

// kin is an element's first child, last child and next sibling; 0 is none.
type kin struct{ first, last, next int }

// reset takes a document whose parents are known to stand before their children.
func (t *tree) reset(d *page.Document) {
	n := len(d.Elems)
	t.d = d
	t.kids = append(t.kids[:0], make([]kin, n)...)
	t.cell = append(t.cell[:0], make([][2]int, n)...)
	t.refs = t.refs[:min(cap(t.refs), max(n, len(t.refs)))]
	for i := range t.refs {
		t.refs[i] = t.refs[i][:0]
	}
	for len(t.refs) < n {
		t.refs = append(t.refs, nil)
	}
	for i := range t.rest {
		t.rest[i] = t.rest[i][:0]
	}
	for i := 1; i < n; i++ {
		up := &t.kids[d.Elems[i].Parent]
		if up.first == 0 {
			up.first = i
		} else {
			t.kids[up.last].next = i
		}
		up.last = i
	}
}

// writeTags writes the structure of d as a part of its own.
func (s *Stream) writeTags(d *page.Document) {
	b := append(s.content[:0], xmlHead+`<form xmlns="`+TagNamespace+`" xmlns:ofd="`+namespace+`"`...)
	lang := d.Meta.Lang
	if lang == "" {
		lang = s.meta.Lang
	}
	b = putAttr(putAttr(b, "lang", lang), "title", d.Meta.Title)
	b = s.tagBody(b, d, 0)
	for i, refs := range s.tree.rest {
		if len(refs) > 0 {
			b = append(append(append(b, `<artifact type="`...), artifacts[i]...), `">`...)
			b = append(putRefs(b, refs), "</artifact>"...)
		}
	}
	s.content = append(b, "</form>"...)
	s.zip.add(name("Doc_0/Tags/Tag_", s.tags, ".xml"), s.content, false)
	s.tags++
}

// tagBody appends the rest of an element's start tag, its objects and its children.
func (s *Stream) tagBody(b []byte, d *page.Document, i int) []byte {
	b = append(b, '>')
	b = putRefs(b, s.tree.refs[i])
	for c := s.tree.kids[i].first; c != 0; c = s.tree.kids[c].next {
		e := &d.Elems[c]
		b = append(append(b, '<'), names[e.Role]...)
		b = s.tagAttrs(b, e, c)
		if s.tree.kids[c].first == 0 && len(s.tree.refs[c]) == 0 {
			b = append(b, "/>"...)
			continue
		}
		b = s.tagBody(b, d, c)
		b = append(append(append(b, "</"...), names[e.Role]...), '>')
	}
	return b
}

func putRefs(b []byte, refs []ref) []byte {
	for _, r := range refs {
		b = append(putInt(append(b, `<ofd:ObjectRef PageRef="`...), r.page), `">`...)
		b = append(putInt(b, r.object), "</ofd:ObjectRef>"...)
	}
	return b
}

func (s *Stream) tagAttrs(b []byte, e *page.Elem, i int) []byte {
	number := func(name string, n, usual int) {
		if n != usual {
			b = append(putInt(append(append(append(b, ' '), name...), `="`...), n), '"')
		}
	}
	if e.Role == page.RoleTH || e.Role == page.RoleTD {
		number("r", s.tree.cell[i][0], -1)
		number("c", s.tree.cell[i][1], -1)
		number("rs", max(1, e.RowSpan), 1)
		number("cs", max(1, e.ColSpan), 1)
	}
	b = putAttr(b, "scope", scopes[e.Scope])
	if e.ID != "" {
		b = append(putInt(append(b, ` id="e`...), i), '"')
	}
	for k, h := range e.Headers {
		b = append(b, [2]string{` headers="e`, " e"}[min(k, 1)]...)
		b = putInt(b, s.tree.ids[h])
		if k == len(e.Headers)-1 {
			b = append(b, '"')
		}
	}
	b = putAttr(putAttr(b, "lang", e.Lang), "alt", e.Alt)
	b = putAttr(putAttr(b, "actual", e.Actual), "title", e.Title)
	if e.Box != (page.Box{}) {
		x0, y0, x1, y1 := corners(e.Box)
		b = append(putInt(append(b, ` page="`...), s.pageID(s.written-len(s.tree.d.Pages)+e.BoxPage)), `" box="`...)
		b = append(putBox(b, x0, y0, x1, y1), '"')
	}
	return b
}

// placeCells finds the row and column of every cell, and refuses a table whose cells with their spans do not fill a
// rectangle.
func (t *tree) placeCells(d *page.Document, table int) *Error {
	t.rows = t.rows[:0]
	for c := t.kids[table].first; c != 0; c = t.kids[c].next {
		switch d.Elems[c].Role {
		case page.RoleTR:
			t.rows = append(t.rows, c)
		case page.RoleTHead, page.RoleTBody:
			for r := t.kids[c].first; r != 0; r = t.kids[r].next {
				t.rows = append(t.rows, r)
			}
		}
	}
	t.open = t.open[:0] // by column: rows still covered by a cell that began above
	for k, tr := range t.rows {
		col := 0
		for c := t.kids[tr].first; c != 0; c = t.kids[c].next {
			rs, cs := max(1, d.Elems[c].RowSpan), max(1, d.Elems[c].ColSpan)
			for col < len(t.open) && t.open[col] > 0 {
				col++
			}
			for k == 0 && len(t.open) < col+cs {
				t.open = append(t.open, 0)
			}
			if col+cs > len(t.open) || k+rs > len(t.rows) {
				return base.Refuse(CodeStructure, "TR", "表的第 %d 行有格子伸出表外", k+1)
			}
			t.cell[c] = [2]int{k, col}
			for j := col; j < col+cs; j++ {
				if t.open[j] > 0 {
					return base.Refuse(CodeStructure, "TR", "表的第 %d 行有格子重叠", k+1)
				}
				t.open[j] = rs
			}
			col += cs
		}
		for j := range t.open {
			if t.open[j] == 0 {
				return base.Refuse(CodeStructure, "TR", "表的第 %d 行缺第 %d 列", k+1, j+1)
			}
			t.open[j]--
		}
	}
	return nil
}
