package templates

import (
	"slices"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/grid"
)

// Outline is what a layout draws, row by row, before any record: for those who read a filled-in form back into a
// record.
type Outline struct{ Tables []OutlineTable }

// OutlineTable is one table, the lines above and below it included.
type OutlineTable struct {
	Name    string
	Columns int
	Rows    []OutlineNode
}

// OutlineNode is a drawn row, or rows that are repeated or conditional. Exactly one of Row, List and When is set.
type OutlineNode struct {
	Row   *OutlineRow
	List  *OutlineField  // Rows once for each item of this list; Else when it has none
	Merge []*model.Field // the fields of an item whose neighbours become one cell
	When  bool           // Rows if a condition holds, Else if not
	Rows  []OutlineNode  //
	Else  []OutlineNode  //
}

// OutlineRow is one drawn row, a cell for each column.
type OutlineRow struct {
	Role  grid.RowRole
	Cells []OutlineCell
}

// OutlineCell is one drawn cell. Left and Up say that it belongs to its neighbour.
type OutlineCell struct {
	Left, Up bool
	Group    bool // a merged field of a repeat: equal neighbours are one cell
	Label    bool
	Struck   bool // some of its text is struck out
	Parts    []OutlinePart
}

// OutlinePart is a piece of a cell's text.
type OutlinePart struct {
	Kind   OutlineKind
	Text   string       // OutlineText
	Field  OutlineField // OutlineValue, OutlineChoices, OutlineTick, OutlineCheck
	Choice string       // OutlineTick, OutlineCheck
	Absent string       // OutlineValue, OutlineComputed: what an absent value prints
}

// OutlineKind is what a piece of a cell is.
type OutlineKind uint8

const (
	OutlineText     OutlineKind = iota // fixed text
	OutlineValue                       // the value of a field
	OutlineComputed                    // the value of an expression
	OutlineOrdinal                     // the number of the item
	OutlineChoices                     // all choices, the chosen ones ticked
	OutlineTick                        // ☑ or □
	OutlineCheck                       // √ or nothing
)

var outlineKinds = map[notation.Kind]OutlineKind{notation.Text: OutlineText, notation.Field: OutlineValue,
	notation.Expr: OutlineComputed, notation.Ordinal: OutlineOrdinal, notation.Choices: OutlineChoices,
	notation.Tick: OutlineTick, notation.Check: OutlineCheck, notation.Words: OutlineComputed, notation.PageSum: OutlineComputed}

// OutlineField is a field as seen from a place of the drawing.
type OutlineField struct {
	Field  *model.Field
	Depth  int    // how many repeats around the place the field is inside of: 0 is once in the record
	Path   string // below the item of that repeat (below the record), a JSON Pointer
	Format string // in which the place prints it, where the layout says one
}

// Outline tells what the layout draws.
func (l *Layout) Outline() Outline {
	var o Outline
	for i := range l.tables {
		t := &l.tables[i]
		out := OutlineTable{Name: t.name, Columns: len(t.columns)}
		for _, ops := range [][]op{t.above, t.rows, t.below} {
			out.Rows = append(out.Rows, outline(ops)...)
		}
		o.Tables = append(o.Tables, out)
	}
	return o
}

func outline(ops []op) []OutlineNode {
	var out []OutlineNode
	for _, o := range ops {
		switch o := o.(type) {
		case *rowOp:
			out = append(out, OutlineNode{Row: o.outline()})
		case *headOp:
			out = append(out, outline(o.rows)...)
		case *whenOp:
			out = append(out, OutlineNode{When: true, Rows: outline(o.rows), Else: outline(o.else_)})
		case *repeatOp:
			list := o.list.outline()
			rows := outline(o.rows)
			if len(o.heading) > 0 { // is only where a group begins
				rows = append([]OutlineNode{{When: true, Rows: outline(o.heading)}}, rows...)
			}
			for _, s := range slices.Backward(o.sums) { // is only where a group ends
				rows = append(rows, OutlineNode{When: true, Rows: outline(s.rows)})
			}
			n := OutlineNode{List: &list, Rows: rows, Else: outline(o.empty)}
			for _, chain := range o.merge {
				f := o.list.field
				for _, i := range chain {
					f = f.Fields[i]
				}
				n.Merge = append(n.Merge, f)
			}
			out = append(out, n)
		}
	}
	return out
}

func (r *rowOp) outline() *OutlineRow {
	out := &OutlineRow{Role: r.role, Cells: make([]OutlineCell, len(r.cells))}
	for i := range r.cells {
		c := &r.cells[i]
		d := OutlineCell{Left: c.join == notation.JoinLeft, Up: c.join == notation.JoinUp, Group: c.level >= 0, Label: c.label}
		for k := range c.parts {
			p := &c.parts[k]
			q := OutlinePart{Text: p.text, Choice: p.choice, Absent: p.absent}
			if p.ref != nil && p.kind != notation.Words {
				q.Field = p.ref.outline()
				q.Field.Format = p.format
			}
			d.Struck = d.Struck || p.look != nil && p.look.Strike
			var drawn bool
			if q.Kind, drawn = outlineKinds[p.kind]; !drawn {
				continue
			}
			d.Parts = append(d.Parts, q)
		}
		out.Cells[i] = d
	}
	return out
}

func (r *fieldRef) outline() OutlineField {
	return OutlineField{Field: r.field, Depth: r.depth, Path: r.path}
}

// ExpandOpen fills a record into the layout as a form to be filled in: every item of a list has cells of its own (equal
// neighbours are not merged), of conditional rows those are there that have more to fill in, and each cell that holds a
// field is an answer cell (Input), a group cell with the bare value. Errors as Expand.
func (l *Layout) ExpandOpen(r *model.Record) (*grid.Grid, error) {
	x := newExpander(l, r)
	x.open = true
	return x.finish()
}

// openBranch is the branch of a condition that a form to be filled in has: the one that asks for more, else the one
// that holds now.
func openBranch(w *whenOp, holds bool) bool {
	a, b := asked(w.rows), asked(w.else_)
	switch {
	case len(a) > len(b):
		return true
	case len(b) > len(a):
		return false
	}
	return holds
}

// asked are the fields that rows have to fill in.
func asked(ops []op) map[*model.Field]bool {
	in := map[*model.Field]bool{}
	eachRow(ops, func(r *rowOp) {
		for i := range r.cells {
			for _, p := range r.cells[i].parts {
				if p.ref != nil && p.kind != notation.Words {
					in[p.ref.field] = true
				}
			}
		}
	})
	return in
}
