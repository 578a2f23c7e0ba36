package fromblank

import "github.com/gongbiao/gongbiao/model/grid"

// edges finds the winner of each rule.
func (r *sheetReader) edges() {
	r.v, r.h = make([][]grid.BorderKind, r.rows), make([][]grid.BorderKind, r.rows+1)
	for i := range r.h {
		r.h[i] = make([]grid.BorderKind, r.cols)
	}
	for i := range r.rows {
		r.v[i] = make([]grid.BorderKind, r.cols+1)
		for k := range r.cols {
			b := r.look[i][k].border
			if n := r.owner[i][k]; n >= 0 { // rules inside a merged cell are not seen
				s := r.spans[n]
				for _, x := range []struct {
					inside bool
					side   *grid.BorderKind
				}{{i > s[0], &b.Top}, {i < s[2], &b.Bottom}, {k > s[1], &b.Left}, {k < s[3], &b.Right}} {
					if x.inside {
						*x.side = grid.NoBorder
					}
				}
			}
			r.v[i][k], r.v[i][k+1] = max(r.v[i][k], b.Left), max(r.v[i][k+1], b.Right)
			r.h[i][k], r.h[i+1][k] = max(r.h[i][k], b.Top), max(r.h[i+1][k], b.Bottom)
		}
	}
}

// ruled finds the first and the last row of the ruled table: those whose cells have rules of their own. Without any
// rule all rows are the table.
func (r *sheetReader) ruled() (first, last int) {
	first, last = -1, r.rows-1
	for i := range r.rows {
		n := 0
		for k := range r.cols {
			if r.look[i][k].border != (grid.Border{}) {
				n++
			}
		}
		if 2*n > r.cols {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return max(first, 0), last
}

// borderOf is a cell's border from the rules at its sides: the strongest along a side. A line above or below the
// table does not have the table's own rule.
func borderOf(t *grid.Table, c *grid.Cell, v, h [][]grid.BorderKind) (b grid.Border) {
	ruled := t.Rows[c.Row].Role.Bordered()
	foreign := func(row int) bool {
		return !ruled && row >= 0 && row < len(t.Rows) && t.Rows[row].Role.Bordered()
	}
	for k := c.Col; k < c.Col+c.ColSpan; k++ {
		if !foreign(c.Row - 1) {
			b.Top = max(b.Top, h[c.Row][k])
		}
		if !foreign(c.Row + c.RowSpan) {
			b.Bottom = max(b.Bottom, h[c.Row+c.RowSpan][k])
		}
	}
	for i := c.Row; i < c.Row+c.RowSpan; i++ {
		b.Left, b.Right = max(b.Left, v[i][c.Col]), max(b.Right, v[i][c.Col+c.ColSpan])
	}
	return b
}
