package collect

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
)

// suited is a sheet whose lines stand beside each other where a drawing has them so: one line that a row of several
// cells was written in is taken apart, several lines that are cells of one row are laid beside each other. Only what
// the labels of the drawing say in one way is done.
func (s *sheet) suited(p *pattern) *sheet {
	if s.from == nil {
		return s
	}
	var from []origin
	changed := false
	for i := 0; i < len(s.from); i++ {
		o := s.from[i]
		if o.t != nil {
			if l := o.alone(); l != nil {
				if parts := p.apart(l); len(parts) > 1 {
					o, changed = origin{lines: parts}, true
				}
			}
			from = append(from, o)
			continue
		}
		var run []*found.Line
		for k := i; k < len(s.from) && s.from[k].t == nil; k++ {
			run = append(run, s.from[k].lines...)
		}
		if o.next && !p.told(o.lines[0].Text) {
			changed = true
			continue
		}
		if n, order := p.beside(run); n > 1 {
			from = append(from, origin{lines: run[:n], order: order})
			i += n - 1
			changed = true
		} else if parts := p.apart(o.lines[0]); len(parts) > 1 {
			from = append(from, origin{lines: parts})
			changed = true
		} else {
			from = append(from, o)
		}
	}
	if !changed {
		return s
	}
	out := &sheet{name: s.name, hidden: s.hidden, whole: s.whole, under: s.under, from: from, left: s.left, end: s.end}
	out.spread()
	out.base = s
	return out
}

// alone is the one cell with a text of a row of a table, as a line; nil if there are none or several.
func (o *origin) alone() *found.Line {
	i, ok := slices.BinarySearchFunc(o.t.Rows, o.row, func(r found.Row, n int) int { return r.Number - n })
	if !ok || len(o.t.Rows[i].Cells) != 1 || len(o.t.Pieces) == 0 {
		return nil
	}
	c := &o.t.Rows[i].Cells[0]
	return &found.Line{Text: c.Text, Place: o.t.Where(o.row, c.Col), Said: c.Said()}
}

// tells says whether a text is a drawn cell, by the words it has.
func (c *cellPattern) tells(text string) bool {
	switch {
	case c.up:
		return false
	case c.label != "":
		return normal(text) == c.label
	}
	return c.re != nil && normal(c.raw) != "" && c.re.MatchString(text)
}

// told says whether some drawn cell is told by a text.
func (p *pattern) told(text string) bool {
	for i := range p.rows {
		for k := range p.rows[i].cells {
			if p.rows[i].cells[k].tells(text) {
				return true
			}
		}
	}
	return false
}

// beside counts the lines that are the cells of one drawn row: each has its words, or, by their order, is the one
// answer beside words that the drawing has there.
func (p *pattern) beside(lines []*found.Line) (most int, order bool) {
	for i := range p.rows {
		n, told, byOrder, missed := 0, 0, false, false
		for k := range p.rows[i].cells {
			c := &p.rows[i].cells[k]
			switch {
			case n == len(lines):
			case c.tells(lines[n].Text):
				n, told = n+1, told+1
			case c.field != nil && !c.up && told > 0 && !p.told(lines[n].Text):
				n, byOrder = n+1, true
			case c.field != nil || c.re != nil || c.label != "":
				missed = true
			}
		}
		if n > most && !(byOrder && missed) {
			most, order = n, byOrder
		}
	}
	return most, order
}

// apart takes a line apart, at blanks, into the cells of a drawn row, if there is one way to do so; the parts are the
// line's text to the character, but for the blanks between them. A field takes any text, so of several ways the one
// that leaves no label within a part counts.
func (p *pattern) apart(l *found.Line) []*found.Line {
	at := gaps(l.Text)
	if len(at) == 0 || len(at) > mostGaps {
		return nil
	}
	for i := range p.rows {
		cells := p.rows[i].cells
		var ways [][]string
		var walk func(from, k int, got []string)
		walk = func(from, k int, got []string) {
			if from > len(l.Text) {
				if len(got) > 1 {
					ways = append(ways, append([]string(nil), got...))
				}
				return
			}
			for ; k < len(cells); k++ {
				for _, g := range at {
					if g[0] > from && cells[k].tells(l.Text[from:g[0]]) {
						walk(g[1], k+1, append(got, l.Text[from:g[0]]))
					}
				}
				if cells[k].tells(l.Text[from:]) {
					walk(len(l.Text)+1, k+1, append(got, l.Text[from:]))
				}
			}
		}
		walk(0, 0, nil)
		slices.SortStableFunc(ways, func(x, y []string) int { return len(y) - len(x) })
		if len(ways) > 0 && (len(ways) == 1 || len(ways[1]) < len(ways[0])) { // in as many parts as can be
			var out []*found.Line
			for _, text := range ways[0] {
				out = append(out, &found.Line{Text: text, Place: l.Place, Said: l.Said})
			}
			return out
		}
	}
	return nil
}

// mostGaps are the gaps a line may have to be taken apart.
const mostGaps = 12

// gaps are the runs of white space within a text, where they begin and end: tabs, or what is wider than a blank.
func gaps(s string) (out [][2]int) {
	from := -1
	for i, r := range s + "." {
		switch blank := strings.ContainsRune(" \t\u00a0\u3000\u2002\u2003", r); {
		case blank && from < 0:
			from = i
		case !blank && from >= 0:
			if from > 0 && i < len(s) {
				out = append(out, [2]int{from, i})
			}
			from = -1
		}
	}
	return out
}
