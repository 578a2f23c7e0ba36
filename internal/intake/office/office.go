// Package office has documents that only LibreOffice can open (.doc, .wps, RTF) saved as .docx, by a LibreOffice that
// is on the machine: offered, never required. In: files that package intake let in. Out: the bytes of .docx files, or
// the sentence that says why there are none.
//
// The program is run once for a batch, without a shell, in a folder and with a profile of its own that runs no macro,
// follows no link and is gone afterwards; it is ended when its time is over.
package office

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Office is a LibreOffice.
type Office struct {
	Program string        // path of soffice
	Start   time.Duration // the time it may take to begin; 0: a minute
	Each    time.Duration // and for each file beside; 0: ten seconds
}

// Find looks for LibreOffice where its installers put it; false: there is none.
func Find() (Office, bool) {
	for _, p := range []string{"soffice", "libreoffice", "/usr/lib/libreoffice/program/soffice",
		"/Applications/LibreOffice.app/Contents/MacOS/soffice", `C:\Program Files\LibreOffice\program\soffice.exe`,
		`C:\Program Files (x86)\LibreOffice\program\soffice.exe`} {
		if path, err := exec.LookPath(p); err == nil {
			return Office{Program: path}, true
		}
	}
	return Office{}, false
}

// Takes says whether files of a kind are for it.
func Takes(k intake.Kind) bool { return k == intake.OldWord || k == intake.RTF }

// Result is a file as .docx, or a *finding.DataError.
type Result struct {
	DOCX []byte
	Err  error
}

// DOCX has files saved as .docx in one run of the program; there is a result for each. The error is one of the machine.
func (o Office) DOCX(ctx context.Context, files ...*intake.File) ([]Result, error) {
	dir, err := os.MkdirTemp("", "gongbiao-office-")
	if err != nil {
		return nil, fmt.Errorf("转换旧文件：%w", err)
	}
	defer os.RemoveAll(dir)
	if err := profile(filepath.Join(dir, "profile")); err != nil {
		return nil, fmt.Errorf("转换旧文件：%w", err)
	}
	args := []string{"-env:UserInstallation=" + fileURL(filepath.Join(dir, "profile")), "--headless", "--norestore", "--nologo",
		"--nodefault", "--nolockcheck", "--convert-to", "docx", "--outdir", filepath.Join(dir, "out")}
	for i, f := range files {
		p := filepath.Join(dir, strconv.Itoa(i)+map[bool]string{true: ".rtf", false: ".doc"}[f.Kind == intake.RTF])
		if err := os.WriteFile(p, f.Data, 0o600); err != nil {
			return nil, fmt.Errorf("转换旧文件：%w", err)
		}
		args = append(args, p)
	}
	late := o.run(ctx, dir, args, len(files))
	if err := ctx.Err(); err != nil {
		return nil, context.Cause(ctx)
	}
	out := make([]Result, len(files))
	for i, f := range files {
		out[i].DOCX, out[i].Err = take(filepath.Join(dir, "out", strconv.Itoa(i)+".docx"), f, late)
	}
	return out, nil
}

// run runs the program; late: its time was over. Whatever else it says of itself shows in what it made.
func (o Office) run(ctx context.Context, dir string, args []string, files int) (late bool) {
	start, each := o.Start, o.Each
	if start == 0 {
		start = time.Minute
	}
	if each == 0 {
		each = 10 * time.Second
	}
	ctx, cancel := context.WithTimeout(ctx, start+time.Duration(files)*each)
	defer cancel()
	c := exec.CommandContext(ctx, o.Program, args...)
	c.Dir = dir
	c.Env = append(environment(), "HOME="+dir, "TMPDIR="+dir, "TMP="+dir, "TEMP="+dir,
		// Whatever a document would fetch goes where nobody answers.
		"http_proxy=http://127.0.0.1:9", "https_proxy=http://127.0.0.1:9", "ftp_proxy=http://127.0.0.1:9")
	together(c)
	c.WaitDelay = 5 * time.Second
	_ = c.Run() // its exit code is 0 when it failed, too
	return ctx.Err() != nil
}

// environment is what the program needs of ours.
func environment() (out []string) {
	for _, k := range []string{"PATH", "LANG", "LC_ALL", "SystemRoot", "SystemDrive", "ProgramFiles", "APPDATA", "LOCALAPPDATA",
		"FONTCONFIG_FILE", "FONTCONFIG_PATH"} {
		if v, ok := os.LookupEnv(k); ok {
			out = append(out, k+"="+v)
		}
	}
	return out
}

// take reads what was made of a file.
func take(path string, f *intake.File, late bool) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil && late:
		return nil, intake.Fail(f.Name, "READ-OFFICE", "LibreOffice 没有在限定的时间里把文件转成 .docx。", "用 Word 或 WPS 打开，另存为 .docx",
			"LibreOffice took too long to convert the file")
	case err != nil:
		return nil, intake.Fail(f.Name, "READ-OFFICE", "LibreOffice 打不开这个文件（可能有密码，或已损坏）。", "用 Word 或 WPS 打开，另存为 .docx",
			"LibreOffice cannot open the file")
	case info.Size() > f.Limits.File:
		return nil, intake.Fail(f.Name, "READ-TOO-LARGE", fmt.Sprintf("转成 .docx 后有 %d MB，超过上限。", info.Size()>>20), "删去图片后再存",
			"the converted file is too large")
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("转换旧文件：%w", err)
	}
	return b, nil
}

// Note says that a file was read by way of LibreOffice.
func Note(file string) finding.Finding {
	return finding.Finding{Code: "READ-CONVERTED", Severity: finding.Note, Pos: finding.Pos{File: file},
		Message: "旧格式的文件，由本机的 LibreOffice 转成 .docx 后读的。", English: "an old document, read by way of LibreOffice"}
}
