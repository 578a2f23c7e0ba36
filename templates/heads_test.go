package templates

import "testing"

// TestHeads: which rows head those below them: two labels or more and no value, more labels than empty cells, or one
// label across.
func TestHeads(t *testing.T) {
	l := mustLayout(t, formOf("甲: text\n乙: text"), layoutOf(4, `
		rows:
		  - | # two labels, one label beside a label from above
		    | 项 | 值 | < | 注 |
		    | ^  | 额 | < | ^  |
		  - | # as many empty cells as labels, fewer
		    | 签字 | 日期 |   |   |
		    | 签字 | 日期 | 章 |   |
		  - | # one label across, one label with room beside it
		    | 一、概况 | <  | <  | < |
		    | 备注     | <  | <  |   |
		  - | # a value, a line to sign
		    | 名 | {甲} | 号 | {乙} |
		    | 名 | 号   | 章 | —— @text |
		  - header: "| 项 |   |   |   |"
		  - "| 末 | {甲} | < | < |"
		`))
	want := "heads . . heads heads . . . heads ."
	var got string
	l.tables[0].eachRow(func(r *rowOp) {
		if got != "" {
			got += " "
		}
		if r.heads {
			got += "heads"
		} else {
			got += "."
		}
	})
	if got != want {
		t.Errorf("have %s\nwant %s", got, want)
	}
}
