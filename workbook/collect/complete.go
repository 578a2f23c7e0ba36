package collect

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/templates"
)

// complete says whether anything was filled in, and whether what must be filled in is: it binds, computes and expands
// the record as printing it does, and names the cell of what is missing.
func (t *taker) complete(d *data.Value, l *templates.Layout, res *Result) {
	res.Told = t.b.marks.tells
	rec, err := model.Bind(d, l.Form)
	if err == nil {
		err = rec.Compute(l.Params)
	}
	if err == nil {
		_, err = l.Expand(rec)
	}
	if err != nil {
		wrong := t.located(finding.Of(err))
		res.Findings = append(res.Findings, wrong...)
		res.Partial = true
	}
	if t.filled(l.Form, res) == 0 {
		res.Unfilled = true
		res.Findings = append(res.Findings, t.unfilled(res))
	}
}

// filled counts the values somebody filled in. A workbook that does not say what it was handed out with was filled in
// if there is more in it than what the head of a form says.
func (t *taker) filled(form *model.Form, res *Result) (n int) {
	head := func(f *model.Field) bool {
		return f.Parent == nil && !f.Kind.Numeric() && f.Kind != model.Group && f.Kind != model.Rows
	}
	all := t.b.marks.tells
	if !all { // a form may be nothing but a head
		all = true
		for _, f := range form.Fields {
			all = all && head(f)
		}
	}
	for _, v := range res.Values {
		if v.given || blank(v.Text) || v.formula && v.field.Compute != "" || !all && head(v.field) {
			continue
		}
		n++
	}
	return n
}

// unfilled says that nothing was filled in, with the first cell that waits for it.
func (t *taker) unfilled(res *Result) finding.Finding {
	f := finding.Finding{Code: "READ-UNFILLED", Severity: finding.Warning, Pos: finding.Pos{File: t.b.name},
		Message: "这张表没有填：一格也没有填写。", English: "nothing was filled in", Hint: "填好黄色的格再交"}
	var names []string
	for _, v := range res.Values {
		if !blank(v.Text) {
			names = append(names, v.Place)
		}
	}
	if n := len(names); n > 0 {
		if n > 4 {
			names = append(names[:3:3], "等")
		}
		f.Message = fmt.Sprintf("这张表没有填：只有%s共 %d 项，别的一格也没有填写。", strings.Join(names, "、"), n)
		if t.b.marks.tells {
			f.Message = fmt.Sprintf("这张表没有填：只有下发时已填好的 %d 项，与下发时相同。", n)
		}
	}
	var first spot
	for _, p := range t.cells {
		if p.x.kind == found.Empty && (first.x == nil || p.before(first)) {
			first = p
		}
	}
	if first.x != nil {
		f.Place = first.s.where(first.x)
	}
	return f
}

// before says whether a cell comes first as one reads.
func (p spot) before(q spot) bool {
	switch {
	case p.s != q.s:
		return p.s.name < q.s.name
	case p.x.row != q.x.row:
		return p.x.row < q.x.row
	}
	return p.x.col < q.x.col
}

// spot is the cell of a datum, or the first of a list: also of one that was left empty.
func (t *taker) spot(path string) (spot, bool) {
	old := t.origin(path)
	if p, ok := t.cells[old]; ok {
		return p, true
	}
	var first spot
	for at, p := range t.cells {
		if strings.HasPrefix(at, old+"/") && (first.x == nil || p.before(first)) {
			first = p
		}
	}
	return first, first.x != nil
}

// origin is the path a datum had before rows nobody filled in were dropped.
func (t *taker) origin(path string) string {
	o, at := t.root, pointer.Path("")
	names := pointer.Path(path).Names()
	for i := 0; i < len(names); i++ {
		name := names[i]
		if o != nil && o.items[name] != nil && i+1 < len(names) {
			n, err := strconv.Atoi(names[i+1])
			if err != nil || n >= len(o.items[name]) {
				return path
			}
			o = o.items[name][n]
			at = o.from
			i++
			continue
		}
		at = at.Child(name)
		if o != nil {
			o = o.groups[name]
		}
	}
	return string(at)
}
