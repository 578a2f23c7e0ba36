package fromblank

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Each drawing has what its layout and form must say, in what order it likes, and (after not) what they must not.
func TestKindsOfBlanks(t *testing.T) {
	for name, c := range map[string]struct {
		drawing   string
		want, not []string
	}{
		"a sum above its items": {drawing: `
盘点表
| 序号 | 名称 | 账面 | < | 实有 | < |
| ^ | ^ | 数量 | 金额 | 数量 | 金额 |
| 合计 | < | =SUM(C5:C6) | =SUM(D5:D6) | =SUM(E5:E6) | =SUM(F5:F6) |
| 1 | | | | | |
| 2 | | | | | |`,
			want: []string{"repeat: 明细", "{账面数量} | {账面金额} | {实有数量}", "{= 合计(明细, .账面数量)}", "- header: |"}, not: []string{"{合计"}},
		"a choice with a place to write, an hour, from a day to a day": {drawing: `
申请表
| 方式 | □招标 □询价 □其他____ |
| 时间 | 年  月  日  时 |
| 期限 | 年  月  日至  年  月  日 |
| 月份 | 年   月 |`,
			want: []string{"{勾 方式=其他}其他{线 10mm {方式其他}}", "choices: [招标, 询价, 其他]", "{时间|年  月  日  时}", "{期限起|年  月  日}至  {期限止|年  月  日}", "{月份|年   月}"},
			not:  []string{"____"}},
		"room in brackets and in a year": {drawing: `
20__年度申请表
| 方式 | □招标 □其他（        ） |`,
			want: []string{"{年度|20}年度申请表", "其他（{方式其他}        ）"}},
		"a product in each row": {drawing: `
采购表
| 品名 | 数量 | 单价 | 金额 |
| | | | =B3*C3 |
| | | | =B4*C4 |
| 小计 | =SUM(B3:B4) | | =SUM(D3:D4) |`,
			want: []string{`金额: {kind: money, compute: "数量 * 单价"}`, "数量: number", "{= 合计(明细, .数量)}"}},
		"boxes under heads, and a place as wide as the table": {drawing: `
问卷
| 评价 | 满意 | 一般 |
| 态度 | □ | □ |
| 效率 | □ | □ |
| 意见和建议 | < | < |
| | < | < |`,
			want: []string{"| {勾 态度=满意} | {勾 态度=一般} |", "choices: [满意, 一般]", "| {意见和建议} | <"}, not: []string{"□"}},
		"an opinion over a signature and its day": {drawing: `
审批表
| 部门意见 | \n\n签字：          年    月    日 |`,
			want: []string{`{部门意见}\n\n签字：{部门意见签字}`, "{部门意见日期|年    月    日}"}},
		"what a rule cannot say is told": {drawing: `
统计表
| 项目 | 上年 | 本年 | 增减率 |
| 接待费 | | | =VLOOKUP(B3,A1:C2,2) |
| 会议费 | | | =C4/B4 |`,
			want: []string{"# 公式  Sheet1 D3 的公式 =VLOOKUP(B3,A1:C2,2)：没有译成算式", `compute: "会议费.本年 / 会议费.上年"`}},
	} {
		r, err := Convert("空表.xlsx", drawnBlank(t, strings.TrimPrefix(c.drawing, "\n")), Options{ID: "made/here"})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		made := string(r.Layout) + string(r.Form)
		for _, s := range c.want {
			if !strings.Contains(oneBlank(made), oneBlank(s)) {
				t.Errorf("%s: no %s in\n%s", name, s, made)
			}
		}
		for _, s := range c.not {
			if strings.Contains(made[strings.Index(made, "\nlayout:"):], s) {
				t.Errorf("%s: %s in\n%s", name, s, made)
			}
		}
		usableAtOnce(t, name, Options{ID: "made/here"}, r)
	}
}

// oneBlank is a text with one blank where there are several: bars stand below each other.
func oneBlank(s string) string { return strings.Join(strings.Fields(s), " ") }

// A hidden row and a hidden column are not drawn; what stands in them is told, and places are still those of the file.
func TestHidden(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for cell, s := range map[string]string{"A1": "名称", "A2": "暗号", "C1": "备注", "A3": "地址"} {
		if err := f.SetCellStr("Sheet1", cell, s); err != nil {
			t.Fatal(err)
		}
	}
	border := []excelize.Border{{Type: "left", Style: 1}, {Type: "right", Style: 1}, {Type: "top", Style: 1}, {Type: "bottom", Style: 1}}
	id, err := f.NewStyle(&excelize.Style{Border: border})
	for _, err := range []error{err, f.SetCellStyle("Sheet1", "A1", "D3", id), f.SetRowVisible("Sheet1", 2, false), f.SetColVisible("Sheet1", "B", false)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	r, err := Convert("空表.xlsx", save(t, f), Options{ID: "made/here"})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"第 2 行是隐藏的，没有画；里面写着“暗号”。", "B 列是隐藏的，没有画。", "Sheet1 C3：{"} {
		if !strings.Contains(string(r.Layout), s) {
			t.Errorf("no %s in\n%s", s, r.Layout)
		}
	}
	if _, drawn, _ := strings.Cut(string(r.Layout), "\nlayout:"); strings.Contains(drawn, "暗号") {
		t.Errorf("the hidden row is drawn:\n%s", drawn)
	}
}
