package sample_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/internal/summary"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// fit are the rules a record must keep to be shown to anyone. Each says what is wrong with a value, "" if nothing.
var fit = []struct {
	name string
	ok   func(r *model.Record, v *model.Value) bool
}{
	{"a grade is a grade", func(_ *model.Record, v *model.Value) bool {
		return !strings.Contains(v.Field.Name, "等级") || slices.Contains([]string{"优", "良", "中", "差"}, v.Text)
	}},
	{"a unit is a unit", func(_ *model.Record, v *model.Value) bool {
		return v.Field.Name != "度量单位" || slices.Contains(units, v.Text)
	}},
	{"a date is a date of the years", func(r *model.Record, v *model.Value) bool {
		if v.Field.Kind != model.Date {
			return true
		}
		d, is := quantity.ReadDate(v.Text)
		return is == quantity.ADate && (d.Year == 2024 || d.Year == 2025)
	}},
	{"amounts have the size of a project in the form's unit", func(r *model.Record, v *model.Value) bool {
		if v.Field.Kind != model.Money || !v.HasNum || v.Num.IsZero() || r.Form.ID == "final-accounts" {
			return true
		}
		yuan := v.Num
		if r.Layout != "goal-declaration/shanghai" && r.Layout != "self-evaluation/shanghai" {
			yuan = yuan.Shift(4)
		}
		return yuan.GreaterThan(decimal.New(100, 0)) && yuan.LessThan(decimal.New(3, 9)) && yuan.Mod(decimal.New(100, 0)).IsZero()
	}},
	{"a rate is at most 100 %", func(_ *model.Record, v *model.Value) bool {
		return v.Field.Kind != model.Rate || !v.HasNum || !v.Num.IsNegative() && !v.Num.GreaterThan(decimal.New(1, 0))
	}},
	{"points are points", func(_ *model.Record, v *model.Value) bool {
		return v.Field.Kind != model.Score || !v.HasNum || !v.Num.IsNegative() && !v.Num.GreaterThan(decimal.New(100, 0))
	}},
	{"nobody has a telephone that rings", func(_ *model.Record, v *model.Value) bool {
		return !strings.Contains(v.Field.Name, "电话") || strings.HasPrefix(v.Text, "5550")
	}},
	{"a goal has no more than three parts", func(_ *model.Record, v *model.Value) bool {
		return v.Field.Name != "年度绩效目标" || goalName.MatchString(v.Text)
	}},
	{"nothing is left to fill in", func(_ *model.Record, v *model.Value) bool { return !strings.ContainsAny(v.Text, "〔〕{}") }},
}

var (
	units    = []string{"%", "处", "个", "间", "套", "次", "人次", "场", "小时", "元", "万元", "万人", ""}
	goalName = regexp.MustCompile(`^年度绩效目标[123]（[\d.]+分）$`)
)

// Invented records can be shown to a minister: whatever the layout and the seed, the checks of the form find nothing
// at all, and no value is out of place.
func TestFitToBeShown(t *testing.T) {
	racing.Apart(t)
	n := 6 // of each layout
	if racing.Full() {
		n = 40
	}
	for _, i := range templates.Embedded().List() {
		l, err := templates.Embedded().Layout(i.ID)
		if err != nil {
			t.Fatal(err)
		}
		a := &audit.Auditor{Library: templates.Embedded()}
		texts := map[string]bool{}
		sum, _ := summary.Compile(l.Form, l.Params)
		for k := range n {
			line := sample.Append(nil, l.Form, sample.Options{Layout: i.ID, Seed: uint64(k), Summary: sum}, k*7)
			texts[string(line)] = true
			err := data.Read("x.jsonl", line, func(d *data.Value, err error) error {
				if err != nil {
					return err
				}
				o, err := a.Check(d)
				if err != nil {
					return err
				}
				for _, f := range o.Findings {
					t.Errorf("%s seed %d: %v", i.ID, k, f)
				}
				if o.Record != nil {
					seen(t, i.ID, k, o.Record)
				}
				return nil
			})
			if err != nil {
				t.Fatalf("%s: %v", i.ID, finding.Of(err))
			}
		}
		if len(texts) < n {
			t.Errorf("%s: of %d records %d are different", i.ID, n, len(texts))
		}
		if l, err := a.Together(); err != nil || len(l) > 0 && l.HasErrors() {
			t.Errorf("%s together: %v %v", i.ID, l, err)
		}
	}
}

// seen looks at every value of a record, and at what two of them say together.
func seen(t *testing.T, id string, seed int, r *model.Record) {
	t.Helper()
	r.Body.Each(func(v *model.Value) {
		if v.Origin == model.Absent || v.Field == nil || v.Field.Kind == model.Group || v.Field.Kind == model.Rows {
			return
		}
		for _, rule := range fit {
			if !rule.ok(r, v) {
				t.Errorf("%s seed %d: %s: %s is %q", id, seed, rule.name, v.Place(), v.Shown(""))
			}
		}
	})
	from, to := r.Value("计划开始日期"), r.Value("计划完成日期")
	if from != nil && to != nil {
		a, _ := quantity.ReadDate(from.Text)
		b, _ := quantity.ReadDate(to.Text)
		if a.Year*10000+a.Month*100+a.Day >= b.Year*10000+b.Month*100+b.Day {
			t.Errorf("%s seed %d: begins %s and ends %s", id, seed, from.Text, to.Text)
		}
	}
	if v := r.Value("总分.分值"); v != nil && !v.Num.Equal(decimal.New(100, 0)) {
		t.Errorf("%s seed %d: points add up to %v", id, seed, v.Num)
	}
}
