package model

import (
	"slices"

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

// Explain runs the expression and notes what it read and how it rounded.
func (x *Formula) Explain(a At) (*Trace, error) {
	t := &Trace{Source: x.src}
	m := machine{at: a, trace: t}
	t.Result = x.root.eval(&m)
	return t, m.err
}
