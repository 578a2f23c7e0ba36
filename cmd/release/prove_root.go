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

// inRoot runs a command below a folder that is the whole system to it, as a user, started in a folder of that
// system, with a network that has nothing in it and a /proc of its own.
func inRoot(root, user, dir string, command ...string) *exec.Cmd {
	c := exec.Command("unshare", append([]string{"--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc=/proc",
		"--root=" + root, "--wd=" + dir, "--setuid=" + user, "--setgid=" + user, "--"}, command...)...)
	c.Env = []string{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=" + dir, "LANG=C.UTF-8", "DEBIAN_FRONTEND=noninteractive"}
	return c
}

// clerk is the user who has no rights.
const clerk = "1000"

// readme are the first commands of README.md that need no Go: those that lead to the first PDF.
func (p *proving) readme() ([][]string, error) {
	text, err := os.ReadFile(filepath.Join(p.root, "README.md"))
	if err != nil {
		return nil, err
	}
	var out [][]string
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "    gongbiao ") {
			out = append(out, strings.Fields(line))
		} else if len(out) > 0 {
			break
		}
	}
	if len(out) == 0 {
		return nil, errors.New("README.md: no command of gongbiao that needs no Go")
	}
	return out, nil
}

// firstPDF follows README.md as a user without rights, and looks for a PDF below the folder it was done in.
func (p *proving) firstPDF(root string) error {
	commands, err := p.readme()
	if err != nil {
		return err
	}
	home := filepath.Join(root, "home", "clerk")
	if err := os.MkdirAll(home, 0o777); err != nil {
		return err
	}
	if err := os.Chown(home, 1000, 1000); err != nil {
		return err
	}
	for _, command := range commands {
		command[0] = "/usr/bin/gongbiao"
		if _, err := must(0, inRoot(root, clerk, "/home/clerk", command...)); err != nil {
			return err
		}
	}
	pdfs, err := filepath.Glob(filepath.Join(home, "*", "*.pdf"))
	if err != nil || len(pdfs) == 0 {
		return errors.New("README.md was followed, and there is no PDF")
	}
	data, err := os.ReadFile(pdfs[0])
	if err == nil && !strings.HasPrefix(string(data), "%PDF-") {
		err = fmt.Errorf("%s is no PDF", pdfs[0])
	}
	return errors.Join(err, os.RemoveAll(home))
}

// census is every name below a folder with what it is; the folder's own notes of what was installed are left out.
func census(root string, leave ...string) (map[string]string, error) {
	out := map[string]string{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		if slices.Contains(leave, rel) {
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() {
			out[rel] = d.Type().String()
			return nil
		}
		data, err := os.ReadFile(name)
		out[rel] = fmt.Sprintf("%x", sha256.Sum256(data))
		return err
	})
	return out, err
}

// untouched says what is not as it was.
func untouched(before, after map[string]string) error {
	var wrong []string
	for _, name := range slices.Sorted(maps.Keys(after)) {
		if before[name] != after[name] {
			wrong = append(wrong, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if _, ok := after[name]; !ok {
			wrong = append(wrong, "-"+name)
		}
	}
	if len(wrong) > 0 {
		return fmt.Errorf("taken away again, the system is not what it was: %s", strings.Join(wrong, " "))
	}
	return nil
}

// verified asks an installed program whether it is what was signed, and then, with a byte of a paper changed, again.
func (p *proving) verified(root string) error {
	if !p.key {
		return nil
	}
	key, err := os.ReadFile(filepath.Join(p.dir, "gongbiao.pub"))
	if err != nil {
		return err
	}
	trusted := filepath.Join(root, "trusted.pub")
	if err := os.WriteFile(trusted, key, 0o644); err != nil {
		return err
	}
	defer os.Remove(trusted)
	if _, err := must(0, inRoot(root, clerk, "/", "/usr/bin/gongbiao", "doctor", "--verify", "--key", "/trusted.pub")); err != nil {
		return err
	}
	paper := filepath.Join(root, "usr", "share", "doc", "gongbiao", "README.md")
	whole, err := os.ReadFile(paper)
	if err != nil {
		return err
	}
	defer os.WriteFile(paper, whole, 0o644)
	if err := os.WriteFile(paper, append([]byte("x"), whole...), 0o644); err != nil {
		return err
	}
	said, err := must(1, inRoot(root, clerk, "/", "/usr/bin/gongbiao", "doctor", "--verify", "--key", "/trusted.pub"))
	if err == nil && !strings.Contains(said, "README.md") {
		err = fmt.Errorf("a changed README.md is not named: %.500s", said)
	}
	return err
}

// proveDeb puts the package into a Debian that has only what debootstrap put there, follows the README, and takes
// it away.
func proveDeb(p *proving) (string, error) {
	deb, ok := p.has(host(), ".deb")
	if !ok {
		return skipped("没有这台机器的 deb")
	}
	root := filepath.Join(p.work, "debian")
	if p.debian != "" {
		if _, err := said(exec.Command("cp", "-a", p.debian, root)); err != nil {
			return "", err
		}
	} else if _, err := said(exec.Command("debootstrap", "--variant=minbase", "bookworm", root)); err != nil {
		return "", err
	}
	leave := []string{"var/lib/dpkg/status", "var/lib/dpkg/status-old", "var/log/dpkg.log", "var/lib/dpkg/lock", "var/lib/dpkg/lock-frontend",
		"var/lib/dpkg/triggers/Lock", "var/lib/dpkg/triggers/Unincorp", "dev", "proc"}
	before, err := census(root, leave...)
	if err != nil {
		return "", err
	}
	data, err := os.ReadFile(deb)
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(root, "gongbiao.deb"), data, 0o644); err != nil {
		return "", err
	}
	devices, err := must(0, inRoot(root, "0", "/", "/usr/bin/cat", "/proc/net/dev"))
	if err != nil || !strings.Contains(devices, " lo:") || strings.Count(devices, ":") != 1 {
		return "", fmt.Errorf("the root has a network: %s (%w)", devices, err)
	}
	if _, err := must(0, inRoot(root, "0", "/", "/usr/bin/dpkg", "-i", "/gongbiao.deb")); err != nil {
		return "", err
	}
	if _, err := must(0, inRoot(root, "0", "/", "/usr/bin/dpkg", "--verify", "gongbiao")); err != nil {
		return "", err
	}
	for _, file := range []string{"usr/share/man/man1/gongbiao-render.1.gz", "usr/share/bash-completion/completions/gongbiao",
		"usr/lib/systemd/system/gongbiao.service", "usr/share/doc/gongbiao/copyright"} {
		if _, err := os.Stat(filepath.Join(root, file)); err != nil {
			return "", err
		}
	}
	if err := p.firstPDF(root); err != nil {
		return "", err
	}
	if err := p.verified(root); err != nil {
		return "", err
	}
	if _, err := must(0, inRoot(root, "0", "/", "/usr/bin/dpkg", "-P", "gongbiao")); err != nil {
		return "", err
	}
	if err := os.Remove(filepath.Join(root, "gongbiao.deb")); err != nil {
		return "", err
	}
	after, err := census(root, leave...)
	if err != nil {
		return "", err
	}
	status, err := os.ReadFile(filepath.Join(root, "var/lib/dpkg/status"))
	if err == nil && strings.Contains(string(status), "Package: gongbiao\n") {
		err = errors.New("dpkg still knows the package")
	}
	if err := errors.Join(err, untouched(before, after)); err != nil {
		return "", err
	}
	return fmt.Sprintf("debootstrap 的 Debian 12，只有 %d 个文件和文件夹：装上，`doctor --verify` %s，照 README 到第一张 PDF，卸掉以后与装以前逐字节相同", len(before), p.checked()), nil
}

func (p *proving) checked() string {
	if p.key {
		return "核对签名（改一个字就说出来）"
	}
	return "没有试（没有签名）"
}

// proveRpm does the same with the other package. This machine's rpm puts it into an empty folder; nothing of a
// distribution is there, so that what the program needs would be missed.
func proveRpm(p *proving) (string, error) {
	file, ok := p.has(host(), ".rpm")
	if !ok {
		return skipped("没有这台机器的 rpm")
	}
	const known = "var/lib/rpm" // where rpm keeps what it knows
	root := filepath.Join(p.work, "rpm")
	for _, dir := range []string{known, "home", "tmp", "proc"} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o755); err != nil {
			return "", err
		}
	}
	rpm := func(args ...string) *exec.Cmd {
		c := exec.Command("unshare", append([]string{"-n", "--", "rpm", "--root", root, "--dbpath", "/" + known, "--force-debian"}, args...)...)
		c.Env = append(os.Environ(), "LANG=C.UTF-8")
		return c
	}
	if _, err := must(0, exec.Command("rpm", "--root", root, "--dbpath", "/"+known, "--initdb")); err != nil {
		return "", err
	}
	before, err := census(root, known)
	if err != nil {
		return "", err
	}
	if _, err := must(0, rpm("-i", file)); err != nil {
		return "", err
	}
	if said, err := must(0, rpm("-V", "gongbiao")); err != nil || said != "" {
		return "", fmt.Errorf("rpm -V: %s (%w)", said, err)
	}
	if err := p.firstPDF(root); err != nil {
		return "", err
	}
	if err := p.verified(root); err != nil {
		return "", err
	}
	if _, err := must(0, rpm("-e", "gongbiao")); err != nil {
		return "", err
	}
	if code, _, err := outcome(rpm("-q", "gongbiao")); err != nil || code == 0 {
		return "", fmt.Errorf("rpm still knows the package (%w)", err)
	}
	after, err := census(root, known)
	if err != nil {
		return "", err
	}
	left := map[string]string{}
	for name, is := range after { // folders of the system that were not there before are the system's own
		if _, was := before[name]; was || !strings.HasPrefix(is, "d") || own(filepath.ToSlash(name)) {
			left[name] = is
		}
	}
	if err := untouched(before, left); err != nil {
		return "", err
	}
	return "Debian 的 rpm，装进空的文件夹（没有别的文件，没有发行版）：`rpm -V`，`doctor --verify` " + p.checked() + "，照 README 到第一张 PDF，卸掉以后不留文件", nil
}
