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
		opt(d, " new-page", t.NewPage)
		opt(d, " max-scale=%d%%", t.MaxScale)
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
		opt(d, " follows", t.Follows)
		d.f("\ncolumns %s\n", lengths(t.Columns))
		k := 0
		for r, row := range t.Rows {
			d.row(r, row.Row)
			d.f(" %s", row.Height)
			if row.Source != r {
				d.f(" source=%d", row.Source)
			}
			opt(d, " cut", row.Cut)
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

// opt writes v in a format, or a word, unless v is zero.
func opt[T comparable](d dumper, format string, v T) {
	switch {
	case v == *new(T):
	case strings.Contains(format, "%"):
		d.f(format, v)
	default:
		d.f("%s", format)
	}
}

func (d dumper) meta(what string, m Meta) {
	d.f("%s %s\n", what, m.Layout)
	opt(d, "title %q\n", m.Title)
	opt(d, "author %q\n", m.Author)
	opt(d, "subject %q\n", m.Subject)
	opt(d, "name %q\n", m.Name)
	opt(d, "lang %q\n", m.Lang)
	opt(d, "keywords %q\n", m.Keywords)
	opt(d, "code %q\n", m.Code)
}

func (d dumper) table(i int, name string, p Paper, n PageNumber, header, footer, continued, watermark string, cut bool) {
	d.f("\ntable %d", i+1)
	opt(d, " %q", name)
	d.f(" %s %s×%s margins %s %s %s %s mm", p.Name, p.Width.MMString(), p.Height.MMString(), p.Top.MMString(),
		p.Right.MMString(), p.Bottom.MMString(), p.Left.MMString())
	if n.Format != "" {
		d.f(" number %q %s", n.Format, n.Align)
		if n.Size != 0 {
			d.f(" %s%s", n.Family, n.Size)
		}
		opt(d, " if-2", n.OnlyIf2)
	}
	opt(d, " head %q", header)
	opt(d, " foot %q", footer)
	opt(d, " continued %q", continued)
	opt(d, " watermark %q", watermark)
	opt(d, " cut-merges", cut)
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
		opt(d, " bold", s.Bold)
		d.f(" %s %s", s.Align, s.VAlign)
		opt(d, " latin=%s", s.Latin)
		opt(d, " stack", s.Stack)
		if s.Overflow != Grow {
			d.f(" %s", word([]string{"grow", "shrink", "refuse"}, int(s.Overflow)))
		}
		opt(d, " floor=%d", int(s.Floor))
		opt(d, " long=%d", int(s.Long))
		opt(d, " indent=%d", s.Indent)
		opt(d, " pad-left=%d", int(s.PadLeft))
		opt(d, " gray=%d", s.Gray)
		opt(d, " fill=%d", s.Fill)
		d.f("\n")
	})
}

func (d dumper) row(r int, row Row) {
	d.f("row %d %s", r, row.Role)
	opt(d, " height=%s", row.Height)
	opt(d, " min=%s", row.MinHeight)
	opt(d, " air=%s", row.Air)
	opt(d, " keep", row.KeepAbove)
	opt(d, " break", row.BreakTo)
	opt(d, " foot", row.Foot)
	opt(d, " header=%d", row.Header)
	opt(d, " under=%d", row.Under)
	opt(d, " section %q", row.Section)
}

func (d dumper) cell(c *Cell) {
	d.f("  %d,%d", c.Row, c.Col)
	if c.RowSpan != 1 || c.ColSpan != 1 {
		d.f(" %d×%d", c.RowSpan, c.ColSpan)
	}
	if c.Role != Data && c.Role != TextLine {
		d.f(" %s", c.Role)
	}
	if c.Style != nil {
		opt(d, " @%s", c.Style.Name)
	}
	d.f(" %q", c.Text)
	opt(d, " =%s", c.Number)
	opt(d, " %s", c.Path)
	opt(d, " “%s”", c.Place)
	opt(d, " computed", c.Computed)
	opt(d, " input", c.Input)
	opt(d, " entered-empty", c.Entered == AsEmpty)
	opt(d, " entered-nothing", c.Entered == AsNothing)
	if c.PageSum != nil {
		opt(d, " page-sum=%s", c.PageSum.List+"/*"+c.PageSum.Field)
	}
	opt(d, " picture", c.Picture != nil)
	opt(d, " seal", c.Seal != nil)
	opt(d, " sealed", c.Seal != nil && c.Seal.Ink != nil)
	opt(d, " mark=%d", c.Mark)
	opt(d, " answered", c.Answered)
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
		opt(d, " ¶", l.Last)
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
