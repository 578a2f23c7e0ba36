package safefile

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// nameless opens a file in dir that has no name, or nil where file system or /proc do not help.
func nameless(dir string) *os.File {
	f, err := os.OpenFile(dir, os.O_RDWR|unix.O_TMPFILE, 0o666)
	if err != nil {
		return nil
	}
	if _, err := os.Lstat(procName(f)); err != nil {
		f.Close()
		return nil
	}
	return f
}

func procName(f *os.File) string { return fmt.Sprintf("/proc/self/fd/%d", f.Fd()) }

// link gives the nameless file a name that nothing has yet.
func (t *temp) link(name string) error {
	if err := unix.Linkat(unix.AT_FDCWD, procName(t.f), unix.AT_FDCWD, name, unix.AT_SYMLINK_FOLLOW); err != nil {
		return &os.LinkError{Op: "link", Old: "", New: name, Err: err}
	}
	return nil
}
