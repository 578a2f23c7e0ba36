package fromblank

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/intake/tables"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// docTable is a table of a document with the lines beside it as rows: they are set as far as the file says, and usual
// otherwise.
type docTable struct {
	*sheetReader
	t     *found.Table // with its lines
	looks *found.Looks // of the table alone
	lines map[int]found.Look
	above int // rows before those of the table
	rows  int // of the table
}

// document reads the tables of any other kind of file: Word, web page, old workbook, PDF, text.
func document(b *opened, name string, data []byte) error {
	g := b.grid
	d, err := tables.Dressed(name, data, intake.Limits{Rows: maxRows})
	if err != nil {
		return err
	}
	g.Notes = append(g.Notes, d.Notes...)
	var wrong finding.List
	for i, t := range d.Tables {
		wrong = append(wrong, usable(t)...)
		if t.Hidden {
			continue
		}
		below := t.Below
		if i+1 < len(d.Tables) {
			below = nil // the next table has them above
		}
		r := &sheetReader{sheet: t.Name, name: name, shared: map[grid.Style]*grid.Style{}}
		s := &docTable{sheetReader: r, looks: t.Looks, lines: map[int]found.Look{}}
		s.stack(t, below)
		if r.in, r.source = s.t, s; r.sheet == "" {
			r.sheet = "表"
		}
		if err := r.into(b); err != nil {
			return err
		}
	}
	if len(wrong) == 0 && len(d.Tables) > 0 {
		said := "这种文件不全说字体、框线、行高和纸张，没说的按常用的画。"
		g.Notes = append(g.Notes, finding.Finding{Code: "FROM-FONT", Severity: finding.Note, Pos: finding.Pos{File: name},
			Message: said, English: "what this kind of file does not say of faces, rules, heights and paper is drawn as usual"})
	}
	return wrong.AsData()
}

// stack puts lines above and below a table into rows of their own.
func (s *docTable) stack(t *found.Table, below []*found.Line) {
	out := &found.Table{Name: t.Name, Width: t.Width, Notes: t.Notes}
	for _, r := range t.Rows {
		out.Width = max(out.Width, r.Cells[len(r.Cells)-1].Col)
		s.rows = max(s.rows, r.Number)
	}
	s.rows = max(s.rows, t.Height)
	for _, m := range t.Spans {
		out.Width = max(out.Width, min(m.LastCol, maxCols))
	}
	line := func(l *found.Line) {
		if strings.TrimSpace(l.Text) == "" || found.Continues(l.Text) {
			return
		}
		out.Height++
		s.lines[out.Height] = l.Look
		out.Rows = append(out.Rows, found.Row{Number: out.Height, Cells: []found.Cell{{Col: 1, Kind: found.Text, Text: l.Text}}})
		out.Spans = append(out.Spans, found.Span{Row: out.Height, Col: 1, LastRow: out.Height, LastCol: out.Width})
	}
	for _, l := range t.Above {
		line(l)
	}
	s.above = out.Height
	for _, r := range t.Rows {
		r.Number += s.above
		out.Rows = append(out.Rows, r)
	}
	for _, m := range t.Spans {
		out.Spans = append(out.Spans, found.Span{Row: m.Row + s.above, Col: m.Col, LastRow: m.LastRow + s.above, LastCol: m.LastCol})
	}
	out.Height += s.rows
	for _, l := range below {
		line(l)
	}
	s.t = out
}

func (s *docTable) extent() (rows, cols int) { return s.t.Height, s.t.Width }

func (s *docTable) titleRows() (from, to int) { return -1, -1 }

func (s *docTable) hidden(int, int) bool { return false }

func (s *docTable) runs(int, int, *look) {}

// inTable says whether a row is one of the table, from 1.
func (s *docTable) inTable(row int) bool { return row > s.above && row <= s.above+s.rows }

// lookAt is a cell's look; what the file does not say is 宋体 10.5, ruled thin, the title 18 and in the middle.
func (s *docTable) lookAt(row, col int) look {
	l := look{style: grid.Style{Family: "宋体", Size: 10*unit.Pt + unit.Pt/2, Align: grid.AlignLeft, VAlign: grid.AlignCenter}}
	said, known := found.Look{}, false
	if s.inTable(row) {
		l.border = thin
		if s.looks != nil {
			said, known = s.looks.Cells[[2]int{row - s.above - 1, col - 1}]
		}
		if known {
			l.border = said.Border
		}
	} else {
		said, known = s.lines[row]
		if known && said.Size == 0 && row == 1 && s.above > 0 {
			said.Size, said.Bold, said.Align = 18*unit.Pt, true, grid.AlignCenter
		}
	}
	if said.Size > 0 {
		l.style.Size = min(max(said.Size, 5*unit.Pt), 72*unit.Pt)
	}
	if said.Font != "" {
		l.style.Family, l.latin = familyOf(said.Font)
	}
	l.style.Bold = said.Bold
	if said.Align != grid.AlignDefault {
		l.style.Align = said.Align
	}
	if said.VAlign != grid.AlignDefault {
		l.style.VAlign = said.VAlign
	}
	return l
}

// sizes are those the file says; columns it does not say are as wide as their longest word, rows 24 points high.
func (s *docTable) sizes(t *grid.Table) {
	if s.looks != nil && len(s.looks.Columns) == s.t.Width && !slices.Contains(s.looks.Columns, 0) {
		t.Columns = slices.Clone(s.looks.Columns)
	} else {
		wide := make([]int, s.t.Width)
		for i := range wide {
			wide[i] = 4
		}
		for _, r := range s.t.Rows {
			for _, c := range r.Cells {
				if s.inTable(r.Number) && s.owner[r.Number-1][c.Col-1] < 0 {
					wide[c.Col-1] = max(wide[c.Col-1], min(width(c.Text), 20))
				}
			}
		}
		all := 0
		for _, n := range wide {
			all += n
		}
		for _, n := range wide {
			t.Columns = append(t.Columns, 170*unit.MM*unit.Length(n)/unit.Length(all))
		}
	}
	all, room := unit.Length(0), t.Paper.Width-t.Paper.Left-t.Paper.Right
	for _, c := range t.Columns {
		all += c
	}
	for i := range t.Columns {
		if room > 0 && all > room { // of a web page it is not known on what it is printed
			t.Columns[i] = t.Columns[i].Scale(int64(room), int64(all))
		}
		t.Columns[i] = max(t.Columns[i].RoundTo(unit.MM/10), unit.MM)
	}
	for row := 1; row <= s.t.Height; row++ {
		h := 24 * unit.Pt
		if at := row - s.above - 1; s.inTable(row) && s.looks != nil && at < len(s.looks.Rows) && s.looks.Rows[at] > 0 {
			h = s.looks.Rows[at]
		}
		t.Rows = append(t.Rows, grid.Row{Height: max(h.RoundTo(unit.Pt/10), unit.Pt)})
	}
}

// print finds the paper: that of papers it is nearest to.
func (s *docTable) print(t *grid.Table) {
	p := papers[9]
	t.Paper = grid.Paper{Name: p.name, Width: p.w, Height: p.h, Top: 20 * unit.MM, Right: 20 * unit.MM, Bottom: 20 * unit.MM, Left: 20 * unit.MM}
	if s.looks == nil || s.looks.Paper.Width <= 0 {
		return
	}
	said := s.looks.Paper
	short, long := min(said.Width, said.Height), max(said.Width, said.Height)
	known := false
	for _, code := range []int{9, 8, 11} {
		if x := papers[code]; max(short-x.w, x.w-short) < 3*unit.MM && max(long-x.h, x.h-long) < 3*unit.MM {
			p, known = x, true
		}
	}
	if !known {
		s.note("FROM-PAPER", "纸张 %s × %s 毫米不认识，按 A4。", said.Width.MMString(), said.Height.MMString())
	}
	t.Paper.Name, t.Paper.Width, t.Paper.Height = p.name, p.w, p.h
	if said.Width > said.Height {
		t.Paper.Width, t.Paper.Height = p.h, p.w
	}
	for _, x := range []struct {
		to *unit.Length
		is unit.Length
	}{{&t.Paper.Top, said.Top}, {&t.Paper.Right, said.Right}, {&t.Paper.Bottom, said.Bottom}, {&t.Paper.Left, said.Left}} {
		if x.is > 0 {
			*x.to = min(x.is.RoundTo(unit.MM/10), 60*unit.MM)
		}
	}
}
