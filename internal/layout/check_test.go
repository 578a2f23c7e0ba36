package layout

import (
	"fmt"
	"sort"
	"strings"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/model/unit"
)

// checkMeasured is everything wrong with m as the measured form of g.
func checkMeasured(g *grid.Grid, m *grid.Measured) (bad []string) {
	say := func(format string, a ...any) { bad = append(bad, fmt.Sprintf(format, a...)) }
	for ti := range m.Tables {
		t, src := &m.Tables[ti], &g.Tables[ti]
		bw, bh := t.Body()
		if w := t.Width().Scale(int64(t.Scale), 100); w > bw.Scale(99, 100) {
			say("table %d is %v wide, the body %v", ti, w, bw)
		}
		for i, c := range t.Columns {
			if c%unit.Px != 0 || c <= 0 {
				say("column %d is %v", i, c)
			}
		}
		for i, r := range t.Rows {
			if r.Height%unit.Px != 0 || r.Height <= 0 || r.Height > subRow {
				say("row %d is %v high", i, r.Height)
			}
		}
		// Every row exactly once.
		next := 0
		for k, p := range t.Pages {
			if p.First != next || p.End < p.First {
				say("page %d has rows %d–%d, %d is next", k, p.First, p.End, next)
			}
			next = p.End
			if h := t.PageHeight(k).Scale(int64(t.Scale), 100); h > bh.Scale(98, 100) {
				say("page %d is %v high, the body %v", k, h, bh)
			}
			checkAlone(t, k, say)
			// A page begins with a total, or ends with a header, only where no better break was to be had.
			if k == 0 || p.First == p.End {
				continue
			}
			before := t.Pages[k-1]
			better := false
			for r := before.First + 1; r < before.End; r++ {
				better = better || resist(t, r) == free && !t.Rows[r].Cut
			}
			if better && !t.Rows[p.First].Cut && !t.Rows[p.First-1].Cut && resist(t, p.First) != free {
				say("page %d breaks before row %d (%v below %v)", k, p.First, t.Rows[p.First].Role, t.Rows[p.First-1].Role)
			}
		}
		if next != len(t.Rows) {
			say("pages end at row %d of %d", next, len(t.Rows))
		}
		if len(t.Cells) != len(src.Cells) {
			say("%d cells of %d", len(t.Cells), len(src.Cells))
			continue
		}
		covered := make([]int, len(t.Rows)*len(t.Columns))
		for i := range t.Cells {
			c := &t.Cells[i]
			if c.Text != src.Cells[i].Text && c.PageSum == nil {
				say("cell %d: text %q is now %q", i, src.Cells[i].Text, c.Text)
			}
			for r := c.Row; r < c.Row+c.RowSpan; r++ {
				for k := c.Col; k < c.Col+c.ColSpan; k++ {
					covered[r*len(t.Columns)+k]++
				}
			}
			at := 0
			rest := ""
			for _, l := range c.Lines {
				if l.Start < at {
					say("cell %d: lines overlap", i)
					break
				}
				rest += c.Text[at:l.Start]
				at = l.End
				painted := ""
				for _, r := range l.Runs {
					painted += r.Text
				}
				if painted != c.Text[l.Start:l.End] && !c.Style.Stack {
					say("cell %d: line %q is painted %q", i, c.Text[l.Start:l.End], painted)
				}
			}
			rest += c.Text[at:]
			if strings.Trim(rest, " \t\n\r\v\f\u0085\u2028\u2029\u3000\u1680\u205f\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u2007") != "" {
				say("cell %d %q lost %q", i, c.Text, rest)
			}
			checkParts(t, i, say)
			checkNumbers(m, t, i, say)
		}
		for i, n := range covered {
			if n != 1 {
				say("position %d,%d is covered %d times", i/len(t.Columns), i%len(t.Columns), n)
			}
		}
	}
	return bad
}

// resist is how much the gap above a physical row resists a page break, said again from the rules.
func resist(t *grid.MeasuredTable, r int) keep {
	row, above := t.Rows[r], t.Rows[r-1]
	switch {
	case row.BreakTo:
		return free
	case row.Role.Bordered() && above.Role == grid.RoleHeader:
		return bound
	case above.Role == grid.RoleTitle || above.Role == grid.RoleSubtitle || above.Role == grid.RoleHead:
		return bound
	case row.Role.Bordered() && headingRow(t, r-1):
		return bound
	case row.KeepAbove || row.Role == grid.RoleTotal || row.Role == grid.RoleNote && above.Role.Bordered():
		return glued
	}
	return free
}

// checkAlone: no page begins with the lines under a table if the last row of the table would have found room above
// them.
func checkAlone(t *grid.MeasuredTable, k int, say func(string, ...any)) {
	p := t.Pages[k]
	if p.First == p.End || p.First == 0 {
		return
	}
	first, end := p.First, p.First
	for first > 0 && t.Rows[first].Role == grid.RoleNote && !t.Rows[first].BreakTo {
		first--
	}
	for end < len(t.Rows) && t.Rows[end].Role == grid.RoleNote && !t.Rows[end].BreakTo {
		end++
	}
	row := &t.Rows[first] // the last of the table
	if first == p.First || first == 0 || !row.Role.Bordered() || row.Cut || row.Row.Header != 0 || first == t.Pages[k-1].First || resist(t, first) != free {
		return
	}
	height := unit.Length(0)
	for _, r := range t.Rows[first:end] {
		height += r.Height
	}
	for i := range t.Cells {
		if c := &t.Cells[i]; c.Row < first && c.Row+c.RowSpan > first { // a part of it might have wanted more
			return
		}
	}
	if _, body := t.Body(); height <= body.Scale(98, 100).Scale(100, int64(t.Scale)) {
		say("page %d begins with lines under a table, row %d would have found room above them", k, first)
	}
}

// headingRow says whether physical row r of a table's body holds labels over columns and no value.
func headingRow(t *grid.MeasuredTable, r int) bool {
	heads := false
	for i := range t.Cells {
		if c := &t.Cells[i]; c.SourceRow == t.Rows[r].Source {
			if c.Role == grid.Data && (c.Text != "" || c.Picture != nil || c.Seal != nil) {
				return false
			}
			heads = heads || c.Role == grid.ColumnHeader
		}
	}
	return heads && t.Rows[r].Role == grid.RoleBody
}

// checkParts looks at what every page shows of a cell: room for its lines, and every line somewhere.
func checkParts(t *grid.MeasuredTable, i int, say func(string, ...any)) {
	c := &t.Cells[i]
	flowed := 0
	for k, p := range t.Pages {
		from, to := max(p.First, c.Row), min(p.End, c.Row+c.RowSpan)
		if from >= to {
			continue
		}
		var h unit.Length
		for r := from; r < to; r++ {
			h += t.Rows[r].Height
		}
		for _, r := range p.Repeat {
			if r >= c.Row && r < c.Row+c.RowSpan {
				h += t.Rows[r].Height
			}
		}
		n, flows := len(c.Lines), false
		for _, f := range p.Flow {
			if f.Cell == i {
				if f.From != flowed && c.Picture == nil {
					say("cell %d: page %d goes on at line %d, %d is next", i, k, f.From, flowed)
				}
				n, flowed, flows = f.To-f.From, f.To, true
			}
		}
		if !flows && flowed > 0 && c.Picture == nil {
			say("cell %d: page %d repeats what flows", i, k)
		}
		need := unit.Length(n)*c.Pitch + rowPadding + 2*t.Rows[c.Row].Air
		fixed := true
		for r := c.Row; r < c.Row+c.RowSpan; r++ {
			fixed = fixed && t.Rows[r].Row.Height > 0
		}
		if fixed { // a fixed height leaves out the air
			need = unit.Length(n) * c.Pitch
		}
		if c.Picture != nil && !flows {
			need += c.Picture.Height
		}
		if n > 0 && need > h {
			say("cell %d %.30q: page %d has %v for %d lines (%v)", i, c.Text, k, h, n, need)
		}
	}
	if flowed > 0 && flowed != len(c.Lines) {
		say("cell %d: %d of %d lines are on pages", i, flowed, len(c.Lines))
	}
}

// checkDocument is everything wrong with d as the pages of ms.
func checkDocument(d *page.Document, ms ...*grid.Measured) (bad []string) {
	say := func(format string, a ...any) { bad = append(bad, fmt.Sprintf(format, a...)) }
	kids := make([]map[page.Role]int, len(d.Elems))
	for i, e := range d.Elems {
		if e.Parent >= i || (e.Parent < 0) != (i == 0) {
			say("element %d has parent %d", i, e.Parent)
		}
		kids[i] = map[page.Role]int{}
		if i > 0 {
			kids[e.Parent][e.Role]++
		}
	}
	checkTables(d, say)
	tagged := map[int]string{}
	for n, p := range d.Pages {
		type box struct {
			x0, y0, x1, y1 unit.Length
			text           string
		}
		var boxes []box
		for k, it := range p.Items {
			tag := it.Mark()
			if (tag.Artifact != page.NotArtifact) == (tag.Elem > 0) || tag.Elem >= len(d.Elems) {
				say("page %d item %d: element %d, artifact %d", n, k, tag.Elem, tag.Artifact)
			}
			inside := func(x0, y0, x1, y1 unit.Length) {
				if x0 < 0 || y0 < 0 || x1 > p.Width || y1 > p.Height {
					say("page %d item %d lies outside: %v %v %v %v", n, k, x0, y0, x1, y1)
				}
			}
			switch x := it.(type) {
			case page.Text:
				if x.Rotate != 0 { // a watermark
					continue
				}
				b := box{x.X, x.Y - x.Size.Scale(859, 1000), x.X + x.Width, x.Y + x.Size.Scale(141, 1000), x.Text}
				inside(b.x0, b.y0, b.x1, b.y1)
				boxes = append(boxes, b)
				if x.Entered != "" && len([]rune(x.Entered)) != len([]rune(x.Text)) {
					say("page %d item %d: %q stands for %q", n, k, x.Text, x.Entered)
				}
				if tag.Artifact == page.NotArtifact {
					tagged[tag.Elem] += x.Text
				}
			case page.Rule:
				inside(min(x.X1, x.X2), min(x.Y1, x.Y2), max(x.X1, x.X2), max(x.Y1, x.Y2))
			case page.Fill:
				inside(x.X, x.Y, x.X+x.W, x.Y+x.H)
			case page.Picture:
				inside(x.X, x.Y, x.X+x.W, x.Y+x.H)
			}
		}
		// No two texts overlap (one em's rounding apart is not seen; 2 EMU are forgiven for rounding).
		sort.Slice(boxes, func(a, b int) bool { return boxes[a].y0 < boxes[b].y0 })
		for a := range boxes {
			for b := a + 1; b < len(boxes) && boxes[b].y0+2 < boxes[a].y1; b++ {
				if boxes[a].x0+2 < boxes[b].x1 && boxes[b].x0+2 < boxes[a].x1 && boxes[a].x0 < boxes[a].x1 && boxes[b].x0 < boxes[b].x1 {
					say("page %d: %q and %q overlap at %v–%v and %v–%v, %v–%v and %v–%v", n, boxes[a].text, boxes[b].text, boxes[a].x0, boxes[a].x1, boxes[b].x0, boxes[b].x1, boxes[a].y0, boxes[a].y1, boxes[b].y0, boxes[b].y1)
				}
			}
		}
	}
	// Every character is tagged exactly once.
	want, got := map[rune]int{}, map[rune]int{}
	for _, m := range ms {
		for i := range m.Tables {
			for k := range m.Tables[i].Cells {
				for _, l := range m.Tables[i].Cells[k].Lines {
					for _, r := range l.Runs {
						for _, x := range r.Text {
							want[x]++
						}
					}
				}
			}
		}
	}
	for _, s := range tagged {
		for _, x := range s {
			got[x]++
		}
	}
	for x, n := range want {
		if got[x] != n {
			say("%q: %d in cells, %d in tagged text", x, n, got[x])
		}
	}
	for x, n := range got {
		if want[x] == 0 {
			say("%q: %d times in tagged text, in no cell", x, n)
		}
	}
	return bad
}

// checkTables looks for tables that are not regular: ISO 32000-1 14.8.4.3.4, as PDF/UA-1 checkers read it.
func checkTables(d *page.Document, say func(string, ...any)) {
	ids := map[string]bool{}
	for _, e := range d.Elems {
		if e.ID != "" && ids[e.ID] {
			say("id %s twice", e.ID)
		}
		if e.ID != "" {
			ids[e.ID] = true
		}
	}
	var rows map[int][]int
	for i, e := range d.Elems {
		if e.Role != page.RoleTable {
			continue
		}
		rows = map[int][]int{}
		var order []int
		for k := i + 1; k < len(d.Elems); k++ {
			if c := d.Elems[k]; c.Role == page.RoleTR && c.Parent == i {
				order = append(order, k)
			} else if c.Role == page.RoleTH || c.Role == page.RoleTD {
				rows[c.Parent] = append(rows[c.Parent], k)
				if (c.Role == page.RoleTH) != (c.Scope != page.ScopeNone) {
					say("cell %d: role %d scope %d", k, c.Role, c.Scope)
				}
				for _, h := range c.Headers {
					if !ids[h] {
						say("cell %d names header %s", k, h)
					}
				}
			}
		}
		var until []int
		for r, tr := range order {
			col := 0
			for _, k := range rows[tr] {
				e := d.Elems[k]
				for col < len(until) && until[col] > r {
					col++
				}
				for n := max(e.ColSpan, 1); n > 0; n-- {
					if r == 0 {
						until = append(until, 0)
					}
					if col >= len(until) || until[col] > r {
						say("table %d row %d is not regular", i, r)
						return
					}
					until[col] = r + max(e.RowSpan, 1)
					col++
				}
			}
			for c, u := range until {
				if u <= r {
					say("table %d row %d has no cell in column %d", i, r, c)
					return
				}
			}
		}
		for _, u := range until {
			if u > len(order) {
				say("table %d: a cell runs over the last row", i)
			}
		}
	}
}
