package templates

import (
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model"
)

// trial is a way to try a layout out when it is loaded: every list with so many items, every condition true or false,
// neighbouring items equal on so many merge levels.
type trial struct {
	n    int
	when bool
	same int
}

func (t *trial) items(f *model.Field) []*model.Value {
	out := make([]*model.Value, t.n)
	for i := range out {
		out[i] = blankItem(f)
	}
	return out
}

// try fills in empty records to see that the drawing comes out as rectangles however many items there are. What depends
// on several conditions being different at once is seen by Expand.
func (l *loader) try() {
	rec := &model.Record{Form: l.layout.Form, Body: blankItem(&model.Field{Kind: model.Group, Fields: l.layout.Form.Fields})}
	for _, t := range []trial{{1, true, 0}, {2, true, 0}, {3, true, 1}, {2, true, 9}, {0, true, 0}, {1, false, 0},
		{2, false, 1}, {0, false, 0}} {
		x := &expander{l: l.layout, rec: rec, try: &t, printed: map[*model.Value]bool{}}
		x.run()
		for _, f := range x.errs.List {
			l.Add(yamltree.Pos{Line: f.Pos.Line, Col: f.Pos.Col}, f)
		}
	}
}
