package fonts

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/gongbiao/gongbiao/internal/safefile"
)

// Export writes the embedded faces with checksums, licence texts and the build recipe to a folder, as the licences ask of whoever passes the
// program on. A file that holds other bytes is left alone without o.Force. It returns the files that are in place now, and all errors together
// (*safefile.Error each).
func Export(dir string, o safefile.Options) (files []string, err error) {
	var errs []error
	write := func(name string, data []byte) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if _, err := safefile.Write(path, data, o); err != nil {
			errs = append(errs, err)
			return
		}
		files = append(files, path)
	}
	for _, f := range Embedded().faces {
		write(f.file, []byte(f.data))
	}
	err = fs.WalkDir(papers, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := papers.ReadFile(name)
		if err != nil {
			return err
		}
		write(strings.TrimPrefix(name, "faces/"), data) // SHA256SUMS lies beside the faces
		return nil
	})
	return files, errors.Join(append(errs, err)...)
}
