package performance

import (
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/prose"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
)

// texts look into texts.
func texts() []function {
	return []function{
		{"标注分(文字)", kinds{isText}, isNumber, ofText(pointsInLabel)},
		{"无标注(文字)", kinds{isText}, isText, ofText(func(s string) model.Result {
			return words(quantity.Plain(labelPoints.ReplaceAllString(quantity.Plain(s), "")))
		})},
		{"空话(文字)", kinds{isText}, isBool, ofText(saysNothing)},
		{"占位(文字)", kinds{isText}, isText, placeholder},
		{"含词(文字, \"词 词\")", kinds{isText, isText}, isText, ofTexts(contains)},
		{"是词(文字, \"词 词\")", kinds{isText, isText}, isBool, ofTexts(isOneOf)},
		{"原因段(文字, \"偏差原因\")", kinds{isText, isText}, isText, ofTexts(section)},
		{"同题(文字, 名称)", kinds{isText, isText}, isBool, ofTexts(sameSubject)},
		{"文中他数(文字, 名称, 值, 各名称?, \"名在前\"?)", kinds{isText, isText, isText, isList, isText}, isText, otherNumber},
		{"文中差万倍(文字, 金额元)", kinds{isText, isNumber}, isText, plain(scaledAmount)},
		{"文中年份(文字)", kinds{isText}, isText, ofText(onlyYear)},
		{"文中等级(文字, \"优90 良80 中60 差0\")", kinds{isText, isText}, isText, ofTexts(statedGrade)},
		{"归一(文字)", kinds{isText}, isText, ofText(func(s string) model.Result { return words(quantity.Plain(s)) })},
		{"句数(文字)", kinds{isText}, isNumber, ofText(sentences)},
		{"实字数(文字)", kinds{isText}, isNumber, ofText(letters)},
	}
}

var (
	labelPoints = pattern.Late(`[(（]\s*([0-9]+(?:\.[0-9]+)?)\s*分\s*[)）]`)
	amounts     = pattern.Late(`([0-9][0-9,，]*(?:\.[0-9]+)?)\s*(万元|亿元|元)`)
	// behind it stands the money of the whole project: 预算安排8900万元
	plannedMoney = pattern.Late(`(?:^|[，,。；;、：:])(?:[0-9]{4}年|本年|年度|全年|项目|计划|拟|共|总)*(?:预算|资金|总?投资|投入|安排|申请|经费)[安排投入资金预算总额为共计约 ]*$`)
	gradeSaid    = pattern.Late(`[^。；;，,\n]{0,16}(?:自评|绩效|项目)[^。；;\n]{0,24}?(?:等级|评定|评价|评级|结果|结论)(?:结果)?(?:评定)?(?:为|是|：|:)[“"「]?(\p{Han}{1,3})`)
	otherYear    = pattern.Late(`上年|去年|上一年|往年|前年|(?:19|20)[0-9]{2}\s*年`)
	yearSpan     = pattern.Late(`(?:19|20)[0-9]{2}\s*年?度?\s*[-—–－~～至到、]+\s*(?:19|20)?[0-9]{2}\s*年`)
	yearIn       = pattern.Late(`((?:19|20)[0-9]{2})\s*年`)
)

// isScore is a name whose points are what it measures: 农户测评得分（90分）.
var isScore = pattern.Late(`(?:得分|评分|分数|成绩|均分|总分)\s*[(（]\s*[0-9.]+\s*分\s*[)）]`)

// pointsInLabel is the weight a label states: 产出指标（50分）.
func pointsInLabel(s string) model.Result {
	if !strings.Contains(s, "分") {
		return model.Result{} // the pattern is slow
	}
	if m := labelPoints.FindStringSubmatch(s); m != nil && !isScore.MatchString(s) {
		if d, err := decimal.NewFromString(m[1]); err == nil {
			return numeric(d)
		}
	}
	return model.Result{}
}

// placeholder is what a template has left in a text, such as XX or 100字以内.
func placeholder(m *memory, x []model.Result) model.Result {
	if len(x[0].Text) <= maxKept {
		return words(m.marks.Get(2*maxNear, x[0].Text, strings.Clone, prose.Hint))
	}
	return words(prose.Hint(x[0].Text))
}

// contains is the first of the words that is in a text.
func contains(text, list string) model.Result {
	for _, w := range strings.Fields(list) {
		if strings.Contains(text, w) {
			return words(w)
		}
	}
	return model.Result{}
}

// isOneOf says whether a text is one of the words and nothing else.
func isOneOf(text, list string) model.Result {
	t := strings.Trim(strings.Join(strings.Fields(text), ""), "。；;，,")
	for _, w := range strings.Fields(list) {
		if t == w {
			return truth(true)
		}
	}
	return truth(false)
}

// onlyYear is the year a text speaks of, absent if it speaks of several.
func onlyYear(s string) model.Result {
	if !strings.Contains(s, "20") && !strings.Contains(s, "19") {
		return model.Result{} // the pattern is slow
	}
	if yearSpan.MatchString(s) {
		return model.Result{} // 2022—2024年
	}
	found := ""
	for _, m := range yearIn.FindAllStringSubmatch(s, -1) {
		if found != "" && m[1] != found {
			return model.Result{}
		}
		found = m[1]
	}
	return words(found)
}

// statedGrade is the grade a text says the form has.
func statedGrade(text, grades string) model.Result {
	if !strings.Contains(text, "自评") && !strings.Contains(text, "绩效") && !strings.Contains(text, "项目") {
		return model.Result{} // the pattern is slow
	}
	for _, m := range gradeSaid.FindAllStringSubmatch(text, -1) {
		if otherYear.MatchString(m[0]) {
			continue
		}
		best := ""
		for _, g := range steps(grades) {
			if strings.HasPrefix(m[1], g.name) && len(g.name) > len(best) {
				best = g.name
			}
		}
		if best != "" {
			return words(best)
		}
	}
	return model.Result{}
}

// sentences is how many sentences or clauses with a stop of their own a text has.
func sentences(s string) model.Result {
	n := 0
	for _, s := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("。；;！!\n", r) }) {
		if strings.TrimSpace(s) != "" {
			n++
		}
	}
	return whole(n)
}

// letters is how many letters and digits a text has beside the headings of a reason.
func letters(s string) model.Result {
	for _, h := range headings {
		s = strings.ReplaceAll(s, h, "")
	}
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return whole(n)
}

// headings are those a reason may be divided by.
var headings = []string{"偏差原因分析", "偏差原因", "未完成原因", "原因分析", "改进措施", "下一步改进措施", "整改措施"}

// section is the part of a reason under a heading, up to the next heading.
func section(text, head string) model.Result {
	i := strings.Index(text, head)
	if i < 0 {
		return model.Result{}
	}
	rest := strings.TrimLeft(text[i+len(head):], "：: 分析及")
	end := len(rest)
	for _, h := range headings {
		if j := strings.Index(rest, h); j >= 0 && j < end && !strings.HasPrefix(head, h) {
			end = j
		}
	}
	return words(strings.TrimSpace(rest[:end]))
}

// scaledAmount finds an amount in a text that is the sum of money times or divided by 10,000.
func scaledAmount(x []model.Result) model.Result {
	text, yuan := x[0].Text, x[1]
	if yuan.Kind != isNumber || !yuan.Num.IsPositive() {
		return model.Result{}
	}
	for _, m := range amounts.FindAllStringSubmatchIndex(text, -1) {
		v := quantity.Parse(strings.ReplaceAll(text[m[2]:m[3]], "，", ",") + text[m[4]:m[5]])
		if v.Kind != quantity.Number {
			continue
		}
		places := int32(4)
		if plannedMoney.MatchString(text[:m[0]]) {
			places = 1
		}
		for ; places <= 4; places++ {
			if a := v.Base(); a.Equal(yuan.Num.Shift(places)) || places == 4 && a.Shift(4).Equal(yuan.Num) {
				return words(text[m[0]:m[1]])
			}
		}
	}
	return model.Result{}
}
