package sample

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/number"
)

// hundred is the step of amounts: a hundred yuan in fen, which both 元 and 万元 write with two decimals.
const hundred = 100_00

// money is the project's money in fen, by column: at the beginning of the year, after changes, spent by July, spent.
type money struct{ first, budget, july, spent int64 }

// invented makes the money of a project: little changed during the year and almost spent.
func (g *generator) invented() money {
	first := int64(200+g.IntN(9000)) * hundred * int64(1+g.IntN(10))
	budget := first
	if g.IntN(3) == 0 {
		budget = first * int64(97+g.IntN(7)) / 100 / hundred * hundred
	}
	spent := budget
	if g.IntN(3) > 0 {
		spent = budget * int64(930+g.IntN(70)) / 1000 / hundred * hundred
	}
	return money{first, budget, first * int64(45+g.IntN(12)) / 100 / hundred * hundred, spent}
}

// share is a part of the money, in percent.
func (m money) share(percent int64) money {
	cut := func(n int64) int64 { return n * percent / 100 / hundred * hundred }
	return money{cut(m.first), cut(m.budget), cut(m.july), cut(m.spent)}
}

func (m money) minus(x money) money {
	return money{m.first - x.first, m.budget - x.budget, m.july - x.july, m.spent - x.spent}
}

// column is the amount of a column by its name.
func (m money) column(name string) int64 {
	switch {
	case strings.Contains(name, "1-7月"):
		return m.july
	case strings.Contains(name, "年初"):
		return m.first
	case strings.Contains(name, "执行") || strings.Contains(name, "决算"):
		return m.spent
	}
	return m.budget
}

// isFunds says whether a group is the money of a project: amounts, or lines of amounts.
func isFunds(f *model.Field) bool {
	if f.Parent != nil || !strings.Contains(f.Name, "资金") {
		return false
	}
	for _, c := range f.Fields {
		if c.Kind == model.Money {
			return true
		}
		for _, x := range c.Fields {
			if x.Kind == model.Money {
				return true
			}
		}
	}
	return false
}

func isTotal(f *model.Field) bool {
	return strings.Contains(f.Name, "总额") || strings.Contains(f.Name, "合计")
}

// isBudget says whether a source is the public purse.
func isBudget(f *model.Field) bool {
	return strings.Contains(f.Name, "财政") && !strings.Contains(f.Name, "专户") || f.Name == "基本支出"
}

// fundTable writes the money of a project: a total and sources that add up to it.
func (g *generator) fundTable(f *model.Field) {
	left, whole := g.money, g.money
	main, sources := (*model.Field)(nil), 0 // where most of it comes from: the budget, wherever its line is
	for _, c := range f.Fields {
		if (c.Kind == model.Group || c.Kind == model.Money) && !isTotal(c) && c.Name != bonds && c.Compute == "" {
			if sources++; main == nil || !isBudget(main) && isBudget(c) {
				main = c
			}
		}
	}
	rest := money{}
	if main != nil && sources > 1 && (main.Name == "基本支出" || g.IntN(3) == 0) {
		share := int64(80 + g.IntN(15))
		if main.Name == "基本支出" {
			share = 60
		}
		rest = left.minus(left.share(share))
		left = left.share(share)
	}
	for _, c := range f.Fields {
		part := money{}
		switch {
		case c.Kind != model.Group && c.Kind != model.Money:
			if c.Compute == "" {
				g.single(c)
			}
			continue
		case isTotal(c):
			part = whole
		case c.Name == bonds: // part of the others, and seldom there
			if g.edge == Usual {
				continue
			}
		case c == main:
			part = left
		default:
			part, rest = rest, money{}
		}
		if c.Compute != "" {
			continue
		}
		if c.Kind == model.Money {
			g.put(c, g.amount(part.budget))
			continue
		}
		g.key(c.Name)
		g.object(func() { g.line(c, part) })
	}
}

// bonds is a line of money that is part of the others.
const bonds = "专项债券资金"

// line writes a total or a source with its columns.
func (g *generator) line(c *model.Field, part money) {
	for _, x := range c.Fields {
		switch {
		case x.Compute != "":
		case x.Kind == model.Money:
			g.put(x, g.amount(part.column(x.Name)))
		case x.Kind == model.Rate:
			base, done := part.budget, part.spent
			if strings.Contains(x.Name, "1-7月") {
				base, done = part.first, part.july
			}
			if base > 0 {
				g.put(x, g.rate(done, base))
			} else if g.edge == Full {
				g.put(x, "0.00%")
			}
		case g.edge == Full && !g.points && !isTotal(c) && !x.Required:
			g.put(x, "—") // points are for the total
		case g.edge == Full || x.Required:
			g.put(x, "10")
		}
	}
}

// rate is a quotient as a percentage of two decimals, rounded as the form rounds its own, half up if it says nothing.
func (g *generator) rate(done, base int64) string {
	budget, spent := decimal.New(base, -2), decimal.New(done, -2)
	if s, err := g.summary.Rate(budget, spent); err == nil && s != "" {
		return s
	}
	return number.Format(spent.DivRound(budget, 4), "0.00%")
}

// amount writes fen in the unit of the form's amounts, with or without thousands separators.
func (g *generator) amount(fen int64) string {
	if g.summary.Unit != "元" {
		fen /= 10_000
	}
	whole, cents := strconv.FormatInt(fen/100, 10), strconv.FormatInt(fen%100+100, 10)[1:]
	if g.commas {
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + "," + whole[i:]
		}
	}
	return whole + "." + cents
}
