package publish

import "path/filepath"

// LogPath is the log of the site in a folder: beside it.
func LogPath(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil { // "." has a name too
		dir = abs
	}
	return filepath.Clean(dir) + ".公开记录.log"
}
