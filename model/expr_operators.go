package model

import (
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/recent"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/number"
)

func (c *compiler) unary(n *ast.UnaryNode) node {
	if n.Operator != "-" && n.Operator != "+" {
		x, ok := c.operand(n.Node, IsBool, "not 后面")
		if !ok {
			return x
		}
		asks := x.truth()
		return condition(x.size+1, func(m *machine) truth { return asks(m).not() })
	}
	x, ok := c.operand(n.Node, IsNumber, "正负号后面")
	switch {
	case !ok || n.Operator == "+":
		return x
	case x.lit != nil:
		return literal(numeric(x.lit.Num.Neg()))
	}
	return one(IsNumber, IsNumber, x, func(_ *machine, v Result) Result { return numeric(v.Num.Neg()) })
}

// want refuses a node that cannot give the kind.
func (c *compiler) want(at ast.Node, x node, kind ResultKind, where string) bool {
	if c.err != nil {
		return false
	}
	if x.typ.kind == kind || (x.typ.kind == Nothing && x.lit == nil) {
		return true
	}
	what, hint := x.typ.kind.chinese(), ""
	if x.field != nil {
		what = "“" + x.field.Name + "”是" + what
	} else {
		what = "这里是" + what
	}
	if kind == IsNumber && x.typ.kind == IsText {
		hint = "文字里的数写成 数(…)"
	}
	if kind == IsText && x.typ.kind == IsNumber {
		hint = "数写成文字用 文(…)"
	}
	c.fail(at, where+"应是"+kind.chinese()+"，"+what, hint)
	return false
}

// both refuses an operator whose sides cannot give the kind.
func (c *compiler) both(n *ast.BinaryNode, a, b node, kind ResultKind) bool {
	where := "“" + n.Operator + "”两边"
	return c.want(n.Left, a, kind, where) && c.want(n.Right, b, kind, where)
}

func (c *compiler) binary(n *ast.BinaryNode) node {
	a, b := c.node(n.Left), c.node(n.Right)
	if c.err != nil {
		return a
	}
	size := a.size + b.size + 1
	switch n.Operator {
	case "+":
		if a.typ.kind == IsText && b.typ.kind == IsText {
			return node{typ: exprType{kind: IsText}, size: size, eval: concat(a, b)}
		}
		if a.typ.kind == IsText || b.typ.kind == IsText {
			other, x := n.Left, a
			if a.typ.kind == IsText {
				other, x = n.Right, b
			}
			c.want(other, x, IsText, "与文字相连的")
			return a
		}
		return c.arith(n, a, b, decimal.Decimal.Add)
	case "-":
		return c.arith(n, a, b, decimal.Decimal.Sub)
	case "*":
		return c.arith(n, a, b, decimal.Decimal.Mul)
	case "/":
		return c.arith(n, a, b, number.Divide)
	case "and", "&&":
		return c.logic(n, a, b, false)
	case "or", "||":
		return c.logic(n, a, b, true)
	case "==", "!=", "<", "<=", ">", ">=":
		return c.comparison(n, a, b)
	case "in":
		return c.in(n, a, b)
	case "contains", "startsWith", "endsWith":
		return c.textTest(n, a, b)
	case "matches":
		return c.matches(n, a, b)
	case "??":
		if a.typ.kind != b.typ.kind && a.typ.kind != Nothing && b.typ.kind != Nothing {
			return c.fail(n, "?? 两边应是同一类，现在是"+a.typ.kind.chinese()+"和"+b.typ.kind.chinese(), "")
		}
		typ := a.typ
		if typ.kind == Nothing {
			typ = b.typ
		}
		return node{typ: typ, size: size, eval: func(m *machine) Result {
			x := a.eval(m)
			switch {
			case x.Kind == typ.kind && x.Kind != Nothing:
				return x
			case x.unknown():
				return Result{}
			}
			return b.eval(m)
		}}
	case "%":
		return c.fail(n, "没有“%”这种运算", "百分数写成小数：98% 写 0.98")
	}
	return c.fail(n, "没有“"+n.Operator+"”这种运算", "能写什么见 docs/expressions.md")
}

func concat(a, b node) func(*machine) Result {
	return func(m *machine) Result {
		x, y := a.eval(m), b.eval(m)
		if x.Kind != IsText && y.Kind != IsText {
			return Result{}
		}
		if !m.step((len(x.Text) + len(y.Text)) / 16) {
			return Result{}
		}
		return textual(x.Text + y.Text)
	}
}

func (c *compiler) arith(n *ast.BinaryNode, a, b node, op func(x, y decimal.Decimal) decimal.Decimal) node {
	if !c.both(n, a, b, IsNumber) {
		return a
	}
	division, plus := n.Operator == "/", n.Operator == "+"
	return node{typ: exprType{kind: IsNumber}, size: a.size + b.size + 1, eval: func(m *machine) Result {
		x, y := a.eval(m), b.eval(m)
		if x.Kind != IsNumber || y.Kind != IsNumber || (division && y.Num.IsZero()) {
			if plus {
				m.parts.plus(x, y)
			}
			return Result{}
		}
		return numeric(op(x.Num, y.Num))
	}}
}

// logic is and, or: absent only if the other side does not decide.
func (c *compiler) logic(n *ast.BinaryNode, a, b node, decides bool) node {
	if !c.both(n, a, b, IsBool) {
		return a
	}
	left, right, decisive := a.truth(), b.truth(), truthOf(decides)
	return condition(a.size+b.size+1, func(m *machine) truth {
		x := left(m)
		if x == decisive {
			return x
		}
		if y := right(m); y == decisive || x != open {
			return y
		}
		return open
	})
}

func (c *compiler) comparison(n *ast.BinaryNode, a, b node) node {
	size := a.size + b.size + 1
	op := n.Operator
	equality := op == "==" || op == "!="
	isNil := func(x node) bool { return x.lit != nil && x.lit.Kind == Nothing }
	if isNil(a) || isNil(b) {
		if !equality {
			return c.fail(n, "nil 只能用 == 和 != 来比", "")
		}
		x := a
		if isNil(a) {
			x = b
		}
		return condition(size, func(m *machine) truth { return truthOf((x.eval(m).Kind == Nothing) == (op == "==")) })
	}
	if a.typ.kind != b.typ.kind && a.typ.kind != Nothing && b.typ.kind != Nothing {
		hint := ""
		if a.typ.kind == IsText && b.typ.kind == IsNumber || a.typ.kind == IsNumber && b.typ.kind == IsText {
			hint = "文字里的数写成 数(…)，数写成文字用 文(…)"
		}
		return c.fail(n, "不能比较"+a.typ.kind.chinese()+"和"+b.typ.kind.chinese(), hint)
	}
	if k := a.typ.kind; !equality && k != IsNumber && k != IsText && k != Nothing {
		return c.fail(n, k.chinese()+"不能比大小", "")
	}
	kind, left, right := a.typ.kind, a.eval, b.eval
	if equality && b.lit != nil && b.lit.Kind == IsText {
		return condition(size, equals(left, b.lit.Text, op == "=="))
	}
	return condition(size, func(m *machine) truth {
		x, y := left(m), right(m)
		if x.Kind == Nothing || y.Kind == Nothing || (kind == IsNumber && (x.Kind != IsNumber || y.Kind != IsNumber)) {
			return open
		}
		if equality {
			return truthOf(same(x, y) == (op == "=="))
		}
		k, ok := compare(x, y)
		if !ok {
			return open
		}
		switch op {
		case "<":
			return truthOf(k < 0)
		case "<=":
			return truthOf(k <= 0)
		case ">":
			return truthOf(k > 0)
		}
		return truthOf(k >= 0)
	})
}

// equals compares with a text that is written out, as most conditions do.
func equals(x func(*machine) Result, text string, gives bool) func(*machine) truth {
	return func(m *machine) truth {
		r := x(m)
		if r.Kind == Nothing {
			return open
		}
		return truthOf((r.Kind == IsText && r.Text == text) == gives)
	}
}

func (c *compiler) in(n *ast.BinaryNode, a, b node) node {
	if b.typ.kind != IsList {
		return c.fail(n, "in 右边应是列表", "例如 一级指标 in [\"产出指标\", \"效益指标\"]；文字里含有某字写 文字 contains \"某字\"")
	}
	if a.typ.kind != b.typ.elem && a.typ.kind != Nothing && b.typ.elem != Nothing {
		return c.fail(n, "in 左边是"+a.typ.kind.chinese()+"，右边列表里是"+b.typ.elem.chinese(), "")
	}
	return condition(a.size+b.size+1, func(m *machine) truth {
		x, l := a.eval(m), b.eval(m)
		if x.Kind == Nothing {
			return open
		}
		for i := range l.Len() {
			if !m.step(1) {
				return open
			}
			if same(x, l.item(i)) {
				return yes
			}
		}
		return no
	})
}

func (c *compiler) textTest(n *ast.BinaryNode, a, b node) node {
	if !c.both(n, a, b, IsText) {
		return a
	}
	test := map[string]func(s, part string) bool{"contains": strings.Contains, "startsWith": strings.HasPrefix,
		"endsWith": strings.HasSuffix}[n.Operator]
	return condition(a.size+b.size+1, func(m *machine) truth {
		x, y := a.eval(m), b.eval(m)
		if x.Kind != IsText || y.Kind != IsText || !m.step(len(x.Text)/64) {
			return open
		}
		return truthOf(test(x.Text, y.Text))
	})
}

func (c *compiler) matches(n *ast.BinaryNode, a, b node) node {
	if !c.want(n.Left, a, IsText, "“matches”左边") {
		return a
	}
	if b.lit == nil || b.lit.Kind != IsText {
		return c.fail(n.Right, "“matches”右边应是写明的式样", "例如 三级指标 matches \"率$\"")
	}
	re, err := pattern.New(b.lit.Text)
	if err != nil {
		return c.fail(n.Right, "式样“"+finding.Short(b.lit.Text)+"”写法不对", "")
	}
	p := &matcher{re: re}
	return condition(a.size+2, func(m *machine) truth {
		x := a.eval(m)
		if x.Kind != IsText || !m.step(len(x.Text)/4) {
			return open
		}
		return truthOf(p.in(x.Text))
	})
}

// matcher remembers which short texts it matched: the classes and names of a batch are few, and to look for one of
// thirty words in each again takes longer than anything else a check does.
type matcher struct {
	re   *pattern.Pattern
	seen recent.Cache[string, bool]
}

const (
	maxSeen     = 2048
	maxSeenText = 120 // bytes
)

func (p *matcher) in(text string) bool {
	if p.re.Absent(text) {
		return false
	}
	if p.re.Words() {
		return true
	}
	if len(text) > maxSeenText {
		return p.re.MatchString(text)
	}
	return p.seen.Get(maxSeen, text, strings.Clone, p.re.MatchString) // a text of a record would hold its whole file
}

func (c *compiler) condition(at, cond, then, other ast.Node) node {
	x, a := c.node(cond), c.node(then)
	b := literal(Result{})
	if other != nil {
		b = c.node(other)
	}
	if c.err != nil || !c.want(cond, x, IsBool, "条件") {
		return x
	}
	typ := a.typ
	switch {
	case typ.kind == Nothing:
		typ = b.typ
	case b.typ.kind != Nothing && b.typ.kind != typ.kind:
		return c.fail(at, "条件的两个结果应是同一类，现在是"+a.typ.kind.chinese()+"和"+b.typ.kind.chinese(), "")
	case typ.group != b.typ.group && b.typ.kind != Nothing:
		return c.fail(at, "条件的两个结果应是同一个列表或组", "")
	}
	typ.params = nil
	asks := x.truth()
	return node{typ: typ, size: x.size + a.size + b.size + 1, eval: func(m *machine) Result {
		switch asks(m) {
		case yes:
			return a.eval(m)
		case no:
			return b.eval(m)
		}
		return Result{}
	}}
}

func (c *compiler) array(n *ast.ArrayNode) node {
	items := make([]node, len(n.Nodes))
	typ := exprType{kind: IsList}
	size := 1
	for i, e := range n.Nodes {
		items[i] = c.node(e)
		if c.err != nil {
			return items[i]
		}
		k := items[i].typ.kind
		if typ.elem == Nothing {
			typ.elem = k
			typ.group = items[i].typ.group
		}
		if k != Nothing && (k != typ.elem || typ.group != items[i].typ.group) || k == IsList {
			return c.fail(e, "列表里应都是同一类", "")
		}
		size += items[i].size
	}
	constant := Result{Kind: IsList, List: make([]Result, 0, len(items))}
	for _, x := range items {
		if x.lit != nil {
			constant.List = append(constant.List, *x.lit)
		}
	}
	if len(constant.List) == len(items) {
		return node{typ: typ, size: 1, eval: func(*machine) Result { return constant }}
	}
	return node{typ: typ, size: size, eval: func(m *machine) Result {
		l := Result{Kind: IsList, List: make([]Result, len(items))}
		for i, x := range items {
			l.List[i] = x.eval(m)
		}
		return l
	}}
}
