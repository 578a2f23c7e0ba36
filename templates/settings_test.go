package templates

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestOwnSettings: a file of settings says those that differ; what is wrong is told with its own place, and no shipped
// form or layout is blamed for it.
func TestOwnSettings(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"one of them", "params:\n  评分容差: \"0.5\"\n", ""},
		{"a new one", "params:\n  本地: {default: 甲, choices: [甲, 乙]}\n", ""},
		{"a choice, and no list", "params:\n  执行率看来源: 是\n", ""},
		{"no choice", "params:\n  执行率看来源: 要\n", "params.yaml:2:3 错误 FORM-PARAM：参数“执行率看来源”的 default 不在 choices 之中"},
		{"what is printed is computed with it", "params:\n  执行率舍入: 截断\n", "params.yaml:2:3 错误 LAYOUT-NAME-SHIPPED：自带的表单 department 用参数“执行率舍入”"},
		{"the same default", "params:\n  执行率舍入: 四舍五入\n", ""},
	} {
		dir := write(t, map[string]string{"checks/params.yaml": c.text})
		list, err := Embedded().Lint(filepath.Join(dir, "checks/params.yaml"), nil)
		if s := list.String(); err != nil || c.want == "" && s != "" || !strings.Contains(s, c.want) || strings.Count(s, "错误") > 1 {
			t.Errorf("%s: %v %s", c.name, err, s)
		}
	}
	lib, err := Open(write(t, map[string]string{"checks/params.yaml": "params: {评分容差: \"0.5\"}\n"}), Embedded())
	if err != nil {
		t.Fatal(err)
	}
	l, err := lib.Layout("self-evaluation/national")
	if err != nil || l.Params["评分容差"] != "0.5" || l.Params["执行率舍入"] != "四舍五入" {
		t.Errorf("%v %v", err, l)
	}
}

// TestFormless: checks without a form beside them are nobody's.
func TestFormless(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"self-evaluation/checks.yaml", "LAYOUT-NAME-SHIPPED：表单 self-evaluation 是程序自带的，校验也用自带的"},
		{"mine/checks.yaml", "LAYOUT-UNKNOWN-FORM：旁边没有 form.yaml，没有表单用这个文件"},
	} {
		dir := write(t, map[string]string{c.file: "checks: []\n"})
		list, err := Embedded().Lint(filepath.Join(dir, c.file), nil)
		if err != nil || !strings.Contains(list.String(), c.want) {
			t.Errorf("%s: %v %s", c.file, err, list)
		}
	}
}

// TestFieldsAlike: fields defined alike may be written together in a form as in a layout.
func TestFieldsAlike(t *testing.T) {
	for _, c := range []struct{ fields, want, names string }{
		{"制表人, 审核人: text", "", "制表人 审核人"},
		{"资金:\n  fields:\n    预算,  执行: money", "", "资金 资金.预算 资金.执行"},
		{"甲,乙: text", "警告 FORM-FIELD-NAME：“甲,乙”是一个字段，名字里有逗号", "甲,乙"},
		{"甲，乙: text", "", "甲，乙"},
		{"甲: text\n甲, 乙: text", "TEMPLATE-DUPLICATE-KEY：字段“甲”重复", ""},
	} {
		f := readForm("form.yaml", []byte(formOf(c.fields)))
		if s := f.List.String(); c.want == "" && s != "" || !strings.Contains(s, c.want) {
			t.Errorf("%s: %s", c.fields, s)
		}
		got := ""
		for _, x := range f.form.Fields {
			got += " " + x.Name
			for _, y := range x.Fields {
				got += " " + x.Name + "." + y.Name
			}
		}
		if c.names != "" && got != " "+c.names {
			t.Errorf("%s: %s", c.fields, got)
		}
	}
}

// TestAllAtOnce: a key that is not known hides no other mistake.
func TestAllAtOnce(t *testing.T) {
	dir := write(t, map[string]string{"f/form.yaml": formOf("甲: text"),
		"f/x.yaml": "layout: f/x\nversion: \"1\"\nname: 试\nfarben: 红\ncolumns: [10, 10]\nrows: |\n  | 甲 | {甲} | 乙 |\n"})
	list, err := Embedded().Lint(filepath.Join(dir, "f/x.yaml"), nil)
	if s := list.String(); err != nil || !strings.Contains(s, "没有“farben”") || !strings.Contains(s, "LAYOUT-CELL-COUNT") {
		t.Error(s)
	}
}
