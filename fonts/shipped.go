package fonts

import (
	"embed"
	"io/fs"
	"iter"
	"strings"
)

// papers is what must travel with the faces: checksums, licence texts, the recipe.
//
//go:embed faces/SHA256SUMS licenses LICENSES.md build-fonts.py
var papers embed.FS

// Shipped are the files that must travel with the program, as the licences of the faces ask of whoever passes it on:
// the embedded faces, their checksums, the licence texts and the recipe they were built by. Names are relative, with
// slashes.
func Shipped() iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for _, f := range Embedded().faces {
			if !yield(f.file, []byte(f.data)) {
				return
			}
		}
		_ = fs.WalkDir(papers, ".", func(name string, d fs.DirEntry, err error) error { // embedded: it cannot fail
			if err != nil || d.IsDir() {
				return err
			}
			data, err := papers.ReadFile(name)
			if err == nil && !yield(strings.TrimPrefix(name, "faces/"), data) { // SHA256SUMS is beside the faces
				err = fs.SkipAll
			}
			return err
		})
	}
}
