//go:build unix

package main

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/internal/racing"
)

// A book killed at any moment leaves yesterday's book or the new one, whole, and nothing else: not beside it, not
// among the temporary files. Twenty moments and more records with GONGBIAO_FULL, four otherwise.
func TestBookKilled(t *testing.T) {
	racing.Apart(t)
	t.Parallel()
	moments, records := 4, "40"
	if os.Getenv("GONGBIAO_FULL") != "" {
		moments, records = 20, "150"
	}
	for _, format := range []string{"pdf", "xlsx"} {
		t.Run(format, func(t *testing.T) {
			dir := t.TempDir()
			input := filepath.Join(dir, "in.jsonl")
			ran(t, 0, "sample", "-t", "self-evaluation/shanghai", "--count", records, "-o", input)
			want := filepath.Join(dir, "want."+format)
			start := time.Now()
			ran(t, 0, "book", input, "-o", want)
			took := time.Since(start)
			after, err := os.ReadFile(want)
			if err != nil {
				t.Fatal(err)
			}
			killed := 0
			for i := range moments {
				out, tmp := filepath.Join(dir, "out", string(rune('a'+i))), filepath.Join(dir, "tmp", string(rune('a'+i)))
				for _, d := range []string{out, tmp} {
					if err := os.MkdirAll(d, 0o777); err != nil {
						t.Fatal(err)
					}
				}
				before := ""
				if i%2 == 0 {
					before = "yesterday's book"
					if err := os.WriteFile(filepath.Join(out, "汇编."+format), []byte(before), 0o666); err != nil {
						t.Fatal(err)
					}
				}
				c := exec.Command("gongbiao", "book", input, "-o", filepath.Join(out, "汇编."+format), "--force")
				c.Env = append(os.Environ(), "TMPDIR="+tmp)
				if err := c.Start(); err != nil {
					t.Fatal(err)
				}
				done := make(chan error, 1)
				go func() { done <- c.Wait() }()
				moment, began := time.Duration(rand.Int64N(int64(took))), time.Now()
				select {
				case <-time.After(moment):
					if c.Process.Kill() == nil {
						killed++
					}
					<-done
				case <-done: // the machine has more time now than when the first was made
					took = min(took, time.Since(began))
				}
				got := tree(t, out)
				book, there := got["汇编."+format]
				delete(got, "汇编."+format)
				if book != before && book != string(after) || !there && before != "" {
					t.Errorf("killed after %v of %v: %d bytes are neither the old book nor the new one", moment, took, len(book))
				}
				for name := range got {
					if runtime.GOOS == "linux" || !strings.HasPrefix(name, ".gongbiao-") {
						t.Errorf("killed after %v: %s is left over", moment, name)
					}
				}
				for name := range tree(t, tmp) {
					t.Errorf("killed after %v: %s is left over among the temporary files", moment, name)
				}
			}
			if killed == 0 {
				t.Error("none was killed in time")
			}
		})
	}
}
