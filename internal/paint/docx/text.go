package docx

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

var horizontals = [...]string{grid.AlignDefault: "left", grid.AlignLeft: "left", grid.AlignCenter: "center", grid.AlignRight: "right",
	grid.AlignDistribute: "distribute", grid.AlignJustify: "both", grid.AlignOutside: "right"}

// line adds a row of one text as a paragraph of its own, with the row's height.
func (d *document) line(t *grid.MeasuredTable, rows []row, i int) {
	r := &rows[i]
	c := r.cells[0].MeasuredCell
	texts := strings.Split(c.Text, "\n")
	room := max(r.height-c.Pitch*unit.Length(max(len(c.Lines), 1)), 0)
	before, after := room/2, room-room/2
	switch c.Style.VAlign {
	case grid.AlignLeft:
		before, after = 0, room
	case grid.AlignRight:
		before, after = room, 0
	}
	// A table in the middle of the page is as wide as its columns; a line beside it begins and ends where it does.
	width, _ := t.Body()
	inset := max(width-t.Width().Scale(int64(cmp.Or(t.Scale, 100)), 100), 0) / 2
	from := 0
	for k, s := range texts {
		p := paragraph{from: from, keep: t.Rows[r.from].Role != grid.RoleNote, left: inset, right: inset}
		if k == 0 {
			p.before = before
		}
		if k == len(texts)-1 {
			p.after = after
		}
		if t.Rows[r.from].Role == grid.RoleTitle {
			p.outline = true
		}
		d.paragraph(t, c, s, p)
		from += len(s) + 1
	}
}

// text adds the paragraphs of a cell, its picture below them.
func (d *document) text(t *grid.MeasuredTable, c *grid.MeasuredCell, keep bool) {
	lines := strings.Split(c.Text, "\n")
	if c.Picture != nil && c.Text == "" { // a cell has a picture or a seal
		lines = nil
	}
	stack, from, before := stacked(t, c), 0, unit.Length(0)
	if sealed(c) {
		before = d.seal(t, c, keep)
	}
	for i, s := range lines {
		if i > 0 {
			before = 0
		}
		d.paragraph(t, c, s, paragraph{from: from, before: before, aside: c.Slants > 0, pushed: c.Slants > 0 && i+1 < len(lines), keep: keep, mark: i == 0 && c.Mark > 0, left: stack, right: stack})
		from += len(s) + 1
	}
	if c.Picture != nil {
		d.f(`<w:p><w:pPr>`)
		d.keep(keep)
		d.f(`<w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/></w:pPr><w:r>`)
		d.picture(t, c.Picture)
		d.f(`</w:r></w:p>`)
	}
}

// stacked is the indent on both sides that leaves room for one character a line, where the text stands upright.
func stacked(t *grid.MeasuredTable, c *grid.MeasuredCell) unit.Length {
	if c.Style == nil || !c.Style.Stack {
		return 0
	}
	width := -4 * unit.Px
	for _, w := range t.Columns[c.Col : c.Col+c.ColSpan] {
		width += w
	}
	return max(width-c.Size.Scale(13, 10), 0) / 2
}

// paragraph is what sets a paragraph apart from others of its cell.
type paragraph struct {
	before, after, left, right unit.Length
	keep, outline, mark        bool
	from                       int  // where it begins in the cell's text
	aside, pushed              bool // beside a diagonal: at the left, or pushed to the right
}

func (d *document) keep(on bool) {
	if on {
		d.f(`<w:keepNext/>`)
	}
}

// paragraph adds one paragraph in the cell's style.
func (d *document) paragraph(t *grid.MeasuredTable, c *grid.MeasuredCell, text string, p paragraph) {
	s := c.Style
	if s == nil {
		s = &grid.Style{Size: 12 * unit.Pt}
	}
	size := cmp.Or(c.Size, s.Size)
	pitch := cmp.Or(c.Pitch, size.Scale(13, 10))
	d.f(`<w:p><w:pPr>`)
	d.keep(p.keep)
	d.f(`<w:spacing w:before="%d" w:after="%d" w:line="%d" w:lineRule="exact"/>`, twips(t, p.before), twips(t, p.after), twips(t, pitch))
	left := p.left
	if s.Align == grid.AlignLeft || s.Align == grid.AlignDefault || s.Align == grid.AlignJustify {
		left += size.Scale(int64(s.Indent), 100) + s.PadLeft
	}
	switch first := size.Scale(int64(s.First), 100); {
	case first != 0:
		d.f(`<w:ind w:left="%d" w:right="%d" w:firstLine="%d"/>`, twips(t, left), twips(t, p.right), twips(t, first))
	case left != 0 || p.right != 0:
		d.f(`<w:ind w:left="%d" w:right="%d"/>`, twips(t, left), twips(t, p.right))
	}
	align := horizontals[s.Align]
	switch {
	case p.pushed:
		align = "right"
	case p.aside:
		align = "left"
	}
	d.f(`<w:jc w:val="%s"/>`, align)
	if p.outline {
		d.f(`<w:outlineLvl w:val="0"/>`)
	}
	look := runLook(t, s, size)
	d.f(`%s</w:pPr>`, look)
	if p.mark {
		d.f(`<w:commentRangeStart w:id="%d"/>`, len(d.comments))
	}
	if len(c.Spans) == 0 {
		d.run(look, text)
	}
	for _, x := range c.Split(p.from, p.from+len(text)) {
		if len(c.Spans) > 0 {
			d.run(runLook(t, cmp.Or(x.Style, s), size), c.Text[x.Start:x.End])
		}
	}
	if p.mark {
		d.f(`<w:commentRangeEnd w:id="%d"/><w:r><w:commentReference w:id="%[1]d"/></w:r>`, len(d.comments))
		d.comments = append(d.comments, c.Mark)
	}
	d.f(`</w:p>`)
}

// runLook is the rPr of a text: its faces by their Windows names, size in half points.
func runLook(t *grid.MeasuredTable, s *grid.Style, size unit.Length) string {
	var b strings.Builder
	b.WriteString(`<w:rPr>` + fonts(s.Family, s.Latin))
	if s.Bold || s.Family == "小标宋" { // Windows has no 小标宋; its look is that of a bold 宋体
		b.WriteString(`<w:b/>`)
	}
	if s.Strike {
		b.WriteString(`<w:strike/>`)
	}
	switch g := s.Gray; {
	case s.Color != 0:
		b.WriteString(`<w:color w:val="` + hex(uint8(s.Color>>16)) + hex(uint8(s.Color>>8)) + hex(uint8(s.Color)) + `"/>`)
	case g != 0:
		b.WriteString(`<w:color w:val="` + strings.Repeat(hex(g), 3) + `"/>`)
	}
	if s.Letter > 0 && !s.Stack {
		b.WriteString(`<w:spacing w:val="` + strconv.FormatInt(twips(t, size.Scale(int64(s.Letter), 100)), 10) + `"/>`)
	}
	b.WriteString(halfPoints(t, size))
	if s.Underline {
		b.WriteString(`<w:u w:val="single"/>`)
	}
	switch {
	case s.Raise > 0:
		b.WriteString(`<w:vertAlign w:val="superscript"/>`)
	case s.Raise < 0:
		b.WriteString(`<w:vertAlign w:val="subscript"/>`)
	}
	b.WriteString(`</w:rPr>`)
	return b.String()
}

// fonts names the faces of Han text and of Latin letters and digits. The hint sets signs that both have, quotation
// marks and dashes, as Chinese ones.
func fonts(family, latin string) string {
	han := ooxml.FontName(family)
	other := han
	if latin != "" {
		other = ooxml.FontName(latin)
	}
	return `<w:rFonts w:ascii="` + string(ooxml.AppendXML(nil, other)) + `" w:eastAsia="` + string(ooxml.AppendXML(nil, han)) +
		`" w:hAnsi="` + string(ooxml.AppendXML(nil, other)) + `" w:hint="eastAsia"/>`
}

func hex(g uint8) string {
	const digits = "0123456789ABCDEF"
	return string([]byte{digits[g>>4], digits[g&15]})
}

// run adds a text, tabs as Word has them.
func (d *document) run(look, text string) {
	if text == "" {
		return
	}
	d.f(`<w:r>%s`, look)
	for i, part := range strings.Split(text, "\t") {
		if i > 0 {
			d.f(`<w:tab/>`)
		}
		if part != "" {
			d.x = append(ooxml.AppendXML(append(d.x, `<w:t xml:space="preserve">`...), part), `</w:t>`...)
		}
	}
	d.f(`</w:r>`)
}

// attr appends an attribute w:val.
func attr(x []byte, value string) []byte {
	return append(ooxml.AppendXML(append(x, ` w:val="`...), value), '"')
}
