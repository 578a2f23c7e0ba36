//go:build !windows && !js

package safefile

import (
	"os"
	"syscall"
)

var reasons = map[Reason][]syscall.Errno{
	Full:     {syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG},
	Denied:   {syscall.EACCES, syscall.EPERM, syscall.EROFS},
	IsFolder: {syscall.EISDIR},
	NotDir:   {syscall.ENOTDIR},
	BadName:  {syscall.ENAMETOOLONG, syscall.EINVAL, syscall.EILSEQ},
	InUse:    {syscall.ETXTBSY, syscall.EBUSY},
	Absent:   {syscall.ENOENT},
	Special:  {syscall.ENXIO, syscall.ENODEV, syscall.EOPNOTSUPP},
}

var said = map[string][]syscall.Errno{
	saidIO:     {syscall.EIO},
	saidExists: {syscall.EEXIST},
	saidFilled: {syscall.ENOTEMPTY},
	saidMany:   {syscall.EMFILE, syscall.ENFILE},
	saidMemory: {syscall.ENOMEM},
	saidDisks:  {syscall.EXDEV},
	saidClosed: {syscall.EPIPE, syscall.ECONNRESET},
	saidNetwork: {syscall.ESTALE, syscall.ETIMEDOUT, syscall.EHOSTDOWN, syscall.EHOSTUNREACH, syscall.ENETDOWN,
		syscall.ENETUNREACH, syscall.ENOTCONN},
	"链接绕来绕去，没有尽头": {syscall.ELOOP},
	"暂时不能用，请稍后再试": {syscall.EAGAIN},
	"被打断":         {syscall.EINTR},
}

func rename(from, to string) error { return os.Rename(from, to) }

// openFlags keeps the opening of a pipe or a terminal from waiting for somebody.
const openFlags = syscall.O_NONBLOCK | syscall.O_NOCTTY
