//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// Folders and files that may not be written or read: exit 5 or 3, said in Chinese with the path, and nothing half
// made anywhere. As root the program runs as nobody.
func TestReadOnly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, d := range []string{filepath.Dir(dir), dir} { // nobody must get here
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	program, err := exec.LookPath("gongbiao")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(dir, "gongbiao")
	for name, x := range map[string]struct {
		text string
		mode os.FileMode
	}{"gongbiao": {string(data), 0o755}, "a.json": {good, 0o644}, "secret.json": {good, 0}, "ro/a.pdf": {"old", 0o444}, "rw/a.pdf": {"old", 0o444}, "locked/a.json": {good, 0o644}} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(x.text), x.mode); err != nil {
			t.Fatal(err)
		}
	}
	for name, mode := range map[string]os.FileMode{"ro": 0o555, "rw": 0o777, "tmp": 0o777, "locked": 0} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	defer os.Chmod(filepath.Join(dir, "ro"), 0o755)
	defer os.Chmod(filepath.Join(dir, "locked"), 0o755)
	start := func(tmp string, args ...string) *exec.Cmd {
		c := exec.Command(bin, args...)
		c.Dir, c.Env = dir, append(os.Environ(), "TMPDIR="+filepath.Join(dir, tmp), "HOME="+dir)
		if os.Geteuid() == 0 {
			c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		return c
	}
	if out, err := start("tmp", "version").CombinedOutput(); err != nil {
		t.Skipf("cannot run as nobody: %v %s", err, out)
	}
	before := tree(t, filepath.Join(dir, "ro"))
	latin := regexp.MustCompile(`denied|permission|no such|read-only`)
	for _, c := range []struct {
		tmp, args string
		code      int
		says      string
	}{
		{"tmp", "render a.json -f xlsx -o ro", 5, "ro/a.xlsx 写不了：没有写入权限"},
		{"tmp", "render a.json -f pdf -o ro --force", 5, "ro/a.pdf 写不了：没有写入权限"},
		{"tmp", "render a.json -f pdf -o ro --manifest --force", 5, "没有写入权限"},
		{"tmp", "render a.json -f pdf -o rw --force", 5, "rw/a.pdf 写不了：没有写入权限"},
		{"tmp", "render a.json -f pdf -o ro/new", 5, "ro/new 写不了：没有写入权限"},
		{"tmp", "render a.json -o ro/x.pdf", 5, "ro/x.pdf 写不了：没有写入权限"},
		{"tmp", "check a.json -o ro/x.xlsx", 5, "ro/x.xlsx 写不了：没有写入权限"},
		{"tmp", "book a.json -o ro/x.pdf", 5, "ro/x.pdf 写不了：没有写入权限"},
		{"ro", "book a.json -o rw/x.pdf", 5, "临时文件"},
		{"tmp", "sample -t self-evaluation/shanghai -o ro/x.jsonl", 5, "ro/x.jsonl 写不了：没有写入权限"},
		{"tmp", "fonts export ro", 5, "写不了：没有写入权限"},
		{"tmp", "form new -t self-evaluation/shanghai -o ro/x.xlsx", 5, "ro/x.xlsx 写不了：没有写入权限"},
		{"tmp", "render secret.json -o rw", 3, "没有读取权限"},
		{"tmp", "check a.json --rules secret.json", 3, "没有读取权限"},
		{"tmp", "render locked -o rw", 3, "没有读取权限"},
		{"tmp", "render a.json --templates locked -t f/x -o rw", 3, "locked"},
		{"tmp", "fonts list --font-dir locked", 3, "没有读取这个字体文件夹的权限"},
		{"tmp", "verify locked", 3, "没有读取权限"},
		{"tmp", "form collect secret.json -o rw", 3, "没有"},
		{"tmp", "form collect locked -o rw", 3, "没有读取权限"},
	} {
		cmd := start(c.tmp, strings.Fields(c.args)...)
		out, _ := cmd.CombinedOutput()
		if code := cmd.ProcessState.ExitCode(); code != c.code || !strings.Contains(string(out), c.says) || latin.Match(out) {
			t.Errorf("%s: exit %d, want %d; says\n%s\nwant %s", c.args, code, c.code, out, c.says)
		}
	}
	if after := tree(t, filepath.Join(dir, "ro")); len(after) != len(before) || after["a.pdf"] != "old" {
		t.Errorf("in the read-only folder: %v", after)
	}
	if after := tree(t, filepath.Join(dir, "rw")); len(after) != 1 || after["a.pdf"] != "old" {
		t.Errorf("in the folder with the read-only file: %d files", len(after))
	}
}
