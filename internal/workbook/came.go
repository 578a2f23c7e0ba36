package workbook

import (
	"slices"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/model"
)

// came is what the formula at a path comes to in the form as it is handed out: previews and telephones show it
// without computing, the spreadsheet computes it again. It is blank where nothing it rests on is known yet: a program
// that fills the form in without computing would leave a figure that was never true.
func (w *writer) came(path string) (ooxml.CellKind, string) {
	v := w.known.At(path)
	switch {
	case v == nil || v.Origin != model.Computed || !w.decided(v.Field):
		return ooxml.Blank, ""
	case v.HasNum && v.Field.Kind.Numeric():
		return ooxml.Number, v.Num.Round(int32(decimals(v.Field))).String()
	}
	return ooxml.Text, v.Text
}

// decided says whether a computed field rests on something that was entered, or on nothing: then it is the same in
// every form.
func (w *writer) decided(f *model.Field) bool {
	if w.entered == nil {
		w.entered = map[*model.Field]bool{}
		w.rec.Body.Each(func(v *model.Value) {
			if v.Origin != model.Absent {
				w.entered[v.Field] = true
			}
		})
	}
	leaves := w.leaves(f, map[*model.Field]bool{})
	return len(leaves) == 0 || slices.ContainsFunc(leaves, func(x *model.Field) bool { return w.entered[x] })
}

// leaves are the fields a computed field rests on in the end: those that are not computed, and those entered all the
// same.
func (w *writer) leaves(f *model.Field, seen map[*model.Field]bool) (out []*model.Field) {
	if f.Compute == "" || w.entered[f] {
		return []*model.Field{f}
	}
	if seen[f] {
		return nil
	}
	seen[f] = true
	for _, r := range f.Formula().Fields() {
		out = append(out, w.leaves(r, seen)...)
	}
	return out
}
