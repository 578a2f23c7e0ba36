package prose

import (
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model/number"
)

// Sum is a sum inside a text that does not come out: 24所（其中山区14所、平坝12所）.
type Sum struct {
	From, To int    // the words of it
	Shown    string // 14 + 12 = 26 ≠ 24
}

// almost is the part of a whole from which on the parts named of it are taken to be all of it: 38 of 40. Below it
// they are examples (其中重点村3个).
var almost = decimal.New(8, -1)

// maxParts bounds the terms of a sum in a text.
const maxParts = 12

// WrongSums are the sums in a text that do not come out.
func (t *Text) WrongSums() (out []Sum) {
	t.sentences(func(first, last int) {
		out = append(out, t.partsAndTotal(first, last)...)
		out = append(out, t.ratios(first, last)...)
		out = append(out, t.survey(first, last)...)
		out = append(out, t.amountsInWords(first, last)...)
		out = append(out, t.priced(first, last)...)
		out = append(out, t.changed(first, last)...)
		for i := first + 1; i < last; i++ {
			if s, ok := t.whole(i, last); ok {
				out = append(out, s)
			}
		}
	})
	return append(out, t.signedSums()...)
}

// sentences calls visit for the figures of each sentence, from first to before last.
func (t *Text) sentences(visit func(first, last int)) {
	for first := 0; first < len(t.Figures); {
		last := first + 1
		for last < len(t.Figures) && t.sentence(last) == t.sentence(first) {
			last++
		}
		visit(first, last)
		first = last
	}
}

func (t *Text) sentence(f int) int { return t.Clauses[t.Figures[f].Clause].Sentence }

// plainly says whether a figure is one number that is meant exactly.
func (f *Figure) plainly() bool { return !f.Ranged && f.About == quantity.Exactly }

// alike says whether two figures count the same kind of thing.
func (t *Text) alike(a, b *Figure) bool {
	if a.Unit.Dim != "" || b.Unit.Dim != "" {
		return a.Unit.Dim == b.Unit.Dim || t.either(a, b) || t.either(b, a)
	}
	x, y := firstRunes(t.half[a.End:], 1), firstRunes(t.half[b.End:], 1)
	return x == y && x != "" && !strings.ContainsAny(x, ",。;、)( ")
}

// either says whether a counts in one of two units, of which b's is one: 36台（套） and 4台.
func (t *Text) either(a, b *Figure) bool {
	return strings.Contains(t.half[a.From:a.End], "(") && utf8.RuneCountInString(b.Unit.Dim) == 1 && strings.Contains(a.Unit.Dim, b.Unit.Dim)
}

func (f *Figure) base() decimal.Decimal {
	return quantity.Value{Num: f.Num, Unit: f.Unit}.Base()
}

// partWords in the words before a figure say that it is no part of the figure before.
var partWords = []string{"全年", "执行", "支出", "结余", "预算", "实际", "合计", "共", "总", "完成率", "每", "比", "较", "上年", "去年", "累计", "约", "增", "减",
	"超", "目标", "计划", "另", "复查", "现有", "原有", "已有", "库存", "存量", "保有"}

// changed are words before a figure that make it a difference, and no whole: 比上年增加2次.
var changed = []string{"比上", "较上", "增加", "减少", "增长", "提高", "降低", "多", "少"}

// whole holds the parts that begin with figure i, in parentheses or behind 其中, against the figure they are parts of.
func (t *Text) whole(i, last int) (Sum, bool) {
	c := &t.Clauses[t.Figures[i].Clause]
	lead := t.half[c.From:t.Figures[i].From]
	among := strings.Contains(lead, "其中")
	w := i - 1
	switch {
	case c.Aside && after(strings.TrimRight(t.half[:c.From], "( "), "上年", "去年", "同期", "上年度", "前年"):
		return Sum{}, false // 比上年（21.3万元）下降
	case c.Aside && c.Behind == i-1 && c.Behind >= 0:
	case among && !c.Aside:
		for w >= 0 && t.sentence(w) == t.sentence(i) && (t.Clauses[t.Figures[w].Clause].Aside ||
			!t.alike(&t.Figures[w], &t.Figures[i]) || containsAny(t.Before(w), changed...)) {
			w--
		}
	default:
		return Sum{}, false
	}
	if w < 0 || t.sentence(w) != t.sentence(i) {
		return Sum{}, false
	}
	x := &t.Figures[w]
	if !x.plainly() || x.Unit.Share() || t.Clauses[x.Clause].Aside {
		return Sum{}, false
	}
	parts := t.parts(x, i, last, c)
	if len(parts) == 0 {
		return Sum{}, false
	}
	sum, total := decimal.Zero, x.base()
	for _, i := range parts {
		sum = sum.Add(t.Figures[i].base())
	}
	end := parts[len(parts)-1]
	switch {
	case sum.Equal(total), t.rounded(parts, x, sum.Sub(total)):
		return Sum{}, false
	case sum.GreaterThan(total):
	case len(parts) < 2, strings.Contains(t.After(end), "等"), among && sum.LessThan(total.Mul(almost)):
		return Sum{}, false
	}
	return Sum{x.From - len(lastWords(t.Before(w), 6)), t.unitEnd(end), t.show(parts, x)}, true
}

// parts are the figures from i on that are parts of x, in the parentheses or the sentence of c.
func (t *Text) parts(x *Figure, i, last int, c *Clause) (parts []int) {
	for k := i; k < last && len(parts) < maxParts; k++ {
		p := &t.Figures[k]
		d := &t.Clauses[p.Clause]
		lead := t.half[d.From:p.From]
		if d.Aside != c.Aside || d.Aside && d.Behind != c.Behind || k > i && (strings.Contains(lead, "其中") || p.Clause == t.Figures[k-1].Clause) {
			break
		}
		if !p.plainly() || !t.alike(x, p) || containsAny(lead, partWords...) {
			break
		}
		parts = append(parts, k)
	}
	return parts
}

// rounded says whether a difference can come from figures that are written in 万 or with few decimals.
func (t *Text) rounded(parts []int, x *Figure, d decimal.Decimal) bool {
	slack := decimal.Zero
	for _, i := range parts {
		slack = slack.Add(t.Figures[i].half())
	}
	slack = slack.Add(x.half())
	return d.Abs().LessThanOrEqual(slack)
}

// half is half of the last place of a rounded figure: nothing for a count, for 1.2万 half of 0.1万.
func (f *Figure) half() decimal.Decimal {
	if !f.Round || f.Places == 0 || f.Unit.Money() && f.Places >= 2 {
		return decimal.Zero
	}
	return quantity.Value{Num: decimal.New(5, int32(-f.Places-1)), Unit: f.Unit}.Base()
}

// unitEnd is the end of a figure with one character of a unit that no table has.
func (t *Text) unitEnd(f int) int {
	x := &t.Figures[f]
	if x.Unit.Dim == "" {
		return x.End + len(firstRunes(t.half[x.End:], 1))
	}
	return x.End
}

func (t *Text) show(parts []int, total *Figure) string {
	var b strings.Builder
	sum, scale := decimal.Zero, quantity.Value{Num: decimal.NewFromInt(1), Unit: total.Unit}.Base()
	for k, i := range parts {
		v := t.Figures[i].base().Div(scale)
		sum = sum.Add(v)
		if k > 0 {
			b.WriteString(" + ")
		}
		b.WriteString(number.Format(v, "#,##0.######"))
	}
	if len(parts) > 1 {
		b.WriteString(" = " + number.Format(sum, "#,##0.######"))
	}
	sign := " ≠ "
	if len(parts) == 1 {
		sign = " > "
	}
	return b.String() + sign + number.Format(total.Num, "#,##0.######")
}

func lastWords(s string, n int) string {
	rs := []rune(s)
	if len(rs) > n {
		rs = rs[len(rs)-n:]
	}
	return string(rs)
}

// doneWords are what may stand between 共 and a total: 共完成60所, 共投入资金30万元.
var doneWords = pattern.Late(`^ *(?:合计|总计|共计|总共|一共|共)(?:完成|建成|新建|改造|建设|实施|安排|投入|支出|覆盖|培训|发放|购置|补助|开展|举办|组织|扣除|扣减|核减|扣)了?(\p{Han}{0,8})$`)

// doneInAll says whether the words before figure w make it a total of what was done, of money or of the things that its
// sentence has named before.
func (t *Text) doneInAll(before string, w int) bool {
	m := doneWords.FindStringSubmatch(before)
	if m == nil {
		return false
	}
	from := t.Figures[w].From
	for i := w; i >= 0 && t.sentence(i) == t.sentence(w); i-- {
		from = t.Clauses[t.Figures[i].Clause].From
	}
	return m[1] == "" || m[1] == "资金" || m[1] == "经费" || strings.Contains(t.half[from:t.Figures[w-1].From], m[1])
}

// partsAndTotal holds the figures of a sentence against a total behind them: 山区14所与平坝12所合计24所.
func (t *Text) partsAndTotal(first, last int) (out []Sum) {
	for w := first + 2; w < last; w++ {
		x := &t.Figures[w]
		before := strings.TrimRight(t.Before(w), " :为达到")
		strong := after(before, "合计", "总计", "共计", "总共", "一共", "两项共", "三项共")
		weak := strings.TrimLeft(before, " ") == "共" || t.doneInAll(before, w)
		if !strong && !weak || !x.plainly() || x.Unit.Share() {
			continue
		}
		var parts []int
		for i := w - 1; i >= first && len(parts) < maxParts; i-- {
			p := &t.Figures[i]
			c := &t.Clauses[p.Clause]
			if c.Aside != t.Clauses[x.Clause].Aside {
				continue
			}
			if !t.alike(p, x) || !p.plainly() || after(strings.TrimRight(t.Before(i), " :为"), "合计", "总计", "共计", "共") ||
				containsAny(t.Before(i), "每", "其中", "上年", "去年", "比", "较", "目标", "计划") {
				break
			}
			parts = append([]int{i}, parts...)
		}
		if len(parts) < 2 {
			continue
		}
		sum, fits := decimal.Zero, false
		for k := len(parts) - 1; k >= 0; k-- {
			sum = sum.Add(t.Figures[parts[k]].base())
			fits = fits || k < len(parts)-1 && (sum.Equal(x.base()) || t.rounded(parts[k:], x, sum.Sub(x.base())))
		}
		if !fits {
			from := t.Figures[parts[0]].From
			out = append(out, Sum{from - len(lastWords(t.Before(parts[0]), 6)), t.unitEnd(w), t.show(parts, x)})
		}
	}
	return out
}

// ratios holds a rate against the two figures before it in the sentence: 预算100万元，支出90万元，执行率95%.
func (t *Text) ratios(first, last int) (out []Sum) {
	var below []int // budgets or tasks
	over := -1      // spent or done
	for i := first; i < last; i++ {
		f := &t.Figures[i]
		if !f.plainly() {
			below, over = nil, -1
			continue
		}
		if f.Unit.Share() {
			x, _, ok := t.headOf(i, false, true, false)
			done := after(strings.TrimRight(t.Before(i), " 为达到是:约"), "完成率")
			if (ok && x.Kind == Rate || done) && x.Cmp == quantity.None && over >= 0 && len(below) > 0 &&
				t.Figures[over].Unit.Money() != done {
				if s, wrong := t.ratio(below, over, i); wrong {
					out = append(out, s)
				}
			}
			below, over = nil, -1
			continue
		}
		x, _, ok := t.headOf(i, f.Unit.Money(), false, false)
		before := strings.TrimRight(t.Before(i), " 为达到是:")
		switch {
		case ok && (x.Kind == Budget || x.Kind == Initial), !f.Unit.Money() && after(before, "目标", "计划", "任务", "应"):
			if over >= 0 {
				below, over = nil, -1
			}
			below = append(below, i)
		case ok && x.Kind == Spent, !f.Unit.Money() && after(before, "完成", "实际"):
			if over >= 0 || len(below) == 0 || !t.alike(f, &t.Figures[below[0]]) {
				below, over = nil, -1
				continue
			}
			over = i
		}
	}
	return out
}

func (t *Text) ratio(below []int, over, rate int) (Sum, bool) {
	top := t.Figures[over].base()
	var shown string
	for _, b := range below {
		bottom := t.Figures[b].base()
		if !bottom.IsPositive() {
			return Sum{}, false
		}
		q := top.DivRound(bottom, 12)
		if t.Figures[rate].Agrees(q, quantity.None) {
			return Sum{}, false
		}
		shown = number.Format(t.Figures[over].Num, "#,##0.######") + " ÷ " + number.Format(t.Figures[b].Num, "#,##0.######") + " = " +
			number.Format(q, "0.00%") + " ≠ " + t.Written(t.Figures[rate].From, t.Figures[rate].End)
	}
	from := t.Figures[below[len(below)-1]].From
	return Sum{from - len(lastWords(t.Before(below[len(below)-1]), 6)), t.Figures[rate].End, shown}, true
}

var plusSum = pattern.Late(`([0-9][0-9.]*(?:\s*[+]\s*[0-9][0-9.]*)+)\s*=\s*([0-9][0-9.]*)`)

// signedSums are the sums written out with signs: 14+12=24.
func (t *Text) signedSums() (out []Sum) {
	if !strings.Contains(t.half, "+") || !strings.Contains(t.half, "=") {
		return nil
	}
	for _, m := range plusSum.FindAllStringSubmatchIndex(t.half, -1) {
		sum, ok := decimal.Zero, true
		for term := range strings.SplitSeq(t.half[m[2]:m[3]], "+") {
			d, err := decimal.NewFromString(strings.TrimSpace(term))
			ok = ok && err == nil
			sum = sum.Add(d)
		}
		total, err := decimal.NewFromString(strings.TrimRight(t.half[m[4]:m[5]], "."))
		if ok && err == nil && !sum.Equal(total) {
			out = append(out, Sum{m[0], m[1], t.half[m[2]:m[3]] + " = " + sum.String() + " ≠ " + total.String()})
		}
	}
	return out
}
