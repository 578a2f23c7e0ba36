package render

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/model/unit"
)

const (
	previewColumn = 9 * unit.MM // of the row numbers
	previewFill   = 235         // gray under fixed texts
)

// Preview is a Copy: a picture of a layout, for those who write one. Every table has its grid drawn and named as a
// spreadsheet names it (columns with their widths in mm), with fixed texts on gray; the same tables follow with the
// names of the fields in place of the values.
func Preview(g *grid.Grid) *grid.Grid {
	p := previewer{gray: shade(previewFill),
		name: &grid.Style{Name: "网格", Family: "黑体", Size: 6 * unit.Pt, Align: grid.AlignCenter, VAlign: grid.AlignCenter, Gray: 110}}
	out := *g
	out.Meta.Title += "（版式预览）"
	out.Tables = nil
	for i := range g.Tables {
		out.Tables = append(out.Tables, p.table(&g.Tables[i], false))
	}
	for i := range g.Tables {
		out.Tables = append(out.Tables, p.table(&g.Tables[i], true))
	}
	return &out
}

type previewer struct {
	gray func(*grid.Style) *grid.Style // the ground of fixed texts
	name *grid.Style
}

// table is a table with a row of column names above and a column of row numbers at the left; with fields, values are
// replaced by the names of their fields.
func (p *previewer) table(from *grid.Table, fields bool) grid.Table {
	t := *from
	t.Name = strings.TrimSpace(from.Name + map[bool]string{true: " 字段名", false: " 试排"}[fields])
	t.NewPage, t.MaxScale = true, 0
	t.Paper.Width += previewColumn + 2*unit.MM
	t.Paper.Height += 12 * unit.MM
	t.Columns = append([]unit.Length{previewColumn}, from.Columns...)
	t.Rows = append([]grid.Row{{Role: grid.RoleHead, MinHeight: 16 * unit.Pt}}, from.Rows...)
	hair := grid.Border{Top: grid.Hair, Right: grid.Hair, Bottom: grid.Hair, Left: grid.Hair}
	named := func(row, col int, text string) grid.Cell {
		return grid.Cell{Row: row, Col: col, RowSpan: 1, ColSpan: 1, Role: grid.TextLine, Text: text, Style: p.name, Border: hair}
	}
	t.Cells = []grid.Cell{named(0, 0, "")}
	for i, w := range from.Columns {
		t.Cells = append(t.Cells, named(0, i+1, ooxml.Letters(i)+"\n"+w.MMString()))
	}
	k := 0
	for r, row := range from.Rows {
		c := named(r+1, 0, strconv.Itoa(r+1))
		if row.Role.Bordered() {
			c.Role = grid.RowHeader
		}
		t.Cells = append(t.Cells, c)
		for ; k < len(from.Cells) && from.Cells[k].Row == r; k++ {
			c := from.Cells[k]
			c.Row, c.Col = c.Row+1, c.Col+1
			c.Formula, c.Picture = "", nil
			c.Seal = emptied(c.Seal)
			if !row.Role.Bordered() {
				c.Border = hair
			}
			switch {
			case c.Path == "" && c.Text != "" && row.Role.Bordered():
				c.Style = p.gray(c.Style)
			case c.Path != "" && fields:
				c.Text, c.Number, c.Spans = "{"+fieldName(pointer.Path(c.Path))+"}", nil, nil
			}
			t.Cells = append(t.Cells, c)
		}
	}
	slices.SortStableFunc(t.Cells, func(a, b grid.Cell) int {
		if a.Row != b.Row {
			return a.Row - b.Row
		}
		return a.Col - b.Col
	})
	return t
}

// emptied is the place of a seal without the seal.
func emptied(s *grid.Seal) *grid.Seal {
	if s == nil || s.Ink == nil {
		return s
	}
	out := *s
	out.Ink, out.Thin = nil, nil
	return &out
}

// fieldName is the dotted path of a datum as a layout writes it where it is drawn: inside a list from the item on.
func fieldName(path pointer.Path) string {
	return strings.Join(path[len(path.Row()):].Names(), ".")
}
