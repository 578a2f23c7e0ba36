package quantity

import (
	"fmt"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// The formats of a date that have a name: 二〇二四年三月五日, and 贰零贰肆年叁月零伍日 as on bills.
const (
	InChinese  = "中文"
	InCapitals = "大写"
)

// KnowsDate says whether a date may be printed in the format: one of those with a name, or a pattern of yyyy, m or mm,
// d or dd, each once, with other text between, yyyy年m月d日.
func KnowsDate(format string) bool {
	if format == InChinese || format == InCapitals {
		return true
	}
	letters := strings.FieldsFunc(format, func(r rune) bool { return r < 'a' || r > 'z' })
	if strings.ContainsAny(format, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") || len(letters) < 2 || len(letters) > 3 {
		return false
	}
	seen := ""
	for _, w := range letters {
		if w != "yyyy" && w != "m" && w != "mm" && w != "d" && w != "dd" || strings.Contains(seen, w[:1]) {
			return false
		}
		seen += w[:1]
	}
	return strings.Contains(seen, "y") && strings.Contains(seen, "m")
}

// wholeDay is a text that says a day and nothing else: no remark, no time, no second day.
var wholeDay = pattern.Late(`^\s*(?:[0-9０-９]{4}\s*[-./年－．／]\s*[0-9０-９]{1,2}\s*[-./月－．／]\s*[0-9０-９]{1,2}\s*[日号]?|[0-9]{8}` +
	`|[〇零○一二三四五六七八九]{4}年[元一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号])\s*$`)

// DateIn prints a text that is a date in a format that KnowsDate knows. ok is false where the text says less or more
// than one day: it is better printed as it is.
func DateIn(text, format string) (string, bool) {
	if !wholeDay.MatchString(text) {
		return "", false
	}
	d, is := ReadDate(text)
	if is != ADate || d.Year < 1000 || d.Month == 0 || d.Day == 0 {
		return "", false
	}
	switch format {
	case InChinese:
		return digitwise(d.Year, chinese) + "年" + upTo99(d.Month) + "月" + upTo99(d.Day) + "日", true
	case InCapitals:
		return digitwise(d.Year, capitalDigits) + "年" + onBills(d.Month, d.Month < 3 || d.Month == 10) + "月" +
			onBills(d.Day, d.Day < 10 || d.Day%10 == 0) + "日", true
	}
	return strings.NewReplacer("yyyy", fmt.Sprintf("%04d", d.Year), "mm", fmt.Sprintf("%02d", d.Month),
		"dd", fmt.Sprintf("%02d", d.Day), "m", fmt.Sprint(d.Month), "d", fmt.Sprint(d.Day)).Replace(format), true
}

const (
	chinese       = "〇一二三四五六七八九"
	capitalDigits = "零壹贰叁肆伍陆柒捌玖"
)

// digitwise is a number digit by digit.
func digitwise(n int, digits string) string {
	of := []rune(digits)
	var b strings.Builder
	for _, c := range fmt.Sprint(n) {
		b.WriteRune(of[c-'0'])
	}
	return b.String()
}

// upTo99 is a number as it is spoken: 十, 十一, 二十.
func upTo99(n int) string {
	of := []rune(chinese)
	s := ""
	if n >= 20 {
		s = string(of[n/10])
	}
	if n >= 10 {
		s += "十"
	}
	if n%10 > 0 {
		s += string(of[n%10])
	}
	return s
}

// onBills is a month or a day in capitals, such that nothing can be written before it (支付结算办法 附一).
func onBills(n int, zero bool) string {
	of := []rune(capitalDigits)
	s := ""
	if zero {
		s = "零"
	}
	if n >= 10 {
		s += string(of[n/10]) + "拾"
	}
	if n%10 > 0 {
		s += string(of[n%10])
	}
	return s
}
