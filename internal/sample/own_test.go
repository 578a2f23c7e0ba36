package sample

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// ownForm is a form this package knows nothing of, with a list in a list.
const ownForm = `form: detail
name: 明细表
fields:
  单位: text
  主管部门编码: text
  单位职能概述: text
  制表人, 受托人: text
  其他需要说明事项: text
  类别:
    kind: list
    fields:
      名称: text
      明细:
        kind: list
        fields:
          分类: text
          预算数: money
          支出数: money
          偏差原因: text
`

// made makes a record of a layout, and binds it.
func made(t *testing.T, l *templates.Library, id string, c Case) *model.Record {
	t.Helper()
	layout, err := l.Layout(id)
	if err != nil {
		t.Fatal(err)
	}
	var r *model.Record
	e := render.Engine{Library: l}
	line := Append(nil, layout.Form, Options{Layout: id, Seed: 1, Case: c}, 0)
	if err := data.Read("x.jsonl", line, func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		f, err := e.Load(t.Context(), d, "")
		if err == nil {
			r = f.Record
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return r
}

func ownLibrary() *templates.Library {
	return templates.Over(fstest.MapFS{"detail/form.yaml": {Data: []byte(ownForm)},
		"detail/a.yaml": {Data: []byte("layout: detail/a@1\ncolumns: [40]\nwithout: []\nrows: '| {单位} |'\n")}}, templates.Embedded())
}

// Of lists in a list one is long: all together are not the product of both.
func TestNestedLists(t *testing.T) {
	for c, want := range map[Case][2]int{Full: {12, 12 + 11*2}, Longest: {60, 60 + 59*2}, Many: {200, 200 + 199*2}, Empty: {0, 0}} {
		outer, inner := 0, 0
		made(t, ownLibrary(), "detail/a", c).Body.Each(func(v *model.Value) {
			if v.Field != nil && v.Field.Name == "名称" {
				outer++
			}
			if v.Field != nil && v.Field.Name == "分类" {
				inner++
			}
		})
		if outer != want[0] || inner != want[1] {
			t.Errorf("%s: %d items and %d in them, want %v", Cases[c], outer, inner, want)
		}
	}
}

// The longest record leaves no text empty; the very long ones stand in the first rows of a list.
func TestLongestLeavesNothing(t *testing.T) {
	for _, id := range []string{"detail/a", "self-evaluation/national", "review/shanghai"} {
		long := 0
		made(t, ownLibrary(), id, Longest).Body.Each(func(v *model.Value) {
			if v.Field == nil || !wordy(v.Field) || v.Field.Aside || v.Field.Compute != "" {
				return
			}
			if v.Text == "" {
				t.Errorf("%s: %s is empty", id, v.Place())
			}
			if strings.Contains(v.Field.Name, "偏差原因") && len([]rune(v.Text)) == 200 {
				long++
			}
		})
		if strings.HasPrefix(id, "self-evaluation") && long != longRows {
			t.Errorf("%s: %d long reasons", id, long)
		}
	}
}

// What is said in fields of forms nobody has seen is what their names ask for.
func TestOwnFormMadeUp(t *testing.T) {
	r := made(t, ownLibrary(), "detail/a", Full)
	at := func(path string) string { return r.Value(path).Text }
	if s := at("单位"); !strings.HasPrefix(s, "市") {
		t.Errorf("an office: %s", s)
	}
	if s := at("主管部门编码"); len(s) != 3 || strings.Trim(s, "0123456789") != "" {
		t.Errorf("a code: %s", s)
	}
	if s := at("单位职能概述"); !strings.HasPrefix(s, "承担") {
		t.Errorf("what an office does: %s", s)
	}
	for _, n := range []string{"制表人", "受托人"} {
		if s := []rune(at(n)); len(s) < 2 || len(s) > 4 {
			t.Errorf("a person: %s", string(s))
		}
	}
	classes, last := 0, ""
	var budget decimal.Decimal
	r.Body.Each(func(v *model.Value) {
		switch {
		case v.Field == nil:
		case v.Field.Name == "分类" && v.Text != last:
			classes, last = classes+1, v.Text
		case v.Field.Name == "预算数":
			budget = v.Num
		case v.Field.Name == "支出数" && v.Num.GreaterThan(budget):
			t.Errorf("%s is more than was planned: %v of %v", v.Place(), v.Num, budget)
		}
	})
	if classes < 3 || classes > 15 {
		t.Errorf("%d changes of class in 34 rows", classes)
	}
}

// Points are for the total of the money: a source has a dash, which is no mistake.
func TestSourcesHaveNoPoints(t *testing.T) {
	r := made(t, templates.Embedded(), "self-evaluation/national", Full)
	for _, p := range []string{"资金.当年财政拨款.分值", "资金.其他资金.得分"} {
		if s := r.Value(p).Text; s != "—" {
			t.Errorf("%s is %q", p, s)
		}
	}
}
