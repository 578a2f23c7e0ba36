package performance

import (
	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
)

// papers hold a form against other papers: figures in other units and with other places, targets of other years.
var papers = []function{
	{"同数(甲, 乙)", kinds{isNumber, isNumber}, isBool, plain(samePrinted)},
	{"同额(甲, 甲单位, 乙, 乙单位)", kinds{isNumber, anyKind, isNumber, anyKind}, isBool, plain(sameMoney)},
	{"折额(额, 单位, 另一单位)", kinds{isNumber, anyKind, anyKind}, isNumber, plain(inOtherUnit)},
	{"放松(指标值, 比照值, 指标)", kinds{isText, isText, isText}, isNumber, relaxed},
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
