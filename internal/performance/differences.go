package performance

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
)

// gaps hold what a text says of how far an indicator is from its target against its row: 比目标610户少17户，扣0.42分.
func gaps() []function {
	return []function{
		{"文中差错(文字, 三级指标, 指标值, 实际值, 扣分, 各名称, 指标)", kinds{isText, isText, isText, isText, isNumber, isList, isText}, isText, wrongDifference},
	}
}

var (
	lackWords   = []string{"少", "差", "还差", "尚差", "缺", "相差", "短缺", "少了", "差了", "缺口", "低"}
	excessWords = []string{"多", "超", "超过", "超出", "多了", "超出了", "多出"}
	aimWords    = []string{"目标值", "指标值", "目标", "计划值", "计划", "任务", "年初目标", "比年初目标", "计划数", "目标数"}
	lostWords   = []string{"扣", "扣分", "扣减", "扣除", "共扣", "扣了"}
	openBehind  = []string{"未", "没有", "尚未", "暂未", "缓"}
	// notOwn in a clause make its figure another one than the row's.
	notOwn = []string{"上年", "去年", "往年", "同期", "前年", "次年", "明年", "每", "各", "其中", "户均", "人均", "平均", "分别", "上半年", "下半年", "季度", "增", "减", "至", "由", "从", "降"}
)

// rowClaims reads the figures of a text that are about one row.
type rowClaims struct {
	p              *passage
	target, actual quantity.Value
	gap            decimal.Decimal // between the two
	lost           model.Result
	only           bool // the text names one difference, not several
}

// wrongDifference is what a text says of a row's target, of how far the actual value is from it or of the points lost,
// and is not so. A text of many rows is read from where it names the row to where it names another; the reason of the
// row itself comes without a name, and is the row's from its beginning.
func wrongDifference(m *memory, x []model.Result) model.Result {
	text, name := x[0].Text, x[1].Text
	if !mayClaim(text) || !containsAny(text, []string{"少", "差", "缺", "低", "多", "超", "扣", "未", "没", "缓"}) {
		return model.Result{}
	}
	s := m.subject(x[6].Text)
	r := rowClaims{p: m.passage(text), target: m.read(x[2].Text, s.context), actual: m.read(x[3].Text, s.context), lost: x[4]}
	if r.target.Kind != quantity.Number || r.actual.Kind != quantity.Number || r.target.About != quantity.Exactly || !r.actual.Exact() ||
		r.target.Per != r.actual.Per || r.target.Factors != nil || r.target.Change != "" || quantity.Related(r.target, r.actual) > quantity.OtherScale {
		return model.Result{}
	}
	r.gap = r.target.Base().Sub(r.actual.Base()).Abs()
	mine := r.own(name, s.name, x[5].List)
	lacks, lost := 0, 0
	for i := range r.p.Figures {
		if mine[i] && (r.lacks(i) || r.ends(i, excessWords)) {
			lacks++
		}
		if mine[i] && r.ends(i, lostWords) {
			lost++
		}
	}
	r.only = lacks <= 1
	for i := range r.p.Figures {
		if mine[i] && r.wrong(i, lost <= 1) {
			f := &r.p.Figures[i]
			return words(r.p.Written(f.From-len(lastRunes(r.p.Before(i), 4)), f.End+len(firstRunes(r.p.After(i), 3))))
		}
	}
	return model.Result{}
}

// own are the figures of the text that may be about the row.
func (r *rowClaims) own(name, full string, all []model.Result) []bool {
	out := make([]bool, len(r.p.Figures))
	sentence, mine := -1, false
	for i := range r.p.Figures {
		f := &r.p.Figures[i]
		if s := r.p.Clauses[f.Clause].Sentence; s != sentence {
			sentence, mine = s, name == ""
		}
		if name != "" {
			n := &r.p.near[i]
			switch {
			case n.speaksOf(name, all, f.Unit):
				mine = true
			case mine:
				for _, o := range all {
					mine = mine && (o.Text == name || !n.speaksOf(o.Text, all, f.Unit))
				}
			}
		}
		c := r.p.Clauses[f.Clause]
		out[i] = mine && !f.Ranged && f.About == quantity.Exactly && !containsAny(strings.ReplaceAll(r.p.Half(c.From, f.From), full, ""), notOwn)
	}
	return out
}

func (r *rowClaims) before(i int) string {
	return strings.TrimRight(r.p.Before(i), " :为达到了是约仅只")
}

func (r *rowClaims) ends(i int, with []string) bool { return hasSuffix(r.before(i), with...) }

// lessOf is 少改造 before a figure: what was done less, by its verb.
var lessOf = pattern.Late(`少[^于数量许见儿年]\p{Han}?$`)

// lacks says whether a figure is said to be missing.
func (r *rowClaims) lacks(i int) bool {
	return r.ends(i, lackWords) || lessOf.MatchString(r.before(i))
}

// wrong says whether a figure is none of what its row has in its place.
func (r *rowClaims) wrong(i int, oneLoss bool) bool {
	f := &r.p.Figures[i]
	if f.Unit.Text == "分" && r.ends(i, lostWords) && r.target.Unit.Text != "分" {
		return oneLoss && r.lost.Kind == isNumber && r.lost.Num.IsPositive() && !f.Agrees(r.lost.Num, quantity.None)
	}
	n, ok := f.As(r.target.Unit, r.p.Rest(f.End))
	if !ok || r.target.Unit.Dim == "" {
		return false
	}
	fits := func(v decimal.Decimal) bool { return n.Equal(v) || f.Agrees(v, quantity.None) && f.Places > 0 }
	after := strings.TrimLeft(r.p.Rest(f.End), " ")
	if f.Unit.Dim == "" {
		after = strings.TrimPrefix(after, r.target.Unit.Text)
	}
	switch {
	case r.lacks(i), r.ends(i, excessWords):
		return r.only && !r.gap.IsZero() && !fits(r.gap) && !fits(r.target.Base()) && !fits(r.actual.Base())
	case r.ends(i, aimWords):
		return !fits(r.target.Base())
	case startsWith(after, openBehind...):
		return n.GreaterThan(r.gap) && !r.gap.IsZero() && !fits(r.target.Base())
	}
	return false
}
