package check

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

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
	forms   *model.Form          // the form over which checks of a set run: one list 表 of what is collected
	given   map[string]*material // by name
	order   map[string]int       // of the codes: where the first check of each is
	skipped []Skip
	graded  []Skip

	lists int          // how many lists checks run over
	calls model.Shared // of the checks of one form
	memos sync.Pool    // of *model.Memo
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
}

// compiled is one check for one element of its each.
type compiled struct {
	*Check
	severity                                      finding.Severity
	of                                            *model.Field // of a formula: the field it computes
	rows                                          *model.Formula
	over                                          int // number of rows: checks that run over the same have the same
	by                                            []int
	element                                       string
	set                                           int // index into collect, allForms for 全部, eachForm for 每张, -1 for none
	among                                         *model.Formula
	when, holds, at, strict, lenient              *model.Formula
	expected, sum, message, english, hint, advice text
	readings                                      []*model.Formula
	papers                                        []string // the Materials it rests on
}

const (
	allForms = -2
	eachForm = -3
)

// all is the name of the one group that holds every form of the set; alone that of the groups of one form each.
const (
	all   = "全部"
	alone = "每张"
)

// Target is what checks are compiled for: a form as one layout has it.
type Target struct {
	Base      *model.Form // as the form file has it; nil: Form
	Form      *model.Form // as the layout has it
	Params    model.Params
	ReadAs    []Let                  // what names mean in this layout: 年度指标值: 指标性质 + 年度指标值 + 度量单位
	Functions map[string]*model.Func // what expressions may call beside the functions of the language
	Rules     []Rules                // changes, the last one winning

	Vocabulary *Vocabulary // what may be declared; nil: nothing
	Declares   Declares    // and what is
}

// Compile makes the checks of a form ready. One that names fields the layout leaves out is skipped, one that names
// fields the form never had is an error. Errors: *finding.TemplateError with every mistake at once, each with its
// line.
func (f *File) Compile(t Target) (*Set, error) {
	s := &Set{form: t.Form, file: f, rules: t.Rules, params: model.Params{},
		given: map[string]*material{}, order: map[string]int{}}
	maps.Copy(s.params, t.Params)
	for _, r := range t.Rules {
		maps.Copy(s.params, r.Params)
	}
	if err := t.Form.CheckParams(s.params); err != nil {
		return nil, err
	}
	c := &compiler{set: s, base: cmp.Or(t.Base, t.Form), funcs: t.Functions, vocabulary: t.Vocabulary,
		reads: map[string]string{}, absent: map[string]*lack{}}
	c.things = c.resolve(t.Vocabulary, t.Declares)
	c.known(f)
	for _, l := range f.ReadAs {
		if _, err := c.first().meaning(l); err != nil {
			c.lacking(l, err)
		}
	}
	for _, l := range t.ReadAs {
		c.reading(l)
	}
	c.collect(f.Collect)
	c.materials(f.Given)
	for i := range f.Checks {
		if _, known := s.order[f.Checks[i].Code]; !known {
			s.order[f.Checks[i].Code] = i
		}
		c.check(&f.Checks[i])
	}
	c.formulas()
	c.unknownRules()
	s.number()
	s.calls.Settle()
	if err := c.list.AsTemplate(); err != nil {
		return nil, err
	}
	return s, nil
}

// number tells the lists apart that checks run over.
func (s *Set) number() {
	known := map[*model.Formula]int{}
	for _, x := range s.checks {
		if _, seen := known[x.rows]; !seen {
			known[x.rows] = len(known)
		}
		x.over = known[x.rows]
	}
	s.lists = len(known)
}

type compiler struct {
	set   *Set
	base  *model.Form
	whole *model.Form // as set.forms, with what the layout leaves out
	funcs map[string]*model.Func
	list  finding.List

	vocabulary *Vocabulary
	words      *lexicon           // of the vocabulary, when first asked for
	things     map[string][]thing // what the form has, as this layout has it

	reads  map[string]string // what names mean in the layout
	absent map[string]*lack  // names of read-as and collect that say nothing here, and why
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
		src, err := c.first().meaning(l)
		if err != nil {
			c.lacking(l, err)
			continue
		}
		x, err := c.set.form.Root().Using(c.funcs).Compile(src)
		if err != nil {
			y, base := c.base.Root().Using(c.funcs).Compile(src)
			if base != nil {
				c.fail(l.Pos, "collect 的“%s”：%v", l.Name, err)
				continue
			}
			whole = append(whole, collectedField(l.Name, y))
			continue
		}
		c.set.collect = append(c.set.collect, collected{l.Name, x})
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
	row := &model.Field{Name: formsList, Kind: model.Rows, Fields: fields}
	for _, n := range []string{fileField, formField} {
		row.Fields = append(row.Fields, &model.Field{Name: n, Kind: model.Text})
	}
	f := &model.Form{ID: c.set.form.ID, Name: c.set.form.Name, Fields: []*model.Field{row}, Params: c.set.form.Params}
	for i := range c.set.file.Given {
		f.Fields = append(f.Fields, c.set.file.Given[i].field())
	}
	f.Fields = append(f.Fields, &model.Field{Name: keyField, Kind: model.Text})
	if err := f.Prepare(); err != nil {
		c.list = append(c.list, finding.Of(err)...)
	}
	return f
}

// materials compiles what tells the rows of a form from those of others.
func (c *compiler) materials(given []Material) {
	for i, g := range given {
		m := &material{field: c.set.forms.Fields[i+1], same: g.Same != ""}
		c.set.given[g.Name] = m
		paper := cmp.Or(g.Paper, strings.ReplaceAll(g.Same, "$", "")) // a column that tells rows apart is called like the part
		if paper == "" {
			continue
		}
		var err error
		m.row, err = c.set.forms.Root().Using(c.funcs).In(m.field).Compile(paper)
		if err == nil && g.Same != "" {
			var src string
			if src, err = c.first().put(g.Same, false); errors.As(err, new(*lack)) {
				continue
			}
			if m.of, err = c.set.form.Root().Using(c.funcs).Compile(src); err != nil {
				_, err = c.base.Root().Using(c.funcs).Compile(src)
			}
		}
		if err != nil {
			c.fail(g.Pos, "given 的“%s”的 same：%v", g.Name, err)
		}
	}
}

const (
	formsList = "表"
	group     = "本组"
	fileField = "文件" // of a form of a set: the file it is in
	formField = "表单" // and the id of its form
	keyField  = "本组键"
)

// graded is the severity of a check after the rules, or why it is off.
func (c *compiler) graded(k *Check) (sev finding.Severity, off bool, why string) {
	if sev, off = k.Severity, k.Off; off {
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
	return sev, off, why
}

func (c *compiler) check(k *Check) {
	sev, off, why := c.graded(k)
	if off {
		c.set.skipped = append(c.set.skipped, Skip{k.ID(), k.Name, why})
		return
	}
	bindings, last := c.bindings(k)
	done := 0
	for _, b := range bindings {
		places, optional := []place{{}}, []bool{false}
		if len(k.Each) > 0 {
			var err error
			if places, optional, err = b.elements(k.Each); err != nil {
				if last = err; !c.excused(err) {
					c.fail(k.Pos, "校验“%s”：%v", k.ID(), err)
					return
				}
			}
		}
		for i, p := range places {
			b.as, b.element = k.As, p
			x, err := c.one(k, b, c.set.form)
			if err != nil && c.excused(err) {
				last = err
				continue
			}
			if err != nil && c.set.form != c.base {
				if _, never := c.one(k, b, c.base); never == nil {
					last = err // the layout leaves out what the check needs
					continue
				}
			}
			if err != nil && optional[i] {
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
	}
	if done == 0 && c.untold(last) {
		return
	}
	if done == 0 {
		c.set.skipped = append(c.set.skipped, Skip{k.ID(), k.Name, c.lacks(last)})
		return
	}
	if sev != k.Severity {
		why := "由“" + k.Severity.Chinese() + "”改为“" + sev.Chinese() + "”"
		c.set.graded = append(c.set.graded, Skip{k.ID(), k.Name, why})
	}
}

// unknownRules reports rules for checks that do not exist.
func (c *compiler) unknownRules() {
	known := []string{ofSum.ID(), ofFormula.ID()}
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
				hint := yamltree.DidYouMean(g.ID, slices.Compact(known))
				c.list = append(c.list, finding.Finding{Code: "CHECK-UNKNOWN", Pos: g.Pos,
					Message: "没有校验“" + g.ID + "”", Hint: hint})
			}
		}
	}
}
