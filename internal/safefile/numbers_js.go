package safefile

import (
	"os"
	"syscall"
)

// In a browser files are memory: of what a disk may say little can happen, and nobody else is there.

var reasons = map[Reason][]syscall.Errno{
	Full:     {syscall.ENOSPC, syscall.EFBIG},
	Denied:   {syscall.EACCES, syscall.EPERM, syscall.EROFS},
	IsFolder: {syscall.EISDIR},
	NotDir:   {syscall.ENOTDIR},
	BadName:  {syscall.ENAMETOOLONG, syscall.EINVAL},
	InUse:    {syscall.EBUSY},
	Absent:   {syscall.ENOENT},
}

var said = map[string][]syscall.Errno{
	saidIO:     {syscall.EIO},
	saidExists: {syscall.EEXIST},
	saidFilled: {syscall.ENOTEMPTY},
	saidMemory: {syscall.ENOMEM},
}

func rename(from, to string) error { return os.Rename(from, to) }

const openFlags = 0
