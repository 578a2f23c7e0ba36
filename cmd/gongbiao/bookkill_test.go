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
	for _, c := range []struct{ what, file string }{{"pdf", "汇编.pdf"}, {"xlsx", "汇编.xlsx"}, {"part", "book.1-of-2.part"}} {
		t.Run(c.what, func(t *testing.T) {
			args := func(out string) []string {
				if c.what == "part" {
					return []string{"-o", "汇编.pdf", "--shard", "1/2", "--parts", out}
				}
				return []string{"-o", filepath.Join(out, c.file), "--force"}
			}
			dir := t.TempDir()
			input := filepath.Join(dir, "in.jsonl")
			ran(t, 0, "sample", "-t", "self-evaluation/shanghai", "--count", records, "-o", input)
			start := time.Now()
			ran(t, 0, append([]string{"book", input}, args(filepath.Join(dir, "want"))...)...)
			took := time.Since(start)
			after, err := os.ReadFile(filepath.Join(dir, "want", c.file))
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
					if err := os.WriteFile(filepath.Join(out, c.file), []byte(before), 0o666); err != nil {
						t.Fatal(err)
					}
				}
				run := exec.Command("gongbiao", append([]string{"book", input}, args(out)...)...)
				run.Env = append(os.Environ(), "TMPDIR="+tmp)
				if err := run.Start(); err != nil {
					t.Fatal(err)
				}
				done := make(chan error, 1)
				go func() { done <- run.Wait() }()
				moment, began := time.Duration(rand.Int64N(int64(took))), time.Now()
				select {
				case <-time.After(moment):
					if run.Process.Kill() == nil {
						killed++
					}
					<-done
				case <-done: // the machine has more time now than when the first was made
					took = min(took, time.Since(began))
				}
				got := tree(t, out)
				book, there := got[c.file]
				delete(got, c.file)
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
