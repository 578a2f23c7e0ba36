//go:build !windows

package safefile

import (
	"os"
	"syscall"
)

// identify says what the system knows the file at path by, links followed.
func identify(path string) (fileID, bool) {
	info, err := os.Stat(path)
	if err != nil {
		return fileID{}, false
	}
	return idOf(info)
}

// identifyOpen is as identify, of an open file.
func identifyOpen(f *os.File) (fileID, bool) {
	info, err := f.Stat()
	if err != nil {
		return fileID{}, false
	}
	return idOf(info)
}

func idOf(info os.FileInfo) (fileID, bool) {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return fileID{}, false
	}
	return fileID{uint64(s.Dev), uint64(s.Ino)}, true
}
