package model

import (
	"fmt"
	"maps"
	"slices"

	"github.com/expr-lang/expr/ast"
)

// Func is a function a caller offers to expressions beside those of the language, see Scope.Using. It must be pure
// and safe for goroutines; an absent argument is a Result of kind Nothing.
type Func struct {
	Name     string
	Usage    string       // 应得分(指标值, 实际值, 名称, 分值)
	Args     []ResultKind // Nothing: any kind
	Optional int          // how many of the last arguments may be left out; Call has them absent
	Result   ResultKind
	Call     func(args []Result) Result // args is the caller's again afterwards
}

// Using offers functions to the expressions compiled in the scope; one of the language's own names stays the
// language's.
func (s Scope) Using(funcs map[string]*Func) Scope {
	s.funcs = funcs
	return s
}

// funcNames are the names of the offered functions, in order.
func (s Scope) funcNames() []string { return slices.Sorted(maps.Keys(s.funcs)) }

// offered compiles a call of an offered function.
func (c *compiler) offered(n ast.Node, f *Func, args []ast.Node) node {
	if len(args) > len(f.Args) || len(args) < len(f.Args)-f.Optional {
		return c.fail(n, fmt.Sprintf("“%s”有 %d 个参数，不对", f.Name, len(args)), "写作 "+f.Usage)
	}
	items := make([]func(*machine) Result, len(args))
	size := 4
	for i, a := range args {
		x := c.node(a)
		items[i] = x.eval
		where := fmt.Sprintf("“%s”的第 %d 个参数", f.Name, i+1)
		if c.err != nil || f.Args[i] != Nothing && !c.want(a, x, f.Args[i], where) {
			return x
		}
		size += x.size
	}
	work := func(m *machine) Result {
		before := len(m.args)
		for _, eval := range items {
			r := eval(m)
			if !m.step(1 + len(r.Text)/16 + r.Len()) {
				return Result{}
			}
			m.args = append(m.args, r)
		}
		for range len(f.Args) - len(items) {
			m.args = append(m.args, Result{})
		}
		in := m.args[before:]
		if m.trace != nil {
			m.trace.handed(in)
		}
		r := f.Call(in)
		clear(in)
		m.args = m.args[:before]
		return r
	}
	return node{typ: exprType{kind: f.Result}, size: size, eval: work}
}
