package receive

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/ledger"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/internal/workbook"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
	"github.com/gongbiao/gongbiao/workbook/collect"
)

var engine render.Engine

const shanghai = "self-evaluation/shanghai"

func layout(t testing.TB) *templates.Layout {
	t.Helper()
	l, err := templates.Embedded().Layout(shanghai)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func record(t testing.TB, text []byte) *data.Value {
	t.Helper()
	var out *data.Value
	if err := data.Read("x.json", text, func(d *data.Value, err error) error { out = d; return err }); err != nil {
		t.Fatal(err)
	}
	return out
}

// folder has n filled-in workbooks of invented records.
func folder(t testing.TB, n int) (dir string, records []*data.Value) {
	t.Helper()
	dir = t.TempDir()
	l := layout(t)
	for i := range n {
		d := record(t, sample.Append(nil, l.Form, sample.Options{Layout: shanghai, Seed: 3}, i))
		b, err := workbook.New(l, d, &engine, workbook.Options{Rows: 20, Typed: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.xlsx", i)), b, 0o644); err != nil {
			t.Fatal(err)
		}
		records = append(records, d)
	}
	return dir, records
}

func TestReceive(t *testing.T) {
	dir, records := folder(t, 4)
	b, err := os.ReadFile(filepath.Join(dir, "002.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string, data []byte) {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("补交/002.xlsx", b)
	write("坏.xlsx", b[:1000])
	write("~$000.xlsx", []byte("lock"))
	write("说明.txt", []byte("x"))
	late := time.Date(2026, 4, 2, 8, 0, 0, 0, time.Local)
	for name, at := range map[string]time.Time{"000.xlsx": late, "001.xlsx": late.AddDate(0, 0, -5), "002.xlsx": late.AddDate(0, 0, -5), "003.xlsx": late.AddDate(0, 0, -5)} {
		if err := os.Chtimes(filepath.Join(dir, name), at, at); err != nil {
			t.Fatal(err)
		}
	}
	files, err := Files([]string{dir}, false)
	if err != nil {
		t.Fatal(err)
	}
	expected := []*data.Value{{Kind: data.Object, Members: []data.Member{{Name: "项目名称", Value: &data.Value{Kind: data.String, Text: "谁也没交的项目"}}}}}
	for _, r := range records[:3] {
		expected = append(expected, &data.Value{Kind: data.Object, Members: []data.Member{{Name: "项目名称", Value: r.Member("项目名称")}}})
	}
	items, err := Run(context.Background(), Job{Files: files, Units: expected, Due: late.AddDate(0, 0, -1)})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, it := range items {
		s := filepath.Base(it.File) + " " + string(it.State)
		for i, on := range []bool{it.Twice, it.Late, it.Extra} {
			if on {
				s += []string{" 重复", " 逾期", " 名单外"}[i]
			}
		}
		got = append(got, s)
	}
	want := []string{"000.xlsx 已收 逾期", "001.xlsx 已收", "002.xlsx 已收 重复", "003.xlsx 已收 名单外", "坏.xlsx 未收 逾期", "002.xlsx 已收 重复 逾期", ". 未交"}
	slices.Sort(got)
	slices.Sort(want)
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}

	book, err := Ledger(items, "test")
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if d := cmp.Diff([]string{SheetForms, SheetFindings, SheetData, SheetCounts}, f.GetSheetList()); d != "" {
		t.Error(d)
	}
	rows, _ := f.GetRows(SheetForms)
	if len(rows) != 8 || rows[7][1] != string(Missing) {
		t.Errorf("%v", rows)
	}
	// What render takes from the ledger is what was received.
	var back []*model.Record
	l := layout(t)
	err = ledger.Read("台账.xlsx", book, ledger.Options{Sheet: SheetData, Form: func(string) (*model.Form, error) { return l.Form, nil }}, func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		r, err := model.Bind(d, l.Form)
		back = append(back, r)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, it := range items {
		r, err := it.Record()
		if err != nil {
			t.Fatal(err)
		}
		if r == nil {
			continue
		}
		if n >= len(back) {
			t.Fatalf("%d records in the ledger", len(back))
		}
		if d := cmp.Diff(texts(r), texts(back[n])); d != "" {
			t.Errorf("%s: %s", it.File, d)
		}
		n++
	}
	if n != len(back) {
		t.Errorf("%d records in the ledger, %d received", len(back), n)
	}
}

func texts(r *model.Record) map[string]string {
	out := map[string]string{}
	r.Body.Each(func(v *model.Value) {
		if len(v.Fields)+len(v.Rows) == 0 && v.Text != "" {
			out[v.Path] = v.Text
		}
	})
	return out
}

// BenchmarkReceive reads 300 workbooks; the aim is ten seconds of processor time.
func BenchmarkReceive(b *testing.B) {
	dir, _ := folder(b, 300)
	files, err := Files([]string{dir}, false)
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for b.Loop() {
		items, err := Run(context.Background(), Job{Files: files, Workers: 1})
		if err != nil {
			b.Fatal(err)
		}
		for _, it := range items {
			if it.State == Unreadable {
				b.Fatal(it.Findings)
			}
		}
	}
}

// What is wanting, empty or cannot be printed is not 已收; nothing later makes it so.
func TestStates(t *testing.T) {
	dir := t.TempDir()
	l := layout(t)
	const named = `{"年度": "2025", "项目名称": "甲", "实施单位": "某局"}`
	with := func(name, text string, o workbook.Options) {
		t.Helper()
		b, err := workbook.New(l, record(t, []byte(text)), &engine, o)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	filled := `{"年度": "2025", "项目名称": "%s", "实施单位": "某局", "绩效指标": [{"三级指标": "%s", "分值": "10"}]}`
	with("1 已收.xlsx", fmt.Sprintf(filled, "乙", "次数"), workbook.Options{Typed: true})
	with("2 未填.xlsx", named, workbook.Options{})
	with("3 未填全.xlsx", `{"年度": "2025", "绩效指标": [{"三级指标": "次数"}]}`, workbook.Options{Typed: true})
	with("4 不能出表.xlsx", fmt.Sprintf(filled, "丙", "印不出"), workbook.Options{Typed: true})
	with("5 已收，有提示.xlsx", fmt.Sprintf(filled, "丁", "次数")[:len(fmt.Sprintf(filled, "丁", "次数"))-1]+`, "总分": {"得分": "约九十"}}`, workbook.Options{Typed: true})
	with("6 未填.xlsx", named, workbook.Options{Rows: 3})
	b, err := os.ReadFile(filepath.Join(dir, "2 未填.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.DeleteSheet(workbook.MarkSheet); err != nil { // it can no longer say what was given: the list does
		t.Fatal(err)
	}
	if err := f.SaveAs(filepath.Join(dir, "7 未填.xlsx")); err != nil {
		t.Fatal(err)
	}
	files, err := Files([]string{dir}, false)
	if err != nil {
		t.Fatal(err)
	}
	try := func(r *collect.Result) error {
		if v := r.Record.At("/绩效指标/0/三级指标"); v != nil && v.Text == "印不出" {
			return finding.List{{Code: "FONT-MISSING", Path: "/绩效指标/0/三级指标", Message: "没有这个字"}}.AsData()
		}
		return nil
	}
	units := []*data.Value{record(t, []byte(named))}
	items, err := Run(context.Background(), Job{Files: files, Options: collect.Options{Layout: shanghai}, Units: units, Try: try})
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range items {
		want := strings.TrimSuffix(filepath.Base(it.File), ".xlsx")[2:]
		if string(it.State) != want {
			t.Errorf("%s: %s\n%s", it.File, it.State, it.Findings)
		}
		if it.State == Unprintable && !strings.Contains(it.Findings.String(), "”D13）") {
			t.Errorf("the cell is not named: %s", it.Findings)
		}
		if it.State == Unfilled && it.Unit != "某局" {
			t.Errorf("whose form is not filled in is not told: %q", it.Unit)
		}
	}
	if len(items) != 7 {
		t.Errorf("%d items", len(items))
	}
	book, err := Ledger(items, "test")
	if err != nil {
		t.Fatal(err)
	}
	counted, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer counted.Close()
	rows, _ := counted.GetRows(SheetCounts)
	if d := cmp.Diff([][]string{{"状态", "份数"}, {"已收", "1"}, {"已收，有提示", "1"}, {"未填全", "1"}, {"未填", "3"}, {"不能出表", "1"}, {"共", "7"}}, rows); d != "" {
		t.Error(d)
	}
}
