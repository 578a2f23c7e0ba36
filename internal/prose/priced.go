package prose

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model/number"
)

// capitals are the numerals of amounts in words.
const capitals = "壹贰叁肆伍陆柒捌玖拾佰仟"

// amountsInWords holds an amount against the same amount in words in the parentheses behind it, or the other way round:
// 1876.5万元（大写：壹仟捌佰柒拾陆万伍仟元整）.
func (t *Text) amountsInWords(first, last int) (out []Sum) {
	if !strings.ContainsAny(t.half[t.Figures[first].From:], capitals) {
		return nil
	}
	words := func(f *Figure) bool { return strings.ContainsAny(t.half[f.From:f.End], capitals) }
	for i := first + 1; i < last; i++ {
		f := &t.Figures[i]
		c := &t.Clauses[f.Clause]
		if !c.Aside || c.Behind != i-1 || c.Last-c.First != 1 {
			continue
		}
		x := &t.Figures[i-1]
		if !x.plainly() || !f.plainly() || !x.Unit.Money() || !f.Unit.Money() || words(x) == words(f) || x.Agrees(f.base(), quantity.None) && f.Agrees(x.base(), quantity.None) {
			continue
		}
		out = append(out, Sum{x.From, f.End, t.Written(x.From, x.End) + " ≠ " + t.Written(f.From, f.End)})
	}
	return out
}

// The words of a price of one, and of what was paid in all.
var (
	priceLead = pattern.Late(`(?:每(人|户|亩|所|座|台|套|个|公里|件|吨|头|只|株|名|家|村|场|次|期)|(人|户|亩|生|所|台|吨|村|场)均)[^,。;0-9每]{0,6}$`)
	pricePer  = pattern.Late(`^[/每](人|户|亩|所|座|台|套|个|公里|件|吨|头|只|株|名|家|村|场|次|期)`)
	paidLead  = pattern.Late(`(?:发放|兑付|支付|支出|拨付|补助|补贴|兑现|需|安排|投入|投资)(?:补助|补贴|奖补|资金|经费|金额|款)*(?:共计|合计|总计|共)?(?:为|约)?$`)
)

// notAProduct are words of a sentence in which prices differ or what was paid is for something else.
var notAProduct = []string{"每月", "每季", "每年", "/月", "/年", "每天", "每日", "个月", "起", "最高", "最低", "不超过", "不等", "分档", "分类", "以内", "以下", "另", "其中", "剩余", "尾款", "首批", "部分", "预付", "上年"}

// priced holds what was paid for a number of things against the price of one, where a sentence has one of each.
func (t *Text) priced(first, last int) (out []Sum) {
	if last-first < 3 {
		return nil
	}
	price, count, paid, per, mean := -1, -1, -1, "", false
	for i := first; i < last; i++ {
		f := &t.Figures[i]
		if f.Ranged {
			return nil
		}
		before := strings.TrimRight(t.Before(i), " :为")
		if !f.Unit.Money() && !strings.HasPrefix(f.Unit.Dim, "金额/") {
			continue
		}
		m, n := priceLead.FindStringSubmatch(before), pricePer.FindStringSubmatch(t.half[f.Digits:])
		if n == nil {
			n = pricePer.FindStringSubmatch(t.half[f.End:])
		}
		if strings.HasPrefix(f.Unit.Dim, "金额/") {
			n = []string{"", strings.TrimPrefix(f.Unit.Dim, "金额/")}
		}
		switch {
		case (m != nil || n != nil) && price >= 0:
			return nil
		case n != nil:
			price, per = i, n[1]
		case m != nil && m[1] != "":
			price, per, mean = i, m[1], strings.Contains(before, "平均")
		case m != nil:
			price, per, mean = i, m[2], true
		case paidLead.MatchString(before):
			if paid >= 0 {
				return nil
			}
			paid = i
		default:
			return nil
		}
	}
	if price < 0 || paid < 0 {
		return nil
	}
	for i := first; i < last; i++ {
		f := &t.Figures[i]
		if f.Unit.Money() || i == price || f.Unit.Dim != per && !(per == "名" && f.Unit.Dim == "人") && !(per == "人" && f.Unit.Dim == "名") {
			continue
		}
		if count >= 0 {
			return nil
		}
		count = i
	}
	if count < 0 || !t.Figures[price].plainly() || !t.Figures[count].plainly() || !t.Figures[paid].plainly() {
		return nil
	}
	c := t.Clauses[t.Figures[first].Clause]
	if containsAny(t.half[c.From:t.Figures[last-1].End], notAProduct...) {
		return nil
	}
	p, n, x := &t.Figures[price], &t.Figures[count], &t.Figures[paid]
	each := p.Num
	if p.Unit.Money() {
		each = p.base()
	} else if strings.Contains(p.Unit.Text, "万元") {
		each = p.Num.Shift(4)
	}
	half := func(f *Figure) decimal.Decimal {
		return quantity.Value{Num: decimal.New(5, int32(-f.Places-1)), Unit: f.Unit}.Base()
	}
	slack := half(x)
	if n.Round {
		slack = slack.Add(half(n).Mul(each))
	}
	if mean && p.Unit.Money() {
		slack = slack.Add(half(p).Mul(n.base()))
	}
	product := each.Mul(n.base())
	if product.Sub(x.base()).Abs().LessThanOrEqual(slack) {
		return nil
	}
	shown := number.Format(each, "#,##0.##") + " × " + number.Format(n.base(), "#,##0.######") + " = " + number.Format(product, "#,##0.##") + " ≠ " + number.Format(x.base(), "#,##0.##")
	from, to := min(p.From, n.From, x.From), max(p.End, n.End, x.End)
	return append(out, Sum{from, to, shown})
}
