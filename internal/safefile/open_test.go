//go:build unix

package safefile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// specials makes one of each thing that is no file in dir: name to what is said of it.
func specials(t *testing.T, dir string) map[string]string {
	t.Helper()
	fifo, sock := filepath.Join(dir, "管道"), filepath.Join(dir, "s")
	if err := syscall.Mkfifo(fifo, 0o666); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{fifo: "这是管道（FIFO）", "/dev/null": "这是设备", "/dev/full": "这是设备"}
	if fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0); err == nil {
		if syscall.Bind(fd, &syscall.SockaddrUnix{Name: sock}) == nil { // its path may be too long
			out[sock] = "这是套接字"
		}
		syscall.Close(fd)
	}
	for _, name := range []string{fifo, "/dev/null"} {
		link := filepath.Join(dir, "to-"+filepath.Base(name))
		if err := os.Symlink(name, link); err != nil {
			t.Fatal(err)
		}
		out[link] = out[name]
	}
	for name := range out {
		if _, err := os.Stat(name); err != nil {
			delete(out, name) // no such device on this system
		}
	}
	return out
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	for name, says := range specials(t, dir) {
		f, err := Open(name)
		if err == nil {
			f.Close()
			t.Errorf("%s: opened", name)
			continue
		}
		var no NotRegular
		if !errors.As(err, &no) || !strings.Contains(Say(err), says) {
			t.Errorf("%s: %v; says %s", name, err, Say(err))
		}
	}
	if _, err := Open(dir); !strings.Contains(Say(err), "文件夹") {
		t.Error(err)
	}
	if _, err := Open(filepath.Join(dir, "无")); !errors.Is(err, fs.ErrNotExist) || Say(err) != "没有这个文件" {
		t.Error(err, Say(err))
	}
	name := filepath.Join(dir, "a")
	if err := os.WriteFile(name, []byte("甲"), 0o666); err != nil {
		t.Fatal(err)
	}
	f, err := Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if b, err := io.ReadAll(f); err != nil || string(b) != "甲" {
		t.Error(b, err)
	}
}

// No word of the system's reaches a clerk, whatever it reports and however it is wrapped.
func TestSay(t *testing.T) {
	latin := regexp.MustCompile(`[a-z]{3}`)
	for no := syscall.Errno(1); no < 134; no++ {
		for _, err := range []error{no, &fs.PathError{Op: "open", Path: "/甲", Err: no}, fmt.Errorf("打不开：%w", &fs.PathError{Op: "open", Path: "/甲", Err: no}),
			&os.LinkError{Op: "rename", Old: "/甲", New: "/乙", Err: no}, os.NewSyscallError("write", no), fmt.Errorf("写不了：%w", &os.LinkError{Op: "rename", Old: "甲", New: "乙", Err: no})} {
			if s := Say(err); latin.MatchString(s) || s == "" {
				t.Errorf("%v: %s", err, s)
			}
			if s := Wrap("甲", err).Error(); latin.MatchString(strings.ReplaceAll(s, "Excel/WPS", "")) {
				t.Errorf("%v: %s", err, s)
			}
		}
	}
	if s := Say(fmt.Errorf("打不开：%w", &fs.PathError{Op: "open", Path: "/甲", Err: syscall.EIO})); s != "打不开：磁盘或网络盘读写出错" {
		t.Error(s)
	}
}

// Nothing that is no file is written to, or waited for; --force does not help.
func TestSpecialOutputs(t *testing.T) {
	for how, attempt := range attempts {
		t.Run(how, func(t *testing.T) {
			dir := t.TempDir()
			for name := range specials(t, dir) {
				err := attempt(name, Options{Force: true})
				var e *Error
				if !errors.As(err, &e) || e.Reason != Special && e.Reason != Linked {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	}
}

// Every reason has its words in both languages.
func TestReasonsInEnglish(t *testing.T) {
	for _, r := range []Reason{Exists, InUse, Full, Denied, IsFolder, NotDir, BadName, Special, Linked, Input, Alike, Output, Locked} {
		e := &Error{Path: "a.pdf", Reason: r, Other: "b", Kept: r == Full}
		if s := e.English(); !strings.Contains(s, "a.pdf") || strings.ContainsFunc(s, func(r rune) bool { return r > 0x7f }) || strings.Contains(s, "%!") {
			t.Errorf("%s: %q", r, s)
		}
		if e.Error() == "" || english[r] == "" {
			t.Errorf("%s has no words", r)
		}
	}
}
