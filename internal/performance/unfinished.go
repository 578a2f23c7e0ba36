package performance

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
)

// unfinished hold how far a text says that the thing of one row has come against its row.
func unfinished() []function {
	return []function{
		{"事名(名称)", kinds{isText}, isText, ofText(func(s string) model.Result { return words(thingOf(s)) })},
		{"文中称做完(文字, 名称, 各名称)", kinds{isText, isText, isList}, isText, saysDone},
		{"晚于时令(文字, 名称, 值, 年度, 只有一项?)", kinds{isText, isText, isText, anyKind, isBool}, isText, afterSeason},
	}
}

// ofWork are the ends of names that say what is measured of a thing: 综合楼 of 综合楼竣工验收时间.
var ofWork = pattern.Late(`(?:按期|按时|及时)?(?:建设|改造|施工|工程|项目)?(?:竣工|完工|建成|完成|交付|投入使用|启用|上线|通车|开放|验收|投用)*(?:及时率|及时性|合格率|通过率|完成率|时间|日期|时限|期限|率|面积|数量|长度|里程|情况)?$`)

// thingOf is what a name is about, without what is measured of it.
func thingOf(name string) string {
	name = inParentheses.ReplaceAllString(name, "")
	if at := ofWork.FindStringIndex(name); at != nil {
		name = name[:at[0]]
	}
	if letterCount(name) < 2 {
		return ""
	}
	return name
}

// wholly is how a clause says that all of one thing was done, up to the end of the clause.
var wholly = pattern.Late(`(?:已|均|都|也)*(?:全部|全面|全数|百分之百|100%)(?:已|均)?(?:按期|如期|按时|高质量)?(?:改造|建设|施工|实施|整治|铺设|安装|修复|建成|完成|完工|竣工)+(?:完成|完毕|到位)?$`)

// notWhole are words of a clause that speak of a part, of a plan, or of something else that is whole.
var notWhole = []string{"除", "其中", "部分", "个别", "基本", "计划", "预计", "拟", "将", "力争", "确保", "下年", "次年", "上年", "去年", "余", "未", "以外", "其他", "其余", "已开工", "阶段", "前期", "设计", "招标", "采购"}

// saysDone is where a text says in words that all of the thing of one row was done: 管网改造全部完成. With a figure in the
// sentence it says how much, and other checks read that.
func saysDone(m *memory, x []model.Result) model.Result {
	text, name := x[0].Text, x[1].Text
	if !containsAny(text, []string{"全部", "全面", "全数", "百分之百", "100%"}) {
		return model.Result{}
	}
	p := m.passage(text)
	figured := map[int]bool{} // sentences that have a figure
	for i := range p.Figures {
		figured[p.Clauses[p.Figures[i].Clause].Sentence] = true
	}
	for i := range p.Clauses {
		c := &p.Clauses[i]
		s := strings.TrimSpace(p.Half(c.From, c.To))
		at := wholly.FindStringIndex(s)
		if at == nil || figured[c.Sentence] && !strings.Contains(s, "100%") || containsAny(s, notWhole) {
			continue
		}
		n := near{pairs: map[string]bool{}, text: s[:at[0]], front: s[:at[0]]}
		pairs(n.text, func(pair string) { n.pairs[pair] = !common()[pair] })
		if n.speaksOf(name, x[2].List, quantity.Unit{}) {
			return words(p.Written(c.From, c.To))
		}
	}
	return model.Result{}
}

// seasons are what work has to be done before, with the last month and day that is still before it wherever the place.
var seasons = []struct {
	words string
	last  int
}{
	{"春季开学前", 315}, {"秋季开学前", 915}, {"开学前", 915}, {"汛期前", 630}, {"主汛期前", 715}, {"汛前", 630}, {"雨季前", 630}, {"春耕前", 430},
	{"五一前", 430}, {"六一前", 531}, {"高考前", 630}, {"国庆前", 930}, {"国庆节前", 930}, {"入冬前", 1130}, {"采暖期前", 1130}, {"供暖前", 1130}, {"采暖季前", 1130},
	{"冬季供暖前", 1130}, {"暑期结束前", 915},
}

// besideSeason is how many characters a clause may have beside its season and speak of nothing but the form: 汛前完成施工.
const besideSeason = 4

// nextYear are words of another year before a season.
var nextYear = []string{"次年", "明年", "下年", "翌年", "来年", "下一年", "上年", "去年", "20"}

// afterSeason is the season before which a text wants the thing of a row to be done, where the day of the row is after
// it: 汛前完成 beside 12月底前. The text must speak of the row, or of nothing by name where the row is the only one with a
// day.
func afterSeason(m *memory, x []model.Result) model.Result {
	text, name := x[0].Text, x[1].Text
	if !strings.Contains(text, "前") {
		return model.Result{}
	}
	year := 0
	for _, r := range strings.TrimSpace(textOf(x[3])) {
		if r < '0' || r > '9' || year > 9999 {
			return model.Result{}
		}
		year = year*10 + int(r-'0')
	}
	v := m.read(x[2].Text, m.subject(name).context)
	if year == 0 || v.First < 1e7 || v.Last/10000 != year {
		return model.Result{}
	}
	p := m.passage(text)
	for i := range p.Clauses {
		c := &p.Clauses[i]
		s := p.Half(c.From, c.To)
		for _, season := range seasons {
			at := strings.Index(s, season.words)
			if at < 0 {
				continue
			}
			if v.First%10000 <= season.last || containsAny(s[:at], nextYear) || !containsAny(s, []string{"完成", "完工", "竣工", "建成", "交付", "投入使用", "到位", "验收"}) {
				break
			}
			n := near{pairs: map[string]bool{}, text: s, front: s}
			pairs(s, func(pair string) { n.pairs[pair] = !common()[pair] })
			if n.shared(name) >= enough || x[4].Bool && letterCount(s) <= letterCount(season.words)+besideSeason {
				return words(season.words)
			}
			break
		}
	}
	return model.Result{}
}
