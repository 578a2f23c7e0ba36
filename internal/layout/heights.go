package layout

import (
	"slices"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// evenStep is a height that is whole in points and in pixels. Excel for Mac prints heights in whole points; a row
// that is a multiple of this is as high there as everywhere else (docs/decisions/0018-normal-font.md).
const evenStep = 3 * unit.Pt

// paging is a table cut into pages: what the pager leaves of it.
type paging struct {
	step    unit.Length
	sheets  []sheet // nil after a refusal
	heights []unit.Length
	found   []finding.Finding
}

// pages cuts the table into pages. Its rows are rounded up to even heights, unless that takes more pages than the
// heights they need; a row whose height the layout fixes keeps it.
func (t *table) pages() []sheet {
	t.need = paging{heights: t.heights, found: t.set.found} // pagesBy works on copies of these
	return t.fitted(t.cut())
}

// cut is pages at the scale the table has.
func (t *table) cut() []sheet {
	even := t.pagesBy(evenStep)
	if len(even.sheets) == 1 {
		return even.sheets
	}
	if len(even.sheets) == 2 && t.whole() > t.page() {
		return even.sheets // one page would not do, whatever the heights
	}
	exact := t.pagesBy(unit.Px)
	if even.sheets == nil || exact.sheets != nil && len(exact.sheets) < len(even.sheets) {
		return exact.sheets
	}
	t.restore(even)
	return even.sheets
}

// pagesBy cuts the table with heights in whole steps.
func (t *table) pagesBy(step unit.Length) paging {
	t.step, t.heights, t.set.found = step, slices.Clone(t.need.heights), slices.Clone(t.need.found)
	for r := range t.heights {
		if !t.fixed[r] {
			t.heights[r] = t.heights[r].CeilTo(step)
		}
	}
	return paging{step, t.paginate(), t.heights, t.set.found}
}

// roundUp is h in whole steps, or in whole pixels if that is more than room.
func (t *table) roundUp(h, room unit.Length) unit.Length {
	if up := h.CeilTo(t.step); up <= room {
		return up
	}
	return h.CeilTo(unit.Px)
}

// together is follow for tables i of several, from the first of them whose heights may change: where the tables find
// no room on one page with even heights, they may with the heights they need. before is the room above the first of
// them.
func together(tables []*table, out []grid.MeasuredTable, from, i int, before unit.Length) (room unit.Length) {
	found := tables[i].set.found
	for _, step := range [2]unit.Length{unit.Px, evenStep} {
		room = before
		for k := from; k <= i; k++ {
			p := tables[k].pagesBy(step)
			tables[k].assemble(p.sheets)
			follow(out, k, &room)
		}
		if out[i].Follows {
			break
		}
	}
	tables[i].set.found = found // of the first cut
	return room
}
