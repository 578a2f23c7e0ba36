package check

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/number"
	"github.com/gongbiao/gongbiao/model/pointer"
)

// Material is one kind of other papers a form is held against, as the form file declares it under given:
// declarations, a summary table, figures of the final accounts. Expressions see it as a list of rows.
type Material struct {
	Name     string
	Whole    string // a document that has this member is one such paper as a whole; may be empty
	Of, Rows string // the items of the member Rows in each paper of the kind Of; empty: a paper is one row
	Same     string // an expression over a form and over a row: only rows that give the form's text count; empty: all
	Unit     string // the member that names the unit of the Money columns beside it
	Columns  []Column
	Pos      finding.Pos
}

// Column is one column of a Material.
type Column struct {
	Name string
	Kind model.Kind // Text, Number, or Money, which is brought to yuan
	Or   []string   // what the column is called elsewhere
}

// field is the list that expressions see.
func (m *Material) field() *model.Field {
	f := &model.Field{Name: m.Name, Kind: model.Rows}
	for _, c := range m.Columns {
		f.Fields = append(f.Fields, &model.Field{Name: c.Name, Kind: c.Kind})
	}
	return f
}

// Given are other papers as one Set reads them; nil: there are none. What is not given is not checked.
type Given struct{ lists map[string][]givenRow }

// givenRow is a row with what its Material's Same makes of it.
type givenRow struct {
	*model.Value
	key string
}

// material is a Material compiled: the list that expressions see, and its Same over a form and over a row of that
// list. of is nil where the layout lacks the fields it needs.
type material struct {
	field   *model.Field
	of, row *model.Formula
}

// Given reads documents as the form declares them. Each is one paper as a whole, or an object that has papers under
// the names of their kinds. Errors: *finding.DataError CHECK-GIVEN for a document that holds nothing this form knows.
func (s *Set) Given(docs ...*data.Value) (*Given, error) {
	if len(s.file.Given) == 0 || len(docs) == 0 {
		return nil, nil
	}
	r, err := s.bare()
	if err != nil {
		return nil, err
	}
	t := &taker{set: s, root: r.Root(), to: &Given{map[string][]givenRow{}}}
	for _, d := range docs {
		if err := t.document(d); err != nil {
			return nil, err
		}
	}
	return t.to, nil
}

// bare is the form of a set without any form in it.
func (s *Set) bare() (*model.Record, error) {
	r, err := model.Bind(&data.Value{Kind: data.Object}, s.forms)
	if err != nil {
		return nil, err
	}
	return r, r.Compute(s.params)
}

// taker reads documents into a Given.
type taker struct {
	set  *Set
	root model.At
	to   *Given
}

func (t *taker) document(d *data.Value) error {
	unusable := finding.Finding{Code: "CHECK-GIVEN", Pos: finding.Pos{File: d.File, Line: d.Pos.Line},
		Message: "对照文件里没有可以对照的内容。"}
	if d.Kind != data.Object {
		unusable.Pos.Line, unusable.Message = 0, "对照文件的每条记录应是对象（名称和值）。"
		return finding.List{unusable}.AsData()
	}
	var names, wholes []string
	found := false
	for i := range t.set.file.Given {
		m := &t.set.file.Given[i]
		if m.Whole != "" {
			if d.Member(m.Whole) != nil {
				return t.paper(m, d)
			}
			wholes = append(wholes, "有“"+m.Whole+"”的文件")
		}
		if m.Of == "" {
			names = append(names, m.Name)
		}
	}
	for i := range t.set.file.Given {
		if m := &t.set.file.Given[i]; m.Of == "" && d.Member(m.Name) != nil {
			found = true
			for _, x := range items(d.Member(m.Name)) {
				if err := t.paper(m, x); err != nil {
					return err
				}
			}
		}
	}
	if found {
		return nil
	}
	unusable.Hint = "可以写 " + strings.Join(names, "、")
	if wholes != nil {
		unusable.Hint += "，或直接给" + strings.Join(wholes, "、")
	}
	return finding.List{unusable}.AsData()
}

func items(d *data.Value) []*data.Value {
	if d.Kind == data.List {
		return d.Items
	}
	return []*data.Value{d}
}

// paper takes one paper, and the rows in it that are a Material of their own.
func (t *taker) paper(m *Material, d *data.Value) error {
	if err := t.row(m, d, nil); err != nil {
		return err
	}
	for i := range t.set.file.Given {
		part := &t.set.file.Given[i]
		rows := d.Member(part.Rows)
		if part.Of != m.Name || rows == nil {
			continue
		}
		for _, x := range rows.Items {
			if err := t.row(part, x, d); err != nil {
				return err
			}
		}
	}
	return nil
}

// row takes one row; what it lacks is that of the paper around it, unless that is nil.
func (t *taker) row(m *Material, d, around *data.Value) error {
	texts := map[string]string{}
	unit := quantity.ParseUnit(lookup(d, m.Unit, nil))
	for _, c := range m.Columns {
		text := lookup(d, c.Name, c.Or)
		if text == "" && around != nil {
			text = lookup(around, c.Name, c.Or)
		}
		if c.Kind == model.Money && unit.Money() {
			if n, ok := number.Parse(text); ok {
				text = n.Mul(unit.Scale).String()
			}
		}
		texts[c.Name] = text
	}
	rows := t.to.lists[m.Name]
	by := t.set.given[m.Name]
	v := rowValue(by.field, pointer.Of(m.Name).Item(len(rows)), func(name string) string { return texts[name] })
	key := ""
	if by.row != nil {
		k, err := by.row.Eval(t.root.In(v))
		if err != nil {
			return err
		}
		key = k.String()
	}
	t.to.lists[m.Name] = append(rows, givenRow{v, key})
	return nil
}

// lookup finds a text under a name or one of the others; of a group, the first text in it that is so called.
func lookup(d *data.Value, name string, or []string) string {
	for _, n := range append([]string{name}, or...) {
		m := d.Member(n)
		switch {
		case m == nil:
		case m.Kind == data.Object:
			if t := lookup(m, name, or); t != "" {
				return t
			}
		case m.Text != "":
			return m.Text
		}
	}
	return ""
}

// rows are the rows of a Material a record is held against; r nil: all of them.
func (g *Given) rows(s *Set, name string, r *model.Record) (out []*model.Value, err error) {
	if g == nil || len(g.lists[name]) == 0 {
		return nil, nil
	}
	by, key := s.given[name], ""
	if r != nil && by.of != nil {
		k, err := by.of.Eval(r.Root())
		if err != nil {
			return nil, err
		}
		key = k.String()
	}
	for _, row := range g.lists[name] {
		if r == nil || by.row == nil || row.key == key {
			out = append(out, row.Value)
		}
	}
	return out, nil
}

// rowValue is a row of texts as an item of a list.
func rowValue(f *model.Field, path pointer.Path, text func(string) string) *model.Value {
	v := &model.Value{Field: f, Origin: model.Written, Path: string(path), Fields: make([]*model.Value, len(f.Fields))}
	for i, c := range f.Fields {
		x := &model.Value{Field: c, Path: string(path.Child(c.Name))}
		if t := text(c.Name); t != "" {
			x.Text, x.Origin = t, model.Written
			if c.Kind.Numeric() {
				x.Num, x.HasNum = number.Parse(t)
			}
		}
		v.Fields[i] = x
	}
	return v
}
