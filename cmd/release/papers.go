package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// papers are the files of every archive that are no program: what people read, examples, what shells complete, pages of
// man, licences.
type papers struct {
	common      tree // README, examples, docs, licences
	completions tree // bash, zsh, fish, powershell under the name gongbiao
	man         tree // gongbiao.1 …
	commands    tree // the same pages as Markdown, for the site
}

// written are the folders and files of the repository that archives have as they are.
var written = []string{"README.md", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md", "LICENSE", "NOTICE", "docs", "examples",
	"model/finding/findings.md", "fonts/LICENSES.md", "fonts/README.md"}

func readPapers(s source, work string) (p papers, err error) {
	out, err := git(s.dir, append([]string{"-c", "core.quotePath=false", "ls-files", "--"}, written...)...)
	if err != nil {
		return p, err
	}
	for name := range strings.SplitSeq(out, "\n") {
		if err := p.common.addFile(name, filepath.Join(s.dir, filepath.FromSlash(name))); err != nil {
			return p, err
		}
	}
	list, err := linked(s.dir)
	if err != nil {
		return p, err
	}
	texts, err := licences(list, s.dir)
	if err != nil {
		return p, err
	}
	p.common = append(p.common, texts...)
	if p.completions, err = completions(s, work); err != nil {
		return p, err
	}
	pages := filepath.Join(work, "pages")
	c := exec.Command("go", "test", "-count=1", "-run", "^TestCommandPages$", "./cmd/gongbiao", "-pages", pages)
	c.Dir, c.Env = s.dir, environment()
	if _, err := said(c); err != nil {
		return p, err
	}
	if err := p.man.addFolder("", filepath.Join(pages, "man")); err != nil {
		return p, err
	}
	if err := p.commands.addFolder("", filepath.Join(pages, "md")); err != nil {
		return p, err
	}
	if len(p.man) < 20 || len(p.commands) != len(p.man) {
		return p, fmt.Errorf("%d pages of man and %d of the site: every command has one of each", len(p.man), len(p.commands))
	}
	return p, nil
}

// completions asks the program, made for this machine.
func completions(s source, work string) (t tree, err error) {
	host := target{os: runtime.GOOS, arch: runtime.GOARCH}
	program, err := compile(s, host, filepath.Join(work, "host"), "")
	if err != nil {
		return nil, err
	}
	for shell, name := range map[string]string{"bash": "gongbiao.bash", "zsh": "_gongbiao", "fish": "gongbiao.fish", "powershell": "gongbiao.ps1"} {
		out, err := said(exec.Command(program, "completion", shell))
		if err != nil {
			return nil, err
		}
		t.add(name, 0o644, []byte(out+"\n"))
	}
	return t, nil
}

// archive is what a target's archive holds.
func (p papers) archive(program []byte, t target) tree {
	a := slices.Clone(p.common)
	a.add(t.program(), 0o755, program)
	for _, e := range p.completions {
		a.add("completions/"+e.name, e.mode, e.data)
	}
	for _, e := range p.man {
		a.add("man/man1/"+e.name, e.mode, e.data)
	}
	return a
}

// installed is where the packages of Linux put the same.
func (p papers) installed(program []byte, dir string) (tree, error) {
	var a tree
	a.add("usr/bin/gongbiao", 0o755, program)
	for _, e := range p.common {
		switch {
		case e.name == "LICENSE":
			a.add("usr/share/doc/gongbiao/copyright", e.mode, e.data)
			fallthrough
		default:
			a.add("usr/share/doc/gongbiao/"+e.name, e.mode, e.data)
		}
	}
	for _, e := range p.completions {
		if dir := map[string]string{"gongbiao.bash": "bash-completion/completions/gongbiao", "_gongbiao": "zsh/site-functions/_gongbiao",
			"gongbiao.fish": "fish/vendor_completions.d/gongbiao.fish"}[e.name]; dir != "" {
			a.add("usr/share/"+dir, e.mode, e.data)
		}
	}
	for _, e := range p.man {
		data, err := gzipBytes(e.data)
		if err != nil {
			return nil, err
		}
		a.add("usr/share/man/man1/"+e.name+".gz", e.mode, data)
	}
	for from, to := range map[string]string{"gongbiao.service": "usr/lib/systemd/system/", "gongbiao.desktop": "usr/share/applications/"} {
		data, err := os.ReadFile(filepath.Join(dir, "packaging", from))
		if err != nil {
			return nil, err
		}
		a.add(to+from, 0o644, data)
	}
	png, err := iconPNG(dir, 256)
	if err != nil {
		return nil, err
	}
	a.add("usr/share/icons/hicolor/256x256/apps/gongbiao.png", 0o644, png)
	return a, nil
}
