package performance

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/number"
)

type adder func(usage string, args kinds, result model.ResultKind, call func(x []model.Result) model.Result)

var (
	labelPoints = regexp.MustCompile(`[(（]\s*([0-9]+(?:\.[0-9]+)?)\s*分\s*[)）]`)
	placeholder = regexp.MustCompile(`^指标\s*[0-9一二三四五六七八九十N]*\s*[:：]?$|^[.…·。]+$|(?:^|[^A-Za-z])[Xx]{2,}(?:[^A-Za-z]|$)|×{2,}|[0-9]+字(以内|左右|以上)|不超过[0-9]+字|^[*＊/／]+$|^(待|未)?填写?$|^请?(在此)?(输入|填写|填报)|^(示例|样例|例如)[:：]|^(同上|略|待定|待补充?)$`)
	goalNumber  = regexp.MustCompile(`[0-9０-９][0-9０-９,，.．]*\s*[%％‰]?\s*\p{Han}{0,4}`)
	amounts     = regexp.MustCompile(`([0-9][0-9,，]*(?:\.[0-9]+)?)\s*(万元|亿元|元)`)
	statedGrade = regexp.MustCompile(`(?:等级|评定|评价|评级|自评结果|评价结果)(?:结果)?(?:评定)?(?:为|是|：|:)[“"「]?(\p{Han}{1,3})`)
	yearIn      = regexp.MustCompile(`((?:19|20)[0-9]{2})\s*年`)
)

// textFunctions look into texts.
func textFunctions(add adder, c *cache) {
	add("标注分(文字)", kinds{isText}, isNumber, func(x []model.Result) model.Result {
		if m := labelPoints.FindStringSubmatch(x[0].Text); m != nil {
			if d, err := decimal.NewFromString(m[1]); err == nil {
				return numeric(d)
			}
		}
		return model.Result{}
	})
	add("占位(文字)", kinds{isText}, isText, func(x []model.Result) model.Result {
		t := strings.TrimSpace(x[0].Text)
		if t == "" {
			return model.Result{}
		}
		switch {
		case len(t) <= maxKept:
			return words(keep(c, c.marks, maxCache, t, strings.Clone, placeholder.FindString))
		case !strings.ContainsAny(t, "Xx×字"):
			return model.Result{} // the other wordings are whole texts, and short
		}
		return words(placeholder.FindString(t))
	})
	add("含词(文字, \"词 词\")", kinds{isText, isText}, isText, func(x []model.Result) model.Result {
		for _, w := range strings.Fields(x[1].Text) {
			if strings.Contains(x[0].Text, w) {
				return words(w)
			}
		}
		return model.Result{}
	})
	add("是词(文字, \"词 词\")", kinds{isText, isText}, isBool, func(x []model.Result) model.Result {
		t := strings.Trim(strings.Join(strings.Fields(x[0].Text), ""), "。；;，,")
		for _, w := range strings.Fields(x[1].Text) {
			if t == w {
				return truth(true)
			}
		}
		return truth(false)
	})
	add("原因段(文字, \"偏差原因\")", kinds{isText, isText}, isText, func(x []model.Result) model.Result { return words(section(x[0].Text, x[1].Text)) })
	add("同题(文字, 名称)", kinds{isText, isText}, isBool, func(x []model.Result) model.Result { return truth(shareNoun(x[0].Text, x[1].Text)) })
	add("文中他数(文字, 名称, 值)", kinds{isText, isText, isText}, isText, func(x []model.Result) model.Result {
		return words(otherNumber(c, x[0].Text, x[1].Text, x[2].Text))
	})
	add("文中差万倍(文字, 金额元)", kinds{isText, isNumber}, isText, func(x []model.Result) model.Result {
		return words(scaledAmount(x[0].Text, x[1]))
	})
	add("文中年份(文字)", kinds{isText}, isText, func(x []model.Result) model.Result {
		years := map[string]bool{}
		first := ""
		for _, m := range yearIn.FindAllStringSubmatch(x[0].Text, -1) {
			if years[m[1]] = true; first == "" {
				first = m[1]
			}
		}
		if len(years) != 1 {
			return model.Result{}
		}
		return words(first)
	})
	add("文中等级(文字, \"优90 良80 中60 差0\")", kinds{isText, isText}, isText, func(x []model.Result) model.Result {
		m := statedGrade.FindStringSubmatch(x[0].Text)
		if m == nil {
			return model.Result{}
		}
		best := ""
		for _, g := range grades(x[1].Text) {
			if strings.HasPrefix(m[1], g.name) && len(g.name) > len(best) {
				best = g.name
			}
		}
		return words(best)
	})
	add("归一(文字)", kinds{isText}, isText, func(x []model.Result) model.Result { return words(quantity.Plain(x[0].Text)) })
	add("句数(文字)", kinds{isText}, isNumber, func(x []model.Result) model.Result {
		n := 0
		for _, s := range strings.FieldsFunc(x[0].Text, func(r rune) bool { return strings.ContainsRune("。；;！!\n", r) }) {
			if strings.TrimSpace(s) != "" {
				n++
			}
		}
		return numeric(decimal.NewFromInt(int64(n)))
	})
	add("实字数(文字)", kinds{isText}, isNumber, func(x []model.Result) model.Result {
		n, text := 0, x[0].Text
		for _, h := range sectionHeads {
			text = strings.ReplaceAll(text, h, "")
		}
		for _, r := range text {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				n++
			}
		}
		return numeric(decimal.NewFromInt(int64(n)))
	})
}

// sectionHeads are the headings a reason may be parted by.
var sectionHeads = []string{"偏差原因分析", "偏差原因", "未完成原因", "原因分析", "改进措施", "下一步改进措施", "整改措施"}

// section is the part of a reason under a heading, up to the next heading.
func section(text, head string) string {
	i := strings.Index(text, head)
	if i < 0 {
		return ""
	}
	rest := strings.TrimLeft(text[i+len(head):], "：: 分析及")
	end := len(rest)
	for _, h := range sectionHeads {
		if j := strings.Index(rest, h); j >= 0 && j < end && !strings.HasPrefix(head, h) {
			end = j
		}
	}
	return strings.TrimSpace(rest[:end])
}

// common are pairs of characters that any two texts of this trade share.
var common = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`项目 指标 完成 情况 工作 年度 目标 实际 指数 进行 开展 相关 部分 数量 质量 及时 提高 提升 进一 一步 加强 原因 偏差 改进 措施 分析 导致 由于 因为 单位 有限 本市 我市 全年 预算 资金 执行 建立 长期 持续 效益 影响 社会 经济 生态 可持 产出 满意 意度 程度 实施 要求 进度`) {
		m[w] = true
	}
	return m
}()

// shareNoun says whether two texts share two neighbouring Chinese characters that mean something.
func shareNoun(a, b string) bool {
	have := map[string]bool{}
	pairs(a, func(p string) {
		if !common[p] {
			have[p] = true
		}
	})
	found := false
	pairs(b, func(p string) { found = found || have[p] })
	return found
}

// pairs calls visit for every two neighbouring Han characters, letters or digits.
func pairs(s string, visit func(string)) {
	last := rune(0)
	for _, r := range s {
		if !unicode.Is(unicode.Han, r) && !unicode.IsLetter(r) {
			last = 0
			continue
		}
		if last != 0 {
			visit(string([]rune{last, r}))
		}
		last = r
	}
}

// clause is a part of a text between stops, with the numbers in it that have a known unit.
type clause struct {
	pairs   map[string]bool
	numbers []quantity.Value
}

// read parts a text into clauses; those without numbers are left out.
func (c *cache) read(text string) []clause {
	return keep(c, c.clauses, maxClauses, text, strings.Clone, func(text string) (out []clause) {
		for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("。；;，、\n", r) }) {
			var numbers []quantity.Value
			for _, m := range goalNumber.FindAllString(s, -1) {
				if v := takeQuantity(m); v.Kind == quantity.Number {
					numbers = append(numbers, v)
				}
			}
			if numbers == nil {
				continue
			}
			x := clause{map[string]bool{}, numbers}
			pairs(s, func(p string) { x.pairs[p] = !common[p] })
			out = append(out, x)
		}
		return out
	})
}

// otherNumber finds in the clause of a text that speaks of the indicator (it shares two meaning pairs of characters with the name)
// a number of the same unit that is not the indicator's. Only exact values with a unit are looked for; one equal number in the text
// and nothing is said.
func otherNumber(c *cache, text, name, value string) string {
	v := c.parse(value)
	if v.Kind != quantity.Number || v.Unit.Dim == "" || v.Factors != nil {
		return ""
	}
	other := ""
	for _, x := range c.read(text) {
		for _, w := range x.numbers {
			if quantity.Relate(w.Unit, v.Unit) > quantity.OtherScale {
				continue
			}
			if w.Base().Equal(v.Base()) {
				return ""
			}
			shared := 0
			pairs(name, func(p string) {
				if x.pairs[p] {
					shared++
				}
			})
			if other == "" && shared >= 2 {
				other = number.Format(w.Num, check.Account) + w.Unit.Text
			}
		}
	}
	return other
}

// takeQuantity reads a number with as many characters behind it as make a known unit.
func takeQuantity(s string) quantity.Value {
	rs := []rune(s)
	for n := len(rs); n > 0; n-- {
		if v := quantity.Parse(string(rs[:n])); v.Kind == quantity.Number && v.Unit.Known && string(rs[:n]) != "" {
			if quantity.ParseUnit(v.Unit.Text).Known && strings.HasSuffix(strings.TrimSpace(string(rs[:n])), v.Unit.Text) {
				return v
			}
		}
	}
	return quantity.Value{}
}

// scaledAmount finds an amount in a text that is the sum of money times or divided by 10 000.
func scaledAmount(text string, yuan model.Result) string {
	if yuan.Kind != isNumber || !yuan.Num.IsPositive() {
		return ""
	}
	for _, m := range amounts.FindAllStringSubmatch(text, -1) {
		v := quantity.Parse(strings.ReplaceAll(m[1], "，", ",") + m[2])
		if v.Kind != quantity.Number {
			continue
		}
		a := v.Base()
		if a.Equal(yuan.Num.Shift(4)) || a.Shift(4).Equal(yuan.Num) {
			return m[0]
		}
	}
	return ""
}
