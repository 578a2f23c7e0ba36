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
	drawn(t, mustFill(t, l, "form: f/x"), "body | 无 | < | < |\ntotal | 总 | < | < |")
}
