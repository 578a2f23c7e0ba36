package flow

import (
	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Looks says whether it is asked for how tables are set.
func (b *Builder) Looks() bool { return b.looks }

// Set sets the cell or paragraph that is being read; what stays 0 is not said.
func (b *Builder) Set(set func(*found.Look)) {
	if b.looks && b.err == nil {
		set(&b.box().look)
	}
}

// Paper is what everything since the paper before is printed on.
func (b *Builder) Paper(p grid.Paper) {
	for _, t := range b.bare {
		t.paper = p
	}
	b.bare = nil
}

// Rules are the lines of the table that is open: around it, and between its cells.
func (b *Builder) Rules(around, between grid.Border) {
	if n := len(b.tables); b.looks && n > 0 {
		b.tables[n-1].around, b.tables[n-1].between = around, between
	}
}

// Twips is a length in twips.
func Twips(n int) unit.Length { return unit.Length(n) * unit.Pt / 20 }

// looksOf is how a table is set; nil if nobody asked.
func (b *Builder) looksOf(t *table) *found.Looks {
	if !b.looks {
		return nil
	}
	l := &found.Looks{Cells: map[[2]int]found.Look{}, Paper: t.paper}
	for i := 1; i < len(t.edges); i++ {
		l.Columns = append(l.Columns, Twips(t.edges[i]-t.edges[i-1]))
	}
	for _, r := range t.rows {
		l.Rows = append(l.Rows, r.Height)
	}
	for i := range t.cells {
		c := &t.cells[i]
		if x := &c.look; !x.Ruled {
			x.Border = t.between
			for _, side := range []struct {
				outside bool
				to      *grid.BorderKind
				is      grid.BorderKind
			}{{c.row == 1, &x.Border.Top, t.around.Top}, {c.lastRow == len(t.rows), &x.Border.Bottom, t.around.Bottom},
				{c.col == 1, &x.Border.Left, t.around.Left}, {c.lastCol == t.width, &x.Border.Right, t.around.Right}} {
				if side.outside {
					*side.to = side.is
				}
			}
		}
		l.Cells[[2]int{c.row - 1, c.col - 1}] = c.look
	}
	return l
}
