package templates

import (
	"testing"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

func TestRowHeight(t *testing.T) {
	for _, c := range []struct {
		setting, row string
		want         grid.Row
	}{
		{"", "'| 甲 | 乙 |'", grid.Row{MinHeight: 20 * unit.Pt, Air: 2 * unit.Pt}},
		{"row-height: 8", "'| 甲 | 乙 |'", grid.Row{MinHeight: 8 * unit.MM, Air: 2 * unit.Pt}},
		{"row-height: {min: 18pt, air: 0}", "'| 甲 | 乙 |'", grid.Row{MinHeight: 18 * unit.Pt}},
		{"row-height: {fixed: 16.1pt}", "'| 甲 | 乙 |'", grid.Row{Height: 161 * unit.Pt / 10}},
		{"row-height: {fixed: 16.1pt}", "{row: '| 甲 | 乙 |', min-height: 30pt}", grid.Row{MinHeight: 30 * unit.Pt}},
		{"row-height: 8", "{row: '| 甲 | 乙 |', height: [30pt]}", grid.Row{Height: 30 * unit.Pt}},
		{"row-height: 8", "{row: '| 甲 | 乙 |', height: 30pt}", grid.Row{Height: 30 * unit.Pt}},
	} {
		l := mustLayout(t, formOf("名: text"), "layout: f/x\nversion: \"1\"\nname: 表\nwithout: [名]\ncolumns: [50, 50]\nabove: 题 @title\n"+c.setting+"\nrows:\n- "+c.row+"\nbelow: 注")
		g := mustFill(t, l, "form: f/x")
		rows := g.Tables[0].Rows
		if rows[0].MinHeight != 34*unit.Pt || rows[2].MinHeight != 0 || rows[2].Air != 0 {
			t.Errorf("%s: title %+v, note %+v", c.setting, rows[0], rows[2])
		}
		if rows[1] != c.want {
			t.Errorf("%s, %s: %+v, want %+v", c.setting, c.row, rows[1], c.want)
		}
	}
}
