package jobs

import (
	"archive/zip"
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// packed are endings of files that are compressed already.
var packed = map[string]bool{".pdf": true, ".xlsx": true, ".docx": true, ".ofd": true, ".png": true}

// pack writes the files of a folder into a ZIP, in the order of their names and with no times, so that the same files
// are the same bytes. It ends with ctx.
func pack(ctx context.Context, to, dir string) error {
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer out.Close()
	z := zip.NewWriter(out)
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		head := &zip.FileHeader{Name: filepath.ToSlash(name), Method: zip.Deflate, Modified: time.Time{}}
		if packed[strings.ToLower(filepath.Ext(name))] {
			head.Method = zip.Store
		}
		w, err := z.CreateHeader(head)
		if err != nil {
			return err
		}
		in, err := os.Open(path)
		if err != nil {
			return err
		}
		defer in.Close()
		_, err = io.Copy(w, in)
		return err
	})
	if err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return out.Close()
}
