//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package safefile

import (
	"errors"
	"os"
	"syscall"
)

// lockFolder locks the folder itself: no file is needed for it.
func lockFolder(dir string, shared bool) (release func(), err error) {
	f, err := os.Open(dir)
	switch {
	case err == nil:
	case reasonOf(err) == Denied: // one may write into a folder and not read it
		return func() {}, nil
	case reasonOf(err) == Absent:
		return nil, again(dir)
	default:
		return nil, err
	}
	how := syscall.LOCK_EX
	if shared {
		how = syscall.LOCK_SH
	}
	for {
		err = syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if errors.Is(err, syscall.EWOULDBLOCK) {
		f.Close()
		return nil, errBusy
	}
	// Any other error: a file system, such as some network disks, that has no locks.
	mine, err := f.Stat()
	if now, e := os.Stat(dir); err == nil && (e != nil || !os.SameFile(mine, now)) {
		f.Close()
		return nil, again(dir)
	}
	return func() { f.Close() }, nil
}

// again makes the folder that the run before has taken away, empty.
func again(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	return errBusy
}
