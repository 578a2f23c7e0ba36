package api

import (
	"slices"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
)

// bind binds what of the record can be bound: what cannot is left out here, is among the findings, and is shown as it
// was entered. Every empty list gets an item, so that there is a row to write in.
func (v *viewer) bind() error {
	d := v.d
	for {
		r, err := model.BindPartial(roomy(d, v.l.Form.Fields), v.l.Form)
		if err == nil {
			v.rec = r
			break
		}
		wrong := map[string]bool{}
		for _, f := range finding.Of(err) {
			if f.Severity == finding.Error {
				wrong[f.Path] = true
			}
		}
		if len(wrong) == 0 {
			return err
		}
		if less, dropped := without(d, "", wrong); dropped {
			d = less
			continue
		}
		if len(d.Members) == 0 {
			return err
		}
		d = data.ObjectOf() // an error that is about no value of its own
	}
	if err := v.rec.Compute(v.l.Params); err != nil && finding.Of(err) == nil {
		return err // what cannot be computed yet is among the findings
	}
	return nil
}

// without is a value without what is at the paths.
func without(d *data.Value, path pointer.Path, drop map[string]bool) (out *data.Value, dropped bool) {
	less := *d
	switch d.Kind {
	case data.Object:
		less.Members = nil
		for _, m := range d.Members {
			at := path.Child(m.Name)
			if drop[string(at)] {
				dropped = true
				continue
			}
			x, inside := without(m.Value, at, drop)
			dropped = dropped || inside
			m.Value = x
			less.Members = append(less.Members, m)
		}
	case data.List:
		less.Items = nil
		for i, item := range d.Items {
			at := path.Item(i)
			if drop[string(at)] { // its place is kept: the others are not to be called otherwise
				less.Items = append(less.Items, data.ObjectOf())
				dropped = true
				continue
			}
			x, inside := without(item, at, drop)
			dropped = dropped || inside
			less.Items = append(less.Items, x)
		}
	default:
		return d, false
	}
	if !dropped {
		return d, false
	}
	return &less, true
}

// roomy is an object whose empty lists have an empty item, wherever the form has lists.
func roomy(d *data.Value, fields []*model.Field) *data.Value {
	out := *d
	out.Members = slices.Clone(d.Members)
	for _, f := range fields {
		if f.Kind != model.Group && f.Kind != model.Rows || f.Aside {
			continue
		}
		k := slices.IndexFunc(out.Members, func(m data.Member) bool { return m.Name == f.Name })
		if k < 0 {
			k = len(out.Members)
			out.Members = append(out.Members, data.Member{Name: f.Name, Value: &data.Value{}})
		}
		m := &out.Members[k]
		switch v := m.Value; {
		case f.Kind == model.Group && (v.Kind == data.Object || v.Kind == data.Null):
			g := *v
			g.Kind = data.Object
			m.Value = roomy(&g, f.Fields)
		case f.Kind == model.Rows && (v.Kind == data.List || v.Kind == data.Null):
			list := *v
			list.Kind, list.Items = data.List, slices.Clone(v.Items)
			if len(list.Items) == 0 {
				list.Items = []*data.Value{data.ObjectOf()}
			}
			for i, item := range list.Items {
				if item.Kind == data.Object {
					list.Items[i] = roomy(item, f.Fields)
				}
			}
			m.Value = &list
		}
	}
	return &out
}
