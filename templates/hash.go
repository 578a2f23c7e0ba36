package templates

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"path"
	"slices"
)

// Hash tells whether anything has changed that a layout is made from: the SHA-256, in hex, of every file of its form's
// folder, in this library and those below it, and of the folders of the layouts whose blocks it uses. Errors as Layout.
func (l *Library) Hash(id string) (string, error) {
	layout, err := l.Layout(id)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	forms := []string{path.Dir(layout.ID)}
	for _, id := range layout.lent {
		if form := path.Dir(id); !slices.Contains(forms, form) {
			forms = append(forms, form)
		}
	}
	for _, form := range forms {
		for lib := l; lib != nil; lib = lib.base {
			h.Write([]byte{1})
			if err := hashFolder(h, lib.fsys, form); err != nil {
				return "", err
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// hashFolder takes the files of a form's folder in; a library need not have the form.
func hashFolder(h io.Writer, fsys fs.FS, form string) error {
	files, _ := fs.ReadDir(fsys, form)
	for _, f := range files {
		if f.IsDir() {
			continue
		}
		data, err := fs.ReadFile(fsys, path.Join(form, f.Name()))
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		_, _ = h.Write([]byte(f.Name() + "\x00")) // a hash does not fail
		_, _ = h.Write(sum[:])
	}
	return nil
}
