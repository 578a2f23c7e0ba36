package layout

import (
	"cmp"
	"slices"

	"github.com/gongbiao/gongbiao/model/unit"
)

// part is what a page shows of a cell that a page break cuts.
type part struct {
	cell      int
	height    unit.Length
	from, end int  // slots of the sheet
	last      bool // the cell ends on this page
}

// lines is how many lines of b the part has room for.
func (p part) lines(b *box) int {
	return max(int((p.height-b.pad)/b.pitch), 0)
}

// cut is the parts of cells that s shows without showing them whole, by the row they end in.
func (p *pager) cut(s sheet) []part {
	first, last := s.slots[0], s.slots[len(s.slots)-1]
	var out []part
	for _, i := range p.carry {
		out = append(out, p.part(s, i))
	}
	// Cells that begin on this page and end after it.
	begin := first.row
	if p.carried(first.row) {
		begin++
	}
	for i := p.begin[begin]; i < p.begin[last.row+1]; i++ {
		if c := &p.Cells[i]; c.Row+c.RowSpan > last.row+1 || last.more && c.Row+c.RowSpan > last.row {
			out = append(out, p.part(s, i))
		}
	}
	slices.SortFunc(out, func(a, b part) int {
		return cmp.Or(cmp.Compare(a.end, b.end), cmp.Compare(b.from, a.from), cmp.Compare(a.cell, b.cell))
	})
	return out
}

// carried says whether the first piece of row is on the page before.
func (p *pager) carried(row int) bool {
	if len(p.carry) == 0 || len(p.sheets) == 0 {
		return false
	}
	slots := p.sheets[len(p.sheets)-1].slots
	last := slots[len(slots)-1]
	return last.more && last.row == row
}

// part measures what s shows of cell i, repeated header rows that it covers included.
func (p *pager) part(s sheet, i int) part {
	c := &p.Cells[i]
	end := c.Row + c.RowSpan
	x := part{cell: i, last: true}
	for k, sl := range s.slots {
		if sl.row < c.Row {
			x.from = k + 1
			continue
		}
		if sl.row >= end {
			break
		}
		x.end = k + 1
		x.height += sl.height
	}
	if last := s.slots[len(s.slots)-1]; last.row+1 < end || last.more && last.row < end {
		x.last = false
	}
	for _, r := range s.repeat {
		if r >= c.Row && r < end {
			x.height += p.heights[r]
		}
	}
	return x
}

// flows decides, when a cell is first cut, whether its lines flow over its parts: if they want more than a third of a
// page. Otherwise the whole text is in each part.
func (p *pager) flows(cell int) bool {
	b, on := &p.cells[cell], &p.on[cell]
	if !on.flow && !b.solid && on.next == 0 && b.need > p.cap/3 && len(b.lines) > 1 {
		on.flow = true
	}
	return on.flow
}

// want is the height a part needs.
func (p *pager) want(x part) unit.Length {
	b := &p.cells[x.cell]
	switch {
	case p.flows(x.cell):
		if x.last {
			return b.linesHeight(p.left(x.cell))
		}
		return b.linesHeight(1)
	case b.solid:
		if p.on[x.cell].shown {
			return 0
		}
		return b.need
	}
	return b.need
}

// grow gives every cut cell of s (with ended: every one that ends on it) a part high enough, at the cost of the last
// row of the part that can grow. The result is the room left on the page, negative if it does not hold that.
func (p *pager) grow(s *sheet, ended bool) unit.Length {
	parts := p.cut(*s)
	room := p.cap - p.sum(s.repeat)
	for _, sl := range s.slots {
		room -= sl.height
	}
	for _, x := range parts {
		if ended && !x.last {
			continue
		}
		x = p.part(*s, x.cell)
		short := p.roundUp(p.want(x)-x.height, room)
		if short <= 0 {
			continue
		}
		k := x.end - 1
		for k > x.from && p.fixed[s.slots[k].row] {
			k--
		}
		if p.fixed[s.slots[k].row] {
			k = x.end - 1
		}
		s.slots[k].height += short
		room -= short
	}
	return room
}
