package main

import (
	"archive/zip"
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/racing"
)

// hostile is what a clerk's accident, a broken program or an attacker hands in, and what the program says: the exit
// code, the sentence, and the files there are afterwards (none where nothing is named). model/hostile_test.go and
// templates/mistakes_test.go have many more of their kind; here each kind goes the whole road. It is made when asked
// for: the scripts start this binary some 800 times, and big rows would be made each time.
func hostile() []hostileCase {
	return []hostileCase{
		{"invalid UTF-8", of("{\"form\":\"self-evaluation/shanghai\",\"年度\":\"2022\",\"项目名称\":\"\xff\"}"), "render §/a.json -o §/out", 3, "不是 UTF-8：这里有字节 0xFF", ""},
		{"GB 18030", of("{\"form\":\"self-evaluation/shanghai\",\"\xC4\xEA\xB6\xC8\":\"2022\"}"), "render §/a.json -o §/out", 3, "该文件是 GB 18030（GBK）编码，应是 UTF-8", ""},
		{"UTF-16", of("\xff\xfe{\x00}\x00"), "render §/a.json -o §/out", 3, "该文件是 UTF-16 编码，应是 UTF-8", ""},
		{"BOM", of("\ufeff" + good), "render §/a.json -o §/out", 0, "", "a.pdf a.xlsx"},
		{"Excel as data", of("PK\x03\x04"), "render §/a.json -o §/out", 3, "该文件是 Excel、WPS 或压缩文件，不是记录文件", ""},
		{"empty", of(""), "render §/a.json -o §/out", 3, "该文件是空的", ""},
		{"control character", of(record(`"项目名称":"甲\u0007"`)), "render §/a.json -o §/out", 3, "文字里有控制字符 U+0007", ""},
		{"text turned round", of(record(`"项目名称":"甲\u202e乙丙"`)), "render §/a.json -o §/out", 1, "“项目名称”第 2 字是看不见的 U+202E（从右往左强制 RLO），屏幕和 Excel 会把前后的字颠倒过来显示，与印出来的不一样：“甲⟨U+202E⟩乙丙”", ""},
		{"text turned round in a name", of(record(`"项目名\u202e称":"甲"`)), "render §/a.json -o §/out", 1, "“项目名⟨U+202E⟩称”", ""},
		{"hidden text", of(record(`"项目名称":"甲\udb40\udc41\udb40\udc42"`)), "render §/a.json -o §/out", 1, "藏着另一段文字“AB”：“甲⟨U+E0041⟩⟨U+E0042⟩”", ""},
		{"text turned round in a layout", form("rows: \"| {名} | 乙\\u202e丙 |\""), layout, 3, "TEMPLATE-INVISIBLE", ""},
		{"text turned round in a header", map[string]string{"a.json": good}, "render §/a.json --header 甲\u202e乙 -f pdf -o §/out", 2, "甲⟨U+202E⟩乙", ""},
		{"null character", of(record(`"项目名称":"甲\u0000乙"`)), "render §/a.json -o §/out", 3, "文字里有控制字符 U+0000", ""},
		{"duplicate key", of(record(`"项目名称":"甲","项目名称":"乙"`)), "render §/a.json -o §/out", 3, "“项目名称”写了两次", ""},
		{"deep nesting", of(strings.Repeat(`{"资金":`, 100) + "1" + strings.Repeat("}", 100)), "render §/a.json -o §/out", 3, "嵌套超过 64 层", ""},
		{"a million brackets", of(strings.Repeat("[", 1e6)), "render §/a.json -o §/out", 3, "嵌套超过 64 层", ""},
		{"50 MB text", of(record(`"项目名称":"` + strings.Repeat("x", 50<<20) + `"`)), "render §/a.json -o §/out", 3, "这条记录超过 16 MB", ""},
		{"a text no cell holds", of(record(`"项目名称":"` + strings.Repeat("长", 33000) + `"`)), "render §/a.json -o §/out", 1, "一个单元格最多 32767 个", ""},
		{"NaN", of(record(`"总分":{"得分":NaN}`)), "render §/a.json -o §/out", 3, "不认识“NaN”", ""},
		{"1e400", of(record(`"总分":{"得分":1e400}`)), "render §/a.json -o §/out", 1, "太大或太长", ""},
		{"minus nought", of(record(`"项目名称":"甲","总分":{"得分":-0}`)), "render §/a.json -f pdf -o §/out", 0, "", "a.pdf"},
		{"40 digits", of(record(`"项目名称":"甲","资金":{"其他资金":{"全年预算数":1234567890123456789012345678901234567890}}`)), "render §/a.json -f xlsx -o §/out", 0, "", "a.xlsx"},
		{"YAML bomb", map[string]string{"a.yaml": "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c]\n"}, "render §/a.yaml -o §/out", 3, "记录里不能设置锚点（&a）", ""},
		{"private use", of(record(`"项目名称":"\ue81e"`)), "render §/a.json -f pdf -o §/out", 1, "请改用“龴” U+9FB4", ""},
		{"private use without a successor", of(record(`"项目名称":"甲\ue000"`)), "render §/a.json -f pdf -o §/out", 1, "第 2 字 U+E000（私用区） 是自造字", ""},
		{"private use in a spreadsheet", of(record(`"项目名称":"甲\ue000"`)), "render §/a.json -f xlsx -o §/out", 1, "FONT-MISSING", "a.xlsx"},
		{"a script that must be shaped", of(record(`"项目名称":"财\u0f71"`)), "render §/a.json -f pdf -o §/out", 1, "U+0F71（藏文） 所属的文字要连写、叠写或从右往左写", ""},
		{"a mark on a letter without a twin", of(record(`"项目名称":"财\u0301"`)), "render §/a.json -f pdf -o §/out", 1, "要叠成一个字，没有叠好的字形", ""},
		{"letters that come apart", of(record(`"项目名称":"e\u0301 u\u0308\u030c x\u0304 CO₂ 10⁻⁵ ⅓"`)), "render §/a.json -f pdf -o §/out", 0, "", "a.pdf"},
		{"emoji", of(record(`"项目名称":"😀"`)), "render §/a.json -f pdf -o §/out", 1, "FONT-MISSING", ""},
		{"10,000 indicators", of(record(`"项目名称":"甲","绩效指标":[` + strings.Repeat(`{"三级指标":"乙"},`, 9999) + `{"三级指标":"乙"}]`)), "render §/a.json -f pdf -o §/out", 0, "", "a.pdf"},
		{"more pages than a sheet has", of(record(`"项目名称":"甲","绩效指标":[` + strings.Repeat(`{"三级指标":"`+strings.Repeat("长", 32000)+`"},`, 29) + `{"三级指标":"乙"}]`)), "render §/a.json -f xlsx -o §/out", 1, "一张工作表最多 1027 页", ""},
		{"layout by path", of(`{"form":"../../etc/passwd","年度":"2022","项目名称":"甲"}`), "render §/a.json -o §/out", 3, "没有版式“../../etc/passwd”", ""},
		{"name that leaves the folder", of(record(`"项目名称":"../../x"`)), "render §/a.json -f pdf -o §/out --name {项目名称}", 0, "", "／..／x.pdf"},

		{"overlapping areas", form("rows: |\n  | 甲 | < |\n  | ^ | 乙 |"), layout, 3, "“甲”占的格不成矩形", ""},
		{"column of width 0", form("columns: [10, 0]\nrows: '| {名} | 乙 |'"), layout, 3, "列宽应在 1mm 至 1000mm 之间，这里是 0", ""},
		{"column too narrow for a character", form("columns: [1, 50]\nrows: '| {名} | 乙 |'"), layout, 1, "列宽 1.0583 毫米放不下一个 9 磅的字", ""},
		{"cycle in computed fields", map[string]string{"t/f/form.yaml": "form: f\nname: 表\nfields:\n  甲: {kind: number, compute: 乙 + 1}\n  乙: {kind: number, compute: 甲 + 1}\n",
			"t/f/x.yaml": head + "columns: [50, 50]\nrows: '| {甲} | {乙} |'\n", "a.json": `{"form":"f/x"}`}, layout, 3, "互相计算，没有尽头：甲 → 乙 → 甲", ""},
		{"endless expression", map[string]string{"t/f/form.yaml": "form: f\nname: 表\nfields:\n  项: {kind: list, fields: {数: number}}\n",
			"t/f/x.yaml": head + "columns: [50]\nrows:\n- '| {= 合计(每项(项, 合计(每项(项, 合计(每项(项, 合计(每项(项, 合计(项, .数)))))))))} |'\n- repeat: 项\n  rows: '| {数} |'\n",
			"a.json":     `{"form":"f/x","项":[` + strings.Repeat(`{"数":1},`, 400) + `{"数":1}]}`}, layout, 1, "表达式算不出来", ""},
		{"template in GBK", form("place: \xb1\xed\nrows: '| {名} | 乙 |'"), layout, 3, "UTF-8", ""},
		{"template bomb", form("a: &a [1,1]\nb: [*a,*a]\nrows: '| {名} | 乙 |'"), layout, 3, "不支持 YAML 锚点", ""},
		{"layout asks for 10^9 rows", form("rows:\n- each: [" + strings.Repeat("1,", 5000) + "1]\n  as: a\n  rows:\n  - each: [" + strings.Repeat("1,", 5000) + "1]\n    as: b\n    rows: '| {名} | 乙 |'"), layout, 3, "版式的行超过 3000 行", ""},
		{"picture outside the folder", form("rows: '| {名} | {图 ../../../etc/passwd 高20mm 说明} |'"), layout, 3, "passwd", ""},
		{"paper without room", form("paper: {size: 100mm×100mm, margins: [45, 1, 47, 1]}\nrows: '| {名} | 乙 |'"), layout, 3, "页边距太大，纸上剩下不到 10mm", ""},

		{"truncated font", map[string]string{"a.json": good, "fonts/a.ttf": face()[:5000]}, "render §/a.json --font-dir §/fonts -o §/out", 3, "a.ttf", ""},
		{"corrupt font", map[string]string{"a.json": good, "fonts/a.ttf": strings.Repeat("\x00\x01\x00\x00\xff\xff", 100)}, "render §/a.json --font-dir §/fonts -o §/out", 3, "a.ttf", ""},
		{"empty font", map[string]string{"a.json": good, "fonts/a.ttf": ""}, "render §/a.json --font-dir §/fonts -o §/out", 3, "a.ttf", ""},
		{"font folder that is a file", map[string]string{"a.json": good, "fonts": "x"}, "render §/a.json --font-dir §/fonts -o §/out", 3, "fonts", ""},

		{"web page called xlsx", map[string]string{"a.xlsx": "<html><table><tr><td>项目名称</td></tr></table></html>"}, ledgerArgs, 3, "READ-HTML：文件里是网页", ""},
		{"web page called xlsx, as a list of units", map[string]string{"a.xlsx": "<html><table>"}, "form new -t self-evaluation/shanghai --units §/a.xlsx -o §/out", 3, "READ-HTML：文件里是网页", ""},
		{"web page called xlsx, to be verified", map[string]string{"a.xlsx": "<html><table>", "a.json": good}, "verify §/a.xlsx §/a.json", 3, "a.xlsx 错误 READ-HTML：文件里是网页", ""},
		{"web page called xlsx, as a blank form", map[string]string{"a.xlsx": "<html><table>"}, "template new a/b --from §/a.xlsx --templates §/out", 3, "READ-NO-TABLE：文件里没有表格", ""},
		{"XML of 2003 called xlsx", map[string]string{"a.xlsx": `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>`}, ledgerArgs, 3, "READ-XML2003", ""},
		{"old workbook called xlsx", map[string]string{"a.xlsx": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}, ledgerArgs, 3, "READ-XLS：这是旧格式的 .xls", ""},
		{"PDF called xlsx", map[string]string{"a.xlsx": "%PDF-1.7\n"}, ledgerArgs, 3, "READ-PDF", ""},
		{"CSV called xlsx", map[string]string{"a.xlsx": "项目名称,年度\n甲,2022\n"}, ledgerArgs, 0, "按 CSV 读", "a.pdf"},
		{"empty workbook", map[string]string{"a.xlsx": ""}, ledgerArgs, 3, "READ-EMPTY：文件是空的", ""},
		{"cut-off workbook", map[string]string{"a.xlsx": sheetOf(`<row><c><v>1</v></c></row>`)[:400]}, ledgerArgs, 3, "READ-DAMAGED：文件已损坏，打不开：后半截没有了", ""},
		{"damaged sheet", map[string]string{"a.xlsx": sheetOf(`<row`)}, ledgerArgs, 3, "READ-DAMAGED：工作表“表”已损坏，读不出来", ""},
		{"damaged sheet of a blank form", map[string]string{"a.xlsx": sheetOf(`<row`)}, "template new a/b --from §/a.xlsx --templates §/out", 3, "READ-DAMAGED：工作表“表”已损坏，读不出来", ""},
		{"sheet of a hundred million blanks", map[string]string{"a.xlsx": sheetOf(strings.Repeat(" ", 100<<20))}, ledgerArgs, 3, "READ-BOMB：文件里的“sheet1.xml”解开有 100 MB", ""},
		{"entities in a sheet", map[string]string{"a.xlsx": sheetOf(`<row><c t="inlineStr"><is><t>&bomb;</t></is></c></row>`)}, ledgerArgs, 3, "READ-DAMAGED", ""},
		{"no file", nil, "render §/a.json -o §/out", 3, "没有这个文件", ""},
		{"folder as file", map[string]string{"a.json/": ""}, "render §/a.json -o §/out", 3, "a.json 错误 INPUT-EMPTY：文件夹里没有记录文件", ""},
		{"unreadable file", nil, "render /proc/self/mem -o §/out", 3, "/proc/self/mem", ""},
		{"target is a folder", map[string]string{"a.json": good, "a.pdf/": ""}, "render §/a.json -o §/a.pdf", 5, "a.pdf", ""},
		{"target folder is a file", map[string]string{"a.json": good, "out": "x"}, "render §/a.json -o §/out", 2, "out 是一个文件，不是文件夹", "x"},
		{"target cannot be made", of(good), "render §/a.json -o /proc/gongbiao", 5, "/proc/gongbiao", ""},
		{"a device as target", of(good), "render §/a.json -o §/full.pdf", 5, "full.pdf 不能写：这里有链接，指到 /dev/full", ""},
		{"an older file stays", map[string]string{"a.json": good, "out/a.pdf": "old"}, "render §/a.json -f pdf -o §/out", 5, "--force", "a.pdf"},
	}
}

type hostileCase struct {
	name  string
	files map[string]string // written into the folder before; a name that ends with / is a folder
	args  string            // § is the folder
	code  int
	says  string // in stdout or stderr
	left  string // in §/out
}

const (
	good   = `{"form":"self-evaluation/shanghai","年度":"2022","项目名称":"甲"}`
	head   = "layout: f/x\nversion: \"1\"\nname: 试\n"
	layout = "render §/a.json --templates §/t -o §/out"
)

// ledgerArgs reads a.xlsx as a ledger.
const ledgerArgs = "render §/a.xlsx -t self-evaluation/shanghai -f pdf -o §/out"

// sheetOf is a workbook of one sheet with these rows, without styles.
func sheetOf(rows string) string {
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range [][2]string{
		{"_rels/.rels", `<Relationships><Relationship Id="a" Type="` + office + `officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="表" sheetId="1" r:id="a"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="a" Type="` + office + `worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`},
	} {
		if w, err := z.Create(p[0]); err == nil {
			_, _ = w.Write([]byte(p[1]))
		}
	}
	_ = z.Close()
	return b.String()
}

func of(text string) map[string]string { return map[string]string{"a.json": text} }

func record(rest string) string {
	return `{"form":"self-evaluation/shanghai","年度":"2022",` + rest + "}"
}

// form is a form f with a layout x that ends like this.
func form(rest string) map[string]string {
	h := head
	if !strings.Contains(rest, "columns:") {
		h += "columns: [50, 50]\n"
	}
	return map[string]string{"t/f/form.yaml": "form: f\nname: 表\nfields:\n  名: text\n", "t/f/x.yaml": h + rest + "\n", "a.json": `{"form":"f/x","名":"甲"}`}
}

func face() string { return string(fonts.Embedded().Face("GongbiaoSong-Regular").Data()) }

// TestHostile: never a panic, a hang, a wrong file.
func TestHostile(t *testing.T) {
	racing.Apart(t)
	for _, c := range hostile() {
		t.Run(c.name, func(t *testing.T) {
			if runtime.GOOS != "linux" && strings.Contains(c.args, "/proc/") || runtime.GOOS == "windows" && c.name == "a device as target" {
				t.Skip("not on this system")
			}
			dir := t.TempDir()
			for name, text := range c.files {
				path := filepath.Join(dir, filepath.FromSlash(name))
				if strings.HasSuffix(name, "/") {
					if err := os.MkdirAll(path, 0o777); err != nil {
						t.Fatal(err)
					}
					continue
				}
				if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if c.name == "a device as target" {
				if err := os.Symlink("/dev/full", filepath.Join(dir, "full.pdf")); err != nil {
					t.Skip(err)
				}
			}
			var out, errs bytes.Buffer
			done := make(chan int, 1)
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			go func() {
				done <- run(ctx, strings.Fields(strings.ReplaceAll(c.args, "§", dir)), strings.NewReader(""), &out, &errs)
			}()
			var code int
			select {
			case code = <-done:
			case <-time.After(2 * time.Minute):
				t.Fatal("it hangs")
			}
			said := strings.ReplaceAll(out.String()+errs.String(), dir+string(filepath.Separator), "")
			if code != c.code || !strings.Contains(said, c.says) || code != 0 && strings.TrimSpace(said) == "" {
				t.Errorf("exit %d, want %d; says\n%.1500s\nwant %s", code, c.code, said, c.says)
			}
			if len(said) > 20000 {
				t.Errorf("it says %d bytes", len(said))
			}
			if strings.Contains(said, "goroutine ") || strings.Contains(said, "runtime error") {
				t.Errorf("it panics: %.1500s", said)
			}
			var left []string
			err := filepath.WalkDir(filepath.Join(dir, "out"), func(path string, d fs.DirEntry, err error) error {
				if err == nil && !d.IsDir() {
					b, _ := os.ReadFile(path)
					if len(b) < 10 && string(b) != c.files["out/a.pdf"] && path != filepath.Join(dir, "out") {
						t.Errorf("%s holds %q", path, b)
					}
					if path == filepath.Join(dir, "out") {
						left = append(left, string(b))
						return nil
					}
					left = append(left, d.Name())
				}
				return nil
			})
			if err != nil || strings.Join(left, " ") != c.left {
				t.Errorf("left behind: %q, want %q (%v)", left, c.left, err)
			}
		})
	}
}
