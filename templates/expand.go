package templates

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
)

// expander fills one record into a layout. It is used once.
type expander struct {
	l      *Layout
	rec    *model.Record
	frames []frame
	errs   yamltree.Problems // of the layout
	data   finding.List      // of the record
	notes  finding.List

	printed map[*model.Value]bool
	ticks   map[tick]bool
	told    func(lost) bool // says whether this was reported before
	try     *trial
	open    bool // a form to be filled in: see ExpandOpen
	files   Pictures
	seen    map[string]*depicted // pictures of the record by what it says
	pixels  int                  // of these
	pieces  [][][]Piece          // of ExpandFillable: by table and cell; nil: nobody asked

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
	under     int     // and of the one over it
	headers   int     // numbers given so far
}

// frame is one level of repeats; frames[0] is the record.
type frame struct {
	item  *model.Value
	at    model.At
	place string // of the item, as people write it
	count int    // 序号
	rep   *repeating
	kept  bool // an empty category: no item of the record
	blank bool // nothing but an empty row
	fill  bool // as often as the page has room for it
}

// repeating is a repeat under way.
type repeating struct {
	op     *repeatOp
	items  []*model.Value
	real   int // items of the record; others are empty categories
	filled int // items that are no blank rows
	under  int // header group in force before the first of them
	i      int
	same   int   // merge levels on which the item equals the one before it
	count  []int // group number for each level
	seen   map[string]int
	summed map[string]bool // groups that had a subtotal
	apart  apart           // of the merged columns
	split  apart           // of the subtotals
}

// Expand fills a record into the layout. The record must be bound to Layout.Form and computed. Errors:
// *finding.DataError if the record holds something the layout does not print (FIELD-NOT-PRINTED) or a formula fails;
// *finding.TemplateError if the drawing does not come out as rectangles for this record.
func (l *Layout) Expand(r *model.Record) (*grid.Grid, error) {
	return l.ExpandWith(r, nil)
}

// ExpandWith is Expand with the files that the record's pictures are in. Without, Expand looks at no file: a picture
// the record names is left out of the grid, one it holds is in it.
func (l *Layout) ExpandWith(r *model.Record, files Pictures) (*grid.Grid, error) {
	if r.Form != l.Form {
		return nil, fmt.Errorf("templates: the record is bound to another form than that of layout %s", l.FullID())
	}
	x := newExpander(l, r)
	x.files = files
	return x.finish()
}

func newExpander(l *Layout, r *model.Record) *expander {
	return &expander{l: l, rec: r, printed: make(map[*model.Value]bool, 256), errs: yamltree.Problems{File: l.File, Parts: l.where}}
}

// finish expands, and says what went wrong.
func (x *expander) finish() (*grid.Grid, error) {
	g := x.run()
	if err := x.errs.List.AsTemplate(); err != nil {
		return nil, err
	}
	x.unprintedOnce()
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
	g.Across = x.across()
	for i := range l.tables {
		g.Tables[i].Continued = x.continued(&l.tables[i], &g.Tables[i])
	}
	return g
}

// continued is the text at the head of a table's pages after the first.
func (x *expander) continued(t *table, out *grid.Table) string {
	switch {
	case t.continued.none || x.try != nil:
		return ""
	case t.continued.parts != nil:
		return x.unmarked(t.continued.parts)
	}
	title := titleOf(out)
	if title == "" && len(x.l.tables) > 1 {
		title = t.name
	}
	if title == "" {
		title = x.l.Name
	}
	name := x.rec.Title()
	if name == "" || strings.Contains(title, name) {
		return title
	}
	return title + "·" + name
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
	x.header, x.under, x.headers = 0, 0, 0
	regions := [][]op{t.above, t.rows, t.below}
	rows, cells := 0, 0
	for _, ops := range regions {
		r, c := x.room(ops)
		rows, cells = rows+r, cells+c
	}
	x.rows, x.drawn, x.owner = make([]grid.Row, 0, rows), make([]*rowOp, 0, rows), make([]int32, 0, rows*x.ncols)
	x.cells, x.from, x.area = make([]grid.Cell, 0, cells), make([]*cell, 0, cells), make([]int32, 0, cells)
	if x.pieces != nil {
		x.pieces = append(x.pieces, nil)
	}
	for _, ops := range regions {
		x.regionRow = len(x.rows)
		x.all(ops)
	}
	x.rectangles()
	x.feet()
	x.roles()
	for i := range x.cells {
		if c := &x.cells[i]; strings.ContainsAny(c.Text, "\r\u2028\u2029") {
			c.Text = lineBreaks.Replace(c.Text)
		}
	}
	return grid.Table{Name: t.name, Paper: t.paper, Columns: t.columns, Rows: x.rows, Cells: x.cells, PageNumber: t.pageNumber,
		Header: t.header, Footer: t.footer, NewPage: t.newPage, CutMerges: t.cutMerges, MaxScale: t.maxScale, FitPage: t.fitPage,
		Tighten: t.tighten}
}

// lineBreaks makes every line break of an entered text the one that all back ends know.
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n")

// room estimates how many rows and cells ops will make, so that they are allocated once.
func (x *expander) room(ops []op) (rows, cells int) {
	for _, o := range ops {
		r, c, n := 0, 0, 1
		switch o := o.(type) {
		case *rowOp:
			r = 1
			for i := range o.cells {
				if o.cells[i].join == notation.JoinNone {
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
	} else {
		r, err := w.cond.Eval(x.frames[w.depth].at)
		if err != nil {
			x.failed(w.cond, err)
			return
		}
		if holds = r.True(); x.open {
			holds = openBranch(w, holds)
		}
	}
	if holds {
		x.all(w.rows)
	} else {
		x.all(w.else_)
	}
}

// failed reports a formula that could not be evaluated for this record.
func (x *expander) failed(f *model.Formula, err error) {
	x.data = append(x.data, finding.Finding{Code: "EXPRESSION", Record: x.rec.Name, Pos: finding.Pos{File: x.rec.File},
		Place: x.frames[len(x.frames)-1].place, Message: "表达式算不出来：" + err.Error()})
}

func (r *rowOp) run(x *expander) {
	row, n := len(x.rows), x.ncols
	out := grid.Row{Role: r.role, Height: r.height, MinHeight: r.minHeight, Air: r.air, KeepAbove: r.keepAbove, BreakTo: r.break_,
		Foot: r.foot}
	if r.role.Bordered() {
		out.Header, out.Under = x.header, x.under
	}
	if r.section != nil {
		out.Section = x.text(r.section)
	}
	out.Fill = x.frames[len(x.frames)-1].fill && r.role == grid.RoleBody
	x.rows, x.drawn = append(x.rows, out), append(x.drawn, r)
	for col := range r.cells {
		c := &r.cells[col]
		j := c.join
		if c.level >= 0 && j == notation.JoinNone && x.sameGroup(c) {
			if row == x.regionRow || !x.from[x.owner[(row-1)*n+col]].groupLike(c) {
				x.errs.Errorf(c.at, "LAYOUT-MERGE-APART", "在隔开它们的行里，这一列写 ^", "合并的格（%s）被别的行隔开", c.first.field.Name)
			} else {
				x.mark(c) // the value is in the cell above, which is the same
				j = notation.JoinUp
			}
		}
		o := int32(len(x.cells))
		switch {
		case j == notation.JoinLeft && col == 0:
			x.errs.Errorf(c.at, "LAYOUT-JOIN", "", "第 1 列的“<”左边没有格")
		case j == notation.JoinUp && row == x.regionRow:
			x.errs.Errorf(c.at, "LAYOUT-JOIN", "", "“^”上面没有格")
		case j == notation.JoinLeft:
			o = x.owner[row*n+col-1]
		case j == notation.JoinUp:
			o = x.owner[(row-1)*n+col]
		}
		x.owner = append(x.owner, o)
		if int(o) == len(x.cells) {
			x.fill(c, row, col)
			continue
		}
		x.area[o]++
		cell := &x.cells[o]
		cell.RowSpan, cell.ColSpan = max(cell.RowSpan, row-cell.Row+1), max(cell.ColSpan, col-cell.Col+1)
	}
}

// sameGroup says whether a group cell's value is that of the item before it: the merged values are equal, or it is
// still the same item, of which an inner repeat prints several rows.
func (x *expander) sameGroup(c *cell) bool {
	for d := c.depth + 1; d <= c.inside; d++ {
		if x.frames[d].rep.i > 0 {
			return true
		}
	}
	return c.level < x.frames[c.depth].rep.same
}

// groupLike says whether two cells print the same merged field.
func (c *cell) groupLike(d *cell) bool {
	return c.level == d.level && c.depth == d.depth && c.first != nil && c.first.field == d.first.field
}
