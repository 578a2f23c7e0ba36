package check

import (
	"maps"
	"slices"

	"github.com/gongbiao/gongbiao/model/finding"
)

// Library joins the files of a library of checks, in their order. Errors: *finding.TemplateError for a check, a name or
// a paper that two of them define.
func Library(files ...*File) (*File, error) {
	out := &File{Names: map[string]string{}}
	var list finding.List
	twice := func(pos finding.Pos, what, name string) {
		list = append(list, finding.Finding{Code: fileCode, Pos: pos, Message: what + "“" + name + "”写了两次"})
	}
	for _, f := range files {
		for _, l := range f.ReadAs {
			if slices.ContainsFunc(out.ReadAs, l.called) {
				twice(l.Pos, "read-as 的", l.Name)
			}
		}
		for _, l := range f.Collect {
			if slices.ContainsFunc(out.Collect, l.called) {
				twice(l.Pos, "collect 的", l.Name)
			}
		}
		for _, g := range f.Given {
			if slices.ContainsFunc(out.Given, func(x Material) bool { return x.Name == g.Name }) {
				twice(g.Pos, "given 的", g.Name)
			}
		}
		for i := range f.Checks {
			if c := &f.Checks[i]; slices.ContainsFunc(out.Checks, func(x Check) bool { return x.ID() == c.ID() }) {
				twice(c.Pos, "校验", c.ID())
			}
		}
		out = out.With(f)
	}
	if err := list.AsTemplate(); err != nil {
		return nil, err
	}
	return out, nil
}

// With lays a form's own file over a library: what both have is the form's, in the library's place.
func (f *File) With(own *File) *File {
	out := &File{Names: maps.Clone(f.Names), ReadAs: over(f.ReadAs, own.ReadAs, Let.called),
		Collect: over(f.Collect, own.Collect, Let.called),
		Given:   over(f.Given, own.Given, func(g, x Material) bool { return g.Name == x.Name }),
		Checks:  over(f.Checks, own.Checks, func(c, x Check) bool { return c.ID() == x.ID() })}
	maps.Copy(out.Names, own.Names)
	return out
}

func (l Let) called(x Let) bool { return l.Name == x.Name }

// over lays own over base, in place where they are the same thing.
func over[T any](base, own []T, same func(a, b T) bool) []T {
	out := slices.Clone(base)
	for _, x := range own {
		if i := slices.IndexFunc(base, func(b T) bool { return same(x, b) }); i >= 0 {
			out[i] = x
		} else {
			out = append(out, x)
		}
	}
	return out
}
