package flow

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/intake/phrase"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Finish is the document. A file without any table is an error.
func (b *Builder) Finish() (*found.Document, error) {
	for len(b.tables) > 0 && b.err == nil {
		b.err = intake.Fail(b.file, "READ-DAMAGED", "文件已损坏，读不出来：表格没有完。", "用 Office 或 WPS 打开后另存为新的文件", "a table has no end")
	}
	if b.err != nil {
		return nil, b.err
	}
	b.End()
	d := &found.Document{Notes: b.notes}
	b.sequence(d, b.box().items, b.Within)
	if len(d.Tables) == 0 {
		return nil, intake.Fail(b.file, "READ-NO-TABLE", "文件里没有表格。", "看看是不是交错了文件；表格是图片的，请填在真正的表格里",
			"there is no table in the file")
	}
	n := 0
	for _, t := range d.Tables {
		for i := range t.Rows {
			for k := range t.Rows[i].Cells {
				c := &t.Rows[i].Cells[k]
				if n++; n > b.limits.Cells {
					return nil, intake.Fail(b.file, "READ-ROWS", fmt.Sprintf("有内容的格超过上限 %d 个。", b.limits.Cells),
						"分成几个文件，或删去不要的内容", "too many cells")
				}
				for j := range c.Said() {
					f := &c.Detail.Said[j]
					f.Pos, f.Place = finding.Pos{File: b.file}, t.Where(t.Rows[i].Number, c.Col)
				}
			}
		}
	}
	return d, nil
}

// sequence makes found tables of what stands one after the other: in the document, or in one cell (within).
func (b *Builder) sequence(d *found.Document, items []item, within string) {
	var lines []*found.Line
	var last *found.Table
	number := 0
	for i := 0; i < len(items); i++ {
		if items[i].table == nil {
			if items[i].line != nil {
				lines = append(lines, items[i].line)
			}
			continue
		}
		c := chainAt(items, i)
		i = c.end - 1
		var t *found.Table
		var inner []held
		for k, raw := range c.tables {
			number++
			x, in := b.table(raw, found.Piece{Table: number, Within: within})
			if inner = append(inner, in...); k == 0 {
				t = x
				continue
			}
			for j := len(inner) - len(in); j < len(inner); j++ {
				inner[j].row += t.Height
			}
			t.Join(x)
		}
		t.Above = lines
		if lines = nil; last != nil {
			last.Below = append(last.Below, t.Above...)
		}
		d.Tables, last = append(d.Tables, t), t
		for _, in := range inner {
			b.sequence(d, in.items, t.Where(in.row, in.col))
			for _, it := range in.items {
				if it.line != nil && !in.tables() {
					t.Below = append(t.Below, it.line)
				}
			}
		}
	}
	if last != nil {
		last.Below = append(last.Below, lines...)
	}
}

// held is what stands within a cell beside its text.
type held struct {
	row, col int
	items    []item
}

func (h *held) tables() bool {
	return slices.ContainsFunc(h.items, func(it item) bool { return it.table != nil })
}

// table is a table as found has it, and what stands within its cells.
func (b *Builder) table(t *table, p found.Piece) (*found.Table, []held) {
	p.Row, p.Height = 1, len(t.rows)
	out := &found.Table{Height: len(t.rows), Width: t.width, Pieces: []found.Piece{p}, Hidden: t.hidden}
	var inner []held
	for i := range t.cells {
		c := &t.cells[i]
		if c.lastRow > c.row || c.lastCol > c.col {
			out.Spans = append(out.Spans, found.Span{Row: c.row, Col: c.col, LastRow: c.lastRow, LastCol: c.lastCol})
		}
		if c.box == nil {
			continue
		}
		x, rest := b.settle(c.box)
		if slices.ContainsFunc(rest, func(it item) bool { return it.table != nil }) {
			inner = append(inner, held{c.row, c.col, rest})
			x.Detail = or(x.Detail)
			x.Detail.Said = append(x.Detail.Said, finding.Finding{Code: "READ-NESTED", Severity: finding.Note,
				Message: "格里还有表格，另作一张表读。", English: "a table within the cell was read as a table of its own"})
		} else {
			for _, it := range rest { // a text box or a note
				inner = append(inner, held{c.row, c.col, []item{it}})
			}
		}
		if x.Kind == found.Empty && x.Detail == nil {
			continue
		}
		x.Col = c.col
		out.Rows = at(out.Rows, c.row, t.rows[c.row-1])
		r := &out.Rows[len(out.Rows)-1]
		r.Cells = append(r.Cells, x)
	}
	b.say(out, t)
	out.Looks = b.looksOf(t)
	return out, inner
}

func or(d *found.Detail) *found.Detail {
	if d == nil {
		return &found.Detail{}
	}
	return d
}

// at are rows whose last has a number.
func at(rows []found.Row, n int, r Row) []found.Row {
	if k := len(rows); k > 0 && rows[k-1].Number == n {
		return rows
	}
	return append(rows, found.Row{Number: n, Header: r.Header, Hidden: r.Hidden})
}

// say notes what is to be said of a table as a whole.
func (b *Builder) say(out *found.Table, t *table) {
	note := func(s finding.Severity, code, message, hint, english string) {
		out.Notes = append(out.Notes, finding.Finding{Code: code, Severity: s, Pos: finding.Pos{File: b.file},
			Place: out.Pieces[0].String(), Message: message, Hint: hint, English: english})
	}
	var hidden []string
	n := 0
	for _, r := range out.Rows {
		if r.Hidden {
			if n++; n <= 12 {
				hidden = append(hidden, strconv.Itoa(r.Number))
			}
		}
	}
	if n > 0 {
		s := strings.Join(hidden, "、")
		if n > len(hidden) {
			s += fmt.Sprintf(" 等 %d 处", n)
		}
		note(finding.Warning, "READ-HIDDEN", "第 "+s+" 行是隐藏的，也读了。", "不要的行请删去；要看全部请取消隐藏", "hidden rows were read too")
	}
	if t.hidden {
		note(finding.Warning, "READ-HIDDEN", "整个表格是隐藏的，也读了。", "不要的请删去", "a hidden table was read too")
	}
	if t.under > 0 {
		note(finding.Warning, "READ-UNDER", fmt.Sprintf("合并单元格下面还压着 %d 处内容（“%s”），看不见，没有读。", t.under, phrase.Brief(t.text)),
			"取消合并看一看，不要的删去", "contents below merged cells were not read")
	}
	if t.over > 0 {
		note(finding.Warning, "READ-SPAN", fmt.Sprintf("有 %d 格合并的范围盖住了别的格，按空着的地方截齐。", t.over), "请看读出来的各格在不在原处",
			"merged cells that reach into others were cut back")
	}
	if t.past > 0 {
		note(finding.Note, "READ-SPAN", fmt.Sprintf("有 %d 格合并的范围伸出了表格，按表格的边截齐。", t.past), "",
			"merged cells that reach beyond the table were cut back")
	}
}
