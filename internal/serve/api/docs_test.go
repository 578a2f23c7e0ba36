package api

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The examples of docs/api.md do what they are there for: each is run, in its order, against the handler.
func TestDocs(t *testing.T) {
	run(t, "curl", "--version")
	text, err := os.ReadFile("../../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(served)
	defer s.Close()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "表.json"), example(t, "seed-1.json"), 0o666); err != nil {
		t.Fatal(err)
	}
	n := 0
	for i, block := range strings.Split(string(text), "```") {
		code, ok := strings.CutPrefix(block, "sh\n")
		if i%2 == 0 || !ok {
			continue
		}
		for line := range strings.Lines(code) {
			c := exec.Command("sh", "-c", strings.ReplaceAll(line, "http://127.0.0.1:8080", s.URL))
			c.Dir = dir
			if out, err := c.CombinedOutput(); err != nil {
				t.Errorf("%s%v %.300s", line, err, out)
			}
			n++
		}
	}
	if n < 8 {
		t.Errorf("only %d examples", n)
	}
	for name, begins := range map[string]string{"表.pdf": "%PDF", "表.zip": "PK", "表.xlsx": "PK", "空表.json": "{", "样例.json": "{"} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !strings.HasPrefix(string(b), begins) {
			t.Errorf("%s: %v %.10q", name, err, b)
		}
	}
}
