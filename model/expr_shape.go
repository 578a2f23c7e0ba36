package model

import "github.com/expr-lang/expr/ast"

// shape is a part of an expression as a key: what it is, its own word, and the numbers of its parts. Parts that are
// written alike have one shape.
type shape struct {
	kind byte
	word string
	a, b int
}

// number is the number of a shape, from 1.
func (s *Shared) number(x shape) int {
	id, known := s.shapes[x]
	if !known {
		if s.shapes == nil {
			s.shapes = map[shape]int{}
		}
		id = len(s.shapes) + 1
		s.shapes[x] = id
	}
	return id
}

// shape is the number of a part's shape; 0 if it has none and nothing around it is shared.
func (c *compiler) shape(n ast.Node) int {
	id, known := c.shapes[n]
	if !known {
		id = c.shapeOf(n)
		if c.shapes == nil {
			c.shapes = map[ast.Node]int{}
		}
		c.shapes[n] = id
	}
	return id
}

func (c *compiler) shapeOf(n ast.Node) int {
	x := shape{}
	switch n := n.(type) {
	case *ast.NilNode:
		x.kind = 'n'
	case *ast.BoolNode:
		if x.kind = 'f'; n.Value {
			x.kind = 't'
		}
	case *ast.StringNode:
		x.kind, x.word = '"', n.Value
	case *ast.IntegerNode, *ast.FloatNode: // 1.0 is not 1.00
		if x.kind, x.word = '0', written(c.src, n); x.word == "" {
			return 0
		}
	case *ast.IdentifierNode:
		x.kind, x.word = 'i', n.Value
	case *ast.PointerNode:
		x.kind, x.word = '.', n.Name
	case *ast.MemberNode:
		return c.shapeWith('m', "", n.Node, n.Property)
	case *ast.ChainNode:
		return c.shape(n.Node)
	case *ast.PredicateNode:
		return c.shapeWith('p', "", n.Node)
	case *ast.UnaryNode:
		return c.shapeWith('u', n.Operator, n.Node)
	case *ast.BinaryNode:
		return c.shapeWith('b', n.Operator, n.Left, n.Right)
	case *ast.ConditionalNode:
		return c.shapeWith('?', "", n.Cond, n.Exp1, n.Exp2)
	case *ast.ArrayNode:
		return c.shapeWith('a', "", n.Nodes...)
	case *ast.BuiltinNode:
		return c.shapeWith('c', n.Name, n.Arguments...)
	case *ast.CallNode:
		if f, ok := n.Callee.(*ast.IdentifierNode); ok {
			return c.shapeWith('c', f.Value, n.Arguments...)
		}
		return 0
	default:
		return 0
	}
	return c.scope.shared.number(x)
}

// shapeWith is the shape of a node with nodes below.
func (c *compiler) shapeWith(kind byte, word string, below ...ast.Node) int {
	list := 0
	for i, n := range below {
		id := c.shape(n)
		if id == 0 {
			return 0
		}
		if i > 0 {
			id = c.scope.shared.number(shape{kind: ',', a: list, b: id})
		}
		list = id
	}
	return c.scope.shared.number(shape{kind: kind, word: word, a: len(below), b: list})
}
