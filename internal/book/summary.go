package book

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/summary"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/number"
	"github.com/gongbiao/gongbiao/render"
)

// figures are what the summary table says of a form, as texts: a number is read when it is needed. ok is false for a
// form that has no score.
type figures struct {
	ok                                bool
	budget, spent, rate, score, grade string
}

// amount is a figure: its number, or the text in its place.
type amount struct {
	text string
	num  decimal.Decimal
	has  bool
}

func amountOf(s string) amount {
	d, ok := number.Parse(s)
	return amount{s, d, ok}
}

// summaries are those of the layouts in use, by full id, compiled once each.
type summaries struct{ of sync.Map }

func (s *summaries) get(r *render.Form) *summary.Summary {
	once, _ := s.of.LoadOrStore(r.Layout.FullID(), sync.OnceValue(func() *summary.Summary {
		x, _ := summary.Compile(r.Layout.Form, r.Layout.Params) // it was loaded: what does not compile it has left out
		return x
	}))
	return once.(func() *summary.Summary)()
}

func (s *summaries) figures(r *render.Form) (figures, error) {
	x := s.get(r)
	of, err := x.Of(r.Record)
	if err != nil {
		return figures{}, err
	}
	f := figures{ok: of.Score != "", score: of.Score, grade: of.Grade}
	f.budget, f.spent = strings.Clone(of.Budget), strings.Clone(of.Spent)
	f.rate, err = rate(x, amountOf(f.budget), amountOf(f.spent))
	return f, err
}

// rate is what was spent of a budget, empty if either is no number.
func rate(x *summary.Summary, budget, spent amount) (string, error) {
	if !budget.has || !spent.has {
		return "", nil
	}
	return x.Rate(budget.num, spent.num)
}

// summed is the 汇总表 of the forms of one layout.
type summed struct {
	of     *summary.Summary
	id     string // of the layout
	title  string
	groups []*group
	rows   int           // lines under the header, the closing ones apart
	names  map[int]*form // which form a row of the grid drawn last names
	parts  []linesOf     // in a file of pages
	pages  int
	first  int
}

// summarize makes a summary table for each layout whose forms have scores, in the order of their first forms.
func (b *Book) summarize(groups []*group) (out []*summed, err error) {
	if b.o.NoSummary {
		return nil, nil
	}
	var layouts []string
	for f := range formsIn(groups) {
		if f.scored && !slices.Contains(layouts, f.layout) {
			layouts = append(layouts, f.layout)
		}
	}
	for _, id := range layouts {
		once, _ := b.summaries.of.Load(id)
		s := &summed{of: once.(func() *summary.Summary)(), id: id, groups: groups}
		s.title = s.of.Title
		if len(layouts) > 1 {
			if l, err := b.e.Layouts().Layout(id); err == nil {
				s.title += "（" + l.Name + "）"
			}
		}
		if _, err := s.draw(b, linesOf{}); err != nil { // counts the lines
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// totals are the sums over the forms of a summary.
type totals struct {
	forms, skipped, scored int // skipped: without amounts
	budget, spent, score   decimal.Decimal
	grades                 map[string]int
}

func (t *totals) add(f figures) {
	if budget, spent := amountOf(f.budget), amountOf(f.spent); budget.has && spent.has {
		t.budget, t.spent = t.budget.Add(budget.num), t.spent.Add(spent.num)
	} else {
		t.skipped++
	}
	if score := amountOf(f.score); score.has {
		t.score = t.score.Add(score.num)
		t.scored++
	}
	if f.grade != "" {
		t.grades[f.grade]++
	}
}

// draw makes a grid of some of the lines: a row a form under the headings of its groups, and after the last the totals,
// the means, and the counts by grade.
func (s *summed) draw(b *Book, part linesOf) (*grid.Grid, error) {
	t := newTable([]int64{10, 56, 33, 33, 16, 13, 11}, b.number())
	if part.from == 0 {
		t.line(grid.RoleTitle, titleStyle, s.title)
		if s.of.Unit != "" {
			t.line(grid.RoleHead, rightStyle, "金额单位："+s.of.Unit)
		}
	}
	t.header("序号", "项目", "预算数", "执行数", "执行率", "得分", "等级")
	all := totals{grades: map[string]int{}}
	s.names = map[int]*form{}
	n := 0
	var failed error
	closing := s.rows > 0 && part.to >= s.rows // nothing is summed up before
	mine := func() bool {
		n++
		return part.from < n && n <= part.to
	}
	each(s.groups, func(g *group) {
		k := 0
		for f := range formsIn([]*group{g}) {
			if f.layout == s.id {
				k++
			}
		}
		if k > 0 && mine() {
			t.heading(fmt.Sprintf("%s（%d 个项目）", g.name, k), g.level)
		}
	}, func(f *form) {
		if f.layout != s.id {
			return
		}
		all.forms++
		shown := mine()
		if !shown && !closing || failed != nil {
			return
		}
		var g figures
		if g, _, failed = b.about(f); closing {
			all.add(g)
		}
		if !shown {
			return
		}
		s.names[t.row()] = f
		t.data(count(all.forms), cellOf(f.name), figure(amountOf(g.budget), money), figure(amountOf(g.spent), money),
			cellOf(g.rate), figure(amountOf(g.score), "0.00"), cellOf(g.grade))
	})
	if failed != nil {
		return nil, failed
	}
	if s.rows = n; part.to >= n {
		if err := s.close(t, all); err != nil {
			return nil, err
		}
	}
	return t.grid(s.title, s.title), nil
}

// whole is the summary as one grid.
func (s *summed) whole(b *Book) (*grid.Grid, error) { return s.draw(b, linesOf{0, s.rows}) }

// paginate cuts the summary into tables of whole pages and counts these.
func (s *summed) paginate(b *Book) (err error) {
	s.parts, s.pages, err = inParts(s.rows, func(part linesOf) (*grid.Measured, error) { return s.measure(b, part) })
	return err
}

func (s *summed) measure(b *Book, part linesOf) (*grid.Measured, error) {
	g, err := s.draw(b, part)
	if err != nil {
		return nil, err
	}
	return b.measureOwn(g)
}

const money = "#,##0.00"

// close draws what is under the forms. A form that says nothing of amounts or grades has no sums of them.
func (s *summed) close(t *table, all totals) error {
	if s.of.HasAmounts() {
		rate, err := s.of.Rate(all.budget, all.spent)
		if err != nil {
			return err
		}
		budget, spent := figure(sum(all.budget), money), figure(sum(all.spent), money)
		t.total("合计", budget, spent, cellOf(rate), cellOf(""), cellOf(""))
	}
	mean := cellOf("")
	if all.scored > 0 {
		mean = figure(sum(all.score.DivRound(decimal.NewFromInt(int64(all.scored)), 2)), "0.00")
	}
	t.total("平均得分", cellOf(""), cellOf(""), cellOf(""), mean, cellOf(""))
	closing := fmt.Sprintf("共 %d 个项目", all.forms)
	grades := slices.Clone(s.of.Grades)
	for _, g := range slices.Sorted(maps.Keys(all.grades)) { // some may write a grade the form does not know
		if !slices.Contains(grades, g) {
			grades = append(grades, g)
		}
	}
	for i, g := range grades {
		grades[i] = fmt.Sprintf("%s %d 个", g, all.grades[g])
	}
	if len(grades) > 0 {
		closing += "：" + strings.Join(grades, "，")
	}
	t.whole(closing)
	if all.skipped > 0 && s.of.HasAmounts() {
		t.line(grid.RoleNote, noteStyle, fmt.Sprintf("注：%d 个项目的预算数或执行数不是数字，未计入合计。", all.skipped))
	}
	if all.scored < all.forms {
		t.line(grid.RoleNote, noteStyle, fmt.Sprintf("注：%d 个项目没有得分，未计入平均得分。", all.forms-all.scored))
	}
	return nil
}

func sum(d decimal.Decimal) amount { return amount{num: d, has: true} }
