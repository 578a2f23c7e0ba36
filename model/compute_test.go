package model

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/number"
)

const head = `{"年度":"2022","项目名称":"甲","主管部门":"乙","实施单位":"丙",`

func TestCompute(t *testing.T) {
	f := selfEvaluation(t)
	for _, c := range []struct{ name, rest, path, want string }{
		{"computed", `"资金":{"年度资金总额":{"全年预算数":3,"全年执行数":1}}}`, "资金.年度资金总额.执行率", "33.33%"},
		{"left to right through the chain",
			`"资金":{"年度资金总额":{"全年预算数":3,"全年执行数":1}},"绩效指标":[{"三级指标":"a","分值":"7","得分":"7.0"},{"三级指标":"b","分值":3,"得分":2.5}]}`, "总分.得分", "12.83"},
		{"what is written stays", `"资金":{"年度资金总额":{"全年预算数":3,"全年执行数":1,"执行率":"50%"}}}`, "资金.年度资金总额.执行率", "50%"},
		{"and counts further on", `"资金":{"年度资金总额":{"全年预算数":3,"全年执行数":1,"执行率":"50%"}}}`, "资金.年度资金总额.得分", "5"},
		{"written empty stays empty", `"资金":{"年度资金总额":{"全年预算数":3,"全年执行数":1,"执行率":""}}}`, "资金.年度资金总额.执行率", ""},
		{"null is left out", `"资金":{"年度资金总额":{"全年预算数":3,"全年执行数":1,"执行率":null}}}`, "资金.年度资金总额.执行率", "33.33%"},
		{"no operand", `"资金":{"年度资金总额":{"全年预算数":3}}}`, "资金.年度资金总额.执行率", "∅"},
		{"division by zero", `"资金":{"年度资金总额":{"全年预算数":0,"全年执行数":0}}}`, "资金.年度资金总额.执行率", "∅"},
		{"operand is no number", `"资金":{"年度资金总额":{"全年预算数":"约5万","全年执行数":1}}}`, "资金.年度资金总额.执行率", "∅"},
		{"capped", `"资金":{"年度资金总额":{"全年预算数":1,"全年执行数":1.2}}}`, "资金.年度资金总额.得分", "10"},
		{"condition does not hold", `"资金":{"年度资金总额":{"全年预算数":3,"全年执行数":1}},"绩效指标":[{"三级指标":"a","分值":"7"}]}`, "总分.得分",
			"∅"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := mustBind(t, f, "a.json", head+c.rest)
			if err := r.Compute(nil); err != nil {
				t.Fatal(err)
			}
			v, got := r.Value(c.path), "∅"
			if v != nil {
				got = v.Text
			}
			if got != c.want {
				t.Errorf("%s = %s, want %s", c.path, got, c.want)
			}
		})
	}
}

func TestComputeInRows(t *testing.T) {
	f := &Form{ID: "t", Fields: []*Field{
		{Name: "甲", Kind: Rows, Fields: []*Field{
			{Name: "乙", Kind: Rows, Fields: []*Field{
				{Name: "量", Kind: Number}, {Name: "价", Kind: Money},
				{Name: "额", Kind: Money, Format: "0.00", Compute: "量 * 价"}}},
			{Name: "小计", Kind: Money, Format: "#,##0.00", Compute: "合计(乙, .额)"},
			{Name: "占比", Kind: Rate, Compute: "小计 / 总计"}}},
		{Name: "总计", Kind: Money, Compute: "合计(甲, .小计)"}}}
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	r := mustBind(t, f, "a.json",
		`{"甲":[{"乙":[{"量":2,"价":"1,000.50"},{"量":1,"价":3}]},{"乙":[{"量":4,"价":999}]},{"乙":[]}]}`)
	if err := r.Compute(nil); err != nil {
		t.Fatal(err)
	}
	for pointer, want := range map[string]string{
		"/甲/0/乙/0/额": "2001.00", "/甲/0/小计": "2,004.00", "/甲/1/小计": "3,996.00", "/总计": "6000", "/甲/0/占比": "33.40%",
		"/甲/1/占比": "66.60%", "/甲/2/小计": "",
	} {
		if v := r.At(pointer); v == nil || v.Text != want || (v.Origin == Computed) != (want != "") {
			t.Errorf("%s: %+v, want %s", pointer, v, want)
		}
	}
	if got := r.At("/甲/1/乙/0/额").Place(); got != "甲 第 2 行 乙 第 1 行 额" {
		t.Error(got)
	}
	tr, err := r.Explain(r.At("/甲/0/小计"))
	if err != nil || len(tr.Inputs) != 2 || tr.Inputs[1].Text != "3.00" || tr.Source != "合计(乙, .额)" {
		t.Errorf("%+v %v", tr, err)
	}
}

func TestExplainRounding(t *testing.T) {
	f := selfEvaluation(t)
	r := mustBind(t, f, "a.json",
		head+`"资金":{"年度资金总额":{"全年预算数":"18610104.00","全年执行数":"18,233,182.14","执行率":"97.98%"}}}`)
	if err := r.Compute(Params{"执行率舍入": number.Up}); err != nil {
		t.Fatal(err)
	}
	tr, err := r.Explain(r.Value("资金.年度资金总额.执行率"))
	if err != nil || len(tr.Roundings) != 1 {
		t.Fatal(tr, err)
	}
	if s := tr.Roundings[0]; s.Mode != number.Up || s.Out.String() != "0.9798" ||
		!strings.HasPrefix(s.In.String(), "0.97974638") {
		t.Errorf("%+v", s)
	}
	if tr.Inputs[0].Text != "18,233,182.14" || tr.Inputs[1].Text != "18610104.00" {
		t.Error(tr.Inputs[0].Text, tr.Inputs[1].Text)
	}
	if tr, err := r.Explain(r.Value("项目名称")); tr != nil || err != nil {
		t.Error("项目名称 is not computed")
	}
}

func TestParams(t *testing.T) {
	f := selfEvaluation(t)
	r := mustBind(t, f, "a.json", head+`"资金":{"年度资金总额":{"全年预算数":3,"全年执行数":1}}}`)
	err := r.Compute(Params{"执行率舍入": "向上", "执行率": "x"})
	want := "错误 TEMPLATE-PARAM：这张表没有参数“执行率”。（您是不是要写“执行率舍入”？）\n错误 TEMPLATE-PARAM：参数“执行率舍入”不能是“向上”。（可选：四舍五入、进一、截断、四舍六入五成双）"
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

// Forms that are wrong, and what their author reads.
func TestPrepareErrors(t *testing.T) {
	num := func(name, compute string) *Field { return &Field{Name: name, Kind: Number, Compute: compute} }
	for _, c := range []struct {
		name   string
		fields []*Field
		want   string
	}{
		{"cycle", []*Field{num("甲", "乙 + 1"), num("乙", "丙 * 2"), num("丙", "甲")}, "互相计算，没有尽头：甲 → 乙 → 丙 → 甲。"},
		{"itself", []*Field{num("甲", "甲 + 1")}, "甲 → 甲"},
		{"through rows", []*Field{{Name: "表", Kind: Rows, Fields: []*Field{num("额", "总 / 2")}},
			num("总", "合计(表, .额)")}, "表 额 → 总 → 表 额"},
		{"misspelt", []*Field{num("全年执行数", ""), num("甲", "全年执行 * 2")},
			"“甲”的算式：表达式“全年执行 * 2”第 1 字：没有名为“全年执行”的项（您是不是要写“全年执行数”？）"},
		{"text for a number", []*Field{num("甲", `"x"`)}, "“甲”应是数，它的算式给出文字。"},
		{"number for a text", []*Field{{Name: "甲", Compute: "1"}}, "数写成文字用 文(…)"},
		{"condition is no condition", []*Field{{Name: "甲", Kind: Number, Compute: "1", When: "2"}}, "计算条件应是是否"},
		{"twice", []*Field{num("甲", ""), num("甲", "")}, "字段“甲”写了两次。"},
		{"format", []*Field{{Name: "甲", Kind: Number, Format: "0,0"}}, "格式“0,0”不认识"},
		{"reserved", []*Field{{Name: "参数"}}, "字段名“参数”已另有用处"},
		{"dot", []*Field{{Name: "a.b"}}, "不能有"},
		{"empty group", []*Field{{Name: "甲", Kind: Group}}, "却没有字段"},
		{"when alone", []*Field{{Name: "甲", When: "true"}}, "没有算式"},
	} {
		f := &Form{ID: "t", Fields: c.fields}
		err := f.Prepare()
		if _, ok := err.(*finding.TemplateError); !ok || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s:\n got %v\nwant %s", c.name, err, c.want)
		}
	}
}

func TestRequiredButNotComputable(t *testing.T) {
	f := &Form{ID: "t", Fields: []*Field{{Name: "甲", Kind: Number},
		{Name: "乙", Kind: Number, Required: true, Compute: "甲 * 2"}}}
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	r := mustBind(t, f, "a.json", `{}`)
	err := r.Compute(nil)
	if err == nil || !strings.Contains(err.Error(), "“乙”没有填写，也算不出来。（算式是 甲 * 2）") {
		t.Error(err)
	}
}

// A rule of the kind the checks are made of, in the row it is for, with 本组 of a layout.
func TestRowScope(t *testing.T) {
	f := selfEvaluation(t)
	r := mustBind(t, f, "a.json", head+`"资金":{"年度资金总额":{}},"绩效指标":[
		{"一级指标":"产出指标","三级指标":"a","分值":"7","得分":"8"},{"一级指标":"产出指标","三级指标":"b","分值":"3","得分":"3"},{"一级指标":"效益指标","三级指标":"c","分值":"5","得分":"4"}]}`)
	rows := f.body.Field("绩效指标")
	in := f.Root().In(rows)
	score := mustCompile(t, in, "0 <= 得分 and 得分 <= 分值")
	level := mustCompile(t, in, "合计(筛选(绩效指标, .一级指标 == 一级指标), .分值)")
	group := mustCompile(t, f.Root().With("本组", rows), "合计(本组, .得分)")
	items := r.Value("绩效指标").Rows
	if x, err := group.Eval(r.Root().With("本组", items[1:])); err != nil || x.String() != "7" {
		t.Error(x, err)
	}
	if x, err := group.Eval(r.Root().With("本组", nil)); err != nil || !x.Absent() {
		t.Error(x, err)
	}
	got := ""
	for _, row := range items {
		at := r.Root().In(row)
		s, err := score.Eval(at)
		if err != nil {
			t.Fatal(err)
		}
		l, err := level.Eval(at)
		if err != nil {
			t.Fatal(err)
		}
		got += at.Lookup("三级指标").Text + s.String() + l.String() + " "
	}
	if got != "a否10 b是10 c是5 " {
		t.Error(got)
	}
}

// The prints of Shanghai known to us: the rate is rounded up, the score from the printed rate.
func TestShanghaiRounding(t *testing.T) {
	f := selfEvaluation(t)
	for _, c := range []struct{ spent, budget, up, half, fromUp string }{
		{"18233182.14", "18610104", "97.98%", "97.97%", "9.8"},
		{"281411", "283541", "99.25%", "99.25%", "9.93"},
		{"161000", "162913", "98.83%", "98.83%", "9.88"},
		{"215457.6", "250000", "86.19%", "86.18%", "8.62"},
		{"9034", "20000", "45.17%", "45.17%", "4.52"},
	} {
		for mode, want := range map[string]string{number.Up: c.up, number.HalfUp: c.half} {
			r := mustBind(t, f, "a.json",
				`{"年度":"2022","项目名称":"甲","主管部门":"乙","实施单位":"丙","资金":{"年度资金总额":{"全年预算数":"`+c.budget+`","全年执行数":"`+c.spent+`"}}}`)
			if err := r.Compute(Params{"执行率舍入": mode}); err != nil {
				t.Fatal(err)
			}
			rate, score := r.Value("资金.年度资金总额.执行率"), r.Value("资金.年度资金总额.得分")
			if rate.Text != want || rate.Origin != Computed {
				t.Errorf("%s/%s %s: %s, want %s", c.spent, c.budget, mode, rate.Text, want)
			}
			if mode == number.Up && score.Text != c.fromUp {
				t.Errorf("%s/%s score %s, want %s", c.spent, c.budget, score.Text, c.fromUp)
			}
		}
	}
}
