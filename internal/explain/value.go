// Package explain says how a figure came about and what a code means. In: a checked record and a place in it, or a
// code and the layouts. Out: the answer as data, and as a text for people.
package explain

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Explanation says how a value came about, and what the checks say of it.
type Explanation struct {
	Path    string       `json:"path"`
	Place   string       `json:"place"`
	Shown   string       `json:"shown"`
	Origin  string       `json:"origin"` // written, figure, computed, absent
	Formula string       `json:"formula,omitempty"`
	Inputs  []figure     `json:"inputs,omitempty"`
	Rounded []rounding   `json:"rounded,omitempty"`
	Result  string       `json:"result,omitempty"`
	Unit    string       `json:"unit,omitempty"` // of the cell: %, 分, the unit of amounts
	Checks  []checkState `json:"checks"`

	value *model.Value
	about []check.About
}

type figure struct {
	Path  string `json:"path"`
	Place string `json:"place"`
	Value string `json:"value"`
}

type rounding struct {
	In       string `json:"in"`
	Out      string `json:"out"`
	Places   int32  `json:"places"`
	Mode     string `json:"mode"`
	from, to string // in the unit of the cell
	decimals int32
}

type checkState struct {
	ID       string           `json:"check"`
	Name     string           `json:"name"`
	State    string           `json:"state"` // passed, failed, silent, overruled
	Expected string           `json:"expected,omitempty"`
	Lacks    []string         `json:"lacks,omitempty"` // of a silent one: the empty cells that keep it from being run
	Finding  *finding.Finding `json:"finding,omitempty"`
}

var origins = [...]string{"absent", "written", "figure", "computed"}
var originWords = [...]string{"没有填", "填写的", "填写的", "程序算出的"}
var states = [...]string{"passed", "failed", "silent", "overruled"}
var stateWords = [...]string{"通过", "有问题", "不适用", "已由上面的校验说明"}

// Value explains the value at a place of a checked record; nil if there is no such place.
func Value(o *audit.Outcome, place string) (*Explanation, error) {
	v := o.Record.Find(place)
	if v == nil {
		return nil, nil
	}
	x := &Explanation{Path: v.Path, Place: check.Place(o.Record, v), Shown: v.Shown(""), Origin: origins[v.Origin], Checks: []checkState{}, value: v}
	x.Unit = unitOf(o, v)
	t, err := o.Record.Explain(v)
	if err != nil {
		return nil, err
	}
	if t != nil {
		x.Formula = t.Source
		for _, in := range t.Inputs {
			x.Inputs = append(x.Inputs, figure{in.Path, check.Place(o.Record, in), withUnit(in.Shown(""), unitOf(o, in))})
		}
		for _, r := range t.Roundings {
			x.Rounded = append(x.Rounded, x.step(r, t.Result))
		}
		x.Result = result(v, t)
	}
	x.about, err = o.Set.Checks.About(o.Record, o.Set.Given, v.Path)
	if err != nil {
		return nil, err
	}
	for _, c := range x.about {
		s := checkState{ID: c.ID, Name: c.Name, State: states[c.State], Expected: c.Expected, Lacks: c.Lacks}
		if c.State == check.Failed {
			s.Finding = c.Finding
			s.Expected = c.Finding.Expected
		}
		x.Checks = append(x.Checks, s)
	}
	return x, nil
}

// result is what the form computes for a value, as it would be shown.
func result(v *model.Value, t *model.Trace) string {
	if t.Result.Kind != model.IsNumber {
		return t.Result.String()
	}
	c := *v
	c.Origin, c.Num, c.HasNum, c.Text = model.Computed, t.Result.Num, true, t.Result.Num.String()
	return c.Shown("")
}

// Offer is what the form computes for a value, as it would be shown, whatever was entered; empty where it computes
// nothing, or not yet.
func Offer(r *model.Record, v *model.Value) string {
	if c := v.Field.Condition(); c != nil {
		if holds, err := c.Eval(r.Around(v.Path)); err != nil || !holds.True() {
			return ""
		}
	}
	t, err := r.Explain(v)
	if err != nil || t == nil || t.Result.Absent() {
		return ""
	}
	return result(v, t)
}

// Sources are the places that the value computed for v rests on: what its formula reads and, where that is computed
// itself, what that reads, each once in the order it is first read. Nil where the form computes nothing.
func Sources(r *model.Record, v *model.Value) []string {
	var out []string
	seen := map[*model.Value]bool{v: true}
	var walk func(v *model.Value)
	walk = func(v *model.Value) {
		t, err := r.Explain(v)
		if err != nil || t == nil {
			return
		}
		for _, in := range t.Inputs {
			if seen[in] || in.Path == "" {
				continue
			}
			seen[in] = true
			out = append(out, in.Path)
			if in.Origin == model.Computed {
				walk(in)
			}
		}
	}
	walk(v)
	return out
}

// digits is a decimal literal with at most 12 decimals and a sign that it goes on.
func digits(s string) string {
	if whole, fraction, ok := strings.Cut(s, "."); ok && len(fraction) > 12 {
		return whole + "." + fraction[:12] + "…"
	}
	return s
}
