// Package explain says how a figure came about and what a code means. In: a checked record and a place in it, or a
// code and the layouts. Out: the answer as data, and as a text for people.
package explain

import (
	"cmp"
	"fmt"
	"io"
	"slices"
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
	In     string `json:"in"`
	Out    string `json:"out"`
	Places int32  `json:"places"`
	Mode   string `json:"mode"`
	said   string // the step in the unit of the cell
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

// Text tells people; in English what findings say, the rest in Chinese (0022).
func (x *Explanation) Text(w io.Writer, english bool) {
	v := x.value
	fmt.Fprintln(w, x.Place)
	switch {
	case len(v.Fields) > 0: // a group, or one row of a list
		names := make([]string, len(v.Fields))
		for i, part := range v.Fields {
			names[i] = part.Field.Name
		}
		fmt.Fprintf(w, "  这里有：%s\n", strings.Join(names, "、"))
	case v.Field.Kind == model.Rows:
		fmt.Fprintf(w, "  这里有 %d 行，要看其中一项写成 %s.1.%s\n", len(v.Rows),
			strings.ReplaceAll(v.Field.Place(), " ", "."), v.Field.Fields[0].Name)
	case x.Shown == "":
		fmt.Fprintln(w, "  表上：空着")
	default:
		fmt.Fprintf(w, "  表上：%s（%s）\n", withUnit(x.Shown, x.Unit), originWords[v.Origin])
	}
	if x.Formula != "" {
		fmt.Fprintf(w, "  算式：%s\n", x.Formula)
		for _, in := range x.Inputs {
			fmt.Fprintf(w, "    %s = %s\n", in.Place, cmp.Or(in.Value, "空"))
		}
		for _, r := range x.Rounded {
			fmt.Fprintf(w, "    舍入：%s\n", r.said)
		}
		fmt.Fprintf(w, "  算得：%s", withUnit(x.Result, x.Unit))
		switch {
		case x.Result == "":
			fmt.Fprintln(w, "缺少数据，算不出来")
		case v.Origin == model.Computed:
			fmt.Fprintln(w)
		case x.Result == x.Shown:
			fmt.Fprintln(w, "，与表上一致")
		default:
			fmt.Fprintf(w, "，表上写的是 %s\n", withUnit(x.Shown, x.Unit))
		}
	} else if v.Field.Kind.Numeric() {
		fmt.Fprintln(w, "  这一项由人填写，程序不计算")
	}
	for _, c := range x.about {
		if c.State != check.Failed {
			continue
		}
		if english {
			fmt.Fprintf(w, "  %s %s: %s\n", c.Finding.Severity, c.ID, c.Finding.InEnglish())
			continue
		}
		fmt.Fprintf(w, "  校验 %s：%s\n    %s\n", c.Name, stateWords[c.State], c.Finding.Message)
		if c.Finding.Sum != "" {
			fmt.Fprintf(w, "    算式：%s\n", c.Finding.Sum)
		}
	}
	x.rest(w)
}

// rest is the last line: which checks passed, which could not be run and what they lack. Cases of one check have one
// name; where a condition does not hold there was nothing to check.
func (x *Explanation) rest(w io.Writer) {
	var passed, other, unable []string
	lacking := map[string][]string{} // by what they lack
	once := func(l []string, s string) []string {
		if slices.Contains(l, s) {
			return l
		}
		return append(l, s)
	}
	for _, c := range x.about {
		switch {
		case c.State == check.Passed:
			passed = once(passed, c.Name)
		case c.State == check.Overruled:
			other = once(other, c.Name)
		case c.State == check.Silent && c.Lacks != nil:
			lacks := strings.Join(c.Lacks, "、")
			unable, lacking[lacks] = once(unable, lacks), once(lacking[lacks], c.Name)
		}
	}
	for i, lacks := range unable {
		unable[i] = strings.Join(lacking[lacks], "、") + "（" + lacks + "空着）"
	}
	var parts []string
	for _, p := range []struct {
		word string
		of   []string
	}{{"通过：", passed}, {"已由上面的校验说明：", other}, {"没法查：", unable}} {
		if p.of != nil {
			parts = append(parts, p.word+strings.Join(p.of, "、"))
		}
	}
	if parts == nil {
		parts = []string{"没有一条校验查这一项"}
		if slices.ContainsFunc(x.about, func(c check.About) bool { return c.State == check.Failed }) {
			return
		}
	}
	fmt.Fprintf(w, "  %s\n", strings.Join(parts, "；"))
}

// digits is a decimal literal with at most 12 decimals and a sign that it goes on.
func digits(s string) string {
	if whole, fraction, ok := strings.Cut(s, "."); ok && len(fraction) > 12 {
		return whole + "." + fraction[:12] + "…"
	}
	return s
}
