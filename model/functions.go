package model

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"
	"github.com/shopspring/decimal"
)

// function is one name an expression may call.
type function struct {
	usage string
	make  func(c *compiler, n ast.Node, args []ast.Node) node
	min   int
	max   int
}

// english are the names of expr that are kept, and those a newcomer may try.
var english = map[string]string{
	"map": "每项", "filter": "筛选", "all": "全部", "any": "任一", "none": "没有", "len": "个数", "count": "个数",
}

var tried = map[string]string{
	"sum": "合计", "SUM": "合计", "max": "最大", "min": "最小", "mean": "平均", "round": "舍入", "abs": "绝对值", "ceil": "舍入", "floor": "舍入",
	"uniq": "去重", "join": "连接", "if": "如果", "求和": "合计", "平均值": "平均", "最大值": "最大", "最小值": "最小", "求余": "舍入", "四舍五入": "舍入", "进一": "舍入",
}

// functionNames are the Chinese names, in order.
func functionNames() []string {
	var names []string
	for name := range functions() {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// call is 合计(…) and so on.
func (c *compiler) call(n ast.Node, name string, args []ast.Node) node {
	known := name
	if zh := english[name]; zh != "" {
		known = zh
	}
	f, ok := functions()[known]
	if offered := c.scope.funcs[name]; !ok && offered != nil {
		return c.offered(n, offered, args)
	}
	if !ok {
		hint := didYouMean(name, append(c.scope.funcNames(), functionNames()...))
		if zh := tried[name]; zh != "" {
			hint = "请用" + functions()[zh].usage
		}
		if hint == "" {
			hint = "函数有：" + strings.Join(functionNames(), "、")
		}
		return c.fail(n, "没有名为“"+shorten(name)+"”的函数", hint)
	}
	if len(args) < f.min || (f.max >= 0 && len(args) > f.max) {
		return c.fail(n, fmt.Sprintf("“%s”有 %d 个参数，不对", name, len(args)), "写作 "+f.usage)
	}
	return f.make(c, n, args)
}

// functions is the table of all functions. It is made on each call, while loading only, because its entries call back into it.
func functions() map[string]function {
	return map[string]function{
		"合计":  {"合计(列表, .名称) 或 合计(甲, 乙, 丙)", aggregate("合计", total), 1, -1},
		"平均":  {"平均(列表, .名称) 或 平均(甲, 乙)", aggregate("平均", mean), 1, -1},
		"最大":  {"最大(列表, .名称) 或 最大(甲, 乙)", aggregate("最大", largest), 1, -1},
		"最小":  {"最小(列表, .名称) 或 最小(甲, 乙)", aggregate("最小", smallest), 1, -1},
		"每项":  {"每项(列表, .名称)", each, 2, 2},
		"筛选":  {"筛选(列表, .名称 == …)", filter, 2, 2},
		"全部":  {"全部(列表, .名称 > 0)", quantifier(false, false), 2, 2},
		"任一":  {"任一(列表, .名称 > 0)", quantifier(true, true), 2, 2},
		"没有":  {"没有(列表, .名称 > 0)", quantifier(true, false), 2, 2},
		"个数":  {"个数(列表) 或 个数(列表, .名称 > 0)", count, 1, 2},
		"去重":  {"去重(列表)", distinct, 1, 1},
		"连接":  {"连接(列表, \"、\")", join, 2, 2},
		"舍入":  {"舍入(数, 位数, \"四舍五入\")", rounding, 2, 3},
		"绝对值": {"绝对值(数)", absolute, 1, 1},
		"小数位": {"小数位(数)", places, 1, 1},
		"空":   {"空(名称)", blank, 1, 1},
		"数":   {"数(文字)", numberIn, 1, 1},
		"文":   {"文(数) 或 文(数, \"0.00%\")", asText, 1, 2},
		"长度":  {"长度(文字)", length, 1, 1},
		"如果":  {"如果(条件, 甲, 乙)", choose, 2, 3},
	}
}

// overList compiles the expression a function applies to each item of a list.
func (c *compiler) overList(list node, n ast.Node) node {
	item := c.itemType(list.typ)
	before := c.item
	c.item = &item
	x := c.node(n)
	c.item = before
	return x
}

// list compiles an argument that must be a list.
func (c *compiler) list(n ast.Node, name string) (node, bool) {
	x := c.node(n)
	return x, c.err == nil && c.want(n, x, IsList, "“"+name+"”的第一个参数")
}

// run evaluates body for each item until visit says stop.
func (m *machine) run(l Result, body node, visit func(item, x Result) bool) {
	before := m.item
	defer func() { m.item = before }()
	for i := range l.Len() {
		if !m.step(body.size + 1) {
			return
		}
		m.item = l.item(i)
		if !visit(m.item, body.eval(m)) {
			return
		}
	}
}

// tally is a running sum over what stands in a column. A blank and a mark such as / count as nothing there; a figure that cannot
// be read makes the whole unknown.
type tally struct {
	n       int
	value   decimal.Decimal
	unknown bool
}

func total(t *tally, d decimal.Decimal) {
	if t.n == 0 {
		t.value = d
	} else {
		t.value = t.value.Add(d)
	}
}

func mean(t *tally, d decimal.Decimal) { total(t, d) }

func largest(t *tally, d decimal.Decimal) {
	if t.n == 0 || d.GreaterThan(t.value) {
		t.value = d
	}
}

func smallest(t *tally, d decimal.Decimal) {
	if t.n == 0 || d.LessThan(t.value) {
		t.value = d
	}
}

func (t *tally) add(x Result, f func(*tally, decimal.Decimal)) {
	switch {
	case x.Kind == IsNumber:
		f(t, x.Num)
		t.n++
	case x.unknown():
		t.unknown = true
	}
}

// aggregate is 合计, 平均, 最大, 最小: over a list, over an expression of its items, or over its arguments.
func aggregate(name string, f func(*tally, decimal.Decimal)) func(*compiler, ast.Node, []ast.Node) node {
	finish := func(t tally) Result {
		switch {
		case t.n == 0 || t.unknown:
			return Result{}
		case name == "平均":
			return number(divide(t.value, decimal.New(int64(t.n), 0)))
		}
		return number(t.value)
	}
	return func(c *compiler, n ast.Node, args []ast.Node) node {
		first := c.node(args[0])
		if c.err != nil {
			return first
		}
		typ := exprType{kind: IsNumber}
		if first.typ.kind == IsList {
			if len(args) > 2 {
				return c.fail(n, "“"+name+"”一个列表时最多两个参数", "")
			}
			if len(args) == 1 {
				if first.typ.elem != IsNumber {
					return c.fail(args[0], "列表里不是数", "写明要哪一项："+name+"(列表, .名称)")
				}
				return node{typ: typ, size: first.size + 1, eval: func(m *machine) Result {
					var t tally
					l := first.eval(m)
					for i := range l.Len() {
						if !m.step(1) {
							break
						}
						t.add(l.item(i), f)
					}
					return finish(t)
				}}
			}
			body := c.overList(first, args[1])
			if !c.want(args[1], body, IsNumber, "“"+name+"”的第二个参数") {
				return body
			}
			return node{typ: typ, size: first.size + body.size + 1, eval: func(m *machine) Result {
				var t tally
				m.run(first.eval(m), body, func(_, x Result) bool {
					t.add(x, f)
					return true
				})
				return finish(t)
			}}
		}
		items := make([]node, len(args))
		items[0] = first
		size := 1
		for i := range args {
			if i > 0 {
				items[i] = c.node(args[i])
			}
			if !c.want(args[i], items[i], IsNumber, "“"+name+"”的参数") {
				return items[i]
			}
			size += items[i].size
		}
		return node{typ: typ, size: size, eval: func(m *machine) Result {
			var t tally
			for _, x := range items {
				t.add(x.eval(m), f)
			}
			return finish(t)
		}}
	}
}

func each(c *compiler, n ast.Node, args []ast.Node) node {
	list, ok := c.list(args[0], "每项")
	if !ok {
		return list
	}
	body := c.overList(list, args[1])
	if c.err != nil {
		return body
	}
	if body.typ.kind == IsList {
		return c.fail(args[1], "列表里不能再放列表", "")
	}
	return node{typ: exprType{kind: IsList, elem: body.typ.kind, group: body.typ.group}, size: list.size + body.size + 1, eval: func(m *machine) Result {
		l := list.eval(m)
		out := Result{Kind: IsList, List: make([]Result, 0, l.Len())}
		m.run(l, body, func(_, x Result) bool {
			out.List = append(out.List, x)
			return true
		})
		return out
	}}
}

func filter(c *compiler, n ast.Node, args []ast.Node) node {
	list, ok := c.list(args[0], "筛选")
	if !ok {
		return list
	}
	body := c.overList(list, args[1])
	if !c.want(args[1], body, IsBool, "“筛选”的条件") {
		return body
	}
	return node{typ: list.typ, size: list.size + body.size + 1, eval: func(m *machine) Result {
		out := Result{Kind: IsList}
		m.run(list.eval(m), body, func(item, x Result) bool {
			switch {
			case !x.True():
			case item.Kind == IsGroup:
				out.Rows = append(out.Rows, item.Value)
			default:
				out.List = append(out.List, item)
			}
			return true
		})
		return out
	}}
}

// quantifier is 任一 (decides on true, gives true), 没有 (decides on true, gives false), 全部 (decides on false, gives false). An
// item whose condition is absent leaves the whole absent unless another decides.
func quantifier(decidesOn, gives bool) func(*compiler, ast.Node, []ast.Node) node {
	return func(c *compiler, n ast.Node, args []ast.Node) node {
		list, ok := c.list(args[0], "全部、任一、没有")
		if !ok {
			return list
		}
		body := c.overList(list, args[1])
		if !c.want(args[1], body, IsBool, "第二个参数") {
			return body
		}
		return node{typ: exprType{kind: IsBool}, size: list.size + body.size + 1, eval: func(m *machine) Result {
			out := boolean(!gives)
			m.run(list.eval(m), body, func(_, x Result) bool {
				if x.Kind != IsBool {
					out = Result{}
				} else if x.Bool == decidesOn {
					out = boolean(gives)
					return false
				}
				return true
			})
			return out
		}}
	}
}

func count(c *compiler, n ast.Node, args []ast.Node) node {
	list, ok := c.list(args[0], "个数")
	if !ok {
		return list
	}
	typ := exprType{kind: IsNumber}
	if len(args) == 1 {
		return node{typ: typ, size: list.size + 1, eval: func(m *machine) Result {
			return number(decimal.New(int64(list.eval(m).Len()), 0))
		}}
	}
	body := c.overList(list, args[1])
	if !c.want(args[1], body, IsBool, "“个数”的条件") {
		return body
	}
	return node{typ: typ, size: list.size + body.size + 1, eval: func(m *machine) Result {
		k := int64(0)
		m.run(list.eval(m), body, func(_, x Result) bool {
			if x.True() {
				k++
			}
			return true
		})
		return number(decimal.New(k, 0))
	}}
}

func distinct(c *compiler, n ast.Node, args []ast.Node) node {
	list, ok := c.list(args[0], "去重")
	if !ok {
		return list
	}
	return node{typ: list.typ, size: list.size + 1, eval: func(m *machine) Result {
		l := list.eval(m)
		out := Result{Kind: IsList}
		for i := range l.Len() {
			x := l.item(i)
			if !m.step(1 + len(out.List)) {
				break
			}
			if !slices.ContainsFunc(out.List, func(y Result) bool { return same(x, y) }) {
				out.List = append(out.List, x)
			}
		}
		return out
	}}
}

func join(c *compiler, n ast.Node, args []ast.Node) node {
	list, ok := c.list(args[0], "连接")
	if !ok {
		return list
	}
	if list.typ.elem == IsGroup {
		return c.fail(args[0], "列表里是一行行的，不是文字", "写明要哪一项：连接(每项(列表, .名称), \"、\")")
	}
	with := c.node(args[1])
	if !c.want(args[1], with, IsText, "“连接”的第二个参数") {
		return with
	}
	return node{typ: exprType{kind: IsText}, size: list.size + 2, eval: func(m *machine) Result {
		l, sep := list.eval(m), with.eval(m).Text
		var b strings.Builder
		for i := range l.Len() {
			s := l.item(i).String()
			if !m.step(1 + (len(s)+len(sep))/16) {
				return Result{}
			}
			if s == "" {
				continue
			}
			if b.Len() > 0 {
				b.WriteString(sep)
			}
			b.WriteString(s)
		}
		return textual(b.String())
	}}
}

// rounding is 舍入(数, 位数[, 方式]).
func rounding(c *compiler, n ast.Node, args []ast.Node) node {
	x, p := c.node(args[0]), c.node(args[1])
	if !c.want(args[0], x, IsNumber, "“舍入”的第一个参数") || !c.want(args[1], p, IsNumber, "“舍入”的位数") {
		return x
	}
	if p.lit != nil && !validPlaces(p.lit.Num) {
		return c.fail(args[1], "位数应是 0 到 20 的整数", "")
	}
	mode := literal(textual(RoundHalfUp))
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
			if !slices.Contains(RoundingModes, name) {
				return c.fail(args[2], "没有“"+shorten(name)+"”这种舍入方式", "有："+strings.Join(RoundingModes, "、"))
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
		d, ok := Round(v.Num, places, how.Text)
		if !ok {
			m.stop("没有“%s”这种舍入方式", how.Text)
			return Result{}
		}
		if m.trace != nil {
			m.trace.Roundings = append(m.trace.Roundings, Rounding{In: v.Num, Out: d, Places: places, Mode: how.Text})
		}
		return number(d)
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

func absolute(c *compiler, n ast.Node, args []ast.Node) node {
	x := c.node(args[0])
	if !c.want(args[0], x, IsNumber, "“绝对值”的参数") {
		return x
	}
	return node{typ: exprType{kind: IsNumber}, size: x.size + 1, eval: func(m *machine) Result {
		v := x.eval(m)
		if v.Kind != IsNumber {
			return Result{}
		}
		return number(v.Num.Abs())
	}}
}

// places is how many decimals a number was written with: 9.80 has 2, 97.98% has 4.
func places(c *compiler, n ast.Node, args []ast.Node) node {
	x := c.node(args[0])
	if !c.want(args[0], x, IsNumber, "“小数位”的参数") {
		return x
	}
	return node{typ: exprType{kind: IsNumber}, size: x.size + 1, eval: func(m *machine) Result {
		v := x.eval(m)
		if v.Kind != IsNumber {
			return Result{}
		}
		d := v.Num
		if v.Text != "" {
			if written, ok := ParseNumber(v.Text); ok {
				d = written
			}
		}
		return number(decimal.New(int64(max(0, -d.Exponent())), 0))
	}}
}

func blank(c *compiler, n ast.Node, args []ast.Node) node {
	x := c.node(args[0])
	return node{typ: exprType{kind: IsBool}, size: x.size + 1, eval: func(m *machine) Result { return boolean(x.eval(m).blank()) }}
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
		if d, ok := NumberIn(v.Text); ok {
			return number(d)
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
		if f.lit == nil || f.lit.Kind != IsText || !CheckFormat(f.lit.Text) {
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
			return textual(FormatNumber(v.Num, format))
		case v.Kind == IsNumber && v.Value != nil:
			return textual(v.Value.Shown(""))
		}
		return textual(v.String())
	}}
}

func length(c *compiler, n ast.Node, args []ast.Node) node {
	x := c.node(args[0])
	if !c.want(args[0], x, IsText, "“长度”的参数") {
		return x
	}
	return node{typ: exprType{kind: IsNumber}, size: x.size + 1, eval: func(m *machine) Result {
		v := x.eval(m)
		if v.Kind != IsText {
			return number(decimal.Zero)
		}
		return number(decimal.New(int64(utf8.RuneCountInString(v.Text)), 0))
	}}
}

func choose(c *compiler, n ast.Node, args []ast.Node) node {
	var no ast.Node
	if len(args) == 3 {
		no = args[2]
	}
	return c.condition(n, args[0], args[1], no)
}
