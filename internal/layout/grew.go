package layout

import (
	"cmp"
	"fmt"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/unit"
)

// grew notes the rows of fixed height that are higher than was: one note for a table, at the first of them, with a text
// by which one finds it.
func (t *table) grew(was []unit.Length) {
	first, n := -1, 0
	for r, h := range t.heights {
		if t.fixed[r] && h > was[r] {
			if n++; first < 0 {
				first = r
			}
		}
	}
	if n == 0 {
		return
	}
	text := ""
	for i := range t.Cells {
		if c := &t.Cells[i]; c.Row <= first && first < c.Row+c.RowSpan && c.Text != "" && t.cells[i].need > was[first] {
			text = cmp.Or(text, finding.Short(c.Text))
		}
	}
	f := finding.Finding{Code: "LAYOUT-GREW", Severity: finding.Note, Place: fmt.Sprintf("%s第 %d 行", t.name, first+1),
		Message: fmt.Sprintf("行高定为 %s 磅，文字“%s”要 %s 磅，此行已加高", was[first].PtString(), text, t.heights[first].PtString()),
		English: fmt.Sprintf("the row is fixed at %s pt, its text “%s” needs %s pt: it has grown", was[first].PtString(), text, t.heights[first].PtString()),
		Hint:    "要保持原高，缩短文字或用小一点的字；要让行自己长高，版式里把 height、fixed 改成 min-height、min"}
	if n > 1 {
		f.Message += fmt.Sprintf("；这张表里这样的共 %d 行", n)
		f.English += fmt.Sprintf("; so have %d rows of this table in all", n)
	}
	t.set.found = append(t.set.found, f)
}
