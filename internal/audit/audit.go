// Package audit checks records. In: records as data or bound already, the layouts, rules and other papers to hold
// them against. Out: one Outcome a record, and at the end what the checks over the whole set have found. It keeps a
// few short texts a record, never the record; see Spill.
package audit

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/gongbiao/gongbiao/internal/report"
	"github.com/gongbiao/gongbiao/internal/summary"
	"github.com/gongbiao/gongbiao/internal/waiver"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// Auditor checks the records of one run. Several goroutines may use it.
type Auditor struct {
	Library *templates.Library
	Layout  string        // layout for all records; empty: each record names its own
	Rules   []check.Rules // of --rules files, in order
	Against []*data.Value // other papers the forms are held against
	Waivers *waiver.Book  // answers that stand beside the records; nil: none

	mu        sync.Mutex
	sets      []*Set             // by layout, those of joined records first, in the order of the inputs
	joined    int                // how many of sets
	setwide   []waiver.SetWaiver // answers to findings over the set
	collector check.Collector
	papers    []check.Paper // Against, read
}

// Set is the checks of one layout in a run.
type Set struct {
	Layout *templates.Layout
	Checks *check.Set
	Given  *check.Given // of Auditor.Against, as these checks read it

	summary *summary.Summary

	mu    sync.Mutex
	marks map[mark]bool // whether the layout prints that mark itself where the cell is empty
}

// Outcome is what is known of one record.
type Outcome struct {
	Record   *model.Record // nil if the data could not be bound
	Whole    bool          // nothing is missing in Record, and it was computed as the layout alone would
	Set      *Set
	Figures  summary.Figures
	Findings finding.List     // errors first
	NoLayout error            // the layout that the record names is not there or is wrong; nil with a Set
	Waivers  []finding.Waiver // of the record, then those beside it

	left []waiver.SetWaiver // answers to findings over the set
}

// Spill lets what is kept of many records be put where open says, in place of memory; Close gives it back. It comes
// before the first record.
func (a *Auditor) Spill(open func() (check.Scratch, error)) { a.collector.Spill(open) }

// Close gives back what Spill opened.
func (a *Auditor) Close() error { return a.collector.Close() }

// Ready makes the checks of the layout asked for, so that what is wrong with them, with the rules or with the other
// papers is known before the first record.
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

// Check is Judge and Join: it checks one record, which becomes one of the set. Errors in the data and in the layout it
// names are findings, not errors; an error is that of the layout asked for, of a rules file, of another paper or of the
// machine.
func (a *Auditor) Check(d *data.Value) (*Outcome, error) {
	o, err := a.Judge(d)
	if err == nil {
		err = a.Join(o)
	}
	return o, err
}

// Join makes a record that was judged, or only read, one of the set. The records come in the order of the inputs:
// checks over the set speak of them in that order.
func (a *Auditor) Join(o *Outcome) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if i := slices.Index(a.sets, o.Set); i >= a.joined { // whoever was quicker to find its checks
		copy(a.sets[a.joined+1:i+1], a.sets[a.joined:i])
		a.sets[a.joined] = o.Set
		a.joined++
	}
	if o.Record == nil {
		return nil
	}
	a.setwide = append(a.setwide, o.left...)
	return a.collector.Add(o.Set.Checks, o.Set.Given, o.Record)
}

// Read makes a record ready to Join without looking at it alone: somebody else does. What keeps it from being read
// is for that one to say.
func (a *Auditor) Read(d *data.Value) (*Outcome, error) {
	o, err := a.prepared(d)
	if err == nil && o.Record != nil && len(a.answers(o.Record)) > 0 {
		return a.Judge(d) // which answers speak of the set is known when the others have found their finding
	}
	return o, err
}

// Answer takes the waivers of a file beside the records. Errors: *finding.DataError.
func (a *Auditor) Answer(name string, text []byte) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.Waivers == nil {
		a.Waivers = &waiver.Book{}
	}
	return data.Read(name, text, func(d *data.Value, err error) error {
		if err == nil {
			err = a.Waivers.Take(d)
		}
		return err
	})
}

// Review is Judge for those who want the findings only.
func (a *Auditor) Review(d *data.Value) (finding.List, error) {
	o, err := a.Judge(d)
	if err != nil {
		return nil, err
	}
	return o.Findings, nil
}

// Run checks a record that is bound and computed already, with what its layout and no rules say.
func (a *Auditor) Run(l *templates.Layout, r *model.Record) (finding.List, error) {
	set, err := a.set(l)
	if err != nil {
		return nil, err
	}
	found, err := set.Checks.Run(r, set.Given)
	if err == nil {
		found, _, err = waiver.Case{Record: r, Checks: set.Checks, Given: set.Given, Findings: found,
			Waivers: a.answers(r)}.Apply()
	}
	return found, err
}

// answers are the waivers of a record, then those beside it.
func (a *Auditor) answers(r *model.Record) []finding.Waiver {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append(slices.Clone(r.Waivers), a.Waivers.Of(r)...)
}

// Judge is Check for a record that is looked at alone: it becomes none of the set.
func (a *Auditor) Judge(d *data.Value) (*Outcome, error) {
	o, err := a.prepared(d)
	if err != nil || o.Record == nil {
		return o, err
	}
	r, set := o.Record, o.Set
	if o.Findings, err = set.Checks.Run(r, set.Given); err != nil {
		return nil, err
	}
	if len(r.Notes) > 0 {
		o.Findings = append(o.Findings, set.notes(r)...)
		slices.SortStableFunc(o.Findings, func(a, b finding.Finding) int { return cmp.Compare(a.Severity, b.Severity) })
	}
	o.Waivers = a.answers(r)
	l, left, err := waiver.Case{Record: r, Checks: set.Checks, Given: set.Given, Findings: o.Findings, Waivers: o.Waivers}.Apply()
	if err != nil {
		return nil, err
	}
	o.Findings, o.left = l, waiver.Left(r, left)
	o.Figures, err = set.summary.Of(r)
	return o, err
}

// prepared is a record bound and computed, with its checks; without a Record what keeps it from being one.
func (a *Auditor) prepared(d *data.Value) (*Outcome, error) {
	layout, err := a.Library.LayoutOf(d, a.Layout)
	var unusable *finding.TemplateError
	if errors.As(err, &unusable) && a.Layout == "" {
		return &Outcome{Findings: finding.Of(err), NoLayout: err}, nil
	}
	if err != nil {
		return asFindings(nil, err)
	}
	set, err := a.set(layout)
	if err != nil {
		return nil, err
	}
	r, err := bind(d, layout.Form)
	if err == nil {
		err = compute(r, set.Checks.Params())
	}
	if err != nil {
		return asFindings(set, err)
	}
	return &Outcome{Record: r, Set: set, Whole: len(a.Rules) == 0 && !slices.ContainsFunc(r.Notes, lacks)}, nil
}

// bind is model.Bind, but that a record that only lacks something is bound: what it lacks is an error among its Notes,
// and everything else can be checked.
func bind(d *data.Value, f *model.Form) (*model.Record, error) {
	r, err := model.Bind(d, f)
	var wrong *finding.DataError
	if !errors.As(err, &wrong) || slices.ContainsFunc(wrong.List, other) {
		return r, err
	}
	if r, err = model.BindPartial(d, f); err != nil {
		return nil, err
	}
	for i := range r.Notes {
		if r.Notes[i].Code == missing {
			r.Notes[i].Severity = finding.Error
		}
	}
	return r, nil
}

// compute is Record.Compute, but that what cannot be computed is among the Notes.
func compute(r *model.Record, p model.Params) error {
	err := r.Compute(p)
	var wrong *finding.DataError
	if errors.As(err, &wrong) && !slices.ContainsFunc(wrong.List, other) {
		r.Notes = append(r.Notes, wrong.List...)
		return nil
	}
	return err
}

const missing = "DATA-MISSING"

// lacks says whether a finding is that something is missing.
func lacks(f finding.Finding) bool { return f.Code == missing }

// other says whether a finding is an error of another kind than something missing.
func other(f finding.Finding) bool { return f.Severity == finding.Error && f.Code != missing }

// asFindings makes an Outcome of an error in the data; every other error stays one.
func asFindings(set *Set, err error) (*Outcome, error) {
	if _, ok := err.(*finding.DataError); ok {
		return &Outcome{Set: set, Findings: finding.Of(err)}, nil
	}
	return nil, err
}

// set finds the checks of a layout, compiled once a run.
func (a *Auditor) set(l *templates.Layout) (*Set, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, s := range a.sets {
		if s.Layout == l {
			return s, nil
		}
	}
	s := &Set{Layout: l}
	var err error
	if s.Checks, err = l.Checks(a.Rules...); err != nil {
		return nil, err
	}
	if len(a.papers) < len(a.Against) {
		a.papers = a.read(a.Against)
	}
	if s.Given, err = s.Checks.Papers(a.papers...); err != nil {
		return nil, err
	}
	s.summary, _ = summary.Compile(l.Form, s.Checks.Params()) // l was loaded: what does not compile it has left out
	a.sets = append(a.sets, s)
	return s, nil
}

// read finds what forms other papers are. One that names no layout or is wrong is read as it stands.
func (a *Auditor) read(docs []*data.Value) []check.Paper {
	out := make([]check.Paper, len(docs))
	for i, d := range docs {
		out[i].Doc = d
		if id, _ := d.Layout(); id == "" {
			continue
		}
		l, err := a.Library.LayoutOf(d, "")
		if err != nil {
			continue
		}
		out[i].Form, out[i].Params = l.Form, l.Params
		if r, err := model.Bind(d, l.Form); err == nil && r.Compute(l.Params) == nil {
			out[i].Record = r
		}
	}
	return out
}

// Together runs the checks over everything checked so far.
func (a *Auditor) Together() (finding.List, error) {
	out, err := a.collector.Findings()
	if err != nil {
		return nil, err
	}
	return waiver.Together(out, a.setwide, a.Waivers), nil
}

// Changed are the checks of this run that a layout or rules switched off or graded otherwise.
func (a *Auditor) Changed() (out []report.Change) {
	for _, s := range a.sets {
		for _, x := range s.Checks.Skipped() {
			out = append(out, report.Change{Layout: s.Layout.FullID(), ID: x.ID, Name: x.Name, Why: x.Why, Skipped: true})
		}
		for _, x := range s.Checks.Graded() {
			out = append(out, report.Change{Layout: s.Layout.FullID(), ID: x.ID, Name: x.Name, Why: x.Why})
		}
	}
	return out
}

// Name is what a code of a finding over the whole set is called.
func (a *Auditor) Name(code string) string {
	if len(a.sets) == 0 {
		return (*Set)(nil).Name(code)
	}
	return a.sets[0].Name(code)
}

// Unit is the unit of the amounts on the form, empty if the form does not say.
func (s *Set) Unit() string { return s.summary.Unit }

// Name is what a code is called; without a layout it can only be about the data.
func (s *Set) Name(code string) string {
	if s == nil {
		return "数据填写"
	}
	if e, ok := finding.Lookup(code); ok && strings.HasPrefix(code, "WAIVER-") {
		return e.Name
	}
	return s.Checks.Name(code)
}

// unchecked are the checks that were not run on a form; on data that could not be read as one, none was.
func (s *Set) unchecked(unread bool) (out []report.Skip) {
	if unread {
		for _, c := range s.Checks.Checks() {
			out = append(out, report.Skip{ID: c.ID(), Name: c.Name, Why: report.NotRead})
		}
	}
	for _, x := range s.Checks.Skipped() {
		out = append(out, report.Skip{ID: x.ID, Name: x.Name, Why: x.Why})
	}
	return out
}

// Form is the outcome as reports tell it; index is which record of the file it is, from 1.
func (o *Outcome) Form(file string, index int) report.Form {
	f := report.Form{File: file, Index: index, Findings: append(finding.List{}, o.Findings...)}
	if o.Set != nil {
		f.Layout = o.Set.Layout.FullID()
		f.Skipped = o.Set.unchecked(o.Record == nil)
	}
	if o.Record == nil {
		if len(f.Findings) > 0 {
			f.Record = f.Findings[0].Record
		}
		return f
	}
	f.Record, f.Total, f.Grade = o.Record.Name, o.Figures.Score, o.Figures.Grade
	if v := o.Record.Value(o.Set.Layout.Form.Author); v != nil {
		f.Unit = v.Text
	}
	o.Record.Body.Each(func(v *model.Value) {
		if v.Origin == model.Computed {
			place := check.Place(o.Record, v)
			f.Computed = append(f.Computed, report.Computed{Path: v.Path, Place: place, Value: v.Shown("")})
		}
	})
	return f
}
