package collect

import (
	"fmt"
	"slices"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/model/finding"
)

// again says of a row that stands above word for word, at the head of a later piece of its table, what it may be.
type again uint8

const (
	once      again = iota // it does not stand above
	againLine              // what stands above is no item of a list: this is that line once more, or one like it
	againItem              // what stands above is an item of a list: this is another one
)

// kept are the rows left out as headings said again that no heading is said again by: the row above was read as one
// that is filled in. Two lists of a form may have an item alike, and a page may end between them.
func (x *laid) kept() (out []origin) {
	if len(x.s.left) == 0 {
		return nil
	}
	states := map[tableRow]int{}
	for _, m := range x.rows {
		if o := x.s.from[m.row]; o.t != nil {
			states[tableRow{o.t, o.row}] = m.state
		}
	}
	for _, o := range x.s.left {
		state, read := states[tableRow{o.t, o.of}]
		if !read || !x.p.rows[state].answers() {
			continue
		}
		o.again = againLine
		if len(x.p.rows[state].repeats) > 0 {
			o.again = againItem
		}
		out = append(out, o)
	}
	return out
}

// tableRow is a row of a table.
type tableRow struct {
	t   *found.Table
	row int
}

// answers says whether something is filled in in a row, beside the name of a group.
func (r *rowPattern) answers() bool {
	return slices.ContainsFunc(r.cells, func(c cellPattern) bool { return !c.up && !c.group && (c.field != nil || c.re != nil) })
}

// with is a sheet with some of the rows that were left out.
func (s *sheet) with(kept []origin) *sheet {
	out := &sheet{name: s.name, hidden: s.hidden, whole: s.whole, under: s.under, from: slices.Clone(s.from), end: s.end}
	for _, o := range s.left {
		if !slices.ContainsFunc(kept, func(k origin) bool { return k.t == o.t && k.row == o.row }) {
			out.left = append(out.left, o)
		}
	}
	for _, k := range kept {
		at := 0
		for i, o := range out.from {
			if o.t == k.t && o.row < k.row {
				at = i + 1
			}
		}
		for at < len(out.from) && out.from[at].t == nil && out.from[at].row == 0 && k.below(out.from[at:]) {
			at++ // the line between the pieces
		}
		out.from = slices.Insert(out.from, at, k)
	}
	out.spread()
	out.base = s.base
	return out
}

// below says whether more of the table of a row follows.
func (o *origin) below(rest []origin) bool {
	return slices.ContainsFunc(rest, func(x origin) bool { return x.t == o.t })
}

// repeated says which rows were left out.
func (s *sheet) repeated(file string) (out finding.List) {
	if len(s.left) > 0 {
		o := s.left[0]
		out = append(out, finding.Finding{Code: "READ-REPEATED", Severity: finding.Note, Pos: finding.Pos{File: file},
			Place:   o.t.Where(o.row, 1),
			Message: fmt.Sprintf("表分成几段，后面的段里有 %d 行是重复的表头，没有再收。", len(s.left))})
	}
	return out
}

// another says of an item that it is like one above, at the place where headings are said again.
func (t *taker) another(m matched) {
	if t.s.from == nil || t.s.from[m.row].again != againItem {
		return
	}
	for _, p := range m.pairs {
		if p.x != nil && p.x.row == m.row && p.x.kind != found.Empty {
			t.say(finding.Warning, "READ-REPEATED", p.x, t.item[len(t.item)-1],
				"这一行在一段的开头，和上面的一行一字不差，按另外填的一行收。", "如果是重复印的，请删去")
			return
		}
	}
}

// toldAlready says whether a row is a line of the form that was read further up, printed once more; then it says so.
func (t *taker) toldAlready(r int) bool {
	if t.s.from == nil || t.s.from[r].again != againLine {
		return false
	}
	for _, x := range t.a.segs[r] {
		if x.row == r && x.kind != found.Empty {
			t.say(finding.Note, "READ-REPEATED", x, "", "这一行和上面已收的一行一字不差，没有再收。", "")
			break
		}
	}
	return true
}
