//go:build !windows

package safefile

import (
	"errors"
	"os"
	"syscall"
)

func reasonOf(err error) Reason {
	var no syscall.Errno
	if !errors.As(err, &no) {
		return Other
	}
	switch no {
	case syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG:
		return Full
	case syscall.EACCES, syscall.EPERM, syscall.EROFS:
		return Denied
	case syscall.EISDIR:
		return IsFolder
	case syscall.ENOTDIR:
		return NotDir
	case syscall.ENAMETOOLONG, syscall.EINVAL, syscall.EILSEQ:
		return BadName
	case syscall.ETXTBSY, syscall.EBUSY:
		return InUse
	}
	return Other
}

func rename(from, to string) error { return os.Rename(from, to) }
