package layout

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// TestFitPageLimits adds a row at a time to a table that may be set down to 85 % to be on one page: it is whole while
// the page has room, then smaller by as little as does, never below 85 %, and whole again on two pages.
func TestFitPageLimits(t *testing.T) {
	before, whole, smaller, two := 100, 0, 0, 0
	for rows := 30; rows <= 70; rows++ {
		g := oneColumn(120*unit.Pt, make([]grid.Cell, rows)...)
		for i := range g.Tables[0].Cells {
			g.Tables[0].Cells[i].Text = "字"
		}
		plain := len(sized(t, g).Tables[0].Pages)
		g.Tables[0].FitPage = 85
		m := sized(t, g).Tables[0]
		switch pages := len(m.Pages); {
		case plain == 1 && m.Scale == 100 && pages == 1:
			whole++
		case plain > 1 && m.Scale < 100 && m.Scale >= 85 && pages == 1 && m.Scale <= before && two == 0:
			smaller++
		case plain > 1 && m.Scale == 100 && pages == 2:
			if two++; two == 1 && before > 87 {
				t.Errorf("%d rows take two pages, a row less found room at %d %%", rows, before)
			}
		default:
			t.Errorf("%d rows: %d pages at %d %%, %d without fit-page; a row less at %d %%", rows, pages, m.Scale, plain, before)
		}
		before = m.Scale
	}
	if whole == 0 || smaller < 3 || two == 0 {
		t.Errorf("%d whole, %d smaller, %d on two pages", whole, smaller, two)
	}
}

// TestHollowPages: rows behind a list keep two of its rows with them. Where that leaves a quarter of the page before
// empty, the table is set smaller if its layout allows it and that saves the page; else fewer rows come along.
func TestHollowPages(t *testing.T) {
	table := func(rows int) *grid.Grid {
		g := small(draw(t, []int{4, 4}, "h | {一} | {二}\n"+strings.Repeat("b | 甲 | 乙\n", rows)+
			"T | 总 | <\n| 原因 | 丙\n| 措施 | 丁\n| 意见 | 戊\nn | 注 | <"), 30)
		for r, row := range g.Tables[0].Rows {
			if row.Role == grid.RoleBody && row.Header == 0 {
				g.Tables[0].Rows[r].MinHeight = 50 * unit.Px
			}
			if row.Role == grid.RoleBody && row.Header != 0 {
				g.Tables[0].Rows[r].MinHeight = 40 * unit.Px
			}
		}
		return g
	}
	for _, c := range []struct {
		rows, tighten int
		scale         int
		want          string
	}{
		{9, 0, 100, "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14"},
		{11, 0, 100, "0 1 2 3 4 5 6 7 8 9 10 | (0) 11 12 13 14 15 16"}, // 10 on the page before
		{11, 84, 92, "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16"},
		{14, 84, 100, "0 1 2 3 4 5 6 7 8 9 10 11 12 | (0) 13 14 15 16 17 18 19"}, // not at 84 %
	} {
		g := table(c.rows)
		g.Tables[0].Tighten = c.tighten
		if m, _ := checked(t, g); pagesOf(m) != c.want || m.Tables[0].Scale != c.scale {
			t.Errorf("%d rows, down to %d: pages %s at %d %%, want %s at %d %%", c.rows, c.tighten, pagesOf(m), m.Tables[0].Scale, c.want, c.scale)
		}
	}
}
