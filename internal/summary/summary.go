// Package summary takes from a form what tables and reports over many forms show of it. In: a model.Form with its
// Summary, the settings of a layout, records. Out: Figures of each record, and the rate of any two amounts, rounded
// as the form rounds its own.
package summary

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/performance"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/number"
)

// Summary is a form's, compiled for the settings of one layout. It is read-only and may be shared by goroutines.
type Summary struct {
	Title  string   // of a table with a form a row
	Unit   string   // of the amounts; may be empty
	Grades []string // best first, without where they begin
	Groups []string // paths of fields

	params                      model.Params
	pair                        *model.Form // budget and spent, which rate is over
	rate                        *model.Formula
	budget, spent, score, grade *model.Formula
}

// Figures are what one record has, as it shows them; empty: it has none.
type Figures struct{ Budget, Spent, Score, Grade string }

// Compile makes the summary of a form ready. What does not compile is left out, and said: a layout may have left out
// the fields, a form file may be wrong. p are the settings that differ from the form's.
func Compile(f *model.Form, p model.Params) (*Summary, finding.List) {
	raw := f.Summary
	c := &compiler{at: raw.Pos, funcs: performance.Functions()}
	pair := &model.Form{ID: f.ID, Name: f.Name, Params: f.Params, Fields: []*model.Field{
		{Name: "budget", Kind: model.Money}, {Name: "spent", Kind: model.Money}}}
	if err := pair.Prepare(); err != nil {
		return &Summary{}, finding.Of(err)
	}
	s := &Summary{Title: cmp.Or(raw.Title, f.Name+"汇总"), Groups: raw.Groups, params: p, pair: pair}
	form, over := f.Root(), pair.Root()
	s.budget, s.spent = c.compile(form, "budget", raw.Budget), c.compile(form, "spent", raw.Spent)
	s.score, s.grade = c.compile(form, "score", raw.Score), c.compile(form, "grade", raw.Grade)
	s.rate = c.compile(over, "rate", raw.Rate)
	unit, grades := c.compile(over, "unit", raw.Unit), c.compile(over, "grades", raw.Grades)
	for i, path := range raw.Groups {
		if _, err := form.Resolve(path); err != nil {
			c.fail("groups", i, err)
		}
	}
	for i, name := range raw.Rows {
		if !slices.ContainsFunc(f.Fields, func(f *model.Field) bool { return names(f, name) }) {
			c.fail("rows", i, fmt.Errorf("没有一个列表有“%s”", name))
		}
	}
	r, err := s.record("", "")
	if err != nil {
		return s, append(c.list, finding.Of(err)...)
	}
	if s.Unit, err = shown(unit, r); err != nil {
		c.fail("unit", 0, err)
	}
	all, err := shown(grades, r)
	if err != nil {
		c.fail("grades", 0, err)
	}
	for _, g := range strings.Fields(all) {
		s.Grades = append(s.Grades, strings.TrimRight(g, "0123456789."))
	}
	return s, c.list
}

// names says whether a field is a list whose items have a field of this name, or has one in it.
func names(f *model.Field, name string) bool {
	below := func(c *model.Field) bool { return names(c, name) }
	return f.Kind == model.Rows && f.Field(name) != nil || slices.ContainsFunc(f.Fields, below)
}

type compiler struct {
	at    map[string][]finding.Pos
	funcs map[string]*model.Func
	list  finding.List
}

func (c *compiler) compile(scope model.Scope, key, src string) *model.Formula {
	if src == "" {
		return nil
	}
	f, err := scope.Using(c.funcs).Compile(src)
	if err != nil {
		c.fail(key, 0, err)
	}
	return f
}

// fail says what is wrong with item i of a key.
func (c *compiler) fail(key string, i int, err error) {
	f := finding.Finding{Code: "FORM-SUMMARY", Message: fmt.Sprintf("summary 的 %s：%v", key, err)}
	if at := c.at[key]; i < len(at) {
		f.Pos = at[i]
	}
	c.list = append(c.list, f)
}

// record is one with two amounts and nothing else.
func (s *Summary) record(budget, spent string) (*model.Record, error) {
	d := &data.Value{Kind: data.Object}
	for name, text := range map[string]string{"budget": budget, "spent": spent} {
		if text != "" {
			d.Members = append(d.Members, data.Member{Name: name, Value: &data.Value{Kind: data.String, Text: text}})
		}
	}
	r, err := model.Bind(d, s.pair)
	if err != nil {
		return nil, err
	}
	return r, r.Compute(s.params)
}

// Of takes the figures of a computed record. Errors are the form file's: a rounding mode that does not exist.
func (s *Summary) Of(r *model.Record) (f Figures, err error) {
	for _, x := range []struct {
		to   *string
		expr *model.Formula
	}{{&f.Budget, s.budget}, {&f.Spent, s.spent}, {&f.Score, s.score}, {&f.Grade, s.grade}} {
		if *x.to, err = shown(x.expr, r); err != nil {
			return f, err
		}
	}
	return f, nil
}

// shown is a result as the form shows it.
func shown(f *model.Formula, r *model.Record) (string, error) {
	if f == nil {
		return "", nil
	}
	x, err := f.Eval(r.Root())
	return strings.Clone(check.Say(x, "")), err
}

// HasAmounts says whether the form has budget and spending.
func (s *Summary) HasAmounts() bool { return s.budget != nil && s.spent != nil }

// Rate is what was spent of a budget, in percent with two decimals, rounded as the form says; empty if it says
// nothing, or there is no such rate.
func (s *Summary) Rate(budget, spent decimal.Decimal) (string, error) {
	if s.rate == nil {
		return "", nil
	}
	r, err := s.record(budget.String(), spent.String())
	if err != nil {
		return "", err
	}
	x, err := s.rate.Eval(r.Root())
	if err != nil || x.Kind != model.IsNumber {
		return "", err
	}
	return number.Format(x.Num, "0.00%"), nil
}
