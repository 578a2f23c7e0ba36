package check

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/shingle"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
)

// crossing is the checking of a set of forms.
type crossing struct {
	*Collector
	list finding.List
	said map[string]map[int]bool // code or ID → forms it has spoken of
	now  taken                   // the form read last
}

// crossed is one check over the set: run by one of the Sets that have it, over the forms of all of them.
type crossed struct {
	*crossing
	*compiled
	by    *Set // whose fields and settings are used
	forms *model.Record
	at    map[int][]int // set → for each field of by's forms the text of it, -1: none
	used  []bool        // fields the check names
	given []lists       // what it names of other papers
}

// lists are the rows of one Material for a check.
type lists struct {
	rows  *givenRows
	list  *model.Value // where expressions find them
	byKey bool         // only those of the group's key
}

// check runs one check, that of the n-th set, over all forms whose sets have it too.
func (x *crossing) check(n int, k *compiled) error {
	if k.idle(append([]*Given{x.Collector.given[n]}, x.batch...)...) {
		return nil
	}
	c := &crossed{crossing: x, compiled: k, by: x.sets[n], at: map[int][]int{}}
	fields := c.by.forms.Fields[0].Fields
	words := strings.ReplaceAll(strings.Join(k.expressions(), " "), "$"+k.As, k.element)
	for _, f := range fields {
		c.used = append(c.used, f.Name == k.Of || f.Name == k.Near || f.Name == k.Set || strings.Contains(words, f.Name))
	}
	for i, s := range x.sets {
		if slices.ContainsFunc(s.checks, func(o *compiled) bool { return o.ID() == k.ID() && o.element == k.element }) {
			for _, f := range fields {
				c.at[i] = append(c.at[i], slices.IndexFunc(s.collect, func(x collected) bool { return x.name == f.Name }))
			}
		}
	}
	var err error
	if c.forms, err = c.by.bare(); err != nil {
		return err
	}
	if err := c.papers(n, words); err != nil {
		return err
	}
	return c.groups()
}

// papers puts the other papers that the check names, and the records of the batch that are such, where expressions find
// them.
func (c *crossed) papers(n int, words string) error {
	for _, m := range c.by.file.Given {
		if !strings.Contains(words, m.Name) {
			continue
		}
		l := lists{rows: &givenRows{byKey: map[string][]int{}}, list: c.forms.Body.Get(m.Name), byKey: m.By != "" &&
			(m.By == c.Set || c.set == eachForm)}
		both := &Given{map[string]*givenRows{m.Name: l.rows}}
		from := append([]*Given{c.Collector.given[n]}, c.batch...)
		for _, g := range from {
			if g == nil || g.lists[m.Name] == nil {
				continue
			}
			for i, row := range g.lists[m.Name].all {
				err := both.add(c.by.given[m.Name], m.Name, c.forms.Root(), g.lists[m.Name].from[i], func(name string) string {
					return row.Get(name).Text
				})
				if err != nil {
					return err
				}
			}
		}
		l.list.Origin, l.list.Rows = model.Written, l.rows.all
		c.given = append(c.given, l)
	}
	return nil
}

// text is one field of a form.
func (c *crossed) text(form int, field string) string {
	x := c.form(form)
	i := slices.IndexFunc(c.by.forms.Fields[0].Fields, func(f *model.Field) bool { return f.Name == field })
	return c.cell(x, i)
}

// form is what is kept of a form, until the next is asked for.
func (x *crossing) form(i int) *taken {
	x.forms.get(i, &x.now)
	return &x.now
}

func (c *crossed) cell(x *taken, field int) string {
	if field < 0 || c.at[x.set] == nil { // nil: the form could not be read again
		return ""
	}
	switch at := c.at[x.set][field]; {
	case at >= 0:
		return x.text(textsOwn + at)
	case c.by.forms.Fields[0].Fields[field].Name == fileField:
		return x.text(textFile)
	case c.by.forms.Fields[0].Fields[field].Name == formField:
		return c.sets[x.set].form.ID
	}
	return ""
}

// row is a form as an item of the list of forms, with the fields the check names.
func (c *crossed) row(form int) *model.Value {
	list := c.by.forms.Fields[0]
	v := &model.Value{Field: list, Origin: model.Written, Path: string(pointer.Of(formsList).Item(form)),
		Fields: make([]*model.Value, len(list.Fields))}
	x := c.form(form)
	for i, f := range list.Fields {
		if !c.used[i] {
			v.Fields[i] = unused
			continue
		}
		v.Fields[i] = cellValue(f, c.cell(x, i), "")
	}
	return v
}

// unused stands for the fields of a form that a check does not name.
var unused = &model.Value{Field: &model.Field{Kind: model.Text}}

// groups finds the groups of forms and runs the check on each.
func (c *crossed) groups() error {
	var keys []string
	members := map[string][]int{}
	for i := range c.Collector.forms.len() {
		x := c.form(i)
		if c.at[x.set] == nil {
			continue
		}
		if c.among != nil {
			row := c.row(i)
			if ok, err := c.among.Eval(c.forms.Root().With(group, []*model.Value{row}).In(row)); err != nil || !ok.True() {
				if err != nil {
					return err
				}
				continue
			}
		}
		own := []string{all}
		switch {
		case c.set == eachForm:
			if err := c.group("", []int{i}); err != nil {
				return err
			}
			continue
		case c.set >= 0:
			own = strings.Split(c.cell(x, c.set), "\n") // a form may be in several groups
		}
		for _, key := range own {
			if key == "" {
				continue
			}
			if members[key] == nil {
				keys = append(keys, key)
			}
			members[key] = append(members[key], i)
		}
	}
	for _, key := range keys {
		for _, g := range c.near(members[key]) {
			if err := c.group(key, g); err != nil {
				return err
			}
		}
	}
	return nil
}

// near divides a group into those that are alike.
func (c *crossed) near(forms []int) (out [][]int) {
	if c.Near == "" {
		return [][]int{forms}
	}
	if len(forms) < 2 {
		return nil
	}
	sketches := make([]shingle.Sketch, len(forms))
	for i, f := range forms {
		sketches[i] = shingle.Sketch(c.text(f, c.Near))
	}
	for _, g := range shingle.Groups(sketches, c.Alike) {
		for i := range g {
			g[i] = forms[g[i]]
		}
		out = append(out, g)
	}
	return out
}

// group runs the check on one group of forms.
func (c *crossed) group(key string, forms []int) error {
	if len(forms) < c.From || c.overruled(forms) {
		return nil
	}
	var offered []finding.Form
	for _, l := range c.given {
		if l.byKey {
			own := key
			if c.set == eachForm {
				own = c.text(forms[0], c.material(l).By)
			}
			numbers := l.rows.of(own)
			l.list.Rows = l.rows.at(numbers)
			for _, i := range numbers {
				offered = append(offered, l.rows.from[i])
			}
		}
	}
	rows := make([]*model.Value, len(forms))
	for i, f := range forms {
		rows[i] = c.row(f)
	}
	if v := c.forms.Body.Get(keyField); v != nil {
		v.Text, v.Origin = key, model.Written
	}
	e := &run{set: c.by, said: map[string]map[string]bool{}}
	at := c.forms.Root().With(group, rows).In(rows[0])
	if err := e.one(c.compiled, at, key); err != nil || len(e.list) == 0 {
		return err
	}
	for _, f := range e.list {
		f.Record, f.Path, f.Place, f.Pos = c.called(key, forms[0]), "", "", finding.Pos{}
		if c.set != allForms || c.Near != "" {
			for _, i := range forms {
				x := c.form(i)
				f.Forms = append(f.Forms, finding.Form{File: x.text(textFile), Index: x.index, Record: x.text(textName)})
			}
		}
		for _, o := range offered {
			if !slices.Contains(f.Forms, o) {
				f.Forms = append(f.Forms, o)
			}
		}
		c.list = append(c.list, f)
	}
	for _, code := range []string{c.Code, c.ID()} {
		if c.said[code] == nil {
			c.said[code] = map[int]bool{}
		}
		for _, i := range forms {
			c.said[code][i] = true
		}
	}
	return nil
}

// overruled says whether a check to which this one yields has spoken of every form of a group.
func (c *crossed) overruled(forms []int) bool {
	return slices.ContainsFunc(c.Unless, func(code string) bool {
		return !slices.ContainsFunc(forms, func(i int) bool { return !c.said[code][i] })
	})
}

// material is the Material whose rows these are.
func (c *crossed) material(l lists) *Material {
	i := slices.IndexFunc(c.by.file.Given, func(m Material) bool { return m.Name == l.list.Field.Name })
	return &c.by.file.Given[i]
}

// called is what a group is called in a report: what Of says, the text whose key brought the forms together (单位 for
// 单位键), or the form alone.
func (c *crossed) called(key string, first int) string {
	if c.Of != "" {
		return c.text(first, c.Of)
	}
	if c.set == eachForm {
		return c.form(first).text(textName)
	}
	if written, ok := strings.CutSuffix(c.Set, "键"); ok {
		if t := c.text(first, written); t != "" {
			return t
		}
	}
	return key
}
