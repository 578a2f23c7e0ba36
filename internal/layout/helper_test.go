package layout

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// squares is a font whose clusters are 1 em wide, ASCII ½ em. It has no Ext I (U+2EBF0–2EE5D).
type squares struct{}

func (squares) Measure(f Font, cluster string) (Glyphs, bool) {
	r, n := utf8.DecodeRuneInString(cluster)
	switch {
	case r >= 0x2ebf0 && r <= 0x2ee5d:
		return Glyphs{}, false
	case r < 0x80 && r != '\t' && n == len(cluster):
		return Glyphs{Face: f.Family, Advance: 500000}, true
	case r == 0x200b || r == 0x2060 || r == 0x200d:
		return Glyphs{Face: f.Family}, true
	}
	return Glyphs{Face: f.Family, Advance: 1000000}, true
}

const em = 9 * unit.Pt // the size of the tests' cells: 12 px

var (
	plain   = &grid.Style{Name: "text", Family: "宋体", Size: em, Align: grid.AlignLeft, VAlign: grid.AlignCenter}
	center  = &grid.Style{Name: "label", Family: "宋体", Size: em, Align: grid.AlignCenter, VAlign: grid.AlignCenter}
	stack   = &grid.Style{Name: "stack", Family: "宋体", Size: em, Align: grid.AlignCenter, VAlign: grid.AlignCenter, Stack: true}
	title   = &grid.Style{Name: "title", Family: "宋体", Bold: true, Size: 18 * unit.Pt, Align: grid.AlignCenter, VAlign: grid.AlignCenter}
	a4      = grid.Paper{Name: "A4", Width: 210 * unit.MM, Height: 297 * unit.MM, Top: 15 * unit.MM, Right: 20 * unit.MM, Bottom: 15 * unit.MM, Left: 20 * unit.MM}
	allThin = grid.Border{Top: grid.Thin, Right: grid.Thin, Bottom: grid.Thin, Left: grid.Thin}
)

// draw makes a table from a drawing: a row a line, cells between bars, < and ^ join as in layouts. Columns are in em
// of room for text. A letter before the first bar is the row's role: t title, h header of group 1, b a row of group 1,
// T total, n note; a text in [brackets] is stacked, one in (parentheses) a row header, one in {braces} a column
// header.
func draw(t testing.TB, columns []int, drawing string) *grid.Grid {
	t.Helper()
	tab := grid.Table{Name: "表", Paper: a4}
	for _, c := range columns {
		tab.Columns = append(tab.Columns, unit.Length(c)*em+cellPadding)
	}
	at := map[[2]int]int{}
	for _, line := range strings.Split(strings.TrimSpace(drawing), "\n") {
		role, rest, _ := strings.Cut(strings.TrimSpace(line), "|")
		row := grid.Row{}
		switch strings.TrimSpace(role) {
		case "t":
			row.Role = grid.RoleTitle
		case "h":
			row.Role, row.Header = grid.RoleHeader, 1
		case "b":
			row.Header = 1
		case "T":
			row.Role = grid.RoleTotal
		case "n":
			row.Role = grid.RoleNote
		}
		r := len(tab.Rows)
		tab.Rows = append(tab.Rows, row)
		cells := strings.Split(strings.TrimSuffix(rest, "|"), "|")
		if len(cells) != len(columns) {
			t.Fatalf("row %d has %d cells: %s", r, len(cells), line)
		}
		for c, text := range cells {
			text = strings.ReplaceAll(strings.TrimSpace(text), `\n`, "\n")
			switch text {
			case "<":
				i := at[[2]int{r, c - 1}]
				at[[2]int{r, c}] = i
				tab.Cells[i].ColSpan = max(tab.Cells[i].ColSpan, c-tab.Cells[i].Col+1)
				continue
			case "^":
				i := at[[2]int{r - 1, c}]
				at[[2]int{r, c}] = i
				tab.Cells[i].RowSpan = r - tab.Cells[i].Row + 1
				continue
			}
			cell := grid.Cell{Row: r, Col: c, RowSpan: 1, ColSpan: 1, Style: plain, Border: allThin, Text: text}
			switch {
			case strings.HasPrefix(text, "["):
				cell.Text, cell.Style, cell.Role = strings.Trim(text, "[]"), stack, grid.RowHeader
			case strings.HasPrefix(text, "("):
				cell.Text, cell.Style, cell.Role = strings.Trim(text, "()"), center, grid.RowHeader
			case strings.HasPrefix(text, "{"):
				cell.Text, cell.Style, cell.Role = strings.Trim(text, "{}"), center, grid.ColumnHeader
			}
			if !row.Role.Bordered() {
				cell.Border, cell.Role = grid.Border{}, grid.TextLine
				if row.Role == grid.RoleTitle {
					cell.Style = title
				}
			}
			at[[2]int{r, c}] = len(tab.Cells)
			tab.Cells = append(tab.Cells, cell)
		}
	}
	return &grid.Grid{Meta: grid.Meta{Title: "题", Name: "名", Lang: "zh-CN"}, Tables: []grid.Table{tab}}
}

func mustMeasure(t testing.TB, g *grid.Grid) *grid.Measured {
	t.Helper()
	m, err := Measure(g, squares{}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// shown is what a cell prints, lines split by /.
func shown(c *grid.MeasuredCell) string {
	var s []string
	for _, l := range c.Lines {
		s = append(s, c.Text[l.Start:l.End])
	}
	return strings.Join(s, "/")
}

// cellAt finds a cell by its text.
func cellAt(t testing.TB, m *grid.Measured, text string) *grid.MeasuredCell {
	t.Helper()
	for i := range m.Tables {
		for k := range m.Tables[i].Cells {
			if c := &m.Tables[i].Cells[k]; c.Text == text {
				return c
			}
		}
	}
	t.Fatalf("no cell %q", text)
	return nil
}
