package notation

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/yamltree"
)

// overMark parts a label from what stands below it: 目标值 // {目标值}. There are blanks around it, so that an address of
// the web is none.
const overMark = "//"

// overAt finds the mark in a cell, outside braces; −1 if there is none.
func overAt(r []rune) int {
	for i := 0; i < len(r); i++ {
		switch {
		case r[i] == '\\':
			i++
		case r[i] == '{':
			if e := braceEnd(r, i); e > 0 {
				i = e
			}
		case r[i] == '/' && i+1 < len(r) && r[i+1] == '/' && (i == 0 || blank(r[i-1])) && (i+2 == len(r) || blank(r[i+2])):
			return i
		}
	}
	return -1
}

// parseOver reads a cell that may hold a label and what stands below it. What stands below is the field the label
// names, if nothing else is written: 目标值 //, 目标值 // @居中, 一级指标 // ^.
func parseOver(r []rune, from int, here func(int) yamltree.Pos, p *yamltree.Problems) Cell {
	i := overAt(r)
	if i < 0 {
		return parseCell(r, from, here, p)
	}
	c := parseCell(r[:i], from, here, p)
	low := parseCell(r[i+len(overMark):], from+i+len(overMark), here, p)
	if low.Join == JoinUp { // 一级指标 // ^: the field of that name, merged
		low.Join, low.Merge = JoinNone, true
	}
	if low.Join == JoinNone && len(low.Pieces) == 0 {
		if len(c.Pieces) == 1 && c.Pieces[0].Kind == Text {
			name := strings.Join(strings.Fields(c.Pieces[0].Text), "")
			low.Pieces = []Piece{{Kind: Field, Text: name, At: c.At, Inner: c.At, Named: true}}
		} else {
			p.Errorf(here(from+i), "LAYOUT-UNKNOWN-FIELD", "如 目标值 // {年度指标值}", "“//”下面没有写什么，上面也不是一个字段的名称")
		}
	}
	c.Under = &low
	return c
}

// halves are the two rows that a line with labels over fields means; not ok: it is one row. A cell without a mark is in
// both: joined to the left in both, or one cell that is two rows high.
func halves(d Line) (upper, lower Line, ok bool) {
	for _, c := range d.Cells {
		ok = ok || c.Under != nil
	}
	if !ok {
		return d, d, false
	}
	upper, lower = Line{At: d.At, Half: Upper}, Line{At: d.At, Half: Lower}
	for _, c := range d.Cells {
		low := Cell{Join: c.Join, At: c.At}
		switch {
		case c.Under != nil:
			low, c.Under = *c.Under, nil
		case c.Join == JoinNone:
			low.Join = JoinUp
		}
		upper.Cells, lower.Cells = append(upper.Cells, c), append(lower.Cells, low)
	}
	return upper, lower, true
}

// HasOver says whether a drawing has labels over fields.
func HasOver(text string) bool {
	if !strings.Contains(text, overMark) {
		return false
	}
	var quiet yamltree.Problems
	for _, d := range Drawing(text, func(int, int) yamltree.Pos { return yamltree.Pos{} }, &quiet) {
		if d.Half != Whole {
			return true
		}
	}
	return false
}

// Filled is the line with as many cells as the table has columns: <<, of which it has one at most, joins as many as are
// missing to the cell at its left.
func (d Line) Filled(columns int, p *yamltree.Problems) Line {
	k := -1
	for i, c := range d.Cells {
		if c.Join != JoinRest {
			continue
		}
		if k >= 0 {
			p.Errorf(c.At, "LAYOUT-JOIN", "别的并入写 <，一格一个", "一行里有两个“<<”，说不清各占几格")
		}
		k = i
	}
	if k < 0 {
		return d
	}
	var cells []Cell
	for i, c := range d.Cells {
		if c.Join != JoinRest {
			cells = append(cells, c)
			continue
		}
		n := 1
		if i == k {
			n = columns - len(d.Cells) + 1
		}
		for c.Join = JoinLeft; n > 0; n-- {
			cells = append(cells, c)
		}
	}
	d.Cells = cells
	return d
}
