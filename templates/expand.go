package templates

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
)

// expander fills one record into a layout. It is used once.
type expander struct {
	l      *Layout
	rec    *model.Record
	frames []frame
	errs   problems     // of the layout
	data   finding.List // of the record
	notes  finding.List

	printed map[*model.Value]bool
	ticks   map[tick]bool
	try     *trial
	open    bool // a form to be filled in: see ExpandOpen

	// the table being filled in
	ncols     int
	rows      []grid.Row
	drawn     []*rowOp
	cells     []grid.Cell
	from      []*cell // parallel to cells
	owner     []int32 // for each position its cell
	area      []int32 // for each cell the positions it owns
	regionRow int     // first row of the region: joins do not reach above it
	header    int     // number of the header group in force
	headers   int     // numbers given so far
}

// frame is one level of repeats; frames[0] is the record.
type frame struct {
	item  *model.Value
	at    model.At
	place string // of the item, as people say it
	count int    // 序号
	rep   *repeating
	kept  bool // an empty category: no item of the record
}

// repeating is a repeat under way.
type repeating struct {
	op    *repeatOp
	items []*model.Value
	real  int // items of the record; others are empty categories
	i     int
	same  int   // merge levels on which the item equals the one before it
	count []int // group number for each level
	seen  map[string]int
}

// tick is a choice of a value that was printed.
type tick struct {
	v      *model.Value
	choice string
}

// Expand fills a record into the layout. The record must be bound to Layout.Form and computed. Errors: *finding.DataError if the
// record holds something the layout does not print (FIELD-NOT-PRINTED) or a formula fails; *finding.TemplateError if the drawing
// does not come out as rectangles for this record.
func (l *Layout) Expand(r *model.Record) (*grid.Grid, error) {
	if r.Form != l.Form {
		return nil, fmt.Errorf("templates: the record is bound to another form than that of layout %s", l.FullID())
	}
	return newExpander(l, r).finish()
}

func newExpander(l *Layout, r *model.Record) *expander {
	return &expander{l: l, rec: r, printed: make(map[*model.Value]bool, 256), errs: problems{file: l.File}}
}

// finish expands, and says what went wrong.
func (x *expander) finish() (*grid.Grid, error) {
	g := x.run()
	if err := x.errs.list.AsTemplate(); err != nil {
		return nil, err
	}
	x.unprinted(x.rec.Body)
	if err := x.data.AsData(); err != nil {
		return nil, err
	}
	g.Notes = x.notes
	return g, nil
}

func (x *expander) run() *grid.Grid {
	l := x.l
	x.frames = append(make([]frame, 0, maxRepeats+1), frame{item: x.rec.Body, at: x.rec.Root()})
	g := &grid.Grid{Meta: grid.Meta{Name: x.rec.Name, Form: l.Form.ID, Layout: l.FullID(), Lang: "zh-CN"}}
	title := ""
	for i := range l.tables {
		t := x.table(&l.tables[i])
		if title == "" {
			title = titleOf(&t)
		}
		g.Tables = append(g.Tables, t)
	}
	if len(g.Tables) > 1 || title == "" {
		title = l.Name
	}
	if x.try == nil {
		if l.title != nil {
			title = x.text(l.title)
		}
		if l.author != nil {
			g.Meta.Author = l.author.value(x).Text
		}
		g.Meta.Subject = x.text(l.subject)
	}
	g.Meta.Title = title
	return g
}

// titleOf is the printed title line.
func titleOf(t *grid.Table) string {
	for _, c := range t.Cells {
		if t.Rows[c.Row].Role == grid.RoleTitle && c.Text != "" {
			return strings.ReplaceAll(c.Text, "\n", "")
		}
	}
	return ""
}

func (x *expander) table(t *table) grid.Table {
	x.ncols = len(t.columns)
	x.header, x.headers = 0, 0
	regions := [][]op{t.above, t.rows, t.below}
	rows, cells := 0, 0
	for _, ops := range regions {
		r, c := x.room(ops)
		rows, cells = rows+r, cells+c
	}
	x.rows, x.drawn, x.owner = make([]grid.Row, 0, rows), make([]*rowOp, 0, rows), make([]int32, 0, rows*x.ncols)
	x.cells, x.from, x.area = make([]grid.Cell, 0, cells), make([]*cell, 0, cells), make([]int32, 0, cells)
	for _, ops := range regions {
		x.regionRow = len(x.rows)
		x.all(ops)
	}
	x.rectangles()
	x.roles()
	return grid.Table{Name: t.name, Paper: t.paper, Columns: t.columns, Rows: x.rows, Cells: x.cells, PageNumber: t.pageNumber,
		Header: t.header, Footer: t.footer, NewPage: t.newPage, CutMerges: t.cutMerges, MaxScale: t.maxScale}
}

// room estimates how many rows and cells ops will make, so that they are allocated once.
func (x *expander) room(ops []op) (rows, cells int) {
	for _, o := range ops {
		r, c, n := 0, 0, 1
		switch o := o.(type) {
		case *rowOp:
			r = 1
			for i := range o.cells {
				if o.cells[i].join == joinNone {
					c++
				}
			}
		case *headOp:
			r, c = x.room(o.rows)
		case *repeatOp:
			r, c = x.room(o.rows)
			if n = 2; o.list.depth == 0 && x.try == nil {
				n = len(o.list.value(x).Rows) + len(o.categories)
			}
		case *whenOp:
			r, c = x.room(o.rows)
			r2, c2 := x.room(o.else_)
			r, c = max(r, r2), max(c, c2)
		}
		rows, cells = rows+n*r, cells+n*c
	}
	return rows, cells
}

func (x *expander) all(ops []op) {
	for _, o := range ops {
		o.run(x)
	}
}

func (h *headOp) run(x *expander) {
	outer := x.header
	x.headers++
	x.header = x.headers
	x.all(h.rows)
	x.header = outer
}

func (w *whenOp) run(x *expander) {
	holds := false
	if x.try != nil {
		holds = x.try.when
	} else if x.open && asks(w.rows) {
		holds = true
	} else {
		r, err := w.cond.Eval(x.frames[w.depth].at)
		if err != nil {
			x.failed(w.cond, err)
			return
		}
		holds = r.True()
	}
	if holds {
		x.all(w.rows)
	} else {
		x.all(w.else_)
	}
}

// failed reports a formula that could not be reckoned for this record.
func (x *expander) failed(f *model.Formula, err error) {
	x.data = append(x.data, finding.Finding{Code: "EXPRESSION", Record: x.rec.Name, Pos: finding.Pos{File: x.rec.File},
		Place: x.frames[len(x.frames)-1].place, Message: "表达式算不出来：" + err.Error()})
}

func (r *rowOp) run(x *expander) {
	row, n := len(x.rows), x.ncols
	out := grid.Row{Role: r.role, Height: r.height, MinHeight: r.minHeight, Air: r.air, KeepAbove: r.keepAbove, BreakTo: r.break_}
	if r.role.Bordered() {
		out.Header = x.header
	}
	if r.section != nil {
		out.Section = x.text(r.section)
	}
	x.rows, x.drawn = append(x.rows, out), append(x.drawn, r)
	for col := range r.cells {
		c := &r.cells[col]
		j := c.join
		if c.level >= 0 && j == joinNone {
			if rep := x.frames[c.depth].rep; rep != nil && c.level < rep.same && row > x.regionRow {
				x.mark(c) // the value stands in the cell above, which is the same
				j = joinUp
			}
		}
		switch {
		case j == joinNone:
			x.owner = append(x.owner, int32(len(x.cells)))
			x.fill(c, row, col)
		case j == joinLeft && col == 0:
			x.errs.errorf(c.at, "LAYOUT-JOIN", "", "第 1 列的“<”左边没有格")
			x.owner = append(x.owner, int32(len(x.cells)))
			x.fill(c, row, col)
		case j == joinUp && row == x.regionRow:
			x.errs.errorf(c.at, "LAYOUT-JOIN", "", "“^”上面没有格")
			x.owner = append(x.owner, int32(len(x.cells)))
			x.fill(c, row, col)
		default:
			o := x.owner[row*n+col-1]
			if j == joinUp {
				o = x.owner[(row-1)*n+col]
			}
			x.owner = append(x.owner, o)
			x.area[o]++
			cell := &x.cells[o]
			if s := row - cell.Row + 1; s > cell.RowSpan {
				cell.RowSpan = s
			}
			if s := col - cell.Col + 1; s > cell.ColSpan {
				cell.ColSpan = s
			}
		}
	}
}

// rectangles checks that every cell owns the whole of its rectangle.
func (x *expander) rectangles() {
	for i := range x.cells {
		c := &x.cells[i]
		if int(x.area[i]) == c.RowSpan*c.ColSpan {
			continue
		}
		where := x.from[i].at
		for p, o := range x.owner { // the place where the shape goes wrong: the first position that is missing
			r, k := p/x.ncols, p%x.ncols
			if int(o) != i && r >= c.Row && r < c.Row+c.RowSpan && k >= c.Col && k < c.Col+c.ColSpan {
				where = x.drawn[r].cells[k].at
				break
			}
		}
		x.errs.errorf(where, "LAYOUT-NOT-RECTANGLE", "检查这一格附近的 < 和 ^", "“%s”占的格不成矩形", shorten(x.label(i)))
	}
}

func (x *expander) label(i int) string {
	if t := strings.ReplaceAll(x.cells[i].Text, "\n", ""); t != "" {
		return t
	}
	if f := x.from[i].first; f != nil {
		return "{" + f.field.Name + "}"
	}
	return "空格"
}

// roles turns labels in heading rows into column headers, unless they reach further down than the rows that head.
func (x *expander) roles() {
	end := make([]int, len(x.rows)) // for a row that heads: the end of its run
	for r := len(x.rows) - 1; r >= 0; r-- {
		if !x.drawn[r].heads || !x.rows[r].Role.Bordered() {
			continue
		}
		end[r] = r + 1
		if r+1 < len(x.rows) && end[r+1] > 0 {
			end[r] = end[r+1]
		}
	}
	for i := range x.cells {
		c := &x.cells[i]
		if e := end[c.Row]; e > 0 && x.from[i].label && c.Row+c.RowSpan <= e {
			c.Role = grid.ColumnHeader
		}
	}
}

// fill makes the cell that stands at row and col.
func (x *expander) fill(c *cell, row, col int) {
	x.cells = append(x.cells, grid.Cell{Row: row, Col: col, RowSpan: 1, ColSpan: 1, Role: c.role, Style: c.style, Border: c.border,
		Text: c.fixed, Picture: c.pic, Seal: c.seal})
	x.from, x.area = append(x.from, c), append(x.area, 1)
	if c.static {
		return
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
				if c.parts[i].kind == pieceField {
					v := c.parts[i].ref.value(x)
					x.mark(c)
					out.Text, out.Computed = c.parts[i].shown(v), v.Origin == model.Computed
					return
				}
			}
		}
	}
	if c.only != nil && c.parts[0].kind == pieceField {
		v := c.only.value(x)
		p := &c.parts[0]
		x.printed[v] = true
		out.Text, out.Input, out.Computed = p.shown(v), out.Path != "", v.Origin == model.Computed
		if v.HasNum && v.Field.Kind.Numeric() {
			out.Number = &v.Num
		}
		return
	}
	out.Input = out.Path != "" && (c.only != nil || x.open && c.first != nil)
	if len(c.parts) == 1 && c.parts[0].kind == pieceExpr {
		out.Text, out.Number, out.Computed = x.expr(&c.parts[0])
		return
	}
	out.Text = x.text(c.parts)
}

// shown is what a field's part prints.
func (p *part) shown(v *model.Value) string {
	if v.Origin == model.Absent {
		return p.absent
	}
	return v.Shown(p.format)
}

// mark notes that the values of a cell are printed although the cell is not made.
func (x *expander) mark(c *cell) {
	for i := range c.parts {
		if p := &c.parts[i]; p.kind == pieceField {
			x.printed[p.ref.value(x)] = true
		}
	}
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
		case pieceText:
			out.WriteString(p.text)
		case pieceField:
			v := p.ref.value(x)
			x.printed[v] = true
			out.WriteString(p.shown(v))
		case pieceExpr:
			s, _, _ := x.expr(p)
			out.WriteString(s)
		case pieceOrdinal:
			f := &x.frames[p.depth]
			n := f.count
			if p.group > 0 {
				n = x.frames[p.group].rep.count[p.level]
			}
			out.WriteString(ordinal(n, p.format))
		case pieceChoices:
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
		case pieceTick, pieceCheck:
			on := x.ticked(p.ref.value(x), p.choice)
			switch {
			case p.kind == pieceTick && on:
				out.WriteString("☑")
			case p.kind == pieceTick:
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

// expr reckons an expression: its text, its number if it is one, and whether it was reckoned and not just read.
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
		return model.FormatNumber(n, p.format), &n, true
	case r.Kind == model.IsNumber:
		n := r.Num
		return r.Value.Shown(p.format), &n, false
	}
	return r.String(), nil, r.Value == nil
}

// unprinted reports everything entered that stands nowhere on the form.
func (x *expander) unprinted(v *model.Value) {
	if len(v.Fields) > 0 || len(v.Rows) > 0 {
		for _, c := range v.Fields {
			x.unprinted(c)
		}
		for _, c := range v.Rows {
			x.unprinted(c)
		}
		return
	}
	if v.Origin != model.Written && v.Origin != model.Figure || v.Text == "" || x.printed[v] {
		return
	}
	what := v.Text
	if v.Field.Kind == model.Choice {
		missing := []string(nil)
		list := v.Ticks
		if !v.Field.Multiple {
			list = []string{v.Text}
		}
		for _, t := range list {
			if !x.ticks[tick{v, t}] {
				missing = append(missing, t)
			}
		}
		if len(missing) == 0 {
			return
		}
		what = strings.Join(missing, "、")
	}
	x.data = append(x.data, finding.Finding{Code: "FIELD-NOT-PRINTED", Record: x.rec.Name,
		Pos:  finding.Pos{File: x.rec.File, Line: v.Line, Col: v.Col},
		Path: v.Path, Place: model.PlaceOf(v.Path), Printed: what,
		Message: "版式 " + x.l.FullID() + " 没有打印“" + v.Field.Name + "”的地方，填写的“" + shorten(what) + "”会丢失",
		Hint:    "删去这一项，或换一个有它的版式"})
}
