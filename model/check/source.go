package check

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
)

// source is what a paper is read from: a document as it was given, or the record that it is.
type source interface {
	// text is the text at a dotted path, empty if there is none; at a group, what in finds there.
	text(path string, in func(source) string) string
	items(path string) []source
	// has says whether a name stands anywhere in it with something behind it.
	has(name string) bool
}

// lookup finds a text under a name or one of the others; of a group, the first text in it that is so called.
func lookup(s source, name string, or []string) string {
	if name == "" {
		return ""
	}
	for _, n := range append([]string{name}, or...) {
		if t := s.text(n, func(in source) string { return lookup(in, name, or) }); t != "" {
			return t
		}
	}
	return ""
}

type document struct{ *data.Value }

func (d document) at(path string) *data.Value {
	v := d.Value
	for _, n := range strings.Split(path, ".") {
		if v = v.Member(n); v == nil {
			return nil
		}
	}
	return v
}

func (d document) text(path string, in func(source) string) string {
	switch m := d.at(path); {
	case m == nil:
		return ""
	case m.Kind == data.Object:
		return in(document{m})
	default:
		return m.Text
	}
}

func (d document) items(path string) (out []source) {
	m := d.at(path)
	switch {
	case m == nil:
	case m.Kind == data.List:
		for _, x := range m.Items {
			out = append(out, document{x})
		}
	default:
		out = append(out, document{m})
	}
	return out
}

func (d document) has(name string) bool {
	for _, m := range d.Members {
		if m.Name == name && (m.Value.Text != "" || len(m.Value.Items) > 0) || (document{m.Value}).has(name) {
			return true
		}
	}
	return slices.ContainsFunc(d.Items, func(x *data.Value) bool { return document{x}.has(name) })
}

// record is a form of its own: what it computes is read as well.
type record struct{ *model.Value }

func (r record) at(path string) *model.Value {
	v := r.Value
	for _, n := range strings.Split(path, ".") {
		if v = v.Get(n); v == nil {
			return nil
		}
	}
	return v
}

func (r record) text(path string, in func(source) string) string {
	switch v := r.at(path); {
	case v == nil:
		return ""
	case v.Fields != nil:
		return in(record{v})
	case v.Field.Kind == model.Rows:
		return ""
	default:
		return v.Shown("")
	}
}

func (r record) items(path string) (out []source) {
	if v := r.at(path); v != nil && v.Field.Kind == model.Rows {
		for _, x := range v.Rows {
			out = append(out, record{x})
		}
	}
	return out
}

func (r record) has(string) bool { return true } // of a form that is known nothing need be guessed

var (
	quoted = pattern.Late(`"[^"]*"|'[^']*'`)
	names  = pattern.Late(`[\p{L}\p{N}_]+`)
)

// papers are the Materials that a check computes with; where none of them is given there is nothing to check.
func (k *Check) papers(given []Material) (out []string) {
	src := []string{k.When, k.Holds, k.Strict, k.Lenient}
	for _, l := range k.Let {
		src = append(src, l.Expr)
	}
	said := names.Regexp().FindAllString(quoted.ReplaceAllString(strings.Join(src, " "), " "), -1)
	for _, m := range given {
		if slices.Contains(said, m.Name) {
			out = append(out, m.Name)
		}
	}
	return out
}

// idle says whether a check rests on papers of which none is given.
func (k *compiled) idle(given ...*Given) bool {
	return len(k.papers) > 0 && !slices.ContainsFunc(k.papers, func(name string) bool {
		return slices.ContainsFunc(given, func(g *Given) bool { return g != nil && g.lists[name] != nil })
	})
}
