package layout

import (
	"cmp"
	"slices"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// PlaceOptions of Place. The zero value prints one form.
type PlaceOptions struct {
	Section bool // the form is a section (Sect) of the structure tree
	// Of a book that is placed piece by piece: pages numbered before the first of these, and all pages of the book.
	First, Pages int
	PageNumber   *grid.PageNumber // in place of the layouts' own
}

// Place puts a measured form on pages.
func Place(m *grid.Measured, ms Measurer, o PlaceOptions) *page.Document {
	d := &page.Document{Elems: []page.Elem{{Parent: -1, Role: page.RoleDocument}}, Labels: []page.Label{{Style: "D", Start: 1}}}
	d.Meta = page.Meta{Title: m.Meta.Title, Author: m.Meta.Author, Subject: m.Meta.Subject, Keywords: m.Meta.Keywords,
		Lang: m.Meta.Lang, Identifier: m.Meta.Code}
	places := 0
	for i := range m.Tables {
		for k := range m.Tables[i].Cells {
			if m.Tables[i].Cells[k].Path != "" {
				places++
			}
		}
	}
	d.Places = slices.Grow(d.Places, places)
	f := &form{opt: o, set: newSetter(ms, true, 16), doc: d, m: m}
	defer f.set.done()
	if o.Section {
		f.parent = f.elem(page.Elem{Parent: 0, Role: page.RoleSect, Title: m.Meta.Name})
	}
	if name := cmp.Or(m.Meta.Name, m.Meta.Title); name != "" {
		y := unit.Length(0)
		if len(m.Tables) > 0 {
			y = m.Tables[0].Paper.Top
		}
		d.Outline = append(d.Outline, page.Bookmark{Title: name, Y: y})
	}
	for i := range m.Tables {
		f.table(&m.Tables[i])
	}
	f.across()
	f.number(cmp.Or(o.Pages, len(d.Pages)))
	return d
}

// form is one form being placed.
type form struct {
	opt    PlaceOptions
	set    *setter
	doc    *page.Document
	m      *grid.Measured
	parent int      // element of the form
	titled bool     // has its H1
	edges  []edge   // of its pages
	ids    int      // TH ids given
	names  []string // arena of Headers
	bottom unit.Length
	qr     []qrBox // its verification code, once a page has it
}

func (f *form) elem(e page.Elem) int {
	f.doc.Elems = append(f.doc.Elems, e)
	return len(f.doc.Elems) - 1
}

// view is one table being placed: what is known for all its pages.
type view struct {
	*form
	t      *grid.MeasuredTable
	left   []unit.Length // of columns, unscaled; one more than columns
	begin  []int         // first cell of each physical row; one more than rows
	elems  []int         // element of each cell, 0 for none
	tagged []bool        // the cell's text is in the structure already
	markAt map[int]int   // elements of the marks still to be set, by cell
	carry  []int         // cells that go on from the page before
	index  int           // of the page being filled
	items  []page.Item
	x0, y0 unit.Length
	rows   []int // physical rows of this page, top to bottom
	heads  int   // of them repeated
	foots  int   // the last of them, which are at the foot of each page
	sums   []grid.PageText
	tops   []unit.Length // of rows, unscaled; one more than rows
	flow   []grid.FlowPart
	lined  []page.Item // lines under and through the text being placed
}

func (f *form) table(t *grid.MeasuredTable) {
	if f.opt.PageNumber != nil {
		own := *t
		own.PageNumber = *f.opt.PageNumber
		t = &own
	}
	v := &view{form: f, t: t, left: sums(t.Columns), tagged: make([]bool, len(t.Cells))}
	v.begin = begins(len(t.Rows), len(t.Cells), func(i int) int { return t.Cells[i].Row })
	v.tag()
	body, _ := t.Body()
	v.x0 = t.Paper.Left + (body-v.scale(v.left[len(t.Columns)]))/2
	for k := range t.Pages {
		v.page(k)
	}
}

// scale is an unscaled length on paper.
func (v *view) scale(l unit.Length) unit.Length {
	if v.t.Scale == 100 || v.t.Scale == 0 {
		return l
	}
	return l.Scale(int64(v.t.Scale), 100)
}

// page places page k of the table.
func (v *view) page(k int) {
	t, d := v.t, v.doc
	span := t.Pages[k]
	if k == 0 && t.Follows && len(d.Pages) > 0 {
		v.y0 = v.bottom + tableGap
	} else {
		d.Pages = append(d.Pages, page.Page{Width: t.Paper.Width, Height: t.Paper.Height})
		v.edges = append(v.edges, edge{page: len(d.Pages) - 1, t: t, first: k == 0})
		v.y0 = t.Paper.Top
	}
	v.index, v.flow = len(d.Pages)-1, span.Flow
	v.items = d.Pages[v.index].Items
	v.rows, v.tops = append(v.rows[:0], span.Repeat...), append(v.tops[:0], 0)
	v.heads = len(span.Repeat)
	for r := span.First; r < span.End; r++ {
		v.rows = append(v.rows, r)
	}
	v.rows, v.foots, v.sums = append(v.rows, span.Foot...), len(span.Foot), span.Sums
	for i, r := range v.rows {
		v.tops = append(v.tops, v.tops[i]+t.Rows[r].Height)
	}
	v.bookmarks(k)

	if v.items == nil {
		v.items = make([]page.Item, 0, 4*len(v.rows)+2*(v.begin[span.End]-v.begin[span.First])+16)
		v.watermark()
	}
	next := v.next(span)
	v.fills(span)
	v.each(span, v.stamp)
	v.rules(span, next)
	v.each(span, v.cell)
	if v.markAt != nil {
		v.each(span, v.mark)
	}
	v.carry = next
	v.bottom = v.y0 + v.scale(v.tops[len(v.rows)])
	d.Pages[v.index].Items = v.items
}

// next is the cells that go on on the following page.
func (v *view) next(span grid.PageSpan) []int {
	var out []int
	for _, i := range v.carry {
		if c := &v.t.Cells[i]; c.Row+c.RowSpan > span.End {
			out = append(out, i)
		}
	}
	for i := v.begin[span.First]; i < v.begin[span.End]; i++ {
		if c := &v.t.Cells[i]; c.Row+c.RowSpan > span.End {
			out = append(out, i)
		}
	}
	return out
}

// each visits what the page shows of every cell, repeated header rows first: lines from ≤ i < to of v.rows.
func (v *view) each(span grid.PageSpan, visit func(i, from, to int, repeated bool)) {
	t := v.t
	for j, r := range v.rows[:v.heads] {
		for i := v.begin[r]; i < v.begin[r+1]; i++ {
			c := &t.Cells[i]
			if c.Row+c.RowSpan > span.First && c.Row < span.First {
				continue // goes on below, see carry
			}
			to := j + 1
			for to < v.heads && v.rows[to] < c.Row+c.RowSpan {
				to++
			}
			visit(i, j, to, true)
		}
	}
	for _, i := range v.carry {
		c := &t.Cells[i]
		from := v.heads
		for from > 0 && v.rows[from-1] >= c.Row {
			from--
		}
		visit(i, from, v.heads+min(c.Row+c.RowSpan, span.End)-span.First, false)
	}
	for i := v.begin[span.First]; i < v.begin[span.End]; i++ {
		c := &t.Cells[i]
		visit(i, v.heads+c.Row-span.First, v.heads+min(c.Row+c.RowSpan, span.End)-span.First, false)
	}
	from := len(v.rows) - v.foots
	for j, r := range v.rows[from:] {
		for i := v.begin[r]; i < v.begin[r+1]; i++ {
			visit(i, from+j, from+j+min(t.Cells[i].RowSpan, v.foots-j), true)
		}
	}
}

func (v *view) fills(span grid.PageSpan) {
	v.each(span, func(i, from, to int, _ bool) {
		if c := &v.t.Cells[i]; c.Style.Fill != 0 {
			v.items = append(v.items, page.Fill{Tag: page.Tag{Artifact: page.LayoutArtifact}, Gray: c.Style.Fill, Box: v.box(c, from, to)})
		}
	})
}

// box is the place of a cell on the page: its rows from ≤ r < to.
func (v *view) box(c *grid.MeasuredCell, from, to int) page.Box {
	x, y := v.scale(v.left[c.Col]), v.scale(v.tops[from])
	return page.Box{X: v.x0 + x, Y: v.y0 + y, W: v.scale(v.left[c.Col+c.ColSpan]) - x, H: v.scale(v.tops[to]) - y}
}

// cell places the content of cell i into rows from ≤ r < to of the page.
func (v *view) cell(i, from, to int, repeated bool) {
	c := &v.t.Cells[i]
	lines, flows := c.Lines, false
	for k := range v.sums {
		if s := &v.sums[k]; s.Cell == i {
			own := *c
			own.Text, own.Lines = s.Text, s.Lines
			c, lines = &own, s.Lines
		}
	}
	for _, f := range v.flow {
		if f.Cell == i && !repeated {
			lines, flows = c.Lines[f.From:f.To], true
		}
	}
	if c.Path != "" {
		v.doc.Places = append(v.doc.Places, page.Place{Path: c.Path, Page: v.index, Box: v.box(c, from, to)})
	}
	tag := page.Tag{Elem: v.elems[i]}
	if repeated || !flows && v.tagged[i] {
		tag = page.Tag{Artifact: page.RepeatArtifact}
	}
	x, y := v.left[c.Col], v.tops[from]
	w, h := v.left[c.Col+c.ColSpan]-x, v.tops[to]-y
	if repeated {
		need := unit.Length(len(lines)) * c.Pitch // the air above and below may go
		if c.Picture != nil {
			need += c.Picture.Height
		}
		if need > h {
			return // a label beside the header whose rows have ended: no room, no need
		}
	}
	if c.Seal != nil && (repeated || !v.tagged[i]) {
		v.seal(c, i, x, y, w, h, repeated)
	}
	if c.Picture != nil && !flows {
		text := unit.Length(len(lines)) * c.Pitch
		top := (h - text - c.Picture.Height) / 2
		v.picture(c, i, tag, x+(w-c.Picture.Width)/2, y+top+text)
		if len(lines) > 0 {
			v.text(c, lines, tag, x, y+top, w, text, grid.AlignCenter)
		}
	} else if len(lines) > 0 {
		valign := c.Style.VAlign
		if flows {
			valign = grid.AlignLeft
		}
		v.text(c, lines, tag, x, y, w, h, valign)
	}
	if !repeated && !flows {
		v.tagged[i] = true
	}
}

func (v *view) picture(c *grid.MeasuredCell, i int, tag page.Tag, x, y unit.Length) {
	box := page.Box{X: v.x0 + v.scale(x), Y: v.y0 + v.scale(y), W: v.scale(c.Picture.Width), H: v.scale(c.Picture.Height)}
	if tag.Artifact == page.NotArtifact {
		e := v.figure(i)
		v.doc.Elems[e].Box, v.doc.Elems[e].BoxPage = box, v.index
		tag.Elem = e
	}
	v.items = append(v.items, page.Picture{Tag: tag, Box: box, Data: c.Picture.Data})
}

// seal notes the empty place of a seal, in the middle of the cell, and paints its thin gray frame or the line to sign
// on.
func (v *view) seal(c *grid.MeasuredCell, i int, x, y, w, h unit.Length, repeated bool) {
	s := c.Seal
	box := v.sealBox(s, x, y, w, h)
	if !repeated && s.Ink == nil {
		e := v.figure(i)
		v.doc.Elems[e].Box, v.doc.Elems[e].BoxPage = box, v.index
	}
	const gray = 160
	tag := page.Tag{Artifact: page.LayoutArtifact}
	x1, y1, x2, y2 := box.X, box.Y, box.X+box.W, box.Y+box.H
	if s.Line {
		v.items = append(v.items, page.Rule{Tag: tag, X1: x1, Y1: y2, X2: x2, Y2: y2, Width: unit.Pt / 2})
	}
	if !s.Frame {
		return
	}
	for _, l := range [4][4]unit.Length{{x1, y1, x2, y1}, {x1, y2, x2, y2}, {x1, y1, x1, y2}, {x2, y1, x2, y2}} {
		v.items = append(v.items, page.Rule{Tag: tag, X1: l[0], Y1: l[1], X2: l[2], Y2: l[3], Width: unit.Pt / 4, Gray: gray})
	}
}
