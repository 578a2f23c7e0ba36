package templates

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model/grid"
)

func (l *loader) readColumn(x *changes, n *yaml.Node, name string, drop bool, m yamltree.Mapping) {
	if m := l.Root; hasKey(m, "tables") {
		l.Errorf(yamltree.At(n), "LAYOUT-CHANGE", "", "有 tables 的版式不能改列")
		return
	}
	ch := &columnChange{at: yamltree.At(n), named: name, drop: drop, cell: joined, total: joined}
	if !drop {
		if ch.width = m.Get("width"); ch.width == nil {
			l.Errorf(yamltree.At(m.Node), "LAYOUT-MISSING-KEY", "如 width: 12", "after-column 缺 width")
			return
		}
		if v := m.Get("header"); v != nil && v.Kind == yaml.SequenceNode {
			ch.header = l.Texts(v, "header")
		} else if v != nil {
			t, _ := l.Text(v, "header")
			ch.header = []string{t}
		}
		for key, to := range map[string]*string{"cell": &ch.cell, "total": &ch.total} {
			if v := m.Get(key); v != nil {
				*to, _ = l.Text(v, key)
			}
		}
	}
	for _, text := range append(slices.Clone(ch.header), ch.cell, ch.total) {
		if _, ok := ch.cellOf(text); !ok {
			l.Errorf(ch.at, "LAYOUT-CHANGE", "字面上的“|”写成 \\|", "“%s”应是一格", text)
			return
		}
	}
	x.columns = append(x.columns, ch)
}

// cellOf is a cell of the new column; not ok: the text draws more than one.
func (ch *columnChange) cellOf(text string) (cell notation.Cell, ok bool) {
	var quiet yamltree.Problems // what is wrong inside the cell is said when it is compiled
	in := notation.Drawing("| "+text+" |", func(int, int) yamltree.Pos { return ch.at }, &quiet)
	if len(in) != 1 || len(in[0].Cells) != 1 {
		return notation.Cell{}, false
	}
	return in[0].Cells[0], true
}

// columnOf finds a column by its heading in the header rows, or by its number; -1 after a mistake.
func (l *loader) columnOf(ch *columnChange, before []*columnChange, rows *yaml.Node) int {
	var heads []string
	found := map[int]bool{}
	count, columns := 0, 0
	if v := valueOf(l.Root, "columns"); v != nil {
		columns = len(v.Content) // as they are drawn below this layout
	}
	visit := func(n *yaml.Node) {
		if h := headerOf(n); h != nil && l.level(yamltree.At(h)) > l.level(ch.at) {
			var quiet yamltree.Problems
			here := func(int, int) yamltree.Pos { return yamltree.At(h) }
			for i, d := range notation.Drawing(h.Value, here, &quiet) {
				if d.Half == notation.Lower {
					continue
				}
				d = d.Filled(columns, &quiet)
				for _, b := range before {
					b.apply(&d, grid.RoleHeader, false, i)
				}
				count = max(count, len(d.Cells))
				for k, cell := range d.Cells {
					if len(cell.Pieces) == 1 && cell.Pieces[0].Kind == notation.Text {
						name := plainName(cell.Pieces[0].Text)
						if heads = append(heads, name); name == plainName(ch.named) {
							found[k] = true
						}
					}
				}
			}
		}
	}
	if rows != nil {
		l.eachItem(rows, "", 0, visit)
	}
	if n := strings.TrimLeft(ch.named, "0123456789"); n == "" && len(ch.named) < 4 {
		k := 0
		for _, r := range ch.named {
			k = k*10 + int(r-'0')
		}
		if k >= 1 && (count == 0 || k <= count) {
			return k - 1
		}
	}
	if len(found) != 1 {
		l.Errorf(ch.at, "LAYOUT-CHANGE", yamltree.DidYouMean(ch.named, heads), "表头里有 %d 列叫“%s”", len(found), ch.named)
		return -1
	}
	for k := range found {
		return k
	}
	return -1
}

// headerOf is the drawing of an item that has a header, nil if there is none: of a header, or of a repeat whose rows
// say their labels too.
func headerOf(n *yaml.Node) *yaml.Node {
	h := valueOf(n, "header")
	if h == nil && hasKey(n, "repeat") {
		if h = valueOf(n, "rows"); h != nil && !notation.HasOver(h.Value) {
			return nil
		}
	}
	if h == nil || h.Kind != yaml.ScalarNode {
		return nil
	}
	return h
}

// widened are a table's columns with those that changes take out or put in. own is the level of the widths.
func (l *loader) widened(columns *yaml.Node) *yaml.Node {
	n := *columns
	n.Content = slices.Clone(n.Content)
	for _, ch := range l.changes.columns {
		switch {
		case l.level(yamltree.At(columns)) <= l.level(ch.at): // the widths were written knowing the change
		case ch.drop && ch.index < len(n.Content):
			n.Content = slices.Delete(n.Content, ch.index, ch.index+1)
		case !ch.drop && ch.index < len(n.Content):
			n.Content = slices.Insert(n.Content, ch.index+1, ch.width)
		}
	}
	return &n
}

// recolumned applies the changes of columns to a line that was drawn without them, line i of its drawing, and gives it
// the cells that << stands for.
func (c *compiler) recolumned(d notation.Line, role grid.RowRole, i int) notation.Line {
	if d.Bare {
		return d
	}
	level := c.l.level(d.At)
	if c.home != "" {
		level = c.borrowed
	}
	columns := c.ncols // as the line was drawn for
	for _, ch := range c.l.changes.columns {
		switch {
		case level <= c.l.level(ch.at):
		case ch.drop:
			columns++
		default:
			columns--
		}
	}
	d = d.Filled(columns, &c.Problems)
	for _, ch := range c.l.changes.columns {
		if level > c.l.level(ch.at) {
			ch.apply(&d, role, len(c.lists) > 0, i)
		}
	}
	return d
}

// apply changes one line. A cell that reached over a column that goes keeps the rest of its place; a new column belongs
// to the cell at its left, but in headers, repeated rows and totals, where the change says what it holds.
func (ch *columnChange) apply(d *notation.Line, role grid.RowRole, repeated bool, i int) {
	k := ch.index
	if k >= len(d.Cells) {
		return
	}
	cells := slices.Clone(d.Cells)
	if ch.drop {
		if k+1 < len(cells) && cells[k+1].Join == notation.JoinLeft && cells[k].Join != notation.JoinLeft {
			cells[k+1] = cells[k]
		}
		d.Cells = slices.Delete(cells, k, k+1)
		return
	}
	text := joined
	switch {
	case role == grid.RoleHeader && i < len(ch.header):
		text = ch.header[i]
	case role == grid.RoleHeader && len(ch.header) > 0:
		text = "^"
	case role == grid.RoleTotal:
		text = ch.total
	case repeated:
		text = ch.cell
	}
	if cell, ok := ch.cellOf(text); ok {
		d.Cells = slices.Insert(cells, k+1, cell)
	}
}
