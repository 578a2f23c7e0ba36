package model

import (
	"fmt"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/number"
)

// Compute fills in the fields that were left out and that the form computes, each after those it is computed from,
// and marks them Computed; nothing entered is touched. Text is the value in the field's format, rounded half up; Num
// keeps all digits, so that a form says by 舍入 whether what follows is computed from the printed or from the true
// value. What cannot be computed (an operand is missing, a division by zero) stays absent. Errors:
// *finding.TemplateError for a wrong setting or formula, *finding.DataError for a required field that could not be
// computed.
func (r *Record) Compute(p Params) error {
	settings, err := r.Form.settings(p)
	if err != nil {
		return err
	}
	r.params = settings
	var wrong, missing finding.List
	lacking := lacking{r: r}
	for _, f := range r.Form.computed {
		r.instances(f, func(v *Value, at At) {
			if v.Origin != Absent {
				return
			}
			var p parts
			err := v.compute(at, &p)
			lacking.add(v, &p)
			if err != nil {
				wrong = append(wrong, finding.Finding{Code: "TEMPLATE-EXPRESSION", Pos: f.Pos,
					Record: r.Name, Path: v.Path, Place: v.Place(),
					Message: "算式“" + finding.Short(f.value.src) + "”不能算：" + err.Error() + "。"})
			}
			if v.Origin == Absent && f.Required {
				missing = append(missing, finding.Finding{Code: "DATA-MISSING", Pos: r.Pos,
					Record: r.Name, Path: v.Path, Place: v.Place(),
					Message: fmt.Sprintf("“%s”没有填写，也算不出来。", f.Name), Hint: "算式是 " + finding.Short(f.value.src)})
			}
		})
	}
	if err := wrong.AsTemplate(); err != nil {
		return err
	}
	if l := lacking.findings(); len(l) > 0 {
		r.Notes = append(r.Notes, l...)
		r.Notes.Sort()
	}
	return missing.AsData()
}

// compute fills in one absent value and learns what its sums lack.
func (v *Value) compute(at At, p *parts) error {
	if v.Field.when != nil {
		ok, err := v.Field.when.Eval(at)
		if err != nil || !ok.True() {
			return err
		}
	}
	m := machine{at: at, parts: p}
	x := v.Field.value.root.eval(&m)
	if err := m.err; err != nil {
		return err
	}
	switch {
	case x.Kind == IsNumber && v.Field.Kind.Numeric():
		v.Num, v.HasNum, v.Origin = x.Num, true, Computed
		v.Text = number.Format(x.Num, v.Field.numberFormat())
	case x.Kind == IsText && !v.Field.Kind.Numeric():
		v.Text, v.Origin = x.Text, Computed
	}
	return nil
}

// numberFormat is the format a computed value of the field is printed in.
func (f *Field) numberFormat() string {
	if f.Format == "" && f.Kind == Rate {
		return "0.00%"
	}
	return f.Format
}

// instances calls visit for each value of a field, with the place its expressions are read at.
func (r *Record) instances(f *Field, visit func(*Value, At)) {
	var chain []*Field
	for p := f; p != nil; p = p.Parent {
		chain = append(chain, p)
	}
	var walk func(g *Value, i int, at At)
	walk = func(g *Value, i int, at At) {
		v := g.Fields[chain[i].index]
		switch {
		case i == 0:
			visit(v, at)
		case v.Field.Kind == Rows:
			for _, row := range v.Rows {
				walk(row, i-1, at.In(row))
			}
		default:
			walk(v, i-1, at.In(v))
		}
	}
	walk(r.Body, len(chain)-1, r.Root())
}

// Explain is how a value is computed, or would be if it had been left out; nil if the form does not compute it.
func (r *Record) Explain(v *Value) (*Trace, error) {
	if v.Field.value == nil {
		return nil, nil
	}
	return v.Field.value.Explain(r.Around(v.Path))
}
