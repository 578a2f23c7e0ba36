package templates

import (
	"strings"
	"testing"
)

// TestLabelsAreHeaders: a repeat that says its labels ends what the header before it heads, and its section is that of
// its labels; a header right above it stands over them.
func TestLabelsAreHeaders(t *testing.T) {
	l := mustLayout(t, formOf("甲:\n  kind: list\n  fields: {名: text, 额: money}\n乙:\n  kind: list\n  fields: {名: text}"), layoutOf(2, `
		rows:
		  - header: "| 名 | 额 |"
		    section: 一
		  - repeat: 甲
		    rows: "| {名} | {额} |"
		  - repeat: 乙
		    section: 二
		    rows: "| 名 // | < |"
		  - total: "| 完 | < |"
		`))
	g := mustFill(t, l, "{甲: [{名: 子, 额: 1}], 乙: [{名: 丑}]}")
	drawn(t, g, `
		header | 名 | 额 |
		body   | 子 | 1  |
		header | 名 | <  |
		body   | 丑 | <  |
		total  | 完 | <  |
		`)
	for i, want := range []struct {
		header, under int
		section       string
	}{{1, 0, "一"}, {1, 0, ""}, {2, 0, "二"}, {2, 0, ""}, {2, 0, ""}} {
		if r := g.Tables[0].Rows[i]; r.Header != want.header || r.Under != want.under || r.Section != want.section {
			t.Errorf("row %d: header %d under %d, section %q, want %v", i, r.Header, r.Under, r.Section, want)
		}
	}
	_, err := library(formOf("乙:\n  kind: list\n  fields: {名: text}"), layoutOf(1, "rows:\n  - repeat: 乙\n    section: 二\n    rows: '| {名} |'\n")).Layout("f/x")
	if err == nil || !strings.Contains(err.Error(), "repeat 的 section 是它的表头的") {
		t.Errorf("a section without labels: %v", err)
	}
}
