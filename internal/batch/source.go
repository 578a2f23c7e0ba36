package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync/atomic"

	"github.com/gongbiao/gongbiao/internal/ledger"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// Stdin is the path that stands for standard input.
const Stdin = "-"

// Source says how inputs are read: record files, ledgers (see package ledger) and folders of both.
type Source struct {
	Stdin   io.Reader      // may be nil
	Dir     string         // folder that inputs are named from; empty: the working folder
	Layout  string         // layout for all records; empty: each record names its own
	Engine  *render.Engine // finds layouts, and the forms of ledgers
	Options ledger.Options // Sheet and Ignore
	Meter   *Meter         // may be nil

	Note func(finding.Finding) // told of what was left out of a folder; may be nil
}

// ready says what is wrong with the layout asked for all records: once, before any is read.
func (s Source) ready() error {
	if s.Layout == "" {
		return nil
	}
	_, err := s.Engine.Layouts().Layout(s.Layout)
	return err
}

// Meter tells how far the reading has come; it may be asked from another goroutine.
type Meter struct{ read, total atomic.Int64 }

// Bytes is how many bytes were read, of how many; total is 0 when it is not known.
func (m *Meter) Bytes() (read, total int64) { return m.read.Load(), m.total.Load() }

func (m *Meter) add(n int64) {
	if m != nil {
		m.read.Add(n)
	}
}

// measure sums up the inputs; nothing is known of stdin.
func (m *Meter) measure(dir string, files []file) {
	if m == nil {
		return
	}
	var sum int64
	for _, f := range files {
		info, err := os.Stat(within(dir, f.path))
		if f.path == Stdin || err != nil {
			return
		}
		sum += info.Size()
	}
	m.total.Store(sum)
}

// read calls each for every record of one file, or of stdin when path is "-"; see data.ReadFrom and package ledger.
// The end of ctx ends the reading. An error of each is returned as it is; every other one is told from it by KindOf.
func (s Source) read(ctx context.Context, path string, each func(*data.Value, error) error) error {
	name := inputName(path)
	r := s.Stdin
	if path != Stdin {
		f, err := safefile.OpenWaiting(ctx, within(s.Dir, path))
		switch {
		case err != nil && ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			return InputError(path, err)
		}
		defer f.Close()
		r = f
	} else if r == nil {
		return unreadable(name, "INPUT-UNREADABLE", "没有标准输入", "no standard input")
	} else {
		r = safefile.Waiting(ctx, r)
	}
	var stop error
	n := 0
	take := func(d *data.Value, err error) error {
		if stop = ctx.Err(); stop != nil {
			return stop
		}
		n++
		if err != nil {
			err = &inputError{err}
		}
		stop = each(d, err)
		return stop
	}
	var err error
	if ledger.Is(path) {
		err = s.ledger(name, r, take)
	} else {
		err = data.ReadFrom(name, &metered{r, s.Meter}, take)
	}
	switch {
	case stop != nil:
		return stop
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil && finding.Of(err) == nil:
		return InputError(name, err)
	case err != nil:
		return &inputError{err}
	case n == 0:
		return unreadable(name, "DATA-EMPTY", "文件里没有记录", "no record in the file")
	}
	return nil
}

// ledger reads a ledger, which must be in memory whole: its size is stated and its records still come one by one.
func (s Source) ledger(name string, r io.Reader, take func(*data.Value, error) error) error {
	raw, err := io.ReadAll(io.LimitReader(r, ledger.MaxBytes+1))
	if err != nil {
		return err
	}
	o := s.Options
	o.Layout = s.Layout
	o.Form = func(id string) (*model.Form, error) {
		l, err := s.Engine.Layouts().Layout(id)
		if err != nil {
			return nil, err
		}
		return l.Form, nil
	}
	lines := int64(strings.Count(string(raw), "\n")) + 1 // how far a record is: by its line
	var told int64
	return ledger.Read(name, raw, o, func(d *data.Value, err error) error {
		if d != nil {
			at := min(int64(d.Pos.Line), lines) * int64(len(raw)) / lines
			s.Meter.add(max(at-told, 0))
			told = max(at, told)
		}
		return take(d, err)
	})
}

type metered struct {
	r io.Reader
	m *Meter
}

func (m *metered) Read(b []byte) (int, error) {
	n, err := m.r.Read(b)
	m.m.add(int64(n))
	return n, err
}

// inputError marks an error of reading, as against one of a record that was read.
type inputError struct{ err error }

func (e *inputError) Error() string { return e.err.Error() }
func (e *inputError) Unwrap() error { return e.err }

// spoken is an error in both languages.
type spoken struct{ chinese, english string }

func (e *spoken) Error() string   { return e.chinese }
func (e *spoken) English() string { return e.english }

// Input marks err as one of reading what the user named, so that KindOf says Unreadable.
func Input(err error) error { return &inputError{err} }

func inputName(path string) string {
	if path == Stdin {
		return "stdin"
	}
	return path
}

// InputError is the error of a file that the system will not let us read.
func InputError(path string, err error) error {
	var in *inputError
	switch {
	case errors.As(err, &in):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return unreadable(path, "INPUT-UNREADABLE", "没有这个文件", "no such file")
	case errors.Is(err, fs.ErrPermission):
		return unreadable(path, "INPUT-UNREADABLE", "没有读取权限", "permission denied")
	}
	return unreadable(path, "INPUT-UNREADABLE", "读不了："+safefile.Say(err), err.Error())
}

func unreadable(path, code, message, english string) error {
	return &inputError{finding.List{{Code: code, Pos: finding.Pos{File: path}, Message: message, English: english}}.AsData()}
}

// item is one record with its place in the inputs, or what kept it or its input from being read.
type item struct {
	input string
	index int         // from 1; 0: the input as a whole
	data  *data.Value // nil with err
	base  string      // of the output, unless Job.Name says otherwise
	err   error
}

// All is the road of every command that takes records: it calls each for every record of the inputs (files, ledgers,
// patterns, folders) with where it is, or with what kept it or its input (index 0) from being read. Its own errors:
// that of each, of ctx, and what is wrong with the layout asked for.
func (s Source) All(ctx context.Context, inputs []string, each func(input string, index int, d *data.Value, err error) error) error {
	return s.all(ctx, inputs, func(it item) error { return each(it.input, it.index, it.data, it.err) })
}

// all is All one record behind the reader, so that the first knows whether it is the only one.
func (s Source) all(ctx context.Context, inputs []string, each func(item) error) error {
	if err := s.ready(); err != nil {
		return err
	}
	var in *inputError
	list := files(s.Dir, inputs, s.Note)
	s.Meter.measure(s.Dir, list)
	for _, f := range list {
		if f.err != nil {
			if err := each(item{input: f.path, err: f.err}); err != nil {
				return err
			}
			continue
		}
		var held *item
		pass := func(it *item, many bool) error {
			if it == nil {
				return nil
			}
			if many && it.index > 0 {
				it.base = fmt.Sprintf("%s-%03d", it.base, it.index)
			}
			return each(*it)
		}
		name, n := inputName(f.path), 0
		err := s.read(ctx, f.path, func(d *data.Value, err error) error {
			n++
			before := held
			held = &item{input: name, index: n, data: d, base: f.base, err: err}
			return pass(before, true)
		})
		if err != nil && !errors.As(err, &in) {
			return err
		}
		if err2 := pass(held, n > 1 || err != nil); err2 != nil {
			return err2
		}
		if err != nil {
			if err := each(item{input: name, err: err}); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}
