package html

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake/flow"
	"github.com/gongbiao/gongbiao/model/grid"
)

// tableState is a table that is open.
type tableState struct {
	base      int // open elements outside
	row, cell bool
	head      bool  // within thead
	widths    []int // of the columns, twips; 0: not known
	told      bool
	space     []*space // outside the cells that are open
	hidden    bool     // as a whole
}

// The limits of the standard: columns and rows a cell may span (4.9.11).
const mostColumns, mostRows = 1000, 65534

func (r *reader) table() *tableState {
	if len(r.tables) == 0 {
		return nil
	}
	return r.tables[len(r.tables)-1]
}

// tableTag takes a start tag that belongs to tables; false of another.
func (r *reader) tableTag(name string, a attributes) bool {
	t := r.table()
	switch name {
	case "table":
		if t != nil && !t.cell { // directly in another: that one is over
			r.endTable()
		}
		r.closeImplied(name)
		r.paragraph()
		l := r.lookOf(name, a)
		hidden := l.hidden
		l.hidden = false
		r.tables = append(r.tables, &tableState{base: len(r.open), hidden: hidden})
		r.open = append(r.open, element{name: name, look: l, cell: true})
		r.b.OpenTable(nil, hidden)
	case "colgroup", "col":
		if t != nil && !t.row && (name == "col" || a.has("width")) && len(t.widths) < mostColumns {
			n := min(max(a.number("span", 1), 1), mostColumns)
			for range n {
				t.widths = append(t.widths, widthOf(a))
			}
		}
	case "thead", "tbody", "tfoot":
		if t == nil {
			return true
		}
		r.endRow()
		t.head = name == "thead"
		r.b.Group()
	case "tr":
		if t == nil {
			return true
		}
		r.endRow()
		r.openRow(a)
	case "td", "th":
		if t == nil {
			r.paragraph()
			return true
		}
		r.endCell()
		if !t.row {
			r.openRow(nil)
		}
		r.openCell(name, a)
	default:
		return false
	}
	return true
}

// widthOf is the width of a column in twips, from pixels (96 to the inch) or points; 0 if it is given otherwise.
func widthOf(a attributes) int { return sizeOf(a, "width") }

func sizeOf(a attributes, which string) int {
	s := a[which]
	for d := range strings.SplitSeq(a["style"], ";") {
		if name, value, ok := strings.Cut(d, ":"); ok && strings.EqualFold(strings.TrimSpace(name), which) {
			s = strings.TrimSpace(value)
		}
	}
	n := attributes{"n": s}.number("n", 0)
	switch {
	case strings.HasSuffix(s, "pt"):
		return n * 20
	case strings.HasSuffix(s, "px"), strings.Trim(s, "0123456789") == "":
		return n * 15
	}
	return 0
}

func (r *reader) openRow(a attributes) {
	t := r.table()
	if !t.told {
		t.told = true
		if len(t.widths) > 0 {
			r.b.Widths(t.widths)
		}
	}
	l := r.lookOf("tr", a)
	r.b.OpenRow(flow.Row{Header: t.head, Hidden: l.hidden, Height: flow.Twips(sizeOf(a, "height"))})
	l.hidden = false
	r.open = append(r.open[:t.base+1], element{name: "tr", look: l, cell: true})
	t.row = true
}

func (r *reader) openCell(name string, a attributes) {
	t := r.table()
	r.open = append(r.open[:t.base+2], element{name: name, look: r.lookOf(name, a), cell: true})
	t.cell = true
	t.space = append(t.space, r.space)
	r.space = &space{}
	span := a.number("colspan", 1)
	if span < 1 || span > mostColumns {
		span = min(max(span, 1), mostColumns)
	}
	rows := 1
	if a.has("rowspan") {
		rows = min(a.number("rowspan", 1), mostRows)
	}
	r.b.OpenCell(flow.Cell{Span: span, Slots: true, RowSpan: rows})
	r.dressed = false
	r.set(false)
	r.b.Set(func(l *found.Look) { l.VAlign = grid.AlignCenter })
}

func (r *reader) endCell() {
	t := r.table()
	if !t.cell {
		return
	}
	r.chosen()
	r.paragraph()
	r.b.CloseCell()
	r.open = r.open[:t.base+2]
	r.space = t.space[len(t.space)-1]
	t.space = t.space[:len(t.space)-1]
	t.cell = false
}

func (r *reader) endRow() {
	r.endCell()
	t := r.table()
	t.row = false
	r.open = r.open[:t.base+1]
}

func (r *reader) endTable() {
	r.endRow()
	t := r.table()
	r.open = r.open[:t.base]
	r.tables = r.tables[:len(r.tables)-1]
	r.b.CloseTable()
}

// endTableTag takes an end tag that belongs to tables; false of another.
func (r *reader) endTableTag(name string) bool {
	t := r.table()
	switch name {
	case "table", "thead", "tbody", "tfoot", "tr", "td", "th", "colgroup":
	default:
		return false
	}
	if t == nil {
		return true
	}
	switch name {
	case "table":
		r.endTable()
	case "thead", "tbody", "tfoot":
		r.endRow()
		t.head = false
		r.b.Group()
	case "tr":
		r.endRow()
	case "td", "th":
		r.endCell()
	}
	return true
}
