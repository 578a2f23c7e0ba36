package pdf

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake/phrase"
	"github.com/gongbiao/gongbiao/model/finding"
)

// usualPad is how near, in points, the lines of this program come to the sides of a cell: two and a half pixels.
const usualPad = 1.875

// frameOf is the frame of the text of a cell of a grid, nil: of text beside tables.
func (d *document) frameOf(p int, t *ruled, i int, gs []glyph) frame {
	fr := frame{left: 0, right: d.pages[p].width, pad: usualPad, ours: d.ours}
	if t == nil {
		return fr
	}
	x0, y0, x1, y1 := t.box(i)
	fr.left, fr.right = x0, x1
	if len(gs) > 0 && gs[0].dy != 0 {
		fr.left, fr.right = y0, y1
		if gs[0].dy < 0 {
			fr.left, fr.right = -y1, -y0
		}
	}
	if !d.ours {
		for k := range gs {
			fr.pad = max(fr.pad, min(6, gs[k].along()-fr.left))
		}
	}
	return fr
}

// cell is the text of lines in a frame; ok is false if there is none.
func (d *document) cell(lines []printed, fr frame) (found.Cell, bool) {
	runs, torn, ended := fr.join(lines)
	text, typed, said := phrase.Settle(runs...)
	if text == "" {
		return found.Cell{}, false
	}
	c := found.Cell{Kind: found.Text, Text: text}
	if strings.Contains(text, unknown) {
		said = append(said, finding.Finding{Code: "READ-GLYPH", Message: "这一格里有的字 PDF 没有说明是什么字（写作 " + unknown + "），读不出来。",
			Hint: "请照着原件补上", English: "the PDF does not say which character a sign is"})
	}
	if torn {
		said = append(said, finding.Finding{Code: "READ-TORN", Severity: finding.Warning, Message: "数在行末断开，前后接成了一个。",
			Hint: "请看接得对不对", English: "a figure torn at the end of a line was put together"})
	}
	if ended {
		said = append(said, finding.Finding{Code: "READ-TORN", Severity: finding.Warning, Message: "一行没有写满就换了行，按另起一行收。",
			Hint: "请看是不是连着的一句话", English: "a line that was not full was taken as ended by hand"})
	}
	if typed != "" || said != nil {
		c.Detail = &found.Detail{Typed: typed, Said: said}
	}
	return c, true
}

// put places a cell in a table whose rows come in order.
func put(t *found.Table, row int, c found.Cell) {
	if n := len(t.Rows); n == 0 || t.Rows[n-1].Number != row {
		t.Rows = append(t.Rows, found.Row{Number: row})
	}
	r := &t.Rows[len(t.Rows)-1]
	r.Cells = append(r.Cells, c)
}

// settle gives what is said of cells its place, when all rows are known.
func (d *document) settle(t *found.Table) {
	for i := range t.Rows {
		for k := range t.Rows[i].Cells {
			c := &t.Rows[i].Cells[k]
			said := c.Said()
			for j := range said {
				said[j].Pos, said[j].Place = finding.Pos{File: d.name}, t.Where(t.Rows[i].Number, c.Col)
			}
		}
	}
	for i := range t.Notes {
		t.Notes[i].Pos = finding.Pos{File: d.name}
		if p := t.Piece(1); p != nil && t.Notes[i].Place == "" {
			t.Notes[i].Place = p.String()
		}
	}
}

// beside are the texts that lie in no table of a page, from the top, and where: lines, split where two are printed side
// by side.
func (d *document) beside(p int, gs []glyph) (out []*found.Line, at []float32) {
	for _, l := range reading(gs, strikes{}, d.pages[p].spaced, true) {
		text, _, said := phrase.Settle(l.runs...)
		if strings.TrimSpace(text) == "" {
			continue
		}
		for i := range said {
			said[i].Pos, said[i].Place = finding.Pos{File: d.name}, fmt.Sprintf("第 %d 页", p+1)
		}
		line := &found.Line{Text: text, Place: fmt.Sprintf("第 %d 页", p+1), Said: said}
		if d.looks {
			line.Look = found.Look{Size: points(l.size), Align: aligned(l.left, d.pages[p].width-l.right)}
		}
		out = append(out, line)
		at = append(at, l.at)
	}
	return out, at
}
