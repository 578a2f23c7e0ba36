package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// runner makes the command that runs a target's program.
type runner func(args ...string) *exec.Cmd

// formats are those whose bytes are compared.
const formats = "pdf,xlsx,ofd,docx"

// outputs are the checksums of what a program makes of the examples in its archive, by the names of the files, and
// of what it says when it checks them.
func outputs(archive, to string, run runner) (map[string][32]byte, error) {
	records, err := filepath.Glob(filepath.Join(archive, "examples", "*.json"))
	if err != nil || len(records) < 5 {
		return nil, fmt.Errorf("%s: %d examples", archive, len(records))
	}
	for i, r := range records {
		records[i] = "examples/" + filepath.Base(r)
	}
	at := func(args ...string) *exec.Cmd {
		c := run(args...)
		c.Dir = archive
		return c
	}
	if _, err := must(0, at(append([]string{"render", "-f", formats, "-o", to}, records...)...)); err != nil {
		return nil, err
	}
	said, err := must(1, at(append([]string{"check"}, records...)...)) // the examples have findings
	if err != nil {
		return nil, err
	}
	return sumsBelow(filepath.Join(archive, to), map[string][32]byte{"check": sha256.Sum256([]byte(strings.ReplaceAll(said, "\r\n", "\n")))})
}

// sumsBelow adds the checksums of the files below a folder.
func sumsBelow(dir string, sums map[string][32]byte) (map[string][32]byte, error) {
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		sums[filepath.ToSlash(rel)] = sha256.Sum256(data)
		return err
	})
	return sums, err
}

// reference is what the program of this machine makes.
func (p *proving) reference() (map[string][32]byte, error) {
	if p.wanted == nil {
		archive, err := p.unpacked(host())
		if err != nil {
			return nil, err
		}
		p.wanted, err = outputs(archive, "made", func(args ...string) *exec.Cmd {
			return exec.Command(filepath.Join(archive, "gongbiao"), args...)
		})
		if err != nil {
			return nil, err
		}
	}
	return p.wanted, nil
}

// equal compares what two programs made.
func equal(got, want map[string][32]byte) error {
	var wrong []string
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if got[name] != want[name] {
			wrong = append(wrong, name)
		}
	}
	if len(wrong) > 0 || len(got) != len(want) {
		return fmt.Errorf("%d files for %d, not the same: %s", len(got), len(want), strings.Join(wrong, ", "))
	}
	return nil
}

// emulators run programs of other processors, by GOARCH.
var emulators = map[string]string{"amd64": "qemu-x86_64", "arm64": "qemu-aarch64", "loong64": "qemu-loongarch64", "riscv64": "qemu-riscv64",
	"386": "qemu-i386", "mips64le": "qemu-mips64el"}

// proveQemu holds what every Linux program makes against what this machine's makes.
func proveQemu(p *proving) (string, error) {
	want, err := p.reference()
	if err != nil {
		return "", err
	}
	var equals, lacks []string
	var wrong []error // every target is tried, whatever came of the others
	for _, t := range targets {
		if _, ok := p.has(t, ".tar.gz"); !ok || t.os != "linux" || t == host() {
			continue
		}
		emulator, err := exec.LookPath(emulators[t.arch])
		if err != nil {
			lacks = append(lacks, emulators[t.arch])
			continue
		}
		archive, err := p.unpacked(t)
		if err != nil {
			return "", err
		}
		got, err := outputs(archive, "made", func(args ...string) *exec.Cmd {
			c := exec.Command(emulator, append([]string{filepath.Join(archive, "gongbiao")}, args...)...)
			if t.arch == "386" {
				c.Env = append(os.Environ(), "GODEBUG=asyncpreemptoff=1") // qemu-i386 7.2 dies of the signals
			}
			return c
		})
		if err == nil {
			err = equal(got, want)
		}
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", t, err))
			continue
		}
		p.same(t, fmt.Sprintf("与 %s 相同（%d 个文件和校验结果）", host(), len(want)-1))
		equals = append(equals, t.arch)
	}
	switch {
	case len(wrong) > 0:
		return "", errors.Join(wrong...)
	case len(lacks) > 0:
		return skipped("这里没有 " + strings.Join(lacks, "、"))
	case len(equals) == 0:
		return skipped("没有做别的 Linux 的程序")
	}
	p.same(host(), "其他的与它比")
	return fmt.Sprintf("%s 与本机的 %s 相同：%d 份记录的 %s 共 %d 个文件，逐字节；check 说的也相同", strings.Join(equals, "、"), host().arch,
		(len(want)-1)/4, strings.ReplaceAll(formats, ",", "、"), len(want)-1), nil
}

// same notes what a target's outputs were held against.
func (p *proving) same(t target, says string) {
	one := p.figures.Targets[t.String()]
	one.Same = says
	p.figures.Targets[t.String()] = one
}
