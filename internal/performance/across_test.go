package performance_test

import "strings"

const platform = "公共服务平台运行维护"

// Other papers: last year's form and the monitoring form of the consistent one, its department's, a summary.
const (
	lastYear = `{"上年": [{"年度": "2023", "项目名称": "2023年` + platform + `项目", "单位": "元", "全年预算数": "900000", "全年执行数": "740000",
		"完成情况": "上年平台运行平稳，全年巡检二十四次，没有发生停机事故。", "绩效指标": [
		{"三级指标": "平台巡检次数", "年度指标值": ">=24次", "实际完成值": "25次", "分值": "10", "得分": "10"},
		{"三级指标": "系统可用率", "年度指标值": ">=99.5%", "实际完成值": "99.6%"},
		{"三级指标": "年运行维护成本", "年度指标值": "<=105万元", "实际完成值": "100万元"},
		{"三级指标": "线上办件量", "年度指标值": ">=20000件", "实际完成值": "20400件"}]}]}`
	monitored = `{"监控": [{"年度": "2024", "项目名称": "` + platform + `", "单位": "万元", "年初预算数": "100", "已执行数": "60", "预计执行数": "104", "绩效指标": [
		{"三级指标": "平台巡检次数", "年度指标值": ">=24次", "已完成": "15次", "可能性": "确定能"},
		{"三级指标": "线上办件量", "年度指标值": ">=2万件", "已完成": "11000件", "可能性": "有可能"}]}]}`
	bureau = `{"部门表": [{"部门名称": "某市交通局", "年度": "2024", "单位": "万元", "预算数": "315", "执行数": "308.70", "总得分": "92.00"}]}`
	summed = `{"汇总": [{"项目名称": "甲项目工程", "预算数": "105"}, {"项目名称": "乙项目工程", "预算数": "105"}, {"项目名称": "丙项目工程", "预算数": "105"}, {"项目名称": "合计", "预算数": "315"}]}`
)

var (
	works  = []string{"项目名称=甲项目工程", "项目名称=乙项目工程", "项目名称=丙项目工程"}
	alike  = []string{"项目名称=甲工程", "项目名称=乙工程"}
	other  = "绩效指标.1.实际完成值=27次 绩效指标.3.实际完成值=99.9% 绩效指标.5.实际完成值=101.9万元 绩效指标.6.实际完成值=22000件 绩效指标.9.实际完成值=95% "
	others = "绩效指标.1.年度指标值=>=25次 绩效指标.3.年度指标值=>=99.6% 绩效指标.5.年度指标值=<=103万元 绩效指标.6.年度指标值=>=21500件 绩效指标.9.年度指标值=>=92% "
	own    = "年度总体目标.预期目标=另行建设一套应急指挥系统，接入各县区视频，汛期前投入使用，值班人员全部会用。 年度总体目标.实际完成情况=应急指挥系统建成，十二个县区的视频都已接入，汛期前投入使用，值班人员经过培训。"
)

func replaced(text string, pairs ...string) string {
	return strings.NewReplacer(pairs...).Replace(text)
}

// acrossTrips are sets and other papers for the checks over forms of a set, of other years and other kinds.
var acrossTrips = map[string]setTrip{
	"X1.预算":  {yes: []string{""}, no: []string{""}, given: `[{"项目名称": "` + platform + `", "单位": "万元", "年度预算": "90", "绩效指标": []}]`, noGiven: `[{"项目名称": "` + platform + `", "单位": "万元", "年度预算": "100.00", "绩效指标": []}]`},
	"X3.执行率": {yes: []string{""}, no: []string{""}, given: `{"汇总": [{"项目名称": "` + platform + `", "执行率": "98.7%"}]}`, noGiven: `{"汇总": [{"项目名称": "` + platform + `", "执行率": "98.00%"}]}`},
	"X3.单位":  {yes: []string{""}, no: []string{""}, given: `{"汇总": [{"项目名称": "` + platform + `", "项目单位": "某市公路处"}]}`, noGiven: `{"汇总": [{"项目名称": "` + platform + `", "项目单位": "信息中心"}]}`},
	"X3.重复":  {yes: []string{""}, no: []string{""}, given: `{"汇总": [{"项目名称": "` + platform + `"}, {"项目名称": "` + platform + `"}]}`, noGiven: `{"汇总": [{"项目名称": "` + platform + `"}, {"项目名称": "` + platform + `", "年度": "2023"}]}`},
	"X3.多表":  {yes: three, no: []string{""}, given: `{"汇总": [{"项目名称": "` + platform + `"}]}`},
	"X3.合计行": {yes: works, no: works, given: replaced(summed, "315", "351"), noGiven: summed},
	"X3.次序":  {yes: []string{works[1], works[0], works[2]}, no: works, given: summed},
	"X7":     {yes: three, no: three, given: replaced(bureau, "308.70", "318.70"), noGiven: bureau},
	"X7.得分":  {yes: three, no: three, given: replaced(bureau, "92.00", "81"), noGiven: bureau},
	"X7.名称":  {yes: edited(three, "主管部门=某市公路局"), no: edited(three, "主管部门=某市公路局"), given: replaced(bureau, "308.70", "300"), noGiven: bureau},

	"X8":     {yes: []string{""}, no: []string{""}, given: replaced(lastYear, "740000", "740001"), noGiven: lastYear},
	"X8.未转":  {yes: []string{""}, no: []string{""}, given: replaced(lastYear, "740000", "640000"), noGiven: replaced(lastYear, "740000", "740000")},
	"X8.放松":  {yes: []string{"绩效指标.6.年度指标值=>=15000件"}, no: []string{"绩效指标.6.年度指标值=>=15000件 年度总体目标.实际完成情况=任务减少，线上办件量为21000件。"}, given: lastYear},
	"X8.抄完成": {yes: []string{"年度总体目标.实际完成情况=上年平台运行平稳，全年巡检二十四次，没有发生停机事故。"}, no: []string{""}, given: lastYear},
	"X8.抄值":  {yes: []string{"绩效指标.1.实际完成值=25次 绩效指标.3.实际完成值=99.6% 绩效指标.5.实际完成值=100万元 绩效指标.6.实际完成值=20400件"}, no: []string{"绩效指标.1.实际完成值=25次 绩效指标.3.实际完成值=99.6% 绩效指标.5.实际完成值=100万元"}, given: lastYear},
	"X8.漏指标": {yes: []string{""}, no: []string{""}, given: replaced(lastYear, `"线上办件量", "年度指标值": ">=20000件", "实际完成值": "20400件"`, `"夜间值守次数", "年度指标值": ">=300次", "实际完成值": "120次"`), noGiven: replaced(lastYear, `"线上办件量", "年度指标值": ">=20000件", "实际完成值": "20400件"`, `"夜间值守次数", "年度指标值": ">=300次", "实际完成值": "320次"`)},
	"X8.降权":  {yes: []string{"绩效指标.1.分值=6"}, no: []string{"绩效指标.1.分值=7"}, given: replaced(lastYear, `"得分": "10"`, `"得分": "8"`)},

	"X9":     {yes: []string{""}, no: []string{""}, given: replaced(monitored, `"60"`, `"102.91"`), noGiven: replaced(monitored, `"60"`, `"102.90"`)},
	"X9.预计":  {yes: []string{""}, no: []string{""}, given: replaced(monitored, `"104"`, `"130"`), noGiven: replaced(monitored, `"104"`, `"128"`)},
	"X9.年初":  {yes: []string{""}, no: []string{""}, given: replaced(monitored, `"100"`, `"101"`), noGiven: monitored},
	"X9.指标值": {yes: []string{""}, no: []string{""}, given: replaced(monitored, ">=2万件", ">=2.2万件"), noGiven: monitored},
	"X9.已完成": {yes: []string{""}, no: []string{""}, given: replaced(monitored, "15次", "27次"), noGiven: replaced(monitored, "15次", "26次")},
	"X9.可能性": {yes: []string{""}, no: []string{""}, given: replaced(monitored, "有可能", "完全不可能"), noGiven: monitored},
	"X9.漏指标": {yes: []string{"绩效指标.6"}, no: []string{""}, given: monitored},

	"X6":     {yes: []string{"", "绩效指标.1.实际完成值=28次"}, no: []string{"", "年度=2023"}},
	"X6.异写":  {yes: []string{"", "项目名称=2024年" + platform + "专项"}, no: []string{"", "项目名称=" + platform + "（二期）"}},
	"X5.值":   {yes: alike, no: []string{alike[0], alike[1] + " " + other}},
	"X5.别家":  {yes: []string{alike[0], alike[1] + " 实施单位=某县信息中心"}, no: []string{alike[0], alike[1] + " 实施单位=某县信息中心 " + other}},
	"X5.目标":  {yes: []string{alike[0], alike[1] + " " + other + others}, no: []string{alike[0], alike[1] + " " + other + others + own}},
	"X5.指标":  {yes: []string{alike[0], alike[1] + " " + other + own}, no: []string{alike[0], alike[1] + " " + other + others + own}},
	"X5.完成":  {yes: []string{edit5[0] + " " + alike[0], edit5[0] + " " + alike[1] + " 实施单位=某县信息中心 " + other + others}, no: []string{alike[0] + " " + own, alike[1] + " 实施单位=某县信息中心 " + other + others}},
	"X5.同目标": {yes: []string{alike[0], alike[1] + " 实施单位=某县信息中心 " + other + "年度总体目标.实际完成情况=另写的一段完成情况：平台没有停过机，群众办事不用跑第二趟，接口也都通了。"}, no: []string{alike[0], alike[1] + " 实施单位=某县信息中心 " + other + own}},
	"X5.原因":  {yes: []string{works[0], works[1] + " " + other, works[2] + " " + others}, no: []string{works[0], works[1] + " " + other}},
	"S10.满分": {yes: edited(works, "总分.得分=100"), no: edited(works[:2], "总分.得分=100")},
	"S10.同分": {yes: []string{works[0], works[1] + " 绩效指标.2.得分=7", works[2]}, no: []string{works[0], works[1] + " 绩效指标.2.得分=7 总分.得分=91.3", works[2]}},
}

// edit5 is a text of what was done that says no figure.
var edit5 = []string{"年度总体目标.实际完成情况=各项任务按照年初的安排全部推进，组织得力，社会反响良好，没有发生责任事故。"}
