package compare

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/direction"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model/finding"
)

// leastWords is how many Chinese characters an explanation must have for two years of it to be a copy: 无 and 按计划完成
// are no explanations.
const leastWords = 8

// find is what there is to say about a pair.
func (p *Pair) find() (l finding.List) {
	say := func(code string, s finding.Severity, place, message, english, hint string) {
		l = append(l, finding.Finding{Code: code, Severity: s, Record: p.This.Name, Pos: finding.Pos{File: p.This.File}, Place: place,
			Message: message, English: english, Hint: hint})
	}
	if p.Guess {
		say("DIFF-GUESS", finding.Note, "", fmt.Sprintf("按指标的内容，推断就是去年的“%s”；名称、编码都对不上。", p.Last.Name),
			"matched with last year's form by its indicators only", "不是同一个项目的，对照不作数")
	}
	if a, b := quantity.Plain(p.Last.Code), quantity.Plain(p.This.Code); a != "" && b != "" && a != b {
		say("DIFF-CODE", finding.Note, "", fmt.Sprintf("名称相同，编码由“%s”变为“%s”。", p.Last.Code, p.This.Code),
			"the names agree, the codes of the project do not", "核对是不是同一个项目")
	}
	var kept []string // targets that were not lowered and are easier than last year's result all the same
	for i := range p.Indicators {
		r := &p.Indicators[i]
		if r.State == Gone && strings.TrimSpace(r.Name) != "" && !p.This.says(quantity.Plain(r.Name)) {
			s, missed := finding.Note, ""
			if r.last.got != nil && r.last.points != nil && r.last.got.LessThan(*r.last.points) {
				s, missed = finding.Warning, fmt.Sprintf("，去年得 %s 分（分值 %s）", r.last.score, r.last.weight)
			}
			say("DIFF-GONE", s, r.place(), fmt.Sprintf("去年的指标“%s”今年没有了%s，表上没有说明。", r.Name, missed),
				"an indicator of last year is gone and nothing is said about it", "核对是否漏填；取消的，写明原因")
		}
		if r.last == nil || r.this == nil {
			continue
		}
		switch easy, lowered := r.easier(); {
		case easy && lowered:
			say("DIFF-EASIER", finding.Warning, r.place(), fmt.Sprintf("今年的指标值“%s”比去年的实际完成值“%s”和指标值“%s”都容易达到。",
				r.this.target, r.last.actual, r.last.target), "this year's target is easier than last year's result and last year's target",
				"核对指标值是否定得偏低；有意调低的，写明原因")
		case easy:
			kept = append(kept, fmt.Sprintf("%s（今年“%s”，去年完成“%s”）", r.Name, r.this.target, r.last.actual))
		}
		if copied(r.last.reason, r.this.reason) {
			say("DIFF-COPIED", finding.Warning, r.place(), fmt.Sprintf("偏差原因及改进措施与去年一字不差：“%s”。", finding.Short(r.this.reason)),
				"the explanation is last year's, word for word", "写今年的原因和措施")
		}
	}
	if len(kept) > 0 {
		say("DIFF-EASIER", finding.Note, "绩效指标", fmt.Sprintf("指标值没有调低，但比去年的结果容易达到的有 %d 个：%s。", len(kept), strings.Join(kept, "、")),
			fmt.Sprintf("%d targets are easier than last year's results, though none was lowered", len(kept)), "核对指标值是否还合适")
	}
	for _, t := range p.This.texts {
		if slices.ContainsFunc(p.Last.texts, func(o text) bool { return o.place == t.place && copied(o.text, t.text) }) {
			say("DIFF-COPIED", finding.Warning, t.place, fmt.Sprintf("与去年一字不差：“%s”。", finding.Short(t.text)),
				"the text is last year's, word for word", "写今年的情况")
		}
	}
	if message, s := p.carried(); message != "" {
		say("DIFF-CARRIED", s, "资金 上年结转", message, "what is carried over is not what last year had left", "核对去年的结余和今年的上年结转")
	}
	return l
}

func (r *Row) place() string { return "绩效指标“" + r.Name + "”" }

// copied says whether two explanations are the same, and long enough to be explanations.
func copied(a, b string) bool {
	n := 0
	for _, c := range b {
		if unicode.Is(unicode.Han, c) {
			n++
		}
	}
	return n >= leastWords && quantity.SameText(a, b)
}

// easier says whether this year's target asks for less than what last year came to, and whether for less than last
// year's target, too. Where nobody can tell it does not.
func (r *Row) easier() (easy, lowered bool) {
	way := direction.Of(direction.Indicator{Name: r.Name, Target: quantity.Parse(r.this.target), Category: r.Sub, Stated: r.this.stated}).Direction
	easy = below(r.this.aimed, r.last.done, way)
	return easy, easy && below(r.this.aimed, r.last.aimed, way)
}

// below says whether a target asks for less than a value of last year.
func below(target, old quantity.Value, way direction.Direction) bool {
	if target.Kind != quantity.Number || old.Kind != quantity.Number || target.About != quantity.Exactly || old.About != quantity.Exactly ||
		target.Change != old.Change || target.Per != old.Per {
		return false
	}
	if rel := quantity.Related(old, target); rel != quantity.SameUnit && rel != quantity.OtherScale {
		return false
	}
	switch way {
	case direction.More:
		return target.Base().LessThan(old.Base())
	case direction.Less:
		return target.Base().GreaterThan(old.Base())
	}
	return false
}

// carried holds what is carried over into this year against what last year had left.
func (p *Pair) carried() (message string, s finding.Severity) {
	get := func(f *Form, line string, columns ...string) (figure, bool) {
		for _, c := range columns {
			for _, x := range f.figures {
				if strings.Contains(x.place, line) && strings.HasSuffix(x.place, " "+c) {
					return x, true
				}
			}
		}
		return figure{}, false
	}
	budget, ok1 := get(p.Last, "年度资金总额", "全年预算数")
	spent, ok2 := get(p.Last, "年度资金总额", "全年执行数")
	carried, ok3 := get(p.This, "上年结转", "年初预算数", "全年预算数", "上年结转资金")
	if !ok1 || !ok2 || !ok3 || p.Last.currency != p.This.currency {
		return "", 0
	}
	left := budget.num.Sub(spent.num)
	sum := fmt.Sprintf("去年预算 %s − 执行 %s = 结余 %s，今年的上年结转是 %s", budget.text, spent.text, left, carried.text)
	switch {
	case left.IsNegative() || left.Equal(carried.num):
		return "", 0
	case carried.num.GreaterThan(left):
		return sum + "，多出 " + carried.num.Sub(left).String() + "。", finding.Warning
	case carried.num.Equal(decimal.Zero):
		return sum + "：结余可能已经收回。", finding.Note
	}
	return sum + "，少了 " + left.Sub(carried.num).String() + "：其余可能已经收回。", finding.Note
}

// find is what there is to say about forms without a partner, and about the years.
func (r *Result) find() (l finding.List) {
	for _, f := range r.Gone {
		l = append(l, finding.Finding{Code: "DIFF-FORM-GONE", Severity: finding.Note, Record: f.Name, Pos: finding.Pos{File: f.File},
			Message: fmt.Sprintf("去年（%s）的“%s”今年没有对上的表。", cmp.Or(f.Year, "年度没有写"), f.Name),
			English: "a form of last year has no partner this year", Hint: "项目结束的不用理会；漏报的补上，改了名的写明编码"})
	}
	for _, p := range r.Pairs {
		if a, b := quantity.Plain(p.Last.Year), quantity.Plain(p.This.Year); a != "" && b != "" && a >= b {
			l = append(l, finding.Finding{Code: "DIFF-YEAR", Severity: finding.Warning, Record: p.This.Name, Pos: finding.Pos{File: p.This.File},
				Message: fmt.Sprintf("“去年”的表是 %s 年度，“今年”的是 %s 年度，次序不对或是同一年。", p.Last.Year, p.This.Year),
				English: "the form given as last year's is not of an earlier year", Hint: "先写去年的，再写今年的：gongbiao diff 去年/ 今年/"})
		}
	}
	return l
}
