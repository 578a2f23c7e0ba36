package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// proof is something that is tried with a finished release.
type proof struct {
	name  string
	says  string   // what is tried, in Chinese, for the table
	tools []string // programs that it needs
	root  bool     // it needs to be root
	run   func(*proving) (string, error)
}

func proofs() []proof {
	return []proof{
		{name: "sums", says: "校验和、签名（ssh-keygen）", tools: []string{"ssh-keygen"}, run: proveSums},
		{name: "start", says: "启动（linux，本机）", run: proveStart},
		{name: "qemu", says: "各种 Linux（qemu-user）", run: proveQemu},
		{name: "wine", says: "windows-amd64（Wine）", tools: []string{"wine", "wineboot", "x86_64-w64-mingw32-gcc"}, run: proveWine},
		{name: "deb", says: "deb 装、用、卸（没有网络）", tools: []string{"debootstrap", "unshare", "cp"}, root: true, run: proveDeb},
		{name: "rpm", says: "rpm 装、用、卸（没有网络）", tools: []string{"rpm", "unshare"}, root: true, run: proveRpm},
		{name: "image", says: "容器镜像（bwrap）", tools: []string{"bwrap"}, run: proveImage},
		{name: "nofonts", says: "不带字体的程序和字体包", run: proveLean},
		{name: "versions", says: "两个版本", run: proveVersions},
	}
}

// proving is a release that is being tried.
type proving struct {
	root, dir, work string
	top             string // what the names of its files begin with
	figures         figures
	debian          string // a root made by debootstrap; empty: one is made
	old             string // a commit whose program is run beside this one; empty: one is found
	key             bool   // there is a signature
	wanted          map[string][32]byte
}

// prove tries the release in out/release and notes how it came out; what cannot be tried on this machine is skipped
// with a sentence, and is an error where GONGBIAO_JUDGES=required.
func prove(root string, args []string) error {
	f := flag.NewFlagSet("prove", flag.ContinueOnError)
	dir := f.String("o", filepath.Join(root, "out", "release"), "the release, as build made it")
	only := f.String("only", "", "sums,start,qemu,wine,deb,rpm,image,nofonts,versions; all without it")
	debian := f.String("debian", "", "a folder debootstrap made, which stays as it is; without it one is made, from the network")
	old := f.String("old", "", "the commit to run beside this one; without it the last tag, or else the last commit of the day before")
	table := f.Bool("table", false, "write the figures into docs/release.md")
	if err := f.Parse(args); err != nil {
		return err
	}
	p, err := openRelease(root, *dir)
	if err != nil {
		return err
	}
	defer os.RemoveAll(p.work)
	p.debian, p.old = *debian, *old
	var failed []error
	for _, one := range proofs() {
		if *only != "" && !slices.Contains(strings.Split(*only, ","), one.name) {
			continue
		}
		says, err := one.try(p)
		p.figures.Proofs[one.name] = result{err == nil, says}
		fmt.Printf("%s: %s\n", one.name, says)
		if err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", one.name, err))
		}
		if err := p.figures.write(p.dir); err != nil {
			return err
		}
	}
	if *table {
		failed = append(failed, p.figures.writeTable(root))
	}
	return errors.Join(failed...)
}

// try runs a proof where its tools are.
func (one proof) try(p *proving) (string, error) {
	var lacks []string
	for _, tool := range one.tools {
		if _, err := exec.LookPath(tool); err != nil {
			lacks = append(lacks, tool)
		}
	}
	if one.root && os.Geteuid() != 0 {
		lacks = append(lacks, "root")
	}
	if len(lacks) > 0 {
		return skipped("这里没有 " + strings.Join(lacks, "、"))
	}
	says, err := one.run(p)
	if err != nil {
		says = "**不对**：" + firstLine(err.Error())
	}
	return says, err
}

// skipped says why something was not tried; a judge that is required and missing is an error.
func skipped(why string) (string, error) {
	if os.Getenv("GONGBIAO_JUDGES") == "required" {
		return "没有试：" + why, errors.New(why)
	}
	return "没有试：" + why, nil
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return strings.ReplaceAll(line, "|", "\\|")
}

// openRelease finds the one release in a folder.
func openRelease(root, dir string) (*proving, error) {
	notes, err := filepath.Glob(filepath.Join(dir, "gongbiao-*-notes.md"))
	if err != nil || len(notes) != 1 {
		return nil, fmt.Errorf("%s: one release is wanted there, %d were found: run build first", dir, len(notes))
	}
	p := &proving{root: root, dir: dir, top: strings.TrimSuffix(filepath.Base(notes[0]), "-notes.md")}
	if p.figures, err = readFigures(dir); err != nil {
		return nil, err
	}
	if !strings.HasPrefix(p.top, "gongbiao-"+p.figures.Version) {
		return nil, fmt.Errorf("%s.json is about %s, the folder has %s", dir, p.figures.Version, p.top)
	}
	_, err = os.Stat(filepath.Join(dir, "SHA256SUMS.sig"))
	p.key = err == nil
	p.work, err = os.MkdirTemp("", "gongbiao-prove-")
	return p, err
}

// host is the target of this machine.
func host() target {
	for _, t := range targets {
		if t.os == runtime.GOOS && t.arch == runtime.GOARCH {
			return t
		}
	}
	return target{os: runtime.GOOS, arch: runtime.GOARCH}
}

// has says whether the release has a file of a target.
func (p *proving) has(t target, end string) (file string, ok bool) {
	file = filepath.Join(p.dir, p.top+"-"+t.String()+end)
	_, err := os.Stat(file)
	return file, err == nil
}

// unpacked is the folder of a target's archive, unpacked on first use.
func (p *proving) unpacked(t target) (string, error) {
	to := filepath.Join(p.work, "archives", t.String())
	top := filepath.Join(to, p.top+"-"+t.String())
	if _, err := os.Stat(top); err == nil {
		return top, nil
	}
	end, unpack := ".tar.gz", untarGz
	if t.os == "windows" {
		end, unpack = ".zip", unzip
	}
	file, ok := p.has(t, end)
	if !ok {
		return "", fmt.Errorf("%s: not in the release", file)
	}
	return top, unpack(file, to)
}

func untarGz(file, to string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	return untar(z, to)
}

// untar unpacks folders and plain files; a release has nothing else.
func untar(r io.Reader, to string) error {
	for tr := tar.NewReader(r); ; {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if !filepath.IsLocal(h.Name) {
			return fmt.Errorf("the archive has a name that leads out of it: %s", h.Name)
		}
		name := filepath.Join(to, h.Name)
		switch h.Typeflag {
		case tar.TypeDir:
			if err := os.MkdirAll(name, 0o777); err != nil {
				return err
			}
			err = os.Chmod(name, h.FileInfo().Mode())
		case tar.TypeReg:
			err = put(name, tr, h.FileInfo().Mode())
		default:
			err = fmt.Errorf("%s: neither a file nor a folder", h.Name)
		}
		if err != nil {
			return err
		}
	}
}

func unzip(file, to string) error {
	z, err := zip.OpenReader(file)
	if err != nil {
		return err
	}
	defer z.Close()
	for _, f := range z.File {
		if !filepath.IsLocal(f.Name) {
			return fmt.Errorf("the archive has a name that leads out of it: %s", f.Name)
		}
		r, err := f.Open()
		if err != nil {
			return err
		}
		if err := put(filepath.Join(to, filepath.FromSlash(f.Name)), r, f.Mode()); err != nil {
			return err
		}
		r.Close()
	}
	return nil
}

func put(name string, r io.Reader, mode fs.FileMode) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	return os.WriteFile(name, data, mode.Perm())
}

// outcome runs a program and gives its exit code with what it wrote to both; only a program that did not start is
// an error.
func outcome(c *exec.Cmd) (int, string, error) {
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	err := c.Run()
	var ended *exec.ExitError
	if errors.As(err, &ended) {
		err = nil
	}
	if err != nil {
		return 0, "", fmt.Errorf("%s: %w", strings.Join(c.Args, " "), err)
	}
	return c.ProcessState.ExitCode(), out.String(), nil
}

// must runs a program that shall end with this exit code.
func must(want int, c *exec.Cmd) (string, error) {
	code, out, err := outcome(c)
	if err == nil && code != want {
		err = fmt.Errorf("%s: exit code %d, not %d: %.2000s", strings.Join(c.Args, " "), code, want, out)
	}
	return out, err
}
