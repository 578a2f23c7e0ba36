package workbook

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/data"
)

// TestFormulasCarryValues: beside a formula stands what it comes to, where something it rests on was given; blank
// where nothing was.
func TestFormulasCarryValues(t *testing.T) {
	l := layoutOf(t, "self-evaluation/shanghai")
	stored := func(record string) map[string]string {
		t.Helper()
		var given *data.Value
		if err := data.Read("x.json", []byte(record), func(d *data.Value, err error) error { given = d; return err }); err != nil {
			t.Fatal(err)
		}
		b, err := New(l, given, &engine, Options{Rows: 2, Spare: 1})
		if err != nil {
			t.Fatal(err)
		}
		f := open(t, b)
		marks, err := f.GetRows(MarkSheet)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		sheet := f.GetSheetName(0)
		for _, n := range f.GetDefinedName() {
			for _, m := range marks {
				if len(m) > 1 && m[0] == n.Name {
					_, cell, _ := strings.Cut(n.RefersTo, "!")
					cell = strings.ReplaceAll(cell, "$", "")
					if formula, _ := f.GetCellFormula(sheet, cell); formula != "" {
						out[m[1]], _ = f.GetCellValue(sheet, cell)
					}
				}
			}
		}
		rows, _ := f.GetRows(sheet)
		for _, r := range rows {
			for _, c := range r {
				if strings.HasPrefix(c, "●") {
					out["●"] += c
				}
			}
		}
		return out
	}
	rate, total, points, sum := "/资金/年度资金总额/执行率", "/资金/年度资金总额/得分", "/资金/年度资金总额/分值", "/总分/分值"
	got := stored(`{"form":"self-evaluation/shanghai","年度":"2022","项目名称":"甲"}`)
	for path, want := range map[string]string{rate: "", total: "", points: "10", sum: "", "●": ""} {
		if v := got[path]; v != want {
			t.Errorf("empty: %s is %q, want %q", path, v, want)
		}
	}
	got = stored(`{"form":"self-evaluation/shanghai","年度":"2022","项目名称":"甲","资金":{"年度资金总额":{"全年预算数":"200.00","全年执行数":"91.00"}},
		"绩效指标":[{"三级指标":"乙","分值":"50","得分":"40"}]}`)
	for path, want := range map[string]string{rate: "45.50%", total: "4.55", points: "10", sum: "60"} {
		if v := got[path]; v != want {
			t.Errorf("given: %s is %q, want %q", path, v, want)
		}
	}
	if !strings.Contains(got["●"], "●") {
		t.Errorf("no hint is said: %v", got)
	}
}
