package performance

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
)

// papers hold a form against other papers: figures in other units and with other places, targets of other years.
func papers() []function {
	return []function{
		{"同数(甲, 乙)", kinds{isNumber, isNumber}, isBool, plain(samePrinted)},
		{"同额(甲, 甲单位, 乙, 乙单位)", kinds{isNumber, anyKind, isNumber, anyKind}, isBool, plain(sameMoney)},
		{"折额(额, 单位, 另一单位)", kinds{isNumber, anyKind, anyKind}, isNumber, plain(inOtherUnit)},
		{"放松(指标值, 比照值, 指标)", kinds{isText, isText, isText}, isNumber, relaxed},
		{"照抄值(名称列表, 值列表, 另一名称列表, 另一值列表)", kinds{isList, isList, isList, isList}, isNumber, copiedValues},
		{"未见项目(列表, 另一列表)", kinds{isList, isList}, isText, plain(unseenProjects)},
		{"先后不同(列表, 另一列表)", kinds{isList, isList}, isText, plain(outOfOrder)},
	}
}

// half is half a unit of the last place a number was written with.
func half(d decimal.Decimal) decimal.Decimal { return decimal.New(5, min(d.Exponent(), 0)-1) }

// samePrinted says whether two numbers are one, written with as many places as each has.
func samePrinted(x []model.Result) model.Result {
	if x[0].Kind != isNumber || x[1].Kind != isNumber {
		return model.Result{}
	}
	return truth(x[0].Num.Sub(x[1].Num).Abs().LessThanOrEqual(decimal.Max(half(x[0].Num), half(x[1].Num))))
}

// sameMoney is samePrinted of amounts in their units. Where one of the units is not known, it is enough that they are
// the same in 元 or in 万元.
func sameMoney(x []model.Result) model.Result {
	if x[0].Kind != isNumber || x[2].Kind != isNumber {
		return model.Result{}
	}
	a, b := quantity.ParseUnit(x[1].String()), quantity.ParseUnit(x[3].String())
	same := func(sa, sb decimal.Decimal) bool {
		tolerance := decimal.Max(half(x[0].Num).Mul(sa), half(x[2].Num).Mul(sb))
		return x[0].Num.Mul(sa).Sub(x[2].Num.Mul(sb)).Abs().LessThanOrEqual(tolerance)
	}
	if a.Money() && b.Money() {
		return truth(same(a.Scale, b.Scale))
	}
	one, wan := decimal.NewFromInt(1), decimal.NewFromInt(10000)
	return truth(same(one, one) || same(one, wan) || same(wan, one))
}

// inOtherUnit is an amount in another unit of money; as it is where one of the units is not known.
func inOtherUnit(x []model.Result) model.Result {
	a, b := quantity.ParseUnit(x[1].String()), quantity.ParseUnit(x[2].String())
	switch {
	case x[0].Kind != isNumber:
		return model.Result{}
	case !a.Money() || !b.Money():
		return numeric(x[0].Num)
	}
	return numeric(x[0].Num.Mul(a.Scale).Div(b.Scale))
}

// relaxed is how much easier a target is than another value of the indicator, last year's target or actual value: 0.2
// of ≥80% beside 100%, of ≤50分钟 beside 40分钟; 0 for one that is no easier; absent where they cannot be compared or
// the direction is open.
func relaxed(m *memory, x []model.Result) model.Result {
	c := m.subject(x[2].Text).context
	target, other := m.read(x[0].Text, c), m.read(x[1].Text, c)
	if target.Kind != quantity.Number || other.Kind != quantity.Number || target.Per != other.Per ||
		target.Change != other.Change || quantity.Related(target, other) > quantity.OtherScale {
		return model.Result{}
	}
	t, o := target.Base(), other.Base()
	switch m.way(x[0].Text, x[2].Text).Direction {
	case quantity.MoreIsBetter:
	case quantity.LessIsBetter:
		t, o = o, t
	default:
		return model.Result{}
	}
	if !o.IsPositive() || t.GreaterThanOrEqual(o) {
		return numeric(decimal.Zero)
	}
	return numeric(o.Sub(t).DivRound(o, 4))
}

// leastCopied is how many rows two papers must have in common before one can be called a copy of the other.
const leastCopied = 4

// copiedValues is how many rows have the value of the row of the same name in another list, where all of them have;
// absent where one differs, or where there are too few that could. Words and 100% do not count: they are alike
// every year.
func copiedValues(m *memory, x []model.Result) model.Result {
	other := map[string]string{}
	for i, name := range x[2].List {
		if i < len(x[3].List) {
			other[quantity.Plain(name.String())] = x[3].List[i].String()
		}
	}
	n := 0
	for i, name := range x[0].List {
		if i >= len(x[1].List) {
			break
		}
		was, known := other[quantity.Plain(name.String())]
		v := m.parse(x[1].List[i].String())
		whole := v.Unit.Share() && v.Num.Equal(decimal.NewFromInt(100))
		if !known || v.Kind != quantity.Number || whole {
			continue
		}
		if !quantity.SameText(v.Text, was) {
			return model.Result{}
		}
		n++
	}
	if n < leastCopied {
		return model.Result{}
	}
	return numeric(decimal.NewFromInt(int64(n)))
}

// unseenProjects are the projects of one list that the other has not, whatever is written around their names.
func unseenProjects(x []model.Result) model.Result {
	have := map[string]bool{}
	for _, r := range x[1].List {
		have[coreName(r.String())] = true
	}
	var out []string
	for _, r := range x[0].List {
		if s := r.String(); s != "" && !have[coreName(s)] {
			have[coreName(s)] = true
			out = append(out, s)
		}
	}
	return words(strings.Join(out, "、"))
}

// outOfOrder is the first of the projects that both lists have which comes earlier in the second list than the one
// before it.
func outOfOrder(x []model.Result) model.Result {
	place := map[string]int{}
	for i, r := range x[1].List {
		place[coreName(r.String())] = i
	}
	last := -1
	for _, r := range x[0].List {
		i, known := place[coreName(r.String())]
		switch {
		case !known:
		case i < last:
			return words(r.String())
		default:
			last = i
		}
	}
	return model.Result{}
}
