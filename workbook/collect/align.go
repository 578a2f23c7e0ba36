package collect

import (
	"math"
	"slices"

	"github.com/gongbiao/gongbiao/model"
)

// aligner lays a table of a layout over a sheet.
type aligner struct {
	p     *pattern
	s     *sheet
	named map[string]*model.Field // field of each defined name
	segs  [][]*cell
	likes map[[2]string]float64
	cols  map[int]int            // drawn column to the sheet's column, as the labels say; nil: unknown
	heads map[*cellPattern]*cell // where the label of a column was found; nil of one that was found in two
	price *prices
	words [][]string // labels of the form in each row of the sheet
	skips []float64  // what it costs to leave out a row of the sheet
	skip  []float64  // skip[i] is what it costs to leave out the drawn rows 0 ≤ r < i
	d     []float64  // scratch of row
}

// pair is a drawn cell and the cell of the sheet it was found in; either may be missing.
type pair struct {
	c *cellPattern
	x *cell
}

// matched is a row of the sheet and the drawn row it was found to be.
type matched struct {
	row, state int
	cost       float64
	pairs      []pair
}

func newAligner(p *pattern, s *sheet, named map[string]*model.Field, pr *prices) *aligner {
	a := &aligner{p: p, s: s, named: named, price: pr, likes: map[[2]string]float64{}}
	a.segs = make([][]*cell, len(s.rows))
	a.skips = make([]float64, len(s.rows))
	a.words = make([][]string, len(s.rows))
	for r := range s.rows {
		a.segs[r] = s.segments(r)
		for _, x := range a.segs[r] {
			if x.row == r && x.norm != "" && p.words[x.norm] {
				a.words[r] = append(a.words[r], x.norm)
			}
		}
		if s.from == nil || s.from[r].again != againLine { // what was read need not be read again
			a.skips[r] = a.price.skipCost(a.segs[r], r)
		}
	}
	a.skip = make([]float64, len(p.rows)+1)
	for i := range p.rows {
		a.skip[i+1] = a.skip[i] + a.price.missRowCost(&p.rows[i])
	}
	return a
}

// node is the end of a way through the rows.
type node struct {
	row, state int
	cost       float64
	prev       *node
}

// ways are the cheapest ways through the rows of the sheet so far, by the drawn row that was matched last.
type ways struct {
	best  []*node
	paid  []float64 // since then, for rows of the sheet that were left out
	start float64   // cost of having matched nothing yet
}

// run finds the cheapest way to lay the drawn rows over the sheet, in the order of both.
func (a *aligner) run() ([]matched, float64) {
	n := len(a.p.rows)
	if n == 0 || len(a.s.rows) == 0 {
		return nil, math.Inf(1)
	}
	w := &ways{best: make([]*node, n), paid: make([]float64, n)}
	now := make([]*node, n)
	for r := range a.s.rows {
		lead, cost := (*node)(nil), w.start
		for t := range n {
			in, c := a.round(w, t, lead, cost+a.skip[t])
			now[t] = &node{r, t, c + a.rowCost(r, t), in}
			lead, cost = a.lead(w, t, lead, cost)
		}
		for t := range n {
			w.paid[t] += a.skips[r]
			if w.best[t] == nil || now[t].cost <= w.best[t].cost+w.paid[t] {
				w.best[t], w.paid[t] = now[t], 0
			}
		}
		w.start += a.skips[r]
	}
	end, cost := (*node)(nil), w.start
	for t := range n {
		end, cost = a.lead(w, t, end, cost)
	}
	var out []matched
	for x := end; x != nil; x = x.prev {
		c, pairs := a.row(x.row, x.state, true)
		out = append(out, matched{x.row, x.state, c, pairs})
	}
	slices.Reverse(out)
	return out, cost + a.skip[n]
}

// lead is the cheaper of a way and the one that matched the drawn row t last. Costs are without those of drawn rows
// left out from the first on, so that ways can be compared: at row t, skip[t] is to be added.
func (a *aligner) lead(w *ways, t int, lead *node, cost float64) (*node, float64) {
	if w.best[t] != nil {
		if c := w.best[t].cost + w.paid[t] - a.skip[t+1]; c < cost {
			return w.best[t], c
		}
	}
	return lead, cost
}

// round is the cheaper of a way into the drawn row t and those that come round a repeat.
func (a *aligner) round(w *ways, t int, in *node, cost float64) (*node, float64) {
	for _, k := range a.p.rows[t].repeats {
		rep := a.p.repeats[k]
		for s := t; s < rep.end; s++ {
			if w.best[s] == nil {
				continue
			}
			if c := w.best[s].cost + w.paid[s] + a.skip[rep.end] - a.skip[s+1] + a.skip[t] - a.skip[rep.first]; c < cost {
				in, cost = w.best[s], c
			}
		}
	}
	return in, cost
}

func (a *aligner) rowCost(r, t int) float64 {
	c, _ := a.row(r, t, false)
	if a.otherRow(r, t) {
		c += never
	}
	return c
}

// row lays a drawn row over a row of the sheet, cell by cell in order, and tells what it costs.
func (a *aligner) row(r, t int, want bool) (float64, []pair) {
	cells, segs := a.p.rows[t].cells, a.segs[r]
	n, m := len(cells), len(segs)
	// d[i][j]: the cheapest for the first i drawn cells and the first j cells of the sheet.
	width := m + 1
	d := slices.Grow(a.d[:0], (n+1)*width)[:(n+1)*width]
	a.d, d[0] = d, 0
	for j := 1; j <= m; j++ {
		d[j] = d[j-1] + a.price.spareCost(segs[j-1], r)
	}
	for i := 1; i <= n; i++ {
		miss := a.price.missCost(&cells[i-1])
		d[i*width] = d[(i-1)*width] + miss
		for j := 1; j <= m; j++ {
			c := d[(i-1)*width+j-1] + a.cellCost(&cells[i-1], segs[j-1], r, t)
			c = min(c, d[(i-1)*width+j]+miss)
			c = min(c, d[i*width+j-1]+a.price.spareCost(segs[j-1], r))
			d[i*width+j] = c
		}
	}
	if !want {
		return d[n*width+m], nil
	}
	var pairs []pair
	for i, j := n, m; i > 0 || j > 0; {
		here := d[i*width+j]
		switch {
		case i > 0 && j > 0 && nearly(here, d[(i-1)*width+j-1]+a.cellCost(&cells[i-1], segs[j-1], r, t)):
			i, j = i-1, j-1
			pairs = append(pairs, pair{&cells[i], segs[j]})
		case i > 0 && nearly(here, d[(i-1)*width+j]+a.price.missCost(&cells[i-1])):
			i--
			pairs = append(pairs, pair{&cells[i], nil})
		default:
			j--
			pairs = append(pairs, pair{nil, segs[j]})
		}
	}
	slices.Reverse(pairs)
	return d[n*width+m], pairs
}

// slack is the difference of costs that comes from adding them up in another order.
const slack = 1e-9

func nearly(a, b float64) bool { return math.Abs(a-b) < slack }

// anchor learns from a first alignment which column of the sheet each drawn column is, where labels met labels.
func (a *aligner) anchor(rows []matched) {
	votes := map[int]map[int]int{}
	a.heads = map[*cellPattern]*cell{}
	for _, m := range rows {
		for _, p := range m.pairs {
			if p.c != nil && p.x != nil && p.c.label != "" && !p.c.up && p.c.label == p.x.norm {
				if old, twice := a.heads[p.c]; twice && (old == nil || old.col != p.x.col) {
					a.heads[p.c] = nil
				} else {
					a.heads[p.c] = p.x
				}
				if votes[p.c.col] == nil {
					votes[p.c.col] = map[int]int{}
				}
				votes[p.c.col][p.x.col]++
			}
		}
	}
	a.cols = map[int]int{}
	for c, v := range votes {
		if len(v) == 1 { // blocks that disagree say nothing
			for x := range v {
				a.cols[c] = x
			}
		}
	}
}

// astray says whether a cell does not stand under the label of the column it is laid on in the drawn row t, or stands
// under that of another.
func (a *aligner) astray(c *cellPattern, x *cell, t int) bool {
	if c.head == nil || len(a.heads) == 0 {
		return false
	}
	apart := func(h *cell) bool { return x.col+x.cols <= h.col || h.col+h.cols <= x.col }
	if h := a.heads[c.head]; h != nil {
		return apart(h)
	}
	for i := range a.p.rows[t].cells {
		if o := &a.p.rows[t].cells[i]; o.head != nil && o.head != c.head {
			if h := a.heads[o.head]; h != nil && !apart(h) {
				return true
			}
		}
	}
	return false
}

// never is more than any row costs that may be read.
const never = 100

// otherRow says whether a row of the sheet has a label of the form and none of those that the drawn row t has.
func (a *aligner) otherRow(r, t int) bool {
	row := &a.p.rows[t]
	if len(a.words[r]) == 0 || row.labels == 0 || row.fields == 0 || len(row.repeats) > 0 {
		return false
	}
	for i := range row.cells {
		if c := &row.cells[i]; c.label != "" && slices.Contains(a.words[r], c.label) && !c.up {
			return false
		}
	}
	return slices.ContainsFunc(a.words[r], func(w string) bool {
		return !slices.ContainsFunc(row.cells, func(c cellPattern) bool { return c.label == w })
	})
}
