package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/gongbiao/gongbiao/internal/racing"
)

// What the program of a release has packed comes out as it went in: every character of every encoding, the order of
// every Chinese character, the files that ship.
func TestSame(t *testing.T) {
	racing.Costly(t)
	t.Chdir(filepath.Join("..", ".."))
	dir := t.TempDir()
	overlay, err := lean(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	var said [2]string
	for i, flags := range [][]string{nil, {"-overlay", overlay}} {
		c := exec.Command("go", append(append([]string{"run"}, flags...), "./cmd/onefile/testdata/same")...)
		c.Stderr = os.Stderr
		out, err := c.Output()
		if err != nil {
			t.Fatal(err)
		}
		said[i] = string(out)
	}
	if said[0] != said[1] || len(said[0]) < 5000 {
		t.Errorf("as it is:\n%s\nof a release:\n%s", said[0], said[1])
	}
}
