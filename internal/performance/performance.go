// Package performance has the words that the checks of performance forms use. In: what fields hold, as model.Result.
// Out: what expressions alone cannot say: whether a target was met, the score that follows, what a text speaks of,
// which parts a sum has. internal/quantity understands the values; what it understood is remembered, for the rows of
// a batch are often alike.
//
// A function is one row of a table: how it is written, what it takes and gives, and a Go function that can be tested
// alone. What is missing gives an absent result, and a check that rests on it is silent.
package performance

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/number"
)

// function is one row of a table.
type function struct {
	usage  string // 达成(指标值, 实际值, 指标); an argument with ? behind it may be left out
	args   kinds
	result model.ResultKind
	call   call
}

type kinds = []model.ResultKind

// call is what a function does; m remembers what has been understood.
type call func(m *memory, x []model.Result) model.Result

const (
	isText   = model.IsText
	isNumber = model.IsNumber
	isBool   = model.IsBool
	isList   = model.IsList
	isGroup  = model.IsGroup
	anyKind  = model.Nothing
)

// Functions are what expressions of checks may call, by name. docs/checks.md lists them; a test compares. They may be
// used by several goroutines.
func Functions() map[string]*model.Func {
	m := &memory{}
	out := map[string]*model.Func{}
	for _, f := range slices.Concat(values(), indicators(), texts(), claims(), shares(), periods(), gaps(), fitting(), reasoning(), evidence(), subjects(), sums(),
		lists(), labels(), copies(), papers(), unfinished(), changes(), opinions(), strays()) {
		name, _, _ := strings.Cut(f.usage, "(")
		out[name] = &model.Func{Name: name, Usage: f.usage, Args: f.args,
			Optional: strings.Count(f.usage, "?"), Result: f.result,
			Call: func(x []model.Result) model.Result { return f.call(m, x) }}
	}
	return out
}

func numeric(d decimal.Decimal) model.Result { return model.Result{Kind: model.IsNumber, Num: d} }
func whole(n int) model.Result               { return numeric(decimal.NewFromInt(int64(n))) }
func truth(b bool) model.Result              { return model.Result{Kind: model.IsBool, Bool: b} }

// words is a text result, absent if empty.
func words(s string) model.Result {
	if s == "" {
		return model.Result{}
	}
	return model.Result{Kind: model.IsText, Text: s}
}

// account is a number as accounts write it, with every digit it has.
func account(d decimal.Decimal) string { return number.Format(d, check.Account) }

// ofValue is a function of one value as people write it.
func ofValue(f func(v quantity.Value) model.Result) call {
	return func(m *memory, x []model.Result) model.Result { return f(m.parse(x[0].Text)) }
}

// ofText is a function of one text.
func ofText(f func(s string) model.Result) call {
	return func(_ *memory, x []model.Result) model.Result { return f(x[0].Text) }
}

// ofTexts is a function of two.
func ofTexts(f func(a, b string) model.Result) call {
	return func(_ *memory, x []model.Result) model.Result { return f(x[0].Text, x[1].Text) }
}

// plain is a function that remembers nothing.
func plain(f func(x []model.Result) model.Result) call {
	return func(_ *memory, x []model.Result) model.Result { return f(x) }
}
