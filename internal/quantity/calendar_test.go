package quantity

import (
	"fmt"
	"strings"
	"testing"
)

// Every way offices write a date, for every kind of day: understood, and as the same day.
func TestReadDateWays(t *testing.T) {
	han := func(n int) string {
		digits := []rune("〇一二三四五六七八九")
		s := ""
		for _, c := range fmt.Sprint(n) {
			s += string(digits[c-'0'])
		}
		return s
	}
	tens := func(n int) string {
		digits := []rune("〇一二三四五六七八九")
		switch {
		case n < 10:
			return string(digits[n])
		case n < 20:
			return strings.TrimSuffix("十"+string(digits[n%10]), "〇")
		}
		return strings.TrimSuffix(string(digits[n/10])+"十"+string(digits[n%10]), "〇")
	}
	wide := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r > ' ' && r < 0x7F {
				return r - '!' + '！'
			}
			return r
		}, s)
	}
	for _, d := range []Day{{2024, 3, 5}, {2024, 2, 29}, {2023, 12, 31}, {1999, 10, 10}, {2026, 1, 1}, {2000, 11, 20}, {2030, 9, 30}} {
		y, m, n := d.Year, d.Month, d.Day
		ways := []string{
			fmt.Sprintf("%d年%d月%d日", y, m, n), fmt.Sprintf("%d年%02d月%02d日", y, m, n), fmt.Sprintf("%d 年 %d 月 %d 日", y, m, n),
			fmt.Sprintf("%d年%d月%d号", y, m, n), fmt.Sprintf("%d-%02d-%02d", y, m, n), fmt.Sprintf("%d-%d-%d", y, m, n), fmt.Sprintf("%d.%d.%d", y, m, n),
			fmt.Sprintf("%d.%02d.%02d", y, m, n), fmt.Sprintf("%d/%d/%d", y, m, n), fmt.Sprintf("%d/%02d/%02d", y, m, n), fmt.Sprintf("%d%02d%02d", y, m, n),
			han(y) + "年" + tens(m) + "月" + tens(n) + "日", strings.ReplaceAll(han(y), "〇", "零") + "年" + tens(m) + "月" + tens(n) + "日",
			strings.ReplaceAll(han(y), "〇", "○") + "年" + tens(m) + "月" + tens(n) + "日",
			wide(fmt.Sprintf("%d年%d月%d日", y, m, n)), wide(fmt.Sprintf("%d-%d-%d", y, m, n)), wide(fmt.Sprintf("%d.%d.%d", y, m, n)),
			fmt.Sprintf("%d年%d月%d日（星期三）", y, m, n), fmt.Sprintf("%d年%d月%d日 周日", y, m, n), fmt.Sprintf("%d-%02d-%02d 10:00:00", y, m, n),
			fmt.Sprintf("%d-%02d-%02dT08:30:00+08:00", y, m, n), fmt.Sprintf("%d/%d/%d 0:00", y, m, n), fmt.Sprintf("%d年%d月%d日上午9时30分", y, m, n),
			fmt.Sprintf("%d年%d月%d日前", y, m, n), fmt.Sprintf("截至%d年%d月%d日", y, m, n), fmt.Sprintf("%d年%d月%d日（已盖章）", y, m, n),
			fmt.Sprintf("2021年1月1日至%d年%d月%d日", y, m, n), fmt.Sprintf("1998-01-01—%d-%02d-%02d", y, m, n), fmt.Sprintf("1998.1.1-%d.%d.%d", y, m, n),
			fmt.Sprintf("%d年%d月1日—%d日", y, m, n),
		}
		if n > 20 && n < 30 {
			ways = append(ways, han(y)+"年"+tens(m)+"月廿"+tens(n-20)+"日")
		}
		for _, w := range ways {
			if got, r := ReadDate(w); r != ADate || got != d {
				t.Errorf("%s: %v %v, want %v", w, got, r, d)
			}
		}
	}
	for text, want := range map[string]Day{
		"2024年3月": {2024, 3, 0}, "2024-03": {2024, 3, 0}, "2024.3": {2024, 3, 0}, "202403": {2024, 3, 0}, "2024年3月份": {2024, 3, 0}, "2024年": {Year: 2024}, "2024": {Year: 2024},
		"2024年度": {Year: 2024}, "3月5日": {0, 3, 5}, "三月五日": {0, 3, 5}, "2月29日": {0, 2, 29}, "2024年3月底": {2024, 3, 0}, "2024年第一季度": {Year: 2024},
		"2024年上半年": {Year: 2024}, "二〇二四年十月": {2024, 10, 0}, "24年3月5日": {2024, 3, 5}, "24.3.5": {2024, 3, 5}, "2024年1月—12月": {2024, 12, 0}, "2024年1-12月": {2024, 12, 0}, "2024年10—12月底": {2024, 12, 0},
		"2024年1月-2025年6月": {2025, 6, 0}, "2024年-2026年": {Year: 2026}, "2024—2026年": {Year: 2026}, "2024年3月上旬": {2024, 3, 0}, "2024年12月底前": {2024, 12, 0},
	} {
		if got, r := ReadDate(text); r != ADate || got != want {
			t.Errorf("%s: %v %v, want %v", text, got, r, want)
		}
	}
}

// Days the calendar does not have, and what is no date.
func TestReadDateNot(t *testing.T) {
	for _, text := range []string{
		"2023-02-30", "2024年13月1日", "2023年2月29日", "1900-02-29", "2024-04-31", "2024.0.5", "2024年6月31日", "20240231", "20241301", "2024/12/32", "二〇二四年二月三十日",
		"2月30日", "13月1日", "0024年3月5日", "2024年3月5日至2024年2月30日", "2024年13月", "2024-02-30 10:00", "2024-00-10", "３０２４－１－１", "2024年9月31日（星期二）",
	} {
		if d, r := ReadDate(text); r != NoSuch {
			t.Errorf("%s: %v %v", text, d, r)
		}
	}
	for _, text := range []string{
		"待定", "长期", "年 月 日", "    年   月   日", "2024年 月 日", "尽快", "45356", "5/3/2024", "March 5, 2024", "约三个月", "2024年3月5日开工，6月完工", "12", "3.5", "-", "第三季度",
		"2024年3月5日2024年3月6日", "见附件", "2024-3-5-6", "99999999", "一年", "60天", "（空）", "至", "2024年至", "—2024年",
	} {
		if d, r := ReadDate(text); r != NoDate {
			t.Errorf("%s: %v %v", text, d, r)
		}
	}
	for text, want := range map[string]bool{"45356": true, " 45356.5 ": true, "20240305": false, "2024": false, "12345": false} {
		if Serial(text) != want {
			t.Errorf("Serial(%s) is %v", text, !want)
		}
	}
}
