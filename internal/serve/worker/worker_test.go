package worker

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/internal/serve/problem"
)

// TestMain is the child too.
func TestMain(m *testing.M) {
	if os.Getenv("WORKER") == "" {
		os.Exit(m.Run())
	}
	l := Limits{Memory: 256 << 20, CPU: time.Second}
	if err := Serve(os.Stdin, os.Stdout, l, func() (http.Handler, error) { return http.HandlerFunc(child), nil }); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// sink keeps the compiler from leaving work out.
var sink [][]byte

// child does what the path says.
func child(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/echo":
		b, err := io.ReadAll(r.Body)
		w.Header().Set("X-Kind", r.Header.Get("Content-Type"))
		w.WriteHeader(http.StatusTeapot)
		fmt.Fprintf(w, "%s %v %s %q", b, err, r.URL.RawQuery, r.Header["Authorization"])
	case "/memory":
		for {
			b := make([]byte, 16<<20)
			for i := range b {
				b[i] = 1
			}
			sink = append(sink, b)
		}
	case "/cpu":
		for {
			for range 1000 {
				sink = nil
			}
		}
	case "/sleep":
		time.Sleep(time.Hour)
	case "/output":
		b := make([]byte, 1<<20)
		for range 5 { // one more than it may: with the race detector little more fits into its memory
			_, _ = w.Write(b)
		}
	case "/doors":
		_, file := os.ReadFile("/etc/hostname")
		_, grow := os.Create(filepath.Join(r.URL.Query().Get("dir"), "x"))
		_, dial := net.DialTimeout("tcp", r.URL.Query().Get("to"), time.Second)
		_, listen := net.Listen("tcp", "127.0.0.1:0")
		run := exec.Command("/bin/true").Run()
		fmt.Fprint(w, file != nil, grow != nil, dial != nil, listen != nil, run != nil)
	case "/panic":
		panic("x")
	case "/exit":
		fmt.Print("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
		os.Exit(0)
	}
}

func ask(t *testing.T, l Limits, path, body string) (int, string) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	used := Used{}
	s := &Spawner{Path: exe, Env: append(os.Environ(), "WORKER=1"), Limits: l, Ended: func(u Used) { used = u }}
	r := httptest.NewRequest("POST", path, strings.NewReader(body))
	r.Header.Set("Content-Type", "text/x")
	r.Header.Set("Authorization", "Bearer secret")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if used == (Used{}) {
		t.Errorf("%s: nobody was told what it took", path)
	}
	return w.Code, w.Body.String()
}

// A request goes to the child and its answer comes back, without what tells who is asking.
func TestAnswer(t *testing.T) {
	if status, body := ask(t, Limits{}, "/echo?a=b", "记录"); status != http.StatusTeapot || body != `记录 <nil> a=b []` {
		t.Errorf("%d %s", status, body)
	}
}

// A child that takes too much, or fails, is a problem with a name, and costs nothing but itself.
func TestLimits(t *testing.T) {
	for path, want := range map[string]string{"/memory": "WORKER-FAILED", "/cpu": "WORKER-FAILED", "/sleep": "WORKER-TIME",
		"/output": "WORKER-OUTPUT", "/panic": "WORKER-FAILED", "/exit": "WORKER-FAILED"} {
		if runtime.GOOS != "linux" && path == "/memory" {
			continue
		}
		status, body := ask(t, Limits{Output: 4 << 20, Time: map[bool]time.Duration{true: 300 * time.Millisecond, false: 20 * time.Second}[path == "/sleep"]}, path, "")
		var p problem.Problem
		if err := json.Unmarshal([]byte(body), &p); err != nil || status != 422 || p.Code != want {
			t.Errorf("%s: %d %s, want %s", path, status, body, want)
		}
	}
}

// A child opens no file, reaches nobody and starts nothing.
func TestDoors(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("on Linux only, see docs/serve.md")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if status, body := ask(t, Limits{}, "/doors?to="+l.Addr().String()+"&dir="+t.TempDir(), ""); body != "true true true true true" {
		t.Errorf("%d %s", status, body)
	}
}
