package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"

	"github.com/gongbiao/gongbiao/internal/alike"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/number"
)

// node is a checked piece of an expression.
type node struct {
	eval  func(*machine) Result
	asks  func(*machine) truth // of a condition: eval without its Result; nil: eval alone
	typ   exprType
	field *Field // the field it reads, if it is nothing else
	owner *Field // with path: the group the lookup begins at
	path  []int
	lit   *Result // a literal
	size  int     // nodes in it, what a run over a list costs an item
}

// exprType is what a node gives when it gives something.
type exprType struct {
	kind   ResultKind
	group  *Field     // IsGroup, and IsList of rows: the fields
	elem   ResultKind // IsList: its items
	params *Param     // text of a parameter
}

// machine is one run of an expression.
type machine struct {
	at    At
	item  Result // what . means inside 合计, 筛选, …
	steps int
	err   error
	trace *Trace
	parts *parts   // nil: nobody asks what a sum lacks
	args  []Result // of the calls that are being made
}

// step counts work and says whether to go on.
func (m *machine) step(n int) bool {
	if m.steps += n; m.steps > maxSteps && m.err == nil {
		m.err = fmt.Errorf("表达式算了 %d 步还没有算完", maxSteps)
	}
	return m.err == nil
}

type compiler struct {
	src    string
	scope  Scope
	item   *exprType // what . means here
	fields []*Field
	err    *ExprError
	nodes  int
	inner  int // names looked up in the scope's frames: rows and lists, not the form
	frame  int // the scope's, if it shares
	shapes map[ast.Node]int
}

// fail notes the first error.
func (c *compiler) fail(n ast.Node, msg, hint string) node {
	if c.err == nil {
		line, col := lineCol(c.src, n.Location().From-len(before))
		c.err = &ExprError{Source: c.src, Line: line, Col: col, Msg: msg, Hint: hint}
	}
	return node{eval: func(*machine) Result { return Result{} }}
}

// tooLong fails at a node beyond the most that an expression may have.
func (c *compiler) tooLong(n ast.Node) node {
	return c.fail(n, fmt.Sprintf("太长，最多 %d 个名称、数字和符号", maxNodes), "")
}

func (c *compiler) reads(f *Field) {
	if !slices.Contains(c.fields, f) {
		c.fields = append(c.fields, f)
	}
}

func literal(r Result) node {
	return node{eval: func(*machine) Result { return r }, typ: exprType{kind: r.Kind}, lit: &r, size: 1}
}

// operand compiles a part of an expression that must give the kind; where says of what it is a part.
func (c *compiler) operand(n ast.Node, kind ResultKind, where string) (x node, ok bool) {
	x = c.node(n)
	return x, c.want(n, x, kind, where)
}

// one is computed from an operand of a kind, absent if that is.
func one(gives, takes ResultKind, x node, f func(m *machine, v Result) Result) node {
	return node{typ: exprType{kind: gives}, size: x.size + 1, eval: func(m *machine) Result {
		v := x.eval(m)
		if v.Kind != takes {
			return Result{}
		}
		return f(m, v)
	}}
}

func (c *compiler) node(n ast.Node) node {
	if c.nodes++; c.nodes > maxNodes {
		return c.tooLong(n)
	}
	switch n := n.(type) {
	case *ast.NilNode:
		return literal(Result{})
	case *ast.BoolNode:
		return literal(boolean(n.Value))
	case *ast.StringNode:
		return literal(textual(n.Value))
	case *ast.IntegerNode:
		return c.figure(n)
	case *ast.FloatNode:
		return c.figure(n)
	case *ast.IdentifierNode:
		return c.name(n)
	case *ast.PointerNode:
		return c.pointer(n)
	case *ast.MemberNode:
		return c.member(n)
	case *ast.ChainNode:
		return c.node(n.Node)
	case *ast.UnaryNode:
		return c.unary(n)
	case *ast.BinaryNode:
		return c.shared(n, func() node { return c.binary(n) })
	case *ast.ConditionalNode:
		return c.shared(n, func() node { return c.condition(n, n.Cond, n.Exp1, n.Exp2) })
	case *ast.ArrayNode:
		return c.array(n)
	case *ast.BuiltinNode:
		return c.shared(n, func() node { return c.call(n, n.Name, n.Arguments) })
	case *ast.CallNode:
		if id, ok := n.Callee.(*ast.IdentifierNode); ok {
			return c.shared(n, func() node { return c.call(n, id.Value, n.Arguments) })
		}
		return c.fail(n, "这里不能调用函数", "函数写成 合计(列表, .名称)")
	case *ast.PredicateNode:
		return c.node(n.Node)
	}
	return c.fail(n, "表达式里不能这样写", "能写什么见 docs/expressions.md")
}

// figure is a number literal, read from the source: the parser's float is never looked at.
func (c *compiler) figure(n ast.Node) node {
	text := written(c.src, n)
	d, parts, ok := number.ParseScaled(text)
	if !ok || parts != 0 || strings.Contains(text, ",") {
		return c.fail(n, "数字“"+finding.Short(text)+"”写法不对", "")
	}
	return literal(numeric(d))
}

// written is a figure as the source has it, without the underscores that may separate its digits.
func written(src string, n ast.Node) string {
	runes := []rune(src)
	from, to := n.Location().From-len(before), n.Location().To-len(before)
	if from < 0 || to > len(runes) || from >= to {
		return ""
	}
	return strings.ReplaceAll(string(runes[from:to]), "_", "")
}

// typeOf is what a field gives.
func typeOf(f *Field) exprType {
	switch {
	case f.Kind == Group:
		return exprType{kind: IsGroup, group: f}
	case f.Kind == Rows:
		return exprType{kind: IsList, group: f, elem: IsGroup}
	case f.Kind == Choice && f.Multiple:
		return exprType{kind: IsList, elem: IsText}
	case f.Kind.Numeric():
		return exprType{kind: IsNumber}
	}
	return exprType{kind: IsText}
}

// name is a field, a list of With, or one of 参数 本表 本行.
func (c *compiler) name(n *ast.IdentifierNode) node {
	f, owner, list := c.scope.find(n.Value)
	if list || owner != c.scope.form.body || n.Value == "本行" {
		c.inner++
	}
	switch {
	case list:
		name := n.Value
		c.reads(f)
		return node{typ: exprType{kind: IsList, group: f, elem: IsGroup}, field: f, size: 1,
			eval: func(m *machine) Result { return resultOf(m.at.list(name)) }}
	case f != nil:
		return c.path(owner, []int{f.index}, f)
	case n.Value == "本表":
		return node{typ: exprType{kind: IsGroup, group: c.scope.form.body}, owner: c.scope.form.body, path: []int{},
			size: 1,
			eval: func(m *machine) Result { return resultOf(m.at.r.Body) }}
	case n.Value == "本行":
		in := c.scope.form.body
		for fr := c.scope.frame; fr != nil; fr = fr.next {
			if fr.field != nil {
				in = fr.field
				break
			}
		}
		return node{typ: exprType{kind: IsGroup, group: in}, owner: in, path: []int{}, size: 1,
			eval: func(m *machine) Result { return resultOf(m.at.owner(in)) }}
	case n.Value == "参数":
		return c.fail(n, "“参数”后面要写参数的名称", c.paramHint(""))
	}
	hint := nearest(n.Value, c.scope.names())
	if c.item != nil && c.item.group != nil && c.item.group.Field(n.Value) != nil {
		hint = "列表中每一项的“" + n.Value + "”要写成 ." + n.Value
	}
	return c.fail(n, "没有名为“"+finding.Short(n.Value)+"”的项", hint)
}

// path reads a field by its place under a group known when the form is loaded.
func (c *compiler) path(owner *Field, path []int, f *Field) node {
	c.reads(f)
	return node{typ: typeOf(f), field: f, owner: owner, path: path, size: 1, eval: func(m *machine) Result {
		v := m.at.owner(owner)
		if v == nil {
			return Result{}
		}
		for _, i := range path {
			v = v.Fields[i]
		}
		return m.read(v)
	}}
}

// read is resultOf, noted in the trace.
func (m *machine) read(v *Value) Result {
	if m.trace != nil {
		m.trace.input(v)
	}
	return resultOf(v)
}

// pointer is . or # : the item of the list a function runs over.
func (c *compiler) pointer(n *ast.PointerNode) node {
	switch {
	case n.Name != "":
		return c.fail(n, "不认识“#"+n.Name+"”", "每一项的名称写成 ."+n.Name)
	case c.item == nil:
		return c.fail(n, "以“.”开头的名称只能写在 合计、筛选 等函数里", "例如 合计(绩效指标, .得分)")
	}
	return node{typ: *c.item, size: 1, eval: func(m *machine) Result { return m.item }}
}

// member is 组.名称, 组["名称"], 参数.名称, 列表[0].
func (c *compiler) member(n *ast.MemberNode) node {
	if id, ok := n.Node.(*ast.IdentifierNode); ok && id.Value == "参数" {
		return c.param(n)
	}
	x := c.node(n.Node)
	if c.err != nil {
		return x
	}
	switch p := n.Property.(type) {
	case *ast.StringNode:
		return c.child(n, x, p.Value)
	case *ast.IntegerNode:
		return c.index(n, x, p.Value)
	case *ast.UnaryNode:
		if i, ok := p.Node.(*ast.IntegerNode); ok && p.Operator == "-" {
			return c.index(n, x, -i.Value)
		}
	}
	return c.fail(n, "方括号里只能写带引号的名称或第几项", "例如 资金[\"1-7月执行数\"]、绩效指标[0]")
}

func (c *compiler) child(n *ast.MemberNode, x node, name string) node {
	switch {
	case x.typ.kind == IsList && x.typ.group != nil:
		return c.fail(n, "列表没有“."+finding.Short(name)+"”",
			"每一项的“"+finding.Short(name)+"”写成 每项(列表, ."+finding.Short(name)+")，合计写成 合计(列表, ."+finding.Short(name)+")")
	case x.typ.kind != IsGroup:
		return c.fail(n, x.typ.kind.chinese()+"没有“."+finding.Short(name)+"”", "")
	}
	f := x.typ.group.Field(name)
	if f == nil {
		return c.fail(n, "没有名为“"+finding.Short(name)+"”的项", nearest(name, fieldNames(x.typ.group)))
	}
	if x.owner != nil {
		return c.path(x.owner, append(slices.Clone(x.path), f.index), f)
	}
	c.reads(f)
	y := one(Nothing, IsGroup, x, func(m *machine, g Result) Result {
		if f.index >= len(g.Value.Fields) {
			return Result{}
		}
		return m.read(g.Value.Fields[f.index])
	})
	y.typ, y.field = typeOf(f), f
	return y
}

func (c *compiler) index(n *ast.MemberNode, x node, i int) node {
	if x.typ.kind != IsList {
		return c.fail(n, "只有列表能取第几项", "")
	}
	return node{typ: c.itemType(x.typ), size: x.size + 1, eval: func(m *machine) Result {
		l := x.eval(m)
		k := i
		if k < 0 {
			k += l.Len()
		}
		if k < 0 || k >= l.Len() {
			return Result{}
		}
		return l.item(k)
	}}
}

// itemType is the type of a list's items.
func (c *compiler) itemType(list exprType) exprType {
	return exprType{kind: list.elem, group: list.group}
}

// param is 参数.名称.
func (c *compiler) param(n *ast.MemberNode) node {
	p, ok := n.Property.(*ast.StringNode)
	if !ok {
		return c.fail(n, "“参数”后面要写参数的名称", c.paramHint(""))
	}
	name := p.Value
	for i := range c.scope.form.Params {
		if q := &c.scope.form.Params[i]; q.Name == name {
			return node{typ: exprType{kind: q.kind(), params: q}, size: 1,
				eval: func(m *machine) Result { return m.at.r.param(name) }}
		}
	}
	return c.fail(n, "没有名为“"+finding.Short(name)+"”的参数", c.paramHint(name))
}

func (c *compiler) paramHint(name string) string {
	known := c.scope.form.paramNames()
	if len(known) == 0 {
		return "这张表没有参数"
	}
	return cmp.Or(alike.DidYouMean(name, known), "参数有："+strings.Join(known, "、"))
}

// nearest asks whether the nearest of the names was meant, or else lists them.
func nearest(name string, names []string) string {
	return cmp.Or(alike.DidYouMean(name, names), "这里有："+finding.Short(strings.Join(names, "、")))
}
