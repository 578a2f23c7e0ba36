// Package safefile writes a file whole or not at all. In: a path and the bytes it shall hold. Out: the file, made beside its
// target and renamed over it, so that a failed run leaves yesterday's file as it was; or an *Error that says in Chinese why not.
package safefile

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Outcome says what Write did.
type Outcome int

const (
	Written   Outcome = iota // the file is new, or holds new bytes
	Unchanged                // the file had exactly these bytes already and was not touched
)

// Options of Write; the zero value never overwrites other bytes.
type Options struct {
	Force bool
}

// Write makes path hold data. Missing folders are made. An existing file with equal bytes is left alone (Unchanged); one with
// other bytes is replaced only with Force. A link is followed; a device or pipe is written to directly. The error is an *Error.
func Write(path string, data []byte, o Options) (Outcome, error) {
	target := path
	if p, err := filepath.EvalSymlinks(path); err == nil {
		target = p
	}
	info, err := os.Stat(target)
	switch {
	case err == nil && info.IsDir():
		return 0, &Error{Path: path, Reason: IsFolder}
	case err == nil && !info.Mode().IsRegular():
		return Written, Wrap(path, writeDevice(target, data))
	case err == nil:
		same, err := holds(target, info, data)
		if same {
			return Unchanged, nil
		}
		if !o.Force {
			if err != nil {
				return 0, Wrap(path, err)
			}
			return 0, &Error{Path: path, Reason: Exists}
		}
	case !errors.Is(err, fs.ErrNotExist):
		return 0, Wrap(path, err)
	default:
		if err := os.MkdirAll(filepath.Dir(target), 0o777); err != nil {
			return 0, Wrap(path, err)
		}
	}
	return Written, Wrap(path, replace(target, info, data))
}

// replace writes data beside target and renames it over target; whatever fails, the temporary file is gone afterwards.
func replace(target string, old fs.FileInfo, data []byte) (err error) {
	if old != nil && old.Mode().Perm()&0o200 == 0 {
		return &fs.PathError{Op: "open", Path: target, Err: fs.ErrPermission} // a rename would not ask
	}
	f, err := createBeside(target)
	if err != nil {
		return err
	}
	tmp := f.Name()
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(tmp)
		}
	}()
	if old != nil {
		if err := f.Chmod(old.Mode().Perm()); err != nil && !errors.Is(err, errors.ErrUnsupported) {
			return err
		}
	}
	if _, err := f.Write(data); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return rename(tmp, target)
}

// Pending is a file being written beside its target, for what is too large to be held in memory.
type Pending struct {
	f      *os.File
	path   string
	target string
	old    fs.FileInfo
	o      Options
}

// Create begins to write path. Commit or Abort must follow. The error is an *Error.
func Create(path string, o Options) (*Pending, error) {
	p := &Pending{path: path, target: path, o: o}
	if t, err := filepath.EvalSymlinks(path); err == nil {
		p.target = t
	}
	info, err := os.Stat(p.target)
	switch {
	case err == nil && info.IsDir():
		return nil, &Error{Path: path, Reason: IsFolder}
	case err == nil && !info.Mode().IsRegular():
		if p.f, err = os.OpenFile(p.target, os.O_WRONLY, 0); err != nil {
			return nil, Wrap(path, err)
		}
		p.old = info
		return p, nil
	case err == nil && info.Mode().Perm()&0o200 == 0:
		return nil, Wrap(path, &fs.PathError{Op: "open", Path: path, Err: fs.ErrPermission})
	case err == nil:
		p.old = info
	case !errors.Is(err, fs.ErrNotExist):
		return nil, Wrap(path, err)
	default:
		if err := os.MkdirAll(filepath.Dir(p.target), 0o777); err != nil {
			return nil, Wrap(path, err)
		}
	}
	if p.f, err = createBeside(p.target); err != nil {
		return nil, Wrap(path, err)
	}
	return p, nil
}

// device says whether the target is no file but something that is written to directly.
func (p *Pending) device() bool { return p.old != nil && !p.old.Mode().IsRegular() }

// Write adds to the file. The error is an *Error.
func (p *Pending) Write(b []byte) (int, error) {
	n, err := p.f.Write(b)
	return n, Wrap(p.path, err)
}

// Abort takes away what was written; after Commit it does nothing.
func (p *Pending) Abort() {
	if p.f == nil {
		return
	}
	p.f.Close()
	if !p.device() {
		os.Remove(p.f.Name())
	}
	p.f = nil
}

// Commit puts the file into its place, by the rules of Write.
func (p *Pending) Commit() (Outcome, error) {
	if err := p.f.Close(); err != nil {
		p.Abort()
		return 0, Wrap(p.path, err)
	}
	tmp := p.f.Name()
	if p.device() {
		p.f = nil
		return Written, nil
	}
	defer p.Abort()
	if p.old != nil {
		same, err := equal(tmp, p.target)
		switch {
		case err != nil:
			return 0, Wrap(p.path, err)
		case same:
			return Unchanged, nil
		case !p.o.Force:
			return 0, &Error{Path: p.path, Reason: Exists}
		}
		if err := os.Chmod(tmp, p.old.Mode().Perm()); err != nil && !errors.Is(err, errors.ErrUnsupported) {
			return 0, Wrap(p.path, err)
		}
	}
	if err := rename(tmp, p.target); err != nil {
		return 0, Wrap(p.path, err)
	}
	p.f = nil
	return Written, nil
}

// equal says whether two files have the same bytes.
func equal(a, b string) (bool, error) {
	x, err := os.Open(a)
	if err != nil {
		return false, err
	}
	defer x.Close()
	y, err := os.Open(b)
	if err != nil {
		return false, err
	}
	defer y.Close()
	p, q := make([]byte, 256<<10), make([]byte, 256<<10)
	for {
		n, errX := io.ReadFull(x, p)
		m, errY := io.ReadFull(y, q)
		if n != m || !bytes.Equal(p[:n], q[:m]) {
			return false, nil
		}
		if errX != nil {
			return true, nil
		}
		if errY != nil && errY != io.EOF && errY != io.ErrUnexpectedEOF {
			return false, errY
		}
	}
}

// createBeside opens a new file in target's folder with the mode the umask gives; os.CreateTemp would make it private.
func createBeside(target string) (*os.File, error) {
	for try := 0; ; try++ {
		name := filepath.Join(filepath.Dir(target), ".gongbiao-"+strconv.FormatUint(uint64(rand.Uint32()), 36)+".tmp")
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err == nil || try == 100 || !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

func writeDevice(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// holds says whether the file at path has exactly these bytes.
func holds(path string, info fs.FileInfo, data []byte) (bool, error) {
	if info.Size() != int64(len(data)) {
		return false, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	buf := make([]byte, 64<<10)
	for {
		n, err := f.Read(buf)
		if n > len(data) || !bytes.Equal(buf[:n], data[:n]) {
			return false, nil
		}
		data = data[n:]
		if err == io.EOF {
			return len(data) == 0, nil
		}
		if err != nil {
			return false, err
		}
	}
}

// Rename moves a finished file into its place, over what is there. The error is an *Error.
func Rename(from, to string) error { return Wrap(to, rename(from, to)) }

// Sweep removes what a killed Write has left in dir and the folders below. Nobody may be writing there.
func Sweep(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return Wrap(path, err)
		}
		if name := d.Name(); d.Type().IsRegular() && strings.HasPrefix(name, ".gongbiao-") && strings.HasSuffix(name, ".tmp") {
			return Wrap(path, os.Remove(path))
		}
		return nil
	})
}
