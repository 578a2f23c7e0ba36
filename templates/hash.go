package templates

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"path"
)

// Hash tells whether anything has changed that a layout is made from: the SHA-256, in hex, of every file of its form's
// folder, in this library and those below it. Errors as Layout.
func (l *Library) Hash(id string) (string, error) {
	layout, err := l.Layout(id)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	form := path.Dir(layout.ID)
	for lib := l; lib != nil; lib = lib.base {
		h.Write([]byte{1})
		files, _ := fs.ReadDir(lib.fsys, form) // a library need not have the form
		for _, f := range files {
			if f.IsDir() {
				continue
			}
			data, err := fs.ReadFile(lib.fsys, path.Join(form, f.Name()))
			if err != nil {
				return "", err
			}
			sum := sha256.Sum256(data)
			h.Write([]byte(f.Name() + "\x00"))
			h.Write(sum[:])
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
