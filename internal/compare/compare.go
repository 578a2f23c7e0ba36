// Package compare holds last year's forms against this year's. In: forms of two years, read from records. Out: which
// belongs to which and why, what became of every indicator and every figure, findings, and each pair as a record of
// the form 年度对照 (comparison). It reads and writes no files and asks no clock; the order of the input changes nothing.
//
// What is only likely is called a guess, in the record as in the list. Every text taken over is the text as it was
// printed; only differences and rates are computed.
package compare

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Form is one form of one year.
type Form struct {
	File   string `json:"file,omitempty"`
	Index  int    `json:"index,omitempty"` // which record of its file, from 1
	Layout string `json:"layout"`
	Kind   string `json:"form"` // id of the form
	Code   string `json:"code,omitempty"`
	Name   string `json:"name"`
	Unit   string `json:"unit,omitempty"`
	Year   string `json:"year,omitempty"`

	currency   string // of the amounts, empty if the layout does not say
	department string
	figures    []figure
	indicators []indicator
	texts      []text
	digest     [32]byte
}

// figure is a value of a numeric field outside the indicators.
type figure struct {
	place string // names from the form down; an item of a list by what it is called
	kind  model.Kind
	text  string // as printed
	num   decimal.Decimal
}

// indicator is a row of the indicators.
type indicator struct {
	class, sub, name, target, actual, weight, score, reason, stated string
	points                                                          *decimal.Decimal // weight, where it is a figure
	got                                                             *decimal.Decimal // score
	aimed, done                                                     quantity.Value
}

// text is a running text that explains or reports.
type text struct{ place, text string }

// Basis is by what two forms were matched.
type Basis string

const (
	ByCode     Basis = "编码"
	ByName     Basis = "名称"
	ByContents Basis = "内容（推断）"
)

// Pair is two forms that belong together.
type Pair struct {
	Last       *Form        `json:"last"`
	This       *Form        `json:"this"`
	By         Basis        `json:"by"`
	Guess      bool         `json:"guess,omitempty"`
	Figures    []Difference `json:"figures,omitempty"`
	Indicators []Row        `json:"indicators,omitempty"`
	Findings   finding.List `json:"findings,omitempty"`
}

// Result is two years side by side. Gone and New are forms without a partner.
type Result struct {
	Pairs     []*Pair
	Gone, New []*Form
	Findings  finding.List // about forms, not about what stands in a pair
}

// Rest is what is told beside the pairs; as JSON it has lists, empty ones too.
type Rest struct {
	Gone     []*Form      `json:"gone"`
	New      []*Form      `json:"new"`
	Findings finding.List `json:"findings"`
}

// Rest is it.
func (r *Result) Rest() Rest {
	return Rest{append([]*Form{}, r.Gone...), append([]*Form{}, r.New...), append(finding.List{}, r.Findings...)}
}

// Years compares two sets of forms.
func Years(last, this []*Form) *Result {
	last, this = sorted(last), sorted(this)
	m := &matcher{last: last, this: this, to: make([]int, len(last)), from: make([]int, len(this)), by: map[int]Basis{}}
	m.run()
	r := &Result{}
	for i, f := range last {
		if m.to[i] < 0 {
			r.Gone = append(r.Gone, f)
		}
	}
	for j, f := range this {
		i := m.from[j]
		if i < 0 {
			r.New = append(r.New, f)
			continue
		}
		p := &Pair{Last: last[i], This: f, By: m.by[i], Guess: m.by[i] == ByContents}
		p.Figures = differences(p)
		p.Indicators = rows(p)
		p.Findings = p.find()
		r.Pairs = append(r.Pairs, p)
	}
	r.Findings = append(m.findings, r.find()...)
	return r
}

// sorted is the forms in an order of their own.
func sorted(forms []*Form) []*Form {
	out := slices.Clone(forms)
	slices.SortStableFunc(out, func(a, b *Form) int {
		return cmp.Or(cmp.Compare(a.department, b.department), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Name, b.Name),
			cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Year, b.Year), cmp.Compare(a.Code, b.Code), bytes.Compare(a.digest[:], b.digest[:]))
	})
	return out
}
