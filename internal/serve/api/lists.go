package api

import (
	"encoding/json"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/templates"
)

// lists tells of the lists that the layout draws, and of the fields that it does not show.
func (v *viewer) lists(out *Form) {
	out.Lists, out.Beside = []List{}, []Beside{}
	rows := map[string]*Item{}
	for t := range out.Tables {
		for i := range out.Tables[t].Cells {
			c := &out.Tables[t].Cells[i]
			for k := range c.Parts {
				for row := pointer.Path(c.Parts[k].Path).Row(); row != ""; row = parent(row).Row() {
					r := rows[string(row)]
					if r == nil {
						r = &Item{Table: t, FirstRow: c.Row, LastRow: c.Row}
						rows[string(row)] = r
					}
					if r.Table == t {
						r.FirstRow, r.LastRow = min(r.FirstRow, c.Row), max(r.LastRow, c.Row+c.RowSpan-1)
					}
				}
			}
		}
	}
	merged := merges(v.l.Outline())
	skeleton, err := data.ReadOne("", v.l.Form.Skeleton(""))
	if err != nil {
		skeleton = data.ObjectOf()
	}
	var walk func(m *model.Value, item string)
	walk = func(m *model.Value, item string) {
		for _, c := range m.Fields {
			f := c.Field
			switch {
			case f.Kind == model.Group:
				walk(c, item)
			case f.Kind == model.Rows && !f.Aside:
				l := List{Path: c.Path, Label: f.Name, Items: []Item{}, GroupBy: merged[f], Blank: blank(skeleton, f)}
				for _, r := range c.Rows {
					walk(r, r.Path)
					at := rows[r.Path]
					if at == nil {
						continue
					}
					at.Path, at.Given = r.Path, v.entered(r.Path) != nil
					l.Items = append(l.Items, *at)
				}
				if len(l.Items) > 0 {
					out.Lists = append(out.Lists, l)
				}
			case f.Aside && f.Kind != model.Rows:
				path := c.Path
				if path == "" {
					path = string(pointer.Path(m.Path).Child(f.Name))
				}
				out.Beside = append(out.Beside, Beside{Item: item, Label: f.Name, Part: v.answer(path, f, templates.Piece{})})
			}
		}
	}
	walk(v.rec.Body, "")
}

// parent is the path without its last step.
func parent(p pointer.Path) pointer.Path { return p[:strings.LastIndexByte(string(p), '/')] }

// merges are the fields of each list whose equal neighbours are one cell.
func merges(o templates.Outline) map[*model.Field][]string {
	out := map[*model.Field][]string{}
	var walk func([]templates.OutlineNode)
	walk = func(l []templates.OutlineNode) {
		for _, n := range l {
			if n.List != nil && out[n.List.Field] == nil {
				for _, f := range n.Merge {
					out[n.List.Field] = append(out[n.List.Field], f.Name)
				}
			}
			walk(n.Rows)
			walk(n.Else)
		}
	}
	for _, t := range o.Tables {
		walk(t.Rows)
	}
	return out
}

// blank is an empty item of a list.
func blank(skeleton *data.Value, f *model.Field) json.RawMessage {
	var names []string
	for p := f; p != nil; p = p.Parent {
		if p.Name != "" {
			names = append([]string{p.Name}, names...)
		}
	}
	d := skeleton
	for _, n := range names {
		if d.Kind == data.List && len(d.Items) > 0 {
			d = d.Items[0]
		}
		if d = d.Member(n); d == nil {
			return json.RawMessage("{}")
		}
	}
	if d.Kind != data.List || len(d.Items) == 0 {
		return json.RawMessage("{}")
	}
	return d.Items[0].AppendJSON(nil, "")
}
