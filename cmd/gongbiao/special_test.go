//go:build unix

package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/internal/racing"
)

// specialPlaces are the places where a pipe, or another thing that is no file, may stand in for one: what is run,
// with § the folder, and where the thing stands. None is waited for.
var specialPlaces = []struct {
	args, at string
	code     int
	says     string
}{
	{"render §/a.json -o §/x.pdf --force", "x.pdf", 5, "x.pdf 写不了：这是"},
	{"render §/a.json -f pdf -o §/out --force", "out/a.pdf", 5, "out/a.pdf 写不了：这是"},
	{"render §/a.json -f pdf -o §/out --manifest", "out/manifest.jsonl", 5, "manifest.jsonl 写不了：这是"},
	{"render §/a.json -f pdf -o §/out --manifest --force", "out/manifest.jsonl.part", 5, "manifest.jsonl.part 写不了：这是"},
	{"render §/a.json -f pdf -o §/out --manifest --force", "out/失败清单.xlsx", 5, "失败清单.xlsx 写不了：这是"},
	{"render §/a.json -f pdf -o §/out --resume", "out/manifest.jsonl", 5, "manifest.jsonl 写不了：这是"},
	{"render §/a.json -f pdf -o §/out", "out", 5, "不是文件夹"},
	{"render §/in -f pdf -o §/out", "in/x.json", 4, "in/x.json 错误 INPUT-UNREADABLE：读不了：这是"},
	{"render §/in -f pdf -o §/out", "in/x.xlsx", 4, "in/x.xlsx 错误 INPUT-UNREADABLE：读不了：这是"},
	{"check §/in", "in/x.jsonl", 4, "读不了：这是"},
	{"check §/a.json -o §/x.xlsx --force", "x.xlsx", 5, "x.xlsx 写不了：这是"},
	{"book §/a.json -o §/x.pdf --force", "x.pdf", 5, "x.pdf 写不了：这是"},
	{"form collect §/forms -o §/out", "forms/x.xlsx", 4, "读不了这个文件：这是"},
	{"form collect §/forms -o §/out --ledger §/x.xlsx --force", "x.xlsx", 5, "x.xlsx 写不了：这是"},
	{"new -t self-evaluation/shanghai -o §/x.json --force", "x.json", 5, "x.json 写不了：这是"},
	{"sample -t self-evaluation/shanghai -o §/x.jsonl --force", "x.jsonl", 5, "x.jsonl 写不了：这是"},
	{"form new -t self-evaluation/shanghai -o §/x.xlsx --force", "x.xlsx", 5, "x.xlsx 写不了：这是"},
	{"fonts export §/out --force", "out/LICENSES.md", 5, "LICENSES.md 写不了：这是"},
	{"fonts list --font-dir §/fonts", "fonts/x.ttf", 3, "x.ttf"},
	{"render §/a.json -f pdf -o §/out --font-dir §/fonts", "fonts/x.ttf", 3, "这是"},
	{"render §/a.json -t f/x --templates §/t -f pdf -o §/out", "t/f/x.yaml", 3, "读不了文件：这是"},
	{"render §/a.json -t f/x --templates §/t -f pdf -o §/out", "t/f/form.yaml", 3, "读不了文件：这是"},
	{"template lint §/t/f/x.yaml", "t/f/x.yaml", 3, "这是"},
	{"verify §/out", "out/manifest.jsonl", 3, "这是"},
}

func TestSpecialPlaces(t *testing.T) {
	kinds := map[string]func(path string) error{
		"管道": func(path string) error { return syscall.Mkfifo(path, 0o666) },
		"套接字": func(path string) error {
			fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
			if err != nil {
				return err
			}
			defer syscall.Close(fd)
			return syscall.Bind(fd, &syscall.SockaddrUnix{Name: path})
		},
	}
	for kind, put := range kinds {
		for _, c := range specialPlaces {
			t.Run(kind+" "+c.args, func(t *testing.T) {
				dir, err := os.MkdirTemp("", "s") // the path of a socket is short
				if err != nil {
					t.Fatal(err)
				}
				defer os.RemoveAll(dir)
				for name, text := range map[string]string{"a.json": good, "in/a.json": good, "in/b.json": good, "t/f/form.yaml": "form: f\nname: 表\nfields:\n  名: text\n",
					"t/f/x.yaml": head + "columns: [50]\nrows: '| {名} |'\n"} {
					path := filepath.Join(dir, filepath.FromSlash(name))
					if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
						t.Fatal(err)
					}
				}
				at := filepath.Join(dir, filepath.FromSlash(c.at))
				os.MkdirAll(filepath.Dir(at), 0o777)
				os.Remove(at)
				if err := put(at); err != nil {
					t.Skip(err)
				}
				if strings.HasPrefix(c.at, "forms/") || strings.Contains(c.args, "/forms") {
					var out bytes.Buffer
					if code := run(t.Context(), []string{"form", "new", "-t", "self-evaluation/shanghai", "-o", filepath.Join(dir, "forms", "甲.xlsx")}, strings.NewReader(""), &out, &out); code != 0 {
						t.Fatal(out.String())
					}
				}
				code, said := ends(t, strings.Fields(strings.ReplaceAll(c.args, "§", dir)))
				if code != c.code || !strings.Contains(said, c.says) {
					t.Errorf("exit %d, want %d; says\n%s\nwant %s", code, c.code, said, c.says)
				}
				if info, err := os.Lstat(at); err != nil || info.Mode().IsRegular() {
					t.Errorf("it was replaced: %v, %v", info, err)
				}
			})
		}
	}
}

// ends runs the program and wants it to come to an end by itself.
func ends(t *testing.T, args []string) (code int, said string) {
	t.Helper()
	var out, errs bytes.Buffer
	done := make(chan int, 1)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() { done <- run(ctx, args, strings.NewReader(""), &out, &errs) }()
	select {
	case code = <-done:
		return code, out.String() + errs.String()
	case <-time.After(time.Minute):
		t.Fatal("it hangs")
	}
	return 0, ""
}

// A pipe that the user names is read as a file is; while nobody writes to it, a signal ends the waiting.
func TestPipesAsInputs(t *testing.T) {
	for _, args := range []string{"render § -f pdf -o out", "check §", "check a.json --rules §", "check a.json --against §", "book a.json --order list --list § -o x.pdf",
		"form new -t self-evaluation/shanghai --units § -o out", "form new -t self-evaluation/shanghai --from § -o x.xlsx", "template new g/y --from §", "verify § a.json",
		"fonts check §", "dump §", "explain § 总分"} {
		t.Run(args, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "a.json"), []byte(good), 0o666); err != nil {
				t.Fatal(err)
			}
			fifo := filepath.Join(dir, "p.json")
			if err := syscall.Mkfifo(fifo, 0o666); err != nil {
				t.Skip(err)
			}
			c := exec.Command("gongbiao", strings.Fields(strings.ReplaceAll(args, "§", "p.json"))...)
			c.Dir = dir
			interrupted(t, c, func() bool { // it waits for a writer, or for what that writes
				fd, err := syscall.Open(fifo, syscall.O_WRONLY|syscall.O_NONBLOCK, 0)
				if err == nil {
					t.Cleanup(func() { syscall.Close(fd) })
				}
				return err == nil
			})
		})
	}
	dir := t.TempDir()
	fifo := filepath.Join(dir, "p.json")
	if err := syscall.Mkfifo(fifo, 0o666); err != nil {
		t.Skip(err)
	}
	go os.WriteFile(fifo, []byte(good), 0)
	if code, said := ends(t, []string{"render", fifo, "-f", "pdf", "-o", dir}); code != 0 || !strings.Contains(said, "p.pdf  1 页") {
		t.Errorf("exit %d: %s", code, said)
	}
}

// One folder, two programs: the second says so, touches nothing, and may begin as soon as the first is gone, however
// that ended.
func TestTwoPrograms(t *testing.T) {
	racing.Apart(t) // a program waits for another by the clock, and that one is ten times slower
	t.Parallel()
	dir := t.TempDir()
	input, out := filepath.Join(dir, "in.jsonl"), filepath.Join(dir, "out")
	ran(t, 0, "sample", "-t", "self-evaluation/shanghai", "--count", "60", "-o", input)
	first := exec.Command("gongbiao", "render", input, "-f", "pdf", "-o", out)
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	defer first.Process.Kill()
	for { // it has begun
		if _, err := os.Stat(filepath.Join(out, "in-001.pdf")); err == nil {
			break
		}
		time.Sleep(time.Millisecond)
	}
	if err := first.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	var status syscall.WaitStatus
	if _, err := syscall.Wait4(first.Process.Pid, &status, syscall.WUNTRACED, nil); err != nil || !status.Stopped() {
		t.Skipf("it was too quick: %v", err)
	}
	if _, err := os.Stat(filepath.Join(out, "in-060.pdf")); err == nil {
		t.Skip("it was too quick")
	}
	before := tree(t, out)
	second := exec.Command("gongbiao", "render", input, "-f", "pdf", "-o", out, "--resume")
	said, _ := second.CombinedOutput()
	if second.ProcessState.ExitCode() != 5 || !strings.Contains(string(said), "out 正由另一个公表程序写入") {
		t.Errorf("exit %d: %s", second.ProcessState.ExitCode(), said)
	}
	if after := tree(t, out); len(after) != len(before) {
		t.Errorf("the second wrote %d files", len(after)-len(before))
	}
	if err := first.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	first.Wait()
	ran(t, 0, "render", input, "-f", "pdf", "-o", out, "--resume")
	ran(t, 0, "verify", out)

	// Short runs into one folder take turns; of those that keep a manifest one gets the folder, or each in its turn,
	// and what the manifest says is true.
	one := filepath.Join(dir, "one.json")
	if err := os.WriteFile(one, []byte(good), 0o666); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(dir, "other", "in.jsonl") // other records, the same names
	ran(t, 0, "sample", "-t", "self-evaluation/shanghai", "--count", "60", "--seed", "2", "-o", other)
	turns, both := filepath.Join(dir, "turns"), filepath.Join(dir, "both")
	var all []*exec.Cmd
	for _, args := range [][]string{{one, turns}, {one, turns}, {one, turns}, {one, turns}, {input, both}, {other, both}} {
		c := exec.Command("gongbiao", "render", args[0], "-f", "xlsx", "-o", args[1])
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	failed := 0
	for i, c := range all {
		switch err := c.Wait(); {
		case i < 4 && err != nil:
			t.Errorf("one of four: %v", err)
		case i >= 4 && c.ProcessState.ExitCode() == 5:
			failed++
		case i >= 4 && err != nil:
			t.Error(err)
		}
	}
	if failed != 1 {
		t.Errorf("%d of two were refused", failed)
	}
	ran(t, 0, "verify", both)
}
