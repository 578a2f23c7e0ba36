package check

import (
	"slices"
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
	Forms    []string // ids of the forms whose records are such papers
	Whole    string   // a document that has this member is one such paper as a whole; may be empty
	Has      []string // with Whole: it must have one of these names somewhere in it
	Like     string   // the material whose papers these are too
	Batch    bool     // records of the batch are such papers for the checks of the set
	Of, Rows string   // the items of the member Rows in each paper of the kind Of; empty: a paper is one row
	Same     string   // an expression over a form: only rows whose Paper is one of its lines count; empty: all
	Paper    string   // the same over a row; empty: Same
	By       string   // a name of collect that says the same of a form as Paper of a row
	Needs    string   // a column a paper must have
	Unit     string   // the member that names the unit of the Money columns beside it
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
type Given struct{ lists map[string]*givenRows }

// givenRows are the rows of one Material, and those of each key.
type givenRows struct {
	all   []*model.Value
	from  []finding.Form // where each is from
	byKey map[string][]int
}

// of are the rows of some keys, a line each, in order.
func (g *givenRows) of(keys string) (out []int) {
	for _, k := range strings.Split(keys, "\n") {
		if k != "" {
			out = append(out, g.byKey[k]...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// at are the rows of these numbers.
func (g *givenRows) at(numbers []int) []*model.Value {
	out := make([]*model.Value, len(numbers))
	for i, n := range numbers {
		out[i] = g.all[n]
	}
	return out
}

// material is a Material compiled: the list that expressions see, and its Same over a form and its Paper over a row of
// that list. of is nil where the layout lacks the fields it needs: no row is then the form's.
type material struct {
	field   *model.Field
	same    bool
	of, row *model.Formula
}

// Paper is one other paper: a document as it was given, and the record it is if it is one of a form that is known.
type Paper struct {
	Doc    *data.Value
	Form   *model.Form   // that it names, as its layout has it; nil: none that is known
	Params model.Params  // of the layout
	Record *model.Record // computed; nil: the document is read as it stands
}

// Papers reads other papers as the form declares them. Each is one paper as a whole, known by the form it names or by
// what it has, or an object that has papers under the names of their kinds. Errors: *finding.DataError CHECK-GIVEN for
// a document that holds nothing this form knows.
func (s *Set) Papers(papers ...Paper) (*Given, error) {
	if len(s.file.Given) == 0 || len(papers) == 0 {
		return nil, nil
	}
	t, err := s.taker()
	if err != nil {
		return nil, err
	}
	for _, p := range papers {
		if err := t.paper(p); err != nil {
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

// taker reads papers into a Given.
type taker struct {
	set  *Set
	root model.At
	to   *Given

	unit string // of money in the paper that is read, where it names none
	from finding.Form
}

func (s *Set) taker() (*taker, error) {
	r, err := s.bare()
	if err != nil {
		return nil, err
	}
	return &taker{set: s, root: r.Root(), to: &Given{map[string]*givenRows{}}}, nil
}

func (t *taker) paper(p Paper) error {
	d := p.Doc
	unusable := finding.Finding{Code: "CHECK-GIVEN", Pos: finding.Pos{File: d.File, Line: d.Pos.Line},
		Message: "对照文件里没有可以对照的内容。"}
	if d.Kind != data.Object {
		unusable.Pos.Line, unusable.Message = 0, "对照文件的每条记录应是对象（名称和值）。"
		return finding.List{unusable}.AsData()
	}
	var src source = document{d}
	id, _ := d.Layout()
	id, _, _ = strings.Cut(id, "/")
	t.unit, t.from = unitOf(p.Form, p.Params), finding.Form{File: d.File, Index: d.Index}
	if p.Record != nil {
		src, id, t.from.Record = record{p.Record.Body}, p.Record.Form.ID, p.Record.Name
	}
	kinds := t.kinds(src, id)
	for _, m := range kinds {
		if err := t.named(m, src, nil, unusable); err != nil {
			return err
		}
	}
	if len(kinds) > 0 {
		return nil
	}
	found := false
	for i := range t.set.file.Given {
		m := &t.set.file.Given[i]
		if d.Member(m.Name) == nil {
			continue
		}
		found = true
		if of := t.material(m.Of); of != nil { // the document is the paper around its rows
			if err := t.row(of, src, nil); err != nil {
				return err
			}
		}
		for _, x := range src.items(m.Name) {
			if err := t.named(m, x, src, unusable); err != nil {
				return err
			}
		}
	}
	if found {
		return nil
	}
	unusable.Hint = t.hint()
	return finding.List{unusable}.AsData()
}

// material is the one of a name, nil if there is none.
func (t *taker) material(name string) *Material {
	if i := slices.IndexFunc(t.set.file.Given, func(m Material) bool { return m.Name == name }); i >= 0 {
		return &t.set.file.Given[i]
	}
	return nil
}

// hint says what may be given.
func (t *taker) hint() string {
	var names, wholes []string
	for _, m := range t.set.file.Given {
		if m.Whole != "" && len(m.Has) == 0 {
			wholes = append(wholes, "有“"+m.Whole+"”的文件")
		}
		if m.Of == "" {
			names = append(names, m.Name)
		}
	}
	s := "可以写 " + strings.Join(names, "、")
	if wholes != nil {
		s += "，或直接给" + strings.Join(wholes, "、")
	}
	return s
}

// kinds are the materials whose paper a whole document is: those that name its form, else the first that knows it by
// what it has; and those that are like one of these.
func (t *taker) kinds(src source, form string) (out []*Material) {
	given := t.set.file.Given
	for i := range given {
		if slices.Contains(given[i].Forms, form) {
			out = append(out, &given[i])
		}
	}
	for i := 0; i < 2*len(given) && out == nil; i++ { // those that ask for more than a member first
		m := &given[i%len(given)]
		d, plain := src.(document)
		// A form that is known is taken for what it has only by those that ask for no form by name.
		there := plain && d.Member(m.Whole) != nil || !plain && m.Forms == nil && len(src.items(m.Whole)) > 0
		if m.Whole != "" && there && (i < len(given)) == (len(m.Has) > 0) &&
			(len(m.Has) == 0 || slices.ContainsFunc(m.Has, src.has)) {
			out = append(out, m)
		}
	}
	for i := range given {
		if slices.ContainsFunc(out, func(m *Material) bool { return m.Name == given[i].Like }) {
			out = append(out, &given[i])
		}
	}
	return out
}

// named takes one paper of a kind; what it lacks is that of the document around it, unless that is nil.
func (t *taker) named(m *Material, src, around source, unusable finding.Finding) error {
	if t.lacks(m, src, around) {
		unusable.Message = "这份材料看来是“" + m.Name + "”，没有写" + m.Needs + "，不知与哪张表对照。"
		unusable.Hint = "补写" + m.Needs
		return finding.List{unusable}.AsData()
	}
	if err := t.row(m, src, around); err != nil {
		return err
	}
	for i := range t.set.file.Given {
		part := &t.set.file.Given[i]
		if part.Of != m.Name {
			continue
		}
		for _, x := range src.items(part.Rows) {
			if err := t.row(part, x, src); err != nil {
				return err
			}
		}
	}
	return nil
}

// lacks says whether a paper has not what one of its kind needs.
func (t *taker) lacks(m *Material, src, around source) bool {
	i := slices.IndexFunc(m.Columns, func(c Column) bool { return c.Name == m.Needs })
	return i >= 0 && t.column(m.Columns[i], src, around) == ""
}

// column is the text of a column.
func (t *taker) column(c Column, src, around source) string {
	text := lookup(src, c.Name, c.Or)
	if text == "" && around != nil {
		text = lookup(around, c.Name, c.Or)
	}
	return text
}

// row takes one row; what it lacks is that of the paper around it, unless that is nil.
func (t *taker) row(m *Material, src, around source) error {
	texts := map[string]string{}
	said := lookup(src, m.Unit, nil)
	if said == "" && around != nil {
		said = lookup(around, m.Unit, nil)
	}
	if said == "" && m.Unit != "" {
		said = t.unit
	}
	unit := quantity.ParseUnit(said)
	for _, c := range m.Columns {
		text := t.column(c, src, around)
		if c.Name == m.Unit {
			text = said
		}
		if c.Kind == model.Money && unit.Money() {
			if n, ok := number.Parse(text); ok {
				text = n.Mul(unit.Scale).String()
			}
		}
		texts[c.Name] = strings.Clone(text) // of a record it would hold the whole file
	}
	return t.to.add(t.set.given[m.Name], m.Name, t.root, t.from, func(name string) string { return texts[name] })
}

// unitOf is the unit of money of a layout: the setting 金额单位.
func unitOf(f *model.Form, p model.Params) string {
	const setting = "金额单位"
	if v, ok := p[setting]; ok || f == nil {
		return v
	}
	if i := slices.IndexFunc(f.Params, func(x model.Param) bool { return x.Name == setting }); i >= 0 {
		return f.Params[i].Default
	}
	return ""
}

// add adds a row to a list.
func (g *Given) add(by *material, name string, root model.At, from finding.Form, text func(string) string) error {
	rows := g.lists[name]
	if rows == nil {
		rows = &givenRows{byKey: map[string][]int{}}
		g.lists[name] = rows
	}
	v := rowValue(by.field, pointer.Of(name).Item(len(rows.all)), text)
	if by.row != nil {
		k, err := by.row.Eval(root.In(v))
		if err != nil {
			return err
		}
		if key := k.String(); key != "" {
			rows.byKey[key] = append(rows.byKey[key], len(rows.all))
		}
	}
	rows.all, rows.from = append(rows.all, v), append(rows.from, from)
	return nil
}

// rows are the rows of a Material a record is held against; r nil: all of them.
func (g *Given) rows(s *Set, name string, r *model.Record) (out []*model.Value, err error) {
	if g == nil || g.lists[name] == nil {
		return nil, nil
	}
	rows, by := g.lists[name], s.given[name]
	switch {
	case r == nil || !by.same:
		return rows.all, nil
	case by.of == nil:
		return nil, nil
	}
	k, err := by.of.Eval(r.Root())
	if err != nil {
		return nil, err
	}
	return rows.at(rows.of(k.String())), nil
}

// rowValue is a row of texts as an item of a list.
func rowValue(f *model.Field, path pointer.Path, text func(string) string) *model.Value {
	v := &model.Value{Field: f, Origin: model.Written, Path: string(path), Fields: make([]*model.Value, len(f.Fields))}
	for i, c := range f.Fields {
		v.Fields[i] = cellValue(c, text(c.Name), string(path.Child(c.Name)))
	}
	return v
}

// cellValue is a text as a field of a row.
func cellValue(f *model.Field, text, path string) *model.Value {
	v := &model.Value{Field: f, Path: path}
	if text != "" {
		v.Text, v.Origin = text, model.Written
		if f.Kind.Numeric() {
			v.Num, v.HasNum = number.Parse(text)
		}
	}
	return v
}
