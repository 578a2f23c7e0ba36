package sheet

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

var weekdays = [...]string{"日", "一", "二", "三", "四", "五", "六"}

// lastDay is the serial of 31 December 9999.
const lastDay = 2958465

// showDate writes a serial number as a date or time; false if there is no such date.
func (s *section) showDate(d decimal.Decimal, from1904 bool) (string, bool) {
	if d.IsNegative() || d.GreaterThanOrEqual(decimal.NewFromInt(lastDay+1)) {
		return "", false
	}
	bits := s.bits
	switch s.system { // as the system says: in Chinese
	case "f800":
		bits = parseFormat(`yyyy"年"m"月"d"日"`).sections[0].bits
	case "f400":
		bits = parseFormat(`h:mm:ss`).sections[0].bits
	}
	// Times are rounded to what is shown, as spreadsheets do to whole seconds.
	unit := int64(1)
	for i, b := range bits {
		if b.kind == clock && b.text[0] == 's' && i+1 < len(bits) {
			if zeros := fractionOf(bits[i+1:]); zeros > 0 {
				unit = 1000
			}
		}
	}
	ticks := d.Mul(decimal.NewFromInt(86400 * unit)).Round(0).IntPart()
	days, rest := ticks/(86400*unit), ticks%(86400*unit)
	y, m, day, week := calendar(days, from1904)
	sec := rest / unit
	half := false
	for _, b := range bits {
		half = half || b.kind == clock && strings.Contains(b.text, "/")
	}
	var b strings.Builder
	for i := 0; i < len(bits); i++ {
		x := bits[i]
		if x.kind != clock {
			if zeros := fractionOf(bits[i:]); zeros > 0 && unit == 1000 {
				b.WriteString("." + fmt.Sprintf("%03d", rest%unit)[:min(zeros, 3)])
				i += zeros
				continue
			}
			b.WriteString(x.text)
			continue
		}
		switch n := len(x.text); x.text[0] {
		case 'y', 'e':
			if x.text == "yy" {
				fmt.Fprintf(&b, "%02d", y%100)
			} else {
				fmt.Fprintf(&b, "%04d", y)
			}
		case 'm':
			if s.minutes(bits, i) {
				fmt.Fprintf(&b, "%0*d", min(n, 2), sec/60%60)
			} else {
				b.WriteString(s.month(m, n))
			}
		case 'd':
			switch {
			case n > 3 && s.chinese:
				b.WriteString("星期" + weekdays[week])
			case n == 3 && s.chinese:
				b.WriteString("周" + weekdays[week])
			case n > 3:
				b.WriteString(time.Weekday(week).String())
			case n == 3:
				b.WriteString(time.Weekday(week).String()[:3])
			default:
				fmt.Fprintf(&b, "%0*d", n, day)
			}
		case 'h':
			h := sec / 3600
			if half {
				h = (h+11)%12 + 1
			}
			fmt.Fprintf(&b, "%0*d", min(n, 2), h)
		case 's':
			fmt.Fprintf(&b, "%0*d", min(n, 2), sec%60)
		case '[':
			per := map[byte]int64{'h': 3600, 'm': 60, 's': 1}[x.text[1]]
			fmt.Fprintf(&b, "%0*d", n-2, ticks/unit/per)
		default:
			b.WriteString(s.halves(x.text, sec >= 43200, weekdays[week]))
		}
	}
	return strings.TrimSpace(b.String()), true
}

// halves writes the bits that begin with an a or 上: halves of the day, days of the week.
func (s *section) halves(code string, second bool, weekday string) string {
	switch {
	case code == "aaa":
		return weekday
	case code == "aaaa":
		return "星期" + weekday
	case !strings.Contains(code, "/"):
		return code
	}
	first, after, _ := strings.Cut(code, "/")
	if second {
		return after
	}
	return first
}

// month writes a month: English names unless the code says that they are Chinese, as Chinese Excel does.
func (s *section) month(m, n int) string {
	name := time.Month(m).String()
	switch {
	case n > 2 && s.chinese:
		return fmt.Sprintf("%d月", m)
	case n == 3:
		return name[:3]
	case n == 4:
		return name
	case n == 5:
		return name[:1]
	}
	return fmt.Sprintf("%0*d", n, m)
}

// minutes says whether an m means minutes: hours stand before it, or seconds behind.
func (s *section) minutes(bits []bit, at int) bool {
	for i := at - 1; i >= 0; i-- {
		if bits[i].kind == clock {
			if c := strings.TrimPrefix(bits[i].text, "["); c[0] == 'h' || c[0] == 's' {
				return true
			}
			break
		}
	}
	for i := at + 1; i < len(bits); i++ {
		if bits[i].kind == clock {
			return strings.TrimPrefix(bits[i].text, "[")[0] == 's'
		}
	}
	return false
}

// fractionOf is the number of zeros behind a point at the head of bits, 0 if there is none.
func fractionOf(bits []bit) int {
	if len(bits) < 2 || bits[0].text != "." {
		return 0
	}
	n := 0
	for _, b := range bits[1:] {
		if b.kind != digit || b.text != "0" {
			break
		}
		n++
	}
	return n
}

// calendar is the day of a serial number. In the older calendar 1900 has a 29 February (ECMA-376 Part 1, 18.17.4.1).
func calendar(days int64, from1904 bool) (y, m, d, weekday int) {
	if !from1904 && days == 60 {
		return 1900, 2, 29, 3
	}
	if !from1904 && days == 0 {
		return 1900, 1, 0, 6
	}
	base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case from1904:
		base = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days < 60:
		base = time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	t := base.AddDate(0, 0, int(days))
	return t.Year(), int(t.Month()), t.Day(), int(t.Weekday())
}

// Serial is the number of a date written as in strict workbooks: 2024-03-05 or 2024-03-05T10:00:00.
func Serial(text string, from1904 bool) (decimal.Decimal, bool) {
	for _, layout := range []string{"2006-01-02T15:04:05.999", "2006-01-02T15:04:05", "2006-01-02",
		"2006-01-02T15:04:05Z07:00"} {
		t, err := time.Parse(layout, strings.TrimSuffix(text, "Z"))
		if err != nil {
			continue
		}
		base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
		if from1904 {
			base = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
		} else if t.Year() == 1900 && t.Month() < 3 {
			base = time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)
		}
		ms := t.Sub(base).Milliseconds()
		return decimal.NewFromInt(ms).DivRound(decimal.NewFromInt(86400000), 12), ms >= 0
	}
	return decimal.Decimal{}, false
}
