package performance_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/data"
)

// setTrip is a set of forms (edits of the consistent one, a form each) and what it is held against.
type setTrip struct {
	yes, no []string
	given   string
	noGiven string // empty: the same
}

const declared = `{"项目名称": "公共服务平台运行维护", "年度总体目标": %q, "绩效指标": [%s]}`

var nine = `{"三级指标":"平台巡检次数","年度指标值":"≥24次","分值":"10"},{"三级指标":"数据接口数量","年度指标值":">=30个"},{"三级指标":"系统可用率","年度指标值":">=99.5%"},` +
	`{"三级指标":"故障响应时间","年度指标值":"<=30分钟"},{"三级指标":"年运行维护成本","年度指标值":"<=1050000元"},{"三级指标":"线上办件量","年度指标值":">=20000件"},` +
	`{"三级指标":"服务覆盖率","年度指标值":"=100%"},{"三级指标":"运维管理机制","年度指标值":"健全"},{"三级指标":"用户满意度","年度指标值":">=90%"}`

var goal = "保障平台稳定运行，全年平台巡检24次以上，线上办件量达到20000件。"

func declaration(goal, rows string) string { return fmt.Sprintf(declared, goal, rows) }

var three = []string{"项目名称=甲项目", "项目名称=乙项目", "项目名称=丙项目"}

var setTrips = map[string]setTrip{
	"S10":    {yes: three, no: []string{"项目名称=甲项目", "项目名称=乙项目", "项目名称=丙项目 绩效指标.2.得分=7.9"}},
	"S10.分界": {yes: edited(three, "总分.得分=89.8"), no: edited(three, "总分.得分=89.6")},
	"I2":     {yes: []string{"实施单位=甲局（本级）", "实施单位=甲局(本级)"}, no: []string{"实施单位=甲局（本级）", "实施单位=甲局"}},
	"X1":     {yes: []string{""}, no: []string{""}, given: declaration(goal, strings.ReplaceAll(nine, "服务覆盖率", "服务到达率")), noGiven: declaration(goal, nine)},
	"X1.指标值": {yes: []string{""}, no: []string{""}, given: declaration(goal, strings.ReplaceAll(nine, ">=30个", ">=40个")), noGiven: declaration(goal, nine)},
	"X1.分值":  {yes: []string{"绩效指标.1.分值=9 绩效指标.2.分值=11"}, no: []string{""}, given: declaration(goal, nine)},
	"X1.目标":  {yes: []string{""}, no: []string{"年度总体目标.实际完成情况=目标调整：经批准调整为保稳定"}, given: declaration("另一个目标", nine)},
	"X1.漏指标": {yes: []string{"绩效指标.7"}, no: []string{""}, given: declaration(goal, nine)},
	"X2":     {yes: three, no: three, given: `{"决算": {"项目支出": "308.69", "单位": "万元"}}`, noGiven: `{"决算": {"项目支出": "308.70", "单位": "万元"}}`},
	"X3":     {yes: []string{""}, no: []string{""}, given: `{"汇总": [{"项目名称": "公共服务平台运行维护", "预算数": "105.01", "单位": "万元"}]}`, noGiven: `{"汇总": [{"项目名称": "公共服务平台运行维护", "预算数": "105", "单位": "万元"}]}`},
	"X3.得分":  {yes: []string{""}, no: []string{""}, given: `{"汇总": [{"项目名称": "公共服务平台运行维护", "得分": "92"}]}`, noGiven: `{"汇总": [{"项目名称": "公共服务平台运行维护", "自评得分": "92.30"}]}`},
	"X3.等级":  {yes: []string{""}, no: []string{""}, given: `{"汇总": [{"项目名称": "公共服务平台运行维护", "等级": "良"}]}`, noGiven: `{"汇总": [{"项目名称": "公共服务平台运行维护", "等级": "优"}]}`},
	"X3.漏表":  {yes: []string{""}, no: []string{""}, given: `{"汇总": [{"项目名称": "公共服务平台运行维护"}, {"项目名称": "乙"}]}`, noGiven: `{"汇总": [{"项目名称": "公共服务平台 运行维护"}]}`},
	"X3.份数":  {yes: three, no: three, given: `{"公开": {"份数": "4"}}`, noGiven: `{"公开": {"项目数": "3"}}`},
	"X3.金额":  {yes: three, no: three, given: `{"公开": {"金额": "314.98", "单位": "万元"}}`, noGiven: `{"公开": {"金额": "315.00", "单位": "万元"}}`},
	"X3.平均":  {yes: three, no: three, given: `{"公开": {"平均得分": "92.31"}}`, noGiven: `{"公开": {"平均得分": "92.3"}}`},
	"X3.等级数": {yes: three, no: three, given: `{"公开": {"优": "2"}}`, noGiven: `{"公开": {"优": "3", "良": "0"}}`},
	"X3.整改":  {yes: three, no: three, given: `{"公开": {"问题数": "3", "已整改": "2"}}`, noGiven: `{"公开": {"问题数": "3", "已整改": "2", "整改中": "1"}}`},
	"X4":     {yes: []string{""}, no: []string{""}, given: `[{"项目名称": "公共服务平台运行维护", "绩效指标": []}, {"项目名称": "乙", "绩效指标": []}]`, noGiven: declaration(goal, nine)},
}

func allSetTrips() map[string]setTrip {
	all := maps.Clone(setTrips)
	maps.Copy(all, acrossTrips)
	return all
}

func edited(forms []string, edits string) (out []string) {
	for _, f := range forms {
		out = append(out, f+" "+edits)
	}
	return out
}

func given(t *testing.T, text string) *check.Given {
	t.Helper()
	if text == "" {
		return nil
	}
	var docs []check.Paper
	err := data.Read("对照.json", []byte(text), func(d *data.Value, err error) error {
		docs = append(docs, check.Paper{Doc: d})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	_, s := checks(t, "self-evaluation/shanghai", "")
	g, err := s.Papers(docs...)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// found is what is found in a set of forms, single forms and all together.
func found(t *testing.T, forms []string, g *check.Given) (out []string) {
	t.Helper()
	l, s := checks(t, "self-evaluation/shanghai", "")
	var c check.Collector
	for _, f := range forms {
		r := record(t, l, s, consistent(t, strings.Fields(f)...))
		out = append(out, ids(run(t, s, r, g))...)
		if err := c.Add(s, g, r); err != nil {
			t.Fatal(err)
		}
	}
	list, err := c.Findings()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if f.Record == "" || f.Message == "" || strings.ContainsAny(f.Message+f.Sum+f.Expected, "{}$") {
			t.Errorf("%s says too little or too much: %+v", id(f), f)
		}
	}
	return append(out, ids(list)...)
}

func TestSets(t *testing.T) {
	for name, c := range allSetTrips() {
		t.Run(name, func(t *testing.T) {
			if got := found(t, c.yes, given(t, c.given)); !slices.Contains(got, name) {
				t.Errorf("not found; found %v", got)
			}
			if c.noGiven == "" {
				c.noGiven = c.given
			}
			if got := found(t, c.no, given(t, c.noGiven)); slices.Contains(got, name) {
				t.Errorf("near miss found; all %v", got)
			}
		})
	}
}
