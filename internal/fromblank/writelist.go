package fromblank

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model/grid"
)

// list writes the header of a list and its first row, which is drawn for all.
func (w *writer) list(g *guesser, l *list, indent string) {
	w.marks = append(w.marks, fmt.Sprintf("%s 第 %d 至 %d 行：列表 %s", g.t.Name, l.from+1, l.to, l.name))
	if len(l.places) > 0 {
		w.told = append(w.told, fmt.Sprintf("%s 第 %d 至 %d 行里的“%s”是写条目的地方，没有画", g.t.Name, l.from+1, l.to, strings.Join(distinct(l.places), "”“")))
	}
	if l.headed && l.header < l.top {
		w.f("%s  - header: |\n", indent)
		w.block(g, l.header, l.top, indent+"      ")
		w.f("%s    %s\n", indent, heightOf(g.t.Rows[l.header:l.top], false))
	}
	for i := l.top; i < l.from; i++ { // sums above their items
		w.f("%s  - row: |\n", indent)
		w.block(g, i, i+1, indent+"      ")
		w.f("%s    %s\n", indent, heightOf(g.t.Rows[i:i+1], false))
	}
	w.f("%s  - repeat: %s\n", indent, quoted(l.name))
	if len(l.merge) > 0 {
		w.f("%s    merge: [%s]\n", indent, strings.Join(quotedAll(l.merge), ", "))
	}
	if order, under := l.categories(); len(order) > 0 {
		w.f("%s    categories:\n", indent)
		for _, one := range order {
			w.f("%s      %s: [%s]\n", indent, quoted(one), strings.Join(quotedAll(under[one]), ", "))
		}
	}
	w.f("%s    rows:\n%s      - row: |\n", indent, indent)
	w.block(g, l.from, l.from+1, indent+"          ")
	w.f("%s        %s\n", indent, heightOf(g.t.Rows[l.from:l.from+1], l.known))
	if l.by != "" && len(l.sums) > 0 {
		w.subtotal(g, l, indent)
		return
	}
	for _, i := range l.sums { // of groups nobody knows the field of
		w.f("%s  - row: |\n", indent)
		w.block(g, i, i+1, indent+"      ")
		w.f("%s    %s\n", indent, heightOf(g.t.Rows[i:i+1], false))
	}
}

// heightOf is the setting for the height of some rows: a least one where the blank leaves it to the texts (or grows).
func heightOf(rows []grid.Row, grows bool) string {
	least := grows
	heights := make([]string, len(rows))
	for i, r := range rows {
		least = least || r.MinHeight > 0
		heights[i] = r.Height.PtString() + "pt"
	}
	switch {
	case least:
		return "min-height: " + heights[0]
	case len(rows) == 1:
		return "height: " + heights[0]
	}
	return "height: [" + strings.Join(heights, ", ") + "]"
}

// distinct are texts in order, each once, on one line.
func distinct(all []string) (out []string) {
	for _, s := range all {
		if s = oneLine(s); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// titleRows are the rows of the table that the workbook prints again on every page, from ≤ row < to, unless they are a
// list's header, which always is; from is −1 if there are none.
func (g *guesser) titleRows() (from, to int) {
	if from, to = g.behind.Titles[0], g.behind.Titles[1]; from < 0 {
		return -1, -1
	}
	for from < to && !g.t.Rows[from].Role.Bordered() { // what stands above is said by the head of the page
		from++
	}
	for r := from; r < to; r++ {
		for k := range g.t.Columns {
			if c := &g.t.Cells[g.at[r][k]]; c.Row < from || c.Row+c.RowSpan > to {
				return -1, -1
			}
		}
	}
	if from >= to || slices.ContainsFunc(g.lists, func(l list) bool { return l.start() < to && from < l.to }) {
		return -1, -1
	}
	return from, to
}

// noTitles says of which rows that repeat on every page none does.
func (g *guesser) noTitles() string {
	from, to := max(g.behind.Titles[0], 0), g.behind.Titles[1]
	for from < to && !g.t.Rows[from].Role.Bordered() {
		from++
	}
	if first, _ := g.titleRows(); from >= to || first >= 0 {
		return ""
	}
	for _, l := range g.lists {
		if l.headed && l.header <= from && to <= l.top {
			return ""
		}
	}
	return fmt.Sprintf("表中第 %d 到 %d 行每页重复打印；版式里请把它们改写成 header:，才会每页重复。",
		g.behind.Rows[max(g.behind.Titles[0], 0)], g.behind.Rows[to-1])
}
