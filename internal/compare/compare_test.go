package compare_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/compare"
)

// year is a self-evaluation of a year with indicators: name target actual weight score.
func year(year, name, more string, indicators ...string) string {
	text := fmt.Sprintf("form: self-evaluation/national\n年度: %s\n项目名称: %s\n实施单位: 乙\n%s\n绩效指标:\n", year, name, more)
	for _, i := range indicators {
		f := strings.Fields(i)
		text += fmt.Sprintf("  - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: %q, 年度指标值: %q, 实际完成值: %q, 分值: %q, 得分: %q", f[0], f[1], f[2], f[3], f[4])
		if len(f) > 5 {
			text += fmt.Sprintf(", 偏差原因分析及改进措施: %q", f[5])
		}
		text += "}\n"
	}
	if len(indicators) == 0 {
		text = strings.TrimSuffix(text, "绩效指标:\n")
	}
	return text
}

// One indicator in two years: state, changes, what lies between the actual values.
func TestIndicators(t *testing.T) {
	for _, c := range []struct{ last, this, want string }{
		{"场次 ≥10场 10场 10 10", "场次 ≥10场 10场 10 10", "场次 [0 ]"},
		{"场次 ≥10场 10场 10 10", "场次 ≥10场 12场 10 10", "场次 [+2场 +20.00%]"},
		{"场次 ≥10场 10场 10 10", "场次 ≥10场 12 10 10", "场次 [ ] 单位由“场”改为空白"},
		{"收入 ≥10万元 10万元 10 10", "收入 ≥100000元 120000元 10 10", "收入 [+20000元 +20.00%] 指标值由“≥10万元”改为“≥100000元”；单位由“万元”改为“元”"},
		{"完好率 ≥90% 95.5% 10 10", "完好率 ≥90% 97% 10 10", "完好率 [+1.5个百分点 ]"},
		{"人数 ≥10人 10人 10 10", "人数 ≥10人次 12人次 10 10", "人数 [ ] 指标值由“≥10人”改为“≥10人次”；单位由“人”改为“人次”"},
		{"下降率 下降3% 下降3% 10 10", "下降率 下降3% 5% 10 10", "下降率 [ ]"},
		{"事故 0起 0起 10 10", "事故 0起 2起 10 10", "事故 [+2起 —]"},
		{"场次 ≥10场 10场 10 10", "场次 ≥10场 10场 12 12", "场次 [0 ] 分值由“10”改为“12”"},
		{"场次 ≥10场 10场 10 10", "场次 ≥10场 10场 10.0 10", "场次 [0 ]"},
		{"合格率 健全 健全 10 10", "合格率 健全 完善 10 10", "合格率 [ ]"},
		{"培训（骨干）人数 ≥10人 10人 10 10", "培训(骨干)人数 ≥10人 11人 10 10", "培训(骨干)人数 [+1人 +10.00%]"},
		{"培训人数 ≥10人 10人 10 10", "全年培训人数 ≥10人 11人 10 10", "改名（推断） 全年培训人数 [+1人 +10.00%] 名称由“培训人数”改为“全年培训人数”"},
		{"培训人数 ≥10人 10人 10 10", "培训场数 ≥10场 11场 10 10", "新增 培训场数 [ ]|取消 培训人数 [ ]"},
		{"培训人数 ≥10人 10人 10 10", "道路里程 ≥10公里 11公里 10 10", "新增 道路里程 [ ]|取消 培训人数 [ ]"},
	} {
		p := only(t, year("2023", "甲", "", c.last), year("2024", "甲", "", c.this))
		var got []string
		for _, r := range p.Indicators {
			got = append(got, strings.TrimSpace(fmt.Sprintf("%s %s [%s %s] %s", r.State, r.Name, r.Actual.Diff, r.Actual.Rate, strings.Join(r.Changes, "；"))))
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s, %s:\n%s, want\n%s", c.last, c.this, s, c.want)
		}
	}
}

func only(t *testing.T, last, this string) *compare.Pair {
	t.Helper()
	r := compare.Years([]*compare.Form{form(t, last)}, []*compare.Form{form(t, this)})
	if len(r.Pairs) != 1 {
		t.Fatalf("%d pairs", len(r.Pairs))
	}
	return r.Pairs[0]
}

// A word that differs and that other indicators have too makes another indicator, not a new name.
func TestOtherSubject(t *testing.T) {
	p := only(t, year("2023", "甲", "", "急救站巡查次数 ≥9次 9次 10 10", "卫生站完好率 ≥9% 9% 10 10"),
		year("2024", "甲", "", "卫生站巡查次数 ≥9次 9次 10 10", "卫生站完好率 ≥9% 9% 10 10"))
	if n := p.Count(); n.Added != 1 || n.Gone != 1 || n.Renamed != 0 {
		t.Errorf("%+v", n)
	}
}

const (
	why   = "偏差原因：汛期施工受阻，比计划少两场。"
	money = "资金: {年度资金总额: {年初预算数: %s, 全年预算数: %[1]s, 全年执行数: %s}, 上年结转资金: {年初预算数: %s, 全年预算数: %[3]s, 全年执行数: %[3]s}}"
)

// What is said of a pair: code and severity.
func TestFindings(t *testing.T) {
	of := func(budget, spent, carried string) string { return fmt.Sprintf(money, budget, spent, carried) }
	for _, c := range []struct{ name, last, this, want string }{
		{"nothing", year("2023", "甲", "", "场次 ≥10场 9场 10 9"), year("2024", "甲", "", "场次 ≥10场 10场 10 10"), ""},
		{"lowered below the result", year("2023", "甲", "", "场次 ≥10场 12场 10 10"), year("2024", "甲", "", "场次 ≥8场 10场 10 10"), "DIFF-EASIER warning"},
		{"kept below the result", year("2023", "甲", "", "场次 ≥10场 12场 10 10"), year("2024", "甲", "", "场次 ≥10场 10场 10 10"), "DIFF-EASIER note"},
		{"in another unit", year("2023", "甲", "", "收入 ≥10万元 12万元 10 10"), year("2024", "甲", "", "收入 ≥80000元 1元 10 10"), "DIFF-EASIER warning"},
		{"less is better", year("2023", "甲", "", "成本 ≤10元 8元 10 10"), year("2024", "甲", "", "成本 ≤12元 8元 10 10"), "DIFF-EASIER warning"},
		{"less is better, stricter", year("2023", "甲", "", "成本 ≤10元 8元 10 10"), year("2024", "甲", "", "成本 ≤8元 8元 10 10"), ""},
		{"other units", year("2023", "甲", "", "人数 ≥10人 12人 10 10"), year("2024", "甲", "", "人数 ≥8人次 10人次 10 10"), ""},
		{"copied", year("2023", "甲", "", "场次 ≥10场 8场 10 8 "+why), year("2024", "甲", "", "场次 ≥10场 8场 10 8 "+why), "DIFF-COPIED warning"},
		{"short", year("2023", "甲", "", "场次 ≥10场 8场 10 8 受疫情影响"), year("2024", "甲", "", "场次 ≥10场 8场 10 8 受疫情影响"), ""},
		{"gone", year("2023", "甲", "", "场次 ≥10场 10场 10 10"), year("2024", "甲", ""), "DIFF-GONE note"},
		{"gone, missed", year("2023", "甲", "", "场次 ≥10场 8场 10 8"), year("2024", "甲", ""), "DIFF-GONE warning"},
		{"gone, explained", year("2023", "甲", "", "场次 ≥10场 8场 10 8"), year("2024", "甲", "年度总体目标: {实际完成情况: 经批准不再考核场次}"), ""},
		{"carried over", year("2023", "甲", of("100", "90", "0")), year("2024", "甲", of("100", "90", "10.00")), ""},
		{"too much", year("2023", "甲", of("100", "90", "0")), year("2024", "甲", of("100", "90", "11")), "DIFF-CARRIED warning"},
		{"too little", year("2023", "甲", of("100", "90", "0")), year("2024", "甲", of("100", "90", "9")), "DIFF-CARRIED note"},
		{"taken back", year("2023", "甲", of("100", "90", "0")), year("2024", "甲", of("100", "90", "0")), "DIFF-CARRIED note"},
		{"overspent", year("2023", "甲", of("100", "101", "0")), year("2024", "甲", of("100", "90", "0")), ""},
	} {
		var got []string
		for _, f := range only(t, c.last, c.this).Findings {
			got = append(got, f.Code+" "+f.Severity.String())
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}

// How forms are matched, and what is left alone.
func TestForms(t *testing.T) {
	many := []string{"甲路里程 ≥9公里 9公里 10 10", "乙桥数量 ≥9座 9座 10 10", "合格率 ≥9% 9% 10 10"}
	for _, c := range []struct {
		name       string
		last, this []string
		want       string
	}{
		{"by name", []string{year("2023", "甲（一期）", "")}, []string{year("2024", "甲(一期)", "")}, "名称;"},
		{"by contents", []string{year("2023", "修路", "", many...)}, []string{year("2024", "交通建设", "", many...)}, "内容（推断）;"},
		{"two alike", []string{year("2023", "修路", "", many...)}, []string{year("2024", "交通建设", "", many...), year("2024", "修桥", "", many...)},
			"; DIFF-FORM-GONE"},
		{"nothing in common", []string{year("2023", "修路", "", many[0])}, []string{year("2024", "种树", "", "成活率 ≥9% 9% 10 10")}, "; DIFF-FORM-GONE"},
		{"twice", []string{year("2023", "甲", "")}, []string{year("2024", "甲", "", many...), year("2024", "甲", "", many[:1]...)},
			"; DIFF-TWICE DIFF-FORM-GONE"},
		{"the wrong way round", []string{year("2024", "甲", "")}, []string{year("2023", "甲", "")}, "名称; DIFF-YEAR"},
	} {
		var last, this []*compare.Form
		for _, x := range c.last {
			last = append(last, form(t, x))
		}
		for _, x := range c.this {
			this = append(this, form(t, x))
		}
		r := compare.Years(last, this)
		got := ""
		for _, p := range r.Pairs {
			got += string(p.By)
		}
		got += ";"
		for _, f := range r.Findings {
			got += " " + f.Code
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	// Amounts in another unit are compared in this year's.
	yuan := strings.Replace(year("2023", "甲", fmt.Sprintf(money, "1000000.00", "900000.00", "0")), "national", "shanghai", 1)
	for _, d := range only(t, yuan, year("2024", "甲", fmt.Sprintf(money, "110", "99", "0"))).Figures {
		if d.Place == "资金 年度资金总额 全年预算数" && (d.Last != "1,000,000.00" || d.Diff != "+10.00" || d.Rate != "+10.00%") {
			t.Errorf("%+v", d)
		}
	}
}
