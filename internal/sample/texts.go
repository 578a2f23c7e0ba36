package sample

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/model"
)

// named is what fields hold whose name has one of these parts.
type named []struct {
	names []string
	text  func(g *generator) string
}

// of is the text of the first line that has a part of a field's name.
func (t named) of(g *generator, name string) (string, bool) {
	for _, x := range t {
		for _, n := range x.names {
			if strings.Contains(name, n) {
				return x.text(g), true
			}
		}
	}
	return "", false
}

// fixed is a text that is the same on every form.
func fixed(s string) func(*generator) string { return func(*generator) string { return s } }

// texts are told by the name alone; nothing a form says of its field comes before them.
var texts = named{
	{[]string{"部门编码", "部门代码", "单位编码", "单位代码"}, func(g *generator) string { return strconv.Itoa(101 + g.turn) }},
	{[]string{"职能"}, func(g *generator) string {
		return "承担全市" + g.things() + "的" + g.theme.act + "和管理工作。"
	}},
	{[]string{"评分细则", "评分标准", "计分标准"}, fixed("达到指标值的得满分，没有达到的按完成的比例得分。")},
	{[]string{"部门名称", "地方主管部门", "主管部门", "移交单位", "全宗名称", "监督管理单位"}, func(g *generator) string { return g.theme.department }},
	{[]string{"接收单位"}, fixed("市档案馆")},
	{[]string{"上年名称"}, fixed("")}, // as this year's
	{[]string{"全宗号"}, func(g *generator) string { return fmt.Sprintf("J%03d", 1+g.turn) }},
	{[]string{"元数据摘要"}, func(g *generator) string { return g.digest() }},
	{[]string{"检验情况"}, fixed("件数、文件数与清册一致，逐件校验无误。")},
	{[]string{"转移支付名称", "专项名称"}, func(g *generator) string { return g.theme.kinds[0] + "补助资金" }},
	{[]string{"件号"}, func(g *generator) string { return fmt.Sprintf("%04d", g.row+1) }},
	{[]string{"题名"}, func(g *generator) string { return g.projectName(g.row) + "绩效自评表" }},
	{[]string{"责任者"}, func(g *generator) string { return g.unit }},
	{[]string{"密级"}, fixed("公开")},
	{[]string{"保管期限"}, fixed("30年")},
	{[]string{"项目名称", "项目支出名称"}, func(g *generator) string { return g.project }},
	{[]string{"实施单位", "预算单位", "单位名称", "填报单位", "项目单位", "使用单位"}, func(g *generator) string { return g.unit }},
	{[]string{"复核单位", "发出单位"}, fixed("市财政局")},
	{[]string{"处室"}, fixed("规划财务处")},
	{[]string{"复核意见"}, fixed("自评材料基本齐全，核减的项目已经与单位核对，其余各项与自评一致。")},
	{[]string{"自评表校验码"}, fixed("")},
	{[]string{"自评表"}, fixed("self-evaluation/national@2020")},
	{[]string{"通知编号"}, func(g *generator) string { return fmt.Sprintf("财绩评%d年第%d号", g.year+1, 1+g.IntN(90)) }},
	{[]string{"原因分析"}, func(g *generator) string { return g.whys() }},
	{[]string{"改进措施"}, func(g *generator) string { return g.remedies() }},
	{[]string{"存在问题"}, fixed("")},
	{[]string{"完成情况"}, func(g *generator) string { return g.outcome(g.all) }},
	{[]string{"目标"}, func(g *generator) string { return g.goalText(g.all) }},
	{[]string{"实施内容", "过程概述"}, func(g *generator) string { return g.work() }},
	{[]string{"评价结论"}, fixed("项目按计划完成，资金使用规范，达到了预期效果。")},
	{[]string{"负责人", "责任人", "联系人", "填报人", "填表人", "经办人", "审核人", "复核人", "移交人", "接收人", "监交人"},
		func(g *generator) string { return g.person() }},
	{[]string{"电话"}, func(g *generator) string { return fmt.Sprintf("5550%04d", g.IntN(10000)) }},
	{[]string{"项目类别"}, fixed("特定目标类")},
	{[]string{"期限", "起止时间", "建设周期"}, func(g *generator) string { return fmt.Sprintf("%d年1月—%d年12月", g.year, g.year) }},
	{[]string{"期间"}, func(g *generator) string { return fmt.Sprintf("%d年", g.year) }},
	{[]string{"开始时间"}, func(g *generator) string { return fmt.Sprintf("%d年%d月", g.year, 1+g.row%9) }},
	{[]string{"完成时间"}, func(g *generator) string { return fmt.Sprintf("%d年%d月", g.year, 3+g.row%9) }},
	{[]string{"建设期", "项目期"}, fixed("1年")},
	{[]string{"运营期"}, fixed("5年")},
	{[]string{"投向领域"}, fixed("社会事业")},
	{[]string{"标题项目"}, func(g *generator) string { return g.project }},
	{[]string{"科目编码"}, func(g *generator) string { return g.subject().code }},
	{[]string{"科目名称"}, func(g *generator) string { return g.subject().name }},
	{[]string{"编码", "代码"}, func(g *generator) string { return fmt.Sprintf("%d%06d", g.year, g.IntN(1_000_000)) }},
	{[]string{"制度措施"}, func(g *generator) string { return "专账核算，专款专用；" + g.unit + "按月检查进度。" }},
	{[]string{"项目审批"}, func(g *generator) string { return "《关于同意" + g.project + "立项的批复》" }},
	{[]string{"立项依据", "立项的依据", "政策依据"}, func(g *generator) string {
		return fmt.Sprintf("《%s%d年度重点工作计划》", g.theme.department, g.year)
	}},
	{[]string{"其他依据"}, fixed("项目实施方案")},
	{[]string{"对照依据"}, fixed("名称")},
	{[]string{"必要性"}, func(g *generator) string {
		return "群众对" + g.things() + "的需求逐年增加，现有条件不能满足，需要安排资金。"
	}},
	{[]string{"可行性"}, fixed("方案、人员和预算已经落实，往年同类项目均按期完成。")},
	{[]string{"实施计划"}, fixed("第一季度制定方案，第二、三季度组织实施，第四季度验收并开展绩效自评。")},
	{[]string{"概况", "基本情况"}, func(g *generator) string {
		return "对" + g.things() + "等进行" + g.theme.act + "，由" + g.unit + "组织实施。"
	}},
	{[]string{"原因", "措施", "说明", "备注", "问题"}, fixed("")},
	{[]string{"度量单位"}, func(g *generator) string { return g.theme.measure }},
	{[]string{"等级"}, fixed("优")},
}

// vague are texts that hold where the form gives no example of its field.
var vague = named{
	{[]string{"用途"}, func(g *generator) string { return "用于" + g.things() + "的" + g.theme.act + "和检查验收。" }},
	{[]string{"内容"}, func(g *generator) string {
		t := g.theme.things // each row of a list another, as people write of each task what it is
		i := g.IntN(len(t)) + g.row*(len(t)+1)
		return "对" + t[g.row%len(t)] + "、" + t[(g.row+1)%len(t)] + "进行" + g.theme.act + fmt.Sprintf("，全年检查%d次。", 4+i)
	}},
}

// example is what the form's own hint gives for an example: 一般公共预算 of “如 一般公共预算”.
func example(hint string) string {
	_, s, ok := strings.Cut("，"+hint, "，如 ")
	if !ok {
		return ""
	}
	if i := strings.IndexAny(s, "、；，。"); i >= 0 {
		s = s[:i]
	}
	return s
}

// things are two that the record is about.
func (g *generator) things() string {
	t := g.theme.things
	i := g.IntN(len(t))
	return t[i] + "、" + t[(i+1)%len(t)]
}

// work is what is done: of the whole in a sentence, in a list step by step.
func (g *generator) work() string {
	if len(g.path) == 0 {
		return fmt.Sprintf("由%s组织实施：年初制定计划，按季度检查%s情况，年末组织验收和绩效自评。", g.unit, g.theme.act)
	}
	switch g.row {
	case 0:
		return "制定实施方案，落实人员和经费"
	case 1:
		return "公开采购，签订合同"
	}
	return g.theme.things[(g.turn+g.row)%len(g.theme.things)] + g.theme.act + "，按月检查进度"
}

// count is a number of what the field's name says.
func (g *generator) count(name string) string {
	switch name {
	case "字节数":
		return strconv.Itoa(100_000 + g.IntN(90_000))
	case "文件数":
		return "4"
	case "页数":
		return strconv.Itoa(1 + g.IntN(3))
	}
	return strconv.Itoa(1 + g.IntN(500))
}

// digest looks like an SM3. It draws from a stream of its own, which one number begins.
func (g *generator) digest() string {
	random := rand.New(rand.NewPCG(g.Uint64(), 0x5a3))
	s := ""
	for range 4 {
		s += fmt.Sprintf("%016x", random.Uint64())
	}
	return s
}

// subject is a line of accounts that are not closed from one list: one of those that every unit has.
func (g *generator) subject() subject {
	own, ok := functions[g.theme.department]
	if !ok {
		own = functions["市教育局"]
	}
	all := []subject{
		{code: own[0] + "0101", name: own[3]}, {code: own[0] + "0199", name: own[4]},
		{code: "2080505", name: "机关事业单位基本养老保险缴费支出"}, {code: "2101101", name: "行政单位医疗"}, {code: "2210201", name: "住房公积金"},
	}
	return all[g.row%len(all)]
}

// dated is whether a text field is a day or a year by its whole name.
func dated(f *model.Field) bool {
	return f.Kind == model.Text && (f.Name == "日期" || f.Name == "年度" || f.Name == "上年")
}

// when is what such a field holds.
func (g *generator) when(name string) string {
	switch name {
	case "上年":
		return strconv.Itoa(g.year - 1)
	case "年度":
		return strconv.Itoa(g.year)
	}
	return fmt.Sprintf("%d-03-%02d", g.year+1, 1+g.IntN(28))
}
