package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Compat is what commit e253a46 shipped and wrote; see its README.
const compat = "../../testdata/compat"

// says runs the program and gives its exit code and everything it said.
func says(t *testing.T, args ...string) (int, string) {
	t.Helper()
	var out bytes.Buffer
	return run(t.Context(), args, bytes.NewReader(nil), &out, &out), out.String()
}

func names(t *testing.T, pattern string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(compat, pattern))
	if err != nil || len(list) == 0 {
		t.Fatalf("%s: no files (%v)", pattern, err)
	}
	return list
}

// TestCompatSamples: the samples print, with today's layouts and with those of their time.
func TestCompatSamples(t *testing.T) {
	for _, templates := range []string{"", filepath.Join(compat, "layouts")} {
		args := append([]string{"render", "-f", "pdf,xlsx", "-o", t.TempDir()}, names(t, "samples/*.json")...)
		if templates != "" {
			args = append(args, "--templates", templates, "--templates-only")
		}
		if code, said := says(t, args...); code != 0 {
			t.Errorf("templates %q: exit %d\n%.3000s", templates, code, said)
		}
	}
}

// TestCompatWorkbooks: a workbook that was handed out then is taken in now, and means the same.
func TestCompatWorkbooks(t *testing.T) {
	dir := t.TempDir()
	_, said := says(t, "form", "collect", filepath.Join(compat, "workbooks"), "-o", dir)
	for _, want := range names(t, "collected/*.json") {
		got := filepath.Join(dir, filepath.Base(want))
		if !reflect.DeepEqual(jsonOf(t, got), jsonOf(t, want)) {
			t.Errorf("%s is not %s\n%.2000s", got, want, said)
		}
	}
}

// TestCompatLedger: the ledger of a collection is data again. Its sheet 数据(5) mixes layouts that have fields of
// their own, which no version could read.
func TestCompatLedger(t *testing.T) {
	forms := 0
	for _, sheet := range []string{"数据", "数据(2)", "数据(3)", "数据(4)", "数据(6)", "数据(7)"} {
		dir := t.TempDir()
		code, said := says(t, "render", filepath.Join(compat, "ledgers", "台账.xlsx"), "--sheet", sheet, "-f", "xlsx", "-o", dir)
		got, err := filepath.Glob(filepath.Join(dir, "台账*.xlsx"))
		if code != 0 || err != nil {
			t.Errorf("%s: exit %d (%v)\n%.3000s", sheet, code, err, said)
		}
		forms += len(got)
	}
	if forms != 6 {
		t.Errorf("%d forms, want 6", forms)
	}
}

// TestCompatManifest: a batch that was delivered then is verified now.
func TestCompatManifest(t *testing.T) {
	if code, said := says(t, "verify", filepath.Join(compat, "batch")); code != 0 {
		t.Errorf("exit %d\n%s", code, said)
	}
}

func jsonOf(t *testing.T, path string) (v any) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Error(err)
		return nil
	}
	if err := json.Unmarshal(b, &v); err != nil {
		t.Errorf("%s: %v", path, err)
	}
	return v
}

// TestCompatForms: form folders of that time, without summary: and given:, are checked, held against other papers and
// bound as they were.
func TestCompatForms(t *testing.T) {
	const examples = "../../examples/"
	for _, args := range [][]string{
		{"check", "--json", examples + "seed-1.json"},
		{"check", "--json", "--against", examples + "checks/against.json", examples + "seed-1.json", examples + "seed-3.json"},
	} {
		code, now := says(t, args...)
		old, then := says(t, append(args, "--templates", filepath.Join(compat, "layouts"), "--templates-only")...)
		var a, b struct{ Total, Grade string }
		if json.NewDecoder(strings.NewReader(now)).Decode(&a) != nil || json.NewDecoder(strings.NewReader(then)).Decode(&b) != nil {
			t.Fatalf("%v: %.2000s", args, then)
		}
		if code != old || a.Total == "" || a.Grade == "" || a.Total != b.Total || a.Grade != b.Grade {
			t.Errorf("%v: %s %s, exit %d; with the forms of then %s %s, exit %d", args, a.Total, a.Grade, code, b.Total, b.Grade, old)
		}
		x, y := strings.Count(now, `"code":"X`), strings.Count(then, `"code":"X`)
		if x != y || slices.Contains(args, "--against") && y == 0 {
			t.Errorf("%v: %d findings against other papers, with the forms of then %d", args, x, y)
		}
	}
	out := filepath.Join(t.TempDir(), "b.xlsx")
	if code, said := says(t, "book", "--templates", filepath.Join(compat, "layouts"), "--templates-only", "-o", out, examples+"seed-1.json", examples+"seed-2.json"); code != 0 {
		t.Fatalf("book: exit %d\n%s", code, said)
	}
	f, err := excelize.OpenFile(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if rows, err := f.GetRows("绩效自评汇总表"); err != nil || len(rows) < 6 {
		t.Errorf("no summary: %v, sheets %v", err, f.GetSheetList())
	}
}

// TestVerifyPlain: of a PDF that another library painted for us verify says so, and that nothing is decided.
func TestVerifyPlain(t *testing.T) {
	dir := t.TempDir()
	record := filepath.Join("..", "..", "examples", "seed-1.json")
	if code, said := says(t, "render", record, "-f", "pdf", "--painter", "fpdf", "--no-manifest", "-o", dir); code != 0 {
		t.Fatal(code, said)
	}
	file := filepath.Join(dir, "seed-1.pdf")
	if code, said := says(t, "verify", file, record); code != 4 || !strings.Contains(said, "不能断定：这份 PDF 由 fpdf 画出") {
		t.Errorf("exit %d, %s", code, said)
	}
	if code, said := says(t, "verify", "--json", file, record); code != 4 || !strings.Contains(said, `"verdict":"unsure"`) {
		t.Errorf("exit %d, %s", code, said)
	}
}
