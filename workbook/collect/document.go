package collect

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/intake/tables"
	"github.com/gongbiao/gongbiao/internal/workbook"
	"github.com/gongbiao/gongbiao/model/finding"
)

// document lets a file of any kind in by the door and takes its tables, each as a sheet; where there are several, also
// all of them as one, for a form that was cut. Errors are *finding.DataError.
func document(name string, data []byte, l intake.Limits) (*book, error) {
	d, err := tables.Read(name, data, l)
	if err != nil {
		return nil, err
	}
	b := &book{name: name, notes: d.Notes, foreign: true, folds: bytes.HasPrefix(data, []byte("%PDF"))}
	var all []*found.Table
	for _, t := range d.Tables {
		switch {
		case strings.HasPrefix(t.Name, workbook.ListSheet):
		case textAt(t, 1, 1) == workbook.KeyFormat:
			b.marks.read(t)
		case isWaivers(t):
			b.takeWaivers(t)
		case workbook.IsGuide(func(n int) string { return textAt(t, n, 1) }):
		default:
			all = append(all, t)
		}
	}
	for i, t := range all {
		var next *found.Table
		if i+1 < len(all) {
			next = all[i+1]
		}
		s, err := b.stack(next, t)
		if err != nil {
			return nil, err
		}
		if s.name = t.Name; s.name == "" {
			s.name = fmt.Sprintf("第 %d 个表格", i+1)
		}
		s.hidden = t.Hidden
		b.sheets = append(b.sheets, s)
	}
	if len(all) > 1 && allOf(all) {
		s, err := b.stack(nil, all...)
		if err != nil {
			return nil, err
		}
		s.name, s.whole = "全部表格", true
		b.sheets = append(b.sheets, s)
	}
	return b, nil
}

// allOf says whether tables may be pieces of one form: those of a document that are shown, none within another.
func allOf(all []*found.Table) bool {
	for _, t := range all {
		if t.Hidden || len(t.Pieces) == 0 || t.Pieces[0].Within != "" {
			return false
		}
	}
	return true
}

// origin is where a row of a sheet comes from: a row of a table, or lines beside it.
type origin struct {
	t     *found.Table
	row   int
	lines []*found.Line
	of    int   // the row above that says the same, of a row at the head of a later piece
	again again // what it may be then
	next  bool  // the lines are more likely those of the next table
	order bool  // all but the first are known by their order alone
}

// stack puts tables below each other, with the lines above, between and below them, each of which is a row. Rows that
// seem to repeat a heading are left out, until a drawing says that they do not.
func (b *book) stack(next *found.Table, all ...*found.Table) (*sheet, error) {
	s := &sheet{}
	width := 1
	seen := map[*found.Line]bool{}
	line := func(lines []*found.Line) {
		if b.folds {
			lines = unfold(lines, b.name)
		}
		for _, l := range lines {
			if !seen[l] && strings.TrimSpace(l.Text) != "" {
				seen[l] = true
				s.from = append(s.from, origin{lines: []*found.Line{l}})
			}
		}
	}
	for _, t := range all {
		line(t.Above)
		height := t.Height
		for _, r := range t.Rows {
			height = max(height, r.Number)
			width = max(width, r.Cells[len(r.Cells)-1].Col)
		}
		for _, m := range t.Spans {
			if m.LastCol <= MaxCols {
				width = max(width, m.LastCol)
			}
		}
		width = max(width, t.Width)
		repeated := map[int]bool{}
		for _, r := range t.Rows {
			if r.Repeats > 0 {
				repeated[r.Number] = true
				s.left = append(s.left, origin{t: t, row: r.Number, of: r.Repeats})
			}
		}
		for row := 1; row <= height; row++ {
			if !repeated[row] {
				s.from = append(s.from, origin{t: t, row: row})
			}
		}
		s.under = append(s.under, t.Notes...)
		from := len(s.from)
		line(t.Below)
		for i := from; i < len(s.from) && next != nil; i++ {
			s.from[i].next = slices.Contains(next.Above, s.from[i].lines[0])
		}
	}
	if len(s.from) > MaxRows || width > MaxCols {
		return nil, intake.Fail(b.name, "READ-ROWS", fmt.Sprintf("表有 %d 行 %d 列，超过上限 %d 行 %d 列。", len(s.from), width,
			MaxRows, MaxCols), "删去表格以外的内容后再存", "the table is larger than a form")
	}
	s.end = max(width, leastWide)
	s.spread()
	return s, nil
}

// leastWide are the columns a sheet has at least, so that lines beside each other have places.
const leastWide = 8

// spread gives every position of a sheet its cell.
func (s *sheet) spread() {
	s.base = s
	s.rows = make([][]*cell, len(s.from))
	cells := make([]cell, len(s.from)*s.end)
	at := map[*found.Table]map[int]int{} // row of a table to that of the sheet, from 1
	for r := range s.from {
		s.rows[r] = make([]*cell, s.end)
		for c := range s.rows[r] {
			x := &cells[r*s.end+c]
			x.row, x.col, x.rows, x.cols = r, c, 1, 1
			s.rows[r][c] = x
		}
		if o := s.from[r]; o.t != nil {
			if at[o.t] == nil {
				at[o.t] = map[int]int{}
			}
			at[o.t][o.row] = r + 1
		} else {
			s.line(r, o.lines)
		}
	}
	for t, rows := range at {
		for i := range t.Rows {
			if r := rows[t.Rows[i].Number]; r > 0 {
				for k := range t.Rows[i].Cells {
					s.rows[r-1][t.Rows[i].Cells[k].Col-1].take(&t.Rows[i].Cells[k])
				}
			}
		}
		for _, m := range t.Spans {
			if m.Col > s.end {
				continue
			}
			first, last := 0, 0
			for row := m.Row; row <= min(m.LastRow, m.Row+MaxRows); row++ {
				if r := rows[row]; r > 0 && (last == 0 || r == last+1) {
					if first == 0 {
						first = r
					}
					last = r
				}
			}
			if first > 0 {
				s.merge(found.Span{Row: first, Col: m.Col, LastRow: last, LastCol: min(m.LastCol, s.end)})
			}
		}
	}
	s.mend()
}

// unfold are the lines beside tables of a PDF, where nothing tells a line that was full from one that was ended.
func unfold(lines []*found.Line, name string) (out []*found.Line) {
	for _, l := range lines {
		if at := strings.ReplaceAll(l.Text, "\n", ""); at != l.Text {
			said := append(slices.Clone(l.Said), finding.Finding{Code: "READ-GUESS", Severity: finding.Warning,
				Pos: finding.Pos{File: name}, Message: "这段文字在纸上折成了几行，按连着写的收。", Hint: "请核对"})
			l.Text, l.Said = at, said
		}
		out = append(out, l)
	}
	return out
}

// line lays lines beside each other over a row.
func (s *sheet) line(r int, lines []*found.Line) {
	for i, l := range lines {
		from, to := i*s.end/len(lines), (i+1)*s.end/len(lines)
		x := s.rows[r][from]
		x.take(&found.Cell{Kind: found.Text, Text: l.Text, Detail: &found.Detail{Said: l.Said}})
		x.line, x.order = l, s.from[r].order && i > 0
		s.merge(found.Span{Row: r + 1, Col: from + 1, LastRow: r + 1, LastCol: to})
	}
}

// place is a cell in words, as a person finds it: within the table, or the line.
func (s *sheet) place(x *cell) (table, cell string) {
	if s.from == nil {
		return s.name, x.ref()
	}
	o := s.from[x.row]
	switch {
	case x.line != nil && x.line.Place != "":
		return s.name, x.line.Place
	case o.t == nil:
		return s.name, "表外文字"
	case len(o.t.Pieces) == 0:
		return s.name, found.Ref(o.row, x.col+1)
	}
	return s.name, strings.TrimPrefix(o.t.Where(o.row, x.col+1), s.name)
}

// where is a cell as a person finds it.
func (s *sheet) where(x *cell) string {
	table, at := s.place(x)
	switch {
	case s.from == nil || s.from[x.row].t != nil && len(s.from[x.row].t.Pieces) == 0:
		return "工作表“" + table + "”" + at
	case s.from[x.row].t == nil:
		return at
	}
	o := s.from[x.row]
	return o.t.Where(o.row, x.col+1)
}
