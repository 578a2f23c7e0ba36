//go:build unix

package main

import (
	"bytes"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/internal/racing"
)

// A batch killed at any moment, and then resumed, leaves the folder an undisturbed run leaves, byte for byte; every
// file that has its name is whole at every moment. Twenty moments with GONGBIAO_FULL, five otherwise.
func TestKilled(t *testing.T) {
	racing.Apart(t)
	moments := 5
	if os.Getenv("GONGBIAO_FULL") != "" {
		moments = 20
	}
	const records = 40
	dir := t.TempDir()
	input := filepath.Join(dir, "forms.jsonl")
	if out, err := exec.Command("gongbiao", "sample", "-t", "self-evaluation/shanghai", "--count", strconv.Itoa(records), "--seed", "5", "-o", input).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	broken, err := os.ReadFile(input)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(broken), "\n")
	lines[7] = strings.Replace(lines[7], "项目名称", "项目名", 1)
	if err := os.WriteFile(input, []byte(strings.Join(lines, "")), 0o666); err != nil {
		t.Fatal(err)
	}
	args := func(out string, more ...string) []string {
		return append([]string{"render", input, "--name", "{主管部门}/{实施单位}-{项目名称}", "-o", out}, more...)
	}
	want := filepath.Join(dir, "want")
	start := time.Now()
	ran(t, 4, args(want)...)
	took := time.Since(start)
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	killed := 0
	for i := range moments {
		out := filepath.Join(dir, "out"+strconv.Itoa(i))
		after := time.Duration(r.Int64N(int64(took)))
		t.Logf("killed after %v of %v", after, took)
		for range 1 + i%3 { // once, or again and again
			c := exec.Command("gongbiao", args(out, "--resume")...)
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			done := make(chan error, 1)
			go func() { done <- c.Wait() }()
			began := time.Now()
			select {
			case <-time.After(after):
				if c.Process.Signal(syscall.SIGKILL) == nil {
					killed++
				}
				<-done
			case <-done: // the machine has more time now than when the first was made
				took = min(took, time.Since(began))
			}
			whole(t, out)
		}
		ran(t, 4, args(out, "--resume")...)
		same(t, want, out)
	}
	if killed == 0 {
		t.Error("none was killed in time")
	}
}

// ran runs the program to its end and wants an exit code.
func ran(t *testing.T, code int, args ...string) {
	t.Helper()
	c := exec.Command("gongbiao", args...)
	out, _ := c.CombinedOutput()
	if c.ProcessState.ExitCode() != code {
		t.Fatalf("gongbiao %s: exit %d, want %d\n%s", strings.Join(args, " "), c.ProcessState.ExitCode(), code, out)
	}
}

// whole wants every file with a name of its own to be whole.
func whole(t *testing.T, dir string) {
	t.Helper()
	for name, data := range tree(t, dir) {
		switch filepath.Ext(name) {
		case ".pdf":
			if !bytes.HasSuffix(bytes.TrimSpace([]byte(data)), []byte("%%EOF")) {
				t.Errorf("%s is not whole", name)
			}
		case ".xlsx":
			if !strings.HasPrefix(data, "PK\x03\x04") || !strings.Contains(data[max(len(data)-30, 0):], "PK\x05\x06") {
				t.Errorf("%s is not whole", name)
			}
		}
	}
}

func same(t *testing.T, want, got string) {
	t.Helper()
	w, g := tree(t, want), tree(t, got)
	for name := range g {
		if _, ok := w[name]; !ok {
			t.Errorf("%s is left over", name)
		}
	}
	for name, data := range w {
		if g[name] != data {
			t.Errorf("%s differs or is missing", name)
		}
	}
}

// tree is every file below dir.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if os.IsNotExist(err) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		out[rel] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
