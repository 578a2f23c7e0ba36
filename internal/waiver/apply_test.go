package waiver_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/internal/waiver"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// form is a form of five rows with one error of sums (F1), a budget that was changed (F6) and points out of proportion
// (S7); what is put in for @ are its waivers.
const form = `{"form": "self-evaluation/national", "年度": "2024", "项目名称": "道路养护", "主管部门": "某局", "实施单位": "某中心",
 "资金": {"年度资金总额": {"年初预算数": "100", "全年预算数": "200", "全年执行数": "200", "分值": "10", "执行率": "100%", "得分": "10"},
  "当年财政拨款": {"年初预算数": "90", "全年预算数": "200", "全年执行数": "200"}},
 "年度总体目标": {"预期目标": "养护道路", "实际完成情况": "已经养护道路"},
 "绩效指标": [
  {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "养护里程", "年度指标值": "≥20公里", "实际完成值": "21公里", "分值": "20", "得分": "20"},
  {"一级指标": "产出指标", "二级指标": "质量指标", "三级指标": "验收合格率", "年度指标值": "≥95%", "实际完成值": "90%", "分值": "30", "得分": "30"},
  {"一级指标": "效益指标", "二级指标": "社会效益指标", "三级指标": "投诉办结率", "年度指标值": "≥95%", "实际完成值": "96%", "分值": "30", "得分": "30"},
  {"一级指标": "满意度指标", "二级指标": "服务对象满意度指标", "三级指标": "群众满意度", "年度指标值": "≥90%", "实际完成值": "92%", "分值": "10", "得分": "10"}],
 "总分": {"分值": "100", "得分": "100"}@}`

func read(t testing.TB, text string) *data.Value {
	t.Helper()
	d, err := data.ReadOne("表.json", []byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return d
}

func check(t testing.TB, text string) finding.List {
	t.Helper()
	a := &audit.Auditor{Library: templates.Embedded()}
	o, err := a.Check(read(t, text))
	if err != nil {
		t.Fatal(err)
	}
	if o.Record == nil {
		t.Fatal(o.Findings)
	}
	return o.Findings
}

// one is a waiver as a record has it.
func one(code, at, seen string) string {
	s := fmt.Sprintf(`{"代码": %q, "位置": %q, "理由": "经批准", "经手人": "张三", "日期": "2024-03-05"`, code, at)
	if seen != "" {
		s += `, "所见": ` + seen
	}
	return s + "}"
}

func with(waivers ...string) string {
	return strings.Replace(form, "@", `, "豁免": [`+strings.Join(waivers, ", ")+"]", 1)
}

func plain() string { return strings.Replace(form, "@", "", 1) }

// told is what became of the waivers: codes that are answered, then what is said of waivers.
func told(l finding.List) string {
	var out []string
	for _, f := range l {
		switch {
		case f.Waived != nil:
			out = append(out, f.ID()+"✓")
		case strings.HasPrefix(f.Code, "WAIVER-"):
			out = append(out, strings.ToLower(strings.TrimPrefix(f.Code, "WAIVER-")))
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// seenF1 is what F1 rests on in the form.
const seenF1 = `{"资金 年度资金总额 年初预算数": "100", "资金 当年财政拨款 年初预算数": "90", "资金 上年结转资金 年初预算数": "", "资金 其他资金 年初预算数": ""}`

const f1 = "资金 年度资金总额 年初预算数"

func TestApply(t *testing.T) {
	racing.Apart(t)
	s7 := `绩效指标 第 2 行“验收合格率” 得分`
	seenS7 := `{"绩效指标 第 2 行“验收合格率” 得分": "30", "绩效指标 第 2 行“验收合格率” 三级指标": "验收合格率", "绩效指标 第 2 行“验收合格率” 年度指标值": "≥95%", "绩效指标 第 2 行“验收合格率” 实际完成值": "90%", "绩效指标 第 2 行“验收合格率” 分值": "30"}`
	swap := func(s string) string { // the first two rows change places
		i, j := strings.Index(s, `  {"一级指标": "产出指标", "二级指标": "数量`), strings.Index(s, `  {"一级指标": "产出指标", "二级指标": "质量`)
		k := strings.Index(s, `  {"一级指标": "效益指标"`)
		return s[:i] + s[j:k] + s[i:j] + s[k:]
	}
	edit := func(old, new string) func(string) string {
		return func(s string) string {
			if !strings.Contains(s, old) {
				t.Fatal(old)
			}
			return strings.Replace(s, old, new, 1)
		}
	}
	for _, c := range []struct {
		name string
		text string
		edit func(string) string
		want string
	}{
		{"none", plain(), nil, ""},
		{"in words", with(one("F1", f1, seenF1)), nil, "F1✓"},
		{"a pointer", with(one("F1", "/资金/年度资金总额/年初预算数", seenF1)), nil, "F1✓"},
		{"with dots", with(one("F1", "资金.年度资金总额.年初预算数", seenF1)), nil, "F1✓"},
		{"what was seen as the text of a cell", with(one("F1", f1, fmt.Sprintf("%q", seenF1))), nil, "F1✓"},
		{"by hand", with(one("F1", f1, "")), nil, "F1✓ lasts"},
		{"the cell changed", with(one("F1", f1, seenF1)), edit(`"年初预算数": "100"`, `"年初预算数": "101"`), "lapsed"},
		{"a part of the sum changed", with(one("F1", f1, seenF1)), edit(`"年初预算数": "90"`, `"年初预算数": "80"`), "lapsed"},
		{"a part of the sum came", with(one("F1", f1, seenF1)), edit(`"当年财政拨款"`, `"其他资金": {"年初预算数": "1"}, "当年财政拨款"`), "lapsed"},
		{"something else changed", with(one("F1", f1, seenF1)), edit(`"全年预算数": "200"`, `"全年预算数": "201"`), "F1✓"},
		{"a text elsewhere changed", with(one("F6", "资金 年度资金总额 全年预算数", `{"资金 年度资金总额 全年预算数": "200", "资金 年度资金总额 年初预算数": "100"}`)),
			edit("已经养护道路", "已养护"), "F6✓"},
		{"the finding is gone", with(one("F1", f1, seenF1)), edit(`"年初预算数": "90"`, `"年初预算数": "100"`), "idle"},
		{"a row", with(one("S7", s7, seenS7)), nil, "S7✓"},
		{"a row that moved", with(one("S7", s7, seenS7)), swap, "S7✓"},
		{"a row that moved, by hand", with(one("S7", s7, "")), swap, "S7✓ lasts"},
		{"a row that was named otherwise", with(one("S7", s7, seenS7)), edit("验收合格率", "完工合格率"), "lapsed"},
		{"the number alone", with(one("S7", "绩效指标 第2行 得分", "")), nil, "S7✓ lasts"},
		{"the name alone", with(one("S7", "绩效指标 “验收合格率” 得分", "")), nil, "S7✓ lasts"},
		{"the number alone, and the row moved", with(one("S7", "绩效指标 第 2 行 得分", "")), swap, "idle"},
		{"the wrong cell", with(one("F1", "资金 年度资金总额 全年预算数", "")), nil, "idle"},
		{"no such code", with(one("F111", f1, "")), nil, "idle"},
		{"no such place", with(one("F1", "资金 总额", "")), nil, "idle"},
		{"no place", with(one("F1", "", "")), nil, "idle"},
		{"another case of the code", with(one("F1.缺来源", f1, "")), nil, "idle"},
		{"two for one finding", with(one("F1", f1, seenF1), one("F1", f1, "")), nil, "F1✓ lasts twice"},
		{"the later one holds", with(one("F1", f1, `{"资金 年度资金总额 年初预算数": "99"}`), one("F1", f1, seenF1)), nil, "F1✓ twice"},
		{"none of two holds", with(one("F1", f1, `{"资金 年度资金总额 年初预算数": "99"}`), one("F1", f1, `{"资金 年度资金总额 年初预算数": "98"}`)), nil, "lapsed twice"},
		{"two for one place", with(one("F6", "资金 年度资金总额 全年预算数", ""), one("F1", f1, seenF1)), nil, "F1✓ F6✓ lasts"},
		{"of a check over several forms", with(one("S10", "某中心", "")), nil, ""},
	} {
		text := c.text
		if c.edit != nil {
			text = c.edit(text)
		}
		if got := told(check(t, text)); got != c.want {
			t.Errorf("%s: %q, want %q\n%s", c.name, got, c.want, check(t, text))
		}
	}
}

// A waiver hides nothing and adds nothing but what is said of it.
func TestHidesNothing(t *testing.T) {
	bare, waived := check(t, plain()), check(t, with(one("F1", f1, seenF1), one("F6", "资金 年度资金总额 全年预算数", "")))
	var rest finding.List
	for _, f := range waived {
		if !strings.HasPrefix(f.Code, "WAIVER-") {
			f.Waived, f.Pos = nil, finding.Pos{}
			rest = append(rest, f)
		}
	}
	for i := range bare {
		bare[i].Pos = finding.Pos{}
	}
	if bare.String() != rest.String() {
		t.Errorf("%s\n\n%s", bare, rest)
	}
}

// What See gives holds as long as nothing changes, for every finding of a form.
func TestSee(t *testing.T) {
	a := &audit.Auditor{Library: templates.Embedded()}
	o, err := a.Check(read(t, plain()))
	if err != nil || len(o.Findings) < 4 {
		t.Fatal(err, o.Findings)
	}
	c := waiver.Case{Record: o.Record, Checks: o.Set.Checks, Given: o.Set.Given, Findings: o.Findings}
	seen, err := waiver.See(c, o.Findings)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range o.Findings {
		if len(seen[i]) == 0 {
			t.Errorf("%s rests on nothing", f.ID())
		}
		c.Waivers = append(c.Waivers, finding.Waiver{Code: f.ID(), At: f.Place, Reason: "经批准", By: "张三", Date: "2024-03-05", Seen: seen[i]})
	}
	l, left, err := c.Apply()
	if err != nil || len(left) > 0 {
		t.Fatal(err, left)
	}
	for _, f := range l {
		if f.Waived == nil {
			t.Errorf("%s is open: %s", f.ID(), f.Message)
		}
	}
}
