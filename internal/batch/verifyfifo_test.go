//go:build unix

package batch

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A pipe in the place of a file, of the list of failures or of the manifest is refused; nobody waits for a writer.
func TestVerifyPipes(t *testing.T) {
	for what, want := range map[string]string{"in-001.xlsx": "special in-001.xlsx", FailuresName: "special " + FailuresName, ManifestName: "error "} {
		dir := delivered(t, "甲", "?")
		path := filepath.Join(dir, what)
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Mkfifo(path, 0o666); err != nil {
			t.Skip(err)
		}
		if got := quickly(t, func() string { return verified(t, dir) }); !strings.Contains(got, want) {
			t.Errorf("%s: %s", what, got)
		}
	}
}
