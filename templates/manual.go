package templates

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Manual is what people who fill the form in, or write programs that do, should know of a layout, as Markdown: its
// source, the fields with kind, rule and computation, the settings, the checks. Errors: *finding.TemplateError of the
// checks.
func (l *Layout) Manual() ([]byte, error) {
	set, err := l.Checks()
	if err != nil {
		return nil, err
	}
	w := &manual{}
	w.f("# %s\n\n", l.Name)
	w.f("版式 `%s`", l.FullID())
	if l.Place != "" {
		w.f("，%s", l.Place)
	}
	w.f("；表单 `%s`（%s）\n\n", l.Form.ID, l.Form.Name)
	for _, x := range [][2]string{{"依据", l.Source}, {"核对", l.Confirmed}} {
		if x[1] != "" {
			w.f("- %s：%s\n", x[0], strings.TrimSpace(x[1]))
		}
	}
	for i := range l.tables {
		w.table(&l.tables[i])
	}
	w.f("\n写一份空记录：`gongbiao new -t %s -o 表.yaml`；给程序用的格式：`gongbiao schema -t %s`\n", l.ID, l.ID)
	w.f("\n## 字段\n\n写成文字的照原样打印；写成数字的按格式打印。“计算”一栏有算式的可以不填，不填则自动计算，填了就照填的打印。\n\n")
	w.f("| 字段 | 种类 | 必填 | 格式 | 填写 | 计算 |\n| --- | --- | --- | --- | --- | --- |\n")
	w.fields(l.Form.Fields, "")
	w.params(l)
	w.checks(set)
	return []byte(w.String()), nil
}

type manual struct{ strings.Builder }

func (w *manual) f(format string, args ...any) { fmt.Fprintf(w, format, args...) }

func (w *manual) table(t *table) {
	name := ""
	if t.name != "" {
		name = "“" + t.name + "”"
	}
	direction := "纵向"
	if t.paper.Landscape() {
		direction = "横向"
	}
	w.f("- 表%s：%d 列，%s %s，页边距 上 %s 右 %s 下 %s 左 %s mm\n", name, len(t.columns), t.paper.Name, direction,
		t.paper.Top.MMString(), t.paper.Right.MMString(), t.paper.Bottom.MMString(), t.paper.Left.MMString())
}

// kindNames are the kinds in words.
var kindNames = map[model.Kind]string{model.Text: "文字", model.Number: "数", model.Money: "金额", model.Rate: "比率",
	model.Score: "分", model.Date: "日期",
	model.Year: "年份", model.Choice: "选择", model.Group: "一组", model.Rows: "列表"}

func (w *manual) fields(fields []*model.Field, prefix string) {
	for _, f := range fields {
		required := ""
		if f.Required {
			required = "是"
		}
		var rules []string
		if len(f.Choices) > 0 {
			word := "常用："
			if f.Kind == model.Choice {
				word = "限："
			}
			rules = append(rules, word+strings.Join(f.Choices, "、"))
		}
		if f.MaxLen > 0 {
			rules = append(rules, fmt.Sprintf("不超过 %d 字", f.MaxLen))
		}
		if f.Hint != "" {
			rules = append(rules, f.Hint)
		}
		compute := code(f.Compute)
		if f.When != "" {
			compute += " 当 " + code(f.When)
		}
		name := prefix + f.Name
		if f.Kind == model.Rows {
			name += "[]"
		}
		w.f("| %s | %s | %s | %s | %s | %s |\n", cellText(name), kindOf(f), required, code(f.Format),
			cellText(strings.Join(rules, "；")), compute)
		w.fields(f.Fields, name+".")
	}
}

func kindOf(f *model.Field) string {
	if f.Multiple {
		return "多选"
	}
	if f.Picture {
		return "图片"
	}
	return kindNames[f.Kind]
}

func (w *manual) params(l *Layout) {
	if len(l.Form.Params) == 0 {
		return
	}
	w.f("\n## 设置\n\n在版式的 `params:` 里写；算式和校验里是 `参数.名称`。\n\n| 名称 | 这个版式 | 表单的默认 | 可选 |\n| --- | --- | --- | --- |\n")
	for _, p := range l.Form.Params {
		v := cellText(l.Params[p.Name])
		if v != cellText(p.Default) {
			v = "**" + v + "**"
		}
		w.f("| %s | %s | %s | %s |\n", cellText(p.Name), v, cellText(p.Default), cellText(strings.Join(p.Choices, "、")))
	}
}

var severityNames = map[finding.Severity]string{finding.Error: "错误", finding.Warning: "警告", finding.Note: "提示"}

func (w *manual) checks(set *check.Set) {
	all := set.Checks()
	if len(all) == 0 {
		return
	}
	w.f("\n## 校验\n\n`gongbiao check` 查这些；版式的 `checks:` 或 `--rules` 可以关闭或改级。\n\n| 代码 | 查什么 | 级别 | 对谁 | 条件 | 应成立 |\n| --- | --- | --- | --- | --- | --- |\n")
	for _, c := range all {
		over := "本表"
		switch {
		case c.Set != "":
			over = "成套，按" + c.Set
		case len(c.Groups) > 0:
			over = c.Rows + " 的每组（" + strings.Join(c.Groups, "、") + "）"
		case c.Rows != "":
			over = c.Rows + " 的每行"
		case len(c.Each) > 0:
			over = "每个" + c.As + "：" + strings.Join(c.Each, "、")
		}
		severity := severityNames[c.Severity]
		w.f("| %s | %s | %s | %s | %s | %s |\n", cellText(c.ID()), cellText(c.Name), severity, cellText(over), code(c.When), code(c.Holds))
	}
	for _, s := range set.Skipped() {
		w.f("\n不查 %s %s：%s\n", s.ID, s.Name, s.Why)
	}
}

// code is a piece of code in a cell of a Markdown table.
func code(s string) string {
	if s = oneLine(s); s == "" {
		return ""
	}
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if len(fence) > 1 {
		s = " " + s + " "
	}
	return fence + strings.ReplaceAll(s, "|", `\|`) + fence
}

// cellText is plain text in a cell of a Markdown table.
func cellText(s string) string {
	return strings.NewReplacer(`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "<", "&lt;", "[", `\[`, "]",
		`\]`).Replace(oneLine(s))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
