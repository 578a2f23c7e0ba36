package main

import (
	"archive/tar"
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"github.com/gongbiao/gongbiao/internal/signed"
)

var when = time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)

// Without a key nothing is made, unless somebody says that it shall not be signed.
func TestOpenSigner(t *testing.T) {
	env := func(pairs ...string) func(string) string {
		return func(name string) string {
			for i := 0; i < len(pairs); i += 2 {
				if pairs[i] == name {
					return pairs[i+1]
				}
			}
			return ""
		}
	}
	if _, err := openSigner(env()); err == nil || !strings.Contains(err.Error(), "GONGBIAO_SIGNING_KEY") {
		t.Errorf("no key: %v", err)
	}
	if s, err := openSigner(env("UNSIGNED", "1")); s != nil || err != nil {
		t.Errorf("UNSIGNED=1: %v, %v", s, err)
	}
	if _, err := openSigner(env("UNSIGNED", "1", "GONGBIAO_SIGNING_KEY", "nowhere")); err == nil {
		t.Error("a key that is not there is not the same as none")
	}
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKey(private, "")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := openSigner(env("GONGBIAO_SIGNING_KEY", file))
	if err != nil {
		t.Fatal(err)
	}
	var a tree
	a.add("usr/bin/gongbiao", 0o755, []byte("program"))
	if err := a.seal(s, "usr/share/gongbiao/", "usr/"); err != nil {
		t.Fatal(err)
	}
	list, sig := entryOf(a, "usr/share/gongbiao/SHA256SUMS"), entryOf(a, "usr/share/gongbiao/SHA256SUMS.sig")
	if want := fmt.Sprintf("%x  bin/gongbiao\n", sha256.Sum256([]byte("program"))); string(list) != want {
		t.Errorf("list %q, want %q", list, want)
	}
	key, err := signed.Verify(list, sig)
	if err != nil || !key.Equal(private.Public()) {
		t.Errorf("the seal: %v", err)
	}
	if _, err := signed.Verify(append(list, 'x'), sig); err == nil {
		t.Error("a changed list passes")
	}
}

func TestVersionOf(t *testing.T) {
	const commit = "0123456789abcdef0123456789abcdef01234567"
	for _, c := range []struct{ tag, want string }{{"", "0.1.0-dev.20261128.0123456789ab"}, {"v0.1.0", "0.1.0"}, {"v0.2.0", ""}} {
		got, err := versionOf("0.1.0", c.tag, when, commit)
		if got != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%q: %q, %v, want %q", c.tag, got, err, c.want)
		}
	}
}

// The same files in another order are the same bytes; a name in Chinese comes back.
func TestTreeIsSorted(t *testing.T) {
	var a, b tree
	a.add("文/一.txt", 0o644, []byte("1"))
	a.add("b", 0o755, []byte("2"))
	b.add("b", 0o755, []byte("2"))
	b.add("文/一.txt", 0o644, []byte("1"))
	write := func(tr tree, zip bool) []byte {
		var out bytes.Buffer
		err := tr.tarGz(&out, "top/", when)
		if zip {
			out.Reset()
			err = tr.zip(&out, "top/", when)
		}
		if err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	dir := t.TempDir()
	for _, zip := range []bool{false, true} {
		one := write(a, zip)
		if !bytes.Equal(one, write(b, zip)) {
			t.Errorf("zip %v: the order of files changes the bytes", zip)
		}
		file, to := filepath.Join(dir, fmt.Sprint("archive", zip)), filepath.Join(dir, fmt.Sprint(zip))
		if err := os.WriteFile(file, one, 0o666); err != nil {
			t.Fatal(err)
		}
		unpack := untarGz
		if zip {
			unpack = unzip
		}
		if err := unpack(file, to); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(filepath.Join(to, "top", "文", "一.txt")); err != nil || string(got) != "1" {
			t.Errorf("zip %v: %q, %v", zip, got, err)
		}
		if info, err := os.Stat(filepath.Join(to, "top", "b")); err != nil || info.Mode().Perm()&0o100 == 0 {
			t.Errorf("zip %v: the program cannot be run: %v", zip, err)
		}
	}
}

// An archive with a name that leads out of the folder, or with a link, is refused.
func TestUntarRefuses(t *testing.T) {
	for _, h := range []tar.Header{{Name: "../out", Typeflag: tar.TypeReg}, {Name: "link", Typeflag: tar.TypeSymlink, Linkname: "/etc"}} {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if err := untar(&b, t.TempDir()); err == nil {
			t.Errorf("%s was unpacked", h.Name)
		}
	}
}

// What writeImage makes, openImage reads; a part that was changed is refused.
func TestImage(t *testing.T) {
	dir := t.TempDir()
	var b bytes.Buffer
	if err := writeImage(&b, []byte("program"), []byte("notice"), "0.1.0", "amd64", when); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "image.oci.tar")
	if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	root, config, err := openImage(file, filepath.Join(dir, "a"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(root, "gongbiao")); err != nil || string(got) != "program" || config.Config.User != "65534:65534" {
		t.Errorf("%q, user %q, %v", got, config.Config.User, err)
	}
	if err := os.WriteFile(file, bytes.ReplaceAll(b.Bytes(), []byte(`"User":"65534:65534"`), []byte(`"User":"00000:00000"`)), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, _, err := openImage(file, filepath.Join(dir, "b")); err == nil {
		t.Error("an image whose configuration was changed is opened")
	}
}

// A Debian package is an ar of three parts, each at an even place.
func TestDeb(t *testing.T) {
	var a tree
	a.add("usr/bin/gongbiao", 0o755, []byte("program"))
	var b bytes.Buffer
	if err := writeDeb(&b, a, "0.1.0-dev.20261128.0123456789ab", "amd64", when); err != nil {
		t.Fatal(err)
	}
	rest, ok := strings.CutPrefix(b.String(), "!<arch>\n")
	if !ok {
		t.Fatal("not an ar")
	}
	for _, want := range []string{"debian-binary", "control.tar.gz", "data.tar.gz"} {
		var size int
		if name := strings.TrimSpace(rest[:16]); name != want || rest[58:60] != "`\n" {
			t.Fatalf("%q, want %q", rest[:60], want)
		}
		if _, err := fmt.Sscan(rest[48:58], &size); err != nil {
			t.Fatal(err)
		}
		if want == "control.tar.gz" {
			dir := t.TempDir()
			file := filepath.Join(dir, "control")
			if err := os.WriteFile(file, []byte(rest[60:60+size]), 0o666); err != nil {
				t.Fatal(err)
			}
			if err := untarGz(file, dir+"/out"); err != nil {
				t.Fatal(err)
			}
			control, err := os.ReadFile(dir + "/out/control")
			if err != nil || !strings.Contains(string(control), "\nVersion: 0.1.0~dev.20261128.0123456789ab\n") {
				t.Errorf("control %q, %v", control, err)
			}
		}
		rest = rest[60+size+size%2:]
	}
	if rest != "" {
		t.Errorf("%d bytes after the last part", len(rest))
	}
}

// dpkg reads no header but those of old and GNU's tar: a name in Chinese stands as it is.
func TestTarForDpkg(t *testing.T) {
	var a tree
	a.add("usr/share/doc/gongbiao/examples/tour/防汛.json", 0o644, []byte("{}"))
	a.add("usr/share/doc/gongbiao/"+strings.Repeat("很长的文件夹", 9)+"/b", 0o644, nil)
	var b bytes.Buffer
	if err := a.tar(&b, "./", when); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(b.Bytes(), []byte("PaxHeaders")) || !bytes.Contains(b.Bytes(), []byte("tour/防汛.json\x00")) {
		t.Error("a header of PAX, which dpkg of Debian 12 refuses")
	}
	r, found := tar.NewReader(&b), 0
	for h, err := r.Next(); err == nil; h, err = r.Next() {
		if slices.ContainsFunc(a, func(e entry) bool { return "./"+e.name == h.Name }) {
			found++
		}
	}
	if found != len(a) {
		t.Errorf("%d files read back, want %d", found, len(a))
	}
}

// The table stands between its marks, and what is around it stays.
func TestTable(t *testing.T) {
	root := t.TempDir()
	file := filepath.Join(root, "docs", "release.md")
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	f := figures{Version: "0.1.0", Commit: strings.Repeat("a", 40), Go: "go1.26", Signed: true, Targets: map[string]figure{}, Proofs: map[string]result{}}
	f.Targets["linux-arm64"] = figure{Program: 64_400_000, Build: 97 * time.Second, Again: 186 * time.Second}
	f.sizes(target{os: "linux", arch: "arm64"}, []made{{name: "gongbiao-0.1.0-linux-arm64.deb", size: 33_000_000}, {name: "gongbiao-0.1.0-linux-amd64.rpm", size: 1}})
	for range 2 { // written over what was written before
		if err := f.writeTable(root); err == nil {
			t.Fatal("a table without a place was written")
		}
		text := "before\n" + tableStart + "\nold\n" + tableEnd + "\nafter\n"
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := f.writeTable(root); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"before\n" + tableStart, tableEnd + "\nafter\n", "| linux-arm64 | 64.4 |  |  | 33.0 |  |  | 97 | 186 | 没有试 |", "| windows-amd64 | 没有做 |"} {
			if !strings.Contains(string(got), want) {
				t.Errorf("no %q in\n%s", want, got)
			}
		}
		if strings.Contains(string(got), "\nold\n") {
			t.Error("the old table is still there")
		}
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
}

// What cannot be tried is a sentence, and an error where the judges are required.
func TestSkipped(t *testing.T) {
	one := proof{name: "x", tools: []string{"no-such-program"}, run: func(*proving) (string, error) { return "done", nil }}
	t.Setenv("GONGBIAO_JUDGES", "")
	if says, err := one.try(nil); err != nil || !strings.Contains(says, "no-such-program") {
		t.Errorf("%q, %v", says, err)
	}
	t.Setenv("GONGBIAO_JUDGES", "required")
	if says, err := one.try(nil); err == nil {
		t.Errorf("required, and %q", says)
	}
	one.tools = nil
	if says, err := one.try(nil); err != nil || says != "done" {
		t.Errorf("%q, %v", says, err)
	}
}

func TestCompares(t *testing.T) {
	a, b := [32]byte{1}, [32]byte{2}
	for _, c := range []struct {
		got, want map[string][32]byte
		equal     bool
	}{
		{map[string][32]byte{"x": a}, map[string][32]byte{"x": a}, true},
		{map[string][32]byte{"x": b}, map[string][32]byte{"x": a}, false},
		{map[string][32]byte{"x": a, "y": a}, map[string][32]byte{"x": a}, false},
		{nil, map[string][32]byte{"x": a}, false},
	} {
		if err := equal(c.got, c.want); (err == nil) != c.equal {
			t.Errorf("%v, %v: %v", c.got, c.want, err)
		}
	}
	for _, c := range []struct {
		before, after map[string]string
		same          bool
	}{
		{map[string]string{"a": "1"}, map[string]string{"a": "1"}, true},
		{map[string]string{"a": "1"}, map[string]string{"a": "2"}, false},
		{map[string]string{"a": "1"}, map[string]string{"a": "1", "b": "1"}, false},
		{map[string]string{"a": "1"}, nil, false},
	} {
		if err := untouched(c.before, c.after); (err == nil) != c.same {
			t.Errorf("%v, %v: %v", c.before, c.after, err)
		}
	}
}

func TestAddressIn(t *testing.T) {
	for text, want := range map[string]string{"": "", "在 http://127.0.0.1:80": "", "在 http://127.0.0.1:8081/ 打开": "127.0.0.1:8081",
		"http://127.0.0.1:8080\n": "127.0.0.1:8080", "http://127.0.0.1:8080，按": "127.0.0.1:8080"} {
		if got := addressIn(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Every module that the program links has a licence that somebody allowed; a text that nobody knows is none.
func TestSPDX(t *testing.T) {
	for text, want := range map[string]string{
		"Permission is hereby granted, free of charge,\n to any person obtaining a copy": "MIT",
		"Redistribution and use in source and binary forms":                              "BSD-2-Clause",
		"Redistribution and use in source and binary forms … Neither the name":           "BSD-3-Clause",
		"GNU GENERAL PUBLIC LICENSE":                                                     "",
	} {
		if got := strings.Join(spdx(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// A name that is no target's stops the build: a release without what was asked for must not be signed.
func TestChosen(t *testing.T) {
	for list, want := range map[string]int{"": len(targets), "linux-amd64": 1, "windows": 2, "windows,linux-386": 3, "linux-amd64,linux": 6} {
		if got, err := chosen(list); err != nil || len(got) != want {
			t.Errorf("%q: %v, %v", list, got, err)
		}
	}
	for _, list := range []string{"linux-x86", "windows,linux-i386", "windows,"} {
		if got, err := chosen(list); err == nil {
			t.Errorf("%q: %v", list, got)
		}
	}
}
