package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/yamltree"
)

// The parser of formulas brings the machine of its library with it, which we never run, and which calls methods by a
// name it learns as it runs. So the Go linker keeps every method of every type: 6 of 35 MB, which a browser reads,
// unpacks and looks through before the first form is printed. These calls stop the engine instead, and with nobody left
// who calls by name the linker keeps what is called.
const parser = "github.com/expr-lang/expr"

var byName = []struct{ file, is, becomes string }{
	{"builtin/lib.go", "v.MethodByName(methodName)", "unused(v, methodName)"},
	{"vm/runtime/runtime.go", "v.MethodByName(methodName)", "unused(v, methodName)"},
	{"vm/runtime/runtime.go", "v.Method(method.Index)", "unused(v, method.Index)"},
	{"checker/nature/nature.go", "n.Type.Method(i)", "unused(n, i)"},
	{"checker/nature/utils.go", "s.rType.Method(s.idx)", "unused(s, s.idx)"},
}

// unused are by package what the calls become.
var unused = map[string]string{
	"builtin":        `func unused(...any) reflect.Value { panic("no method has a name here") }`,
	"vm/runtime":     `func unused(...any) reflect.Value { panic("no method has a name here") }`,
	"checker/nature": `func unused(...any) reflect.Method { panic("no method has a name here") }`,
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

// lean writes into dir what the Go tool wants to know (-overlay) to build with such a parser and such trees. The paths
// that get into the engine do not depend on dir.
func lean(dir string) (overlay string, err error) {
	from, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", parser).Output()
	if err != nil {
		return "", err
	}
	source, here := strings.TrimSpace(string(from)), "expr" // a folder of the module that is nowhere but in the overlay
	root, err := os.Getwd()
	if err != nil {
		return "", err
	}
	replace := map[string]string{}
	err = filepath.WalkDir(source, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rest, err := filepath.Rel(source, name)
		replace[filepath.Join(root, here, rest)] = name
		return err
	})
	if err != nil {
		return "", err
	}
	put := func(name, text string) error {
		file := filepath.Join(dir, fmt.Sprint(len(replace), "-", filepath.Base(name)))
		replace[filepath.Join(root, filepath.FromSlash(name))] = file
		return os.WriteFile(file, []byte(text), 0o600)
	}
	texts := map[string]string{}
	for _, c := range byName {
		text := texts[c.file]
		if text == "" {
			b, err := os.ReadFile(filepath.Join(source, filepath.FromSlash(c.file)))
			if err != nil {
				return "", err
			}
			text = string(b)
		}
		if strings.Count(text, c.is) != 1 {
			return "", fmt.Errorf("%s/%s has %q %d times: look at cmd/onefile/lean.go again", parser, c.file, c.is, strings.Count(text, c.is))
		}
		texts[c.file] = strings.Replace(text, c.is, c.becomes, 1)
	}
	for file, text := range texts {
		at := filepath.ToSlash(filepath.Dir(file))
		if file != "checker/nature/utils.go" { // one of a package is enough
			text += "\n" + unused[at] + "\n"
		}
		if err := put(here+"/"+file, text); err != nil {
			return "", err
		}
	}
	module, err := os.ReadFile("go.mod")
	if err != nil {
		return "", err
	}
	if err := put("go.mod", string(module)+"\nreplace "+parser+" => ./"+here+"\n"); err != nil {
		return "", err
	}
	trees, err := trees()
	if err != nil {
		return "", err
	}
	if err := put("internal/yamltree/ready.go", "package yamltree\n\nconst ready = "+strconv.Quote(trees)+"\n"); err != nil {
		return "", err
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	overlay = filepath.Join(dir, "overlay.json")
	return overlay, os.WriteFile(overlay, text, 0o600)
}
