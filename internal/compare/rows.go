package compare

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gongbiao/gongbiao/internal/alike"
	"github.com/gongbiao/gongbiao/internal/quantity"
)

// State is what became of an indicator.
type State string

const (
	Kept    State = ""
	Renamed State = "改名（推断）"
	Added   State = "新增"
	Gone    State = "取消"
)

// Row is an indicator of the two years, as printed; empty: there is none.
type Row struct {
	State   State    `json:"state,omitempty"`
	Guess   bool     `json:"guess,omitempty"`
	Class   string   `json:"class,omitempty"`
	Sub     string   `json:"subclass,omitempty"`
	Name    string   `json:"name"` // this year's, last year's if it is gone
	Old     string   `json:"oldName,omitempty"`
	Last    *Cells   `json:"last,omitempty"`
	This    *Cells   `json:"this,omitempty"`
	Target  Delta    `json:"target,omitzero"`
	Actual  Delta    `json:"actual,omitzero"`
	Weight  Delta    `json:"weight,omitzero"`
	Score   Delta    `json:"score,omitzero"`
	Changes []string `json:"changes,omitempty"` // in words: 指标值由“60个”改为“66个”

	last, this *indicator
}

// Cells are what is printed of an indicator in one year.
type Cells struct {
	Target string `json:"target,omitempty"`
	Actual string `json:"actual,omitempty"`
	Weight string `json:"weight,omitempty"`
	Score  string `json:"score,omitempty"`
}

func (x *indicator) cells() *Cells {
	if x == nil {
		return nil
	}
	return &Cells{x.target, x.actual, x.weight, x.score}
}

// Names alike enough for a guess: leastAlike in thousandths of the longer name; what two rows have in common beside it
// (weight, target) counts too, and all together must come to leastLikely.
//
// A name that is only leastBold alike will do where target and weight are the same. Two candidates that are not
// leastApart are not told apart.
const (
	leastAlike  = 600
	leastLikely = 620
	leastBold   = 400
	leastApart  = 40
)

// How much speaks for a guess, of 1000 in all: the name, and what two rows have in common beside it.
const (
	nameShare   = 1000 - mostCommon
	mostCommon  = samePoints + sameTarget
	samePoints  = 150
	sameTarget  = 150
	sameMeasure = 75 // of the target: how it is compared, and its unit
)

// rows matches the indicators: by class, subclass and name, by name, then the best assignment of names alike in the
// same class with units that can be compared. Those of this year come in their order; what is gone behind the last of
// its class.
func rows(p *Pair) []Row {
	last, this := p.Last.indicators, p.This.indicators
	m := &indicatorMatch{last: last, this: this, to: make([]int, len(this)), used: make([]bool, len(last))}
	for j := range m.to {
		m.to[j] = -1
	}
	plain := quantity.Plain
	m.byKey(func(x indicator) string { return plain(x.class) + "\x00" + plain(x.sub) + "\x00" + plain(x.name) })
	m.byKey(func(x indicator) string { return plain(x.name) })
	guessed := m.guess()
	var out []Row
	for j := range this {
		r := Row{Class: this[j].class, Sub: this[j].sub, Name: this[j].name, this: &this[j], State: Added}
		if i := m.to[j]; i >= 0 {
			r.State, r.last = Kept, &last[i]
			if guessed[j] {
				r.State, r.Guess, r.Old = Renamed, true, last[i].name
			}
		}
		r.compare()
		out = append(out, r)
	}
	for i := range last {
		if !m.used[i] {
			r := Row{State: Gone, Class: last[i].class, Sub: last[i].sub, Name: last[i].name, last: &last[i]}
			r.compare()
			out = slices.Insert(out, place(out, r), r)
		}
	}
	return out
}

// place is where a row that is gone stands: behind the last of its subclass, else of its class, else at the end.
func place(all []Row, r Row) int {
	at := -1
	for i := range all {
		if quantity.SameText(all[i].Class, r.Class) && quantity.SameText(all[i].Sub, r.Sub) {
			at = i
		}
	}
	for i := 0; at < 0 && i < len(all); i++ {
		if k := len(all) - 1 - i; quantity.SameText(all[k].Class, r.Class) {
			at = k
		}
	}
	if at < 0 {
		return len(all)
	}
	return at + 1
}

type indicatorMatch struct {
	last, this []indicator
	to         []int // of this year: which of last
	used       []bool
}

// byKey pairs rows of one key in the order of their targets and actual values: several of a name are told apart by what
// else they say, never by where they stand.
func (m *indicatorMatch) byKey(key func(indicator) string) {
	old := map[string][]int{}
	for i, x := range m.last {
		if !m.used[i] && strings.TrimSpace(x.name) != "" {
			old[key(x)] = append(old[key(x)], i)
		}
	}
	now := map[string][]int{}
	var keys []string
	for j, x := range m.this {
		if k := key(x); m.to[j] < 0 && len(old[k]) > 0 {
			if now[k] == nil {
				keys = append(keys, k)
			}
			now[k] = append(now[k], j)
		}
	}
	for _, k := range keys {
		gain := make([][]int, len(now[k]))
		for r, j := range now[k] {
			gain[r] = make([]int, len(old[k]))
			for c, i := range old[k] {
				gain[r][c] = 1 + common(m.last[i], m.this[j])
			}
		}
		for r, c := range assign(gain) {
			if c >= 0 {
				m.to[now[k][r]], m.used[old[k][c]] = old[k][c], true
			}
		}
	}
}

// guess pairs what is left by names alike. It says which of this year are guesses.
func (m *indicatorMatch) guess() map[int]bool {
	var old, now []int
	for i := range m.last {
		if !m.used[i] {
			old = append(old, i)
		}
	}
	for j := range m.this {
		if m.to[j] < 0 {
			now = append(now, j)
		}
	}
	gain := make([][]int, len(now))
	for r, j := range now {
		gain[r] = make([]int, len(old))
		for c, i := range old {
			gain[r][c] = m.likely(m.last[i], m.this[j])
		}
	}
	guessed := map[int]bool{}
	if len(old) == 0 {
		return guessed
	}
	to := assign(gain)
	for r, c := range to {
		if c >= 0 && !m.torn(gain, to, old, now, r, c) {
			m.to[now[r]], m.used[old[c]], guessed[now[r]] = old[c], true, true
		}
	}
	return guessed
}

// torn says whether another row has as good a claim to one of a guessed pair and is left with nothing: an indicator
// that was split in two, or two that became one, have no new name.
func (m *indicatorMatch) torn(gain [][]int, to, old, now []int, r, c int) bool {
	holds := func(j, i int) bool {
		return strings.Contains(quantity.Plain(m.this[j].name), quantity.Plain(m.last[i].name))
	}
	for k := range gain {
		if k != r && to[k] < 0 && gain[k][c] > 0 && (gain[k][c] >= gain[r][c]-leastApart || holds(now[k], old[c]) && holds(now[r], old[c])) {
			return true
		}
	}
	for k, g := range gain[r] {
		if k != c && g > 0 && g >= gain[r][c]-leastApart && !slices.Contains(to, k) {
			return true
		}
	}
	return false
}

// likely is how likely one row is the other under a new name, 0 if it is not to be guessed.
func (m *indicatorMatch) likely(a, b indicator) int {
	x, y := quantity.Plain(a.name), quantity.Plain(b.name)
	if x == "" || y == "" || !sameClass(a, b) || quantity.Relate(a.aimed.Unit, b.aimed.Unit) == quantity.OtherUnit || m.otherSubject(x, y) {
		return 0
	}
	names := 1000 - 1000*alike.Distance(x, y)/max(utf8.RuneCountInString(x), utf8.RuneCountInString(y))
	n := names*nameShare/1000 + common(a, b)
	if names >= leastAlike && n >= leastLikely {
		return n
	}
	if names >= leastBold && a.sub != "" && b.sub != "" && common(a, b) == mostCommon {
		return n
	}
	return 0
}

// common is how much two rows have in common beside their names, at most mostCommon.
func common(a, b indicator) (n int) {
	if a.points != nil && b.points != nil && a.points.Equal(*b.points) {
		n += samePoints
	}
	if quantity.SameText(a.target, b.target) {
		n += sameTarget
	} else if a.aimed.Kind == b.aimed.Kind && a.aimed.Cmp == b.aimed.Cmp && quantity.Relate(a.aimed.Unit, b.aimed.Unit) == quantity.SameUnit {
		n += sameMeasure
	}
	return n
}

func sameClass(a, b indicator) bool {
	same := func(x, y string) bool { return x == "" || y == "" || quantity.SameText(x, y) }
	return same(a.class, b.class) && same(a.sub, b.sub)
}

// otherSubject says whether two names differ in a word that other indicators of the forms have too: 卫生站巡查次数 is not
// 急救站巡查次数 under a new name where 卫生站 is spoken of beside it.
func (m *indicatorMatch) otherSubject(x, y string) bool {
	a, b := []rune(x), []rune(y)
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	end := len(a)
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if 2*shared(a, b) >= max(len(a), len(b)) { // 完成及时, 按时完成: the same in other words
		return false
	}
	if len(a) == 0 || len(b) == 0 || len(a) == end { // the last word is what is measured, which many indicators share
		return false
	}
	elsewhere := func(word, own string, all []indicator) bool {
		return slices.ContainsFunc(all, func(i indicator) bool {
			n := quantity.Plain(i.name)
			return n != own && strings.Contains(n, word)
		})
	}
	wide := func(part []rune, name string) string { // a word of one character is looked for with its neighbour
		if len(part) > 1 {
			return string(part)
		}
		r := []rune(name)
		i := slices.Index(r, part[0])
		return string(r[max(i-1, 0):min(i+2, len(r))])
	}
	return elsewhere(wide(a, x), x, m.this) || elsewhere(wide(b, y), y, m.last)
}

// shared is how many characters two words have in common, wherever they stand.
func shared(a, b []rune) (n int) {
	left := slices.Clone(b)
	for _, r := range a {
		if i := slices.Index(left, r); i >= 0 {
			left = slices.Delete(left, i, i+1)
			n++
		}
	}
	return n
}
