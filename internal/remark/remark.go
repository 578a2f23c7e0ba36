// Package remark is findings as a person reads them. In: the findings of a form. Out: how many places there are to
// mend and to look at (Count), and entries (Fold): one remark a place, remarks of one kind folded with their places.
// The report, the list and the proof all count and fold here, so that their numbers agree.
package remark

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
)

// Remark is everything that is said of one place, the gravest first.
type Remark finding.List

// Main is the finding that speaks for the place.
func (r Remark) Main() *finding.Finding { return &r[0] }

// Of gathers findings by their place, the gravest remarks first, else in the order of their first findings. Findings
// that somebody has answered are remarks of their own, behind the open ones. A finding that is about no cell stands
// alone.
func Of(l finding.List) []Remark {
	type place struct {
		record, path string
		answered     bool
	}
	at := make(map[place]int, len(l))
	out := make([]Remark, 0, len(l))
	for _, f := range l {
		p := place{f.Record, f.Path, f.Waived != nil}
		if i, ok := at[p]; ok && f.Path != "" && !f.Wide {
			out[i] = append(out[i], f)
			continue
		}
		at[p] = len(out)
		out = append(out, Remark{f})
	}
	for _, r := range out {
		slices.SortStableFunc(r, func(a, b finding.Finding) int { return cmp.Compare(a.Severity, b.Severity) })
	}
	slices.SortStableFunc(out, func(a, b Remark) int {
		return cmp.Or(cmp.Compare(answered(a.Main()), answered(b.Main())), cmp.Compare(a.Main().Severity, b.Main().Severity))
	})
	return out
}

// answered is 1 for a finding that somebody has answered.
func answered(f *finding.Finding) int {
	if f.Waived != nil {
		return 1
	}
	return 0
}

// Tally is how many places there are, each by the gravest of what is said of it.
type Tally struct {
	Errors    int `json:"errors"`
	Warnings  int `json:"warnings"`
	Notes     int `json:"notes"`
	Explained int `json:"explained"` // answered; in none of the others
}

// Mend is how many places must be mended.
func (t Tally) Mend() int { return t.Errors }

// Look is how many places somebody should look at.
func (t Tally) Look() int { return t.Warnings + t.Notes }

// Plus is both together.
func (t Tally) Plus(o Tally) Tally {
	return Tally{t.Errors + o.Errors, t.Warnings + o.Warnings, t.Notes + o.Notes, t.Explained + o.Explained}
}

// Count counts the places of a list: the one count of report, list, summary and proof.
func Count(l finding.List) (t Tally) {
	for _, r := range Of(l) {
		switch m := r.Main(); {
		case m.Waived != nil:
			t.Explained++
		case m.Severity == finding.Error:
			t.Errors++
		case m.Severity == finding.Warning:
			t.Warnings++
		default:
			t.Notes++
		}
	}
	return t
}

// Entry is remarks of one kind, told together.
type Entry struct {
	Number   int          // from 1, in the order told
	Findings finding.List // what is said of each place, the same kind of thing
	Also     []Entry      // what else is said of these places; their numbers are 0
}

// First is the finding of the first place.
func (e *Entry) First() *finding.Finding { return &e.Findings[0] }

// Fold folds the remarks of a list: remarks whose main findings say the same of the same column, but for figures and
// names, are one entry. Entries of one check stand together. Unfolded, each remark is an entry.
func Fold(l finding.List, unfolded bool) []Entry {
	remarks := Of(l)
	mains := make(finding.List, len(remarks))
	for i, r := range remarks {
		mains[i] = *r.Main()
	}
	var out []Entry
	for _, group := range groups(mains, unfolded) {
		e := Entry{}
		var also finding.List
		for _, i := range group {
			e.Findings = append(e.Findings, mains[i])
			also = append(also, remarks[i][1:]...)
		}
		for _, g := range groups(also, unfolded) {
			x := Entry{}
			for _, i := range g {
				x.Findings = append(x.Findings, also[i])
			}
			e.Also = append(e.Also, x)
		}
		out = append(out, e)
	}
	for i := range out {
		out[i].Number = i + 1
	}
	return out
}

// groups are the indexes of what is told together, those of one kind one after the other.
func groups(l finding.List, unfolded bool) (out [][]int) {
	if unfolded {
		for i := range l {
			out = append(out, []int{i})
		}
		return out
	}
	type said struct {
		kind
		of string
	}
	kinds := map[kind]int{} // index into together
	groups := map[said]int{}
	var together [][][]int
	for i := range l {
		k := kindOf(&l[i])
		at, known := kinds[k]
		if !known {
			at = len(together)
			kinds[k], together = at, append(together, nil)
		}
		s := said{k, column(&l[i]) + "\x00" + skeleton(l[i].Message)}
		g, known := groups[s]
		if !known || l[i].Wide || l[i].Path == "" && (l[i].Record == "" || l[i].Place != "") { // nothing to tell places by
			g = len(together[at])
			groups[s], together[at] = g, append(together[at], nil)
		}
		together[at][g] = append(together[at][g], i)
	}
	return slices.Concat(together...)
}

// kind is what two findings must have in common to be told one after the other.
type kind struct {
	code, of string
	severity finding.Severity
	answer   string
}

func kindOf(f *finding.Finding) kind {
	k := kind{code: f.Code, of: f.Case, severity: f.Severity}
	if w := f.Waived; w != nil {
		k.answer = strings.Join([]string{"answered", w.Reason, w.By, w.Date}, "\x00")
	}
	return k
}
