package safefile

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// only checks that dir holds exactly the named files: no temporary file is left behind.
func only(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("folder holds %q, want %q", got, want)
	}
}

func content(t *testing.T, path, want string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(b) != want {
		t.Errorf("%s holds %q, want %q", path, b, want)
	}
}

func refused(t *testing.T, err error, reason Reason, says string) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("error %v is no *Error", err)
	}
	if e.Reason != reason || !strings.Contains(e.Error(), says) {
		t.Errorf("got %s: %s; want %s with %q", e.Reason, e, reason, says)
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	p := filepath.Join(dir, "新", "表.pdf")
	for _, step := range []struct {
		data  string
		force bool
		want  Outcome
		fails Reason
		holds string
	}{
		{"一", false, Written, "", "一"},
		{"一", false, Unchanged, "", "一"},
		{"二", false, "", Exists, "一"},
		{"二", true, Written, "", "二"},
		{"三三", false, "", Exists, "二"},
		{"", true, Written, "", ""},
	} {
		got, err := Write(p, []byte(step.data), Options{Force: step.force})
		if step.fails != "" {
			refused(t, err, step.fails, "--force")
		} else if err != nil || got != step.want {
			t.Errorf("%+v: %v, %v", step, got, err)
		}
		content(t, p, step.holds)
		only(t, filepath.Dir(p), "表.pdf")
	}
}

func TestUnchangedIsNotTouched(t *testing.T) {
	p := filepath.Join(t.TempDir(), "a")
	data := bytes.Repeat([]byte("表"), 100_000) // longer than the buffer
	if _, err := Write(p, data, Options{}); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(p, 0o444); err != nil {
		t.Fatal(err)
	}
	before, _ := os.Stat(p)
	if got, err := Write(p, data, Options{Force: true}); err != nil || got != Unchanged {
		t.Fatalf("%v, %v", got, err)
	}
	if after, _ := os.Stat(p); !os.SameFile(before, after) || !after.ModTime().Equal(before.ModTime()) {
		t.Error("an unchanged file was written again")
	}
	data[len(data)-1]++
	_, err := Write(p, data, Options{Force: true})
	refused(t, err, Denied, "权限")
	if strings.Contains(err.Error(), "未动") {
		t.Errorf("said though nobody doubts it: %v", err)
	}
	only(t, filepath.Dir(p), "a")
}

func TestRefusals(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "file"), []byte("x"), 0o666); err != nil {
		t.Fatal(err)
	}
	_, err := Write(dir, nil, Options{Force: true})
	refused(t, err, IsFolder, "文件夹")
	_, err = Write(filepath.Join(dir, "file", "a.pdf"), nil, Options{})
	if runtime.GOOS != "windows" {
		refused(t, err, NotDir, "不是文件夹")
	}
	_, err = Write(filepath.Join(dir, strings.Repeat("长", 300)+".pdf"), nil, Options{})
	refused(t, err, BadName, "文件名")
	only(t, dir, "file")
}

func TestKeepsMode(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes as on Unix")
	}
	p := filepath.Join(t.TempDir(), "real")
	if err := os.WriteFile(p, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(p, []byte("new"), Options{Force: true}); err != nil {
		t.Fatal(err)
	}
	content(t, p, "new")
	if i, _ := os.Stat(p); i.Mode().Perm() != 0o640 {
		t.Errorf("mode became %v", i.Mode())
	}
}

func TestReadOnlyFolder(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("needs a user who is not root")
	}
	dir := t.TempDir()
	p := filepath.Join(dir, "a")
	if _, err := Write(p, []byte("old"), Options{}); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o755)
	_, err := Write(p, []byte("new"), Options{Force: true})
	refused(t, err, Denied, "权限")
	content(t, p, "old")
}

// TestDiskFull writes to a small file system until it is full: yesterday's file stays, nothing is left beside it.
func TestDiskFull(t *testing.T) {
	if runtime.GOOS != "linux" || os.Geteuid() != 0 {
		t.Skip("needs root to mount a tmpfs")
	}
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("mount: %s", out)
	}
	defer exec.Command("umount", dir).Run()
	p := filepath.Join(dir, "a")
	if _, err := Write(p, []byte("old"), Options{}); err != nil {
		t.Fatal(err)
	}
	_, err := Write(p, make([]byte, 1<<20), Options{Force: true})
	refused(t, err, Full, "磁盘已满")
	content(t, p, "old")
	only(t, dir, "a")
	if out, err := exec.Command("mount", "-o", "remount,ro", dir).CombinedOutput(); err != nil {
		t.Skipf("remount: %s", out)
	}
	_, err = Write(p, []byte("new"), Options{Force: true})
	refused(t, err, Denied, "只读")
	content(t, p, "old")
}
