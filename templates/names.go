package templates

import (
	"errors"
	"strings"

	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
)

// resolve finds a field; errors are reported and give nil.
func (c *compiler) resolve(p string, where yamltree.Pos) *fieldRef {
	if p == "" {
		return nil
	}
	f, err := c.scope.Resolve(p)
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
	c.Errorf(where, "LAYOUT-EXPRESSION", e.Hint, "表达式“%s”：%s", finding.Short(src), e.Msg)
	return nil
}
