package templates

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Faces says which font families there are.
type Faces interface{ Knows(family string) bool }

// Lint reads a form, checks or layout file from disk and tells everything about it, warnings too, the checks compiled
// with it. The form of a layout or of checks.yaml is the form.yaml beside it, else that of the library; what a layout
// extends is looked for in its form's folder, then in the library. faces, unless nil, says whether fonts are known. The
// error is the machine's.
func (l *Library) Lint(file string, faces Faces) (finding.List, error) {
	f, err := safefile.Open(file)
	if err != nil {
		return nil, fmt.Errorf("打不开 %s：%w", file, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, yamltree.MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("读不了 %s：%w", file, err)
	}
	dir := filepath.Dir(file)
	above := filepath.Dir(dir)
	if dir == "." {
		above = ".."
	}
	var list finding.List
	around := &Library{fsys: safefile.FS(above), dir: above, base: l}
	if folderOf(file) == themesDir && around.hasThemes() {
		return around.lintThemes(), nil
	}
	switch filepath.Base(file) {
	case checksFile:
		beside := filepath.Join(dir, "form.yaml")
		form, err := fs.ReadFile(safefile.FS(dir), "form.yaml")
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return finding.List{l.formless(file)}, nil
		case err != nil:
			return nil, fmt.Errorf("读不了校验所属的表单 %s：%w", beside, err)
		}
		list = l.lintForm(beside, form, dir)
	case "form.yaml":
		list = append(l.lintForm(file, data, dir), l.refused(around, path.Join(folderOf(file), "form.yaml"))...)
	default:
		form := func(id string) (*formFile, finding.List) {
			beside := filepath.Join(dir, "form.yaml")
			if data, err := fs.ReadFile(safefile.FS(dir), "form.yaml"); err == nil {
				ff := readForm(beside, data)
				ff.from, ff.folder = safefile.FS(dir), "."
				ff.take(l)
				ff.misplaced(folderOf(file))
				if ff.List.HasErrors() {
					return nil, ff.List
				}
				if ff.form.ID == id {
					return ff, nil
				}
			}
			return l.form(id)
		}
		lib, chain, err := l.around(file, data)
		if err != nil {
			return nil, err
		}
		lay, found := readLayout(file, data, files{fsys: safefile.FS(dir), dir: "."}, form, lib.bases(lib, chain))
		if lay != nil {
			found = append(found, lay.misplaced(file, path.Join(folderOf(file), filepath.Base(file)))...)
		}
		for _, k := range chain {
			found = append(found, l.refused(k.lib, k.file)...)
		}
		return lintLayout(file, data, lay, found, faces), nil
	}
	list.Sort()
	return list, nil
}

// LintID is Lint for a layout the library has, by its id. There is none: a *finding.TemplateError that names the
// nearest.
func (l *Library) LintID(id string, faces Faces) (finding.List, error) {
	lib, file, err := l.locate(id)
	if err != nil {
		return nil, err
	}
	data, shown, err := l.Source(id)
	if err != nil {
		return nil, err
	}
	lay, found := lib.load(file, l)
	if f := lib.shadow(file); f != nil { // only a library of layouts that are tried gets here
		f.Severity = finding.Warning
		found = append(slices.Clone(found), *f)
	}
	return lintLayout(shown, data, lay, found, faces), nil
}

// lintLayout adds to what reading a layout found what only a linter asks. lay is nil if it could not be read.
func lintLayout(file string, data []byte, lay *Layout, found finding.List, faces Faces) finding.List {
	list := slices.Clone(found)
	if faces != nil {
		list = append(list, unknownFonts(file, data, faces)...)
	}
	if lay != nil {
		_, err := lay.Checks()
		list = append(list, finding.Of(err)...)
		list = append(list, lay.narrow()...)
	}
	list.Sort()
	return list
}

// around is the library a layout file is in, if its folder is called like its form, over this one; and the file's
// place in it.
func (l *Library) around(file string, data []byte) (*Library, []keptKey, error) {
	dir, err := filepath.Abs(filepath.Dir(file))
	if err != nil {
		return nil, nil, err
	}
	s := notation.Read(file, data)
	m, _ := s.Names(s.Root, "版式")
	id := m.Get("layout")
	if id == nil || path.Dir(id.Value) != filepath.Base(dir) {
		return l, nil, nil
	}
	shown := filepath.Dir(filepath.Dir(file))
	if filepath.Dir(file) == "." {
		shown = ".."
	}
	lib := &Library{fsys: safefile.FS(filepath.Dir(dir)), dir: shown, base: l}
	return lib, []keptKey{{lib, path.Join(filepath.Base(dir), filepath.Base(file))}}, nil
}

// IsLayout says whether a file is one of a layout, by its name and place: no form, no checks.
func IsLayout(file string) bool {
	base := filepath.Base(file)
	if base == "form.yaml" || base == checksFile {
		return false
	}
	if folderOf(file) != themesDir {
		return true
	}
	l := &Library{fsys: safefile.FS(filepath.Join(filepath.Dir(file), ".."))}
	return !l.hasThemes()
}

// folderOf is the name of the folder a file lies in: that of its form.
func folderOf(file string) string {
	abs, err := filepath.Abs(file)
	if err != nil {
		return filepath.Base(filepath.Dir(file))
	}
	return filepath.Base(filepath.Dir(abs))
}

// lintForm tells everything about a form and its checks.
func (l *Library) lintForm(file string, data []byte, dir string) finding.List {
	ff := readForm(file, data)
	ff.from, ff.folder = safefile.FS(dir), "."
	ff.take(l)
	ff.misplaced(folderOf(file))
	list := ff.List
	if !list.HasErrors() {
		list = append(list, ff.prepare()...)
	}
	if !list.HasErrors() {
		list = append(list, ff.summary()...)
	}
	if list.HasErrors() {
		return list
	}
	t, err := ff.target()
	if err != nil {
		return append(list, finding.Of(err)...)
	}
	cf, err := ff.checks()
	if err == nil {
		_, err = cf.Compile(t)
	}
	return append(list, finding.Of(err)...)
}

// formless says that nobody reads a file of checks: they are of the form beside it, and there is none.
func (l *Library) formless(file string) finding.Finding {
	form := folderOf(file)
	f := finding.Finding{Code: "LAYOUT-UNKNOWN-FORM", Pos: finding.Pos{File: file, Line: 1, Col: 1},
		Message: "旁边没有 form.yaml，没有表单用这个文件", Hint: "校验写在它的表单旁边", English: "there is no form.yaml beside it, so no form uses this file"}
	if _, err := fs.Stat(shipped, path.Join(form, "form.yaml")); err == nil {
		f.Code = "LAYOUT-NAME-SHIPPED"
		f.Message = "表单 " + form + " 是程序自带的，校验也用自带的；这个文件没有表单用"
		f.Hint = "改级别、改参数，在版式里写 checks: 和 params:，或用 --rules；校验库里的，整个文件另写在 checks/ 里"
		f.English = "form " + form + " is shipped, with its checks; no form uses this file"
	}
	return f
}

// lintThemes tells everything about the library of checks of a folder: it is compiled for every layout.
func (l *Library) lintThemes() (list finding.List) {
	if _, err := l.themes(); err != nil {
		return finding.Of(err)
	}
	for _, i := range l.List() {
		lay, err := l.Layout(i.ID + "@" + i.Version)
		if err == nil {
			_, err = lay.Checks()
		}
		for _, f := range finding.Of(err) {
			if !slices.ContainsFunc(list, func(x finding.Finding) bool { return x.Pos == f.Pos && x.Message == f.Message }) {
				list = append(list, f)
			}
		}
	}
	list.Sort()
	return list
}

// unknownFonts are the fonts of a file nobody has.
func unknownFonts(file string, data []byte, faces Faces) finding.List {
	s := notation.Read(file, data)
	if s.Root == nil {
		return nil
	}
	fonts := func(m yamltree.Mapping, keys ...string) {
		for _, k := range m.Keys {
			if v := m.Get(k); slices.Contains(keys, k) && v.Value != "" && !faces.Knows(v.Value) {
				s.Errorf(yamltree.At(v), "LAYOUT-FONT", "可用：宋体、黑体、仿宋、楷体、小标宋、Times；自己的字体用 --font-dir", "没有字体“%s”", v.Value)
			}
		}
	}
	top, _ := s.Names(s.Root, "版式")
	styles, _ := s.Names(top.Get("styles"), "styles")
	for _, k := range styles.Keys {
		m, _ := s.Names(styles.Get(k), "样式")
		fonts(m, "font", "latin")
	}
	number, _ := s.Names(top.Get("page-number"), "page-number")
	fonts(number, "font")
	return slices.DeleteFunc(s.List, func(f finding.Finding) bool { return !strings.HasPrefix(f.Code, "LAYOUT-FONT") })
}
