// Package packfs holds the files that are in the program itself, compressed. In: files, when a release is built. Out: a
// file system of them, in which a file is unpacked when it is opened, and no other; nothing is done before that. It
// stands for an embed.FS and behaves as one, but for the memory that an opened file takes.
package packfs

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/s2"
)

// FS are packed files. The zero value has none.
type FS struct {
	Files []File // by name
	Data  string
}

// File is where a file is in the data.
type File struct {
	Name             string
	At, Packed, Size int
}

// Pack packs files of a folder.
func Pack(from fs.FS, names []string) (*FS, error) {
	var p FS
	for _, name := range slices.Sorted(slices.Values(names)) {
		text, err := fs.ReadFile(from, name)
		if err != nil {
			return nil, err
		}
		packed := s2.EncodeBest(nil, text)
		p.Files = append(p.Files, File{name, len(p.Data), len(packed), len(text)})
		p.Data += string(packed)
	}
	return &p, nil
}

// find is the place of a name, or where it would be.
func (p *FS) find(name string) (at int, found bool) {
	return slices.BinarySearchFunc(p.Files, name, func(f File, name string) int { return strings.Compare(f.Name, name) })
}

// ReadFile reads a file; the error is a *fs.PathError.
func (p *FS) ReadFile(name string) ([]byte, error) {
	at, found := p.find(name)
	if !found {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
	}
	f := p.Files[at]
	text, err := s2.Decode(make([]byte, f.Size), []byte(p.Data[f.At:f.At+f.Packed]))
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	return text, nil
}

// Open opens a file or a folder; the error is a *fs.PathError.
func (p *FS) Open(name string) (fs.File, error) {
	if at, found := p.find(name); found {
		text, err := p.ReadFile(name)
		if err != nil {
			return nil, err
		}
		return &file{info{path.Base(name), p.Files[at].Size, false}, bytes.NewReader(text)}, nil
	}
	if fs.ValidPath(name) {
		if list := p.list(name); name == "." || len(list) > 0 {
			return &folder{info: info{path.Base(name), 0, true}, rest: list}, nil
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadDir is what stands in a folder, by name.
func (p *FS) ReadDir(name string) ([]fs.DirEntry, error) {
	f, err := p.Open(name)
	if err != nil {
		return nil, err
	}
	d, ok := f.(*folder)
	if !ok {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrInvalid}
	}
	return d.rest, nil
}

// list are the entries of a folder; none if there is no such folder.
func (p *FS) list(name string) []fs.DirEntry {
	inside := ""
	if name != "." {
		inside = name + "/"
	}
	var out []fs.DirEntry
	at, _ := p.find(inside)
	for _, f := range p.Files[at:] {
		rest, ok := strings.CutPrefix(f.Name, inside)
		if !ok {
			break
		}
		first, _, below := strings.Cut(rest, "/")
		if n := len(out); n > 0 && out[n-1].Name() == first {
			continue
		}
		if below {
			out = append(out, info{first, 0, true})
		} else {
			out = append(out, info{first, f.Size, false})
		}
	}
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return out
}

// info is what is known of a file or folder: what embed.FS says of one.
type info struct {
	name   string
	size   int
	folder bool
}

func (i info) Name() string               { return i.name }
func (i info) Size() int64                { return int64(i.size) }
func (i info) ModTime() time.Time         { return time.Time{} }
func (i info) IsDir() bool                { return i.folder }
func (i info) Sys() any                   { return nil }
func (i info) Type() fs.FileMode          { return i.Mode().Type() }
func (i info) Info() (fs.FileInfo, error) { return i, nil }
func (i info) String() string             { return fs.FormatDirEntry(i) }

func (i info) Mode() fs.FileMode {
	if i.folder {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

type file struct {
	info
	*bytes.Reader
}

func (f *file) Size() int64                { return f.info.Size() }
func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *file) Close() error               { return nil }

type folder struct {
	info
	rest []fs.DirEntry
}

func (d *folder) Stat() (fs.FileInfo, error) { return d.info, nil }
func (d *folder) Close() error               { return nil }

func (d *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.name, Err: fs.ErrInvalid}
}

// ReadDir gives the next n entries, all of them if n is not above zero.
func (d *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 || n > len(d.rest) {
		if n > 0 && len(d.rest) == 0 {
			return nil, io.EOF
		}
		n = len(d.rest)
	}
	out := slices.Clone(d.rest[:n])
	d.rest = d.rest[n:]
	return out, nil
}
