package summary_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/summary"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// accounts is a form whose rate is rounded in whichever mode its setting names.
func accounts(t *testing.T) *model.Form {
	t.Helper()
	f := &model.Form{ID: "f", Name: "账", Title: "名", Params: []model.Param{{Name: "尾数", Default: "四舍五入"}}, Fields: []*model.Field{
		{Name: "名", Kind: model.Text}, {Name: "预算", Kind: model.Money}, {Name: "执行", Kind: model.Money},
		{Name: "率", Kind: model.Rate, Format: "0.00%", Compute: "舍入(执行 / 预算, 4, 参数.尾数)"}},
		Summary: model.Summary{Unit: `"元"`, Budget: "预算", Spent: "执行", Rate: "舍入(spent / budget, 4, 参数.尾数)"}}
	if err := f.Prepare(); err != nil {
		t.Fatal(err)
	}
	return f
}

func record(t *testing.T, f *model.Form, p model.Params, text string) (r *model.Record) {
	t.Helper()
	err := data.Read("表.json", []byte(text), func(d *data.Value, err error) error {
		if err == nil {
			r, err = model.Bind(d, f)
		}
		if err == nil {
			err = r.Compute(p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The rate of a summary is the form's own, in every rounding mode, for halves, for negative amounts, for nothing.
func TestRateIsTheFormsOwn(t *testing.T) {
	f := accounts(t)
	seen := map[string]bool{}
	for _, mode := range []string{"四舍五入", "四舍六入五成双", "进一", "截断"} {
		p := model.Params{"尾数": mode}
		s, list := summary.Compile(f, p)
		if list != nil {
			t.Fatal(list)
		}
		for _, c := range [][2]string{{"1000", "979.85"}, {"1000", "979.75"}, {"-1000", "979.85"}, {"1000", "-979.85"}, {"-1000", "-979.85"},
			{"3", "1"}, {"3", "-1"}, {"3", "2"}, {"1000", "0"}, {"0", "5"}, {"250000000.00", "112925000.01"}, {"0.01", "99999999999.99"}} {
			r := record(t, f, p, fmt.Sprintf(`{"预算": %q, "执行": %q}`, c[0], c[1]))
			want := r.Value("率")
			own := ""
			if want != nil {
				own = want.Shown("")
			}
			got, err := s.Rate(decimal.RequireFromString(c[0]), decimal.RequireFromString(c[1]))
			if err != nil || got != own {
				t.Errorf("%s of %s, %s: %s %v, the form says %s", c[1], c[0], mode, got, err, own)
			}
			seen[mode+own] = true
		}
	}
	for _, want := range []string{"四舍五入97.99%", "四舍六入五成双97.98%", "进一-97.99%", "截断-97.98%", "四舍五入"} {
		if !seen[want] {
			t.Errorf("no case gives %s; have %v", want, seen)
		}
	}
}

// A rounding mode that is none is an error of the form, not a rate.
func TestUnknownRounding(t *testing.T) {
	s, _ := summary.Compile(accounts(t), model.Params{"尾数": "随便"})
	if got, err := s.Rate(decimal.New(3, 0), decimal.New(1, 0)); err == nil {
		t.Errorf("%q", got)
	}
}

// The shipped forms say what reports need, layout by layout: a layout that leaves a field out lacks that figure only.
func TestShipped(t *testing.T) {
	for _, c := range []struct{ layout, record, unit, grades, want string }{
		{"self-evaluation/shanghai", `{"年度": "2022", "项目名称": "甲", "主管部门": "乙", "实施单位": "丙", "资金": {"年度资金总额": {"全年预算数": "1000", "全年执行数": "979.8"}},
			"绩效指标": [{"三级指标": "丁", "分值": "90", "得分": "80.5"}]}`, "元", "[优 良 合格 不合格]", "{1000 979.8 90.30 优}"},
		{"department/national", `{"年度": "2022", "部门名称": "甲", "资金": {"基本支出": {"全年预算数": "7"}}}`, "", "[]", "{7.00   }"},
		{"goal-declaration/shanghai", `{"年度": "2022", "项目名称": "甲"}`, "元", "[]", "{   }"},
	} {
		l, err := templates.Embedded().Layout(c.layout)
		if err != nil {
			t.Fatal(err)
		}
		s, list := summary.Compile(l.Form, l.Params)
		if list != nil {
			t.Errorf("%s: %v", c.layout, list)
		}
		got, err := s.Of(record(t, l.Form, l.Params, c.record))
		if err != nil || s.Unit != c.unit || fmt.Sprint(s.Grades) != c.grades || fmt.Sprint(got) != c.want {
			t.Errorf("%s: %q %v %v %v, want %q %s %s", c.layout, s.Unit, s.Grades, got, err, c.unit, c.grades, c.want)
		}
	}
}

// What does not compile is left out and said, all of it, each at its place.
func TestLeftOut(t *testing.T) {
	f := accounts(t)
	f.Summary.Score, f.Summary.Groups, f.Summary.Rows = "得分", []string{"名", "处"}, []string{"甲"}
	f.Summary.Unit = "预算"
	f.Summary.Pos = map[string][]finding.Pos{"score": {{Line: 7}}, "groups": {{}, {Line: 8}}, "rows": {{Line: 9}}, "unit": {{Line: 10}}}
	s, list := summary.Compile(f, nil)
	lines := map[int]bool{}
	for _, f := range list {
		lines[f.Pos.Line] = f.Code == "FORM-SUMMARY"
	}
	if len(list) != 4 || !lines[7] || !lines[8] || !lines[9] || !lines[10] {
		t.Errorf("%v", list)
	}
	if got, err := s.Of(record(t, f, nil, `{"预算": "5"}`)); err != nil || got.Budget != "5" || got.Score != "" || s.Unit != "" {
		t.Errorf("%+v %q %v", got, s.Unit, err)
	}
}
