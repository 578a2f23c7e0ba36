// Package safefile writes a file whole or not at all, and never over what the run reads. In: a path and the bytes it
// shall hold; what else the run reads and writes (Guard). Out: the file, made beside its target and renamed over it,
// so that a failed run leaves yesterday's file as it was; or an *Error that says in Chinese why not.
package safefile

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Outcome says what Write did.
type Outcome string

const (
	Written   Outcome = "written"   // the file is new, or holds new bytes
	Unchanged Outcome = "unchanged" // the file had exactly these bytes already and was not touched
)

// Options of Write; the zero value never overwrites other bytes.
type Options struct {
	Force bool   // overwrite other bytes; never an input's, see Guard
	Guard *Guard // what may not be written, --force or not; nil: nothing is known
	Root  string // the folder that no link on the way may lead out of; empty: any place will do
}

// Reserve refuses at once what Write would refuse whatever the bytes: an input, another output, a link, a folder, a
// device. It is called before the first write of a run, and leaves nothing behind.
func (o Options) Reserve(paths ...string) error {
	for _, p := range paths {
		if err := o.Guard.reserve(p); err != nil {
			return err
		}
		if _, err := look(p); err != nil {
			return err
		}
		if err := inside(o.Root, p); err != nil {
			return err
		}
	}
	return nil
}

// begin looks at path and says what is there; the folder is made.
func (o Options) begin(path string) (old fs.FileInfo, err error) {
	if err := o.Guard.take(path); err != nil {
		return nil, err
	}
	if old, err = look(path); err == nil {
		err = inside(o.Root, path)
	}
	if err == nil && old == nil {
		err = Wrap(path, os.MkdirAll(filepath.Dir(path), 0o777))
	}
	if err != nil {
		o.Guard.giveBack(path)
	}
	return old, err
}

// Write makes path hold data. Missing folders are made. An existing file with equal bytes is left alone (Unchanged);
// one with other bytes is replaced only with Force. Links, devices and pipes are refused. The error is an *Error.
func Write(path string, data []byte, o Options) (Outcome, error) {
	old, err := o.begin(path)
	if err != nil {
		return "", err
	}
	p := &Pending{path: path, old: old, o: o}
	if old != nil {
		same, err := holds(path, old, data)
		switch {
		case same:
			return Unchanged, nil
		case !o.Force && err != nil:
			return "", p.fail(err)
		case !o.Force:
			return "", p.fail(&Error{Path: path, Reason: Exists})
		}
	}
	if err := p.open(); err != nil {
		return "", err
	}
	if _, err := p.Write(data); err != nil {
		p.Abort()
		return "", err
	}
	return p.Commit()
}

// Pending is a file being written beside its target, for what is too large to be held in memory.
type Pending struct {
	t    *temp
	path string
	old  fs.FileInfo // what is in its place; nil: nothing
	o    Options
}

// Create begins to write path. Commit or Abort must follow. The error is an *Error.
func Create(path string, o Options) (*Pending, error) {
	old, err := o.begin(path)
	if err != nil {
		return nil, err
	}
	p := &Pending{path: path, old: old, o: o}
	if err := p.open(); err != nil {
		return nil, err
	}
	return p, nil
}

func (p *Pending) open() error {
	if p.old != nil && p.old.Mode().Perm()&0o200 == 0 {
		return p.fail(fs.ErrPermission) // a rename would not ask
	}
	t, err := newTemp(p.path)
	if err != nil {
		return p.fail(err)
	}
	p.t = t
	if p.old != nil {
		if err := t.f.Chmod(p.old.Mode().Perm()); err != nil && !errors.Is(err, errors.ErrUnsupported) {
			p.Abort()
			return p.fail(err)
		}
	}
	return nil
}

// fail is an error of the system's, or an *Error, about this file.
func (p *Pending) fail(err error) error {
	p.o.Guard.giveBack(p.path)
	var e *Error
	if !errors.As(err, &e) {
		errors.As(Wrap(p.path, err), &e)
		e.Kept = p.old != nil && e.Reason == Full // elsewhere nobody doubts it
	}
	return e
}

// Write adds to the file. The error is an *Error.
func (p *Pending) Write(b []byte) (int, error) {
	n, err := p.t.f.Write(b)
	if err != nil {
		return n, p.fail(err)
	}
	return n, nil
}

// Abort takes away what was written; after Commit it does nothing.
func (p *Pending) Abort() {
	if p.t != nil {
		p.t.drop()
		p.t = nil
	}
}

// Commit puts the file into its place, by the rules of Write.
func (p *Pending) Commit() (Outcome, error) {
	defer p.Abort()
	for try := 0; ; try++ {
		now, err := look(p.path) // it may have come meanwhile
		if err != nil {
			return "", p.fail(err)
		}
		if err := p.o.Guard.again(p.path); err != nil {
			return "", p.fail(err)
		}
		if now != nil {
			same, err := p.t.holds(p.path)
			switch {
			case err != nil && !p.o.Force:
				return "", p.fail(err)
			case same:
				return Unchanged, nil
			case !p.o.Force:
				return "", p.fail(&Error{Path: p.path, Reason: Exists})
			}
		}
		err = p.t.place(p.path, now != nil)
		switch {
		case err == nil:
			return Written, nil
		case errors.Is(err, fs.ErrExist) && try < 3: // and now it has come
		default:
			return "", p.fail(err)
		}
	}
}

// Grow begins a file that is seen while it grows, such as a journal, over what was there. The error is an *Error.
func Grow(path string, o Options) (*os.File, error) {
	if _, err := o.begin(path); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC|openFlags, 0o666)
	if err != nil {
		o.Guard.giveBack(path)
		return nil, Wrap(path, err)
	}
	return f, nil
}

// Rename moves a finished file into its place, over what is there. The error is an *Error.
func Rename(from, to string) error { return Wrap(to, rename(from, to)) }

// holds says whether the file at path has exactly these bytes.
func holds(path string, info fs.FileInfo, data []byte) (bool, error) {
	if info.Size() != int64(len(data)) {
		return false, nil
	}
	f, err := Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	return equal(f, io.Reader(bytes.NewReader(data)))
}
