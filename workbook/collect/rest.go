package collect

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/templates"
)

// finish takes the values and makes the record.
func (t *trial) finish(res *Result) {
	res.Layout, res.Fit, res.Used = t.l.FullID(), t.fit, t.l
	res.Form = t.l.ID
	if t.b.marks.form != "" && strings.HasPrefix(t.b.marks.form, t.l.ID) {
		res.Form = t.b.marks.form
	}
	taken := map[*sheet]bool{}
	all := &taker{b: t.b, byPath: map[string]*Value{}, next: map[string]int{}, cells: map[string]spot{},
		lines: map[*found.Line]bool{}, headed: map[*model.Field]bool{}}
	for _, x := range t.tables {
		x.p.headed(all.headed)
		if x.s == nil {
			if x.p.labels > 0 {
				res.say(t.b, finding.Warning, "READ-TABLE", fmt.Sprintf("没有找到“%s”这张表。", x.p.name), "")
			}
			continue
		}
		taken[x.s.base] = true
		res.Findings = append(res.Findings, slices.Concat(x.s.under, x.s.repeated(t.b.name))...)
		all.s, all.a, all.item = x.s, x.a, nil
		all.take(x.rows)
		all.strays()
		if x.s.hidden {
			res.say(t.b, finding.Warning, "READ-HIDDEN", fmt.Sprintf("可见的工作表里没有这张表，读的是隐藏的“%s”。", x.s.name), "")
		}
	}
	for _, x := range t.tables {
		if x.s != nil {
			all.s, all.a = x.s, x.a
			all.leftovers(x.rows, t.l.Form)
		}
	}
	if t.b.foreign {
		all.lacks(t.tables, res)
	}
	res.Findings = append(res.Findings, all.list...)
	t.others(taken, all, res)
	all.record(t.l, res)
}

// others looks at the sheets that were not read: a second filled-in copy of the form must not be passed over.
func (t *trial) others(taken map[*sheet]bool, all *taker, res *Result) {
	for _, x := range t.tables {
		if x.s != nil && x.s.whole {
			return // all of them were
		}
	}
	for _, s := range t.b.sheets {
		if taken[s] || s.whole || s.bare() {
			continue
		}
		copyOf := false
		for _, x := range t.tables {
			if x.s == nil {
				continue
			}
			y := lay(x.p, s.suited(x.p), t.named)
			if y.fit < copied*x.fit || y.fit < enough {
				continue
			}
			copyOf = true
			k := &taker{b: t.b, s: y.s, a: y.a, byPath: map[string]*Value{}, next: map[string]int{},
				cells: map[string]spot{}, lines: map[*found.Line]bool{}}
			k.take(y.rows)
			switch {
			case len(k.entered(s)) == 0:
				res.say(t.b, finding.Note, "READ-COPY", fmt.Sprintf("工作表“%s”是没有填的空表，没有读。", s.name), "")
			case maps.Equal(k.entered(s), all.entered(x.s)):
				res.say(t.b, finding.Note, "READ-COPY", fmt.Sprintf("工作表“%s”与“%s”内容相同，只读后者。", s.name, x.s.name), "")
			default:
				res.say(t.b, finding.Error, "READ-COPY", fmt.Sprintf("工作表“%s”和“%s”都填了这张表，内容不同，不知以哪张为准。", x.s.name,
					s.name), "删去不要的一张")
			}
			break
		}
		if !copyOf && s.within() {
			res.Findings = append(res.Findings, s.unread(t.b.name)...)
			continue
		}
		if !copyOf && !s.hidden {
			res.say(t.b, finding.Note, "READ-SHEET", fmt.Sprintf("工作表“%s”不是这张表，没有读。", s.name), "")
		}
	}
}

// within says whether a sheet is a table that stands in a cell of another.
func (s *sheet) within() bool {
	for _, o := range s.from {
		if o.t != nil {
			return len(o.t.Pieces) > 0 && o.t.Pieces[0].Within != ""
		}
	}
	return false
}

// unread says of every text of a table within a cell that it was not taken: it may be the answer there.
func (s *sheet) unread(file string) (out finding.List) {
	for r := range s.rows {
		for c, x := range s.rows[r] {
			if x.row == r && x.col == c && x.line == nil && x.kind != found.Empty && !blank(x.text) {
				out = append(out, finding.Finding{Code: "READ-NESTED", Severity: finding.Warning, Pos: finding.Pos{File: file},
					Place: s.where(x), Printed: x.text, Message: fmt.Sprintf("“%s”在格里套着的表格里，没有收。", shorten(x.text)),
					Hint: "属于这一格的请直接写进格里"})
			}
		}
	}
	return out
}

// entered are the texts by path that someone entered on a sheet.
func (t *taker) entered(s *sheet) map[string]string {
	out := map[string]string{}
	for _, v := range t.out {
		if v.computed == entered && v.Sheet == s.name {
			out[v.Path] = v.Text
		}
	}
	return out
}

// lacks says which labels and fields of the form have no cell in the file; those of lists and of rows that need not be
// there are not missed.
func (t *taker) lacks(tables []laid, res *Result) {
	for _, x := range tables {
		t.halves(&x)
		met := map[*cellPattern]bool{}
		for _, m := range x.rows {
			for _, p := range m.pairs {
				if p.c != nil && p.x != nil {
					met[p.c] = true
				}
			}
		}
		for i := range x.p.rows {
			r := &x.p.rows[i]
			for k := range r.cells {
				c := &r.cells[k]
				if met[c] || c.up || len(r.repeats) > 0 || r.maybe {
					continue
				}
				if c.label != "" {
					res.Missing = append(res.Missing, c.raw)
				}
				for _, f := range c.fields() {
					if _, ok := t.cells[t.path(f)]; !ok {
						t.say(finding.Warning, "READ-NO-CELL", nil, t.path(f),
							fmt.Sprintf("文件里没有找到“%s”的格，按没有填写。", pointer.Path(t.path(f)).Place()), "请对照原件")
					}
				}
			}
		}
	}
}

// halves says where items of a list are drawn in several rows and not all rows were found for all of them: what belongs
// there may stand in an item of its own.
func (t *taker) halves(x *laid) {
	count := map[int]int{}
	for _, m := range x.rows {
		count[m.state]++
	}
	for k, rep := range x.p.repeats {
		least, most := -1, 0
		for i := rep.first; i < rep.end; i++ {
			if r := &x.p.rows[i]; !r.maybe && r.words() == 0 && r.repeats[len(r.repeats)-1] == k {
				most = max(most, count[i])
				if least < 0 || count[i] < least {
					least = count[i]
				}
			}
		}
		if least >= 0 && least < most && rep.list.Depth == 0 {
			t.say(finding.Warning, "READ-NO-CELL", nil, rep.list.Path,
				fmt.Sprintf("“%s”每一项应有几行，文件里有的行没有找到。", pointer.Path(rep.list.Path).Place()), "请对照原件")
		}
	}
}

// fields are those a drawn cell holds.
func (c *cellPattern) fields() (out []*templates.OutlineField) {
	if c.field != nil {
		return append(out, c.field)
	}
	for i := range c.holds {
		out = append(out, &c.holds[i].Field)
	}
	return out
}
