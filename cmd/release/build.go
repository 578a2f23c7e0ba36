package main

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// build makes a release of HEAD.
func build(root string, args []string) error {
	f := flag.NewFlagSet("build", flag.ContinueOnError)
	out := f.String("o", filepath.Join(root, "out", "release"), "the folder to write")
	only := f.String("targets", "", "linux-amd64,windows …; all without it")
	twice := f.Bool("twice", false, "build every program a second time, in another folder and from nothing, and compare")
	lean := f.Bool("nofonts", false, "for every target an archive of a program without faces too, and one font pack for them all")
	if err := f.Parse(args); err != nil {
		return err
	}
	key, err := openSigner(os.Getenv)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "gongbiao-release-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	s, err := lay(root, filepath.Join(work, "a"))
	if err != nil {
		return err
	}
	if err := s.lighten(); err != nil {
		return err
	}
	these, err := chosen(*only)
	if err != nil {
		return err
	}
	fmt.Printf("gongbiao %s, commit %s, %s\n", s.version, s.commit[:12], runtime.Version())
	p, err := readPapers(s, work)
	if err != nil {
		return err
	}
	r := release{source: s, papers: p, key: key, dir: *out}
	if err := os.RemoveAll(*out); err != nil {
		return err
	}
	if err := os.MkdirAll(*out, 0o777); err != nil {
		return err
	}
	var again source
	if *twice {
		if again, err = lay(root, filepath.Join(work, "another", "folder")); err != nil {
			return err
		}
		if err := again.lighten(); err != nil {
			return err
		}
	}
	measured := figures{s.version, s.commit, runtime.Version(), key != nil, map[string]figure{}, map[string]result{}}
	for _, t := range these {
		start := time.Now()
		program, err := compile(s, t, filepath.Join(work, t.String(), t.program()), "")
		if err != nil {
			return err
		}
		one := figure{Build: time.Since(start)}
		data, err := os.ReadFile(program)
		if err != nil {
			return err
		}
		one.Program, one.Sum = int64(len(data)), fmt.Sprintf("%x", sha256.Sum256(data))
		fmt.Printf("%s  %s MB  %.0f s  sha256 %s\n", t, mb(one.Program), one.Build.Seconds(), one.Sum)
		if *twice {
			if err := one.again(again, t, work); err != nil {
				return err
			}
		}
		measured.Targets[t.String()] = one
		if err := r.pack(t, data); err != nil {
			return err
		}
		if *lean {
			if one.Lean, err = r.packLean(t, work); err != nil {
				return err
			}
			measured.Targets[t.String()] = one
		}
		measured.sizes(t, r.files)
		if err := os.RemoveAll(filepath.Join(work, t.String())); err != nil {
			return err
		}
	}
	if *lean {
		if err := r.packFaces(); err != nil {
			return err
		}
	}
	if err := r.finish(); err != nil {
		return err
	}
	return measured.write(*out)
}

// compile builds the program for a target.
func compile(s source, t target, to, cache string, flags ...string) (string, error) {
	if t.os == "windows" {
		if err := resource(s, t); err != nil {
			return "", err
		}
	}
	linked := "-ldflags=-s -w"
	if t.arch == "amd64" {
		linked += " -funcalign=16" // as elsewhere; 32 is 0.2 MB of gaps
	}
	args := append([]string{"build", "-p", "2", "-trimpath", "-buildvcs=true", linked, "-o", to}, flags...)
	if s.lean != "" {
		args = append(args, "-overlay", s.lean)
		for _, pattern := range cold {
			args = append(args, "-gcflags="+pattern+"=-l")
		}
	}
	c := exec.Command("go", append(args, "./cmd/gongbiao")...)
	c.Dir, c.Env = s.dir, environment("GOOS="+t.os, "GOARCH="+t.arch)
	if cache != "" {
		c.Env = append(c.Env, "GOCACHE="+cache)
	}
	_, err := said(c)
	return to, err
}

// release is one being made.
type release struct {
	source
	papers
	key   *signer
	dir   string
	files []made
}

// made is a file of the release.
type made struct {
	name string
	size int64
	sum  [sha256.Size]byte
}

// name is that of every file: what is not signed says it.
func (r *release) name() string {
	if r.key == nil {
		return "gongbiao-" + r.version + "-unsigned"
	}
	return "gongbiao-" + r.version
}

// write makes a file of the release.
func (r *release) write(name string, write func(io.Writer) error) error {
	f, err := os.Create(filepath.Join(r.dir, name))
	if err != nil {
		return err
	}
	h := sha256.New()
	counted := &counter{w: io.MultiWriter(f, h)}
	if err := write(counted); err != nil {
		f.Close()
		return err
	}
	m := made{name: name, size: counted.n}
	h.Sum(m.sum[:0])
	r.files = append(r.files, m)
	return f.Close()
}

type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}

// packArchive seals files and writes them as people of a target unpack them, in a folder of that name.
func (r *release) packArchive(a tree, t target, top string) error {
	if err := a.seal(r.key, "", ""); err != nil {
		return err
	}
	if t.os == "windows" {
		return r.write(top+".zip", func(w io.Writer) error { return a.zip(w, top+"/", r.at) })
	}
	return r.write(top+".tar.gz", func(w io.Writer) error { return a.tarGz(w, top+"/", r.at) })
}

// pack makes the archive of a target, and on Linux its packages and image.
func (r *release) pack(t target, program []byte) error {
	top := r.name() + "-" + t.String()
	if err := r.packArchive(r.archive(program, t), t, top); err != nil || t.deb == "" {
		return err
	}
	in, err := r.installed(program, r.source.dir)
	if err != nil {
		return err
	}
	if err := in.seal(r.key, "usr/share/gongbiao/", "usr/"); err != nil {
		return err
	}
	if err := r.write(top+".deb", func(w io.Writer) error { return writeDeb(w, in, r.version, t.deb, r.at) }); err != nil {
		return err
	}
	if err := r.write(top+".rpm", func(w io.Writer) error { return writeRpm(w, in, r.version, t.rpm, r.at) }); err != nil || !t.image {
		return err
	}
	notice := entryOf(r.common, "NOTICE")
	return r.write(top+".oci.tar", func(w io.Writer) error { return writeImage(w, program, notice, r.version, t.arch, r.at) })
}

func entryOf(t tree, name string) []byte {
	for _, e := range t {
		if e.name == name {
			return e.data
		}
	}
	return nil
}

// finish writes what speaks of all files: the list of parts, notes, checksums, the signature.
func (r *release) finish() error {
	list, err := linked(r.source.dir)
	if err != nil {
		return err
	}
	parts, err := sbom(r.source, list, runtime.Version())
	if err != nil {
		return err
	}
	text := func(name string, data []byte) error {
		return r.write(name, func(w io.Writer) error { _, err := w.Write(data); return err })
	}
	if err := text(r.name()+".cdx.json", parts); err != nil {
		return err
	}
	said, err := notes(r.source, r.files, runtime.Version(), r.key)
	if err != nil {
		return err
	}
	if err := text(r.name()+"-notes.md", said); err != nil {
		return err
	}
	var sums strings.Builder
	for _, m := range r.files {
		fmt.Fprintf(&sums, "%x  %s\n", m.sum, m.name)
	}
	if err := text("SHA256SUMS", []byte(sums.String())); err != nil || r.key == nil {
		return err
	}
	sig, err := r.key.sign([]byte(sums.String()))
	if err != nil {
		return err
	}
	if err := text("SHA256SUMS.sig", sig); err != nil {
		return err
	}
	return text("gongbiao.pub", []byte(r.key.public))
}

func gzipBytes(data []byte) ([]byte, error) {
	var b bytes.Buffer
	err := gzipped(&b, func(w io.Writer) error { _, err := w.Write(data); return err })
	return b.Bytes(), err
}
