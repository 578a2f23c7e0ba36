package templates

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/yamltree"
)

// formMistakes is the catalogue of what can be wrong with a form.yaml; § marks the place that must be named.
var formMistakes = []struct{ name, form, code, says string }{
	{"no fields", "form: f\nname: 表\n", "FORM-MISSING-KEY", "表单缺“fields”"},
	{"unknown key", "form: f\nname: 表\n§feilds: {}\nfields: {甲: text}", "TEMPLATE-UNKNOWN-KEY", "表单没有“feilds”这一项（您是不是要写“fields”？）"},
	{"unknown kind", "form: f\nname: 表\nfields: {甲: §mony}", "FORM-KIND", "没有“mony”这种字段（您是不是要写“money”？）"},
	{"kind of a list in short", "form: f\nname: 表\nfields: {甲: §list}", "FORM-KIND", "没有“list”这种字段"},
	{"unknown attribute", "form: f\nname: 表\nfields: {甲: {kind: text, §requird: true}}", "TEMPLATE-UNKNOWN-KEY", "字段没有“requird”这一项（您是不是要写“required”？）"},
	{"duplicate field", "form: f\nname: 表\nfields:\n  甲: text\n  §甲: money", "TEMPLATE-DUPLICATE-KEY", "键“甲”重复，第 4 行已有"},
	{"field name", "form: f\nname: 表\nfields: {§甲.乙: text}", "FORM-FIELD-NAME", "字段名“甲.乙”不能为空"},
	{"reserved name", "form: f\nname: 表\nfields: {§本组: text}", "FORM-FIELD-NAME", "“本组”是保留的名字，不能作字段名（换一个名字）"},
	{"group without fields", "form: f\nname: 表\nfields: {§甲: {kind: group}}", "FORM-FIELD", "“甲”没有下级字段（用 fields: 或 type: 写出）"},
	{"text with fields", "form: f\nname: 表\nfields: {§甲: {kind: text, fields: {乙: text}}}", "FORM-FIELD", "“甲”的 kind 不能有下级字段"},
	{"choice without choices", "form: f\nname: 表\nfields: {§甲: {kind: choice}}", "FORM-FIELD", "选择字段“甲”没有 choices"},
	{"choice twice", "form: f\nname: 表\nfields: {甲: {choices: [乙, §乙]}}", "FORM-FIELD", "选项“乙”重复"},
	{"several of a text", "form: f\nname: 表\nfields: {甲: {kind: text, §multiple: true}}", "FORM-FIELD", "只有选择字段（choice）可以 multiple"},
	{"format", "form: f\nname: 表\nfields: {甲: {kind: money, format: §0.0.0}}", "LAYOUT-FORMAT", "不认识数字格式“0.0.0”"},
	{"unknown type", "form: f\nname: 表\ntypes: {资金行: {甲: text}}\nfields: {甲: {type: §资金}}", "FORM-TYPE", "没有类型“资金”（您是不是要写“资金行”？）"},
	{"type in itself", "form: f\nname: 表\ntypes:\n  甲:\n    乙: {type: §甲}\nfields: {丙: 甲}", "FORM-TYPE", "类型“甲”包含了自己"},
	{"kind changed", "form: f\nname: 表\ntypes: {甲: {乙: text}}\nfields: {丙: {type: 甲, fields: {乙: {§kind: money}}}}", "FORM-FIELD", "“乙”已有定义，不能改 kind"},
	{"parameter without default", "form: f\nname: 表\nparams: {§甲: {choices: [乙]}}\nfields: {甲: text}", "FORM-PARAM", "参数“甲”缺 default"},
	{"parameter default", "form: f\nname: 表\nparams: {甲: {default: §丙, choices: [乙]}}\nfields: {甲: text}", "FORM-PARAM", "参数“甲”的 default 不在 choices 之中"},
	{"max-length", "form: f\nname: 表\nfields: {甲: {kind: text, max-length: §-1}}", "TEMPLATE-NUMBER", "max-length应是 1 至 100000 的整数"},
	{"compute", "form: f\nname: 表\nfields: {甲: {kind: money, compute: §乙 + 1}}", "TEMPLATE-EXPRESSION", "没有名为“乙”的项"},
	{"title", "form: f\nname: 表\ntitle: §乙\nfields: {甲: text}", "TEMPLATE-EXPRESSION", "表的 title：表达式“乙”第 1 字：没有名为“乙”的项"},
	{"compute in a circle", "form: f\nname: 表\nfields: {甲: {kind: money, compute: §乙 + 1}, 乙: {kind: money, compute: 甲 + 1}}", "TEMPLATE-CYCLE", "甲"},
	{"summary", "form: f\nname: 表\nfields: {甲: money}\nsummary: §甲", "TEMPLATE-TYPE", "summary应是“键: 值”的集合"},
	{"summary key", "form: f\nname: 表\nfields: {甲: money}\nsummary: {§buget: 甲}", "TEMPLATE-UNKNOWN-KEY", "summary没有“buget”这一项（您是不是要写“budget”？）"},
	{"summary field", "form: f\nname: 表\nfields: {得分: score}\nsummary:\n  score: §得份", "FORM-SUMMARY", "summary 的 score：表达式“得份”第 1 字：没有名为“得份”的项（您是不是要写“得分”？）"},
	{"summary rate", "form: f\nname: 表\nfields: {甲: money}\nsummary: {rate: §甲 / budget}", "FORM-SUMMARY", "没有名为“甲”的项"},
	{"summary unit", "form: f\nname: 表\nfields: {甲: money}\nsummary: {unit: §元}", "FORM-SUMMARY", "summary 的 unit："},
	{"a function of checks", "form: f\nname: 表\nfields:\n  分: score\n  级: {kind: text, compute: §'得分级(分, \"优9\")'}", "TEMPLATE-EXPRESSION", "“得分级”是校验的函数"},
	{"summary function", "form: f\nname: 表\nfields: {分: score}\nsummary: {grade: §'得分及(分, \"优9\")'}", "FORM-SUMMARY", "您是不是要写“得分级”？"},
	{"summary group", "form: f\nname: 表\nfields: {单位: text}\nsummary: {groups: [单位, §单味]}", "FORM-SUMMARY", "您是不是要写“单位”？"},
	{"summary rows", "form: f\nname: 表\nfields: {甲: {kind: list, fields: {品名: text}}}\nsummary: {rows: [§名]}", "FORM-SUMMARY", "没有一个列表有“名”"},
	{"another form's folder", "form: g\nname: 表\nfields: {甲: text}", "FORM-FILE-NAME", "表单名“g”与文件夹“f”不符"},
	{"types that explode", "form: f\nname: 表\ntypes:\n" + bomb() + "fields: {甲: t9}", "FORM-TOO-LARGE", "字段超过 3000 个"},
}

// bomb is nine types of ten fields each of the type before: a thousand million fields written out.
func bomb() string {
	var b strings.Builder
	b.WriteString("  t0: {a: text}\n")
	for i := 1; i < 10; i++ {
		b.WriteString("  t" + string(rune('0'+i)) + ": {")
		for k := range 10 {
			b.WriteString("f" + string(rune('0'+k)) + ": t" + string(rune('0'+i-1)) + ", ")
		}
		b.WriteString("}\n")
	}
	return b.String()
}

func TestFormMistakes(t *testing.T) {
	for _, m := range formMistakes {
		t.Run(m.name, func(t *testing.T) {
			want := yamltree.Pos{}
			if before, _, ok := strings.Cut(m.form, "§"); ok {
				want.Line = strings.Count(before, "\n") + 1
				want.Col = len([]rune(before[strings.LastIndexByte(before, '\n')+1:])) + 1
			}
			_, err := library(strings.ReplaceAll(m.form, "§", ""), layoutOf(1, "rows: '| |'")).Layout("f/x")
			list := listOf(t, err)
			if len(list) == 0 || len(list) > 1 && m.code != "FORM-TOO-LARGE" {
				t.Fatalf("%d findings:\n%s", len(list), list)
			}
			f := list[0]
			line := f.Message
			if f.Hint != "" {
				line += "（" + f.Hint + "）"
			}
			if f.Code != m.code || !strings.Contains(line, m.says) {
				t.Errorf("have %s %s\nwant %s %s", f.Code, line, m.code, m.says)
			}
			if f.Pos.File != "t/f/form.yaml" || want.Line > 0 && (f.Pos.Line != want.Line || f.Pos.Col != want.Col) {
				t.Errorf("at %s, want %d:%d", f.Pos, want.Line, want.Col)
			}
		})
	}
}
