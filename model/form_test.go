package model

import (
	"os"
	"testing"

	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/number"
)

// selfEvaluation is a small form of the kind the project exists for.
func selfEvaluation(t testing.TB) *Form {
	t.Helper()
	money := func(name string) *Field { return &Field{Name: name, Kind: Money, Format: "#,##0.##"} }
	source := func(name string) *Field {
		return &Field{Name: name, Kind: Group, Fields: []*Field{money("年初预算数"), money("全年预算数"), money("全年执行数")}}
	}
	total := source("年度资金总额")
	total.Required = true
	total.Fields = append(total.Fields,
		&Field{Name: "分值", Kind: Score, Format: "0.##", Compute: "10"},
		&Field{Name: "执行率", Kind: Rate, Format: "0.00%", Compute: "舍入(全年执行数 / 全年预算数, 4, 参数.执行率舍入)"},
		&Field{Name: "得分", Kind: Score, Format: "0.##", Compute: "最小(分值, 舍入(分值 * 执行率, 2))"})
	f := &Form{
		ID: "self-evaluation", Name: "项目支出绩效自评表", Title: "项目名称",
		Params: []Param{{Name: "执行率舍入", Default: number.HalfUp, Choices: number.Modes}},
		Fields: []*Field{
			{Name: "年度", Kind: Year, Required: true, Hint: "四位数字"},
			{Name: "项目名称", Required: true},
			{Name: "主管部门", Required: true},
			{Name: "实施单位", Required: true},
			{Name: "资金", Kind: Group, Required: true, Fields: []*Field{total, source("当年财政拨款"), source("上年结转资金"),
				source("其他资金")}},
			{Name: "年度总体目标", Kind: Group, Fields: []*Field{{Name: "预期目标"}, {Name: "实际完成情况"}}},
			{Name: "绩效指标", Kind: Rows, Fields: []*Field{
				{Name: "一级指标", Choices: []string{"产出指标", "效益指标", "满意度指标"}}, {Name: "二级指标"},
				{Name: "三级指标", Required: true},
				{Name: "年度指标值"}, {Name: "实际完成值"},
				{Name: "分值", Kind: Score, Format: "0.##"}, {Name: "得分", Kind: Score, Format: "0.##"},
				{Name: "偏差原因分析及改进措施", MaxLen: 200}}},
			{Name: "总分", Kind: Group, Fields: []*Field{
				{Name: "分值", Kind: Score, Format: "0.##", Compute: "资金.年度资金总额.分值 + 合计(绩效指标, .分值)"},
				{Name: "得分", Kind: Score, Format: "0.00", Compute: "合计(资金.年度资金总额.得分, 合计(绩效指标, .得分))",
					When: "任一(绩效指标, not 空(.得分))"}}},
			{Name: "项目类别", Kind: Choice, Multiple: true, Choices: []string{"一次性项目", "经常性项目"}},
			{Name: "1-7月执行数", Kind: Money},
		},
	}
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	return f
}

// bind reads one record from text and binds it.
func bind(t testing.TB, f *Form, name, text string) (*Record, error) {
	t.Helper()
	var r *Record
	err := data.Read(name, []byte(text), func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		r, err = Bind(d, f)
		return err
	})
	return r, err
}

func mustBind(t testing.TB, f *Form, name, text string) *Record {
	t.Helper()
	r, err := bind(t, f, name, text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestSeeds(t *testing.T) {
	f := selfEvaluation(t)
	for _, c := range []struct{ file, total string }{{"seed-1.json", "89.80"}, {"seed-2.json", "89.93"},
		{"seed-3.json", "89.88"}} {
		b, err := os.ReadFile("../examples/" + c.file)
		if err != nil {
			t.Fatal(err)
		}
		r := mustBind(t, f, c.file, string(b))
		if len(r.Notes) > 0 {
			t.Errorf("%s: %s", c.file, r.Notes)
		}
		if err := r.Compute(Params{"执行率舍入": number.Up}); err != nil {
			t.Fatal(err)
		}
		if v := r.Value("总分.得分"); v.Text != c.total || v.Origin != Written {
			t.Errorf("%s: total %q", c.file, v.Text)
		}
		sum, err := mustCompile(t, f.Root(), "资金.年度资金总额.得分 + 合计(绩效指标, .得分) == 总分.得分").Eval(r.Root())
		if err != nil || !sum.True() {
			t.Errorf("%s: sum %v %v", c.file, sum, err)
		}
	}
}

func mustCompile(t testing.TB, s Scope, src string) *Formula {
	t.Helper()
	x, err := s.Compile(src)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

var _ = finding.Error
