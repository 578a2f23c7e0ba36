package layout

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// checkTable says why t is no valid table: cells must cover every position exactly once, in order, sizes must be
// sane. A grid made by templates passes; the check keeps other makers honest.
func checkTable(t *grid.Table) error {
	nr, nc := len(t.Rows), len(t.Columns)
	switch {
	case nc == 0:
		return errors.New("no columns")
	case nc > MaxColumns:
		return fmt.Errorf("%d columns, at most %d", nc, MaxColumns)
	case nr > MaxRows:
		return fmt.Errorf("%d rows, at most %d", nr, MaxRows)
	}
	if w, h := t.Paper.Width-t.Paper.Left-t.Paper.Right, t.Paper.Height-t.Paper.Top-t.Paper.Bottom; w < 10*unit.MM || h < 10*unit.MM ||
		t.Paper.Width > unit.Max || t.Paper.Height > unit.Max {
		return fmt.Errorf("the paper leaves %s × %s mm for the table", w.MMString(), h.MMString())
	}
	for i, c := range t.Columns {
		if c <= 0 || c > unit.Max {
			return fmt.Errorf("column %d is %s mm wide", i+1, c.MMString())
		}
	}
	for i, r := range t.Rows {
		if r.Height < 0 || r.MinHeight < 0 || r.Air < 0 || r.Height > unit.Max || r.MinHeight > unit.Max || r.Air > unit.Max {
			return fmt.Errorf("row %d is %s mm high", i+1, max(r.Height, r.MinHeight, r.Air).MMString())
		}
	}
	free := make([]int32, nc) // first row of a column not yet covered
	row, col := 0, 0
	for i := range t.Cells {
		c := &t.Cells[i]
		for row < nr && (col == nc || int(free[col]) > row) {
			if col++; col >= nc {
				row, col = row+1, 0
			}
		}
		if c.Row != row || c.Col != col {
			return fmt.Errorf("cell at row %d column %d, expected one at row %d column %d", c.Row+1, c.Col+1, row+1, col+1)
		}
		if c.RowSpan < 1 || c.ColSpan < 1 || c.RowSpan > nr-row || c.ColSpan > nc-col {
			return fmt.Errorf("cell at row %d column %d spans %d rows, %d columns", row+1, col+1, c.RowSpan, c.ColSpan)
		}
		if c.Style == nil || c.Style.Size <= 0 || c.Style.Size > 1000*unit.Pt || c.Style.PadLeft < 0 || c.Style.Indent < 0 {
			return fmt.Errorf("cell at row %d column %d has no usable style", row+1, col+1)
		}
		if !utf8.ValidString(c.Text) {
			return fmt.Errorf("cell at row %d column %d has text that is not UTF-8", row+1, col+1)
		}
		for k := col; k < col+c.ColSpan; k++ {
			if int(free[k]) > row {
				return fmt.Errorf("cell at row %d column %d overlaps another", row+1, col+1)
			}
			free[k] = int32(row + c.RowSpan)
		}
	}
	for c, f := range free {
		if int(f) != nr {
			return fmt.Errorf("row %d column %d has no cell", f+1, c+1)
		}
	}
	return nil
}
