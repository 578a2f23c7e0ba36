package layout

import (
	"slices"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// noteAir is the room that the first line under a table has above and below it, beside the usual: no text touches a
// rule.
const noteAir = 2 * unit.Pt

// withAir is t with room between its last rule and the line under it; t itself if that has room.
func withAir(t *grid.Table) *grid.Table {
	own := t
	for r := 1; r < len(t.Rows); r++ {
		if t.Rows[r].Role != grid.RoleNote || !t.Rows[r-1].Role.Bordered() || t.Rows[r].Air >= noteAir || t.Rows[r].Height > 0 {
			continue
		}
		if own == t {
			c := *t
			c.Rows = slices.Clone(t.Rows)
			own = &c
		}
		own.Rows[r].Air = noteAir
	}
	return own
}
