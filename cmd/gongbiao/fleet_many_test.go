//go:build fleet && linux

package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"github.com/gongbiao/gongbiao/internal/batch"
)

// hashing is an S3 back end that keeps of files what they hash to, and everything else whole.
type hashing struct {
	gofakes3.Backend
	mu   sync.Mutex
	sums map[string][sha256.Size]byte
	size int64
}

func (h *hashing) PutObject(bucket, key string, meta map[string]string, in io.Reader, size int64,
	cond *gofakes3.PutConditions) (gofakes3.PutObjectResult, error) {
	if !strings.HasPrefix(key, "objects/") {
		return h.Backend.PutObject(bucket, key, meta, in, size, cond)
	}
	sum := sha256.New()
	n, err := io.Copy(sum, in)
	if err != nil {
		return gofakes3.PutObjectResult{}, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, ok := h.sums[key]; ok {
		return gofakes3.PutObjectResult{}, gofakes3.ErrorMessage(gofakes3.ErrPreconditionFailed, "there")
	}
	h.sums[key] = [sha256.Size]byte(sum.Sum(nil))
	h.size += n
	return gofakes3.PutObjectResult{}, nil
}

// Many forms, PDF only, through four workers into a store that keeps hashes only: as many as GONGBIAO_MANY says, into a
// table of what it took. Each line of the manifest has the hash of what was stored. None of the processes may take more
// than 160 MB.
func TestFleetMany(t *testing.T) {
	forms, _ := strconv.Atoi(os.Getenv("GONGBIAO_MANY"))
	if forms == 0 {
		t.Skip("GONGBIAO_MANY=100000 asks for it")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(25)) // the store is in this process: a million records, packed, are 2.5 GB
	dir := t.TempDir()
	in := filepath.Join(dir, "in.jsonl")
	invent(t, in, forms)
	mem := s3mem.New()
	if err := mem.CreateBucket("forms"); err != nil {
		t.Fatal(err)
	}
	h := &hashing{Backend: mem, sums: map[string][sha256.Size]byte{}}
	s3 := httptest.NewServer(gofakes3.New(h).Server())
	defer s3.Close()
	logs, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer logs.Close()
	at := "127.0.0.1:14222"
	store := []string{"--store", "s3+" + s3.URL + "/forms"}
	start := func(args ...string) *exec.Cmd {
		c := exec.Command("gongbiao", append(args, store...)...)
		c.Env = append(os.Environ(), "AWS_ACCESS_KEY_ID=a", "AWS_SECRET_ACCESS_KEY=b")
		c.Stderr = logs
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		return c
	}
	began := time.Now()
	all := []*exec.Cmd{start("work", "--listen", at, "--jobs", "1", "--queue-dir", filepath.Join(dir, "queue"))}
	for range 3 {
		all = append(all, start("work", "--server", "nats://"+at, "--jobs", "1"))
	}
	submit := start("submit", "--server", "nats://"+at, in, "-f", "pdf", "--name", "{主管部门}/{项目名称}")
	gone := ended(submit)
	for told, over := -1, false; !over; {
		select {
		case err := <-gone:
			if err != nil {
				said, _ := os.ReadFile(logs.Name())
				t.Fatalf("%v\n%s", err, tail(said))
			}
			t.Logf("submit, after %.0f s: %s", time.Since(began).Seconds(), used(submit.ProcessState))
			gone = nil
		case <-time.After(10 * time.Second):
		}
		done, of := h.done(t, (forms+199)/200)
		if over = done == of && gone == nil; done*20/of > told {
			told = done * 20 / of
			var now []int
			for _, c := range append(all, submit) {
				now = append(now, peak(c.Process.Pid))
			}
			load, _ := os.ReadFile("/proc/loadavg")
			t.Logf("%d of %d chunks after %.0f s, load %.5s, %d MB put, peaks of the workers and of submit %v MB", done, of,
				time.Since(began).Seconds(), load, h.put()>>20, now)
		}
	}
	took := time.Since(began)
	for _, c := range all {
		_ = c.Process.Signal(syscall.SIGTERM)
		_ = c.Wait()
		t.Logf("worker: %s", used(c.ProcessState))
		if p := c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss / 1024; p > 160 {
			t.Errorf("a worker took %d MB", p)
		}
	}
	if p := submit.ProcessState.SysUsage().(*syscall.Rusage).Maxrss / 1024; p > 160 {
		t.Errorf("submit took %d MB", p)
	}
	lines := h.lines(t)
	t.Logf("%d forms, %d lines, %d objects, %d MB put, %.0f s", forms, lines, len(h.sums), h.size>>20, took.Seconds())
	if lines != forms {
		t.Errorf("%d lines, want %d", lines, forms)
	}
}

// invent writes so many records: 20,000 invented ones, then the same under other names.
func invent(t *testing.T, path string, forms int) {
	t.Helper()
	const different = 20_000
	ran(t, 0, "sample", "-t", "self-evaluation/shanghai", "--count", strconv.Itoa(min(forms, different)), "-o", path)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	for n := different; n < forms; {
		for line := range bytes.Lines(text) {
			if n++; n > forms {
				break
			}
			name := []byte(`"项目名称":"`)
			_, _ = w.Write(bytes.Replace(line, name, fmt.Appendf(name, "%d 之 ", (n-1)/different+1), 1)) // Flush says it
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
}

func used(p *os.ProcessState) string {
	return fmt.Sprintf("%.1f s user, %.1f s system, peak %d MB", p.UserTime().Seconds(), p.SystemTime().Seconds(),
		p.SysUsage().(*syscall.Rusage).Maxrss/1024)
}

// peak is what a process has taken at most, in MB.
func peak(pid int) (mb int) {
	b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	_, after, _ := bytes.Cut(b, []byte("VmHWM:"))
	fmt.Sscan(string(after), &mb)
	return mb / 1024
}

// keys are those below a prefix.
func (h *hashing) keys(t *testing.T, prefix string) (out []string) {
	t.Helper()
	p := gofakes3.NewFolderPrefix(prefix)
	p.HasDelimiter = false
	var page gofakes3.ListBucketPage
	for {
		l, err := h.ListBucket("forms", &p, page)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range l.Contents {
			out = append(out, o.Key)
		}
		if !l.IsTruncated {
			return out
		}
		page = gofakes3.ListBucketPage{HasMarker: true, Marker: l.NextMarker}
	}
}

func (h *hashing) read(t *testing.T, key string) []byte {
	t.Helper()
	o, err := h.GetObject("forms", key, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Contents.Close()
	b, err := io.ReadAll(o.Contents)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// job is the only one.
func (h *hashing) job(t *testing.T) string {
	t.Helper()
	for _, key := range h.keys(t, "jobs/") {
		if strings.HasSuffix(key, "/job.json") {
			return filepath.Dir(key)
		}
	}
	t.Fatal("no job")
	return ""
}

// done is how many of the chunks there are lines of.
func (h *hashing) done(t *testing.T, chunks int) (done, of int) {
	t.Helper()
	for _, key := range h.keys(t, "jobs/") {
		if strings.Contains(key, "/part/") {
			done++
		}
	}
	return done, chunks
}

// put is how much all files hold.
func (h *hashing) put() int64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.size
}

// lines counts those of the manifest, whose files must be in the store as they say.
func (h *hashing) lines(t *testing.T) (n int) {
	t.Helper()
	there := map[string]bool{}
	for _, sum := range h.sums {
		there[hex.EncodeToString(sum[:])] = true
	}
	parts := h.keys(t, h.job(t)+"/part/")
	slices.Sort(parts)
	for _, key := range parts {
		for line := range bytes.Lines(h.read(t, key)) {
			e, err := batch.ParseEntry(line)
			if err != nil {
				t.Fatal(err)
			}
			n++
			if len(e.Files) != 1 || !there[e.Files[0].SHA256] {
				t.Errorf("%s %d: %v is not in the store", e.Input, e.Index, e.Files)
			}
		}
	}
	return n
}
