//go:build !windows

package main

import (
	"os/exec"
	"runtime"
)

// browse opens a page in the browser; where there is none the address is on the screen.
func browse(url string) {
	open := "xdg-open"
	if runtime.GOOS == "darwin" {
		open = "open"
	}
	c := exec.Command(open, url)
	if c.Start() == nil {
		go func() { _ = c.Wait() }()
	}
}

// clicked says whether the program was started by a double click, which only Windows tells.
func clicked() bool { return false }
