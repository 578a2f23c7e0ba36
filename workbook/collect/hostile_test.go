package collect

import (
	"archive/zip"
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Files that are no workbook, or made to break a reader: each is refused with its own sentence.
func TestHostileFiles(t *testing.T) {
	l := layoutOf(t, shanghai)
	good := blankForm(t, l, 5)
	with := func(change func(parts map[string][]byte)) []byte {
		parts := unzip(t, good)
		change(parts)
		return rezip(t, parts)
	}
	ole := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 4096)...)
	locked := bytes.Clone(ole) // with an entry of its directory
	for i, c := range "EncryptedPackage" {
		locked[1024+2*i] = byte(c)
	}
	locked[1024+64], locked[1024+66] = 2*17, 2
	const sheet = "xl/worksheets/sheet1.xml"
	for _, x := range []struct {
		name string
		data []byte
		code string
		says string
	}{
		{"空文件", nil, "READ-EMPTY", "空的"},
		{"xls", ole, "READ-XLS", ".xls"},
		{"加密", locked, "READ-ENCRYPTED", "密码"},
		{"网页冒充 xls", []byte("\r\n<html><table>"), "READ-HTML", "网页"},
		{"pdf", []byte("%PDF-1.7\n"), "READ-PDF", "PDF"},
		{"rar", []byte("Rar!\x1a\x07"), "READ-ARCHIVE", "压缩包"},
		{"文本", []byte("项目名称,单位\n"), "READ-FORMAT", "不是 Excel"},
		{"半截的 zip", good[:len(good)/2], "READ-DAMAGED", "损坏"},
		{"别的 zip", rezip(t, map[string][]byte{"a.txt": []byte("a")}), "READ-FORMAT", "压缩包"},
		{"ods", rezip(t, map[string][]byte{"mimetype": []byte("application/vnd.oasis.opendocument.spreadsheet"), "content.xml": []byte("<a/>")}), "READ-ODS", ".ods"},
		{"docx", rezip(t, map[string][]byte{"word/document.xml": []byte("<a/>")}), "READ-WORD", "Word"},
		{"xlsb", rezip(t, map[string][]byte{"xl/workbook.bin": []byte("x")}), "READ-XLSB", ".xlsb"},
		{"压缩炸弹", with(func(p map[string][]byte) { p["xl/media/x.bin"] = make([]byte, 40<<20) }), "READ-BOMB", "MB"},
		{"部件太多", with(func(p map[string][]byte) {
			for i := range intake.MaxParts {
				p[fmt.Sprintf("xl/media/%d.bin", i)] = nil
			}
		}), "READ-BOMB", "部件"},
		{"工作表太多", with(func(p map[string][]byte) {
			for i := range intake.MaxSheets + 1 {
				p[fmt.Sprintf("xl/worksheets/more%d.xml", i)] = p[sheet]
			}
		}), "READ-SHEETS", "工作表"},
		{"一百万空行", with(func(p map[string][]byte) {
			p[sheet] = bytes.Replace(p[sheet], []byte("</sheetData>"), append(bytes.Repeat([]byte(`<row r="99" s="1"/>`), 200000), "</sheetData>"...), 1)
		}), "READ-ROWS", "空行"},
		{"很宽的表", with(func(p map[string][]byte) {
			p[sheet] = bytes.Replace(p[sheet], []byte("</sheetData>"), []byte(`<row r="999"><c r="XFD999" t="inlineStr"><is><t>x</t></is></c></row></sheetData>`), 1)
		}), "READ-ROWS", "列"},
		{"坏的 XML", with(func(p map[string][]byte) { p[sheet] = []byte("<worksheet><sheetData><row") }), "READ-", ""},
		{"实体炸弹", with(func(p map[string][]byte) {
			p[sheet] = []byte(`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`)
		}), "READ-", ""},
		{"别的表", edited(t, good, func(f *excelize.File) {
			for _, s := range f.GetSheetList()[1:] {
				_ = f.DeleteSheet(s)
			}
			name := f.GetSheetList()[0]
			rows, _ := f.GetRows(name)
			for r := range rows {
				for c := range rows[r] {
					ref, _ := excelize.CoordinatesToCellName(c+1, r+1)
					_ = f.SetCellValue(name, ref, "甲")
				}
			}
		}), "READ-NO-FORM", "没有一张工作表"},
	} {
		t.Run(x.name, func(t *testing.T) {
			r := readIn(t, "甲.xlsx", x.data, Options{})
			if !r.Refused() || len(r.Findings) == 0 {
				t.Fatalf("not refused: %s", r.Findings)
			}
			f := r.Findings[0]
			for _, g := range r.Findings {
				if g.Severity == finding.Error {
					f = g
				}
			}
			if !strings.HasPrefix(f.Code, x.code) || !strings.Contains(f.Message+f.Hint, x.says) || f.Severity != finding.Error {
				t.Errorf("%s", f.Line())
			}
		})
	}
}

// Macros and links to other files are not touched, and that is said.
func TestIgnored(t *testing.T) {
	l := layoutOf(t, shanghai)
	seed := seeds(t)["seed-2"]
	parts := unzip(t, fillIn(t, blankForm(t, l, 16), l, seed))
	parts["xl/vbaProject.bin"] = []byte("macro")
	parts["xl/externalLinks/externalLink1.xml"] = []byte(`<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>`)
	r := readIn(t, "甲.xlsm", rezip(t, parts), Options{})
	if r.Refused() || compact(t, r.Data) != compact(t, seed) {
		t.Fatalf("%s", r.Findings)
	}
	for _, code := range []string{"READ-MACRO", "READ-EXTERNAL"} {
		if !said(r.Findings, code, finding.Note) {
			t.Errorf("%s is not said: %s", code, r.Findings)
		}
	}
}

// A directory that lies about sizes does not get more memory than it may have.
func TestLyingDirectory(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, data := range unzip(t, blankForm(t, layoutOf(t, shanghai), 3)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	z.Close()
	book := b.Bytes()
	// The size of each part in the central directory is made one byte.
	for i := 0; i+46 < len(book); i++ {
		if bytes.HasPrefix(book[i:], []byte("PK\x01\x02")) {
			copy(book[i+24:], []byte{1, 0, 0, 0})
		}
	}
	if r := readIn(t, "甲.xlsx", book, Options{}); !r.Refused() {
		t.Errorf("read: %s", r.Findings)
	}
}

func FuzzRead(f *testing.F) {
	l := layoutOf(f, shanghai)
	f.Add([]byte(nil))
	f.Add(blankForm(f, l, 1))
	f.Add(fillIn(f, blankForm(f, l, 16), l, seeds(f)["seed-2"]))
	f.Fuzz(func(t *testing.T, book []byte) {
		r, err := Read("甲.xlsx", book, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if r.Refused() && !r.Findings.HasErrors() {
			t.Errorf("refused without a reason: %s", r.Findings)
		}
	})
}

// FuzzSheet changes one part of a good workbook, which random bytes seldom reach.
func FuzzSheet(f *testing.F) {
	l := layoutOf(f, shanghai)
	parts := unzip(f, fillIn(f, blankForm(f, l, 2), l, []byte(`{"年度": "2022", "项目名称": "甲", "绩效指标": [{"三级指标": "乙"}]}`)))
	const sheet = "xl/worksheets/sheet1.xml"
	f.Add(parts[sheet])
	f.Add(bytes.ReplaceAll(parts[sheet], []byte(`t="s"`), []byte(`t="b"`)))
	f.Add(bytes.ReplaceAll(parts[sheet], []byte("A1:I1"), []byte("A1:XFD1048576")))
	f.Fuzz(func(t *testing.T, x []byte) {
		p := map[string][]byte{}
		for k, v := range parts {
			p[k] = v
		}
		p[sheet] = x
		r, err := Read("甲.xlsx", rezip(t, p), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if r.Refused() && !r.Findings.HasErrors() {
			t.Errorf("refused without a reason: %s", r.Findings)
		}
	})
}

// What lies under a merged cell is not read, since nobody sees it, and said.
func TestUnderMerged(t *testing.T) {
	parts := unzip(t, fillIn(t, blankForm(t, layoutOf(t, shanghai), 3), layoutOf(t, shanghai), seeds(t)["seed-1"]))
	const sheet = "xl/worksheets/sheet1.xml"
	re := regexp.MustCompile(`<c r="C3"( s="[0-9]+")?(/>|></c>)`)
	if !re.Match(parts[sheet]) {
		t.Fatal("no blank cell C3, beside the name")
	}
	parts[sheet] = re.ReplaceAll(parts[sheet], []byte(`<c r="C3"$1><v>7</v></c>`))
	r := readIn(t, "x.xlsx", rezip(t, parts), Options{})
	if r.Refused() || !has(r.Findings, "READ-UNDER", finding.Warning) {
		t.Error(r.Findings)
	}
}
