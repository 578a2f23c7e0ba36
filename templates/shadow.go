package templates

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
)

// shadow says that a file of this library takes a name of the program's: that of a shipped layout, with or without a
// version, or of a shipped form. nil if it does not, if the shipped files are not below this library, or if it is the
// shipped file itself, as in a checkout. What is shipped means the same on every machine (0087).
func (l *Library) shadow(file string) *finding.Finding {
	name, isYAML := strings.CutSuffix(file, ".yaml")
	form, base := path.Split(name)
	form = path.Clean(form)
	if !isYAML || form == themesDir || !l.above() {
		return nil
	}
	if base == "form" {
		return l.taken(file, file, "表单 "+form, "form "+form,
			"另起一个表单名；只差几个字段的，删去这个文件，在版式里写 fields: 和 without:")
	}
	id, version := split(form + "/" + base)
	theirs, ok := Embedded().find(id, version)
	if !ok {
		return nil
	}
	full, like, tail := id, id, ""
	if version != "" {
		full += "@" + version
	} else if own := l.head(file).Version; own != "" {
		if _, there := Embedded().find(id, own); !there {
			tail = "；是另一个版本的，文件叫 " + path.Base(id) + "@" + own + ".yaml，记录里写 " + id + "@" + own
		}
	}
	return l.taken(file, theirs, "版式 "+full, "layout "+full,
		"改文件名和 layout:，如 "+like+"-本地；与自带的只差几处的，里面写 extends: "+like+tail)
}

// taken is the finding of shadow, unless both files are the same.
func (l *Library) taken(file, theirs, what, english, hint string) *finding.Finding {
	shipped, err := fs.ReadFile(shipped, theirs)
	if err != nil {
		return nil
	}
	if own, err := readLimited(l.fsys, file); errors.Is(err, fs.ErrNotExist) || err == nil && bytes.Equal(own, shipped) {
		return nil
	}
	if !l.apart {
		hint += "；只用这个文件夹、不用自带的，写 --templates-only"
	}
	return &finding.Finding{Code: "LAYOUT-NAME-SHIPPED", Pos: finding.Pos{File: path.Join(filepath.ToSlash(l.dir), file), Line: 1, Col: 1},
		Message: what + " 是程序自带的，自己的文件不能用这个名字", Hint: hint,
		English: english + " is shipped with the program; a file of your own cannot have its name"}
}

// above says whether the shipped files are below this library.
func (l *Library) above() bool {
	for lib := l.base; lib != nil; lib = lib.base {
		if lib.fsys == fs.FS(shipped) {
			return true
		}
	}
	return false
}

// refused is what shadow says of a file of lib, where this library is asked for forms that count.
func (l *Library) refused(lib *Library, file string) finding.List {
	if l.tried {
		return nil
	}
	if f := lib.shadow(file); f != nil {
		return finding.List{*f}
	}
	return nil
}

// Refused are the files of the library that have names of the program's: whoever asks for one is told so and gets
// nothing.
func (l *Library) Refused() (out finding.List) {
	for lib := l; lib != nil && lib.above(); lib = lib.base {
		dirs, _ := fs.ReadDir(lib.fsys, ".")
		for _, d := range dirs {
			if !d.IsDir() {
				continue
			}
			out = append(out, l.refused(lib, path.Join(d.Name(), "form.yaml"))...)
			for _, e := range lib.entries(d.Name()) {
				out = append(out, l.refused(lib, path.Join(d.Name(), e.name))...)
			}
		}
	}
	return out
}

// Tried is the library of layouts that are looked at while they are drawn: there they may have a name of the program's,
// which LintID tells of. Nothing that is kept is made with it.
func (l *Library) Tried() *Library {
	return &Library{fsys: l.fsys, dir: l.dir, base: l.base, apart: l.apart, tried: true}
}
