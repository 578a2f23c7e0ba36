package fromblank

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/grid"
)

// guess is a field that may belong in a cell.
type guess struct {
	path string // as the drawing writes it: inside a list from the item on
	kind string // of a field that is new: text, money, …
	why  string // what it was guessed from
	text string // the cell's drawing, if the field stands beside fixed text; empty: the field alone

	compute string // a figure that the blank has in the cell
}

// list is rows of blanks under a header: items of a list.
type list struct {
	from, to int // rows, from ≤ r < to
	name     string
	fresh    []guess // fields of an item that are new
	known    bool

	fields []string            // of an item that it has
	headed bool                // rows header ≤ r < from are its header
	header int                 //
	merge  []string            // fields whose neighbours become one cell
	items  []map[string]string // what the rows of the blank hold
}

// guesser finds fields for the blanks of a table.
type guesser struct {
	t     *grid.Table
	form  *model.Form // nil: all fields are new
	at    [][]int     // cell of each position
	cells map[int]guess
	lists []list
	fresh []guess // fields that are new, outside lists
	fixed []guess // fields of the form whose value the blank has
	used  map[string]bool
	lost  []string // blanks without a field
}

func newGuesser(t *grid.Table, form *model.Form, used map[string]bool) *guesser {
	g := &guesser{t: t, form: form, cells: map[int]guess{}, used: used, at: make([][]int, len(t.Rows))}
	for i := range g.at {
		g.at[i] = make([]int, len(t.Columns))
	}
	for n, c := range t.Cells {
		for i := c.Row; i < c.Row+c.RowSpan; i++ {
			for k := c.Col; k < c.Col+c.ColSpan; k++ {
				g.at[i][k] = n
			}
		}
	}
	return g
}

func (g *guesser) run() {
	g.block()
	g.findLists()
	for n := range g.t.Cells {
		c := &g.t.Cells[n]
		if slices.ContainsFunc(g.lists, func(l list) bool { return c.Row >= l.from && c.Row < l.to }) {
			continue
		}
		switch {
		case !g.t.Rows[c.Row].Role.Bordered():
			g.line(n)
		case blank(c.Text):
			g.blankCell(n)
		case constant(c.Text):
			g.constantCell(n)
		case strings.ContainsAny(c.Text, "□☐○◯") && g.choices(n):
		case g.alone(c):
			g.blanksOf(n)
		case strings.ContainsAny(c.Text, "□☐"):
		case strings.Contains(c.Text, "__") || strings.Contains(c.Text, "……") && strings.Contains(c.Text, "：") || strings.Contains(c.Text, "年") && strings.Contains(c.Text, "日"):
			_ = g.day(n) || g.blanksOf(n)
		}
	}
}

// alone says whether a cell is a label with its colon and has nobody's blank beside or below it: it is written in.
func (g *guesser) alone(c *grid.Cell) bool {
	s := strings.TrimRight(c.Text, " 　")
	if !strings.HasSuffix(s, "：") && !strings.HasSuffix(s, ":") || g.blanksRight(c.Row, c) > 0 {
		return false
	}
	below := c.Row + c.RowSpan
	return below >= len(g.t.Rows) || !g.t.Rows[below].Role.Bordered() || !blank(g.t.Cells[g.at[below][c.Col]].Text)
}

// left is the nearest text in the same row, and whether it touches the cell.
func (g *guesser) left(c *grid.Cell) (label *grid.Cell, touches bool) {
	for k := c.Col - 1; k >= 0; k-- {
		if x := &g.t.Cells[g.at[c.Row][k]]; !blank(x.Text) && !constant(x.Text) {
			return x, x.Col+x.ColSpan == c.Col
		}
	}
	return nil, false
}

// head is the nearest text above, in a row of several texts.
func (g *guesser) head(c *grid.Cell) *grid.Cell {
	for i := c.Row - 1; i >= 0 && g.t.Rows[i].Role.Bordered(); i-- {
		x := &g.t.Cells[g.at[i][c.Col]]
		if blank(x.Text) || constant(x.Text) || g.inList(i) {
			continue
		}
		if x.Col < c.Col || x.Col+x.ColSpan > c.Col+c.ColSpan && x.ColSpan != c.ColSpan {
			return nil
		}
		labels := map[int]bool{}
		for k := range g.t.Columns {
			if n := g.at[x.Row][k]; !blank(g.t.Cells[n].Text) {
				labels[n] = true
			}
		}
		if len(labels) < 2 {
			return nil
		}
		return x
	}
	return nil
}

// blanksRight counts the blank cells that follow a label in its row.
func (g *guesser) blanksRight(row int, label *grid.Cell) int {
	n, last := 0, -1
	for k := label.Col + label.ColSpan; k < len(g.t.Columns); k++ {
		c := g.at[row][k]
		if c == last {
			continue
		}
		if last = c; !blank(g.t.Cells[c].Text) {
			break
		}
		n++
	}
	return n
}

func (g *guesser) blankCell(n int) {
	c := &g.t.Cells[n]
	label, touches := g.left(c)
	head := g.head(c)
	if label != nil && g.corner(c, label) || g.totalCell(n, label, head) {
		return
	}
	switch {
	case label != nil && head != nil && head != label && (g.blanksRight(c.Row, label) > 1 || !touches):
		g.put(n, cellName(label.Text), cellName(head.Text), fmt.Sprintf("左边“%s”、上面“%s”", short(label.Text), short(head.Text)))
	case label != nil && touches:
		g.put(n, "", cellName(label.Text), fmt.Sprintf("左边“%s”", short(label.Text)))
	case head != nil:
		g.put(n, "", cellName(head.Text), fmt.Sprintf("上面“%s”", short(head.Text)))
	default:
		g.lose(c)
	}
}

// outside says whether a column is beside the table: nothing in it, no rule above or below any of its cells.
func (g *guesser) outside(col int) bool {
	for r := range g.t.Rows {
		c := &g.t.Cells[g.at[r][col]]
		if g.t.Rows[r].Role.Bordered() && (!blank(c.Text) || c.ColSpan > 1 || c.Border.Top != 0 && c.Border.Bottom != 0) {
			return false
		}
	}
	return true
}

func (g *guesser) lose(c *grid.Cell) {
	if g.outside(c.Col) {
		return
	}
	g.lost = append(g.lost, found.Ref(c.Row+1, c.Col+1))
}

// put gives a cell a field: name in group (which may be empty).
func (g *guesser) put(n int, group, name, why string) {
	c := &g.t.Cells[n]
	if name == "" {
		g.lose(c)
		return
	}
	if g.form != nil {
		if f := known(g.form.Fields, group, name, g.used); f != nil {
			p := dotted(f)
			g.used[p] = true
			g.cells[n] = guess{path: p, why: why}
			return
		}
	}
	p := g.free(group, name)
	if p == "" {
		g.lose(c)
		return
	}
	g.used[p] = true
	x := guess{path: p, kind: kindOf(name), why: why}
	g.cells[n] = x
	g.fresh = append(g.fresh, x)
}

// free is a path no field has yet: name in group, numbered if it must be. A name is a field or a group, not both.
func (g *guesser) free(group, name string) string {
	if group != "" && (g.used[group] || g.top(group) != nil && g.top(group).Kind != model.Group) {
		group, name = "", group+"之"+name
	}
	for i := 1; i < 1000; i++ {
		p := name
		if i > 1 {
			p = fmt.Sprintf("%s%d", name, i)
		}
		var there bool
		if group == "" {
			there = g.used[p] || groupUsed(g.used, p) || g.top(p) != nil
		} else {
			old := g.top(group)
			there = g.used[group+"."+p] || old != nil && old.Field(p) != nil
			p = group + "." + p
		}
		if !there {
			return p
		}
	}
	return ""
}

// top is a field of the form that is there, outside groups; nil if there is none.
func (g *guesser) top(name string) *model.Field {
	if g.form == nil {
		return nil
	}
	for _, x := range g.form.Fields {
		if x.Name == name {
			return x
		}
	}
	return nil
}

// findLists finds rows of blanks under a row of heads.
func (g *guesser) findLists() {
	for i := 1; i < len(g.t.Rows); i++ {
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

// blankRow says whether at least three cells begin in a row, all blank; cells from above do not count.
func (g *guesser) blankRow(i int) bool {
	n := 0
	for k := range g.t.Columns {
		if c := &g.t.Cells[g.at[i][k]]; c.Row == i && c.Col == k {
			if c.RowSpan == 1 && c.Text != "" && g.ordinalAt(c) {
				continue
			}
			if !blank(c.Text) || c.Text != "" || c.RowSpan > 1 {
				return false
			}
			n++
		}
	}
	return n >= 3
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
		if x.Row != a || y.Row != b || x.Col != y.Col || x.ColSpan != y.ColSpan || *x.Style != *y.Style || x.Border != y.Border {
			return false
		}
	}
	return true
}

// list makes rows of blanks a list, if every one has a head.
func (g *guesser) list(from, to int) {
	l := list{from: from, to: to, headed: true, header: from}
	for k := range g.t.Columns { // its header, unless it is beside something
		if h := g.headAt(k, from); h != nil {
			l.header = min(l.header, h.Row)
		}
	}
	for k := range g.t.Columns {
		if c := &g.t.Cells[g.at[l.header][k]]; c.Row < l.header && c.Row+c.RowSpan <= from || l.header == from {
			l.headed = false
		}
	}
	var names []string
	var at []int
	for k := range g.t.Columns {
		n := g.at[from][k]
		c := &g.t.Cells[n]
		if c.Row != from || c.Col != k {
			continue
		}
		if g.outside(k) {
			continue
		}
		h := g.head(c)
		if h == nil || h.Row+h.RowSpan != from {
			return
		}
		if ordinalHead(h.Text) {
			if !blank(c.Text) {
				g.cells[n] = guess{path: "序号", why: "列“序号”"}
			}
			continue
		}
		name := cellName(h.Text)
		if name == "" || slices.Contains(names, name) {
			return
		}
		names, at = append(names, name), append(at, n)
	}
	if g.form != nil {
		for _, f := range g.form.Fields {
			if f.Kind != model.Rows {
				continue
			}
			hits := 0
			for _, n := range names {
				if f.Field(n) != nil {
					hits++
				}
			}
			if 2*hits >= len(names) && !g.used[f.Name] {
				l.name, l.known = f.Name, true
				for i, n := range names {
					if f.Field(n) == nil {
						l.fresh = append(l.fresh, guess{path: n, kind: kindOf(n), why: "列“" + n + "”"})
					}
					g.cells[at[i]] = guess{path: n, why: "列“" + n + "”"}
					l.fields = append(l.fields, n)
				}
				g.used[f.Name] = true
				g.lists = append(g.lists, l)
				return
			}
		}
	}
	l.name = "明细"
	if c := &g.t.Cells[g.at[from][0]]; c.Row < from && cellName(c.Text) != "" { // a label beside the rows
		l.name = cellName(c.Text)
	}
	if l.name = g.free("", l.name); l.name == "" {
		return
	}
	g.used[l.name] = true
	for i, n := range names {
		x := guess{path: n, kind: kindOf(n), why: "列“" + n + "”"}
		l.fresh = append(l.fresh, x)
		g.cells[at[i]] = x
	}
	g.lists = append(g.lists, l)
}
