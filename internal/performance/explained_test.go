package performance_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/templates"
)

// asks is a hint that asks for an explanation, or says that what is there may stay.
var asks = regexp.MustCompile(`说明|写明|确有|确实|确无|可以不|不必|无须|请确认|保留依据|豁免`)

// explained is for each check whose hint asks for an explanation what does as it says: edits of the form that trips it
// (trips, setTrips). Checks whose hint sends to a waiver (豁免) are not in it: one silences any finding.
var explained = map[string]string{
	"S4":       `绩效指标.2.偏差原因分析及改进措施=偏差原因：按市里的评分标准，缺一项扣一分。改进措施：补齐接口。`,
	"S5":       `绩效指标.4.偏差原因分析及改进措施=偏差原因：按评分细则，每超一分钟扣一分。改进措施：增加值班。`,
	"S7":       `绩效指标.2.得分=7.9 绩效指标.2.偏差原因分析及改进措施=偏差原因：两个部门的接口未按期提供。改进措施：按月督办。`,
	"S7.词":     `绩效指标.8.得分=5 绩效指标.8.偏差原因分析及改进措施=偏差原因：制度尚在修订。改进措施：年内印发。`,
	"S8":       `绩效指标.6.偏差原因分析及改进措施=年中新增两类事项上线办理`,
	"S11":      `年度总体目标.实际完成情况=平台稳定运行，合同约定次年支付尾款`,
	"S12":      `绩效指标.6.年度指标值=≤130人`,
	"F5.偏低":    `年度总体目标.实际完成情况=合同尾款按约定次年支付，资金没有用完`,
	"F5.独源偏低":  `年度总体目标.实际完成情况=合同尾款按约定次年支付，资金没有用完`,
	"F5.来源偏低":  `年度总体目标.实际完成情况=合同尾款按约定次年支付，资金没有用完`,
	"R1.未达":    `绩效指标.2.偏差原因分析及改进措施=偏差原因：两个部门的接口未按期提供。改进措施：按月督办。`,
	"F6":       `年度总体目标.实际完成情况=年中追加维护内容，见财预批复`,
	"F6.贴线":    `年度总体目标.实际完成情况=年中追加维护内容，见财预批复`,
	"R1":       `绩效指标.2.偏差原因分析及改进措施=偏差原因：两个部门的接口未按期提供。改进措施：按月督办。`,
	"R4":       `绩效指标.2.偏差原因分析及改进措施=偏差原因：两个部门的接口未按期提供。改进措施：按月督办。`,
	"R4.空话":    `绩效指标.2.偏差原因分析及改进措施=偏差原因：两个部门的接口未按期提供。改进措施：按月督办。`,
	"R4.笼统":    `绩效指标.2.偏差原因分析及改进措施=偏差原因：两个部门的接口未按期提供。改进措施：按月督办。`,
	"V9":       `年度总体目标.实际完成情况=全年巡检25次，处理隐患12处，平台可用率达到99.9%`,
	"V11":      `绩效指标.6.三级指标=平台抽检次数`,
	"V3.百分数":   `绩效指标.7.三级指标=服务人口占常住人口的比率`,
	"X1":       `年度总体目标.实际完成情况=平台稳定运行，个别指标经批准调整`,
	"X1.指标值":   `年度总体目标.实际完成情况=平台稳定运行，个别指标经批准调整`,
	"X1.分值":    `年度总体目标.实际完成情况=平台稳定运行，个别指标经批准调整`,
	"X1.目标":    `年度总体目标.实际完成情况=平台稳定运行，目标经批准调整`,
	"X1.漏指标":   `年度总体目标.实际完成情况=平台稳定运行，个别指标经批准调整`,
	"F6.新增":    `年度总体目标.实际完成情况=资金为年中追加`,
	"R4.矛盾":    `绩效指标.2.偏差原因分析及改进措施=六个接口因对接单位停产没有联调`,
	"V14":      `年度总体目标.实际完成情况=发放问卷300份，收回286份`,
	"V13":      `年度总体目标.预期目标=开展社区垃圾分类宣传`,
	"Z1.雷同":    `绩效指标.3.佐证.1.页码=9`,
	"V15":      `绩效指标.7.三级指标=群众思想觉悟测评合格率`,
	"V16":      `年度总体目标.实际完成情况=其中设备采购预算115万元`,
	"V16.执行率":  `年度总体目标.实际完成情况=设备采购资金执行率95%`,
	"V16.全完成":  `年度总体目标.实际完成情况=除数据接口和响应时间外，其余任务完成`,
	"V16.工程完成": `年度总体目标.实际完成情况=数据接口建成24个`,
	"V16.按期":   `年度总体目标.实际完成情况=故障响应时间超出10分钟`,
	"V16.付清":   `年度总体目标.实际完成情况=尾款尚未支付`,
	"V16.配套付清": `年度总体目标.实际完成情况=尾款尚未支付`,
	"S8.定数":    `绩效指标.1.偏差原因分析及改进措施=汛期应上级要求加巡五次`,
	"V16.做完":   `年度总体目标.实际完成情况=共享数据接口建成24个`,
	"V16.还在":   `年度总体目标.实际完成情况=二期系统的运维管理机制正在修订`,
	"V16.没做完":  `年度总体目标.实际完成情况=二期系统尚未上线`,
	"V9.近照抄":   `年度总体目标.实际完成情况=新增移动端入口`,
	"V9.空泛":    `年度总体目标.预期目标=做好平台服务工作，全年开通服务事项12项。`,
}

// Whoever does what a hint asks for hears no more of it.
func TestExplainedIsSilent(t *testing.T) {
	done := map[string]bool{}
	for _, c := range trips {
		how, there := explained[c.id]
		if !there || done[c.id] {
			continue
		}
		done[c.id] = true
		rules := c.rules
		if c.id == "S4" || c.id == "S5" {
			rules = "params: {按比例计分: 参考}"
		}
		l, s := checks(t, "self-evaluation/shanghai", rules)
		if got := ids(run(t, s, record(t, l, s, consistent(t, strings.Fields(c.yes)...)), nil)); !slices.Contains(got, c.id) {
			t.Errorf("%s: %s does not trip it", c.id, c.yes)
		}
		if got := ids(run(t, s, record(t, l, s, consistent(t, strings.Fields(c.yes+" "+how)...)), nil)); slices.Contains(got, c.id) {
			t.Errorf("%s is explained as its hint says, and still speaks", c.id)
		}
	}
	for name, c := range allSetTrips() {
		if how, there := explained[name]; there {
			done[name] = true
			if got := found(t, edited(c.yes, how), given(t, c.given)); slices.Contains(got, name) {
				t.Errorf("%s is explained as its hint says, and still speaks", name)
			}
		}
	}
	for name := range explained {
		if !done[name] {
			t.Errorf("nothing trips %s", name)
		}
	}
}

// The checks of every shipped layout compile. A hint that asks for an explanation says where one silences the check: in
// the form, as explained has it, or by a waiver.
func TestHintsSayWhere(t *testing.T) {
	seen := map[string]bool{}
	for _, info := range templates.Embedded().List() {
		l, err := templates.Embedded().Layout(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		s, err := l.Checks()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range s.Checks() {
			key := c.ID() + " " + c.Hint
			if _, there := explained[c.ID()]; seen[key] || there || strings.Contains(c.Hint, "豁免") || inForm[c.ID()] != "" || asksThere(l.Form.Fields, c) {
				continue
			}
			if seen[key] = true; asks.MatchString(c.Hint) {
				t.Errorf("%s, %s: where is %q explained?", info.ID, c.ID(), c.Hint)
			}
		}
	}
}

// asksThere says whether a check holds once the very text its hint speaks of is written: 依据 for 依据及佐证.
func asksThere(fields []*model.Field, c check.Check) bool {
	reads := c.Holds
	for _, l := range c.Let {
		reads += " " + l.Expr
	}
	return slices.ContainsFunc(fields, func(f *model.Field) bool {
		if f.Kind == model.Group || f.Kind == model.Rows {
			return asksThere(f.Fields, c)
		}
		name := []rune(f.Name)
		return f.Kind == model.Text && strings.Contains(reads, f.Name) &&
			(strings.HasSuffix(c.At, f.Name) || strings.Contains(c.Hint, string(name[:min(len(name), 2)])))
	})
}

// inForm are checks that hold of the very cell the hint names: filled in, it is silent.
var inForm = map[string]string{
	"K3":          "变化说明",
	"K3.降低":       "变化说明",
	"M5":          "原因说明",
	"M5.剩得多":      "原因说明",
	"C13.没达到":     "依据及佐证",
	"V16.支出责任":    "情况说明",
	"M2":          "原因说明",
	"M2.勾了没说":     "原因说明",
	"V16.查出无措施":   "存在问题和改进措施",
	"V16.用途":      "存在问题和改进措施",
	"V16.下达":      "存在问题和改进措施",
	"V14.样本":      "实际完成值",
	"M3":          "完成目标可能性",
	"M3.期限":       "完成目标可能性",
	"M4.空着":       "1-7月执行情况",
	"M4.照抄":       "1-7月执行情况",
	"M4.进度":       "原因说明",
	"M4.日期":       "1-7月执行情况",
	"M4.没有内容":     "1-7月执行情况",
	"V2.记号词":      "实际完成值",
	"V2.不成对":      "实际完成值",
	"S6.全达":       "实际完成值",
	"S6.块":        "实际完成值",
	"S7.块":        "得分",
	"S7.类":        "得分",
	"R1.说明":       "偏差大或目标未完成原因分析",
	"R1.没有措施":     "改进措施及结果应用方案",
	"F5.清单偏低":     "备注",
	"R4.措施":       "存在问题和改进措施",
	"R4.无措施":      "存在问题和改进措施",
	"R4.未到位":      "存在问题和改进措施",
	"R4.无问题未达":    "存在问题",
	"R4.缺措施":      "改进措施",
	"R4.套话":       "改进措施及结果应用方案",
	"X6.清单":       "项目名称",
	"E1":          "必填的那一格",
	"E1.应填":       "这一格",
	"Z3.没有问题":     "问题表",
	"A2.没有回复":     "状态",
	"F4":          "执行率和得分",
	"S6":          "实际完成值",
	"J8.政府性基金年份":  "说明",
	"J8.国有资本经营年份": "说明",
	"J8.政府性基金空表":  "说明",
	"J8.国有资本经营空表": "说明",
}
