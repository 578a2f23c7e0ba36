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

// What ships is read once. The settings are read apart: a form needs them to be printed, the checks only to be checked.
var (
	shippedThemes   = sync.OnceValues(func() (*themes, error) { return Embedded().readThemes() })
	shippedSettings = sync.OnceValue(func() settings { return Embedded().readSettings() })
)

// themes are the library of checks as this library has it: a user's file comes before the shipped one of the same name.
func (l *Library) themes() (*themes, error) {
	for lib := l; lib != nil; lib = lib.base {
		if lib != Embedded() && lib.hasThemes() {
			l.reading.Do(func() {
				checks, wrong := l.readThemes()
				l.mu.Lock()
				defer l.mu.Unlock()
				l.checks, l.wrong = checks, wrong
			})
			return l.checks, l.wrong
		}
	}
	return shippedThemes()
}

// hasThemes says whether a library's own folder holds themes.
func (l *Library) hasThemes() bool {
	if _, err := fs.Stat(l.fsys, path.Join(themesDir, "form.yaml")); err == nil {
		return false
	}
	files, err := fs.ReadDir(l.fsys, themesDir)
	return err == nil && len(files) > 0
}

// themeChain is what has themes of the libraries from the shipped one to this: what a later one has comes first.
func (l *Library) themeChain() []*Library {
	chain := []*Library{Embedded()}
	for lib := l; lib != nil && lib != Embedded(); lib = lib.base {
		if lib.hasThemes() {
			chain = slices.Insert(chain, 1, lib)
		}
	}
	return chain
}

// themeFiles are the files of the library of checks, the shipped ones too, and which library gives each.
func (l *Library) themeFiles() map[string]*Library {
	from := map[string]*Library{}
	for _, lib := range l.themeChain() {
		for _, name := range lib.themeNames() {
			from[name] = lib
		}
	}
	return from
}

// themeNames are the files of the library of checks in a library's own folder.
func (l *Library) themeNames() (names []string) {
	files, _ := fs.ReadDir(l.fsys, themesDir)
	for _, f := range files {
		if !f.IsDir() && strings.HasSuffix(f.Name(), ".yaml") && !strings.HasPrefix(f.Name(), ".") {
			names = append(names, f.Name())
		}
	}
	return names
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
