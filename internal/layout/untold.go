package layout

import (
	"github.com/gongbiao/gongbiao/internal/layout/linebreak"
	"github.com/gongbiao/gongbiao/model/grid"
)

// untold says whether the lines of a cell as painted do not tell its text: blanks that hang at a line's end are not
// painted, and a line that is full and ended by hand looks like one that was broken. A reader of the file asks the same
// (internal/intake/pdf); it does not know by how much a table was set smaller, nor that lines were made even.
func (v *view) untold(c *grid.MeasuredCell) bool {
	st := c.Style
	if v.t.Scale != 0 && v.t.Scale != 100 && len(c.Lines) > 1 {
		return true
	}
	avail := v.left[c.Col+c.ColSpan] - v.left[c.Col] - cellPadding - st.PadLeft - indent(st, c.Size)
	for k := 1; k < len(c.Lines); k++ {
		a, b := &c.Lines[k-1], &c.Lines[k]
		gap, before, after := c.Text[a.End:b.Start], c.Text[a.Start:a.End], c.Text[b.Start:b.End]
		if gap == "" && avail-a.Width < c.Size/2 && !linebreak.Words(before, after) {
			continue // no room for another character: plainly broken
		}
		if before == "" || after == "" || gap != linebreak.Joint(before, after, func(between string) bool {
			v.set.loadSpans(before+between+after, st, within(c.Spans, a.Start, b.End), noPlace)
			return v.set.wrap(avail, c.Size) > 1 && v.set.lines[0].End == len(before)
		}) {
			return true
		}
	}
	n := len(c.Lines)
	return n > 0 && c.Lines[n-1].End < len(c.Text)
}
