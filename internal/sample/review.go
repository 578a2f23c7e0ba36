package sample

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/number"
)

// verified is what a reviewer found of an indicator; the zero value is: as the unit said.
type verified struct {
	value string // with unit; empty: the unit's
	score int    // hundredths
	basis string
}

// isReviewed says whether a field is a form's where a reviewer's figures stand beside the unit's.
func isReviewed(f *model.Field) bool {
	return f.Field("复核得分") != nil || f.Field("复核执行数") != nil
}

// review has a reviewer look at the indicators: a few counts turn out lower, and their points follow. It draws from a
// stream of its own, so that the other forms stay as they are.
func (g *generator) review(seed uint64) {
	random := rand.New(rand.NewPCG(seed, 0x5eed))
	cut := 0
	for _, x := range g.all {
		x.verified.score = x.score
		want, _ := strconv.Atoi(x.want)
		if cut == 2 || x.missed || x.p.sign != "≥" || x.p.step != 20 || random.IntN(4) > 0 {
			continue
		}
		cut++
		x.verified = verified{
			value: strconv.Itoa(want-want/20) + x.p.unit, score: x.points * 19 / 20,
			basis: fmt.Sprintf("现场抽查台账和验收单，有%d%s没有验收记录，不予计入。", max(mustInt(x.got)-(want-want/20), 1), x.p.unit),
		}
	}
}

func mustInt(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// reviewedField writes a field of an indicator that a reviewer fills in; false: it is no such field.
func (g *generator) reviewedField(c *model.Field, x *indicator) (text string, ok bool) {
	switch c.Name {
	case "复核完成值":
		if text = x.verified.value; text == "" && g.edge != Usual {
			text = x.actual()
		}
	case "复核得分":
		text = decimals(x.verified.score, 2)
	case "依据及佐证":
		if text = x.verified.basis; text == "" && g.edge != Usual {
			text = "核对了台账和验收单，与自评一致。"
		}
	default:
		return "", false
	}
	return text, true
}

// reviewedFunds writes the total of a reviewed form, or one of its sources: as entered and as verified, which agree.
func (g *generator) reviewedFunds(f *model.Field, name string, m money) {
	rate := number.Format(decimal.New(m.spent, 0).DivRound(decimal.New(max(m.budget, 1), 0), 4), "0.00%")
	share, _ := number.Parse(rate)
	for _, c := range f.Fields {
		text := ""
		switch {
		case c.Compute != "" && !(c.Kind == model.Money && f.Kind == model.Rows):
			continue
		case c.Name == "名称":
			text = name
		case c.Kind == model.Money:
			text = g.amount(m.column(c.Name))
		case c.Kind == model.Text && (c.Name == "分值" || c.Name == "得分"):
			text = "—"
		case c.Name == "分值":
			text = "10"
		case c.Name == "得分":
			text = number.Format(decimal.Min(decimal.New(10, 0), share.Mul(decimal.New(10, 0)).Round(2)), "0.##")
		case c.Name == "执行率":
			if text = rate; m.budget == 0 {
				text = "—"
			}
		case g.edge != Usual:
			text = "与总账、明细账核对一致"
		}
		if text != "" && (g.edge != Empty || c.Required) {
			g.put(c, text)
		}
	}
}

// reviewedSources are the sources of the project's money.
func (g *generator) reviewedSources(f *model.Field) {
	left, rest := g.money, money{}
	if g.IntN(3) == 0 {
		left = g.money.share(int64(80 + g.IntN(15)))
		rest = g.money.minus(left)
	}
	parts := []struct {
		name string
		money
	}{{"当年财政拨款", left}, {"上年结转资金", money{}}, {"其他资金", rest}}
	g.list(len(parts), func(i int) { g.reviewedFunds(f, parts[i].name, parts[i].money) })
}

// isProblems says whether a list has a problem a row, or the answer to one.
func isProblems(f *model.Field) bool {
	return f.Field("问题") != nil && (f.Field("依据") != nil || f.Field("整改措施") != nil)
}

// problems writes what reviewers found, or what became of it.
func (g *generator) problems(f *model.Field) {
	n := 2 + g.IntN(5)
	if f.Field("编号") == nil { // beside indicators: few
		n = g.IntN(2)
	}
	if k := g.items(); k > 0 {
		n = k
	}
	kept := g.all
	if len(g.all) < n || len(g.all) == 0 {
		g.all = g.indicators(false, 90)
	}
	all := g.all
	g.all = kept
	g.list(n, func(i int) {
		x := all[i%len(all)]
		state := []string{"已整改", "已整改", "整改中", "不予认可"}[(i+g.turn)%4]
		for _, c := range f.Fields {
			text := g.problem(c, x, i, state)
			if c.Compute == "" && text != "" && (g.edge != Empty || c.Required) {
				g.put(c, text)
			}
		}
	})
}

// problem is one field of a problem about an indicator, or of the answer to it.
func (g *generator) problem(c *model.Field, x *indicator, i int, state string) string {
	counted := x.p.sign == "≥" && x.p.step == 20
	full := g.edge != Usual
	texts := map[string]string{
		"编号": fmt.Sprintf("%d-%04d-%04d", g.year, 1000+g.turn, 1001+i),
		"单位": g.unit, "项目": g.project, "位置": "绩效指标“" + x.name + "”实际完成值", "表上": x.actual(),
		"依据": "现场抽查的台账和验收单", "责任人": g.person(), "状态": state,
		"问题": "没有佐证材料", "整改要求": "补充台账、照片等佐证材料", "应为": "有佐证材料的完成值",
		"期限": fmt.Sprintf("%d年4月30日", g.year+1),
	}
	if counted {
		less := strconv.Itoa(mustInt(x.got) - max(mustInt(x.want)/20, 1))
		texts["问题"], texts["应为"] = "实际完成值与验收单不符", less+x.p.unit
		texts["整改要求"] = "按验收单更正实际完成值和得分"
	}
	if state != "不予认可" || full {
		texts["整改措施"] = "重新核对台账，按月归档"
	}
	if state == "已整改" || full {
		texts["完成情况"], texts["佐证"] = "已经更正并补充材料", "更正后的自评表、验收单"
		texts["完成日期"] = fmt.Sprintf("%d年12月%d日", g.year, 10+i%20)
	}
	if state == "整改中" {
		texts["完成日期"] = fmt.Sprintf("%d年6月30日", g.year+1)
	}
	if state == "不予认可" || full {
		texts["不认可理由"] = "验收单在上级主管部门，已经调取复印件"
	}
	return texts[c.Name]
}

// lists of reviewed forms, by what their items have.
func (g *generator) reviewList(f *model.Field) bool {
	switch {
	case isProblems(f):
		g.key(f.Name)
		g.problems(f)
	case isReviewed(f) && !isIndicators(f):
		g.key(f.Name)
		g.reviewedSources(f)
	default:
		return false
	}
	return true
}

// reviewTotal is the group with the whole money of a reviewed form.
func reviewTotal(f *model.Field) bool {
	return f.Kind == model.Group && isReviewed(f) && slices.ContainsFunc(f.Fields, func(c *model.Field) bool { return c.Kind == model.Money })
}
