package templates

import (
	"io/fs"
	"path"
	"slices"

	"github.com/gongbiao/gongbiao/internal/safefile"
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

// IsLibrary says whether a folder looks like one of layouts: form/place.yaml, or the files of a form that ships. It
// reads names only.
func IsLibrary(dir string) bool {
	files, _ := fs.Glob(safefile.FS(dir), "*/*.yaml")
	return slices.ContainsFunc(files, func(f string) bool {
		if path.Base(f) != "form.yaml" && path.Base(f) != checksFile {
			return true
		}
		_, err := fs.Stat(shipped, path.Join(path.Dir(f), "form.yaml")) // it is not used, which is told
		return err == nil
	})
}
