package model

import (
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
)

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
	typ := exprType{kind: IsList, elem: body.typ.kind, group: body.typ.group}
	return node{typ: typ, size: list.size + body.size + 1, eval: func(m *machine) Result {
		l := list.eval(m)
		out := Result{Kind: IsList, List: make([]Result, 0, l.Len())}
		m.run(l, body, func(_, x Result) bool {
			out.List = append(out.List, x)
			return true
		})
		return out
	}}
}

// listWhere compiles a list and a condition over it. If either is refused, body is what to give instead.
func (c *compiler) listWhere(args []ast.Node, name, what string) (list, body node, ok bool) {
	if list, ok = c.list(args[0], name); !ok {
		return list, list, false
	}
	body = c.overList(list, args[1])
	body.asks = body.truth()
	return list, body, c.want(args[1], body, IsBool, what)
}

func filter(c *compiler, n ast.Node, args []ast.Node) node {
	list, body, ok := c.listWhere(args, "筛选", "“筛选”的条件")
	if !ok {
		return body
	}
	return node{typ: list.typ, size: list.size + body.size + 1, eval: func(m *machine) Result {
		out := Result{Kind: IsList}
		m.ask(list.eval(m), body, func(item Result, t truth) bool {
			switch {
			case t != yes:
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

// quantifier is 任一 (decides on true, gives true), 没有 (decides on true, gives false), 全部 (decides on false,
// gives false). An item whose condition is absent leaves the whole absent unless another decides.
func quantifier(decidesOn, gives bool) maker {
	return func(c *compiler, n ast.Node, args []ast.Node) node {
		list, body, ok := c.listWhere(args, "全部、任一、没有", "第二个参数")
		if !ok {
			return body
		}
		return condition(list.size+body.size+1, func(m *machine) truth {
			out := truthOf(!gives)
			m.ask(list.eval(m), body, func(_ Result, t truth) bool {
				switch t {
				case open:
					out = open
				case truthOf(decidesOn):
					out = truthOf(gives)
					return false
				}
				return true
			})
			return out
		})
	}
}

func count(c *compiler, n ast.Node, args []ast.Node) node {
	typ := exprType{kind: IsNumber}
	if len(args) == 1 {
		list, ok := c.list(args[0], "个数")
		if !ok {
			return list
		}
		return node{typ: typ, size: list.size + 1, eval: func(m *machine) Result {
			return whole(list.eval(m).Len())
		}}
	}
	list, body, ok := c.listWhere(args, "个数", "“个数”的条件")
	if !ok {
		return body
	}
	return node{typ: typ, size: list.size + body.size + 1, eval: func(m *machine) Result {
		k := 0
		m.ask(list.eval(m), body, func(_ Result, t truth) bool {
			if t == yes {
				k++
			}
			return true
		})
		return whole(k)
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
	with, ok := c.operand(args[1], IsText, "“连接”的第二个参数")
	if !ok {
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
