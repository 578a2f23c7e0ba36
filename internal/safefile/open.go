package safefile

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// NotRegular is the mode of what was found where a file is wanted.
type NotRegular fs.FileMode

func (m NotRegular) Error() string {
	switch mode := fs.FileMode(m); {
	case mode.IsDir():
		return "这是文件夹，不是文件"
	case mode&fs.ModeNamedPipe != 0:
		return "这是管道（FIFO），不是文件"
	case mode&fs.ModeSocket != 0:
		return "这是套接字，不是文件"
	case mode&fs.ModeDevice != 0:
		return "这是设备，不是文件"
	case mode&fs.ModeSymlink != 0:
		return "这是链接，不是文件"
	}
	return "这不是普通的文件"
}

// Open opens a file to read and refuses everything else by NotRegular, never waiting: a pipe would wait for a writer,
// whom nobody may have sent. A link is followed. The error is an *fs.PathError, to be said by Say.
func Open(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "open", Path: path, Err: NotRegular(info.Mode())}
	}
	f, err := os.OpenFile(path, os.O_RDONLY|openFlags, 0)
	if err != nil {
		return nil, err
	}
	if info, err = f.Stat(); err == nil && !info.Mode().IsRegular() { // it was changed in between
		err = &fs.PathError{Op: "open", Path: path, Err: NotRegular(info.Mode())}
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// OpenWaiting opens what a user has named to be read: a file, or a pipe or device, whose opening and reading end with
// ctx. Folders are refused as by Open.
func OpenWaiting(ctx context.Context, path string) (io.ReadCloser, error) {
	info, err := os.Stat(path)
	if err != nil || info.Mode().IsRegular() || info.IsDir() {
		return Open(path)
	}
	type opened struct {
		f   *os.File
		err error
	}
	done := make(chan opened, 1)
	go func() { // a pipe is not open before somebody writes to it
		f, err := os.Open(path)
		done <- opened{f, err}
	}()
	select {
	case o := <-done:
		if o.err != nil {
			return nil, o.err
		}
		return &pipe{Waiting(ctx, o.f), o.f}, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

type pipe struct {
	io.Reader
	io.Closer
}

// Waiting is a reader that gives up when ctx ends, even while nobody writes or types.
func Waiting(ctx context.Context, r io.Reader) io.Reader { return &waiting{ctx, r} }

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

// FS is the files of a folder, as os.DirFS, but what is neither a file nor a folder is refused as by Open.
func FS(dir string) fs.FS { return folderFS(dir) }

type folderFS string

func (d folderFS) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	path := filepath.Join(string(d), filepath.FromSlash(name))
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return os.Open(path)
	}
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	return f, nil
}
