package html_test

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"testing"

	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/gongbiao/gongbiao/internal/paint/html"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// Every cell of every layout's forms stands on the page once, in its order, with its spans and its text to the
// character; what stands outside the table too.
func TestEveryCell(t *testing.T) {
	var e render.Engine
	for _, l := range templates.Embedded().List() {
		for _, c := range []sample.Case{sample.Usual, sample.Full, sample.Longest, sample.Empty, sample.Rare} {
			t.Run(l.ID+"/"+sample.Cases[c], func(t *testing.T) {
				f := invented(t, &e, l.ID, c)
				g, err := f.Grid()
				if err != nil {
					t.Fatal(err)
				}
				if got, want := read(t, g), drawn(g); got != want {
					t.Errorf("got\n%s\nwant\n%s", differing(got, want), differing(want, got))
				}
			})
		}
	}
}

// differing is the first line of a that b has not, with its place.
func differing(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range x {
		if i >= len(y) || x[i] != y[i] {
			return fmt.Sprintf("%d: %s", i, x[i])
		}
	}
	return "nothing more"
}

// drawn is a grid as lines: rows of the ruled tables, and texts outside them.
func drawn(g *grid.Grid) string {
	var b strings.Builder
	for i := range g.Tables {
		t := &g.Tables[i]
		for r := range t.Rows {
			var row []string
			for k := range t.Cells {
				c := &t.Cells[k]
				switch {
				case c.Row != r:
				case t.Rows[r].Role.Bordered():
					row = append(row, fmt.Sprintf("%d×%d%q", c.RowSpan, c.ColSpan, c.Text))
				case c.Text != "":
					row = append(row, fmt.Sprintf("%q", c.Text))
				}
			}
			if len(row) > 0 {
				b.WriteString(strings.Join(row, " ") + "\n")
			}
		}
	}
	return b.String()
}

// read is what a browser makes of the page, as lines.
func read(t *testing.T, g *grid.Grid) string {
	t.Helper()
	var page bytes.Buffer
	if err := html.Write(&page, g, html.Options{}); err != nil {
		t.Fatal(err)
	}
	root, err := xhtml.Parse(&page)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(n *xhtml.Node, inline bool)
	walk = func(n *xhtml.Node, inline bool) {
		switch n.DataAtom {
		case atom.Tr:
			var row []string
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				row = append(row, fmt.Sprintf("%d×%d%q", span(c, "rowspan"), span(c, "colspan"), said(c)))
			}
			b.WriteString(strings.Join(row, " ") + "\n")
			return
		case atom.H1, atom.H2, atom.P:
			if attr(n, "aria-hidden") != "" || attr(n, "class") == "away" { // the title again, as a heading
				return
			}
			b.WriteString(strconv.Quote(said(n)))
			if inline && n.NextSibling != nil {
				b.WriteString(" ")
			} else {
				b.WriteString("\n")
			}
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, attr(n, "class") == "lines")
		}
	}
	walk(root, false)
	return b.String()
}

func attr(n *xhtml.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func span(n *xhtml.Node, name string) int {
	k, err := strconv.Atoi(attr(n, name))
	if err != nil {
		return 1
	}
	return k
}

func said(n *xhtml.Node) string {
	if n.Type == xhtml.TextNode {
		return n.Data
	}
	if n.DataAtom == atom.Br {
		return "\n"
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(said(c))
	}
	return b.String()
}

func invented(t *testing.T, e *render.Engine, layout string, c sample.Case) (f *render.Form) {
	t.Helper()
	l, err := templates.Embedded().Layout(layout)
	if err != nil {
		t.Fatal(err)
	}
	line := sample.Append(nil, l.Form, sample.Options{Layout: layout, Seed: 4, Case: c}, 0)
	err = data.Read("样.jsonl", line, func(d *data.Value, err error) error {
		if err == nil {
			f, err = e.Load(t.Context(), d, layout)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// A heading says what it heads, an empty cell heads nothing, and marks in a text stay marks.
func TestHeadings(t *testing.T) {
	s := &grid.Style{Name: "甲", Align: grid.AlignCenter}
	thin := grid.Border{Top: grid.Thin, Right: grid.Thin, Bottom: grid.Thin, Left: grid.Thin}
	cell := func(row, col, rows, cols int, role grid.CellRole, text string) grid.Cell {
		return grid.Cell{Row: row, Col: col, RowSpan: rows, ColSpan: cols, Role: role, Text: text, Style: s, Border: thin}
	}
	g := &grid.Grid{Meta: grid.Meta{Title: "题"}, Tables: []grid.Table{{Columns: []unit.Length{1, 1}, Rows: []grid.Row{{Role: grid.RoleHeader, Header: 1}, {}, {}},
		Cells: []grid.Cell{cell(0, 0, 1, 2, grid.ColumnHeader, "合"), cell(1, 0, 2, 1, grid.RowHeader, "行"), cell(1, 1, 1, 1, grid.Data, "<b>&\n\"1\""),
			cell(2, 1, 1, 1, grid.ColumnHeader, "")}}}}
	var b bytes.Buffer
	if err := html.Write(&b, g, html.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`<th scope="colgroup" colspan="2" class="c1">合</th>`, `<th scope="rowgroup" rowspan="2" class="c1">行</th>`,
		`<td class="c1">&lt;b&gt;&amp;<br>&quot;1&quot;</td>`, `<tr><td class="c1"></td></tr>`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("not there: %s\nin %s", want, b.String())
		}
	}
	for _, not := range []string{"<script", "http", "url("} {
		if strings.Contains(b.String(), not) {
			t.Errorf("the page has %s", not)
		}
	}
}
