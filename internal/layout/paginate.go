package layout

import (
	"fmt"
	"slices"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// slot is a row, or a piece of a row taller than a page, on a page.
type slot struct {
	row    int
	height unit.Length
	more   bool // the row goes on with another piece
}

// sheet is one page of a table, in rows of the grid.
type sheet struct {
	repeat []int
	foot   []int // rows at its foot that are the last of the table, on another page
	slots  []slot
	flow   []grid.FlowPart
}

// pager cuts a table into pages, one after the other: what it has put on a page stays. A page ends at the last gap
// where a break is welcome; a row that a label's part needs higher grows before the page is closed, so that every
// back end sees one height.
type pager struct {
	*table
	cap   unit.Length // of a page without repeated rows
	keep  []keep      // of the gap above each row
	heads map[int][]int
	over  map[int]int // the header group over each
	begin []int       // first cell of each row, in t.Cells
	feet  []int       // rows at the foot of each page
	on    []on        // of each cell

	row     int         // next row
	started bool        // a piece of row is on a page already
	done    unit.Length // height of the pieces of row so far
	carry   []int       // cells that go on from the page before
	sheets  []sheet
}

// on is how much of a cell is on a page already.
type on struct {
	flow  bool  // its lines flow over the parts of a cut
	shown bool  // solid: all of it
	next  int32 // flow: first line not yet on a page
}

// left is how many lines of a cell are on no page yet.
func (p *pager) left(cell int) int { return len(p.cells[cell].lines) - int(p.on[cell].next) }

// paginate is nil after a refusal.
func (t *table) paginate() []sheet {
	p := &pager{table: t, cap: t.page(), heads: map[int][]int{}, over: map[int]int{}, keep: make([]keep, len(t.Rows)+1),
		on: make([]on, len(t.cells))}
	p.begin = begins(len(t.Rows), len(t.Cells), func(i int) int { return t.Cells[i].Row })
	for r := range t.Rows {
		if row := &t.Rows[r]; row.Role == grid.RoleHeader && row.Header != 0 {
			p.heads[row.Header] = append(p.heads[row.Header], r)
			if row.Under > 0 && row.Under < row.Header {
				p.over[row.Header] = row.Under
			}
		}
	}
	restore := p.setFeet()
	p.keeps()
	for p.row < len(t.Rows) {
		if len(p.sheets) >= t.limit {
			t.refuse(&grid.Cell{Row: p.row, Place: t.name}, "LAYOUT-LIMIT", fmt.Sprintf("超过 %d 页", t.limit),
				fmt.Sprintf("more than %d pages", t.limit), "请分成几份")
			return nil
		}
		if !p.sheet() {
			t.refuse(&grid.Cell{Row: p.row}, "LAYOUT-PAPER", "纸张太小，一行也放不下",
				"the paper has no room for a single line", "请换用更大的纸张或减小页边距")
			return nil
		}
	}
	restore()
	if len(p.sheets) == 0 {
		p.sheets = append(p.sheets, sheet{})
	}
	return p.sheets
}

func (p *pager) sum(rows []int) (h unit.Length) {
	for _, r := range rows {
		h += p.heights[r]
	}
	return h
}

// repeats is the header rows that are at the head of a page that begins with row r: none if they would take more than
// half of it, which is said once.
func (p *pager) repeats(r int) []int {
	group := p.Rows[r].Header
	if group == 0 {
		return nil
	}
	rows := p.headRows(r)
	if h := p.sum(rows); h > p.cap/2 {
		if p.over[group] != 0 {
			delete(p.over, group) // without the heads over them they may do
			return p.repeats(r)
		}
		p.set.found = append(p.set.found,
			finding.Finding{Code: "LAYOUT-HEADER", Severity: finding.Warning,
				Place:   p.place(&grid.Cell{Row: rows[0]}),
				Message: fmt.Sprintf("表头高 %s 磅，超过半页，后续各页不重复", h.PtString()),
				English: fmt.Sprintf("the header is %s pt high, more than half a page: not repeated", h.PtString())})
		delete(p.heads, group)
		return nil
	}
	return rows
}

// headRows is the header rows before row r of its group and of those over it, from above.
func (p *pager) headRows(r int) (rows []int) {
	for group := p.Rows[r].Header; group != 0; group = p.over[group] {
		own := p.heads[group]
		n := 0
		for n < len(own) && own[n] < r {
			n++
		}
		if own = own[:n]; rows == nil {
			rows = own
		} else {
			rows = slices.Concat(own, rows)
		}
	}
	return rows
}

// sheet fills and closes one page; false if not even a line finds room.
func (p *pager) sheet() bool {
	s := sheet{}
	if p.row > 0 || p.started {
		s.repeat = p.repeats(p.row)
	}
	room := p.cap - p.sum(s.repeat)
	next := p.row
	// The rest of a row begun above, or a row taller than the page (its long texts may have gone to the page before in
	// part).
	if p.started || p.heights[p.row] > room {
		piece, ok := p.lead(room)
		if !ok {
			return false
		}
		s.slots = append(s.slots, piece)
		room -= piece.height
		if piece.more {
			p.close(s)
			return true
		}
		next++
	}
	for ; next < len(p.Rows) && (len(s.slots) == 0 || !p.Rows[next].BreakTo) && p.heights[next] <= room; next++ {
		s.slots = append(s.slots, slot{row: next, height: p.heights[next]})
		room -= p.heights[next]
	}
	if p.beginTall(s, next) || p.breakWell(s) {
		return true
	}
	// A single row with labels that want more than the page: it is split like a row taller than a page.
	first := s.slots[0]
	if piece, ok := p.piece(first.row, p.cap-p.sum(s.repeat)-unit.Px); ok {
		first = piece
	}
	s.slots = append(s.slots[:0], first)
	p.close(s)
	return true
}

// lead is the piece of the first row. A total that must follow comes along; if it finds no room, so does the last of
// this row.
func (p *pager) lead(room unit.Length) (slot, bool) {
	piece, ok := p.piece(p.row, room)
	if after := p.kept(p.row + 1); ok && !piece.more && after > 0 && piece.height+after > room {
		if shorter, ok := p.piece(p.row, piece.height-p.step); ok && shorter.more {
			piece = shorter
		}
	}
	return piece, ok
}

// beginTall closes the page with the first piece of a row taller than a page, if a good one finds room below what s
// has; and with that of a row which would leave a third of this page empty.
func (p *pager) beginTall(s sheet, row int) bool {
	if row == len(p.Rows) || p.Rows[row].BreakTo {
		return false
	}
	if p.heights[row] <= p.cap-p.sum(p.repeats(row)) && p.below(s) < p.cap/3 {
		return false
	}
	try := sheet{repeat: s.repeat, slots: slices.Clone(s.slots)}
	room := p.grow(&try, true)
	if room < p.least(row) {
		return false
	}
	piece, ok := p.piece(row, room)
	if ok = ok && piece.more; ok {
		try.slots = append(try.slots, piece)
		p.close(try)
	}
	return ok
}

// below is the room on the page below what s has, but a header or heading that would go on with the row it is over.
func (p *pager) below(s sheet) unit.Length {
	stay := len(s.slots)
	for stay > 0 && p.keep[s.slots[stay-1].row+1] == bound {
		stay--
	}
	if stay == 0 {
		stay = len(s.slots)
	}
	room := p.cap - p.sum(s.repeat)
	for _, x := range s.slots[:stay] {
		room -= x.height
	}
	return room
}

// breakWell closes the page at the last gap that resists a break least and above which labels find room in their
// parts; false if there is none.
func (p *pager) breakWell(s sheet) bool {
	full := len(s.slots)
	for level := free; level <= bound; level++ {
		n := full
		if last := s.slots[full-1].row + 1; last < len(p.Rows) && !p.Rows[last].BreakTo {
			for n > 0 && p.keep[s.slots[n-1].row+1] > level {
				n--
			}
		}
		for ; n > 0; n-- { // ever earlier
			if p.keep[min(s.slots[n-1].row+1, len(p.Rows)-1)] > level && n < full {
				continue
			}
			try := sheet{repeat: s.repeat, slots: slices.Clone(s.slots[:n])}
			if p.grow(&try, false) >= 0 {
				p.close(try)
				return true
			}
		}
	}
	return false
}

// kept is the height of the rows from r on that are kept with the row above.
func (p *pager) kept(r int) (h unit.Length) {
	for ; r < len(p.Rows) && p.keep[r] != free; r++ {
		h += p.heights[r]
	}
	return h
}

// close puts s among the pages: heights that grew stay, flowing cells give their lines, cells that go on are carried.
func (p *pager) close(s sheet) {
	last := s.slots[len(s.slots)-1]
	for _, x := range s.slots {
		if x.row != p.row || !p.started {
			p.done = 0
		}
		p.done += x.height
		p.heights[x.row] = p.done
		p.started = x.more
	}
	if last.more {
		p.row = last.row
	} else {
		p.row, p.done = last.row+1, 0
	}
	carry := p.cut(s)
	for _, part := range carry {
		b, on := &p.cells[part.cell], &p.on[part.cell]
		switch {
		case on.flow:
			left, from := p.left(part.cell), int(on.next)
			n := min(part.lines(b), left)
			if part.last {
				n = left
			} else if n >= left && left > 1 && p.Cells[part.cell].RowSpan > 1 {
				n = left - 1 // the next rows are not left without a label
			}
			s.flow = append(s.flow, grid.FlowPart{Cell: part.cell, From: from, To: from + n})
			on.next += int32(n)
		case b.solid:
			if n := len(b.lines); on.shown {
				s.flow = append(s.flow, grid.FlowPart{Cell: part.cell, From: n, To: n})
			} else if part.height >= b.need || part.last {
				on.shown = true
			} else {
				s.flow = append(s.flow, grid.FlowPart{Cell: part.cell, From: 0, To: 0})
			}
		}
	}
	p.carry = p.carry[:0]
	for _, part := range carry {
		if !part.last {
			p.carry = append(p.carry, part.cell)
		}
	}
	p.sheets = append(p.sheets, s)
}
