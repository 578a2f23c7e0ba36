package fromblank

import (
	"strings"
	"testing"
)

// TestTranslated: what formulas of workbooks are as expressions, and which are none. Cells are the fields 甲 乙 丙 丁, A1
// to D1; the cells of row 2 hold nothing that counts.
func TestTranslated(t *testing.T) {
	cells := func(ref string, sum bool) ([]string, bool) {
		switch from, to, _ := strings.Cut(ref, ":"); {
		case strings.HasSuffix(from, "1"):
			var out []string
			for i, s := range []string{"甲", "乙", "丙", "丁"} {
				if c := string(rune('A' + i)); c >= from[:1] && (to == "" && c == from[:1] || to != "" && c <= to[:1]) {
					out = append(out, s)
				}
			}
			return out, true
		case sum && to != "":
			return nil, true
		}
		return nil, false
	}
	for _, c := range [][2]string{
		{"A1+B1", "合计(甲, 乙)"},
		{"A1-B1", "合计(甲, -乙)"},
		{"-A1+B1", "合计(-甲, 乙)"},
		{"A1-(B1-C1)", "合计(甲, -合计(乙, -丙))"},
		{"SUM(A1:C1)", "合计(甲, 乙, 丙)"},
		{"SUM(A1:C1)-D1", "合计(甲, 乙, 丙, -丁)"},
		{"SUM(A1,C1)+ROUND(B1*0.1, 1)", "合计(甲, 丙, 舍入(乙 * 0.1, 1))"},
		{"SUM(A1+B1,C1)", "合计(甲, 乙, 丙)"},
		{"SUM(A1)", "甲"},
		{"5+10", "15"},
		{"A1*B1", "甲 * 乙"},
		{"A1/B1", "甲 / 乙"},
		{"A1/(B1*C1)", "甲 / (乙 * 丙)"},
		{"A1*(B1+C1)", "甲 * 合计(乙, 丙)"},
		{"A1*-B1", "甲 * (-乙)"},
		{"A1/B1*100", "甲 / 乙 * 100"},
		{"A1*5%", "甲 * 5 / 100"},
		{"PRODUCT(A1,B1)", "甲 * 乙"},
		{"ABS(A1-B1)", "绝对值(合计(甲, -乙))"},
		{`IF(B1=0,"",A1/B1)`, "甲 / 乙"},
		{`IF(B1<>0,A1/B1,"")`, "甲 / 乙"},
		{`IF(OR(A1="",B1=0),"",A1/B1)`, "甲 / 乙"},
		{`IF(OR(A1=0,B1=0),"",A1/B1)`, ""}, // 0 / 乙 is nought, not empty
		{`IF(OR(B1="",B1=0),"",A1/B1)`, "甲 / 乙"},
		{`IF(ISBLANK(B1),"",A1/B1)`, "甲 / 乙"},
		{`IF(A1="","",A1*B1)`, "甲 * 乙"},
		{`IF(A1="","",A1-B1)`, ""}, // the sum does without 甲
		{`IF(C1=0,"",A1/B1)`, ""},
		{`IF(B1>0,"",A1/B1)`, ""},
		{`IF(B1=0,0,A1/B1)`, "如果((乙 ?? 0) == 0, 0, 甲 / 乙)"},
		{`IF(A1>=60,A1,B1)`, "如果((甲 ?? 0) >= 60, 甲, 乙)"},
		{`IFERROR(A1/B1,"")`, "甲 / 乙"},
		{`IFERROR(A1/B1,0)`, "((甲 / 乙) ?? 0)"},
		{`IFERROR(A1/B1,"无")`, ""},
		{"SUM(A2:C2)", ""},
		{"A2+A1", ""},
		{`""`, ""},
		{"A1^2", ""},
		{"VLOOKUP(A1,B1,2)", ""},
		{"ROUND(A1,B1)", ""},
		{"A1+", ""},
		{"(A1", ""},
		{"", ""},
		{"Sheet2!A1+B1", ""},
		{`A1&"元"`, ""},
	} {
		if got, ok := translated(c[0], cells); got != c[1] || ok != (c[1] != "") {
			t.Errorf("%s: %q, not %q", c[0], got, c[1])
		}
	}
}
