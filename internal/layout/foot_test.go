package layout

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// feetOf is a table of n rows of figures 1 to n under a header, a page having room for so many, and two rows at the
// foot of each page: the sum of the page, and a place to sign.
func feetOf(t *testing.T, n, lines int) *grid.Grid {
	drawing := "h | {一} | {二}\n"
	for i := range n {
		drawing += fmt.Sprintf("b | 甲 | %d\n", i+1)
	}
	g := small(draw(t, []int{4, 8}, drawing+"T | 小计 | 0\nT | 签字 | <"), lines)
	tab := &g.Tables[0]
	for i := range tab.Cells {
		c := &tab.Cells[i]
		if c.Row > 0 && c.Row <= n && c.Col == 1 {
			d := decimal.NewFromInt(int64(c.Row))
			c.Path, c.Number = fmt.Sprintf("/明细/%d/额", c.Row-1), &d
		}
		if c.Row == n+1 && c.Col == 1 {
			c.PageSum = &grid.PageSum{List: "/明细", Field: "/额", Format: "0.0", Absent: "无"}
		}
		if c.Row == n+2 {
			c.Seal = &grid.Seal{Name: "签字", Width: 10 * unit.MM, Height: 2 * unit.MM, Line: true}
		}
	}
	for r := n + 1; r < len(tab.Rows); r++ {
		tab.Rows[r].Foot, tab.Rows[r].KeepAbove = true, true
	}
	return g
}

// Every page ends with the rows at the foot and its own sum; the last has them as rows, the others as artifacts.
func TestFeet(t *testing.T) {
	for _, c := range []struct {
		n, lines int
		sums     []string
	}{{3, 10, []string{"6.0"}}, {20, 10, []string{"28.0", "77.0", "105.0"}}, {21, 8, []string{"15.0", "40.0", "65.0", "70.0", "41.0"}}} {
		m, d := checked(t, feetOf(t, c.n, c.lines))
		tab := &m.Tables[0]
		if len(d.Pages) < 2 && len(c.sums) > 1 {
			t.Fatalf("%d rows: %d pages", c.n, len(d.Pages))
		}
		var sums []string
		for k := range tab.Pages {
			p := &tab.Pages[k]
			if tab.PageHeight(k) > tab.Room {
				t.Errorf("%d rows: page %d is %s pt high", c.n, k+1, tab.PageHeight(k).PtString())
			}
			last := k == len(tab.Pages)-1
			if (len(p.Foot) == 0) != last {
				t.Errorf("%d rows: page %d has %d rows at its foot", c.n, k+1, len(p.Foot))
			}
			for _, s := range p.Sums {
				sums = append(sums, s.Text)
				if x := texts(d, k, s.Text); len(x) != 1 || x[0].Artifact != page.RepeatArtifact {
					t.Errorf("%d rows: page %d prints its sum %v", c.n, k+1, x)
				}
			}
			if x := texts(d, k, "签字"); len(x) != 1 || (x[0].Artifact == page.RepeatArtifact) == last {
				t.Errorf("%d rows: page %d has its place to sign %v", c.n, k+1, x)
			}
		}
		for _, x := range tab.Cells {
			if x.PageSum != nil {
				sums = append(sums, x.Text)
			}
		}
		if fmt.Sprint(sums) != fmt.Sprint(c.sums) {
			t.Errorf("%d rows: sums %v, want %v", c.n, sums, c.sums)
		}
	}
}

// However many rows there are, the sums of all pages are the sum of all rows.
func TestFeetAddUp(t *testing.T) {
	for lines := 4; lines < 12; lines++ {
		for n := 1; n < 40; n += 1 + lines%3 {
			m, _ := checked(t, feetOf(t, n, lines))
			sum := decimal.Zero
			add := func(text string) {
				if d, err := decimal.NewFromString(text); err == nil {
					sum = sum.Add(d)
				} else if text != "无" {
					t.Errorf("%d rows, %d a page: %q", n, lines, text)
				}
			}
			for _, p := range m.Tables[0].Pages {
				for _, s := range p.Sums {
					add(s.Text)
				}
			}
			for _, c := range m.Tables[0].Cells {
				if c.PageSum != nil {
					add(c.Text)
				}
			}
			if !sum.Equal(decimal.NewFromInt(int64(n * (n + 1) / 2))) {
				t.Errorf("%d rows, %d a page: the sums of the pages are %s", n, lines, sum)
			}
		}
	}
}
