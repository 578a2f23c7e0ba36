package check

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
)

// first binds the words of a check to the first of each thing.
func (c *compiler) first() *binding {
	if c.words == nil {
		c.words = c.vocabulary.lexicon()
	}
	b := &binding{lexicon: c.words, things: map[string]thing{}}
	for name, all := range c.things {
		if len(all) > 0 {
			b.things[name] = all[0]
		}
	}
	return b
}

// lacking notes that a name says nothing in this form, or that it is wrong.
func (c *compiler) lacking(l Let, err error) {
	var lacks *lack
	if errors.As(err, &lacks) {
		c.absent[l.Name] = lacks
		return
	}
	c.fail(l.Pos, "“%s”：%v", l.Name, err)
}

// known tells of codes without a name, and of checks that yield to one that is not before them.
func (c *compiler) known(f *File) {
	for i := range f.Checks {
		k := &f.Checks[i]
		if f.Names[k.Code] == "" {
			c.list = append(c.list, finding.Finding{Code: fileCode, Pos: k.Pos,
				Message: "校验的代码“" + k.Code + "”没有名称", Hint: "在 codes: 里写 " + k.Code + ": 名称"})
		}
		for _, u := range k.Unless {
			if !slices.ContainsFunc(f.Checks[:i], func(c Check) bool { return c.Code == u || c.ID() == u }) {
				c.list = append(c.list, finding.Finding{Code: fileCode, Pos: k.Pos,
					Message: fmt.Sprintf("校验“%s”的 unless 写了“%s”，它之前没有这条校验", k.ID(), u)})
			}
		}
	}
}

// bindings are the things a check is made for: the first of each, or each of the one it is for.
func (c *compiler) bindings(k *Check) (out []*binding, lacks error) {
	if k.For == "" {
		return []*binding{c.first()}, nil
	}
	t := c.vocabulary.thing(k.For)
	if t == nil {
		c.fail(k.Pos, "校验“%s”的 for：没有“%s”", k.ID(), k.For)
		return nil, nil
	}
	for _, x := range c.things[k.For] {
		b := c.first()
		b.things[k.For] = x
		out = append(out, b)
	}
	return out, &lack{t.Called, t.Aside}
}

// excused says whether an error only tells that the form does not have something.
func (c *compiler) excused(err error) bool {
	return errors.As(err, new(*lack)) || c.absent[unknownIn(err)] != nil
}

// unknownIn is the name an expression's error says there is not.
func unknownIn(err error) string {
	msg := ""
	var ee *model.ExprError
	if errors.As(err, &ee) {
		msg = ee.Msg
	} else if err != nil {
		msg = err.Error()
	}
	if _, name, ok := strings.Cut(msg, "没有名为“"); ok {
		if name, _, ok = strings.Cut(name, "”"); ok {
			return name
		}
	}
	return ""
}

// untold says whether nobody need be told that a check is not run: it is about what only other kinds of form have.
func (c *compiler) untold(err error) bool {
	var l *lack
	if name := unknownIn(err); c.absent[name] != nil {
		return c.absent[name].aside
	}
	return errors.As(err, &l) && l.aside
}

// lacks says what the form or the layout does not have.
func (c *compiler) lacks(err error) string {
	var l *lack
	name := unknownIn(err)
	switch {
	case errors.As(err, &l):
		return l.Error()
	case c.absent[name] != nil:
		return c.absent[name].Error()
	case name != "":
		return "本版式没有“" + name + "”"
	}
	return fmt.Sprintf("本版式没有所需的字段：%v", err)
}
