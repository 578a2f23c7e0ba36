package prose

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model/number"
)

// How a sentence says that something went from one figure to another, and by how much: 由10万人次增加到12万人次，增长20%;
// 12万人次，比上年10万人次增加2万人次; and what part one is of another: 33所，占计划36所的91.7%.
var (
	fromLead = pattern.Late(`(?:^|[^理缘来自])(?:由|从)(?:上年度?|去年|年初|原来|原先|原|[0-9]{4}年)?的?$`)
	toLead   = pattern.Late(`^[^,。;]{0,4}?(?:增加|增长|提高|上升|提升|扩大|下降|降低|减少|压减|缩短|压缩)?(?:到|至)$|^(?:增至|升至|降至|减至)$`)
	lastLead = pattern.Late(`(?:比|较)(?:上年度?|去年|上年同期|去年同期|[0-9]{4}年)的?$`)
	upLead   = pattern.Late(`(?:增长|增加|提高|上升|提升|扩大|多|增幅|增长率)(?:了|为|达)?$`)
	downLead = pattern.Late(`(?:下降|降低|减少|压减|缩短|压缩|少|降幅|下降率)(?:了|为|达)?$`)
	partLead = pattern.Late(`占[^,。;占]{0,8}$`)
)

// changed holds the figures of a change against each other inside a sentence, to the digits they were written with.
func (t *Text) changed(first, last int) (out []Sum) {
	if !containsAny(t.half, "由", "从", "比上", "较上", "比去", "较去", "占") {
		return nil
	}
	for i := first; i+2 < last; i++ {
		a, b, c := &t.Figures[i], &t.Figures[i+1], &t.Figures[i+2]
		if !a.plainly() || !b.plainly() || !c.plainly() {
			continue
		}
		before := func(f int) string { return strings.TrimSpace(t.Before(f)) }
		if begins(strings.TrimLeft(t.After(i+2), " "), "以上", "以下", "以内", "左右", "多", "余") {
			continue
		}
		up, down := upLead.MatchString(before(i+2)), downLead.MatchString(before(i+2))
		switch {
		case t.alike(a, b) && c.Unit.Share() && !a.Unit.Share() && before(i+2) == "的" && partLead.MatchString(before(i+1)):
			if s, wrong := t.change(b, a, c, true); wrong {
				out = append(out, Sum{a.From, c.End, s})
			}
		case !up && !down || !t.alike(a, b):
		case fromLead.MatchString(before(i)) && toLead.MatchString(before(i+1)):
			if s, wrong := t.change(a, b, c, false); wrong && up == (b.base().GreaterThan(a.base())) {
				out = append(out, Sum{a.From, c.End, s})
			}
		case lastLead.MatchString(before(i+1)) && b.Clause >= a.Clause:
			if s, wrong := t.change(b, a, c, false); wrong {
				out = append(out, Sum{a.From, c.End, s})
			}
		}
	}
	return out
}

// change says how what is said of two figures, their difference, their rate of change or (part) the share that the
// second is of the first, does not follow from them.
func (t *Text) change(from, to, said *Figure, part bool) (string, bool) {
	a, b := from.base(), to.base()
	da, db := from.slack(), to.slack()
	least, most := b.Sub(db).Sub(a.Add(da)), b.Add(db).Sub(a.Sub(da))
	shown := number.Format(to.Num, "#,##0.######") + " − " + number.Format(from.Num, "#,##0.######")
	x := said.base()
	near := said.place()
	within := func(low, high decimal.Decimal) bool {
		for _, v := range []decimal.Decimal{x, x.Neg()} {
			if v.GreaterThan(low.Sub(near)) && v.LessThan(high.Add(near)) {
				return true
			}
		}
		return false
	}
	points := said.Unit.Dim == "百分点"
	switch {
	case said.Unit.Share() || points && !from.Unit.Share():
		if points || !a.Sub(da).IsPositive() {
			return "", false
		}
		if from.Unit.Share() && within(least, most) { // in points
			return "", false
		}
		low, high := least.DivRound(a.Add(da), 12), most.DivRound(a.Sub(da), 12)
		if part {
			low, high = b.Sub(db).DivRound(a.Add(da), 12), b.Add(db).DivRound(a.Sub(da), 12)
			shown = number.Format(to.Num, "#,##0.######")
		} else {
			if low.GreaterThan(high) {
				low, high = high, low
			}
			shown = "（" + shown + "）"
		}
		mid := b.Sub(a).DivRound(a, 12)
		if part {
			mid = b.DivRound(a, 12)
		}
		return shown + " ÷ " + number.Format(from.Num, "#,##0.######") + " = " + number.Format(mid, "0.00%") + " ≠ " + t.Written(said.From, said.End), !within(low, high)
	case points, said.Unit.Dim == from.Unit.Dim && from.Unit.Dim != "":
		scale := quantity.Value{Num: decimal.NewFromInt(1), Unit: said.Unit}.Base()
		return shown + " = " + number.Format(b.Sub(a).Div(scale), "#,##0.######") + " ≠ " + t.Written(said.From, said.End), !within(least, most)
	}
	return "", false
}

// place is one of the last place of a figure, slack half of it where the figure may be rounded.
func (f *Figure) place() decimal.Decimal {
	return quantity.Value{Num: decimal.New(1, int32(-f.Places)), Unit: f.Unit}.Base()
}

func (f *Figure) slack() decimal.Decimal {
	if !f.Round && f.Places == 0 {
		return decimal.Zero
	}
	return f.place().Div(decimal.NewFromInt(2))
}
