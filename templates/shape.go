package templates

import (
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
)

// rectangles checks that every cell owns the whole of its rectangle.
func (x *expander) rectangles() {
	for i := range x.cells {
		c := &x.cells[i]
		if int(x.area[i]) == c.RowSpan*c.ColSpan {
			continue
		}
		where := x.from[i].at
		for p, o := range x.owner { // the place where the shape goes wrong: the first position that is missing
			r, k := p/x.ncols, p%x.ncols
			if int(o) != i && r >= c.Row && r < c.Row+c.RowSpan && k >= c.Col && k < c.Col+c.ColSpan {
				where = x.drawn[r].cells[k].at
				break
			}
		}
		x.errs.Errorf(where, "LAYOUT-NOT-RECTANGLE", "检查这一格附近的 < 和 ^", "“%s”占的格不成矩形", finding.Short(x.label(i)))
	}
}

func (x *expander) label(i int) string {
	if t := strings.ReplaceAll(x.cells[i].Text, "\n", ""); t != "" {
		return t
	}
	if f := x.from[i].first; f != nil {
		return "{" + f.field.Name + "}"
	}
	return "空格"
}

// roles turns labels in heading rows into column headers, unless they reach further down than the rows that head.
func (x *expander) roles() {
	end := make([]int, len(x.rows)) // for a row that heads: the end of its run
	for r := len(x.rows) - 1; r >= 0; r-- {
		if !x.drawn[r].heads || !x.rows[r].Role.Bordered() {
			continue
		}
		end[r] = r + 1
		if r+1 < len(x.rows) && end[r+1] > 0 {
			end[r] = end[r+1]
		}
	}
	for i := range x.cells {
		c := &x.cells[i]
		if e := end[c.Row]; e > 0 && x.from[i].label && c.Row+c.RowSpan <= e {
			c.Role = grid.ColumnHeader
		}
	}
}
