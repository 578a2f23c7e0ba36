package api

import (
	"bytes"
	"strings"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/remark"
	"github.com/gongbiao/gongbiao/internal/report"
	"github.com/gongbiao/gongbiao/model/finding"
)

// CheckedSet is what the checks say of several records: of each, and of all together.
type CheckedSet struct {
	Forms    []CheckedForm   `json:"forms"`
	Together finding.List    `json:"together"`
	Summary  *report.Summary `json:"summary"`
	Lines    []string        `json:"lines"` // the summary as people read it
}

// CheckedForm is what the checks say of one record.
type CheckedForm struct {
	Record string `json:"record"`
	Unit   string `json:"unit,omitempty"`
	Layout string `json:"layout,omitempty"`
	Total  string `json:"total,omitempty"`
	Grade  string `json:"grade,omitempty"`
	Checked
}

func (a *API) check(x *request) error {
	q, err := a.body(x)
	if err != nil {
		return err
	}
	if q.alone {
		return a.checkOne(x, q)
	}
	au := a.auditor(q.beside, q.Layout)
	out := CheckedSet{Forms: []CheckedForm{}, Together: finding.List{}, Summary: &report.Summary{}}
	for i, d := range q.records {
		if err := x.Context().Err(); err != nil {
			return err
		}
		o, err := au.Check(d)
		if err != nil {
			return err
		}
		f := o.Form("", i+1)
		out.Summary.Add(f, o.Set.Name)
		out.Forms = append(out.Forms, checkedForm(o, f, x.lang))
	}
	l, err := au.Together()
	if err != nil {
		return err
	}
	out.Together = hinted(l, x.lang)
	out.Summary.Changed = au.Changed()
	out.Summary.AddSet(l, au.Name)
	var b bytes.Buffer
	out.Summary.Text(&b, report.Options{Width: wide, English: x.lang == "en"}, false)
	out.Summary.Sort()
	out.Lines = lines(b.String())
	return x.json(out)
}

// checkOne answers for a record that came alone.
func (a *API) checkOne(x *request, q *asked) error {
	d, err := q.one()
	if err != nil {
		return err
	}
	l, err := a.engine.Layouts().LayoutOf(d, q.Layout)
	if err != nil {
		return err
	}
	o, err := a.judge(q.beside, d, l)
	if err != nil {
		return err
	}
	return x.json(checkedForm(o, o.Form("", 1), x.lang))
}

func checkedForm(o *audit.Outcome, f report.Form, lang string) CheckedForm {
	return CheckedForm{Record: f.Record, Unit: f.Unit, Layout: f.Layout, Total: f.Total, Grade: f.Grade, Checked: checked(o, lang)}
}

// wide is wider than any line, so that none is broken.
const wide = 1 << 20

func lines(s string) []string {
	out := []string{}
	for line := range strings.Lines(s) {
		if line = strings.TrimRight(line, "\n"); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// checked is an outcome as programs and the page have it.
func checked(o *audit.Outcome, lang string) Checked {
	f := o.Form("", 1)
	out := Checked{Findings: hinted(f.Findings, lang), Tally: remark.Count(f.Findings), Unchecked: []Skipped{}, Remarks: []Remark{}}
	for _, s := range f.Skipped {
		out.Unchecked = append(out.Unchecked, Skipped{s.ID, s.Name, s.Why})
	}
	var b bytes.Buffer
	report.Head(&b, f, report.Options{Width: wide, English: lang == "en"})
	for _, line := range lines(b.String()) {
		out.Summary = append(out.Summary, strings.TrimSpace(line))
	}
	said := sayer{name: o.Set.Name, english: lang == "en"}
	for _, e := range remark.Fold(f.Findings, false) {
		out.Remarks = append(out.Remarks, said.remark(&e))
	}
	return out
}

// hinted are findings for those who read a language: hints have one only. It is never nil.
func hinted(l finding.List, lang string) finding.List {
	if lang == "en" {
		l = l.ForEnglish()
	}
	return append(finding.List{}, l...)
}

// sayer puts remarks into words of a language.
type sayer struct {
	name    func(code string) string
	english bool
}

func (s sayer) message(f finding.Finding) string {
	if !s.english {
		return f.Message
	}
	f.Printed, f.Expected, f.Sum = "", "", "" // these are told beside it
	return f.InEnglish()
}

func (s sayer) hint(f finding.Finding) string {
	if s.english {
		return f.EnglishHint()
	}
	return f.Hint
}

func (s sayer) remark(e *remark.Entry) Remark {
	f := e.First()
	t := e.Tell(s.message)
	out := Remark{Number: e.Number, Severity: f.Severity.String(), Code: f.Code, Case: f.Case, Name: s.name(f.Code), Where: e.Where(),
		Paths: []string{}, Message: t.Sentence, Printed: t.Printed, Expected: t.Expected, Sum: t.Sum, Readings: t.Readings,
		Hints: e.Hints(s.hint, nil), Waived: f.Waived}
	if s.english {
		out.Expected, out.Sum = finding.EnglishFigure(out.Expected), finding.EnglishFigure(out.Sum)
	}
	if f.Waived != nil {
		out.Answer = remark.Answer(f.Waived)
	}
	for _, x := range e.Findings {
		if x.Path != "" {
			out.Paths = append(out.Paths, x.Path)
		}
	}
	for _, p := range t.Each {
		place := RemarkPlace{Label: p.Label, Values: []string{}}
		for _, v := range p.Values {
			place.Values = append(place.Values, v.Text)
		}
		out.Places = append(out.Places, place)
	}
	for i := range e.Also {
		out.Also = append(out.Also, s.remark(&e.Also[i]))
	}
	return out
}
