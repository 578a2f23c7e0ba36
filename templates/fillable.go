package templates

import (
	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
)

// Piece is a part of a cell of a form to be filled in: a text, or an answer.
type Piece struct {
	Kind   OutlineKind
	Text   string       // what it shows; of a tick ☑, □, √ or nothing
	Path   string       // of an answer: JSON Pointer of its datum, whether the record has it or not; empty: no answer
	Field  *model.Field // of an answer
	Choice string       // OutlineTick, OutlineCheck: what is ticked
	Ticked bool         // OutlineTick, OutlineCheck
}

// Fillable is a form to be filled in on a screen.
type Fillable struct {
	Grid   *grid.Grid
	Pieces [][][]Piece // by table and cell; none for a cell of fixed text
	// Findings are what keeps Expand from printing the record by this layout; the grid is there all the same.
	Findings finding.List
}

// ExpandFillable is ExpandOpen for a screen: it says of each cell what its text is made of, and a record that the
// layout cannot print is shown all the same. Errors: *finding.TemplateError as Expand.
func (l *Layout) ExpandFillable(r *model.Record) (*Fillable, error) {
	x := newExpander(l, r)
	x.open, x.pieces = true, [][][]Piece{}
	g := x.run()
	if err := x.errs.List.AsTemplate(); err != nil {
		return nil, err
	}
	x.unprinted(x.rec.Body)
	return &Fillable{Grid: g, Pieces: x.pieces, Findings: x.data}, nil
}

// split says what the text of the cell made last is made of.
func (x *expander) split(c *cell) {
	var out []Piece
	for i := range c.parts {
		p := &c.parts[i]
		q := Piece{Text: x.text(c.parts[i : i+1])}
		var shown bool
		if q.Kind, shown = outlineKinds[p.kind]; !shown {
			continue
		}
		if p.ref != nil && p.kind != notation.Expr && p.kind != notation.Words {
			q.Path, q.Field, q.Choice = x.pathOf(p.ref), p.ref.field, p.choice
			if p.kind == notation.Tick || p.kind == notation.Check {
				q.Ticked = x.ticked(p.ref.value(x), p.choice)
			}
			if c.level >= 0 && p.kind == notation.Field { // a group cell has the bare value: see ExpandOpen
				out = []Piece{q}
				break
			}
		}
		out = append(out, q)
	}
	t := len(x.pieces) - 1
	for len(x.pieces[t]) < len(x.cells) {
		x.pieces[t] = append(x.pieces[t], nil)
	}
	x.pieces[t][len(x.cells)-1] = out
}

// pathOf is where a field's value is, or would be.
func (x *expander) pathOf(ref *fieldRef) string {
	if v := ref.value(x); v.Path != "" {
		return v.Path
	}
	return x.frames[ref.depth].item.Path + ref.path
}
