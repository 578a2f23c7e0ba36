package model

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// sums is a form with the kinds of sums there are: over a list, over named lines, over named fields, of two sums.
func sums(t *testing.T, sparse bool) *Form {
	t.Helper()
	line := func(name string) *Field {
		return &Field{Name: name, Kind: Group, Fields: []*Field{{Name: "预算", Kind: Money}, {Name: "执行", Kind: Money}}}
	}
	f := &Form{ID: "f", Title: "名称", Sparse: sparse, Fields: []*Field{
		{Name: "名称", Kind: Text},
		{Name: "资金", Kind: Group, Fields: []*Field{
			{Name: "总额", Kind: Group, Fields: []*Field{
				{Name: "预算", Kind: Money, Compute: "合计(资金.甲.预算, 资金.乙.预算)"},
				{Name: "执行", Kind: Money, Compute: "合计(资金.甲.执行, 资金.乙.执行)"}}},
			line("甲"), line("乙")}},
		{Name: "指标", Kind: Rows, Fields: []*Field{{Name: "名", Kind: Text}, {Name: "得分", Kind: Score},
			{Name: "数量", Kind: Number}, {Name: "单价", Kind: Money}}},
		{Name: "总价", Kind: Money, Compute: "合计(指标, .数量 * .单价)"},
		{Name: "平均分", Kind: Score, Compute: "平均(指标, .得分)"},
		{Name: "表", Kind: Group, Fields: []*Field{{Name: "甲", Kind: Money}, {Name: "乙", Kind: Money},
			{Name: "计", Kind: Money, Compute: "合计(甲, 乙)"}}},
		{Name: "加分", Kind: Score},
		{Name: "总分", Kind: Score, Compute: "加分 + 合计(指标, .得分)"},
	}}
	if err := f.Prepare(); err != nil {
		t.Fatal(finding.Of(err))
	}
	return f
}

// A computed sum that lacks a part is reported, with the part; what is meant to be empty and what was entered is not.
func TestParts(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"all there", `{"加分": 1, "指标": [{"得分": 5}, {"得分": 4}]}`, ""},
		{"none there", `{"指标": [{"名": "甲"}, {"名": "乙"}]}`, ""},
		{"nothing", `{}`, ""},
		{"one of a list", `{"加分": 1, "指标": [{"得分": 5}, {"名": "乙"}, {"得分": 4}]}`,
			"警告 平均分|指标 第 2 行 得分; 警告 总分|指标 第 2 行 得分"},
		{"null is left out", `{"加分": 1, "总分": 9, "指标": [{"得分": 5}, {"名": "乙", "得分": null}]}`, "警告 平均分|指标 第 2 行 得分"},
		{"meant to be empty", `{"加分": 1, "指标": [{"得分": 5}, {"得分": ""}, {"得分": " "}, {"得分": "/"}, {}]}`, ""},
		{"unreadable is said otherwise", `{"加分": 1, "指标": [{"得分": 5}, {"得分": "约5"}, {"名": "丙"}]}`, ""},
		{"entered", `{"加分": 1, "平均分": 5, "总分": "10", "指标": [{"得分": 5}, {"名": "乙"}]}`, ""},
		{"reckoned", `{"指标": [{"数量": 2, "单价": 3}, {"数量": 4}]}`, "警告 总价|指标 第 2 行："},
		{"an addition", `{"指标": [{"得分": 5}]}`, "警告 总分|算不出来：加分 没有填写"},
		{"a cell of a line", `{"资金": {"甲": {"预算": 5, "执行": 4}, "乙": {"预算": 3}}}`, "警告 资金 总额 执行|资金 乙 执行"},
		{"a line", `{"资金": {"甲": {"预算": 5, "执行": 4}}}`, "提示 资金|资金 乙 预算、资金 乙 执行"},
		{"a field beside the total", `{"表": {"甲": 5}}`, "提示 表|表 乙"},
		{"many", `{"加分": 1, "平均分": 5, "指标": [{"得分": 5}, {"名":"b"}, {"名":"c"}, {"名":"d"}, {"名":"e"}]}`,
			"警告 总分|指标 第 2 行 得分、指标 第 3 行 得分、指标 第 4 行 得分等 4 处"},
	} {
		for _, sparse := range []bool{false, true} {
			f := sums(t, sparse)
			var got []finding.Finding
			err := data.Read("x.json", []byte(c.data), func(d *data.Value, err error) error {
				if err != nil {
					return err
				}
				r, err := Bind(d, f)
				if err == nil {
					err = r.Compute(nil)
				}
				for _, n := range r.Notes {
					if n.Code == "DATA-PART" {
						got = append(got, n)
					}
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			var want []string
			if c.want != "" && (!sparse || strings.Contains(c.want, "算不出来")) {
				want = strings.Split(c.want, "; ")
			}
			ok := len(got) == len(want)
			for i := 0; ok && i < len(got); i++ {
				head, says, _ := strings.Cut(want[i], "|")
				ok = got[i].Severity.Chinese()+" "+got[i].Place == head && strings.Contains(got[i].Message, says) &&
					got[i].English != ""
			}
			if !ok {
				t.Errorf("%s, sparse %v: %v, want %v", c.name, sparse, got, want)
			}
		}
	}
}
