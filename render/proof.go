package render

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/remark"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
)

// Proof makes a proof copy: cells with findings get a frame and the number of the entry that speaks of them, cells the
// record left out a gray ground, and the entries follow on pages of their own, counted and folded as check tells them.
func Proof(l finding.List) Copy { return func(g *grid.Grid) *grid.Grid { return proof(g, l) } }

// computedFill is the gray of what was computed, light enough to print under text.
const computedFill = 230

// proofHeader is at the head of every page, so that no sheet of a proof is taken for the form.
const proofHeader = "校对稿，不随表报送"

// proof is a copy of g with its findings; g is not changed.
func proof(g *grid.Grid, l finding.List) *grid.Grid {
	out := *g
	out.Meta.Title += "（校对稿）"
	out.Tables = slices.Clone(g.Tables)
	cells := map[string]*grid.Cell{}
	computed := false
	gray := shade(computedFill)
	for i := range out.Tables {
		t := &out.Tables[i]
		if t.Header == "" {
			t.Header = proofHeader
		}
		t.Cells = slices.Clone(t.Cells)
		for k := range t.Cells {
			c := &t.Cells[k]
			if c.Path != "" && cells[c.Path] == nil {
				cells[c.Path] = c
			}
			if c.Computed && c.Style != nil {
				computed = true
				c.Style = gray(c.Style)
			}
		}
	}
	entries := remark.Fold(l, false)
	shared := map[int][]int{} // entry → entries whose mark a cell of its bears, because the cell stands for several data
	for _, e := range entries {
		for _, x := range e.Findings {
			c := cellOf(cells, x.Path)
			switch {
			case c == nil:
			case c.Mark != 0 && c.Mark != e.Number && !slices.Contains(shared[e.Number], c.Mark):
				shared[e.Number] = append(shared[e.Number], c.Mark)
			case c.Mark == 0:
				rule := grid.Thick
				if c.Mark, c.Answered = e.Number, x.Waived != nil; c.Answered {
					rule = grid.Medium
				}
				c.Border = grid.Border{Top: rule, Right: rule, Bottom: rule, Left: rule}
			}
		}
	}
	out.Tables = append(out.Tables, findingsTable(&out.Tables[0], remark.Count(l), entries, shared, computed))
	return &out
}

// shade gives styles a ground of that gray, each once.
func shade(fill uint8) func(*grid.Style) *grid.Style {
	made := map[*grid.Style]*grid.Style{}
	return func(s *grid.Style) *grid.Style {
		if made[s] == nil {
			c := *s
			c.Fill = fill
			made[s] = &c
		}
		return made[s]
	}
}

// cellOf is the cell of a datum, or the merged cell that stands for it: the one above with the same field.
func cellOf(cells map[string]*grid.Cell, path string) *grid.Cell {
	if c := cells[path]; c != nil {
		return c
	}
	parts := strings.Split(path, "/")
	for i := len(parts) - 2; i > 0; i-- {
		n, err := strconv.Atoi(parts[i])
		if err != nil {
			continue
		}
		for n--; n >= 0; n-- {
			parts[i] = strconv.Itoa(n)
			if c := cells[strings.Join(parts, "/")]; c != nil {
				if c.RowSpan > 1 {
					return c
				}
				return nil
			}
		}
		return nil
	}
	return nil
}
