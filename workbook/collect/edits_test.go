package collect

import (
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/alike"
	"github.com/gongbiao/gongbiao/internal/foundtest"
	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
)

// lookAlikes are characters that are typed for one another.
var lookAlikes = []rune("未末日曰己已人入土士千干指批标杯数效位住项顷度席月用分兮值植年牛目自")

// edits are a label with one character gone, two that change places, one that looks like another, and one too many; and
// the labels that are as near to it.
func edits(text string, n int, among []labelled) (out []string) {
	r := []rune(text)
	i := n % len(r)
	out = append(out, string(slices.Delete(slices.Clone(r), i, i+1)))
	if k := n % max(len(r)-1, 1); k+1 < len(r) {
		s := slices.Clone(r)
		s[k], s[k+1] = s[k+1], s[k]
		out = append(out, string(s))
	}
	s := slices.Clone(r)
	s[i] = '的'
	for k, c := range r {
		if at := slices.Index(lookAlikes, c); at >= 0 {
			s = slices.Clone(r)
			s[k] = lookAlikes[at^1]
			break
		}
	}
	out = append(out, string(s), string(slices.Insert(slices.Clone(r), i, '的')))
	for _, l := range among {
		if d := alike.Distance(l.text, text); d > 0 && d <= 2 && !slices.Contains(out, l.text) {
			out = append(out, l.text)
		}
	}
	return out
}

// labelled is a label by the number of its cell.
type labelled struct {
	cell int
	text string
}

// labelsOf are the labels of a form as redraw has them.
func labelsOf(g *grid.Table) (out []labelled) {
	redraw(g, 1, custom{"", func(h *redrawn) {
		for i, c := range h.Cells {
			if n := len([]rune(c.Text)); !h.data[i] && n > 1 && n < 24 {
				out = append(out, labelled{i, c.Text})
			}
		}
	}})
	return out
}

// TestEditedLabels: a label of a shipped layout that is one edit off, or that of its neighbour, never has a value read
// into another field without a word, and is itself told of.
func TestEditedLabels(t *testing.T) {
	racing.Apart(t)
	every := 61 // of so many edits one is tried
	if racing.Full() {
		every = 1
	}
	var all score
	n, tried, unsaid := 0, 0, 0
	for _, p := range inOneTable(t) {
		want := textsOf(t, p.layout, p.text)
		for i, c := range labelsOf(p.table) {
			for _, e := range edits(c.text, i, labelsOf(p.table)) {
				if n++; n%every != 0 || normal(e) == normal(c.text) {
					continue
				}
				tried++
				r := readIn(t, "a.html", []byte(edit(p.table, c.cell, e).HTML()), Options{Documents: true, Layout: p.layout.ID})
				var got map[string]string
				if !r.Refused() {
					got = textsOf(t, p.layout, r.Data)
				}
				all.add(judge(t, p.name+" “"+c.text+"” as “"+e+"”", func(a, b string) bool { return a == b }, want, got, r))
				if !r.Refused() && !mentions(r.Findings, e, c.text) {
					if unsaid++; unsaid <= 12 {
						t.Logf("%s: “%s” as “%s” is not told of: %s", p.name, c.text, e, r.Findings)
					}
				}
			}
		}
	}
	if t.Logf("%d edits, %+v, %d not told of", tried, all, unsaid); all.silent > 0 || unsaid > 0 {
		t.Error("an edited label was read without a word")
	}
}

// edit is a form drawn again with another text in one cell.
func edit(g *grid.Table, cell int, text string) *foundtest.Hand {
	d := redraw(g, 1, custom{"", func(h *redrawn) { h.Cells[cell].Text = text }})
	return foundtest.NewHand(d.Drawing, 1)
}

// mentions says whether something but a note is said that names one of the texts.
func mentions(l finding.List, texts ...string) bool {
	return slices.ContainsFunc(l, func(f finding.Finding) bool {
		return f.Severity <= finding.Warning && slices.ContainsFunc(texts, func(s string) bool {
			s = strings.ReplaceAll(s, "\n", " ")
			return strings.Contains(f.Printed, s) || strings.Contains(f.Message, s) || strings.Contains(f.Message, shorten(s))
		})
	})
}
