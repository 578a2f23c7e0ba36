package book

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/number"
	"github.com/gongbiao/gongbiao/render"
)

// figures are what the summary says of a form: what its checks collect under 预算数, 执行数, 总得分 and 等级. ok is false for a form
// that has no score.
type figures struct {
	ok            bool
	budget, spent amount
	rate          string
	score         amount
	grade         string
}

// amount is a figure: its number, or the text that stands in its place.
type amount struct {
	text string
	num  decimal.Decimal
	has  bool
}

func amountOf(s string) amount {
	d, ok := number.Parse(s)
	return amount{strings.Clone(s), d, ok}
}

func (a amount) shown(format string) string {
	if !a.has {
		return a.text
	}
	return number.Format(a.num, format)
}

// cell is the amount as the spreadsheet has it.
func (a amount) cell() *decimal.Decimal {
	if !a.has {
		return nil
	}
	return &a.num
}

// summers are the checks of the layouts in use, compiled once each.
type summers struct {
	mu sync.Mutex
	of map[string]*summer
}

type summer struct {
	once   sync.Once
	set    *check.Set
	err    error
	unit   string   // 元, 万元
	grades []string // best first
	round  string
}

func (s *summers) get(r *render.Form) (*summer, error) {
	id := r.Layout.FullID()
	s.mu.Lock()
	x := s.of[id]
	if x == nil {
		x = &summer{}
		s.of[id] = x
	}
	s.mu.Unlock()
	x.once.Do(func() {
		if x.set, x.err = r.Layout.Checks(); x.err != nil {
			return
		}
		param := func(name string) string {
			if v, ok := r.Layout.Params[name]; ok {
				return v
			}
			for _, p := range r.Layout.Form.Params {
				if p.Name == name {
					return p.Default
				}
			}
			return ""
		}
		x.unit, x.round = param("金额单位"), param("执行率舍入")
		for _, g := range strings.Fields(param("等级")) {
			x.grades = append(x.grades, strings.TrimRight(g, "0123456789."))
		}
	})
	return x, x.err
}

func (s *summers) figures(r *render.Form) (figures, error) {
	x, err := s.get(r)
	if err != nil {
		return figures{}, err
	}
	score := x.set.Collected(r.Record, "总得分")
	f := figures{ok: score != "", budget: amountOf(x.set.Collected(r.Record, "预算数")), spent: amountOf(x.set.Collected(r.Record, "执行数")),
		score: amountOf(score), grade: strings.Clone(x.set.Collected(r.Record, "等级"))}
	f.rate = rate(f.budget, f.spent, x.round)
	return f, nil
}

// rate is what was spent of a budget, in percent with two decimals, rounded as the layout does.
func rate(budget, spent amount, round string) string {
	if !budget.has || !spent.has || budget.num.Sign() <= 0 {
		return ""
	}
	r := spent.num.Mul(decimal.New(100, 0))
	switch round {
	case "进一":
		q, rest := r.QuoRem(budget.num, 2)
		if rest.Sign() > 0 {
			q = q.Add(decimal.New(1, -2))
		}
		r = q
	case "截断":
		r, _ = r.QuoRem(budget.num, 2)
	default:
		r = r.DivRound(budget.num, 2)
	}
	return number.Format(r, "0.00") + "%"
}

// summary is the 汇总表 of the forms of one layout.
type summary struct {
	title string
	grid  *grid.Grid
	names map[int]*form // which form a row of the grid names
	pages int
	first int
}

// summarize makes a summary table for each layout whose forms have scores, in the order of their first forms.
func (b *Book) summarize(groups []*group) (out []*summary) {
	var layouts []string
	each(groups, func(*group) {}, func(f *form) {
		if f.figures.ok && !slices.Contains(layouts, f.layout) {
			layouts = append(layouts, f.layout)
		}
	})
	for _, id := range layouts {
		s := &summary{title: "绩效自评汇总表", names: map[int]*form{}}
		if len(layouts) > 1 {
			if l, err := b.e.UsedLayout(id); err == nil {
				s.title += "（" + l.Name + "）"
			}
		}
		b.summers.mu.Lock()
		x := b.summers.of[id]
		b.summers.mu.Unlock()
		s.draw(b, x, id, groups)
		out = append(out, s)
	}
	return out
}

// draw makes the grid: a row a form under the headings of its groups, the totals, the means, and the counts by grade.
func (s *summary) draw(b *Book, x *summer, id string, groups []*group) {
	t := newTable([]int64{10, 56, 33, 33, 16, 13, 11}, b.number())
	t.line(grid.RoleTitle, titleStyle, s.title)
	t.line(grid.RoleHead, rightStyle, "金额单位："+x.unit)
	t.header("序号", "项目", "预算数", "执行数", "执行率", "得分", "等级")
	var n, scored int
	var budget, spent, score decimal.Decimal
	skipped := 0
	counts := map[string]int{}
	each(groups, func(g *group) {
		k := 0
		each([]*group{g}, func(*group) {}, func(f *form) {
			if f.layout == id {
				k++
			}
		})
		if k > 0 {
			t.heading(fmt.Sprintf("%s（%d 个项目）", g.name, k), g.level)
		}
	}, func(f *form) {
		if f.layout != id {
			return
		}
		n++
		g := f.figures
		s.names[t.row()] = f
		t.data(count(n), cellOf(f.name), figure(g.budget, "#,##0.00"), figure(g.spent, "#,##0.00"), cellOf(g.rate), figure(g.score, "0.00"), cellOf(g.grade))
		if g.budget.has && g.spent.has {
			budget, spent = budget.Add(g.budget.num), spent.Add(g.spent.num)
		} else {
			skipped++
		}
		if g.score.has {
			score = score.Add(g.score.num)
			scored++
		}
		if g.grade != "" {
			counts[g.grade]++
		}
	})
	sum := func(d decimal.Decimal) amount { return amount{num: d, has: true} }
	t.total("合计", figure(sum(budget), "#,##0.00"), figure(sum(spent), "#,##0.00"), cellOf(rate(sum(budget), sum(spent), x.round)), cellOf(""), cellOf(""))
	mean := cellOf("")
	if scored > 0 {
		mean = figure(sum(score.DivRound(decimal.NewFromInt(int64(scored)), 2)), "0.00")
	}
	t.total("平均得分", cellOf(""), cellOf(""), cellOf(""), mean, cellOf(""))
	var parts []string
	for _, g := range x.grades {
		parts = append(parts, fmt.Sprintf("%s %d 个", g, counts[g]))
		delete(counts, g)
	}
	var rest []string
	for g := range counts {
		rest = append(rest, g)
	}
	slices.Sort(rest)
	for _, g := range rest {
		parts = append(parts, fmt.Sprintf("%s %d 个", g, counts[g]))
	}
	t.whole(fmt.Sprintf("共 %d 个项目：%s", n, strings.Join(parts, "，")))
	if skipped > 0 {
		t.line(grid.RoleNote, noteStyle, fmt.Sprintf("注：%d 个项目的预算数或执行数不是数字，未计入合计。", skipped))
	}
	if scored < n {
		t.line(grid.RoleNote, noteStyle, fmt.Sprintf("注：%d 个项目没有得分，未计入平均得分。", n-scored))
	}
	s.grid = &grid.Grid{Meta: grid.Meta{Title: s.title, Name: s.title, Lang: "zh-CN"}, Tables: []grid.Table{t.Table}}
}
