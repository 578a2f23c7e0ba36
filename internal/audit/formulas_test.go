package audit_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// A stranger's form that says nothing of checks: what it computes and somebody entered by hand is held against its
// formula, at the places that were printed, with the sum.
func TestEnteredAgainstFormula(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"form.yaml": "form: tally\nname: 小计表\nfields:\n" +
			"  甲: {kind: money, format: \"0.00\"}\n  乙: {kind: money, format: \"0.00\"}\n" +
			"  合: {kind: money, format: \"0.00\", compute: \"合计(甲, 乙)\"}\n  比: {kind: rate, compute: \"舍入(甲 / 合, 4)\"}\n" +
			"  起: {kind: number, compute: \"10\"}\n  行: {kind: list, fields: {数: number, 价: money, 额: {kind: money, compute: 数 * 价}}}\n" +
			"  总: {kind: money, compute: \"合计(行, .额)\"}\n",
		"here.yaml": "layout: tally/here\nversion: \"1\"\nname: 小计表\ncolumns: [20, 20, 20, 20, 20]\nrows:\n" +
			"  - |\n    | {甲} | {乙} | {合} | {比} | {起} |\n  - repeat: 行\n    rows: |\n      | {数} | {价} | {额} | | |\n" +
			"  - |\n    | {总} | < | < | < | < |\n",
	} {
		if err := os.MkdirAll(filepath.Join(dir, "tally"), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "tally", name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	l, err := templates.Open(dir, templates.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	a := audit.Auditor{Library: l}
	for _, c := range []struct{ record, want string }{
		{`{甲: "1.5", 乙: "2.5", 合: "4.0", 比: "37.5%"}`, ""},
		{`{甲: "1.5", 乙: "2.5", 合: "4.1"}`, "C1 /合 应为 4.00：1.5 + 2.5 = 4.00 ≠ 4.1，差 0.1"},
		{`{甲: "1.26", 乙: "2.5", 合: "3.8"}`, ""},
		{`{甲: "1", 乙: "2", 合: "3", 比: "33.3%"}`, ""},
		{`{甲: "1", 乙: "2", 合: "3", 比: "33.5%"}`, "C1.算式 /比 应为 33.33%：甲 1，合 3：算得 33.33% ≠ 33.5%"},
		{`{起: "12"}`, ""},
		{`{行: [{数: "3", 价: "2", 额: "7"}], 总: "7"}`, "C1.算式 /行/0/额 应为 6：数 3，价 2：算得 6 ≠ 7"},
		{`{行: [{数: "3", 价: "2"}, {数: "1", 价: "2"}], 总: "7"}`, "C1 /总 应为 8：6 + 2 = 8 ≠ 7，差 1"},
		{`{甲: 约5万, 乙: "2", 合: "3"}`, ""},
		{`{合: "3"}`, ""},
	} {
		var got []string
		record := "{form: tally/here, " + c.record[1:]
		if err := data.Read("表.yaml", []byte(record), func(d *data.Value, err error) error {
			if err != nil {
				return err
			}
			o, err := a.Check(d)
			if err == nil {
				for _, f := range o.Findings {
					if f.Severity != finding.Note && strings.HasPrefix(f.Code, "C") {
						got = append(got, f.ID()+" "+f.Path+" 应为 "+f.Expected+"："+f.Sum)
					}
				}
			}
			return err
		}); err != nil {
			t.Fatal(record, err)
		}
		if s := strings.Join(got, "\n"); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.record, s, c.want)
		}
	}
}
