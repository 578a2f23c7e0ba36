package meaning

import (
	"slices"
	"strings"
)

// weights are the styles of borders, the weaker first: of two cells that write a rule between them the stronger is
// seen.
var weights = []string{"", "hair", "dotted", "dashDotDot", "dashDot", "dashed", "thin", "mediumDashDotDot",
	"slantDashDot", "mediumDashDot", "mediumDashed", "medium", "double", "thick"}

func stronger(a, b string) string {
	x, _, _ := strings.Cut(a, "/")
	y, _, _ := strings.Cut(b, "/")
	if slices.Index(weights, x) >= slices.Index(weights, y) {
		return a
	}
	return b
}

// side is the rule above a place, or left of it.
type side struct {
	at   place
	left bool
}

// sides are the rules of a sheet, whichever of two neighbours they are written at, without those inside merged cells.
func (s *Sheet) sides() map[side]string {
	out := map[side]string{}
	put := func(row, col int, left bool, rule string) {
		if k := (side{place{row, col}, left}); rule != "" {
			out[k] = stronger(rule, out[k])
		}
	}
	for p, c := range s.cells {
		put(p.row, p.col, false, c.style.top)
		put(p.row, p.col, true, c.style.left)
		put(p.row+1, p.col, false, c.style.bottom)
		put(p.row, p.col+1, true, c.style.right)
	}
	for a := range s.merges {
		if (a.LastRow-a.Row+1)*(a.LastCol-a.Col+1) > 1<<20 {
			continue
		}
		for r := a.Row; r <= a.LastRow; r++ {
			for k := a.Col; k <= a.LastCol; k++ {
				if r > a.Row {
					delete(out, side{place{r, k}, false})
				}
				if k > a.Col {
					delete(out, side{place{r, k}, true})
				}
			}
		}
	}
	return out
}

// spanned are the sides of merged cells. Programs that draw a merged cell as one give a whole side the rule of one of
// its cells.
func (s *Sheet) spanned() map[side]bool {
	out := map[side]bool{}
	for a := range s.merges {
		for r := a.Row; r <= a.LastRow; r++ {
			out[side{place{r, a.Col}, true}], out[side{place{r, a.LastCol + 1}, true}] = true, true
		}
		for k := a.Col; k <= a.LastCol; k++ {
			out[side{place{a.Row, k}, false}], out[side{place{a.LastRow + 1, k}, false}] = true, true
		}
	}
	return out
}

// borders compares the rules.
func (c *comparison) borders(end place) {
	is, want := c.is.sides(), c.want.sides()
	spanned := c.want.spanned()
	for r := 1; r <= end.row+1; r++ {
		for k := 1; k <= end.col+1; k++ {
			for _, left := range [2]bool{false, true} {
				s := side{place{r, k}, left}
				at, what := s.at.String(), "上边的线"
				if left {
					what = "左边的线"
				}
				if is[s] != want[s] && !(spanned[s] && slices.Contains(weights[1:], is[s]) && want[s] != "") {
					c.differ(at, what, orElse(is[s], "无"), orElse(want[s], "无"), false)
				}
			}
		}
	}
}
