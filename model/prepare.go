package model

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/number"
)

// reserved are the names expressions use for themselves.
var reserved = []string{"参数", "本表", "本行", "true", "false", "nil"}

// Prepare makes a form built or loaded ready for use: links parents, checks names, formats and parameters, compiles
// the expressions and puts computed fields in the order of what they are computed from. Errors:
// *finding.TemplateError, everything at once; a cycle is named field by field.
func (f *Form) Prepare() error {
	p := &preparer{form: f}
	f.body = &Field{Kind: Group, Fields: f.Fields}
	f.computed, f.title, f.defaults = nil, nil, map[string]Result{}
	p.params()
	p.fields(f.body)
	if p.list.HasErrors() {
		return p.list.AsTemplate()
	}
	var all []*Field
	p.compile(f.body, &all)
	if f.Title != "" {
		p.form.title = p.formula(f.Root(), f.Title, &Field{}, "表的 title")
	}
	f.computed = p.order(all)
	return p.list.AsTemplate()
}

type preparer struct {
	form *Form
	list finding.List
}

func (p *preparer) fail(pos finding.Pos, path, code, message, hint string) {
	p.list = append(p.list, finding.Finding{Code: code, Pos: pos, Path: path, Message: message, Hint: hint})
}

func (p *preparer) params() {
	seen := map[string]bool{}
	for i := range p.form.Params {
		q := &p.form.Params[i]
		x, ok := q.result(q.Default)
		switch {
		case q.Name == "":
			p.fail(q.Pos, "", "TEMPLATE-PARAM", "有一个参数没有名称。", "")
		case seen[q.Name]:
			p.fail(q.Pos, "", "TEMPLATE-PARAM", fmt.Sprintf("参数“%s”写了两次。", q.Name), "")
		case !ok:
			p.fail(q.Pos, "", "TEMPLATE-PARAM", fmt.Sprintf("参数“%s”的默认值“%s”不在可选值之中。", q.Name, q.Default),
				"可选："+strings.Join(q.Choices, "、"))
		}
		seen[q.Name] = true
		p.form.defaults[q.Name] = x
	}
}

// fields links and checks the fields of a group.
func (p *preparer) fields(g *Field) {
	seen := map[string]bool{}
	for i, c := range g.Fields {
		c.index = i
		if g != p.form.body {
			c.Parent = g
		}
		fail := func(message, hint string) { p.fail(c.Pos, "", "TEMPLATE-FIELD", message, hint) }
		place := c.Place()
		switch {
		case strings.TrimSpace(c.Name) == "" || strings.TrimSpace(c.Name) != c.Name:
			fail(fmt.Sprintf("字段名“%s”是空的，或头尾有空白。", place), "")
		case strings.ContainsAny(c.Name, ".{}|\n\t\"\\"):
			fail(fmt.Sprintf("字段名“%s”里不能有 . { } | \" \\ 和换行。", place), "")
		case seen[c.Name]:
			fail(fmt.Sprintf("字段“%s”写了两次。", place), "")
		case g == p.form.body && c.Name == data.FormKey:
			fail("字段名 form 已用来写明版式。", "")
		case g == p.form.body && c.Name == data.WaiverKey:
			fail("字段名“豁免”已用来写对校验问题的说明。", "换一个名字，例如“豁免情况”")
		}
		if slices.Contains(reserved, c.Name) {
			fail(fmt.Sprintf("字段名“%s”已另有用处，请换一个。", place), "")
		}
		seen[c.Name] = true
		compound := c.Kind == Group || c.Kind == Rows
		switch {
		case compound && len(c.Fields) == 0:
			fail(fmt.Sprintf("“%s”是一组或列表，却没有字段。", place), "")
		case !compound && len(c.Fields) > 0:
			fail(fmt.Sprintf("“%s”不是一组或列表，不能有字段。", place), "")
		case compound && c.Compute != "":
			fail(fmt.Sprintf("“%s”是一组或列表，不能计算。", place), "")
		case c.Multiple && c.Kind != Choice:
			fail(fmt.Sprintf("“%s”不是选项，不能多选。", place), "")
		case c.Multiple && c.Compute != "":
			fail(fmt.Sprintf("“%s”可多选，不能计算。", place), "")
		case c.Compute == "" && c.When != "":
			fail(fmt.Sprintf("“%s”有计算条件，却没有算式。", place), "")
		}
		if c.Format != "" && !number.Knows(c.Format) {
			fail(fmt.Sprintf("“%s”的格式“%s”不认识。", place, c.Format), "例如 0、0.00、0.##、#,##0.00、#,##0.##、0.00%")
		}
		if c.Format != "" && !c.Kind.Numeric() {
			fail(fmt.Sprintf("“%s”不是数，不能有数字格式。", place), "")
		}
		p.fields(c)
	}
}

func (p *preparer) compile(g *Field, all *[]*Field) {
	for _, c := range g.Fields {
		c.value, c.when = nil, nil
		if c.Compute != "" {
			s := p.form.scopeOf(c)
			c.value = p.formula(s, c.Compute, c, "“"+c.Place()+"”的算式")
			if c.When != "" {
				c.when = p.formula(s, c.When, c, "“"+c.Place()+"”的计算条件")
				if c.when != nil && c.when.Kind() != IsBool {
					p.fail(c.Pos, "", "TEMPLATE-EXPRESSION",
						fmt.Sprintf("“%s”的计算条件应是是否，现在是%s。", c.Place(), c.when.Kind().chinese()), "")
				}
			}
			if c.value != nil {
				p.checkKind(c, c.value)
				*all = append(*all, c)
			}
		}
		p.compile(c, all)
	}
}

func (p *preparer) checkKind(c *Field, x *Formula) {
	k := x.Kind()
	switch {
	case c.Kind.Numeric() && k != IsNumber && k != Nothing:
		p.fail(c.Pos, "", "TEMPLATE-EXPRESSION", fmt.Sprintf("“%s”应是数，它的算式给出%s。", c.Place(), k.chinese()), "")
	case !c.Kind.Numeric() && k != IsText && k != Nothing:
		p.fail(c.Pos, "", "TEMPLATE-EXPRESSION", fmt.Sprintf("“%s”应是文字，它的算式给出%s。", c.Place(), k.chinese()),
			"数写成文字用 文(…)")
	}
}

func (p *preparer) formula(s Scope, src string, c *Field, what string) *Formula {
	x, err := s.Compile(src)
	if err != nil {
		p.fail(c.Pos, "", "TEMPLATE-EXPRESSION", what+"："+err.Error(), "")
		return nil
	}
	return x
}

// order sorts computed fields so that each comes after those it reads.
func (p *preparer) order(all []*Field) []*Field {
	const onTheWay, done = 1, 2
	state := map[*Field]int{}
	var out, way []*Field
	var visit func(f *Field)
	visit = func(f *Field) {
		if f.value == nil || state[f] == done {
			return
		}
		if state[f] == onTheWay {
			p.cycle(way, f)
			return
		}
		state[f] = onTheWay
		way = append(way, f)
		reads := f.value.fields
		if f.when != nil {
			reads = append(append([]*Field{}, reads...), f.when.fields...)
		}
		for _, r := range reads {
			visit(r)
		}
		way = way[:len(way)-1]
		state[f] = done
		out = append(out, f)
	}
	for _, f := range all {
		visit(f)
	}
	return out
}

func (p *preparer) cycle(way []*Field, f *Field) {
	var names []string
	for i, w := range way {
		if w == f {
			for _, x := range way[i:] {
				names = append(names, x.Place())
			}
		}
	}
	p.fail(f.Pos, "", "TEMPLATE-CYCLE", "互相计算，没有尽头："+strings.Join(append(names, f.Place()), " → ")+"。",
		"其中一个不要计算，或换一个算法")
}
