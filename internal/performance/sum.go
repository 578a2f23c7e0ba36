package performance

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/number"
)

// sumFunctions add things up and show the sum.
func sumFunctions(add adder) {
	add("分项和(组, \"总额\", \"列\")", kinds{isGroup, isText, isText}, isNumber, func(x []model.Result) model.Result {
		sum := decimal.Zero
		for _, v := range parts(x) {
			if v.HasNum {
				sum = sum.Add(v.Num)
			} else if !nothingThere(v) {
				return model.Result{}
			}
		}
		return numeric(sum)
	})
	add("分项式(组, \"总额\", \"列\")", kinds{isGroup, isText, isText}, isText, func(x []model.Result) model.Result {
		var terms []string
		for _, v := range parts(x) {
			terms = append(terms, term(v))
		}
		return words(strings.Join(terms, " + "))
	})
	add("分项数(组, \"总额\", \"列\")", kinds{isGroup, isText, isText}, isNumber, func(x []model.Result) model.Result {
		n := 0
		for _, v := range parts(x) {
			if v.HasNum && !v.Num.IsZero() {
				n++
			}
		}
		return numeric(decimal.NewFromInt(int64(n)))
	})
	add("唯一分项(组, \"总额\", \"列\")", kinds{isGroup, isText, isText}, isText, func(x []model.Result) model.Result {
		text, n := "", 0
		for _, v := range parts(x) {
			if v.HasNum && !v.Num.IsZero() {
				text, n = v.Shown(""), n+1
			}
		}
		if n != 1 {
			return model.Result{}
		}
		return words(text)
	})
	add("分项他填(组, \"总额\", \"列\", \"记号 记号\")", kinds{isGroup, isText, isText, isText}, isText, func(x []model.Result) model.Result {
		for _, v := range parts(x) {
			if t := strings.TrimSpace(v.Text); t != "" && v.Origin != model.Computed && !slices.Contains(strings.Fields(x[3].Text), t) {
				return words(v.Field.Parent.Name + "：" + t)
			}
		}
		return model.Result{}
	})
	add("加式(列表)", kinds{isList}, isText, func(x []model.Result) model.Result { return words(joinSum(x[0])) })
	add("分级式(一级列表, 数列表, 执行)", kinds{isList, isList, isNumber}, isText, func(x []model.Result) model.Result {
		return words(levelSum(x[0], x[1], x[2], false))
	})
	add("分级和(一级列表, 数列表, 执行)", kinds{isList, isList, isNumber}, isText, func(x []model.Result) model.Result {
		return words(levelSum(x[0], x[1], x[2], true))
	})
	add("照填(值)", kinds{anyKind}, isBool, func(x []model.Result) model.Result {
		return truth(x[0].Value != nil && x[0].Value.Origin == model.Written)
	})
	add("算出(值)", kinds{anyKind}, isBool, func(x []model.Result) model.Result {
		return truth(x[0].Value != nil && x[0].Value.Origin == model.Computed)
	})
	add("未见(列表, 另一列表)", kinds{isList, isList}, isText, func(x []model.Result) model.Result {
		have := map[string]bool{}
		for _, r := range x[1].List {
			have[quantity.Plain(r.String())] = true
		}
		var out []string
		for _, r := range x[0].List {
			if s := r.String(); s != "" && !have[quantity.Plain(s)] {
				out = append(out, s)
			}
		}
		return words(strings.Join(out, "、"))
	})
	add("得分级(总分, \"优90 良80 中60 差0\")", kinds{isNumber, isText}, isText, func(x []model.Result) model.Result {
		if x[0].Kind != isNumber {
			return model.Result{}
		}
		for _, g := range grades(x[1].Text) {
			if x[0].Num.GreaterThanOrEqual(g.from) {
				return words(g.name)
			}
		}
		return model.Result{}
	})
	add("近分界(总分, \"优90 良80 中60 差0\", 距离)", kinds{isNumber, isText, isNumber}, isNumber, func(x []model.Result) model.Result {
		if x[0].Kind != isNumber || x[2].Kind != isNumber {
			return model.Result{}
		}
		for _, g := range grades(x[1].Text) {
			if d := x[0].Num.Sub(g.from).Abs(); g.from.IsPositive() && d.LessThanOrEqual(x[2].Num) {
				return numeric(g.from)
			}
		}
		return model.Result{}
	})
	add("权重不符(一级列表, 分值列表, 执行分值, \"方案\")", kinds{isList, isList, isNumber, isText}, isText, func(x []model.Result) model.Result {
		return words(schemeGap(x[0], x[1], x[2], x[3].Text))
	})
	add("应扣比例(完成比, \"2:0.1 3:0.2\")", kinds{isNumber, isText}, isNumber, func(x []model.Result) model.Result {
		if x[0].Kind != isNumber {
			return model.Result{}
		}
		cut := model.Result{}
		for _, s := range strings.Fields(x[1].Text) {
			from, share, _ := strings.Cut(s, ":")
			f, ok1 := number.Parse(from)
			c, ok2 := number.Parse(share)
			if ok1 && ok2 && x[0].Num.GreaterThanOrEqual(f) {
				cut = numeric(c)
			}
		}
		return cut
	})
	add("同值(列表)", kinds{isList}, isBool, func(x []model.Result) model.Result {
		for i := 1; i < len(x[0].List); i++ {
			if !equal(x[0].List[0], x[0].List[i]) {
				return truth(false)
			}
		}
		return truth(len(x[0].List) > 0)
	})
	add("首个(列表)", kinds{isList}, isText, func(x []model.Result) model.Result {
		for _, r := range x[0].List {
			if s := r.String(); s != "" {
				return words(s)
			}
		}
		return model.Result{}
	})
	add("列出(列表, 最多)", kinds{isList, isNumber}, isText, func(x []model.Result) model.Result {
		var out []string
		for _, r := range x[0].List {
			if s := check.Say(r, ""); s != "" && !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
		if n := int(x[1].Num.IntPart()); n > 0 && len(out) > n {
			return words(strings.Join(out[:n], "、") + " 等 " + decimal.NewFromInt(int64(len(out))).String() + " 个")
		}
		return words(strings.Join(out, "、"))
	})
}

func equal(a, b model.Result) bool {
	if a.Kind != b.Kind {
		return false
	}
	if a.Kind == isNumber {
		return a.Num.Equal(b.Num)
	}
	return a.String() == b.String()
}

// parts are the values of one column in the rows of a group of groups but the total's: 分项和(资金, "年度资金总额", "年初预算数").
func parts(x []model.Result) (out []*model.Value) {
	if x[0].Kind != isGroup || x[0].Value == nil {
		return nil
	}
	for _, g := range x[0].Value.Fields {
		if g.Field.Kind != model.Group || g.Field.Name == x[1].Text {
			continue
		}
		if v := g.Get(x[2].Text); v != nil {
			out = append(out, v)
		}
	}
	return out
}

// nothingThere says whether a cell of figures holds nothing, or a mark for nothing.
func nothingThere(v *model.Value) bool { return strings.Trim(v.Text, " 　—–-/*") == "" }

// term is a figure as a clerk writes it in a sum; blank is 0.
func term(v *model.Value) string {
	if v.HasNum {
		return number.Format(v.Num, check.Account)
	}
	if nothingThere(v) {
		return "0"
	}
	return v.Text
}

// maxTerms is how many terms of a sum are shown.
const maxTerms = 24

func joinSum(l model.Result) string {
	var terms []string
	for _, r := range l.List {
		switch {
		case r.Kind == isNumber:
			terms = append(terms, number.Format(r.Num, check.Account))
		case r.String() != "":
			terms = append(terms, r.String())
		}
	}
	if len(terms) > maxTerms {
		terms = append(terms[:maxTerms-1], "…", terms[len(terms)-1])
	}
	return strings.Join(terms, " + ")
}

type gradeStep struct {
	name string
	from decimal.Decimal
}

// grades reads 优90 良80 中60 差0, best first.
func grades(s string) (out []gradeStep) {
	for _, w := range strings.Fields(s) {
		i := strings.IndexAny(w, "0123456789")
		if i <= 0 {
			continue
		}
		if d, ok := number.Parse(w[i:]); ok {
			out = append(out, gradeStep{w[:i], d})
		}
	}
	slices.SortStableFunc(out, func(a, b gradeStep) int { return b.from.Cmp(a.from) })
	return out
}

// execution is the name of the execution score in a weight scheme.
const execution = "执行"

// schemeGap compares the sums of the first level with the schemes, "执行10 产出50 效益30 满意度10; 执行10 成本20 …": empty if one of them fits,
// else what the nearest one wants. A name in a scheme stands for every first-level name that contains it.
func schemeGap(levels, weights, exec model.Result, schemes string) string {
	sums := map[string]decimal.Decimal{}
	var order []string
	put := func(name string, d decimal.Decimal) {
		if _, ok := sums[name]; !ok {
			order = append(order, name)
		}
		sums[name] = sums[name].Add(d)
	}
	if exec.Kind == isNumber {
		put(execution, exec.Num)
	}
	for i := range min(len(levels.List), len(weights.List)) {
		if weights.List[i].Kind == isNumber {
			put(strings.TrimSpace(labelPoints.ReplaceAllString(levels.List[i].String(), "")), weights.List[i].Num)
		}
	}
	best, bestOff := "", -1
	for _, scheme := range strings.FieldsFunc(schemes, func(r rune) bool { return r == ';' || r == '；' }) {
		steps := grades(scheme)
		off, known := 0, map[string]bool{}
		for _, s := range steps {
			have := decimal.Zero
			for _, n := range order {
				if strings.Contains(n, s.name) {
					have = have.Add(sums[n])
					known[n] = true
				}
			}
			if !have.Equal(s.from) {
				off++
			}
		}
		for _, n := range order {
			if !known[n] {
				off++
			}
		}
		if off == 0 {
			return ""
		}
		if bestOff < 0 || off < bestOff {
			best, bestOff = strings.TrimSpace(scheme), off
		}
	}
	if bestOff < 0 {
		return ""
	}
	return best
}

// byLevel adds figures up by first-level name, in order of appearance.
func byLevel(levels, figures model.Result) (names []string, sums map[string]decimal.Decimal) {
	sums = map[string]decimal.Decimal{}
	for i := range min(len(levels.List), len(figures.List)) {
		n := levels.List[i].String()
		if _, ok := sums[n]; !ok {
			names = append(names, n)
		}
		if figures.List[i].Kind == isNumber {
			sums[n] = sums[n].Add(figures.List[i].Num)
		}
	}
	return names, sums
}

// levelSum shows a sum by first level, 9.8 + 50 + 22 + 8, or with the names.
func levelSum(levels, figures, exec model.Result, named bool) string {
	var terms []string
	put := func(name string, d decimal.Decimal) {
		t := number.Format(d, check.Account)
		if named {
			t = name + " " + t
		}
		terms = append(terms, t)
	}
	if exec.Kind == isNumber {
		put("预算执行", exec.Num)
	}
	names, sums := byLevel(levels, figures)
	for _, n := range names {
		put(n, sums[n])
	}
	if named {
		return strings.Join(terms, "，")
	}
	return strings.Join(terms, " + ")
}
