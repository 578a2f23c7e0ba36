package comeback

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

var engine render.Engine

// Every layout that is shipped can be filled in and read back.
func TestShipped(t *testing.T) {
	racing.Apart(t)
	for _, info := range templates.Embedded().List() {
		l, err := templates.Embedded().Layout(info.ID + "@" + info.Version)
		if err != nil {
			t.Fatal(err)
		}
		list, err := Try(l, &engine)
		if err != nil || len(list) > 0 {
			t.Errorf("%s: %v %s", info.ID, err, list)
		}
	}
}

// TestStrangersLayouts: those that strangers wrote can be filled in too, as they were written and as they are now.
func TestStrangersLayouts(t *testing.T) {
	for _, folder := range []string{"written", "shared"} {
		lib, err := templates.Open(filepath.Join("..", "..", "templates", "testdata", "strangers", folder), templates.Embedded())
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{"county/guangshui", "department/chongqing", "self-evaluation/jishan", "self-evaluation/yinchuan"} {
			l, err := lib.Layout(id)
			if err != nil {
				t.Fatal(err)
			}
			if list, err := Try(l, &render.Engine{Library: lib}); err != nil || len(list) > 0 {
				t.Errorf("%s %s: %v %s", folder, id, err, list)
			}
		}
	}
}

const form = `form: f
name: 表
fields:
  名称: {kind: text, required: true}
  编码: text
  单位: text
  金额: money
  年度: year
  性质: {choices: [一次性, 经常性]}
  项:
    kind: list
    fields: {名: {kind: text, required: true}, 额: money, 注: text}
`

// What cannot be told apart once it is filled in is refused before it is handed out: at its place, with what to do.
func TestTry(t *testing.T) {
	for _, x := range []struct{ name, above, says string }{
		{"two fields in one cell", "{编码}§{单位}", "“{编码}{单位}”挨着写，填上就分不开：在两项之间写上文字，或各占一格"},
		{"nothing but a space between", "{编码} {单位}", ""},
		{"a word between", "{编码}　单位：{单位}", ""},
		{"brackets", "{单位}（{编码}）", ""},
		{"a year before a text", "{年度}{单位}", ""},
		{"three fields", "编号{编码}{单位}{金额}号", "各占一格"},
		{"an amount after a text", "{单位}{金额}", "各占一格"},
		{"ticks and a text", "{勾选 性质} {单位}", ""},
		{"the same field twice", "{单位} {单位}", ""},
		{"another unit, brackets, a date set otherwise", "{金额:÷10000 #,##0.00}", ""},
		{"negative figures in brackets", "金额：{金额:0.00;(0.00);-}元", ""},
		{"a line to write on", "填报单位：{单位}　　编码：{编码}", ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.MkdirAll(filepath.Join(dir, "f"), 0o755); err != nil {
				t.Fatal(err)
			}
			layout := "layout: f/x\nversion: \"1\"\nname: 试\ncolumns: [60, 60, 40]\nabove:\n- '" + strings.ReplaceAll(x.above, "§", "") + `'
rows:
- |
  | 名称 | {名称} | < |
- repeat: 项
  rows: '| {名} | {额} | {注} |'
`
			for name, text := range map[string]string{"form.yaml": form, "x.yaml": layout} {
				if err := os.WriteFile(filepath.Join(dir, "f", name), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			lib, err := templates.Open(dir, nil)
			if err != nil {
				t.Fatal(err)
			}
			l, err := lib.Layout("f/x")
			if err != nil {
				t.Fatal(err)
			}
			list, err := Try(l, &engine)
			if err != nil {
				t.Fatal(err)
			}
			switch {
			case x.says == "" && len(list) > 0:
				t.Errorf("refused: %s", list)
			case x.says == "":
			case len(list) != 1 || list[0].Code != "LAYOUT-NOT-READ-BACK" || list[0].Severity != finding.Error || !strings.Contains(list[0].Hint, x.says):
				t.Errorf("have %s\nwant %s", list, x.says)
			case list[0].Pos.Line != 6:
				t.Errorf("at %s", list[0].Pos)
			}
		})
	}
}
