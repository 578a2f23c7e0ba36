package check

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Declares is what a form, or a layout, says that it has, in the words of a Vocabulary.
type Declares []Declared

// Declared is one thing of a form; Items are its parts, several times where the form has several such things.
type Declared struct {
	Thing string
	Items [][]Role
	whole bool // written as a list: replaces what the form declared
	Pos   finding.Pos
}

// Role says where a part is: paths of raw names (资金.年度资金总额.1-7月执行数), or expressions. In a path * stands
// for every name that leads to a figure: in a part that is a list for all of them, elsewhere the thing is repeated for
// each. No paths: the form does not have the part.
type Role struct {
	Part  string
	Paths []string
	Pos   finding.Pos
	layer int // 0 the form, 1 the layout
}

// ParseDeclares reads the value of declares:. Errors: *finding.TemplateError; an unknown thing or part with the
// nearest.
func ParseDeclares(file string, n *yaml.Node, v *Vocabulary) (Declares, error) {
	r := reads(file)
	var out Declares
	m, _ := r.Names(n, "declares")
	names := []string{}
	for _, t := range v.Things {
		names = append(names, t.Name)
	}
	for _, name := range m.Keys {
		t := v.thing(name)
		if t == nil {
			r.Errorf(m.At[name], fileCode, yamltree.DidYouMean(name, names), "declares 里没有“%s”这样东西", name)
			continue
		}
		d := Declared{Thing: name, Pos: r.Pos(m.At[name])}
		items := []*yaml.Node{m.Get(name)}
		if n := items[0]; n.Kind == yaml.SequenceNode {
			d.whole = true
			if !(len(t.Parts) == 1 && t.Parts[0].List) { // else the list is that of its only part
				items = n.Content
			}
		}
		for _, item := range items {
			d.Items = append(d.Items, r.item(item, t))
		}
		out = append(out, d)
	}
	return out, r.List.AsTemplate()
}

// item reads the parts of one thing; a text, or a list of them, is its only part.
func (r *reader) item(n *yaml.Node, t *Thing) (out []Role) {
	if n.Kind != yaml.MappingNode && n.Tag != "!!null" && len(t.Parts) == 1 {
		return []Role{{Part: t.Parts[0].Name, Paths: r.texts(n, t.Name), Pos: r.Pos(yamltree.At(n))}}
	}
	m, _ := r.Names(n, t.Name)
	var known []string
	for _, p := range t.Parts {
		known = append(known, p.Name)
	}
	for _, k := range m.Keys {
		p, v := t.part(k), m.Get(k)
		if p == nil {
			r.Errorf(m.At[k], fileCode, yamltree.DidYouMean(k, known), "“%s”没有部件“%s”", t.Name, k)
			continue
		}
		x := Role{Part: k, Pos: r.Pos(m.At[k])}
		switch {
		case v.Kind == yaml.ScalarNode && v.Tag == "!!null": // the layout has none
		case v.Kind == yaml.SequenceNode && !p.List:
			r.fail(v, "", "“%s”的“%s”只能是一处", t.Name, k)
		default:
			x.Paths = r.texts(v, k)
		}
		out = append(out, x)
	}
	return out
}

// With lays what a layout declares over what its form does: parts of a thing are changed one by one, a list of things
// replaces them all.
func (d Declares) With(layout Declares) Declares {
	out := slices.Clone(d)
	for _, l := range layout {
		l.Items = slices.Clone(l.Items)
		for i := range l.Items {
			l.Items[i] = slices.Clone(l.Items[i])
			for k := range l.Items[i] {
				l.Items[i][k].layer = 1
			}
		}
		at := slices.IndexFunc(out, func(x Declared) bool { return x.Thing == l.Thing })
		switch {
		case at < 0:
			out = append(out, l)
		case l.whole || len(out[at].Items) != 1:
			out[at] = l
		default:
			parts := slices.Clone(out[at].Items[0])
			for _, p := range l.Items[0] {
				if k := slices.IndexFunc(parts, func(x Role) bool { return x.Part == p.Part }); k >= 0 {
					parts[k] = p
				} else {
					parts = append(parts, p)
				}
			}
			out[at].Items = [][]Role{parts}
		}
	}
	return out
}
