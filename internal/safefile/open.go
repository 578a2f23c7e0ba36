package safefile

import (
	"io/fs"
	"os"
)

// NotRegular is what stands where a file is wanted: its mode.
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

// Open opens a file to read and refuses everything else by NotRegular, never waiting: a pipe would wait for a writer, whom nobody
// may have sent. A link is followed. The error is an *fs.PathError, to be said by Say.
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
