package templates

import (
	"reflect"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// The tests of this file are the list of what real layouts need, each with the table one should see.

func TestTwoRowHeader(t *testing.T) {
	l := mustLayout(t, formOf(`
		项:
		  kind: list
		  fields: {名: text, 收: money, 支: money, 备: text}
		`), layoutOf(4, `
		rows:
		  - header: |
		      | 项目 | 金额 | <    | 备注 |
		      | ^    | 收入 | 支出 | ^    |
		  - repeat: 项
		    rows: |
		      | {名} | {收} | {支} | {备} |
		`))
	g := mustFill(t, l, `
		项:
		- {名: 甲, 收: "1,000.00", 支: 2, 备: 乙}
		- {名: 丙}
		`)
	drawn(t, g, `
		header | 项目 | 金额     | <    | 备注 |
		header | ^    | 收入     | 支出 | ^    |
		body   | 甲   | 1,000.00 | 2    | 乙   |
		body   | 丙   |          |      |      |
		`)
	for _, label := range []string{"项目", "金额", "收入", "支出", "备注"} {
		if c := cellAt(t, g, label); c.Role != grid.ColumnHeader {
			t.Errorf("%s is %s", label, c.Role)
		}
	}
	for r, row := range g.Tables[0].Rows {
		if row.Header != 1 {
			t.Errorf("row %d belongs to header %d", r, row.Header)
		}
	}
}

func TestMoneyRowsAndColumns(t *testing.T) {
	names := []string{"总额", "财政资金", "专户资金", "单位资金", "其他资金"}
	for n := 1; n <= 5; n++ {
		list := strings.Join(names[:n], ", ")
		var fields, record, want strings.Builder
		for i, name := range names[:n] {
			fields.WriteString("    " + name + ": {fields: {预算数: money, 1-7月执行数: money, 权重: score}}\n")
			record.WriteString("  " + name + ": {预算数: \"" + string(rune('1'+i)) + ".0\", 1-7月执行数: 7}\n")
			want.WriteString("body | " + map[bool]string{true: "资金", false: "^"}[i == 0] + " | " + name + " | " + string(rune('1'+i)) + ".0 | 7.00 | / |\n")
		}
		l := mustLayout(t, "form: f\nname: 表\nfields:\n  资金:\n   fields:\n"+fields.String(), layoutOf(5, `
		rows:
		  - "| 资金 | 项 | 预算数 | 1-7月执行数 | 权重 |"
		  - each: [`+list+`]
		    as: 名
		    rows: |
		      | ^ | {$名} | {资金.$名.预算数:0.00} | {资金.$名.1-7月执行数:0.00} | {资金.$名.权重|/} |
		`))
		g := mustFill(t, l, "资金:\n"+record.String())
		drawn(t, g, "body | 资金 | 项 | 预算数 | 1-7月执行数 | 权重 |\n"+strings.Replace(want.String(), "| 资金 |", "| ^ |", 1))
	}
}

func TestSplitTarget(t *testing.T) {
	l := mustLayout(t, formOf(`
		标:
		  kind: list
		  fields: {名: text, 性质: text, 值: number, 单位: text}
		`), layoutOf(5, `
		rows:
		  - header: "| 名 | 性质 | 值 | 单位 | 合写 |"
		  - repeat: 标
		    rows: |
		      | {名} | {性质} | {值} | {单位} | {性质}{值}{单位} |
		`))
	g := mustFill(t, l, `
		标:
		- {名: 甲, 性质: ≥, 值: 95, 单位: "%"}
		- {名: 乙, 性质: 定性, 值: "优", 单位: ""}
		`)
	drawn(t, g, `
		header | 名 | 性质 | 值 | 单位 | 合写  |
		body   | 甲 | ≥    | 95 | %    | ≥95%  |
		body   | 乙 | 定性 | 优 |      | 定性优 |
		`)
	if c := cellAt(t, g, "95"); c.Number == nil || c.Number.String() != "95" || !c.Input {
		t.Errorf("95 has number %v, input %v", c.Number, c.Input)
	}
	if c := cellAt(t, g, "优"); c.Number != nil {
		t.Errorf("优 has number %v", c.Number)
	}
	if c := cellAt(t, g, "≥95%"); c.Number != nil || c.Input || c.Path != "/标/0/性质" {
		t.Errorf("a joint cell has number %v, input %v, path %s", c.Number, c.Input, c.Path)
	}
}

const goals = `
	目标:
	  kind: list
	  fields:
	    名称: text
	    指标:
	      kind: list
	      fields: {一级: text, 三级: text, 分值: score}
	`

func TestGoalBlocks(t *testing.T) {
	l := mustLayout(t, formOf(goals), layoutOf(4, `
		rows:
		  - repeat: 目标
		    rows:
		      - "| 年度目标{序号:一}（{= 合计(指标, .分值)|0}分） | {名称} | < | < |"
		      - header: "| ^ | 一级 | 三级 | 分值 |"
		      - repeat: 指标
		        merge: [一级]
		        rows: "| ^ | {序号}.{一级}({= 合计(本组, .分值)}分) | {三级} | {分值} |"
		        empty: "| ^ | 无 | < | < |"
		  - total: "| 合计 | < | < | {= 合计(每项(目标, 合计(.指标, .分值)))} |"
		`))
	g := mustFill(t, l, `
		目标:
		- 名称: 甲
		  指标:
		  - {一级: 产出, 三级: a, 分值: 20}
		  - {一级: 产出, 三级: b, 分值: "30"}
		  - {一级: 效益, 三级: c, 分值: 10}
		- {名称: 乙}
		- 名称: 丙
		  指标:
		  - {一级: 产出, 三级: d, 分值: 40}
		`)
	drawn(t, g, `
		body   | 年度目标一（60分） | 甲            | <    | <    |
		header | ^                  | 一级          | 三级 | 分值 |
		body   | ^                  | 1.产出(50分)  | a    | 20   |
		body   | ^                  | ^             | b    | 30   |
		body   | ^                  | 2.效益(10分)  | c    | 10   |
		body   | 年度目标二（0分）   | 乙            | <    | <    |
		header | ^                  | 一级          | 三级 | 分值 |
		body   | ^                  | 无            | <    | <    |
		body   | 年度目标三（40分） | 丙            | <    | <    |
		header | ^                  | 一级          | 三级 | 分值 |
		body   | ^                  | 1.产出(40分)  | d    | 40   |
		total  | 合计               | <             | <    | 100  |
		`)
	heads := ""
	for _, r := range g.Tables[0].Rows {
		heads += string(rune('0' + r.Header))
	}
	if heads != "011110220330" {
		t.Errorf("header groups %s", heads)
	}
	c := cellAt(t, g, "1.产出(50分)")
	if c.Role != grid.RowHeader || c.Path != "/目标/0/指标/0/一级" || c.Place != "目标 第 1 行 指标 第 1 行 一级" || c.Computed || c.Input {
		t.Errorf("%+v", c)
	}
	if c := cellAt(t, g, "100"); !c.Computed || c.Number == nil || c.Style.Name != "number" {
		t.Errorf("%+v", c)
	}
}

const indicators = `
	标:
	  kind: list
	  fields: {一级: text, 二级: text, 三级: text, 分值: score}
	`

func groupLayout(rest string) string {
	return layoutOf(3, `
		rows:
		  - repeat: 标
		    merge: [一级, 二级]
		    rows: "| {一级} | {二级} | {三级}{分值} |"
		`+strings.ReplaceAll(rest, "\n", "\n\t\t"))
}

func TestGroups(t *testing.T) {
	l := mustLayout(t, formOf(indicators), groupLayout(""))
	g := mustFill(t, l, `
		标:
		- {一级: 产出, 二级: 数量, 三级: a}
		- {一级: 产出, 二级: 数量, 三级: b}
		- {一级: 产出, 二级: "", 三级: c}
		- {一级: 产出, 三级: d}
		- {一级: 效益, 二级: 数量, 三级: e}
		- {一级: 效益, 二级: 质量, 三级: f}
		- {一级: "", 二级: 质量, 三级: g}
		- {一级: 满意, 二级: 质量, 三级: h}
		`)
	drawn(t, g, `
		body | 产出 | 数量 | a |
		body | ^    | ^    | b |
		body | ^    |      | c |
		body | ^    | ^    | d |
		body | 效益 | 数量 | e |
		body | ^    | 质量 | f |
		body |      | 质量 | g |
		body | 满意 | 质量 | h |
		`)
	if len(g.Notes) != 0 {
		t.Errorf("notes: %v", g.Notes)
	}
	if c := cellAt(t, g, "产出"); !c.Input || c.Role != grid.RowHeader || c.Style.Name != "group" {
		t.Errorf("%+v", c)
	}
}

func TestGroupsApart(t *testing.T) {
	l := mustLayout(t, formOf(indicators), groupLayout(""))
	g := mustFill(t, l, `
		标:
		- {一级: 产出, 二级: 数量, 三级: a}
		- {一级: 效益, 二级: 数量, 三级: b}
		- {一级: 产出, 二级: 数量, 三级: c}
		- {一级: 产出, 二级: 质量, 三级: d}
		- {一级: 产出, 二级: 数量, 三级: e}
		`)
	drawn(t, g, `
		body | 产出 | 数量 | a |
		body | 效益 | 数量 | b |
		body | 产出 | 数量 | c |
		body | ^    | 质量 | d |
		body | ^    | 数量 | e |
		`)
	want := []string{"/标/2 “产出”的各行不相邻（第 1 行已有），按原来的次序打印成两组；这样的还有 1 处：第 5 行起"}
	for i, n := range g.Notes {
		if s := n.Path + " " + n.Message; i >= len(want) || !strings.HasPrefix(s, want[i]) {
			t.Errorf("note %s", s)
		}
	}
	if len(g.Notes) != len(want) {
		t.Errorf("%d notes, want %d", len(g.Notes), len(want))
	}
}

// A group cell may be several columns wide, an item several rows high.
func TestGroupsOfTallItems(t *testing.T) {
	l := mustLayout(t, formOf(indicators), layoutOf(4, `
		rows:
		  - repeat: 标
		    merge: [一级]
		    rows: |
		      | {一级} | < | {二级} | {分值} |
		      | ^      | < | {三级} | <      |
		`))
	g := mustFill(t, l, `
		标:
		- {一级: 产出, 二级: 数量, 三级: a, 分值: 1}
		- {一级: 产出, 二级: 质量, 三级: b, 分值: 2}
		- {一级: 效益, 二级: 质量, 三级: c, 分值: 3}
		`)
	drawn(t, g, `
		body | 产出 | < | 数量 | 1 |
		body | ^    | < | a    | < |
		body | ^    | < | 质量 | 2 |
		body | ^    | < | b    | < |
		body | 效益 | < | 质量 | 3 |
		body | ^    | < | c    | < |
		`)
}

// A field of an outer item may be printed, merged, beside the rows of an inner list.
func TestGroupsAcrossRepeats(t *testing.T) {
	l := mustLayout(t, formOf(goals), layoutOf(4, `
		rows:
		  - repeat: 目标
		    merge: [名称]
		    rows:
		      - repeat: 指标
		        merge: [一级]
		        rows: "| {名称} | {一级} | {三级} | {分值} |"
		        empty: "| {名称} | < | < | < |"
		`))
	g := mustFill(t, l, `
		目标:
		- {名称: 甲, 指标: [{一级: 产出, 三级: a}, {一级: 产出, 三级: b}]}
		- {名称: 甲, 指标: [{一级: 产出, 三级: c}, {一级: 效益, 三级: d}]}
		- {名称: 乙, 指标: [{一级: 效益, 三级: e}]}
		- {名称: 丙}
		`)
	drawn(t, g, `
		body | 甲 | 产出 | a | |
		body | ^  | ^    | b | |
		body | ^  | 产出 | c | |
		body | ^  | 效益 | d | |
		body | 乙 | 效益 | e | |
		body | 丙 | <    | < | < |
		`)
}

func TestCategories(t *testing.T) {
	record := `
		标:
		- {一级: 产出, 二级: 质量, 三级: a}
		- {一级: 产出, 二级: 质量, 三级: b}
		- {一级: 满意, 二级: 别的, 三级: c}
		`
	kept := mustLayout(t, formOf(indicators), groupLayout("    categories: {产出: [数量, 质量, 时效], 效益: [经济], 满意: [服务对象]}"))
	g := mustFill(t, kept, record)
	drawn(t, g, `
		body | 产出 | 数量     |   |
		body | ^    | 质量     | a |
		body | ^    | ^        | b |
		body | ^    | 时效     |   |
		body | 效益 | 经济     |   |
		body | 满意 | 服务对象 |   |
		body | ^    | 别的     | c |
		`)
	if c := cellAt(t, g, "数量"); c.Path != "" {
		t.Errorf("an empty category has the path %s", c.Path)
	}
	if c := cellAt(t, g, "质量"); c.Path != "/标/0/二级" {
		t.Errorf("质量 has the path %s", c.Path)
	}
	dropped := mustLayout(t, formOf(indicators), groupLayout("    categories: {产出: [数量, 质量, 时效]}\n    keep-empty: false"))
	drawn(t, mustFill(t, dropped, record), `
		body | 产出 | 质量 | a |
		body | ^    | ^    | b |
		body | 满意 | 别的 | c |
		`)
	drawn(t, mustFill(t, kept, `
		标:
		- {一级: 产出（50分）, 二级: 质量, 三级: a}
		- {一级: 满意, 二级: 服务对象, 三级: c}
		`), `
		body | 产出（50分） | 数量     |   |
		body | ^            | 质量     | a |
		body | ^            | 时效     |   |
		body | 效益         | 经济     |   |
		body | 满意         | 服务对象 | c |
		`)
	drawn(t, mustFill(t, kept, "标: []"), `
		body | 产出 | 数量     | |
		body | ^    | 质量     | |
		body | ^    | 时效     | |
		body | 效益 | 经济     | |
		body | 满意 | 服务对象 | |
		`)
}

func TestEmptyList(t *testing.T) {
	l := mustLayout(t, formOf(indicators), layoutOf(3, `
		rows:
		  - header: "| 甲 | 乙 | 丙 |"
		  - repeat: 标
		    merge: [一级]
		    rows: "| {一级} | {二级} | {三级}{分值} |"
		    empty:
		      - "| 无 | < | < |"
		`))
	drawn(t, mustFill(t, l, "{}"), `
		header | 甲 | 乙 | 丙 |
		body   | 无 | <  | <  |
		`)
}

func TestTicks(t *testing.T) {
	l := mustLayout(t, formOf(`
		类别: {choices: [部门预算项目, 区直专项]}
		原因: {choices: [经费, 制度, 人员], multiple: true}
		`), layoutOf(4, `
		rows:
		  - "| 项目类别 | {勾选 类别} | < | < |"
		  - "| 类别 | 1、部门{勾 类别=部门预算项目} 2、区直{勾 类别=区直专项} | < | < |"
		  - header: "| 原因 | 经费 | 制度 | 人员 |"
		  - "| | {√ 原因=经费} | {√ 原因=制度} | {√ 原因=人员} |"
		`))
	drawn(t, mustFill(t, l, "{类别: 区直专项, 原因: [经费, 人员]}"), `
		body   | 项目类别 | □部门预算项目 ☑区直专项 | < | < |
		body   | 类别     | 1、部门□ 2、区直☑ | < | < |
		header | 原因     | 经费 | 制度 | 人员 |
		body   |          | √    |      | √    |
		`)
	drawn(t, mustFill(t, l, "{}"), `
		body   | 项目类别 | □部门预算项目 □区直专项 | < | < |
		body   | 类别     | 1、部门□ 2、区直□ | < | < |
		header | 原因     | 经费 | 制度 | 人员 |
		body   |          |      |      |      |
		`)
}

// A tick that stands nowhere is lost as much as a text.
func TestTickNotPrinted(t *testing.T) {
	l := mustLayout(t, formOf("原因: {choices: [经费, 制度], multiple: true}"), layoutOf(1, `
		rows:
		  - "| {√ 原因=经费} |"
		`))
	mustFill(t, l, "原因: [经费]")
	_, err := fill(t, l, "原因: [经费, 制度]")
	if codes(err) != "FIELD-NOT-PRINTED" || !strings.Contains(err.Error(), "制度") {
		t.Errorf("%v", err)
	}
}

func TestLinesSealsNotes(t *testing.T) {
	l := mustLayout(t, formOf("单位: text\n日期: date\n年: year\n结论: text\n问题: text\n负责人: text"), layoutOf(4, `
		above:
		  - |
		    绩效自评表 @title
		    （{年}年） @subtitle
		    | 单位（盖章）：{单位} | < | 填报日期：{日期} @right | < |
		    单位：万元 @right
		rows:
		  - row: "| 评价结论 | {结论} | < | < |"
		    min-height: 20
		    section: 结论
		  - "| 存在问题 | {问题} | < | < |"
		  - row: "| 负责人 | {负责人} | {印章 单位盖章 40mm×30mm 框} 盖章 | < |"
		    keep: above
		    height: 30mm
		below:
		  - "注：1.甲；\n2.乙。"
		  - |
		    | 负责人： | | 填报人： | {图 印.png 高20mm 徽标} |
		styles:
		  right: {like: head, align: right}
		`))
	g := mustFill(t, l, "{单位: 甲局, 日期: 2021年4月22日, 年: 2020, 结论: 好, 问题: 无, 负责人: 某}")
	drawn(t, g, `
		title    | 绩效自评表         | <  | <                      | < |
		subtitle | （2020年）         | <  | <                      | < |
		head     | 单位（盖章）：甲局 | <  | 填报日期：2021年4月22日 | < |
		head     | 单位：万元         | <  | <                      | < |
		body     | 评价结论           | 好 | <                      | < |
		body     | 存在问题           | 无 | <                      | < |
		body     | 负责人             | 某 | 盖章                   | < |
		note     | 注：1.甲；         | <  | <                      | < |
		note     | 2.乙。             | <  | <                      | < |
		note     | 负责人：           |    | 填报人：               |   |
		`)
	if g.Meta.Title != "绩效自评表" {
		t.Errorf("title %q", g.Meta.Title)
	}
	c := cellAt(t, g, "盖章")
	if c.Seal == nil || !reflect.DeepEqual(*c.Seal, grid.Seal{Name: "单位盖章", Width: 40 * unit.MM, Height: 30 * unit.MM, Frame: true}) {
		t.Errorf("seal %+v", c.Seal)
	}
	if c := cellAt(t, g, "单位：万元"); c.Style.Align != grid.AlignRight || c.Role != grid.TextLine || c.Border != (grid.Border{}) {
		t.Errorf("%+v %+v", c, c.Style)
	}
	last := g.Tables[0].Cells[len(g.Tables[0].Cells)-1]
	if last.Picture == nil || last.Picture.Alt != "徽标" || last.Picture.Height != 20*unit.MM {
		t.Errorf("picture %+v", last.Picture)
	}
	rows := g.Tables[0].Rows
	if rows[4].MinHeight != 20*unit.MM || rows[4].Section != "结论" || rows[6].Height != 30*unit.MM || !rows[6].KeepAbove {
		t.Errorf("%+v %+v", rows[4], rows[6])
	}
}

func TestSeveralTables(t *testing.T) {
	l := mustLayout(t, formOf("名: text\n收: money\n支:\n  kind: list\n  fields: {项: text, 数: money}"), `layout: f/x
version: "1"
name: 决算公开
paper: {size: A4, margins: [15, 20, 15, 20]}
page-number: "{page}"
xlsx: {merges: page}
tables:
  - name: 收入表
    columns: [50, 50]
    above: 收入表 @title
    rows: "| {名} | {收} |"
  - name: 支出表
    paper: {orientation: landscape}
    page-number: {format: "— {page} —", align: outside, size: 14pt, single: false}
    columns: [80, 80, 80]
    new-page: false
    max-scale: 90
    page-header: 机密
    xlsx: {merges: whole}
    above:
      - 支出表 @title
      - when: 个数(支) == 0
        rows: 本年度没有支出，故本表无数据。
    rows:
      - header: "| 序号 | 项 | 数 |"
      - repeat: 支
        rows: "| {序号} | {项} | {数:#,##0.00} |"
        empty: "| | | |"
      - row: "| 合计 | < | {= 合计(支, .数):#,##0.00|0.00} |"
        break: page
`)
	g := mustFill(t, l, "{名: 甲, 收: 1, 支: [{项: 乙, 数: 1234.5}, {项: 丙, 数: '7'}]}")
	drawn(t, g, `
		title  | 收入表 | < |
		body   | 甲     | 1 |

		title  | 支出表 | <  | <        |
		header | 序号   | 项 | 数       |
		body   | 1      | 乙 | 1,234.50 |
		body   | 2      | 丙 | 7        |
		body   | 合计   | <  | 1,241.50 |
		`)
	a, b := &g.Tables[0], &g.Tables[1]
	if a.Paper.Landscape() || !b.Paper.Landscape() || b.Paper.Top != 15*unit.MM {
		t.Errorf("papers %+v %+v", a.Paper, b.Paper)
	}
	if !a.NewPage || b.NewPage || b.MaxScale != 90 || b.Header != "机密" || !a.CutMerges || b.CutMerges || !b.Rows[4].BreakTo {
		t.Errorf("%+v", b)
	}
	if b.PageNumber != (grid.PageNumber{Format: "— {page} —", Align: grid.AlignOutside, Size: 14 * unit.Pt, Family: "宋体", OnlyIf2: true}) {
		t.Errorf("%+v", b.PageNumber)
	}
	if g.Meta.Title != "决算公开" {
		t.Errorf("title %q", g.Meta.Title)
	}
	g = mustFill(t, l, "{名: 甲, 收: 1}")
	drawn(t, g, `
		title  | 收入表 | < |
		body   | 甲     | 1 |

		title  | 支出表 | < | < |
		head   | 本年度没有支出，故本表无数据。 | < | < |
		header | 序号   | 项 | 数   |
		body   |        |    |      |
		body   | 合计   | <  | 0.00 |
		`)
}

// What has no place in any of many rows is said once, with how many they are; another choice is another thing.
func TestUnprintedRows(t *testing.T) {
	l := mustLayout(t, formOf("名: text\n列: {kind: list, fields: {甲: text, 乙: text, 类: {choices: [子, 丑, 寅]}}}"), layoutOf(2, `
		rows:
		  - {repeat: 列, rows: "| {甲} | {√ 类=寅} |"}
		`))
	_, err := fill(t, l, "{名: 名, 列: [{甲: 1, 乙: 2, 类: 子}, {甲: 1, 乙: 3, 类: 丑}, {甲: 1, 类: 寅}, {乙: 5, 类: 子}]}")
	list := finding.Of(err)
	var said []string
	for _, f := range list {
		said = append(said, string(f.Path)+" "+f.Message[strings.LastIndex(f.Message, "会丢失"):])
	}
	if got := strings.Join(said, " | "); got != "/名 会丢失 | /列/0/乙 会丢失；这张表里这样的共 3 处 | /列/0/类 会丢失；这张表里这样的共 2 处 | /列/1/类 会丢失" {
		t.Error(got)
	}
}

func TestWhen(t *testing.T) {
	l := mustLayout(t, formOf("专项: money\n理由: text"), layoutOf(2, `
		rows:
		  - "| 甲 | 乙 |"
		  - when: not 空(专项)
		    rows: "| 专项债券资金 | {专项} |"
		    else: "| 理由 | {理由} |"
		`))
	drawn(t, mustFill(t, l, "专项: 5"), "body | 甲 | 乙 |\nbody | 专项债券资金 | 5 |")
	drawn(t, mustFill(t, l, "理由: 无"), "body | 甲 | 乙 |\nbody | 理由 | 无 |")
	// a value in the part that is not printed is refused, never dropped
	_, err := fill(t, l, "{专项: 5, 理由: 无此项}")
	if codes(err) != "FIELD-NOT-PRINTED" || !strings.Contains(err.Error(), "无此项") || !strings.Contains(err.Error(), "理由") {
		t.Errorf("%v", err)
	}
}

// A layout may add fields to its form, change how one is computed, and do without others.
func TestFieldsOfALayout(t *testing.T) {
	form := formOf("名: text\n代码: text\n分: {fields: {分值: {kind: score, compute: '10'}, 备: text}}")
	l := mustLayout(t, form, layoutOf(3, `
		fields:
		  代码员: text
		  分.分值: {compute: "20"}
		  分.权: {kind: number, format: "0.0"}
		without: [代码, 分.备]
		rows: "| {名}{代码员} | {分.分值} | {分.权} |"
		`))
	drawn(t, mustFill(t, l, "{名: 甲, 代码员: 乙, 分: {权: 1}}"), "body | 甲乙 | 20 | 1.0 |")
	if f := l.Form.Fields; len(f) != 3 || f[0].Name != "名" || f[2].Name != "代码员" || len(f[1].Fields) != 2 {
		t.Errorf("fields %+v", f)
	}
	plain := mustLayout(t, form, layoutOf(1, `rows: "| {名}{代码}{分.分值}{分.备} |"`))
	drawn(t, mustFill(t, plain, "{名: 甲}"), "body | 甲10 |")
}

// What an author writes with escapes is printed as it stands.
func TestEscapes(t *testing.T) {
	l := mustLayout(t, formOf("名: text"), layoutOf(4, `
		rows: |
		  | \<  | a\|b\{c\}\\ | 甲\n乙 | 邮箱\ a@b {名} x\@y |
		  | \^  | 　缩进      | 50%    | {= 名 == "}|" ? "是" : "否"} {= "a:b|c"} |
		`))
	drawn(t, mustFill(t, l, "名: '<&>'"), `
		body | \<  | a\|b{c}\\ | 甲\n乙 | 邮箱 a@b <&> x@y |
		body | \^  | 　缩进   | 50%     | 否 a:b\|c |
		`)
}

// A line break is one, however it was entered.
func TestLineBreaks(t *testing.T) {
	l := mustLayout(t, formOf("名: text\n注: text"), layoutOf(2, `rows: "| {名} | （{注}） |"`))
	g := mustFill(t, l, `{名: "甲\r\n乙\r丙", 注: "丁\u2028戊\u2029己\n庚"}`)
	drawn(t, g, `body | 甲\n乙\n丙 | （丁\n戊\n己\n庚） |`)
}

func TestTooWide(t *testing.T) {
	lib := library(formOf("名: text"), layoutOf(20, "rows: \"| {名} |"+strings.Repeat(" < |", 19)+"\""))
	_, list := lib.load("f/x.yaml", lib)
	if len(list) != 1 || list[0].Code != "LAYOUT-TOO-WIDE" || list.HasErrors() {
		t.Errorf("%v", list)
	}
}

// The roles of cells, for readers who hear the table.
func TestRoles(t *testing.T) {
	l := mustLayout(t, formOf("甲: text\n乙: text\n起: year"), layoutOf(4, `
		rows: |
		  | 一、基本情况 | <      | <        | <      |
		  | 项目         | {甲}   | 负责     | {乙}   |
		  | 资金         |        | 预算     | 执行   |
		  | ^            | 总额   | {起}     | 万元   |
		  | 目标         | 总目标（{起}年起） @header | < | 年度目标 |
		  | ^            | {甲}   | <        | {乙}   |
		  | 签字：       |        | 日期：   |        |
		`))
	g := mustFill(t, l, "{甲: 一, 乙: 二, 起: 2024}")
	for text, want := range map[string]grid.CellRole{"一、基本情况": grid.ColumnHeader, "项目": grid.RowHeader, "一": grid.Data, "负责": grid.RowHeader, "资金": grid.RowHeader,
		"预算": grid.ColumnHeader, "执行": grid.ColumnHeader, "总额": grid.RowHeader, "目标": grid.RowHeader, "总目标（2024年起）": grid.ColumnHeader,
		"年度目标": grid.ColumnHeader, "签字：": grid.RowHeader, "日期：": grid.RowHeader, "2024": grid.Data} {
		if c := cellAt(t, g, text); c.Role != want {
			t.Errorf("%s is %s, want %s", text, c.Role, want)
		}
	}
}

// An answer left empty prints what the layout prints for empty, whether the record leaves it out or writes ""; a space
// is an answer.
func TestEmptyAnswers(t *testing.T) {
	l := mustLayout(t, formOf(`
		项:
		  kind: list
		  fields: {名: text, 分值: score}
		`), layoutOf(2, `
		rows:
		  - repeat: 项
		    rows: |
		      | {名} | {分值|—} |
		`))
	g := mustFill(t, l, `
		项:
		- {名: 甲}
		- {名: 乙, 分值: ""}
		- {名: 丙, 分值: " "}
		`)
	drawn(t, g, `
		body | 甲 | — |
		body | 乙 | — |
		body | 丙 |   |
		`)
}
