package tables

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/foundtest"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
)

// wanted are the texts of a form: each with its row.
func wanted(d *foundtest.Drawing) (out []string) {
	for _, c := range d.Cells {
		if strings.TrimSpace(c.Text) != "" {
			out = append(out, fmt.Sprintf("%d %s", c.Row, strings.Trim(c.Text, "\n")))
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
func check(t *testing.T, name string, d *foundtest.Drawing) (cells, changes int) {
	t.Helper()
	slices.SortFunc(d.Cells, func(a, b foundtest.Drawn) int { return (a.Row-b.Row)*10000 + a.Col - b.Col })
	want := wanted(d)
	for seed := range uint64(6) {
		h := foundtest.NewHand(d, seed)
		for kind, data := range map[string]string{"docx": h.DOCX(t), "html": h.HTML()} {
			doc, err := Read(name, []byte(data), intake.Limits{})
			if err != nil {
				t.Errorf("%s %s: %v", name, kind, err)
				continue
			}
			if len(doc.Tables) != 1 || len(doc.Tables[0].Pieces) != len(h.Pieces()) {
				t.Errorf("%s %s, cut at %v: %d tables, the first in %d pieces", name, kind, h.Cuts, len(doc.Tables), len(doc.Tables[0].Pieces))
				continue
			}
			x := doc.Tables[0]
			foundtest.Sound(t, x)
			if got := textsOf(x); !slices.Equal(got, want) {
				t.Errorf("%s %s, cut at %v:\n%s", name, kind, h.Cuts, differ(strings.Join(got, "\n"), strings.Join(want, "\n")))
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
			if kind == "docx" && (said > 0) != (h.Tracked > 0) {
				t.Errorf("%s: %d changes, %d cells that say so", name, h.Tracked, said)
			}
			changes += said
			if x.Above[0].Text != d.Above[0] {
				t.Errorf("%s %s: %v above", name, kind, x.Above)
			}
		}
	}
	return cells, changes
}

// Every shipped form as somebody else would have written it.
func TestRebuilt(t *testing.T) {
	racing.Apart(t)
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
func ofTable(g *grid.Table) *foundtest.Drawing {
	d := &foundtest.Drawing{Cols: len(g.Columns), Above: []string{"标题"}, Below: []string{"填表人"}}
	row := map[int]int{}
	for i, r := range g.Rows {
		if r.Role.Bordered() {
			d.Rows++
			row[i] = d.Rows
		}
	}
	for _, c := range g.Cells {
		if row[c.Row] > 0 {
			d.Cells = append(d.Cells, foundtest.Drawn{Row: row[c.Row], Col: c.Col + 1, Rows: c.RowSpan, Cols: c.ColSpan, Text: c.Text})
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
		c, k := check(t, filepath.Base(file), foundtest.Neutral(t, text))
		cells, changes = cells+c, changes+k
	}
	t.Log(len(files), "forms,", cells, "cells,", changes, "with changes")
}
