// Package gridtest is for tests that hold a grid. In: a grid. Out: what is wrong with it, or a drawing of it in the
// notation of layouts.
package gridtest

import (
	"fmt"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/model/grid"
)

// Check says what is wrong with a grid: cells out of order or outside the table, positions covered twice or by no
// cell, rows headed by a header that is not there, cells without a style. nil: nothing. It guards the seam between
// templates and the layout engine; a grid made by templates passes.
func Check(g *grid.Grid) error {
	if len(g.Tables) == 0 {
		return fmt.Errorf("grid has no table")
	}
	for i := range g.Tables {
		if err := check(&g.Tables[i]); err != nil {
			return fmt.Errorf("table %d: %w", i+1, err)
		}
	}
	return nil
}

func check(t *grid.Table) error {
	rows, cols := len(t.Rows), len(t.Columns)
	if cols == 0 {
		return fmt.Errorf("no columns")
	}
	for i, w := range t.Columns {
		if w <= 0 {
			return fmt.Errorf("column %d has width %s", i, w)
		}
	}
	heads := map[int]bool{}
	for _, r := range t.Rows {
		if r.Role == grid.RoleHeader {
			heads[r.Header] = true
		}
	}
	for i, r := range t.Rows {
		if r.Header != 0 && !heads[r.Header] || r.Role == grid.RoleHeader && r.Header == 0 {
			return fmt.Errorf("row %d: header group %d has no header row", i, r.Header)
		}
	}
	owner := make([]int, rows*cols) // 1 + index of the cell
	for i := range t.Cells {
		c := &t.Cells[i]
		where := fmt.Sprintf("cell %d,%d", c.Row, c.Col)
		switch {
		case c.RowSpan < 1 || c.ColSpan < 1 || c.Row < 0 || c.Col < 0 || c.Row+c.RowSpan > rows || c.Col+c.ColSpan > cols:
			return fmt.Errorf("%s spans %d×%d in a table of %d×%d", where, c.RowSpan, c.ColSpan, rows, cols)
		case i > 0 && (c.Row < t.Cells[i-1].Row || c.Row == t.Cells[i-1].Row && c.Col <= t.Cells[i-1].Col):
			return fmt.Errorf("%s stands after cell %d,%d", where, t.Cells[i-1].Row, t.Cells[i-1].Col)
		case c.Style == nil:
			return fmt.Errorf("%s has no style", where)
		case !utf8.ValidString(c.Text):
			return fmt.Errorf("%s has text that is not UTF-8", where)
		case t.Rows[c.Row].Role.Bordered() == (c.Role == grid.TextLine):
			return fmt.Errorf("%s: role %s in a row of role %s", where, c.Role, t.Rows[c.Row].Role)
		}
		for r := c.Row; r < c.Row+c.RowSpan; r++ {
			for k := c.Col; k < c.Col+c.ColSpan; k++ {
				if o := owner[r*cols+k]; o > 0 {
					return fmt.Errorf("%s overlaps cell %d,%d at %d,%d", where, t.Cells[o-1].Row, t.Cells[o-1].Col, r, k)
				}
				owner[r*cols+k] = i + 1
			}
		}
	}
	for p, o := range owner {
		if o == 0 {
			return fmt.Errorf("no cell covers %d,%d", p/cols, p%cols)
		}
	}
	return nil
}
