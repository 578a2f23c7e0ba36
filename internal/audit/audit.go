// Package audit checks records one after the other. In: records as data, the layouts, rules and other forms to hold them against.
// Out: one Outcome a record, and at the end what the checks over the whole set have found. It keeps a few short texts a record,
// never the record.
package audit

import (
	"cmp"
	"errors"
	"slices"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// Auditor checks the records of one run; it belongs to one goroutine.
type Auditor struct {
	Library *templates.Library
	Layout  string        // layout for all records; empty: each record names its own
	Rules   []check.Rules // of --rules files, in order
	Against []*data.Value // other papers the forms are held against

	sets []*Set // by layout, in order of appearance
}

// Set is the checks of one layout in a run.
type Set struct {
	Layout *templates.Layout
	Checks *check.Set
	Given  *check.Given // of Auditor.Against, as these checks read it

	collector *check.Collector
}

// Outcome is what is known of one record.
type Outcome struct {
	Record   *model.Record // nil if the data could not be bound
	Set      *Set
	Findings finding.List // errors first
	NoLayout error        // the layout that the record names is not there or is wrong; nil with a Set
}

// Ready makes the checks of the layout asked for, so that what is wrong with them or with the rules is known before the first record.
func (a *Auditor) Ready() error {
	if a.Layout == "" {
		return nil
	}
	l, err := a.Library.LayoutOf(&data.Value{}, a.Layout)
	if err == nil {
		_, err = a.set(l)
	}
	return err
}

// Check checks one record. Errors in the data and in the layout it names are findings, not errors; an error is that of the layout
// asked for, of a rules file or of the machine.
func (a *Auditor) Check(d *data.Value) (*Outcome, error) {
	layout, err := a.Library.LayoutOf(d, a.Layout)
	var unusable *finding.TemplateError
	if errors.As(err, &unusable) && a.Layout == "" {
		return &Outcome{Findings: finding.Of(err), NoLayout: err}, nil
	}
	if err != nil {
		if l := dataFindings(err); l != nil {
			return &Outcome{Findings: l}, nil
		}
		return nil, err
	}
	set, err := a.set(layout)
	if err != nil {
		return nil, err
	}
	r, err := model.Bind(d, set.Layout.Form)
	if err == nil {
		err = r.Compute(set.Checks.Params())
	}
	if err != nil {
		if l := dataFindings(err); l != nil {
			return &Outcome{Set: set, Findings: l}, nil
		}
		return nil, err
	}
	l, err := set.Checks.Run(r, set.Given)
	if err != nil {
		return nil, err
	}
	if len(r.Notes) > 0 {
		l = append(l, r.Notes...)
		slices.SortStableFunc(l, func(a, b finding.Finding) int { return cmp.Compare(a.Severity, b.Severity) })
	}
	return &Outcome{Record: r, Set: set, Findings: l}, set.collector.Add(r)
}

// dataFindings are the findings of an error in the data, nil for every other error.
func dataFindings(err error) finding.List {
	if _, ok := err.(*finding.DataError); ok {
		return finding.Of(err)
	}
	return nil
}

// set finds the checks of a layout, compiled once a run.
func (a *Auditor) set(l *templates.Layout) (*Set, error) {
	for _, s := range a.sets {
		if s.Layout == l {
			return s, nil
		}
	}
	c, err := l.Checks(a.Rules...)
	if err != nil {
		return nil, err
	}
	given, err := c.Given(a.Against...)
	if err != nil {
		return nil, err
	}
	s := &Set{Layout: l, Checks: c, Given: given, collector: c.Collector()}
	a.sets = append(a.sets, s)
	return s, nil
}

// Sets are the checks used so far, a layout each.
func (a *Auditor) Sets() []*Set { return a.sets }

// Together runs the checks over everything checked so far.
func (a *Auditor) Together() (finding.List, error) {
	var out finding.List
	for _, s := range a.sets {
		l, err := s.collector.Findings(s.Given)
		if err != nil {
			return nil, err
		}
		out = append(out, l...)
	}
	return out, nil
}
