//go:build !windows

package safefile

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// number is the error number of the system's in err, nil if there is none.
func number(err error) error {
	var no syscall.Errno
	if !errors.As(err, &no) {
		return nil
	}
	return no
}

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
	case syscall.ENOENT:
		return Absent
	case syscall.ENXIO, syscall.ENODEV, syscall.EOPNOTSUPP:
		return Special
	}
	return Other
}

// wordsOf says what a number of the system's means, where no Reason does.
func wordsOf(err error) string {
	var no syscall.Errno
	if !errors.As(err, &no) {
		return ""
	}
	switch no {
	case syscall.EIO:
		return "磁盘或网络盘读写出错"
	case syscall.EEXIST:
		return "已有同名的文件或文件夹"
	case syscall.ENOTEMPTY:
		return "文件夹不是空的"
	case syscall.ELOOP:
		return "链接绕来绕去，没有尽头"
	case syscall.EMFILE, syscall.ENFILE:
		return "打开的文件太多"
	case syscall.ENOMEM:
		return "内存不够"
	case syscall.EXDEV:
		return "两处不在同一个磁盘"
	case syscall.EPIPE, syscall.ECONNRESET:
		return "接收的一方已经关闭"
	case syscall.EAGAIN:
		return "暂时不能用，请稍后再试"
	case syscall.ESTALE, syscall.ETIMEDOUT, syscall.EHOSTDOWN, syscall.EHOSTUNREACH, syscall.ENETDOWN, syscall.ENETUNREACH, syscall.ENOTCONN:
		return "网络盘连不上，或已断开"
	case syscall.EINTR:
		return "被打断"
	}
	return fmt.Sprintf("系统错误 %d", int(no))
}

func rename(from, to string) error { return os.Rename(from, to) }

// openFlags keeps the opening of a pipe or a terminal from waiting for somebody.
const openFlags = syscall.O_NONBLOCK | syscall.O_NOCTTY
