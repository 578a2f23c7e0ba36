package layout

import (
	"slices"
	"strconv"
	"unicode"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
)

// head is a column header as the cells below see it.
type head struct {
	elem, col, end, group int
}

// tag makes the structure elements of a table: H1 and P for the lines around it, Table, TR, TH and TD for what is
// ruled, in the rows of the form (the pieces of a cut row are one TR), so that the table is regular.
func (v *view) tag() {
	t := v.t
	v.elems = make([]int, len(t.Cells))
	if n := len(t.Cells) + len(t.Rows) + 8; cap(v.doc.Elems)-len(v.doc.Elems) < n {
		v.doc.Elems = append(make([]page.Elem, 0, 2*len(v.doc.Elems)+n), v.doc.Elems...)
	}
	chain := make([][]head, len(t.Columns)) // column headers in force, from the top
	headEnd := make([]int, len(t.Columns))  // first row below them
	owner := make([]int, len(t.Columns))    // cell standing in each column of the row
	ends := make([]int, len(t.Columns))     // first row below it
	table, top := 0, false                  // top: only titles so far
	for r := range t.Rows {
		row := &t.Rows[r]
		if row.Cut {
			continue
		}
		tr := 0
		if row.Role.Bordered() {
			if table == 0 {
				table = v.elem(page.Elem{Parent: v.parent, Role: page.RoleTable, Title: t.Name})
				for c := range chain {
					chain[c], headEnd[c] = nil, 0
				}
				top = true
			}
			tr = v.elem(page.Elem{Parent: table, Role: page.RoleTR})
		} else {
			table = 0
		}
		cells := t.Cells[v.begin[r]:v.begin[r+1]]
		for k := range cells {
			c := &cells[k]
			for col := c.Col; col < c.Col+c.ColSpan; col++ {
				owner[col], ends[col] = v.begin[r]+k, c.Row+c.RowSpan
			}
		}
		for k := range cells {
			c := &cells[k]
			i := v.begin[r] + k
			top = top && c.Role == grid.ColumnHeader && c.ColSpan == len(t.Columns)
			switch {
			case tr == 0:
				v.elems[i] = v.line(c, row.Role)
			case top:
				v.elems[i] = v.titleCell(c, tr)
			default:
				v.elems[i] = v.tableCell(c, tr, chain, headEnd, owner)
			}
			if c.Picture != nil {
				v.elem(page.Elem{Parent: v.elems[i], Role: page.RoleFigure, Alt: c.Picture.Alt})
			} else if c.Seal != nil {
				v.elem(page.Elem{Parent: v.elems[i], Role: page.RoleFigure, Alt: c.Seal.Name})
			}
			if c.Mark > 0 && v.elems[i] != 0 {
				v.markElem(c, i)
			}
		}
	}
}

// figure is the Figure element of cell i, made right behind the cell's own.
func (v *view) figure(i int) int { return v.elems[i] + 1 }

// line makes the element of a text line outside the ruled table, 0 for an empty one.
func (v *view) line(c *grid.MeasuredCell, role grid.RowRole) int {
	if c.Text == "" && c.Picture == nil && c.Seal == nil {
		return 0
	}
	e := page.Elem{Parent: v.parent, Role: page.RoleP, Lang: langOf(c.Text), Actual: v.actual(c)}
	if role == grid.RoleTitle && c.Text != "" {
		e.Role = page.RoleH1
		if v.titled {
			e.Role = page.RoleH2
		}
		v.titled = true
	}
	return v.elem(e)
}

// titleCell makes the elements of a title that is in the table, across its whole width at the top: the first of a
// form is its H1. No cell names it as its header; it would be said with each of them.
func (v *view) titleCell(c *grid.MeasuredCell, tr int) int {
	e := page.Elem{Parent: tr, Role: page.RoleTH, Scope: page.ScopeColumn, ColSpan: c.ColSpan, Lang: langOf(c.Text), Actual: v.actual(c)}
	if n := v.t.Rows[c.Row+c.RowSpan-1].Source - v.t.Rows[c.Row].Source + 1; n > 1 {
		e.RowSpan = n
	}
	if v.titled || c.Text == "" {
		return v.elem(e)
	}
	v.titled = true
	e.Lang, e.Actual = "", ""
	return v.elem(page.Elem{Parent: v.elem(e), Role: page.RoleH1, Lang: langOf(c.Text), Actual: v.actual(c)})
}

// tableCell makes the element of a cell and notes column headers for the cells below. A data cell names its headers,
// and so does the header of a row or group, since in these forms column headers are in mid-table and scope alone
// would run on too far.
func (v *view) tableCell(c *grid.MeasuredCell, tr int, chain [][]head, headEnd []int, owner []int) int {
	t := v.t
	row, last := &t.Rows[c.Row], &t.Rows[c.Row+c.RowSpan-1]
	e := page.Elem{Parent: tr, Role: page.RoleTD, Lang: langOf(c.Text), Actual: v.actual(c)}
	if n := last.Source - row.Source + 1; n > 1 {
		e.RowSpan = n
	}
	if c.ColSpan > 1 {
		e.ColSpan = c.ColSpan
	}
	switch c.Role {
	case grid.ColumnHeader:
		e.Role, e.Scope = page.RoleTH, page.ScopeColumn
	case grid.RowHeader:
		e.Role, e.Scope = page.RoleTH, page.ScopeRow
	case grid.BothHeader:
		e.Role, e.Scope = page.RoleTH, page.ScopeBoth
	}
	end := c.Col + c.ColSpan
	if c.Role == grid.Data || c.Role == grid.RowHeader {
		from := len(v.names)
		for _, h := range chain[c.Col] {
			if h.col <= c.Col && end <= h.end && (h.group == row.Header || h.group == row.Under && h.group != 0 || row.Role == grid.RoleTotal) {
				v.names = append(v.names, v.id(h.elem))
			}
		}
		v.rowHeads(c, owner)
		if len(v.names) > from {
			e.Headers = v.names[from:len(v.names):len(v.names)]
		}
	}
	i := v.elem(e)
	if c.Role == grid.ColumnHeader || c.Role == grid.BothHeader {
		for col := c.Col; col < end; col++ {
			if headEnd[col] != c.Row {
				chain[col] = slices.DeleteFunc(chain[col], func(h head) bool { return h.group == 0 || h.group != row.Under })
			}
			chain[col] = append(chain[col], head{i, c.Col, end, row.Header})
			headEnd[col] = c.Row + c.RowSpan
		}
	}
	return i
}

// rowHeads names the row headers to the left of c: the nearest unbroken row of them, which for a row header must
// touch it, since what is beyond a value is about that value.
func (v *view) rowHeads(c *grid.MeasuredCell, owner []int) {
	found := false
	for col := c.Col - 1; col >= 0; {
		i := owner[col]
		o := &v.t.Cells[i]
		switch {
		case o.Role == grid.RowHeader || o.Role == grid.BothHeader:
			v.names = append(v.names, v.id(v.elems[i]))
			found = true
		case found || c.Role == grid.RowHeader:
			return
		}
		col = o.Col - 1
	}
}

// id is the ID of a TH, given when first asked for.
func (v *view) id(elem int) string {
	e := &v.doc.Elems[elem]
	if e.ID == "" {
		v.ids++
		e.ID = "h" + strconv.Itoa(v.ids)
	}
	return e.ID
}

// langOf is "en" for a text with Latin letters and no other script.
func langOf(s string) string {
	latin := false
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			latin = true
		case r >= 0x80 && unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r):
			return ""
		}
	}
	if latin {
		return "en"
	}
	return ""
}

// actual is the text as entered where what is painted does not tell it: vertical forms are painted for some of it, or
// its blanks and line ends do not show.
func (v *view) actual(c *grid.MeasuredCell) string {
	if !c.Style.Stack {
		if v.untold(c) {
			return c.Text
		}
		return ""
	}
	for _, l := range c.Lines {
		for _, r := range l.Runs {
			if r.Text != c.Text[l.Start:l.End] {
				return c.Text
			}
		}
	}
	return ""
}

// bookmarks notes the sections that begin on page k.
func (v *view) bookmarks(k int) {
	level := 0
	if len(v.doc.Outline) > 0 {
		level = 1
	}
	if k == 0 && len(v.m.Tables) > 1 && v.t.Name != "" {
		v.doc.Outline = append(v.doc.Outline, page.Bookmark{Level: level, Title: v.t.Name, Page: v.index, Y: v.y0})
	}
	if len(v.m.Tables) > 1 && v.t.Name != "" {
		level++
	}
	for j := v.heads; j < len(v.rows); j++ {
		if s := v.t.Rows[v.rows[j]].Section; s != "" {
			v.doc.Outline = append(v.doc.Outline, page.Bookmark{Level: level, Title: s, Page: v.index, Y: v.y0 + v.scale(v.tops[j])})
		}
	}
}
