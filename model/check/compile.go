package check

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/yamltree"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Set is the checks of one form as one layout has it, compiled. It is read-only and may be shared by goroutines.
type Set struct {
	form    *model.Form
	file    *File
	rules   []Rules
	params  model.Params
	checks  []*compiled
	collect []collected
	forms   *model.Form // the form over which checks of a set run: one list 表 of what is collected
	skipped []Skip
	graded  []Skip
}

// Skip is a check that is not run, or runs with another severity, and why.
type Skip struct {
	ID, Name, Why string
}

// Params are the settings in force: a record is computed with them before it is checked.
func (s *Set) Params() model.Params { return s.params }

// Skipped are the checks that do not run, and Graded those whose severity was changed; a report says so.
func (s *Set) Skipped() []Skip { return s.skipped }

// Graded: see Skipped.
func (s *Set) Graded() []Skip { return s.graded }

// Checks are the checks as data, in order, with the severities in force; those not run are left out.
func (s *Set) Checks() []Check {
	var out []Check
	for _, c := range s.checks {
		if len(out) == 0 || out[len(out)-1].ID() != c.ID() {
			x := *c.Check
			x.Severity = c.severity
			out = append(out, x)
		}
	}
	return out
}

type collected struct {
	name string
	expr *model.Formula
	kind model.ResultKind
}

// compiled is one check for one element of its each.
type compiled struct {
	*Check
	severity                     finding.Severity
	element                      string
	rows                         *model.Formula
	by                           []int
	set                          int // index into collect, allForms for 全部, -1 for none
	when, holds, at              *model.Formula
	expected, sum, message, hint text
}

const allForms = -2

// all is the name of the one group that holds every form of the set.
const all = "全部"

// Compile makes the checks of a form ready. base is the form as its file has it, form the same as a layout has it: a check that
// names fields the layout leaves out is skipped, one that names fields the form never had is an error. Errors: *finding.TemplateError
// with every mistake at once, each with its line. readAs is what names mean in this layout, where a target is split into sign, value and
// unit, as in 年度指标值: 指标性质 + 年度指标值 + 度量单位.
// funcs are what the expressions may call beside the functions of the language.
func Compile(f *File, base, form *model.Form, params model.Params, readAs []Let, funcs map[string]*model.Func, rules ...Rules) (*Set, error) {
	s := &Set{form: form, file: f, rules: rules, params: model.Params{}}
	maps.Copy(s.params, params)
	for _, r := range rules {
		maps.Copy(s.params, r.Params)
	}
	if err := form.CheckParams(s.params); err != nil {
		return nil, err
	}
	c := &compiler{set: s, base: base, funcs: funcs, baseReads: map[string]string{}, reads: map[string]string{}}
	for _, l := range f.ReadAs {
		c.baseReads[l.Name], c.reads[l.Name] = l.Expr, l.Expr
	}
	for _, l := range readAs {
		c.reading(l)
	}
	c.collect(f.Collect)
	for i := range f.Checks {
		c.check(&f.Checks[i])
	}
	c.unknownRules()
	if err := c.list.AsTemplate(); err != nil {
		return nil, err
	}
	return s, nil
}

type compiler struct {
	set   *Set
	base  *model.Form
	whole *model.Form // as set.forms, with what the layout leaves out
	funcs map[string]*model.Func
	list  finding.List

	baseReads, reads map[string]string // what names mean, in the form and in the layout
}

// reading takes one of the layout's readings; it must make sense somewhere in the form.
func (c *compiler) reading(l Let) {
	scopes := []model.Scope{c.set.form.Root()}
	for _, f := range c.set.form.Fields {
		if f.Kind == model.Rows {
			scopes = append(scopes, c.set.form.Root().In(f))
		}
	}
	var err error
	for _, s := range scopes {
		if _, err = s.Using(c.funcs).Compile(l.Expr); err == nil {
			c.reads[l.Name] = l.Expr
			return
		}
	}
	c.fail(l.Pos, "read-as 的“%s”：%v", l.Name, err)
}

func (c *compiler) fail(pos finding.Pos, format string, args ...any) {
	c.list = append(c.list, finding.Finding{Code: "CHECK-EXPRESSION", Pos: pos, Message: fmt.Sprintf(format, args...)})
}

// collect compiles what a form gives to a set and makes the form the set's checks run over.
func (c *compiler) collect(lets []Let) {
	var has, whole []*model.Field
	for _, l := range lets {
		x, err := c.set.form.Root().Using(c.funcs).Compile(l.Expr)
		if err != nil {
			y, base := c.base.Root().Using(c.funcs).Compile(l.Expr)
			if base != nil {
				c.fail(l.Pos, "collect 的“%s”：%v", l.Name, err)
				continue
			}
			whole = append(whole, collectedField(l.Name, y))
			continue
		}
		c.set.collect = append(c.set.collect, collected{l.Name, x, x.Kind()})
		has, whole = append(has, collectedField(l.Name, x)), append(whole, collectedField(l.Name, x))
	}
	c.set.forms, c.whole = c.forms(has), c.forms(whole)
}

func collectedField(name string, x *model.Formula) *model.Field {
	if x.Kind() == model.IsNumber {
		return &model.Field{Name: name, Kind: model.Number}
	}
	return &model.Field{Name: name, Kind: model.Text}
}

// forms is a form whose rows are the forms of a set, with these fields each.
func (c *compiler) forms(fields []*model.Field) *model.Form {
	row := &model.Field{Name: formsList, Kind: model.Rows, Fields: append(fields, &model.Field{Name: placeholderField, Kind: model.Text})}
	f := &model.Form{ID: c.set.form.ID, Name: c.set.form.Name, Fields: append([]*model.Field{row}, givenFields()...), Params: c.set.form.Params}
	if err := f.Prepare(); err != nil {
		c.list = append(c.list, finding.Of(err)...)
	}
	return f
}

const (
	formsList        = "表"
	group            = "本组"
	placeholderField = "文件"
)

func (c *compiler) check(k *Check) {
	sev, off, why := k.Severity, k.Off, ""
	if off {
		why = "默认不启用"
	}
	for _, r := range c.set.rules {
		if g, ok := r.find(k); ok {
			switch {
			case g.Off:
				off, why = true, "由 "+r.Name+" 关闭"
			default:
				off = false
				if g.Grade != nil {
					sev = *g.Grade
				}
			}
		}
	}
	if off {
		c.set.skipped = append(c.set.skipped, Skip{k.ID(), k.Name, why})
		return
	}
	elements := k.Each
	if len(elements) == 0 {
		elements = []string{""}
	}
	done := 0
	var last error
	for _, e := range elements {
		e, optional := strings.CutSuffix(e, "?")
		x, err := c.one(k, e, c.set.form)
		if err != nil && c.set.form != c.base {
			if _, never := c.one(k, e, c.base); never == nil {
				last = err // the layout leaves out what the check needs
				continue
			}
		}
		if err != nil && optional {
			last = err
			continue
		}
		if err != nil {
			c.fail(k.Pos, "校验“%s”：%v", k.ID(), err)
			return
		}
		x.severity = sev
		c.set.checks = append(c.set.checks, x)
		done++
	}
	if done == 0 {
		c.set.skipped = append(c.set.skipped, Skip{k.ID(), k.Name, lacks(last)})
		return
	}
	if sev != k.Severity {
		c.set.graded = append(c.set.graded, Skip{k.ID(), k.Name, "由“" + k.Severity.Chinese() + "”改为“" + sev.Chinese() + "”"})
	}
}

// lacks says which field a layout does not have.
func lacks(err error) string {
	msg := ""
	var ee *model.ExprError
	if errors.As(err, &ee) {
		msg = ee.Msg
	} else if err != nil {
		msg = err.Error()
	}
	if _, name, ok := strings.Cut(msg, "没有名为“"); ok {
		if name, _, ok = strings.Cut(name, "”"); ok {
			return "本版式没有“" + name + "”"
		}
	}
	return "本版式没有所需的字段：" + msg
}

// one compiles a check for one element against a form.
func (c *compiler) one(k *Check, element string, form *model.Form) (*compiled, error) {
	x := &compiled{Check: k, element: element, set: -1}
	put := func(s string) string {
		if element == "" {
			return s
		}
		return strings.ReplaceAll(s, "$"+k.As, element)
	}
	scope, forms := form.Root(), c.set.forms
	if form == c.base { // asked whether the layout alone stands in the way
		forms = c.whole
	}
	if k.Set != "" {
		scope = forms.Root()
	}
	scope = scope.Using(c.funcs)
	if k.Rows != "" {
		f, err := scope.Resolve(put(k.Rows))
		if err != nil {
			return nil, err
		}
		if f.Kind != model.Rows {
			return nil, fmt.Errorf("“%s”不是列表", k.Rows)
		}
		if x.rows, err = scope.Compile(put(k.Rows)); err != nil {
			return nil, err
		}
		for _, name := range k.Groups {
			i := slices.IndexFunc(f.Fields, func(g *model.Field) bool { return g.Name == name })
			if i < 0 {
				return nil, fmt.Errorf("“%s”没有“%s”", k.Rows, name)
			}
			x.by = append(x.by, i)
		}
		if len(k.Groups) > 0 {
			scope = scope.With(group, f)
		}
		scope = scope.In(f)
	}
	if k.Set != "" {
		row := forms.Fields[0]
		x.set = allForms
		if k.Set != all {
			if x.set = slices.IndexFunc(row.Fields, func(g *model.Field) bool { return g.Name == k.Set }); x.set < 0 {
				return nil, fmt.Errorf("collect 没有“%s”", k.Set)
			}
		}
		scope = scope.With(group, row).In(row)
	} else {
		for _, g := range givenFields() {
			if k.mentions(g.Name) { // else they would be offered as what a misspelt field may mean
				scope = scope.With(g.Name, givenField(forms, g.Name))
			}
		}
	}
	defs, at := map[string]string{}, map[string]string{} // at names a field, whatever it is read as
	if k.Set == "" {
		reads := c.reads
		if form == c.base && form != c.set.form {
			reads = c.baseReads
		}
		maps.Copy(defs, reads)
	}
	for _, l := range k.Let {
		defs[l.Name] = expand(put(l.Expr), defs)
	}
	var err error
	compile := func(src, what string) *model.Formula {
		if src == "" || err != nil {
			return nil
		}
		names := defs
		if what == "at" {
			names = at
		}
		f, e := scope.Compile(expand(put(src), names))
		if e != nil {
			err = fmt.Errorf("%s：%w", what, e)
		}
		return f
	}
	texts := func(s, what string) (t text) {
		for _, p := range splitText(put(s)) {
			if p.expr == "" {
				t = append(t, textPart{fixed: p.fixed})
				continue
			}
			t = append(t, textPart{expr: compile(p.expr, what), format: p.format})
		}
		return t
	}
	x.when, x.holds, x.at = compile(k.When, "when"), compile(k.Holds, "holds"), compile(k.At, "at")
	x.expected, x.sum, x.message, x.hint = texts(k.Expected, "expected"), texts(k.Sum, "sum"), texts(k.Message, "message"), texts(k.Hint, "hint")
	if err != nil {
		return nil, err
	}
	for what, f := range map[string]*model.Formula{"when": x.when, "holds": x.holds} {
		if f != nil && f.Kind() != model.IsBool && f.Kind() != model.Nothing {
			return nil, fmt.Errorf("%s 应是条件", what)
		}
	}
	return x, nil
}

// mentions says whether a name stands in the check's expressions.
func (k *Check) mentions(name string) bool {
	all := k.When + k.Holds + k.At + k.Expected + k.Sum + k.Message + k.Hint
	for _, l := range k.Let {
		all += l.Expr
	}
	return strings.Contains(all, name)
}

// unknownRules reports rules for checks that do not exist.
func (c *compiler) unknownRules() {
	var known []string
	for i := range c.set.file.Checks {
		k := &c.set.file.Checks[i]
		known = append(known, k.Code)
		if k.Case != "" {
			known = append(known, k.ID())
		}
	}
	for _, r := range c.set.rules {
		for _, g := range r.Grades {
			if !slices.Contains(known, g.ID) {
				c.list = append(c.list, finding.Finding{Code: "CHECK-UNKNOWN", Pos: g.Pos, Message: "没有校验“" + g.ID + "”", Hint: yamltree.DidYouMean(g.ID, slices.Compact(known))})
			}
		}
	}
}
