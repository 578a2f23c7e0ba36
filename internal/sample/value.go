package sample

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/picture"
	"github.com/gongbiao/gongbiao/model"
)

func contains(list []string, s string) bool { return slices.Contains(list, s) }

// texts are what fields of these names hold; the first that is part of a field's name decides.
var texts = []struct {
	names []string
	text  func(g *generator) string
}{
	{[]string{"部门名称", "地方主管部门", "主管部门"}, func(g *generator) string { return g.theme.department }},
	{[]string{"转移支付名称"}, func(g *generator) string { return g.theme.kinds[0] + "补助资金" }},
	{[]string{"件号"}, func(g *generator) string { return strconv.Itoa(g.row + 1) }},
	{[]string{"题名"}, func(g *generator) string { return g.projectName(g.row) + "绩效自评表" }},
	{[]string{"责任者"}, func(g *generator) string { return g.unit }},
	{[]string{"密级"}, func(*generator) string { return "公开" }},
	{[]string{"保管期限"}, func(*generator) string { return "30年" }},
	{[]string{"项目名称", "项目支出名称"}, func(g *generator) string { return g.project }},
	{[]string{"实施单位", "预算单位", "单位名称", "填报单位", "项目单位", "使用单位"}, func(g *generator) string { return g.unit }},
	{[]string{"复核单位", "发出单位"}, func(g *generator) string { return "市财政局" }},
	{[]string{"复核意见"}, func(g *generator) string {
		return "自评材料基本齐全，核减的项目已经与单位核对，其余各项与自评一致。"
	}},
	{[]string{"自评表校验码"}, func(g *generator) string { return "" }},
	{[]string{"自评表"}, func(g *generator) string { return "self-evaluation/national@2020" }},
	{[]string{"通知编号"}, func(g *generator) string { return fmt.Sprintf("财绩评%d年第%d号", g.year+1, 1+g.IntN(90)) }},
	{[]string{"原因分析"}, func(g *generator) string { return g.whys() }},
	{[]string{"改进措施"}, func(g *generator) string { return g.remedies() }},
	{[]string{"存在问题"}, func(g *generator) string { return "" }},
	{[]string{"完成情况"}, func(g *generator) string { return g.outcome(g.all) }},
	{[]string{"目标"}, func(g *generator) string { return g.goalText(g.all) }},
	{[]string{"实施内容", "过程概述"}, func(g *generator) string {
		return fmt.Sprintf("由%s组织实施：年初制定计划，按季度检查%s情况，年末组织验收和绩效自评。", g.unit, g.theme.act)
	}},
	{[]string{"评价结论"}, func(g *generator) string {
		return "项目按计划完成，资金使用规范，达到了预期效果。"
	}},
	{[]string{"负责人", "联系人", "填报人", "填表人", "经办人", "审核人", "复核人"}, func(g *generator) string { return g.person() }},
	{[]string{"电话"}, func(g *generator) string { return fmt.Sprintf("5550%04d", g.IntN(10000)) }},
	{[]string{"项目类别"}, func(g *generator) string { return "特定目标类" }},
	{[]string{"期限"}, func(g *generator) string { return fmt.Sprintf("%d年1月—%d年12月", g.year, g.year) }},
	{[]string{"期间"}, func(g *generator) string { return fmt.Sprintf("%d年", g.year) }},
	{[]string{"建设期"}, func(g *generator) string { return "1年" }},
	{[]string{"运营期"}, func(g *generator) string { return "5年" }},
	{[]string{"投向领域"}, func(g *generator) string { return "社会事业" }},
	{[]string{"标题项目"}, func(g *generator) string { return g.project }},
	{[]string{"编码", "代码"}, func(g *generator) string { return fmt.Sprintf("%d%06d", g.year, g.IntN(1_000_000)) }},
	{[]string{"制度措施"}, func(g *generator) string { return "专账核算，专款专用；" + g.unit + "按月检查进度。" }},
	{[]string{"原因", "措施", "说明", "备注", "问题"}, func(g *generator) string { return "" }},
	{[]string{"度量单位"}, func(g *generator) string { return g.theme.measure }},
	{[]string{"等级"}, func(g *generator) string { return "优" }},
}

// value is a text for a single field, by its name where that says something, else by its kind. "" leaves it out.
func (g *generator) value(f *model.Field) string {
	switch {
	case f.Picture:
		return picture.Sample()
	case f.Kind == model.Year:
		return strconv.Itoa(g.year)
	case f.Kind == model.Date:
		return g.date(f.Name)
	case f.Name == "货币单位":
		return cmp.Or(g.summary.Unit, "万元")
	case f.Kind == model.Choice:
		return g.chosen(f)
	case f.Kind == model.Money:
		return g.amount(int64(g.IntN(900)+100) * hundred)
	case f.Kind == model.Rate:
		return fmt.Sprintf("%d.%02d%%", 90+g.IntN(10), g.IntN(100))
	case f.Kind == model.Score:
		return strconv.Itoa(80 + g.IntN(20))
	case f.Kind == model.Number:
		return strconv.Itoa(1 + g.IntN(500))
	case len(g.path) > 0 && f.Name == "情况说明" && management[g.path[len(g.path)-1]] != "":
		return management[g.path[len(g.path)-1]]
	case strings.HasPrefix(f.Name, "存在问题") && len(g.path) > 0:
		return "无"
	case f.Name == "中央主管部门":
		return "国务院有关部门"
	case f.Name == "主管部门及代码":
		return fmt.Sprintf("%s（%03d）", g.theme.department, 100+g.IntN(800))
	case f.Name == "说明" && strings.Contains(f.Hint, "填无"):
		return "无"
	case len(f.Choices) > 0:
		return pick(g, f.Choices)
	}
	for _, t := range texts {
		for _, n := range t.names {
			if strings.Contains(f.Name, n) {
				return t.text(g)
			}
		}
	}
	return g.words(pick(g, g.theme.things)+"〔事〕", "")
}

// date is a day of the record's year: a beginning in its first months, an end in its last, any other early in the next.
func (g *generator) date(name string) string {
	switch {
	case strings.Contains(name, "期限"):
		return fmt.Sprintf("%d年4月30日", g.year+1)
	case strings.Contains(name, "开始") || strings.Contains(name, "起"):
		return fmt.Sprintf("%d年%d月1日", g.year, 1+g.IntN(3))
	case strings.Contains(name, "完成") || strings.Contains(name, "结束") || strings.Contains(name, "止"):
		return fmt.Sprintf("%d年12月%d日", g.year, 10+g.IntN(22))
	}
	return fmt.Sprintf("%d年%d月%d日", g.year+1, 1+g.IntN(3), 1+g.IntN(28))
}

func (g *generator) chosen(f *model.Field) string {
	if i := slices.Index(f.Choices, "确定能"); i >= 0 {
		return f.Choices[i]
	}
	return pick(g, f.Choices)
}

// whys and remedies are what the whole form says of the indicators that were missed.
func (g *generator) whys() string {
	var parts []string
	for _, x := range g.all {
		if x.missed {
			why, _, _ := strings.Cut(strings.TrimPrefix(x.reason, "偏差原因："), "。")
			parts = append(parts, x.name+"："+why)
		}
	}
	if len(parts) == 0 {
		return "各项目标均已完成，没有较大偏差。"
	}
	return strings.Join(parts, "；") + "。"
}

func (g *generator) remedies() string {
	for _, x := range g.all {
		if x.missed {
			_, how, _ := strings.Cut(x.reason, "改进措施：")
			return how + "自评结果作为安排次年预算的依据。"
		}
	}
	return "继续加强日常管理，自评结果作为安排次年预算的依据。"
}

// projectName is different for every record of a set: the place and the number change with i.
func (g *generator) projectName(i int) string {
	s := places[i%len(places)] + pick(g, g.theme.kinds)
	if strings.HasSuffix(s, "名师工作室建设") && g.edge == Usual {
		s = places[i%len(places)] + g.person() + "名师工作室建设"
	}
	if n := i / len(places); n > 0 {
		s += fmt.Sprintf("（第%d批）", n+1)
	}
	return s
}

func (g *generator) person() string { return pick(g, surnames) + pick(g, givens) }
