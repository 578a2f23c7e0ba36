package fromblank

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/gongbiao/gongbiao/internal/racing"
)

// TestAnyHeads: whatever the heads and labels of a table say, and whatever its formulas add up, what is made of it
// passes its own lint. Heads are such as names are hard to make of.
func TestAnyHeads(t *testing.T) {
	racing.Apart(t)
	heads := rapid.SampledFrom([]string{"盘盈（+）盘亏（-）", "增（＋）减（－）", "A/B", "执行率（%）", "1—7月执行数", "10月", "合计", "小计", "数量", "明细", "本表", "序号",
		"单价（元/亩）", "因公出国（境）费", "其中：财政拨款", "1.人员", "①项目", "in", "not", "and", "nil", "true", "日期", "年度", "得分", "备注", "金额＝数量×单价", "“三公”经费",
		"资金“用途”", "（一）收入", "2026年", "%", "A1", "合计（A＋B）", "第一\n季度", "—", "一", "合 计", "是否", "甲", "乙", "完成率≥90%的，得分；否则不得分。"})
	formulas := rapid.SampledFrom([]string{"", "", "", "=B%d+C%d", "=B%d-C%d", "=SUM(B%d:C%d)", "=IF(B%d=0,\"\",C%d/B%[1]d)", "=B%d*C%d", "=ROUND(B%d/C%d,2)", "=SUM(B3:B%d)+C%d", "=E%d+E%d"})
	rapid.Check(t, func(r *rapid.T) {
		var b strings.Builder
		b.WriteString("表\n")
		row := func(n int, first string, cell func(k int) string) {
			cells := []string{first}
			for k := 1; k < 6; k++ {
				cells = append(cells, cell(k))
			}
			b.WriteString("| " + strings.ReplaceAll(strings.Join(cells, " | "), "\n", `\n`) + " |\n")
		}
		row(2, heads.Draw(r, "head"), func(k int) string { return heads.Draw(r, "head") })
		kind := rapid.SampledFrom([]string{"list", "matrix", "items"}).Draw(r, "kind")
		rows := rapid.IntRange(1, 4).Draw(r, "rows")
		var own [6]string
		for k := range own {
			if own[k] = formulas.Draw(r, "formula"); k < 3 && rapid.Bool().Draw(r, "blank") {
				own[k] = ""
			}
		}
		for i := range rows {
			n, first := 3+i, ""
			switch kind {
			case "matrix":
				first = heads.Draw(r, "label")
			case "items":
				first = fmt.Sprintf("指标%d：", i+1)
			}
			row(n, first, func(k int) string {
				if own[k] == "" {
					return ""
				}
				return fmt.Sprintf(own[k], n, n)
			})
		}
		if rapid.Bool().Draw(r, "total") {
			row(3+rows, rapid.SampledFrom([]string{"合计", "总计", "小计"}).Draw(r, "sum"), func(k int) string {
				return rapid.SampledFrom([]string{"", "—", fmt.Sprintf("=SUM(%c3:%c%d)", 'A'+k, 'A'+k, 2+rows), fmt.Sprintf("=%c3+B%d", 'A'+k, 3+rows)}).Draw(r, "of")
			})
		}
		o := Options{ID: "made/here"}
		made, err := Convert("空表.xlsx", drawnBlank(t, b.String()), o)
		if err != nil {
			return
		}
		if err := usableIn(t.TempDir(), o, made); err != nil {
			r.Fatalf("%v\n%s\n%s\n%s", err, b.String(), made.Layout, made.Form)
		}
	})
}
