package prose

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model/number"
)

// The words before a number of questionnaires: handed out, come back, fit to be counted.
var (
	handedOut = pattern.Late(`(?:发放|发出|下发|派发|发送)了?(?:满意度|调查|测评|电子|纸质)*(?:问卷|调查表|测评表|表)?(?:共计?)?$`)
	cameBack  = pattern.Late(`(?:收回|回收|返回)了?(?:满意度|调查|测评|电子|纸质)*(?:问卷|调查表|测评表|表)?(?:共计?)?$`)
	fit       = pattern.Late(`有效(?:问卷|调查表|测评表|样本|票|卷)?(?:共计?)?$`)
	backRate  = pattern.Late(`(?:回收|收回)率(?:为|是|达到?)?:?$`)
)

// WrongSurveys are the sums about questionnaires that do not come out: 发放300份，收回312份.
func (t *Text) WrongSurveys() (out []Sum) {
	t.sentences(func(first, last int) { out = append(out, t.survey(first, last)...) })
	return out
}

// survey holds the questionnaires that came back against those handed out, those that count against those that came
// back, and the rate of return against both, inside a sentence.
func (t *Text) survey(first, last int) (out []Sum) {
	if !containsAny(t.half, "问卷", "调查", "测评", "满意") { // 发放新证300份，收回旧证320份
		return nil
	}
	sent, back := -1, -1
	more := func(part, whole int) {
		if whole >= 0 && !strings.Contains(t.Before(part), "其中") && t.alike(&t.Figures[part], &t.Figures[whole]) && t.Figures[part].base().GreaterThan(t.Figures[whole].base()) {
			from := t.Figures[whole].From - len(lastWords(t.Before(whole), 6))
			out = append(out, Sum{from, t.unitEnd(part), t.plain(part) + " > " + t.plain(whole)})
		}
	}
	for i := first; i < last; i++ {
		before := strings.TrimRight(t.Before(i), " :为")
		switch {
		case !t.Figures[i].plainly():
		case t.Figures[i].Unit.Share():
			if sent >= 0 && back >= 0 && backRate.MatchString(before) && t.Figures[sent].base().IsPositive() {
				q := t.Figures[back].base().DivRound(t.Figures[sent].base(), 12)
				if !t.Figures[i].Agrees(q, quantity.None) {
					out = append(out, Sum{t.Figures[sent].From - len(lastWords(t.Before(sent), 6)), t.Figures[i].End,
						t.plain(back) + " ÷ " + t.plain(sent) + " = " + number.Format(q, "0.00%") + " ≠ " + t.Written(t.Figures[i].From, t.Figures[i].End)})
				}
			}
		case handedOut.MatchString(before):
			sent, back = i, -1
		case fit.MatchString(before) && back >= 0:
			more(i, back)
		case cameBack.MatchString(before), fit.MatchString(before):
			back = i
			more(i, sent)
		}
	}
	return out
}

// plain is the number of a figure.
func (t *Text) plain(f int) string { return number.Format(t.Figures[f].Num, "#,##0.######") }
