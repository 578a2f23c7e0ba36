package fromblank

import (
	"strings"
	"testing"
)

// TestGrouped: blanks with 小计 under their groups become a list with a sum below each group; what only looks like it
// does not.
func TestGrouped(t *testing.T) {
	for _, c := range []struct {
		what, form, drawing string
		want, not           []string
	}{
		{"groups merged at the left, to be named", "-", `
支出明细表
| 科室 | 项目 | 预算金额 | 执行金额 | 备注 |
| | | | | |
| ^ | | | | |
| ^ | 小计 | =SUM(C3:C4) | =SUM(D3:D4) | |
| | | | | |
| ^ | | | | |
| ^ | 小计 | | | |
| 合计 | < | | | |`,
			[]string{"merge: [科室]", "subtotal: row: | | ^ | 小计 | {= 合计(本组, .预算金额)} | {= 合计(本组, .执行金额)} | |", "| 合计 | < | {= 合计(明细, .预算金额)} | {= 合计(明细, .执行金额)} | |"},
			[]string{"明细2", "小计: ", "科室小计"}},
		{"groups with their names, 小计 beside the name", "-", `
收费明细
| 类别 | 名称 | 数量 | 金额 |
| 办公用品 | | | |
| ^ | | | |
| 小计 | < | | |
| 劳保用品 | | | |
| ^ | | | |
| ^ | | | |
| 小计 | < | | |`,
			[]string{"merge: [类别]", "subtotal: row: | | 小计 | < | | {= 合计(本组, .金额)} |"},
			[]string{"办公用品 |", "合计(明细,"}},
		{"no cell merged: by the first column", "-", `
领用表
| 序号 | 部门 | 品名 | 数量 | 签字 |
| 1 | | | | |
| 2 | | | | |
| 小计 | < | < | =SUM(D3:D4) | |
| 3 | | | | |
| 4 | | | | |
| 小计 | < | < | | |
| 合计 | < | < | =D5+D8 | |`,
			[]string{"subtotal: 部门: row: | | 小计 | < | < | {= 合计(本组, .数量)} | |", "| 合计 | < | < | {= 合计(明细, .数量)} | |"}, []string{"merge:"}},
		{"of the form's list, the second level", "self-evaluation", `
自评表
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | | | | | |
| ^ | ^ | | | | | |
| ^ | 小计 | < | < | < | | |
| ^ | 质量指标 | | | | | |
| ^ | ^ | | | | | |
| ^ | 小计 | < | < | < | | |
| 效益指标 | 社会效益指标 | | | | | |
| ^ | ^ | | | | | |
| ^ | 小计 | < | < | < | | |
| 总分 | < | < | < | < | | |`,
			[]string{"subtotal: 二级指标: row: | | ^ | 小计 | < | < | < | {= 合计(本组, .分值)} | {= 合计(本组, .得分)} |"}, []string{"筛选("}},
		{"one 小计 is a total", "-", `
明细表
| 名称 | 数量 | 金额 |
| | | |
| | | |
| 小计 | | |`,
			[]string{"{= 合计(明细, .金额)}"}, []string{"subtotal"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			o := Options{ID: "made/here"}
			if c.form != "-" {
				o = Options{ID: c.form + "/here", Form: formOf(t, c.form)}
			}
			r, err := Convert("空表.xlsx", drawnBlank(t, c.drawing), o)
			if err != nil {
				t.Fatal(err)
			}
			made := squeezed(string(r.Layout)) + squeezed(string(r.Form))
			_, made, _ = strings.Cut(made, "layout:")
			for _, s := range c.want {
				if !strings.Contains(made, squeezed(s)) {
					t.Errorf("no %s in\n%s", s, r.Layout)
				}
			}
			for _, s := range c.not {
				if strings.Contains(made, squeezed(s)) {
					t.Errorf("%s in\n%s", s, r.Layout)
				}
			}
			usableAtOnce(t, c.what, o, r)
		})
	}
}
