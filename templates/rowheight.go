package templates

import (
	"github.com/gongbiao/gongbiao/internal/notation"
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
