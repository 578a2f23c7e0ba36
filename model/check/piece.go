package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model"
)

// piece is one check being compiled for one element against a form.
type piece struct {
	*compiler
	check *Check
	bind  *binding
	form  *model.Form
	scope model.Scope
	names *meanings // what names mean
	err   error     // the first
}

// one compiles a check for one binding of its words against a form.
func (c *compiler) one(k *Check, b *binding, form *model.Form) (*compiled, error) {
	p := &piece{compiler: c, check: k, form: form, bind: b}
	if err := b.lacks(k); err != nil {
		return nil, err
	}
	x := &compiled{Check: k, set: -1, element: b.element.expr}
	if err := p.place(x); err != nil {
		return nil, err
	}
	p.define()
	x.when, x.holds = p.compile(k.When, "when", p.names), p.compile(k.Holds, "holds", p.names)
	x.among = p.compile(k.Among, "among", nil)
	x.strict = p.compile(k.Strict, "error-when", p.names)
	x.lenient = p.compile(k.Lenient, "note-when", p.names)
	x.at = p.compile(k.At, "at", nil) // a field, whatever it is read as
	x.expected, x.sum = p.text(k.Expected, "expected"), p.text(k.Sum, "sum")
	x.message, x.hint = p.text(k.Message, "message"), p.text(k.Hint, "hint")
	x.english, x.advice = p.text(k.English, "english"), p.text(k.Advice, "advice")
	for _, r := range k.Readings {
		x.readings = append(x.readings, p.compile(r, "readings", p.names))
	}
	x.papers = k.papers(p.set.file.Given)
	if p.err != nil {
		return nil, p.err
	}
	for i, f := range []*model.Formula{x.when, x.holds, x.strict, x.lenient} {
		if f != nil && f.Kind() != model.IsBool && f.Kind() != model.Nothing {
			return nil, fmt.Errorf("%s 应是条件", []string{"when", "holds", "error-when", "note-when"}[i])
		}
	}
	return x, nil
}

// place finds where the check's names are looked up: in the form, in each row of a list, or in the forms of a set.
func (p *piece) place(x *compiled) error {
	k, forms := p.check, p.set.forms
	if p.form == p.base { // asked whether the layout alone is in the way
		forms = p.whole
	}
	if k.Set != "" && len(p.set.collect) == 0 && p.vocabulary != nil {
		return &lack{"成套校验的内容", true}
	}
	if k.Set != "" {
		row := forms.Fields[0]
		switch x.set = allForms; k.Set {
		case all:
		case alone:
			x.set = eachForm
		default:
			if x.set = indexOf(row, k.Set); x.set < 0 {
				return p.uncollected(k.Set)
			}
		}
		for _, name := range []string{k.Near, k.Of} {
			if name != "" && indexOf(row, name) < 0 {
				return p.uncollected(name)
			}
		}
		p.scope = forms.Root().Using(p.funcs).With(group, row).In(row)
		return nil
	}
	p.scope = p.form.Root().Using(p.funcs)
	if p.form == p.set.form && len(k.Groups) == 0 {
		p.scope = p.scope.Sharing(&p.set.calls)
	}
	if k.Rows != "" {
		if err := p.rows(x); err != nil {
			return err
		}
	}
	for _, g := range forms.Fields[1:] {
		if k.Mentions(g.Name) { // else they would be offered as what a misspelt field may mean
			p.scope = p.scope.With(g.Name, g)
		}
	}
	return nil
}

// uncollected is the error of a name that a form does not give to the set.
func (p *piece) uncollected(name string) error {
	if l := p.absent[name]; l != nil {
		return l
	}
	if p.form != p.base && indexOf(p.whole.Fields[0], name) >= 0 {
		return fmt.Errorf("没有名为“%s”的项", name) // the layout leaves it out
	}
	return fmt.Errorf("collect 没有“%s”", name)
}

// rows looks names up in each row of a list, or of a group of its rows.
func (p *piece) rows(x *compiled) error {
	list, err := p.bind.put(p.check.Rows, false)
	if err != nil {
		return err
	}
	f, err := p.scope.Resolve(list)
	if err != nil {
		return err
	}
	if f.Kind != model.Rows {
		return fmt.Errorf("“%s”不是列表", list)
	}
	if x.rows, err = p.scope.Compile(list); err != nil {
		return err
	}
	for _, name := range p.check.Groups {
		if name, err = p.bind.put(name, false); err != nil {
			return err
		}
		i := indexOf(f, name)
		if i < 0 {
			return fmt.Errorf("“%s”没有“%s”", p.check.Rows, name)
		}
		x.by = append(x.by, i)
	}
	if len(x.by) > 0 {
		p.scope = p.scope.With(group, f)
	}
	p.scope = p.scope.In(f)
	return nil
}

func indexOf(f *model.Field, name string) int {
	return slices.IndexFunc(f.Fields, func(c *model.Field) bool { return c.Name == name })
}

// define gathers what names mean: what the layout reads, what the form does, then the check's own, each in terms of
// those before.
func (p *piece) define() {
	p.names = &meanings{bind: p.bind, own: map[string]string{}}
	if p.check.Set == "" {
		if p.form == p.set.form {
			p.names.layouts = p.reads
		}
		p.names.forms = p.set.file.ReadAs
	}
	for _, l := range p.check.Let {
		p.names.own[l.Name] = expand(p.filled(l.Expr, false), p.names.mean)
	}
}

// compile compiles an expression with these names; after the first error nothing more.
func (p *piece) compile(src, what string, n *meanings) *model.Formula {
	if src == "" || p.err != nil {
		return nil
	}
	if src = p.filled(src, false); p.err != nil {
		return nil
	}
	if n != nil {
		src = expand(src, n.mean)
	}
	f, err := p.scope.Compile(src)
	if err != nil {
		p.err = fmt.Errorf("%s：%w", what, err)
	}
	return f
}

// filled puts in what $words stand for; the first error is kept.
func (p *piece) filled(src string, spoken bool) string {
	if p.err != nil {
		return ""
	}
	var out string
	out, p.err = p.bind.put(src, spoken)
	return out
}

func (p *piece) text(s, what string) (t text) {
	for _, part := range splitText(s) {
		t = append(t, textPart{fixed: p.filled(part.fixed, true), expr: p.compile(part.expr, what, p.names), format: part.format})
	}
	return t
}

// expressions are the check's expressions, and its texts with theirs.
func (k *Check) expressions() []string {
	all := append([]string{k.Among, k.When, k.Holds, k.Strict, k.Lenient, k.At, k.Expected, k.Sum, k.Message, k.English, k.Hint, k.Advice},
		k.Readings...)
	for _, l := range k.Let {
		all = append(all, l.Expr)
	}
	return all
}

// Mentions says whether a name is in the check's expressions.
func (k *Check) Mentions(name string) bool {
	return strings.Contains(strings.Join(k.expressions(), " "), name)
}
