package check

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
)

// sort puts findings in the order shown: severity, place on the form, then the order of the checks.
func (s *Set) sort(l finding.List, r *model.Record) {
	order := map[string]int{}
	for i, c := range s.file.Checks {
		if _, ok := order[c.Code]; !ok {
			order[c.Code] = i
		}
	}
	keys := map[string][]int{}
	for _, f := range l {
		if _, ok := keys[f.Path]; !ok {
			keys[f.Path] = position(r, f.Path)
		}
	}
	slices.SortStableFunc(l, func(a, b finding.Finding) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), slices.Compare(keys[a.Path], keys[b.Path]), cmp.Compare(order[a.Code], order[b.Code]))
	})
}

// position is the place of a path in the order of the form: the place of each field among its siblings, the number of each row.
func position(r *model.Record, path string) (pos []int) {
	v := r.Body
	for _, name := range pointer.Path(path).Names() {
		if v == nil {
			return pos
		}
		if v.Field.Kind == model.Rows && v.Fields == nil {
			i, err := strconv.Atoi(name)
			if err != nil || i < 0 || i >= len(v.Rows) {
				return pos
			}
			pos, v = append(pos, i), v.Rows[i]
			continue
		}
		i := slices.IndexFunc(v.Fields, func(c *model.Value) bool { return c.Field.Name == name })
		if i < 0 {
			return pos
		}
		pos, v = append(pos, i), v.Fields[i]
	}
	return pos
}
