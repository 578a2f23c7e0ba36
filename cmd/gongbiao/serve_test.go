package main

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"github.com/gongbiao/gongbiao/model/finding"
)

// On this machine a port that is taken makes room for the next, with a sentence; elsewhere it is an error.
func TestNextPort(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var said bytes.Buffer
	a := &app{stdout: &sticky{w: io.Discard}, stderr: &said, lang: "zh", getenv: os.Getenv}
	next, err := a.open(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer next.Close()
	if next.Addr().String() == l.Addr().String() || !strings.Contains(said.String(), "已被占用，改用") {
		t.Errorf("%v, said %q", next.Addr(), said.String())
	}
	if _, err := a.open("203.0.113.7:1"); err == nil || !strings.Contains(said.String(), "不能在 203.0.113.7:1 上服务") {
		t.Errorf("an address that is not ours: %v, said %q", err, said.String())
	}
}

// Sizes are written as people do, and shown so that they can be written.
func TestSizes(t *testing.T) {
	for in, want := range map[string]string{"32MiB": "32MiB", "2GiB": "2GiB", "1024K": "1MiB", "1536": "1536", "3072": "3KiB", "0": "0"} {
		var b bytesFlag
		if err := b.Set(in); err != nil || b.String() != want {
			t.Errorf("%s: %v, %v", in, &b, err)
		}
	}
	for _, in := range []string{"", "x", "-1", "1.5M", "1TB", "9999999999"} {
		if new(bytesFlag).Set(in) == nil {
			t.Errorf("%q is taken", in)
		}
	}
}

// A service has the layouts that are shipped and those of the folder it was started with: none of the environment or
// the working folder. What it says of layouts names no folder of its machine.
func TestServedLayouts(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "secret")
	shanghai, err := os.ReadFile("../../templates/self-evaluation/shanghai.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{"ours": bytes.Replace(shanghai, []byte("/shanghai"), []byte("/ours"), 1), "broken": []byte("layout: 1\n")} {
		file := filepath.Join(dir, "templates", "self-evaluation", name+".yaml")
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, text, 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	for named, want := range map[string]bool{"": false, "templates": true, filepath.Join(dir, "templates"): true} {
		a := &app{service: true, templates: named, getenv: func(name string) string {
			return map[string]string{templatesVariable: filepath.Join(dir, "templates")}[name]
		}}
		l, err := a.library()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := l.Layout("self-evaluation/ours"); (err == nil) != want {
			t.Errorf("--templates %q: %v", named, err)
		}
		for _, id := range []string{"self-evaluation/broken", "self-evaluation/none", "none/none", "ours"} {
			_, err := l.Layout(id)
			if list := finding.Of(err); list == nil || strings.Contains(list.String(), "secret") || strings.Contains(list.String(), "--templates") {
				t.Errorf("--templates %q, %s: %v", named, id, err)
			}
		}
	}
}

// The table of limits in docs/serve.md is what the flags say.
func TestServeDoc(t *testing.T) {
	doc, err := os.ReadFile("../../docs/serve.md")
	if err != nil {
		t.Fatal(err)
	}
	c, _, err := commands(t).Find([]string{"serve"})
	if err != nil {
		t.Fatal(err)
	}
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		row := "| `--" + f.Name + "` | "
		if f.DefValue != "" && f.DefValue != "[]" && f.DefValue != "false" {
			row += "`" + f.DefValue + "` | "
		}
		if !strings.Contains(string(doc), row) {
			t.Errorf("docs/serve.md has no row %q", row)
		}
	})
}
