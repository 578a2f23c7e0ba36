package layout

import (
	"github.com/gongbiao/gongbiao/internal/layout/linebreak"
	"github.com/gongbiao/gongbiao/model/grid"
)

// label says whether a cell names something, in the middle of its room: its lines are made even.
func label(c *grid.Cell) bool {
	return c.Style.Align == grid.AlignCenter && (c.Role == grid.ColumnHeader || c.Role == grid.RowHeader || c.Role == grid.BothHeader)
}

// name says whether what is in a cell may be a name: in the middle, or one paragraph at the left. What is justified is
// running text.
func name(st *grid.Style, lines []linebreak.Line) bool {
	if st.Align != grid.AlignLeft {
		return st.Align == grid.AlignCenter
	}
	for _, l := range lines[:len(lines)-1] {
		if l.Last {
			return false
		}
	}
	return true
}
