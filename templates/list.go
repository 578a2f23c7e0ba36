package templates

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Info is what a list of layouts tells of one.
type Info struct {
	ID        string `json:"id"`
	Version   string `json:"version"`
	Name      string `json:"name"`
	Place     string `json:"place,omitempty"`
	Source    string `json:"source,omitempty"`
	Confirmed string `json:"confirmed,omitempty"`
	File      string `json:"file"`
	Current   bool   `json:"current"` // what the id without a version means
	Embedded  bool   `json:"embedded"`
}

// List lists all layouts by id and then version, newest first. A file that cannot be read is listed by its name; one
// that is refused is not there.
func (l *Library) List() []Info {
	var out []Info
	seen := map[string]bool{}
	for lib := l; lib != nil; lib = lib.base {
		dirs, _ := fs.ReadDir(lib.fsys, ".")
		for _, d := range dirs {
			if !d.IsDir() {
				continue
			}
			for _, e := range lib.entries(d.Name()) {
				file := path.Join(d.Name(), e.name)
				if l.refused(lib, file) != nil {
					continue
				}
				i := lib.head(file)
				i.ID = path.Join(d.Name(), e.place)
				if i.Version == "" {
					i.Version = e.version
				}
				if full := i.ID + "@" + i.Version; !seen[full] {
					seen[full] = true
					i.Current = e.version == "" && !seen[i.ID]
					seen[i.ID] = seen[i.ID] || i.Current
					out = append(out, i)
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Info) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(b.Version, a.Version)) })
	return out
}

// head is what a layout says of itself.
func (l *Library) head(file string) Info {
	if kept, ok := l.heads.Load(file); ok {
		return kept.(Info)
	}
	i := l.readHead(file)
	if i.Embedded {
		l.heads.Store(file, i)
	}
	return i
}

func (l *Library) readHead(file string) Info {
	i := Info{File: path.Join(filepath.ToSlash(l.dir), file), Embedded: l.fsys == fs.FS(shipped)}
	data, err := readLimited(l.fsys, file)
	if err != nil {
		return i
	}
	if i.Embedded { // reading all of them whole would take longer than all else before the first page (公表.html)
		data = opening(data)
	}
	s := notation.Read(file, data)
	if s.Root == nil {
		return i
	}
	m, _ := s.Names(s.Root, "版式")
	for key, to := range map[string]*string{"version": &i.Version, "name": &i.Name, "place": &i.Place,
		"source": &i.Source, "confirmed": &i.Confirmed} {
		if v := m.Get(key); v != nil {
			*to = strings.TrimSpace(v.Value)
		}
	}
	if v := m.Get("layout"); v != nil {
		if _, version, ok := strings.Cut(v.Value, "@"); ok && i.Version == "" {
			i.Version = version
		}
		if i.Name == "" {
			i.Name = usualName(l.FormName(path.Dir(file)), i.Place)
		}
	}
	return i
}

// opening is what stands before the first key of a file that says more than who it is: embedded files begin so.
func opening(data []byte) []byte {
	end := 0
	for line := range bytes.Lines(data) {
		key, _, ok := bytes.Cut(line, []byte(":"))
		if ok && !bytes.ContainsAny(key, " #") && !slices.Contains([]string{"layout", "form", "version", "name", "place", "source", "confirmed"}, string(key)) {
			break
		}
		end += len(line)
	}
	return data[:end]
}

// FormName is what people call a form; empty if it cannot be used.
func (l *Library) FormName(id string) string {
	for lib := l; lib != nil && lib.fsys == fs.FS(shipped); lib = lib.base {
		if name := lib.head(path.Join(id, "form.yaml")).Name; name != "" {
			return name
		}
	}
	f, err := l.Form(id)
	if err != nil {
		return ""
	}
	return f.Name
}

// Source is the text of a layout's file and the name it is shown by. Errors are those of Layout.
func (l *Library) Source(id string) (data []byte, file string, err error) {
	lib, file, err := l.locate(id)
	if err != nil {
		return nil, "", err
	}
	data, err = readLimited(lib.fsys, file)
	return data, path.Join(filepath.ToSlash(lib.dir), file), err
}

// FormSource is the text of a form's file and the name it is shown by. Errors: *finding.TemplateError
// LAYOUT-UNKNOWN-FORM, and those of the machine.
func (l *Library) FormSource(id string) (data []byte, file string, err error) {
	for lib := l; lib != nil; lib = lib.base {
		if file = path.Join(id, "form.yaml"); !fs.ValidPath(file) {
			break
		}
		if list := l.refused(lib, file); list != nil {
			return nil, "", list.AsTemplate()
		}
		if data, err = readLimited(lib.fsys, file); !errors.Is(err, fs.ErrNotExist) {
			return data, path.Join(filepath.ToSlash(lib.dir), file), err
		}
	}
	return nil, "", l.unknownForm(id).AsTemplate()
}

// unknownForm says that there is no form of a name, and which are meant.
func (l *Library) unknownForm(id string) finding.List {
	var forms []string
	for _, i := range l.List() {
		if form := path.Dir(i.ID); !slices.Contains(forms, form) {
			forms = append(forms, form)
		}
	}
	return finding.List{{Code: "LAYOUT-UNKNOWN-FORM", Message: "没有表单“" + id + "”", English: "there is no form “" + id + "”",
		Hint: "表单有：" + strings.Join(forms, "、")}}
}

// Samples are the sample records that stand beside a layout, by file name: samples/<place>-<what>.json or .yaml. A file
// belongs to the longest name it begins with: national-2021-bonds.json to national-2021, not to national.
func (l *Library) Samples(id string) map[string][]byte {
	name, _ := split(id)
	form, place, _ := strings.Cut(name, "/")
	out := map[string][]byte{}
	for lib := l; lib != nil; lib = lib.base {
		dir := path.Join(form, "samples")
		if !fs.ValidPath(dir) {
			break
		}
		files, _ := fs.ReadDir(lib.fsys, dir)
		for _, f := range files {
			if f.IsDir() || out[f.Name()] != nil || l.sampleOf(form, f.Name()) != place {
				continue
			}
			if data, err := fs.ReadFile(lib.fsys, path.Join(dir, f.Name())); err == nil {
				out[f.Name()] = data
			}
		}
	}
	return out
}

// sampleOf is the place a sample file belongs to, empty if there is none.
func (l *Library) sampleOf(form, file string) string {
	place := ""
	for lib := l; lib != nil; lib = lib.base {
		for _, e := range lib.entries(form) {
			if strings.HasPrefix(file, e.place+"-") && len(e.place) > len(place) {
				place = e.place
			}
		}
	}
	return place
}
