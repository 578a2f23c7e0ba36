package compare

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
)

// Delta is what lies between two values, as it is printed: the difference with its unit, and the rate of change. Empty:
// it cannot be computed; Why says why where one might expect it.
type Delta struct {
	Diff string `json:"diff,omitempty"`
	Rate string `json:"rate,omitempty"`
	Why  string `json:"why,omitempty"`
}

// Difference is a figure of the two years, as printed.
type Difference struct {
	Place string `json:"place"`
	Last  string `json:"last"`
	This  string `json:"this"`
	Delta
}

var (
	hundred  = decimal.NewFromInt(100)
	currency = map[string]decimal.Decimal{"元": decimal.NewFromInt(1), "千元": decimal.NewFromInt(1000),
		"万元": decimal.NewFromInt(10000), "亿元": decimal.NewFromInt(100000000)}
)

// differences are the figures of a pair in the order of this year's form; of forms of one kind those that only one
// year has, too.
func differences(p *Pair) (out []Difference) {
	old, now := map[string]figure{}, map[string]bool{}
	for _, f := range p.Last.figures {
		old[f.place] = f
	}
	same := p.Last.Kind == p.This.Kind
	for _, f := range p.This.figures {
		now[f.place] = true
		o, ok := old[f.place]
		switch {
		case ok:
			out = append(out, Difference{f.place, o.text, f.text, p.between(o, f)})
		case same:
			out = append(out, Difference{Place: f.place, This: f.text, Delta: Delta{Why: "去年没有这一数"}})
		}
	}
	for _, o := range p.Last.figures {
		if !now[o.place] && same {
			out = append(out, Difference{Place: o.place, Last: o.text, Delta: Delta{Why: "今年没有这一数"}})
		}
	}
	return out
}

// between is this year's figure less last year's. Amounts are compared in this year's unit.
func (p *Pair) between(o, f figure) Delta {
	if f.kind == model.Rate {
		return Delta{Diff: behind(signed(f.num.Sub(o.num).Mul(hundred), places(o.num, f.num)-2), "个百分点")}
	}
	last := o.num
	if f.kind == model.Money && p.Last.currency != p.This.currency {
		a, ok1 := currency[p.Last.currency]
		b, ok2 := currency[p.This.currency]
		if !ok1 || !ok2 {
			return Delta{Why: "两年的金额单位不都清楚，没有比"}
		}
		last = last.Mul(a).Div(b)
	}
	return Delta{Diff: signed(f.num.Sub(last), places(o.num, f.num)), Rate: rate(last, f.num)}
}

// signed is a difference with its sign and at least so many decimals; what is more exact than any form is rounded.
func signed(d decimal.Decimal, least int32) string {
	if d = d.Round(6); d.IsZero() {
		return "0"
	}
	text := d.StringFixed(max(least, places(d), 0))
	if d.IsPositive() {
		return "+" + text
	}
	return text
}

// places is how many decimals the more exact of some values has; zeros at the end of a single one do not count.
func places(d ...decimal.Decimal) (n int32) {
	for _, x := range d {
		if len(d) == 1 {
			_, after, _ := strings.Cut(x.String(), ".")
			return int32(len(after))
		}
		n = max(n, -x.Exponent())
	}
	return n
}

// rate is by how much of last year's value the two differ; a dash if that is 0.
func rate(last, this decimal.Decimal) string {
	switch {
	case last.Equal(this):
		return ""
	case last.IsZero():
		return "—"
	}
	r := this.Sub(last).Mul(hundred).DivRound(last.Abs(), 2)
	s := r.StringFixed(2) + "%"
	if r.IsPositive() {
		s = "+" + s
	}
	return s
}

// apart compares two values as people write them, in this year's unit.
func apart(last, this quantity.Value) Delta {
	level := func(v quantity.Value) bool { return v.Kind == quantity.Number && v.About == quantity.Exactly }
	switch {
	case !level(last) || !level(this):
		return Delta{}
	case last.Cmp != this.Cmp && (last.Cmp.Inequality() || this.Cmp.Inequality()), last.Change != this.Change, last.Per != this.Per:
		return Delta{Why: "两年的写法不同，不能相减"}
	}
	switch quantity.Related(last, this) {
	case quantity.OtherUnit:
		return Delta{Why: "单位不同，不能相减"}
	case quantity.Unstated:
		return Delta{Why: "有一年没有写单位"}
	case quantity.Unlikely:
		return Delta{Why: "换算以后相差太大，单位可能写错"}
	}
	if this.Unit.Share() {
		return Delta{Diff: behind(signed(this.Base().Sub(last.Base()).Mul(hundred), 0), "个百分点")}
	}
	old := last.Num
	if quantity.Relate(last.Unit, this.Unit) == quantity.OtherScale {
		old = last.Base().DivRound(this.Unit.Scale, 10)
	}
	return Delta{Diff: behind(signed(this.Num.Sub(old), 0), this.Unit.Text), Rate: rate(old, this.Num)}
}

// behind puts a unit behind a difference; no difference has no unit.
func behind(diff, unit string) string {
	if diff == "0" {
		return diff
	}
	return diff + unit
}

// brief is what changed, in a few words for a page that shows both values.
func (r *Row) brief() string {
	var words []string
	for _, c := range r.Changes {
		switch what, _, _ := strings.Cut(c, "由"); what {
		case "指标值", "单位":
			words = append(words, what+"变了")
		case "分值":
			words = append(words, what+cmp.Or(r.Weight.Diff, "变了"))
		default:
			words = append(words, c)
		}
	}
	if r.Actual.Why != "" {
		words = append(words, "完成值："+r.Actual.Why)
	}
	return strings.Join(words, "；")
}

func points(last, this *decimal.Decimal) Delta {
	if last == nil || this == nil {
		return Delta{}
	}
	return Delta{Diff: signed(this.Sub(*last), 0)}
}

// compare fills in what became of a row.
func (r *Row) compare() {
	r.Last, r.This = r.last.cells(), r.this.cells()
	if r.last == nil || r.this == nil {
		return
	}
	a, b := r.last, r.this
	r.Target, r.Actual = apart(a.aimed, b.aimed), apart(a.done, b.done)
	r.Weight, r.Score = points(a.points, b.points), points(a.got, b.got)
	say := func(what, x, y string) {
		if !quantity.SameText(x, y) {
			r.Changes = append(r.Changes, fmt.Sprintf("%s由%s改为%s", what, quoted(x), quoted(y)))
		}
	}
	if r.Old != "" {
		say("名称", a.name, b.name)
	}
	say("一级指标", a.class, b.class)
	say("二级指标", a.sub, b.sub)
	say("指标值", a.target, b.target)
	for _, x := range [][2]quantity.Value{{a.aimed, b.aimed}, {a.done, b.done}} {
		x, y := x[0], x[1]
		if rel := quantity.Relate(x.Unit, y.Unit); x.Numeric() && y.Numeric() && rel != quantity.SameUnit {
			say("单位", x.Unit.Text, y.Unit.Text)
			break
		}
	}
	if a.points != nil && b.points != nil && a.points.Equal(*b.points) {
		return
	}
	say("分值", a.weight, b.weight)
}

func quoted(s string) string {
	if strings.TrimSpace(s) == "" {
		return "空白"
	}
	return "“" + s + "”"
}
