package archtest

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/racing"
)

// TestOutside: a module outside the repository compiles and runs the Examples of every promised package, with nothing
// but the public packages. It needs the modules of go.sum on this machine and no network.
func TestOutside(t *testing.T) {
	racing.Costly(t)
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string, data []byte) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("go.sum", sum)
	write("go.mod", []byte("module example.org/outside\n\ngo 1.26\n\nrequire "+module+" v0.0.0\n\nreplace "+module+" => "+root+"\n"))
	want := 0
	for _, p := range promised {
		files, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(p), "example*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(text), module+"/internal/") {
				t.Errorf("%s: an Example that uses what is internal is none for people outside", file)
			}
			want += bytes.Count(text, []byte("\n\t// Output:"))
			write(filepath.Join(filepath.FromSlash(p), filepath.Base(file)), text)
		}
	}
	c := exec.Command("go", "test", "-count=1", "-v", "-run", "^Example", "./...")
	c.Dir = dir
	c.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off", "GONOSUMDB=*", "GONOSUMCHECK=1", "GOTOOLCHAIN=local")
	out, err := c.CombinedOutput()
	if err != nil && bytes.Contains(out, []byte("module lookup disabled by GOPROXY=off")) && os.Getenv("GONGBIAO_JUDGES") != "required" {
		t.Skipf("a module is not on this machine:\n%s", out)
	}
	if ran := bytes.Count(out, []byte("--- PASS: Example")); err != nil || ran != want || want < 10 {
		t.Errorf("%d of %d Examples pass: %v\n%s", ran, want, err, out)
	}
}
