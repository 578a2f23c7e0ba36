package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// proveLean runs the program that has no faces: without its font pack, with it, and with a pack somebody has changed.
func proveLean(p *proving) (string, error) {
	top := p.top + "-" + host().String() + "-nofonts"
	file := filepath.Join(p.dir, top+".tar.gz")
	pack := filepath.Join(p.dir, p.top+"-fonts.zip")
	if _, err := os.Stat(file); err != nil {
		return skipped("没有做（build -nofonts）")
	}
	if err := untarGz(file, filepath.Join(p.work, "lean")); err != nil {
		return "", err
	}
	archive := filepath.Join(p.work, "lean", top)
	run := func(args ...string) *exec.Cmd {
		c := exec.Command(filepath.Join(archive, host().program()), args...)
		c.Dir = archive
		return c
	}
	refuses := func(what string) error {
		said, err := must(3, run("render", "examples/seed-1.json", "-o", what))
		if err == nil && !strings.Contains(said, "INSTALL-FACES") {
			err = fmt.Errorf("%s: %.500s", what, said)
		}
		return err
	}
	if err := refuses("without"); err != nil {
		return "", err
	}
	if err := unzip(pack, archive); err != nil {
		return "", err
	}
	want, err := p.reference()
	if err != nil {
		return "", err
	}
	got, err := outputs(archive, "made", run)
	if err == nil {
		err = equal(got, want)
	}
	if err != nil {
		return "", err
	}
	face := filepath.Join(archive, "faces", "GongbiaoHei-Medium.ttf")
	data, err := os.ReadFile(face)
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(face, append(data, 0), 0o666); err != nil {
		return "", err
	}
	if err := refuses("changed"); err != nil {
		return "", err
	}
	if err := os.WriteFile(face, data, 0o666); err != nil {
		return "", err
	}
	whole, err := p.unpacked(host())
	if err != nil {
		return "", err
	}
	prints := func(program string) func() *exec.Cmd {
		return func() *exec.Cmd {
			return exec.Command(program, "render", filepath.Join(whole, "examples", "seed-1.json"), "-o", filepath.Join(p.work, "started.pdf"), "--force")
		}
	}
	times, _, err := cost(prints(filepath.Join(whole, host().program())), prints(filepath.Join(archive, host().program())))
	if err != nil {
		return "", err
	}
	info, err := os.Stat(pack)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("字体包 %s MB 解在旁边，%d 个文件与带字体的程序逐字节相同；没有字体包、字体改了一个字节，都是退出码 3 和 INSTALL-FACES。"+
		"排一份表的处理器时间是带字体的 %.1f 倍：每次都核对全部字体的校验和", mb(info.Size()), len(want)-1, float64(times[1])/float64(times[0])), nil
}
