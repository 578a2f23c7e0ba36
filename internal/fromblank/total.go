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
		if x := &g.t.Cells[g.at[r][c.Col]]; !blank(x.Text) && !ordinals.MatchString(strings.TrimSpace(x.Text)) {
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
		if l := &g.lists[i]; l.to == row && row < len(g.t.Rows) && g.t.Rows[row].Role.Bordered() {
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
		if f := known(g.form.Fields, cellName(label.Text), name, g.used); f != nil {
			p := dotted(f)
			g.used[p] = true
			g.cells[n] = guess{path: p, why: why}
			return true
		}
	}
	for k := range g.t.Columns {
		x, ok := g.cells[g.at[l.from][k]]
		if !ok || g.t.Cells[g.at[l.from][k]].Col != c.Col || k != c.Col {
			continue
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
		if kind == "money" || kind == "score" || kind == "number" {
			sum := fmt.Sprintf("= 合计(%s, .%s)", l.name, x.path)
			g.cells[n] = guess{path: sum, text: "{" + sum + "}", why: why + "，列表的合计"}
		}
	}
	return true
}
