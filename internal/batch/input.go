package batch

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Stdin is the path that stands for standard input.
const Stdin = "-"

// inputError marks an error of reading, as against one of a record that was read.
type inputError struct{ err error }

func (e *inputError) Error() string { return e.err.Error() }
func (e *inputError) Unwrap() error { return e.err }

// Input marks err as one of reading what the user named, so that KindOf says Unreadable.
func Input(err error) error { return &inputError{err} }

func inputName(path string) string {
	if path == Stdin {
		return "stdin"
	}
	return path
}

// Read calls each for every record of a file, or of stdin when path is "-"; see model.ReadFrom. The end of ctx ends the reading. An
// error of each is returned as it is; every other one is told from it by KindOf.
func Read(ctx context.Context, path string, stdin io.Reader, each func(*model.Data, error) error) error {
	name := inputName(path)
	r := stdin
	if path != Stdin {
		f, err := open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		r = f
	} else if r == nil {
		return unreadable(name, "INPUT-UNREADABLE", "没有标准输入", "no standard input")
	} else {
		r = &waiting{ctx: ctx, r: stdin}
	}
	var stop error
	n := 0
	err := model.ReadFrom(name, r, func(d *model.Data, err error) error {
		if stop = ctx.Err(); stop != nil {
			return stop
		}
		n++
		if err != nil {
			err = &inputError{err}
		}
		stop = each(d, err)
		return stop
	})
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

// open opens a file to read; its errors are findings a clerk can act on.
func open(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err == nil {
		info, e := f.Stat()
		if e == nil && !info.IsDir() {
			return f, nil
		}
		f.Close()
		if err = e; e == nil {
			return nil, unreadable(path, "INPUT-UNREADABLE", "这是文件夹，不是文件", "it is a folder")
		}
	}
	return nil, InputError(path, err)
}

// InputError is the error of a file that the system will not let us read.
func InputError(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return unreadable(path, "INPUT-UNREADABLE", "没有这个文件", "no such file")
	case errors.Is(err, fs.ErrPermission):
		return unreadable(path, "INPUT-UNREADABLE", "没有读取权限", "permission denied")
	}
	return unreadable(path, "INPUT-UNREADABLE", "读不了："+err.Error(), err.Error())
}

func unreadable(path, code, message, english string) error {
	return &inputError{finding.List{{Code: code, Pos: finding.Pos{File: path}, Message: message, English: english}}.AsData()}
}

// waiting is a reader that gives up when ctx ends, even while nobody types.
type waiting struct {
	ctx context.Context
	r   io.Reader
}

func (w *waiting) Read(b []byte) (int, error) {
	type result struct {
		n   int
		err error
	}
	own := make([]byte, len(b)) // an abandoned read must not write into b
	done := make(chan result, 1)
	go func() {
		n, err := w.r.Read(own)
		done <- result{n, err}
	}()
	select {
	case r := <-done:
		return copy(b, own[:r.n]), r.err
	case <-w.ctx.Done():
		return 0, w.ctx.Err()
	}
}
