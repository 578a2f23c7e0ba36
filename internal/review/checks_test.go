package review_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

const (
	cleanReview = `
form: review/common
年度: 2024
项目名称: 甲项目
实施单位: 乙中心
年度资金总额: {年初预算数: 100, 全年预算数: 100, 全年执行数: "90", 分值: 10, 得分: 9, 执行率: "90.00%", 复核预算数: 100, 复核执行数: "80", 复核执行率: "80.00%", 复核得分: 8, 核增减分: -1}
资金来源: [{名称: 当年财政拨款, 年初预算数: 100, 全年预算数: 100, 全年执行数: "90", 复核预算数: 100, 复核执行数: "80", 依据及佐证: 凭证 3 号}]
绩效指标:
  - {三级指标: 场次, 二级指标: 数量指标, 年度指标值: "≥10场", 实际完成值: 10场, 分值: 60, 得分: 60, 复核完成值: 9场, 复核得分: 54, 核增减分: -6, 依据及佐证: 签到簿只有九场的签到}
  - {三级指标: 合格率, 二级指标: 质量指标, 年度指标值: "≥90%", 实际完成值: 95%, 分值: 30, 得分: 30, 复核得分: 30}
总分: {分值: 100, 得分: 99, 复核得分: 92, 核增减分: -7}
自评等级: 优
复核等级: 优
复核意见: 场次核减
复核人: 丙
复核日期: 2025年3月1日
`
	cleanIssues = `
form: issues/common
年度: 2024
单位名称: 乙中心
编制日期: 2025年3月1日
问题表:
  - {编号: A, 问题: 不符, 表上: "1", 应为: "2", 依据: 账, 整改要求: 更正, 期限: 2025年3月1日}
  - {编号: B, 问题: 没写, 依据: 账, 整改要求: 补写, 期限: 2025年4月1日}
问题数: 2
`
	cleanNotice = `
form: rectification/common
年度: 2024
通知编号: 1号
单位名称: 乙中心
期限: 2025年4月1日
问题表:
  - {编号: A, 问题: 不符, 期限: 2025年4月1日}
  - {编号: B, 问题: 没写}
问题数: 2
发出日期: 2025年4月1日
`
	cleanAnswer = `
form: rectification-reply/common
年度: 2024
单位名称: 乙中心
通知编号: 1号
整改:
  - {编号: A, 状态: 已整改, 完成情况: 改了, 佐证: 凭证, 责任人: 丁, 完成日期: 2025年4月1日}
  - {编号: B, 状态: 整改中, 整改措施: 在改, 责任人: 丁, 完成日期: 2025年4月2日}
已整改数: 1
整改中数: 1
不予认可数: 0
回复日期: 2025年4月1日
`
	own = `{"项目名称": "甲项目", "绩效指标": [{"三级指标": "场次", "实际完成值": "10场", "得分": "60"}, {"三级指标": "合格率", "实际完成值": "95%", "得分": "30"}]}`
)

// trips are changes of a clean form: "" says nothing, else the check that speaks, and only it or what it brings along.
var trips = []struct{ form, old, new, want string }{
	{cleanReview, "", "", ""},
	{cleanReview, `复核执行数: "80", 复核执行率`, `复核执行数: "81", 复核执行率`, "C1 C1.执行率 C1.得分"},
	{cleanReview, "年初预算数: 100, 全年预算数: 100, 全年执行数: \"90\", 分值", "年初预算数: 101, 全年预算数: 100, 全年执行数: \"90\", 分值", "C1.自评"},
	{cleanReview, "名称: 当年财政拨款, 年初预算数: 100", "名称: 专项债券资金, 年初预算数: 90", ""}, // part of the total
	{cleanReview, "复核执行率: \"80.00%\"", "复核执行率: \"80.01%\"", "C1.执行率"},
	{cleanReview, "复核执行率: \"80.00%\"", "复核执行率: \"80%\"", ""},
	{cleanReview, "复核得分: 54, 核增减分: -6", "复核得分: 54, 核增减分: -5", "C2.单项"},
	{cleanReview, "总分: {分值: 100, 得分: 99, 复核得分: 92, 核增减分: -7}", "总分: {分值: 100, 得分: 98, 复核得分: 92, 核增减分: -6}", "C2.自评"},
	{cleanReview, "复核得分: 92, 核增减分: -7", "复核得分: 93, 核增减分: -6", "C2"},
	{cleanReview, "复核意见: 场次核减", "复核意见: 场次核减，复核后得93分", "C2.意见得分"},
	{cleanReview, "复核意见: 场次核减", "复核意见: 场次核减，复核后得92分", ""},
	{cleanReview, "复核意见: 场次核减", "复核意见: 各项指标与自评一致，未作核减", "C2.意见一致"},
	{cleanReview, "复核意见: 场次核减", "复核意见: 场次核减，其余与自评一致", ""},
	{cleanReview, "复核意见: 场次核减", "复核意见: 无核增，核减场次一项6分，没有调整等级", ""},
	{cleanReview, "复核得分: 92, 核增减分: -7", "复核得分: 92, 核增减分: -6", "C2.核增减"},
	{cleanReview, "实际完成值: 95%, 分值: 30, 得分: 30, 复核得分: 30", "实际完成值: 95%, 分值: 30, 得分: 30, 复核得分: 31, 依据及佐证: 计分时另加一分", "C3 C2"},
	{cleanReview, "实际完成值: 95%, 分值: 30, 得分: 30, 复核得分: 30", "实际完成值: 95%, 分值: 29, 得分: 30, 复核得分: 29, 依据及佐证: 按分值计分不能超过", "C3.自评 C2"},
	{cleanReview, "复核得分: 8, 核增减分: -1", "复核得分: 11, 核增减分: -1, 依据及佐证: 另有说明", "C3.执行 C2"},
	{cleanReview, "依据及佐证: 签到簿只有九场的签到", "依据及佐证: \"\"", "C4"},
	{cleanReview, "复核完成值: 9场, 复核得分: 54, 核增减分: -6, 依据及佐证: 签到簿只有九场的签到", "复核完成值: １０场, 复核得分: 60, 核增减分: 0", "C2"},
	{cleanReview, "依据及佐证: 凭证 3 号", "依据及佐证: \"\"", "C4.来源 C4.资金"},
	{cleanReview, "依据及佐证: 签到簿只有九场的签到", "依据及佐证: 少", ""},
	{cleanReview, "复核完成值: 9场, 复核得分: 54, 核增减分: -6, 依据及佐证: 签到簿只有九场的签到", "复核完成值: 5场, 复核得分: 30, 核增减分: -30, 依据及佐证: 少", "C5 C2"},
	{cleanReview, "复核意见: 场次核减", "复核意见: \"\"", "C5.总分"},
	{cleanReview, "复核完成值: 9场, 复核得分: 54, 核增减分: -6, 依据及佐证: 签到簿只有九场的签到", "复核得分: 54, 核增减分: -6, 依据及佐证: 乱", "C6"},
	{cleanReview, "复核得分: 54, 核增减分: -6", "复核得分: 60, 核增减分: 0", "C6.改值 C7 C2"},
	{cleanReview, "复核完成值: 9场, 复核得分: 54, 核增减分: -6, 依据及佐证: 签到簿只有九场的签到", "复核完成值: 11场, 复核得分: 60, 核增减分: 0, 依据及佐证: 多一场", "C2"},
	{cleanReview, "复核完成值: 9场", "复核完成值: 10.5场", "C7.核减"},
	{cleanReview, "复核得分: 54, 核增减分: -6, 依据及佐证: 签到簿只有九场的签到", "复核得分: 50, 核增减分: -10, 依据及佐证: 签到簿只有九场的签到", "C7.比例 C2"},
	{cleanReview, "复核得分: 54, 核增减分: -6, 依据及佐证: 签到簿只有九场的签到", "复核得分: 50, 核增减分: -10, 依据及佐证: 按本地的计分办法少一场扣十分", "C2"},
	{cleanReview, "自评等级: 优", "自评等级: 良", "C8.自评"},
	{cleanReview, "复核等级: 优", "复核等级: 良", "C8"},
	{cleanReview, "得分: 30, 复核得分: 30", "得分: 30", "C9 C2"},
	{cleanReview, "复核意见: 场次核减", "复核意见: 场次核减6分，执行核减1分，共核减7分", ""},
	{cleanReview, "复核意见: 场次核减", "复核意见: 场次核减，共核减8分", "C11"},
	{cleanReview, "复核意见: 场次核减", "复核意见: 档案扣2分，签到扣5分，合计6分", "C11.加起来"},
	{cleanReview, "复核意见: 场次核减", "复核意见: 核减3项指标得分", "C11.项数"},
	{cleanReview, "复核意见: 场次核减", "复核意见: 场次核减，复核等级为良", "C11.等级"},
	{cleanReview, "复核得分: 8, 核增减分: -1}", "复核得分: 8, 核增减分: -1, 依据及佐证: 12万元与项目无关}", "C11.依据的金额"},
	{cleanReview, "依据及佐证: 凭证 3 号", "依据及佐证: 凭证 3 号，12万元与项目无关", "C11.来源的金额"},
	{cleanReview, "依据及佐证: 凭证 3 号", "依据及佐证: 凭证 3 号，10万元与项目无关", ""},
	{cleanReview, "依据及佐证: 签到簿只有九场的签到", "依据及佐证: 签到簿只有8场的签到", "C11.依据的数"},
	{cleanReview, "复核日期: 2025年3月1日", "复核日期: 2024年3月1日", "C12"},
	{cleanReview, "复核人: 丙", "复核人: 丙\n复核单位: 乙中心", "C12.单位"},
	{cleanReview, "得分: 9, 执行率: \"90.00%\"", "得分: 9, 执行率: \"91.00%\"", "C13"},
	{cleanReview, "全年执行数: \"90\", 复核预算数", "全年执行数: \"90\", 执行率: \"91%\", 复核预算数", "C13.来源"},
	{cleanReview, "得分: 9, 执行率: \"90.00%\"", "得分: 8, 执行率: \"90.00%\"", "C13.执行得分 C2.自评"},
	{cleanReview, "实际完成值: 95%", "实际完成值: 85%", "C13.没达到"},
	{cleanReview, "复核人: 丙", "复核人: \"\"", "C9.署名"},
	{cleanIssues, "", "", ""},
	{cleanIssues, "编号: B", "编号: A", "Q1"},
	{cleanIssues, "编号: B", "编号: \"\"", "Q1.漏编"},
	{cleanIssues, "整改要求: 补写", "整改要求: \"\"", "Q2"},
	{cleanIssues, "问题: 没写, 依据: 账", "问题: 没写", "Q2.依据"},
	{cleanIssues, "应为: \"2\"", "应为: １", "Q2.相同"},
	{cleanIssues, "期限: 2025年4月1日", "期限: \"\"", "Q3"},
	{cleanIssues, "期限: 2025年3月1日", "期限: 2025年2月28日", "Q3.早于编制"},
	{cleanIssues, "问题数: 2", "问题数: 3", "Q4"},
	{cleanNotice, "", "", ""},
	{cleanNotice, "编号: B", "编号: A", "Z1"},
	{cleanNotice, "编号: B, ", "", "Z1.漏编"},
	{cleanNotice, "单位名称: 乙中心\n期限: 2025年4月1日\n", "单位名称: 乙中心\n", "Z2"},
	{cleanNotice, "发出日期: 2025年4月1日", "发出日期: 2025年4月2日", "Z2.早于通知"},
	{cleanNotice, "不符, 期限: 2025年4月1日", "不符, 期限: 2025年4月2日", "Z2.各条"},
	{cleanNotice, "问题数: 2", "问题数: 1", "Z3"},
	{cleanNotice, "问题表:\n  - {编号: A, 问题: 不符, 期限: 2025年4月1日}\n  - {编号: B, 问题: 没写}\n问题数: 2", "问题数: 0", "Z3.没有问题"},
	{cleanAnswer, "", "", ""},
	{cleanAnswer, "编号: B", "编号: A", "A1"},
	{cleanAnswer, "编号: B, ", "", "A1.漏写"},
	{cleanAnswer, "编号: B, 状态: 整改中", "编号: B", "A2 A3"},
	{cleanAnswer, "状态: 已整改, 完成情况: 改了", "状态: 已整改", "A2.结果"},
	{cleanAnswer, "佐证: 凭证, ", "", "A2.佐证"},
	{cleanAnswer, "完成情况: 改了", "完成情况: 尚未更正", "A2.没改完"},
	{cleanAnswer, "完成情况: 改了", "完成情况: 未附的凭证已补齐", ""},
	{cleanAnswer, "整改措施: 在改, ", "", "A2.措施"},
	{cleanAnswer, "整改措施: 在改, ", "整改措施: 在改, 完成情况: 已全部整改到位, ", "A2.已完"},
	{cleanAnswer, "整改措施: 在改, ", "整改措施: 在改, 完成情况: 已完成一半, ", ""},
	{cleanAnswer, ", 完成日期: 2025年4月2日", "", "A2.时间"},
	{cleanAnswer, "状态: 整改中, 整改措施: 在改", "状态: 不予认可, 整改措施: 在改", "A2.理由 A3"},
	{cleanAnswer, "佐证: 凭证, 责任人: 丁", "佐证: 凭证", "A2.责任人"},
	{cleanAnswer, "已整改数: 1", "已整改数: 2", "A3"},
	{cleanAnswer, "责任人: 丁, 完成日期: 2025年4月1日", "责任人: 丁, 完成日期: 2025年4月2日", "A5.没到"},
	{cleanAnswer, "完成日期: 2025年4月2日", "完成日期: 2025年3月31日", "A5.已过"},
	{cleanAnswer, "通知编号: 1号", "通知编号: 2号", ""}, // no notice given for it
}

// said are the codes that the checks say of a form, each once.
func said(t *testing.T, text string, against ...string) string {
	t.Helper()
	a := &audit.Auditor{Library: templates.Embedded()}
	for _, s := range against {
		d, err := data.ReadOne("a.yaml", []byte(s))
		if err != nil {
			t.Fatal(finding.Of(err))
		}
		a.Against = append(a.Against, d)
	}
	d, err := data.ReadOne("r.yaml", []byte(text))
	if err != nil {
		t.Fatal(finding.Of(err))
	}
	l, err := a.Review(d)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, f := range l {
		c := strings.TrimSuffix(f.Code+"."+f.Case, ".")
		if !strings.Contains(" "+strings.Join(codes, " ")+" ", " "+c+" ") {
			codes = append(codes, c)
		}
	}
	return strings.Join(codes, " ")
}

// Every check of the four forms speaks where it should, and the clean forms are clean.
func TestChecks(t *testing.T) {
	seen := map[string]bool{}
	note := func(codes string) {
		for _, c := range strings.Fields(codes) {
			seen[c] = true
		}
	}
	same := func(got, want string) bool {
		a, b := map[string]bool{}, map[string]bool{}
		for _, c := range strings.Fields(got) {
			a[c] = true
		}
		for _, c := range strings.Fields(want) {
			b[c] = true
		}
		return fmt.Sprint(a) == fmt.Sprint(b)
	}
	for _, c := range trips {
		if !strings.Contains(c.form, c.old) {
			t.Fatalf("no %q", c.old)
		}
		got := said(t, strings.Replace(c.form, c.old, c.new, 1))
		note(got)
		if !same(got, c.want) {
			t.Errorf("%q for %q: %q, want %q", c.new, c.old, got, c.want)
		}
	}
	edit := func(text, old, new string) string { return strings.Replace(text, old, new, 1) }
	for _, c := range []struct{ name, text, against, want string }{
		{"as entered", cleanReview, own, ""},
		{"a score of the unit was changed", cleanReview, edit(own, `"得分": "60"`, `"得分": "59"`), "C10.得分"},
		{"a value of the unit was changed", cleanReview, edit(own, "10场", "9场"), "C10.完成值"},
		{"an indicator is left out", cleanReview, edit(own, `"三级指标": "合格率"`, `"三级指标": "及时率"`), "C10 C10.漏指标"},
		{"another project", cleanReview, edit(own, "甲项目", "丁项目"), ""},
		{"in time", cleanAnswer, cleanNotice, ""},
		{"late", edit(cleanAnswer, "回复日期: 2025年4月1日", "回复日期: 2025年4月2日"), cleanNotice, "A5"},
		{"late, with a reason", edit(cleanAnswer, "回复日期: 2025年4月1日", "说明: 通知 4 月 1 日才到\n回复日期: 2025年4月2日"), cleanNotice, ""},
		{"a number that is not there", edit(cleanAnswer, "编号: B", "编号: C"), cleanNotice, "A4 A4.漏答"},
		{"another unit", edit(cleanAnswer, "单位名称: 乙中心", "单位名称: 丁中心"), cleanNotice, "A4.单位"},
		{"nothing reviewed", "form: review/common\n年度: 2024\n项目名称: 甲\n年度资金总额: {分值: 1, 得分: 1}\n绩效指标: [{三级指标: 乙, 分值: 1, 得分: 1}]\n", own, "C9.没有复核"},
		{"grade changed", edit(edit(cleanReview, "复核意见: 场次核减", "复核意见: \"\""), "复核等级: 优", "复核等级: 良"), own, "C5.总分 C8 C8.变了"},
		{"money not verified", edit(cleanReview, `复核预算数: 100, 复核执行数: "80", 复核执行率: "80.00%", 复核得分: 8, 核增减分: -1}`+"\n"+
			`资金来源: [{名称: 当年财政拨款, 年初预算数: 100, 全年预算数: 100, 全年执行数: "90", 复核预算数: 100, 复核执行数: "80"`,
			`复核得分: 8, 核增减分: -1}`+"\n"+`资金来源: [{名称: 当年财政拨款, 年初预算数: 100, 全年预算数: 100, 全年执行数: "90"`), own, "C9.资金"},
		{"nothing answered", "form: rectification-reply/common\n年度: 2024\n单位名称: 乙\n通知编号: 1号\n整改: [{编号: A}]\n", own, "A2.没有回复"},
	} {
		against := []string{c.against}
		if c.against == own && !strings.HasPrefix(strings.TrimSpace(c.text), "form: review") {
			against = nil
		}
		got := said(t, c.text, against...)
		note(got)
		if !same(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	for _, form := range []string{"review", "issues", "rectification", "rectification-reply"} {
		file, err := templates.Embedded().Checks(form)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range file.Checks {
			if !seen[c.ID()] {
				t.Errorf("no change makes %s of %s speak", c.ID(), form)
			}
		}
	}
}
