package judgetest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadme runs the README's render command as it stands there, in a fresh clone, twice: it works the second time
// too, with the same bytes, and leaves nothing git would notice.
func TestReadme(t *testing.T) {
	t.Parallel()
	shared(t)
	if o := run(t, root, nil, "git", "rev-parse", "--show-toplevel"); o.code != 0 {
		t.Skip("not a git working copy")
	}
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var command []string
	for line := range strings.Lines(string(readme)) {
		if f := strings.Fields(line); len(f) > 3 && f[0] == "go" && f[1] == "run" && f[2] == "./cmd/gongbiao" && f[3] == "render" {
			command = f
			break
		}
	}
	if command == nil {
		t.Fatal("README.md does not show the render command")
	}
	from, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	clone := filepath.Join(t.TempDir(), "gongbiao")
	passes(t, "git", "clone", "-q", "--depth=1", "file://"+filepath.ToSlash(from), clone)
	var first map[string]string
	for i := range 2 {
		o := run(t, clone, []string{"GONGBIAO_SHARED=", "GONGBIAO_JUDGES="}, command[0], command[1:]...)
		if o.code != 0 {
			t.Fatalf("run %d: exit %d\n%s%s", i+1, o.code, o.stdout, o.stderr)
		}
		got := files(t, filepath.Join(clone, "out"))
		if len(got) != 6 {
			t.Fatalf("run %d made %d files, want a PDF and an XLSX of each of three forms", i+1, len(got))
		}
		if i == 0 {
			first = got
			if err := os.RemoveAll(filepath.Join(clone, "out")); err != nil { // the second run makes all again
				t.Fatal(err)
			}
			continue
		}
		for name, data := range got {
			if data != first[name] {
				t.Errorf("%s: two runs, other bytes", name)
			}
		}
	}
	if o := run(t, clone, nil, command[0], command[1:]...); o.code != 0 {
		t.Errorf("over existing files: exit %d\n%s%s", o.code, o.stdout, o.stderr)
	}
	if o := run(t, clone, nil, "git", "status", "--porcelain"); o.stdout != "" {
		t.Errorf("the command leaves %s", o.stdout)
	}
}

func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]string{}
	for _, e := range entries {
		b, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		m[e.Name()] = string(b)
	}
	return m
}
