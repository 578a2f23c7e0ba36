package collect

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/workbook"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// answered is a record with two waivers, texts of which a spreadsheet might make something else.
const answered = `{"form": "self-evaluation/shanghai", "年度": "2024", "项目名称": "甲", "主管部门": "乙", "实施单位": "丙", "豁免": [
 {"代码": "F6", "位置": "资金 年度资金总额 全年预算数", "理由": "=1+1\n第二行 ", "经手人": "张三", "日期": "2024-03-05",
  "所见": {"资金 年度资金总额 全年预算数": "18,610,104.00", "绩效指标 第 1 行“{\"a\"}” 得分": ""}},
 {"代码": "V10", "位置": "绩效指标", "问题": "满意度", "理由": "00123", "经手人": "@x", "日期": "2024年3月5日"}]}`

func waiversOf(t *testing.T, book []byte) ([]finding.Waiver, *Result) {
	t.Helper()
	r, err := Read("表.xlsx", book, Options{Cache: &ready})
	if err != nil {
		t.Fatal(err)
	}
	if r.Record == nil {
		return nil, r
	}
	l := r.Record.Waivers
	for i := range l {
		l[i].Pos = finding.Pos{}
	}
	return l, r
}

// Waivers go into a workbook to be filled in and come back as they were, from LibreOffice too; a blank has none.
func TestWaiversComeBack(t *testing.T) {
	l := layoutOf(t, shanghai)
	given := dataOf(t, []byte(answered))
	rec, err := model.BindPartial(given, l.Form)
	if err != nil {
		t.Fatal(err)
	}
	want := rec.Waivers
	for i := range want {
		want[i].Pos = finding.Pos{}
	}
	book, err := workbook.New(l, given, &engine, workbook.Options{Rows: 5})
	if err != nil {
		t.Fatal(err)
	}
	got, r := waiversOf(t, book)
	if d := cmp.Diff(want, got); d != "" || len(got) != 2 {
		t.Error(d)
	}
	back := dataOf(t, r.Data).Member(data.WaiverKey)
	if a, b := string(given.Member(data.WaiverKey).AppendJSON(nil, "")), string(back.AppendJSON(nil, "")); a != b {
		t.Errorf("%s\n%s", a, b)
	}
	for _, f := range r.Findings {
		if f.Code == "READ-SHEET" || f.Code == "READ-COPY" {
			t.Error(f)
		}
	}
	if got, _ := waiversOf(t, blankForm(t, l, 5)); got != nil {
		t.Errorf("a blank has %v", got)
	}
	for _, saved := range libreOffice(t, map[string][]byte{"waived": book}) {
		if got, _ := waiversOf(t, saved); cmp.Diff(want, got) != "" {
			t.Error(cmp.Diff(want, got))
		}
	}
}

// Whoever fills a form in adds a sheet of this name; what is wrong in it is an error, and nothing in it is dropped.
func TestWaiversByHand(t *testing.T) {
	l := layoutOf(t, shanghai)
	filled := fillIn(t, blankForm(t, l, 5), l, []byte(`{"年度": "2024", "项目名称": "甲", "主管部门": "乙", "实施单位": "丙"}`))
	for _, c := range []struct {
		name, sheet string
		rows        [][]any
		want        string // codes of errors; empty: n waivers come
		n           int
	}{
		{"whole", "豁免", [][]any{{"位置", "代码", "理由", "经手人", "日期"}, {"总分 得分", "S2", "核对过", "张三", "2024-03-05"}, {nil, "V10", "无", "张三", "2024-03-05"}}, "", 2},
		{"blank rows", "豁免", [][]any{{"代码", "理由", "经手人", "日期"}, {}, {"S2", "核对过", "张三", "2024-03-05"}, {" "}}, "", 1},
		{"a head alone", "豁免", [][]any{{"代码", "理由", "经手人", "日期"}}, "", 0},
		{"no reason", "豁免", [][]any{{"代码", "理由", "经手人", "日期"}, {"S2", "", "张三", "2024-03-05"}}, "DATA-WAIVER", 0},
		{"another column", "豁免", [][]any{{"代码", "理由", "经手人", "日期", "备注"}, {"S2", "x", "张三", "2024-03-05", "y"}}, "DATA-UNKNOWN-KEY", 0},
		{"a column without a name", "豁免", [][]any{{"代码", "理由", "经手人", "日期"}, {"S2", "x", "张三", "2024-03-05", "y"}}, "DATA-UNKNOWN-KEY", 0},
		{"what was seen is no object", "豁免", [][]any{{"代码", "理由", "经手人", "日期", "所见"}, {"S2", "x", "张三", "2024-03-05", "y"}}, "DATA-WAIVER", 0},
		{"another sheet", "说明", [][]any{{"代码", "理由"}, {"S2", "x"}}, "", 0},
	} {
		book := edited(t, filled, func(f *excelize.File) {
			if _, err := f.NewSheet(c.sheet); err != nil {
				t.Fatal(err)
			}
			for i, row := range c.rows {
				for k, v := range row {
					at, _ := excelize.CoordinatesToCellName(k+1, i+1)
					if err := f.SetCellValue(c.sheet, at, v); err != nil {
						t.Fatal(err)
					}
				}
			}
		})
		got, r := waiversOf(t, book)
		var codes []string
		for _, f := range r.Findings {
			if f.Severity == finding.Error && f.Code != "DATA-MISSING" {
				codes = append(codes, f.Code)
			}
		}
		if s := strings.Join(codes, " "); s != c.want || c.want == "" && (r.Record == nil || len(got) != c.n) {
			t.Errorf("%s: %q, %d waivers\n%s", c.name, s, len(got), r.Findings)
		}
	}
}
