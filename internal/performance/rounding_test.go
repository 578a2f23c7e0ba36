package performance_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/gongbiao/gongbiao/model/finding"
)

// The five Shanghai prints known: rates rounded up, scores from the printed rate. What is left out is computed as
// printed there, and half up by the national layout; what is entered is judged alike under both.
func TestShanghaiRounding(t *testing.T) {
	for _, c := range []struct {
		spent, budget    string
		printed, score   string // Shanghai's print
		national, nscore string // half up; the score is from the printed rate
		note             string // what is said of Shanghai's print, F2.舍入 elsewhere only
	}{
		{"18233182.14", "18610104", "97.98%", "9.8", "97.97%", "9.8", "F2.舍入"},
		{"281411", "283541", "99.25%", "9.93", "99.25%", "9.93", ""},
		{"161000", "162913", "98.83%", "9.88", "98.83%", "9.88", ""},
		{"215457.6", "250000", "86.19%", "8.62", "86.18%", "8.62", "F2.舍入"},
		{"9034", "20000", "45.17%", "4.52", "45.17%", "4.52", ""},
	} {
		money := fmt.Sprintf(`"年初预算数": %q, "全年预算数": %q, "全年执行数": %q`, c.budget, c.budget, c.spent)
		form := func(layout, more string) []byte {
			return []byte(fmt.Sprintf(`{"form": "self-evaluation/%s", "年度": "2022", "项目名称": "甲", "主管部门": "乙", "实施单位": "丙",
				"资金": {"年度资金总额": {%s %s}, "当年财政拨款": {%s}}, "年度总体目标": {"实际完成情况": "预算没有用完"}}`, layout, money, more, money))
		}
		for layout, want := range map[string][2]string{"shanghai": {c.printed, c.score}, "national": {c.national, c.nscore}} {
			l, s := checks(t, "self-evaluation/"+layout, "")
			r := record(t, l, s, form(layout, ""))
			if rate, score := r.Value("资金.年度资金总额.执行率").Text, r.Value("资金.年度资金总额.得分").Text; rate != want[0] || score != want[1] {
				t.Errorf("%s ÷ %s in %s: %s %s, want %s %s", c.spent, c.budget, layout, rate, score, want[0], want[1])
			}
			for _, f := range run(t, s, r, nil) {
				if f.Code == "F2" || f.Code == "F3" {
					t.Errorf("%s ÷ %s in %s: what the form itself computes is remarked: %s", c.spent, c.budget, layout, f.Message)
				}
			}
			r = record(t, l, s, form(layout, fmt.Sprintf(`, "分值": "10", "执行率": %q, "得分": %q`, c.printed, c.score)))
			var got []string
			for _, f := range run(t, s, r, nil) {
				if f.Code == "F2" || f.Code == "F3" {
					if f.Severity == finding.Error {
						t.Errorf("%s ÷ %s printed %s in %s: an error: %s", c.spent, c.budget, c.printed, layout, f.Message)
					}
					got = append(got, id(f))
				}
			}
			note := c.note
			if layout == "shanghai" && note == "F2.舍入" {
				note = "" // its own rule: rounded up, and scored by the rate as printed
			}
			if note == "" && got != nil || note != "" && !slices.Equal(got, []string{note}) {
				t.Errorf("%s ÷ %s printed %s %s in %s: %v, want %s", c.spent, c.budget, c.printed, c.score, layout, got, note)
			}
		}
	}
}
