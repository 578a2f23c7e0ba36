package performance

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
)

// mishaps end the names of what should not happen: a clause that does not name it counts something else.
var mishaps = pattern.Late(`(事故|案件|投诉|伤亡|死亡|事件|舆情|疫情|火灾|故障|违规|违纪|上访|信访|缺陷|差错|返工)(?:数|数量|起数|件数|次数|人数|率|发生率)?$`)

// speaksOf says whether the words near a figure in a unit are about an indicator rather than about another of the form.
func (n *near) speaksOf(name string, all []model.Result, u quantity.Unit) bool {
	have := n.shared(name)
	if have < enough && !(have > 0 && (n.names(name) || n.begins(name, u))) {
		return false
	}
	if m := mishaps.FindStringSubmatch(inParentheses.ReplaceAllString(name, "")); m != nil && !strings.Contains(n.text, m[1]) && !n.begins(name, u) {
		return false // 收缴烟花爆竹126件 are no 烟花爆竹生产安全事故
	}
	for _, o := range all {
		if o.Text == name || n.shared(o.Text) < have {
			continue
		}
		// What two names share is a thing with several properties: the figure must be of this one. 143 of 矫正对象 are not
		// its 脱管.
		if !otherKind(o.Text, u) || !strings.Contains(n.text, lastPair(coreOf(name))) {
			return false
		}
	}
	return true
}

// Names that tell what kind of unit their value has.
var (
	moneyNames = pattern.Late(`(?:标准|成本|费用?|金额|单价|均价|造价|支出|经费|补贴|补助)$`)
	shareNames = pattern.Late(`(?:率|满意度|占比|比例|比重|覆盖面)$`)
	timeNames  = pattern.Late(`(?:时间|时限|时长|日期|期限|及时性)$`)
)

// otherKind says whether an indicator of this name can have no value in the unit: 村级防疫员补助标准 has none in 名.
func otherKind(name string, u quantity.Unit) bool {
	name = inParentheses.ReplaceAllString(name, "")
	switch {
	case strings.Contains(u.Dim, "/"):
		return false
	case moneyNames.MatchString(name):
		return !u.Money()
	case shareNames.MatchString(name):
		return !u.Share()
	case timeNames.MatchString(name):
		return !u.Time()
	}
	return false
}

// names says whether the words before a figure are the name without the word for its kind, and at most a verb: 设置坐席
// of 坐席数.
func (n *near) names(name string) bool {
	core := coreOf(name)
	return letterCount(core) >= 2 && strings.Contains(n.text, core) && letterCount(n.text) <= letterCount(core)+3
}

// rateVerbs are the verbs that a text has for a rate of change: 营业收入增长6% is its 增速.
var rateVerbs = []struct{ ends, verb string }{{"增速 增长率 增幅 增长幅度", "增长"}, {"下降率 降幅", "下降"}, {"降低率", "降低"}, {"提高率", "提高"}, {"减少率", "减少"}, {"节约率", "节约"}}

// namesRate says whether the words near a percentage are of the rate of this name.
func (n *near) namesRate(name string) bool {
	if strings.Contains(n.text, lastPair(name)) {
		return true
	}
	name = inParentheses.ReplaceAllString(name, "")
	for _, r := range rateVerbs {
		for end := range strings.FieldsSeq(r.ends) {
			if strings.HasSuffix(name, end) && strings.HasSuffix(strings.TrimRight(n.front, " 了约为达到"), r.verb) {
				return true
			}
		}
	}
	return false
}

// bareRate says whether nothing stands before a percentage but the word for a rate, in a sentence that speaks of
// something else than the name before it: 考核合格1150人，合格率95.8% is no 工程验收合格率.
func (p *passage) bareRate(i int, name string) bool {
	front := strings.TrimRight(strings.TrimSpace(p.near[i].front), "为达到是: ")
	core, ok := strings.CutSuffix(inParentheses.ReplaceAllString(name, ""), front)
	said := p.sentenceUpTo(i)
	said = strings.TrimSpace(said[:max(0, len(said)-len(p.near[i].front))])
	if !ok || letterCount(front) < 2 || letterCount(core) < 2 || letterCount(said) == 0 {
		return false
	}
	n := near{pairs: map[string]bool{}, text: said, front: said}
	pairs(said, func(pair string) { n.pairs[pair] = !common()[pair] })
	return n.shared(core) == 0
}

// begins says whether nothing but the verb of a name stands before a figure of what the name counts: 审结8642件 of
// 审结案件数.
func (n *near) begins(name string, u quantity.Unit) bool {
	front := n.front
	for cut := true; cut; {
		front, cut = withoutEnd(strings.TrimRight(front, " "), "共", "共计", "了", "合计", "累计", "约", "达", "达到")
	}
	for _, w := range []string{"全年", "本年", "本年度", "年度", "今年", "共", "实际", "已", "计划", "预计"} {
		front = strings.TrimPrefix(strings.TrimSpace(front), w)
	}
	return letterCount(front) == 2 && strings.HasPrefix(coreOf(name), front) && !general(u.Text) && u.Text != "" && strings.Contains(name, u.Text)
}

// lastPair is the last two characters of a name, without its parentheses.
func lastPair(name string) string {
	last := ""
	pairs(inParentheses.ReplaceAllString(name, ""), func(p string) { last = p })
	return last
}

// shared is how many pairs of a name stand near a figure.
func (n *near) shared(name string) (count int) {
	pairs(name, func(p string) {
		if n.pairs[p] {
			count++
		}
	})
	return count
}
