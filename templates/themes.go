package templates

import (
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
)

// themesDir is the folder of the library of checks: a file a theme; parts.yaml, the words for what a form may declare;
// and params.yaml, the settings of a form that declares something. A folder with a form.yaml in it is a form that is
// called so.
const (
	themesDir  = "checks"
	partsFile  = "parts.yaml"
	paramsFile = "params.yaml"
)

// themes is the library of checks with its words.
type themes struct {
	words *check.Vocabulary
	file  *check.File
}

// settings are the settings of a form that declares something.
type settings struct {
	params []model.Param
	err    error
}

// What ships is read once. The settings are read apart: a form needs them to be printed, the checks only to be checked.
var (
	shippedThemes   = sync.OnceValues(func() (*themes, error) { return Embedded().readThemes() })
	shippedSettings = sync.OnceValue(func() settings { return Embedded().readSettings() })
)

// themes are the library of checks as this library has it: a user's file comes before the shipped one of the same name.
func (l *Library) themes() (*themes, error) {
	for lib := l; lib != nil; lib = lib.base {
		if lib != Embedded() && lib.hasThemes() {
			l.reading.Do(func() { l.checks, l.wrong = l.readThemes() })
			return l.checks, l.wrong
		}
	}
	return shippedThemes()
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

// readSettings reads the file of the settings. Errors: *finding.TemplateError.
func (l *Library) readSettings() settings {
	s, err := l.themeFiles()[paramsFile].theme(paramsFile)
	if err != nil {
		return settings{err: err}
	}
	m, _ := s.Mapping(s.Root, "参数文件", "params")
	f := &formFile{Source: s, form: &model.Form{}}
	if f.readParams(m.Get("params")); s.List.HasErrors() {
		return settings{err: s.List.AsTemplate()}
	}
	return settings{params: f.form.Params}
}

// hasThemes says whether a library's own folder holds themes.
func (l *Library) hasThemes() bool {
	if _, err := fs.Stat(l.fsys, path.Join(themesDir, "form.yaml")); err == nil {
		return false
	}
	files, err := fs.ReadDir(l.fsys, themesDir)
	return err == nil && len(files) > 0
}

// themeFiles are the files of the library of checks, the shipped ones too, and which library gives each.
func (l *Library) themeFiles() map[string]*Library {
	from := map[string]*Library{}
	chain := []*Library{Embedded()}
	for lib := l; lib != nil && lib != Embedded(); lib = lib.base {
		chain = slices.Insert(chain, 1, lib)
	}
	for _, lib := range chain {
		if !lib.hasThemes() {
			continue
		}
		files, _ := fs.ReadDir(lib.fsys, themesDir)
		for _, f := range files {
			if !f.IsDir() && strings.HasSuffix(f.Name(), ".yaml") && !strings.HasPrefix(f.Name(), ".") {
				from[f.Name()] = lib
			}
		}
	}
	return from
}

// readThemes reads every file of the library of checks. Errors: *finding.TemplateError.
func (l *Library) readThemes() (*themes, error) {
	from := l.themeFiles()
	out := &themes{}
	s, err := from[partsFile].theme(partsFile)
	if err != nil {
		return nil, err
	}
	if out.words, err = check.ParseVocabulary(s.File, s.Root); err != nil {
		return nil, err
	}
	if set := l.settings(); set.err != nil {
		return nil, set.err
	}
	delete(from, partsFile)
	delete(from, paramsFile)
	var files []*check.File
	for _, name := range inOrder(out.words.Themes, slices.Sorted(maps.Keys(from))) {
		if s, err = from[name].theme(name); err != nil {
			return nil, err
		}
		f, err := parseChecks(s)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	out.file, err = check.Library(files...)
	return out, err
}

// inOrder are the files with those of the themes first, in their order.
func inOrder(themes, files []string) (out []string) {
	for _, t := range themes {
		if slices.Contains(files, t+".yaml") {
			out = append(out, t+".yaml")
		}
	}
	for _, f := range files {
		if !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// theme reads one file of the library of checks.
func (l *Library) theme(name string) (*notation.Source, error) {
	file := path.Join(themesDir, name)
	shown := path.Join(filepath.ToSlash(l.dir), file)
	data, err := readLimited(l.fsys, file)
	if err != nil {
		return nil, unreadable(shown, err).AsTemplate()
	}
	s := notation.Read(shown, data)
	if s.Root == nil {
		return nil, s.List.AsTemplate()
	}
	return s, nil
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
