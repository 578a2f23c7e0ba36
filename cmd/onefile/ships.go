package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/packfs"
)

// ships are the files that the program embeds, and the Go file that does it: in the program of a release they are
// packed, and the Go file is another.
var ships = []struct {
	file     string   // beside the files
	patterns []string // as it embeds them
	text     string   // of the other, before the files
}{
	{"templates/shipped.go", []string{"*/*.yaml", "*/samples/*"}, "package templates\n\nvar shipped = &packedFiles\n"},
	{"internal/serve/web/files.go", []string{"*.html", "*.css", "*.js", "*.svg"}, "package web\n\nvar files = &packedFiles\n"},
	{"internal/serve/api/document.go", []string{"openapi.yaml"}, `package api

func documentYAML() []byte {
	text, err := packedFiles.ReadFile("openapi.yaml")
	if err != nil {
		panic(err)
	}
	return text
}
`},
	{"model/finding/findings.go", []string{"findings.md"}, `package finding

import "sync"

var registry = sync.OnceValue(func() string {
	text, err := packedFiles.ReadFile("findings.md")
	if err != nil {
		panic(err)
	}
	return string(text)
})
`},
}

// pack puts packed files in the place of embedded ones.
func (o *overlay) pack() error {
	for _, s := range ships {
		dir := filepath.Dir(filepath.FromSlash(s.file))
		var names []string
		for _, p := range s.patterns {
			found, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(p)))
			if err != nil {
				return err
			}
			for _, f := range found {
				name, err := filepath.Rel(dir, f)
				if err != nil {
					return err
				}
				names = append(names, filepath.ToSlash(name))
			}
		}
		p, err := packfs.Pack(os.DirFS(dir), names)
		if err != nil {
			return err
		}
		var b strings.Builder
		head, rest, _ := strings.Cut(s.text, "\n\n")
		fmt.Fprintf(&b, "%s\n\nimport \"github.com/gongbiao/gongbiao/internal/packfs\"\n\n%s\nvar packedFiles = packfs.FS{Files: []packfs.File{\n", head, rest)
		for _, f := range p.Files {
			fmt.Fprintf(&b, "\t{Name: %q, At: %d, Packed: %d, Size: %d},\n", f.Name, f.At, f.Packed, f.Size)
		}
		fmt.Fprintf(&b, "}, Data: %s}\n", strconv.Quote(p.Data))
		if err := o.put(s.file, b.String()); err != nil {
			return err
		}
	}
	return nil
}
