package check

import (
	"slices"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
)

// Uses are the cells that findings of Run rest on, for each what stands there: first the cell it is about, then what
// its sum and its sentence read, then the figures and the cells of its row that its conditions read. A text somewhere
// else that is only looked through for an explanation is not what a figure rests on; where there are no figures, such
// as two goals that are alike, it is. A finding that no check of the set makes rests on nothing.
func (s *Set) Uses(r *model.Record, given *Given, l finding.List) ([][]finding.Seen, error) {
	wanted := map[string]*use{}
	for _, f := range l {
		wanted[useKey(f)] = &use{}
	}
	var failed error
	e := &run{set: s, said: map[string]map[string]bool{}}
	e.watch = func(c *compiled, at model.At, state State, f *finding.Finding) {
		if state != Failed || failed != nil {
			return
		}
		if u := wanted[useKey(*f)]; u != nil {
			u.add(r.At(f.Path))
			failed = u.check(c, at)
		}
	}
	if _, err := e.all(r, given); err != nil {
		return nil, err
	}
	if failed != nil {
		return nil, failed
	}
	out := make([][]finding.Seen, len(l))
	for i, f := range l {
		for _, v := range wanted[useKey(f)].cells {
			place := pointer.Path(v.Path).Place()
			if r.At(v.Path) == v { // else it is a cell of another paper
				if said := Place(r, v); len(said) <= longPlace {
					place = said
				}
			}
			out[i] = append(out[i], finding.Seen{Place: place, Text: v.Text})
		}
	}
	return out, nil
}

// longPlace is the longest place in words, in bytes, that what was seen is kept under; the name of a row may be as long
// as a cell holds.
const longPlace = 600

// useKey tells findings apart: two of one check may be about one cell.
func useKey(f finding.Finding) string { return f.ID() + "\x00" + f.Path + "\x00" + f.Message }

// use gathers the cells one finding rests on.
type use struct{ cells []*model.Value }

func (u *use) add(cells ...*model.Value) {
	for _, v := range cells {
		if v != nil && v.Field.Kind != model.Group && v.Field.Kind != model.Rows && !slices.Contains(u.cells, v) {
			u.cells = append(u.cells, v)
		}
	}
}

// check adds what a check reads at a place.
func (u *use) check(c *compiled, at model.At) error {
	var said []*model.Formula
	for _, t := range []text{c.sum, c.expected, c.message} {
		for _, p := range t {
			said = append(said, p.expr)
		}
	}
	row := at.Row()
	figures := false
	every := func(v *model.Value) bool { return true }
	near := func(v *model.Value) bool {
		figures = figures || v.Field.Kind.Numeric()
		return v.Field.Kind.Numeric() || row != at.Record().Body && slices.Contains(row.Fields, v)
	}
	for _, x := range append(said, c.readings...) {
		if err := u.read(x, at, every); err != nil {
			return err
		}
	}
	for _, x := range []*model.Formula{c.when, c.holds} {
		if err := u.read(x, at, near); err != nil {
			return err
		}
	}
	if figures {
		return nil
	}
	return u.read(c.holds, at, every)
}

// read adds the cells an expression reads, as far as they count.
func (u *use) read(x *model.Formula, at model.At, counts func(*model.Value) bool) error {
	if x == nil {
		return nil
	}
	t, err := x.Explain(at)
	if err != nil {
		return err
	}
	for _, v := range t.Inputs {
		if counts(v) {
			u.add(v)
		}
	}
	return nil
}
