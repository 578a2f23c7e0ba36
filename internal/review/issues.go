package review

import (
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Found is what the checks found of one self-evaluation.
type Found struct {
	Unit, Project string
	Findings      finding.List
}

// IssueOptions are what every list says beside its problems. Texts as they are to be printed; empty: left blank.
type IssueOptions struct {
	Layout   string // written as form
	Date     string // 编制日期
	Due      string // 期限 of each problem
	By       string // 经办人
	Reviewer string // 复核单位; empty: that of the reviews
}

// problem is one row of a list of problems. Its number is made of year, unit, project, line and code.
type problem struct {
	project, line, code                           string
	place, what, printed, expected, basis, demand string
	cells                                         []string // of the self-evaluation, as findings name them
}

// unitList is the problems of one unit in one year.
type unitList struct {
	year, unit, reviewer string
	projects             []string
	rows                 []problem
}

// Issues makes a list of problems for each unit and year, in the order in which the reviews name them: where the
// reviewer differs from the unit, what else he wrote down, and the findings that nobody has answered, errors and
// warnings. A finding about a cell where the reviewer differs joins his row. rest are findings of units and projects
// that no review is about; they are in no list.
func Issues(reviews []*model.Record, found []Found, o IssueOptions) (lists []*data.Value, rest []Found) {
	var all []*unitList
	by := map[string]*unitList{}
	about := map[string]*unitList{} // by unit and project
	for _, r := range reviews {
		y, u := shown(r.Value(year)), shown(r.Value("实施单位"))
		key := quantity.Plain(y) + "\x00" + quantity.Plain(u)
		l := by[key]
		if l == nil {
			l = &unitList{year: y, unit: u, reviewer: shown(r.Value("复核单位"))}
			by[key] = l
			all = append(all, l)
		}
		about[quantity.Plain(u)+"\x00"+quantity.Plain(r.Name)] = l
		l.projects = append(l.projects, r.Name)
		l.rows = append(l.rows, differences(r)...)
	}
	for _, f := range found {
		l := about[quantity.Plain(f.Unit)+"\x00"+quantity.Plain(f.Project)]
		if l == nil {
			rest = append(rest, f)
			continue
		}
		for _, x := range f.Findings {
			if x.Severity != finding.Note && x.Waived == nil {
				l.take(f.Project, x)
			}
		}
	}
	n := numbers{}
	for _, l := range all {
		lists = append(lists, l.record(n, o))
	}
	return lists, rest
}

// take makes a row of a finding, or adds it to the reviewer's about the same cell.
func (l *unitList) take(name string, f finding.Finding) {
	code := f.Code
	if f.Case != "" {
		code += "." + f.Case
	}
	why := strings.TrimSuffix("勾稽校验 "+code+"："+f.Sum, "：")
	for i := range l.rows {
		if p := &l.rows[i]; p.project == name && slices.Contains(p.cells, f.Place) {
			p.what += " " + f.Message
			p.basis = strings.TrimPrefix(p.basis+"；"+why, "；")
			return
		}
	}
	hint := f.Hint
	if hint == "" {
		hint = "核实后更正，或书面说明"
	}
	l.rows = append(l.rows, problem{project: name, line: f.Place, place: f.Place, code: code, what: f.Message, printed: f.Printed, expected: f.Expected,
		basis: why, demand: hint})
}

// record is the list as a record; problems of a project stand together, in the order of the reviews.
func (l *unitList) record(n numbers, o IssueOptions) *data.Value {
	w := &writer{to: data.ObjectOf()}
	w.text(o.Layout, "form")
	w.text(l.year, year)
	w.text(l.unit, unit)
	reviewer := o.Reviewer
	if reviewer == "" {
		reviewer = l.reviewer
	}
	w.text(reviewer, "复核单位")
	w.text(o.Date, "编制日期")
	w.list(problems)
	done := map[string]bool{}
	for _, name := range l.projects {
		if done[name] {
			continue
		}
		done[name] = true
		for _, p := range l.rows {
			if p.project != name {
				continue
			}
			x := &writer{to: data.ObjectOf()}
			for _, c := range [][2]string{{id, n.of(l.year, l.unit, p.project, p.line, p.code)}, {"单位", l.unit}, {"项目", p.project},
				{"位置", p.place}, {"问题", p.what}, {"表上", p.printed}, {"应为", p.expected}, {"依据", p.basis},
				{"整改要求", p.demand}, {"期限", o.Due}} {
				x.text(c[1], c[0])
			}
			w.add(x.to, problems)
		}
	}
	w.text(o.By, "经办人")
	return w.to
}
