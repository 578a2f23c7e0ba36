package model

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/shopspring/decimal"
)

// node is a checked piece of an expression.
type node struct {
	eval  func(*machine) Result
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
}

// fail notes the first error.
func (c *compiler) fail(n ast.Node, msg, hint string) node {
	if c.err == nil {
		line, col := lineCol(c.src, n.Location().From-len(before))
		c.err = &ExprError{Source: c.src, Line: line, Col: col, Msg: msg, Hint: hint}
	}
	return node{eval: func(*machine) Result { return Result{} }}
}

func (c *compiler) reads(f *Field) {
	if !slices.Contains(c.fields, f) {
		c.fields = append(c.fields, f)
	}
}

func literal(r Result) node {
	return node{eval: func(*machine) Result { return r }, typ: exprType{kind: r.Kind}, lit: &r, size: 1}
}

func (c *compiler) node(n ast.Node) node {
	if c.nodes++; c.nodes > maxNodes {
		return c.fail(n, fmt.Sprintf("太长，最多 %d 个名称、数字和符号", maxNodes), "")
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
		return c.binary(n)
	case *ast.ConditionalNode:
		return c.condition(n, n.Cond, n.Exp1, n.Exp2)
	case *ast.ArrayNode:
		return c.array(n)
	case *ast.BuiltinNode:
		return c.call(n, n.Name, n.Arguments)
	case *ast.CallNode:
		if id, ok := n.Callee.(*ast.IdentifierNode); ok {
			return c.call(n, id.Value, n.Arguments)
		}
		return c.fail(n, "这里不能调用函数", "函数写成 合计(列表, .名称)")
	case *ast.PredicateNode:
		return c.node(n.Node)
	}
	return c.fail(n, "表达式里不能这样写", "能写什么见 docs/expressions.md")
}

// figure is a number literal, read from the source: the parser's float is never looked at.
func (c *compiler) figure(n ast.Node) node {
	runes := []rune(c.src)
	from, to := n.Location().From-len(before), n.Location().To-len(before)
	if from < 0 || to > len(runes) || from >= to {
		return c.fail(n, "数字写法不对", "")
	}
	text := string(runes[from:to])
	d, parts, ok := parseNumber(strings.ReplaceAll(text, "_", ""))
	if !ok || parts != 0 || strings.Contains(text, ",") {
		return c.fail(n, "数字“"+shorten(text)+"”写法不对", "")
	}
	return literal(number(d))
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
	switch {
	case list:
		name := n.Value
		c.reads(f)
		return node{typ: exprType{kind: IsList, group: f, elem: IsGroup}, field: f, size: 1,
			eval: func(m *machine) Result { return resultOf(m.at.list(name)) }}
	case f != nil:
		return c.path(owner, []int{f.index}, f)
	case n.Value == "本表":
		return node{typ: exprType{kind: IsGroup, group: c.scope.form.body}, owner: c.scope.form.body, path: []int{}, size: 1,
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
		return c.fail(n, "“参数”后面要写参数的名称", c.paramHint())
	}
	hint := didYouMean(n.Value, c.scope.names())
	if c.item != nil && c.item.group != nil && c.item.group.Field(n.Value) != nil {
		hint = "列表中每一项的“" + n.Value + "”要写成 ." + n.Value
	}
	if hint == "" {
		hint = "这里有：" + shorten(strings.Join(c.scope.names(), "、"))
	}
	return c.fail(n, "没有名为“"+shorten(n.Value)+"”的项", hint)
}

func (c *compiler) paramHint() string {
	var names []string
	for _, p := range c.scope.form.Params {
		names = append(names, p.Name)
	}
	if len(names) == 0 {
		return "这张表没有参数"
	}
	return "参数有：" + strings.Join(names, "、")
}

// path reads a field by its place under a group known when the form is loaded.
func (c *compiler) path(owner *Field, path []int, f *Field) node {
	c.reads(f)
	x := node{typ: typeOf(f), field: f, owner: owner, path: path, size: 1}
	if len(path) == 1 {
		i := path[0]
		x.eval = func(m *machine) Result {
			v := m.at.owner(owner)
			if v == nil {
				return Result{}
			}
			return m.read(v.Fields[i])
		}
		return x
	}
	x.eval = func(m *machine) Result {
		v := m.at.owner(owner)
		if v == nil {
			return Result{}
		}
		for _, i := range path {
			v = v.Fields[i]
		}
		return m.read(v)
	}
	return x
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
		return c.fail(n, "列表没有“."+shorten(name)+"”", "每一项的“"+shorten(name)+"”写成 每项(列表, ."+shorten(name)+")，合计写成 合计(列表, ."+shorten(name)+")")
	case x.typ.kind != IsGroup:
		return c.fail(n, x.typ.kind.chinese()+"没有“."+shorten(name)+"”", "")
	}
	f := x.typ.group.Field(name)
	if f == nil {
		hint := didYouMean(name, fieldNames(x.typ.group))
		if hint == "" {
			hint = "这里有：" + shorten(strings.Join(fieldNames(x.typ.group), "、"))
		}
		return c.fail(n, "没有名为“"+shorten(name)+"”的项", hint)
	}
	if x.owner != nil {
		return c.path(x.owner, append(slices.Clone(x.path), f.index), f)
	}
	c.reads(f)
	i := f.index
	return node{typ: typeOf(f), field: f, size: x.size + 1, eval: func(m *machine) Result {
		g := x.eval(m)
		if g.Kind != IsGroup || i >= len(g.Value.Fields) {
			return Result{}
		}
		return m.read(g.Value.Fields[i])
	}}
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
		return c.fail(n, "“参数”后面要写参数的名称", c.paramHint())
	}
	name := p.Value
	for i := range c.scope.form.Params {
		if q := &c.scope.form.Params[i]; q.Name == name {
			return node{typ: exprType{kind: q.kind(), params: q}, size: 1, eval: func(m *machine) Result { return m.at.r.param(name) }}
		}
	}
	var known []string
	for _, q := range c.scope.form.Params {
		known = append(known, q.Name)
	}
	hint := didYouMean(name, known)
	if hint == "" {
		hint = c.paramHint()
	}
	return c.fail(n, "没有名为“"+shorten(name)+"”的参数", hint)
}

func (c *compiler) unary(n *ast.UnaryNode) node {
	x := c.node(n.Node)
	if c.err != nil {
		return x
	}
	switch n.Operator {
	case "-", "+":
		if !c.want(n.Node, x, IsNumber, "正负号后面") {
			return x
		}
		if n.Operator == "+" {
			return x
		}
		if x.lit != nil {
			return literal(number(x.lit.Num.Neg()))
		}
		return node{typ: exprType{kind: IsNumber}, size: x.size + 1, eval: func(m *machine) Result {
			v := x.eval(m)
			if v.Kind != IsNumber {
				return Result{}
			}
			return number(v.Num.Neg())
		}}
	}
	if !c.want(n.Node, x, IsBool, "not 后面") {
		return x
	}
	return node{typ: exprType{kind: IsBool}, size: x.size + 1, eval: func(m *machine) Result {
		v := x.eval(m)
		if v.Kind != IsBool {
			return Result{}
		}
		return boolean(!v.Bool)
	}}
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
		return c.arith(n, a, b, divide)
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
		m.step((len(x.Text) + len(y.Text)) / 16)
		if m.err != nil {
			return Result{}
		}
		return textual(x.Text + y.Text)
	}
}

func (c *compiler) arith(n *ast.BinaryNode, a, b node, op func(x, y decimal.Decimal) decimal.Decimal) node {
	where := "“" + n.Operator + "”两边"
	if !c.want(n.Left, a, IsNumber, where) || !c.want(n.Right, b, IsNumber, where) {
		return a
	}
	division := n.Operator == "/"
	return node{typ: exprType{kind: IsNumber}, size: a.size + b.size + 1, eval: func(m *machine) Result {
		x, y := a.eval(m), b.eval(m)
		if x.Kind != IsNumber || y.Kind != IsNumber || (division && y.Num.IsZero()) {
			return Result{}
		}
		return number(op(x.Num, y.Num))
	}}
}

// logic is and, or: absent only if the other side does not decide.
func (c *compiler) logic(n *ast.BinaryNode, a, b node, decides bool) node {
	where := "“" + n.Operator + "”两边"
	if !c.want(n.Left, a, IsBool, where) || !c.want(n.Right, b, IsBool, where) {
		return a
	}
	return node{typ: exprType{kind: IsBool}, size: a.size + b.size + 1, eval: func(m *machine) Result {
		x := a.eval(m)
		if x.Kind == IsBool && x.Bool == decides {
			return x
		}
		y := b.eval(m)
		if y.Kind == IsBool && y.Bool == decides {
			return y
		}
		if x.Kind != IsBool || y.Kind != IsBool {
			return Result{}
		}
		return boolean(!decides)
	}}
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
		return node{typ: exprType{kind: IsBool}, size: size, eval: func(m *machine) Result {
			return boolean((x.eval(m).Kind == Nothing) == (op == "=="))
		}}
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
	kind := a.typ.kind
	return node{typ: exprType{kind: IsBool}, size: size, eval: func(m *machine) Result {
		x, y := a.eval(m), b.eval(m)
		if x.Kind == Nothing || y.Kind == Nothing || (kind == IsNumber && (x.Kind != IsNumber || y.Kind != IsNumber)) {
			return Result{}
		}
		if equality {
			return boolean(same(x, y) == (op == "=="))
		}
		k, ok := compare(x, y)
		if !ok {
			return Result{}
		}
		switch op {
		case "<":
			return boolean(k < 0)
		case "<=":
			return boolean(k <= 0)
		case ">":
			return boolean(k > 0)
		}
		return boolean(k >= 0)
	}}
}

func (c *compiler) in(n *ast.BinaryNode, a, b node) node {
	if b.typ.kind != IsList {
		return c.fail(n, "in 右边应是列表", "例如 一级指标 in [\"产出指标\", \"效益指标\"]；文字里含有某字写 文字 contains \"某字\"")
	}
	if a.typ.kind != b.typ.elem && a.typ.kind != Nothing && b.typ.elem != Nothing {
		return c.fail(n, "in 左边是"+a.typ.kind.chinese()+"，右边列表里是"+b.typ.elem.chinese(), "")
	}
	return node{typ: exprType{kind: IsBool}, size: a.size + b.size + 1, eval: func(m *machine) Result {
		x, l := a.eval(m), b.eval(m)
		if x.Kind == Nothing {
			return Result{}
		}
		for i := range l.Len() {
			if !m.step(1) {
				return Result{}
			}
			if same(x, l.item(i)) {
				return boolean(true)
			}
		}
		return boolean(false)
	}}
}

func (c *compiler) textTest(n *ast.BinaryNode, a, b node) node {
	where := "“" + n.Operator + "”两边"
	if !c.want(n.Left, a, IsText, where) || !c.want(n.Right, b, IsText, where) {
		return a
	}
	test := map[string]func(s, part string) bool{"contains": strings.Contains, "startsWith": strings.HasPrefix, "endsWith": strings.HasSuffix}[n.Operator]
	return node{typ: exprType{kind: IsBool}, size: a.size + b.size + 1, eval: func(m *machine) Result {
		x, y := a.eval(m), b.eval(m)
		if x.Kind != IsText || y.Kind != IsText || !m.step(len(x.Text)/64) {
			return Result{}
		}
		return boolean(test(x.Text, y.Text))
	}}
}

func (c *compiler) matches(n *ast.BinaryNode, a, b node) node {
	if !c.want(n.Left, a, IsText, "“matches”左边") {
		return a
	}
	if b.lit == nil || b.lit.Kind != IsText {
		return c.fail(n.Right, "“matches”右边应是写明的式样", "例如 三级指标 matches \"率$\"")
	}
	re, err := regexp.Compile(b.lit.Text)
	if err != nil {
		return c.fail(n.Right, "式样“"+shorten(b.lit.Text)+"”写法不对", "")
	}
	return node{typ: exprType{kind: IsBool}, size: a.size + 2, eval: func(m *machine) Result {
		x := a.eval(m)
		if x.Kind != IsText || !m.step(len(x.Text)/4) {
			return Result{}
		}
		return boolean(re.MatchString(x.Text))
	}}
}

func (c *compiler) condition(at, cond, yes, no ast.Node) node {
	x, a := c.node(cond), c.node(yes)
	b := literal(Result{})
	if no != nil {
		b = c.node(no)
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
	return node{typ: typ, size: x.size + a.size + b.size + 1, eval: func(m *machine) Result {
		v := x.eval(m)
		switch {
		case v.Kind != IsBool:
			return Result{}
		case v.Bool:
			return a.eval(m)
		}
		return b.eval(m)
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
