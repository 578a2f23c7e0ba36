package main

import "golang.org/x/sys/windows"

// consoleUTF8 makes a Windows console show Chinese; where there is no console it does nothing.
func consoleUTF8() {
	const utf8 = 65001
	_ = windows.SetConsoleOutputCP(utf8)
}
