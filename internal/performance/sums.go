package performance

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/number"
)

// sums add figures up, show the sum, and compare scores with grades and schemes.
func sums() []function {
	return []function{
		{"分项和(列表或组, \"总额\"?, \"列\"?)", kinds{anyKind, isText, isText}, isNumber, ofParts(sumOfParts)},
		{"分项式(列表或组, \"总额\"?, \"列\"?)", kinds{anyKind, isText, isText}, isText, ofParts(showParts)},
		{"分项数(列表或组, \"总额\"?, \"列\"?)", kinds{anyKind, isText, isText}, isNumber, ofParts(countParts)},
		{"唯一分项(列表或组, \"总额\"?, \"列\"?)", kinds{anyKind, isText, isText}, isText, ofParts(onlyPart)},
		{"分项他填(组, \"总额\", \"列\", \"记号 记号\")", kinds{isGroup, isText, isText, isText}, isText, ofParts(otherEntry)},
		{"加式(列表)", kinds{isList}, isText, plain(joinSum)},
		{"分级式(一级列表, 数列表, 执行)", kinds{isList, isList, isNumber}, isText, plain(sumByLevel)},
		{"分级和(一级列表, 数列表, 执行)", kinds{isList, isList, isNumber}, isText, plain(namedSumByLevel)},
		{"得分级(总分, \"优90 良80 中60 差0\")", kinds{isNumber, isText}, isText, plain(gradeOf)},
		{"近分界(总分, \"优90 良80 中60 差0\", 距离)", kinds{isNumber, isText, isNumber}, isNumber, plain(nearBoundary)},
		{"权重不符(一级列表, 分值列表, 执行分值, \"方案\")", kinds{isList, isList, isNumber, isText}, isText, plain(schemeGap)},
		{"应扣比例(完成比, \"2:0.1 3:0.2\")", kinds{isNumber, isText}, isNumber, plain(shareToCut)},
	}
}

// ofParts is a function of the parts of a sum: a list of cells; or the values of one column in the rows of a group of
// groups, but not the total's, and then the arguments begin with group, name of the total and column.
func ofParts(f func(parts []*model.Value, x []model.Result) model.Result) call {
	return func(_ *memory, x []model.Result) model.Result {
		var parts []*model.Value
		for _, c := range x[0].List {
			if c.Value == nil {
				return model.Result{}
			}
			parts = append(parts, c.Value)
		}
		if x[0].Kind == isGroup && x[0].Value != nil {
			for _, g := range x[0].Value.Fields {
				if g.Field.Kind != model.Group || g.Field.Name == x[1].Text {
					continue
				}
				if v := g.Get(x[2].Text); v != nil {
					parts = append(parts, v)
				}
			}
		}
		return f(parts, x)
	}
}

// sumOfParts is absent where a part is neither a figure nor a mark for nothing.
func sumOfParts(parts []*model.Value, _ []model.Result) model.Result {
	sum := decimal.Zero
	for _, v := range parts {
		if v.HasNum {
			sum = sum.Add(v.Num)
		} else if !nothingThere(v) {
			return model.Result{}
		}
	}
	return numeric(sum)
}

func showParts(parts []*model.Value, _ []model.Result) model.Result {
	var terms []string
	for _, v := range parts {
		terms = append(terms, term(v))
	}
	return words(strings.Join(terms, " + "))
}

func countParts(parts []*model.Value, _ []model.Result) model.Result {
	return whole(len(filled(parts)))
}

func onlyPart(parts []*model.Value, _ []model.Result) model.Result {
	if some := filled(parts); len(some) == 1 {
		return words(some[0].Shown(""))
	}
	return model.Result{}
}

// filled are the parts that are figures other than 0.
func filled(parts []*model.Value) (out []*model.Value) {
	for _, v := range parts {
		if v.HasNum && !v.Num.IsZero() {
			out = append(out, v)
		}
	}
	return out
}

// otherEntry is the first part in which somebody wrote something other than the marks.
func otherEntry(parts []*model.Value, x []model.Result) model.Result {
	for _, v := range parts {
		t := strings.TrimSpace(v.Text)
		if t != "" && v.Origin != model.Computed && !slices.Contains(strings.Fields(x[3].Text), t) {
			return words(v.Field.Parent.Name + "：" + t)
		}
	}
	return model.Result{}
}

// nothingThere says whether a cell of figures holds nothing, or a mark for nothing.
func nothingThere(v *model.Value) bool { return strings.Trim(v.Text, " 　—–-/*") == "" }

// term is a figure as a clerk writes it in a sum; blank is 0.
func term(v *model.Value) string {
	if v.HasNum {
		return account(v.Num)
	}
	if nothingThere(v) {
		return "0"
	}
	return v.Text
}

// maxTerms is how many terms of a sum are shown.
const maxTerms = 24

func joinSum(x []model.Result) model.Result {
	var terms []string
	for _, r := range x[0].List {
		switch {
		case r.Kind == isNumber:
			terms = append(terms, account(r.Num))
		case r.String() != "":
			terms = append(terms, r.String())
		}
	}
	if len(terms) > maxTerms {
		terms = append(terms[:maxTerms-1], "…", terms[len(terms)-1])
	}
	return words(strings.Join(terms, " + "))
}

// step is a name with the figure it begins at, or is worth: 优90.
type step struct {
	name string
	from decimal.Decimal
}

// steps reads 优90 良80 中60 差0, highest first.
func steps(s string) (out []step) {
	for _, w := range strings.Fields(s) {
		i := strings.IndexAny(w, "0123456789")
		if i <= 0 {
			continue
		}
		if d, ok := number.Parse(w[i:]); ok {
			out = append(out, step{w[:i], d})
		}
	}
	slices.SortStableFunc(out, func(a, b step) int { return b.from.Cmp(a.from) })
	return out
}

func gradeOf(x []model.Result) model.Result {
	if x[0].Kind != isNumber {
		return model.Result{}
	}
	for _, g := range steps(x[1].Text) {
		if x[0].Num.GreaterThanOrEqual(g.from) {
			return words(g.name)
		}
	}
	return model.Result{}
}

// nearBoundary is the boundary of grades a score is near, on either side; 0 is none.
func nearBoundary(x []model.Result) model.Result {
	if x[0].Kind != isNumber || x[2].Kind != isNumber {
		return model.Result{}
	}
	for _, g := range steps(x[1].Text) {
		if d := x[0].Num.Sub(g.from).Abs(); g.from.IsPositive() && d.LessThanOrEqual(x[2].Num) {
			return numeric(g.from)
		}
	}
	return model.Result{}
}

// shareToCut is the share of the last band a ratio reaches: "2:0.1 3:0.2" cuts a tenth from twice the target on.
func shareToCut(x []model.Result) model.Result {
	cut := model.Result{}
	if x[0].Kind != isNumber {
		return cut
	}
	for _, band := range strings.Fields(x[1].Text) {
		from, share, _ := strings.Cut(band, ":")
		f, ok1 := number.Parse(from)
		c, ok2 := number.Parse(share)
		if ok1 && ok2 && x[0].Num.GreaterThanOrEqual(f) {
			cut = numeric(c)
		}
	}
	return cut
}

// level is a name of the first level with the sum of its figures.
type level struct {
	name string
	sum  decimal.Decimal
}

// addTo adds a figure to its level, levels in order of appearance.
func addTo(l []level, name string, d decimal.Decimal) []level {
	for i := range l {
		if l[i].name == name {
			l[i].sum = l[i].sum.Add(d)
			return l
		}
	}
	return append(l, level{name, d})
}

// sumByLevel shows a sum by first level, 9.8 + 50 + 22 + 8; namedSumByLevel with the names: 预算执行 9.8，产出指标 50 ….
func sumByLevel(x []model.Result) model.Result { return levelSum(x, false) }

func namedSumByLevel(x []model.Result) model.Result { return levelSum(x, true) }

func levelSum(x []model.Result, named bool) model.Result {
	var all []level
	for i := range min(len(x[0].List), len(x[1].List)) {
		figure := decimal.Zero
		if x[1].List[i].Kind == isNumber {
			figure = x[1].List[i].Num
		}
		all = addTo(all, x[0].List[i].String(), figure)
	}
	if x[2].Kind == isNumber {
		all = slices.Insert(all, 0, level{"预算执行", x[2].Num})
	}
	var terms []string
	for _, l := range all {
		t := account(l.sum)
		if named {
			t = l.name + " " + t
		}
		terms = append(terms, t)
	}
	if named {
		return words(strings.Join(terms, "，"))
	}
	return words(strings.Join(terms, " + "))
}

// execution is the name of the execution score in a weight scheme.
const execution = "执行"

// schemeGap compares the sums of the first level with schemes, "执行10 产出50 效益30 满意度10; 执行10 成本20 …": absent if one of
// them fits, else the one with the fewest differences, one with the levels of the form before any other.
func schemeGap(x []model.Result) model.Result {
	bare := func(name string) string { return strings.TrimSpace(labelPoints.ReplaceAllString(name, "")) }
	var sums []level
	if x[2].Kind == isNumber {
		sums = append(sums, level{execution, x[2].Num})
	}
	for i := range min(len(x[0].List), len(x[1].List)) {
		if x[1].List[i].Kind == isNumber {
			sums = addTo(sums, bare(x[0].List[i].String()), x[1].List[i].Num)
		}
	}
	best, least, fits := "", -1, false
	for _, scheme := range strings.FieldsFunc(x[3].Text, func(r rune) bool { return r == ';' || r == '；' }) {
		steps := steps(scheme)
		off, same := differences(steps, sums), sameLevels(steps, sums)
		if off == 0 {
			return model.Result{}
		}
		if least < 0 || same && !fits || same == fits && off < least {
			best, least, fits = strings.TrimSpace(scheme), off, same
		}
	}
	return words(best)
}

// sameLevels says whether a scheme has a step for every level, and a level for every step.
func sameLevels(scheme []step, sums []level) bool {
	of := func(s step, l level) bool { return strings.Contains(l.name, s.name) }
	for _, s := range scheme {
		if !slices.ContainsFunc(sums, func(l level) bool { return of(s, l) }) {
			return false
		}
	}
	for _, l := range sums {
		if !slices.ContainsFunc(scheme, func(s step) bool { return of(s, l) }) {
			return false
		}
	}
	return true
}

// differences is how many steps of a scheme have another sum, and how many levels it does not know. A step is for
// every level whose name contains its own.
func differences(scheme []step, sums []level) (off int) {
	known := make([]bool, len(sums))
	for _, s := range scheme {
		have := decimal.Zero
		for i, l := range sums {
			if strings.Contains(l.name, s.name) {
				have, known[i] = have.Add(l.sum), true
			}
		}
		if !have.Equal(s.from) {
			off++
		}
	}
	for _, k := range known {
		if !k {
			off++
		}
	}
	return off
}
