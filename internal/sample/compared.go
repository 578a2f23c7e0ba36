package sample

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/number"
)

// Forms that set two years beside each other. Last year is made from this year, so that what is said of the difference
// is the difference.

// comparedList writes a list of such a form; false: it is none.
func (g *generator) comparedList(f *model.Field) bool {
	switch {
	case f.Field("上年数") != nil && f.Field("增减") != nil:
		g.key(f.Name)
		g.comparedFigures(f)
	case f.Field("上年指标值") != nil && f.Field("完成值增减") != nil:
		g.key(f.Name)
		years := g.years()
		g.list(len(years), func(i int) { g.say(f, years[i].texts()) })
	case f.Field("位置") != nil && f.Field("内容") != nil:
		g.key(f.Name)
		g.comparedRemarks(f)
	default:
		return false
	}
	return true
}

// say writes an item of which the texts are known by the names of its fields.
func (g *generator) say(f *model.Field, texts map[string]string) {
	for _, c := range f.Fields {
		text := texts[c.Name]
		if text == "" && g.edge == Full {
			if text = "无"; len(c.Choices) > 0 {
				text = pick(g, c.Choices)
			}
		}
		if c.Compute == "" && text != "" && (g.edge != Empty || c.Required) {
			g.put(c, text)
		}
	}
}

// more is a difference as people write it, with what is behind the figure.
func more(from, to decimal.Decimal, format, unit string) string {
	d := to.Sub(from)
	switch s := number.Format(d, format); {
	case d.IsZero():
		return "0"
	case d.IsPositive():
		return "+" + s + unit
	default:
		return s + unit
	}
}

// rise is a difference in percent of what was; nothing where nothing changed.
func rise(from, to decimal.Decimal) string {
	if from.IsZero() || from.Equal(to) {
		return ""
	}
	return more(decimal.Zero, to.Sub(from).DivRound(from, 4), "0.00%", "")
}

// comparedFigures writes amounts, the rate and the points of both years.
func (g *generator) comparedFigures(f *model.Field) {
	now, last := g.money, g.money.share(int64(88+g.IntN(24)))
	if last.spent == now.spent {
		last = now.share(90)
	}
	points := func(m money) decimal.Decimal {
		return decimal.Min(decimal.New(10, 0), decimal.New(m.spent*10, 0).DivRound(decimal.New(max(m.budget, 1), 0), 2))
	}
	scored := 0
	for _, x := range g.all {
		scored += x.score
	}
	var items []map[string]string
	for _, source := range []string{"年度资金总额", "当年财政拨款"} {
		for _, column := range []string{"年初预算数", "全年预算数", "全年执行数"} {
			a, b := last.column(column), now.column(column)
			from, _ := number.Parse(g.amount(a))
			to, _ := number.Parse(g.amount(b))
			items = append(items, map[string]string{"项目": "资金 " + source + " " + column, "上年数": g.amount(a), "本年数": g.amount(b),
				"增减": more(from, to, "#,##0.00", ""), "增减率": rise(from, to)})
		}
		if source == "年度资金总额" {
			a, b := g.rate(last.spent, last.budget), g.rate(now.spent, now.budget)
			from, _ := number.Parse(a)
			to, _ := number.Parse(b)
			hundredfold := decimal.New(100, 0)
			items = append(items,
				map[string]string{"项目": "资金 年度资金总额 执行率", "上年数": a, "本年数": b,
					"增减": more(from.Mul(hundredfold), to.Mul(hundredfold), "0.00", "个百分点")},
				comparedPoints("资金 年度资金总额 得分", points(last), points(now)))
		}
	}
	rest := decimal.New(int64(scored), -2)
	items = append(items, comparedPoints("总分 得分", points(last).Add(rest), points(now).Add(rest)))
	n := len(items)
	if k := g.items(); k > 0 {
		n = k
	}
	g.list(n, func(i int) { g.say(f, items[i%len(items)]) })
}

func comparedPoints(name string, from, to decimal.Decimal) map[string]string {
	return map[string]string{"项目": name, "上年数": number.Format(from, "0.##"), "本年数": number.Format(to, "0.##"),
		"增减": more(from, to, "0.##", ""), "增减率": rise(from, to)}
}

// twoYears is an indicator of both years.
type twoYears struct {
	*indicator
	want, got string // last year's, with unit
	change    string
	why       string
	from, to  decimal.Decimal // what was reached, where it is a number
	counted   bool
}

// years sets the indicators beside last year's: of nine one is new and one has gone, one has another name.
func (g *generator) years() []twoYears {
	out := make([]twoYears, len(g.all))
	for i, x := range g.all {
		y := twoYears{indicator: x, want: x.target(), got: x.actual()}
		now, last := fmt.Sprintf("%d年", g.year), fmt.Sprintf("%d年", g.year-1)
		if y.to, y.counted = number.Parse(x.got); y.counted {
			y.from = before(x, y.to, decimal.New(int64(i%4), 0))
			y.got = y.from.String() + x.p.unit
		} else {
			y.want, y.got = strings.ReplaceAll(y.want, now, last), strings.ReplaceAll(y.got, now, last)
		}
		switch {
		case i%9 == 4:
			y.change = "新增"
		case i%9 == 7:
			y.change = "取消"
		case i%9 == 1:
			y.change = "改名（推断）"
			y.why = "上年名称是“" + strings.Replace(x.name, x.thing, x.thing+"全年", 1) + "”"
		}
		out[i] = y
	}
	return out
}

// before is what was reached the year before: a little less good, but as much as was aimed at, as the points say.
func before(x *indicator, got, step decimal.Decimal) decimal.Decimal {
	want, ok := number.Parse(x.want)
	switch {
	case !ok || x.missed:
		return got
	case x.p.sign == "≤":
		return decimal.Min(got.Add(step), want)
	default:
		return decimal.Max(got.Sub(step), want)
	}
}

// texts are the fields of the indicator.
func (y twoYears) texts() map[string]string {
	m := map[string]string{"一级指标": y.first, "二级指标": y.second, "三级指标": y.name, "变化": y.change, "变化说明": y.why}
	if y.change != "新增" {
		m["上年指标值"], m["上年完成值"] = y.want, y.got
		m["上年分值"], m["上年得分"] = decimals(y.points, 2), decimals(y.points, 2)
	}
	if y.change != "取消" {
		m["本年指标值"], m["本年完成值"] = y.target(), y.actual()
		m["本年分值"], m["本年得分"] = decimals(y.points, 2), decimals(y.score, 2)
	}
	if y.counted && y.change != "新增" && y.change != "取消" {
		if y.p.unit == "%" {
			m["完成值增减"] = more(y.from, y.to, "0.##", "个百分点")
		} else {
			m["完成值增减"], m["增减率"] = more(y.from, y.to, "0.##", y.p.unit), rise(y.from, y.to)
		}
	}
	return m
}

// comparedRemarks writes what stands out in the two years.
func (g *generator) comparedRemarks(f *model.Field) {
	var items []map[string]string
	for _, y := range g.years() {
		text := ""
		want, ok := number.Parse(y.indicator.want)
		switch {
		case y.change == "取消":
			text = "提示：去年的指标“" + y.name + "”今年没有了，表上没有说明。"
		case ok && y.counted && y.change == "" && y.p.sign == "≥" && y.from.GreaterThan(want):
			text = "提示：今年的指标值“" + y.target() + "”比去年的实际完成值“" + y.got + "”容易达到。"
		default:
			continue
		}
		items = append(items, map[string]string{"位置": "绩效指标“" + y.name + "”", "内容": text})
	}
	if len(items) == 0 {
		items = []map[string]string{{"位置": "绩效指标", "内容": "提示：两年的指标值相同。"}}
	}
	n := min(len(items), 4)
	if k := g.items(); k > 0 {
		n = k
	}
	g.list(n, func(i int) { g.say(f, items[i%len(items)]) })
}
