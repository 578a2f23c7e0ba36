package main

import (
	"bytes"
	"io"
	"net"
	"os"
	"strings"
	"testing"

	"github.com/spf13/pflag"
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
