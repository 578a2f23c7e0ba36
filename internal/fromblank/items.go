package fromblank

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model/grid"
)

// findItems makes lists of rows of one pattern that are not all blank: beside names that are printed, as 产出指标 and
// 数量指标 over the rows they are merged over, with 指标1：, 任务2： or …… where an item is to be written.
func (g *guesser) findItems() {
	for from := 1; from < len(g.t.Rows); from++ {
		if to, ok := g.itemsAt(from); ok {
			from = to - 1
		}
	}
}

// itemPlace is what a blank has where an item is to be written: 指标1：, 2. or ……, and not a figure alone.
var itemPlace = pattern.Late(`^((指标|项目|任务|目标|措施|内容|事项|工作|活动|问题|成果|产出|效益)[ 　]*([0-9]{1,2}|[一二三四五六七八九十]{1,2}|[①-⑳])[.、．：:]?|([0-9]{1,2}|[一二三四五六七八九十]{1,2})[.、．：:]|…+|\.{3,}|⋯+)$`)

func writtenAt(s string) bool { return itemPlace.MatchString(strings.Join(strings.Fields(s), "")) }

// open says whether a cell of an item is to be filled in, or holds what each item has: its number, boxes, a figure.
func (g *guesser) open(c *grid.Cell) bool {
	return blank(c.Text) || writtenAt(c.Text) || g.ordinalAt(c) || g.ticked(c) || constant(c.Text)
}

// itemsAt is the list whose items begin in row from.
func (g *guesser) itemsAt(from int) (to int, ok bool) {
	if g.inList(from) || !g.t.Rows[from].Role.Bordered() {
		return from, false
	}
	var cols []int
	printed := map[int]bool{}
	top, blanks := g.topOf(from), 0
	for k := range g.t.Columns {
		c := &g.t.Cells[g.at[from][k]]
		if c.Col != k || c.Row < from || g.outside(k) {
			continue
		}
		h := g.headAt(k, top)
		if h == nil || h.Col != c.Col || h.Row+h.RowSpan != g.headsEnd(top) || toFill(h.Text) || constant(h.Text) {
			return from, false
		}
		cols = append(cols, k)
		if printed[k] = !g.open(c); blank(c.Text) && c.RowSpan == 1 {
			blanks++
		}
	}
	if len(cols) < 3 || blanks < 1 {
		return from, false
	}
	to = from + 1
	for to < len(g.t.Rows) && g.sameItem(to, from, cols, printed) && !g.sumRow(to) {
		to++
	}
	if to < from+2 || to < len(g.t.Rows) && g.groupSumRow(to, from) || !g.repeats(from, to, cols, printed) {
		return from, false
	}
	return to, g.items(from, to, cols)
}

// sameItem says whether a row is of the pattern of row from.
func (g *guesser) sameItem(row, from int, cols []int, printed map[int]bool) bool {
	if !g.t.Rows[row].Role.Bordered() || g.inList(row) {
		return false
	}
	blanks := 0
	for _, k := range cols {
		a, b := &g.t.Cells[g.at[from][k]], &g.t.Cells[g.at[row][k]]
		switch {
		case b.Col != k || b.ColSpan != a.ColSpan || b.Row < from:
			return false
		case b.Row < row: // goes on from above
		case printed[k] == g.open(b) && !(printed[k] && b.RowSpan > 1):
			return false
		case blank(b.Text):
			blanks++
		}
	}
	first := &g.t.Cells[g.at[row][0]]
	return blanks > 0 && (first.Col+first.ColSpan > cols[0] || first.Row <= from || first.Row < row)
}

// sumRow says whether a row is a sum: its first text says so.
func (g *guesser) sumRow(row int) bool {
	for k := range g.t.Columns {
		if c := &g.t.Cells[g.at[row][k]]; c.Row == row && !blank(c.Text) {
			return totalLabel.MatchString(strings.Join(strings.Fields(c.Text), ""))
		}
	}
	return false
}

// repeats says whether rows are items and not rows each with a name of its own: places for items, two rows under the
// same names, or a column for what indicators are called.
func (g *guesser) repeats(from, to int, cols []int, printed map[int]bool) bool {
	names := 0
	for _, k := range cols {
		if printed[k] {
			names++
		}
		for r := from; r < to; r++ {
			if c := &g.t.Cells[g.at[r][k]]; c.Row == r && writtenAt(c.Text) && !g.ordinalAt(c) {
				return true
			}
		}
		head := cellName(g.headAt(k, g.topOf(from)).Text)
		if names > 0 && !printed[k] && (strings.HasPrefix(head, "三级指标") || strings.HasPrefix(head, "指标名称") || strings.HasPrefix(head, "指标内容")) {
			return true
		}
	}
	for r := from + 1; r < to && names > 0; r++ {
		own := false
		for _, k := range cols {
			own = own || printed[k] && g.t.Cells[g.at[r][k]].Row == r
		}
		if !own {
			return true
		}
	}
	return false
}

// items makes a list of rows, and notes what they hold.
func (g *guesser) items(from, to int, cols []int) bool {
	l := list{from: from, to: to, headed: true, top: g.topOf(from)}
	g.setHeader(&l)
	names, at, ok := g.headsOf(from, l.top)
	if !ok || len(names) == 0 {
		return false
	}
	known := g.listOfForm(names)
	if known != nil {
		l.name, l.known = known.Name, true
	} else if l.name = g.listName(from); l.name == "" {
		return false
	}
	g.used[l.name] = true
	for r := from; r < to; r++ {
		l.rows, l.items = append(l.rows, r), append(l.items, map[string]string{})
	}
	for i, name := range names {
		if known == nil || known.Field(name) == nil {
			name = itemOwn(name)
		}
		k, merged, alike := g.t.Cells[at[i]].Col, false, true
		first := strings.TrimSpace(g.t.Cells[at[i]].Text)
		for r := from; r < to; r++ {
			c := &g.t.Cells[g.at[r][k]]
			merged, alike = merged || c.RowSpan > 1, alike && strings.TrimSpace(c.Text) == first
		}
		for n := range l.rows {
			switch c := &g.t.Cells[g.at[from+n][k]]; {
			case writtenAt(c.Text):
				l.places = append(l.places, c.Text)
			case !blank(c.Text) && !g.ticked(c) && !(alike && constant(c.Text)):
				l.items[n][name] = c.Text
			}
		}
		if merged {
			l.merge = append(l.merge, name)
		}
		g.column(&l, known, name, at[i])
	}
	g.lists = append(g.lists, l)
	return true
}

// listName is what a new list is called: by the label beside its rows, if there is one; empty if no name is left.
func (g *guesser) listName(from int) string {
	name := "明细"
	if c := &g.t.Cells[g.at[from][0]]; c.Row < from && itemOwn(cellName(c.Text)) != "" {
		name = itemOwn(cellName(c.Text))
	}
	return g.free("", name)
}

// setHeader finds the rows of the heads above a list, unless they are beside something.
func (g *guesser) setHeader(l *list) {
	l.header = l.top
	for k := range g.t.Columns {
		if h := g.headAt(k, l.top); h != nil {
			l.header = min(l.header, h.Row)
		}
	}
	if l.header = g.headerTop(l.header, l.top); g.headedAbove(l) {
		l.header = l.top
	}
	for k := range g.t.Columns {
		if c := &g.t.Cells[g.at[min(l.header, len(g.at)-1)][k]]; c.Row < l.header && c.Row+c.RowSpan <= l.top || l.header == l.top {
			l.headed = false
		}
	}
}

// headedAbove says whether another list has the rows of a list's header.
func (g *guesser) headedAbove(l *list) bool {
	return slices.ContainsFunc(g.lists, func(o list) bool { return o.start() < l.top && l.header < o.to })
}

// headerTop is the first row of a header of several rows: no cell reaches out of it.
func (g *guesser) headerTop(header, top int) int {
	for row := header; row > 0 && g.t.Rows[row-1].Role.Bordered(); row-- {
		out := false
		for k := range g.t.Columns {
			c := &g.t.Cells[g.at[row][k]]
			out = out || c.Row < row && c.Row+c.RowSpan <= top
		}
		if !out {
			break
		}
		header = row - 1
	}
	return header
}

// columnNumber is what the row of numbers under heads has: 栏次, 甲, 1, A, (3), 5=3+4.
var columnNumber = pattern.Late(`^(栏次|[甲乙丙丁戊]|[0-9]{1,2}|[A-Za-z]|[（(][0-9]{1,2}[)）]|[0-9A-Za-z]{1,3}[=＝][-0-9A-Za-z+*/÷×＋－—（）()%]+)$`)

// numberRow says whether a row has nothing but the numbers of the columns, under their heads.
func (g *guesser) numberRow(row int) bool {
	if row <= 0 || !g.t.Rows[row].Role.Bordered() || !g.t.Rows[row-1].Role.Bordered() {
		return false
	}
	seen, all := map[string]bool{}, 0
	for k := range g.t.Columns {
		c := &g.t.Cells[g.at[row][k]]
		if c.Col != k {
			continue
		}
		all++
		s := strings.Join(strings.Fields(c.Text), "")
		h := &g.t.Cells[g.at[row-1][k]]
		if c.Row != row || c.RowSpan > 1 || s != "" && (!columnNumber.MatchString(s) || seen[s] || blank(h.Text) || constant(h.Text)) {
			return false
		}
		seen[s] = true
	}
	delete(seen, "")
	return len(seen) >= 3 && 3*len(seen) >= 2*all
}

// headsEnd is the row behind the heads of what begins in row top: the numbers of the columns may stand between.
func (g *guesser) headsEnd(top int) int {
	if top > 1 && g.numberRow(top-1) {
		return top - 1
	}
	return top
}
