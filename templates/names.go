package templates

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gongbiao/gongbiao/internal/notation"
	"github.com/gongbiao/gongbiao/internal/performance"
	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
)

// resolve finds a field; errors are reported and give nil.
func (c *compiler) resolve(p string, where yamltree.Pos) *fieldRef {
	if p == "" {
		return nil
	}
	f, err := c.lookup(p)
	if err != nil {
		hint := ""
		if strings.Contains(p, `["`) {
			hint = "格里不用方括号：{" + strings.NewReplacer(`["`, ".", `"]`, "", "本表.", "").Replace(p) + "}"
		}
		c.Errorf(where, "LAYOUT-UNKNOWN-FIELD", hint, "%s", err.Error())
		return nil
	}
	r, ok := ref(c.l.layout.Form, f, c.lists)
	if !ok {
		c.Errorf(where, "LAYOUT-IN-LIST", "", "“%s”在列表里，要在它的 repeat 之内", p)
		return nil
	}
	return r
}

// lookup finds the field of a path: in the group that of: names first, then as anywhere.
func (c *compiler) lookup(p string) (*model.Field, error) {
	if c.of != "" {
		if f, err := c.scope.Resolve(c.of + "." + p); err == nil {
			return f, nil
		}
	}
	return c.scope.Resolve(p)
}

// groupOf reads the group whose fields a row names without it; empty after a mistake.
func (c *compiler) groupOf(n *yaml.Node) string {
	t, ok := c.Text(n, "of")
	if !ok {
		return ""
	}
	path := c.substitute(t, yamltree.At(n))
	switch r := c.resolve(path, yamltree.At(n)); {
	case r == nil:
	case r.field.Kind == model.Rows || len(r.field.Fields) == 0:
		c.Errorf(yamltree.At(n), "LAYOUT-UNKNOWN-FIELD", "如 of: 资金.年度资金总额，这一行里的 {全年预算数} 就是 {资金.年度资金总额.全年预算数}", "of 后面写一组字段，“%s”不是", path)
	default:
		return path
	}
	return ""
}

// named is the field that a label names: 目标值 //. What a label says in brackets, its unit, need not be in the name.
func (c *compiler) named(label string) string {
	if _, err := c.lookup(label); err == nil {
		return label
	}
	var b strings.Builder
	depth := 0
	for _, r := range label {
		switch {
		case r == '（' || r == '(':
			depth++
		case (r == '）' || r == ')') && depth > 0:
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	if _, err := c.lookup(b.String()); err == nil {
		return b.String()
	}
	return label
}

// understood is a line in which each field that is meant by its label is written out.
func (c *compiler) understood(d notation.Line) notation.Line {
	cells := d.Cells
	for i, cell := range cells {
		for k, p := range cell.Pieces {
			if p.Named {
				if &cells[0] == &d.Cells[0] {
					d.Cells = slices.Clone(cells)
				}
				pieces := slices.Clone(cell.Pieces)
				pieces[k].Text = c.named(p.Text)
				d.Cells[i].Pieces = pieces
			}
		}
	}
	return d
}

// formula compiles an expression; errors are reported and give nil.
func (c *compiler) formula(src string, where yamltree.Pos, scope model.Scope) *model.Formula {
	if src = c.substitute(src, where); src == "" {
		return nil
	}
	f, err := scope.Compile(src)
	if err == nil {
		return f
	}
	var e *model.ExprError
	if !errors.As(err, &e) {
		c.Errorf(where, "LAYOUT-EXPRESSION", "", "%s", err.Error())
		return nil
	}
	if e.Col > 0 && e.Line <= 1 && where.Col > 0 {
		where.Col += e.Col - 1
	}
	c.Errorf(where, "LAYOUT-EXPRESSION", cmp.Or(checksOnly(e.Msg), e.Hint), "表达式“%s”：%s", finding.Short(src), e.Msg)
	return nil
}

// checksOnly is the hint where an expression of a form or a layout has a function that only checks have.
func checksOnly(message string) string {
	_, rest, _ := strings.Cut(message, "没有名为“")
	name, _, ok := strings.Cut(rest, "”的函数")
	if !ok || performance.Functions()[name] == nil {
		return ""
	}
	return "“" + name + "”是校验的函数，写在 checks.yaml、summary:、read-as: 里；这里能用的见 docs/expressions.md，分等级用 如果(…)"
}
