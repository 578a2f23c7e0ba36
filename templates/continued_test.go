package templates

import (
	"testing"

	"github.com/gongbiao/gongbiao/model/grid"
)

// TestContinued: what stands at the head of further pages and at the foot of all, by layout.
func TestContinued(t *testing.T) {
	form := formOf("项目名称: text") + "\ntitle: 项目名称"
	usual := "第 {page} 页 共 {pages} 页 if 2"
	for _, c := range []struct{ name, rest, record, continued, number string }{
		{"title and name", "above: 自评表 @title\nrows: '| {项目名称} |'", `{"项目名称":"修路"}`, "自评表·修路", usual},
		{"no name", "above: 自评表 @title\nrows: '| {项目名称} |'", `{}`, "自评表", usual},
		{"the name in the title", "above: '{项目名称}自评表 @title'\nrows: '| {项目名称} |'", `{"项目名称":"修路"}`, "修路自评表", usual},
		{"no title line", "rows: '| {项目名称} |'", `{"项目名称":"修路"}`, "试·修路", usual},
		{"a text", "continued: '{项目名称}（续）'\nrows: '| {项目名称} |'", `{"项目名称":"修{page}路"}`, "修{page}路（续）", usual},
		{"none", "continued: none\npage-number: none\nrows: '| {项目名称} |'", `{"项目名称":"修路"}`, "", ""},
		{"null", "continued:\npage-number:\nrows: '| {项目名称} |'", `{"项目名称":"修路"}`, "", ""},
		{"a number of its own", "page-number: '-{page}-'\nrows: '| {项目名称} |'", `{}`, "试", "-{page}-"},
		{"tables", "tables:\n- name: 甲\n  continued: none\n  rows: '| {项目名称} |'\n- name: 乙\n  rows: '| {项目名称} |'", `{"项目名称":"修路"}`, "/乙·修路", usual + "/" + usual},
		{"for all tables", "continued: 续\ntables:\n- name: 甲\n  rows: '| {项目名称} |'\n- name: 乙\n  rows: '| {项目名称} |'", `{"项目名称":"修路"}`, "续/续", usual + "/" + usual},
	} {
		g := mustFill(t, mustLayout(t, form, layoutOf(1, c.rest)), c.record)
		continued, number := "", ""
		for i, tab := range g.Tables {
			if i > 0 {
				continued, number = continued+"/", number+"/"
			}
			continued += tab.Continued
			if number += tab.PageNumber.Format; tab.PageNumber == (grid.PageNumber{Format: tab.PageNumber.Format, Align: grid.AlignCenter, Size: tab.PageNumber.Size, Family: "宋体", OnlyIf2: true, Default: true}) {
				number += " if 2"
			}
		}
		if continued != c.continued || number != c.number {
			t.Errorf("%s: %q %q, want %q %q", c.name, continued, number, c.continued, c.number)
		}
	}
}

// TestContinuedPrintsNothing: a field that stands only at the head of further pages is printed by no layout.
func TestContinuedPrintsNothing(t *testing.T) {
	lib := library(formOf("项目名称: text\n年度: year"), layoutOf(1, "continued: '{年度}'\nrows: '| {项目名称} |'"))
	if lay, list := lib.load("f/x.yaml", lib); lay == nil || len(list) != 1 || list[0].Code != "LAYOUT-FIELD-NOT-PRINTED" {
		t.Error(list)
	}
}
