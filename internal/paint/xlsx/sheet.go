package xlsx

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// form is a form while its sheets are written.
type form struct {
	*Book
	m     *grid.Measured
	many  bool // other sheets are printed with it
	names []string
	pages int
	refs  map[string][]place // by path of the datum, when formulas are wanted
}

// sheet turns table i into a sheet; its first page is number page.
func (f *form) sheet(i, page int) (*ooxml.Sheet, error) {
	t := &f.m.Tables[i]
	p, err := f.print(i, page)
	if err != nil {
		return nil, err
	}
	s := &ooxml.Sheet{Name: f.names[i], Print: p, Columns: make([]ooxml.Column, len(t.Columns)), Rows: make([]ooxml.Row, len(t.Rows))}
	for c, w := range t.Columns {
		s.Columns[c].Width = w
	}
	cols := len(t.Columns)
	all := make([]ooxml.Cell, len(t.Rows)*cols)
	for r := range t.Rows {
		s.Rows[r] = ooxml.Row{Height: t.Rows[r].Height, Cells: all[r*cols : (r+1)*cols : (r+1)*cols]}
	}
	for k := 1; k < len(t.Pages); k++ {
		s.Breaks = append(s.Breaks, t.Pages[k].First)
	}
	for k := range t.Cells {
		c := &t.Cells[k]
		if !t.CutMerges {
			f.cell(s, i, c, block{c.Row, c.Row + c.RowSpan, c.Text, true, true})
			continue
		}
		for _, b := range cut(t, k) {
			f.cell(s, i, c, b)
		}
	}
	s.Ignore = []ooxml.Range{{R2: max(len(t.Rows)-1, 0), C2: max(cols-1, 0)}}
	return s, nil
}

// block is the part of a cell in rows from ≤ r < to: all of it, or what is on one page.
type block struct {
	from, to    int
	text        string
	first, last bool // no part before, none after
}

// cut parts a cell at the page breaks. Each part shows the whole text again, or, where the text flows over the parts,
// its share.
func cut(t *grid.MeasuredTable, k int) []block {
	c := &t.Cells[k]
	var out []block
	for _, p := range t.Pages {
		b := block{from: max(c.Row, p.First), to: min(c.Row+c.RowSpan, p.End), text: c.Text}
		if b.from >= b.to {
			continue
		}
		for _, fl := range p.Flow {
			if fl.Cell == k {
				b.text = c.Text[start(c, fl.From):start(c, fl.To)]
				if n := len(b.text); fl.To < len(c.Lines) && n > 0 && b.text[n-1] == '\n' {
					b.text = b.text[:n-1]
				}
			}
		}
		b.first, b.last = b.from == c.Row, b.to == c.Row+c.RowSpan
		out = append(out, b)
	}
	if out == nil {
		return []block{{c.Row, c.Row + c.RowSpan, c.Text, true, true}}
	}
	return out
}

// start is where line i of a cell begins in its text; the first also has what hangs before it, the one after the last
// the end.
func start(c *grid.MeasuredCell, i int) int {
	switch {
	case i <= 0:
		return 0
	case i >= len(c.Lines):
		return len(c.Text)
	}
	return c.Lines[i].Start
}

// cell writes a block of a cell: the value at its top left corner, the format on every position, so that each side of a
// merged cell has its rule.
func (f *form) cell(s *ooxml.Sheet, table int, c *grid.MeasuredCell, b block) {
	t := &f.m.Tables[table]
	at := &s.Rows[b.from].Cells[c.Col]
	l := look{style: c.Style, size: c.Size, valign: straddling(t, c, b), slants: c.Slants > 0}
	if c.Picture != nil {
		l.valign = grid.AlignLeft // the text is above the picture
	}
	literal, number, isNumber := "", "", false
	if fits(t, c) {
		literal, number, isNumber = stored(&c.Cell, b.text)
	}
	switch {
	case isNumber:
		at.Kind, at.Value = ooxml.Number, literal
		l.number, l.shrink = number, true
		if f.o.Formulas && c.Formula != "" {
			at.Formula = f.formula(table, c.Formula)
		}
		l.latin = c.Style.Latin != ""
	case b.text != "":
		if c.Slants > 0 {
			b.text = pushed(t, c)
		}
		at.Kind, at.Value = ooxml.Text, b.text
		l.quote = ooxml.Risky(b.text)
		if c.Style != nil {
			if at.Runs, l.latin = runs(b.text, c.Style, c.Size); len(c.Spans) > 0 {
				at.Runs, l.latin = spans(c, b), false
			}
			one := len(c.Lines) <= 1
			l.wrap = !(one && (c.Style.Stack || c.Style.Overflow == grid.Shrink))
		}
	default:
		l.wrap = true // an empty cell may be written in
	}
	// What was not entered as it is is marked by a format that shows only in protected sheets, and a blank or dash
	// that was by a direction it has anyway; both outlive every program that saves the file: who reads the workbook
	// back knows what was entered.
	l.derived = c.Computed && c.Text != "" || c.Entered == grid.AsEmpty
	l.meant = c.Entered == grid.AsNothing
	if f.o.Edit != nil {
		l.Edit = f.o.Edit(table, c)
		if l.Number != "" {
			l.wrap, l.shrink = !l.Shrink, l.Shrink
			if isNumber && l.Formula == "" { // what was entered stays as it was typed
				at.Kind, at.Value = ooxml.Text, b.text
			}
		}
		if l.Formula != "" {
			l.derived = false
			at.Formula, at.Runs, at.Kind, at.Value = l.Formula, nil, l.Kind, l.Value
			if l.Kind == ooxml.Blank {
				at.Kind = ooxml.Text
			}
		}
		l.Formula, l.Value, l.Kind = "", "", ooxml.Blank // no matter of looks
	}
	n := f.look(&l)
	for r := b.from; r < b.to; r++ {
		for k := c.Col; k < c.Col+c.ColSpan; k++ {
			e := sides(t, r, k)
			if r == b.from && !b.first {
				e.top = closing(t, c, k)
			}
			if r == b.to-1 && !b.last {
				e.bottom = closing(t, c, k)
			}
			p := &s.Rows[r].Cells[k]
			p.Col, p.Style = k, f.style(n, &l, e)
		}
	}
	if b.to-b.from > 1 || c.ColSpan > 1 {
		s.Merges = append(s.Merges, ooxml.Range{R1: b.from, C1: c.Col, R2: b.to - 1, C2: c.Col + c.ColSpan - 1})
	}
	if c.Seal != nil && c.Seal.Thin != nil && b.first {
		s.Pictures = append(s.Pictures, seal(t, c, b))
	}
	if c.Picture != nil && b.first {
		s.Pictures = append(s.Pictures, picture(t, c, b))
	}
	if c.Mark > 0 && b.first {
		what := "问题 %d，见问题清单"
		if c.Answered {
			what = "问题 %d，已说明，见问题清单"
		}
		s.Notes = append(s.Notes, ooxml.Note{Row: b.from, Col: c.Col, Author: "校对", Text: fmt.Sprintf(what, c.Mark)})
	}
}

// sides are the rules around a position. The rule between a text line and the ruled table is written on the table's
// side only, so that the sheet itself says where the table begins and ends.
func sides(t *grid.MeasuredTable, r, k int) edges {
	e := edges{top: t.HEdges[r][k], right: t.VEdges[r][k+1], bottom: t.HEdges[r+1][k], left: t.VEdges[r][k]}
	if !t.Rows[r].Role.Bordered() {
		if r > 0 && t.Rows[r-1].Role.Bordered() {
			e.top = grid.NoBorder
		}
		if r+1 < len(t.Rows) && t.Rows[r+1].Role.Bordered() {
			e.bottom = grid.NoBorder
		}
	}
	return e
}

// straddling is where the text of a merged cell is when a page break runs through the cell: as its style says if
// the text then is on one page, else at the top or the bottom. A spreadsheet would print half of a line on each
// page.
func straddling(t *grid.MeasuredTable, c *grid.MeasuredCell, b block) grid.Align {
	if c.Style == nil || len(t.Pages) < 2 || b.to-b.from < 2 {
		return grid.AlignDefault
	}
	parts := []unit.Length{0} // where the parts of the cell end, from its top
	height := unit.Length(0)
	for r := b.from; r < b.to; r++ {
		if r > b.from && slices.ContainsFunc(t.Pages, func(p grid.PageSpan) bool { return p.First == r }) {
			parts = append(parts, height)
		}
		height += t.Rows[r].Height
	}
	parts = append(parts, height)
	text := c.Pitch * unit.Length(len(c.Lines))
	for _, a := range [4]grid.Align{c.Style.VAlign, grid.AlignLeft, grid.AlignRight, grid.AlignCenter} {
		top := (height - text) / 2
		switch vertical[a] {
		case "top":
			top = 0
		case "bottom":
			top = height - text
		}
		for i := range len(parts) - 1 {
			if parts[i] <= top && top+text <= parts[i+1] {
				return a
			}
		}
	}
	return grid.AlignLeft // longer than any part: it runs over the break from the top, as in the PDF
}

// fits says whether a number could be shown in the cell. A number is never wrapped, stacked or spread, and where it is
// too wide there is only ####. A column of n digits' width (n digits and 5 px) shows n digits.
func fits(t *grid.MeasuredTable, c *grid.MeasuredCell) bool {
	if c.Style == nil || len(c.Lines) > 1 || c.Style.Stack || c.Style.Align == grid.AlignDistribute || c.Style.Align == grid.AlignJustify {
		return false
	}
	room := -5 * unit.Px
	for _, w := range t.Columns[c.Col : c.Col+c.ColSpan] {
		room += w
	}
	return len(c.Lines) == 0 || c.Lines[0].Width <= room
}

// closing is the rule that closes a cut cell in column k: the stronger of those above and below the whole cell.
func closing(t *grid.MeasuredTable, c *grid.MeasuredCell, k int) grid.BorderKind {
	return max(t.HEdges[c.Row][k], t.HEdges[c.Row+c.RowSpan][k])
}

// pushed is the text of a cell cut by a diagonal: a sheet has one alignment for all of a cell, so blanks, full-width
// ones, which every face has as wide, push the lines above the diagonal to the right.
func pushed(t *grid.MeasuredTable, c *grid.MeasuredCell) string {
	var width unit.Length
	for _, w := range t.Columns[c.Col : c.Col+c.ColSpan] {
		width += w
	}
	lines := strings.Split(c.Text, "\n")
	for i := range min(len(lines)-1, len(c.Lines)) {
		if free := width - 6*unit.Px - c.Lines[i].Width; free > 0 {
			lines[i] = strings.Repeat("　", int(free/c.Size)) + strings.Repeat(" ", int(2*free/c.Size)%2) + lines[i]
		}
	}
	return strings.Join(lines, "\n")
}

// spans splits a cell's text by the styles of its parts, and each by font.
func spans(c *grid.MeasuredCell, b block) (out []ooxml.TextRun) {
	from := max(strings.Index(c.Text, b.text), 0) // of a cell that is cut, the part shown
	for _, s := range c.Split(from, from+len(b.text)) {
		text := c.Text[s.Start:s.End]
		fonts, latin := runs(text, s.Style, c.Size)
		if fonts == nil {
			fonts = []ooxml.TextRun{{Text: text, Font: font(s.Style, c.Size, latin)}}
		}
		out = append(out, fonts...)
	}
	return out
}

// runs parts a text by font when its style has another for Latin letters and digits. latin is true, and there are no
// runs, when all of it is Latin.
func runs(text string, s *grid.Style, size unit.Length) (out []ooxml.TextRun, latin bool) {
	if s.Latin == "" {
		return nil, false
	}
	from, kind := 0, 0 // 1: the style's family, 2: its Latin family
	flush := func(to int) {
		if to > from {
			out = append(out, ooxml.TextRun{Text: text[from:to], Font: font(s, size, kind == 2)})
			from = to
		}
	}
	for i, r := range text {
		k := 1
		switch {
		case r <= ' ':
			k = kind // white space goes with what is before it
		case r < 0x7f:
			k = 2
		}
		if k != kind && kind != 0 {
			flush(i)
		}
		kind = k
	}
	if from == 0 {
		return nil, kind == 2
	}
	flush(len(text))
	return out, false
}
