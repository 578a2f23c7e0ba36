package templates

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
)

// settings are the settings of a form that declares something.
type settings struct {
	params []model.Param
	err    error
}

// settings are those of a form that declares something, as this library has them.
func (l *Library) settings() settings {
	for lib := l; lib != nil; lib = lib.base {
		if lib != Embedded() && lib.hasThemes() {
			l.readingSettings.Do(func() { l.set = l.readSettings() })
			return l.set
		}
	}
	return shippedSettings()
}

// readSettings reads the settings: a file of one's own says those that differ, the others are as below it. With an
// error, a *finding.TemplateError, they are those that could be read, so that no form misses one on top of it.
func (l *Library) readSettings() (out settings) {
	var list finding.List
	for _, lib := range l.themeChain() {
		if !slices.Contains(lib.themeNames(), paramsFile) {
			continue
		}
		s, err := lib.theme(paramsFile)
		if err != nil {
			list = append(list, finding.Of(err)...)
			continue
		}
		m, _ := s.Mapping(s.Root, "参数文件", "params")
		f := &formFile{Source: s, form: &model.Form{}}
		f.readParams(m.Get("params"))
		for _, p := range f.form.Params {
			i := slices.IndexFunc(out.params, func(x model.Param) bool { return x.Name == p.Name })
			if i < 0 {
				out.params = append(out.params, p)
				continue
			}
			old := out.params[i]
			if p.Choices == nil {
				p.Choices = old.Choices
			}
			switch {
			case len(p.Choices) > 0 && !slices.Contains(p.Choices, p.Default):
				f.Errorf(yamltree.Pos{Line: p.Pos.Line, Col: p.Pos.Col}, "FORM-PARAM", yamltree.DidYouMean(p.Default, p.Choices),
					"参数“%s”的 default 不在 choices 之中", p.Name)
				continue
			case p.Default != old.Default && l.above():
				if form := computesWith(p.Name); form != "" {
					list = append(list, settled(p, form))
					continue
				}
			}
			out.params[i] = p
		}
		list = append(list, f.List...)
	}
	if list.HasErrors() {
		out.err = list.AsTemplate()
	}
	return out
}

// settled says that a setting is no file's to change: a shipped form prints what is computed with it, the same on every
// machine (0087).
func settled(p model.Param, form string) finding.Finding {
	return finding.Finding{Code: "LAYOUT-NAME-SHIPPED", Pos: p.Pos,
		Message: fmt.Sprintf("自带的表单 %s 用参数“%s”算出印在表上的数，这个文件不能改它的缺省", form, p.Name), Hint: "写进自己版式的 params:",
		English: fmt.Sprintf("the shipped form %s computes what it prints with the parameter %s; its default cannot be changed here", form, p.Name)}
}

// computesWith is a shipped form that computes a field with a setting.
func computesWith(name string) string {
	dirs, _ := fs.ReadDir(shipped, ".")
	for _, d := range dirs {
		data, err := fs.ReadFile(shipped, path.Join(d.Name(), "form.yaml"))
		if err != nil {
			continue
		}
		form := readForm(d.Name(), data).form
		if anyField(form.Fields, func(f *model.Field) bool { return strings.Contains(f.Compute, "参数."+name) }) {
			return form.ID
		}
	}
	return ""
}

// anyField says whether something is true of any of the fields, those inside others too.
func anyField(fields []*model.Field, is func(*model.Field) bool) bool {
	return slices.ContainsFunc(fields, func(f *model.Field) bool { return is(f) || anyField(f.Fields, is) })
}

// take gives a form the library of checks, and its settings if the form declares something.
func (f *formFile) take(l *Library) {
	f.library = l
	if f.Root == nil {
		return
	}
	m, _ := f.Names(f.Root, "表单")
	if !m.Has("declares") {
		return
	}
	for _, p := range l.settings().params { // checking tells of an error
		if !slices.ContainsFunc(f.form.Params, func(x model.Param) bool { return x.Name == p.Name }) {
			f.form.Params = append(f.form.Params, p)
		}
	}
}
