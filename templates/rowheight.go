package templates

import (
	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// lineHeight is the least height of the lines above a table, so that title, year line and table do not stick together.
// Notes are as close as their lines.
var lineHeight = map[grid.RowRole]unit.Length{grid.RoleTitle: 34 * unit.Pt, grid.RoleSubtitle: 24 * unit.Pt, grid.RoleHead: 20 * unit.Pt}

// heighten gives a drawn row its height.
func heighten(r *rowOp, h notation.RowHeight) {
	if r.role.Bordered() {
		r.height, r.minHeight, r.air = h.Fixed, h.Min, h.Air
	} else {
		r.minHeight = lineHeight[r.role]
	}
}

// percents reads how small a table may be set.
func (l *loader) percents(m yamltree.Mapping, t *table) {
	for _, p := range []struct {
		key   string
		to    *int
		least int
	}{{"fit-page", &t.fitPage, 50}, {"tighten", &t.tighten, 70}, {"max-scale", &t.maxScale, 10}} {
		if v := m.Get(p.key); v != nil {
			*p.to = l.Whole(v, p.key, p.least, 100)
		}
	}
}
