package performance_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// A rules file switches off, on, re-grades and sets parameters; the report can say so; a misspelt check or parameter
// is an error.
func TestRules(t *testing.T) {
	l, plain := checks(t, "self-evaluation/shanghai", "")
	_, s := checks(t, "self-evaluation/shanghai", "checks: {S4: off, F2.舍入: error, F7.样式: 警告, V2: note}\nparams: {评分容差: \"0.5\"}")
	severity := map[string]finding.Severity{}
	for _, c := range s.Checks() {
		severity[c.ID()] = c.Severity
	}
	if _, on := severity["S4"]; on || severity["F2.舍入"] != finding.Error || severity["V2"] != finding.Note || severity["F7.样式"] != finding.Warning {
		t.Errorf("%v", severity)
	}
	var said []string
	for _, x := range append(s.Skipped(), s.Graded()...) {
		said = append(said, x.ID+" "+x.Why)
	}
	for _, want := range []string{"S4 由 规则文件 rules.yaml 关闭", "S4.无值 由 规则文件 rules.yaml 关闭", "F2.舍入 由“提示”改为“错误”", "V2 由“警告”改为“提示”"} {
		if !strings.Contains(strings.Join(said, "\n"), want) {
			t.Errorf("the report does not say %q:\n%s", want, strings.Join(said, "\n"))
		}
	}
	for _, x := range plain.Skipped() { // what this form does not have is not checked
		if x.ID != "F7.样式" && x.Why != "默认不启用" && !strings.HasPrefix(x.Why, "没有") {
			t.Errorf("%v", x)
		}
	}
	data := consistent(t, "绩效指标.4.得分=7.9")
	if got := ids(run(t, plain, record(t, l, plain, data), nil)); !strings.Contains(strings.Join(got, " "), "S5") {
		t.Errorf("%v", got)
	}
	if got := ids(run(t, s, record(t, l, s, data), nil)); strings.Contains(strings.Join(got, " "), "S5") {
		t.Errorf("the tolerance of the rules file is not used: %v", got)
	}
	for text, want := range map[string]string{
		"checks: {S44: off}":    "没有校验“S44”",
		"checks: {S4.无直: off}":  "S4.无值",
		"params: {评分容茶: \"1\"}": "评分容差",
		"params: {评分容差: 很多}":    "评分容差",
		"checks: {S4: warming}": "warning",
		"check: {S4: off}":      "checks",
		"params: {金额单位: 千元}":    "万元",
	} {
		r, err := check.ParseRules("rules.yaml", []byte(text))
		if err == nil {
			_, err = l.Checks(r)
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

// In findings an indicator is called by its own name, a project by its, a subject of accounts by its, whatever the
// layout asks for.
func TestNamesOfRows(t *testing.T) {
	own := []string{"三级指标", "项目名称", "科目名称"}
	seen := map[string]bool{}
	for _, i := range templates.Embedded().List() {
		l, err := templates.Embedded().Layout(i.ID + "@" + i.Version)
		if err != nil {
			t.Fatal(err)
		}
		var lists func([]*model.Field)
		lists = func(fields []*model.Field) {
			for _, f := range fields {
				for _, name := range own {
					if f.Kind == model.Rows && f.Field(name) != nil {
						seen[name] = true
						if !slices.Contains(l.Form.Summary.Rows, name) {
							t.Errorf("%s: items of %s are not called by %s", l.ID, f.Name, name)
						}
					}
				}
				lists(f.Fields)
			}
		}
		lists(l.Form.Fields)
	}
	if len(seen) != len(own) {
		t.Errorf("seen only %v", seen)
	}
}

// Points out of proportion are an error where the layout says that its rule is binding, else a warning; rules win
// over both.
func TestProportionIsBindingWhereTheLayoutSaysSo(t *testing.T) {
	raw := consistent(t, "绩效指标.2.得分=7")
	for _, c := range []struct {
		layout, rules string
		want          finding.Severity
	}{
		{"self-evaluation/shanghai", "", finding.Error},
		{"self-evaluation/shanghai", "params: {按比例计分: 参考}", finding.Warning},
		{"self-evaluation/shanghai", "checks: {S4: note}", finding.Note},
		{"self-evaluation/national", "", finding.Warning},
	} {
		l, s := checks(t, c.layout, c.rules)
		said := false
		for _, f := range run(t, s, record(t, l, s, bytes.ReplaceAll(raw, []byte("self-evaluation/shanghai"), []byte(c.layout))), nil) {
			if f.Code == "S4" {
				said = true
				if f.Severity != c.want {
					t.Errorf("%s %s: %s, want %s", c.layout, c.rules, f.Severity, c.want)
				}
			}
		}
		if !said {
			t.Errorf("%s %s: nothing said of 7 points for 24 of 30", c.layout, c.rules)
		}
	}
}
