package truthtest

import (
	"path/filepath"
	"slices"
	"strconv"
	"testing"
)

func itoa(i int) string { return strconv.Itoa(i) }

// computed are the causes that arithmetic decides: a label of one of them must be a fact, in every form whose figures
// it reads.
var computed = []string{"sum", "blank-total", "rate", "exec-score", "overspend", "projected", "weight-sum", "total",
	"score-range", "score-missing", "mean"}

// Every contradiction in the figures of a form has its label, and every label about figures is one.
func TestLabels(t *testing.T) {
	for _, part := range parts {
		for _, f := range readForms(t, part) {
			facts := f.facts()
			for _, x := range facts {
				if !slices.ContainsFunc(f.labels, func(l label) bool {
					return l.At == x.at && slices.Contains(x.causes, l.Cause)
				}) {
					t.Errorf("%s: %s: %s (%v), and no label says so", f.name, x.at, x.why, x.causes)
				}
			}
			for _, l := range f.labels {
				if _, known := causes[l.Cause]; !known || l.Why == "" || l.Is != wrong && l.Is != doubtful && l.Is != remark {
					t.Errorf("%s: %s: label %+v lacks a cause of the table, a reason or a kind", f.name, l.At, l)
				}
				if at(&f.record, l.At[:max(len(l.At)-len(last(l.At))-1, 0)]) == nil && last(l.At) != l.At[1:] {
					t.Errorf("%s: label at %s: there is no such place", f.name, l.At)
				}
				if f.layout == "final-accounts/shanghai-district" || !slices.Contains(computed, l.Cause) {
					continue
				}
				if !slices.ContainsFunc(facts, func(x fact) bool { return x.at == l.At && slices.Contains(x.causes, l.Cause) }) {
					t.Errorf("%s: label %s at %s (%s): the figures do not contradict each other", f.name, l.Cause, l.At, l.Why)
				}
			}
		}
	}
}

func last(path string) string { return filepath.Base(path) }

// The correct forms contradict nothing, and every change of them names a cause and a cell.
func TestBase(t *testing.T) {
	paths, err := filepath.Glob("testdata/base/*.yaml")
	if err != nil || len(paths) < 12 {
		t.Fatalf("%d correct forms: %v", len(paths), err)
	}
	for _, p := range paths {
		f := readForm(t, p)
		for _, x := range f.facts() {
			t.Errorf("%s: %s: %s", p, x.at, x.why)
		}
		if len(f.labels) > 0 {
			t.Errorf("%s: a correct form has no labels", p)
		}
	}
	harmful, all := 0, 0
	for _, part := range parts {
		for _, c := range readChanges(t, part) {
			for _, ch := range c.changes {
				all++
				if ch.Expect == harmless {
					continue
				}
				harmful++
				if _, ok := causes[ch.Expect]; !ok || ch.Level == "" || ch.Why == "" || len(ch.Set) == 0 {
					t.Errorf("%s: %+v lacks a cause of the table, a level, a reason or a cell", c.name, ch)
				}
			}
		}
	}
	if all < 300 || harmful*5 < all*2 || harmful*5 > all*3 {
		t.Errorf("%d changes, %d of them harmful: there should be 300, and as many harmful as harmless", all, harmful)
	}
}

// madeByUs are layouts that gongbiao fills itself, all or in part, and people change or add to: their kinds stand in
// kinds.txt, and nobody wrote whole forms of them.
var madeByUs = map[string]bool{"comparison/common": true, "review/common": true}

// Every layout has its forms, a third of them held out.
func TestCorpus(t *testing.T) {
	count := map[string][2]int{}
	for i, part := range parts {
		for _, f := range readForms(t, part) {
			n := count[f.layout]
			n[i]++
			count[f.layout] = n
		}
	}
	for _, f := range digitForms(t) {
		if n := count[f.layout]; !madeByUs[f.layout] && (n[0]+n[1] < 10 || n[1] < 3) {
			t.Errorf("%s has %d forms and %d held out", f.layout, n[0], n[1])
		}
	}
}
