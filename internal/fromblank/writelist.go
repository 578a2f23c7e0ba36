package fromblank

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/model/grid"
)

// list writes the header of a list and its first row, which is drawn for all.
func (w *writer) list(g *guesser, l *list, indent string) {
	w.marks = append(w.marks, fmt.Sprintf("%s 第 %d 至 %d 行：列表 %s", g.t.Name, l.from+1, l.to, l.name))
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
