package safefile

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// lockFolder holds a hidden file open that others may not open; the system removes it when the handle is closed,
// however that comes.
func lockFolder(dir string, shared bool) (release func(), err error) {
	name, err := windows.UTF16PtrFromString(filepath.Join(dir, tempPrefix+"lock"+tempSuffix))
	if err != nil {
		return nil, err
	}
	share := uint32(0)
	if shared {
		share = windows.FILE_SHARE_READ | windows.FILE_SHARE_DELETE
	}
	h, err := windows.CreateFile(name, windows.GENERIC_READ|windows.DELETE, share, nil, windows.OPEN_ALWAYS,
		windows.FILE_ATTRIBUTE_HIDDEN|windows.FILE_FLAG_DELETE_ON_CLOSE, 0)
	if err != nil {
		if reasonOf(err) == InUse {
			return nil, errBusy
		}
		return nil, err
	}
	return func() { windows.CloseHandle(h) }, nil
}
