package performance

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
)

// labels are about points that stand in the names of classes (产出指标（50分）), where a form has no column of weights;
// and about days and clauses.
func labels() []function {
	return []function{
		{"标注两样(列表)", kinds{isList}, isBool, plain(twoLabels)},
		{"推定分值(本行, 列表, \"块 一级 目标 实际 得分 三级 二级\", 年度)", kinds{isGroup, isList, isText, anyKind}, isNumber, weightBehind},
		{"推定和(列表, \"块 一级 目标 实际 得分 三级 二级\", 年度)", kinds{isList, isText, anyKind}, isNumber, weightsBehind},
		{"标注和(列表)", kinds{isList}, isNumber, plain(sumOfLabels)},
		{"起日(文字, 年度?)", kinds{anyKind, anyKind}, isNumber, dayOf(func(v quantity.Value) int { return v.First })},
		{"除句(文字, \"词 词\", 名?)", kinds{isText, isText, isText}, isText, plain(withoutClauses)},
		{"止日(文字, 年度?)", kinds{anyKind, anyKind}, isNumber, dayOf(func(v quantity.Value) int { return v.Last })},
	}
}

// withoutClauses is a text without the clauses that hold one of the words.
func withoutClauses(x []model.Result) model.Result {
	var kept []string
	unwanted := strings.Fields(x[1].Text)
	for _, c := range strings.FieldsFunc(x[0].Text, func(r rune) bool { return strings.ContainsRune("，。；,;\n", r) }) {
		looked := c
		if x[2].Text != "" { // words of the name itself do not count
			looked = strings.ReplaceAll(c, coreOf(x[2].Text), "")
		}
		if !slices.ContainsFunc(unwanted, func(w string) bool { return strings.Contains(looked, w) }) {
			kept = append(kept, c)
		}
	}
	return words(strings.Join(kept, "，"))
}

// sumOfLabels adds the points in names, each name once; absent if one has none.
func sumOfLabels(x []model.Result) model.Result {
	sum, seen := decimal.Zero, []string{}
	for _, r := range x[0].List {
		name := quantity.Plain(r.String())
		if slices.Contains(seen, name) {
			continue
		}
		p := pointsInLabel(name)
		if p.Kind != isNumber {
			return model.Result{}
		}
		seen, sum = append(seen, name), sum.Add(p.Num)
	}
	return numeric(sum)
}

// dayOf is a day of a date as a number, 20240731.
func dayOf(which func(quantity.Value) int) call {
	return func(m *memory, x []model.Result) model.Result {
		year, _ := strconv.Atoi(strings.TrimSpace(x[1].String()))
		text := x[0].String()
		v := m.read(text, quantity.Context{Year: year})
		if v.Kind != quantity.Date {
			if d, is := quantity.ReadDate(text); is == quantity.ADate && d.Year > 0 && d.Month > 0 && d.Day > 0 {
				return whole(d.Year*10000 + d.Month*100 + d.Day)
			}
			return model.Result{}
		}
		if day := which(v); day > 19000000 {
			return whole(day)
		}
		return model.Result{}
	}
}

// labelled is a row of a class with points in its name, as far as its weight can be told.
type labelled struct {
	score   decimal.Decimal
	scored  bool
	stated  model.Result // the points in its own name: 演出场次（15分）
	verdict quantity.Outcome
}

// halfPoints: weights are whole or half points.
var halfPoints = decimal.New(5, -1)

// classRows are the rows of a list that are of one class, with the points in its name.
type classRows struct {
	rows   []labelled
	points decimal.Decimal
	at     int // which of them was asked for, −1 for none
}

// labelledRows gathers the rows of the same block and class as one of them. columns name block, class, target,
// actual value, score, and the two names of an indicator.
func labelledRows(m *memory, self *model.Value, rows []*model.Value, columns string,
	year model.Result) (c classRows, ok bool) {
	names := strings.Fields(columns)
	if len(names) != 7 || self == nil {
		return c, false
	}
	text := func(row *model.Value, i int) string {
		if v := row.Get(names[i]); v != nil {
			return strings.TrimSpace(v.Text)
		}
		return ""
	}
	points := pointsInLabel(text(self, 1))
	c.points, c.at = points.Num, -1
	for _, row := range rows {
		same := func(i int) bool { return quantity.Plain(text(row, i)) == quantity.Plain(text(self, i)) }
		if !same(0) || !same(1) {
			continue
		}
		if row == self {
			c.at = len(c.rows)
		}
		of := text(row, 5) + divider + text(row, 6) + divider + divider + strings.TrimSpace(year.String())
		l := labelled{verdict: m.meet(text(row, 2), text(row, 3), of), stated: pointsInLabel(text(row, 5))}
		if l.stated.Kind == isNumber && (points.Kind != isNumber || l.stated.Num.GreaterThan(points.Num)) {
			l.stated = model.Result{} // 考核得分（90分） is a score that is wanted
		}
		if v := row.Get(names[4]); v != nil && v.HasNum {
			l.score, l.scored = v.Num, true
		}
		c.rows = append(c.rows, l)
	}
	return c, points.Kind == isNumber && c.at >= 0
}

// weightBehind is the weight of a row in a form that prints points for classes only, as far as it can be told.
func weightBehind(m *memory, x []model.Result) model.Result {
	c, ok := labelledRows(m, x[0].Value, x[1].Rows, x[2].Text, x[3])
	if !ok {
		return model.Result{}
	}
	if s := c.rows[c.at].stated; s.Kind == isNumber {
		return s
	}
	if w := c.weights()[c.at]; w != nil && w.IsPositive() && w.LessThanOrEqual(c.points) {
		return numeric(*w)
	}
	return model.Result{}
}

// weightsBehind is the sum of the weights of the rows of a class; absent where one of them cannot be told.
func weightsBehind(m *memory, x []model.Result) model.Result {
	if len(x[0].Rows) == 0 {
		return model.Result{}
	}
	c, ok := labelledRows(m, x[0].Rows[0], x[0].Rows, x[1].Text, x[2])
	if !ok {
		return model.Result{}
	}
	sum := decimal.Zero
	for _, w := range c.weights() {
		if w == nil {
			return model.Result{}
		}
		sum = sum.Add(*w)
	}
	return numeric(sum)
}

// weights are those of the rows, nil where one cannot be told. A row has the points in its own name. Without, one that
// met its target has its score for weight. One
// that missed has what its score and its ratio give, if that is a weight people set and the score has decimals, which
// is hardly chance; else it has what the others leave of the points of the class.
func (c classRows) weights() []*decimal.Decimal {
	out := make([]*decimal.Decimal, len(c.rows))
	left, open := c.points, []int(nil)
	for i, r := range c.rows {
		var w decimal.Decimal
		switch fits, ok := r.fitting(); {
		case r.stated.Kind == isNumber:
			w = r.stated.Num
		case r.scored && r.verdict.Verdict == quantity.Met:
			w = r.score
		case ok && r.score.Exponent() < 0:
			w = fits
		default:
			open = append(open, i)
			continue
		}
		out[i], left = &w, left.Sub(w)
	}
	if len(open) == 1 && c.rows[open[0]].scored && c.rows[open[0]].verdict.Verdict == quantity.Missed {
		out[open[0]] = &left
	}
	return out
}

// fitting is the weight that score and ratio give, if it is a weight people set but for the rounding of the score.
func (l labelled) fitting() (decimal.Decimal, bool) {
	if !l.scored || l.verdict.Verdict != quantity.Missed || !l.verdict.HasRatio || !l.verdict.Ratio.IsPositive() {
		return decimal.Zero, false
	}
	w := l.score.DivRound(l.verdict.Ratio, quantity.RatioPlaces)
	near := w.DivRound(halfPoints, 0).Mul(halfPoints)
	slack := decimal.New(6, min(l.score.Exponent(), -1)-1) // half a unit of the score's last place, and a little
	return near, near.Sub(w).Abs().Mul(l.verdict.Ratio).LessThanOrEqual(slack)
}

// twoLabels says whether one class of a list is named with different points in different rows.
func twoLabels(x []model.Result) model.Result {
	points := map[string]string{}
	for _, item := range x[0].List {
		m := labelPoints.FindStringSubmatch(item.Text)
		if m == nil {
			continue
		}
		name := quantity.Plain(labelPoints.ReplaceAllString(item.Text, ""))
		if was, ok := points[name]; ok && was != m[1] {
			return truth(true)
		}
		points[name] = m[1]
	}
	return truth(false)
}
