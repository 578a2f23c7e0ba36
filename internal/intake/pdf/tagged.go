package pdf

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
)

// spot is where marked content is: a page and a number there.
type spot struct {
	page int
	mark int32
}

// element is a table or a paragraph of the structure tree (14.7, 14.8.4).
type element struct {
	rows   [][]tagCell // of a table
	spots  []spot      // of a paragraph
	actual string      // what the file says it stands for
}

type tagCell struct {
	height, width int
	spots         []spot
	actual        string
}

// What a structure tree may have.
const maxElements, maxTags = 200_000, 64

// tree reads the structure tree: tables and paragraphs in order.
type tree struct {
	*document
	page map[ref]int
	seen map[ref]bool
	out  []element
	left int
	bad  bool
}

// tagged reads the tables that the structure tree of a file of this program has; nil if it has none, or if it does not
// agree with what is seen: a cell for each cell, and nothing printed that is in none.
func (d *document) tagged() *found.Document {
	root := d.dict(d.trailer["Root"])
	if !d.ours || root["StructTreeRoot"] == nil {
		return nil
	}
	t := &tree{document: d, page: map[ref]int{}, seen: map[ref]bool{}, left: maxElements}
	for i, id := range d.ids {
		t.page[id] = i
	}
	t.kids(d.dict(root["StructTreeRoot"])["K"], -1, 0, func(v any, page, depth int) { t.block(v, page, depth) })
	if t.bad {
		return nil
	}
	texts, ok := d.bySpot(t.out)
	if !ok {
		return nil
	}
	out := &found.Document{}
	var beside []*found.Line
	var last *found.Table
	numbers := map[int]int{}
	for _, e := range t.out {
		if e.rows == nil {
			if l := d.paragraph(e, texts); l != nil {
				if beside = append(beside, l); last != nil {
					last.Below = append(last.Below, l)
				}
			}
			continue
		}
		x, ok := d.fromTags(e, texts, numbers)
		if !ok {
			return nil
		}
		x.Above, beside = beside, nil
		out.Tables = append(out.Tables, x)
		last = x
	}
	for _, x := range out.Tables {
		d.settle(x)
	}
	return out
}

// kids calls do for each kid that is an element.
func (t *tree) kids(v any, page, depth int, do func(v any, page, depth int)) {
	if t.left--; t.left < 0 || depth > maxTags {
		t.bad = true
		return
	}
	for _, k := range t.list(v) {
		if r, ok := k.(ref); ok {
			if t.seen[r] {
				t.bad = true
				return
			}
			t.seen[r] = true
		}
		if d, ok := t.get(k).(dict); ok && d["S"] != nil && !t.bad {
			do(d, page, depth+1)
		}
	}
}

// pageOf is the page of an element, that of the one around it if it does not say.
func (t *tree) pageOf(d dict, page int) int {
	if r, ok := d["Pg"].(ref); ok {
		if p, ok := t.page[r]; ok {
			return p
		}
	}
	return page
}

// block takes an element outside tables.
func (t *tree) block(v any, page, depth int) {
	d := t.dict(v)
	page = t.pageOf(d, page)
	switch d["S"] {
	case name("Document"), name("Part"), name("Sect"), name("Div"), name("Art"):
		t.kids(d["K"], page, depth, t.block)
	case name("Table"):
		e := element{rows: [][]tagCell{}}
		t.kids(d["K"], page, depth, func(v any, page, depth int) { t.row(v, page, depth, &e) })
		t.out = append(t.out, e)
	default:
		t.out = append(t.out, element{spots: t.spots(v, page, depth), actual: t.actual(v)})
	}
}

// row takes an element within a table.
func (t *tree) row(v any, page, depth int, e *element) {
	d := t.dict(v)
	page = t.pageOf(d, page)
	switch d["S"] {
	case name("THead"), name("TBody"), name("TFoot"):
		t.kids(d["K"], page, depth, func(v any, page, depth int) { t.row(v, page, depth, e) })
	case name("TR"):
		row := []tagCell{}
		t.kids(d["K"], page, depth, func(v any, page, depth int) {
			c := t.dict(v)
			x := tagCell{height: 1, width: 1, spots: t.spots(v, page, depth), actual: t.actual(v)}
			for _, a := range t.list(c["A"]) {
				a := t.dict(a)
				x.height, x.width = max(x.height, whole(t.get(a["RowSpan"]))), max(x.width, whole(t.get(a["ColSpan"])))
			}
			row = append(row, x)
		})
		e.rows = append(e.rows, row)
	default:
		t.out = append(t.out, element{spots: t.spots(v, page, depth), actual: t.actual(v)}) // a caption
	}
}

// spots are all marked content of an element and those within it, in order.
func (t *tree) spots(v any, page, depth int) (out []spot) {
	d := t.dict(v)
	page = t.pageOf(d, page)
	if t.left--; t.left < 0 || depth > maxTags {
		t.bad = true
		return nil
	}
	for _, k := range t.list(d["K"]) {
		if r, ok := k.(ref); ok {
			if t.seen[r] {
				t.bad = true
				return nil
			}
			t.seen[r] = true
		}
		switch k := t.get(k).(type) {
		case float64:
			out = append(out, spot{page, int32(k)})
		case dict:
			switch {
			case k["MCID"] != nil:
				out = append(out, spot{t.pageOf(k, page), int32(whole(t.get(k["MCID"])))})
			case k["S"] != nil:
				out = append(out, t.spots(k, page, depth+1)...)
			}
		}
	}
	return out
}

// bySpot are the glyphs of each piece of marked content; ok is false if something is printed that is in no element.
func (d *document) bySpot(es []element) (map[spot][]glyph, bool) {
	known := map[spot]bool{}
	for _, e := range es {
		for _, s := range e.spots {
			known[s] = true
		}
		for _, r := range e.rows {
			for _, c := range r {
				for _, s := range c.spots {
					if known[s] {
						return nil, false // in two cells
					}
					known[s] = true
				}
			}
		}
	}
	out := map[spot][]glyph{}
	for p := range d.pages {
		for _, g := range d.pages[p].glyphs {
			s := spot{p, g.mark}
			if g.kind != body {
				continue
			}
			if !known[s] && strings.TrimSpace(g.text) != "" {
				return nil, false
			}
			out[s] = append(out[s], g)
		}
	}
	return out, true
}

// paragraph is the text of an element beside tables.
func (d *document) paragraph(e element, texts map[spot][]glyph) *found.Line {
	lines, at := d.lines(e.spots, texts)
	if len(lines) == 0 {
		return nil
	}
	fr := d.frameOf(at, nil, 0, nil)
	for _, l := range lines { // as wide as its longest line, or the tables of the page
		fr.left, fr.right = min(fr.left, l.left), max(fr.right, l.right)
	}
	if g := d.grids[at]; len(g) > 0 {
		fr.left, fr.right = g[0].xs[0], g[0].xs[len(g[0].xs)-1]
	}
	c, ok := d.cell(lines, fr)
	if !ok || strings.TrimSpace(c.Text) == "" {
		return nil
	}
	if s := standsFor(e.actual, c.Text); s != "" {
		c.Text = s
	}
	return &found.Line{Text: c.Text, Said: c.Said()}
}

// lines are the lines of marked content, page by page; at is the first page.
func (d *document) lines(spots []spot, texts map[spot][]glyph) (out []printed, at int) {
	at = -1
	for i := 0; i < len(spots); {
		p := spots[i].page
		var gs []glyph
		for ; i < len(spots) && spots[i].page == p; i++ {
			gs = append(gs, texts[spots[i]]...)
		}
		if len(gs) == 0 || p < 0 {
			continue
		}
		if at < 0 {
			at = p
		}
		out = append(out, reading(gs, strikes{d.rest[p], d.work}, true, false)...)
	}
	return out, max(at, 0)
}

// actual is what the file says an element stands for, or a heading that is all of it.
func (t *tree) actual(v any) string {
	d := t.dict(v)
	if s, ok := t.get(d["ActualText"]).(str); ok {
		return t.kept(s)
	}
	if kids := t.list(d["K"]); len(kids) == 1 {
		if s, ok := t.get(t.dict(kids[0])["ActualText"]).(str); ok && t.dict(kids[0])["S"] != nil {
			return t.kept(s)
		}
	}
	return ""
}

// kept is a text string that is kept, if there is room for it.
func (t *tree) kept(s str) string {
	if t.keep(2 * len(s)); t.spent() {
		t.bad = true
		return ""
	}
	return textString(s)
}

// standsFor is what the file says a text stands for, if that is the one which is printed but for white space and forms
// of characters that stand upright: blanks that hang at line ends are in no other place. Empty: the text itself.
func standsFor(said, text string) string {
	solid := func(s string) string { return strings.Join(strings.Fields(standing.Replace(s)), "") }
	if said == "" || solid(said) != solid(text) {
		return ""
	}
	return said
}

// fromTags is a table of the structure tree; ok is false if its cells are not those that are seen.
func (d *document) fromTags(e element, texts map[spot][]glyph, numbers map[int]int) (*found.Table, bool) {
	t := &found.Table{Height: len(e.rows)}
	var under []int // by column: rows still covered from above
	page := -1
	type seenCell struct {
		page  int
		grid  *ruled
		index int
	}
	taken := map[seenCell]bool{}
	for i, r := range e.rows {
		col, first := 0, -1
		for _, c := range r {
			for col < len(under) && under[col] > 0 {
				col++
			}
			if c.height > len(e.rows)-i || col+c.width > found.LastCol {
				return nil, false
			}
			for len(under) < col+c.width {
				under = append(under, 0)
			}
			for k := col; k < col+c.width; k++ {
				under[k] = c.height
			}
			if c.height > 1 || c.width > 1 {
				t.Spans = append(t.Spans, found.Span{Row: i + 1, Col: col + 1, LastRow: i + c.height, LastCol: col + c.width})
			}
			lines, at := d.lines(c.spots, texts)
			if len(lines) > 0 {
				if first < 0 || at < first {
					first = at
				}
				var here *ruled
				index := -1
				for _, s := range c.spots { // all of it lies in one cell of a page, which no other has
					for _, g := range texts[s] {
						if strings.TrimSpace(g.text) == "" {
							continue
						}
						grid, n := d.cellAt(s.page, &g)
						if s.page == at && index < 0 {
							here, index = grid, n
						}
						if s.page == at && grid != nil && (grid != here || n != index) {
							return nil, false
						}
					}
				}
				if here != nil && taken[seenCell{at, here, index}] {
					return nil, false
				}
				taken[seenCell{at, here, index}] = here != nil
				fr := d.frameOf(at, here, max(index, 0), texts[c.spots[0]])
				if x, ok := d.cell(lines, fr); ok {
					if s := standsFor(c.actual, x.Text); s != "" {
						x.Text = s
					}
					x.Col = col + 1
					put(t, i+1, x)
				}
			}
			col += c.width
		}
		t.Width = max(t.Width, len(under))
		for k := range under {
			under[k]--
		}
		if page = max(page, first, 0); len(t.Pieces) == 0 || t.Pieces[len(t.Pieces)-1].Page != page+1 {
			numbers[page]++
			t.Pieces = append(t.Pieces, found.Piece{Row: i + 1, Table: numbers[page], Page: page + 1})
		}
		t.Pieces[len(t.Pieces)-1].Height++
	}
	return t, slices.IndexFunc(under, func(n int) bool { return n > 0 }) < 0
}

// cellAt is the seen cell a glyph lies in.
func (d *document) cellAt(p int, g *glyph) (*ruled, int) {
	if p < 0 || p >= len(d.grids) {
		return nil, -1
	}
	x, y := g.middle()
	for _, t := range d.grids[p] {
		if c := t.at(x, y); c >= 0 {
			return t, c
		}
	}
	return nil, -1
}
