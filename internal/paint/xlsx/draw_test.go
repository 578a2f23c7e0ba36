package xlsx

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// drawn is a measured form of one table from a drawing: a line a row, cells between bars, < joins a cell to its left,
// ^ to the one above. Lines with one cell and no bar are text lines without rules. Columns are 80 px, rows 24 px; a
// line of - is a page break; a line that begins with # is a header row. Texts that are numbers have their value.
func drawn(drawing string) *grid.Measured {
	label := &grid.Style{Name: "text", Family: "宋体", Size: 9 * unit.Pt, Align: grid.AlignCenter, VAlign: grid.AlignCenter}
	title := &grid.Style{Name: "title", Family: "小标宋", Size: 18 * unit.Pt, Align: grid.AlignCenter, VAlign: grid.AlignCenter}
	t := grid.MeasuredTable{Name: "自评表", Scale: 100, PageNumber: grid.PageNumber{Format: "-{page}-", Align: grid.AlignCenter, Size: 9 * unit.Pt, Family: "宋体"},
		Paper: grid.Paper{Name: "A4", Width: 210 * unit.MM, Height: 297 * unit.MM, Top: 15 * unit.MM, Bottom: 15 * unit.MM, Left: 20 * unit.MM, Right: 20 * unit.MM}}
	var rows [][]string
	breaks := []int{0}
	for line := range strings.Lines(drawing) {
		line = strings.TrimSpace(line)
		role := grid.RoleBody
		switch {
		case line == "":
			continue
		case strings.Trim(line, "-") == "":
			breaks = append(breaks, len(rows))
			continue
		case strings.HasPrefix(line, "#"):
			role, line = grid.RoleHeader, line[1:]
		case !strings.HasPrefix(line, "|"):
			role = grid.RoleTitle
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		rows = append(rows, cells)
		t.Rows = append(t.Rows, grid.MeasuredRow{Row: grid.Row{Role: role}, Height: 24 * unit.Px, Source: len(t.Rows)})
	}
	cols := 0
	for _, r := range rows {
		cols = max(cols, len(r))
	}
	for range cols {
		t.Columns = append(t.Columns, 80*unit.Px)
	}
	for r := range rows {
		if len(rows[r]) == 1 {
			for range cols - 1 {
				rows[r] = append(rows[r], "<")
			}
		}
	}
	t.VEdges, t.HEdges = edgeMatrix(len(rows), cols+1), edgeMatrix(len(rows)+1, cols)
	for r := range rows {
		for c, text := range rows[r] {
			if text == "<" || text == "^" {
				continue
			}
			m := grid.MeasuredCell{Cell: grid.Cell{Row: r, Col: c, RowSpan: 1, ColSpan: 1, Text: strings.ReplaceAll(text, `\n`, "\n"), Style: label}, Size: label.Size}
			for c+m.ColSpan < cols && rows[r][c+m.ColSpan] == "<" {
				m.ColSpan++
			}
			for r+m.RowSpan < len(rows) && rows[r+m.RowSpan][c] == "^" {
				m.RowSpan++
			}
			if d, err := decimal.NewFromString(strings.NewReplacer(",", "", "%", "").Replace(text)); err == nil {
				if strings.HasSuffix(text, "%") {
					d = d.Shift(-2)
				}
				m.Number = &d
			}
			m.Lines, m.Pitch = []grid.Line{{End: len(m.Text), Last: true}}, 16*unit.Px
			if t.Rows[r].Role == grid.RoleTitle {
				m.Style, m.Size, m.Role = title, title.Size, grid.TextLine
			} else {
				for i := range m.ColSpan {
					t.HEdges[r][c+i], t.HEdges[r+m.RowSpan][c+i] = grid.Thin, grid.Thin
				}
				for i := range m.RowSpan {
					t.VEdges[r+i][c], t.VEdges[r+i][c+m.ColSpan] = grid.Thin, grid.Thin
				}
			}
			t.Cells = append(t.Cells, m)
		}
	}
	for i, first := range breaks {
		p := grid.PageSpan{First: first, End: len(rows)}
		if i+1 < len(breaks) {
			p.End = breaks[i+1]
		}
		for r := range first {
			if i > 0 && t.Rows[r].Role == grid.RoleHeader {
				p.Repeat = append(p.Repeat, r)
			}
		}
		t.Pages = append(t.Pages, p)
	}
	return &grid.Measured{Tables: []grid.MeasuredTable{t}, Meta: grid.Meta{Title: "财政项目支出绩效自评表", Author: "某某局",
		Subject: "智能化服务（2022年度）", Name: "智能化服务", Lang: "zh-CN", Keywords: "绩效自评"}}
}

func edgeMatrix(rows, cols int) [][]grid.BorderKind {
	m := make([][]grid.BorderKind, rows)
	for i := range m {
		m[i] = make([]grid.BorderKind, cols)
	}
	return m
}

// small is a form with everything a form usually has.
func small() *grid.Measured {
	return drawn(`
		财政项目支出绩效自评表
		| 项目名称 | 智能化服务 |      <      |   <    |
		| 全年预算数 | 18,233,182.14 | 执行率 | 97.98% |
		#| 指标    | 年度指标值    | 分值   | 得分   |
		| 产出指标 | =100%         | 10     | 9.8    |
		| ^        | =5*8小时      | 10     | 10     |
		-----
		| ^        | +86           | 007    | 10     |
		| 效益指标 | @x            | 10     | 1,0000 |
	`)
}

func write(t testing.TB, m *grid.Measured, o Options) []byte {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, m, o); err != nil {
		t.Fatal(err)
	}
	return []byte(b.String())
}
