package fromblank

import (
	"maps"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/grid"
)

// findLists finds rows of blanks under a row of heads.
func (g *guesser) findLists() {
	for i := 1; i < len(g.t.Rows); i++ {
		if !g.inList(i) {
			if to, ok := g.groupedAt(i); ok {
				i = to - 1
				continue
			}
		}
		if !g.t.Rows[i].Role.Bordered() || !g.blankRow(i) || g.inList(i) {
			continue
		}
		to := i + 1
		for to < len(g.t.Rows) && g.t.Rows[to].Role.Bordered() && g.blankRow(to) && g.sameRow(i, to) {
			to++
		}
		g.list(i, to)
		i = to - 1
	}
}

// blankRow says whether at least three cells begin in a row, all to be filled in; cells from above do not count.
func (g *guesser) blankRow(i int) bool {
	n := 0
	for k := range g.t.Columns {
		if c := &g.t.Cells[g.at[i][k]]; c.Row == i && c.Col == k {
			if c.RowSpan == 1 && c.Text != "" && g.ordinalAt(c) {
				continue
			}
			if c.RowSpan == 1 && g.everyItem(c) {
				continue
			}
			if c.RowSpan > 1 || c.Text != "" && !g.ticked(c) {
				return false
			}
			n++
		}
	}
	return n >= 3
}

// everyItem says whether a figure or dash of a cell is also that of the row above or below: what each item has.
func (g *guesser) everyItem(c *grid.Cell) bool {
	if !constant(c.Text) || g.numberRow(c.Row) {
		return false
	}
	for _, r := range []int{c.Row - 1, c.Row + 1} {
		if r >= 0 && r < len(g.t.Rows) && g.t.Rows[r].Role.Bordered() {
			if x := &g.t.Cells[g.at[r][c.Col]]; x.Row == r && x.Col == c.Col && x.ColSpan == c.ColSpan && x.Text == c.Text {
				return true
			}
		}
	}
	return false
}

// ticked says whether a cell of an item is nothing but boxes, a date or a number's place, as every item has it.
func (g *guesser) ticked(c *grid.Cell) bool {
	if dayGap.MatchString(c.Text) {
		return true
	}
	found, front := boxesOf(c.Text)
	return len(found) > 0 && blank(front)
}

// sameRow says whether two rows are drawn alike.
func (g *guesser) sameRow(a, b int) bool {
	if g.t.Rows[a].Height != g.t.Rows[b].Height {
		return false
	}
	for k := range g.t.Columns {
		x, y := &g.t.Cells[g.at[a][k]], &g.t.Cells[g.at[b][k]]
		if x == y {
			continue
		}
		if x.Row != a || y.Row != b || x.Col != y.Col || x.ColSpan != y.ColSpan || constant(x.Text) && !g.ordinalAt(x) && x.Text != y.Text || *x.Style != *y.Style || x.Border != y.Border {
			return false
		}
	}
	return true
}

// topOf is the row right under the heads of the items that begin in row from: rows of their sums may stand between.
func (g *guesser) topOf(from int) int {
	for from > 1 && g.sumAbove(from-1) {
		from--
	}
	return from
}

// sumAbove says whether a row is the sum of items below it: 合计 and nothing else that is printed.
func (g *guesser) sumAbove(row int) bool {
	if !g.t.Rows[row].Role.Bordered() {
		return false
	}
	labels := 0
	for k := range g.t.Columns {
		c := &g.t.Cells[g.at[row][k]]
		switch {
		case c.Row != row || c.RowSpan > 1:
			return false
		case c.Col != k || blank(c.Text):
		case totalLabel.MatchString(strings.Join(strings.Fields(c.Text), "")):
			labels++
		case !constant(c.Text):
			return false
		}
	}
	return labels == 1
}

// dash says whether a cell is none to be filled in.
func dash(s string) bool { return constant(s) && !strings.ContainsAny(s, "0123456789") }

// numbered is the number of an item, with the point that the blank has behind it.
func numbered(text string) guess {
	text = strings.TrimSpace(text)
	x := guess{path: "序号", why: "列“序号”"}
	if i := strings.IndexAny(text, ".．、"); i > 0 && text[0] >= '0' && text[0] <= '9' {
		x.text = "{序号}" + escape(text[i:])
	}
	return x
}

// headsOf are the names of the columns of items that begin in row from, by cell; of two alike each with the head above
// its own. false: a column has none.
func (g *guesser) headsOf(from, top int) (names []string, at []int, ok bool) {
	var above []string
	ordinals := map[int]guess{} // not before it is known to be a list
	for k := range g.t.Columns {
		n := g.at[from][k]
		c := &g.t.Cells[n]
		if c.Row != from || c.Col != k || g.outside(k) {
			continue
		}
		h := g.headAt(k, top)
		if h == nil || h.Col != c.Col || h.ColSpan != c.ColSpan && h.Col+h.ColSpan > c.Col+c.ColSpan {
			return nil, nil, false
		}
		if ordinalHead(h.Text) {
			if !blank(c.Text) {
				ordinals[n] = numbered(c.Text)
			}
			continue
		}
		if dash(c.Text) {
			continue
		}
		name := itemOwn(cellName(h.Text))
		if g.form != nil {
			name = cellName(h.Text)
		}
		if name == "" {
			return nil, nil, false
		}
		group := ""
		if x := g.headAt(k, h.Row); x != nil && x.ColSpan > h.ColSpan && !toFill(x.Text) {
			group = itemOwn(cellName(x.Text))
		}
		if k := kindByUnit(h.Text); k != "" {
			g.units[n] = k
		}
		names, above, at = append(names, name), append(above, group), append(at, n)
	}
	count := map[string]int{}
	for _, n := range names {
		count[n]++
	}
	seen := map[string]bool{}
	for i, n := range names {
		if count[n] > 1 {
			n = above[i] + n
		}
		for j := 2; seen[n]; j++ {
			n = strings.TrimRight(n, "0123456789") + string(rune('0'+min(j, 9)))
			if j > 9 {
				return nil, nil, false
			}
		}
		names[i], seen[n] = n, true
	}
	if len(names) > 0 {
		maps.Copy(g.cells, ordinals)
	}
	return names, at, true
}

// list makes rows of blanks a list, if every one has a head.
func (g *guesser) list(from, to int) {
	l := list{from: from, to: to, headed: true, top: g.topOf(from)}
	g.setHeader(&l)
	names, at, ok := g.headsOf(from, l.top)
	if !ok || len(names) == 0 {
		return
	}
	if f := g.listOfForm(names); f != nil {
		l.name, l.known = f.Name, true
		for i, n := range names {
			if f.Field(n) == nil {
				names[i] = itemOwn(n)
			}
			g.column(&l, f, names[i], at[i])
		}
		g.used[f.Name] = true
		g.lists = append(g.lists, l)
		return
	}
	if l.name = g.listName(from); l.name == "" {
		return
	}
	g.used[l.name] = true
	for i, n := range names {
		g.column(&l, nil, itemOwn(n), at[i])
	}
	g.lists = append(g.lists, l)
}

// listOfForm is the list of the form that half the names are fields of.
func (g *guesser) listOfForm(names []string) *model.Field {
	if g.form == nil {
		return nil
	}
	for _, f := range g.form.Fields {
		hits := 0
		for _, n := range names {
			if f.Kind == model.Rows && f.Field(n) != nil {
				hits++
			}
		}
		if hits > 0 && 2*hits >= len(names) && !g.used[f.Name] {
			return f
		}
	}
	return nil
}

// column gives the cell of an item its field: of the form's list f, if it is not nil and has it, else a new one.
func (g *guesser) column(l *list, f *model.Field, name string, n int) {
	x := guess{path: name, kind: kindOf(name), why: "列“" + name + "”"}
	if k := g.units[n]; k != "" && x.kind == "text" {
		x.kind = k
	}
	c := &g.t.Cells[n]
	var own *model.Field
	if f != nil {
		own = f.Field(name)
	}
	switch found, _ := boxesOf(c.Text); {
	case len(found) > 0:
		x.text, x.kind = drawTicks(c.Text, found, name), choicesOf(found, "")
		if own != nil && !takes(own, found) {
			x.text = ""
		}
		for _, t := range found {
			if t.to > t.from { // to be written behind the box
				if f == nil || f.Field(name+t.name) == nil {
					l.fresh = append(l.fresh, guess{path: name + t.name, kind: "text", why: "列“" + name + "”，“" + t.name + "”后面"})
				}
				l.fields = append(l.fields, name+t.name)
			}
		}
	case own == nil && figures.MatchString(strings.TrimSpace(c.Text)): // what each item has
		x.compute = strings.TrimSpace(c.Text)
		if x.kind == "text" {
			x.kind = "number"
		}
	case dayGap.MatchString(c.Text):
		m := dayGap.FindStringSubmatch(c.Text)
		x.kind = dayKind(m[2])
		x.text = ends(escape(m[1]) + "{" + name + "|" + unlined(m[2]) + "}" + escape(m[3]))
	}
	if own == nil && !slices.ContainsFunc(l.fresh, func(y guess) bool { return y.path == name }) {
		l.fresh = append(l.fresh, x)
	}
	l.fields = append(l.fields, name)
	g.cells[n] = x
}
