package performance_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/finding"
)

// trip is a form that trips a check and one like it that does not. Edits are those of consistent, split by blanks.
type trip struct {
	id    string
	yes   string // edits that trip the check
	no    string // a near miss
	rules string // a rules file, for checks that are off or need a setting
}

const head = "资金.年度资金总额."

var trips = []trip{
	{id: "F1", yes: head + "年初预算数=1000000.01", no: head + "年初预算数=1000000"},
	{id: "F2", yes: head + "执行率=98.02%", no: head + "执行率=98.00%"},
	{id: "F2.舍入", yes: "资金.其他资金.全年执行数=48801 " + head + "全年执行数=1029001 " + head + "执行率=98.01%", no: "资金.其他资金.全年执行数=48801 " + head + "全年执行数=1029001 " + head + "执行率=98.00%"},
	{id: "F2.漏填", yes: head + "执行率=", no: head + "执行率"},
	{id: "F2.来源", yes: "资金.当年财政拨款.执行率=97%", no: "资金.当年财政拨款.执行率=98%"},
	{id: "F3", yes: head + "得分=9.6", no: head + "得分=9.80"},
	{id: "F3.印率", yes: "资金.其他资金.全年执行数=48850 " + head + "全年执行数=1029050 " + head + "执行率=98.01% " + head + "分值=100 " + head + "得分=98.01", no: head + "得分=9.80"},
	{id: "F3.末位", yes: head + "得分=9.81", no: head + "得分=9.8"},
	{id: "F4", yes: head + "全年预算数=0", no: head + "全年预算数=0 " + head + "执行率=0% " + head + "得分=0"},
	{id: "F5", yes: "资金.其他资金.全年执行数=50000.01", no: "资金.其他资金.全年执行数=50000"},
	{id: "F5.超率", yes: head + "执行率=100.01%", no: head + "执行率=100%"},
	{id: "F5.偏低", yes: head + "执行率=79.99% 年度总体目标.实际完成情况=平稳", no: head + "执行率=80% 年度总体目标.实际完成情况=平稳"},
	{id: "F6", yes: head + "全年预算数=1200001", no: head + "全年预算数=1200001 年度总体目标.实际完成情况=年中追加维护内容"},
	{id: "F6.贴线", yes: head + "全年预算数=1200000", no: head + "全年预算数=1190000"},
	{id: "F7", yes: "资金.上年结转资金.年初预算数=0 资金.其他资金.年初预算数=", no: head + "年初预算数=800000 资金.上年结转资金.年初预算数=0 资金.其他资金.年初预算数=", rules: "checks: {F1: off}"},
	{id: "F7.样式", yes: head + "年初预算数=800000.00 资金.上年结转资金.年初预算数=0 资金.其他资金.年初预算数=0", no: head + "年初预算数=800000 资金.上年结转资金.年初预算数=0 资金.其他资金.年初预算数=0", rules: "checks: {F7.样式: on}"},
	{id: "F8", yes: head + "年初预算数=1000000", no: head + "年初预算数=999999.99 " + head + "全年预算数=999999 " + head + "全年执行数=999999", rules: "params: {金额单位: 万元}"},
	{id: "F8.目标", yes: "年度总体目标.预期目标=安排1050000.00万元", no: "年度总体目标.预期目标=安排105万元"},
	{id: "F9", yes: head + "年初预算数=", no: head + "年初预算数= 资金.当年财政拨款.年初预算数=0 资金.上年结转资金.年初预算数= 资金.其他资金.年初预算数=—"},
	{id: "F9.记号", yes: "资金.其他资金.得分=10", no: "资金.其他资金.得分=—"},
	{id: "W1", yes: "绩效指标.1.分值=11", no: "绩效指标.1.分值=11 绩效指标.2.分值=9"},
	{id: "W2", yes: "绩效指标.1.分值=11 绩效指标.9.分值=9", no: "绩效指标.1.分值=11 绩效指标.2.分值=9"},
	{id: "W3", yes: "绩效指标.9.一级指标=满意度指标（9分）", no: "绩效指标.9.一级指标=满意度指标（10分）"},
	{id: "W3.二级", yes: "绩效指标.9.二级指标=服务对象满意度指标(12分)", no: "绩效指标.9.二级指标=服务对象满意度指标(10分)"},
	{id: "W4", yes: "绩效指标.1.分值=20.5", no: "绩效指标.1.分值=20"},
	{id: "W4.上限", yes: "绩效指标.1.分值=20", no: "绩效指标.1.分值=19"},
	{id: "W4.定性", yes: "绩效指标.8.分值=10.5", no: "绩效指标.8.分值=10"},
	{id: "S1", yes: "绩效指标.1.得分=10.1", no: "绩效指标.1.得分=0"},
	{id: "S1.漏填", yes: "绩效指标.1.得分=", no: "绩效指标.1.得分=10"},
	{id: "S1.执行", yes: head + "得分=10.01", no: head + "得分=10"},
	{id: "S2", yes: "总分.得分=92.31", no: "总分.得分=92.30"},
	{id: "S2.分值", yes: "总分.分值=99", no: "总分.分值=100.0"},
	{id: "S2.照抄", yes: "绩效指标.2.分值=8 绩效指标.4.分值=7.5 绩效指标.8.分值=7", no: "绩效指标.2.分值=8 绩效指标.4.分值=7.5"},
	{id: "S2.样式", yes: "总分.得分=92.30", no: "总分.得分=92.3"},
	{id: "S3", yes: "年度总体目标.实际完成情况=自评等级为良", no: "年度总体目标.实际完成情况=自评等级为优"},
	{id: "S4", yes: "绩效指标.2.得分=7.8", no: "绩效指标.2.得分=7.9"},
	{id: "S4.无值", yes: "绩效指标.2.实际完成值=<30个", no: "绩效指标.2.实际完成值=24个"},
	{id: "S5", yes: "绩效指标.4.得分=7.3", no: "绩效指标.4.得分=7.6"},
	{id: "S6", yes: "绩效指标.1.得分=9.9", no: "绩效指标.1.实际完成值=23次 绩效指标.1.得分=9.6"},
	{id: "S7", yes: "绩效指标.2.得分=10", no: "绩效指标.2.实际完成值=30个 绩效指标.2.得分=10"},
	{id: "S7.词", yes: "绩效指标.8.得分=10", no: "绩效指标.8.得分=9.9"},
	{id: "S8", yes: "绩效指标.6.实际完成值=26001件", no: "绩效指标.6.实际完成值=26000件"},
	{id: "S8.扣分", yes: "绩效指标.6.实际完成值=40000件", no: "绩效指标.6.实际完成值=39999件", rules: `params: {超额扣分: "2:0.1 3:0.2"}`},
	{id: "S9", yes: "绩效指标.8.得分=5.9", no: "绩效指标.8.得分=6"},
	{id: "S11", yes: head + "执行率=49.9% 绩效指标.2.得分=10", no: head + "执行率=49.9%"},
	{id: "V1", yes: "绩效指标.6.实际完成值=21000人", no: "绩效指标.6.实际完成值=2.1万件"},
	{id: "V1.缺单位", yes: "绩效指标.6.实际完成值=21000", no: "绩效指标.6.实际完成值=21,000件"},
	{id: "V2", yes: "绩效指标.9.实际完成值=>93%", no: "绩效指标.9.实际完成值==93%"},
	{id: "V3.时长", yes: "绩效指标.4.年度指标值=5*8小时", no: "绩效指标.4.年度指标值=<=8小时"},
	{id: "V3.百分数", yes: "绩效指标.7.三级指标=服务覆盖情况", no: "绩效指标.7.三级指标=服务覆盖比例"},
	{id: "V3.比率", yes: "绩效指标.9.年度指标值=>=90次", no: "绩效指标.9.年度指标值=>=90分"},
	{id: "V3.计数", yes: "绩效指标.6.年度指标值=>=90% 绩效指标.6.三级指标=进度检查次数", no: "绩效指标.6.年度指标值=>=90% 绩效指标.6.三级指标=线上办件指数"},
	{id: "V3.时间", yes: "绩效指标.4.年度指标值=<=30次", no: "绩效指标.4.年度指标值=<=3个工作日"},
	{id: "V3.成本", yes: "绩效指标.5.年度指标值=<=105次", no: "绩效指标.5.年度指标值=<=300元/次"},
	{id: "V3.成本词", yes: "绩效指标.5.年度指标值=合理", no: "绩效指标.5.年度指标值=<=105万元"},
	{id: "V4.数量", yes: "绩效指标.2.年度指标值=>=90%", no: "绩效指标.3.年度指标值=>=90%"},
	{id: "V4.开放", yes: "绩效指标.6.三级指标=每天服务时间", no: "绩效指标.1.三级指标=每天服务时间"},
	{id: "V4.使用", yes: "绩效指标.8.二级指标=经济效益指标 绩效指标.8.三级指标=平台正常使用", no: "绩效指标.8.三级指标=平台正常使用"},
	{id: "V4.满意度", yes: "绩效指标.6.三级指标=群众满意度", no: "绩效指标.9.三级指标=群众满意度"},
	{id: "V5", yes: "绩效指标.3.三级指标=预算执行率", no: "绩效指标.3.三级指标=资金使用合规率"},
	{id: "V5.金额", yes: "绩效指标.1.年度指标值=24万元", no: "绩效指标.5.年度指标值=24万元"},
	{id: "V6.超百", yes: "绩效指标.9.实际完成值=101%", no: "绩效指标.9.实际完成值=100%"},
	{id: "V6.成本", yes: "绩效指标.5.年度指标值=>=100万元", no: "绩效指标.5.三级指标=成本节约额 绩效指标.5.年度指标值=>=10万元"},
	{id: "V6.百分百", yes: "绩效指标.2.年度指标值==100%", no: "绩效指标.7.年度指标值==100%", rules: "checks: {V3.百分数: off, V3.计数: off}"},
	{id: "V6.日期", yes: "绩效指标.4.年度指标值=2023年6月", no: "绩效指标.4.年度指标值=2024年6月"},
	{id: "V7", yes: "绩效指标.6.年度指标值=提升", no: "绩效指标.8.年度指标值=提升"},
	{id: "V8", yes: "绩效指标.1.三级指标=指标1：", no: "绩效指标.1.三级指标=指标1：平台巡检次数"},
	{id: "V8.原因", yes: "绩效指标.2.偏差原因分析及改进措施=100字以内", no: "绩效指标.1.偏差原因分析及改进措施=无"},
	{id: "V8.目标", yes: "年度总体目标.预期目标=无", no: "年度总体目标.预期目标=无故障运行"},
	{id: "V9", yes: "年度总体目标.预期目标=平稳，运行。 年度总体目标.实际完成情况=平稳,运行。", no: "年度总体目标.预期目标=平稳运行 年度总体目标.实际完成情况=运行平稳"},
	{id: "V9.目标数", yes: "年度总体目标.预期目标=全年平台巡检25次", no: "年度总体目标.预期目标=全年培训25次"},
	{id: "V9.完成数", yes: "年度总体目标.实际完成情况=全年平台巡检25次", no: "年度总体目标.实际完成情况=全年平台巡检26次"},
	{id: "V10", yes: "绩效指标.9", no: "绩效指标.7"},
	{id: "V10.空表", yes: strings.TrimSpace(strings.Repeat("绩效指标.1 ", 9)), no: strings.TrimSpace(strings.Repeat("绩效指标.1 ", 8))},
	{id: "V10.成本", yes: "绩效指标.5", no: "绩效指标.5 年度=2020"},
	{id: "V11", yes: "绩效指标.6.三级指标=平台巡检次数", no: "绩效指标.6.三级指标=平台抽检次数"},
	{id: "V11.雷同", yes: "绩效指标.6.年度指标值=提升 绩效指标.6.实际完成值=提升 绩效指标.7.年度指标值=提升 绩效指标.7.实际完成值=提升 绩效指标.8.年度指标值=提升 绩效指标.8.实际完成值=提升 绩效指标.8.得分=10",
		no: "绩效指标.6.年度指标值=提升 绩效指标.6.实际完成值=提升 绩效指标.7.年度指标值=提升 绩效指标.7.实际完成值=提升 绩效指标.8.年度指标值=健全 绩效指标.8.实际完成值=健全 绩效指标.8.得分=10"},
	{id: "R1", yes: "绩效指标.2.偏差原因分析及改进措施=无", no: "绩效指标.1.偏差原因分析及改进措施=无"},
	{id: "R1.两段", yes: "绩效指标.2.偏差原因分析及改进措施=偏差原因：六个接口对接的单位延期", no: "绩效指标.2.偏差原因分析及改进措施=偏差原因：接口对接延期。改进措施：催办"},
	{id: "R2", yes: "绩效指标.1.偏差原因分析及改进措施=巡检人员增加了", no: "绩效指标.1.实际完成值=40次 绩效指标.1.偏差原因分析及改进措施=巡检人员增加了"},
	{id: "R2", yes: "绩效指标.8.实际完成值=健全 绩效指标.8.得分=10", no: "绩效指标.8.实际完成值=健全 绩效指标.8.得分=10 绩效指标.8.偏差原因分析及改进措施"},
	{id: "R2.离题", yes: "绩效指标.2.偏差原因分析及改进措施=偏差原因：采购的物品降价。改进措施：重新询价。", no: "绩效指标.2.偏差原因分析及改进措施=偏差原因：接口降价。改进措施：重新询价。"},
	{id: "R3", yes: "绩效指标.2.偏差原因分析及改进措施=" + strings.Repeat("接", 101), no: "绩效指标.2.偏差原因分析及改进措施=" + strings.Repeat("接", 100), rules: `params: {原因字数上限: "100"}`},
	{id: "R3.目标", yes: "年度总体目标.预期目标=" + strings.Repeat("好", 201), no: "年度总体目标.预期目标=" + strings.Repeat("好", 200), rules: `params: {目标字数上限: "200"}`},
	{id: "R3.跨页", yes: "绩效指标.2.偏差原因分析及改进措施=" + strings.Repeat("接", 801), no: "绩效指标.2.偏差原因分析及改进措施=" + strings.Repeat("接", 800)},
	{id: "R4", yes: "绩效指标.2.偏差原因分析及改进措施=偏差原因：接口延期。改进措施：催。", no: "绩效指标.2.偏差原因分析及改进措施=偏差原因：接口延期。改进措施：催办进度。"},
	{id: "R4.空话", yes: "绩效指标.2.偏差原因分析及改进措施=偏差原因：未完成目标。改进措施：加快接口联调。", no: "绩效指标.2.偏差原因分析及改进措施=偏差原因：因停电未完成目标。改进措施：加快接口联调。"},
	{id: "I1", yes: "实施单位=", no: "实施单位=甲"},
	{id: "I1.年份", yes: "项目名称=2023年公共服务平台", no: "项目名称=2024年公共服务平台"},
	{id: "I2.表名", yes: "项目名称=公共服务平台绩效自评表", no: "项目名称=自评表打印服务"},
}

func TestEveryCheckTripsAndSpares(t *testing.T) {
	covered := map[string]bool{}
	for _, c := range trips {
		covered[c.id] = true
		t.Run(c.id, func(t *testing.T) {
			l, s := checks(t, "self-evaluation/shanghai", c.rules)
			if got := ids(run(t, s, record(t, l, s, consistent(t, strings.Fields(c.yes)...)), nil)); !slices.Contains(got, c.id) {
				t.Errorf("%s: not found; found %v", c.yes, got)
			}
			if got := ids(run(t, s, record(t, l, s, consistent(t, strings.Fields(c.no)...)), nil)); slices.Contains(got, c.id) {
				t.Errorf("near miss %s: found; all %v", c.no, got)
			}
		})
	}
	for id := range setTrips {
		covered[id] = true
	}
	_, s := checks(t, "self-evaluation/shanghai", "checks: {F7.样式: on}")
	for _, c := range s.Checks() {
		if !covered[c.ID()] {
			t.Errorf("check %s has no form that trips it", c.ID())
		}
		delete(covered, c.ID())
	}
	for id := range covered {
		t.Errorf("the table has %s, the form does not", id)
	}
}

// The form everything is edited from has nothing wrong with it, not even a note.
func TestConsistent(t *testing.T) {
	l, s := checks(t, "self-evaluation/shanghai", "")
	if got := run(t, s, record(t, l, s, consistent(t)), nil); len(got) > 0 {
		t.Errorf("%v", got)
	}
}

// What a clerk reads has no code, no English word, no pointer and no brace in it, and says where.
func TestMessagesAreForClerks(t *testing.T) {
	for _, c := range trips {
		l, s := checks(t, "self-evaluation/shanghai", c.rules)
		for _, f := range run(t, s, record(t, l, s, consistent(t, strings.Fields(c.yes)...)), nil) {
			for _, text := range []string{f.Message, f.Hint, f.Sum, f.Expected} {
				if strings.ContainsAny(text, "{}$") || strings.Contains(text, "指标/") || strings.Contains(text, "资金/") || strings.IndexFunc(strings.ReplaceAll(text, "OA", ""), func(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }) >= 0 {
					t.Errorf("%s: %q", id(f), text)
				}
			}
			if f.Message == "" || f.Hint == "" || f.Place == "" || f.Path == "" {
				t.Errorf("%s says too little: %+v", id(f), f)
			}
			if f.Severity == finding.Error && f.Expected == "" && f.Sum == "" && !strings.ContainsAny(f.Message, "0123456789“没") {
				t.Errorf("%s: an error without figures: %+v", id(f), f)
			}
		}
	}
}
