package safefile

import (
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/windows"
)

var reasons = map[Reason][]syscall.Errno{
	InUse:   {windows.ERROR_SHARING_VIOLATION, windows.ERROR_LOCK_VIOLATION, windows.ERROR_USER_MAPPED_FILE},
	Full:    {windows.ERROR_DISK_FULL, windows.ERROR_HANDLE_DISK_FULL, windows.ERROR_DISK_QUOTA_EXCEEDED},
	Denied:  {windows.ERROR_ACCESS_DENIED, windows.ERROR_WRITE_PROTECT},
	NotDir:  {windows.ERROR_DIRECTORY},
	BadName: {windows.ERROR_INVALID_NAME, windows.ERROR_FILENAME_EXCED_RANGE, windows.ERROR_BAD_PATHNAME},
	Absent:  {windows.ERROR_FILE_NOT_FOUND, windows.ERROR_PATH_NOT_FOUND, windows.ERROR_INVALID_DRIVE},
}

var said = map[string][]syscall.Errno{
	saidIO: {windows.ERROR_CRC, windows.ERROR_IO_DEVICE, windows.ERROR_SEEK, windows.ERROR_READ_FAULT,
		windows.ERROR_WRITE_FAULT, windows.ERROR_FILE_CORRUPT, windows.ERROR_DISK_CORRUPT},
	saidExists: {windows.ERROR_ALREADY_EXISTS, windows.ERROR_FILE_EXISTS},
	saidFilled: {windows.ERROR_DIR_NOT_EMPTY},
	saidMany:   {windows.ERROR_TOO_MANY_OPEN_FILES},
	saidMemory: {windows.ERROR_NOT_ENOUGH_MEMORY, windows.ERROR_OUTOFMEMORY},
	saidDisks:  {windows.ERROR_NOT_SAME_DEVICE},
	saidClosed: {windows.ERROR_BROKEN_PIPE, windows.ERROR_NO_DATA},
	saidNetwork: {windows.ERROR_BAD_NETPATH, windows.ERROR_BAD_NET_NAME, windows.ERROR_NETNAME_DELETED,
		windows.ERROR_UNEXP_NET_ERR, windows.ERROR_NETWORK_UNREACHABLE, windows.ERROR_REM_NOT_LIST,
		windows.ERROR_NETWORK_BUSY, windows.ERROR_SEM_TIMEOUT, windows.ERROR_NO_NET_OR_BAD_PATH},
	"盘没有放好，或读不到": {windows.ERROR_NOT_READY},
}

// rename tries again for a moment: virus scanners and indexers hold a fresh file for some milliseconds. A target that
// another program holds open fails with "access denied"; asking for it by name tells that from a real lack of rights.
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
