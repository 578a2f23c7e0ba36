package main

import (
	"archive/tar"
	"archive/zip"
	"cmp"
	"compress/flate"
	"compress/gzip"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// entry is a file of what is handed over; names have slashes and are relative.
type entry struct {
	name string
	mode fs.FileMode // permissions only
	data []byte
}

// tree is files, sorted by name before they are written: the same files are the same bytes.
type tree []entry

func (t *tree) add(name string, mode fs.FileMode, data []byte) {
	*t = append(*t, entry{name, mode, data})
}

// addFile adds a file of the disc.
func (t *tree) addFile(name, file string) error {
	data, err := os.ReadFile(file)
	if err == nil {
		t.add(name, 0o644, data)
	}
	return err
}

// addFolder adds what is below a folder of the disc, under a name.
func (t *tree) addFolder(name, dir string) error {
	return filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		if err != nil {
			return err
		}
		return t.addFile(path.Join(name, filepath.ToSlash(rel)), p)
	})
}

func (t tree) sorted() tree {
	s := slices.Clone(t)
	slices.SortFunc(s, func(a, b entry) int { return cmp.Compare(a.name, b.name) })
	return s
}

// folders are all folders above the files, outer ones first.
func (t tree) folders() []string {
	seen := map[string]bool{}
	for _, e := range t {
		for d := path.Dir(e.name); d != "."; d = path.Dir(d) {
			seen[d] = true
		}
	}
	var out []string
	for d := range seen {
		out = append(out, d)
	}
	slices.Sort(out)
	return out
}

// tar writes the tree under a prefix such as "./" with its folders; everything belongs to root.
func (t tree) tar(w io.Writer, prefix string, at time.Time) error {
	tw := tar.NewWriter(w)
	// GNU's format takes any name as the bytes it is; PAX puts 防汛.json into a header of its own, which dpkg refuses.
	base := tar.Header{ModTime: at, Uname: "root", Gname: "root", Format: tar.FormatGNU}
	if root := strings.TrimSuffix(prefix, "/"); root != "" {
		h := base
		h.Typeflag, h.Name, h.Mode = tar.TypeDir, root+"/", 0o755
		if err := tw.WriteHeader(&h); err != nil {
			return err
		}
	}
	for _, d := range t.folders() {
		h := base
		h.Typeflag, h.Name, h.Mode = tar.TypeDir, prefix+d+"/", 0o755
		if err := tw.WriteHeader(&h); err != nil {
			return err
		}
	}
	for _, e := range t.sorted() {
		h := base
		h.Typeflag, h.Name, h.Mode, h.Size = tar.TypeReg, prefix+e.name, int64(e.mode.Perm()), int64(len(e.data))
		if err := tw.WriteHeader(&h); err != nil {
			return err
		}
		if _, err := tw.Write(e.data); err != nil {
			return err
		}
	}
	return tw.Close()
}

// tarGz is tar, compressed; no name or time is in the head.
func (t tree) tarGz(w io.Writer, prefix string, at time.Time) error {
	return gzipped(w, func(z io.Writer) error { return t.tar(z, prefix, at) })
}

func gzipped(w io.Writer, write func(io.Writer) error) error {
	z, err := gzip.NewWriterLevel(w, flate.DefaultCompression)
	if err != nil {
		return err
	}
	if err := write(z); err != nil {
		return err
	}
	return z.Close()
}

// zip writes the tree as Windows opens it; names are UTF-8 and marked so.
func (t tree) zip(w io.Writer, prefix string, at time.Time) error {
	z := zip.NewWriter(w)
	for _, e := range t.sorted() {
		h := &zip.FileHeader{Name: prefix + e.name, Method: zip.Deflate, Modified: at.UTC()}
		h.SetMode(e.mode)
		f, err := z.CreateHeader(h)
		if err != nil {
			return err
		}
		if _, err := f.Write(e.data); err != nil {
			return err
		}
	}
	return z.Close()
}
