package check

import (
	"cmp"
	"slices"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
)

// sort puts findings in the order shown: severity, place on the form, then the order of the checks.
func (s *Set) sort(l finding.List, r *model.Record) {
	places := map[string]int{}
	for _, f := range l {
		places[f.Path] = 0
	}
	n := 0
	r.Body.Each(func(v *model.Value) {
		n++
		if _, asked := places[v.Path]; asked {
			places[v.Path] = n
		}
	})
	slices.SortStableFunc(l, func(a, b finding.Finding) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(places[a.Path], places[b.Path]),
			cmp.Compare(s.order[a.Code], s.order[b.Code]))
	})
}
