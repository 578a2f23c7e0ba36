package performance_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// labelled is a form that prints points for classes only. rows are class, target, actual value and score, split by
// blanks; reason is what the form says of deviations.
func labelled(reason string, rows ...string) []byte {
	var items []string
	total := 0.0
	for i, r := range rows {
		f := strings.Fields(r)
		var score float64
		fmt.Sscan(f[3], &score)
		total += score
		items = append(items, fmt.Sprintf(`{"年度绩效目标": "年度绩效目标1（30分）", "一级指标": %q, "二级指标": "数量指标", "三级指标": "巡查次数%d", "年度指标值": %q, "实际完成值": %q, "得分": %q}`,
			f[0], i, f[1], f[2], f[3]))
	}
	return []byte(fmt.Sprintf(`{"form": "self-evaluation/hubei", "年度": "2024", "项目名称": "河道巡查", "主管部门": "甲局", "实施单位": "甲站",
		"资金": {"年度资金总额": {"全年预算数": "100", "全年执行数": "100"}}, "绩效指标": [%s], "总分": {"得分": "%.2f"},
		"偏差大或目标未完成原因分析": %q}`, strings.Join(items, ", "), total+20, reason))
}

// The weight behind a row is what the points of its class leave for it, or what its score and its ratio give.
func TestWeightsBehindLabels(t *testing.T) {
	l, s := checks(t, "self-evaluation/hubei", "")
	for _, c := range []struct {
		name, want string // of the codes about points, in order
		rows       []string
	}{
		{"all met", "", []string{"产出（20分） ≥10次 12次 12", "产出（20分） ≥5次 5次 8", "效益（10分） ≥90% 95% 10"}},
		{"one missed, by its share", "", []string{"产出（20分） ≥10次 9次 10.8", "产出（20分） ≥5次 5次 8", "效益（10分） ≥90% 95% 10"}},
		{"one missed, full points", "S7", []string{"产出（20分） ≥10次 9次 12", "产出（20分） ≥5次 5次 8", "效益（10分） ≥90% 95% 10"}},
		{"one missed, too much", "S4", []string{"产出（20分） ≥10次 8次 11", "产出（20分） ≥5次 5次 8", "效益（10分） ≥90% 95% 10"}},
		{"more than the class has", "W3.得分", []string{"产出（20分） ≥10次 12次 12", "产出（20分） ≥5次 5次 9", "效益（10分） ≥90% 95% 10"}},
		{"met and less than the class has", "S6.全达", []string{"产出（20分） ≥10次 12次 12", "产出（20分） ≥5次 5次 6", "效益（10分） ≥90% 95% 10"}},
		{"met, and far more than the target", "", []string{"产出（20分） ≥10次 22次 12", "产出（20分） ≥5次 5次 6", "效益（10分） ≥90% 95% 10"}},
		{"classes that are not the block", "W3.全达", []string{"产出（25分） ≥10次 12次 12", "产出（25分） ≥5次 5次 8", "效益（10分） ≥90% 95% 10"}},
		{"two missed, both by their shares", "", []string{"产出（20分） ≥10次 9次 10.8", "产出（20分） ≥5次 4次 6.4", "效益（10分） ≥90% 95% 10"}},
		{"two missed, one with full points", "S7", []string{"产出（20分） ≥10次 9次 10.8", "产出（20分） ≥5次 4次 8", "效益（10分） ≥90% 95% 10"}},
		{"full points, written with a decimal", "S7", []string{"产出（20分） ≥10次 9次 11.0", "产出（20分） ≥5次 5次 9", "效益（10分） ≥90% 95% 10"}},
		{"two missed, nothing lost", "S7.类", []string{"产出（20分） ≥10次 9次 12", "产出（20分） ≥5次 4次 8", "效益（10分） ≥90% 95% 10"}},
		{"no class labelled, one missed, nothing lost", "S7.块", []string{"产出 ≥10次 9次 12", "产出 ≥5次 5次 8", "效益 ≥90% 95% 10"}},
		{"no class labelled, one missed, its points lost", "", []string{"产出 ≥10次 9次 10.8", "产出 ≥5次 5次 8", "效益 ≥90% 95% 10"}},
		{"no class labelled, missed by less than a hundredth of a point", "", []string{"产出 ≥100% 99.99% 12", "产出 ≥5次 5次 8", "效益 ≥90% 95% 10"}},
		{"no class labelled, all met, points lost", "S6.块", []string{"产出 ≥10次 12次 12", "产出 ≥5次 5次 8", "效益 ≥90% 95% 9"}},
		{"no class labelled, far over a target", "", []string{"产出 ≥10次 22次 11", "产出 ≥5次 5次 8", "效益 ≥90% 95% 10"}},
		{"a share that is no half point", "S4", []string{"产出（20分） ≥10次 9次 10.6", "产出（20分） ≥5次 5次 8", "效益（10分） ≥90% 95% 10"}},
	} {
		var got []string
		for _, id := range ids(run(t, s, record(t, l, s, labelled("设备检修，少巡查几次。", c.rows...)), nil)) {
			if slices.Contains([]string{"S4", "S5", "S6", "S7", "S1", "W3.得分", "W3.块", "W3.全达", "S6.全达", "S6.块", "S7.块", "S7.类", "S2"}, id) && !slices.Contains(got, id) {
				got = append(got, id)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %q", c.name, got, c.want)
		}
	}
	lost := []string{"产出（20分） ≥10次 9次 10.8", "产出（20分） ≥5次 5次 8", "效益（10分） ≥90% 95% 10"}
	if got := ids(run(t, s, record(t, l, s, labelled("无", lost...)), nil)); !slices.Contains(got, "R1.说明") {
		t.Errorf("points were lost without a reason: %v", got)
	}
	if got := ids(run(t, s, record(t, l, s, labelled("设备检修。", lost...)), nil)); slices.Contains(got, "R1.说明") {
		t.Errorf("the reason is there: %v", got)
	}
}

// Points that were lost want a remedy, and one that says what is done.
func TestRemedies(t *testing.T) {
	l, s := checks(t, "self-evaluation/hubei", "")
	lost := labelled("设备检修。", "产出（20分） ≥10次 9次 10.8", "产出（20分） ≥5次 5次 8", "效益（10分） ≥90% 95% 10")
	for remedy, want := range map[string]string{"无": "R1.没有措施", "继续努力。": "R4.套话", "增加一台备用设备。": ""} {
		b := bytes.Replace(lost, []byte(`"偏差大`), fmt.Appendf(nil, `"改进措施及结果应用方案": %q, "偏差大`, remedy), 1)
		got := slices.DeleteFunc(ids(run(t, s, record(t, l, s, b), nil)), func(id string) bool { return id != "R1.没有措施" && id[:2] != "R4" })
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %q", remedy, got, want)
		}
	}
}

// The target of the year may be a dash where the one of all years stands beside it.
func TestMidTermTarget(t *testing.T) {
	l, s := checks(t, "goal-declaration/shanxi", "")
	for mid, want := range map[string]bool{"≥2000套": false, "": true} {
		b := fmt.Appendf(nil, `{"form": "goal-declaration/shanxi", "年度": "2023", "项目名称": "县志编修", "绩效指标": [
			{"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "出版印刷套数", "中期指标值": %q, "指标值": "—"}]}`, mid)
		if got := ids(run(t, s, record(t, l, s, b), nil)); slices.Contains(got, "V2.指标值记号") != want {
			t.Errorf("mid-term %q: %v", mid, got)
		}
	}
}

// A project of a summary that spent half its money and scored all the rest in full is asked about, unless its remark
// says why.
func TestFullScoreOfSummary(t *testing.T) {
	l, s := checks(t, "summary/national", "")
	for _, c := range []struct {
		score, remark string
		asked         bool
	}{{"95", "", true}, {"95", "设备次年验收后付款", false}, {"94.5", "", false}} {
		b := fmt.Appendf(nil, `{"form": "summary/national", "年度": "2024", "单位名称": "县文旅局", "项目": [{"项目单位": "县博物馆", "项目名称": "文物修复",
			"预算数": "100", "执行数": "50", "执行率": "50.00%%", "自评得分": %q, "等级": "优", "备注": %q}]}`, c.score, c.remark)
		if got := ids(run(t, s, record(t, l, s, b), nil)); slices.Contains(got, "S11.清单") != c.asked {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
