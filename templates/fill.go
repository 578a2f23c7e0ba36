package templates

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/number"
)

// tick is a choice of a value that was printed.
type tick struct {
	v      *model.Value
	choice string
}

// fill makes the cell that is at row and col.
func (x *expander) fill(c *cell, row, col int) {
	x.cells = append(x.cells, grid.Cell{Row: row, Col: col, RowSpan: 1, ColSpan: 1, Role: c.role, Style: c.style, Border: c.border,
		Text: c.fixed, Picture: c.pic, Seal: c.seal})
	x.from, x.area = append(x.from, c), append(x.area, 1)
	if c.static {
		return
	}
	if x.pieces != nil {
		defer x.split(c)
	}
	out := &x.cells[len(x.cells)-1]
	if c.first != nil {
		v := c.first.value(x)
		f := &x.frames[c.first.depth]
		out.Path = v.Path
		if out.Path == "" && !f.kept {
			out.Path = f.item.Path + c.first.path
		}
		out.Place = c.first.place
		if f.place != "" {
			out.Place = f.place + " " + c.first.place
		}
	}
	if x.open && c.first != nil {
		out.Input = true
		if c.level >= 0 {
			for i := range c.parts {
				if c.parts[i].kind == notation.Field {
					v := c.parts[i].ref.value(x)
					x.mark(c)
					out.Text, out.Computed, out.Entered = c.parts[i].shown(v), v.Origin == model.Computed, c.parts[i].entered(v)
					return
				}
			}
		}
	}
	if c.only != nil && c.parts[0].kind == notation.Field {
		v := c.only.value(x)
		p := &c.parts[0]
		x.printed[v] = true
		out.Text, out.Input, out.Computed, out.Entered = p.shown(v), out.Path != "", v.Origin == model.Computed, p.entered(v)
		if v.HasNum && v.Field.Kind.Numeric() {
			out.Number = &v.Num
		}
		return
	}
	out.Input = out.Path != "" && (c.only != nil || x.open && c.first != nil)
	if len(c.parts) == 1 && c.parts[0].kind == notation.Expr {
		out.Text, out.Number, out.Computed = x.expr(&c.parts[0])
		return
	}
	out.Text = x.text(c.parts)
}

// shown is what a field's part prints.
func (p *part) shown(v *model.Value) string {
	if v.Text == "" { // left out, or written "": what the layout prints for empty
		return p.absent
	}
	return v.Shown(p.format)
}

// entered says what was entered where the field's part shows nothing: a reader of the printed form could not tell it.
func (p *part) entered(v *model.Value) grid.Entered {
	switch {
	case v.Origin != model.Written:
	case v.Text == "":
		return grid.AsEmpty
	case v.Text == p.absent, strings.TrimSpace(v.Text) == "":
		return grid.AsNothing
	}
	return grid.AsShown
}

// mark notes that the values of a cell are printed although the cell is not made.
func (x *expander) mark(c *cell) {
	for i := range c.parts {
		if p := &c.parts[i]; p.kind == notation.Field {
			x.printed[p.ref.value(x)] = true
		}
	}
}

// unmarked is text for what is outside the table, at the head of a page that there may not be: no field is printed
// by it.
func (x *expander) unmarked(parts []part) string {
	printed := x.printed
	x.printed = map[*model.Value]bool{}
	s := x.text(parts)
	x.printed = printed
	return s
}

// text puts the parts of a cell together.
func (x *expander) text(parts []part) string {
	if len(parts) == 0 {
		return ""
	}
	var out strings.Builder
	for i := range parts {
		p := &parts[i]
		switch p.kind {
		case notation.Text:
			out.WriteString(p.text)
		case notation.Field:
			v := p.ref.value(x)
			x.printed[v] = true
			out.WriteString(p.shown(v))
		case notation.Expr:
			s, _, _ := x.expr(p)
			out.WriteString(s)
		case notation.Ordinal:
			f := &x.frames[p.depth]
			n := f.count
			if p.group > 0 {
				n = x.frames[p.group].rep.count[p.level]
			}
			out.WriteString(notation.Numeral(n, p.format))
		case notation.Choices:
			v := p.ref.value(x)
			x.printed[v] = true
			for k, choice := range p.ref.field.Choices {
				if k > 0 {
					out.WriteByte(' ')
				}
				if x.ticked(v, choice) {
					out.WriteString("☑")
				} else {
					out.WriteString("□")
				}
				out.WriteString(choice)
			}
		case notation.Tick, notation.Check:
			on := x.ticked(p.ref.value(x), p.choice)
			switch {
			case p.kind == notation.Tick && on:
				out.WriteString("☑")
			case p.kind == notation.Tick:
				out.WriteString("□")
			case on:
				out.WriteString("√")
			}
		}
	}
	return out.String()
}

// ticked says whether a value is or holds the choice, and notes that it was printed.
func (x *expander) ticked(v *model.Value, choice string) bool {
	on := false
	if v.Field != nil && v.Field.Multiple {
		for _, t := range v.Ticks {
			on = on || t == choice
		}
	} else {
		on = v.Origin != model.Absent && v.Text == choice
	}
	if on {
		if x.ticks == nil {
			x.ticks = map[tick]bool{}
		}
		x.ticks[tick{v, choice}] = true
	}
	return on
}

// expr evaluates an expression: its text, its number if it is one, and whether it was computed and not just read.
func (x *expander) expr(p *part) (string, *decimal.Decimal, bool) {
	if x.try != nil {
		return "", nil, false
	}
	a := x.frames[p.depth].at
	if p.group > 0 {
		a = a.With("本组", x.frames[p.group].rep.group(p.level))
	}
	r, err := p.expr.Eval(a)
	if err != nil {
		x.failed(p.expr, err)
		return "", nil, false
	}
	switch {
	case r.Absent():
		return p.absent, nil, false
	case r.Kind == model.IsNumber && r.Value == nil:
		n := r.Num
		return number.Format(n, p.format), &n, true
	case r.Kind == model.IsNumber:
		n := r.Num
		return r.Value.Shown(p.format), &n, false
	}
	return r.String(), nil, r.Value == nil
}
