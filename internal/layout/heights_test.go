package layout

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// uneven are the heights of rows that a layout does not fix and that are no multiple of evenStep.
func uneven(m *grid.Measured) (out []unit.Length) {
	for i := range m.Tables {
		for _, r := range m.Tables[i].Rows {
			if r.Row.Height == 0 && r.Height%evenStep != 0 {
				out = append(out, r.Height)
			}
		}
	}
	return out
}

// TestEvenHeights: heights are whole in points and in pixels, but never at the cost of a page: then they are what the
// texts need.
func TestEvenHeights(t *testing.T) {
	rows := func(n int) string { return strings.TrimPrefix(strings.Repeat("\n| 甲 | 乙", n), "\n") }
	for _, c := range []struct {
		name        string
		lines       int // of the paper, 15 pt each
		drawing     string
		even        bool
		pages, last int // and the height of the last row, in quarters of a point
	}{
		{"even rows find room", 20, rows(20), true, 1, 60},
		{"even rows would take a page more", 20, rows(21), false, 1, 57},
		{"two pages either way", 20, rows(22), true, 2, 60},
		{"the second page is full", 20, rows(42), false, 2, 57},
		{"three pages either way", 20, rows(43), true, 3, 60},
	} {
		m, _ := checked(t, small(draw(t, []int{4, 4}, c.drawing), c.lines))
		tab := &m.Tables[0]
		if got := uneven(m); (len(got) == 0) != c.even {
			t.Errorf("%s: heights %v", c.name, got)
		}
		if got := tab.Rows[len(tab.Rows)-1].Height; len(tab.Pages) != c.pages || got != unit.Length(c.last)*unit.Pt/4 {
			t.Errorf("%s: %d pages, the last row is %s pt high", c.name, len(tab.Pages), got.PtString())
		}
	}
}

// TestEvenHeightsOfTables: a table that stands below another with the heights their texts need still does.
func TestEvenHeightsOfTables(t *testing.T) {
	for _, c := range []struct {
		rows    [3]int // of three tables
		follows string
		even    string
	}{
		{[3]int{8, 4, 4}, "false true true", "true true true"},
		{[3]int{8, 4, 7}, "false true true", "false false false"}, // 19 lines of 14.25 and two gaps in 19 of 15
		{[3]int{8, 4, 12}, "false true false", "true true true"},
		{[3]int{23, 4, 4}, "false true true", "true true true"},
	} {
		g := small(draw(t, []int{4, 4}, "| 甲 | 乙"), 19)
		first := g.Tables[0]
		g.Tables = nil
		for i, n := range c.rows {
			x := draw(t, []int{4, 4}, strings.TrimPrefix(strings.Repeat("\n| 甲 | 乙", n), "\n")).Tables[0]
			x.Name, x.Paper = fmt.Sprint(i), first.Paper
			g.Tables = append(g.Tables, x)
		}
		m := mustMeasure(t, g)
		var follows, even []string
		for i := range m.Tables {
			follows = append(follows, fmt.Sprint(m.Tables[i].Follows))
			even = append(even, fmt.Sprint(len(uneven(&grid.Measured{Tables: m.Tables[i : i+1]})) == 0))
		}
		if got := strings.Join(follows, " "); got != c.follows {
			t.Errorf("%v: %s, want %s", c.rows, got, c.follows)
		}
		if got := strings.Join(even, " "); got != c.even {
			t.Errorf("%v: even %s, want %s", c.rows, got, c.even)
		}
	}
}

// TestFixedHeightsStay: what a layout says of a height holds to the pixel.
func TestFixedHeightsStay(t *testing.T) {
	g := draw(t, []int{4, 4}, "| 甲 | 乙\n| 甲 | 乙")
	g.Tables[0].Rows[0].Height, g.Tables[0].Rows[1].MinHeight = 23*unit.Pt+unit.Pt/2, 23*unit.Pt+unit.Pt/2
	m, _ := checked(t, g)
	if a, b := m.Tables[0].Rows[0].Height, m.Tables[0].Rows[1].Height; a != 31*unit.Px || b != 24*unit.Pt {
		t.Errorf("%s and %s pt", a.PtString(), b.PtString())
	}
}

// Rows of fixed height that grew are one note for a table: where the first is, by its text too, how many, what to do.
func TestGrownRowsAreOneNote(t *testing.T) {
	for n, want := range map[int]string{
		1: "行高定为 15 磅，文字“长长长长长长长长长”要 36.75 磅，此行已加高",
		3: "行高定为 15 磅，文字“长长长长长长长长长”要 36.75 磅，此行已加高；这张表里这样的共 3 行",
	} {
		g := draw(t, []int{4, 4}, "| 甲 | 乙\n"+strings.Repeat("| 甲 | "+strings.Repeat("长", 9)+"\n", n))
		for r := range g.Tables[0].Rows {
			g.Tables[0].Rows[r].Height = 20 * unit.Px
		}
		m := mustMeasure(t, g)
		if len(m.Notes) != 1 || m.Notes[0].Message != want || m.Notes[0].Place != "第 2 行" || m.Notes[0].Hint == "" {
			t.Errorf("%d rows: %v", n, m.Notes)
		}
	}
}
