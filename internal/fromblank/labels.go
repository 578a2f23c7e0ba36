package fromblank

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model/grid"
)

// Which labels a blank cell has, at its left and above it, and what it is called by them.

// alone says whether a cell is a label with its colon and has nobody's blank beside or below it: it is written in.
func (g *guesser) alone(c *grid.Cell) bool {
	s := strings.TrimRight(c.Text, " 　")
	if !strings.HasSuffix(s, "：") && !strings.HasSuffix(s, ":") || g.blanksRight(c.Row, c) > 0 {
		return false
	}
	below := c.Row + c.RowSpan
	return below >= len(g.t.Rows) || !g.t.Rows[below].Role.Bordered() || !blank(g.t.Cells[g.at[below][c.Col]].Text)
}

// toFill says whether a cell is no label but to be filled in.
func toFill(s string) bool {
	if blank(s) || hints(s) || loneBox(s) || dayGap.MatchString(s) {
		return true
	}
	found, front := boxesOf(s)
	return len(found) > 0 && blank(front)
}

// left is the nearest text in the same row, and whether it touches the cell.
func (g *guesser) left(c *grid.Cell) (label *grid.Cell, touches bool) {
	for k := c.Col - 1; k >= 0; k-- {
		x := &g.t.Cells[g.at[c.Row][k]]
		if toFill(x.Text) || constant(x.Text) {
			continue
		}
		if label != nil { // one beyond a sentence
			if !sentence(x.Text) {
				return x, false
			}
			continue
		}
		if label, touches = x, x.Col+x.ColSpan == c.Col; !sentence(x.Text) {
			break
		}
	}
	return label, touches
}

// sentence says whether a text tells how to fill in or to judge something: it names nothing.
func sentence(s string) bool {
	return strings.ContainsAny(strings.TrimSpace(s), "。；") || len([]rune(s)) > 24 && strings.ContainsAny(s, "，,")
}

// head is the nearest text above, in a row of several texts.
func (g *guesser) head(c *grid.Cell) *grid.Cell {
	for i := c.Row - 1; i >= 0 && g.t.Rows[i].Role.Bordered(); i-- {
		x := &g.t.Cells[g.at[i][c.Col]]
		if toFill(x.Text) || constant(x.Text) || sentence(x.Text) || g.inList(i) || g.sumAbove(i) || g.numberRow(i) {
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
		if last = c; constant(g.t.Cells[c].Text) {
			continue
		} else if !toFill(g.t.Cells[c].Text) {
			break
		}
		n++
	}
	return n
}

// nothingToSum says whether a cell of a row of sums is under printed words: it stays empty.
func (g *guesser) nothingToSum(c, label *grid.Cell) bool {
	if label == nil || c.Row == 0 || !totalLabel.MatchString(strings.Join(strings.Fields(label.Text), "")) {
		return false
	}
	if _, counted := g.behind.Formulas[[2]int{c.Row, c.Col}]; counted {
		return false
	}
	above := &g.t.Cells[g.at[c.Row-1][c.Col]]
	return !toFill(above.Text) && !constant(above.Text) && (sentence(above.Text) || g.head(above) != nil && g.head(above) != above)
}

// telling is a name for the cell beside a label; if another field has it, with the label above that one in its column,
// or the head, before it.
func (g *guesser) telling(label, head *grid.Cell) string {
	name := cellName(label.Text)
	if own := ownName(name); own == "" || !g.used[own] && !groupUsed(g.used, own) || g.top(name) != nil {
		return name
	}
	var before []string
	for r := label.Row - 1; r >= 0 && g.t.Rows[r].Role.Bordered(); r-- {
		x := &g.t.Cells[g.at[r][label.Col]]
		if x.Col != label.Col || x.ColSpan != label.ColSpan || toFill(x.Text) {
			break
		}
		if s := cellName(x.Text); totalName.MatchString(s) {
			before = append(before, s)
		}
	}
	if head != nil && head != label {
		before = append(before, cellName(head.Text))
	}
	for k := label.Col - 1; k >= 0; k-- {
		if x := &g.t.Cells[g.at[label.Row][k]]; x.RowSpan > 1 && !toFill(x.Text) {
			before = append(before, cellName(x.Text))
		}
	}
	for _, s := range before {
		if p := ownName(s) + ownName(name); s != "" && s != name && len([]rune(p)) <= 16 && !g.used[p] && !groupUsed(g.used, p) {
			return p
		}
	}
	return name
}

// totalName is what the label of a sum ends with, above the parts it has.
var totalName = pattern.Late(`(总额|合计|总计|总数|小计|资金)$`)

// over is the label right above a cell that is as wide as the table as it is; nil if there is none.
func (g *guesser) over(c *grid.Cell) *grid.Cell {
	if c.ColSpan < len(g.t.Columns) || c.Row == 0 || !g.t.Rows[c.Row-1].Role.Bordered() {
		return nil
	}
	if x := &g.t.Cells[g.at[c.Row-1][c.Col]]; x.ColSpan == c.ColSpan && !toFill(x.Text) && cellName(x.Text) != "" {
		return x
	}
	return nil
}
