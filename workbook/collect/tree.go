package collect

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/templates"
)

// object is a record under way: values by name, items of lists in order.
type object struct {
	values map[string]*Value
	groups map[string]*object
	items  map[string][]*object
	from   pointer.Path // of an item: its path before rows that nobody filled in were dropped
}

func newObject(from pointer.Path) *object {
	return &object{values: map[string]*Value{}, groups: map[string]*object{}, items: map[string][]*object{}, from: from}
}

// put places a value by the names of its path from at on.
func (o *object) put(at pointer.Path, path []string, v *Value, fields []*model.Field) {
	name := path[0]
	at = at.Child(name)
	if len(path) == 1 {
		o.values[name] = v
		return
	}
	i := slices.IndexFunc(fields, func(f *model.Field) bool { return f.Name == name })
	switch {
	case i < 0:
	case fields[i].Kind == model.Rows:
		n, _ := strconv.Atoi(path[1])
		for len(o.items[name]) <= n {
			o.items[name] = append(o.items[name], newObject(at.Item(len(o.items[name]))))
		}
		o.items[name][n].put(at.Item(n), path[2:], v, fields[i].Fields)
	default:
		if o.groups[name] == nil {
			o.groups[name] = newObject("")
		}
		o.groups[name].put(at, path[1:], v, fields[i].Fields)
	}
}

// each goes through the values in the order of the form, with their paths.
func (o *object) each(fields []*model.Field, path pointer.Path, visit func(pointer.Path, *Value)) {
	for _, f := range fields {
		at := path.Child(f.Name)
		if v := o.values[f.Name]; v != nil {
			visit(at, v)
		} else if g := o.groups[f.Name]; g != nil {
			g.each(f.Fields, at, visit)
		}
		for i, item := range o.items[f.Name] {
			item.each(f.Fields, at.Item(i), visit)
		}
	}
}

// data is what was entered as data, in the order of the form.
func (o *object) data(fields []*model.Field, notes *finding.List) *data.Value {
	out := data.ObjectOf()
	for _, f := range fields {
		switch v, g := o.values[f.Name], o.groups[f.Name]; {
		case f.Kind == model.Rows && len(o.items[f.Name]) > 0:
			list := data.ListOf()
			for _, item := range o.items[f.Name] {
				list.Items = append(list.Items, item.data(f.Fields, notes))
			}
			out.Put(list, f.Name)
		case f.Kind == model.Group && g != nil:
			if x := g.data(f.Fields, notes); len(x.Members) > 0 {
				out.Put(x, f.Name)
			}
		case v != nil && v.computed == entered:
			out.Put(v.data(notes), f.Name)
		}
	}
	return out
}

// data is a value as data, at the row and column of its cell. What a record may not hold is noted.
func (v *Value) data(notes *finding.List) *data.Value {
	for _, f := range data.Faults(v.Text) {
		f.Path, f.Place = v.Path, v.Place
		*notes = append(*notes, f)
	}
	d := data.TextOf(v.Text)
	switch {
	case v.field.Kind == model.Choice && v.field.Multiple && v.ticks != nil:
		d = data.ListOf()
		for _, s := range v.ticks {
			d.Items = append(d.Items, data.TextOf(s))
		}
	case v.literal:
		d, _ = data.NumberOf(v.Text)
	}
	d.Pos = finding.Pos{Line: v.x.row + 1, Col: v.x.col + 1}
	return d
}

// prune drops the rows nobody filled in: those with nothing but a merged group's name.
func (t *taker) prune(o *object, fields []*model.Field, out templates.Outline) {
	merged := map[*model.Field]bool{}
	var walk func(n []templates.OutlineNode)
	walk = func(n []templates.OutlineNode) {
		for _, x := range n {
			for _, f := range x.Merge {
				merged[f] = true
			}
			walk(x.Rows)
			walk(x.Else)
		}
	}
	for _, tb := range out.Tables {
		walk(tb.Rows)
	}
	t.pruneIn(o, fields, merged)
}

func (t *taker) pruneIn(o *object, fields []*model.Field, merged map[*model.Field]bool) {
	for _, f := range fields {
		if g := o.groups[f.Name]; g != nil {
			t.pruneIn(g, f.Fields, merged)
		}
		if f.Kind != model.Rows {
			continue
		}
		var kept []*object
		for _, item := range o.items[f.Name] {
			t.pruneIn(item, f.Fields, merged)
			filled, named := item.filled(merged)
			switch {
			case filled:
				t.groupGap(item, kept, f, merged)
				kept = append(kept, item)
			case named != nil && !named.inherited:
				t.pruned = append(t.pruned, finding.Finding{Code: "READ-ROW", Severity: finding.Note,
					Pos:   finding.Pos{File: t.b.name},
					Place: named.where, Printed: named.Text,
					Message: fmt.Sprintf("这一行只有“%s”，没有别的内容，没有收。", shorten(named.Text))})
			}
		}
		o.items[f.Name] = kept
	}
}

// groupGap says where a group's name is missing although the row above has one: it may be meant to be the same.
func (t *taker) groupGap(item *object, before []*object, list *model.Field, merged map[*model.Field]bool) {
	if len(before) == 0 {
		return
	}
	for _, f := range list.Fields {
		last := before[len(before)-1].values[f.Name]
		for k := len(before) - 2; k >= 0 && last == nil && t.b.foreign; k-- { // said of every row
			last = before[k].values[f.Name]
		}
		if !merged[f] || item.values[f.Name] != nil || last == nil {
			continue
		}
		if p := string(item.from.Child(f.Name)); t.headed[f] && t.cells[p].x == nil { // its heading is printed where it changes
			v := *last
			v.Path, v.inherited = p, true
			item.values[f.Name] = &v
			continue
		}
		for _, c := range list.Fields {
			if v := item.values[c.Name]; v != nil {
				t.pruned = append(t.pruned, finding.Finding{Code: "READ-GROUP", Severity: finding.Warning,
					Pos:     finding.Pos{File: t.b.name},
					Place:   t.rowOf(v),
					Message: fmt.Sprintf("“%s”是空的，按没有填写收；上面是“%s”。", f.Name, shorten(last.Text)), Hint: "如果与上一行相同，请填上"})
				break
			}
		}
	}
}

// rowOf is the row of a value in words.
func (t *taker) rowOf(v *Value) string {
	if t.b.foreign {
		return v.where
	}
	return "工作表“" + v.Sheet + "”第 " + strconv.Itoa(v.x.row+1) + " 行"
}

// filled says whether an item holds anything but group names, and gives one of those.
func (o *object) filled(merged map[*model.Field]bool) (yes bool, group *Value) {
	for _, v := range o.values {
		if v.computed != entered || blank(v.Text) && v.ticks == nil && !v.given && !v.meant {
			continue
		}
		if !merged[v.field] {
			return true, nil
		}
		if group == nil || v.x.col < group.x.col {
			group = v
		}
	}
	for _, g := range o.groups {
		if y, _ := g.filled(merged); y {
			return true, nil
		}
	}
	for _, l := range o.items {
		if len(l) > 0 {
			return true, nil
		}
	}
	return false, group
}
