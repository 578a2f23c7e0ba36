package batch

import (
	"os"
	"path/filepath"
	"strings"
)

// Expand replaces patterns such as 2022/*.json by the files they match, in order, because the Windows command line leaves that to the
// program. What names a file, matches nothing or is no pattern stays as it is.
func Expand(paths []string) []string {
	var out []string
	for _, p := range paths {
		if !strings.ContainsAny(p, "*?[") {
			out = append(out, p)
			continue
		}
		if _, err := os.Lstat(p); err == nil {
			out = append(out, p)
			continue
		}
		if found, err := filepath.Glob(p); err == nil && len(found) > 0 {
			out = append(out, found...)
		} else {
			out = append(out, p)
		}
	}
	return out
}
