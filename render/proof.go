package render

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Proof makes a proof copy: cells with findings get a number and a frame, cells the record left out a gray ground, and
// a list of the findings follows on pages of its own.
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
	numbers := map[string]int{}
	next := 1
	marks := make([]int, len(l))
	for i, x := range l {
		c := cellOf(cells, x.Path)
		key := x.Path
		if c != nil {
			key = c.Path
		}
		if numbers[key] == 0 {
			numbers[key] = next
			next++
		}
		marks[i] = numbers[key]
		if c != nil {
			c.Mark = marks[i]
			c.Border = grid.Border{Top: grid.Thick, Right: grid.Thick, Bottom: grid.Thick, Left: grid.Thick}
		}
	}
	out.Tables = append(out.Tables, findingsTable(&out.Tables[0], l, marks, computed))
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

// findingsTable is the list of findings on paper like the form's.
func findingsTable(like *grid.Table, l finding.List, marks []int, computed bool) grid.Table {
	t := grid.Table{Name: "问题清单", Paper: like.Paper, PageNumber: like.PageNumber, NewPage: true,
		Header: like.Header, Footer: like.Footer, Watermark: like.Watermark}
	if t.Paper.Landscape() && t.Paper.Name == "A4" {
		t.Paper.Width, t.Paper.Height = t.Paper.Height, t.Paper.Width
	}
	room := (t.Paper.Width - t.Paper.Left - t.Paper.Right).Scale(98, 100)
	shares := []int64{8, 9, 34, 66, 53} // of 170
	for _, s := range shares {
		t.Columns = append(t.Columns, room.Scale(s, 170))
	}
	text := &grid.Style{Name: "问题", Family: "宋体", Size: 9 * unit.Pt, Align: grid.AlignLeft, VAlign: grid.AlignCenter}
	center := &grid.Style{Name: "问题序号", Family: "宋体", Size: 9 * unit.Pt, Align: grid.AlignCenter, VAlign: grid.AlignCenter}
	bold := &grid.Style{Name: "问题表头", Family: "宋体", Bold: true, Size: 9 * unit.Pt, Align: grid.AlignCenter, VAlign: grid.AlignCenter}
	title := &grid.Style{Name: "问题标题", Family: "宋体", Bold: true, Size: 14 * unit.Pt, Align: grid.AlignCenter, VAlign: grid.AlignCenter}
	thin := grid.Border{Top: grid.Thin, Right: grid.Thin, Bottom: grid.Thin, Left: grid.Thin}
	wide := func(role grid.RowRole, s *grid.Style, what string) {
		t.Rows = append(t.Rows, grid.Row{Role: role, Section: map[bool]string{true: "问题清单"}[role == grid.RoleTitle]})
		t.Cells = append(t.Cells, grid.Cell{Row: len(t.Rows) - 1, RowSpan: 1, ColSpan: len(shares),
			Role: grid.TextLine, Text: what, Style: s})
	}
	row := func(r grid.Row, role grid.CellRole, styles []*grid.Style, texts ...string) {
		t.Rows = append(t.Rows, r)
		for c, s := range texts {
			t.Cells = append(t.Cells, grid.Cell{Row: len(t.Rows) - 1, Col: c, RowSpan: 1, ColSpan: 1, Role: role,
				Text: s, Style: styles[c], Border: thin})
		}
	}
	wide(grid.RoleTitle, title, "问题清单")
	var n [3]int
	for _, x := range l {
		n[x.Severity]++
	}
	if len(l) == 0 {
		wide(grid.RoleHead, text, "没有发现问题。")
	} else {
		wide(grid.RoleHead, text, fmt.Sprintf("错误 %d 处，警告 %d 处，提示 %d 处。表上加粗框的格子右上角的数字是这里的序号。", n[finding.Error], n[finding.Warning], n[finding.Note]))
		row(grid.Row{Role: grid.RoleHeader, Header: 1}, grid.ColumnHeader,
			[]*grid.Style{bold, bold, bold, bold, bold}, "序号", "级别", "位置", "问题", "应为、怎么办")
	}
	for i, x := range l {
		place := x.Place
		if place == "" {
			place = "全表"
		}
		what := x.Message
		if x.Sum != "" {
			what += "\n" + x.Sum
		}
		for i, r := range x.Readings {
			what += fmt.Sprintf("\n（%d）%s", i+1, r)
		}
		var advice []string
		if x.Expected != "" {
			advice = append(advice, "应为："+x.Expected)
		}
		if x.Hint != "" {
			advice = append(advice, x.Hint)
		}
		row(grid.Row{Role: grid.RoleBody, Header: 1}, grid.Data, []*grid.Style{center, center, text, text, text},
			strconv.Itoa(marks[i]), x.Severity.Chinese(), place, what, strings.Join(advice, "\n"))
	}
	if computed {
		wide(grid.RoleNote, text, "灰底的数由程序计算，数据中没有填写。")
	}
	return t
}
