package layout

import (
	"cmp"
	"fmt"

	"github.com/gongbiao/gongbiao/internal/layout/linebreak"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// shrinkStep is by how much a text is set smaller at a time.
const shrinkStep = unit.Pt / 2

// floorOf is the smallest size a style lets its texts shrink to.
func floorOf(st *grid.Style) unit.Length { return min(cmp.Or(st.Floor, 6*unit.Pt), st.Size) }

// inside says where the lines found last end inside a number, the worst of them. Of a text that is one figure every
// line that ends where none should counts; a code may be torn anywhere.
func (s *setter) inside(figure bool) (cut linebreak.Cut, code bool) {
	for i := range s.lines {
		l := &s.lines[i]
		own := l.Cut
		if figure && !l.Last && own == linebreak.Whole && l.To < len(s.cl) && s.cl[l.To].Gap == linebreak.Forbidden {
			own = linebreak.AtMark
		}
		if l.Code(s.cl) {
			own, code = linebreak.AtMark, true
		}
		cut = max(cut, own)
	}
	return cut, code
}

// keepNumbers keeps the numbers of a text that was wrapped at size b.size whole: it sets the text smaller, down to
// the floor of its style; where that does not do, lines end behind a thousands separator or before the decimal point,
// and where there is no such place inside the digits; either is said.
func (t *table) keepNumbers(c *grid.Cell, b *box, width unit.Length, fixed bool) {
	s, st := t.set, c.Style
	b.figure = linebreak.Figure(s.cl)
	cut, _ := s.inside(b.figure)
	if cut == linebreak.Whole {
		return
	}
	if st.Overflow == grid.Refuse {
		if fixed { // without a height of its own the row is refused already
			t.refuse(c, "LAYOUT-REFUSED",
				fmt.Sprintf("“%s”放不下：格宽 %s 毫米，数字要断开", brief(c.Text), width.MMString()),
				fmt.Sprintf("a number does not fit in %s mm", width.MMString()), "请缩短文字")
		}
		return
	}
	floor := floorOf(st)
	fits := func(worst linebreak.Cut) bool {
		for size := b.size; size >= floor; size = (size - 1) / shrinkStep * shrinkStep {
			s.wrap(width-indent(st, size), size)
			if cut, _ := s.inside(b.figure); cut <= worst {
				b.size = size
				return true
			}
		}
		return false
	}
	if fits(linebreak.Whole) {
		return
	}
	message := fmt.Sprintf("“%s”放不进一行（格宽 %s 毫米，缩到 %s 磅也不行）", brief(c.Text), width.MMString(), floor.PtString())
	english := fmt.Sprintf("a number does not fit on a line of %s mm even at %s pt", width.MMString(), floor.PtString())
	hint := "请加宽此列，或改用大一级的单位（如万元）"
	f := finding.Finding{Code: "LAYOUT-NUMBER-BROKEN", Severity: finding.Warning, Place: t.place(c), Path: c.Path, Printed: brief(c.Text),
		Message: message + "，在千分位后或小数点前折行",
		English: english + ": broken behind a thousands separator or before the decimal point", Hint: hint}
	split := fits(linebreak.AtMark)
	if !split {
		s.wrap(width-indent(st, b.size), b.size)
	}
	if _, code := s.inside(b.figure); code || !split {
		f.Message, f.English = message+"，在数字中间折行", english+": broken inside its digits"
	}
	s.found = append(s.found, f)
}

// column is the cells whose figures are set in one size.
type column struct {
	col, span int
	size      unit.Length // of the style
}

// evenFigures sets the figures of a column in the size of the smallest, so that none stands out by its size alone.
func (t *table) evenFigures(left []unit.Length) {
	var smallest map[column]unit.Length
	for i := range t.cells {
		c, b := &t.Cells[i], &t.cells[i]
		if b.figure && b.size < c.Style.Size && c.Style.Overflow == grid.Grow {
			if smallest == nil {
				smallest = map[column]unit.Length{}
			}
			k := column{c.Col, c.ColSpan, c.Style.Size}
			smallest[k] = min(cmp.Or(smallest[k], b.size), b.size)
		}
	}
	if smallest == nil {
		return
	}
	for i := range t.cells {
		c, b := &t.Cells[i], &t.cells[i]
		most, ok := smallest[column{c.Col, c.ColSpan, c.Style.Size}]
		if !ok || b.size <= most || c.Style.Overflow != grid.Grow || c.Style.Stack || c.Text == "" || c.Picture != nil || c.Seal != nil {
			continue
		}
		found, figure := t.set.found, b.figure
		if c.Style.Rotate != 0 || c.Slants > 0 { // nobody has asked yet
			t.set.loadSpans(c.Text, c.Style, c.Spans, noPlace)
			t.set.found, figure = found, linebreak.Figure(t.set.cl)
		}
		if figure {
			b.most = most
			t.setCell(i, left[c.Col+c.ColSpan]-left[c.Col])
			t.set.found = found // said already
		}
	}
}
