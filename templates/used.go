package templates

import (
	"bytes"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
)

// Used are notes on what was taken so far from a folder (Open, Beside), by file: each layout that is not embedded, each
// file of the library of checks, and each file of the folder that was not used, because the program's of that name was.
func (l *Library) Used() finding.List {
	if !l.told {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	var out finding.List
	note := func(f finding.Finding) {
		f.Severity = finding.Note
		if !slices.ContainsFunc(out, func(g finding.Finding) bool { return g.Pos == f.Pos && g.Message == f.Message }) {
			out = append(out, f)
		}
	}
	for k, v := range l.kept {
		if v.layout == nil {
			continue
		}
		l.formUnused(path.Dir(k.file), note)
		id := v.layout.FullID()
		if k.lib.fsys != fs.FS(shipped) {
			note(yours(id, v.layout.File))
			continue
		}
		for lib := k.lib.base; lib != nil; lib = lib.base {
			if differs(lib, k.file) {
				note(finding.Finding{Code: "LAYOUT-SHIPPED", Pos: lib.shown(k.file),
					Message: "版式 " + id + " 用的是程序自带的；这个文件里同名的没有用", Hint: "要用它，换一个名字；只差几处的，在里面写 extends: " + v.layout.ID,
					English: "layout " + id + " is the shipped one; that of the same name in this file was not used"})
			}
		}
	}
	if l.checks != nil {
		l.themesUsed(note)
	}
	slices.SortFunc(out, func(a, b finding.Finding) int { return strings.Compare(a.Pos.File+a.Code, b.Pos.File+b.Code) })
	return out
}

// Yours are notes on every layout of the library that is not embedded, for a service to tell before anybody asks.
func (l *Library) Yours() (out finding.List) {
	for _, i := range l.List() {
		if !i.Embedded {
			out = append(out, yours(i.ID+"@"+i.Version, i.File))
		}
	}
	return out
}

func yours(id, file string) finding.Finding {
	return finding.Finding{Code: "LAYOUT-YOURS", Severity: finding.Note, Pos: finding.Pos{File: file},
		Message: "版式 " + id + " 不是程序自带的，是这个文件里的", English: "layout " + id + " is not shipped with the program but stands in this file"}
}

// formUnused tells of files of a folder for a form that is the program's: it has the fields and checks that ship.
func (l *Library) formUnused(form string, note func(finding.Finding)) {
	file := path.Join(form, "form.yaml")
	if _, err := fs.Stat(shipped, file); err != nil || !l.ships() {
		return
	}
	for lib := l; lib != nil; lib = lib.base {
		if differs(lib, file) {
			note(finding.Finding{Code: "LAYOUT-SHIPPED", Pos: lib.shown(file), Hint: "另起一个表单名；只差几个字段的，在版式里写 fields: 和 without:",
				Message: "表单 " + form + " 用的是程序自带的；这个文件没有用", English: "form " + form + " is the shipped one; this file was not used"})
		}
		if file := path.Join(form, checksFile); differs(lib, file) {
			note(finding.Finding{Code: "LAYOUT-SHIPPED", Pos: lib.shown(file), Hint: "改级别、改参数，在版式里写 checks: 和 params:，或用 --rules",
				Message: "表单 " + form + " 的校验用的是程序自带的；这个文件没有用", English: "form " + form + " has the shipped checks; this file was not used"})
		}
	}
}

// themesUsed tells of files of the library of checks that are not the program's.
func (l *Library) themesUsed(note func(finding.Finding)) {
	from := l.themeFiles()
	for lib := l; lib != nil; lib = lib.base {
		if lib.fsys == fs.FS(shipped) || !lib.hasThemes() {
			continue
		}
		for _, name := range lib.themeNames() {
			file := path.Join(themesDir, name)
			_, err := fs.Stat(shipped, file)
			switch {
			case err == nil && !differs(lib, file):
			case err == nil && from[name] != lib && name != paramsFile:
				note(finding.Finding{Code: "LAYOUT-SHIPPED", Pos: lib.shown(file), Hint: "要用它，换一个名字，或写 --templates 说明文件夹",
					Message: "校验用的是程序自带的；这个文件里同名的没有用", English: "the shipped checks of this name were used, not this file"})
			case name == paramsFile && from[name] != lib:
				note(finding.Finding{Code: "LAYOUT-SHIPPED", Pos: lib.shown(file), Hint: "要用它，写 --templates 说明文件夹",
					Message: "程序自带的参数用自带的缺省；这个文件里同名的没有用", English: "shipped parameters have their shipped defaults; those of this file were not used"})
			default:
				note(finding.Finding{Code: "LAYOUT-YOURS", Pos: lib.shown(file),
					Message: "校验用了这个文件，它不是程序自带的", English: "checks used this file, which is not shipped with the program"})
			}
		}
	}
}

// differs says whether a library's own folder has a file, and not as it ships.
func differs(l *Library, file string) bool {
	if l.fsys == fs.FS(shipped) {
		return false
	}
	theirs, err := readLimited(l.fsys, file)
	if err != nil {
		return false
	}
	own, _ := fs.ReadFile(shipped, file)
	return !bytes.Equal(own, theirs)
}

// ships says whether the shipped files are in a library or below it.
func (l *Library) ships() bool { return l.fsys == fs.FS(shipped) || l.above() }

// shown is where a file of a library's own folder is.
func (l *Library) shown(file string) finding.Pos {
	return finding.Pos{File: path.Join(filepath.ToSlash(l.dir), file)}
}
