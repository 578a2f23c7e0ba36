// Package doctor looks at a machine for a help desk. In: where the program and its user are. Out: facts in two
// languages, and findings about what will give trouble; with a signed list of an install, whether its files are those
// that were signed. It changes nothing but for files it makes to see whether it may, and takes away again.
package doctor

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Machine is what is looked at.
type Machine struct {
	Program  string // name, version, toolchain, system: one line
	Exe      string // the program's file
	Work     string // the folder it was started in
	Getenv   func(string) string
	LookPath func(string) (string, error)
}

// Fact is a line for the help desk.
type Fact struct {
	Name    string `json:"name"`
	English string `json:"english"`
	Value   string `json:"value"`
}

// Report is what was seen.
type Report struct {
	Facts    []Fact       `json:"facts"`
	Findings finding.List `json:"findings"`
}

func (r *Report) fact(name, english, format string, args ...any) {
	r.Facts = append(r.Facts, Fact{name, english, fmt.Sprintf(format, args...)})
}

func (r *Report) find(f finding.Finding) { r.Findings = append(r.Findings, f) }

// Look sees what there is on a machine.
func Look(m Machine) Report {
	var r Report
	r.fact("程序", "program", "%s", m.Program)
	r.fact("位置", "file", "%s", m.Exe)
	r.system(m)
	r.faces()
	r.officeFaces(m)
	r.office(m)
	r.writes(m)
	return r
}

func (r *Report) system(m Machine) {
	name, old := system()
	r.fact("系统", "system", "%s", name)
	if old != "" {
		r.find(finding.Finding{Code: "INSTALL-SYSTEM", Severity: finding.Error, Message: "系统太旧：要" + old + "。",
			English: "this system is too old: the program needs " + old + ".",
			Hint:    "Windows 7、8 的电脑请在浏览器里用别的机器上的 gongbiao serve，或打开 公表.html"})
	}
	page, utf8 := codePage(m.Getenv)
	r.fact("编码", "code page", "%s", page)
	if !utf8 {
		r.find(finding.Finding{Code: "INSTALL-CODEPAGE", Severity: finding.Warning, Message: "这个窗口的编码不是 UTF-8（" + page + "），汉字会显示成乱码；文件里的字不受影响。",
			English: "this window is not in UTF-8 (" + page + "): Chinese shows garbled here, files are not touched by it.",
			Hint:    "Windows 用“Windows 终端”或先运行 chcp 65001；Linux 设 LANG=C.UTF-8 或 zh_CN.UTF-8"})
	}
}

// faces holds the faces of the program against their checksums.
func (r *Report) faces() {
	sums, have := map[string]string{}, map[string]string{}
	for name, data := range fonts.Shipped() {
		if name == "SHA256SUMS" {
			for line := range strings.Lines(string(data)) {
				if sum, file, ok := strings.Cut(strings.TrimSpace(line), "  "); ok {
					sums[file] = sum
				}
			}
		} else if strings.HasSuffix(name, ".ttf") {
			sum := sha256.Sum256(data)
			have[name] = hex.EncodeToString(sum[:])
		}
	}
	wrong := 0
	for name, sum := range sums {
		if have[name] != sum {
			wrong++
		}
	}
	r.fact("字体", "faces", "%d / %d", len(sums)-wrong, len(sums))
	if wrong > 0 || len(sums) == 0 {
		r.find(finding.Finding{Code: "INSTALL-FACES", Severity: finding.Error, Message: fmt.Sprintf("程序自带的字体有 %d 个缺少或与校验和不符。", wrong),
			English: fmt.Sprintf("%d of the program's faces are missing or are not what their checksums say.", wrong),
			Hint:    cmp.Or(fonts.LeftOut(), "重新安装程序")})
	}
}

// printers are the faces that workbooks name; Excel and LibreOffice take the machine's own.
var printers = []struct{ name, files string }{
	{"宋体 SimSun", "simsun.ttc simsun.ttf"},
	{"黑体 SimHei", "simhei.ttf"},
	{"仿宋 FangSong", "simfang.ttf"},
	{"楷体 KaiTi", "simkai.ttf"},
	{"Times New Roman", "times.ttf"},
}

// officeFaces looks for the faces that workbooks name, by the names of their files.
func (r *Report) officeFaces(m Machine) {
	seen := map[string]bool{}
	for _, dir := range fontFolders(m.Getenv) {
		left := 20_000 // files: a folder of faces has some hundreds
		_ = filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
			if left--; left < 0 {
				return filepath.SkipAll
			}
			if err == nil && !d.IsDir() {
				seen[strings.ToLower(d.Name())] = true
			}
			return nil // a folder that may not be read has nothing for us
		})
	}
	var have, lack []string
	for _, p := range printers {
		found := false
		for file := range strings.FieldsSeq(p.files) {
			found = found || seen[file]
		}
		if found {
			have = append(have, p.name)
		} else {
			lack = append(lack, p.name)
		}
	}
	r.fact("办公字体", "office faces", "%s", orNone(have))
	if len(lack) > 0 {
		r.find(finding.Finding{Code: "INSTALL-FONT", Severity: finding.Note,
			Message: "这台机器没有 " + strings.Join(lack, "、") + "：PDF、OFD 不受影响，Excel 和 Word 文件在这里显示、打印时会用别的字体代替。",
			English: "this machine has no " + strings.Join(lack, ", ") + ": PDF and OFD are not touched by it, workbooks and Word documents show in other faces here."})
	}
}

// office looks for programs that open workbooks.
func (r *Report) office(m Machine) {
	var have []string
	for _, p := range []struct{ name, commands string }{{"LibreOffice", "soffice libreoffice"}, {"WPS", "et wps"}} {
		for c := range strings.FieldsSeq(p.commands) {
			if file, err := m.LookPath(c); err == nil {
				have = append(have, p.name+"（"+file+"）")
				break
			}
		}
	}
	for _, p := range programFiles(m.Getenv) {
		if found, _ := filepath.Glob(p.pattern); len(found) > 0 { // the patterns are good ones
			have = append(have, p.name+"（"+found[0]+"）")
		}
	}
	r.fact("办公软件", "office programs", "%s", orNone(have))
	if len(have) == 0 {
		r.find(finding.Finding{Code: "INSTALL-OFFICE", Severity: finding.Note, Message: "没有找到 Excel、WPS、LibreOffice：做得出 XLSX，在这台机器上打不开。",
			English: "neither Excel nor WPS nor LibreOffice was found: workbooks are made and cannot be opened here."})
	}
}

// writes tries the folders that a run writes to.
func (r *Report) writes(m Machine) {
	var may []string
	for _, f := range []struct{ name, english, dir string }{{"临时文件夹", "the folder for temporary files", os.TempDir()}, {"当前文件夹", "the folder it runs in", m.Work}} {
		file, err := os.CreateTemp(f.dir, ".gongbiao-doctor-*")
		if err == nil {
			file.Close()
			err = os.Remove(file.Name())
		}
		if err == nil {
			may = append(may, f.name+" "+f.dir)
			continue
		}
		r.find(finding.Finding{Code: "INSTALL-WRITE", Severity: finding.Warning, Pos: finding.Pos{File: f.dir}, Message: f.name + "不能写。",
			English: f.english + " cannot be written to.", Hint: "换一个能写的文件夹运行，或用 -o 写到别处"})
	}
	r.fact("能写", "may write to", "%s", orNone(may))
}

func orNone(list []string) string {
	if len(list) == 0 {
		return "–"
	}
	return strings.Join(list, "、")
}

// fontFolders are where systems keep faces.
func fontFolders(getenv func(string) string) []string {
	home := getenv("HOME")
	switch runtime.GOOS {
	case "windows":
		return []string{filepath.Join(getenv("WINDIR"), "Fonts"), filepath.Join(getenv("LOCALAPPDATA"), "Microsoft", "Windows", "Fonts")}
	case "darwin":
		return []string{"/System/Library/Fonts", "/Library/Fonts", filepath.Join(home, "Library", "Fonts"), "/Applications/Microsoft Excel.app/Contents/Resources/DFonts"}
	}
	return []string{"/usr/share/fonts", "/usr/local/share/fonts", "/opt/apps", filepath.Join(home, ".fonts"), filepath.Join(home, ".local", "share", "fonts")}
}

// programFiles are where Windows and macOS keep the same programs.
func programFiles(getenv func(string) string) (out []struct{ name, pattern string }) {
	add := func(name, pattern string) { out = append(out, struct{ name, pattern string }{name, pattern}) }
	switch runtime.GOOS {
	case "windows":
		for _, dir := range []string{getenv("ProgramFiles"), getenv("ProgramFiles(x86)"), filepath.Join(getenv("LOCALAPPDATA"), "Kingsoft")} {
			add("Excel", filepath.Join(dir, "Microsoft Office", "root", "Office*", "EXCEL.EXE"))
			add("WPS", filepath.Join(dir, "WPS Office", "*", "office6", "et.exe"))
			add("LibreOffice", filepath.Join(dir, "LibreOffice", "program", "soffice.exe"))
		}
	case "darwin":
		add("Excel", "/Applications/Microsoft Excel.app")
		add("WPS", "/Applications/wpsoffice.app")
		add("LibreOffice", "/Applications/LibreOffice.app")
	}
	return out
}
