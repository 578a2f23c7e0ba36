package docx

import (
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

const twip = unit.Pt / 20

// twips is a length as Word counts it, after the table's scale.
func twips(t *grid.MeasuredTable, l unit.Length) int64 {
	if t.Scale != 0 && t.Scale != 100 {
		l = l.Scale(int64(t.Scale), 100)
	}
	return int64(l.RoundTo(twip) / twip)
}

// table adds the rows of one table.
func (d *document) table(t *grid.MeasuredTable) {
	rows := logical(t)
	all := blocks(t, rows)
	for i, b := range all {
		if b.kind == line {
			d.line(t, rows, b.from)
			continue
		}
		if i > 0 && all[i-1].kind != line { // Word would join the two
			d.gap()
		}
		below := -1
		if i+1 < len(all) && all[i+1].kind == ruled && b.kind == ruled {
			below = rows[b.end].from
		}
		d.part(t, rows, b, below)
	}
}

// gap is a paragraph as low as Word allows, between two tables or behind the last.
func (d *document) gap() { d.f(`<w:p><w:pPr>%s</w:pPr></w:p>`, low) }

// gapHeight is how high a gap is; low are its properties.
const gapHeight = unit.Pt

const low = `<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr>`

// part adds one table of the document.
func (d *document) part(t *grid.MeasuredTable, rows []row, b block, below int) {
	d.f(`<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>`, twips(t, t.Width()))
	// The measure leaves 5 px of a column, rules included, for the air beside a text.
	d.f(`<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="30" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="30" w:type="dxa"/></w:tblCellMar>`)
	if t.Name != "" {
		d.x = append(attr(append(d.x, `<w:tblCaption`...), t.Name), `/>`...)
	}
	d.f(`</w:tblPr><w:tblGrid>`)
	for _, c := range t.Columns {
		d.f(`<w:gridCol w:w="%d"/>`, twips(t, c))
	}
	d.f(`</w:tblGrid>`)
	for i := b.from; i < b.end; i++ {
		d.row(t, rows, i, i < b.from+b.heads, i+1 == b.end && (b.end == len(rows) || kindOf(t, &rows[b.end]) != line), below)
	}
	d.f(`</w:tbl>`)
}

// row adds a row of a table; below is the physical row that another part of the ruled table begins with, which has the
// rule between the two. A row may grow: what is written into it later must not be cut off.
func (d *document) row(t *grid.MeasuredTable, rows []row, i int, heading, last bool, below int) {
	r := &rows[i]
	d.f(`<w:tr><w:trPr>`)
	if !r.flows {
		d.f(`<w:cantSplit/>`)
	}
	height := r.height
	if last { // the point of the gap behind it is taken from its air
		height = max(height-gapHeight, 0)
	}
	d.f(`<w:trHeight w:val="%d" w:hRule="atLeast"/>`, twips(t, height))
	if heading {
		d.f(`<w:tblHeader/>`)
	}
	d.f(`</w:trPr>`)
	keep := heading || i+1 < len(rows) && t.Rows[rows[i+1].from].KeepAbove
	for _, c := range r.cells {
		d.cell(t, r, c, i, keep, below)
	}
	d.f(`</w:tr>`)
}

var verticals = [...]string{grid.AlignDefault: "center", grid.AlignLeft: "top", grid.AlignCenter: "center",
	grid.AlignRight: "bottom", grid.AlignDistribute: "both", grid.AlignJustify: "both", grid.AlignOutside: "center"}

// cell adds the part of a cell that lies in row i.
func (d *document) cell(t *grid.MeasuredTable, r *row, c *cell, i int, keep bool, below int) {
	width := unit.Length(0)
	for _, w := range t.Columns[c.Col : c.Col+c.ColSpan] {
		width += w
	}
	d.f(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, twips(t, width))
	if c.ColSpan > 1 {
		d.f(`<w:gridSpan w:val="%d"/>`, c.ColSpan)
	}
	switch {
	case c.end-c.from > 1 && i == c.from:
		d.f(`<w:vMerge w:val="restart"/>`)
	case i > c.from:
		d.f(`<w:vMerge/>`)
	}
	d.f(`<w:tcBorders>`)
	d.rule("top", t.HEdges[r.from][c.Col], i > c.from)
	d.rule("left", t.VEdges[r.from][c.Col], false)
	d.rule("bottom", t.HEdges[r.end][c.Col], i+1 < c.end || r.end == below)
	d.rule("right", t.VEdges[r.from][c.Col+c.ColSpan], false)
	if c.Slants > 0 {
		d.f(`<w:tl2br w:val="single" w:sz="4" w:space="0" w:color="auto"/>`)
	}
	d.f(`</w:tcBorders>`)
	vertical := "center"
	if s := c.Style; s != nil {
		if s.Fill != 0 {
			d.f(`<w:shd w:val="clear" w:color="auto" w:fill="%02X%02X%02X"/>`, s.Fill, s.Fill, s.Fill)
		}
		vertical = verticals[s.VAlign]
	}
	switch {
	case c.Picture != nil:
		vertical = "center"
	case sealed(c.MeasuredCell): // its paragraphs say where they are
		vertical = "top"
	}
	d.f(`<w:vAlign w:val="%s"/></w:tcPr>`, vertical)
	if i > c.from {
		d.f(`<w:p><w:pPr>`)
		d.keep(keep)
		d.f(`%s</w:pPr></w:p></w:tc>`, low)
		return
	}
	d.text(t, c.MeasuredCell, keep)
	d.f(`</w:tc>`)
}

// rules are the kinds of border and their widths in eighths of a point (ECMA-376 Part 1, 17.18.2).
var rules = [...]struct {
	val string
	sz  int
}{grid.NoBorder: {"nil", 0}, grid.Hair: {"single", 2}, grid.Thin: {"single", 4}, grid.Medium: {"single", 8},
	grid.Thick: {"single", 12}, grid.Double: {"double", 4}}

// rule adds a rule at a side; inside a merged cell there is none.
func (d *document) rule(side string, k grid.BorderKind, inside bool) {
	if inside || k == grid.NoBorder {
		d.f(`<w:%s w:val="nil"/>`, side)
		return
	}
	d.f(`<w:%s w:val="%s" w:sz="%d" w:space="0" w:color="000000"/>`, side, rules[k].val, rules[k].sz)
}
