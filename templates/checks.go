package templates

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/internal/performance"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model/check"
)

// checksFile is the file of a form's checks, beside its form.yaml; a form.yaml may hold checks: and collect: itself
// instead.
const checksFile = "checks.yaml"

// Checks are the layout's checks, compiled: those of its form, changed by the layout's checks: and then by rules.
// Errors: *finding.TemplateError. It is made again on each call; a batch keeps it.
func (l *Layout) Checks(rules ...check.Rules) (*check.Set, error) {
	ff, list := l.fresh()
	if ff == nil {
		return nil, list.AsTemplate()
	}
	if list = ff.prepare(); list.HasErrors() {
		return nil, list.AsTemplate()
	}
	t, err := ff.target()
	if err != nil {
		return nil, err
	}
	file, err := ff.checks()
	if err != nil {
		return nil, err
	}
	if t.Declares, err = l.declared(t); err != nil {
		return nil, err
	}
	if l.grades != nil {
		g, err := check.ParseGrades(l.at(l.grades))
		if err != nil {
			return nil, err
		}
		t.Rules = append(t.Rules, check.Rules{Name: "版式 " + l.ID, Grades: g})
	}
	if l.readAs != nil {
		if t.ReadAs, err = check.ParseReadAs(l.at(l.readAs)); err != nil {
			return nil, err
		}
	}
	t.Base, t.Form, t.Params, t.Rules = ff.form, l.Form, l.Params, append(t.Rules, rules...)
	return file.Compile(t)
}

// Declares is what the layout says that it has, in the words of the library of checks. Errors: *finding.TemplateError.
func (l *Layout) Declares() (check.Declares, error) {
	ff, list := l.fresh()
	if ff == nil {
		return nil, list.AsTemplate()
	}
	t, err := ff.target()
	if err != nil {
		return nil, err
	}
	return l.declared(t)
}

// declared is what the form declares, changed by the layout.
func (l *Layout) declared(t check.Target) (check.Declares, error) {
	if l.declares == nil {
		return t.Declares, nil
	}
	file, n := l.at(l.declares)
	d, err := check.ParseDeclares(file, n, t.Vocabulary)
	return t.Declares.With(d), err
}

// target is what the checks of a form are compiled for, as its file has it.
func (ff *formFile) target() (t check.Target, err error) {
	t = check.Target{Form: ff.form, Functions: performance.Functions()}
	library, err := ff.library.themes()
	if err != nil {
		return t, err
	}
	t.Vocabulary = library.words
	if m, _ := ff.Names(ff.Root, "表单"); m.Has("declares") {
		t.Declares, err = check.ParseDeclares(ff.File, m.Get("declares"), t.Vocabulary)
	}
	return t, err
}

// Checks are the checks of a form, those of the library of checks and its own, as their files write them, before a
// layout or rules change them. Errors: *finding.TemplateError.
func (l *Library) Checks(form string) (*check.File, error) {
	ff, list := l.form(form)
	if ff == nil {
		return nil, list.AsTemplate()
	}
	return ff.checks()
}

// at is a node of the layout with the file it is in, as those read it who know of one file only.
func (l *Layout) at(n *yaml.Node) (string, *yaml.Node) {
	p := yamltree.Problems{File: l.File, Parts: l.where}
	shown := p.Pos(yamltree.At(n))
	return shown.File, shifted(n, shown.Line-n.Line)
}

// checks are the checks of a form: the library's, and its own over them.
func (ff *formFile) checks() (*check.File, error) {
	library, err := ff.library.themes()
	if err != nil {
		return nil, err
	}
	own, err := ff.own()
	if err != nil {
		return nil, err
	}
	m, _ := ff.Names(ff.Root, "表单")
	switch n := m.Get("declares"); {
	case n != nil && n.Kind == yaml.MappingNode && len(n.Content) == 0: // nothing the library knows of: it is not asked
		return own, nil
	case n == nil && own.Given == nil:
		own.Given = olderGiven(own, library.file)
	}
	return library.file.With(own), nil
}

// own reads the checks a form has beside the library's.
func (ff *formFile) own() (*check.File, error) {
	if m, _ := ff.Names(ff.Root, "表单"); m.Has("checks") {
		return parseNodes(ff.File, m)
	}
	if ff.from == nil {
		return &check.File{}, nil
	}
	data, err := fs.ReadFile(ff.from, path.Join(ff.folder, checksFile))
	if errors.Is(err, fs.ErrNotExist) {
		return &check.File{}, nil
	}
	shown := filepath.ToSlash(filepath.Join(filepath.Dir(ff.File), checksFile))
	if err != nil {
		return nil, unreadable(shown, err).AsTemplate()
	}
	s := notation.Read(shown, data)
	if s.Root == nil {
		return nil, s.List.AsTemplate()
	}
	return parseChecks(s)
}

// parseChecks reads a file of checks.
func parseChecks(s *notation.Source) (*check.File, error) {
	m, _ := s.Mapping(s.Root, "校验文件", checkKeys...)
	if s.List.HasErrors() {
		return nil, s.List.AsTemplate()
	}
	return parseNodes(s.File, m)
}

// checkKeys are what a form says about checks, in a file of their own or in form.yaml.
var checkKeys = []string{"codes", "read-as", "given", "collect", "checks"}

func parseNodes(file string, m yamltree.Mapping) (*check.File, error) {
	return check.Parse(file, check.Nodes{Codes: m.Get("codes"), ReadAs: m.Get("read-as"), Given: m.Get("given"),
		Collect: m.Get("collect"), Checks: m.Get("checks")})
}
