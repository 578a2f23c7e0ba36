package safefile

import (
	"errors"
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/windows"
)

// number is the error number of the system's in err, nil if there is none.
func number(err error) error {
	var no windows.Errno
	if !errors.As(err, &no) {
		return nil
	}
	return no
}

func reasonOf(err error) Reason {
	var no windows.Errno
	if !errors.As(err, &no) {
		return Other
	}
	switch no {
	case windows.ERROR_SHARING_VIOLATION, windows.ERROR_LOCK_VIOLATION, windows.ERROR_USER_MAPPED_FILE:
		return InUse
	case windows.ERROR_DISK_FULL, windows.ERROR_HANDLE_DISK_FULL, windows.ERROR_DISK_QUOTA_EXCEEDED:
		return Full
	case windows.ERROR_ACCESS_DENIED, windows.ERROR_WRITE_PROTECT:
		return Denied
	case windows.ERROR_DIRECTORY:
		return NotDir
	case windows.ERROR_INVALID_NAME, windows.ERROR_FILENAME_EXCED_RANGE, windows.ERROR_BAD_PATHNAME:
		return BadName
	case windows.ERROR_FILE_NOT_FOUND, windows.ERROR_PATH_NOT_FOUND, windows.ERROR_INVALID_DRIVE:
		return Absent
	}
	return Other
}

// wordsOf says what a number of the system's means, where no Reason does.
func wordsOf(err error) string {
	var no windows.Errno
	if !errors.As(err, &no) {
		return ""
	}
	switch no {
	case windows.ERROR_CRC, windows.ERROR_IO_DEVICE, windows.ERROR_SEEK, windows.ERROR_READ_FAULT, windows.ERROR_WRITE_FAULT, windows.ERROR_FILE_CORRUPT, windows.ERROR_DISK_CORRUPT:
		return "磁盘或网络盘读写出错"
	case windows.ERROR_ALREADY_EXISTS, windows.ERROR_FILE_EXISTS:
		return "已有同名的文件或文件夹"
	case windows.ERROR_DIR_NOT_EMPTY:
		return "文件夹不是空的"
	case windows.ERROR_TOO_MANY_OPEN_FILES:
		return "打开的文件太多"
	case windows.ERROR_NOT_ENOUGH_MEMORY, windows.ERROR_OUTOFMEMORY:
		return "内存不够"
	case windows.ERROR_NOT_SAME_DEVICE:
		return "两处不在同一个磁盘"
	case windows.ERROR_BROKEN_PIPE, windows.ERROR_NO_DATA:
		return "接收的一方已经关闭"
	case windows.ERROR_NOT_READY:
		return "盘没有放好，或读不到"
	case windows.ERROR_BAD_NETPATH, windows.ERROR_BAD_NET_NAME, windows.ERROR_NETNAME_DELETED, windows.ERROR_UNEXP_NET_ERR, windows.ERROR_NETWORK_UNREACHABLE,
		windows.ERROR_REM_NOT_LIST, windows.ERROR_NETWORK_BUSY, windows.ERROR_SEM_TIMEOUT, windows.ERROR_NO_NET_OR_BAD_PATH:
		return "网络盘连不上，或已断开"
	}
	return fmt.Sprintf("系统错误 %d", uint32(no))
}

// rename tries again for a moment: virus scanners and indexers hold a fresh file for some milliseconds. A target that another
// program holds open fails with "access denied"; asking for it by name tells that from a real lack of rights.
func rename(from, to string) error {
	var err error
	for wait := 5 * time.Millisecond; wait < 200*time.Millisecond; wait *= 2 {
		if err = os.Rename(from, to); err == nil {
			return nil
		}
		if r := reasonOf(err); r != InUse && r != Denied {
			return err
		}
		time.Sleep(wait)
	}
	if f, open := os.OpenFile(to, os.O_RDWR, 0); open == nil {
		f.Close()
	} else if reasonOf(open) == InUse {
		return open
	}
	return err
}

// openFlags has nothing to keep from waiting: named pipes of Windows lie in no folder.
const openFlags = 0
