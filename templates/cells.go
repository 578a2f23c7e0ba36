package templates

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/number"
)

// row turns a drawn line into a rowOp; nil if it cannot be one.
func (c *compiler) row(d notation.Line, role grid.RowRole) *rowOp {
	r := &rowOp{role: role, at: d.At, keepAbove: role == grid.RoleTotal}
	if d.Bare && c.region == body {
		c.Errorf(d.At, "LAYOUT-BAR", "表格的行写成 | 甲 | 乙 |", "表格的行应以“|”开头")
		return nil
	}
	cells := d.Cells
	if len(cells) == 1 && c.region != body { // one cell is as wide as the table
		for len(cells) < c.ncols {
			cells = append(cells, notation.Cell{Join: notation.JoinLeft, At: d.At})
		}
	}
	if len(cells) != c.ncols {
		c.Errorf(d.At, "LAYOUT-CELL-COUNT", "并入左边的格写 <", "这一行有 %d 格，表格有 %d 列", len(cells), c.ncols)
		return nil
	}
	if c.region != body {
		r.role = c.lineRole(cells)
	}
	for _, dc := range cells {
		r.cells = append(r.cells, c.cell(dc, r.role))
	}
	r.heads = heads(r)
	return r
}

// lineRole is the role of a line above or below the table, told by the style of its first cell.
func (c *compiler) lineRole(cells []notation.Cell) grid.RowRole {
	style := cells[0].Style
	switch {
	case c.region == below:
		return grid.RoleNote
	case c.l.sheet.Is(style, "title"):
		return grid.RoleTitle
	case c.l.sheet.Is(style, "subtitle"):
		return grid.RoleSubtitle
	}
	return grid.RoleHead
}

// heads says whether a row heads the rows below it: a drawn header, a row with at least two labels and no values (more
// labels than empty cells), or one label across the table.
func heads(r *rowOp) bool {
	labels, empty, across := 0, 0, 0
	for i := range r.cells {
		switch c := &r.cells[i]; {
		case c.join == notation.JoinLeft:
			across++
		case c.join == notation.JoinUp, c.level >= 0 && r.role == grid.RoleHeader: // a group beside the header of its items
		case c.label:
			labels++
		case c.static && c.fixed == "" && c.seal == nil && c.pic == nil:
			empty++
		default:
			return false
		}
	}
	return r.role == grid.RoleHeader || labels >= 2 && labels > empty || labels == 1 && across == len(r.cells)-1
}

// cell compiles one drawn cell.
func (c *compiler) cell(d notation.Cell, role grid.RowRole) cell {
	out := cell{join: d.Join, at: d.At, level: -1, depth: len(c.lists), inside: len(c.lists)}
	if d.Join != notation.JoinNone {
		return out
	}
	in := *c
	var group *fieldRef
	if c.sum == nil {
		group, out.level = c.group(d.Pieces)
	}
	if group != nil {
		out.depth = group.depth
		in.scope = c.scope.With("本组", c.lists[group.depth-1])
	}
	if d.Merge && group == nil {
		c.Errorf(d.At, "LAYOUT-MERGE", "字面上的“^”写成 \\^", "字段后面的“^”是和上面相同的合成一格，只用在 repeat 画的行里")
	}
	out.parts = in.parts(d.Pieces, d.At)
	if group != nil {
		c.checkGroup(&out)
		for i := range out.parts {
			p := &out.parts[i]
			p.group, p.level = group.depth, out.level
		}
	}
	if c.sum != nil {
		c.checkSum(&out)
	}
	c.special(&out)
	fields := 0
	for i := range out.parts {
		switch p := &out.parts[i]; p.kind {
		case notation.Field, notation.Choices, notation.Tick, notation.Check:
			if fields++; out.first == nil {
				out.first = p.ref
			}
		}
	}
	out.static = true
	for _, p := range out.parts {
		if out.slants = max(out.slants, p.slants); p.kind != notation.Text {
			out.static = false
		}
		if out.static {
			out.fixed += p.text
		}
	}
	if fields == 1 && len(out.parts) == 1 && (out.parts[0].kind == notation.Field || out.parts[0].kind == notation.Choices) {
		out.only = out.parts[0].ref
	}
	c.dress(&out, d, role)
	return out
}

// group finds the merge level a cell belongs to: it prints a merged field of the innermost repeat that merges one, the
// deepest level if several. −1: it is no group cell.
func (c *compiler) group(pieces []notation.Piece) (*fieldRef, int) {
	for d := len(c.lists) - 1; d >= 0; d-- {
		level := -1
		for _, p := range pieces {
			if p.Kind != notation.Field {
				continue
			}
			f, err := c.lookup(c.replaced(p.Text))
			if err != nil {
				continue
			}
			level = max(level, slices.IndexFunc(c.merge[d], func(m *fieldRef) bool { return m.field == f }))
		}
		if level >= 0 {
			return c.merge[d][level], level
		}
	}
	return nil, -1
}

// checkGroup refuses fields in a group cell that may differ from item to item: only the first item's would be printed.
func (c *compiler) checkGroup(out *cell) {
	d := out.depth
	for _, p := range out.parts {
		if p.ref == nil || p.ref.depth < d {
			continue
		}
		i := slices.IndexFunc(c.merge[d-1], func(m *fieldRef) bool { return m.field == p.ref.field })
		if p.ref.depth > d || i < 0 || i > out.level {
			c.Errorf(p.at, "LAYOUT-MERGE-LOSS", "把它放到另一格，或加进 merge", "“%s”和合并的字段同在一格，各行不同的值会丢失", p.ref.field.Name)
		}
	}
}

// special moves a seal or a picture from the text of a cell to the cell.
func (c *compiler) special(out *cell) {
	kept := out.parts[:0]
	for _, p := range out.parts {
		switch p.kind {
		case notation.Seal, notation.Picture:
			if out.seal != nil || out.pic != nil {
				c.Errorf(p.at, "LAYOUT-SPECIAL", "", "一格只能有一个印章或图")
			}
			if out.seal, out.pic = p.seal, p.pic; p.ref != nil { // its text is no part of the cell's, but the cell's answer
				p.kind, p.drawn, p.width, out.source = notation.Field, true, 0, p.ref
				kept = append(kept, p)
			}
		default:
			kept = append(kept, p)
		}
	}
	if out.parts = kept; out.seal != nil || out.pic != nil { // the blank between it and the text is not part of the text
		if n := len(kept); n > 0 {
			kept[0].text = strings.TrimLeft(kept[0].text, " ")
			kept[n-1].text = strings.TrimRight(kept[n-1].text, " ")
		}
	}
}

// dress gives a cell its styles, border and role.
func (c *compiler) dress(out *cell, d notation.Cell, role grid.RowRole) {
	usual := "text"
	switch {
	case !role.Bordered():
		usual = "head"
		if c.region == below {
			usual = "note"
		}
	case out.level >= 0, c.sum != nil && out.first != nil && out.first.depth == len(c.lists): // 甲科小计
		usual = "group"
	case out.static && out.fixed != "" && role == grid.RoleHeader:
		usual = "header"
	case out.static && out.fixed != "":
		usual = "label"
	case out.only != nil && out.only.field.Kind.Numeric(), len(out.parts) == 1 && out.parts[0].kind == notation.PageSum,
		len(out.parts) == 1 && out.parts[0].kind == notation.Expr && out.parts[0].expr.Kind() == model.IsNumber:
		usual = "number"
	}
	name := usual
	align, aligned := notation.Aligned(d.Style)
	if aligned = aligned && c.l.sheet.Rules[d.Style] == nil; !aligned && d.Style != "" {
		if c.l.sheet.Rules[d.Style] == nil {
			c.Errorf(d.StyleAt, "LAYOUT-UNKNOWN-STYLE", yamltree.DidYouMean(d.Style, c.l.sheet.Order), "没有样式“%s”", d.Style)
		} else {
			name = d.Style
		}
	}
	lk := c.l.sheet.Look(name)
	if aligned { // @居中: the usual style, set in the middle
		lk.Style.Align, lk.Style.Name = align, name+"·"+d.Style
	}
	out.style = c.l.intern(lk.Style)
	c.spans(out, lk.Style)
	switch {
	case lk.Border != nil:
		out.border = *lk.Border
	case role.Bordered():
		out.border = notation.UsualBorder
	}
	plain := d.Style != "" && !aligned && c.l.sheet.Is(name, "text") // a line to sign, a dash: fixed, but no label
	out.label = out.static && out.fixed != "" && !plain || len(out.parts) > 0 &&
		(c.l.sheet.Is(name, "header") || c.l.sheet.Is(name, "label")) && out.level < 0
	switch {
	case !role.Bordered():
		out.role = grid.TextLine
	case out.label || out.level >= 0:
		out.role = grid.RowHeader
	default:
		out.role = grid.Data
	}
}

// intern makes equal styles one pointer.
func (l *loader) intern(s grid.Style) *grid.Style {
	if p := l.styles[s]; p != nil {
		return p
	}
	p := &s
	l.styles[s] = p
	return p
}

// parts compiles the pieces of a cell; neighbouring fixed texts become one.
func (c *compiler) parts(pieces []notation.Piece, where yamltree.Pos) []part {
	var out []part
	span := ""
	text := func(t string) {
		if n := len(out); n > 0 && out[n-1].kind == notation.Text && out[n-1].span == span && out[n-1].width == 0 {
			out[n-1].text += t
		} else if t != "" {
			out = append(out, part{kind: notation.Text, text: t, at: where, span: span})
		}
	}
	for _, q := range pieces {
		if span = q.Style; span != "" && c.l.sheet.Rules[span] == nil {
			c.Errorf(q.StyleAt, "LAYOUT-UNKNOWN-STYLE", yamltree.DidYouMean(span, c.l.sheet.Order), "没有样式“%s”", span)
			span = ""
		}
		if q.Kind == notation.Text && q.Width > 0 {
			out = append(out, part{kind: notation.Text, at: where, width: q.Width})
			continue
		}
		p := part{span: span, width: q.Width, kind: q.Kind, format: q.Format, absent: c.replaced(q.Absent), at: q.At, depth: len(c.lists)}
		if p.rich = q.Format != "" && !number.Knows(q.Format); p.rich {
			p.shift = number.Scale(q.Format)
		}
		switch q.Kind {
		case notation.Text:
			text(q.Text)
			continue
		case notation.Variable:
			text(c.substitute("$"+q.Text, q.At))
			continue
		case notation.Field:
			if !c.fieldPart(&p, q) {
				continue
			}
		case notation.Expr:
			if q.Format != "" && !c.CheckFormat(q.FormatAt, q.Format) {
				continue
			}
			scope := c.scope
			if p.of = c.sum; p.of != nil {
				scope, p.depth = p.of.outer, p.depth-1
			}
			if p.expr = c.formula(q.Text, q.Inner, scope); p.expr == nil {
				continue
			}
		case notation.PageSum:
			if len(pieces) > 1 {
				c.Errorf(q.At, "LAYOUT-SPECIAL", "", "本页合计自己占一格，格里没有别的文字和字段")
				continue
			}
			if !c.sumPart(&p, q) {
				continue
			}
		case notation.Slants:
			if len(pieces) > 1 {
				c.Errorf(q.At, "LAYOUT-SPECIAL", "", "斜线格里没有别的文字和字段")
			}
			for i, t := range q.Texts {
				q.Texts[i] = c.replaced(t)
			}
			p.kind, p.text, p.slants = notation.Text, strings.Join(q.Texts, "\n"), len(q.Texts)-1
		case notation.Ordinal:
			if len(c.lists) == 0 {
				c.Errorf(q.At, "LAYOUT-ORDINAL", "", "{序号} 只能用在 repeat 里")
				continue
			}
			if q.Format != "" && q.Format != "一" && q.Format != "1" {
				c.Errorf(q.FormatAt, "LAYOUT-FORMAT", "可用 {序号} 或 {序号:一}", "序号没有“%s”这种格式", q.Format)
			}
		case notation.Choices, notation.Tick, notation.Check:
			if !c.tickPart(&p, q) {
				continue
			}
		case notation.Seal:
			p.seal = &grid.Seal{Name: c.substitute(q.Text, q.At), Width: q.Width, Height: q.Height, Frame: q.Frame, Line: q.Line}
			if q.From != "" && !c.depicted(&p, q) {
				continue
			}
		case notation.Picture:
			if p.pic = c.picture(q); p.pic == nil && !c.depicted(&p, q) {
				continue
			}
		}
		out = append(out, p)
	}
	return out
}
