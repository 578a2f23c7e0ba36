package collect

import (
	"math"

	"github.com/gongbiao/gongbiao/model"
)

// aligner lays a table of a layout over a sheet.
type aligner struct {
	p     *pattern
	s     *sheet
	named map[string]*model.Field // field of each defined name
	segs  [][]*cell
	likes map[[2]string]float64
	cols  map[int]int // drawn column to the sheet's column, as the labels say; nil: unknown
	price *prices
	skips []float64 // what it costs to leave out a row of the sheet
	skip  []float64 // skip[i] is what it costs to leave out the drawn rows 0 ≤ r < i
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
	for r := range s.rows {
		a.segs[r] = s.segments(r)
		a.skips[r] = a.price.skipCost(a.segs[r], r)
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

// run finds the cheapest way to lay the drawn rows over the sheet, in the order of both.
func (a *aligner) run() ([]matched, float64) {
	n := len(a.p.rows)
	if n == 0 || len(a.s.rows) == 0 {
		return nil, math.Inf(1)
	}
	skip := a.skip
	// best[s] is the cheapest way that has matched drawn row s last; skipped rows of the sheet are paid as they come.
	best := make([]*node, n)
	pay := make([]float64, n) // paid since for skipped rows of the sheet
	start := 0.0              // cost of having matched nothing yet
	now := make([]*node, n)
	for r := range a.s.rows {
		// The cheapest way into each drawn row: from one before it, or round a repeat.
		var lead *node
		leadCost := start
		for t := range n {
			now[t] = nil
			in, cost := lead, leadCost+skip[t]
			for _, k := range a.p.rows[t].repeats {
				rep := a.p.repeats[k]
				for s := t; s < rep.end; s++ {
					if best[s] == nil {
						continue
					}
					if c := best[s].cost + pay[s] + skip[rep.end] - skip[s+1] + skip[t] - skip[rep.first]; c < cost {
						in, cost = best[s], c
					}
				}
			}
			now[t] = &node{row: r, state: t, cost: cost + a.rowCost(r, t), prev: in}
			if best[t] != nil {
				if c := best[t].cost + pay[t] - skip[t+1]; c < leadCost {
					lead, leadCost = best[t], c
				}
			}
		}
		for t := range n {
			pay[t] += a.skips[r]
			if best[t] == nil || now[t].cost <= best[t].cost+pay[t] {
				best[t], pay[t] = now[t], 0
			}
		}
		start += a.skips[r]
	}
	var end *node
	total := start + skip[n]
	for t := range n {
		if c := best[t].cost + pay[t] + skip[n] - skip[t+1]; c < total {
			end, total = best[t], c
		}
	}
	var out []matched
	for x := end; x != nil; x = x.prev {
		cost, pairs := a.row(x.row, x.state, true)
		out = append(out, matched{x.row, x.state, cost, pairs})
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out, total
}

func (a *aligner) rowCost(r, t int) float64 {
	c, _ := a.row(r, t, false)
	return c
}

// row lays a drawn row over a row of the sheet, cell by cell in order, and tells what it costs.
func (a *aligner) row(r, t int, want bool) (float64, []pair) {
	cells, segs := a.p.rows[t].cells, a.segs[r]
	n, m := len(cells), len(segs)
	// d[i][j]: the cheapest for the first i drawn cells and the first j cells of the sheet.
	width := m + 1
	d := make([]float64, (n+1)*width)
	for j := 1; j <= m; j++ {
		d[j] = d[j-1] + a.price.spareCost(segs[j-1], r)
	}
	for i := 1; i <= n; i++ {
		d[i*width] = d[(i-1)*width] + a.price.missCost(&cells[i-1])
		for j := 1; j <= m; j++ {
			c := d[(i-1)*width+j-1] + a.cellCost(&cells[i-1], segs[j-1], r)
			c = min(c, d[(i-1)*width+j]+a.price.missCost(&cells[i-1]))
			c = min(c, d[i*width+j-1]+a.price.spareCost(segs[j-1], r))
			d[i*width+j] = c
		}
	}
	cost := d[n*width+m]
	if !want {
		return cost, nil
	}
	var pairs []pair
	for i, j := n, m; i > 0 || j > 0; {
		here := d[i*width+j]
		switch {
		case i > 0 && j > 0 && close(here, d[(i-1)*width+j-1]+a.cellCost(&cells[i-1], segs[j-1], r)):
			i, j = i-1, j-1
			pairs = append(pairs, pair{&cells[i], segs[j]})
		case i > 0 && close(here, d[(i-1)*width+j]+a.price.missCost(&cells[i-1])):
			i--
			pairs = append(pairs, pair{&cells[i], nil})
		default:
			j--
			pairs = append(pairs, pair{nil, segs[j]})
		}
	}
	for i, j := 0, len(pairs)-1; i < j; i, j = i+1, j-1 {
		pairs[i], pairs[j] = pairs[j], pairs[i]
	}
	return cost, pairs
}

func close(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

// anchor learns from a first alignment which column of the sheet each drawn column is, where labels met labels.
func (a *aligner) anchor(rows []matched) {
	votes := map[int]map[int]int{}
	for _, m := range rows {
		for _, p := range m.pairs {
			if p.c != nil && p.x != nil && p.c.label != "" && !p.c.up && p.c.label == p.x.norm {
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
