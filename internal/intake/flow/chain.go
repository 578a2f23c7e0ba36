package flow

import (
	"slices"
	"strings"
	"unicode"

	"github.com/gongbiao/gongbiao/internal/found"
)

// sameWidth is how much two pieces of one table may differ in width, in twips: 3.5 mm.
const sameWidth = 200

// chain is a table that stands in a document in one piece or several.
type chain struct {
	tables []*table
	end    int // the first item behind
}

// chainAt finds the pieces of the table at an item. Pieces follow each other with nothing between them but a mark such
// as 续表, and are as wide as each other; where widths are not known, the second begins with a heading of the first.
// They get the columns of all.
func chainAt(items []item, i int) chain {
	c := chain{tables: []*table{items[i].table}, end: i + 1}
	edges := items[i].table.edges
	for k := i + 1; k < len(items); k++ {
		next := items[k].table
		if next == nil {
			if l := items[k].line; l != nil {
				if !found.Continues(l.Text) {
					break
				}
			}
			continue
		}
		first := c.tables[0]
		if first.hidden != next.hidden || first.beginsAgain(next) {
			break
		}
		all := edges
		switch {
		case edges != nil && next.edges != nil:
			if dist(edges[len(edges)-1], next.edges[len(next.edges)-1]) > sameWidth {
				return c.settled(edges)
			}
			next.stretch(edges[len(edges)-1])
			if all = union(edges, next.edges); !fits(next.edges, all) || !fits(edges, all) {
				return c.settled(edges)
			}
		case first.width != next.width || !c.repeats(next):
			return c.settled(edges)
		default:
			all = nil
		}
		edges = all
		c.tables, c.end = append(c.tables, next), k+1
	}
	return c.settled(edges)
}

// settled gives the pieces their common columns.
func (c chain) settled(edges []int) chain {
	for _, t := range c.tables {
		if edges != nil && t.edges != nil && !slices.Equal(t.edges, edges) {
			t.onto(edges)
		}
	}
	return c
}

// texts are the texts of a row from the left, without those of empty cells.
func (t *table) texts(row int) (out []string) {
	i, _ := slices.BinarySearchFunc(t.cells, row, func(c placed, n int) int { return c.row - n })
	for ; i < len(t.cells) && t.cells[i].row == row; i++ {
		if s := strings.TrimSpace(t.cells[i].box.plain()); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// first is the first row in which something is, 0: none.
func (t *table) first() int {
	for _, c := range t.cells {
		if strings.TrimSpace(c.box.plain()) != "" {
			return c.row
		}
	}
	return 0
}

// beginsAgain says whether a table begins as t does, so that it is another of the same form: with the same label and
// something else beside it, or with the same title. A whole row of words that comes again is a heading.
func (t *table) beginsAgain(next *table) bool {
	r, n := t.first(), next.first()
	if r == 0 || n == 0 {
		return false
	}
	a, b := t.texts(r), next.texts(n)
	return a[0] == b[0] && (len(a) == 1 && !next.rows[n-1].Header || !slices.Equal(a, b))
}

// repeats says whether a table begins with a row of two words or more that stands above.
func (c chain) repeats(next *table) bool {
	n := next.first()
	if n == 0 {
		return false
	}
	head := next.texts(n)
	if len(head) < 2 || slices.ContainsFunc(head, func(s string) bool { return !strings.ContainsFunc(s, unicode.IsLetter) }) {
		return false
	}
	for _, t := range c.tables {
		for row := range t.rows {
			if slices.Equal(t.texts(row+1), head) {
				return true
			}
		}
	}
	return false
}
