package templates

import (
	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/unit"
)

// rowHeight is how high the rows of a table are unless a row says otherwise.
type rowHeight struct {
	fixed, min unit.Length
	air        unit.Length // above and below the text, beside the usual 1.5 pt
}

// usualHeight keeps rows of one line apart as printed forms do; more lines keep 3.5 pt above and below.
var usualHeight = rowHeight{min: 20 * unit.Pt, air: 2 * unit.Pt}

// lineHeight is the least height of the lines above a table, so that title, year line and table do not stick together. Notes stand
// as close as their lines.
var lineHeight = map[grid.RowRole]unit.Length{grid.RoleTitle: 34 * unit.Pt, grid.RoleSubtitle: 24 * unit.Pt, grid.RoleHead: 20 * unit.Pt}

// apply gives a drawn row its height.
func (h rowHeight) apply(r *rowOp) {
	if r.role.Bordered() {
		r.height, r.minHeight, r.air = h.fixed, h.min, h.air
	} else {
		r.minHeight = lineHeight[r.role]
	}
}

// readRowHeight reads 20pt (the least height) or {min, fixed, air}; what is left out is taken from base. A bare number is in mm.
func (s *source) readRowHeight(n *yaml.Node, base rowHeight) rowHeight {
	if n == nil {
		return base
	}
	const most = 1000 * unit.MM
	if n.Kind == yaml.ScalarNode {
		base.fixed = 0
		base.min, _ = s.length(n, "row-height", 0, most, "mm")
		return base
	}
	m, ok := s.Mapping(n, "row-height", "min", "fixed", "air")
	if !ok {
		return base
	}
	if v := m.Get("fixed"); v != nil {
		base = rowHeight{}
		base.fixed, _ = s.length(v, "fixed", unit.MM, most, "mm")
		for _, key := range []string{"min", "air"} {
			if m.Has(key) {
				s.Errorf(m.At[key], "LAYOUT-ROW-HEIGHT", "", "行高定死（fixed）时不能再写 %s", key)
			}
		}
		return base
	}
	if v := m.Get("min"); v != nil {
		base.fixed = 0
		base.min, _ = s.length(v, "min", 0, most, "mm")
	}
	if v := m.Get("air"); v != nil {
		base.air, _ = s.length(v, "air", 0, 20*unit.MM, "mm")
	}
	return base
}
