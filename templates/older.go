package templates

import (
	"slices"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
)

// A folder of one's own may hold a form file from before there was summary: and given:. What it meant then was in the
// program; it is in the shipped forms now, and is taken from there.

// shippedFile reads a file the program ships; there is none: an empty mapping.
func shippedFile(name string) (*notation.Source, yamltree.Mapping) {
	data, err := shipped.ReadFile(name)
	if err != nil {
		data = []byte("{}")
	}
	s := notation.Read(name, data)
	m, _ := s.Names(s.Root, "表单")
	return s, m
}

// olderSummary is the summary of the shipped form of the same name. It has no places: what of it does not fit is no
// mistake of the file.
func olderSummary(id string) model.Summary {
	s, m := shippedFile(id + "/form.yaml")
	f := &formFile{Source: s, form: &model.Form{}}
	f.readSummary(m.Get("summary"))
	f.form.Summary.Pos = nil
	return f.form.Summary
}

// papersThen are the papers there were before given:.
var papersThen = []string{"申报", "申报指标", "决算", "汇总", "公开"}

// olderGiven are the papers any form could be held against, as far as the checks of f name them. They were the same
// project by 项目名称.
func olderGiven(f, library *check.File) (out []check.Material) {
	named := func(name string) bool {
		return slices.ContainsFunc(f.Checks, func(c check.Check) bool { return c.Mentions(name) })
	}
	for _, g := range library.Given {
		if !slices.Contains(papersThen, g.Name) {
			continue
		}
		part := func(x check.Material) bool { return x.Of == g.Name && named(x.Name) }
		if named(g.Name) || slices.ContainsFunc(library.Given, part) {
			if g.Same != "" {
				g.Same, g.Paper = "归一(项目名称)", ""
			}
			out = append(out, g)
		}
	}
	return out
}
