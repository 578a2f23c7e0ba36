package compare

import (
	"fmt"
	"slices"

	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model/finding"
)

// leastShared is how alike, in percent, the indicators of two forms of other names must be for a guess, and leastLead
// how much more alike than any other.
const (
	leastShared = 60
	leastLead   = 10
)

// matcher finds the partner of each form. What is not to be told apart is left alone.
type matcher struct {
	last, this []*Form
	to, from   []int // partner of each, -1: none yet
	by         map[int]Basis
	findings   finding.List
}

func (m *matcher) run() {
	for i := range m.to {
		m.to[i] = -1
	}
	for j := range m.from {
		m.from[j] = -1
	}
	plain := quantity.Plain
	code := func(f *Form) string { return plain(f.Code) }
	name := func(f *Form) string {
		if plain(f.Name) == "" {
			return ""
		}
		return plain(f.Unit) + "\x00" + plain(f.Name)
	}
	nameAlone := func(f *Form) string { return plain(f.Name) }
	of := func(key func(*Form) string, kind bool) func(*Form) string {
		return func(f *Form) string {
			if k := key(f); k != "" && kind {
				return f.Kind + "\x00" + k
			} else {
				return k
			}
		}
	}
	m.twice(m.last, of(name, true))
	m.twice(m.this, of(name, true))
	for _, kind := range []bool{true, false} { // forms of one kind first: a self-evaluation has no better partner
		m.unique(of(code, kind), ByCode)
		m.unique(of(name, kind), ByName)
		m.unique(of(nameAlone, kind), ByName)
		if kind {
			m.contents()
		}
	}
}

// twice says which forms of a year have kind, unit, name and code in common.
func (m *matcher) twice(forms []*Form, key func(*Form) string) {
	seen := map[string]*Form{}
	for _, f := range forms {
		k := key(f)
		if k == "" {
			continue
		}
		k += "\x00" + quantity.Plain(f.Year) + "\x00" + quantity.Plain(f.Code)
		if old := seen[k]; old != nil {
			m.findings = append(m.findings, finding.Finding{Code: "DIFF-TWICE", Severity: finding.Warning, Record: f.Name, Pos: finding.Pos{File: f.File},
				Message: fmt.Sprintf("%s年度的“%s”有两份，另一份在 %s；不知道对照哪一份，没有按名称对。", f.Year, f.Name, old.File),
				English: fmt.Sprintf("the form of this name and year is there twice, also in %s; neither is matched by name", old.File),
				Hint:    "只留定稿的一份"})
		}
		seen[k] = f
	}
}

// unique pairs what is the only one with its key in both years.
func (m *matcher) unique(key func(*Form) string, by Basis) {
	index := func(forms []*Form, partner []int) map[string]int {
		at := map[string]int{}
		for i, f := range forms {
			k := key(f)
			if _, there := at[k]; there {
				at[k] = -1 // two of them
			} else if partner[i] < 0 && k != "" {
				at[k] = i
			}
		}
		return at
	}
	this := index(m.this, m.from)
	for k, i := range index(m.last, m.to) {
		if j, ok := this[k]; ok && i >= 0 && j >= 0 {
			m.pair(i, j, by)
		}
	}
}

func (m *matcher) pair(i, j int, by Basis) { m.to[i], m.from[j], m.by[i] = j, i, by }

// contents pairs forms of one kind and unit that have most indicators in common: each must be the best of the other,
// by a lead.
func (m *matcher) contents() {
	holders := map[string][]int{} // forms of this year by kind, unit and the name of an indicator
	key := func(f *Form, name string) string { return f.Kind + "\x00" + quantity.Plain(f.Unit) + "\x00" + name }
	sizes := make([]int, len(m.this))
	for j, f := range m.this {
		if m.from[j] < 0 {
			names := f.names()
			sizes[j] = len(names)
			for _, n := range names {
				holders[key(f, n)] = append(holders[key(f, n)], j)
			}
		}
	}
	type likeness struct{ i, j, percent int }
	var all []likeness
	best, second := map[[2]int]int{}, map[[2]int]int{} // by side and form
	note := func(side, i, percent int) {
		k := [2]int{side, i}
		if percent > best[k] {
			best[k], second[k] = percent, best[k]
		} else {
			second[k] = max(second[k], percent)
		}
	}
	for i, f := range m.last {
		if m.to[i] >= 0 {
			continue
		}
		names, shared := f.names(), map[int]int{}
		for _, n := range names {
			for _, j := range holders[key(f, n)] {
				shared[j]++
			}
		}
		for j, n := range shared {
			percent := 200 * n / (len(names) + sizes[j])
			all = append(all, likeness{i, j, percent})
			note(0, i, percent)
			note(1, j, percent)
		}
	}
	clear := func(side, i, percent int) bool {
		k := [2]int{side, i}
		return percent == best[k] && percent >= second[k]+leastLead
	}
	for _, x := range all {
		if x.percent >= leastShared && clear(0, x.i, x.percent) && clear(1, x.j, x.percent) {
			m.pair(x.i, x.j, ByContents)
		}
	}
}

// names are the names of the indicators, each once, sorted.
func (f *Form) names() (out []string) {
	for _, x := range f.indicators {
		if n := quantity.Plain(x.name); n != "" {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
