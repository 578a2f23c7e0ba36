package performance

import (
	"strings"
	"sync"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/number"
)

// cache keeps what has been understood; the rows of a batch are often alike, and every check of a row asks again. Safe for
// goroutines.
type cache struct {
	mu       sync.RWMutex
	values   map[string]quantity.Value
	outcomes map[[3]string]quantity.Outcome
	clauses  map[string][]clause
	marks    map[string]string // text → the placeholder in it
}

// maxCache bounds each part of the cache, which is emptied when it is full; maxKept bounds what is kept of one text, in bytes.
const (
	maxCache   = 4096
	maxClauses = 64
	maxKept    = 200
)

func newCache() *cache {
	return &cache{values: map[string]quantity.Value{}, outcomes: map[[3]string]quantity.Outcome{}, clauses: map[string][]clause{}, marks: map[string]string{}}
}

// keep is find(key), remembered in m. own makes a copy of the key for keeping: a text of a record is a piece of the record's file, and
// would hold all of it in memory.
func keep[K comparable, V any](c *cache, m map[K]V, limit int, key K, own func(K) K, find func(K) V) V {
	c.mu.RLock()
	v, ok := m[key]
	c.mu.RUnlock()
	if ok {
		return v
	}
	key = own(key)
	v = find(key)
	c.mu.Lock()
	if len(m) >= limit {
		clear(m)
	}
	m[key] = v
	c.mu.Unlock()
	return v
}

func (c *cache) parse(s string) quantity.Value {
	if len(s) > maxKept {
		return quantity.Parse(s)
	}
	return keep(c, c.values, maxCache, s, strings.Clone, quantity.Parse)
}

func (c *cache) meet(target, actual, name string) quantity.Outcome {
	find := func(k [3]string) quantity.Outcome {
		t := c.parse(k[0])
		return quantity.Meet(t, c.parse(k[1]), quantity.DirectionOf(t, k[2]))
	}
	key := [3]string{target, actual, name}
	if len(target)+len(actual)+len(name) > maxKept {
		return find(key)
	}
	return keep(c, c.outcomes, maxCache, key, func(k [3]string) [3]string {
		return [3]string{strings.Clone(k[0]), strings.Clone(k[1]), strings.Clone(k[2])}
	}, find)
}

func numeric(d decimal.Decimal) model.Result { return model.Result{Kind: model.IsNumber, Num: d} }
func truth(b bool) model.Result              { return model.Result{Kind: model.IsBool, Bool: b} }

// words is a text result, absent if empty.
func words(s string) model.Result {
	if s == "" {
		return model.Result{}
	}
	return model.Result{Kind: model.IsText, Text: s}
}

const (
	isText   = model.IsText
	isNumber = model.IsNumber
	isBool   = model.IsBool
	isList   = model.IsList
	isGroup  = model.IsGroup
	anyKind  = model.Nothing
)

type kinds = []model.ResultKind

// Functions are what this package offers to the expressions of checks. docs/checks.md lists them; a test compares.
func Functions() map[string]*model.Func {
	c := newCache()
	outcome := func(x []model.Result) quantity.Outcome { return c.meet(x[0].Text, x[1].Text, x[2].Text) }
	m := map[string]*model.Func{}
	add := func(usage string, args kinds, result model.ResultKind, call func(x []model.Result) model.Result) {
		name, _, _ := strings.Cut(usage, "(")
		m[name] = &model.Func{Name: name, Usage: usage, Args: args, Result: result, Call: call}
	}

	add("达成(指标值, 实际值, 名称)", kinds{isText, isText, isText}, isText, func(x []model.Result) model.Result {
		return words(outcome(x).Verdict.String())
	})
	add("完成比(指标值, 实际值, 名称)", kinds{isText, isText, isText}, isNumber, func(x []model.Result) model.Result {
		o := outcome(x)
		if !o.HasRatio {
			return model.Result{}
		}
		return numeric(o.Ratio)
	})
	add("应得分(指标值, 实际值, 名称, 分值)", kinds{isText, isText, isText, isNumber}, isNumber, func(x []model.Result) model.Result {
		o := outcome(x)
		switch {
		case x[3].Kind != isNumber:
			return model.Result{}
		case o.Verdict == quantity.Met:
			return numeric(x[3].Num)
		case o.Verdict == quantity.Missed && o.HasRatio:
			return numeric(decimal.Max(decimal.Zero, decimal.Min(x[3].Num, x[3].Num.Mul(o.Ratio))))
		}
		return model.Result{}
	})
	add("算得分式(指标值, 实际值, 名称, 分值)", kinds{isText, isText, isText, isNumber}, isText, func(x []model.Result) model.Result {
		return words(scoreSum(c.parse(x[0].Text), c.parse(x[1].Text), x[2].Text, x[3].Num))
	})
	add("越少越好(指标值, 名称)", kinds{isText, isText}, isBool, func(x []model.Result) model.Result {
		return truth(quantity.DirectionOf(c.parse(x[0].Text), x[1].Text) == quantity.LessIsBetter)
	})
	add("值类(文字)", kinds{isText}, isText, func(x []model.Result) model.Result {
		return words([]string{"空", "数", "区间", "日期", "词", "记号"}[c.parse(x[0].Text).Kind])
	})
	add("确数(文字)", kinds{isText}, isBool, func(x []model.Result) model.Result { return truth(c.parse(x[0].Text).Exact()) })
	add("不等式(文字)", kinds{isText}, isBool, func(x []model.Result) model.Result {
		v := c.parse(x[0].Text)
		return truth((v.Numeric() || v.Kind == quantity.Date) && v.Cmp.Inequality())
	})
	add("比较号(文字)", kinds{isText}, isText, func(x []model.Result) model.Result { return words(c.parse(x[0].Text).Cmp.String()) })
	add("连乘(文字)", kinds{isText}, isBool, func(x []model.Result) model.Result { return truth(c.parse(x[0].Text).Factors != nil) })
	add("数量(文字)", kinds{isText}, isNumber, func(x []model.Result) model.Result {
		if v := c.parse(x[0].Text); v.Kind == quantity.Number {
			return numeric(v.Num)
		}
		return model.Result{}
	})
	add("单位(文字)", kinds{isText}, isText, func(x []model.Result) model.Result { return words(c.parse(x[0].Text).Unit.Text) })
	add("量纲(文字)", kinds{isText}, isText, func(x []model.Result) model.Result {
		v := c.parse(x[0].Text)
		switch {
		case !v.Numeric():
			return model.Result{}
		case v.Unit.Time():
			return words("时间")
		case v.Unit.Dim == "":
			return words("无")
		}
		return words(v.Unit.Dim)
	})
	add("单位关系(指标值, 实际值)", kinds{isText, isText}, isText, func(x []model.Result) model.Result {
		a, b := c.parse(x[0].Text), c.parse(x[1].Text)
		if !a.Numeric() || !b.Numeric() {
			return model.Result{}
		}
		return words([]string{"相同", "换算", "不同", "缺"}[quantity.Relate(a.Unit, b.Unit)])
	})
	add("词级(文字)", kinds{isText}, isNumber, func(x []model.Result) model.Result {
		v := c.parse(x[0].Text)
		if v.Kind != quantity.Word {
			return model.Result{}
		}
		g, _ := quantity.GradeOf(v.Word)
		if g == quantity.NoGrade {
			return model.Result{}
		}
		return numeric(decimal.NewFromInt(int64(g)))
	})
	add("年份(文字)", kinds{isText}, isNumber, func(x []model.Result) model.Result {
		if v := c.parse(x[0].Text); v.Kind == quantity.Date && v.Day.Year > 0 {
			return numeric(decimal.NewFromInt(int64(v.Day.Year)))
		}
		return model.Result{}
	})
	add("同文(甲, 乙)", kinds{isText, isText}, isBool, func(x []model.Result) model.Result { return truth(quantity.SameText(x[0].Text, x[1].Text)) })
	add("同义(甲, 乙)", kinds{isText, isText}, isBool, func(x []model.Result) model.Result {
		a, b := c.parse(x[0].Text), c.parse(x[1].Text)
		if quantity.SameText(x[0].Text, x[1].Text) {
			return truth(true)
		}
		if a.Kind != b.Kind || a.Kind == quantity.Word || a.Kind == quantity.Mark {
			return truth(false)
		}
		related := quantity.Relate(a.Unit, b.Unit)
		return truth(a.Cmp == b.Cmp && related <= quantity.OtherScale && a.Base().Equal(b.Base()) && a.High.Equal(b.High) && a.Day == b.Day)
	})
	textFunctions(add, c)
	sumFunctions(add)
	return m
}

// scoreSum is how the score follows from the values, as a clerk would write it: 10 × 30 ÷ 49 = 6.12.
func scoreSum(target, actual quantity.Value, name string, weight decimal.Decimal) string {
	dir := quantity.DirectionOf(target, name)
	o := quantity.Meet(target, actual, dir)
	if o.Verdict != quantity.Missed || !o.HasRatio {
		return ""
	}
	a, b := target.Num, actual.Num
	if quantity.Relate(target.Unit, actual.Unit) == quantity.OtherScale {
		a, b = target.Base(), actual.Base()
	}
	top, bottom := b, a
	if dir == quantity.LessIsBetter {
		top, bottom = a, b
		if target.Kind == quantity.Range {
			top = target.High
		}
	}
	should := decimal.Max(decimal.Zero, weight.Mul(o.Ratio))
	return number.Format(weight, "0.####") + " × " + number.Format(top, check.Account) + " ÷ " + number.Format(bottom, check.Account) + " = " + number.Format(should, "0.00")
}
