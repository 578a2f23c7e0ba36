package tables

import (
	"encoding/json"
	"fmt"
	"html"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/foundtest"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
)

// drawn is a form as a grid of texts, from which documents are built as somebody else would build them.
type drawn struct {
	rows, cols int
	cells      []drawnCell // row by row
}

type drawnCell struct {
	row, col, rows, cols int // from 1
	text                 string
}

// byHand builds documents with a hand of its own: widths, columns, cuts, runs.
type byHand struct {
	*rand.Rand
	d       *drawn
	cuts    []int // rows above which the table is cut
	tracked int   // cells with changes
}

func hand(d *drawn, seed uint64) *byHand {
	h := &byHand{Rand: rand.New(rand.NewPCG(seed, 1)), d: d}
	for range h.IntN(3) {
		if d.rows > 4 {
			h.cuts = append(h.cuts, 3+h.IntN(d.rows-3))
		}
	}
	slices.Sort(h.cuts)
	h.cuts = slices.Compact(h.cuts)
	return h
}

// pieces are the first and last rows of the tables the form is cut into.
func (h *byHand) pieces() (out [][2]int) {
	from := 1
	for _, c := range append(slices.Clone(h.cuts), h.d.rows+1) {
		out = append(out, [2]int{from, c - 1})
		from = c
	}
	return out
}

// widths are those of the columns: the same for every piece.
func (h *byHand) widths() []int {
	out := make([]int, h.d.cols)
	for i := range out {
		out[i] = 300 + h.IntN(1500)
	}
	return out
}

// in are the cells that reach into a row of a piece, from the left, and whether each begins there: what a cut goes
// through begins again, without its text.
func (h *byHand) in(row, from int) (cells []drawnCell, begins []bool) {
	for _, c := range h.d.cells {
		if c.row <= row && row < c.row+c.rows {
			cells = append(cells, c)
			begins = append(begins, c.row == row || row == from && c.row < from)
		}
	}
	order := make([]int, len(cells))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cells[a].col - cells[b].col })
	var cs []drawnCell
	var bs []bool
	for _, i := range order {
		cs, bs = append(cs, cells[i]), append(bs, begins[i])
	}
	return cs, bs
}

// docx is the form as a Word document. Each piece has only the columns that its own cells need, as Word keeps them.
func (h *byHand) docx(t testing.TB) string {
	var b strings.Builder
	widths := h.widths()
	b.WriteString("<w:p><w:r><w:t>标题</w:t></w:r></w:p>")
	for n, piece := range h.pieces() {
		if n > 0 {
			b.WriteString([]string{"<w:p/>", `<w:p><w:r><w:br w:type="page"/></w:r></w:p>`, "<w:p><w:r><w:t>（续表）</w:t></w:r></w:p>"}[h.IntN(3)])
		}
		used := make([]bool, h.d.cols+1) // edges that some cell of the piece has
		for row := piece[0]; row <= piece[1]; row++ {
			cells, _ := h.in(row, piece[0])
			for _, c := range cells {
				used[c.col-1], used[c.col+c.cols-1] = true, true
			}
		}
		used[0], used[h.d.cols] = true, true
		b.WriteString("<w:tbl><w:tblGrid>")
		w := 0
		for i := 1; i <= h.d.cols; i++ {
			if w += widths[i-1]; used[i] {
				fmt.Fprintf(&b, `<w:gridCol w:w="%d"/>`, w+h.IntN(3))
				w = 0
			}
		}
		b.WriteString("</w:tblGrid>")
		for row := piece[0]; row <= piece[1]; row++ {
			b.WriteString("<w:tr>")
			cells, begins := h.in(row, piece[0])
			for i, c := range cells {
				span := 0
				for e := c.col; e < c.col+c.cols; e++ {
					if used[e] {
						span++
					}
				}
				b.WriteString("<w:tc><w:tcPr>")
				if span > 1 {
					fmt.Fprintf(&b, `<w:gridSpan w:val="%d"/>`, span)
				}
				last := min(c.row+c.rows-1, piece[1])
				switch {
				case !begins[i]:
					b.WriteString("<w:vMerge/></w:tcPr><w:p/></w:tc>")
					continue
				case last > row:
					b.WriteString(`<w:vMerge w:val="restart"/>`)
				}
				b.WriteString("</w:tcPr>")
				if c.row == row {
					b.WriteString(h.paragraphs(c.text))
				} else {
					b.WriteString("<w:p/>")
				}
				b.WriteString("</w:tc>")
			}
			b.WriteString("</w:tr>")
		}
		b.WriteString("</w:tbl>")
	}
	return word(t, body(b.String()))
}

// paragraphs writes a text in runs, sometimes with changes in it.
func (h *byHand) paragraphs(text string) string {
	var b strings.Builder
	run := func(s string) string {
		return `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">` + html.EscapeString(s) + `</w:t></w:r>`
	}
	for line := range strings.SplitSeq(text, "\n") {
		b.WriteString("<w:p>")
		r := []rune(line)
		at := h.IntN(len(r) + 1)
		b.WriteString(run(string(r[:at])))
		if text != "" && h.IntN(4) == 0 {
			h.tracked++
			b.WriteString(`<w:del w:id="1"><w:r><w:delText>0旧9</w:delText></w:r></w:del><w:ins w:id="2">` + run(string(r[at:])) + `</w:ins>`)
		} else {
			b.WriteString(run(string(r[at:])))
		}
		b.WriteString("</w:p>")
	}
	return b.String()
}

// html is the form as a web page.
func (h *byHand) html() string {
	var b strings.Builder
	widths := h.widths()
	b.WriteString("<html><meta charset=utf-8><body><p>标题</p><table><tr><td>")
	for n, piece := range h.pieces() {
		if n > 0 {
			b.WriteString("<p>续表</p>")
		}
		b.WriteString("<table border=1>")
		for _, w := range widths {
			fmt.Fprintf(&b, "<col width=%d>", w)
		}
		for row := piece[0]; row <= piece[1]; row++ {
			b.WriteString("<tr>")
			cells, begins := h.in(row, piece[0])
			for i, c := range cells {
				if !begins[i] {
					continue
				}
				fmt.Fprintf(&b, "<td colspan=%d rowspan=%d style='white-space:pre-wrap'>", c.cols, min(c.row+c.rows-1, piece[1])-row+1)
				if c.row == row {
					r := []rune(c.text)
					at := h.IntN(len(r) + 1)
					b.WriteString("<font>" + strings.ReplaceAll(html.EscapeString(string(r[:at])), "\n", "<br>") + "</font>")
					b.WriteString(strings.ReplaceAll(html.EscapeString(string(r[at:])), "\n", "<br>"))
				}
				b.WriteString([]string{"</td>", ""}[h.IntN(2)])
			}
		}
		b.WriteString("</table>")
	}
	return b.String() + "</td></tr></table>填表人"
}

// texts are the texts of a form: each with its row.
func (d *drawn) texts() (out []string) {
	for _, c := range d.cells {
		if strings.TrimSpace(c.text) != "" {
			out = append(out, fmt.Sprintf("%d %s", c.row, strings.Trim(c.text, "\n")))
		}
	}
	return out
}

func textsOf(t *found.Table) (out []string) {
	for _, r := range t.Rows {
		for _, c := range r.Cells {
			out = append(out, fmt.Sprintf("%d %s", r.Number, c.Text))
		}
	}
	return out
}

// check builds a form in several hands and reads it back: every text in its row, in one table.
func check(t *testing.T, name string, d *drawn) (cells, changes int) {
	t.Helper()
	slices.SortFunc(d.cells, func(a, b drawnCell) int { return (a.row-b.row)*10000 + a.col - b.col })
	want := d.texts()
	for seed := range uint64(6) {
		h := hand(d, seed)
		for kind, data := range map[string]string{"docx": h.docx(t), "html": h.html()} {
			doc, err := Read(name, []byte(data), intake.Limits{})
			if err != nil {
				t.Errorf("%s %s: %v", name, kind, err)
				continue
			}
			if len(doc.Tables) != 1 || len(doc.Tables[0].Pieces) != len(h.pieces()) {
				t.Errorf("%s %s, cut at %v: %d tables, the first in %d pieces", name, kind, h.cuts, len(doc.Tables), len(doc.Tables[0].Pieces))
				continue
			}
			x := doc.Tables[0]
			foundtest.Sound(t, x)
			if got := textsOf(x); !slices.Equal(got, want) {
				t.Errorf("%s %s, cut at %v:\n%s", name, kind, h.cuts, differ(strings.Join(got, "\n"), strings.Join(want, "\n")))
			}
			cells += len(want)
			said := 0
			for _, r := range x.Rows {
				for _, c := range r.Cells {
					for _, f := range c.Said() {
						if f.Code == "READ-TRACKED" && f.Severity == finding.Warning {
							said++
						}
					}
				}
			}
			if kind == "docx" && (said > 0) != (h.tracked > 0) {
				t.Errorf("%s: %d changes, %d cells that say so", name, h.tracked, said)
			}
			changes += said
			if x.Above[0].Text != "标题" {
				t.Errorf("%s %s: %v above", name, kind, x.Above)
			}
		}
	}
	return cells, changes
}

// Every shipped form as somebody else would have written it.
func TestRebuilt(t *testing.T) {
	cells, changes := 0, 0
	cases := []sample.Case{sample.Usual}
	if !testing.Short() {
		cases = append(cases, sample.Rare)
	}
	for _, f := range shipped(t, cases...) {
		g, err := f.Grid()
		if err != nil {
			t.Fatal(err)
		}
		for i := range g.Tables {
			n, c := check(t, f.name, ofTable(&g.Tables[i]))
			cells, changes = cells+n, changes+c
		}
	}
	t.Log(cells, "cells,", changes, "with changes")
}

// ofTable is the ruled part of a table.
func ofTable(g *grid.Table) *drawn {
	d := &drawn{cols: len(g.Columns)}
	row := map[int]int{}
	for i, r := range g.Rows {
		if r.Role.Bordered() {
			d.rows++
			row[i] = d.rows
		}
	}
	for _, c := range g.Cells {
		if row[c.Row] > 0 {
			d.cells = append(d.cells, drawnCell{row[c.Row], c.Col + 1, c.RowSpan, c.ColSpan, c.Text})
		}
	}
	return d
}

// The forms of real units in the shared samples.
func TestNeutral(t *testing.T) {
	dir := os.Getenv("GONGBIAO_SHARED")
	if dir == "" {
		t.Skip("GONGBIAO_SHARED is not set")
	}
	files, err := filepath.Glob(filepath.Join(dir, "samples", "neutral", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal("no samples", err)
	}
	cells, changes := 0, 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var n neutral
		if err := json.Unmarshal(text, &n); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		c, k := check(t, filepath.Base(file), n.drawn())
		cells, changes = cells+c, changes+k
	}
	t.Log(len(files), "forms,", cells, "cells,", changes, "with changes")
}

// neutral is a sample: what a form says, without its paper.
type neutral struct {
	Info  [][]struct{ Label, Value string }
	Funds struct {
		Label  string
		Header []string
		Rows   []struct {
			Label string
			Cells map[string]string
		}
	}
	Indicators struct {
		Label  string
		Header []string
		Rows   []map[string]any
	}
}

// drawn puts a sample on 9 columns as such forms usually are.
func (n *neutral) drawn() *drawn {
	d := &drawn{cols: 9}
	add := func(col, rows, cols int, text string) {
		d.cells = append(d.cells, drawnCell{d.rows, col, rows, cols, text})
	}
	for _, line := range n.Info {
		d.rows++
		switch len(line) {
		case 1:
			add(1, 1, 2, line[0].Label)
			add(3, 1, 7, line[0].Value)
		default:
			add(1, 1, 2, line[0].Label)
			add(3, 1, 3, line[0].Value)
			add(6, 1, 1, line[1].Label)
			add(7, 1, 3, line[1].Value)
		}
	}
	if len(n.Funds.Rows) > 0 {
		d.rows++
		add(1, len(n.Funds.Rows)+1, 1, n.Funds.Label)
		add(2, 1, 2, "")
		heads := n.Funds.Header
		if len(heads) > 0 && heads[0] == "" {
			heads = heads[1:]
		}
		heads = heads[:min(len(heads), 6)]
		for i, h := range heads {
			add(4+i, 1, 1, h)
		}
		for _, r := range n.Funds.Rows {
			d.rows++
			add(2, 1, 2, r.Label)
			for i, h := range heads {
				add(4+i, 1, 1, r.Cells[h])
			}
		}
	}
	d.rows++
	add(1, len(n.Indicators.Rows)+1, 1, n.Indicators.Label)
	for i, h := range n.Indicators.Header[:min(len(n.Indicators.Header), 8)] {
		add(2+i, 1, 1, h)
	}
	for _, r := range n.Indicators.Rows {
		d.rows++
		for i, k := range []string{"level1", "level2", "level3", "target", "actual", "weight", "score", "reason"} {
			text, _ := r[k].(string)
			add(2+i, 1, 1, text)
		}
	}
	return d
}
