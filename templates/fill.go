package templates

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
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
		Text: c.fixed, Spans: c.spans, Slants: c.slants, Picture: c.pic, Seal: c.seal})
	x.from, x.area = append(x.from, c), append(x.area, 1)
	if c.static {
		return
	}
	if c.source != nil {
		x.depict(&x.cells[len(x.cells)-1], c.source.value(x))
	}
	if f := &x.frames[len(x.frames)-1]; f.blank && (c.first == nil || c.first.depth == len(x.frames)-1) {
		return // a row to be filled in by hand
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
					out.Text, out.Computed, out.Entered = x.shown(&c.parts[i], v), v.Origin == model.Computed, c.parts[i].entered(v)
					return
				}
			}
		}
	}
	if c.only != nil && c.parts[0].kind == notation.Field {
		v := c.only.value(x)
		p := &c.parts[0]
		x.printed[v] = true
		out.Text, out.Input, out.Computed, out.Entered = x.shown(p, v), out.Path != "", v.Origin == model.Computed, p.entered(v)
		if v.HasNum && v.Field.Kind.Numeric() {
			out.Number = &v.Num
			formatted(out, p)
		}
		x.whole(out, p)
		return
	}
	if len(c.parts) == 1 && c.parts[0].kind == notation.PageSum {
		out.PageSum, out.Text = c.parts[0].sum, c.parts[0].absent
		return
	}
	out.Input = out.Path != "" && (c.only != nil || x.open && c.first != nil)
	if len(c.parts) == 1 && c.parts[0].kind == notation.Expr {
		out.Text, out.Number, out.Computed = x.expr(&c.parts[0])
		formatted(out, &c.parts[0])
		x.whole(out, &c.parts[0])
		return
	}
	if c.spanned {
		out.Text, out.Spans = x.spanned(c.parts)
		return
	}
	out.Text = x.text(c.parts)
}

// whole sets the style of a part that is all of its cell.
func (x *expander) whole(c *grid.Cell, p *part) {
	if p.look == nil || p.width > 0 && c.Text == p.absent {
		return
	}
	if c.Text = lineBreaks.Replace(c.Text); c.Text != "" {
		c.Spans = []grid.Span{{End: len(c.Text), Style: p.look}}
	}
}

// shown is what a field's part prints.
func (x *expander) shown(p *part, v *model.Value) string {
	switch {
	case v.Text == "", p.drawn && !x.open: // left out, or written "": what the layout prints for empty
		return p.absent
	case p.format == "", x.open && (v.Field.Kind == model.Date || strings.ContainsAny(v.Text, "%％‰")): // typed as people type it
	case v.Field.Kind == model.Date:
		if s, ok := quantity.DateIn(v.Text, p.format); ok {
			return s
		}
	case p.shift != 0 && v.HasNum: // in another unit, so even what was written is set otherwise
		switch {
		case x.open: // to be filled in: with every digit
			return v.Num.Shift(p.shift).String()
		case v.Origin == model.Computed:
			return number.Format(v.Num, p.format)
		}
		return number.FormatEntered(v.Num, p.format)
	}
	return v.Shown(p.format)
}

// formatted notes how a spreadsheet shows the number of a cell as its text, where the text does not tell.
func formatted(c *grid.Cell, p *part) {
	if c.Number == nil || !p.rich {
		return
	}
	value, code, ok := number.Spreadsheet(*c.Number, p.format, c.Text != number.Format(*c.Number, p.format))
	if c.Shift = p.shift; c.Shift != 0 && !ok {
		value = c.Number.Shift(c.Shift)
	}
	c.Number, c.Format = &value, code
}

// words is a field once more, in words. What has none is printed as it is.
func (x *expander) words(p *part) string {
	v := p.ref.value(x)
	switch {
	case v.Text == "":
		return p.absent
	case v.Field.Kind == model.Date:
		if s, ok := quantity.DateIn(v.Text, p.format); ok {
			return s
		}
	case v.HasNum:
		return x.inWords(v.Num)
	}
	return v.Text
}

func (x *expander) inWords(d decimal.Decimal) string {
	s, ok := number.Words(d)
	if !ok && x.try == nil {
		x.data = append(x.data, finding.Finding{Code: "EXPRESSION", Record: x.rec.Name, Pos: finding.Pos{File: x.rec.File},
			Place: x.frames[len(x.frames)-1].place, Message: "大写金额写到分、不到一万万亿，“" + d.String() + "”写不出来",
			Hint: "先舍入到分，如 {= 舍入(金额, 2):大写}"})
	}
	return s
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
			out.WriteString(x.shown(p, v))
		case notation.Expr:
			s, _, _ := x.expr(p)
			out.WriteString(s)
		case notation.Words:
			out.WriteString(x.words(p))
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
	if p.of != nil {
		a = a.With("本组", x.frames[p.depth+1].rep.of(p.of))
	}
	r, err := p.expr.Eval(a)
	if err != nil {
		x.failed(p.expr, err)
		return "", nil, false
	}
	switch {
	case r.Absent():
		return p.absent, nil, false
	case r.Kind == model.IsNumber && p.format == number.InWords:
		return x.inWords(r.Num), nil, true
	case r.Kind == model.IsNumber && (r.Value == nil || p.shift != 0):
		n := r.Num
		return number.Format(n, p.format), &n, true
	case r.Kind == model.IsNumber:
		n := r.Num
		return r.Value.Shown(p.format), &n, false
	}
	return r.String(), nil, r.Value == nil
}
