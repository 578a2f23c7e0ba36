package fromblank

import (
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/templates"
)

// TestSumsAsExcel: with blanks left empty, what is computed is what the workbook's formulas come to.
func TestSumsAsExcel(t *testing.T) {
	blank, err := os.ReadFile("testdata/stranger/jb.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	entered := map[string]string{ // by cell; the second quarter of 2.上级补助收入, 其他收入 and most expenses are left empty
		"C7": "100", "D7": "50.5", "E7": "30", "C8": "20", "D8": "10.25", "C11": "40", "D11": "20", "E11": "15.5", "D12": "5", "G14": "7.25",
	}
	r, err := Convert("空表.xlsx", blank, Options{ID: "made/here"})
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := usableIn(folder, Options{ID: "made/here"}, r); err != nil {
		t.Fatal(err)
	}
	lib, err := templates.Open(folder, templates.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	l, err := lib.Layout("made/here")
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]string{} // fields by cell, as the layout tells them
	for _, m := range strings.Split(string(r.Layout), "\n") {
		if place, rest, ok := strings.Cut(strings.TrimPrefix(m, "# 猜  收支季报 "), "：{"); ok {
			at[place], _, _ = strings.Cut(rest, "}")
		}
	}
	f, err := excelize.OpenReader(strings.NewReader(string(blank)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	groups := map[string][]string{}
	for cell, v := range entered {
		if err := f.SetCellDefault("收支季报", cell, v); err != nil {
			t.Fatal(err)
		}
		group, name, _ := strings.Cut(at[cell], ".")
		groups[group] = append(groups[group], `"`+name+`": `+v)
	}
	var parts []string
	for g, fields := range groups {
		parts = append(parts, `"`+g+`": {`+strings.Join(fields, ", ")+`}`)
	}
	record := `{"form": "made/here", ` + strings.Join(parts, ", ") + "}"
	n := 0
	err = computed([]byte(record), l, func(rec *model.Record) error {
		for cell, path := range at {
			formula, err := f.GetCellFormula("收支季报", cell)
			if err != nil || formula == "" {
				continue
			}
			want, err := f.CalcCellValue("收支季报", cell, excelize.Options{RawCellValue: true})
			got := ""
			if v := rec.Value(path); v != nil && v.HasNum {
				got = v.Num.String()
			}
			if err != nil || got != want && !(got == "" && want == "0") {
				t.Errorf("%s %s =%s: %q, in the workbook %q %v", cell, path, formula, got, want, err)
			}
			n++
		}
		return nil
	})
	if err != nil || n < 30 {
		t.Errorf("%d formulas: %v\n%s", n, err, record)
	}
}
