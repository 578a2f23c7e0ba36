package check

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/number"
)

// What a form computes and somebody entered by hand is held against its formula, unless a check speaks of that field:
// a form of one's own with a compute: and not one check gets that much.
var (
	ofSum     = Check{Code: formulaCode, Name: "与算式不符", Severity: finding.Error}
	ofFormula = Check{Code: formulaCode, Case: "算式", Name: "与算式不符（不是相加）", Severity: finding.Warning}
)

const (
	formulaCode = "C1"
	formulaName = "填的数与算式不符"
)

// formulas makes the checks of fields with a formula that no other check is about. A formula that reads nothing is a
// figure to begin with, and no rule.
func (c *compiler) formulas() {
	var spoken []*model.Field
	for _, x := range c.set.checks {
		if x.at != nil {
			spoken = append(spoken, x.at.Fields()...)
		}
	}
	sevs := map[*Check]finding.Severity{}
	for _, k := range []*Check{&ofSum, &ofFormula} {
		sev, off, why := c.graded(k)
		if off {
			c.set.skipped = append(c.set.skipped, Skip{k.ID(), k.Name, why})
			continue
		}
		sevs[k] = sev
	}
	var visit func(fields []*model.Field)
	visit = func(fields []*model.Field) {
		for _, f := range fields {
			visit(f.Fields)
			x := f.Formula()
			if x == nil || !f.Kind.Numeric() || len(x.Fields()) == 0 || slices.Contains(spoken, f) {
				continue
			}
			k := &ofFormula
			if x.Adds() {
				k = &ofSum
			}
			if sev, on := sevs[k]; on {
				c.set.checks = append(c.set.checks, &compiled{Check: k, severity: sev, set: -1, holds: x, of: f})
			}
		}
	}
	visit(c.set.form.Fields)
	c.set.order[formulaCode] = len(c.set.file.Checks)
}

// formula holds the values of a field that were entered against its formula.
func (e *run) formula(c *compiled, r *model.Record) (err error) {
	r.Body.Each(func(v *model.Value) {
		if err != nil || v.Field != c.of || v.Origin != model.Written || !v.HasNum {
			return
		}
		at := r.Around(v.Path)
		if when := v.Field.Condition(); when != nil {
			ok, failed := when.Eval(at)
			if err = failed; err != nil || !ok.True() {
				return
			}
		}
		var t *model.Trace
		if t, err = c.holds.Explain(at); err != nil || t.Result.Kind != model.IsNumber || number.Agrees(v.Num, t.Result.Num) {
			return
		}
		f := c.against(r, v, t)
		e.list = append(e.list, f)
		e.tell(c, at, Failed, &f)
	})
	return err
}

// against is what is said of a figure that is not what its formula gives.
func (c *compiled) against(r *model.Record, v *model.Value, t *model.Trace) finding.Finding {
	format := cmp.Or(v.Field.Format, Account)
	if v.Field.Kind == model.Rate {
		format = cmp.Or(v.Field.Format, "0.00%")
	}
	due := number.Format(t.Result.Num, format)
	if due == v.Shown("") {
		due = number.Format(t.Result.Num, Account)
	}
	var terms []string
	for _, x := range t.Inputs {
		switch {
		case x.HasNum && c.Check == &ofSum:
			terms = append(terms, number.Format(x.Num, Account))
		case x.HasNum:
			terms = append(terms, x.Field.Name+" "+x.Shown(""))
		}
	}
	sum := strings.Join(terms, "，") + "：算得 " + due + " ≠ " + v.Shown("")
	if c.Check == &ofSum {
		diff := number.Format(t.Result.Num.Sub(v.Num).Abs(), Account)
		sum = strings.Join(terms, " + ") + " = " + due + " ≠ " + v.Shown("") + "，差 " + diff
	}
	return finding.Finding{Code: c.Code, Case: c.Case, Severity: c.severity, Path: v.Path, Place: Place(r, v),
		Pos: finding.Pos{File: r.File, Line: v.Line, Col: v.Col}, Printed: v.Shown(""), Expected: due, Sum: sum,
		Message: "“" + v.Field.Name + "”与它的算式不符，算得 " + due + "，表上是 " + v.Shown("") + "。",
		English: "the figure entered is not what its formula gives",
		Hint:    "核对这一格和算它用到的各格；不填这一格，由程序计算"}
}
