package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/gongbiao/gongbiao/internal/edition"
)

// source is a commit, laid out in a folder of its own: what is not committed is not in it.
type source struct {
	dir     string // the folder
	commit  string // 40 digits
	at      time.Time
	version string // 0.1.0 for the commit with the tag v0.1.0, else 0.1.0-dev.DATE.COMMIT, which sorts before it
	lean    string // what go build -overlay is told, empty: nothing
	last    string // the tag before, for the notes; empty: none
}

// lay clones HEAD into dir, without copying its history.
func lay(root, dir string) (source, error) { return layAt(root, dir, "HEAD") }

func layAt(root, dir, commit string) (s source, err error) {
	if s.commit, err = git(root, "rev-parse", commit+"^{commit}"); err != nil {
		return s, err
	}
	if _, err = git(root, "clone", "-q", "--shared", "--no-checkout", root, dir); err != nil {
		return s, err
	}
	// what is made for Windows lies beside the sources and is no change of them
	if err = os.WriteFile(filepath.Join(dir, ".git", "info", "exclude"), []byte("*.syso\n"), 0o666); err != nil {
		return s, err
	}
	if _, err = git(dir, "-c", "advice.detachedHead=false", "checkout", "-q", s.commit); err != nil {
		return s, err
	}
	seconds, err := git(dir, "log", "-1", "--format=%ct")
	if err != nil {
		return s, err
	}
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return s, err
	}
	s.dir, s.at = dir, time.Unix(n, 0).UTC()
	tag, _ := git(dir, "describe", "--tags", "--exact-match", "--match", "v*")         // fails: there is none
	s.last, _ = git(dir, "describe", "--tags", "--abbrev=0", "--match", "v*", "HEAD^") // as above
	s.version, err = versionOf(edition.Release, tag, s.at, s.commit)
	return s, err
}

// versionOf is the version of a commit: files say edition.Release, so a tag must say the same.
func versionOf(release, tag string, at time.Time, commit string) (string, error) {
	switch tag {
	case "":
		return fmt.Sprintf("%s-dev.%s.%s", release, at.Format("20060102"), commit[:12]), nil
	case "v" + release:
		return release, nil
	}
	return "", fmt.Errorf("the commit has the tag %s and internal/edition says %s: one of them is wrong", tag, release)
}

func git(dir string, args ...string) (string, error) {
	return said(exec.Command("git", append([]string{"-C", dir}, args...)...))
}

// lighten has the programs built with lighter modules, and with the forms that ship as trees, as cmd/onefile of the
// same commit has its engine (docs/decisions/0079-a-lean-program.md).
func (s *source) lighten() error {
	dir := s.dir + ".lean"
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	c := exec.Command("go", "run", "./cmd/onefile", "-overlay", dir)
	c.Dir, c.Env = s.dir, environment()
	if _, err := said(c); err != nil {
		return err
	}
	s.lean = filepath.Join(dir, "overlay.json")
	return nil
}

// said runs a program and gives what it wrote, trimmed; a failure carries what it complained of.
func said(c *exec.Cmd) (string, error) {
	var out, complaint bytes.Buffer
	c.Stdout, c.Stderr = &out, &complaint
	if err := c.Run(); err != nil {
		return "", fmt.Errorf("%s: %w\n%s", strings.Join(c.Args, " "), err, complaint.Bytes())
	}
	return strings.TrimSpace(out.String()), nil
}

// environment is the one every build has, whatever the person who starts it has set: no network, no cgo, the oldest
// processors.
func environment(more ...string) []string {
	var env []string
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		if !strings.HasPrefix(name, "GO") || name == "GOPATH" || name == "GOCACHE" || name == "GOMODCACHE" || name == "GOROOT" {
			env = append(env, v)
		}
	}
	return append(append(env, "GOPROXY=off", "GOTOOLCHAIN=local", "GOFLAGS=-mod=readonly", "GOWORK=off", "CGO_ENABLED=0",
		"GOAMD64=v1", "GO386=sse2", "GOARM64=v8.0", "GORISCV64=rva20u64", "GOMIPS64=hardfloat"), more...)
}
