package pdf

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model/finding"
)

// seam is where a table goes on over a page: the last row of a part and the first of the next that is no heading again.
type seam struct {
	d            *document
	above, below *part
	row          int // of below, from 0
	shared       []halves
	gaps, extra  bool // cells with something in the upper row only, in the lower row only
}

// halves are two cells with something in them, one under the other across a seam.
type halves struct {
	a, b   int // which cells of the parts
	lines  []printed
	upper  int // of lines stand above
	answer answer
}

// answer says of a cell below a seam whether it is the rest of the one above.
type answer uint8

const (
	unsure answer = iota
	rest          // no more fits in the last line above, no other line below it, and the lower text begins at once
	fresh         // two figures, each a line with room for more
)

// figure is a text that only says how much.
var figure = pattern.Late(`^[≥≤＞＜><]?[\d\s.,，%％+\-/]+[元万个人]*$`)

// seamAt looks at the rows on both sides of the end of a page.
func (d *document) seamAt(above, below *part, row int) *seam {
	s := &seam{d: d, above: above, below: below, row: row}
	last := len(above.t.ys) - 1
	var lefts []float32
	for b, c := range below.t.cells {
		if c.row != row {
			continue
		}
		lower := d.linesIn(below, b)
		if len(lower) == 0 {
			continue
		}
		lefts = append(lefts, below.t.xs[c.col])
		a := slices.IndexFunc(above.t.cells, func(u region) bool {
			return u.endRow == last && apart(above.t.xs[u.col], below.t.xs[c.col]) <= near &&
				apart(above.t.xs[u.endCol], below.t.xs[c.endCol]) <= near
		})
		if a < 0 {
			s.extra = true
			continue
		}
		upper := d.linesIn(above, a)
		if len(upper) == 0 {
			s.extra = true
			continue
		}
		h := halves{a: a, b: b, lines: append(upper, lower...), upper: len(upper)}
		h.answer = s.ask(h)
		s.shared = append(s.shared, h)
	}
	for a, c := range above.t.cells {
		s.gaps = s.gaps || c.row == last-1 && len(d.linesIn(above, a)) > 0 &&
			!slices.ContainsFunc(lefts, func(x float32) bool { return apart(x, above.t.xs[c.col]) <= near })
	}
	return s
}

func (d *document) linesIn(p *part, i int) []printed {
	return reading(p.texts[i], strikes{d.rest[p.page], d.work}, d.pages[p.page].spaced, false)
}

// ask tells of two cells whether the lower one goes on with the upper one.
func (s *seam) ask(h halves) answer {
	if s.above.texts[h.a][0].dy != 0 || s.below.texts[h.b][0].dy != 0 {
		return unsure
	}
	fr := s.d.frameOf(s.above.page, s.above.t, h.a, s.above.texts[h.a])
	a, b := &h.lines[h.upper-1], &h.lines[h.upper]
	full := fr.between(a, b, fr.room(h.lines)) != "\n"
	_, _, _, bottom := s.above.t.box(h.a)
	_, top, _, _ := s.below.t.box(h.b)
	pitch := 1.4 * a.size
	if h.upper > 1 {
		pitch = max(pitch, a.at-h.lines[h.upper-2].at)
	}
	ends, begins := bottom-a.at < pitch+0.5*a.size, b.at-top < 1.7*b.size+usualPad
	several := s.above.t.cells[h.a].row < len(s.above.t.ys)-2 || s.below.t.cells[h.b].endRow > s.row+1 // rows merged
	switch {
	case full && ends && begins && !several && !stacked(h.lines) && !(figure.MatchString(a.text) && figure.MatchString(b.text)):
		return rest
	case !full && len(h.lines) == 2 && figure.MatchString(a.text) && figure.MatchString(b.text):
		return fresh
	}
	return unsure
}

// count is how many of the cells that both rows have got an answer.
func (s *seam) count(x answer) (n int) {
	for _, h := range s.shared {
		if h.answer == x {
			n++
		}
	}
	return n
}

// cut says whether the lower row is the rest of the upper one: rest and fresh if that is seen, unsure if it may be. Of
// the rest every cell goes on with one above; a row of its own fills the same cells as the one above, or has figures
// that do not go on. Words that stop early say nothing: people end lines in labels by hand.
func (s *seam) cut() answer {
	n, m := s.count(rest), s.count(fresh)
	switch {
	case len(s.shared) == 0:
		return fresh
	case n == len(s.shared) && !s.extra && s.solid():
		return rest
	case !s.gaps, m > 1:
		return fresh
	}
	return unsure
}

// solid says whether enough speaks for a cut: a text of several lines, or a longer one beside cells that end above.
func (s *seam) solid() bool {
	return slices.ContainsFunc(s.shared, func(h halves) bool {
		return h.upper > 1 || s.gaps && utf8.RuneCountInString(h.lines[0].text) > 4
	})
}

// mended puts the rest of a row to the row itself; false if that cannot be done.
func (s *seam) mended(t *found.Table, up, low int, column func(int) int) bool {
	if low-up > 1 && s.groupBegins() || len(t.Pieces) > 1 && t.Pieces[len(t.Pieces)-2].Height == 0 {
		return false
	}
	for _, h := range s.shared {
		fr := s.d.frameOf(s.above.page, s.above.t, h.a, s.above.texts[h.a])
		c, ok := s.d.cell(h.lines, fr)
		x := t.At(up, column(h.a))
		if !ok || x == nil {
			return false
		}
		c.Col = x.Col
		said := append(c.Said(), x.Said()...)
		said = slices.CompactFunc(said, func(a, b finding.Finding) bool { return a.Code == b.Code && a.Message == b.Message })
		said = append(said, finding.Finding{Code: "READ-CUT", Severity: finding.Warning,
			Message: fmt.Sprintf("这一格被分页切成两截，“%s”后面接了下一页的“%s”。", h.lines[h.upper-1].text, h.lines[h.upper].text),
			Hint:    "请看接得对不对", English: "the cell was cut in two by the end of a page and put together"})
		if c.Detail == nil {
			c.Detail = &found.Detail{}
		}
		c.Detail.Said = said
		*x = c
	}
	t.Drop(low, up)
	return true
}

// groupBegins says whether a cell that is merged with rows below begins in the row that is cut.
func (s *seam) groupBegins() bool {
	return slices.ContainsFunc(s.below.t.cells, func(c region) bool {
		if c.row != s.row || c.endRow == s.row+1 {
			return false
		}
		return slices.ContainsFunc(s.above.t.cells, func(u region) bool {
			return u.row == len(s.above.t.ys)-2 && apart(s.above.t.xs[u.col], s.below.t.xs[c.col]) <= near
		})
	})
}
