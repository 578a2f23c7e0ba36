package fromblank

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/grid"
)

// guess is a field that may belong in a cell.
type guess struct {
	path string // as the drawing writes it: inside a list from the item on
	kind string // of a field that is new: text, money, …
	why  string // what it was guessed from
	text string // the cell's drawing, if the field stands beside fixed text; empty: the field alone

	compute string   // the rule of the field: a figure that the blank has in the cell, a formula
	format  string   // how its numbers are set
	from    []string // fields that a printed expression is of
}

// list is rows of blanks under a header: items of a list.
type list struct {
	from, to int // rows, from ≤ r < to
	top      int // rows top ≤ r < from are sums above them
	name     string
	fresh    []guess // fields of an item that are new
	known    bool

	fields []string            // of an item that it has
	headed bool                // rows header ≤ r < from are its header
	header int                 //
	merge  []string            // fields whose neighbours become one cell
	items  []map[string]string // what the rows of the blank hold
	rows   []int               // of the items, of a list of the form
	sums   []int               // rows between them: of groups
	by     string              // the field of these groups
	places []string            // what the blank has where an item is to be written: 指标1：, ……
}

// start is the first row that is drawn with the list.
func (l *list) start() int {
	if l.headed && l.header < l.top {
		return l.header
	}
	return l.top
}

// guesser finds fields for the blanks of a table.
type guesser struct {
	t       *grid.Table
	behind  *Behind
	form    *model.Form // nil: all fields are new
	at      [][]int     // cell of each position
	cells   map[int]guess
	lists   []list
	fresh   []guess // fields that are new, outside lists
	fixed   []guess // fields of the form whose value the blank has
	used    map[string]bool
	units   map[int]string      // kinds that the units of heads say, by cell
	needs   map[string][]string // fields that those with a rule are computed from
	counted []string            // those of the formula translated last
	said    []string            // of formulas
	lost    []string            // blanks without a field
}

func newGuesser(t *grid.Table, behind *Behind, form *model.Form, used map[string]bool) *guesser {
	g := &guesser{t: t, behind: behind, form: form, cells: map[int]guess{}, units: map[int]string{}, needs: map[string][]string{}, used: used, at: make([][]int, len(t.Rows))}
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
	for at := range behind.Formulas { // what it comes to is no text of the blank
		if c := &t.Cells[g.at[at[0]][at[1]]]; c.Row == at[0] && c.Col == at[1] {
			c.Text = ""
		}
	}
	return g
}

func (g *guesser) run() {
	g.blocks()
	g.findItems()
	g.findLists()
	g.kinds()
	for i := range g.lists {
		g.groupSums(&g.lists[i])
	}
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
		case g.numberRow(c.Row):
		case constant(c.Text):
			g.constantCell(n)
		case strings.ContainsAny(c.Text, boxSigns) && g.choices(n):
		case hints(c.Text):
			if g.blankCell(n); g.cells[n].path != "" {
				g.said = append(g.said, fmt.Sprintf("%s 的“%s”是提示，没有画", g.ref(c), oneLine(c.Text)))
			}
		case loneBox(c.Text) && g.boxRow(n):
		case dayGap.MatchString(c.Text):
			g.day(n)
		case ownOpinion.MatchString(c.Text) && g.blanksOf(n):
		case asked.MatchString(strings.TrimSpace(c.Text)):
			g.asks(n)
		case g.alone(c):
			g.blanksOf(n)
		case strings.ContainsAny(c.Text, "□☐"):
		case strings.Contains(c.Text, "__") || spaced.MatchString(c.Text) || strings.Contains(c.Text, "……") && strings.Contains(c.Text, "：") || strings.Contains(c.Text, "年") && strings.Contains(c.Text, "日"):
			_ = g.day(n) || g.blanksOf(n) || g.gaps(n)
		}
	}
	g.kinds()
	g.formulas()
}

// hints says whether a text is nothing but places to write at: 1. 2. 3., 目标1： 目标2： ……, each on its line.
func hints(s string) bool {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	for _, l := range lines {
		if l = strings.TrimSpace(l); !placeholder.MatchString(l) || !strings.ContainsAny(l, ".．、：:…") {
			return false
		}
	}
	return len(lines) > 1
}

func (g *guesser) blankCell(n int) {
	c := &g.t.Cells[n]
	label, touches := g.left(c)
	head := g.head(c)
	if label != nil && g.corner(c, label) || g.totalCell(n, label, head) || g.nothingToSum(c, label) {
		return
	}
	over := g.over(c)
	defer func() {
		for _, x := range []*grid.Cell{head, label} {
			if x != nil {
				g.sharpen(n, kindByUnit(x.Text))
			}
		}
	}()
	switch {
	case over != nil:
		g.put(n, "", cellName(over.Text), fmt.Sprintf("上面“%s”", short(over.Text)))
	case label != nil && head != nil && head != label && (g.blanksRight(c.Row, label) > 1 || !touches):
		g.put(n, cellName(label.Text), cellName(head.Text), fmt.Sprintf("左边“%s”、上面“%s”", short(label.Text), short(head.Text)))
	case label != nil && touches:
		g.put(n, "", g.telling(label, head), fmt.Sprintf("左边“%s”", short(label.Text)))
	case head != nil:
		g.put(n, "", cellName(head.Text), fmt.Sprintf("上面“%s”", short(head.Text)))
	default:
		g.lose(c)
	}
}

// sharpen makes the new field of a cell, if it is a text so far, one of the kind that the unit of its label says.
func (g *guesser) sharpen(n int, kind string) {
	x, ok := g.cells[n]
	if !ok || kind == "" || x.kind != "text" {
		return
	}
	x.kind = kind
	g.cells[n] = x
	for i := range g.fresh {
		if g.fresh[i].path == x.path {
			g.fresh[i].kind = kind
		}
	}
}

// asked is a sentence that says what to write in its cell.
var asked = pattern.Late(`^[（(]?(请|填写)[^□]{4,}$`)

// asks gives a cell that says what to write there the field of the label at its left; left empty, it says so still.
func (g *guesser) asks(n int) {
	c := &g.t.Cells[n]
	label, touches := g.left(c)
	if label == nil || !touches || strings.ContainsAny(c.Text, "|{}\n") {
		return
	}
	g.put(n, "", cellName(label.Text), fmt.Sprintf("左边“%s”，空表上说写什么", short(label.Text)))
	if x, ok := g.cells[n]; ok {
		x.text = "{" + x.path + "|" + escape(strings.TrimSpace(c.Text)) + "}"
		g.cells[n] = x
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
	g.lost = append(g.lost, g.ref(c))
}

// put gives a cell a field: name in group (which may be empty).
func (g *guesser) put(n int, group, name, why string) {
	c := &g.t.Cells[n]
	if name == "" {
		g.lose(c)
		return
	}
	if g.form != nil {
		if f := g.knownAt(c, group, name); f != nil {
			p := dotted(f)
			g.used[p] = true
			g.cells[n] = guess{path: p, why: why}
			return
		}
	}
	p := g.free(ownName(group), ownName(name))
	if p == "" {
		g.lose(c)
		return
	}
	g.used[p] = true
	x := guess{path: p, kind: kindOf(name), why: why}
	g.cells[n] = x
	g.fresh = append(g.fresh, x)
}

// knownAt is the field of the form for a cell: of several that have the name, one whose group a label says that stands
// left of the cell.
func (g *guesser) knownAt(c *grid.Cell, group, name string) *model.Field {
	if group == "" {
		for k := c.Col - 1; k >= 0; k-- {
			label := cellName(g.t.Cells[g.at[c.Row][k]].Text)
			if len([]rune(label)) < 2 || label == name {
				continue
			}
			if f := known(g.form.Fields, label, name, g.used); f != nil {
				return f
			}
		}
	}
	if f := known(g.form.Fields, group, name, g.used); f != nil {
		return f
	}
	if short := brackets.ReplaceAllString(name, ""); short != name && short != "" { // 部门（单位）名称
		if f := g.knownAt(c, group, short); f != nil {
			return f
		}
	}
	if f := g.top(name); f != nil && group != "" && !g.used[name] && f.Kind != model.Group && f.Kind != model.Rows {
		return f
	}
	return nil
}

// free is a path no field has yet: name in group, numbered if it must be. A name is a field or a group, not both.
func (g *guesser) free(group, name string) string {
	if name == "" {
		return ""
	}
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
