package templates

import (
	"bytes"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Beside is the embedded library with the layouts of a folder behind it that was not named in this run: one that an
// environment variable or the place of the files stands for. What is embedded cannot be another's here, so that a
// folder that came by mail changes no form; Used says what came from the folder. Errors as Open.
func Beside(dir string) (*Library, error) {
	l, err := Open(dir, nil)
	if err != nil {
		return nil, err
	}
	return &Library{fsys: shipped, dir: Embedded().dir, base: l, told: true}, nil
}

// IsLibrary says whether a folder looks like one of layouts: form/place.yaml. It reads names only.
func IsLibrary(dir string) bool {
	files, _ := fs.Glob(safefile.FS(dir), "*/*.yaml")
	return slices.ContainsFunc(files, func(f string) bool { return path.Base(f) != "form.yaml" && path.Base(f) != checksFile })
}

// Used are notes on what was taken so far from a folder (Open, Beside), by file: each layout that is not embedded, and
// each embedded one that was used though a folder that nobody named has another of its name.
func (l *Library) Used() finding.List {
	if !l.told {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	var out finding.List
	for k, v := range l.kept {
		if v.layout == nil {
			continue
		}
		id := v.layout.FullID()
		if k.lib.fsys != fs.FS(shipped) {
			out = append(out, yours(id, v.layout.File))
			continue
		}
		for lib := k.lib.base; lib != nil; lib = lib.base {
			theirs, err := fs.ReadFile(lib.fsys, k.file)
			if own, _ := fs.ReadFile(shipped, k.file); err == nil && !bytes.Equal(own, theirs) {
				out = append(out, finding.Finding{Code: "LAYOUT-SHIPPED", Severity: finding.Note, Pos: finding.Pos{File: path.Join(filepath.ToSlash(lib.dir), k.file)},
					Message: "版式 " + id + " 用的是程序自带的；这个文件里同名的没有用", Hint: "要用它，换一个名字；只差几处的，在里面写 extends: " + v.layout.ID,
					English: "layout " + id + " is the shipped one; that of the same name in this file was not used"})
			}
		}
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
