package model

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// Trace is how a number came about, for people who ask.
type Trace struct {
	Source    string     // the expression
	Inputs    []*Value   // what it read, in the order it was first read
	Roundings []Rounding // in the order they were done
	Result    Result
}

// Rounding is one step of a rounding chain.
type Rounding struct {
	In, Out decimal.Decimal
	Places  int32
	Mode    string
}

func (t *Trace) input(v *Value) {
	if v.Field.Kind == Rows || v.Field.Kind == Group {
		return
	}
	if !slices.Contains(t.Inputs, v) {
		t.Inputs = append(t.Inputs, v)
	}
}

// handed notes what an offered function may read of the groups and rows it is handed: the values in the fields whose
// names it is handed too, as in 分项和(资金, "年度资金总额", "全年预算数"); all of them if it is handed no such name.
func (t *Trace) handed(args []Result) {
	var names []string
	for _, a := range args {
		if a.Kind == IsText && a.Value == nil {
			names = append(names, strings.Fields(a.Text)...)
		}
	}
	for _, a := range args {
		var named, all []*Value
		visit := func(v *Value) {
			if len(v.Fields) > 0 || v.Field.Kind == Group || v.Field.Kind == Rows {
				return
			}
			if all = append(all, v); slices.Contains(names, v.Field.Name) {
				named = append(named, v)
			}
		}
		switch {
		case a.Kind == IsGroup && a.Value != nil:
			a.Value.Each(visit)
		case a.Kind == IsList:
			for _, row := range a.Rows {
				row.Each(visit)
			}
		}
		if len(named) > 0 {
			all = named
		}
		for _, v := range all {
			t.input(v)
		}
	}
}

// Explain runs the expression and notes what it read and how it rounded.
func (x *Formula) Explain(a At) (*Trace, error) {
	t := &Trace{Source: x.src}
	m := machine{at: a, trace: t}
	t.Result = x.root.eval(&m)
	return t, m.err
}
