package found

import (
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Looks are how a table of a document is set, as far as its file says. Rows and columns count from 0 here; what is not
// said is 0.
type Looks struct {
	Columns []unit.Length // widths
	Rows    []unit.Length // heights
	Cells   map[[2]int]Look
	Paper   grid.Paper // without a name
}

// Look is how a cell, or a line beside a table, is set.
type Look struct {
	Font   string // the name of its face
	Size   unit.Length
	Bold   bool
	Align  grid.Align
	VAlign grid.Align
	Border grid.Border
	Ruled  bool // Border is said
}

// join puts the looks of the rest of a table below, from a row on.
func (l *Looks) join(next *Looks, by int) *Looks {
	if l == nil || next == nil {
		return l
	}
	for len(l.Rows) < by {
		l.Rows = append(l.Rows, 0)
	}
	l.Rows = append(l.Rows[:by], next.Rows...)
	for at, x := range next.Cells {
		l.Cells[[2]int{at[0] + by, at[1]}] = x
	}
	return l
}
