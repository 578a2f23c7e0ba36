package doctor

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// system is the version of Windows, and what the program needs if that is less.
func system() (name, old string) {
	v := windows.RtlGetVersion()
	if v.MajorVersion < 10 {
		old = "Windows 10"
	}
	return fmt.Sprintf("Windows %d.%d.%d", v.MajorVersion, v.MinorVersion, v.BuildNumber), old
}

// codePage is that of the console, which the program itself has set to UTF-8, and that of the system.
func codePage(func(string) string) (name string, utf8 bool) {
	console, err := windows.GetConsoleOutputCP()
	if err != nil {
		console = 65001 // no console: nothing is shown garbled
	}
	return fmt.Sprintf("%d（ANSI %d）", console, windows.GetACP()), console == 65001
}
