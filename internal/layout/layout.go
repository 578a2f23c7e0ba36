// Package layout decides every size, line, page break and border of a form, once for all back ends. Measure takes a
// grid (rows, columns, merged cells, texts) and returns it with whole-pixel column widths, row heights, broken lines,
// winning borders and page breaks, or everything that keeps it from being printed. Place takes measured forms and
// returns finished pages with their structure tree. It learns advances through Measurer and knows no font files and
// no file formats.
//
// The rules are those of typography.md 2 (lines), 3 (spreadsheet sizes) and docs/decisions/0007-layout.md (pages).
// Nothing entered is lost: what cannot be shown whole is refused by name.
package layout

import (
	"fmt"
	"slices"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// Measurer tells which face sets a cluster and how wide it is, in millionths of an em. ok is false if no face of the
// chain has it.
type Measurer interface {
	Measure(f Font, cluster string) (g Glyphs, ok bool)
}

// Explainer is what a Measurer may also be: it says why a cluster has no glyph (a phrase that names it, as in “龘”
// U+9F98：…), in Chinese and in English, and what to do, for the message.
type Explainer interface {
	Explain(f Font, cluster string) (why, english, hint string)
}

// Font is a family and weight as a style names it.
type Font struct {
	Family string
	Bold   bool
}

// Glyphs is what a cluster is set with.
type Glyphs struct {
	Face    string // PostScript name
	Advance int32  // millionths of an em
	Paint   string // painted in the cluster's place (é for e and U+0301); empty: the cluster itself
	Lost    *Lost  // what the cluster asks for and is not shown; nil: nothing
}

// Lost is what a cluster asks for and is not shown, in Chinese and in English.
type Lost struct{ Chinese, English string }

// Options of Measure. The zero value is right for printing.
type Options struct {
	// AllowMissing lets characters without a glyph pass as warnings, at model width: for output that embeds no fonts
	// (XLSX).
	AllowMissing bool
	MaxPages     int // pages of one form; 0: MaxPages
}

// Limits, each refused by name (LAYOUT-LIMIT).
const (
	MaxPages   = 10000
	MaxRows    = 200000
	MaxColumns = 1000
	MaxText    = 1 << 20 // bytes of one cell; what a spreadsheet holds (32,767 UTF-16 units) is the business of internal/paint/xlsx
)

// Sizes that both back ends share (typography.md 3).
const (
	cellPadding = 5 * unit.Px   // 2 + 2 + 1 px of a column are no room for text
	rowPadding  = 3 * unit.Pt   // a row is this much higher than its lines
	subRow      = 400 * unit.Pt // a spreadsheet row ends at 409.5 pt; a taller one is cut
	tableGap    = 8 * unit.Px   // between two tables on one page
	widthShare  = 99            // percent of the printable width a table may take
	heightShare = 98            // percent of the printable height a page may take
	longShare   = 3             // a text that takes more than one part in so many of a page is long
	minScale    = 10            // percent, the smallest a spreadsheet knows
)

// Pitch is the distance of two baselines at a font size: what Excel takes and never less than 1.25 em (typography.md
// 3.2).
func Pitch(size unit.Length) unit.Length {
	if size > 12*unit.Pt {
		return size.Scale(134, 100)
	}
	px := (size + unit.Px/2) / unit.Px
	return max(size.Scale(125, 100), (px+3)*unit.Px)
}

// pitchOf is the distance of two baselines of a style at a size: what the style says, at least that the lines do not
// touch, or the usual one.
func pitchOf(st *grid.Style, size unit.Length) unit.Length {
	switch l := st.Leading; {
	case l.Fixed > 0:
		return max(l.Fixed.Scale(int64(size), int64(st.Size)), size)
	case l.Times > 0:
		return Pitch(size).Scale(int64(l.Times), 100)
	}
	return Pitch(size)
}

// stackPitch is the pitch of text set one character a line.
func stackPitch(size unit.Length) unit.Length { return size.Scale(12, 10) }

// Measure decides the sizes, lines, borders and pages of g. The error is a *finding.DataError with everything that
// keeps the form from being printed (FONT-MISSING, LAYOUT-REFUSED, LAYOUT-SHRINK, LAYOUT-NARROW, LAYOUT-WIDE,
// LAYOUT-PAPER, LAYOUT-LIMIT), or says that g is no valid grid. Warnings and notes are in Measured.Notes.
func Measure(g *grid.Grid, m Measurer, o Options) (*grid.Measured, error) {
	if o.MaxPages <= 0 {
		o.MaxPages = MaxPages
	}
	g = filled(g, m, o)
	out := &grid.Measured{Meta: g.Meta, Across: g.Across, Tables: make([]grid.MeasuredTable, len(g.Tables)), Notes: append(finding.List(nil), g.Notes...)}
	tables := make([]*table, len(g.Tables))
	cells := 0
	for i := range g.Tables {
		cells += len(g.Tables[i].Cells)
	}
	s := newSetter(m, o.AllowMissing, cells+cells/4+16)
	defer s.done()
	for i := range g.Tables {
		if err := checkTable(&g.Tables[i]); err != nil {
			return nil, fmt.Errorf("layout: table %d %q: %w", i+1, g.Tables[i].Name, err)
		}
		tables[i] = &table{Table: withAir(&g.Tables[i]), out: &out.Tables[i], set: s, name: tableName(g, i), code: g.Meta.Code}
		from := len(s.found)
		tables[i].prepare()
		tables[i].said = slices.Clone(s.found[from:])
	}
	if s.found.HasErrors() {
		return nil, s.found.AsData()
	}
	pages, room := 0, unit.Length(0)
	from, before := 0, unit.Length(-1) // the first table on the page being filled, and the room above it
	for i, t := range tables {
		t.limit = o.MaxPages - pages
		t.measure()
		if s.found.HasErrors() {
			continue
		}
		follow(out.Tables, i, &room)
		if !t.out.Follows && joins(out.Tables, i) {
			room = together(tables, out.Tables, from, i, before)
		}
		pages += len(t.out.Pages)
		switch {
		case t.out.Follows:
			pages--
		case len(t.out.Pages) == 1:
			from, before = i, -1
		default:
			from, before = i+1, room
		}
	}
	if err := s.found.AsData(); err != nil {
		return nil, err
	}
	out.Notes = append(out.Notes, s.found...)
	return out, nil
}

// follow decides whether table i is below the table before it, room being what is left on that page, as on paper.
func follow(ts []grid.MeasuredTable, i int, room *unit.Length) {
	t := &ts[i]
	_, body := t.Body()
	height := t.PageHeight(len(t.Pages)-1).Scale(int64(t.Scale), 100)
	if t.Follows = joins(ts, i) && tableGap+height <= *room; t.Follows {
		*room -= tableGap + height
		return
	}
	*room = body.Scale(heightShare, 100) - height
}

// joins says whether table i may be below the table before it.
func joins(ts []grid.MeasuredTable, i int) bool {
	t := &ts[i]
	return i > 0 && !t.NewPage && t.Paper == ts[i-1].Paper && len(t.Pages) == 1
}

func tableName(g *grid.Grid, i int) string {
	if len(g.Tables) == 1 {
		return ""
	}
	if g.Tables[i].Name != "" {
		return g.Tables[i].Name + " "
	}
	return fmt.Sprintf("第 %d 张表 ", i+1)
}
