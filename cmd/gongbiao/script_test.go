package main

import (
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/gongbiao/gongbiao/internal/golden"
	"github.com/gongbiao/gongbiao/internal/racing"
)

func TestMain(m *testing.M) { testscript.Main(m, map[string]func(){"gongbiao": main}) }

// TestScript is the specification of the command line: each file of testdata/script tells one story.
func TestScript(t *testing.T) {
	examples, err := filepath.Abs(filepath.Join("..", "..", "examples"))
	if err != nil {
		t.Fatal(err)
	}
	dir, scripts := filepath.Join("testdata", "script"), []string(nil)
	if racing.Detector { // those in which several things are done at once
		dir = ""
		for _, name := range []string{"batch", "book", "check", "publish", "serve"} {
			scripts = append(scripts, filepath.Join("testdata", "script", name+".txtar"))
		}
	}
	testscript.Run(t, testscript.Params{
		Dir:                 dir,
		Files:               scripts,
		UpdateScripts:       golden.Updating(),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("EXAMPLES", examples)
			if race := os.Getenv("GORACE"); race != "" { // scripts have an environment of their own
				env.Setenv("GORACE", race)
			}
			for _, name := range []string{"PORT", "PORT2"} { // free ones, for gongbiao serve
				l, err := net.Listen("tcp", "127.0.0.1:0")
				if err != nil {
					return err
				}
				_, port, _ := net.SplitHostPort(l.Addr().String())
				env.Setenv(name, port)
				l.Close()
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"code": code, "files": files, "edit": edit, "ask": ask, "spoil": spoil},
	})
}

// code N ARGS… runs gongbiao and wants exit code N; stdout and stderr are then matched as after exec.
func code(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: code N args...")
	}
	err := ts.Exec("gongbiao", args[1:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("gongbiao %s: exit %s, want %s", strings.Join(args[1:], " "), got, args[0])
	}
}

// ask STATUS URL [HEADER: VALUE]… waits until the service answers, and wants that status; what it says goes to the log.
func ask(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: ask status url [header: value]...")
	}
	for i := 0; ; i++ {
		r, err := http.NewRequest(http.MethodGet, args[1], nil)
		ts.Check(err)
		for _, h := range args[2:] {
			name, value, _ := strings.Cut(h, ": ")
			r.Header.Set(name, strings.TrimSpace(value))
		}
		a, err := http.DefaultClient.Do(r)
		if err != nil && i < 600 {
			time.Sleep(50 * time.Millisecond)
			continue
		}
		ts.Check(err)
		b, err := io.ReadAll(a.Body)
		ts.Check(errors.Join(err, a.Body.Close()))
		if got := strconv.Itoa(a.StatusCode); got != args[0] {
			ts.Fatalf("%s: %s %s", args[1], got, b)
		}
		return
	}
}

// files DIR NAME… wants exactly these files in DIR, so that nothing is left behind.
func files(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: files dir names...")
	}
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	if err != nil && !os.IsNotExist(err) {
		ts.Fatalf("%v", err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if g, w := strings.Join(got, " "), strings.Join(args[1:], " "); g != w {
		ts.Fatalf("%s holds %q, want %q", args[0], g, w)
	}
}

// spoil FILE N has the file's byte N altered; spoil FILE 0:N leaves its first N bytes.
func spoil(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: spoil file byte, or spoil file 0:bytes")
	}
	path := ts.MkAbs(args[0])
	b, err := os.ReadFile(path)
	ts.Check(err)
	head, cut := strings.CutPrefix(args[1], "0:")
	n, err := strconv.Atoi(head)
	ts.Check(err)
	if cut {
		b = b[:n]
	} else {
		b[n] ^= 1
	}
	ts.Check(os.WriteFile(path, b, 0o666))
}

// edit FROM TO OLD NEW copies a file with OLD replaced; OLD must be there.
func edit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: edit from to old new")
	}
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[2]) {
		ts.Fatalf("%s does not hold %q", args[0], args[2])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(strings.ReplaceAll(text, args[2], args[3])), 0o666))
}
