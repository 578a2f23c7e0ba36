package fromblank

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestItems: rows of one pattern under a header become a list; rows that each have a name of their own do not.
func TestItems(t *testing.T) {
	for _, c := range []struct {
		what, drawing string
		want, not     []string
	}{
		{"the numbers of the columns stand under the heads", `
台账
| 序号 | 项目 | 文号 | 金额（元） |
| 栏次 | 1 | 2 | 3 |
| 1 | | | |
| 2 | | | |
| 合计 | < | < | =SUM(D4:D5) |`,
			[]string{"| 序号 | 项目 | 文号 | 金额（元） | | 栏次 | 1 | 2 | 3 |", "- repeat: 明细", "| {序号} | {项目} | {文号} | {金额} |"}, []string{"项目2", "栏次: "}},
		{"letters for numbers, and how they are computed", `
台账
| 项目 | 预算 | 支出 | 结余 |
| 甲 | A | B | C=A-B |
| | | | |
| | | | |`,
			[]string{"- repeat: 明细", "| 甲 | A | B | C=A-B |"}, []string{"项目2"}},
		{"figures that are none of columns", `
表
| 项目 | 一季度 | 二季度 | 三季度 |
| 1 | 3 | 3 | 3 |
| | | | |`,
			nil, []string{"header: | | 项目 | 一季度 | 二季度 | 三季度 | | 1 | 3"}},
		{"a figure that each row has", `
花名册
| 姓名 | 面积 | 标准 | 金额 |
| | | 115 | =B3*C3 |
| | | 115 | =B4*C4 |`,
			[]string{"- repeat: 明细", `标准: {kind: number, compute: "115"}`, `金额: {kind: money, compute: "面积 * 标准"}`}, []string{"姓名2"}},
		{"figures that differ", `
花名册
| 姓名 | 面积 | 标准 | 金额 |
| 甲组 | | 115 | =B3*C3 |
| 乙组 | | 120 | =B4*C4 |`,
			[]string{`compute: "甲组.面积 * 115"`, `compute: "乙组.面积 * 120"`}, []string{"repeat:"}},
		{"names over their rows", `
目标表
| 一级指标 | 二级指标 | 三级指标 | 指标值 |
| 产出指标 | 数量指标 | 指标1： | |
| ^ | ^ | …… | |
| ^ | 质量指标 | 指标1： | |
| ^ | ^ | …… | |`,
			[]string{"merge: [一级指标, 二级指标]", "产出指标: [数量指标, 质量指标]", "“指标1：”“……”是写条目的地方"}, []string{"指标12"}},
		{"names with a row each", `
统计表
| 大类 | 小类 | 预算 | 支出 |
| 人员 | 工资 | | |
| ^ | 津贴 | | |
| 公用 | 办公 | | |
| ^ | 差旅 | | |`,
			[]string{"{工资.预算}", "{差旅.支出}"}, []string{"repeat:"}},
		{"tasks, and what they come to", `
任务表
| 年度任务 | 任务名称 | 内容 | 金额（元） |
| ^ | 任务1： | | |
| ^ | 任务2： | | |
| ^ | …… | | |
| ^ | 合计 | < | =SUM(D3:D5) |`,
			[]string{"- repeat: 年度任务", "| ^ | {任务名称} | {内容} | {金额} |", "{= 合计(年度任务, .金额)}"}, []string{"任务1"}},
	} {
		r, err := Convert("空表.xlsx", drawnBlank(t, c.drawing), Options{ID: "made/here"})
		if err != nil {
			t.Fatal(err)
		}
		_, drawn, _ := strings.Cut(string(r.Layout), "layout:")
		made := squeezed(string(r.Layout[:len(r.Layout)-len(drawn)]) + drawn + string(r.Form))
		for _, s := range c.want {
			if !strings.Contains(made, squeezed(s)) {
				t.Errorf("%s: no %s\n%s\n%s", c.what, s, r.Layout, r.Form)
			}
		}
		for _, s := range c.not {
			if strings.Contains(squeezed(drawn+string(r.Form)), squeezed(s)) {
				t.Errorf("%s: %s\n%s\n%s", c.what, s, r.Layout, r.Form)
			}
		}
		usableAtOnce(t, c.what, Options{ID: "made/here"}, r)
	}
}

// TestNames: what a field is called by its label.
func TestNames(t *testing.T) {
	for _, c := range [][3]string{
		{"盘盈（+）盘亏（-）", "盘盈盘亏", "盘盈盘亏"},
		{"1—7月执行数", "1-7月执行数", "一至七月执行数"},
		{"11月支出", "11月支出", "十一月支出"},
		{"因公出国（境）费", "因公出国（境）费", "因公出国境费"},
		{"（一）收入", "收入", "收入"},
		{"二、支出合计", "支出合计", "支出合计"},
		{"1.人员经费", "人员经费", "人员经费"},
		{"执行率／得分", "执行率得分", "执行率得分"},
		{"执行率偏低（低于序时进度10个百分点以上）的原因说明", "执行率偏低的原因说明", "执行率偏低的原因说明"},
		{"100", "", ""},
	} {
		name := cellName(c[0])
		if ownName(name) != c[1] || itemOwn(name) != c[2] {
			t.Errorf("%s: %q %q", c[0], ownName(name), itemOwn(name))
		}
	}
}

// TestTitleRows: rows that the workbook prints on every page are a header, also above rows that stay; where they cannot
// be one it is told.
func TestTitleRows(t *testing.T) {
	for _, c := range []struct {
		what, drawing, rows string
		header, told        bool
	}{
		{"above rows that stay", "表\n| 项目 | 预算 | 支出 |\n| 人员 | | |\n| 公用 | | |", "$2:$2", true, false},
		{"with the title above the table", "表\n| 项目 | 预算 | 支出 |\n| 人员 | | |\n| 公用 | | |", "$1:$2", true, false},
		{"a list's", "表\n| 项目 | 预算 | 支出 |\n| | | |\n| | | |", "$2:$2", true, false},
		{"with a row to be filled in", "表\n| 单位 | | < |\n| 项目 | 预算 | 支出 |\n| 人员 | | |", "$2:$3", true, false},
		{"none", "表\n| 项目 | 预算 | 支出 |\n| 人员 | | |", "", false, false},
		{"the title alone", "表\n| 项目 | 预算 | 支出 |\n| 人员 | | |", "$1:$1", false, false},
		{"a label beside them reaches further", "表\n| 资金 | 项目 | 预算 |\n| ^ | 人员 | |\n| ^ | 公用 | |", "$2:$2", false, true},
	} {
		f, err := excelize.OpenReader(bytes.NewReader(drawnBlank(t, c.drawing)))
		if err != nil {
			t.Fatal(err)
		}
		if c.rows != "" {
			name := excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "Sheet1!" + c.rows, Scope: "Sheet1"}
			if err := f.SetDefinedName(&name); err != nil {
				t.Fatal(err)
			}
		}
		o := Options{ID: "made/here"}
		r, err := Convert("空表.xlsx", save(t, f), o)
		if err != nil {
			t.Fatal(err)
		}
		header, told := strings.Contains(string(r.Layout), "- header: |"), strings.Contains(string(r.Layout), "每页重复打印")
		if header != c.header || told != c.told {
			t.Errorf("%s: header %t, told %t\n%s", c.what, header, told, r.Layout)
		}
		usableAtOnce(t, c.what, o, r)
		f.Close()
	}
}

// TestGaps: places to write on inside a sentence.
func TestGaps(t *testing.T) {
	for _, c := range [][3]string{
		{"交货期", "合同签订后____日内", "合同签订后{线 20pt {交货期}}日内"},
		{"交货期", "合同签订后    日内交付", "合同签订后{线 20pt {交货期}}日内交付"},
		{"质保", "质保____年，响应____小时", "质保{线 20pt {质保年}}年，响应{线 20pt {质保小时}}小时"},
		{"参会", "参会　　　人", "参会{线 15pt {参会}}人"},
		{"起止", "____年__月至____年__月", "{起止起|"},
		{"签字", "填表人    日期", "填表人    日期"},
		{"说明", "第一  季度", "第一  季度"},
		{"说明", "20____年度", "20____年度"},
	} {
		r, err := Convert("空表.xlsx", drawnBlank(t, "表\n| "+c[0]+" | "+c[1]+" |\n| 备注 | |"), Options{ID: "made/here"})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(r.Layout), "| "+c[2]) {
			t.Errorf("%s: no %s\n%s", c[1], c[2], r.Layout)
		}
		usableAtOnce(t, c[1], Options{ID: "made/here"}, r)
	}
}
