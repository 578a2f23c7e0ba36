package layout

import (
	"github.com/gongbiao/gongbiao/model/unit"
)

// least is the smallest piece of row r worth beginning at the foot of a page: its labels, and three lines of its
// longest text.
func (p *pager) least(r int) unit.Length {
	least := 3 * rowPadding
	p.covering(r, func(i int) {
		b := &p.cells[i]
		if p.flows(i) {
			least = max(least, b.linesHeight(min(3, p.left(i))))
		} else if !p.on[i].shown {
			least = max(least, b.need)
		}
	})
	return least
}

// covering visits the cells that row r shows.
func (p *pager) covering(r int, visit func(cell int)) {
	for _, i := range p.carry {
		if c := &p.Cells[i]; c.Row <= r && r < c.Row+c.RowSpan {
			visit(i)
		}
	}
	if p.started && p.row == r {
		return
	}
	// Cells that begin on the page being filled, above r or in it.
	for i := p.begin[p.row]; i < p.begin[r+1]; i++ {
		if c := &p.Cells[i]; r < c.Row+c.RowSpan && !(p.started && c.Row == p.row) {
			visit(i)
		}
	}
}

// piece cuts the next piece of row r, at most room high, between lines: the rest of the row if that fits. ok is false
// if not a line fits.
func (p *pager) piece(r int, room unit.Length) (slot, bool) {
	room = room / p.step * p.step
	var rest, used, labels unit.Length
	progress := false
	least := unit.Length(0) // height of the row still owed to a fixed or least height
	done := unit.Length(0)
	if p.started && p.row == r {
		done = p.done
	}
	if own := max(p.Rows[r].Height.RoundTo(unit.Px), p.Rows[r].MinHeight.CeilTo(unit.Px)); own > done {
		least = own - done
	}
	p.covering(r, func(i int) {
		c, b := &p.Cells[i], &p.cells[i]
		if !p.flows(i) {
			if !b.solid || !p.on[i].shown {
				labels = max(labels, b.need)
			}
			return
		}
		above, below := p.above(c.Row, r), unit.Length(0)
		for k := r + 1; k < c.Row+c.RowSpan; k++ {
			below += p.heights[k]
		}
		left := p.left(i)
		if left == 0 {
			return
		}
		rest = max(rest, b.linesHeight(left)-above-below)
		if n := min(int((room+above-b.pad)/b.pitch), left); n > 0 {
			progress = true
			used = max(used, b.linesHeight(n)-above)
		}
	})
	whole := max(rest, labels, least, unit.Px).CeilTo(p.step)
	if whole <= room {
		return slot{row: r, height: whole}, true
	}
	if rest <= room { // only a least height is longer than the page
		used, progress = max(used, room), progress || least > room
	}
	if labels > room || !progress {
		return slot{}, false
	}
	// Rounded up it may be over its room.
	return slot{row: r, height: min(max(used, labels).CeilTo(p.step), room/unit.Px*unit.Px), more: true}, true
}

// above is the height of the rows of the page being filled between row from and row r.
func (p *pager) above(from, r int) (h unit.Length) {
	for k := max(from, p.row); k < r; k++ {
		if k == p.row && p.started {
			continue
		}
		h += p.heights[k]
	}
	return h
}
