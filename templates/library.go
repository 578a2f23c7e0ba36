package templates

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Library finds forms and layouts. A layout is read once, when it is first asked for, and kept; a Library may be shared
// by goroutines.
type Library struct {
	fsys   fs.FS
	dir    string // as people see it, before file names
	base   *Library
	told   bool // Used tells of what is not embedded
	tried  bool // its layouts may have names of the program's: they are only looked at
	apart  bool // it names no folder: there is none, or those who ask are elsewhere
	mu     sync.Mutex
	kept   map[keptKey]*kept
	layers map[string][]entry // layout files by form

	heads   sync.Map  // what is embedded says of itself, by file: it stays as it is
	reading sync.Once // of the library of checks
	checks  *themes
	wrong   error // with them

	readingSettings sync.Once
	set             settings
}

// keptKey is a layout file as seen from a library: what is above a file's own library may give it another form.
type keptKey struct {
	lib  *Library
	file string
}

// kept is a layout being read or read.
type kept struct {
	once   sync.Once
	layout *Layout
	list   finding.List
}

// entry is a layout file in a form's folder.
type entry struct {
	name    string // file name
	place   string // shanghai
	version string // of a name such as shanghai@2020.yaml, else empty
}

// Embedded is the library the program ships.
func Embedded() *Library { return embedded() }

var embedded = sync.OnceValue(func() *Library { return &Library{fsys: shipped, dir: "templates"} })

// Open is the library of a user's folder, which holds <form>/<place>.yaml and perhaps <form>/form.yaml; what it does
// not have is taken from base (nil: nothing). A layout in the folder comes before one of the same id in base, but a
// name of the program's is the program's where the embedded layouts are below: LAYOUT-NAME-SHIPPED for who asks.
// Used says which layouts are not embedded. The error is the machine's: the folder is not there or cannot be read.
func Open(dir string, base *Library) (*Library, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, fmt.Errorf("打不开版式文件夹 %s：%w", dir, err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s 不是文件夹", dir)
	}
	return &Library{fsys: safefile.FS(dir), dir: dir, base: base, told: true}, nil
}

// Over is the library of files that may be in no folder, laid out as for Open, with the same names.
func Over(files fs.FS, base *Library) *Library { return &Library{fsys: files, base: base, apart: true} }

// Served is the library of a service: base behind the folder if there is one. Those who ask it sit at other machines:
// what it says names no folder of this one. A folder with files that would be refused is: a *finding.TemplateError.
// Other errors as Open.
func Served(dir string, base *Library) (*Library, error) {
	if dir == "" {
		return Over(shipped, nil), nil
	}
	l, err := Open(dir, base)
	if err != nil {
		return nil, err
	}
	if list := l.Refused(); len(list) > 0 {
		return nil, list.AsTemplate()
	}
	return Over(l.fsys, base), nil
}

// split cuts id@version.
func split(id string) (name, version string) {
	name, version, _ = strings.Cut(id, "@")
	return name, version
}

// Layout finds a layout by id, with or without version: self-evaluation/shanghai, self-evaluation/shanghai@2022.
// Without a version it is the one in the file without a version in its name. Errors: *finding.TemplateError, also when
// there is none, which names the nearest.
func (l *Library) Layout(id string) (*Layout, error) {
	lib, file, err := l.locate(id)
	if err != nil {
		return nil, err
	}
	lay, list := lib.load(file, l)
	if lay == nil {
		return nil, list.AsTemplate()
	}
	return lay, nil
}

// LayoutOf finds the layout of a record: the one asked for, else the one the record names. Errors: a *finding.DataError
// if neither says or the record is no object, else those of Layout.
func (l *Library) LayoutOf(d *data.Value, asked string) (*Layout, error) {
	name := d.LayoutName(asked)
	if name == "" && d.Kind != data.Object {
		var none model.Form
		if err := none.Prepare(); err != nil {
			return nil, err
		}
		_, err := model.Bind(d, &none) // says what is wrong with it whatever the form
		return nil, err
	}
	if name == "" {
		f := finding.Finding{
			Code: "LAYOUT-UNNAMED", Pos: d.Pos, Path: "/form", Message: "没有说用哪个版式", English: "no layout is named",
			Hint: "在数据里写 form，例如 \"form\": \"self-evaluation/shanghai\"，或用 -t 指定",
		}
		if m := d.MeantForm(); m != nil {
			f.Pos.Line, f.Pos.Col = m.Pos.Line, m.Pos.Col
			f.Hint = "“" + m.Name + "”" + finding.DidYouMean("form")
		}
		return nil, finding.List{f}.AsData()
	}
	return l.Layout(name)
}

// locate is the library that gives the layout of an id, and the file in it. Without one the error names the nearest.
func (l *Library) locate(id string) (lib *Library, file string, err error) {
	name, version := split(id)
	for lib := l; lib != nil; lib = lib.base {
		if file, ok := lib.find(name, version); ok {
			if list := l.refused(lib, file); list != nil {
				return nil, "", list.AsTemplate()
			}
			return lib, file, nil
		}
	}
	return nil, "", l.unknown(id)
}

// find is the file of a layout.
func (l *Library) find(name, version string) (file string, ok bool) {
	form, place, _ := strings.Cut(name, "/")
	if form == "" || place == "" || !fs.ValidPath(name) {
		return "", false
	}
	for _, e := range l.entries(form) {
		if e.place != place {
			continue
		}
		full := path.Join(form, e.name)
		switch {
		case version == "" && e.version == "", version != "" && e.version == version:
			return full, true
		case version != "" && e.version == "":
			if head := l.head(full); head.Version == version {
				return full, true
			}
		}
	}
	return "", false
}

// entries lists the layout files of a form; unversioned names come first.
func (l *Library) entries(form string) []entry {
	l.mu.Lock()
	defer l.mu.Unlock()
	if list, ok := l.layers[form]; ok {
		return list
	}
	var list []entry
	if form == themesDir && l.hasThemes() {
		return nil
	}
	files, _ := fs.ReadDir(l.fsys, form)
	for _, f := range files {
		base, isYAML := strings.CutSuffix(f.Name(), ".yaml")
		if f.IsDir() || !isYAML || base == "form" || f.Name() == checksFile || strings.HasPrefix(base, ".") {
			continue
		}
		place, version, _ := strings.Cut(base, "@")
		list = append(list, entry{f.Name(), place, version})
	}
	slices.SortFunc(list, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.version, b.version))
	})
	if l.layers == nil {
		l.layers = map[string][]entry{}
	}
	l.layers[form] = list
	return list
}

// load reads a layout file of this library once. top is the library asked, whose forms come first.
func (l *Library) load(file string, top *Library) (*Layout, finding.List) {
	top.mu.Lock()
	if top.kept == nil {
		top.kept = map[keptKey]*kept{}
	}
	k := top.kept[keptKey{l, file}]
	if k == nil {
		k = &kept{}
		top.kept[keptKey{l, file}] = k
	}
	top.mu.Unlock()
	k.once.Do(func() { k.layout, k.list = l.read(file, top) })
	return k.layout, k.list
}

// read reads a layout file and checks its name against what it says.
func (l *Library) read(file string, top *Library) (*Layout, finding.List) {
	data, err := readLimited(l.fsys, file)
	shown := path.Join(filepath.ToSlash(l.dir), file)
	if err != nil {
		return nil, unreadable(shown, err)
	}
	first := top
	if l.fsys == fs.FS(shipped) {
		first = l
	}
	form := func(id string) (*formFile, finding.List) { return top.formFrom(first, id) }
	lay, list := readLayout(shown, data, files{fsys: l.fsys, dir: path.Dir(file)}, form, l.bases(first, []keptKey{{l, file}}))
	if lay == nil {
		return nil, list
	}
	if wrong := lay.misplaced(shown, file); wrong != nil {
		return nil, append(list, wrong...)
	}
	return lay, list
}

// misplaced says that a layout is not in the file its id asks for. file is its place in its library, shown how
// people see it.
func (l *Layout) misplaced(shown, file string) finding.List {
	base, version, _ := strings.Cut(strings.TrimSuffix(path.Base(file), ".yaml"), "@")
	want := path.Join(path.Dir(file), base)
	if l.ID == want && (version == "" || version == l.Version) {
		return nil
	}
	if version != "" {
		want += "@" + version
	}
	return finding.List{{Code: "LAYOUT-FILE-NAME", Pos: finding.Pos{File: shown, Line: 1, Col: 1},
		Message: "文件名与内容不符：文件里写的是 " + l.FullID() + "，按文件名应是 " + want, English: "the file is named " + want + " and says it is " + l.FullID(),
		Hint: "改文件名，或改 layout 和 version"}}
}

// form reads a form each time, so that a layout may change it; the nearest library that has it gives it.
func (l *Library) form(id string) (*formFile, finding.List) { return l.formFrom(l, id) }

// formFrom is form for a layout of a library below this one: what ships is of what ships.
func (l *Library) formFrom(lib *Library, id string) (*formFile, finding.List) {
	for ; lib != nil; lib = lib.base {
		file := path.Join(id, "form.yaml")
		if !fs.ValidPath(file) {
			break
		}
		data, err := readLimited(lib.fsys, file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		shown := path.Join(filepath.ToSlash(lib.dir), file)
		if err != nil {
			return nil, unreadable(shown, err)
		}
		if list := l.refused(lib, file); list != nil {
			return nil, list
		}
		f := readForm(shown, data)
		f.from, f.folder = lib.fsys, id
		f.take(l)
		f.misplaced(id)
		if f.List.HasErrors() {
			return nil, f.List
		}
		return f, nil
	}
	return nil, nil
}

// misplaced says that a form is not in the folder its name asks for.
func (f *formFile) misplaced(folder string) {
	if f.form.ID != folder && !f.List.HasErrors() {
		f.Errorf(yamltree.Pos{Line: 1, Col: 1}, "FORM-FILE-NAME", "改文件夹名，或改 form", "表单名“%s”与文件夹“%s”不符", f.form.ID, folder)
	}
}

// Form is a form by name, as its file has it. Errors: *finding.TemplateError; LAYOUT-UNKNOWN-FORM if there is none.
func (l *Library) Form(id string) (*model.Form, error) {
	ff, list := l.form(id)
	if ff == nil && len(list) == 0 {
		list = l.unknownForm(id)
	}
	if ff == nil {
		return nil, list.AsTemplate()
	}
	if list = ff.prepare(); list.HasErrors() {
		return nil, list.AsTemplate()
	}
	return ff.form, nil
}

func readLimited(fsys fs.FS, file string) ([]byte, error) {
	f, err := fsys.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, yamltree.MaxSize+1))
}

// unreadable says that a file cannot be read.
func unreadable(shown string, err error) finding.List {
	return finding.List{{Code: "TEMPLATE-UNREADABLE", Pos: finding.Pos{File: shown}, Message: "读不了文件：" + safefile.Say(err)}}
}
