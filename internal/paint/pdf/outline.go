package pdf

import (
	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// writeOutline writes the bookmarks (ISO 32000-1, 12.3.3); the top level is open, what lies below is closed. 0 if there
// are none.
func (s *Stream) writeOutline() (int, error) {
	n := len(s.outline)
	if n == 0 {
		return 0, nil
	}
	root := s.f.alloc()
	start := s.f.allocN(n)
	// For each entry its parent, its neighbours on its level and its first and last child; -1: none.
	type entry struct{ parent, prev, next, first, last, count int }
	es := make([]entry, n)
	top := entry{-1, -1, -1, -1, -1, 0}
	var path []int // the open entry of each level
	for i, b := range s.outline {
		if b.Level > len(path) {
			return 0, base.Refuse(CodeStructure, b.Title, "书签的层次跳级")
		}
		path = path[:b.Level]
		up := &top
		es[i] = entry{-1, -1, -1, -1, -1, 0}
		if b.Level > 0 {
			es[i].parent = path[b.Level-1]
			up = &es[path[b.Level-1]]
		}
		if up.first < 0 {
			up.first = i
		} else {
			es[i].prev = up.last
			es[up.last].next = i
		}
		up.last = i
		up.count++
		path = append(path, i)
	}
	ref := func(b []byte, key string, i int) []byte {
		if i < 0 {
			return b
		}
		return putRef(append(b, key...), start+i)
	}
	for i, e := range es {
		x := &s.outline[i]
		b := putText(append(s.f.obj(start+i), "<</Title"...), x.Title)
		if e.parent < 0 {
			b = putRef(append(b, "/Parent"...), root)
		} else {
			b = ref(b, "/Parent", e.parent)
		}
		b = ref(ref(ref(ref(b, "/Prev", e.prev), "/Next", e.next), "/First", e.first), "/Last", e.last)
		if e.count > 0 {
			b = putInt(append(b, "/Count "...), -e.count)
		}
		b = putRef(append(b, "/Dest["...), s.pageObj(x.Page))
		b = append(b, "/XYZ null "...)
		b = base.AppendMilli(b, milli(s.outlineY[i]))
		s.f.done(append(b, " null]>>"...))
	}
	b := append(s.f.obj(root), "<</Type/Outlines"...)
	b = ref(ref(b, "/First", top.first), "/Last", top.last)
	s.f.done(append(putInt(append(b, "/Count "...), top.count), ">>"...))
	return root, nil
}

// putLabels appends the entries of the PageLabels number tree (12.4.2); it must begin with page 0.
func putLabels(b []byte, labels []page.Label) []byte {
	if len(labels) == 0 || labels[0].Page > 0 {
		b = append(b, "0<</S/D>>"...)
	}
	for _, l := range labels {
		b = append(putInt(b, l.Page), "<<"...)
		if l.Style != "" {
			b = append(append(b, "/S/"...), l.Style...)
		}
		if l.Prefix != "" {
			b = putText(append(b, "/P"...), l.Prefix)
		}
		if l.Start > 1 {
			b = putInt(append(b, "/St "...), l.Start)
		}
		b = append(b, ">>"...)
	}
	return b
}

// bookmark keeps a bookmark of the document being added, with its place from the foot of its page.
func (s *Stream) bookmark(d *page.Document, b page.Bookmark) {
	height := unit.Length(0)
	if b.Page < len(d.Pages) {
		height = d.Pages[b.Page].Height
	} else {
		height = d.Pages[len(d.Pages)-1].Height
	}
	b.Page += s.tree.first
	s.target = max(s.target, b.Page)
	s.outline = append(s.outline, b)
	s.outlineY = append(s.outlineY, height-b.Y)
}
