package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
)

// thing is a declared Thing as one form or layout has it: what to put in for its parts. A part it lacks is not in it.
type thing map[string]part

// part is where a part is. Of a list, each is several; of a text, say is all there is.
type part struct {
	place
	each []place
}

// place is an expression, and what people call what is there: the column's or the cell's own name. What is computed
// has no cell and is no column.
type place struct {
	expr, say string
	computed  bool
}

// resolve finds what is declared in the form as the layout has it. What the layout leaves out is left out; what is
// nowhere in the form is an error of the file that declares it.
func (c *compiler) resolve(v *Vocabulary, d Declares) map[string][]thing {
	out := map[string][]thing{}
	for _, declared := range d {
		t := v.thing(declared.Thing)
		for _, item := range declared.Items {
			out[t.Name] = append(out[t.Name], c.repeated(t, item)...)
		}
	}
	return out
}

// repeated makes the things of one item: one, or one for each name its * stands for.
func (c *compiler) repeated(t *Thing, item []Role) (out []thing) {
	names, many := []string{}, false
	for _, p := range item {
		for _, path := range p.Paths {
			if t.part(p.Part).Text || !starred(path) {
				continue
			}
			here := c.star(t, item, path, c.set.form)
			if len(here) == 0 && len(c.star(t, item, path, c.base)) == 0 {
				c.fail(p.Pos, "declares 的“%s”的“%s”：%s 里的 * 没有可以代表的名称", t.Name, p.Part, path)
			}
			if t.part(p.Part).List {
				continue
			}
			many = true
			for _, n := range here {
				if !slices.Contains(names, n) {
					names = append(names, n)
				}
			}
		}
	}
	if !many {
		return []thing{c.parts(t, item, "")}
	}
	for _, name := range names {
		out = append(out, c.parts(t, item, name))
	}
	return out
}

// parts makes one thing; name is what * stands for outside of lists. Words that nobody gives are those of the
// vocabulary, else what * stands for, else what the first part is called.
func (c *compiler) parts(t *Thing, item []Role, name string) thing {
	x := thing{}
	first := name
	for _, p := range item {
		k := t.part(p.Part)
		switch {
		case len(p.Paths) == 0:
		case k.Text:
			x[p.Part] = part{place: place{expr: fmt.Sprintf("%q", p.Paths[0]), say: p.Paths[0]}}
		case k.List:
			var all []place
			for _, path := range p.Paths {
				if !starred(path) {
					if at, ok := c.where(t, item, p, path); ok {
						all = append(all, at)
					}
					continue
				}
				for _, n := range c.star(t, item, path, c.set.form) {
					if at, ok := c.where(t, item, p, strings.Replace(path, "*", n, 1)); ok {
						all = append(all, at)
					}
				}
			}
			if len(all) > 0 {
				x[p.Part] = part{place: place{expr: listed(all)}, each: all}
			}
		case starred(p.Paths[0]) && !slices.Contains(c.star(t, item, p.Paths[0], c.set.form), name): // not every source has a score
		default:
			path := strings.Replace(p.Paths[0], "*", name, 1)
			if at, ok := c.where(t, item, p, path); ok {
				x[p.Part] = part{place: at}
				if first == "" {
					first = at.say
				}
			}
		}
	}
	for _, p := range t.Parts {
		if _, has := x[p.Name]; !has && p.Text {
			words := cmp.Or(p.Else, first)
			x[p.Name] = part{place: place{expr: fmt.Sprintf("%q", words), say: words}}
		}
	}
	return x
}

// listed is a list of expressions; one that is itself a list stays as it is.
func listed(all []place) string {
	if len(all) == 1 && all[0].say == "" {
		return all[0].expr
	}
	var s []string
	for _, p := range all {
		s = append(s, p.expr)
	}
	return "[" + strings.Join(s, ", ") + "]"
}

// scope is where the parts of an item are looked up: the form, or a row of the list it names. nil: the form has no
// such list.
func (c *compiler) scope(t *Thing, item []Role, form *model.Form) *model.Scope {
	s := form.Root().Using(c.funcs)
	if t.Rows == "" {
		return &s
	}
	i := slices.IndexFunc(item, func(p Role) bool { return p.Part == t.Rows })
	if i < 0 || len(item[i].Paths) == 0 {
		return nil
	}
	f, err := s.Resolve(item[i].Paths[0])
	if err != nil || f.Kind != model.Rows {
		return nil
	}
	s = s.In(f)
	return &s
}

// where finds one path or expression.
func (c *compiler) where(t *Thing, item []Role, p Role, path string) (place, bool) {
	find := func(form *model.Form) (place, error) {
		s := form.Root().Using(c.funcs)
		inRow := t.Rows != "" && p.Part != t.Rows
		if inRow {
			row := c.scope(t, item, form)
			if row == nil {
				return place{}, fmt.Errorf("“%s”要先写明“%s”，那是一个列表", t.Name, t.Rows)
			}
			s = *row
		}
		if f, err := s.Resolve(path); err == nil {
			if p.Part == t.Rows && f.Kind != model.Rows {
				return place{}, fmt.Errorf("“%s”不是列表", path)
			}
			return place{expr: written(path, inRow), say: f.Name}, nil
		} else if !strings.ContainsAny(path, "() +*/?\"[") && !strings.HasPrefix(path, "参数.") {
			return place{}, err
		}
		x, err := s.Compile(path)
		if err != nil {
			return place{}, err
		}
		if x.Kind() == model.IsList {
			return place{expr: path}, nil
		}
		return place{"(" + path + ")", t.part(p.Part).Called, true}, nil
	}
	at, err := find(c.set.form)
	if err == nil {
		return at, true
	}
	if p.layer == 0 && c.base != c.set.form {
		if _, never := find(c.base); never == nil {
			return place{}, false
		}
	}
	c.list = append(c.list, finding.Finding{Code: "CHECK-EXPRESSION", Pos: p.Pos,
		Message: fmt.Sprintf("declares 的“%s”的“%s”：%v", t.Name, p.Part, err)})
	return place{}, false
}

// written is a path of raw names as an expression.
func written(path string, inRow bool) string {
	names := strings.Split(path, ".")
	if !isName(names[0]) {
		names = append([]string{map[bool]string{false: "本表", true: "本行"}[inRow]}, names...)
	}
	out := names[0]
	for _, n := range names[1:] {
		out += member(n)
	}
	return out
}

// member is a name behind a group.
func member(name string) string {
	if isName(name) {
		return "." + name
	}
	return fmt.Sprintf("[%q]", name)
}

func starred(path string) bool {
	return strings.HasPrefix(path, "*.") || strings.Contains(path, ".*.") || strings.HasSuffix(path, ".*")
}

// star is the names that lead to a figure when they stand for the * of a path, but for those that another part of the
// item is, or is in: sources, and not their total.
func (c *compiler) star(t *Thing, item []Role, path string, form *model.Form) (out []string) {
	s := form.Root()
	if row := c.scope(t, item, form); row != nil {
		s = *row
	}
	taken := map[*model.Field]bool{}
	for _, p := range item {
		if len(p.Paths) != 1 || starred(p.Paths[0]) {
			continue
		}
		if f, err := s.Resolve(p.Paths[0]); err == nil {
			for ; f != nil; f = f.Parent {
				taken[f] = true
			}
		}
	}
	before, after, _ := strings.Cut("."+path, "*")
	before = strings.Trim(before, ".")
	fields := form.Fields
	if before != "" {
		g, err := s.Resolve(before)
		if err != nil {
			return nil
		}
		fields = g.Fields
	}
	for _, f := range fields {
		full := strings.Trim(before+"."+f.Name+after, ".")
		if leaf, err := s.Resolve(full); err == nil && !taken[f] && leaf.Kind.Numeric() {
			out = append(out, f.Name)
		}
	}
	return out
}
