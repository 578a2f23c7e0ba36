package safefile

import (
	"os"

	"golang.org/x/sys/windows"
)

// identify says what the system knows the file at path by, links followed.
func identify(path string) (fileID, bool) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return fileID{}, false
	}
	h, err := windows.CreateFile(name, 0, windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE|windows.FILE_SHARE_DELETE,
		nil, windows.OPEN_EXISTING,
		windows.FILE_FLAG_BACKUP_SEMANTICS, 0)
	if err != nil {
		return fileID{}, false
	}
	defer windows.CloseHandle(h)
	return idOf(h)
}

// identifyOpen is as identify, of an open file.
func identifyOpen(f *os.File) (fileID, bool) { return idOf(windows.Handle(f.Fd())) }

func idOf(h windows.Handle) (fileID, bool) {
	var info windows.ByHandleFileInformation
	if err := windows.GetFileInformationByHandle(h, &info); err != nil {
		return fileID{}, false
	}
	return fileID{uint64(info.VolumeSerialNumber), uint64(info.FileIndexHigh)<<32 | uint64(info.FileIndexLow)}, true
}
