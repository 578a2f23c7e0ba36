package model

import (
	"strconv"
	"strings"

	"github.com/expr-lang/expr/ast"

	"github.com/gongbiao/gongbiao/model/number"
	"github.com/gongbiao/gongbiao/model/pointer"
)

// Cells gives the data of a record as pieces of a spreadsheet formula. Paths are JSON Pointers. ok is false where a
// datum has no cell.
type Cells interface {
	Number(path string) (s string, ok bool) // the number there; an error value if there is none
	Text(path string) (s string, ok bool)   // the text there
	// Over is a function over the numbers at the paths, without the blanks; an error value if all are blank.
	Over(f Over, paths []string) (s string, ok bool)
}

// Over is a spreadsheet's function over many cells.
type Over string

const (
	Sum     Over = "SUM"
	Average Over = "AVERAGE"
	Max     Over = "MAX"
	Min     Over = "MIN"
)

var overs = map[string]Over{"合计": Sum, "平均": Average, "最大": Max, "最小": Min}

// Spreadsheet writes the expression as a spreadsheet formula over the cells of a record, without the equals sign, for
// the place a: the one translator, for forms to be filled in and for printed ones with live formulas. Where the
// expression is absent the formula gives an error value. ok is false if a spreadsheet cannot say it: of the functions
// only 合计 平均 最大 最小 舍入 绝对值 空 如果 can be said.
func (x *Formula) Spreadsheet(a At, c Cells) (s string, ok bool) {
	tree, err := parse(x.src)
	if err != nil {
		return "", false
	}
	t := &translator{at: a, cells: c, src: x.src, ok: true}
	out := t.node(tree)
	return out.s, t.ok
}

// said is a piece of a spreadsheet formula.
type said struct {
	s    string
	kind ResultKind
	v    *Value // the group, list or value it is
	sub  string // in an item of a list: the path below the item
}

type translator struct {
	at    At
	cells Cells
	src   string
	list  *Value // what . means
	ok    bool
}

func (t *translator) fail() said {
	t.ok = false
	return said{}
}

func (t *translator) node(n ast.Node) said {
	if !t.ok {
		return said{}
	}
	switch n := n.(type) {
	case *ast.BoolNode:
		if n.Value {
			return said{s: "TRUE", kind: IsBool}
		}
		return said{s: "FALSE", kind: IsBool}
	case *ast.StringNode:
		return said{s: cellText(n.Value), kind: IsText}
	case *ast.IntegerNode, *ast.FloatNode:
		d, ok := number.Parse(written(t.src, n))
		if !ok {
			return t.fail()
		}
		return said{s: d.String(), kind: IsNumber}
	case *ast.IdentifierNode:
		switch n.Value {
		case "本表":
			return t.value(t.at.r.Body)
		case "本行":
			return t.value(t.at.Row())
		}
		return t.value(t.at.find(n.Value))
	case *ast.MemberNode:
		return t.member(n)
	case *ast.ChainNode:
		return t.node(n.Node)
	case *ast.PredicateNode:
		return t.node(n.Node)
	case *ast.UnaryNode:
		x := t.node(n.Node)
		switch n.Operator {
		case "-":
			return said{s: "(-" + x.s + ")", kind: IsNumber}
		case "+":
			return x
		}
		return said{s: "NOT(" + x.s + ")", kind: IsBool}
	case *ast.BinaryNode:
		return t.binary(n)
	case *ast.ConditionalNode:
		return t.choose(n.Cond, n.Exp1, n.Exp2)
	case *ast.BuiltinNode:
		return t.call(n.Name, n.Arguments)
	case *ast.CallNode:
		if id, ok := n.Callee.(*ast.IdentifierNode); ok {
			return t.call(id.Value, n.Arguments)
		}
	}
	return t.fail()
}

// value is a datum by its cell; groups and lists are kept for what follows.
func (t *translator) value(v *Value) said {
	switch {
	case v == nil || v.Field == nil && v != t.at.r.Body:
		return t.fail()
	case v.Field == nil || v.Field.Kind == Group || v.Field.Kind == Rows && v.Fields != nil:
		return said{kind: IsGroup, v: v}
	case v.Field.Kind == Rows:
		return said{kind: IsList, v: v}
	case v.Field.Kind.Numeric():
		s, ok := t.cells.Number(v.Path)
		t.ok = t.ok && ok
		return said{s: s, kind: IsNumber, v: v}
	}
	s, ok := t.cells.Text(v.Path)
	t.ok = t.ok && ok
	return said{s: s, kind: IsText, v: v}
}

func (t *translator) member(n *ast.MemberNode) said {
	p, isName := n.Property.(*ast.StringNode)
	if !isName {
		return t.fail()
	}
	if id, ok := n.Node.(*ast.IdentifierNode); ok && id.Value == "参数" {
		switch x := t.at.r.param(p.Value); x.Kind {
		case IsNumber:
			return said{s: x.Num.String(), kind: IsNumber}
		case IsText:
			return said{s: cellText(x.Text), kind: IsText}
		}
		return t.fail()
	}
	if _, ok := n.Node.(*ast.PointerNode); ok {
		if t.list == nil {
			return t.fail()
		}
		return said{kind: IsGroup, sub: string(pointer.Of(p.Value))}
	}
	x := t.node(n.Node)
	switch {
	case !t.ok:
		return x
	case x.sub != "":
		return said{kind: IsGroup, sub: string(pointer.Path(x.sub).Child(p.Value))}
	case x.kind == IsGroup && x.v != nil:
		return t.value(x.v.Get(p.Value))
	}
	return t.fail()
}

func (t *translator) binary(n *ast.BinaryNode) said {
	a, b := t.node(n.Left), t.node(n.Right)
	numbers := a.kind == IsNumber && b.kind == IsNumber
	switch n.Operator {
	case "+", "-", "*", "/":
		if !numbers {
			return t.fail()
		}
		return said{s: "(" + a.s + n.Operator + b.s + ")", kind: IsNumber}
	case "and", "&&":
		return said{s: "AND(" + a.s + "," + b.s + ")", kind: IsBool}
	case "or", "||":
		return said{s: "OR(" + a.s + "," + b.s + ")", kind: IsBool}
	case "??":
		return said{s: "IFERROR(" + a.s + "," + b.s + ")", kind: a.kind}
	case "contains":
		return said{s: "ISNUMBER(FIND(" + b.s + "," + a.s + "))", kind: IsBool}
	case "==", "!=", "<", "<=", ">", ">=":
		op := map[string]string{"==": "=", "!=": "<>"}[n.Operator]
		if op == "" {
			op = n.Operator
		}
		if numbers { // a spreadsheet computes in binary: what differs by less than a millionth is equal
			return said{s: "(ROUND(" + a.s + "-" + b.s + ",6)" + op + "0)", kind: IsBool}
		}
		if a.kind == IsText && b.kind == IsText && (op == "=" || op == "<>") {
			return said{s: "(" + a.s + op + b.s + ")", kind: IsBool}
		}
	}
	return t.fail()
}

func (t *translator) call(name string, args []ast.Node) said {
	if zh := english[name]; zh != "" {
		name = zh
	}
	switch {
	case overs[name] != "" && len(args) > 0:
		return t.over(overs[name], args)
	case name == "舍入" && len(args) >= 2:
		return t.round(args)
	case name == "绝对值" && len(args) == 1:
		return said{s: "ABS(" + t.node(args[0]).s + ")", kind: IsNumber}
	case name == "空" && len(args) == 1:
		x := t.node(args[0])
		if x.v == nil || x.kind != IsNumber && x.kind != IsText {
			return t.fail()
		}
		s, ok := t.cells.Text(x.v.Path)
		t.ok = t.ok && ok
		return said{s: "(TRIM(" + s + `)="")`, kind: IsBool}
	case name == "如果" && len(args) == 3:
		return t.choose(args[0], args[1], args[2])
	}
	return t.fail()
}

func (t *translator) choose(cond, yes, no ast.Node) said {
	c, a, b := t.node(cond), t.node(yes), t.node(no)
	return said{s: "IF(" + c.s + "," + a.s + "," + b.s + ")", kind: a.kind}
}

// over is 合计(列表, .名称) or 合计(甲, 乙), and 平均, 最大, 最小 likewise.
func (t *translator) over(f Over, args []ast.Node) said {
	var paths, terms []string
	if first := t.node(args[0]); first.kind == IsList {
		if len(args) != 2 {
			return t.fail()
		}
		outer := t.list
		t.list = first.v
		x := t.node(args[1])
		t.list = outer
		if x.sub == "" {
			return t.fail()
		}
		for _, row := range first.v.Rows {
			paths = append(paths, row.Path+x.sub)
		}
	} else {
		for i, n := range args {
			x := first
			if i > 0 {
				x = t.node(n)
			}
			if x.kind != IsNumber {
				return t.fail()
			}
			if terms = append(terms, x.s); x.v != nil {
				paths = append(paths, x.v.Path)
			}
		}
	}
	switch {
	case !t.ok:
		return said{}
	case len(paths) < len(terms) && (f == Sum || f == Average):
		return t.fail() // what is computed and absent would not be left out
	case terms != nil && (f == Max || f == Min):
		return said{s: string(f) + "(" + strings.Join(terms, ",") + ")", kind: IsNumber}
	}
	s, ok := t.cells.Over(f, paths)
	t.ok = t.ok && ok
	return said{s: s, kind: IsNumber}
}

// digits is to how many significant digits a figure is cleared of binary noise before it is rounded for good. A
// double holds 15.9: each step may spoil the last of them, so two are given up. See
// docs/decisions/0021-one-translator.md.
const digits = 14

// round is 舍入. Half up, ROUND does as it should. What rounds up, down or to even is first scaled, so that what is
// kept stands before the point, and cleared. Not by ROUNDUP and ROUNDDOWN: LibreOffice's see twelve digits only. EVEN
// rounds away from zero, QUOTIENT cuts.
func (t *translator) round(args []ast.Node) said {
	x, places := t.node(args[0]), t.node(args[1])
	mode := said{s: cellText(number.HalfUp)}
	if len(args) == 3 {
		mode = t.node(args[2])
	}
	scale := "10^" + places.s
	y := x.s + "*" + scale
	y = "ROUND(" + y + "," + strconv.Itoa(digits-1) + "-INT(LOG10(1+ABS(" + y + "))))"
	switch mode.s {
	case cellText(number.HalfUp):
		return said{s: "ROUND(" + x.s + "," + places.s + ")", kind: IsNumber}
	case cellText(number.Up):
		return said{s: "(EVEN(2*" + y + ")/2/" + scale + ")", kind: IsNumber}
	case cellText(number.Down):
		return said{s: "(QUOTIENT(" + y + ",1)/" + scale + ")", kind: IsNumber}
	case cellText(number.HalfEven):
		return said{s: "((ROUND(" + y + ",0)-SIGN(" + y + ")*(MOD(ABS(" + y + "),2)=0.5))/" + scale + ")",
			kind: IsNumber}
	}
	return t.fail()
}

func cellText(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
