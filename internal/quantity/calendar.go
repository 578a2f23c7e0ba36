package quantity

import (
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// Reading is what a text in a field for a date turned out to be.
type Reading uint8

const (
	NoDate Reading = iota // no date, or more than a date
	ADate                 // a date or a span of dates; the day may be open
	NoSuch                // written as a date, but the calendar has no such day
)

// ReadDate reads a text of a field that holds a date, in all the ways Chinese offices write one: 2024年3月5日,
// 2024-03-05, 2024.3.5, 2024/3/5, 20240305, 二〇二四年三月五日, 2024年3月, 3月5日, with a day of the week, a time, a remark in
// brackets or 前, 底, 起 behind it, and spans of two. Of a span d is the end.
func ReadDate(text string) (d Day, r Reading) {
	s := calendarText(text)
	if d, r = readCalendarDay(s); r != NoDate {
		return d, r
	}
	for _, cut := range calendarSpan.FindAllStringIndex(s, -1) {
		begin := s[:cut[0]]
		if openMonth.MatchString(begin) && strings.Contains(s[cut[1]:], "月") { // 2024年1-12月
			begin += "月"
		}
		from, r1 := readCalendarDay(begin)
		to, r2 := readCalendarDay(completed(s[cut[1]:], s[:cut[0]]))
		if r1 == NoDate || r2 == NoDate {
			continue
		}
		if to.Year == 0 {
			to.Year = from.Year
		}
		return to, max(r1, r2)
	}
	return Day{}, NoDate
}

// Serial says whether a text looks like the number a spreadsheet keeps for a day of this century or the last.
func Serial(text string) bool { return serial.MatchString(strings.TrimSpace(text)) }

const (
	calendarHead = `^(?:截至|截止|公元|自|从|于|约)?`
	calendarTail = `(?:上旬|中旬|下旬|月初|月底|月末|年初|年底|年末|初|底|末|中)?(?:前|之前|以前|后|之后|以后|起|止|内|左右)?$`
)

var (
	serial       = pattern.Late(`^[234]\d{4}(?:\.\d+)?$`)
	calendarSpan = pattern.Late(`至|到|~|—+|-+`)
	openMonth    = pattern.Late(`(?:年|^)\d{1,2}$`)
	weekday      = pattern.Late(`\(?(?:星期|礼拜|周)[一二三四五六日天]\)?`)
	clock        = pattern.Late(`(\d|[日号])(?:T|上午|下午)?\d{1,2}(?::|时|点)(?:\d{1,2}(?:(?::|分)(?:\d{1,2}(?:\.\d+)?秒?)?)?)?(?:Z|[+-]\d\d:?\d\d)?整?$`)
	blankClock   = pattern.Late(`^(\S+?)[\s　]+(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$`)
	remark       = pattern.Late(`\([^()]*\)$`)

	calendarHan    = pattern.Late(calendarHead + `(?:(\d{4}|\d{2})年)?(\d{1,2})月份?(?:(\d{1,2})[日号]?)?` + calendarTail)
	calendarYear   = pattern.Late(calendarHead + `(\d{4})年?(?:度|全年|上半年|下半年|第?[1-4]季度)?` + calendarTail)
	calendarISO    = pattern.Late(calendarHead + `(\d{4})([-/.。])(\d{1,2})(?:[-/.。](\d{1,2})[日号]?)?` + calendarTail)
	calendarShort  = pattern.Late(calendarHead + `(\d{2})[-/.](\d{1,2})[-/.](\d{1,2})` + calendarTail)
	calendarDigits = pattern.Late(`^((?:19|20|21)\d\d)(\d\d)(\d\d)?$`)
)

// calendarText is a text for reading a date: half-width, Chinese numerals as digits, without time, day of the week
// and remark.
func calendarText(text string) string {
	text = strings.TrimSpace(text)
	if m := blankClock.FindStringSubmatch(text); m != nil { // the blank tells 5 10:00 from 510:00
		text = m[1]
	}
	s := digitsOf(normal(text))
	s = weekday.ReplaceAllString(s, "")
	s = remark.ReplaceAllString(s, "")
	return clock.ReplaceAllString(s, "$1")
}

// digitsOf writes the numerals before 年, 月, 日, 号 and 季 as digits: 二〇二四年十二月三十一日 is 2024年12月31日.
func digitsOf(s string) string {
	var b strings.Builder
	var run []rune
	for _, r := range s {
		if numeral(r) >= 0 {
			run = append(run, r)
			continue
		}
		if len(run) > 0 {
			if strings.ContainsRune("年月日号季", r) {
				b.WriteString(arabic(run))
			} else {
				b.WriteString(string(run))
			}
			run = run[:0]
		}
		b.WriteRune(r)
	}
	b.WriteString(string(run))
	return b.String()
}

const numerals = "〇一二三四五六七八九十"

// numeral is the value of a Chinese numeral, 20 and 30 for 廿 and 卅, -1 for anything else.
func numeral(r rune) int {
	switch r {
	case '零', '○', 'Ｏ', 'O':
		return 0
	case '廿':
		return 20
	case '卅':
		return 30
	}
	if i := strings.IndexRune(numerals, r); i >= 0 {
		return len([]rune(numerals[:i]))
	}
	return -1
}

// arabic is a numeral in digits: 二〇二四 digit by digit, 十二, 三十一 and 廿五 by their tens.
func arabic(run []rune) string {
	n, tens := 0, false
	var b strings.Builder
	for i, r := range run {
		v := numeral(r)
		switch {
		case v == 10 && i == 0:
			n, tens = 10, true
		case v == 10:
			n, tens = n*10, true
		case v > 10:
			n, tens = v, true
		case tens:
			n += v
		default:
			n = n*10 + v
		}
		b.WriteByte(byte('0' + v%10))
	}
	if !tens {
		return b.String()
	}
	return strconv.Itoa(n)
}

// completed gives the second half of a span what it has left out: 2024年3月1日至5日, 2024年1月—12月.
func completed(to, from string) string {
	if m := regexpDay.FindStringSubmatch(to); m != nil {
		if f := calendarHan.FindStringSubmatch(from); f != nil {
			return f[2] + "月" + m[1] + "日"
		}
	}
	return to
}

var regexpDay = pattern.Late(`^(\d{1,2})[日号]$`)

func readCalendarDay(s string) (Day, Reading) {
	if m := calendarHan.FindStringSubmatch(s); m != nil {
		return calendarDay(m[1], m[2], m[3])
	}
	if m := calendarISO.FindStringSubmatch(s); m != nil {
		return calendarDay(m[1], m[3], m[4])
	}
	if m := calendarShort.FindStringSubmatch(s); m != nil {
		return calendarDay(m[1], m[2], m[3])
	}
	if m := calendarDigits.FindStringSubmatch(s); m != nil {
		return calendarDay(m[1], m[2], m[3])
	}
	if m := calendarYear.FindStringSubmatch(s); m != nil {
		return calendarDay(m[1], "", "")
	}
	return Day{}, NoDate
}

// calendarDay is a day by its digits; "" is open. A year of two digits is one of this century.
func calendarDay(year, month, day string) (Day, Reading) {
	d := Day{atoi(year), atoi(month), atoi(day)}
	if len(year) == 2 {
		d.Year += 2000
	}
	if month != "" && d.Month == 0 || day != "" && d.Day == 0 || year != "" && (d.Year < 1000 || d.Year > 2999) || !d.valid() {
		return d, NoSuch
	}
	return d, ADate
}
