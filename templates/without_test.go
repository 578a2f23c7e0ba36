package templates

import (
	"strings"
	"testing"
)

// TestWithoutMeta: a layout may do without the fields that the form takes author and subject of documents from.
func TestWithoutMeta(t *testing.T) {
	form := "form: f\nname: 表\nauthor: 甲\nsubject: '{甲}表 {乙}'\nfields: {甲: text, 乙: text}\n"
	g := mustFill(t, mustLayout(t, form, layoutOf(2, "rows: '| {甲} | {乙} |'")), "{甲: 一, 乙: 二}")
	if g.Meta.Author != "一" || g.Meta.Subject != "一表 二" {
		t.Errorf("%+v", g.Meta)
	}
	g = mustFill(t, mustLayout(t, form, layoutOf(2, "without: [甲]\nrows: '| {乙} | 三 |'")), "{乙: 二}")
	if g.Meta.Author != "" || g.Meta.Subject != "表 二" {
		t.Errorf("%+v", g.Meta)
	}
}

// TestWithoutNeeded: what a field that is left out is still needed for is told where the layout says so, with what to
// write; fields printed nowhere are told in one line that can be pasted.
func TestWithoutNeeded(t *testing.T) {
	form := "form: f\nname: 表\nfields: {甲: money, 乙: money, 合: {kind: money, compute: 甲 + 乙}, 丙: text, '省、地': money}\n"
	for _, x := range []struct{ layout, says string }{
		{"without: [甲, 丙, '省、地']\nrows: '| {合} | {乙} |'",
			`5:11 错误 TEMPLATE-EXPRESSION：“甲”不要了，可是“合”还由它算出（写 fields: {合: {compute: ""}}，不再算它，照填的印；或写另一个算式）`},
		{"rows: '| {合} | {乙} |'", `1:1 警告 LAYOUT-FIELD-NOT-PRINTED：3 个字段没有打印的地方，记录填了就不能打印：甲、丙、省、地（在表上给它们各一格，或在 without 里加上 [甲, 丙, 省、地]）`},
		{"fields: {组: {fields: {子: text, 丑: {fields: {一: text, 二: text}}}}, 列: {kind: list, fields: {寅: text, 卯: text}}}\nrows: '| {合} | {组.子} |'",
			`8 个字段没有打印的地方，记录填了就不能打印：甲、乙、丙、省、地、组.丑（2 项）、列（2 项）（在表上给它们各一格，或在 without 里加上 [甲, 乙, 丙, 省、地, 组.丑, 列]）`},
		{"rows: '| {合} | {= 省、地 + 1} |'", `（“省、地”里有符号，算式里写成 本表["省、地"]；在一组里的写成 组["省、地"]）`},
	} {
		_, list := readLayout("l.yaml", []byte(layoutOf(2, x.layout)), files{}, library(form, "").form, nil)
		if got := list.String(); !strings.Contains(got, x.says) {
			t.Errorf("%s\nhave %s\nwant %s", x.layout, got, x.says)
		}
	}
}
