package model

import (
	"strings"

	"github.com/expr-lang/expr/ast"

	"github.com/gongbiao/gongbiao/model/pointer"
)

// Spreadsheet is the formula of a computed value as a spreadsheet has it, without the equals sign; cells are named by the JSON
// Pointer of their datum in braces, those of a column of a list with * for the row: ROUNDUP(ROUND({/执行}/{/预算},12),4),
// SUM({/绩效指标/*/得分}). ok is false if the form does not compute the value, or reckons in a way no spreadsheet function does.
func (r *Record) Spreadsheet(v *Value) (formula string, ok bool) {
	for i := range r.Form.computed {
		c := &r.Form.computed[i]
		if c.field != v.Field {
			continue
		}
		r.instances(c.field, func(x *Value, at At) {
			if x != v {
				return
			}
			if n, err := parse(c.value.src); err == nil {
				s := sheetFormula{src: c.value.src, at: at, ok: true}
				formula, ok = s.node(n), s.ok
				ok = s.ok
			}
		})
	}
	return formula, ok
}

// sheetFormula translates an expression that has been compiled, so names and kinds are known to be right.
type sheetFormula struct {
	src string
	at  At
	ok  bool
}

// no gives up: the expression has no counterpart.
func (s *sheetFormula) no() string {
	s.ok = false
	return ""
}

func (s *sheetFormula) all(args []ast.Node) string {
	out := make([]string, len(args))
	for i, a := range args {
		out[i] = s.node(a)
	}
	return strings.Join(out, ",")
}

func (s *sheetFormula) node(n ast.Node) string {
	switch n := n.(type) {
	case *ast.IntegerNode, *ast.FloatNode:
		return s.figure(n)
	case *ast.StringNode:
		if d, ok := ParseNumber(n.Value); ok {
			return d.String()
		}
		return s.no()
	case *ast.IdentifierNode, *ast.MemberNode:
		return s.operand(n)
	case *ast.UnaryNode:
		if n.Operator == "-" || n.Operator == "+" {
			return "(" + n.Operator + s.node(n.Node) + ")"
		}
	case *ast.BinaryNode:
		op := map[string]string{"+": "+", "-": "-", "*": "*", "/": "/", "==": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}[n.Operator]
		if op != "" {
			return "(" + s.node(n.Left) + op + s.node(n.Right) + ")"
		}
	case *ast.ConditionalNode:
		return "IF(" + s.all([]ast.Node{n.Cond, n.Exp1, n.Exp2}) + ")"
	case *ast.CallNode:
		if id, ok := n.Callee.(*ast.IdentifierNode); ok {
			return s.call(id.Value, n.Arguments)
		}
	}
	return s.no()
}

func (s *sheetFormula) figure(n ast.Node) string {
	runes := []rune(s.src)
	from, to := n.Location().From-len(before), n.Location().To-len(before)
	if from < 0 || to > len(runes) || from >= to {
		return s.no()
	}
	d, ok := ParseNumber(strings.ReplaceAll(string(runes[from:to]), "_", ""))
	if !ok {
		return s.no()
	}
	return d.String()
}

// operand is a cell, or the setting of a parameter.
func (s *sheetFormula) operand(n ast.Node) string {
	path := s.path(n)
	switch {
	case path == nil:
		return s.no()
	case path[0] == "参数" && len(path) == 2:
		if x := s.at.r.param(path[1]); x.Kind == IsNumber {
			return x.Num.String()
		}
		return s.no()
	}
	if v := s.value(path); v != nil && v.Field.Kind.Numeric() {
		return "{" + v.Path + "}"
	}
	return s.no()
}

// path is the names of a chain of members, nil if it is none.
func (s *sheetFormula) path(n ast.Node) []string {
	switch n := n.(type) {
	case *ast.IdentifierNode:
		return []string{n.Value}
	case *ast.MemberNode:
		p, ok := n.Property.(*ast.StringNode)
		if head := s.path(n.Node); ok && head != nil {
			return append(head, p.Value)
		}
	}
	return nil
}

func (s *sheetFormula) value(path []string) *Value {
	v := s.at.find(path[0])
	switch path[0] {
	case "本表":
		v = s.at.r.Body
	case "本行":
		v = s.at.Row()
	}
	for _, p := range path[1:] {
		v = v.Get(p)
	}
	return v
}

var sheetFunctions = map[string]string{"合计": "SUM", "平均": "AVERAGE", "最大": "MAX", "最小": "MIN", "绝对值": "ABS"}

func (s *sheetFormula) call(name string, args []ast.Node) string {
	switch f := sheetFunctions[name]; {
	case f != "":
		if len(args) == 2 {
			if column := s.column(args[0], args[1]); column != "" {
				return f + "(" + column + ")"
			}
		}
		return f + "(" + s.all(args) + ")"
	case name == "舍入" && len(args) >= 2:
		return s.rounding(args)
	case name == "如果" && len(args) == 3:
		return "IF(" + s.all(args) + ")"
	}
	return s.no()
}

// column is all cells of a column: 合计(绩效指标, .分值).
func (s *sheetFormula) column(list, item ast.Node) string {
	path := s.path(list)
	m, ok := item.(*ast.MemberNode)
	if path == nil || !ok {
		return ""
	}
	p, isPointer := m.Node.(*ast.PointerNode)
	name, isName := m.Property.(*ast.StringNode)
	if !isPointer || p.Name != "" || !isName {
		return ""
	}
	v := s.value(path)
	if v == nil || v.Field.Kind != Rows || v.Fields != nil {
		return ""
	}
	if f := v.Field.Field(name.Value); f == nil || !f.Kind.Numeric() {
		return ""
	}
	return "{" + string(pointer.Path(v.Path).Child("*").Child(name.Value)) + "}"
}

// rounding is 舍入. A spreadsheet reckons in binary: before a directed rounding the noise in the last digits is rounded away, or 45.17 %
// might become 45.18 %.
func (s *sheetFormula) rounding(args []ast.Node) string {
	mode := RoundHalfUp
	if len(args) == 3 {
		if path := s.path(args[2]); path != nil && path[0] == "参数" && len(path) == 2 {
			mode = s.at.r.param(path[1]).Text
		} else if t, ok := args[2].(*ast.StringNode); ok {
			mode = t.Value
		} else {
			return s.no()
		}
	}
	x, places := s.node(args[0]), s.node(args[1])
	switch mode {
	case RoundHalfUp:
		return "ROUND(" + x + "," + places + ")"
	case RoundUp:
		return "ROUNDUP(ROUND(" + x + ",12)," + places + ")"
	case RoundDown:
		return "ROUNDDOWN(ROUND(" + x + ",12)," + places + ")"
	}
	return s.no()
}
