// Package sample makes records to try layouts, batches and books with. In: a model.Form, how many and a seed. Out:
// one record after the other as a line of JSON, invented throughout and fit to be shown: figures add up, rates are
// quotients, points are 100, what was reached answers what was aimed at, the goals speak of the indicators, amounts
// have the form's unit. Record i of a seed is the same on every machine, however many are made. The cases ask for
// what is hard on a layout instead: everything filled in, the longest texts, nothing but what is required, 200 rows,
// rare characters.
package sample

import (
	"math/rand/v2"
	"strings"

	"github.com/gongbiao/gongbiao/internal/summary"
	"github.com/gongbiao/gongbiao/model"
)

// Options of a set; the zero value is one of year 2024.
type Options struct {
	Layout string // written as "form"
	Seed   uint64
	Year   int  // 0: 2024
	Case   Case // what the records try out
	// Points are in every line of the money, with Full: to try cells, though a form gives them to the total only.
	Points bool
	// Summary says the unit of the amounts and how rates are rounded; nil: it is made for each record, with the
	// form's own settings.
	Summary *summary.Summary
}

// Append appends record i (from 0) of a set as one line of JSON, without the line feed. f must be prepared. Fields
// the form computes are left out, so that they agree.
func Append(dst []byte, f *model.Form, o Options, i int) []byte {
	if o.Year == 0 {
		o.Year = 2024
	}
	random := rand.New(rand.NewPCG(o.Seed, uint64(i)+1))
	g := &generator{Rand: random, out: dst, year: o.Year, edge: o.Case, points: o.Points, used: map[string]bool{}}
	if g.summary = o.Summary; g.summary == nil {
		g.summary, _ = summary.Compile(f, nil) // the form was loaded: what does not compile a layout has left out
	}
	g.theme = pick(g, themes)
	g.unit = pick(g, g.theme.units)
	g.turn = g.IntN(len(g.theme.things))
	g.project = g.projectName(i)
	g.fulfilled = g.IntN(100) < 70
	g.commas = g.IntN(2) == 0
	g.plan(f)
	g.object(func() {
		g.member("form", o.Layout)
		g.fields(f.Fields)
	})
	return g.out
}

type generator struct {
	*rand.Rand
	out           []byte
	year          int
	edge          Case
	points        bool
	summary       *summary.Summary // what the form says of its amounts
	theme         theme
	unit, project string
	turn          int             // where the things begin
	used          map[string]bool // names of indicators
	missed        int             // indicators
	fulfilled     bool            // every indicator reached
	commas        bool            // amounts with thousands separators
	money         money
	all           []*indicator
	goals         int // parts of the indicators, where the form has goals
	path          []string
	row           int   // of a plain list, from 0
	within        []int // the item of each list that is being written, from 0
	planned       int64 // what a row or group says is planned to be spent, in fen
	plannedIn     *model.Field
	accounts      *accounts // of a form of closed accounts, in the usual case
}

func pick[T any](g *generator, from []T) T { return from[g.IntN(len(from))] }

// plan makes the figures before anything is written, so that texts can speak of them.
func (g *generator) plan(f *model.Form) {
	g.money = g.invented()
	if hasAccounts(f) && g.edge == Usual {
		g.accounts = g.close()
	}
	for _, c := range f.Fields {
		if c.Kind != model.Rows || !isIndicators(c) {
			continue
		}
		total := 90
		if c.Field(goalField) != nil && !isReviewed(c) {
			total, g.goals = 80, 1+g.IntN(3)
		}
		second := c.Field("二级指标")
		cost := second != nil && contains(second.Choices, "经济成本指标") && !contains(second.Choices, "成本指标")
		g.all = g.indicators(cost, total)
		if isReviewed(c) {
			g.review(g.Uint64())
		} else {
			g.partInGoals()
		}
	}
}

// member writes a name and a text.
func (g *generator) member(name, text string) {
	g.key(name)
	g.text(text)
}

// object writes what body writes as one object.
func (g *generator) object(body func()) {
	g.out = append(g.out, '{')
	body()
	g.out = append(g.out, '}')
}

// list writes a list of n objects.
func (g *generator) list(n int, item func(i int)) {
	g.out = append(g.out, '[')
	g.within = append(g.within, 0)
	for i := range n {
		if i > 0 {
			g.out = append(g.out, ',')
		}
		g.within[len(g.within)-1] = i
		g.object(func() { item(i) })
	}
	g.within = g.within[:len(g.within)-1]
	g.out = append(g.out, ']')
}

// in writes the fields of a group or item.
func (g *generator) in(f *model.Field) {
	g.path = append(g.path, f.Name)
	g.fields(f.Fields)
	g.path = g.path[:len(g.path)-1]
}

func (g *generator) key(name string) {
	if last := g.out[len(g.out)-1]; last != '{' && last != '[' {
		g.out = append(g.out, ',')
	}
	g.text(name)
	g.out = append(g.out, ':')
}

// text writes a JSON string; the vocabulary has no control characters.
func (g *generator) text(s string) {
	g.out = append(g.out, '"')
	g.out = append(g.out, strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s)...)
	g.out = append(g.out, '"')
}

func (g *generator) fields(fields []*model.Field) {
	for _, f := range fields {
		if f.Compute != "" {
			continue
		}
		switch {
		case g.edge == Empty && f.Kind == model.Rows && !f.Required:
		case f.Kind == model.Rows && g.reviewList(f):
		case reviewTotal(f) && g.edge != Empty:
			g.key(f.Name)
			g.object(func() { g.reviewedFunds(f, "", g.money) })
		case f.Kind == model.Group && isFunds(f) && g.edge != Empty:
			g.key(f.Name)
			g.object(func() { g.fundTable(f) })
		case f.Kind == model.Group:
			g.key(f.Name)
			g.object(func() { g.in(f) })
		case f.Kind == model.Rows && g.accounts != nil:
			g.key(f.Name)
			g.accountRows(f)
		case g.accounts != nil:
			g.accountField(f)
		case f.Kind == model.Rows && g.comparedList(f):
		case f.Kind == model.Rows && isIndicators(f):
			g.key(f.Name)
			g.writeIndicators(f)
		case f.Kind == model.Rows && isProjects(f):
			g.key(f.Name)
			g.projects(f)
		case f.Kind == model.Rows:
			g.key(f.Name)
			g.rows(f)
		default:
			g.single(f)
		}
	}
}

// rows writes a list of a form this package knows nothing of.
func (g *generator) rows(f *model.Field) {
	n := 1 + g.IntN(8)
	if k := g.items(); k > 0 {
		n = k
	}
	if len(g.path) > 3 {
		n = 1
	}
	g.list(n, func(i int) {
		g.row, g.planned = i, 0
		g.in(f)
	})
}
