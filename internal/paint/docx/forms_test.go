package docx_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// Every cell of every form of every layout stands in the Word document with its spans and its text to the character,
// whatever the measure made of its rows.
func TestEveryCell(t *testing.T) {
	racing.Apart(t)
	var e render.Engine
	for i, l := range templates.Embedded().List() {
		for c, name := range sample.Cases {
			if !racing.Full() && (i+c)%5 > 0 { // each layout, and each case many times
				continue
			}
			if sample.Case(c) == sample.Many && l.ID == "final-accounts/shanghai-district" {
				continue // nine tables of 200 rows each say no more than one
			}
			t.Run(l.ID+"/"+name, func(t *testing.T) {
				for _, f := range invented(t, &e, l.ID, sample.Case(c)) {
					g, err := f.Grid()
					if err != nil {
						t.Fatal(err)
					}
					b, err := e.Bytes(t.Context(), render.DOCX, render.Options{}, f)
					if err != nil {
						t.Fatal(err)
					}
					compare(t, g, parse(t, b))
				}
			})
		}
	}
}

// compare holds the document against the grid, row by row.
func compare(t *testing.T, g *grid.Grid, r *read) {
	t.Helper()
	k, row := 0, 0 // the block of the document, the row within it
	for i := range g.Tables {
		tab := &g.Tables[i]
		for n := range tab.Rows {
			for k < len(r.blocks) && (r.blocks[k].section != nil || r.blocks[k].rows != nil && row == len(r.blocks[k].rows)) {
				k, row = k+1, 0
			}
			if k == len(r.blocks) {
				t.Fatalf("table %d row %d is not in the document", i+1, n)
			}
			want := cellsOf(tab, n)
			if r.blocks[k].rows != nil {
				if got := drawnRow(r.blocks[k].rows[row]); got != want {
					t.Fatalf("table %d row %d:\n%s\nwant\n%s", i+1, n, got, want)
				}
				row++
				continue
			}
			for _, s := range strings.Split(textOf(tab, n), "\n") {
				if r.blocks[k].text != s {
					t.Fatalf("table %d row %d: a paragraph %q, want %q", i+1, n, r.blocks[k].text, s)
				}
				k++
			}
		}
	}
}

// cellsOf draws row n of a table: the width of each cell, how it is merged, its text.
func cellsOf(t *grid.Table, n int) string {
	var parts []string
	for col := 0; col < len(t.Columns); {
		for i := range t.Cells {
			c := &t.Cells[i]
			if c.Col != col || n < c.Row || n >= c.Row+c.RowSpan {
				continue
			}
			merge, text := "", c.Text
			switch {
			case n > c.Row:
				merge, text = "continue", ""
			case c.RowSpan > 1:
				merge = "restart"
			}
			parts = append(parts, fmt.Sprintf("%d%s%q", c.ColSpan, merge, text))
			col += c.ColSpan
			break
		}
	}
	return strings.Join(parts, " ")
}

func drawnRow(row []tc) string {
	var parts []string
	for _, c := range row {
		parts = append(parts, fmt.Sprintf("%d%s%q", c.span, c.merge, c.text))
	}
	return strings.Join(parts, " ")
}

func textOf(t *grid.Table, n int) string {
	for i := range t.Cells {
		if t.Cells[i].Row == n {
			return t.Cells[i].Text
		}
	}
	return ""
}

// invented are forms made up for a layout.
func invented(t *testing.T, e *render.Engine, layout string, c sample.Case) (out []*render.Form) {
	t.Helper()
	l, err := templates.Embedded().Layout(layout)
	if err != nil {
		t.Fatal(err)
	}
	records := 1
	if c == sample.Usual {
		records = 3
	}
	var lines []byte
	for i := range records {
		lines = append(sample.Append(lines, l.Form, sample.Options{Layout: layout, Seed: 3, Case: c}, i), '\n')
	}
	err = data.Read("样.jsonl", lines, func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		f, err := e.Load(t.Context(), d, layout)
		out = append(out, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
