package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/yamltree"
)

// edit is a text of a module that is another in the engine, and in the program of a release.
type edit struct{ file, is, becomes string }

// lighter are modules that the engine has with a few changes; the sources of the modules stay as they are.
var lighter = []struct {
	module, folder string
	edits          []edit
	more           map[string]string // texts behind a file, or files of their own
}{
	// The parser of formulas brings the machine of its library with it, which we never run, and which calls methods by
	// a name it learns as it runs. So the Go linker keeps every method of every type: 6 of 35 MB, which a browser
	// reads, unpacks and looks through before the first form is printed, and 4 MB of the program. These calls stop it
	// instead, and with nobody left who calls by name the linker keeps what is called. Nobody has a formula written out
	// either.
	{"github.com/expr-lang/expr", "expr", []edit{
		{"builtin/lib.go", "v.MethodByName(methodName)", "unused(v, methodName)"},
		{"vm/runtime/runtime.go", "v.MethodByName(methodName)", "unused(v, methodName)"},
		{"vm/runtime/runtime.go", "v.Method(method.Index)", "unused(v, method.Index)"},
		{"checker/nature/nature.go", "n.Type.Method(i)", "unused(n, i)"},
		{"checker/nature/utils.go", "s.rType.Method(s.idx)", "unused(s, s.idx)"},
		{"ast/dump.go", `regexp.MustCompile("^[A-Z]")`, "(*regexp.Regexp)(nil)"},
	}, map[string]string{
		"builtin/lib.go":           `func unused(...any) reflect.Value { panic("no method has a name here") }`,
		"vm/runtime/runtime.go":    `func unused(...any) reflect.Value { panic("no method has a name here") }`,
		"checker/nature/nature.go": `func unused(...any) reflect.Method { panic("no method has a name here") }`,
	}},
	// The reader of YAML makes its patterns when the program starts, the only ones that are made so early: then a
	// browser compiles package regexp, which no form needs to be printed.
	{"go.yaml.in/yaml/v3", "yaml", []edit{
		{"encode.go", "regexp.MustCompile(", "late(regexp.MustCompile, "},
		{"resolve.go", "regexp.MustCompile(", "late(regexp.MustCompile, "},
	}, map[string]string{"late.go": `package yaml

import (
	"regexp"
	"sync"
)

type pattern struct {
	compile func(string) *regexp.Regexp
	source  string
	once    sync.Once
	made    *regexp.Regexp
}

func late(compile func(string) *regexp.Regexp, source string) *pattern {
	return &pattern{compile: compile, source: source}
}

func (p *pattern) MatchString(s string) bool {
	p.once.Do(func() { p.made = p.compile(p.source) })
	return p.made.MatchString(s)
}`}},
}

// trees are the forms and layouts that ship, as trees: reading their YAML would be a good part of the first PDF's time.
func trees() (string, error) {
	names, err := filepath.Glob("templates/*/*.yaml")
	if err != nil {
		return "", err
	}
	var all []byte
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return "", err
		}
		all = append(all, yamltree.Pack(data)...)
	}
	return string(all), nil
}

// overlay tells the Go tool (-overlay) of files that are others in the engine: by their name, where they are.
type overlay struct {
	root, dir string // the repository, and a folder for the others
	replace   map[string]string
}

// put gives a file of the repository another text.
func (o *overlay) put(name, text string) error {
	file := filepath.Join(o.dir, fmt.Sprint(len(o.replace), "-", filepath.Base(name)))
	o.replace[filepath.Join(o.root, filepath.FromSlash(name))] = file
	return os.WriteFile(file, []byte(text), 0o600)
}

// module lays a module into a folder of the repository that is nowhere else.
func (o *overlay) module(module, folder string, edits []edit, more map[string]string) error {
	from, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", module).Output()
	if err != nil {
		return err
	}
	source := strings.TrimSpace(string(from))
	err = filepath.WalkDir(source, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rest, err := filepath.Rel(source, name)
		o.replace[filepath.Join(o.root, folder, rest)] = name
		return err
	})
	if err != nil {
		return err
	}
	texts := map[string]string{}
	for _, e := range edits {
		if texts[e.file] == "" {
			b, err := os.ReadFile(filepath.Join(source, filepath.FromSlash(e.file)))
			if err != nil {
				return err
			}
			texts[e.file] = string(b)
		}
		if n := strings.Count(texts[e.file], e.is); n != 1 {
			return fmt.Errorf("%s/%s has %q %d times: look at cmd/onefile/lean.go again", module, e.file, e.is, n)
		}
		texts[e.file] = strings.Replace(texts[e.file], e.is, e.becomes, 1)
	}
	for file, text := range more {
		texts[file] += "\n" + text + "\n"
	}
	for _, file := range slices.Sorted(maps.Keys(texts)) {
		if err := o.put(folder+"/"+file, texts[file]); err != nil {
			return err
		}
	}
	return nil
}

// lean writes into dir what the Go tool wants to know to build with lighter modules and such trees. The paths that get
// into the engine do not depend on dir.
func lean(dir string) (name string, err error) {
	o := &overlay{dir: dir, replace: map[string]string{}}
	if o.root, err = os.Getwd(); err != nil {
		return "", err
	}
	module, err := os.ReadFile("go.mod")
	if err != nil {
		return "", err
	}
	for _, l := range lighter {
		if err := o.module(l.module, l.folder, l.edits, l.more); err != nil {
			return "", err
		}
		module = append(module, "\nreplace "+l.module+" => ./"+l.folder+"\n"...)
	}
	if err := o.put("go.mod", string(module)); err != nil {
		return "", err
	}
	trees, err := trees()
	if err != nil {
		return "", err
	}
	if err := o.put("internal/yamltree/ready.go", "package yamltree\n\nconst ready = "+strconv.Quote(trees)+"\n"); err != nil {
		return "", err
	}
	text, err := json.Marshal(map[string]any{"Replace": o.replace})
	if err != nil {
		return "", err
	}
	name = filepath.Join(dir, "overlay.json")
	return name, os.WriteFile(name, text, 0o600)
}
