package main

import (
	"bytes"
	"crypto/md5" // the table that dpkg keeps; it secures nothing
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"github.com/google/rpmpack"
)

const (
	maintainer = "Gongbiao maintainers <maintainers@gongbiao.invalid>"
	summary    = "official Chinese fiscal forms as PDF, OFD and XLSX"
	long       = "公表把结构化数据排成官方格式的财政表格：PDF、OFD、XLSX，逐格一致。一个离线程序，字体内置。"
)

// writeAr writes an archive of ar, of which a Debian package is made: names of at most 16 letters, even lengths.
func writeAr(w io.Writer, at time.Time, files ...entry) error {
	if _, err := io.WriteString(w, "!<arch>\n"); err != nil {
		return err
	}
	for _, f := range files {
		head := fmt.Sprintf("%-16s%-12d%-6d%-6d%-8s%-10d`\n", f.name, at.Unix(), 0, 0, "100644", len(f.data))
		if _, err := io.WriteString(w, head); err != nil {
			return err
		}
		if _, err := w.Write(f.data); err != nil {
			return err
		}
		if len(f.data)%2 == 1 {
			if _, err := w.Write([]byte{'\n'}); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeDeb writes a Debian package of files below the root of the system. It runs nothing when it is put in or taken
// away, so that it leaves nothing behind.
func writeDeb(w io.Writer, t tree, version, arch string, at time.Time) error {
	var data, control bytes.Buffer
	if err := t.tarGz(&data, "./", at); err != nil {
		return err
	}
	size := 0
	var sums strings.Builder
	for _, e := range t.sorted() {
		size += (len(e.data) + 1023) / 1024
		fmt.Fprintf(&sums, "%x  %s\n", md5.Sum(e.data), e.name)
	}
	about := fmt.Sprintf("Package: gongbiao\nVersion: %s\nArchitecture: %s\nMaintainer: %s\nInstalled-Size: %d\nSection: editors\n"+
		"Priority: optional\nDescription: %s\n %s\n", tilde(version), arch, maintainer, size, summary, long)
	var c tree
	c.add("control", 0o644, []byte(about))
	c.add("md5sums", 0o644, []byte(sums.String()))
	if err := c.tarGz(&control, "./", at); err != nil {
		return err
	}
	return writeAr(w, at, entry{"debian-binary", 0o644, []byte("2.0\n")}, entry{"control.tar.gz", 0o644, control.Bytes()},
		entry{"data.tar.gz", 0o644, data.Bytes()})
}

// tilde is a version as both kinds of packages sort it: what comes before a release comes before it.
func tilde(version string) string { return strings.Replace(version, "-", "~", 1) }

// writeRpm writes the same files as an RPM package.
func writeRpm(w io.Writer, t tree, version, arch string, at time.Time) error {
	r, err := rpmpack.NewRPM(rpmpack.RPMMetaData{Name: "gongbiao", Summary: summary, Description: long, Version: tilde(version),
		Release: "1", Arch: arch, OS: "linux", Licence: "Apache-2.0 AND OFL-1.1 AND Arphic-1999", Packager: maintainer,
		BuildHost: "gongbiao", Compressor: "gzip", BuildTime: at, Group: "Applications/Publishing"})
	if err != nil {
		return err
	}
	stamp := uint32(at.Unix())
	for _, d := range t.folders() {
		if own(d) { // else the folder belongs to the system
			r.AddFile(rpmpack.RPMFile{Name: "/" + d, Mode: 0o40755, Owner: "root", Group: "root", MTime: stamp})
		}
	}
	for _, e := range t.sorted() {
		kind := rpmpack.GenericFile
		if strings.HasPrefix(e.name, "usr/share/doc/") || strings.HasPrefix(e.name, "usr/share/man/") {
			kind = rpmpack.DocFile
		}
		r.AddFile(rpmpack.RPMFile{Name: "/" + e.name, Body: e.data, Mode: 0o100000 | uint(e.mode.Perm()), Owner: "root", Group: "root",
			MTime: stamp, Type: kind})
	}
	return r.Write(w)
}

// own says whether a folder of the system is ours alone.
func own(dir string) bool {
	for d := dir; d != "."; d = path.Dir(d) {
		if path.Base(d) == "gongbiao" {
			return true
		}
	}
	return false
}
