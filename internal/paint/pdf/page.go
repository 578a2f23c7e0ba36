package pdf

import (
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/paint/base"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// painter makes the content of one page. The graphics state it knows is that of the page, nothing is set twice.
type painter struct {
	s      *Stream
	d      *page.Document
	b      []byte
	index  int // absolute page
	height unit.Length

	open          bool // a marked-content sequence
	span          bool // and a Span with ActualText in it
	mark          page.Tag
	marks         int
	fill, stroke  page.Ink
	width         int64
	face          *font
	size, spacing int64
	path          bool // a path of rules is being gathered
	pictures      []picture
	transparent   bool
	links         []int // objects of the link annotations of this page
	linkElems     []int
}

// writePage writes page i of d.
func (s *Stream) writePage(d *page.Document, i int) error {
	pg := &d.Pages[i]
	p := painter{s: s, d: d, b: s.content[:0], index: s.written, height: pg.Height, width: 1000}
	for _, f := range s.fonts {
		f.seen = -1
	}
	for _, it := range pg.Items {
		if l, ok := it.(page.Link); ok {
			if err := p.link(l); err != nil {
				return onPage(err, i)
			}
			continue
		}
		tag := it.Mark()
		if p.open && (tag != p.mark || tag.Artifact == page.BackgroundArtifact) {
			p.end()
		}
		rule, isRule := it.(page.Rule)
		if p.path && (!isRule || p.stroke != rule.Ink() || p.width != milli(rule.Width)) {
			p.paint()
		}
		if !p.open {
			p.begin(tag, it)
		}
		switch it := it.(type) {
		case page.Text:
			if err := p.text(it); err != nil {
				return onPage(err, i)
			}
		case page.Rule:
			p.rule(it)
		case page.Fill:
			p.ink(page.GrayInk(it.Gray))
			p.rect(it.Box)
			p.b = append(p.b, " re f\n"...)
		case page.Picture:
			p.picture(it)
		}
	}
	p.end()
	s.content = p.b

	content := s.f.alloc()
	s.f.stream(content, "", p.b)
	if s.written%nodeSize == 0 {
		s.nodes = append(s.nodes, s.f.alloc())
	}
	key := s.nextKey
	s.nextKey++
	obj := s.pageObj(s.written)
	b := s.f.obj(obj)
	b = putRef(append(b, "<</Type/Page/Parent"...), s.nodes[s.written/nodeSize])
	b = append(base.AppendMilli(append(b, "/MediaBox[0 0 "...), milli(pg.Width)), ' ')
	b = append(base.AppendMilli(b, milli(pg.Height)), "]/Resources<<"...)
	b = p.resources(b)
	b = putRef(append(b, ">>/Contents"...), content)
	b = append(putInt(append(b, "/StructParents "...), key), "/Tabs/S"...)
	if p.transparent {
		b = append(b, "/Group<</S/Transparency/CS/DeviceRGB>>"...)
	}
	if len(p.links) > 0 {
		b = append(b, "/Annots["...)
		for _, a := range p.links {
			b = putRef(b, a)
		}
		b = append(b, ']')
	}
	s.f.done(append(b, ">>"...))
	s.written++
	s.tree.pageDone(key, p.linkElems)
	s.nextKey += len(p.linkElems)
	return nil
}

// resources appends what this page uses; a page's own Resources is required (ISO 19005-2, 6.2.2).
func (p *painter) resources(b []byte) []byte {
	head := false
	for _, f := range p.s.fonts {
		if f.seen != p.index {
			continue
		}
		if !head {
			b, head = append(b, "/Font<<"...), true
		}
		b = putRef(putInt(append(b, "/F"...), f.index), f.obj)
	}
	if head {
		b = append(b, ">>"...)
	}
	if len(p.pictures) > 0 {
		b = append(b, "/XObject<<"...)
		for _, x := range p.pictures {
			b = putRef(putInt(append(b, "/X"...), x.obj), x.obj)
		}
		b = append(b, ">>"...)
	}
	return b
}

// artifacts are the property lists of the kinds of artifact (ISO 32000-1, 14.8.2.2.2).
var artifacts = [...]string{
	page.LayoutArtifact:    "<</Type/Layout>>",
	page.HeaderArtifact:    "<</Type/Pagination/Subtype/Header/Attached[/Top]>>",
	page.FooterArtifact:    "<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>",
	page.WatermarkArtifact: "<</Type/Pagination/Subtype/Watermark>>",
	page.RepeatArtifact:    "<</Type/Pagination>>",
}

// begin opens a marked-content sequence.
func (p *painter) begin(tag page.Tag, it page.Item) {
	p.open, p.mark = true, tag
	if tag.Artifact == page.BackgroundArtifact {
		p.b = append(p.b, "/Artifact<</Type/Background/BBox["...)
		var box page.Box
		switch it := it.(type) {
		case page.Fill:
			box = it.Box
		case page.Picture:
			box = it.Box
		}
		p.b = append(p.corners(p.b, box), "]>>BDC\n"...)
		return
	}
	if tag.Artifact != page.NotArtifact {
		p.b = append(append(append(p.b, "/Artifact"...), artifacts[tag.Artifact]...), "BDC\n"...)
		return
	}
	e := &p.d.Elems[tag.Elem]
	p.b = append(append(append(p.b, '/'), roles[e.Role]...), "<</MCID "...)
	p.b = putInt(p.b, p.marks)
	p.b = append(p.b, ">>BDC\n"...)
	if e.Actual != "" && p.s.tree.runs[tag.Elem] == 1 {
		// Beside the element's, for poppler and others that only look at a Span; of several sequences each would say
		// it.
		p.b = putText(append(p.b, "/Span<</ActualText"...), e.Actual)
		p.b = append(p.b, ">>BDC\n"...)
		p.span = true
	}
	p.s.tree.mark(tag.Elem, p.index, p.marks)
	p.marks++
}

// end closes the sequence that is open, if any.
func (p *painter) end() {
	if p.path {
		p.paint()
	}
	if p.open {
		if p.span {
			p.b, p.span = append(p.b, "EMC\n"...), false
		}
		p.b, p.open = append(p.b, "EMC\n"...), false
	}
}

func (p *painter) ink(i page.Ink) {
	if p.fill != i {
		p.fill = i
		p.b = putInk(p.b, i, " g\n", " rg\n")
	}
}

// xy appends a point of the page, y upwards.
func (p *painter) xy(x, y unit.Length) {
	p.b = append(base.AppendMilli(p.b, milli(x)), ' ')
	p.b = base.AppendMilli(p.b, milli(p.height)-milli(y))
}

// rect appends x y width height of a box; its edges are rounded, not its size, so that neighbours meet.
func (p *painter) rect(b page.Box) {
	x0, x1, y0, y1 := milli(b.X), milli(b.X+b.W), milli(b.Y), milli(b.Y+b.H)
	h := milli(p.height)
	p.b = append(base.AppendMilli(p.b, x0), ' ')
	p.b = append(base.AppendMilli(p.b, h-y1), ' ')
	p.b = append(base.AppendMilli(p.b, x1-x0), ' ')
	p.b = base.AppendMilli(p.b, y1-y0)
}

// corners appends left bottom right top.
func (p *painter) corners(b []byte, box page.Box) []byte { return putCorners(b, box, p.height) }

func putCorners(b []byte, box page.Box, height unit.Length) []byte {
	h := milli(height)
	b = append(base.AppendMilli(b, milli(box.X)), ' ')
	b = append(base.AppendMilli(b, h-milli(box.Y+box.H)), ' ')
	b = append(base.AppendMilli(b, milli(box.X+box.W)), ' ')
	return base.AppendMilli(b, h-milli(box.Y))
}

// rule adds a line to the path; lines of one look are painted at once.
func (p *painter) rule(r page.Rule) {
	if i := r.Ink(); p.stroke != i {
		p.stroke = i
		p.b = putInk(p.b, i, " G\n", " RG\n")
	}
	if w := milli(r.Width); p.width != w {
		p.width = w
		p.b = append(base.AppendMilli(p.b, w), " w\n"...)
	}
	p.xy(r.X1, r.Y1)
	p.b = append(p.b, " m "...)
	p.xy(r.X2, r.Y2)
	p.b = append(p.b, " l\n"...)
	p.path = true
}

func (p *painter) paint() {
	p.b, p.path = append(p.b, "S\n"...), false
}

func (p *painter) picture(it page.Picture) {
	x := p.s.byData[keyOf(it.Data)]
	known := false
	for _, y := range p.pictures {
		known = known || y.obj == x.obj
	}
	if !known {
		p.pictures = append(p.pictures, x)
	}
	p.transparent = p.transparent || x.soft
	x0, x1, y0, y1 := milli(it.X), milli(it.X+it.W), milli(it.Y), milli(it.Y+it.H)
	p.b = append(base.AppendMilli(append(p.b, "q "...), x1-x0), " 0 0 "...)
	p.b = append(base.AppendMilli(p.b, y1-y0), ' ')
	p.b = append(base.AppendMilli(p.b, x0), ' ')
	p.b = append(base.AppendMilli(p.b, milli(p.height)-y1), " cm/X"...)
	p.b = append(putInt(p.b, x.obj), " Do Q\n"...)
}

// rotations are the cosine and sine as written.
var rotations = map[int][2]string{0: {"1", "0"}, 45: {".70711", ".70711"}, 90: {"0", "1"}, 180: {"-1", "0"}, 270: {"0", "-1"}}

// text paints a run.
func (p *painter) text(t page.Text) error {
	f := p.face
	if f == nil || f.face.name != t.Face {
		var err error
		if f, err = p.s.font(t.Face); err != nil {
			return err
		}
	}
	p.ink(t.Ink())
	p.b = append(p.b, "BT"...)
	if size := milli(t.Size); f != p.face || size != p.size {
		p.b = append(base.AppendMilli(append(putInt(append(p.b, "/F"...), f.index), ' '), size), " Tf"...)
		p.face, p.size = f, size
	}
	f.seen = p.index
	if sp := milli(t.Spacing); sp != p.spacing {
		p.b = append(base.AppendMilli(append(p.b, ' '), sp), " Tc"...)
		p.spacing = sp
	}
	p.b = append(p.b, ' ')
	if t.Rotate == 0 {
		p.xy(t.X, t.Y)
		p.b = append(p.b, " Td"...)
	} else {
		r := rotations[t.Rotate]
		p.b = append(append(append(append(p.b, r[0]...), ' '), r[1]...), ' ')
		if r[1][0] == '-' {
			p.b = append(p.b, r[1][1:]...)
		} else if r[1] == "0" {
			p.b = append(p.b, '0')
		} else {
			p.b = append(append(p.b, '-'), r[1]...)
		}
		p.b = append(append(append(p.b, ' '), r[0]...), ' ')
		p.xy(t.X, t.Y)
		p.b = append(p.b, " Tm"...)
	}
	for rest := t.Text; rest != ""; {
		part := rest
		if len(part) > 12000 { // a string is at most 32,767 bytes (ISO 19005-2, 6.1.13)
			n := 12000
			for !utf8.RuneStart(part[n]) {
				n--
			}
			part = part[:n]
		}
		rest = rest[len(part):]
		p.b = append(p.b, '(')
		for _, r := range part {
			c := f.cid(f.key(&t, r))
			p.b = putByte(putByte(p.b, byte(c>>8)), byte(c))
		}
		p.b = append(p.b, ")Tj"...)
	}
	p.b = append(p.b, " ET\n"...)
	return nil
}

// link writes an annotation that leads to a page of the same file.
func (p *painter) link(l page.Link) error {
	first := p.index // absolute index of the first page of this document is index minus pages of it written
	first -= p.s.tree.pages
	to := first + l.Page
	if to < 0 {
		return base.Refuse(CodeStructure, l.Contents, "链接指向不存在的页")
	}
	p.s.target = max(p.s.target, to)
	obj := p.s.f.alloc()
	b := p.s.f.obj(obj)
	b = append(b, "<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4/Rect["...)
	b = p.corners(b, l.Box)
	b = putRef(append(b, "]/Dest["...), p.s.pageObj(to))
	b = append(b, "/XYZ null "...)
	b = append(base.AppendMilli(b, milli(p.s.tree.heightOf(l.Page, p.height))-milli(l.Y)), " null]/StructParent "...)
	b = putInt(b, p.s.nextKey+1+len(p.links))
	b = putText(append(b, "/Contents"...), l.Contents)
	p.s.f.done(append(b, ">>"...))
	p.links = append(p.links, obj)
	p.linkElems = append(p.linkElems, l.Elem)
	p.s.tree.object(l.Elem, p.index, obj)
	return nil
}
