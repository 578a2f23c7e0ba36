package report_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/internal/report"
	"github.com/gongbiao/gongbiao/model/finding"
)

func form(unit, record string, l ...finding.Finding) report.Form {
	return report.Form{File: record + ".json", Index: 1, Record: record, Unit: unit, Findings: l}
}

var (
	bad  = finding.Finding{Code: "F1", Path: "/甲", Place: "甲", Printed: "3", Expected: "2", Sum: "1 + 1 = 2 ≠ 3", Message: "不相等", Hint: "改正"}
	warn = finding.Finding{Code: "V2", Severity: finding.Warning, Path: "/乙", Place: "乙", Message: "不是确数", Printed: "=SUM(A1)"}
)

func name(code string) string { return map[string]string{"F1": "合计", "V2": "确数"}[code] }

func TestText(t *testing.T) {
	var b bytes.Buffer
	report.Text(&b, form("甲局", "项目", bad, warn), report.Options{Level: finding.Note})
	want := `项目.json  项目（甲局）
  必须改正：1 处
  请看一看：1 处（警告 1 处，提示 0 处）
  1. 错误　甲　不相等　表上：3　应为：2　算式：1 + 1 = 2 ≠ 3　怎么办：改正
  2. 警告　乙　不是确数　表上：=SUM(A1)
`
	if b.String() != want {
		t.Errorf("got\n%s", b.String())
	}
	b.Reset()
	report.Text(&b, form("甲局", "项目", bad, warn), report.Options{Codes: true})
	if s := b.String(); strings.Contains(s, "乙") || !strings.Contains(s, "甲  [F1 /甲]") {
		t.Errorf("got\n%s", s)
	}
	b.Reset()
	report.Text(&b, form("", "项目"), report.Options{})
	if b.String() != "项目.json  项目\n  没有发现问题\n" {
		t.Errorf("got %q", b.String())
	}
}

// A question is told with its readings.
func TestReadings(t *testing.T) {
	f := finding.Finding{Code: "S12", Severity: finding.Note, Place: "甲", Message: "说不定", Readings: []string{"多好", "少好"}}
	var b bytes.Buffer
	report.Text(&b, form("", "项目", f), report.Options{Level: finding.Note})
	if !strings.Contains(b.String(), "甲　说不定　两种读法：（1）多好；（2）少好\n") {
		t.Errorf("got\n%s", b.String())
	}
}

func TestSummary(t *testing.T) {
	var s report.Summary
	for i := range 12 {
		s.Add(form(fmt.Sprintf("%02d局", i), "甲", bad, bad), name)
	}
	s.Add(form("00局", "乙", warn), name)
	s.Add(form("好局", "丙"), name)
	s.AddSet(finding.List{warn}, name)
	s.Changed = append(s.Changed, report.Change{Layout: "甲式", ID: "F6", Name: "预算调整", Why: "由版式关闭", Skipped: true})
	var b bytes.Buffer
	s.Text(&b, report.Options{Level: finding.Note}, false)
	got := b.String()
	for _, want := range []string{"共查 14 张表：12 张有错误，1 张没有问题。错误 12 处，警告 2 处。", "错误　合计　24 处，12 张表", "警告　确数　2 处，2 张表", "00局　2 张表，错误 1 处，警告 1 处\n  01局", "没有查的校验（甲式）\n  由版式关闭，未查 1 项（预算调整）"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, "好局") || strings.Contains(got, "10局") || strings.Contains(got, "F6") {
		t.Errorf("says too much:\n%s", got)
	}
}

// The workbook reads back: a row a finding, grouped by unit, texts are texts, the filter covers all rows.
func TestWorkbook(t *testing.T) {
	var book report.Workbook
	var s report.Summary
	for _, f := range []report.Form{form("乙局", "丙", warn), form("甲局", "丁", bad, warn), form("乙局", "戊", bad)} {
		book.Add(f)
		s.Add(f, name)
	}
	var b bytes.Buffer
	if err := book.Write(&b, &s, ooxml.Props{}); err != nil {
		t.Fatal(err)
	}
	x, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := x.GetRows("问题清单")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows {
		got = append(got, strings.Join(r, "|"))
	}
	want := []string{"序号|单位|项目|级别|位置|问题|表上|应为|算式|怎么办|代码|文件|已说明", "1|乙局|丙|警告|乙|不是确数|=SUM(A1)||||V2|丙.json", "2|乙局|戊|错误|甲|不相等|3|2|1 + 1 = 2 ≠ 3|改正|F1|戊.json",
		"3|甲局|丁|错误|甲|不相等|3|2|1 + 1 = 2 ≠ 3|改正|F1|丁.json", "4|甲局|丁|警告|乙|不是确数|=SUM(A1)||||V2|丁.json"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if f, _ := x.GetCellFormula("问题清单", "G2"); f != "" {
		t.Errorf("a text became the formula %q", f)
	}
	filter := ""
	for _, n := range x.GetDefinedName() {
		if n.Name == "_xlnm._FilterDatabase" {
			filter = n.RefersTo
		}
	}
	if filter != "'问题清单'!$A$1:$M$5" {
		t.Errorf("the filter covers %q", filter)
	}
	var again bytes.Buffer
	if err := book.Write(&again, &s, ooxml.Props{}); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Errorf("not the same bytes: %v", err)
	}
}

// In English the report has the same layout, codes in place of the Chinese names, and the figures in the message.
func TestEnglish(t *testing.T) {
	var b bytes.Buffer
	bad, odd := bad, warn
	bad.English, odd.English = "the parts are not the whole", "no exact number"
	f := form("甲局", "项目", bad, odd)
	f.Index = 2
	report.Text(&b, f, report.Options{Level: finding.Note, English: true, Codes: true})
	var s report.Summary
	s.Add(f, name)
	s.Add(form("乙局", "丙"), name)
	s.Changed = []report.Change{{ID: "F6", Name: "预算调整", Why: "由 版式 甲 关闭", Skipped: true}, {ID: "F7", Why: "默认不启用", Skipped: true},
		{ID: "F3", Why: "没有分值列", Skipped: true}, {ID: "S6", Why: "由“错误”改为“提示”"}}
	s.Text(&b, report.Options{Level: finding.Note, English: true}, false)
	want := `项目.json record 2  项目 (甲局)
  to mend: 1
  to look at: 1 (warnings 1, notes 0)
  1. error F1  甲  [/甲]  the parts are not the whole  printed: 3  expected: 2  sum: 1 + 1 = 2 ≠ 3  hint: 改正
  2. warning V2  乙  [/乙]  no exact number  printed: =SUM(A1)
forms checked: 2, with errors 1, without a finding 1; errors 1, warnings 1
kinds of problems
  error F1: 1, in forms: 1
  warning V2: 1, in forms: 1
units with the most problems
  甲局: forms 1, errors 1, warnings 1
checks not run
  switched off by layout 甲: 1 (F6)
  off unless switched on: 1 (F7)
  the form has no “分值列”: 1 (F3)
checks re-graded
  re-graded from error to note (S6)
`
	if b.String() != want {
		t.Errorf("got\n%s", b.String())
	}
}
