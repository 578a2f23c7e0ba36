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
	file, err := ff.checks()
	if err != nil {
		return nil, err
	}
	all := []check.Rules{}
	if l.grades != nil {
		g, err := check.ParseGrades(l.at(l.grades))
		if err != nil {
			return nil, err
		}
		all = append(all, check.Rules{Name: "版式 " + l.ID, Grades: g})
	}
	var readAs []check.Let
	if l.readAs != nil {
		if readAs, err = check.ParseReadAs(l.at(l.readAs)); err != nil {
			return nil, err
		}
	}
	return file.Compile(check.Target{Base: ff.form, Form: l.Form, Params: l.Params, ReadAs: readAs, Functions: performance.Functions(),
		Rules: append(all, rules...)})
}

// Checks are the checks of a form as its file writes them, before a layout or rules change them. Errors:
// *finding.TemplateError.
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

// checks reads the checks of a form.
func (ff *formFile) checks() (*check.File, error) {
	if m, _ := ff.Names(ff.Root, "表单"); m.Has("checks") {
		return parseChecks(ff.File, m)
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
	m, _ := s.Mapping(s.Root, "校验文件", checkKeys...)
	if s.List.HasErrors() {
		return nil, s.List.AsTemplate()
	}
	return parseChecks(shown, m)
}

// checkKeys are what a form says about checks, in a file of their own or in form.yaml.
var checkKeys = []string{"codes", "read-as", "given", "collect", "checks"}

func parseChecks(file string, m yamltree.Mapping) (*check.File, error) {
	f, err := check.Parse(file, check.Nodes{Codes: m.Get("codes"), ReadAs: m.Get("read-as"), Given: m.Get("given"),
		Collect: m.Get("collect"), Checks: m.Get("checks")})
	if err == nil && !m.Has("given") {
		f.Given = olderGiven(f)
	}
	return f, err
}
