package ofd

import (
	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/internal/paint/face"
	"github.com/gongbiao/gongbiao/model/page"
)

// painter makes the content of one page: items in their order, on a layer Background as long as they are watermark or
// background, then on a layer Body.
type painter struct {
	s     *Stream
	d     *page.Document
	b     []byte
	index int // absolute page
	first int // absolute index of the first page of d
	face  *face.Font

	layer string // the open one
	rules []page.Rule
	fills []page.Fill
	links []page.Link
}

// writePage writes page i of d.
func (s *Stream) writePage(d *page.Document, i, first int) {
	pg := &d.Pages[i]
	w := painter{s: s, d: d, b: s.content[:0], index: s.written, first: first}
	w.b = append(open(w.b, "Page"), "><ofd:Area><ofd:PhysicalBox>0 0 "...)
	w.b = putXY(w.b, micron(pg.Width), micron(pg.Height))
	w.b = append(w.b, "</ofd:PhysicalBox></ofd:Area>"...)
	for _, it := range pg.Items {
		w.item(it)
	}
	w.gathered()
	if w.layer != "" {
		w.b = append(w.b, "</ofd:Layer></ofd:Content>"...)
	}
	w.b = append(w.b, "</ofd:Page>"...)
	s.content = w.b
	s.pageID(s.written)
	s.zip.add(name("Doc_0/Pages/Page_", s.written, "/Content.xml"), w.b, false)
	s.written++
	if len(w.links) > 0 {
		w.annotations()
	}
}

func (w *painter) item(it page.Item) {
	switch it := it.(type) {
	case page.Link:
		w.links = append(w.links, it)
		return
	case page.Rule:
		if len(w.fills) > 0 || len(w.rules) > 0 && w.rules[0].Ink() != it.Ink() {
			w.gathered()
		}
		w.onto(it.Tag)
		w.rules = append(w.rules, it)
		return
	case page.Fill:
		if len(w.rules) > 0 || len(w.fills) > 0 && (w.fills[0].Gray != it.Gray || w.fills[0].Tag != it.Tag) {
			w.gathered()
		}
		w.onto(it.Tag)
		w.fills = append(w.fills, it)
		return
	}
	w.gathered()
	w.onto(it.Mark())
	switch it := it.(type) {
	case page.Text:
		w.text(&it)
	case page.Picture:
		w.picture(&it)
	}
}

// onto opens the layer an item belongs to.
func (w *painter) onto(tag page.Tag) {
	want := "Body"
	if w.layer != "Body" && (tag.Artifact == page.WatermarkArtifact || tag.Artifact == page.BackgroundArtifact) {
		want = "Background"
	}
	if w.layer == want {
		return
	}
	w.gathered()
	if w.layer == "" {
		w.b = append(w.b, "<ofd:Content>"...)
	} else {
		w.b = append(w.b, "</ofd:Layer>"...)
	}
	w.layer = want
	w.b = append(putInt(append(w.b, `<ofd:Layer ID="`...), w.s.nextID()), `" Type="`...)
	w.b = append(append(w.b, want...), `">`...)
}

// gathered writes the rules and fills that came one after the other: one path a look, which is what readers are quick
// with.
func (w *painter) gathered() {
	for len(w.rules) > 0 {
		width := micron(w.rules[0].Width)
		rest := w.rules[:0:0]
		some := w.rules[:0]
		for _, r := range w.rules {
			if micron(r.Width) == width {
				some = append(some, r)
			} else {
				rest = append(rest, r)
			}
		}
		w.rulePath(some, width)
		w.rules = rest
	}
	if len(w.fills) > 0 {
		w.fillPath(w.fills)
		w.fills = w.fills[:0]
	}
}

func (w *painter) rulePath(rules []page.Rule, width int64) {
	x0, y0, x1, y1 := int64(1)<<62, int64(1)<<62, -int64(1)<<62, -int64(1)<<62
	for _, r := range rules {
		x0, x1 = min(x0, micron(r.X1), micron(r.X2)), max(x1, micron(r.X1), micron(r.X2))
		y0, y1 = min(y0, micron(r.Y1), micron(r.Y2)), max(y1, micron(r.Y1), micron(r.Y2))
	}
	room := width/2 + slack
	x0, y0, x1, y1 = x0-room, y0-room, x1+room, y1+room
	id := w.s.nextID()
	b := append(putInt(append(w.b, `<ofd:PathObject ID="`...), id), `" Boundary="`...)
	b = append(putBox(b, x0, y0, x1, y1), `" LineWidth="`...)
	b = append(putInk(append(base.AppendMilli(b, width), `"><ofd:StrokeColor Value="`...), rules[0].Ink()),
		`"/><ofd:AbbreviatedData>`...)
	for i, r := range rules {
		if i > 0 {
			b = append(b, ' ')
		}
		b = putXY(append(b, "M "...), micron(r.X1)-x0, micron(r.Y1)-y0)
		b = putXY(append(b, " L "...), micron(r.X2)-x0, micron(r.Y2)-y0)
	}
	w.b = append(b, "</ofd:AbbreviatedData></ofd:PathObject>"...)
	for _, r := range rules {
		w.refer(r.Tag, id)
	}
}

func (w *painter) fillPath(fills []page.Fill) {
	x0, y0, x1, y1 := int64(1)<<62, int64(1)<<62, -int64(1)<<62, -int64(1)<<62
	for _, f := range fills {
		l, t, r, o := corners(f.Box)
		x0, y0, x1, y1 = min(x0, l, r), min(y0, t, o), max(x1, l, r), max(y1, t, o)
	}
	id := w.s.nextID()
	b := append(putInt(append(w.b, `<ofd:PathObject ID="`...), id), `" Boundary="`...)
	b = append(putBox(b, x0, y0, x1, y1), `" Stroke="false" Fill="true"><ofd:FillColor Value="`...)
	b = append(putInk(b, page.GrayInk(fills[0].Gray)), `"/><ofd:AbbreviatedData>`...)
	for i, f := range fills {
		if i > 0 {
			b = append(b, ' ')
		}
		l, t, r, o := corners(f.Box)
		b = putRect(b, l-x0, t-y0, r-x0, o-y0)
	}
	w.b = append(b, "</ofd:AbbreviatedData></ofd:PathObject>"...)
	w.refer(fills[0].Tag, id)
}

func putRect(b []byte, x0, y0, x1, y1 int64) []byte {
	b = putXY(append(b, "M "...), x0, y0)
	for _, p := range [3][2]int64{{x1, y0}, {x1, y1}, {x0, y1}} {
		b = putXY(append(b, " L "...), p[0], p[1])
	}
	return append(b, " C"...)
}

// refer notes what an object belongs to.
func (w *painter) refer(tag page.Tag, id int) {
	t := &w.s.tree
	refs := &t.rest[tag.Artifact]
	if tag.Artifact == page.NotArtifact {
		refs = &t.refs[tag.Elem]
	} else if artifacts[tag.Artifact] == "" {
		return
	}
	if n := len(*refs); n == 0 || (*refs)[n-1].object != id {
		*refs = append(*refs, ref{w.s.pageID(w.index), id})
	}
}

// annotations writes the links of the page: in OFD an invisible path with an action.
func (w *painter) annotations() {
	s := w.s
	date := s.o.Date.Format("2006-01-02")
	if s.o.Date.IsZero() {
		date = "1980-01-01" // the schema wants one; that of the ZIP
	}
	b := append(open(s.annot[:0], "PageAnnot"), '>')
	for _, l := range w.links {
		x0, y0, x1, y1 := corners(l.Box)
		x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
		b = append(putInt(append(b, `<ofd:Annot ID="`...), s.nextID()),
			`" Type="Link" Creator="Gongbiao" LastModDate="`...)
		b = append(append(b, date...), `">`...)
		b = putElem(b, "Remark", l.Contents)
		b = append(putBox(append(b, `<ofd:Appearance Boundary="`...), x0, y0, x1, y1), `"><ofd:PathObject ID="`...)
		b = append(putInt(b, s.nextID()), `" Boundary="`...)
		b = append(putBox(b, 0, 0, x1-x0, y1-y0), `" Stroke="false" Fill="false">`...)
		b = s.action(b, w.first+l.Page, micron(l.Y))
		b = putRect(append(b, "<ofd:AbbreviatedData>"...), 0, 0, x1-x0, y1-y0)
		b = append(b, "</ofd:AbbreviatedData></ofd:PathObject></ofd:Appearance></ofd:Annot>"...)
		s.target = max(s.target, w.first+l.Page)
	}
	s.annot = append(b, "</ofd:PageAnnot>"...)
	s.zip.add(name("Doc_0/Annots/Page_", w.index, ".xml"), s.annot, false)
	s.annots = append(s.annots, w.index)
}

// action appends the going to a place of the document, the only kind OFD-A allows.
func (s *Stream) action(b []byte, to int, y int64) []byte {
	b = append(b, `<ofd:Actions><ofd:Action Event="CLICK"><ofd:Goto><ofd:Dest Type="XYZ" PageID="`...)
	b = append(putInt(b, s.pageID(to)), `" Left="0" Top="`...)
	return append(base.AppendMilli(b, y), `" Zoom="0"/></ofd:Goto></ofd:Action></ofd:Actions>`...)
}
