package layout

import (
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
