package performance

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/prose"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
)

// claims hold what running texts say against the form.
func claims() []function {
	return []function{
		{"背景(年度, 名?, 名?, 名?, \"分项 分项\"?)", kinds{anyKind, isText, isText, isText, isText}, isText, plain(background)},
		{"数列(甲, 乙?, 丙?, 丁?, 戊?)", kinds{isNumber, anyKind, anyKind, anyKind, anyKind}, isList, plain(numbers)},
		{"各差(列表, 另一列表)", kinds{isList, isList}, isList, plain(differencesOf)},
		{"文中说错(文字, \"执行率\", 背景, 各数, 倍数?)", kinds{isText, isText, isText, isList, isNumber}, isText, wrongClaim},
		{"文中分项错(文字, \"执行率\", 年度, 名, 各数, 倍数?)", kinds{isText, isText, anyKind, isText, isList, isNumber}, isText, wrongPart},
		{"文中分项额(文字, 年度, 名, 各数, 倍数?)", kinds{isText, anyKind, isText, isList, isNumber}, isText, wrongAmountOfPart},
		{"文中称(文字, \"全完成\", 背景?)", kinds{isText, isText, isText}, isText, saying},
		{"文中错和(文字)", kinds{isText}, isText, wrongSum(func(t *prose.Text, s prose.Sum) string { return s.Shown })},
		{"文中错和处(文字)", kinds{isText}, isText, wrongSum(func(t *prose.Text, s prose.Sum) string { return t.Written(s.From, s.To) })},
		{"问卷错(文字)", kinds{isText}, isText, wrongSurvey},
		{"文中指标数(文字, 总数, 完成数, 背景?)", kinds{isText, isNumber, isNumber, isText}, isText, indicatorCount},
		{"文中他年(文字, 年度)", kinds{isText, anyKind}, isText, otherYearSaid},
		{"文中倒序(文字)", kinds{isText}, isText, stagesOut},
		{"过期措施(原因, 年度)", kinds{isText, anyKind}, isText, pastRemedy},
		{"文中怪日(文字)", kinds{isText}, isText, ofText(func(s string) model.Result { return words(prose.ImpossibleDay(s)) })},
		{"文中他日(文字, 名称, 值, 指标)", kinds{isText, isText, isText, isText}, isText, otherDay},
	}
}

// background is what makes a figure of a text the form's own: its year and its names.
func background(x []model.Result) model.Result {
	var parts []string
	for _, r := range x {
		s := r.Text
		if r.Value != nil {
			s = r.Value.Text
		} else if r.Kind == isNumber {
			s = r.String()
		}
		parts = append(parts, strings.TrimSpace(s))
	}
	return words(strings.Join(parts, divider))
}

// atParts is where among the names the parts of the money stand, as one text.
const atParts = 4

func ownOf(s string) prose.Own {
	year, names, _ := strings.Cut(s, divider)
	n, _ := strconv.Atoi(year)
	own := prose.Own{Year: n}
	i := 0
	for name := range strings.SplitSeq(names, divider) {
		if i++; i == atParts {
			own.Parts = strings.Fields(name)
			break
		}
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		own.Names = append(own.Names, name)
		if cut, ok := strings.CutSuffix(name, "项目"); ok && cut != "" {
			own.Names = append(own.Names, cut)
		}
	}
	return own
}

// numbers are those of its arguments that are there, and those in its arguments that are lists.
func numbers(x []model.Result) model.Result {
	out := model.Result{Kind: isList}
	for _, r := range x {
		for _, n := range append([]model.Result{r}, r.List...) {
			if n.Kind == isNumber {
				out.List = append(out.List, numeric(n.Num))
			}
		}
	}
	return out
}

// differencesOf are the numbers of one list less those of another at the same places; absent where one has none.
func differencesOf(x []model.Result) model.Result {
	out := model.Result{Kind: isList}
	if len(x[0].List) != len(x[1].List) {
		return out
	}
	for i, r := range x[0].List {
		if less := x[1].List[i]; r.Kind == isNumber && less.Kind == isNumber {
			out.List = append(out.List, numeric(r.Num.Sub(less.Num)))
		}
	}
	return out
}

// wrongClaim is what a text says of the form's money, rate or score and is none of the numbers given; amounts of
// the form are times the factor in yuan.
func wrongClaim(m *memory, x []model.Result) model.Result {
	kind, known := prose.Kinds()[x[1].Text]
	if !known || len(x[3].List) == 0 || !mayClaim(x[0].Text) {
		return model.Result{}
	}
	return m.wrong(x[0].Text, kind, ownOf(x[2].Text), x[3].List, x[4])
}

// wrongPart is wrongClaim of a part of the money that the text names: 地方资金执行率83.79%.
func wrongPart(m *memory, x []model.Result) model.Result {
	kind, known := prose.Kinds()[x[1].Text]
	if !known || len(x[4].List) == 0 || x[3].Text == "" || !mayClaim(x[0].Text) {
		return model.Result{}
	}
	own := ownOf(textOf(x[2]))
	own.Part = x[3].Text
	return m.wrong(x[0].Text, kind, own, x[4].List, x[5])
}

// wrongAmountOfPart is an amount right behind the name of a part of the money that is none of the numbers.
func wrongAmountOfPart(m *memory, x []model.Result) model.Result {
	if len(x[3].List) == 0 || x[2].Text == "" || !strings.Contains(x[0].Text, "元") || !mayClaim(x[0].Text) {
		return model.Result{}
	}
	own := ownOf(textOf(x[1]))
	own.Part = x[2].Text
	p := m.passage(x[0].Text)
	return wrongOf(p, p.AmountsOf(own), x[3].List, x[4])
}

func (m *memory) wrong(text string, kind prose.Kind, own prose.Own, numbers []model.Result, times model.Result) model.Result {
	p := m.passage(text)
	claims := slices.DeleteFunc(p.Claims(own), func(c prose.Claim) bool { return c.Kind != kind })
	if (kind == prose.Raised || kind == prose.Cut) && len(claims) > 1 {
		return model.Result{} // raised twice: neither is the whole
	}
	return wrongOf(p, claims, numbers, times)
}

// wrongOf is the first of the claims that none of the numbers agrees with.
func wrongOf(p *passage, claims []prose.Claim, numbers []model.Result, times model.Result) model.Result {
	for _, c := range claims {
		money := p.Figures[c.Figure].Unit.Money()
		fits := slices.ContainsFunc(numbers, func(r model.Result) bool {
			n := r.Num
			if money && times.Kind == isNumber {
				n = n.Mul(times.Num)
			}
			return r.Kind == isNumber && p.Agrees(c, n)
		})
		if !fits {
			return words(p.Written(c.From, c.To))
		}
	}
	return model.Result{}
}

// mayClaim is a quick look whether a text has a figure at all.
func mayClaim(s string) bool {
	return strings.ContainsAny(s, "0123456789０１２３４５６７８９百千万成")
}

// saying is where a text says something of the whole form in words.
func saying(m *memory, x []model.Result) model.Result {
	what, known := prose.Sayings()[x[1].Text]
	if !known || x[0].Text == "" {
		return model.Result{}
	}
	p := m.passage(x[0].Text)
	if from, to, ok := p.Says(what, ownOf(x[2].Text)); ok {
		return words(p.Written(from, to))
	}
	return model.Result{}
}

// wrongSum is about the first sum of a text that does not come out.
func wrongSum(show func(t *prose.Text, s prose.Sum) string) call {
	return func(m *memory, x []model.Result) model.Result {
		if !mayClaim(x[0].Text) {
			return model.Result{}
		}
		p := m.passage(x[0].Text)
		if s := p.WrongSums(); len(s) > 0 {
			return words(show(p.Text, s[0]))
		}
		return model.Result{}
	}
}

// stagesOut is where a text has a later stage of the work before an earlier one.
func stagesOut(m *memory, x []model.Result) model.Result {
	if !strings.Contains(x[0].Text, "月") {
		return model.Result{}
	}
	p := m.passage(x[0].Text)
	if from, to, out := p.StagesOut(); out {
		return words(p.Written(from, min(to+len(firstRunes(p.Rest(to), 6)), p.Len())))
	}
	return model.Result{}
}

// wrongSurvey is a sum about questionnaires in a text that does not come out.
func wrongSurvey(m *memory, x []model.Result) model.Result {
	if !mayClaim(x[0].Text) {
		return model.Result{}
	}
	if s := m.passage(x[0].Text).WrongSurveys(); len(s) > 0 {
		return words(s[0].Shown)
	}
	return model.Result{}
}

// indicatorCount is what a text says of how many indicators there are, or how many of them were reached, and is not
// so.
func indicatorCount(m *memory, x []model.Result) model.Result {
	if x[1].Kind != isNumber || !strings.Contains(x[0].Text, "指标") || !mayClaim(x[0].Text) {
		return model.Result{}
	}
	all, met := x[1].Num, x[2].Num
	p := m.passage(x[0].Text)
	of := -1 // the figure before that counted all of them
	for i := range p.Figures {
		f := &p.Figures[i]
		if f.Ranged || f.Unit.Dim != "项" && f.Unit.Dim != "个" || f.Places > 0 {
			continue
		}
		before, after := strings.TrimRight(p.Before(i), " 的了:为"), p.After(i)
		if containsAny(before, []string{"产出", "效益", "满意", "数量", "质量", "时效", "成本", "一级", "二级", "新增", "核心"}) {
			continue
		}
		aim := strings.HasPrefix(after, "指标") || strings.HasPrefix(after, "绩效指标") || strings.HasPrefix(after, "三级指标") ||
			strings.HasPrefix(after, "具体指标")
		wrong := false
		switch {
		case aim && hasSuffix(before, "未完成", "未达到", "未达标", "没有完成"), of >= 0 && !aim && hasSuffix(before, "未完成", "未达标"):
			wrong = x[2].Kind == isNumber && !f.Num.Equal(all.Sub(met))
		case (aim || of >= 0 && strings.TrimLeft(after, " ") == "") && hasSuffix(before, "完成", "达到", "达标", "实现", "其中"):
			wrong = x[2].Kind == isNumber && !f.Num.Equal(met) && !(f.Num.Equal(all) && strings.Contains(after, "中"))
			if strings.Contains(after, "中的") || strings.Contains(after, "指标中") { // 完成9项指标中的8项
				of, wrong = i, !f.Num.Equal(all)
			}
		case aim && hasSuffix(before, "设置", "设定", "设", "共", "共有", "设立", "全部", "所有"):
			of, wrong = i, !f.Num.Equal(all)
		case hasSuffix(before, "设置指标", "设定指标", "共有指标", "设置绩效指标", "设置三级指标", "指标共", "指标共计"):
			of, wrong = i, !f.Num.Equal(all)
		case of >= 0 && strings.HasSuffix(p.Before(i), "中的"), of >= 0 && hasSuffix(before, "指标中"):
			wrong = x[2].Kind == isNumber && !f.Num.Equal(met)
		}
		if wrong {
			return words(p.Written(f.From-len(lastRunes(p.Before(i), 4)), f.End+len(firstRunes(after, 4))))
		}
	}
	return model.Result{}
}

func hasSuffix(s string, ends ...string) bool {
	return slices.ContainsFunc(ends, func(e string) bool { return strings.HasSuffix(s, e) })
}

func lastRunes(s string, n int) string {
	rs := []rune(s)
	return string(rs[max(0, len(rs)-n):])
}

func firstRunes(s string, n int) string {
	rs := []rune(s)
	return string(rs[:min(len(rs), n)])
}

// yearsWork begins what a year is to do, and notThisYears are words of a text that tells of more than its own year.
var (
	yearsWork    = []string{"维护", "运行", "补助", "补贴", "资助", "发放", "举办", "组织", "培训", "更新", "维修", "治理", "栽植", "扶持", "救助", "为"}
	notThisYears = []string{"今年", "本年", "上年", "去年", "当年", "的", "结转", "尾款", "余款", "以来", "遗留", "清算", "补发"}
)

// otherYearSaid is the one year of which a text speaks as its own and that is not the form's: 2022年度完成……
func otherYearSaid(m *memory, x []model.Result) model.Result {
	year, err := strconv.Atoi(strings.TrimSpace(textOf(x[1])))
	if err != nil || !strings.Contains(x[0].Text, "年") || !mayClaim(x[0].Text) {
		return model.Result{}
	}
	p := m.passage(x[0].Text)
	said := model.Result{}
	for i := range p.Clauses {
		c := &p.Clauses[i]
		for _, y := range c.Years {
			if y.Year == year {
				return model.Result{} // it speaks of both
			}
			before, rest := strings.TrimSpace(p.Half(c.From, y.At)), strings.TrimLeft(p.Rest(y.To), " ")
			own := c.From == 0 && startsWith(rest, yearsWork...) && !containsAny(x[0].Text, notThisYears)
			whole := own || strings.HasSuffix(p.Half(y.At, y.To), "年度") || startsWith(rest, "项目", "我", "本", "共", "全年", "完成", "实施", "计划", "新建", "改造", "开展", "度")
			if !c.Aside && before == "" && whole && said.Absent() && !startsWith(rest, "至", "到", "—", "-", "结转", "以来", "起", "底", "末", "立项", "启动", "开工", "招标", "签订",
				"已", "中标", "采购", "续建", "遗留", "尾款", "批复", "下达") && y.Year < year {
				said = words(p.Written(y.At, y.To))
			}
		}
	}
	return said
}

func textOf(r model.Result) string {
	if r.Value != nil {
		return r.Value.Text
	}
	return r.String()
}

func startsWith(s string, starts ...string) bool {
	return slices.ContainsFunc(starts, func(e string) bool { return strings.HasPrefix(s, e) })
}

// dayWords are the ends of what has a day, and the words that a text has for it.
var dayWords = [][]string{{"完工", "竣工", "建成"}, {"交付", "投入使用", "启用"}, {"验收"}, {"开工"}, {"上线"}, {"通车"}, {"印发", "出台"}, {"招标", "采购"}, {"拨付", "发放"}}

// dated is what a name dates: 到货 of 到货时间.
func dated(name string) string {
	for _, w := range []string{"时间", "日期", "时限", "期限"} {
		if core, ok := strings.CutSuffix(inParentheses.ReplaceAllString(name, ""), w); ok && letterCount(core) >= 2 {
			return core
		}
	}
	return ""
}

// otherDay is the day that a text has for what an indicator dates, and is another than the indicator's.
func otherDay(m *memory, x []model.Result) model.Result {
	name := x[1].Text
	if !strings.Contains(x[0].Text, "月") || !containsAny(name, []string{"时间", "日期", "时限", "期限"}) {
		return model.Result{}
	}
	v := m.read(x[2].Text, m.subject(x[3].Text).context)
	if v.First == 0 || v.First != v.Last || v.First < 1e7 {
		return model.Result{}
	}
	deadline := v.Cmp == quantity.LessEqual || v.Cmp == quantity.Less
	y, mo, day := v.First/10000, v.First/100%100, v.First%100
	p := m.passage(x[0].Text)
	for _, group := range append(slices.Clone(dayWords), []string{dated(name)}) {
		if group[0] == "" || !containsAny(name, group) {
			continue
		}
		for _, d := range p.Dates {
			c := p.Clauses[d.Clause]
			tail := firstRunes(strings.TrimLeft(p.Half(d.To, max(c.To, d.To)), " "), 8)
			if d.Day == 0 || !containsAny(tail, group) || containsAny(p.Half(c.From, d.From), asides) || strings.Contains(tail, "前") != deadline {
				continue
			}
			if d.Month == mo && d.Day == day && (d.Year == 0 || d.Year == y) {
				return model.Result{}
			}
			return words(p.Written(d.From, d.To))
		}
	}
	return model.Result{}
}
