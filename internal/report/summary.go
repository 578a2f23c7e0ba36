package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model/finding"
)

// Summary counts what was found over many forms; the zero value is ready. It keeps a line a kind and a line a unit.
type Summary struct {
	Forms    int            `json:"forms"`
	Faulty   int            `json:"faulty"` // forms with an error
	Clean    int            `json:"clean"`  // forms without a finding
	Errors   int            `json:"errors"`
	Warnings int            `json:"warnings"`
	Notes    int            `json:"notes"`
	Kinds    []*Kind        `json:"kinds"`
	Units    []*Unit        `json:"units"`
	Grades   map[string]int `json:"grades,omitempty"`
	Changed  []Change       `json:"changed,omitempty"` // checks switched off or re-graded
	kinds    map[string]*Kind
	units    map[string]*Unit
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
	Layout string `json:"layout"`
	ID     string `json:"check"`
	Name   string `json:"name"`
	Why    string `json:"why"`
}

// Add counts a form; name tells what a code is called.
func (s *Summary) Add(f Form, name func(code string) string) {
	if s.units == nil {
		s.units, s.Grades = map[string]*Unit{}, map[string]int{}
	}
	n := count(f.Findings)
	s.Forms++
	if n[finding.Error] > 0 {
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
		u.Forms, u.Errors, u.Warnings = u.Forms+1, u.Errors+n[finding.Error], u.Warnings+n[finding.Warning]
	}
	s.AddSet(f.Findings, name)
}

// AddSet counts the findings over the whole set.
func (s *Summary) AddSet(l finding.List, name func(code string) string) {
	if s.kinds == nil {
		s.kinds = map[string]*Kind{}
	}
	n := count(l)
	s.Errors, s.Warnings, s.Notes = s.Errors+n[finding.Error], s.Warnings+n[finding.Warning], s.Notes+n[finding.Note]
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

// Text writes the summary.
func (s *Summary) Text(w io.Writer, o Options) {
	s.Sort()
	say := o.words()
	fmt.Fprintf(w, say.forms, s.Forms, s.Faulty, s.Clean)
	if c := say.tallied(counts{s.Errors, s.Warnings, s.Notes}); c != "" {
		fmt.Fprintf(w, say.tally, c)
	}
	fmt.Fprintln(w)
	if len(s.Kinds) > 0 && s.Forms > 1 {
		fmt.Fprintln(w, say.kinds)
		for _, k := range s.Kinds {
			if k.Severity <= o.Level {
				what := say.named(say.severity(k.Severity), k.Code, k.Name, o.Codes)
				fmt.Fprintf(w, "  "+say.kind+"\n", what, k.Count, k.Forms)
			}
		}
	}
	if len(s.Units) > 1 {
		fmt.Fprintln(w, say.units)
		for i, u := range s.Units {
			if i == shownUnits || u.Errors+u.Warnings == 0 {
				break
			}
			fmt.Fprintf(w, "  "+say.unit+"\n", u.Name, u.Forms, u.Errors, u.Warnings)
		}
	}
	if len(s.Changed) > 0 {
		fmt.Fprintln(w, say.changed)
		for _, c := range say.gather(s.Changed, o.Codes) {
			fmt.Fprintf(w, "  %s\n", c)
		}
	}
}

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

// maxNamed is how many checks one line names; the workbook and JSON name all.
const maxNamed = 8

// gather puts changes with one reason on one line; where reasons are not told, all on one.
func (say *words) gather(l []Change, codes bool) (out []string) {
	names := map[string][]string{}
	var order []string
	for _, c := range l {
		why, name := c.Why+say.because, c.Name
		switch {
		case say.codes:
			why, name = "", c.ID
		case codes:
			name = c.ID + " " + name
		}
		if names[why] == nil {
			order = append(order, why)
		}
		if !slices.Contains(names[why], name) {
			names[why] = append(names[why], name)
		}
	}
	for _, why := range order {
		l, more := names[why], ""
		if len(l) > maxNamed {
			l, more = l[:maxNamed], fmt.Sprintf(say.among, len(l))
		}
		out = append(out, why+strings.Join(l, say.and)+more)
	}
	return out
}
