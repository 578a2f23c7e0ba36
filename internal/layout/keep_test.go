package layout

import (
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// TestNothingStandsAlone: the lines under a table stand with a row of it, a heading with what it heads, the last page
// has two rows of the table, four rows in all where they take no more than half a page.
func TestNothingStandsAlone(t *testing.T) {
	rows := func(n int) string { return strings.Repeat("b | 甲 | 乙\n", n) }
	items := func(n int, item string) string { return strings.TrimSpace(strings.Repeat(item, n)) }
	high := func(t *grid.Table) {
		for r := range t.Rows {
			t.Rows[r].MinHeight = 20 * unit.Px
		}
	}
	for _, c := range []struct {
		name    string
		lines   int // a page has room for
		drawing string
		change  func(*grid.Table)
		want    string
	}{
		{"the lines under a table", 8, "h | {一} | {二}\n" + rows(7) + "n | 注 | <\nn | 签字 | <\nn | 盖章 | <", nil, "0 1 2 3 4 5 | (0) 6 7 8 9 10"},
		{"though two of three would find room", 8, "h | {一} | {二}\n" + rows(5) + "n | 注 | <\nn | 签字 | <\nn | 盖章 | <", nil, "0 1 2 3 | (0) 4 5 6 7 8"},
		{"they and more rows than half a page", 8, "h | {一} | {二}\n" + rows(6) + strings.Repeat("n | 注 | <\n", 4), nil, "0 1 2 3 4 | (0) 5 6 7 8 9 10"},
		{"more lines than a page has", 6, rows(4) + strings.Repeat("n | 注 | <\n", 8), nil, "0 1 2 3 4 5 | 6 7 8 9 10 11"},
		{"under a row of nearly half a page", 8, "h | {一} | {二}\n" + rows(3) + "n | 注 | <\nn | 签字 | <\nn | 盖章 | <",
			func(t *grid.Table) { t.Rows[3].MinHeight = 70 * unit.Px }, "0 1 2 | (0) 3 4 5 6"},
		{"a last row", 8, "h | {一} | {二}\n" + rows(8), nil, "0 1 2 3 4 5 6 | (0) 7 8"},
		{"a last row and its total", 8, "h | {一} | {二}\n" + rows(7) + "T | 合计 | <", nil, "0 1 2 3 4 5 | (0) 6 7 8"},
		{"a last row without a header", 8, strings.TrimSpace(strings.Repeat("| 甲 | 乙\n", 9)), nil, "0 1 2 3 4 | 5 6 7 8"},
		{"an item of two rows", 11, strings.Repeat("b | (甲) | 乙\nb | ^ | 乙\n", 6) + "b | 甲 | 乙", nil, "0 1 2 3 4 5 6 7 | 8 9 10 11 12"},
		{"an item that is more than half a page", 12, strings.TrimSpace(strings.Repeat("b | 甲 | 乙\n", 9)) + "\nb | (丙) | 乙\nb | ^ | 乙\nb | ^ | 乙\nb | 甲 | 乙",
			func(t *grid.Table) {
				for r := 9; r < 12; r++ {
					t.Rows[r].MinHeight = 40 * unit.Px
				}
			}, "0 1 2 3 4 5 6 7 8 9 | 10 11 12"},
		{"items of two rows, each whole", 9, items(8, "b | 甲 | 乙\nb | ^ | 乙\n"), nil, "0 1 2 3 4 5 6 7 | 8 9 10 11 12 13 14 15"},
		{"but not labels over two items", 9, items(8, "b | (甲) | 乙\nb | ^ | 乙\n"), nil, "0 1 2 3 4 5 6 7 8 | 9 10 11 12 13 14 15"},
		{"nor items of more than a quarter of a page", 7, items(6, "b | 甲 | 乙\nb | ^ | 乙\n"), nil, "0 1 2 3 4 5 6 | 7 8 9 10 11"},
		{"nor what overlaps from row to row", 9, "| 甲 | 乙" + strings.Repeat("\n| 甲 | ^\n| ^ | 乙", 8), high, "0 1 2 3 4 5 6 7 | 8 9 10 11 12 13 14 15 16"},
		{"rows behind a list", 12, "h | {一} | {二}\n" + rows(10) + "| 结论 | 丙\n| 负责人 | 丁", nil, "0 1 2 3 4 5 6 7 8 | (0) 9 10 11 12"},
		{"unless they take half a page", 12, "h | {一} | {二}\n" + rows(10) + "| 结论 | 丙\n| 负责人 | 丁", func(t *grid.Table) { t.Rows[11].MinHeight = 60 * unit.Pt }, "0 1 2 3 4 5 6 7 8 9 10 | 11 12"},
		{"a heading", 8, strings.Repeat("| 甲 | 乙\n", 7) + "| {预算} | {执行}\n" + strings.Repeat("| 甲 | 乙\n", 4), nil, "0 1 2 3 4 5 6 | 7 8 9 10 11"},
		{"two headings", 8, strings.Repeat("| 甲 | 乙\n", 6) + "| {资金} | <\n| {预算} | {执行}\n" + strings.Repeat("| 甲 | 乙\n", 4), nil, "0 1 2 3 4 5 | 6 7 8 9 10 11"},
		{"a heading beside a label", 8, strings.Repeat("| 甲 | 乙\n", 7) + "| (资金) | {执行}\n| ^ | 乙\n| ^ | 乙\n| ^ | 乙", nil, "0 1 2 3 4 5 6 | 7 8 9 10"},
		{"nothing but headings", 4, strings.TrimSpace(strings.Repeat("| {一} | {二}\n", 6)), nil, "0 1 2 3 | 4 5"},
		{"before a break that is asked for", 8, strings.Repeat("| 甲 | 乙\n", 9) + "| 丙 | 丁", func(t *grid.Table) { t.Rows[9].BreakTo = true }, "0 1 2 3 4 5 6 | 7 8 | 9"},
	} {
		g := small(draw(t, []int{4, 4}, c.drawing), c.lines)
		if c.change != nil {
			c.change(&g.Tables[0])
		}
		if m, _ := checked(t, g); pagesOf(m) != c.want {
			t.Errorf("%s: pages %s, want %s", c.name, pagesOf(m), c.want)
		}
	}
}

// TestHeaderOfTallRow: a row begins at the foot of a page that it would leave a third empty, the header over it, which
// would go with it, counted as empty.
func TestHeaderOfTallRow(t *testing.T) {
	for above, want := range map[int]string{
		7: "0 1 2 3 4 5 6 7 8 9 | (7) (8) 9 10", // five lines of twelve would be left
		9: "0 1 2 3 4 5 6 7 8 | 9 10 11 12",     // three
	} {
		drawing := strings.Repeat("| 甲 | 乙\n", above) + "h | {一} | {二}\nh | {三} | {四}\nb | 甲 | " + strings.Repeat("字", 40) + "\nb | 甲 | 乙"
		if m, _ := checked(t, small(draw(t, []int{4, 4}, drawing), 12)); pagesOf(m) != want {
			t.Errorf("%d rows above: pages %s, want %s", above, pagesOf(m), want)
		}
	}
}

// TestHeadsUnderHeads: a page that begins inside a block of a list has the heads of the list and those of the block,
// and its values name both; the heads of the list go where both would take half a page.
func TestHeadsUnderHeads(t *testing.T) {
	for _, c := range []struct {
		lines int
		want  string
	}{
		{8, "0 1 2 3 4 5 6 7 | (0) (6) 8 9 10 11"},
		{3, "0 1 2 | (1) 3 4 | (1) 5 | 6 7 8 | (6) 9 10 | (6) 11"},
	} {
		drawing := "h | {一} | {二}\nh | {甲块} | <\n" +
			strings.Repeat("b | 甲 | 乙\n", 4) + "h | {乙块} | <\n" + strings.Repeat("b | 丙 | 丁\n", 5)
		g := small(draw(t, []int{4, 4}, drawing), c.lines)
		for r := range g.Tables[0].Rows {
			if row := &g.Tables[0].Rows[r]; r > 5 {
				row.Header, row.Under = 3, 1
			} else if r > 0 {
				row.Header, row.Under = 2, 1
			}
		}
		m, d := checked(t, g)
		if got := pagesOf(m); got != c.want {
			t.Errorf("pages %s, want %s", got, c.want)
		}
		for _, e := range d.Elems {
			if e.Role == page.RoleTD && len(e.Headers) != 2 {
				t.Errorf("a value names %d headers: %v", len(e.Headers), e.Headers)
			}
		}
	}
}
