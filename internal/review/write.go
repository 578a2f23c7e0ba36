package review

import (
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
)

// writer makes a record; what is empty is left out, so that it is as if nobody had filled it in.
type writer struct{ to *data.Value }

func (w *writer) text(s string, names ...string) {
	if s != "" {
		w.to.Put(data.TextOf(s), names...)
	}
}

// value takes a value over as it was entered: a text to the character, a plain number as its literal, what was
// computed as it was printed.
func (w *writer) value(v *model.Value, names ...string) {
	if d := taken(v); d != nil {
		w.to.Put(d, names...)
	}
}

func taken(v *model.Value) *data.Value {
	if v == nil || v.Origin == model.Absent {
		return nil
	}
	if v.Origin == model.Figure {
		if d, ok := data.NumberOf(v.Text); ok {
			return d
		}
	}
	return data.TextOf(v.Shown("")) // "" too: what is blank on purpose is not to be computed
}

// list makes a list that may stay empty.
func (w *writer) list(name string) { w.to.Put(data.ListOf(), name) }

func (w *writer) add(x *data.Value, name string) {
	list := w.to.Member(name)
	list.Items = append(list.Items, x)
}

// shown is the text of a value as it is printed, empty if there is none.
func shown(v *model.Value) string {
	if v == nil || v.Origin == model.Absent {
		return ""
	}
	return v.Shown("")
}

// rows are the items of a list, none if the layout does without it.
func rows(r *model.Record, name string) []*model.Value {
	if v := r.Value(name); v != nil {
		return v.Rows
	}
	return nil
}

// has says whether a value is there and is a figure.
func has(v *model.Value) bool { return v != nil && v.HasNum }

// equal says whether two values are the same figure.
func equal(a, b *model.Value) bool { return has(a) && has(b) && a.Num.Equal(b.Num) }
