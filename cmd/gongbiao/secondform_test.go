package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// school is a form that nothing in Go knows: school dinners, with words of its own for money, score, grade and unit.
var school = map[string]string{
	"form.yaml": `
form: dinners
name: 营养餐考评表
title: 学校
author: 学校
params:
  币种: {default: 元, choices: [元, 千元]}
  尾数: {default: 四舍六入五成双, choices: [四舍五入, 四舍六入五成双]}
  档次: 甲9 乙6 丙0
summary:
  title: 营养餐考评一览
  unit: 参数.币种
  budget: 餐费.核定
  spent: 餐费.实付
  rate: 舍入(spent / budget, 4, 参数.尾数)
  score: 评分
  grade: 得分级(评分, 参数.档次)
  grades: 参数.档次
  groups: [学区]
  rows: [菜名]
fields:
  学年: {kind: year, required: true}
  学区: text
  学校: {kind: text, required: true}
  餐费: {fields: {核定: money, 实付: money}}
  评分: {kind: score, format: "0.0"}
  菜谱: {kind: list, fields: {日期: text, 菜名: text, 份数: number}}
`,
	"checks.yaml": `
codes: {D1: 实付超过核定, D2: 份数, D3: 评分雷同}
given:
  食堂账: {same: 归一(学校), unit: 单位, columns: {学校: text, 实付: {kind: money, or: [付款]}}}
collect: {区: 学区, 分: 评分}
checks:
- {code: D1, name: 实付, holds: 餐费.实付 <= 餐费.核定, at: 餐费.实付, message: '实付 {餐费.实付:账} 超过核定 {餐费.核定:账}'}
- {code: D1, case: 账, name: 对账, when: 个数(食堂账) > 0, holds: '合计(食堂账, .实付) == 餐费.实付', at: 餐费.实付, message: '账上是 {合计(食堂账, .实付):账}'}
- {code: D2, name: 份数, severity: warning, rows: 菜谱, holds: 份数 > 0, at: 份数, message: '“{菜名}”没有份数'}
- {code: D3, name: 雷同, severity: note, set: 区, when: 个数(本组) > 1, holds: 'not 同值(每项(本组, .分))', message: '各校评分都是 {首个(每项(本组, .分))}'}
`,
	"plain.yaml": `
layout: dinners/plain
version: "1"
name: 营养餐考评表
params: {币种: 千元}
columns: [40, 40, 40, 40]
rows:
- |
  | 学校 | {学校} | 学区 | {学区} |
  | 学年 | {学年} | 评分 | {评分} |
  | 核定 | {餐费.核定} | 实付 | {餐费.实付} |
- repeat: 菜谱
  rows: |
    | {日期} | {菜名} | < | {份数} |
`,
}

// A second form with checks of its own is a folder of YAML: it is linted, checked alone, as a set and against other
// papers, and a book of its records has its summary, all in its own words.
func TestSecondFormIsData(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	write := func(name, text string) string {
		if err := os.MkdirAll(filepath.Dir(at(name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at(name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return at(name)
	}
	for name, text := range school {
		write("t/dinners/"+name, strings.TrimPrefix(text, "\n"))
	}
	const head = `{"form": "dinners/plain", "学年": "2024", "学区": "东区", "评分": "9.0", `
	forms := write("forms.jsonl", head+`"学校": "一小", "餐费": {"核定": "1000", "实付": "979.85"}, "菜谱": [{"日期": "周一", "菜名": "豆腐", "份数": "0"}]}
`+head+`"学校": "二小", "餐费": {"核定": "1000", "实付": "1000.5"}}
`)
	account := write("账.json", `{"食堂账": [{"学校": "一小", "付款": "0.97985", "单位": "千元"}, {"学校": "二小", "付款": "1.0", "单位": "千元"}]}`)
	for name := range school {
		if code, said := says(t, "template", "lint", at("t/dinners/"+name)); code != 0 {
			t.Errorf("lint %s: %d\n%s", name, code, said)
		}
	}

	code, said := says(t, "check", "--templates", at("t"), "--against", account, "--json", forms)
	if code != 1 {
		t.Errorf("check: exit %d\n%s", code, said)
	}
	type found struct{ Code, Case, Place, Message string }
	type line struct {
		Record, Unit, Total, Grade string
		Findings, Set              []found
		Summary                    struct{ Grades map[string]int }
	}
	var lines []line
	for _, text := range strings.Split(strings.TrimSpace(said), "\n") {
		if strings.Contains(text, "LAYOUT-YOURS") { // beside the results
			continue
		}
		var x line
		if err := json.Unmarshal([]byte(text), &x); err != nil {
			t.Fatalf("%v\n%s", err, said)
		}
		lines = append(lines, x)
	}
	if len(lines) != 3 {
		t.Fatalf("%d lines\n%s", len(lines), said)
	}
	for i, want := range []line{
		{Record: "一小", Unit: "一小", Total: "9.0", Grade: "甲", Findings: []found{{"D2", "", "菜谱 第 1 行“豆腐” 份数", "“豆腐”没有份数"}}},
		{Record: "二小", Unit: "二小", Total: "9.0", Grade: "甲", Findings: []found{{"D1", "", "餐费 实付", "实付 1,000.5 超过核定 1,000"}, {"D1", "账", "餐费 实付", "账上是 1,000"}}},
	} {
		got := lines[i]
		if got.Record != want.Record || got.Unit != want.Unit || got.Total != want.Total || got.Grade != want.Grade || !slices.Equal(got.Findings, want.Findings) {
			t.Errorf("form %d: %+v\nwant %+v", i+1, got, want)
		}
	}
	if last := lines[2]; len(last.Set) != 1 || last.Set[0].Message != "各校评分都是 9" && last.Set[0].Message != "各校评分都是 9.0" || last.Summary.Grades["甲"] != 2 {
		t.Errorf("the set: %+v", last)
	}

	if code, said := says(t, "book", "--templates", at("t"), "-o", at("book.xlsx"), forms); code != 0 {
		t.Fatalf("book: exit %d\n%s", code, said)
	}
	f, err := excelize.OpenFile(at("book.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("营养餐考评一览")
	if err != nil {
		t.Fatalf("%v; sheets %v", err, f.GetSheetList())
	}
	var all []string
	for _, r := range rows {
		all = append(all, strings.Join(r, "|"))
	}
	text := strings.Join(all, "\n")
	for _, want := range []string{"金额单位：千元", "东区（2 个项目）", "一小|1,000.00|979.85|97.98%|9.00|甲", "二小|1,000.00|1,000.50|100.05%", "合计||2,000.00|1,980.35|99.02%", "平均得分|||||9.00", "甲 2 个，乙 0 个，丙 0 个"} {
		if !strings.Contains(text, want) {
			t.Errorf("the summary lacks %q:\n%s", want, text)
		}
	}
}
