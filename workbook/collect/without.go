package collect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/number"
	"github.com/gongbiao/gongbiao/templates"
)

// refuse refuses a text that cannot be read as it is drawn.
func (t *taker) refuse(c *cellPattern, x *cell, path, message string) {
	t.say(finding.Error, "READ-PATTERN", x, path, fmt.Sprintf(message, shorten(x.text), shorten(drawn(c))), "照官方表的写法改正")
	t.list[len(t.list)-1].Expected = drawn(c)
}

// choices takes the boxes of a field, ☑甲 □乙.
func (t *taker) choices(m matched, h *templates.OutlinePart, x *cell, s string, goesOn bool) {
	f := h.Field.Field
	on, known := ticksIn(f, s)
	switch {
	case len(on) > 1 && !f.Multiple:
		t.say(finding.Error, "READ-CHOICE", x, t.path(&h.Field),
			fmt.Sprintf("“%s”只能选一项，勾了 %s。", f.Name, strings.Join(on, "、")), "")
	case len(on) > 0:
		t.keep(m, &h.Field, x, strings.Join(on, "、"), on, goesOn)
	case !known && s != "":
		t.say(finding.Error, "READ-CHOICE", x, t.path(&h.Field), fmt.Sprintf("看不出“%s”选了哪一项：“%s”。", f.Name, shorten(s)),
			"在选中的一项前打 ☑，其余保留 □")
	}
}

// otherwise takes a cell that is not written as drawn: the value alone, or it is refused.
func (t *taker) otherwise(m matched, c *cellPattern, x *cell, goesOn bool) {
	text, ok := t.without(c, x)
	if !ok {
		t.refuse(c, x, "", "“%s”与官方表的写法“%s”对不上，认不出填的是什么。")
		return
	}
	h := &c.holds[0]
	t.say(finding.Note, "READ-GUESS", x, t.path(&h.Field),
		fmt.Sprintf("格里只有“%s”，认作“%s”。", shorten(text), h.Field.Field.Name), "")
	var ticks []string
	if h.Kind != templates.OutlineValue {
		ticks = []string{text}
	}
	t.keep(m, &h.Field, x, text, ticks, goesOn)
}

// without takes the text of a cell in which the words around its one field were written over: in a cell that has a
// name of ours, what is a value of the field by itself, or one of its choices.
func (t *taker) without(c *cellPattern, x *cell) (string, bool) {
	text := strings.TrimSpace(x.text)
	f := c.holds[0].Field.Field
	for _, h := range c.holds {
		if h.Field.Field != f {
			return "", false
		}
	}
	if c.holds[0].Kind != templates.OutlineValue {
		return text, slices.Contains(f.Choices, text)
	}
	if bare(f, text) {
		return text, true
	}
	if x.name == "" || f.Kind.Numeric() || f.Kind == model.Year {
		return "", false
	}
	for _, p := range c.parts {
		if n := normal(p.Text); p.Kind == templates.OutlineText && n != "" && strings.Contains(x.norm, n) {
			return "", false // a label that was half written over
		}
	}
	return text, true
}

// runOn takes a field that an expression follows without a word between, such as 产出指标（50分）: the choice it begins
// with, or what is before a bracket. record sees whether the form printed again says the same.
func (t *taker) runOn(m matched, c *cellPattern, x *cell, goesOn bool) {
	h := &c.holds[0]
	text := x.text
	if x.name == "" {
		best := ""
		for _, choice := range h.Field.Field.Choices {
			if strings.HasPrefix(text, choice) && len(choice) > len(best) {
				best = choice
			}
		}
		if i := strings.LastIndexAny(text, "（("); best == "" && i > 0 {
			best = text[:i]
		}
		if best != "" {
			text = best
		}
	}
	t.keep(m, &h.Field, x, text, nil, goesOn)
	if v := t.byPath[t.path(&h.Field)]; v != nil && text != x.text {
		v.whole = x.text
	}
}

// trim takes off white space and the lines one writes on.
func trim(s string) string { return strings.Trim(s, " \t\n\u3000\u00a0_") }

// drawn is how a cell with text and fields is drawn.
func drawn(c *cellPattern) string {
	s := ""
	for _, p := range c.parts {
		switch p.Kind {
		case templates.OutlineText:
			s += p.Text
		case templates.OutlineValue:
			s += "{" + p.Field.Field.Name + "}"
		default:
			s += "□"
		}
	}
	return s
}

// bare says whether a text can be a value of the field by itself.
func bare(f *model.Field, s string) bool {
	switch {
	case f.Kind == model.Year:
		s = strings.TrimSpace(s)
		return len([]rune(s)) == 4 && strings.Trim(s, "0123456789０１２３４５６７８９") == ""
	case f.Kind.Numeric():
		_, ok := number.Parse(s)
		return ok
	}
	return false
}
