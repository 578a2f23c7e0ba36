package layout

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/number"
	"github.com/gongbiao/gongbiao/model/unit"
)

// setFeet keeps room at the foot of every page for the rows that are there on each: they are the last of the table, so
// while it is cut into pages they take no height of their own. What it returns gives them their heights again, and the
// pages before the one that has them their feet. Rows higher than half a page are at the end of the table only.
func (p *pager) setFeet() func() {
	for r := range p.Rows {
		if p.Rows[r].Foot {
			p.feet = append(p.feet, r)
		}
	}
	if len(p.feet) == 0 {
		return func() {}
	}
	h := p.sum(p.feet)
	if h > p.cap/2 {
		p.set.found = append(p.set.found, finding.Finding{Code: "LAYOUT-HEADER", Severity: finding.Warning,
			Place:   p.place(&grid.Cell{Row: p.feet[0]}),
			Message: fmt.Sprintf("每页页脚的行高 %s 磅，超过半页，只印在表末", h.PtString()),
			English: fmt.Sprintf("the rows at the foot are %s pt high, more than half a page: not repeated", h.PtString())})
		p.feet = nil
		return func() {}
	}
	own := make([]unit.Length, len(p.feet))
	for i, r := range p.feet {
		own[i], p.heights[r] = p.heights[r], 0
	}
	p.cap -= h
	return func() {
		for i, r := range p.feet {
			p.heights[r] = own[i]
		}
		last := false
		for k := len(p.sheets) - 1; k >= 0; k-- {
			s := &p.sheets[k]
			for i := range s.slots {
				if n := slices.Index(p.feet, s.slots[i].row); n >= 0 {
					s.slots[i].height, last = own[n], true
				}
			}
			if first := s.slots[0].row; last && first < p.feet[0] && s.slots[len(s.slots)-1].row < p.feet[0] {
				s.foot = p.feet
			}
		}
	}
}

// feet writes what the rows at the foot of each page show: the sums of what is on the page.
func (t *table) feet(sheets []sheet, first []int) {
	o := t.out
	for k, s := range sheets {
		for _, r := range s.foot {
			for q := first[r]; q < first[r+1]; q++ {
				o.Pages[k].Foot = append(o.Pages[k].Foot, q)
			}
		}
	}
	for i := range t.Cells {
		c, m := &t.Cells[i], &o.Cells[i]
		if c.PageSum == nil {
			continue
		}
		for k, s := range sheets {
			text, lines := t.pageSum(i, o.Pages[k], k > 0 && o.Rows[o.Pages[k].First].Cut)
			switch {
			case len(s.foot) > 0:
				o.Pages[k].Sums = append(o.Pages[k].Sums, grid.PageText{Cell: i, Text: text, Lines: lines})
			case o.Pages[k].First <= m.Row && m.Row < o.Pages[k].End:
				m.Text, m.Lines = text, lines
			}
		}
	}
}

// pageSum is the sum that cell i shows on a page, and its lines. A row that began on the page before (cut) counts
// there.
func (t *table) pageSum(i int, p grid.PageSpan, cut bool) (string, []grid.Line) {
	o, c, b := t.out, &t.Cells[i], &t.cells[i]
	from := p.First
	for cut && from < p.End && o.Rows[from].Cut {
		from++
	}
	text, sum := c.PageSum.Absent, (*decimal.Decimal)(nil)
	k, _ := slices.BinarySearchFunc(o.Cells, from, func(x grid.MeasuredCell, row int) int { return cmp.Compare(x.Row, row) })
	for ok := true; ok && k < len(o.Cells) && o.Cells[k].Row < p.End; k++ {
		sum, ok = c.PageSum.Add(sum, &t.Cells[k])
	}
	if sum != nil {
		text = number.Format(*sum, c.PageSum.Format)
	}
	s := t.set
	width := -cellPadding - c.Style.PadLeft
	for _, w := range o.Columns[c.Col : c.Col+c.ColSpan] {
		width += w
	}
	found := s.found
	s.loadSpans(text, c.Style, nil, noPlace)
	s.found = found
	s.wrap(width-indent(c.Style, b.size), b.size)
	return text, s.keep(b.size)
}
