package check

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
)

// Collector gathers what the checks over a set of forms need: a few short texts a form, never the forms themselves.
type Collector struct {
	set  *Set
	rows [][]string
}

// Collector begins a set.
func (s *Set) Collector() *Collector { return &Collector{set: s} }

// Add takes one form into the set.
func (c *Collector) Add(r *model.Record) error {
	at := r.Root()
	row := make([]string, len(c.set.collect)+1)
	for i, x := range c.set.collect {
		v, err := x.expr.Eval(at)
		if err != nil {
			return err
		}
		switch {
		case v.Kind == model.IsNumber:
			row[i] = strings.Clone(Say(v, ""))
		default:
			row[i] = strings.Clone(v.String())
		}
	}
	row[len(row)-1] = r.File
	c.rows = append(c.rows, row)
	return nil
}

// Findings runs the checks over the set. Record is the group's name, 全部 for the whole set.
func (c *Collector) Findings(given *Given) (finding.List, error) {
	if len(c.rows) == 0 {
		return nil, nil
	}
	r, err := c.set.bare()
	if err != nil {
		return nil, err
	}
	field := c.set.forms.Fields[0]
	rows := make([]*model.Value, len(c.rows))
	for i, row := range c.rows {
		texts := map[string]string{placeholderField: row[len(row)-1]}
		for k, x := range c.set.collect {
			texts[x.name] = row[k]
		}
		rows[i] = rowValue(field, pointer.Of(formsList).Item(i), func(n string) string { return texts[n] })
	}
	for _, g := range c.set.file.Given {
		rows, err := given.rows(c.set, g.Name, nil)
		if err != nil {
			return nil, err
		}
		list := r.Body.Get(g.Name)
		list.Origin, list.Rows = model.Written, rows
	}
	root := r.Root()
	e := &run{set: c.set, said: map[string]map[string]bool{}}
	for _, k := range c.set.checks {
		if k.set == -1 {
			continue
		}
		keys, groups := groupBy(rows, func(v *model.Value) string {
			if k.set == allForms {
				return all
			}
			return v.Fields[k.set].Text
		})
		for _, key := range keys {
			name := key
			if k.set >= 0 { // 单位键 groups, 单位 is what people wrote
				if i := slices.IndexFunc(c.set.collect, func(x collected) bool { return x.name+"键" == k.Set }); i >= 0 {
					name = groups[key][0].Fields[i].Text
				}
			}
			before := len(e.list)
			if err := e.one(k, root.With(group, groups[key]).In(groups[key][0]), k.ID()+key); err != nil {
				return nil, unable(&k.Pos, "校验“"+k.ID()+"”", "", err)
			}
			for i := before; i < len(e.list); i++ {
				e.list[i].Record, e.list[i].Path, e.list[i].Place, e.list[i].Pos = name, "", "", finding.Pos{}
			}
		}
	}
	return e.list, nil
}
