package main

import (
	"crypto/sha256"
	"embed"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// wineSources are what Wine needs beside the program: a library that its version 8 has not, and a desktop.
//
//go:embed wine
var wineSources embed.FS

// windows is a Windows of its own, in a folder.
type windows struct {
	dir     string // with prefix/, programs, and what the user has
	program string // the program, unpacked
}

// wine is a command of Windows.
func (w windows) wine(args ...string) *exec.Cmd {
	c := exec.Command("timeout", append([]string{"300", "wine"}, args...)...)
	c.Env = w.env()
	return c
}

func (w windows) env() []string {
	var env []string
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "DISPLAY=") && !strings.HasPrefix(v, "WINE") { // no window: the console's is looked at by people
			env = append(env, v)
		}
	}
	return append(env, "WINEPREFIX="+filepath.Join(w.dir, "prefix"), "WINEARCH=win64", "WINEDEBUG=-all", "WINEDLLOVERRIDES=mscoree,mshtml=")
}

// open sets the Windows up: half a minute.
func (w windows) open() error {
	boot := exec.Command("wineboot", "-i")
	boot.Env = w.env()
	if _, err := said(boot); err != nil {
		return err
	}
	for source, to := range map[string]string{"bcryptprimitives.c": "prefix/drive_c/windows/system32/bcryptprimitives.dll", "desk.c": "desk.exe"} {
		text, err := wineSources.ReadFile("wine/" + source)
		if err != nil {
			return err
		}
		file := filepath.Join(w.dir, source)
		if err := os.WriteFile(file, text, 0o666); err != nil {
			return err
		}
		args := []string{"-O2", "-municode", "-o", filepath.Join(w.dir, to), file, "-ladvapi32"}
		if strings.HasSuffix(to, ".dll") {
			args[1] = "-shared"
		}
		if _, err := said(exec.Command("x86_64-w64-mingw32-gcc", args...)); err != nil {
			return err
		}
	}
	// the page shall not open in this machine's browser
	return w.set(`HKCU\Software\Wine\WineBrowser`, "Browsers", "true")
}

// set writes a value into the registry.
func (w windows) set(key, name, value string) error {
	_, err := must(0, w.wine("reg", "add", key, "/v", name, "/t", "REG_SZ", "/d", value, "/f"))
	return err
}

// says runs the program and looks for words in what it says.
func (w windows) says(code int, words, args string) error {
	said, err := must(code, w.wine(append([]string{w.program}, strings.Fields(args)...)...))
	if err == nil && !strings.Contains(said, words) {
		err = fmt.Errorf("%s does not say %s: %.500s", args, words, said)
	}
	return err
}

// greets asks the program who it is, and a help desk's questions: Wine as it comes plays Windows 7, which is too old.
func (w windows) greets() error {
	return errors.Join(w.set(`HKCU\Software\Wine`, "Version", "win7"), w.says(1, "INSTALL-SYSTEM", "doctor"),
		w.set(`HKCU\Software\Wine`, "Version", "win10"), w.says(0, "Windows 10", "doctor"),
		w.says(0, "windows/amd64", "version"), w.says(0, "公表", "help"), w.says(0, "--output", "render --help"))
}

// close ends what runs in it.
func (w windows) close() {
	c := exec.Command("wineboot", "-k")
	c.Env = w.env()
	_ = c.Run()
}

// drive is how Windows names a file of this machine.
func drive(file string) string { return `Z:` + strings.ReplaceAll(file, "/", `\`) }

// desk starts the program as the desktop does, with a file dropped on it or none, and the key to close the window
// typed.
func (w windows) desk(said string, dropped ...string) *exec.Cmd {
	args := []string{filepath.Join(w.dir, "desk.exe"), drive(w.program), drive(said), drive(filepath.Join(w.dir, "enter"))}
	for _, d := range dropped {
		args = append(args, drive(d))
	}
	return w.wine(args...)
}

// proveWine tries the Windows program: what it makes, folders with Chinese names, files dropped on it, a double click.
func proveWine(p *proving) (string, error) {
	t := target{os: "windows", arch: "amd64"}
	archive, err := p.unpacked(t)
	if err != nil {
		return "", err
	}
	w := windows{dir: filepath.Join(p.work, "wine"), program: filepath.Join(archive, "gongbiao.exe")}
	if err := os.MkdirAll(w.dir, 0o777); err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(w.dir, "enter"), []byte("\r\n"), 0o666); err != nil {
		return "", err
	}
	defer w.close()
	if err := w.open(); err != nil {
		return "", err
	}
	if err := w.greets(); err != nil {
		return "", err
	}
	want, err := p.reference()
	if err != nil {
		return "", err
	}
	got, err := outputs(archive, "made", func(args ...string) *exec.Cmd { return w.wine(append([]string{w.program}, args...)...) })
	if err == nil {
		err = equal(got, want)
	}
	if err != nil {
		return "", err
	}
	p.same(t, fmt.Sprintf("与 %s 相同（Wine，%d 个文件和校验结果）", host(), len(want)-1))
	if err := w.drops(p, archive, want); err != nil {
		return "", err
	}
	if err := w.doubleClick(); err != nil {
		return "", err
	}
	return fmt.Sprintf("%d 个文件与 %s 逐字节相同，check 说的也相同；中文文件夹里的记录、填报表拖上去，旁边得到 PDF、XLSX 和记录，与 Linux 做的相同，"+
		"窗口等回车；双击打开网页；`doctor` 在 Windows 7 说太旧。Wine 8 缺 bcryptprimitives.dll，用的是 `cmd/release/wine` 里的。真的 Windows 没有试", len(want)-1, host()), nil
}

// drops drops a record and a workbook, from a folder with a Chinese name, and holds what comes of them against what
// this machine's program makes.
func (w windows) drops(p *proving, archive string, want map[string][32]byte) error {
	desk := filepath.Join(w.dir, "收到的 表")
	record, form := filepath.Join(desk, "记录 一.json"), filepath.Join(desk, "填报表.xlsx")
	if err := os.MkdirAll(desk, 0o777); err != nil {
		return err
	}
	data, err := os.ReadFile(filepath.Join(archive, "examples", "seed-1.json"))
	if err != nil {
		return err
	}
	if err := os.WriteFile(record, data, 0o666); err != nil {
		return err
	}
	said := filepath.Join(w.dir, "said")
	if _, err := must(0, w.desk(said, record)); err != nil {
		return err
	}
	if err := waits(said); err != nil {
		return err
	}
	for _, end := range []string{".pdf", ".xlsx"} {
		data, err := os.ReadFile(filepath.Join(desk, "记录 一"+end))
		if err != nil {
			return err
		}
		if sha256.Sum256(data) != want["seed-1"+end] {
			return fmt.Errorf("a dropped record: its %s is not that of %s", end, host())
		}
	}
	ours, err := p.unpacked(host())
	if err != nil {
		return err
	}
	program, there := filepath.Join(ours, host().program()), filepath.Join(w.dir, "there")
	if _, err := must(0, exec.Command(program, "form", "new", "-t", "self-evaluation/shanghai", "--from", record, "-o", form)); err != nil {
		return err
	}
	code, _, err := outcome(exec.Command(program, "import", form, "-o", there))
	if err != nil {
		return err
	}
	if _, err := must(code, w.desk(said, form)); err != nil {
		return err
	}
	if err := waits(said); err != nil {
		return err
	}
	records, err := sumsBelow(there, map[string][32]byte{})
	if err != nil || len(records) == 0 {
		return fmt.Errorf("import gives no record of the workbook (%w)", err)
	}
	for name, sum := range records {
		data, err := os.ReadFile(filepath.Join(desk, name))
		if err != nil {
			return err
		}
		if sha256.Sum256(data) != sum {
			return fmt.Errorf("a dropped workbook: %s is not that of %s", name, host())
		}
	}
	return nil
}

// waits sees that the window was left open until a key was typed.
func waits(file string) error {
	said, err := os.ReadFile(file)
	if err == nil && !strings.Contains(string(said), "按回车键关闭窗口") {
		err = fmt.Errorf("the window does not stay open: %.500s", said)
	}
	return err
}

// doubleClick starts the program with nothing and looks for its page.
func (w windows) doubleClick() error {
	said := filepath.Join(w.dir, "clicked")
	c := w.desk(said)
	if err := c.Start(); err != nil {
		return err
	}
	defer func() { w.close(); _ = c.Wait() }()
	for range 200 {
		time.Sleep(100 * time.Millisecond)
		text, _ := os.ReadFile(said) // not there yet
		address := addressIn(string(text))
		if address == "" {
			continue
		}
		answer, err := http.Get("http://" + address + "/")
		if err != nil {
			return err
		}
		defer answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			return fmt.Errorf("the page of a double click answers %s", answer.Status)
		}
		return nil
	}
	return errors.New("a double click opens no page in twenty seconds")
}
