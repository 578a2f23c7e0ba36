package model

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"
	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/number"
)

// rounding is 舍入(数, 位数[, 方式]).
func rounding(c *compiler, n ast.Node, args []ast.Node) node {
	x, p := c.node(args[0]), c.node(args[1])
	if !c.want(args[0], x, IsNumber, "“舍入”的第一个参数") || !c.want(args[1], p, IsNumber, "“舍入”的位数") {
		return x
	}
	if p.lit != nil && !validPlaces(p.lit.Num) {
		return c.fail(args[1], "位数应是 0 到 20 的整数", "")
	}
	mode := literal(textual(number.HalfUp))
	if len(args) == 3 {
		mode = c.node(args[2])
		if !c.want(args[2], mode, IsText, "“舍入”的方式") {
			return mode
		}
		names := []string{}
		if mode.lit != nil {
			names = append(names, mode.lit.Text)
		} else if q := mode.typ.params; q != nil {
			names = append(append(names, q.Default), q.Choices...)
		}
		for _, name := range names {
			if !slices.Contains(number.Modes, name) {
				return c.fail(args[2], "没有“"+finding.Short(name)+"”这种舍入方式", "有："+strings.Join(number.Modes, "、"))
			}
		}
	}
	return node{typ: exprType{kind: IsNumber}, size: x.size + p.size + mode.size + 1, eval: func(m *machine) Result {
		v, k, how := x.eval(m), p.eval(m), mode.eval(m)
		if v.Kind != IsNumber || k.Kind != IsNumber || how.Kind != IsText {
			return Result{}
		}
		if !validPlaces(k.Num) {
			m.stop("舍入的位数是 %s，应是 0 到 20 的整数", k.Num)
			return Result{}
		}
		places := int32(k.Num.IntPart())
		d, ok := number.Round(v.Num, places, how.Text)
		if !ok {
			m.stop("没有“%s”这种舍入方式", how.Text)
			return Result{}
		}
		if m.trace != nil {
			m.trace.Roundings = append(m.trace.Roundings, Rounding{In: v.Num, Out: d, Places: places, Mode: how.Text})
		}
		return numeric(d)
	}}
}

func (m *machine) stop(format string, args ...any) {
	if m.err == nil {
		m.err = fmt.Errorf(format, args...)
	}
}

func validPlaces(d decimal.Decimal) bool {
	return d.IsInteger() && !d.IsNegative() && d.LessThanOrEqual(decimal.New(20, 0))
}

// of is a function of one argument of a kind, absent if that is.
func of(name string, takes, gives ResultKind, f func(m *machine, v Result) Result) maker {
	return func(c *compiler, _ ast.Node, args []ast.Node) node {
		x, ok := c.operand(args[0], takes, "“"+name+"”的参数")
		if !ok {
			return x
		}
		return one(gives, takes, x, f)
	}
}

func absolute(_ *machine, v Result) Result { return numeric(v.Num.Abs()) }

// inWords is an amount in Chinese capital numerals. What has no words is said, never rounded.
func inWords(m *machine, v Result) Result {
	s, ok := number.Words(v.Num)
	if !ok {
		m.stop("大写金额写到分、不到一万万亿，%s 写不出来", v.Num)
		return Result{}
	}
	return textual(s)
}

// places is how many decimals a number was written with: 9.80 has 2, 97.98% has 4.
func places(_ *machine, v Result) Result {
	d := v.Num
	if written, ok := number.Parse(v.Text); ok {
		d = written
	}
	return whole(max(0, -int(d.Exponent())))
}

func blank(c *compiler, n ast.Node, args []ast.Node) node {
	x := c.node(args[0])
	return condition(x.size+1, func(m *machine) truth { return truthOf(x.eval(m).blank()) })
}

func numberIn(c *compiler, n ast.Node, args []ast.Node) node {
	x := c.node(args[0])
	if k := x.typ.kind; c.err == nil && k != IsText && k != IsNumber {
		c.want(args[0], x, IsText, "“数”的参数")
		return x
	}
	return node{typ: exprType{kind: IsNumber}, size: x.size + 2, eval: func(m *machine) Result {
		v := x.eval(m)
		if v.Kind != IsText {
			return v
		}
		if !m.step(len(v.Text) / 8) {
			return Result{}
		}
		if d, ok := number.In(v.Text); ok {
			return numeric(d)
		}
		return Result{}
	}}
}

func asText(c *compiler, n ast.Node, args []ast.Node) node {
	x := c.node(args[0])
	if k := x.typ.kind; c.err == nil && (k == IsList || k == IsGroup) {
		return c.fail(args[0], "“文”的参数不能是"+k.chinese(), "")
	}
	format := ""
	if len(args) == 2 {
		f := c.node(args[1])
		if c.err != nil {
			return f
		}
		if f.lit == nil || f.lit.Kind != IsText || !number.Knows(f.lit.Text) {
			return c.fail(args[1], "格式写法不对", "例如 \"0.00\"、\"#,##0.##\"、\"0.00%\"")
		}
		format = f.lit.Text
	}
	return node{typ: exprType{kind: IsText}, size: x.size + 2, eval: func(m *machine) Result {
		v := x.eval(m)
		switch {
		case v.Kind == Nothing:
			return Result{}
		case v.Kind == IsNumber && format != "":
			return textual(number.Format(v.Num, format))
		case v.Kind == IsNumber && v.Value != nil:
			return textual(v.Value.Shown(""))
		}
		return textual(v.String())
	}}
}

func length(c *compiler, n ast.Node, args []ast.Node) node {
	x, ok := c.operand(args[0], IsText, "“长度”的参数")
	if !ok {
		return x
	}
	return node{typ: exprType{kind: IsNumber}, size: x.size + 1, eval: func(m *machine) Result {
		v := x.eval(m)
		if v.Kind != IsText {
			return numeric(decimal.Zero)
		}
		return whole(utf8.RuneCountInString(v.Text))
	}}
}

func choose(c *compiler, n ast.Node, args []ast.Node) node {
	var no ast.Node
	if len(args) == 3 {
		no = args[2]
	}
	return c.condition(n, args[0], args[1], no)
}
