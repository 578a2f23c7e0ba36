// Package golden is for tests that hold what they make against a file. In: a path and what was made now. Out: a test
// failure that shows where the two part; with -update the file is written instead.
package golden

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Updating says whether the run was asked to write what it compares with.
func Updating() bool { return *update }

// File compares got with a file.
func File(t testing.TB, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (go test -update writes it)", err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s (with -update it is written anew; then read git diff):\n%s", path, difference(string(want), string(got)))
	}
}

// shown is how many lines of each side difference shows.
const shown = 12

// difference shows the lines from the first to the last that differ.
func difference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	n := 0
	for n < min(len(w), len(g)) && w[n] == g[n] {
		n++
	}
	w, g = w[n:], g[n:]
	for len(w) > 0 && len(g) > 0 && w[len(w)-1] == g[len(g)-1] {
		w, g = w[:len(w)-1], g[:len(g)-1]
	}
	var b strings.Builder
	fmt.Fprintf(&b, "from line %d\n", n+1)
	for _, side := range []struct {
		mark  string
		lines []string
	}{{"-", w}, {"+", g}} {
		for i, line := range side.lines {
			if i == shown {
				fmt.Fprintf(&b, "%s and %d more lines\n", side.mark, len(side.lines)-shown)
				break
			}
			fmt.Fprintf(&b, "%s %s\n", side.mark, line)
		}
	}
	return b.String()
}
