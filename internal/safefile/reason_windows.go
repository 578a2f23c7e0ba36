package safefile

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/windows"
)

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
	}
	return Other
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
