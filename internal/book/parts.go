package book

import (
	"slices"

	"github.com/gongbiao/gongbiao/model/grid"
)

// linesOf are lines of a long list of the book's own, summary or contents, that are drawn as one table.
type linesOf struct{ from, to int }

// most is how many lines one table has. Lists of thousands of forms need no memory for all of their lines then.
const most = 2000

// inParts cuts a list of so many lines, and counts the pages. A part ends where a page does, so that only the last
// page of the list may be short: what a part has on its last page is left to the next.
func inParts(lines int, measure func(linesOf) (*grid.Measured, error)) (parts []linesOf, pages int, err error) {
	for from := 0; ; {
		part := linesOf{from, min(from+most, lines)}
		m, err := measure(part)
		if err != nil {
			return nil, 0, err
		}
		if part.to < lines {
			if n := beforeLast(&m.Tables[0]); n > 0 {
				part.to = from + n
				if m, err = measure(part); err != nil {
					return nil, 0, err
				}
			}
		}
		parts, pages = append(parts, part), pages+pagesOf(m)
		if from = part.to; from >= lines {
			return parts, pages, nil
		}
	}
}

// beforeLast is how many lines begin on the pages before the last.
func beforeLast(t *grid.MeasuredTable) int {
	line := func(r grid.MeasuredRow) bool {
		return !r.Cut && r.Role != grid.RoleTitle && r.Role != grid.RoleHead && r.Role != grid.RoleHeader
	}
	last := t.Pages[len(t.Pages)-1].First
	first, next := slices.IndexFunc(t.Rows, line), slices.IndexFunc(t.Rows[last:], line)
	if first < 0 || next < 0 {
		return 0
	}
	return t.Rows[last+next].Source - t.Rows[first].Source
}
