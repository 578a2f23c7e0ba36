package grid

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/model/unit"
)

// Dump writes the grid as text for people and goldens: a line for each table, row and cell, in order; what is zero is
// left out. A cell is row,col rows×columns role style "text", then =number, its path and place, and its flags.
func (g *Grid) Dump(w io.Writer) error {
	d := dumper{bufio.NewWriter(w)}
	d.meta("grid", g.Meta)
	d.styles(func(yield func(*Style)) {
		for i := range g.Tables {
			for k := range g.Tables[i].Cells {
				yield(g.Tables[i].Cells[k].Style)
			}
		}
	})
	for i := range g.Tables {
		t := &g.Tables[i]
		d.table(i, t.Name, t.Paper, t.PageNumber, t.Header, t.Footer, t.Continued, t.Watermark, t.CutMerges)
		if t.NewPage {
			d.f(" new-page")
		}
		if t.MaxScale > 0 {
			d.f(" max-scale=%d%%", t.MaxScale)
		}
		d.f("\ncolumns %s\n", lengths(t.Columns))
		k := 0
		for r, row := range t.Rows {
			d.row(r, row)
			d.f("\n")
			for ; k < len(t.Cells) && t.Cells[k].Row <= r; k++ {
				d.cell(&t.Cells[k])
				d.f("\n")
			}
		}
		for ; k < len(t.Cells); k++ {
			d.f("row missing for")
			d.cell(&t.Cells[k])
			d.f("\n")
		}
	}
	for _, n := range g.Notes {
		d.f("note %s\n", n.Line())
	}
	return d.w.Flush()
}

// Dump writes the measured grid as text: as Grid.Dump, with heights, the lines of each cell, the winning edges (one
// letter an edge: . none, h hair, t thin, m medium, k thick, d double) and the pages.
func (m *Measured) Dump(w io.Writer) error {
	d := dumper{bufio.NewWriter(w)}
	d.meta("measured", m.Meta)
	d.styles(func(yield func(*Style)) {
		for i := range m.Tables {
			for k := range m.Tables[i].Cells {
				yield(m.Tables[i].Cells[k].Style)
			}
		}
	})
	for i := range m.Tables {
		t := &m.Tables[i]
		d.table(i, t.Name, t.Paper, t.PageNumber, t.Header, t.Footer, t.Continued, t.Watermark, t.CutMerges)
		if t.Scale != 0 && t.Scale != 100 {
			d.f(" scale=%d%%", t.Scale)
		}
		if t.Follows {
			d.f(" follows")
		}
		d.f("\ncolumns %s\n", lengths(t.Columns))
		k := 0
		for r, row := range t.Rows {
			d.row(r, row.Row)
			d.f(" %s", row.Height)
			if row.Source != r {
				d.f(" source=%d", row.Source)
			}
			if row.Cut {
				d.f(" cut")
			}
			d.f("  —%s  |%s\n", edges(t.HEdges, r), edges(t.VEdges, r))
			for ; k < len(t.Cells) && t.Cells[k].Row <= r; k++ {
				c := &t.Cells[k]
				d.cell(&c.Cell)
				if c.Style != nil && c.Size != c.Style.Size {
					d.f(" size=%s", c.Size)
				}
				if len(c.Lines) > 0 {
					d.f(" pitch=%s", c.Pitch)
				}
				d.f("\n")
				d.lines(c)
			}
		}
		d.f("bottom  —%s\n", edges(t.HEdges, len(t.Rows)))
		for n, p := range t.Pages {
			d.f("page %d rows %d–%d", n+1, p.First, p.End-1)
			if len(p.Repeat) > 0 {
				d.f(" repeat %s", strings.Trim(fmt.Sprint(p.Repeat), "[]"))
			}
			for _, f := range p.Flow {
				d.f(" flow cell %d lines %d–%d", f.Cell, f.From, f.To-1)
			}
			d.f("\n")
		}
	}
	for _, n := range m.Notes {
		d.f("note %s\n", n.Line())
	}
	return d.w.Flush()
}

type dumper struct{ w *bufio.Writer }

func (d dumper) f(format string, args ...any) { fmt.Fprintf(d.w, format, args...) }

func (d dumper) meta(what string, m Meta) {
	d.f("%s %s\n", what, m.Layout)
	for _, x := range [][2]string{{"title", m.Title}, {"author", m.Author}, {"subject", m.Subject}, {"name", m.Name}, {"lang", m.Lang}, {"keywords", m.Keywords}, {"code", m.Code}} {
		if x[1] != "" {
			d.f("%s %s\n", x[0], strconv.Quote(x[1]))
		}
	}
}

func (d dumper) table(i int, name string, p Paper, n PageNumber, header, footer, continued, watermark string, cut bool) {
	d.f("\ntable %d", i+1)
	if name != "" {
		d.f(" %s", strconv.Quote(name))
	}
	d.f(" %s %s×%s margins %s %s %s %s mm", p.Name, p.Width.MMString(), p.Height.MMString(), p.Top.MMString(), p.Right.MMString(), p.Bottom.MMString(), p.Left.MMString())
	if n.Format != "" {
		d.f(" number %s %s", strconv.Quote(n.Format), n.Align)
		if n.Size != 0 {
			d.f(" %s%s", n.Family, n.Size)
		}
		if n.OnlyIf2 {
			d.f(" if-2")
		}
	}
	if header != "" {
		d.f(" head %s", strconv.Quote(header))
	}
	if footer != "" {
		d.f(" foot %s", strconv.Quote(footer))
	}
	if continued != "" {
		d.f(" continued %s", strconv.Quote(continued))
	}
	if watermark != "" {
		d.f(" watermark %s", strconv.Quote(watermark))
	}
	if cut {
		d.f(" cut-merges")
	}
}

// styles prints each style once, in the order of first use.
func (d dumper) styles(each func(yield func(*Style))) {
	seen := map[*Style]bool{nil: true}
	each(func(s *Style) {
		if seen[s] {
			return
		}
		seen[s] = true
		d.f("style %s %s %s", s.Name, s.Family, s.Size)
		if s.Bold {
			d.f(" bold")
		}
		d.f(" %s %s", s.Align, s.VAlign)
		if s.Latin != "" {
			d.f(" latin=%s", s.Latin)
		}
		if s.Stack {
			d.f(" stack")
		}
		if s.Overflow != Grow {
			d.f(" %s", word([]string{"grow", "shrink", "refuse"}, int(s.Overflow)))
		}
		for _, x := range []struct {
			name string
			n    int
		}{{"floor", int(s.Floor)}, {"indent", s.Indent}, {"pad-left", int(s.PadLeft)}, {"gray", int(s.Gray)}, {"fill", int(s.Fill)}} {
			if x.n != 0 {
				d.f(" %s=%d", x.name, x.n)
			}
		}
		d.f("\n")
	})
}

func (d dumper) row(r int, row Row) {
	d.f("row %d %s", r, row.Role)
	for _, x := range []struct {
		name string
		l    unit.Length
	}{{"height", row.Height}, {"min", row.MinHeight}, {"air", row.Air}} {
		if x.l != 0 {
			d.f(" %s=%s", x.name, x.l)
		}
	}
	if row.KeepAbove {
		d.f(" keep")
	}
	if row.BreakTo {
		d.f(" break")
	}
	if row.Header != 0 {
		d.f(" header=%d", row.Header)
	}
	if row.Section != "" {
		d.f(" section %s", strconv.Quote(row.Section))
	}
}

func (d dumper) cell(c *Cell) {
	d.f("  %d,%d", c.Row, c.Col)
	if c.RowSpan != 1 || c.ColSpan != 1 {
		d.f(" %d×%d", c.RowSpan, c.ColSpan)
	}
	if c.Role != Data && c.Role != TextLine {
		d.f(" %s", c.Role)
	}
	if c.Style != nil && c.Style.Name != "" {
		d.f(" @%s", c.Style.Name)
	}
	d.f(" %s", strconv.Quote(c.Text))
	if c.Number != nil {
		d.f(" =%s", c.Number)
	}
	if c.Path != "" {
		d.f(" %s", c.Path)
	}
	if c.Place != "" {
		d.f(" “%s”", c.Place)
	}
	for _, x := range []struct {
		on   bool
		name string
	}{{c.Computed, "computed"}, {c.Input, "input"}, {c.Entered == AsEmpty, "entered-empty"}, {c.Entered == AsNothing, "entered-nothing"}, {c.Picture != nil, "picture"}, {c.Seal != nil, "seal"}} {
		if x.on {
			d.f(" %s", x.name)
		}
	}
	if c.Mark != 0 {
		d.f(" mark=%d", c.Mark)
	}
	if b := c.Border; b != (Border{}) && b != (Border{Thin, Thin, Thin, Thin}) {
		d.f(" border %s", edges([][]BorderKind{{b.Top, b.Right, b.Bottom, b.Left}}, 0))
	}
}

// lines shows how a cell's text is broken; a text on one line from one face needs no second look.
func (d dumper) lines(c *MeasuredCell) {
	if len(c.Lines) == 0 || len(c.Lines) == 1 && len(c.Lines[0].Runs) == 1 {
		return
	}
	for _, l := range c.Lines {
		d.f("    / %s", c.Text[l.Start:l.End])
		if l.Last {
			d.f(" ¶")
		}
		for _, r := range l.Runs {
			if len(l.Runs) > 1 {
				d.f(" [%s %s]", r.Face, r.Text)
			}
		}
		d.f("\n")
	}
}

func edges(e [][]BorderKind, r int) string {
	if r >= len(e) {
		return "?"
	}
	b := make([]byte, len(e[r]))
	for i, k := range e[r] {
		b[i] = '?'
		if int(k) < len(edgeLetters) {
			b[i] = edgeLetters[k]
		}
	}
	return string(b)
}

const edgeLetters = ".htmkd"

func lengths(l []unit.Length) string {
	s := make([]string, len(l))
	for i := range l {
		s[i] = l[i].MMString()
	}
	return strings.Join(s, " ") + " mm"
}

func word(names []string, i int) string {
	if i < len(names) {
		return names[i]
	}
	return strconv.Itoa(i)
}

// String is the word in layouts and dumps.
func (a Align) String() string {
	return word([]string{"default", "left", "center", "right", "distribute", "justify", "outside"}, int(a))
}

// String is the role's word in layouts and dumps.
func (r RowRole) String() string {
	return word([]string{"body", "title", "subtitle", "head", "header", "total", "note"}, int(r))
}

// String is the role's word in dumps.
func (r CellRole) String() string {
	return word([]string{"data", "column-header", "row-header", "both-header", "line"}, int(r))
}
