//go:build fleet && unix

package main

import (
	"bytes"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"github.com/gongbiao/gongbiao/internal/racing"
)

// Workers, whoever submits, and the server with its queue are killed at random moments, and S3 does not answer for a
// while: the folder is the one that a single run makes, byte for byte. Three processes, 200 forms and no kill; with
// GONGBIAO_JUDGES=required 2,000 and five kills; with GONGBIAO_FULL twenty kills of each.
func TestFleetKilled(t *testing.T) {
	forms, kills, dark := 200, 0, time.Second
	switch {
	case racing.Full():
		forms, kills, dark = 2000, 60, 30*time.Second
	case os.Getenv("GONGBIAO_JUDGES") == "required":
		forms, kills = 2000, 5
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "in.jsonl")
	ran(t, 0, "sample", "-t", "self-evaluation/shanghai", "--count", strconv.Itoa(forms), "--seed", "18", "-o", in)
	text, err := os.ReadFile(in)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	lines[7] = strings.Replace(lines[7], "项目名称", "项目名", 1) // a poisoned record
	lines[9] = lines[8]                                    // and one twice
	if err := os.WriteFile(in, []byte(strings.Join(lines, "")), 0o666); err != nil {
		t.Fatal(err)
	}
	order := []string{in, "-f", "pdf", "--name", "{主管部门}/{项目名称}"}
	want := filepath.Join(dir, "want")
	ran(t, 4, append([]string{"render", "-o", want}, order...)...)

	var closed atomic.Bool
	backend := s3mem.New()
	if err := backend.CreateBucket("forms"); err != nil {
		t.Fatal(err)
	}
	fake := gofakes3.New(backend).Server()
	s3 := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if closed.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		fake.ServeHTTP(w, r)
	}))
	defer s3.Close()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := l.Addr().String()
	l.Close()
	store := []string{"--store", "s3+" + s3.URL + "/forms/p", "--patience", "2s"}
	logs, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer logs.Close()
	start := func(args ...string) *exec.Cmd {
		c := exec.Command("gongbiao", append(args, store...)...)
		c.Env = append(os.Environ(), "AWS_ACCESS_KEY_ID=a", "AWS_SECRET_ACCESS_KEY=geheim-s3", "GONGBIAO_QUEUE_TOKEN=geheim-token")
		c.Stderr = logs
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		return c
	}
	got := filepath.Join(dir, "got")
	commands := [][]string{
		{"work", "--listen", at, "--jobs", "1", "--queue-dir", filepath.Join(dir, "queue")},
		{"work", "--server", "nats://" + at, "--jobs", "1"},
		append([]string{"submit", "--server", "nats://" + at, "--chunk", "20", "-o", got}, order...),
	}
	var running [3]*exec.Cmd
	for i, c := range commands {
		running[i] = start(c...)
	}
	defer func() {
		for _, c := range running {
			_ = c.Process.Kill()
			_ = c.Wait()
		}
	}()
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 18))
	for k := range kills {
		time.Sleep(time.Duration(r.Int64N(int64(700 * time.Millisecond))))
		i := k % 3
		_ = running[i].Process.Signal(syscall.SIGKILL)
		_ = running[i].Wait()
		if k == kills/2 {
			closed.Store(true)
			time.AfterFunc(dark, func() { closed.Store(false) })
		}
		running[i] = start(commands[i]...)
	}
	done := ended(running[2])
	select {
	case <-done:
	case <-time.After(3 * time.Minute):
		said, _ := os.ReadFile(logs.Name())
		t.Fatalf("it does not come to its end\n%s", tail(said))
	}
	said, _ := os.ReadFile(logs.Name())
	if code := running[2].ProcessState.ExitCode(); code != 4 {
		t.Fatalf("submit: exit %d\n%s", code, tail(said))
	}
	same(t, want, got)
	if bytes.Contains(said, []byte("geheim")) {
		t.Error("a secret is in the log")
	}
	objects := 0
	list, err := backend.ListBucket("forms", &gofakes3.Prefix{HasPrefix: true, Prefix: "p/objects/"}, gofakes3.ListBucketPage{})
	if err == nil {
		objects = len(list.Contents)
	}
	t.Logf("%d forms, %d kills, %d objects, %d bytes of log", forms, kills, objects, len(said))
	if objects != forms-2 {
		t.Errorf("%d objects, want %d: one record is wrong and one twice", objects, forms-2)
	}
}

// ended waits for a process.
func ended(c *exec.Cmd) chan error {
	done := make(chan error, 1)
	go func() { done <- c.Wait() }()
	return done
}

func tail(b []byte) []byte { return b[max(0, len(b)-4000):] }

// All in one process, without a port; a second time it finds everything done.
func TestFleetLocal(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "in.jsonl")
	ran(t, 0, "sample", "-t", "self-evaluation/shanghai", "--count", "30", "--seed", "1", "-o", in)
	ran(t, 0, "render", in, "-o", filepath.Join(dir, "want"))
	for range 2 {
		ran(t, 0, "work", "--local", in, "--chunk", "7", "-o", filepath.Join(dir, "got"))
		same(t, filepath.Join(dir, "want"), filepath.Join(dir, "got"))
	}
	store := filepath.Join(dir, "got.jobs")
	out, err := exec.Command("gongbiao", "jobs", "--store", store).Output()
	id, _, _ := strings.Cut(string(out), " ")
	if err != nil || !strings.HasSuffix(strings.TrimSpace(string(out)), "5/5  做完了") {
		t.Errorf("%v: %s", err, out)
	}
	ran(t, 0, "jobs", id, "--store", store, "-o", filepath.Join(dir, "again"))
	same(t, filepath.Join(dir, "want"), filepath.Join(dir, "again"))
	ran(t, 0, "jobs", id, "--store", store, "--cancel")
	ran(t, 2, "jobs", "00", "--store", store)
	for _, args := range [][]string{
		{"work", "--listen", "0.0.0.0:4222", "--store", store}, {"submit", in, "--server", "nats://10.0.0.1:4222", "--store", store},
		{"submit", in, "--server", "nats://a:b@127.0.0.1:4222", "--store", store}, {"work", "--listen", "127.0.0.1:4222", "--store", "s3+https://a:b@h/b"},
		{"work", in, "--listen", "127.0.0.1:4222", "--store", store}, {"submit", in, "--store", store},
	} {
		ran(t, 2, args...)
	}
}
