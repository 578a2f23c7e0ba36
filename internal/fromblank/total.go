package fromblank

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/grid"
)

func (g *guesser) inList(row int) bool {
	return slices.ContainsFunc(g.lists, func(l list) bool { return l.from <= row && row < l.to })
}

var ordinals = pattern.Late(`^([0-9]{1,3}|[①-⑳]|…+|\.{2,})[.．、]?$`)

// ordinalAt says whether a cell holds the number of an item, 1 2 3 ……, under 序号.
func (g *guesser) ordinalAt(c *grid.Cell) bool {
	if !ordinals.MatchString(strings.TrimSpace(c.Text)) {
		return false
	}
	for r := c.Row - 1; r >= 0; r-- {
		if x := &g.t.Cells[g.at[r][c.Col]]; !blank(x.Text) && !g.sumAbove(r) && !g.numberRow(r) && strings.Join(strings.Fields(x.Text), "") != "小计" && !ordinals.MatchString(strings.TrimSpace(x.Text)) {
			return ordinalHead(x.Text)
		}
	}
	return false
}

// corner says whether a blank cell is the corner between heads and labels: beside a label of several rows, in a row of
// nothing but heads.
func (g *guesser) corner(c, label *grid.Cell) bool {
	heads := 0
	for k := c.Col + c.ColSpan; k < len(g.t.Columns); k++ {
		x := &g.t.Cells[g.at[c.Row][k]]
		if blank(x.Text) || constant(x.Text) || x.Row != c.Row {
			return false
		}
		if x.Col == k {
			heads++
		}
	}
	return heads >= 2 && label.RowSpan > 1
}

// totalRow is the list that ends right above a row which is its total; nil if there is none.
func (g *guesser) totalRow(row int) *list {
	for i := range g.lists {
		if l := &g.lists[i]; (l.to == row || l.top <= row && row < l.from) && row < len(g.t.Rows) && g.t.Rows[row].Role.Bordered() {
			for k := range g.t.Columns {
				c := &g.t.Cells[g.at[row][k]]
				if c.Row == row && totalLabel.MatchString(strings.Join(strings.Fields(c.Text), "")) {
					return l
				}
			}
		}
	}
	return nil
}

// totalCell is a blank cell in the total row under a list: a field of the form, the sum of the column, or nothing.
func (g *guesser) totalCell(n int, label, head *grid.Cell) bool {
	c := &g.t.Cells[n]
	l := g.totalRow(c.Row)
	if l == nil || label == nil || head == nil {
		return false
	}
	name := cellName(head.Text)
	why := fmt.Sprintf("左边“%s”、上面“%s”", short(label.Text), short(head.Text))
	if g.form != nil {
		if f := g.knownTotal(label, l.name, name); f != nil {
			p := dotted(f)
			g.used[p] = true
			g.cells[n] = guess{path: p, why: why}
			return true
		}
	}
	if path := g.summed(l, c); path != "" {
		x := g.print(n, fmt.Sprintf("合计(%s, .%s)", l.name, path), why+"，列表的合计")
		x.from = []string{l.name + "." + path}
		g.cells[n] = x
		g.addsUp(path, l)
	}
	return true
}

// summed is the field of a list that a cell below its items sums up; empty if there is none, or none of numbers.
func (g *guesser) summed(l *list, c *grid.Cell) string {
	n := g.at[l.from][c.Col]
	x, ok := g.cells[n]
	if !ok || g.t.Cells[n].Col != c.Col {
		return ""
	}
	if _, by := g.behind.Formulas[[2]int{c.Row, c.Col}]; !by && g.anyFormula(c.Row) { // a row that says itself what it sums up
		return ""
	}
	kind := x.kind
	if l.known && g.top(l.name) != nil && g.top(l.name).Field(x.path) != nil {
		if f := g.top(l.name).Field(x.path); f.Kind.Numeric() && f.Kind != model.Rate {
			kind = "money"
		}
	}
	if kind == "" {
		kind = kindOf(x.path)
	}
	if by := strings.HasPrefix(g.behind.Formulas[[2]int{c.Row, c.Col}], "SUM("); kind == "text" && by && x.text == "" {
		g.numeric(l.name, x.path)
		kind = "number"
	}
	if kind == "money" || kind == "score" || kind == "number" {
		return x.path
	}
	return ""
}

// anyFormula says whether a row has a formula.
func (g *guesser) anyFormula(row int) bool {
	for k := range g.t.Columns {
		if _, ok := g.behind.Formulas[[2]int{row, k}]; ok {
			return true
		}
	}
	return false
}

// totals are what a form calls the group of its totals.
var totals = []string{"总分", "合计", "总计"}

// knownTotal is the field of the form that a total row has under a head; whatever the row is called, 总分 is one.
func (g *guesser) knownTotal(label *grid.Cell, list, head string) *model.Field {
	if f := known(g.form.Fields, cellName(label.Text), head, g.used); f != nil || !totalLabel.MatchString(strings.Join(strings.Fields(label.Text), "")) {
		return f
	}
	if f := computedOf(g.form.Fields, "合计("+list+",", "."+head+")"); f != nil && list != "" && !g.used[dotted(f)] {
		return f
	}
	for _, group := range totals {
		if top := g.top(group); top != nil && top.Kind == model.Group {
			if f := top.Field(head); f != nil && !g.used[dotted(f)] {
				return f
			}
		}
	}
	return nil
}

// computedOf is the field, outside lists, whose rule has all of these parts and nothing else to it.
func computedOf(fields []*model.Field, parts ...string) *model.Field {
	for _, f := range fields {
		switch f.Kind {
		case model.Rows:
		case model.Group:
			if x := computedOf(f.Fields, parts...); x != nil {
				return x
			}
		default:
			if strings.Join(parts, "") == strings.ReplaceAll(f.Compute, " ", "") {
				return f
			}
		}
	}
	return nil
}

// numeric makes a new text field of a list a number: it is one of a sum.
func (g *guesser) numeric(list, name string) {
	for i := range g.lists {
		for k := range g.lists[i].fresh {
			if x := &g.lists[i].fresh[k]; g.lists[i].name == list && x.path == name && x.kind == "text" {
				x.kind = "number"
			}
		}
	}
	for n, x := range g.cells {
		if c := &g.t.Cells[n]; g.inList(c.Row) && x.path == name && x.kind == "text" {
			x.kind = "number"
			g.cells[n] = x
		}
	}
}
