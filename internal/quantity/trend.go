package quantity

import (
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// What a cell says of two years, of a part of the year and the whole, and of a month.

const aFigure = `([0-9][0-9.]*(?:%|‰|\p{Han}{1,3})?)`

var (
	// beside is this year's figure with last year's beside it: 4.1%，上年为3.7%; 15起（上年18起）.
	beside = pattern.Late(`^\p{Han}{0,6}?` + aFigure + `[,;、(]?(?:而|比|较)?(?:上年度?|去年|上一年|上年同期|去年同期)(?:同期|数)?(?:为|是|的)?` + aFigure + `\)?$`)
	// fromTo goes from last year's figure to this year's: 由18起降至15起.
	fromTo = pattern.Late(`^(?:由|从)(?:上年度?|去年)?(?:的)?` + aFigure + `(?:下?降|减|缩|升|增|提高|上升|增长|增加|减少|下滑|上涨){1,2}[至到为]` + aFigure + `$`)
	// wholeYear is the year's figure behind that of a period: 每月1份，全年12份.
	wholeYear = pattern.Late(`^每[年季月周天日旬半]?\p{Han}{0,3}[^,;、]{1,8}[,;、(](?:全年|年度|一年|合计|共计|总计|共)(?:共|合计|不少于|至少)?(.{2,10}?)\)?$`)
)

// bareMonth is the dimension of <=10月, in a form that keeps the unit in a column of its own.
const bareMonth = "月份"

// meetTrend decides a target that wants a way (较上年下降) by the figures of two years in the actual value.
func meetTrend(target, actual Value) (Outcome, bool) {
	if target.Kind != Word || actual.Kind == Mark {
		return Outcome{}, false
	}
	want := normal(target.Text)
	down, up := falls.MatchString(want), rises.MatchString(want)
	if !down && !up {
		return Outcome{}, false
	}
	said := normal(actual.Text)
	now, before := "", ""
	if m := beside.FindStringSubmatch(said); m != nil {
		now, before = m[1], m[2]
	} else if m := fromTo.FindStringSubmatch(said); m != nil {
		now, before = m[2], m[1]
	}
	a, b := parse(now, Context{}), parse(before, Context{})
	if a.Kind != Number || b.Kind != Number || a.Unit.Dim != b.Unit.Dim {
		return Outcome{}, false
	}
	if order := a.Base().Cmp(b.Base()); down && order < 0 || up && order > 0 {
		return Outcome{Verdict: Met}, true
	}
	return Outcome{Verdict: Missed}, true
}

// meetMonth holds a date of one month against a figure in months, which is the month of the year as well as a number of
// them: 11月 against ≤10月. Whichever is meant, it was kept or not.
func meetMonth(target, actual Value) (Outcome, bool) {
	if target.Kind != Number || target.Unit.Dim != bareMonth || actual.Kind != Date || actual.Day.Month == 0 ||
		strings.Contains(actual.Text, "年") {
		return Outcome{}, false
	}
	month := int64(actual.Day.Month)
	switch limit := target.Num.IntPart(); {
	case !target.Num.IsInteger() || target.Cmp != LessEqual && target.Cmp != Less:
		return Outcome{}, false
	case month < limit || month == limit && target.Cmp == LessEqual:
		return Outcome{Verdict: Met}, true
	}
	return Outcome{Verdict: Missed}, true
}
