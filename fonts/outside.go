//go:build onefile

package fonts

import (
	"os"
	"unsafe"
)

// shipped is the content of a file of faces/, or empty if this file of the page has it not. In 公表.html the faces stand
// behind the engine, so that it starts before they have been read: opening one waits until it is there.
func shipped(file string) string {
	path := "/faces/" + file
	b, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	if file != cutFile {
		_ = os.Remove(path) // it is in memory twice, and asked for once
	}
	return unsafe.String(unsafe.SliceData(b), len(b)) // nobody else has it, and it is large
}
