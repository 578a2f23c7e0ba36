package performance

import (
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/direction"
	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/quantity"
	"github.com/gongbiao/gongbiao/model"
)

// indicators are about an indicator as a whole. 指标 puts together what a row says beside its values; the functions that
// compare take it, or the name alone, where they say 指标.
func indicators() []function {
	return []function{
		{"指标(三级指标, 二级指标, 指标方向, 年度)", kinds{anyKind, anyKind, anyKind, anyKind}, isText, plain(indicator)},
		{"附单位(值, 单位)", kinds{anyKind, anyKind}, isText, withUnit},
		{"相差(指标值, 实际值, 指标)", kinds{isText, isText, isText}, isNumber, distance},
		{"越少越好(指标值, 指标)", kinds{isText, isText}, isBool, lessIsBetter},
		{"方向依据(指标值, 指标)", kinds{isText, isText}, isText, directionBasis},
		{"两种读法(指标值, 指标)", kinds{isText, isText}, isText, bothReadings},
		{"方向读法(指标值, 指标, 第几)", kinds{isText, isText, isNumber}, isText, directionReading},
		{"疑问(指标值, 实际值, 指标)", kinds{isText, isText, isText}, isText, ofOutcome(question)},
		{"不判原因(指标值, 实际值, 指标)", kinds{isText, isText, isText}, isText, ofOutcome(openBecause)},
	}
}

// subject is what a row says beside its values.
type subject struct {
	name, category, stated string
	context                quantity.Context // the unit its name has in parentheses, the year of the form
}

// divider stands between the parts of a subject; no cell holds it.
const divider = "\x1f"

func indicator(x []model.Result) model.Result {
	var parts [4]string
	for i, r := range x {
		if r.Value != nil { // a year need not be written out again for every row
			parts[i] = strings.TrimSpace(r.Value.Text)
		} else {
			parts[i] = strings.TrimSpace(r.String())
		}
	}
	if parts[0] == "" {
		return model.Result{}
	}
	return words(parts[0] + divider + parts[1] + divider + parts[2] + divider + parts[3])
}

func subjectOf(of string) subject {
	name, rest, _ := strings.Cut(of, divider)
	category, rest, _ := strings.Cut(rest, divider)
	stated, year, _ := strings.Cut(rest, divider)
	s := subject{name: name, category: category, stated: stated, context: quantity.Context{Unit: unitInName(name)}}
	s.context.Year, _ = strconv.Atoi(year)
	return s
}

var inParentheses = pattern.Late(`[(（](?:单位[:：])?([^()（）]{1,6})[)）]$`)

// unitInName is the unit in the parentheses that end a name: 单所建设成本（万元）.
func unitInName(name string) string {
	if m := inParentheses.FindStringSubmatch(name); m != nil && quantity.ParseUnit(m[1]).Known {
		return m[1]
	}
	return ""
}

// withUnit is a value with the unit of a column of its own, where it is a number and has none in its cell.
func withUnit(m *memory, x []model.Result) model.Result {
	value, unit := strings.TrimSpace(x[0].String()), strings.TrimSpace(x[1].String())
	if v := m.parse(value); v.Numeric() && v.Unit.Dim == "" {
		return words(value + unit)
	}
	if v := m.parse(value + unit); v.Kind == quantity.Date && m.parse(value).Kind != quantity.Date { // 2023 and 年6月
		return words(value + unit)
	}
	return words(value)
}

// distance is how far an actual value is from its target, as a share of the target, where both are numbers in units
// that convert.
func distance(m *memory, x []model.Result) model.Result {
	c := m.subject(x[2].Text).context
	target, actual := m.read(x[0].Text, c), m.read(x[1].Text, c)
	if target.Kind != quantity.Number || actual.Kind != quantity.Number || target.Num.IsZero() ||
		quantity.Related(target, actual) > quantity.OtherScale || target.Per != actual.Per {
		return model.Result{}
	}
	return numeric(actual.Base().Sub(target.Base()).Abs().DivRound(target.Base().Abs(), quantity.RatioPlaces))
}

func lessIsBetter(m *memory, x []model.Result) model.Result {
	if v := m.parse(x[0].Text); v.Cmp == quantity.Less || v.Cmp == quantity.LessEqual { // whatever else is stated
		return truth(true)
	}
	return truth(m.way(x[0].Text, x[1].Text).Direction == quantity.LessIsBetter)
}

// directionBasis is the direction that was assumed, and why, where the target itself does not say it.
func directionBasis(m *memory, x []model.Result) model.Result {
	r := m.way(x[0].Text, x[1].Text)
	v := m.read(x[0].Text, m.subject(x[1].Text).context)
	if r.Direction == direction.Unsure || r.Source == direction.FromSign || !v.Numeric() {
		return model.Result{}
	}
	return words(r.String())
}

// directionReading is one of the two ways to read an indicator whose direction is open, counted from 1.
func directionReading(m *memory, x []model.Result) model.Result {
	n := x[2].Num.IntPart()
	if x[2].Kind != isNumber || n < 1 || n > 2 {
		return model.Result{}
	}
	return words(m.way(x[0].Text, x[1].Text).Readings[n-1].Text)
}

// bothReadings are the two in one text; absent where the direction is not open.
func bothReadings(m *memory, x []model.Result) model.Result {
	r := m.way(x[0].Text, x[1].Text).Readings
	if r[0].Text == "" {
		return model.Result{}
	}
	return words(r[0].Text + "；" + r[1].Text)
}

// questions are short words for what keeps a comparison open, for the conditions of checks.
var questions = map[quantity.Why]string{quantity.NoValue: "缺值", quantity.SaysDone: "只说完成", quantity.Kinds: "不是一类",
	quantity.Vague: "约数", quantity.Sides: "方向", quantity.Units: "单位", quantity.Fraction: "小数", quantity.WorkDays: "工作日",
	quantity.PerPeriod: "每期", quantity.Things: "几样", quantity.Slipped: "笔误", quantity.NoDay: "没有这天",
	quantity.Inequality: "不等式", quantity.Words: "词"}

// question is what keeps a comparison open; absent where it is decided.
func question(o quantity.Outcome, _ []model.Result) model.Result {
	if o.Verdict != quantity.Undecided {
		return model.Result{}
	}
	return words(questions[o.Why])
}

// openBecause says it to a person.
func openBecause(o quantity.Outcome, _ []model.Result) model.Result {
	if o.Verdict != quantity.Undecided {
		return model.Result{}
	}
	return words(o.Why.String())
}
