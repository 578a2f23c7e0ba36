package quantity

import (
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// Dates as people write them in a target or an actual value: 2024年6月底前, 6月中旬, 二季度, 上半年, 次年3月31日之前完成, 2024-06-30.

const (
	datePart = `(?:(\d{4})年度?|(次年|翌年|第二年|下一?年度?|来年)|(?:当年|本年度?|今年|同年))?`
	dateTail = `((?:底|末)?(?:前|之前|以前|后|之后|以后|起|内|以内|之内|止)?)`
	// dateDone is what was to be done by the date.
	dateDone = `(?:(?:已|全部|均|全面|基本|实际|顺利|正式|通过|如期|按期|按时){0,3}` +
		`(?:完成|竣工|完工|建成|交付|验收|投入使用|上线|开工|到位|发放|结束|印发|启动|实施|拨付|办结|投产|开通|通车|通水` +
		`|召开|举办|入库|支付|报送|提交|开馆|开园|开放|开学|开班|开诊|开航|开始|开展|运行|运营|投运|投用|启用|供水|供电|通电|通气` +
		`|到货|签订|签约|下达|下拨|兑付|评审|备案|公布|公示|公告|发布|出台|归档|移交|结题|结项|批复|立项|揭牌|挂牌|成立|建立|动工|中标|配备|投放|放流)\p{Han}{0,8})?`
	dateEnd = dateTail + dateDone + `$`
)

var (
	dateHan     = pattern.Late(`^` + datePart + `(\d{1,2})月份?(?:(\d{1,2})[日号]?|(上旬|中旬|下旬|月?初|中))?` + dateEnd)
	dateQuarter = pattern.Late(`^` + datePart + `第?([1-4])季度?` + dateEnd)
	dateHalf    = pattern.Late(`^` + datePart + `(上半年|下半年)` + dateEnd)
	dateYear    = pattern.Late(`^(?:((?:19|20)\d\d)年(?:度|全年)?|(次年|翌年|第二年|下一?年度?|来年)` +
		`|(?:当年|本年度?|今年|同年|年))(年?初|年?中)?` + dateEnd)
	dateISO     = pattern.Late(`^((?:19|20)\d\d)([-/.])(\d{1,2})(?:[-/.](\d{1,2})[日号]?)?` + dateEnd)
	dateDigits  = pattern.Late(`^((?:19|20)\d\d)(\d\d)(\d\d)` + dateTail + `$`)
	dateSpan    = pattern.Late(`^(\d{4}[-年/.].*?|(?:次年|当年)?\d{1,2}月.*?)(?:至|到|~|—+|-)(.*\d.*)$`)
	dateMonthly = pattern.Late(`^每个?月度?(?:(\d{1,2})[日号]|(上旬|中旬|下旬|月?初|中))?` + dateEnd)
	numericDate = pattern.Late(`^(?:19|20)\d\d(?:[-/.]\d|\d{4}(?:$|\D))`)
)

// dated is a date read: the day as far as it was written, and the first and last day it may mean, as yyyymmdd with
// year 0 if unknown.
type dated struct {
	day         Day
	first, last int
	tail        string
}

// date reads s as a date or a span of dates (the deadline is its end); it says whether all of s was understood. A
// date that no calendar has is understood too, as such.
func (v *Value) date(s string, year int) bool {
	if !strings.ContainsAny(s, "年月季") && !numericDate.MatchString(s) || strings.ContainsAny(s, "未没尚拟") { // 6月开工未完工
		return false
	}
	s = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(digitsOf(s), "截至"), "于"), "在")
	s = strings.TrimPrefix(s, "每年")
	d, is := readMonthly(s)
	if is == ADate {
		v.Per = "月"
	} else if is == NoDate {
		d, is = readDay(s, v.Cmp != None, year)
	}
	if is == NoDate {
		if m := dateSpan.FindStringSubmatch(s); m != nil {
			from, is1 := readDay(m[1], false, year)
			to, is2 := readDay(completed(m[2], m[1]), false, max(year, from.day.Year))
			if is1 == NoDate && is2 != NoDate && openMonth.MatchString(m[1]) { // 2024年1-12月
				from, is1 = readDay(m[1]+"月", false, year)
			}
			if is1 == ADate && is2 == ADate {
				if to.day.Year == 0 {
					to = to.in(from.day.Year)
				}
				if from.first > to.last {
					return false
				}
				d, is = dated{to.day, from.first, to.last, ""}, ADate
			} else if is1 == NoSuch || is2 == NoSuch {
				is = NoSuch
			}
		}
	}
	switch is {
	case NoSuch:
		v.Kind, v.State = Word, NoSuchDay
		return true
	case NoDate:
		return false
	}
	if d.day.Year == 1 {
		d.day.Year = 0
	}
	v.Kind, v.State, v.Day, v.First, v.Last = Date, OnDay, d.day, d.first, d.last
	if v.Cmp == None || v.Cmp == Equal {
		switch {
		case strings.HasSuffix(d.tail, "前"), strings.HasSuffix(d.tail, "内"), d.tail == "止":
			v.Cmp = LessEqual
		case strings.HasSuffix(d.tail, "后"), d.tail == "起":
			v.Cmp = GreaterEqual
		}
	}
	return true
}

// readMonthly reads a day of every month, 每月10日前. Its first and last day are those of a month, without a month or year.
func readMonthly(s string) (d dated, is Reading) {
	m := dateMonthly.FindStringSubmatch(s)
	if m == nil {
		return d, NoDate
	}
	d = dated{day: Day{Day: atoi(m[1])}, first: atoi(m[1]), last: atoi(m[1]), tail: m[3]}
	switch from, to := thirds(m[2], m[3]); {
	case m[1] != "" && (d.first < 1 || d.first > 31):
		return d, NoSuch
	case m[1] == "" && to == 0:
		return d, NoDate // 每月前 says no day
	case m[1] == "":
		d.first, d.last = from, to
	}
	return d, ADate
}

// in puts a date without a year into one.
func (d dated) in(year int) dated {
	if d.day.Year == 0 && year > 0 {
		d.day.Year = year
		d.first, d.last = d.first+year*10000, d.last+year*10000
		if d.last%10000 == 229 && daysIn(year, 2) == 28 && d.day.Day == 0 {
			d.last--
		}
	}
	return d
}

// readDay reads one date. compared: a comparator stands before it, so 6月 is six months.
func readDay(s string, compared bool, year int) (d dated, is Reading) {
	yearOf := func(written, next string) int {
		switch {
		case written != "":
			return atoi(written)
		case next != "":
			return year + 1 // 1, the year after the one that is not known, if none is
		}
		return year
	}
	months := func(y, from, to int, tail string) dated {
		if strings.HasPrefix(tail, "底") || strings.HasPrefix(tail, "末") {
			from = to
		}
		return dated{Day{Year: y}, ymd(y, from, 1), ymd(y, to, daysIn(y, to)), tail}
	}
	m := dateHan.FindStringSubmatch(s)
	months6 := m != nil && compared && m[1] == "" && m[2] == "" && m[4] == "" && m[5] == ""
	if m != nil && !months6 {
		y, month, day := yearOf(m[1], m[2]), atoi(m[3]), atoi(m[4])
		d = dated{day: Day{y, month, day}, tail: m[6]}
		if month == 0 || m[4] != "" && day == 0 || !d.day.valid() {
			return d, NoSuch
		}
		d.first, d.last = d.day.first(), d.day.last()
		switch from, to := thirds(m[5], m[6]); {
		case to > 0:
			d.first, d.last = ymd(y, month, from), ymd(y, month, min(to, daysIn(y, month)))
		}
		return d, ADate
	}
	if m := dateQuarter.FindStringSubmatch(s); m != nil {
		q := atoi(m[3])
		return months(yearOf(m[1], m[2]), 3*q-2, 3*q, m[4]), ADate
	}
	if m := dateHalf.FindStringSubmatch(s); m != nil {
		if m[3] == "上半年" {
			return months(yearOf(m[1], m[2]), 1, 6, m[4]), ADate
		}
		return months(yearOf(m[1], m[2]), 7, 12, m[4]), ADate
	}
	if m := dateYear.FindStringSubmatch(s); m != nil && (m[1] != "" || m[2] != "" || m[3] != "" || m[4] != "") {
		y := yearOf(m[1], m[2])
		switch {
		case strings.HasSuffix(m[3], "初"):
			return months(y, 1, 1, m[4]), ADate
		case strings.HasSuffix(m[3], "中"):
			return months(y, 5, 7, m[4]), ADate
		}
		return months(y, 1, 12, m[4]), ADate
	}
	m = dateISO.FindStringSubmatch(s)
	switch {
	case m != nil && m[2] == "." && m[4] == "" && m[5] == "":
		return d, NoDate // 2024.06 may be a number
	case m == nil:
		if m = dateDigits.FindStringSubmatch(s); m == nil {
			return d, NoDate
		}
		m = []string{m[0], m[1], "", m[2], m[3], m[4]}
		if atoi(m[3]) == 0 || atoi(m[3]) > 12 || atoi(m[4]) == 0 || atoi(m[4]) > 31 {
			return d, NoDate // 20241350 is a number
		}
	}
	d = dated{day: Day{atoi(m[1]), atoi(m[3]), atoi(m[4])}, tail: m[5]}
	if d.day.Month == 0 || m[4] != "" && d.day.Day == 0 || !d.day.valid() {
		return d, NoSuch
	}
	d.first, d.last = d.day.first(), d.day.last()
	return d, ADate
}

// thirds are the days of a third of a month: 上旬 is 1 to 10. to is 0 if the text names none.
func thirds(part, tail string) (from, to int) {
	switch {
	case part == "上旬", strings.HasSuffix(part, "初"):
		return 1, 10
	case part == "中旬", part == "中":
		return 11, 20
	case part == "下旬", strings.HasPrefix(tail, "底"), strings.HasPrefix(tail, "末"):
		return 21, 31
	}
	return 0, 0
}

func ymd(y, m, d int) int { return y*10000 + m*100 + d }

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
