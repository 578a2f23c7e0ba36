package templates

import (
	"testing"

	"github.com/gongbiao/gongbiao/model/grid"
)

// TestHeading: rows before each group of the first merged field, which stands in them; every group has a header of its
// own to repeat.
func TestHeading(t *testing.T) {
	l := mustLayout(t, formOf("标:\n  kind: list\n  fields: {块: text, 级: text, 名: text}"), layoutOf(3, `
		rows:
		  - repeat: 标
		    merge: [块, 级]
		    heading: |
		      | {块} | 级 | 名 |
		    rows: |
		      | ^ | {级} | {名} |
		    empty: |
		      | 无 | < | < |
		  - total: "| 总 | < | < |"
		`))
	g := mustFill(t, l, `
		标:
		- {块: 目标1, 级: 产出, 名: 甲}
		- {块: 目标1, 级: 产出, 名: 乙}
		- {块: 目标2, 级: 产出, 名: 丙}
		- {块: 目标2, 级: 效益, 名: 丁}
		`)
	drawn(t, g, `
		header | 目标1 | 级   | 名 |
		body   | ^     | 产出 | 甲 |
		body   | ^     | ^    | 乙 |
		header | 目标2 | 级   | 名 |
		body   | ^     | 产出 | 丙 |
		body   | ^     | 效益 | 丁 |
		total  | 总    | <    | <  |
		`)
	for _, c := range g.Tables[0].Cells { // the labels beside the group head the columns, the group its rows
		want := map[string]grid.CellRole{"级": grid.ColumnHeader, "名": grid.ColumnHeader, "目标1": grid.RowHeader, "目标2": grid.RowHeader, "产出": grid.RowHeader}
		if w, ok := want[c.Text]; ok && c.Role != w {
			t.Errorf("%s is %s, want %s", c.Text, c.Role, w)
		}
	}
	for i, want := range []int{1, 1, 1, 2, 2, 2, 0} {
		if got := g.Tables[0].Rows[i].Header; got != want {
			t.Errorf("row %d is headed by %d, want %d", i, got, want)
		}
	}
	for i, row := range g.Tables[0].Rows {
		if row.Under != 0 {
			t.Errorf("row %d is under %d", i, row.Under)
		}
	}
	drawn(t, mustFill(t, l, "form: f/x"), "body | 无 | < | < |\ntotal | 总 | < | < |")
}

// TestHeadingUnderHeader: the heading of a block stands under the header of the list, and both repeat.
func TestHeadingUnderHeader(t *testing.T) {
	l := mustLayout(t, formOf("标:\n  kind: list\n  fields: {块: text, 级: text}"), layoutOf(2, `
		rows:
		  - header: "| 级 | 说明 |"
		  - repeat: 标
		    merge: [块]
		    heading: "| {块} | < |"
		    rows: "| {级} | |"
		  - total: "| 总 | < |"
		`))
	g := mustFill(t, l, "标: [{块: 甲, 级: 一}, {块: 乙, 级: 二}, {块: 乙, 级: 三}]")
	for i, want := range [][2]int{{1, 0}, {2, 1}, {2, 1}, {3, 1}, {3, 1}, {3, 1}, {1, 0}} {
		if row := &g.Tables[0].Rows[i]; row.Header != want[0] || row.Under != want[1] {
			t.Errorf("row %d is headed by %d under %d, want %v", i, row.Header, row.Under, want)
		}
	}
}
