package model

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/expr-lang/expr/ast"
	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/alike"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/number"
)

// function is one name an expression may call.
type function struct {
	usage    string
	make     maker
	min, max int // arguments; -1: any number
}

// maker compiles a call of a function.
type maker func(c *compiler, n ast.Node, args []ast.Node) node

// english are the names of expr that are kept, and those a newcomer may try.
var english = map[string]string{
	"map": "每项", "filter": "筛选", "all": "全部", "any": "任一", "none": "没有", "len": "个数", "count": "个数",
}

var tried = map[string]string{
	"sum": "合计", "SUM": "合计", "求和": "合计", "max": "最大", "最大值": "最大", "min": "最小", "最小值": "最小",
	"mean": "平均", "平均值": "平均", "round": "舍入", "ceil": "舍入", "floor": "舍入", "求余": "舍入", "四舍五入": "舍入", "进一": "舍入",
	"abs": "绝对值", "rmb": "大写", "chn": "大写", "人民币大写": "大写", "金额大写": "大写", "uniq": "去重", "join": "连接", "if": "如果",
}

// functionNames are the Chinese names, in order.
func functionNames() []string {
	return slices.Sorted(maps.Keys(functions()))
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
		hint := alike.DidYouMean(name, append(c.scope.funcNames(), functionNames()...))
		if zh := tried[name]; zh != "" {
			hint = "请用" + functions()[zh].usage
		}
		hint = cmp.Or(hint, "函数有："+strings.Join(functionNames(), "、"))
		return c.fail(n, "没有名为“"+finding.Short(name)+"”的函数", hint)
	}
	if len(args) < f.min || (f.max >= 0 && len(args) > f.max) {
		return c.fail(n, fmt.Sprintf("“%s”有 %d 个参数，不对", name, len(args)), "写作 "+f.usage)
	}
	return f.make(c, n, args)
}

// table holds all functions once it was asked for; its entries call back into it, so it cannot be made before.
var table struct {
	sync.Once
	functions map[string]function
}

// functions is the table of all functions. It is read-only.
func functions() map[string]function {
	table.Do(func() { table.functions = allFunctions() })
	return table.functions
}

func allFunctions() map[string]function {
	return map[string]function{
		"合计":  {"合计(列表, .名称) 或 合计(甲, 乙, 丙)", fold{"合计", total}.compile, 1, -1},
		"平均":  {"平均(列表, .名称) 或 平均(甲, 乙)", fold{"平均", total}.compile, 1, -1},
		"最大":  {"最大(列表, .名称) 或 最大(甲, 乙)", fold{"最大", largest}.compile, 1, -1},
		"最小":  {"最小(列表, .名称) 或 最小(甲, 乙)", fold{"最小", smallest}.compile, 1, -1},
		"每项":  {"每项(列表, .名称)", each, 2, 2},
		"筛选":  {"筛选(列表, .名称 == …)", filter, 2, 2},
		"全部":  {"全部(列表, .名称 > 0)", quantifier(false, false), 2, 2},
		"任一":  {"任一(列表, .名称 > 0)", quantifier(true, true), 2, 2},
		"没有":  {"没有(列表, .名称 > 0)", quantifier(true, false), 2, 2},
		"个数":  {"个数(列表) 或 个数(列表, .名称 > 0)", count, 1, 2},
		"去重":  {"去重(列表)", distinct, 1, 1},
		"连接":  {"连接(列表, \"、\")", join, 2, 2},
		"舍入":  {"舍入(数, 位数, \"四舍五入\")", rounding, 2, 3},
		"绝对值": {"绝对值(数)", of("绝对值", IsNumber, IsNumber, absolute), 1, 1},
		"小数位": {"小数位(数)", of("小数位", IsNumber, IsNumber, places), 1, 1},
		"空":   {"空(名称)", blank, 1, 1},
		"数":   {"数(文字)", numberIn, 1, 1},
		"文":   {"文(数) 或 文(数, \"0.00%\")", asText, 1, 2},
		"大写":  {"大写(数)", of("大写", IsNumber, IsText, inWords), 1, 1},
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

// tally is a running sum over a column. A blank and a mark such as / count as nothing there; a figure that cannot
// be read makes the whole unknown.
type tally struct {
	n       int
	value   decimal.Decimal
	unknown *Value   // the first figure that cannot be read
	parts   *parts   // nil: nobody asks
	absent  []*Value // what was left out of the record
}

func total(t *tally, d decimal.Decimal) {
	if t.n == 0 {
		t.value = d
	} else {
		t.value = t.value.Add(d)
	}
}

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
		if t.unknown == nil {
			t.unknown = x.Value
		}
	case t.parts != nil && x.Kind == Nothing && x.Value != nil:
		t.absent = append(t.absent, x.Value)
	}
}

// fold is 合计, 平均, 最大 or 最小: over a list, over an expression of its items, or over its arguments.
type fold struct {
	name string
	with func(*tally, decimal.Decimal)
}

// node runs a fold over what feed adds to its tally.
func (f fold) node(size int, list bool, feed func(*machine, *tally)) node {
	return node{typ: exprType{kind: IsNumber}, size: size, eval: func(m *machine) Result {
		t := tally{parts: m.parts}
		feed(m, &t)
		if f.name == "合计" || f.name == "平均" {
			t.parts.sum(t, list)
		}
		switch {
		case t.unknown != nil:
			return Result{Value: t.unknown} // not nothing to ??
		case t.n == 0:
			return Result{}
		case f.name == "平均":
			return numeric(number.Divide(t.value, decimal.New(int64(t.n), 0)))
		}
		return numeric(t.value)
	}}
}

func (f fold) compile(c *compiler, n ast.Node, args []ast.Node) node {
	first := c.node(args[0])
	switch {
	case c.err != nil:
		return first
	case first.typ.kind != IsList:
		return f.arguments(c, first, args)
	case len(args) > 2:
		return c.fail(n, "“"+f.name+"”一个列表时最多两个参数", "")
	case len(args) == 1 && first.typ.elem != IsNumber:
		return c.fail(args[0], "列表里不是数", "写明要哪一项："+f.name+"(列表, .名称)")
	}
	body := node{eval: func(m *machine) Result { return m.item }}
	if len(args) == 2 {
		if body = c.overList(first, args[1]); !c.want(args[1], body, IsNumber, "“"+f.name+"”的第二个参数") {
			return body
		}
	}
	return f.node(first.size+body.size+1, true, func(m *machine, t *tally) {
		m.run(first.eval(m), body, func(item, x Result) bool {
			if t.parts != nil && x.Kind == Nothing && x.Value == nil && item.Value != nil {
				x.Value = item.Value // computed from what the row lacks
			}
			if x.Kind != Nothing || item.Kind != IsGroup || !item.blank() { // an empty row is no part of the sum
				t.add(x, f.with)
			}
			return true
		})
	})
}

func (f fold) arguments(c *compiler, first node, args []ast.Node) node {
	items := []node{first}
	size := 1
	for i, a := range args {
		if i > 0 {
			items = append(items, c.node(a))
		}
		if !c.want(a, items[i], IsNumber, "“"+f.name+"”的参数") {
			return items[i]
		}
		size += items[i].size
	}
	return f.node(size, false, func(m *machine, t *tally) {
		for _, x := range items {
			t.add(x.eval(m), f.with)
		}
	})
}
