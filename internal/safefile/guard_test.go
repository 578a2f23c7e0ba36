package safefile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// write puts a file into dir for a test.
func write(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// attempts are the ways of writing a file.
var attempts = map[string]func(path string, o Options) error{
	"Reserve": func(path string, o Options) error { return o.Reserve(path) },
	"Write":   func(path string, o Options) error { _, err := Write(path, []byte("out"), o); return err },
	"Create": func(path string, o Options) error {
		p, err := Create(path, o)
		if err != nil {
			return err
		}
		_, err = p.Commit()
		return err
	},
	"Grow": func(path string, o Options) error {
		f, err := Grow(path, o)
		if err == nil {
			f.Close()
		}
		return err
	},
}

// However an input is spelt, linked or disguised, nothing is written to it, and --force does not help.
func TestNeverAnInput(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links as on Unix")
	}
	link := func(t *testing.T, to, name string) {
		t.Helper()
		if err := os.Symlink(to, name); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name, in, out string
		prepare       func(t *testing.T, dir string)
		reason        Reason
	}{
		{"itself", "台账.xlsx", "台账.xlsx", nil, Input},
		{"a way round", "台账.xlsx", "a/../台账.xlsx", func(t *testing.T, dir string) { os.Mkdir(filepath.Join(dir, "a"), 0o777) }, Input},
		{"a dot", "台账.xlsx", "./././台账.xlsx", nil, Input},
		{"case", "Ledger.xlsx", "LEDGER.XLSX", nil, Alike},
		{"full-width case", "ａ.xlsx", "Ａ.xlsx", nil, Alike},
		{"Kelvin", "k.xlsx", "\u212a.xlsx", nil, Alike},
		{"composed", "\u00e9.xlsx", "e\u0301.xlsx", nil, Alike},
		{"a dot at the end", "a.xlsx", "a.xlsx.", nil, Alike},
		{"a hard link", "a.xlsx", "b.xlsx", func(t *testing.T, dir string) {
			if err := os.Link(filepath.Join(dir, "a.xlsx"), filepath.Join(dir, "b.xlsx")); err != nil {
				t.Skip(err)
			}
		}, Input},
		{"a link to it", "a.xlsx", "b.xlsx", func(t *testing.T, dir string) { link(t, "a.xlsx", filepath.Join(dir, "b.xlsx")) }, Input},
		{"a link to a link", "a.xlsx", "c.xlsx", func(t *testing.T, dir string) {
			link(t, "a.xlsx", filepath.Join(dir, "b.xlsx"))
			link(t, filepath.Join(dir, "b.xlsx"), filepath.Join(dir, "c.xlsx"))
		}, Input},
		{"what an input leads to", "b.xlsx", "d/a.xlsx", func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, "d", "a.xlsx"), "in")
			os.Remove(filepath.Join(dir, "b.xlsx"))
			link(t, "d/a.xlsx", filepath.Join(dir, "b.xlsx"))
		}, Input},
		{"a linked folder", "d/a.xlsx", "e/a.xlsx", func(t *testing.T, dir string) { link(t, "d", filepath.Join(dir, "e")) }, Input},
		{"a linked folder, case", "d/a.xlsx", "e/A.xlsx", func(t *testing.T, dir string) { link(t, "d", filepath.Join(dir, "e")) }, Alike},
		{"not there yet", "无.xlsx", "无.xlsx", func(t *testing.T, dir string) { os.Remove(filepath.Join(dir, "无.xlsx")) }, Input},
	} {
		for how, attempt := range attempts {
			t.Run(c.name+" "+how, func(t *testing.T) {
				dir := t.TempDir()
				in := write(t, filepath.Join(dir, c.in), "in")
				if c.prepare != nil {
					c.prepare(t, dir)
				}
				g := &Guard{}
				g.Reads(in)
				err := attempt(dir+"/"+c.out, Options{Force: true, Guard: g})
				var e *Error
				if !errors.As(err, &e) || e.Reason != c.reason && runtime.GOOS == "linux" {
					t.Fatalf("%v, want %s", err, c.reason)
				}
				if !strings.Contains(e.Error(), "输入文件") || !strings.Contains(e.Error(), "--force") {
					t.Error(e)
				}
				if b, err := os.ReadFile(in); err == nil && string(b) != "in" {
					t.Errorf("the input holds %q", b)
				}
			})
		}
	}
}

// What becomes an input's twin while it is being written is seen at the rename.
func TestInputAtTheRename(t *testing.T) {
	dir := t.TempDir()
	in, out := write(t, filepath.Join(dir, "in"), "in"), filepath.Join(dir, "out")
	g := &Guard{}
	g.Reads(in)
	p, err := Create(out, Options{Force: true, Guard: g})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Link(in, out); err != nil {
		t.Skip(err)
	}
	_, err = p.Commit()
	refused(t, err, Input, "输入文件")
	content(t, out, "in")
	only(t, dir, "in", "out")
}

// What has come to stand there meanwhile is not overwritten without Force, and is no reason to fail if it is the same.
func TestComesMeanwhile(t *testing.T) {
	for _, c := range []struct {
		other, holds string
		force        bool
		reason       Reason
	}{{"other", "other", false, Exists}, {"out", "out", false, ""}, {"other", "out", true, ""}} {
		dir := t.TempDir()
		out := filepath.Join(dir, "out")
		p, err := Create(out, Options{Force: c.force})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Write([]byte("out")); err != nil {
			t.Fatal(err)
		}
		write(t, out, c.other)
		if _, err = p.Commit(); c.reason != "" {
			refused(t, err, c.reason, "")
		} else if err != nil {
			t.Error(err)
		}
		content(t, out, c.holds)
		only(t, dir, "out")
	}
}

func TestOneOutputOnce(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "A")
	g := &Guard{}
	o := Options{Force: true, Guard: g}
	if err := o.Reserve(a); err != nil {
		t.Fatal(err)
	}
	refused(t, o.Reserve(b), Output, "另一个输出")
	if by, taken := g.Taken(b); !taken || by != a {
		t.Error(by, taken)
	}
	if _, err := Write(a, []byte("1"), o); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{a, b} {
		_, err := Write(p, []byte("2"), o)
		refused(t, err, Output, "另一个输出")
	}
	content(t, a, "1")

	// What failed may be tried again.
	c := write(t, filepath.Join(dir, "c"), "old")
	o.Force = false
	_, err := Write(c, []byte("new"), o)
	refused(t, err, Exists, "--force")
	o.Force = true
	if _, err := Write(c, []byte("new"), o); err != nil {
		t.Error(err)
	}
}

// No link is followed, not the last part of the path nor one on the way out of Root; not even with Force.
func TestLinks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links as on Unix")
	}
	for how, attempt := range attempts {
		t.Run(how, func(t *testing.T) {
			dir := t.TempDir()
			root, away := filepath.Join(dir, "out"), filepath.Join(dir, "away")
			target := write(t, filepath.Join(away, "a"), "theirs")
			for name, to := range map[string]string{"file": target, "dangling": filepath.Join(away, "none"), "folder": away, "near": "sub"} {
				os.MkdirAll(filepath.Join(root, "sub"), 0o777)
				if err := os.Symlink(to, filepath.Join(root, name)); err != nil {
					t.Fatal(err)
				}
			}
			rooted := filepath.Join(dir, "root")
			if err := os.Symlink(root, rooted); err != nil {
				t.Fatal(err)
			}
			for _, p := range []string{"file", "dangling", "folder/b", "folder/new/b", "near/../file"} {
				refused(t, attempt(root+"/"+p, Options{Force: true, Root: root}), Linked, "链接")
			}
			content(t, target, "theirs")
			only(t, away, "a")
			// The folder the user has named may be a link, and links inside lead where they like inside.
			for _, p := range []string{filepath.Join(rooted, "b"), filepath.Join(rooted, "near", "b")} {
				if err := attempt(p, Options{Root: rooted}); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// Of outputs there may be a million: each is known, also when it is kept in a file, until it is given back.
func TestGuardMany(t *testing.T) {
	var g Guard
	defer g.Close()
	dir := t.TempDir()
	path := func(i int) string {
		return filepath.Join(dir, fmt.Sprintf("预算管理一体化系统运维-%d.pdf", i))
	}
	for i := range 20_000 {
		if err := g.take(path(i)); err != nil {
			t.Fatal(err)
		}
	}
	for _, i := range []int{0, 1, 9_999, 19_999} {
		var e *Error
		if err := g.take(path(i)); !errors.As(err, &e) || e.Reason != Output || e.Other != path(i) {
			t.Errorf("%d: %v", i, err)
		}
		if err := g.reserve(path(i)); !errors.As(err, &e) || e.Reason != Output {
			t.Errorf("%d reserved: %v", i, err)
		}
		g.giveBack(path(i))
		if err := g.take(path(i)); err != nil {
			t.Errorf("%d, given back: %v", i, err)
		}
		if err := g.take(path(i)); err == nil {
			t.Errorf("%d, given back and taken, is free", i)
		}
	}
}
