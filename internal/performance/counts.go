package performance

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/prose"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/number"
)

// sharesInText is the first percentage of a text that does not follow from the counts beside it: 96.2%（412人中随访385人）,
// 抽查412人，合格385人，合格率96.2%.
func sharesInText(m *memory, x []model.Result) model.Result {
	if !mayClaim(x[0].Text) || !strings.ContainsAny(x[0].Text, "%％") {
		return model.Result{}
	}
	p := m.passage(x[0].Text)
	for i := range p.Figures {
		f := &p.Figures[i]
		if f.Unit.Text != "%" || f.Ranged || f.About != quantity.Exactly {
			continue
		}
		for k := f.Clause + 1; k < len(p.Clauses) && p.Clauses[k].Aside && p.Clauses[k].Behind == i; k++ {
			last := k
			for last+1 < len(p.Clauses) && p.Clauses[last+1].Aside && p.Clauses[last+1].Behind == i {
				last++
			}
			if r := shareGap(p.Half(f.From, f.End) + "（" + p.Half(p.Clauses[k].From, p.Clauses[last].To) + "）"); !r.Absent() {
				return r
			}
			break
		}
		if r := p.shareBefore(i); !r.Absent() {
			return r
		}
	}
	return model.Result{}
}

var (
	// rateOf is what a percentage is the rate of: 按时率.
	rateOf = pattern.Late(`(\p{Han}{2})率(?:为|达到?|是)?$`)
	// wholeLead are words before a count that make it all there is to be done or looked at.
	wholeLead = pattern.Late(`(?:抽查|抽检|抽取|应|共有?|总数?|发放|调查|检测|检查|受理|收到|接到|随访|筛查|送检|登记)[^,。;0-9]{0,8}$`)
)

// shareBefore is how percentage i does not follow from the two counts right before it in its sentence, the second of
// which names what the percentage is the rate of.
func (p *passage) shareBefore(i int) model.Result {
	front := strings.TrimRight(p.Before(i), " :")
	verb := rateOf.FindStringSubmatch(front)
	if verb == nil || i < 2 {
		return model.Result{}
	}
	f, part, all := &p.Figures[i], &p.Figures[i-1], &p.Figures[i-2]
	s := p.Clauses[f.Clause].Sentence
	if p.Clauses[part.Clause].Sentence != s || p.Clauses[all.Clause].Sentence != s || !plainCount(part) || !plainCount(all) ||
		part.Unit.Dim != all.Unit.Dim || (part.Unit.Dim == "") || !all.Num.IsPositive() || part.Num.GreaterThan(all.Num) {
		return model.Result{}
	}
	lead, between, behind := p.Before(i-2), p.Half(all.End, part.From), p.Half(part.End, f.From)
	if strings.Contains(between, "其中") && !strings.Contains(between, verb[1]) || containsAny(between+behind, []string{"上年", "另", "目标", "计划", "除", "剔除", "不含"}) ||
		!strings.Contains(between+strings.ReplaceAll(behind, verb[0], ""), verb[1]) || strings.Contains(lead, verb[1]) && !strings.Contains(lead, "应") {
		return model.Result{}
	}
	within := part.Clause == all.Clause
	if !within && !wholeLead.MatchString(strings.TrimRight(lead, " ")) {
		return model.Result{}
	}
	if k := f.Clause + 1; k < len(p.Clauses) && p.Clauses[k].Aside && p.Clauses[k].Behind == i || containsAny(between+behind, []string{"到期", "在办", "正在"}) {
		return model.Result{} // 办结率100%（2件未到期）
	}
	q := quantity.Value{Num: part.Num, Unit: part.Unit}.Base().DivRound(quantity.Value{Num: all.Num, Unit: all.Unit}.Base(), 12)
	if f.Agrees(q, quantity.None) {
		return model.Result{}
	}
	return words(number.Format(part.Num, "#,##0.######") + " ÷ " + number.Format(all.Num, "#,##0.######") + " = " + number.Format(q, "0.00%"))
}

// plainCount says whether a figure of a text is a count that is meant exactly.
func plainCount(f *prose.Figure) bool {
	return !f.Ranged && f.About == quantity.Exactly && !f.Unit.Share() && (!f.Round || f.Unit.Money())
}
