package quantity

import (
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// The Chinese numerals, everyday and capital ones (大写, as on cheques).
var (
	hanDigits = map[rune]int64{'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7,
		'八': 8, '九': 9,
		'壹': 1, '贰': 2, '貳': 2, '叁': 3, '參': 3, '肆': 4, '伍': 5, '陆': 6, '陸': 6, '柒': 7, '捌': 8, '玖': 9}
	hanTens  = map[rune]int64{'十': 10, '百': 100, '千': 1000, '拾': 10, '佰': 100, '仟': 1000, '廿': 20, '卅': 30}
	hanGroup = map[rune]int64{'万': 1e4, '萬': 1e4, '亿': 1e8, '億': 1e8}
)

const capitals = "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟"

// takeHan reads a Chinese numeral from the front of s, up to 亿: 三, 十五万, 一千二百三十四, 贰拾万. 二百五 is 250 to some and 205 to
// others: it is no numeral here.
func takeHan(s string) (n decimal.Decimal, rest string, ok bool) {
	var total, section, digit int64
	had, digits, loose, end := false, false, false, 0 // loose: a digit right behind 百, 千 or 万
	last, group, before := int64(10000), int64(1e12), int64(0)
	for i, r := range s {
		d, isDigit := hanDigits[r]
		t, isTen := hanTens[r]
		g, isGroup := hanGroup[r]
		switch {
		case isDigit && !(digits && digit != 0):
			loose = d != 0 && before > 10
			digit, digits, before = d, true, 0
		case isTen && t < last && (t%100 != 0 || digits && digit != 0):
			switch {
			case t > 10 && t < 100: // 廿, 卅
				section, last = section+t, 10
			case digits && digit != 0:
				section, last = section+digit*t, t
			default:
				section, last = section+t, t
			}
			digit, digits, loose, before = 0, false, false, t
		case isGroup && had && g < group:
			total, section, digit, digits = total+(section+digit)*g, 0, 0, false
			last, group, loose, before = 10000, g, false, g
		default:
			return decimal.NewFromInt(total + section + digit), s[end:], had && !loose
		}
		had, end = true, i+utf8.RuneLen(r)
	}
	return decimal.NewFromInt(total + section + digit), "", had && !loose
}

// takeCapital reads an amount in capital numerals with 元, 角 and 分: 贰拾万元整, 壹仟元伍角. rest is behind it, beginning with 元.
func takeCapital(s string) (n decimal.Decimal, rest string, ok bool) {
	if !strings.ContainsAny(s, capitals) {
		return n, s, false
	}
	n, rest, ok = takeHan(s)
	if !ok {
		return n, s, false
	}
	tail, yuan := cutAny(rest, "元", "圆", "圓")
	if !yuan {
		return n, rest, true
	}
	for _, part := range []struct {
		name string
		exp  int32
	}{{"角", -1}, {"分", -2}} {
		d, after, good := takeHan(strings.TrimPrefix(tail, "零"))
		if cut, is := strings.CutPrefix(after, part.name); good && is {
			n, tail = n.Add(d.Shift(part.exp)), cut
		}
	}
	tail, _ = cutAny(tail, "整", "正")
	return n, "元" + tail, true
}

func cutAny(s string, prefixes ...string) (string, bool) {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return rest, true
		}
	}
	return s, false
}
