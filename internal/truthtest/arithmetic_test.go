package truthtest

import (
	"math/big"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// This file computes what a form contradicts in its own figures, with none of the product's code: the labels of the
// corpus are held against it (labels_test.go), so that no label rests on an eye alone.

// fact is a contradiction in the figures of a form.
type fact struct {
	at     string
	causes []string // a label of one of them says it
	why    string
}

var narrow = strings.NewReplacer("０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9",
	"．", ".", "，", ",", "％", "%", "＝", "=", "＞", ">", "＜", "<", ">=", "≥", "<=", "≤", "不低于", "≥", "不超过", "≤", " ", "", ",", "", "㎡", "平方米")

// amount is a figure alone in its cell, nil if there is none.
func amount(s string) *big.Rat {
	r, ok := new(big.Rat).SetString(strings.TrimSuffix(narrow.Replace(s), "%"))
	if !ok {
		return nil
	}
	return r
}

// zero is amount, and 0 where there is none.
func zero(s string) *big.Rat {
	if r := amount(s); r != nil {
		return r
	}
	return new(big.Rat)
}

// decimals is how many digits stand behind the point.
func decimals(s string) int {
	_, tail, _ := strings.Cut(strings.TrimSuffix(narrow.Replace(s), "%"), ".")
	return len(tail)
}

// within says whether two numbers differ by no more than one unit of the digit given.
func within(a, b *big.Rat, digits int) bool {
	limit, _ := new(big.Rat).SetString("1e-" + string(rune('0'+digits)))
	return new(big.Rat).Abs(new(big.Rat).Sub(a, b)).Cmp(limit) < 0
}

// facts are all contradictions that arithmetic sees.
func (f *form) facts() []fact {
	switch form, _, _ := strings.Cut(f.layout, "/"); form {
	case "self-evaluation", "department":
		return append(f.funds("/资金", []string{"年初预算数", "全年预算数", "全年执行数"}, "全年预算数", "全年执行数", "执行率"), f.scores()...)
	case "transfer":
		return append(f.funds("/资金投入", []string{"全年预算数", "全年执行数"}, "全年预算数", "全年执行数", "预算执行率"),
			f.rows("/绩效指标", "指标值", "全年实际完成值", func(at string, n *yaml.Node, met bool) []fact {
				if !met && text(child(n, "未完成原因和改进措施")) == "" {
					return []fact{{at + "/未完成原因和改进措施", []string{"no-reason"}, "没有达到，没有原因"}}
				}
				return nil
			})...)
	case "monitoring":
		out := f.funds("/资金", []string{"年初预算数", "1-7月执行数", "全年预计执行数"}, "年初预算数", "1-7月执行数", "1-7月执行率")
		for _, name := range append(sources(at(&f.record, "/资金")), "年度资金总额") {
			line := at(&f.record, "/资金/"+name)
			if zero(text(child(line, "全年预计执行数"))).Cmp(zero(text(child(line, "1-7月执行数")))) < 0 {
				out = append(out, fact{"/资金/" + name + "/全年预计执行数", []string{"projected"}, "预计数小于已执行数"})
			}
		}
		return append(out, f.rows("/绩效指标", "年度指标值", "全年预计完成情况", func(at string, n *yaml.Node, met bool) []fact {
			if !met && text(child(n, "完成目标可能性")) == "确定能" {
				return []fact{{at + "/完成目标可能性", []string{"unmet-full"}, "预计达不到，却填确定能"}}
			}
			return nil
		})...)
	case "summary":
		return f.summary()
	case "goal-declaration":
		var out []fact
		for group, total := range map[string]string{"/项目资金": "项目资金总额", "/年度资金": "年度资金申请总额"} {
			g, sum := at(&f.record, group), new(big.Rat)
			for i := 0; i < len(g.Content); i += 2 {
				if g.Content[i].Value != total {
					sum.Add(sum, zero(g.Content[i+1].Value))
				}
			}
			if x := child(g, total); x != nil && sum.Cmp(zero(text(x))) != 0 { // one that is not there is computed
				out = append(out, fact{group + "/" + total, []string{"sum"}, "各项之和 " + sum.FloatString(2)})
			}
		}
		return out
	}
	return nil
}

// sources are the sources of money: the groups beside the total.
func sources(funds *yaml.Node) (names []string) {
	for i := 0; i < len(funds.Content); i += 2 {
		if n := funds.Content[i].Value; n != "年度资金总额" && funds.Content[i+1].Kind == yaml.MappingNode {
			names = append(names, n)
		}
	}
	return names
}

func (f *form) funds(group string, columns []string, budget, spent, rate string) (out []fact) {
	g := at(&f.record, group)
	total := child(g, "年度资金总额")
	names := sources(g)
	if f.layout != "self-evaluation/hubei" { // one row there, bonds are part of it
		for _, c := range columns {
			sum := new(big.Rat)
			for _, n := range names {
				sum.Add(sum, zero(text(child(child(g, n), c))))
			}
			if sum.Cmp(zero(text(child(total, c)))) != 0 {
				out = append(out, fact{group + "/年度资金总额/" + c, []string{"sum", "blank-total"}, "来源之和 " + sum.FloatString(2)})
			}
		}
	}
	for _, n := range append(names, "年度资金总额") {
		line, place := child(g, n), group+"/"+n
		b, s := amount(text(child(line, budget))), amount(text(child(line, spent)))
		if b == nil || s == nil || b.Sign() == 0 {
			continue
		}
		if new(big.Rat).Quo(s, b).Cmp(big.NewRat(3000, 1)) > 0 { // yuan in a form of 万元: the rate is of what was meant
			out = append(out, fact{place + "/" + spent, []string{"wan"}, "像是差一万倍"})
			continue
		}
		if s.Cmp(b) > 0 {
			out = append(out, fact{place + "/" + spent, []string{"overspend"}, "执行大于预算"})
		}
		printed := amount(text(child(line, rate)))
		if printed == nil {
			continue
		}
		share := new(big.Rat).Mul(new(big.Rat).Quo(s, b), big.NewRat(100, 1))
		if !within(printed, share, decimals(text(child(line, rate)))) {
			out = append(out, fact{place + "/" + rate, []string{"rate"}, "应为 " + share.FloatString(4) + "%"})
		}
		if w, got := amount(text(child(line, "分值"))), amount(text(child(line, "得分"))); got != nil && n == "年度资金总额" {
			if w == nil {
				w = big.NewRat(20, 1)
			}
			due := new(big.Rat).Quo(new(big.Rat).Mul(w, share), big.NewRat(100, 1))
			if due.Cmp(w) > 0 {
				due = w
			}
			if !within(got, due, 2) && !within(got, due, 1+min(decimals(text(child(line, "得分")))-1, 0)) {
				out = append(out, fact{place + "/得分", []string{"exec-score", "follows"}, "应为 " + due.FloatString(2)})
			}
		}
	}
	return out
}

func (f *form) scores() (out []fact) {
	list := at(&f.record, "/绩效指标")
	total := at(&f.record, "/资金/年度资金总额")
	weights, points := zero(text(child(total, "分值"))), zero(text(child(total, "得分")))
	hubei := f.layout == "self-evaluation/hubei"
	for i, n := range list.Content {
		place := "/绩效指标/" + itoa(i)
		w, got := amount(text(child(n, "分值"))), amount(text(child(n, "得分")))
		points.Add(points, zero(text(child(n, "得分"))))
		if hubei {
			continue
		}
		weights.Add(weights, zero(text(child(n, "分值"))))
		switch {
		case w != nil && got == nil:
			out = append(out, fact{place + "/得分", []string{"score-missing"}, "没有得分"})
		case w != nil && (got.Sign() < 0 || got.Cmp(w) > 0):
			out = append(out, fact{place + "/得分", []string{"score-range"}, "得分不在 0 与分值之间"})
		case w != nil && got.Cmp(w) < 0 && text(child(n, "偏差原因分析及改进措施")) == "":
			out = append(out, fact{place + "/偏差原因分析及改进措施", []string{"no-reason"}, "扣了分没有原因"})
		}
	}
	if !hubei {
		whole := at(&f.record, "/总分/分值")
		if weights.Cmp(big.NewRat(100, 1)) != 0 || whole != nil && zero(text(whole)).Cmp(big.NewRat(100, 1)) != 0 {
			out = append(out, fact{"/总分/分值", []string{"weight-sum", "scores-copied"}, "分值合计 " + weights.FloatString(2)})
		}
		out = append(out, f.rows("/绩效指标", "年度指标值", "实际完成值", f.scored)...)
	}
	if points.Cmp(zero(text(at(&f.record, "/总分/得分")))) != 0 {
		out = append(out, fact{"/总分/得分", []string{"total", "follows"}, "各项之和 " + points.FloatString(2)})
	}
	return out
}

// scored compares a row's score with what its figures give.
func (f *form) scored(at string, n *yaml.Node, met bool) []fact {
	w, got := amount(text(child(n, "分值"))), amount(text(child(n, "得分")))
	if w == nil || got == nil {
		return nil
	}
	switch {
	case !met && got.Cmp(w) >= 0:
		return []fact{{at + "/得分", []string{"unmet-full", "score-range"}, "没有达到，满分"}}
	case met && got.Cmp(w) < 0:
		return []fact{{at + "/得分", []string{"met-lost"}, "达到，扣分"}}
	}
	return nil
}

var figure = regexp.MustCompile(`^([≥≤<>=]?)([0-9.]+)([^0-9]*)$`)

// rows calls say for each row whose target has a sign and whose actual value is a figure in the same unit.
func (f *form) rows(list, target, actual string, say func(at string, n *yaml.Node, met bool) []fact) (out []fact) {
	for i, n := range at(&f.record, list).Content {
		sign, value := text(child(n, "指标性质")), text(child(n, actual))
		unit := text(child(n, "度量单位"))
		want := figure.FindStringSubmatch(narrow.Replace(sign + text(child(n, target)) + unit))
		if unit != "" && !strings.HasSuffix(value, unit) {
			value += unit
		}
		got := figure.FindStringSubmatch(narrow.Replace(value))
		if want == nil || got == nil || want[1] == "" || got[1] != "" || want[3] != got[3] {
			continue
		}
		a, b := zero(want[2]), zero(got[2])
		c := b.Cmp(a)
		met := map[string]bool{"≥": c >= 0, ">": c > 0, "≤": c <= 0, "<": c < 0, "=": c >= 0}[want[1]]
		out = append(out, say(list+"/"+itoa(i), n, met)...)
	}
	return out
}

func (f *form) summary() (out []fact) {
	rows := at(&f.record, "/项目")
	totals := map[string]*big.Rat{"预算数": new(big.Rat), "执行数": new(big.Rat)}
	mean, scored := new(big.Rat), int64(0)
	rate := func(n *yaml.Node, place string) {
		b, s, r := zero(text(child(n, "预算数"))), zero(text(child(n, "执行数"))), text(child(n, "执行率"))
		if b.Sign() == 0 { // a row of the next year: no money, no rate
			return
		}
		if share := new(big.Rat).Mul(new(big.Rat).Quo(s, b), big.NewRat(100, 1)); !within(share, zero(r), decimals(r)) {
			out = append(out, fact{place + "/执行率", []string{"rate", "follows"}, "应为 " + share.FloatString(4) + "%"})
		}
		if s.Cmp(b) > 0 {
			out = append(out, fact{place + "/执行数", []string{"overspend"}, "执行大于预算"})
		}
	}
	for i, n := range rows.Content {
		place := "/项目/" + itoa(i)
		for c, sum := range totals {
			sum.Add(sum, zero(text(child(n, c))))
		}
		rate(n, place)
		got := amount(text(child(n, "自评得分")))
		if got == nil {
			out = append(out, fact{place + "/自评得分", []string{"score-missing"}, "没有得分"})
			continue
		}
		mean.Add(mean, got)
		scored++
		grade := "差"
		for _, g := range []struct {
			from int64
			word string
		}{{60, "中"}, {80, "良"}, {90, "优"}} {
			if got.Cmp(big.NewRat(g.from, 1)) >= 0 {
				grade = g.word
			}
		}
		if text(child(n, "等级")) != grade {
			out = append(out, fact{place + "/等级", []string{"grade"}, "应为" + grade})
		}
		if got.Cmp(big.NewRat(100, 1)) > 0 {
			out = append(out, fact{place + "/自评得分", []string{"score-range"}, "超过满分"})
		}
	}
	total := at(&f.record, "/合计")
	if total == nil { // left to the form, which computes it
		return out
	}
	for c, sum := range totals {
		if sum.Cmp(zero(text(child(total, c)))) != 0 {
			out = append(out, fact{"/合计/" + c, []string{"sum"}, "各项目之和 " + sum.FloatString(2)})
		}
	}
	rate(total, "/合计")
	if m := text(child(total, "平均得分")); !within(mean.Quo(mean, big.NewRat(scored, 1)), zero(m), decimals(m)) {
		out = append(out, fact{"/合计/平均得分", []string{"mean"}, "应为 " + mean.FloatString(4)})
	}
	return out
}
