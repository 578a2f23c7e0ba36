package templates

import (
	"strings"
	"testing"
)

const bought = "明:\n  kind: list\n  fields: {部: text, 科: text, 品: text, 额: {kind: money, format: \"0.00\"}, 率: rate}"

// TestSubtotal: rows below every group of a list, of one field that merges, of several, and of fields that do not
// merge; 本组 is the group.
func TestSubtotal(t *testing.T) {
	const items = "明:\n- {部: 甲, 科: 一, 品: 纸, 额: 1.5}\n- {部: 甲, 科: 一, 品: 笔, 额: 2}\n- {部: 甲, 科: 二, 品: 墨, 额: '3.0'}\n- {部: 乙, 科: 二, 品: 灯}\n"
	for _, c := range []struct{ what, rows, record, want string }{
		{"the first field that merges", `
			- repeat: 明
			  merge: [部, 科]
			  rows: "| {部} | {科} | {品} | {额} |"
			  subtotal: "| ^ | 小计 | < | {= 合计(本组, .额):0.00} |"
			- total: "| 合计 | < | < | {= 合计(明, .额):0.00} |"
			`, items, `
			body  | 甲   | 一   | 纸 | 1.50 |
			body  | ^    | ^    | 笔 | 2.00 |
			body  | ^    | 二   | 墨 | 3.0  |
			total | ^    | 小计 | <  | 6.50 |
			body  | 乙   | 二   | 灯 |      |
			total | ^    | 小计 | <  |      |
			total | 合计 | <    | <  | 6.50 |
			`},
		{"two levels, the inner first", `
			- repeat: 明
			  merge: [部, 科]
			  rows: "| {部} | {科} | {品} | {额} |"
			  subtotal:
			    部: "| {部}小计 | < | < | {= 合计(本组, .额)} |"
			    科: "| ^ | ^ | 计 | {= 合计(本组, .额)} |"
			`, items, `
			body  | 甲     | 一 | 纸 | 1.50 |
			body  | ^      | ^  | 笔 | 2.00 |
			total | ^      | ^  | 计 | 3.5  |
			body  | ^      | 二 | 墨 | 3.0  |
			total | ^      | ^  | 计 | 3    |
			total | 甲小计 | <  | <  | 6.5  |
			body  | 乙     | 二 | 灯 |      |
			total | ^      | ^  | 计 |      |
			total | 乙小计 | <  | <  |      |
			`},
		{"nothing merges, and the group stands in its own row only", `
			- repeat: 明
			  rows: "| {科} | {品} | < | {额} |"
			  subtotal: {部: "| {部}（{= 个数(本组)}项） | < | < | {= 合计(本组, .额)} |"}
			`, items, `
			body  | 一          | 纸 | < | 1.50 |
			body  | 一          | 笔 | < | 2.00 |
			body  | 二          | 墨 | < | 3.0  |
			total | 甲（3项）   | <  | < | 6.5  |
			body  | 二          | 灯 | < |      |
			total | 乙（1项）   | <  | < |      |
			`},
		{"blank rows behind the last group are of none", `
			- repeat: 明
			  merge: [部]
			  fill: 3
			  rows: "| {部} | {科} | {品} | {额} |"
			  subtotal: "| 小计 | < | < | {= 合计(本组, .额)} |"
			`, "明: [{品: 纸, 额: 1}]", `
			body  |      |   | 纸 | 1.00 |
			total | 小计 | < | <  | 1    |
			body  |      |   |    |      |
			body  |      |   |    |      |
			`},
		{"a category without items is a group", `
			- repeat: 明
			  merge: [部]
			  categories: [甲, 乙]
			  rows: "| {部} | {科} | {品} | {额} |"
			  subtotal: "| ^ | 小计 | < | {= 合计(本组, .额)} |"
			`, "明: [{部: 甲, 额: 1}]", `
			body  | 甲 |      |   | 1.00 |
			total | ^  | 小计 | < | 1    |
			body  | 乙 |      |   |      |
			total | ^  | 小计 | < |      |
			`},
		{"empty values are no group where they do not merge", `
			- repeat: 明
			  merge: [部]
			  merge-empty: false
			  rows: "| {部} | {科} | {品} | {额} |"
			  subtotal: "| ^ | 小计 | < | {= 合计(本组, .额)} |"
			`, "明: [{额: 1}, {额: 2}]", `
			body  | |      |   | 1.00 |
			total | ^ | 小计 | < | 1    |
			body  | |      |   | 2.00 |
			total | ^ | 小计 | < | 2    |
			`},
		{"no items", `
			- repeat: 明
			  merge: [部]
			  rows: "| {部} | {科} | {品} | {额} |"
			  subtotal: "| ^ | 小计 | < | {= 合计(本组, .额)} |"
			  empty: "| 无 | < | < | < |"
			`, "明: []", "body | 无 | < | < | < |"},
	} {
		t.Run(c.what, func(t *testing.T) {
			l := mustLayout(t, formOf(bought), layoutOf(4, "rows:"+strings.ReplaceAll(strings.TrimRight(c.rows, " \t\n"), "\n\t\t\t", "\n  ")+"\n"))
			drawn(t, mustFill(t, l, c.record), c.want)
		})
	}
}

// TestSubtotalApart: a group that is printed twice has two sums, and that is told, once for each time.
func TestSubtotalApart(t *testing.T) {
	l := mustLayout(t, formOf(bought), layoutOf(2, `
		rows:
		  - repeat: 明
		    rows: "| {部} | {额} |"
		    subtotal: {部: "| 小计 | {= 合计(本组, .额)} |"}
		`))
	for record, want := range map[string]int{
		"明: [{部: 甲}, {部: 乙}, {部: 甲}]":         1,
		"明: [{部: 甲}, {部: 乙}, {部: 甲}, {部: 乙}]": 1,
		"明: [{部: 甲}, {部: 甲}, {部: 乙}, {部: 乙}]": 0,
		"明: [{额: 1}, {部: 乙}, {额: 1}]":         0,
	} {
		g := mustFill(t, l, record)
		if len(g.Notes) != want || want > 0 && g.Notes[0].Code != "GROUP-APART" {
			t.Errorf("%s: %s", record, g.Notes)
		}
	}
}

// TestSubtotalRefused: what cannot be below a group, with the place.
func TestSubtotalRefused(t *testing.T) {
	for sub, want := range map[string]string{
		`subtotal: "| 小计 | {= 合计(本组, .额)} |"`:                          "LAYOUT-SUBTOTAL：subtotal 没有说按什么分组",
		`subtotal: {部: "| {部} | {额} |"}`:                               "LAYOUT-MERGE-LOSS：“额”在一组里各条不同，小计的行里只能印分组的字段和算式（如 {= 合计(本组, .额)}）",
		`subtotal: {部: "| {序号} | {= 合计(本组, .额)} |"}`:                   "小计的行里没有 {序号}",
		`subtotal: {无: "| 小计 | |"}`:                                    "LAYOUT-UNKNOWN-FIELD",
		`subtotal: {明: "| 小计 | |"}`:                                    "不是“明”里的单个字段",
		`subtotal: {部: "| 小计 | {= 额 * 2} |"}`:                          "额",
		"merge: [部]\n    subtotal: \"| {部} | {品} |\"":                  "LAYOUT-MERGE-LOSS",
		"merge: [部, 科]\n    subtotal: {部: \"| {部} | {科} |\"}":          "LAYOUT-MERGE-LOSS",
		"merge: [部]\n    subtotal: \"| 小计 |\"":                         "这一行有 1 格，表格有 2 列",
		"merge: [部]\n    subtotal: {科: \"| ^ | 计 |\", 部: \"| ^ | |\"}": "",
		"merge: [部]\n    subtotal: {row: \"| ^ | 计 |\", height: 8mm}":  "",
		"subtotal: {部: {row: \"| ^ | 计 |\", height: 8mm}}":             "",
		"subtotal: {部: {height: 8mm}}":                                 "subtotal 缺 row",
	} {
		_, err := library(formOf(bought), layoutOf(2, "without: [明.率]\nrows:\n  - repeat: 明\n    rows: '| {部} | {科}{品}{额} |'\n    "+sub+"\n")).Layout("f/x")
		switch {
		case want == "" && err != nil, want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: %v", sub, err)
		}
	}
}
