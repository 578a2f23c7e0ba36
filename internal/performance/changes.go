package performance

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
)

// changes are about two years beside each other: what a remark says of the change, and cells by their names.
func changes() []function {
	return []function{
		{"换尾(文字, \"旧尾 旧尾\", \"新尾\")", kinds{isText, isText, isText}, isText, plain(otherEnd)},
		{"增减说错(说明, 上年, 本年, 单位)", kinds{isText, isText, isText, isText}, isText, wrongChange},
	}
}

// otherEnd is a text with another end: 资金 年度资金总额 全年预算数 of 资金 年度资金总额 执行率. Absent where it has none of the ends.
func otherEnd(x []model.Result) model.Result {
	for end := range strings.FieldsSeq(x[1].Text) {
		if head, ok := strings.CutSuffix(x[0].Text, end); ok {
			return words(head + x[2].Text)
		}
	}
	return model.Result{}
}

// How a remark says that something rose or fell by a figure: 比上年增加4.3万元.
var (
	roseBy = pattern.Late(`(?:增加|增长|上升|提高|多|追加|调增)(?:了|约)?$`)
	fellBy = pattern.Late(`(?:减少|下降|降低|压减|少|追减|调减|核减|压缩)(?:了|约)?$`)
	// among are words that make a change one of a part.
	among = []string{"其中", "每", "人均", "部分", "分别", "指标值", "目标", "分值"}
)

// wrongChange is the only change by a figure that a remark tells, where the values of the two years give another one,
// or one the other way. A percentage is of the former year, or of points where the values are percentages.
func wrongChange(m *memory, x []model.Result) model.Result {
	text := x[0].Text
	if !mayClaim(text) || !containsAny(text, []string{"增", "减", "升", "降", "高", "低", "多", "少"}) {
		return model.Result{}
	}
	last, now := m.parse(x[1].Text), m.parse(x[2].Text)
	if last.Kind != quantity.Number || now.Kind != quantity.Number || !now.Exact() || !last.Exact() || last.Unit.Dim != now.Unit.Dim {
		return model.Result{}
	}
	if last.Unit.Dim == "" {
		last.Unit, now.Unit = quantity.ParseUnit(x[3].Text), quantity.ParseUnit(x[3].Text)
	}
	by := now.Base().Sub(last.Base())
	p := m.passage(text)
	wrong, changes := "", 0
	for i := range p.Figures {
		f := &p.Figures[i]
		before := strings.TrimRight(p.Before(i), " 为")
		rose, fell := roseBy.MatchString(before), fellBy.MatchString(before)
		if !rose && !fell {
			continue
		}
		if changes++; f.Ranged || f.About != quantity.Exactly || containsAny(p.Half(p.Clauses[f.Clause].From, f.From), among) {
			return model.Result{}
		}
		said := quantity.Value{Num: f.Num, Unit: f.Unit}.Base()
		if fell {
			said = said.Neg()
		}
		fits, known := by.Sub(said).Abs().LessThan(quantity.Value{Num: decimal.New(1, int32(-f.Places)), Unit: f.Unit}.Base()), f.Unit.Dim == now.Unit.Dim
		if f.Unit.Share() && !now.Unit.Share() {
			if !last.Base().IsPositive() {
				return model.Result{}
			}
			known = true
			fits = by.Div(last.Base()).Sub(said).Abs().LessThan(quantity.Value{Num: decimal.New(1, int32(-f.Places)), Unit: f.Unit}.Base())
		}
		if f.Unit.Dim == "百分点" {
			known = now.Unit.Share()
		}
		if known && !fits {
			wrong = p.Written(f.From-len(lastRunes(before, 4)), f.End)
		}
	}
	if changes != 1 {
		return model.Result{}
	}
	return words(wrong)
}
