package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/yamltree"
)

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

// module puts a module into a folder of the repository that is nowhere else.
func (o *overlay) module(m lighterModule) error {
	from, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", m.module).Output()
	if err != nil {
		return err
	}
	source := strings.TrimSpace(string(from))
	err = filepath.WalkDir(source, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rest, err := filepath.Rel(source, name)
		o.replace[filepath.Join(o.root, m.folder, rest)] = name
		return err
	})
	if err != nil {
		return err
	}
	texts := map[string]string{}
	read := func(file string) error {
		if texts[file] != "" {
			return nil
		}
		b, err := os.ReadFile(filepath.Join(source, filepath.FromSlash(file)))
		texts[file] = string(b)
		return err
	}
	for _, e := range m.edits {
		if err := read(e.file); err != nil {
			return err
		}
		if n := strings.Count(texts[e.file], e.is); n != 1 {
			return fmt.Errorf("%s/%s has %q %d times: look at cmd/onefile/lighter.go again", m.module, e.file, e.is, n)
		}
		texts[e.file] = strings.Replace(texts[e.file], e.is, e.becomes, 1)
	}
	for file, tables := range m.tables {
		if err := read(file); err != nil {
			return err
		}
		packed := path.Join(path.Dir(file), "packed.go")
		if texts[file], texts[packed], err = packTables(file, texts[file], tables); err != nil {
			return err
		}
	}
	for file, text := range m.more {
		texts[file] += "\n" + text + "\n"
	}
	for _, file := range slices.Sorted(maps.Keys(texts)) {
		if err := o.put(m.folder+"/"+file, texts[file]); err != nil {
			return err
		}
	}
	return nil
}

// lean writes into dir what the Go tool wants to know to build with lighter modules and such trees, and with packed
// files where that is asked for: an engine travels compressed as it is. The paths that get into what is built do not
// depend on dir.
func lean(dir string, packed bool) (name string, err error) {
	o := &overlay{dir: dir, replace: map[string]string{}}
	if o.root, err = os.Getwd(); err != nil {
		return "", err
	}
	module, err := os.ReadFile("go.mod")
	if err != nil {
		return "", err
	}
	for _, l := range lighter {
		if err := o.module(l); err != nil {
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
	if packed {
		if err := o.pack(); err != nil {
			return "", err
		}
	}
	text, err := json.Marshal(map[string]any{"Replace": o.replace})
	if err != nil {
		return "", err
	}
	name = filepath.Join(dir, "overlay.json")
	return name, os.WriteFile(name, text, 0o600)
}
