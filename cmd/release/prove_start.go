package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// proveSums holds every file of the release against SHA256SUMS, and that against its signature, with OpenSSH.
func proveSums(p *proving) (string, error) {
	list, err := os.ReadFile(filepath.Join(p.dir, "SHA256SUMS"))
	if err != nil {
		return "", err
	}
	n := 0
	for line := range strings.Lines(string(list)) {
		sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		data, err := os.ReadFile(filepath.Join(p.dir, name))
		if err != nil {
			return "", err
		}
		if fmt.Sprintf("%x", sha256.Sum256(data)) != sum {
			return "", fmt.Errorf("%s is not what SHA256SUMS says", name)
		}
		n++
	}
	if !p.key {
		return fmt.Sprintf("%d 个文件相符；没有签名", n), nil
	}
	key, err := os.ReadFile(filepath.Join(p.dir, "gongbiao.pub"))
	if err != nil {
		return "", err
	}
	allowed := filepath.Join(p.work, "allowed")
	if err := os.WriteFile(allowed, append([]byte("gongbiao "), key...), 0o666); err != nil {
		return "", err
	}
	for _, c := range []struct {
		list string
		code int
	}{{string(list), 0}, {"x" + string(list), 255}} { // a list somebody has changed
		v := exec.Command("ssh-keygen", "-Y", "verify", "-n", "gongbiao", "-f", allowed, "-I", "gongbiao", "-s", filepath.Join(p.dir, "SHA256SUMS.sig"))
		v.Stdin = strings.NewReader(c.list)
		if _, err := must(c.code, v); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("%d 个文件相符，签名也对；改了一个字的清单被拒绝", n), nil
}

// runs is how often a start is measured.
const runs = 25

// cost is the median of what runs of a program cost: processor time, and pages the kernel had to bring. The commands
// are run in turn, so that a busy machine is busy for all of them.
func cost(commands ...func() *exec.Cmd) ([]time.Duration, []int64, error) {
	spent, pages := make([][]time.Duration, len(commands)), make([][]int64, len(commands))
	for n := range runs + 1 {
		for i, command := range commands {
			c := command()
			c.Dir = os.TempDir() // a program reads the layouts of the folder it is started in
			if err := c.Run(); err != nil {
				return nil, nil, fmt.Errorf("%s: %w", strings.Join(c.Args, " "), err)
			}
			if n > 0 { // the first brings the file into memory
				spent[i] = append(spent[i], c.ProcessState.UserTime()+c.ProcessState.SystemTime())
				pages[i] = append(pages[i], faults(c.ProcessState))
			}
		}
	}
	var times []time.Duration
	var faults []int64
	for i := range commands {
		slices.Sort(spent[i])
		slices.Sort(pages[i])
		times, faults = append(times, spent[i][runs/2]), append(faults, pages[i][runs/2])
	}
	return times, faults, nil
}

// proveStart measures what it costs to start the program, beside a Go program that does nothing: the first figure
// depends on the machine, the ratio hardly does.
func proveStart(p *proving) (string, error) {
	archive, err := p.unpacked(host())
	if err != nil {
		return "", err
	}
	program := filepath.Join(archive, host().program())
	source, nothing := filepath.Join(p.work, "nothing.go"), filepath.Join(p.work, "nothing")
	if err := os.WriteFile(source, []byte("package main\n\nfunc main() {}\n"), 0o666); err != nil {
		return "", err
	}
	c := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", nothing, source)
	c.Env = environment("GO111MODULE=off")
	if _, err := said(c); err != nil {
		return "", err
	}
	record, pdf := filepath.Join(archive, "examples", "seed-1.json"), filepath.Join(p.work, "started.pdf")
	times, pages, err := cost(
		func() *exec.Cmd { return exec.Command(nothing) },
		func() *exec.Cmd { return exec.Command(program, "version") },
		func() *exec.Cmd { return exec.Command(program, "render", record, "-o", pdf, "--force") })
	if err != nil {
		return "", err
	}
	if times[0] == 0 {
		return "", errors.New("this system does not tell what a process costs")
	}
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	over := func(i int) float64 { return float64(times[i]) / float64(times[0]) }
	return fmt.Sprintf("处理器时间，%d 次的中位数：什么也不做的 Go 程序 %.1f ms（缺页 %d）；`version` %.1f ms（%d），是它的 %.1f 倍；"+
		"排一份两页的表成 PDF %.1f ms（%d），%.1f 倍", runs, ms(times[0]), pages[0], ms(times[1]), pages[1], over(1), ms(times[2]), pages[2], over(2)), nil
}
