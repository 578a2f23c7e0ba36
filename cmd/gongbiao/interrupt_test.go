//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// Ctrl-C in the middle of a batch: exit 130 soon, every file that is there is whole, none is left half made, and the
// manifest says so.
func TestInterrupt(t *testing.T) {
	dir := t.TempDir()
	var b strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&b, `{"form": "self-evaluation/shanghai", "年度": "2022", "项目名称": "项目%d"}`+"\n", i)
	}
	input, out := filepath.Join(dir, "many.jsonl"), filepath.Join(dir, "out")
	if err := os.WriteFile(input, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	stderr := interrupted(t, exec.Command("gongbiao", "render", input, "-f", "pdf", "-o", out), func() bool {
		_, err := os.Stat(filepath.Join(out, "many-010.pdf"))
		return err == nil
	})
	if !strings.Contains(stderr, "已中断") {
		t.Errorf("stderr: %s", stderr)
	}
	if v, err := exec.Command("gongbiao", "verify", out).CombinedOutput(); !strings.Contains(string(v), "清单没有写完") || strings.Contains(string(v), "缺") || strings.Contains(string(v), "多出") {
		t.Errorf("verify: %s, %v", v, err)
	}
	entries, err := os.ReadDir(out)
	if err != nil || len(entries) < 10 || len(entries) >= 20_000 {
		t.Fatalf("%d files, %v", len(entries), err)
	}
	for _, e := range entries {
		if e.Name() == "manifest.jsonl" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(out, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(e.Name(), ".pdf") || !bytes.HasSuffix(bytes.TrimSpace(data), []byte("%%EOF")) {
			t.Errorf("%s is not a whole PDF", e.Name())
		}
	}
}

// Ctrl-C while the program waits for someone to type.
func TestInterruptStdin(t *testing.T) {
	c := exec.Command("gongbiao", "render", "-", "-o", t.TempDir())
	in, err := c.StdinPipe() // stays open
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var read atomic.Bool // more than a pipe holds: the program reads
	go func() {
		if _, err := in.Write(bytes.Repeat([]byte(" "), 1<<20)); err == nil {
			read.Store(true)
		}
	}()
	interrupted(t, c, read.Load)
}

// interrupted starts c, sends SIGINT when ready, wants exit code 130 and returns stderr.
func interrupted(t *testing.T, c *exec.Cmd, ready func() bool) string {
	t.Helper()
	var stderr bytes.Buffer
	c.Stderr = &stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- c.Wait() }()
	for deadline := time.Now().Add(30 * time.Second); !ready(); {
		select {
		case err := <-done:
			t.Fatalf("ended by itself: %v\n%s", err, stderr.String())
		case <-time.After(5 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			c.Process.Kill()
			t.Fatal("it never got going")
		}
	}
	if err := c.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-done:
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 130 {
			t.Errorf("ended with %v, want exit code 130\n%s", err, stderr.String())
		}
	case <-time.After(20 * time.Second):
		c.Process.Kill()
		t.Fatal("it does not stop")
	}
	return stderr.String()
}
