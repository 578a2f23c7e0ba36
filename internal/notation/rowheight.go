package notation

import (
	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/model/unit"
)

// RowHeight is how high the rows of a table are unless a row says otherwise.
type RowHeight struct {
	Fixed, Min unit.Length
	Air        unit.Length // above and below the text, beside the usual 1.5 pt
}

// UsualHeight keeps rows of one line apart as printed forms do; more lines keep 3.5 pt above and below.
var UsualHeight = RowHeight{Min: 20 * unit.Pt, Air: 2 * unit.Pt}

// RowHeight reads 20pt (the least height) or {min, fixed, air}; what is left out is taken from base. A bare number is
// in mm.
func (s *Source) RowHeight(n *yaml.Node, base RowHeight) RowHeight {
	if n == nil {
		return base
	}
	const most = 1000 * unit.MM
	if n.Kind == yaml.ScalarNode {
		base.Fixed = 0
		base.Min, _ = s.Length(n, "row-height", 0, most, "mm")
		return base
	}
	m, ok := s.Mapping(n, "row-height", "min", "fixed", "air")
	if !ok {
		return base
	}
	if v := m.Get("fixed"); v != nil {
		base = RowHeight{}
		base.Fixed, _ = s.Length(v, "fixed", unit.MM, most, "mm")
		for _, key := range []string{"min", "air"} {
			if m.Has(key) {
				s.Errorf(m.At[key], "LAYOUT-ROW-HEIGHT", "", "行高定死（fixed）时不能再写 %s", key)
			}
		}
		return base
	}
	if v := m.Get("min"); v != nil {
		base.Fixed = 0
		base.Min, _ = s.Length(v, "min", 0, most, "mm")
	}
	if v := m.Get("air"); v != nil {
		base.Air, _ = s.Length(v, "air", 0, 20*unit.MM, "mm")
	}
	return base
}
