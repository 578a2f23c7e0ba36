package layout

import "github.com/gongbiao/gongbiao/model/unit"

// tightLast is how many rows of a last page are so few that a table is set smaller for them.
const tightLast = 3

// fitted sets a table smaller, down to what its layout allows, where that puts it on one page (FitPage), or takes back
// a last page of a few rows (Tighten). sheets is how it is cut without.
func (t *table) fitted(sheets []sheet) []sheet {
	n := len(sheets)
	if n < 2 || t.FitPage == 0 && t.Tighten == 0 {
		return sheets
	}
	own, least, most, few := t.scale, t.scale, n, false
	if t.Tighten > 0 && t.Tighten < own {
		exact := t.pagesBy(unit.Px).sheets // even heights push more rows over
		if k := len(exact); k == n && len(exact[k-1].slots) <= tightLast {
			few = true
			least, most = t.Tighten, n-1
		}
	}
	if _, body := t.out.Body(); t.FitPage > 0 && t.FitPage < own && t.whole() <= body.Scale(100, int64(t.FitPage)) {
		least, most = min(least, t.FitPage), n-1
	}
	for t.scale = own - 1; t.scale >= least; t.scale-- {
		got := t.cut()
		if got == nil || len(got) > most || len(got) > 1 && (!few || t.scale < t.Tighten) {
			continue
		}
		t.out.Scale, t.out.Room = t.scale, t.page()
		return got
	}
	t.scale = own
	return t.cut()
}

// whole is the height of all rows as they need it.
func (t *table) whole() (h unit.Length) {
	for _, x := range t.need.heights {
		h += x
	}
	return h
}
