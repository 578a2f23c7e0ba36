package workbook

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/templates"
)

// made is a layout written by the test.
func made(t *testing.T, form, layout string) *templates.Layout {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "f"), 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"form.yaml": "form: f\nname: 表\nfields:\n" + form, "x.yaml": "layout: f/x\nversion: \"1\"\nname: 试\n" + layout} {
		if err := os.WriteFile(filepath.Join(dir, "f", name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	lib, err := templates.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	l, err := lib.Layout("f/x")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// A computed field whose formula a spreadsheet cannot say has none, and neither has what rests on it, however far: it would take a
// blank for nothing. What rests on entered fields alone has one.
func TestFormulasOnFormulas(t *testing.T) {
	const chain = 12
	form, rows := "  列: {kind: list, fields: {数: number}}\n  甲: number\n  倍: {kind: number, compute: 甲 * 2}\n  c0: {kind: number, compute: '最大(列, .数)'}\n", "      | 倍 | {倍} |\n      | 甲 | {甲} |\n      | 大 | {c0} |\n"
	for i := 1; i <= chain; i++ {
		form += fmt.Sprintf("  c%d: {kind: number, compute: c%d + 1}\n", i, i-1)
		rows += fmt.Sprintf("      | 第%d | {c%d} |\n", i, i)
	}
	l := made(t, form, "columns: [50, 50]\nrows:\n  - row: |\n"+rows+"  - repeat: 列\n    rows: |\n      | 数 | {数} |\n")
	b, err := New(l, nil, &engine, Options{Rows: 2, Spare: -1})
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, b)
	sheet := f.GetSheetList()[0]
	for i := range chain + 3 {
		ref := ooxml.Ref(i, 1)
		got, err := f.GetCellFormula(sheet, ref)
		if err != nil {
			t.Fatal(err)
		}
		if (got != "") != (i == 0) {
			label, _ := f.GetCellValue(sheet, ooxml.Ref(i, 0))
			t.Errorf("%s, %s, has the formula %q", ref, label, got)
		}
	}
}
