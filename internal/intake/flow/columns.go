package flow

import (
	"slices"
	"strings"
)

// sameEdge is how far apart two rules may be that people take for one, in twips: 0.7 mm.
const sameEdge = 40

// columns settles where the cells of a table are: the columns of a grid, and cells merged downwards.
func (t *table) columns() {
	if t.ragged() {
		t.byWidths()
	}
	if len(t.edges) != t.width+1 {
		t.edges = nil
	}
	t.merge()
}

// ragged says whether the rows of a grid do not end together, so that the columns of cells cannot be told by counting.
func (t *table) ragged() bool {
	end := make([]int, len(t.rows)+1)
	for i := range t.cells {
		c := &t.cells[i]
		if c.merge == Alone && (c.lastRow > c.row || c.endless) {
			return false // HTML
		}
		end[c.row] = max(end[c.row], c.lastCol+max(t.rows[c.row-1].After, 0))
	}
	for _, e := range end[1:] {
		if e != 0 && e != t.width {
			return true
		}
	}
	return false
}

// byWidths takes the columns from the widths of the cells, where all have one: several programs write rows of unlike
// cells without saying how many columns each spans.
func (t *table) byWidths() {
	type reach struct{ from, to int }
	at := make([]reach, len(t.cells))
	var all []int
	row, x := 0, 0
	for i := range t.cells {
		c := &t.cells[i]
		if c.width <= 0 {
			return
		}
		if c.row != row {
			row, x = c.row, max(t.rows[c.row-1].WidthBefore, 0)
		}
		at[i] = reach{x, x + c.width}
		x += c.width
		all = append(all, at[i].from, at[i].to)
	}
	slices.Sort(all)
	var edges []int
	for _, e := range all {
		if len(edges) == 0 || e-edges[len(edges)-1] > sameEdge {
			edges = append(edges, e)
		}
	}
	index := func(x int) int { // the last edge that is not right of x
		i, ok := slices.BinarySearch(edges, x)
		if !ok {
			i--
		}
		return i
	}
	for _, r := range at {
		if index(r.from) >= index(r.to) {
			return
		}
	}
	for i := range t.cells {
		t.cells[i].col, t.cells[i].lastCol = index(at[i].from)+1, index(at[i].to)
	}
	t.edges, t.width = edges, len(edges)-1
}

// merge joins the cells of a grid that go on downwards. What a lower one holds is seen by nobody; it is counted.
func (t *table) merge() {
	open := map[int]int{} // by first column: the cell that may go on
	kept := t.cells[:0]
	for i := range t.cells {
		c := t.cells[i]
		n, ok := open[c.col]
		if up := &t.cells[n]; c.merge == Goes && ok && up.lastCol == c.lastCol && up.lastRow == c.row-1 {
			up.lastRow = c.row
			if text := c.box.plain(); strings.TrimSpace(text) != "" {
				if t.under++; t.under == 1 {
					t.text = text
				}
			}
			continue
		}
		kept = append(kept, c)
		if delete(open, c.col); c.merge != Alone {
			open[c.col] = len(kept) - 1
		}
	}
	t.cells = kept
}

// plain is the text of a box, whatever is doubtful about it.
func (x *box) plain() string {
	var out strings.Builder
	if x != nil {
		for _, it := range x.items {
			for _, r := range it.runs {
				out.WriteString(r.Text)
			}
			if it.line != nil {
				out.WriteString(it.line.Text)
			}
		}
	}
	return out.String()
}

// union is the edges of two tables together, from the same left side; what is nearer than sameEdge is one.
func union(a, b []int) []int {
	var out []int
	i, k := 0, 0
	for i < len(a) || k < len(b) {
		switch {
		case k == len(b):
			out, i = append(out, a[i]), i+1
		case i == len(a):
			out, k = append(out, b[k]), k+1
		case near(a[i], b[k]) && !(i+1 < len(a) && dist(a[i+1], b[k]) < dist(a[i], b[k])) &&
			!(k+1 < len(b) && dist(a[i], b[k+1]) < dist(a[i], b[k])):
			out, i, k = append(out, a[i]), i+1, k+1
		case a[i] <= b[k]:
			out, i = append(out, a[i]), i+1
		default:
			out, k = append(out, b[k]), k+1
		}
	}
	return out
}

func dist(a, b int) int { return max(a-b, b-a) }

func near(a, b int) bool { return dist(a, b) <= sameEdge }

// places are the columns that the edges of a table are among others; nil if they are not all there.
func places(edges, among []int) []int {
	to := make([]int, len(edges))
	k := 0
	for i, e := range edges {
		for k < len(among) && !near(among[k], e) {
			k++
		}
		for k+1 < len(among) && dist(among[k+1], e) < dist(among[k], e) {
			k++
		}
		if k == len(among) {
			return nil
		}
		to[i] = k
		k++
	}
	return to
}

func fits(edges, among []int) bool { return places(edges, among) != nil }

// onto moves the cells of a table to the columns between other edges, among which its own are.
func (t *table) onto(edges []int) {
	to := places(t.edges, edges)
	for i := range t.cells {
		c := &t.cells[i]
		c.col, c.lastCol = to[c.col-1]+1, to[c.lastCol]
	}
	t.edges, t.width = edges, len(edges)-1
}

// stretch makes a table as wide as another: what people drag by hand is never quite the same.
func (t *table) stretch(to int) {
	if own := t.edges[len(t.edges)-1]; own != to {
		t.edges = slices.Clone(t.edges)
		for i, e := range t.edges {
			t.edges[i] = int(int64(e) * int64(to) / int64(own))
		}
	}
}
