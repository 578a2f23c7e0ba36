package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/model/finding"
)

// What records share is said once; what is wrong in a cell is said of every cell.
func TestRepeats(t *testing.T) {
	for _, c := range []struct {
		f    finding.Finding
		once bool
	}{
		{finding.Finding{Code: "LAYOUT-UNNAMED", Message: "没有说用哪个版式"}, true},
		{finding.Finding{Code: "LAYOUT-UNKNOWN", Message: "没有版式“甲”"}, true},
		{finding.Finding{Code: "TEMPLATE-EXPRESSION", Message: "没有名为“乙”的项", Pos: finding.Pos{File: "x.yaml", Line: 3}}, true},
		{finding.Finding{Code: "READ-FORMULA", Message: "格里是公式", Place: "工作表“Sheet”H2"}, false},
		{finding.Finding{Code: "READ-STRUCK", Message: "有删除线的文字"}, false},
		{finding.Finding{Code: "DATA-TYPE", Message: "应是文字"}, false},
		{finding.Finding{Code: "LAYOUT-REFUSED", Message: "放不下", Place: "项目名称"}, false},
	} {
		var r repeats
		said := len(r.fresh(finding.List{c.f}, batch.Unreadable, "甲.json", 1)) + len(r.fresh(finding.List{c.f}, batch.Unreadable, "甲.json", 2))
		if once := said == 1; once != c.once || said == 0 {
			t.Errorf("%s of two records is said %d times", c.f.Code, said)
		}
	}
}

// Every cell of a ledger that cannot be used is named, though the cells are of one record and the sentence is the same.
func TestEveryCellIsNamed(t *testing.T) {
	f := excelize.NewFile()
	rows := [][]any{{"form", "项目名称", "主管部门", "实施单位", "年度", "三级指标", "年度指标值", "实际完成值", "分值", "得分"},
		{"self-evaluation/shanghai", "甲", "乙", "丙", "2024", "丁", nil, nil, 10, nil}}
	for i, row := range rows {
		for k, v := range row {
			name, _ := excelize.CoordinatesToCellName(k+1, i+1)
			if err := f.SetCellValue("Sheet1", name, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, cell := range []string{"G2", "H2", "J2"} {
		if err := f.SetCellFormula("Sheet1", cell, "1+1"); err != nil {
			t.Fatal(err)
		}
	}
	path := t.TempDir() + "/台账.xlsx"
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	for _, command := range [][]string{{"render", path, "-o", t.TempDir()}, {"check", path}, {"book", path, "-o", t.TempDir() + "/a.pdf"}} {
		var out bytes.Buffer
		code := run(t.Context(), command, strings.NewReader(""), &out, &out)
		for _, cell := range []string{"G2", "H2", "J2"} {
			if !strings.Contains(out.String(), cell) {
				t.Errorf("%s: exit %d, %s is not named:\n%s", command[0], code, cell, out.String())
			}
		}
	}
}
