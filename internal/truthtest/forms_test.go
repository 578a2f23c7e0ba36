package truthtest

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/finding"
)

// near says whether a finding speaks of the place of a label: the same cell, the same row of a list, or a group and
// what is in it.
func near(l label, s said) bool {
	if l.At == s.path || slices.Contains(l.Or, s.path) {
		return true
	}
	if r := row(l.At); r != "" {
		return r == row(s.path)
	}
	if s.path == "" || row(s.path) != "" {
		return false
	}
	return strings.HasPrefix(l.At, s.path) || strings.HasPrefix(s.path, l.At) ||
		group(l.At) != "" && group(l.At) == group(s.path)
}

// group is the path without its last step: the cells of one line of the form.
func group(path string) string { return path[:max(strings.LastIndexByte(path, '/'), 0)] }

// names says whether a finding gives the reason of a label at its place.
func names(l label, s said) bool { return near(l, s) && is(causes[l.Cause].codes, s.code) }

// fair says whether a finding is true of some label: its reason, a consequence of it, or its very cell.
func fair(labels []label, s said) bool {
	return slices.ContainsFunc(labels, func(l label) bool {
		return l.At == s.path || names(l, s) || near(l, s) && is(causes[l.Cause].also, s.code)
	})
}

// score is what the checker reaches on some forms.
type score struct {
	errors, errorsFound     int // true errors, and those named at their place
	doubtful, doubtfulFound int
	said, true              [3]int // by severity: what is said, and what of it is true
}

func (a *score) add(b score) {
	a.errors += b.errors
	a.errorsFound += b.errorsFound
	a.doubtful += b.doubtful
	a.doubtfulFound += b.doubtfulFound
	for i := range a.said {
		a.said[i] += b.said[i]
		a.true[i] += b.true[i]
	}
}

// grade compares what is said of a form with its labels; each reports what is missed and what is said falsely.
func grade(f *form, list []said, missed func(label), untrue func(said)) score {
	var out score
	for _, l := range f.labels {
		found := slices.ContainsFunc(list, func(s said) bool { return names(l, s) })
		switch l.Is {
		case wrong:
			out.errors++
			if found {
				out.errorsFound++
			}
		case doubtful:
			out.doubtful++
			if found {
				out.doubtfulFound++
			}
		}
		if !found && l.Is != remark {
			missed(l)
		}
	}
	for _, s := range list {
		out.said[s.sev]++
		if fair(f.labels, s) {
			out.true[s.sev]++
		} else {
			untrue(s)
		}
	}
	return out
}

// shown says whether GONGBIAO_TRUTH asks for the texts of a part.
func shown(part string) bool {
	v := os.Getenv("GONGBIAO_TRUTH")
	return v == "all" || v == "dev" && part == dev
}

// gradeForms is the score of each layout, and lists what GONGBIAO_TRUTH asks for: each text, and how often each cause
// is missed and each code said falsely.
func gradeForms(t *testing.T, c *checker, part string) map[string]score {
	out := map[string]score{}
	tell := shown(part)
	often := map[string]int{}
	for _, f := range readForms(t, part) {
		sum := out[f.layout]
		sum.add(grade(f, c.check(t, f.name, f.data), func(l label) {
			often["MISSED "+l.Is+" "+l.Cause]++
			if tell {
				t.Logf("MISSED %s %s %s %s: %s", l.Is, l.Cause, f.name, l.At, l.Why)
			}
		}, func(s said) {
			often["FALSE "+s.sev.String()+" "+s.code]++
			if tell {
				t.Logf("FALSE %v %s %s %s: %s", s.sev, s.code, f.name, s.path, s.text)
			}
		}))
		out[f.layout] = sum
	}
	if tell {
		for _, k := range slices.Sorted(maps.Keys(often)) {
			t.Logf("OFTEN %3d %s", often[k], k)
		}
	}
	return out
}

func (s score) String() string {
	return fmt.Sprintf("errors %d/%d doubtful %d/%d true: errors %d/%d warnings %d/%d notes %d/%d", s.errorsFound, s.errors,
		s.doubtfulFound, s.doubtful, s.true[finding.Error], s.said[finding.Error], s.true[finding.Warning], s.said[finding.Warning],
		s.true[finding.Note], s.said[finding.Note])
}
