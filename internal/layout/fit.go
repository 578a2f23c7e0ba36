package layout

import (
	"slices"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/unit"
)

// fewRows is how many rows of a last page are so few that a table is set smaller for them, or if that does not do,
// gives the last page more of them.
const fewRows = 3

// hollowShare: one part in so many of a page is empty because rows stay together on the last page.
const hollowShare = 4

// firstTry is where between the least scale and its own a table is tried first, in hundredths: of 500 invented forms
// 122 were set smaller, half of them at 95 or more of 84 to 99.
const firstTry = 70

// fitted sets a table smaller, down to what its layout allows, where that puts it on one page (FitPage), or takes back
// a last page of a few rows, or one for which a quarter of the page before stays empty (Tighten). The table keeps its
// width on paper: columns are as much wider as letters are smaller. sheets is how it is cut without. Where nothing
// takes back the last page, it has a row more than a few, and no more of the list above its last rows than fills the
// page before.
func (t *table) fitted(sheets []sheet) []sheet {
	n := len(sheets)
	if n < 2 {
		return sheets
	}
	few, hollow := t.few(sheets), t.hollow(sheets) >= t.page()/hollowShare
	if t.FitPage == 0 && t.Tighten == 0 && !few && !hollow {
		return sheets
	}
	least, most := t.scale, n
	if t.Tighten > 0 && t.Tighten < t.scale && (few || hollow && t.mayTake(n-1, t.Tighten) || t.fewExact(n)) {
		least, most = t.Tighten, n-1
	}
	if t.FitPage > 0 && t.FitPage < t.scale && t.mayTake(1, t.FitPage) {
		if least == t.scale {
			most = 1
		}
		least = min(least, t.FitPage)
	}
	does := func(x *table) bool {
		if x == nil || len(x.sheets) > most {
			return false
		}
		return len(x.sheets) == 1 || x.scale >= t.Tighten
	}
	if got := t.smaller(least, does); got != nil {
		return got
	}
	if few {
		return t.longerLast(sheets)
	}
	if hollow {
		return t.fuller(sheets)
	}
	return sheets
}

// mayTake says whether the table, set at a percentage, may find room on some pages: it takes fewer lines, too.
func (t *table) mayTake(pages, percent int) bool {
	_, body := t.out.Body()
	return t.whole().Scale(int64(percent), 100) <= (unit.Length(pages)*body).Scale(100, int64(percent))
}

// hollow is how much of the page before the last is empty, because rows stay together on the last.
func (t *table) hollow(sheets []sheet) unit.Length {
	before, last := &sheets[len(sheets)-2], &sheets[len(sheets)-1]
	if before.slots[len(before.slots)-1].more || t.Rows[last.slots[0].row].BreakTo {
		return 0
	}
	room := t.page()
	for _, r := range before.repeat {
		room -= t.heights[r]
	}
	for _, x := range before.slots {
		room -= x.height
	}
	return room
}

// fuller leaves the last page with the rows behind a list and fewer rows of the list, if that fills the page before.
func (t *table) fuller(sheets []sheet) []sheet {
	was, empty := paging{t.step, nil, t.heights, t.set.found}, t.hollow(sheets)
	t.unlisted, t.atLeast = true, fewRows+1
	if got := t.cut(); len(got) == len(sheets) && t.hollow(got) < empty {
		return got
	}
	t.unlisted, t.atLeast = false, 0
	t.restore(was)
	return sheets
}

// fewExact says whether the last of n pages has a few rows only when heights are what their texts need: even heights
// push more rows over.
func (t *table) fewExact(n int) bool {
	was := paging{t.step, nil, t.heights, t.set.found}
	exact := t.pagesBy(unit.Px).sheets
	t.restore(was)
	return len(exact) == n && t.few(exact)
}

// few says whether the last page has a few rows of the table, whatever lines are below it.
func (t *table) few(sheets []sheet) bool {
	n := 0
	for _, x := range sheets[len(sheets)-1].slots {
		if t.Rows[x.row].Role.Bordered() {
			n++
		}
	}
	return n <= fewRows
}

func (t *table) restore(p paging) {
	t.step, t.heights, t.set.found = p.step, p.heights, p.found
}

// smaller sets the table at the largest scale from least on that does; nil if none does, and nothing has changed.
func (t *table) smaller(least int, does func(*table) bool) []sheet {
	own := t.scale
	if least >= own {
		return nil
	}
	var best *table
	// What does at a scale nearly always does at a smaller one, and most tables that need it need little: the first
	// try is nearer to their own scale.
	for low, high, mid := least, own-1, least+(own-1-least)*firstTry/100; low <= high; mid = (low + high + 1) / 2 {
		if x := t.at(mid); does(x) {
			best, low = x, mid+1
		} else {
			high = mid - 1
		}
	}
	if best == nil {
		return nil
	}
	found := slices.DeleteFunc(slices.Clone(t.set.found), func(f finding.Finding) bool {
		return slices.ContainsFunc(t.said, func(own finding.Finding) bool {
			return own.Code == f.Code && own.Place == f.Place && own.Message == f.Message
		})
	})
	t.set.found = append(found, best.said...)
	*t.out, best.out = *best.out, t.out
	*t = *best
	return t.sheets
}

// at is the table at another scale, in columns that give it the same width on paper, cut into pages; nil if it cannot
// be set so.
func (t *table) at(scale int) *table {
	was := t.set.found
	t.set.found = nil
	x := &table{Table: t.Table, set: t.set, name: t.name, limit: t.limit, code: t.code, wider: t.scale, own: t, scale: scale}
	own := *t.out
	x.out = &own
	x.prepare()
	x.rowHeights()
	x.need = paging{heights: x.heights, found: x.set.found}
	if x.sheets = x.cut(); len(x.sheets) > 1 && x.few(x.sheets) {
		x.sheets = x.longerLast(x.sheets)
	}
	x.said, t.set.found = t.set.found, was
	if x.said.HasErrors() || x.sheets == nil {
		return nil
	}
	return x
}

// longerLast gives the last page a row more than a few, if that makes no further page. sheets is what stays otherwise.
func (t *table) longerLast(sheets []sheet) []sheet {
	was := paging{t.step, nil, t.heights, t.set.found}
	t.atLeast = fewRows + 1
	if got := t.cut(); len(got) == len(sheets) && !t.few(got) {
		return got
	}
	t.atLeast = 0
	t.restore(was)
	return sheets
}

// whole is the height of all rows as they need it.
func (t *table) whole() (h unit.Length) {
	for _, x := range t.need.heights {
		h += x
	}
	return h
}
