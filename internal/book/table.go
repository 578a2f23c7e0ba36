package book

import (
	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/number"
	"github.com/gongbiao/gongbiao/model/unit"
)

// The styles of what the book adds to the forms.
const mm = unit.MM

var (
	titleStyle  = song("标题", 18, grid.AlignCenter, true)
	coverStyle  = song("封面标题", 26, grid.AlignCenter, true)
	coverLine   = song("封面", 16, grid.AlignCenter, false)
	rightStyle  = song("单位", 9, grid.AlignRight, false)
	noteStyle   = song("注", 9, grid.AlignLeft, false)
	labelStyle  = song("表头", 9, grid.AlignCenter, true)
	centerStyle = song("居中", 9, grid.AlignCenter, false)
	leftStyle   = song("文字", 9, grid.AlignLeft, false)
	figureStyle = song("数字", 9, grid.AlignRight, false)
	groupStyles = []*grid.Style{song("主管部门", 9, grid.AlignLeft, true), indented("实施单位")}
	numberStyle = grid.PageNumber{Align: grid.AlignCenter, Size: 9 * unit.Pt}
	thinBorder  = grid.Border{Top: grid.Thin, Right: grid.Thin, Bottom: grid.Thin, Left: grid.Thin}
	paper       = grid.Paper{Name: "A4", Width: 210 * mm, Height: 297 * mm,
		Top: 15 * mm, Right: 18 * mm, Bottom: 15 * mm, Left: 18 * mm}
	contentsRow  = 7 * unit.MM
	contentsSize = 11 * unit.Pt
)

func song(name string, pt unit.Length, align grid.Align, bold bool) *grid.Style {
	return &grid.Style{Name: name, Family: "宋体", Bold: bold, Size: pt * unit.Pt, Align: align, VAlign: grid.AlignCenter}
}

func indented(name string) *grid.Style {
	s := song(name, 9, grid.AlignLeft, false)
	s.Indent = 100
	return s
}

// groupStyle is the style of a group's heading by its level.
func groupStyle(level int) *grid.Style { return groupStyles[min(level, len(groupStyles)-1)] }

// number is how the pages of the book are numbered; nil: as the layouts say.
func (b *Book) number() *grid.PageNumber {
	if b.o.Number == "-" {
		return nil
	}
	n := numberStyle
	n.Format = b.o.Number
	if b.o.Duplex {
		n.Align = grid.AlignOutside
	}
	return &n
}

// table is a grid.Table being drawn row by row.
type table struct {
	grid.Table
	head int
}

func newTable(columns []int64, n *grid.PageNumber) *table {
	t := &table{Table: grid.Table{Paper: paper}}
	if n != nil {
		t.PageNumber = *n
	} else {
		t.PageNumber = numberStyle
		t.PageNumber.Format = "{page}"
	}
	for _, mm := range columns {
		t.Columns = append(t.Columns, unit.Length(mm)*unit.MM)
	}
	return t
}

// grid is the table as a grid of its own.
func (t *table) grid(title, name string) *grid.Grid {
	return &grid.Grid{Meta: grid.Meta{Title: title, Name: name, Lang: "zh-CN"}, Tables: []grid.Table{t.Table}}
}

// across is a cell over all columns.
func (t *table) across(text string, s *grid.Style, role grid.CellRole, border grid.Border) grid.Cell {
	return grid.Cell{Text: text, Style: s, Role: role, Border: border, ColSpan: len(t.Columns)}
}

// row is the number of the row that comes next.
func (t *table) row() int { return len(t.Rows) }

func (t *table) add(r grid.Row, cells ...grid.Cell) {
	n := len(t.Rows)
	t.Rows = append(t.Rows, r)
	col := 0
	for _, c := range cells {
		c.Row, c.Col, c.RowSpan = n, col, 1
		c.ColSpan = max(c.ColSpan, 1)
		col += c.ColSpan
		t.Cells = append(t.Cells, c)
	}
}

// line is a line outside the ruled table.
func (t *table) line(role grid.RowRole, s *grid.Style, text string) {
	t.add(grid.Row{Role: role}, t.across(text, s, grid.TextLine, grid.Border{}))
}

// space is an empty line of a given height.
func (t *table) space(h unit.Length) {
	t.add(grid.Row{Role: grid.RoleNote, Height: h}, t.across("", noteStyle, grid.TextLine, grid.Border{}))
}

func (t *table) header(names ...string) {
	t.head = 1
	cells := make([]grid.Cell, len(names))
	for i, n := range names {
		cells[i] = grid.Cell{Text: n, Style: labelStyle, Role: grid.ColumnHeader, Border: thinBorder}
	}
	t.add(grid.Row{Role: grid.RoleHeader, Header: t.head, MinHeight: 8 * unit.MM}, cells...)
}

// heading is the name of a group across the table; it is never the last line of a page.
func (t *table) heading(text string, level int) {
	t.add(grid.Row{Role: grid.RoleBody, Header: t.head, KeepAbove: t.underHeading()},
		t.across(text, groupStyle(level), grid.RowHeader, thinBorder))
}

// data is a row of the ruled table; the first column is centred, the second is text.
func (t *table) data(cells ...grid.Cell) {
	for i := range cells {
		c := &cells[i]
		c.Border = thinBorder
		switch {
		case i == 1:
			c.Style, c.Role = leftStyle, grid.RowHeader
		case c.Number == nil, i == 0:
			c.Style = centerStyle
		default:
			c.Style = figureStyle
		}
	}
	t.add(grid.Row{Role: grid.RoleBody, Header: t.head, KeepAbove: t.underHeading()}, cells...)
}

// underHeading says whether the row before is the heading of a group.
func (t *table) underHeading() bool {
	n := len(t.Rows)
	return n > 0 && t.Rows[n-1].Role == grid.RoleBody && t.Cells[len(t.Cells)-1].ColSpan == len(t.Columns)
}

// total is a closing row: its label goes across the first two columns.
func (t *table) total(label string, cells ...grid.Cell) {
	all := []grid.Cell{{Text: label, Style: labelStyle, Role: grid.RowHeader, ColSpan: 2, Border: thinBorder}}
	for _, c := range cells {
		c.Border, c.Style = thinBorder, centerStyle
		if c.Number != nil {
			c.Style = figureStyle
		}
		all = append(all, c)
	}
	t.add(grid.Row{Role: grid.RoleTotal, Header: t.head}, all...)
}

// whole is a closing row across the table.
func (t *table) whole(text string) {
	t.add(grid.Row{Role: grid.RoleTotal, Header: t.head}, t.across(text, leftStyle, 0, thinBorder))
}

func cellOf(text string) grid.Cell { return grid.Cell{Text: text} }

// count is a running number.
func count(n int) grid.Cell {
	d := decimal.NewFromInt(int64(n))
	return grid.Cell{Text: d.String(), Number: &d}
}

// figure is an amount as the column shows it, and as the number it shows.
func figure(a amount, format string) grid.Cell {
	if !a.has {
		return cellOf(a.text)
	}
	text := number.Format(a.num, format)
	shown := amountOf(text)
	return grid.Cell{Text: text, Number: &shown.num}
}
