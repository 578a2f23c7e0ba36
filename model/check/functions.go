package check

import (
	"strings"
	"sync"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/quantity"
)

// cache keeps texts understood; a batch has few different ones. Safe for goroutines.
type cache struct {
	mu     sync.RWMutex
	values map[string]quantity.Value
}

// maxCache bounds the cache; when it is full it is emptied.
const maxCache = 8192

func newCache() *cache { return &cache{values: map[string]quantity.Value{}} }

func (c *cache) parse(s string) quantity.Value {
	c.mu.RLock()
	v, ok := c.values[s]
	c.mu.RUnlock()
	if ok {
		return v
	}
	v = quantity.Parse(s)
	if len(s) > 200 {
		return v
	}
	c.mu.Lock()
	if len(c.values) >= maxCache {
		clear(c.values)
	}
	c.values[strings.Clone(s)] = v
	c.mu.Unlock()
	return v
}

func number(d decimal.Decimal) model.Result { return model.Result{Kind: model.IsNumber, Num: d} }
func truth(b bool) model.Result             { return model.Result{Kind: model.IsBool, Bool: b} }

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

// functions are what this package offers to the expressions of checks. docs/checks.md lists them; a test compares.
func functions(c *cache) map[string]*model.Func {
	outcome := func(x []model.Result) quantity.Outcome {
		target := c.parse(x[0].Text)
		return quantity.Meet(target, c.parse(x[1].Text), quantity.DirectionOf(target, x[2].Text))
	}
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
		return number(o.Ratio)
	})
	add("应得分(指标值, 实际值, 名称, 分值)", kinds{isText, isText, isText, isNumber}, isNumber, func(x []model.Result) model.Result {
		o := outcome(x)
		switch {
		case x[3].Kind != isNumber:
			return model.Result{}
		case o.Verdict == quantity.Met:
			return number(x[3].Num)
		case o.Verdict == quantity.Missed && o.HasRatio:
			return number(decimal.Max(decimal.Zero, decimal.Min(x[3].Num, x[3].Num.Mul(o.Ratio))))
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
			return number(v.Num)
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
		return number(decimal.NewFromInt(int64(g)))
	})
	add("年份(文字)", kinds{isText}, isNumber, func(x []model.Result) model.Result {
		if v := c.parse(x[0].Text); v.Kind == quantity.Date && v.Day.Year > 0 {
			return number(decimal.NewFromInt(int64(v.Day.Year)))
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
	textFunctions(add)
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
	return model.FormatNumber(weight, "0.####") + " × " + model.FormatNumber(top, account) + " ÷ " + model.FormatNumber(bottom, account) + " = " + model.FormatNumber(should, "0.00")
}
