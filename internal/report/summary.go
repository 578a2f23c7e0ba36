package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/remark"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Summary counts what was found over many forms; the zero value is ready. It keeps a line a kind and a line a unit.
type Summary struct {
	Forms  int `json:"forms"`
	Faulty int `json:"faulty"` // forms with an error
	Clean  int `json:"clean"`  // forms without a finding
	remark.Tally
	Kinds   []*Kind        `json:"kinds"`
	Units   []*Unit        `json:"units"`
	Grades  map[string]int `json:"grades,omitempty"`
	Changed []Change       `json:"changed,omitempty"` // checks switched off or re-graded
	kinds   map[string]*Kind
	units   map[string]*Unit
}

// Kind is how often one check spoke.
type Kind struct {
	Code     string           `json:"code"`
	Name     string           `json:"name"`
	Severity finding.Severity `json:"severity"`
	Count    int              `json:"count"`
	Forms    int              `json:"forms"`
}

// Unit is what was found in the forms of one unit.
type Unit struct {
	Name     string `json:"name"`
	Forms    int    `json:"forms"`
	Errors   int    `json:"errors"`
	Warnings int    `json:"warnings"`
}

// Change is a check that did not run or ran with another severity.
type Change struct {
	Layout  string `json:"layout"`
	ID      string `json:"check"`
	Name    string `json:"name"`
	Why     string `json:"why"`
	Skipped bool   `json:"skipped,omitempty"` // did not run
}

// Add counts a form; name tells what a code is called.
func (s *Summary) Add(f Form, name func(code string) string) {
	if s.units == nil {
		s.units, s.Grades = map[string]*Unit{}, map[string]int{}
	}
	n := remark.Count(f.Findings)
	s.Forms++
	if n.Errors > 0 {
		s.Faulty++
	}
	if len(f.Findings) == 0 {
		s.Clean++
	}
	if f.Grade != "" {
		s.Grades[f.Grade]++
	}
	if f.Unit != "" {
		u := s.units[f.Unit]
		if u == nil {
			u = &Unit{Name: strings.Clone(f.Unit)}
			s.units[u.Name] = u
			s.Units = append(s.Units, u)
		}
		u.Forms, u.Errors, u.Warnings = u.Forms+1, u.Errors+n.Errors, u.Warnings+n.Warnings
	}
	s.AddSet(f.Findings, name)
}

// AddSet counts the findings over the whole set.
func (s *Summary) AddSet(l finding.List, name func(code string) string) {
	if s.kinds == nil {
		s.kinds = map[string]*Kind{}
	}
	s.Tally = s.Tally.Plus(remark.Count(l))
	seen := map[string]bool{}
	for _, x := range l {
		key := x.Code + x.Severity.String()
		k := s.kinds[key]
		if k == nil {
			k = &Kind{Code: x.Code, Name: name(x.Code), Severity: x.Severity}
			s.kinds[key] = k
			s.Kinds = append(s.Kinds, k)
		}
		k.Count++
		if !seen[key] {
			seen[key] = true
			k.Forms++
		}
	}
}

// Sort puts kinds by severity and count, units with the most errors first.
func (s *Summary) Sort() {
	slices.SortFunc(s.Kinds, func(a, b *Kind) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(b.Count, a.Count), cmp.Compare(a.Code, b.Code))
	})
	slices.SortFunc(s.Units, func(a, b *Unit) int {
		return cmp.Or(cmp.Compare(b.Errors, a.Errors), cmp.Compare(b.Warnings, a.Warnings),
			cmp.Compare(b.Forms, a.Forms), cmp.Compare(a.Name, b.Name))
	})
}

// shownUnits is how many of the worst units the readable summary names.
const shownUnits = 10

// Text writes the summary; of one form that has been told already, only which checks were re-graded.
func (s *Summary) Text(w io.Writer, o Options, told bool) {
	s.Sort()
	if !told {
		s.text(w, o)
		s.changed(w, o, o.words().skipped, true)
	}
	s.changed(w, o, o.words().graded, false)
}

// text is the counts, the kinds and the units.
func (s *Summary) text(w io.Writer, o Options) {
	say := o.words()
	fmt.Fprintf(w, say.summed, s.Forms, s.Faulty, s.Clean)
	if c := say.tallied(s.Tally); c != "" {
		fmt.Fprintf(w, say.tally, c)
	}
	fmt.Fprintln(w)
	if len(s.Kinds) > 0 && s.Forms > 1 {
		heading, of := say.kinds, 0
		for _, k := range s.Kinds {
			of += k.Count
		}
		if of > s.Errors+s.Warnings+s.Notes+s.Explained {
			heading += say.each
		}
		fmt.Fprintln(w, heading)
		for _, k := range s.Kinds {
			if k.Severity <= o.Level {
				what := say.named(say.severity(k.Severity), k.Code, k.Name, o.Codes)
				fmt.Fprintf(w, "  "+say.kind+"\n", what, k.Count, k.Forms)
			}
		}
	}
	if len(s.Units) > 1 && s.Units[0].Errors+s.Units[0].Warnings > 0 {
		fmt.Fprintln(w, say.units)
		for i, u := range s.Units {
			if i == shownUnits || u.Errors+u.Warnings == 0 {
				break
			}
			fmt.Fprintf(w, "  "+say.unit+"\n", u.Name, u.Forms, u.Errors, u.Warnings)
		}
	}
}

// tallied says how many of each there are, zeros left out.
func (say *words) tallied(t remark.Tally) string {
	var parts []string
	for i, n := range [...]int{t.Errors, t.Warnings, t.Notes, t.Explained} {
		if n > 0 {
			parts = append(parts, fmt.Sprintf(say.counts[i], n))
		}
	}
	return strings.Join(parts, say.comma)
}

// changed tells under a title which checks did not run, or ran with another severity, once a layout.
func (s *Summary) changed(w io.Writer, o Options, title string, skipped bool) {
	of := map[string][]Skip{}
	var layouts []string
	for _, c := range s.Changed {
		if c.Skipped != skipped {
			continue
		}
		if of[c.Layout] == nil {
			layouts = append(layouts, c.Layout)
		}
		of[c.Layout] = append(of[c.Layout], Skip{c.ID, c.Name, c.Why})
	}
	for _, l := range layouts {
		if l == "" {
			fmt.Fprintln(w, title)
		} else {
			fmt.Fprintln(w, title+fmt.Sprintf(o.words().of, l))
		}
		for _, line := range o.words().reasons(of[l], o, manyNamed, skipped) {
			fmt.Fprintf(w, "  %s\n", line)
		}
	}
}

// manyNamed is how many checks the summary names for a reason; the workbook and JSON name all.
const manyNamed = 8

// named is a severity with code, name or both.
func (say *words) named(severity, code, name string, codes bool) string {
	switch {
	case say.codes:
		return severity + " " + code
	case codes:
		return severity + say.gap + code + " " + name
	}
	return severity + say.gap + name
}
