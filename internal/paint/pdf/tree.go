package pdf

import (
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// roles are the standard structure types (ISO 32000-1, 14.8.4), so no RoleMap is needed.
var roles = [...]string{
	page.RoleDocument: "Document", page.RoleSect: "Sect", page.RoleH1: "H1", page.RoleH2: "H2", page.RoleP: "P",
	page.RoleTable: "Table", page.RoleTHead: "THead", page.RoleTBody: "TBody", page.RoleTR: "TR", page.RoleTH: "TH", page.RoleTD: "TD",
	page.RoleFigure: "Figure", page.RoleNote: "Note", page.RoleLink: "Link", page.RoleTOC: "TOC", page.RoleTOCI: "TOCI",
	page.RoleReference: "Reference", page.RoleCaption: "Caption", page.RoleL: "L", page.RoleLI: "LI", page.RoleLBody: "LBody",
	page.RoleSpan: "Span", page.RoleForm: "Form",
}

// tree is the structure tree of one Document while its pages are written: which marked-content sequences each element
// got.
type tree struct {
	s     *Stream
	d     *page.Document
	top   int // object of element 0
	base  int // object of element i is base+i, but for 0
	first int // absolute index of the first page
	pages int // pages done

	marks []mark
	elems []elemMarks
	runs  []int32 // sequences of each element, only filled if one has ActualText
	here  []int   // elements by MCID of the present page
	nums  []byte  // of this document's ParentTree leaf
	from  int     // its first key
	part  []byte  // what begins every ID of this document in a book
	ids   []named // scratch
}

// mark is a marked-content sequence or an annotation, in the order painted; next is the index+1 of the next of the same
// element.
type mark struct {
	page, mcid, obj int // obj is set for an annotation
	next            int
}

// elemMarks is the marks of an element (indexes+1), its children, and the first mark in it or below (0: none), for
// their order.
type elemMarks struct {
	head, tail     int
	child, sibling int
	seq            int
}

// named is an element with an ID.
type named struct {
	id  string
	obj int
}

// family links parents and children; nothing is marked yet.
func (t *tree) family(d *page.Document) {
	t.elems = slices.Grow(t.elems[:0], len(d.Elems))[:len(d.Elems)]
	clear(t.elems)
	for i := len(d.Elems) - 1; i > 0; i-- {
		p := &t.elems[d.Elems[i].Parent]
		t.elems[i].sibling, p.child = p.child, i
	}
}

// children is the children of an element, in order.
func (t *tree) children(elem int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for c := t.elems[elem].child; c > 0 && yield(c); c = t.elems[c].sibling {
		}
	}
}

// reset begins the pages of d, after family.
func (t *tree) reset(s *Stream, d *page.Document) {
	t.s, t.d, t.first, t.pages, t.from = s, d, s.written, 0, s.nextKey
	t.marks, t.here, t.nums = t.marks[:0], t.here[:0], t.nums[:0]
	t.top, t.part = s.docElem, t.part[:0]
	if !s.single {
		t.part = fmt.Appendf(t.part, "%07d.", s.chunks)
		t.top = s.f.alloc()
		s.chunkElems = append(s.chunkElems, t.top)
	}
	t.base = s.f.allocN(len(d.Elems)-1) - 1
	t.countRuns()
}

// countRuns counts the sequences the pages will have for each element, if any element has ActualText.
func (t *tree) countRuns() {
	t.runs = t.runs[:0]
	if !slices.ContainsFunc(t.d.Elems, func(e page.Elem) bool { return e.Actual != "" }) {
		return
	}
	t.runs = append(t.runs, make([]int32, len(t.d.Elems))...)
	for i := range t.d.Pages {
		last := page.Tag{Elem: -1}
		for _, it := range t.d.Pages[i].Items {
			if _, ok := it.(page.Link); ok {
				continue
			}
			if tag := it.Mark(); tag != last {
				if last = tag; tag.Artifact == page.NotArtifact {
					t.runs[tag.Elem]++
				}
			}
		}
	}
}

func (t *tree) obj(elem int) int {
	if elem == 0 {
		return t.top
	}
	return t.base + elem
}

// mark notes that the sequence mcid of a page belongs to elem.
func (t *tree) mark(elem, page, mcid int) {
	t.here = append(t.here, elem)
	t.link(elem, mark{page: page, mcid: mcid})
}

// object notes that an annotation belongs to elem.
func (t *tree) object(elem, page, obj int) { t.link(elem, mark{page: page, obj: obj}) }

func (t *tree) link(elem int, m mark) {
	t.marks = append(t.marks, m)
	e := &t.elems[elem]
	if n := len(t.marks); e.tail == 0 {
		e.head, e.tail = n, n
	} else {
		t.marks[e.tail-1].next = n
		e.tail = n
	}
}

// pageDone writes the page's entry of the ParentTree: the elements by MCID under key, those of the links under the keys
// after it.
func (t *tree) pageDone(key int, links []int) {
	arr := t.s.f.alloc()
	b := append(t.s.f.obj(arr), '[')
	for _, e := range t.here {
		b = putRef(b, t.obj(e))
	}
	t.s.f.done(append(b, ']'))
	t.here = t.here[:0]
	t.nums = putRef(putInt(append(t.nums, ' '), key), arr)
	for i, e := range links {
		t.nums = putRef(putInt(append(t.nums, ' '), key+1+i), t.obj(e))
	}
	t.pages++
}

// heightOf is the height of a page of this document, or otherwise if it is another's.
func (t *tree) heightOf(i int, otherwise unit.Length) unit.Length {
	if i >= 0 && i < len(t.d.Pages) {
		return t.d.Pages[i].Height
	}
	return otherwise
}

// writeTree writes the elements of d and its leaves of ParentTree and IDTree.
func (s *Stream) writeTree(d *page.Document) {
	t := &s.tree
	for i := len(d.Elems) - 1; i > 0; i-- { // children come after their parent, so backwards they come first
		e := &t.elems[i]
		if e.head > 0 && (e.seq == 0 || e.head < e.seq) {
			e.seq = e.head
		}
		if p := &t.elems[d.Elems[i].Parent]; e.seq > 0 && (p.seq == 0 || e.seq < p.seq) {
			p.seq = e.seq
		}
	}
	for i := range d.Elems {
		t.writeElem(i)
	}
	leaf := s.f.alloc()
	b := append(putInt(append(s.f.obj(leaf), "<</Limits["...), t.from), ' ')
	b = append(putInt(b, s.nextKey-1), "]/Nums["...)
	s.f.done(append(append(b, t.nums...), "]>>"...))
	s.parents = append(s.parents, leaf)
	t.writeIDs()
}

// putID appends an ID as it is written: in a book it is made unique, and the leaves stay in order.
func (t *tree) putID(b []byte, id string) []byte {
	b = append(append(b, '('), t.part...)
	for i := range len(id) {
		b = putByte(b, id[i])
	}
	return append(b, ')')
}

// writeIDs writes the leaf of the IDTree (14.7.2).
func (t *tree) writeIDs() {
	ids := t.ids[:0]
	for i := range t.d.Elems {
		if id := t.d.Elems[i].ID; id != "" {
			ids = append(ids, named{id, t.obj(i)})
		}
	}
	if len(ids) == 0 {
		return
	}
	t.ids = ids
	slices.SortFunc(ids, func(a, b named) int { return strings.Compare(a.id, b.id) })
	leaf := t.s.f.alloc()
	b := t.putID(append(t.s.f.obj(leaf), "<</Limits["...), ids[0].id)
	b = append(t.putID(b, ids[len(ids)-1].id), "]/Names["...)
	for _, x := range ids {
		b = putRef(t.putID(b, x.id), x.obj)
	}
	t.s.f.done(append(b, "]>>"...))
	t.s.ids = append(t.s.ids, leaf)
}

func (t *tree) writeElem(i int) {
	e, k := &t.d.Elems[i], &t.elems[i]
	s := t.s
	role, parent := roles[e.Role], s.root
	switch {
	case i > 0:
		parent = t.obj(e.Parent)
	case !s.single:
		role, parent = "Part", s.docElem
	}
	b := append(append(s.f.obj(t.obj(i)), "<</S/"...), role...)
	b = putRef(append(b, "/P"...), parent)
	b = t.kids(b, e, k)
	b = t.attributes(b, e)
	if e.ID != "" {
		b = t.putID(append(b, "/ID"...), e.ID)
	}
	for _, x := range [...]struct{ key, text string }{{"/T", e.Title}, {"/Lang", e.Lang}, {"/Alt", e.Alt}, {"/ActualText", e.Actual}} {
		if x.text != "" {
			b = putText(append(b, x.key...), x.text)
		}
	}
	if i == 0 && !s.single {
		if l := t.d.Meta.Lang; l != "" && l != s.meta.Lang {
			b = putText(append(b, "/Lang"...), l)
		}
		if e.Title == "" && t.d.Meta.Title != "" {
			b = putText(append(b, "/T"...), t.d.Meta.Title)
		}
	}
	s.f.done(append(b, ">>"...))
}

// kids appends Pg and K: marked-content sequences by number, those of other pages as MCR, annotations as OBJR, children
// between them in the order of first painting.
func (t *tree) kids(b []byte, e *page.Elem, k *elemMarks) []byte {
	home := -1
	switch {
	case k.head > 0:
		home = t.marks[k.head-1].page
	case e.Box != (page.Box{}):
		home = t.first + e.BoxPage
	}
	if home >= 0 {
		b = putRef(append(b, "/Pg"...), t.s.pageObj(home))
	}
	if k.head == 0 && k.child == 0 {
		return b
	}
	if k.child == 0 && k.head == k.tail && t.marks[k.head-1].obj == 0 {
		return putInt(append(b, "/K "...), t.marks[k.head-1].mcid)
	}
	b = append(b, "/K["...)
	m := k.head
	flush := func(before int) {
		for ; m > 0 && m < before; m = t.marks[m-1].next {
			b = t.kid(b, &t.marks[m-1], home)
		}
	}
	for c := k.child; c > 0; c = t.elems[c].sibling {
		if first := t.elems[c].seq; first > 0 {
			flush(first)
		}
		b = putRef(b, t.obj(c))
	}
	flush(math.MaxInt)
	return append(b, ']')
}

func (t *tree) kid(b []byte, m *mark, home int) []byte {
	switch {
	case m.obj != 0:
		b = putRef(append(b, "<</Type/OBJR/Obj"...), m.obj)
		if m.page != home {
			b = putRef(append(b, "/Pg"...), t.s.pageObj(m.page))
		}
		return append(b, ">>"...)
	case m.page != home:
		b = putRef(append(b, "<</Type/MCR/Pg"...), t.s.pageObj(m.page))
		return append(putInt(append(b, "/MCID "...), m.mcid), ">>"...)
	}
	return putInt(append(b, ' '), m.mcid)
}

var scopes = [...]string{page.ScopeColumn: "/Scope/Column", page.ScopeRow: "/Scope/Row", page.ScopeBoth: "/Scope/Both"}

// attributes appends A (14.8.5): Table attributes of header and data cells, Layout attributes of what has a place.
func (t *tree) attributes(b []byte, e *page.Elem) []byte {
	switch {
	case e.Role == page.RoleTH || e.Role == page.RoleTD:
		if e.RowSpan <= 1 && e.ColSpan <= 1 && e.Scope == page.ScopeNone && len(e.Headers) == 0 {
			return b
		}
		b = append(b, "/A<</O/Table"...)
		b = append(b, scopes[e.Scope]...)
		if e.RowSpan > 1 {
			b = putInt(append(b, "/RowSpan "...), e.RowSpan)
		}
		if e.ColSpan > 1 {
			b = putInt(append(b, "/ColSpan "...), e.ColSpan)
		}
		if len(e.Headers) > 0 {
			b = append(b, "/Headers["...)
			for _, h := range e.Headers {
				b = t.putID(b, h)
			}
			b = append(b, ']')
		}
		return append(b, ">>"...)
	case e.Box != (page.Box{}):
		b = append(b, "/A<</O/Layout"...)
		if e.Role == page.RoleFigure || e.Role == page.RoleForm {
			b = append(b, "/Placement/Block"...)
		}
		b = putCorners(append(b, "/BBox["...), e.Box, t.d.Pages[e.BoxPage].Height)
		return append(b, "]>>"...)
	}
	return b
}

// writeStructRoot writes the StructTreeRoot, in a book the Document element too, and the roots of ParentTree and
// IDTree.
func (s *Stream) writeStructRoot() {
	if !s.single {
		b := putRef(append(s.f.obj(s.docElem), "<</S/Document/P"...), s.root)
		b = append(b, "/K["...)
		for _, c := range s.chunkElems {
			b = putRef(b, c)
		}
		s.f.done(append(b, "]>>"...))
	}
	ptree := s.writeKids(s.parents)
	itree := 0
	if len(s.ids) > 0 {
		itree = s.writeKids(s.ids)
	}
	b := putRef(append(s.f.obj(s.root), "<</Type/StructTreeRoot/K["...), s.docElem)
	b = putRef(append(b, "]/ParentTree"...), ptree)
	b = putInt(append(b, "/ParentTreeNextKey "...), s.nextKey)
	if itree != 0 {
		b = putRef(append(b, "/IDTree"...), itree)
	}
	s.f.done(append(b, ">>"...))
}

// writeKids writes the root of a number or name tree over its leaves.
func (s *Stream) writeKids(leaves []int) int {
	obj := s.f.alloc()
	b := append(s.f.obj(obj), "<</Kids["...)
	for _, l := range leaves {
		b = putRef(b, l)
	}
	s.f.done(append(b, "]>>"...))
	return obj
}
