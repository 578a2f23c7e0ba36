package quantity

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// periods are the times that something is done per: their names, and how many of them a year has, at least and at most.
var periods = []struct {
	name      string
	words     string
	low, high int64
}{
	{"年", "全年 年度 年", 1, 1},
	{"半年", "半年", 2, 2},
	{"季度", "季度 季", 4, 4},
	{"月", "个月 月度 月", 12, 12},
	{"旬", "旬", 36, 36},
	{"周", "星期 周 礼拜", 52, 53},
	{"天", "工作日 天 日", workDays, 366}, // 每天 is every day or every working day
}

// workDays is fewer than the working days of any year (GB: 249 to 251).
const workDays = 247

// dayOf is a day of every month or year, 每月10日前, which is no number of days.
var dayOf = pattern.Late(`^(?:\d{1,2}月份?)?\d{1,2}[日号]|^\d{1,2}月|^(?:上旬|中旬|下旬|月?初|底|末|中)`)

// everyPeriod takes 每月, 每年度 or 全年 off the front of s.
func everyPeriod(s string) (per, rest string) {
	rest, every := cutAny(s, "平均每", "每一", "每个", "每")
	for _, p := range periods {
		for w := range strings.FieldsSeq(p.words) {
			r, ok := strings.CutPrefix(rest, w)
			if !ok || r == "" || !every && w != "全年" || dayOf.MatchString(r) {
				continue
			}
			return p.name, r
		}
	}
	return "", s
}

// periodOf is the name of a period, empty if it is none.
func periodOf(s string) string {
	s = strings.TrimPrefix(s, "每")
	for _, p := range periods {
		for w := range strings.FieldsSeq(p.words) {
			if s == w {
				return p.name
			}
		}
	}
	return ""
}

// countsPer says whether top/per is so many a period: 期/月, but not 元/人.
func countsPer(top, per string) bool { return top != "" && periodOf(per) != "" }

// yearly is the factor that makes a rate what it is in a year; a number without a period is that already.
func (v Value) yearly(scale decimal.Decimal) factor {
	for _, p := range periods {
		if p.name == v.Per {
			return factor{scale.Mul(decimal.NewFromInt(p.low)), scale.Mul(decimal.NewFromInt(p.high))}
		}
	}
	return exactly(scale)
}

// counted is the unit of what a rate counts: 期 of 期/月.
func (v Value) counted() Unit {
	if v.Per == "" {
		return v.Unit
	}
	top, _, _ := strings.Cut(v.Unit.Text, "/")
	return ParseUnit(top)
}
