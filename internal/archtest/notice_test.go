package archtest

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestNotice: NOTICE names every module that the program links here, with its version, as cmd/release writes it.
func TestNotice(t *testing.T) {
	root := filepath.Join("..", "..")
	c := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}", "./cmd/gongbiao")
	c.Dir = root
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root, "NOTICE"))
	if err != nil {
		t.Fatal(err)
	}
	list := strings.Split(strings.TrimSpace(string(out)), "\n")
	slices.Sort(list)
	n := 0
	for _, m := range slices.Compact(list) {
		if m == "" {
			continue
		}
		n++
		if !strings.Contains(string(text), "- "+m+". ") {
			t.Errorf("NOTICE does not name %s: cd cmd/release && go run . notice", m)
		}
	}
	if n < 10 {
		t.Errorf("only %d modules found: the test is broken", n)
	}
}
