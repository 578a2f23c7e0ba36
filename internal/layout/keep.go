package layout

import (
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// keep says how much a gap resists a page break.
type keep uint8

const (
	free  keep = iota
	loose      // the last rows of a table, the lines under it
	glued      // the row below belongs to the row above: totals, the first line under a table, KeepAbove
	bound      // a header, heading or title is above
)

// A page that stands alone must say what it is: a heading has something under it, the lines under a table (where
// people sign and set their seals) have a row of the table above them, and the last page of a table has two of its
// rows.
const (
	lastRows  = 2 // of a table, on its last page
	lastShare = 2 // of a page: its last rows are kept together only if they take no more than one part in so many
	itemShare = 4 // of a page: so are the rows of an item
)

// keeps fills in how much each gap resists.
func (p *pager) keeps() {
	start := 0
	for r := 1; r <= len(p.Rows); r++ {
		if r < len(p.Rows) && !p.Rows[r].BreakTo {
			p.keep[r] = p.keepAbove(r)
			continue
		}
		p.keepNotes(start, r)
		p.keepLast(start, r)
		start = r
	}
	p.keepItems()
}

func (p *pager) keepAbove(r int) keep {
	row, above := &p.Rows[r], &p.Rows[r-1]
	switch {
	case above.Role == grid.RoleHeader && row.Role.Bordered(), above.Role == grid.RoleTitle,
		above.Role == grid.RoleSubtitle, above.Role == grid.RoleHead,
		row.Role.Bordered() && p.heading(r-1):
		return bound
	case row.KeepAbove, row.Role == grid.RoleTotal, row.Role == grid.RoleNote && above.Role.Bordered():
		return glued
	}
	return free
}

// heading says whether row r of the table heads what is below it: labels over columns, or one across the table, and
// no value.
func (p *pager) heading(r int) bool {
	heads := false
	for i := p.begin[r]; i < p.begin[r+1]; i++ {
		switch c := &p.Cells[i]; {
		case c.Role == grid.ColumnHeader:
			heads = true
		case c.Role == grid.Data && (c.Text != "" || c.Picture != nil || c.Seal != nil || c.Input):
			return false
		}
	}
	return heads && p.Rows[r].Role == grid.RoleBody
}

// keepItems keeps an item of a few rows together: a number, then two lines that belong to it. Labels over several items
// stand again on the next page; an item that is torn has to be put together by its reader. One that takes more than a
// quarter of a page is cut as before, and so is what overlaps another.
func (p *pager) keepItems() {
	behind := 0
	for _, i := range p.tall {
		c := &p.Cells[i]
		if c.Role != grid.Data || c.RowSpan > fewRows || c.Row < behind || p.Rows[c.Row].Role != grid.RoleBody {
			continue
		}
		height := unit.Length(0)
		for r := c.Row; r < c.Row+c.RowSpan; r++ {
			height += p.heights[r]
		}
		if behind = c.Row + c.RowSpan; height > p.cap/itemShare {
			continue
		}
		for r := c.Row + 1; r < behind; r++ {
			p.keep[r] = max(p.keep[r], loose)
		}
	}
}

// keepNotes keeps the lines under a table together, so that all of them stay with its last row, if a page has room
// for that.
func (p *pager) keepNotes(start, end int) {
	for r := start + 1; r < end; r++ {
		if p.Rows[r].Role != grid.RoleNote || !p.Rows[r-1].Role.Bordered() {
			continue
		}
		height, last := p.heights[r-1]+p.headHeight(r-1), r
		for ; last < end && p.Rows[last].Role == grid.RoleNote; last++ {
			height += p.heights[last]
		}
		for k := r + 1; k < last && height <= p.cap; k++ {
			p.keep[k] = max(p.keep[k], loose)
		}
	}
}

// keepLast keeps the last rows of a table together, which ends before row end: two of its rows with the totals and
// lines behind them, and where they are behind a list, such as the lines to sign, two rows of the list, so that its
// header is over them.
func (p *pager) keepLast(start, end int) {
	notes, height, rows, listed, lines := unit.Length(0), unit.Length(0), 0, 0, 0
	enough := end
	for r := end - 1; r > start; r-- {
		switch bordered := p.Rows[r].Role.Bordered(); {
		case bordered:
			height += p.heights[r]
		case height == 0:
			notes += p.heights[r]
		default:
			start = r // the lines above the table
			continue
		}
		if own := height + p.headHeight(r); own > p.cap/lastShare || own+notes > p.cap {
			break
		}
		if p.Rows[r].Role.Bordered() {
			lines++
		}
		if row := &p.Rows[r]; row.Role == grid.RoleBody && !p.heading(r) {
			if rows++; row.Header != 0 {
				listed++
			}
		}
		if lines < p.atLeast {
			continue
		}
		if rows >= lastRows && enough == end || listed >= lastRows {
			enough = r
		}
		if listed >= lastRows || p.unlisted && enough != end {
			break
		}
	}
	for _, i := range p.tall { // an item of a few rows is whole, unless that leaves the page before half empty
		c := &p.Cells[i]
		if c.RowSpan > fewRows || c.Row <= start || c.Row >= enough || enough >= c.Row+c.RowSpan {
			continue
		}
		own := p.headHeight(c.Row)
		for r := c.Row; r < end; r++ {
			if p.Rows[r].Role.Bordered() {
				own += p.heights[r]
			}
		}
		if own <= p.cap/lastShare {
			enough = c.Row
		}
	}
	for k := enough + 1; k < end; k++ {
		p.keep[k] = max(p.keep[k], loose)
	}
}

// headHeight is the height of the header rows that are at the head of a page that begins with row r.
func (p *pager) headHeight(r int) unit.Length { return p.sum(p.headRows(r)) }
