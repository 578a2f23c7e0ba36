package collect

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/templates"
)

// record makes the record of what was taken.
func (t *taker) record(l *templates.Layout, res *Result) {
	t.root = newObject("")
	for _, v := range t.out {
		t.root.put("", pointer.Path(v.Path).Names(), v, l.Form.Fields)
	}
	t.prune(t.root, l.Form.Fields, l.Outline())
	res.Findings = append(res.Findings, t.pruned...)
	t.root.each(l.Form.Fields, "", func(path pointer.Path, v *Value) { v.Path, v.Place = string(path), path.Place() })
	res.Changed = t.changed(res)
	if err := t.whole(l, res.Form); err != nil {
		res.Findings = append(res.Findings, finding.Of(err)...)
	}
	computed, err := t.computed(l, res.Form)
	if err != nil {
		res.Findings = append(res.Findings, t.located(finding.Of(err))...)
	} else {
		t.settle(computed, func() (*model.Record, error) { return t.computed(l, res.Form) }, res)
	}
	res.Values = nil
	t.root.each(l.Form.Fields, "", func(_ pointer.Path, v *Value) {
		if v.computed == entered { // what is as the form computes it was not
			res.Values = append(res.Values, v)
		}
	})
	res.Findings.Sort()
	if computed == nil || slices.ContainsFunc(res.Findings, func(f finding.Finding) bool {
		return f.Severity == finding.Error && strings.HasPrefix(f.Code, "READ-")
	}) {
		return // why is said
	}
	d := t.data(l, res.Form)
	rec, err := model.BindPartial(d, l.Form)
	if err != nil {
		res.Findings = append(res.Findings, t.located(finding.Of(err))...)
		return
	}
	for _, n := range t.located(rec.Notes) {
		if n.Code != "DATA-MISSING" { // complete says what is missing
			res.Findings = append(res.Findings, n)
		}
	}
	res.Record, res.Data = rec, d.JSON()
	t.complete(d, l, res)
	res.Findings.Sort()
}

// data is what was entered as a record of the form.
func (t *taker) data(l *templates.Layout, form string) *data.Value {
	var notes finding.List
	d := t.root.data(l.Form.Fields, &notes)
	d.Members = slices.Insert(d.Members, 0, data.Member{Name: "form", Value: data.TextOf(form)})
	if len(t.b.waivers) > 0 {
		d.Put(data.ListOf(t.b.waivers...), data.WaiverKey)
	}
	d.File, d.Index, d.Notes = t.b.name, 1, notes
	return d
}

// computed is the record of what was entered, with all that can be computed.
func (t *taker) computed(l *templates.Layout, form string) (*model.Record, error) {
	r, err := model.BindPartial(t.data(l, form), l.Form)
	if err != nil {
		return nil, err
	}
	if err := r.Compute(l.Params); err != nil && finding.Of(err) == nil {
		return nil, err
	}
	return r, nil
}

// whole prints the form again where a value was taken out of a longer text: if that does not say the same, the whole
// text is the value.
func (t *taker) whole(l *templates.Layout, form string) error {
	some := false
	for _, v := range t.out {
		some = some || v.whole != ""
	}
	if !some {
		return nil
	}
	rec, err := t.computed(l, form)
	if err != nil {
		return err
	}
	g, err := l.Expand(rec)
	if err != nil {
		return err
	}
	printed := map[string]bool{}
	for i := range g.Tables {
		for k := range g.Tables[i].Cells {
			c := &g.Tables[i].Cells[k]
			printed[c.Path+"\x00"+c.Text] = true
		}
	}
	type text struct { // the name of a group is printed once, for its first item
		f     *model.Field
		whole string
	}
	good := map[text]bool{}
	for _, v := range t.out {
		if v.whole != "" && (printed[v.Path+"\x00"+v.whole] ||
			printed["\x00"+v.whole]) { // a kept empty category has no path
			good[text{v.field, v.whole}] = true
		}
	}
	for _, v := range t.out {
		if v.whole != "" && !good[text{v.field, v.whole}] {
			v.Text = v.whole
		}
	}
	return nil
}

// located gives findings about values the cells they are about.
func (t *taker) located(l finding.List) finding.List {
	at := map[string]*Value{}
	for _, v := range t.out {
		at[v.Path] = v
	}
	out := slices.Clone(l)
	for i := range out {
		f := &out[i]
		f.Pos, f.Record = finding.Pos{File: t.b.name}, ""
		if v := at[f.Path]; v != nil {
			f.Place += "（" + v.where + "）"
		} else if p, ok := t.spot(f.Path); ok {
			f.Place += "（" + p.s.where(p.x) + "）"
		}
	}
	return out
}

// changed says whether rows, columns, labels or blocks of a workbook of ours are no longer where they were.
func (t *taker) changed(res *Result) bool {
	for _, f := range res.Findings {
		switch f.Code {
		case "READ-LABEL", "READ-NAME", "READ-MOVED", "READ-LEFT", "READ-COPY", "READ-TABLE":
			return true
		}
	}
	if !t.b.marks.there {
		return false
	}
	for _, v := range t.out { // an answer in a cell that had no name: a row that was put in
		if v.x.name == "" && !v.inherited && v.computed == entered {
			return true
		}
	}
	return t.b.marks.found < len(t.b.marks.path) // and rows that were taken out
}
