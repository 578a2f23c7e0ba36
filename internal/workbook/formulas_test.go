package workbook

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/model"
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

// A computed field whose formula a spreadsheet cannot say has none, and neither has what rests on it, however far: it
// would take a blank for nothing. What rests on entered fields alone has one.
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

// A sum of up to 24 pieces is a formula that spreadsheets take; of more it would be too long.
func TestPiecesOfASum(t *testing.T) {
	for n, want := range map[int]bool{0: false, 1: true, 3: true, 24: true, 25: false} {
		refs := make([]string, n)
		for i := range refs {
			refs[i] = fmt.Sprintf("$A$%d", 3*i+1)
		}
		for _, f := range []model.Over{model.Sum, model.Average} {
			s, ok := over(f, refs, `&"e0"`)
			if ok != want || len(s) > maxFormula {
				t.Errorf("%s of %d pieces: %v, %d characters", f, n, ok, len(s))
			}
		}
	}
}

// A cell for a text of a hundred characters or more is high enough to write them in.
func TestRoomForTexts(t *testing.T) {
	l := made(t, "  短: {kind: text, max-length: 99}\n  长: {kind: text, max-length: 100}\n", "columns: [50, 50]\nrows: |\n  | 短 | {短} |\n  | 长 | {长} |\n")
	b, err := New(l, nil, &engine, Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, b)
	for row, high := range map[int]bool{1: false, 2: true} {
		h, err := f.GetRowHeight(f.GetSheetList()[0], row)
		if err != nil || (h >= 72) != high {
			t.Errorf("row %d is %g pt high, %v", row, h, err)
		}
	}
}
