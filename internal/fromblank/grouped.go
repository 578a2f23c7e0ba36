package fromblank

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/model/grid"
)

// groupedAt makes rows of blanks a list that are in groups, at least two, each with its sum below it, 小计. The first
// column may be merged over the rows of a group, and say what it is called. to is the row behind them.
func (g *guesser) groupedAt(from int) (to int, ok bool) {
	var rows, sums []int
	whole := 0 // rows that a sum follows
	merged := false
	for to = from; to < len(g.t.Rows); to++ {
		if to > from && len(rows) > whole && g.groupSumRow(to, from) {
			sums, whole = append(sums, to), len(rows)
			continue
		}
		if !g.groupItem(to, from) {
			break
		}
		rows = append(rows, to)
		merged = merged || g.t.Cells[g.at[to][0]].RowSpan > 1
	}
	if len(sums) < 2 || whole < len(rows) {
		return from, false
	}
	before := len(g.lists)
	if g.list(from, to); len(g.lists) == before {
		return from, false
	}
	l := &g.lists[before]
	l.rows, l.sums, l.by = rows, sums, l.fields[0]
	if merged && g.cells[g.at[from][0]].path == l.by {
		l.merge = []string{l.by}
		for _, r := range rows {
			item := map[string]string{}
			if c := &g.t.Cells[g.at[r][0]]; !blank(c.Text) {
				item[l.by] = strings.TrimSpace(c.Text)
			}
			l.items = append(l.items, item)
		}
	}
	return to, true
}

// groupItem says whether a row is drawn as row from is, all to be filled in but the name of its group at the left.
func (g *guesser) groupItem(row, from int) bool {
	if !g.t.Rows[row].Role.Bordered() || !g.t.Rows[from].Role.Bordered() {
		return false
	}
	open := 0
	for k := range g.t.Columns {
		c := &g.t.Cells[g.at[row][k]]
		if c.Col != k {
			continue
		}
		if c.Row < from || c.ColSpan != g.t.Cells[g.at[from][k]].ColSpan || g.t.Cells[g.at[from][k]].Col != k {
			return false
		}
		if k == 0 && (c.RowSpan > 1 || c.Row < row) {
			continue
		}
		if c.RowSpan > 1 || c.Text != "" && !blank(c.Text) && !g.ordinalAt(c) && !g.ticked(c) && !g.everyItem(c) {
			return false
		}
		open++
	}
	return open >= 3
}

// groupSumRow says whether a row is the sum of the group above it: 小计, and nothing else that is printed.
func (g *guesser) groupSumRow(row, from int) bool {
	if !g.t.Rows[row].Role.Bordered() {
		return false
	}
	labels := 0
	for k := range g.t.Columns {
		c := &g.t.Cells[g.at[row][k]]
		switch {
		case c.Col != k, k == 0 && c.Row >= from && c.Row < row, blank(c.Text), constant(c.Text):
		case c.Row < row || c.RowSpan > 1:
			return false
		case strings.Join(strings.Fields(c.Text), "") == "小计":
			labels++
		default:
			return false
		}
	}
	return labels == 1
}

// groupSums makes the blanks of the first sum of a group sums of the group. It is drawn for all of them.
func (g *guesser) groupSums(l *list) {
	if len(l.sums) == 0 {
		return
	}
	if l.by == "" {
		l.by = g.groupedBy(l)
	}
	if l.by == "" {
		return
	}
	row := l.sums[0]
	for k := range g.t.Columns {
		n := g.at[row][k]
		c := &g.t.Cells[n]
		if c.Row != row || c.Col != k || !blank(c.Text) && !constant(c.Text) {
			continue
		}
		if path := g.summed(l, c); path != "" {
			why := fmt.Sprintf("第 %d 行是一组的小计，按“%s”分组", g.behind.Rows[row], l.by)
			g.cells[n] = g.print(n, "合计(本组, ."+path+")", why)
		}
	}
}

// groupedBy is the merged field whose groups end with the sums: the first, unless a group of it goes on below one.
func (g *guesser) groupedBy(l *list) string {
	for i, name := range l.merge {
		goesOn := false
		for k := range g.t.Columns {
			if g.cells[g.at[l.from][k]].path != name {
				continue
			}
			for _, row := range l.sums {
				goesOn = goesOn || row+1 < l.to && sameCell(g, row, k)
			}
			break
		}
		if !goesOn || i == len(l.merge)-1 {
			return name
		}
	}
	return ""
}

// sameCell says whether the cell above a row goes on below it.
func sameCell(g *guesser, row, col int) bool { return g.at[row-1][col] == g.at[row+1][col] }

// subtotal writes the sum below each group of a list.
func (w *writer) subtotal(g *guesser, l *list, indent string) {
	row := l.sums[0]
	height := heightOf([]grid.Row{g.t.Rows[row]}, false)
	if len(l.merge) > 0 && l.by == l.merge[0] {
		w.f("%s    subtotal:\n%s      row: |\n", indent, indent)
		w.block(g, row, row+1, indent+"        ")
		w.f("%s      %s\n", indent, height)
		return
	}
	w.f("%s    subtotal:\n%s      %s:\n%s        row: |\n", indent, indent, quoted(l.by), indent)
	w.block(g, row, row+1, indent+"          ")
	w.f("%s        %s\n", indent, height)
}
