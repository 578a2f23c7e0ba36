package doctor

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/signed"
)

func codes(r Report) (out []string) {
	for _, f := range r.Findings {
		out = append(out, f.Code)
	}
	return out
}

// install makes an install with a signed list and gives the program's file.
func install(t *testing.T, prefix bool) (exe, list string) {
	t.Helper()
	dir := t.TempDir()
	exe, list = "gongbiao", "SHA256SUMS"
	if prefix {
		exe, list = "bin/gongbiao", "share/gongbiao/SHA256SUMS"
	}
	write := func(name string, data []byte) {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	var text strings.Builder
	for _, name := range []string{exe, "share/doc/说明.md"} {
		write(name, []byte(name))
		fmt.Fprintf(&text, "%x  %s\n", sha256.Sum256([]byte(name)), name)
	}
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	sig, err := key.Sign(nil, signed.Message([]byte(text.String())), crypto.Hash(0))
	if err != nil {
		t.Fatal(err)
	}
	write(list, []byte(text.String()))
	write(list+".sig", signed.Armor(key.Public().(ed25519.PublicKey), sig))
	return filepath.Join(dir, exe), filepath.Join(dir, list)
}

// An install is good as it came, from an archive and from a package, and everything done to it is seen.
func TestVerify(t *testing.T) {
	other := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{1}, ed25519.SeedSize)).Public().(ed25519.PublicKey)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, prefix := range []bool{false, true} {
		for _, c := range []struct {
			name string
			do   func(exe, list string) string // the program that runs
			key  ed25519.PublicKey
			want []string
		}{
			{"as it came", func(exe, _ string) string { return exe }, nil, nil},
			{"another key", func(exe, _ string) string { return exe }, other, []string{"INSTALL-SIGNATURE"}},
			{"program changed", func(exe, _ string) string { must(os.WriteFile(exe, []byte("x"), 0o777)); return exe }, nil, []string{"INSTALL-FILE"}},
			{"unsigned", func(exe, list string) string { must(os.Remove(list + ".sig")); return exe }, nil, []string{"INSTALL-SIGNATURE"}},
			{"no list", func(exe, list string) string { must(os.Remove(list)); return exe }, nil, []string{"INSTALL-LIST"}},
			{"list changed", func(exe, list string) string {
				text, err := os.ReadFile(list)
				must(err)
				must(os.WriteFile(list, append([]byte("0"), text[1:]...), 0o666))
				return exe
			}, nil, []string{"INSTALL-FILE", "INSTALL-SIGNATURE"}},
			{"another program", func(exe, _ string) string {
				must(os.WriteFile(exe+"2", []byte("x"), 0o777))
				return exe + "2"
			}, nil, []string{"INSTALL-LIST"}},
		} {
			exe, list := install(t, prefix)
			var r Report
			r.Verify(c.do(exe, list), c.key)
			got := codes(r)
			slices.Sort(got)
			if got = slices.Compact(got); !slices.Equal(got, c.want) {
				t.Errorf("%s, in a prefix %v: %v, want %v", c.name, prefix, got, c.want)
			}
		}
	}
}

// What will give trouble is found, and nothing is left behind.
func TestLook(t *testing.T) {
	work := t.TempDir()
	r := Look(Machine{Program: "gongbiao", Exe: "/x", Work: work, Getenv: func(string) string { return "" },
		LookPath: func(string) (string, error) { return "", errors.New("none") }})
	for _, want := range []string{"INSTALL-OFFICE"} {
		if !slices.Contains(codes(r), want) {
			t.Errorf("%s is not found: %v", want, codes(r))
		}
	}
	if slices.Contains(codes(r), "INSTALL-FACES") || len(r.Facts) < 7 {
		t.Errorf("%v %v", r.Facts, codes(r))
	}
	if left, err := os.ReadDir(work); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	r = Look(Machine{Work: filepath.Join(work, "none"), Getenv: os.Getenv, LookPath: func(f string) (string, error) { return "/" + f, nil }})
	if got := codes(r); !slices.Contains(got, "INSTALL-WRITE") || slices.Contains(got, "INSTALL-OFFICE") {
		t.Errorf("%v", got)
	}
}
