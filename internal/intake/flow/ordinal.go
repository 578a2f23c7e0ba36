package flow

import (
	"strconv"
	"strings"
)

// Ordinal is a number in a format of ST_NumberFormat (17.18.59).
func Ordinal(n int, format string) (string, bool) {
	if n < 0 || n > 1<<20 {
		return "", false
	}
	switch format {
	case "decimal", "decimalHalfWidth":
		return strconv.Itoa(n), true
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n), true
		}
		return strconv.Itoa(n), true
	case "decimalFullWidth", "decimalFullWidth2":
		return strings.Map(func(r rune) rune { return r - '0' + '０' }, strconv.Itoa(n)), true
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return Circled(n)
	case "decimalEnclosedParen":
		return from('⑴', n, 20)
	case "decimalEnclosedFullstop":
		return from('⒈', n, 20)
	case "ideographEnclosedCircle":
		return from('㊀', n, 10)
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand", "taiwaneseCounting":
		return chinese(n)
	case "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital":
		return strings.Map(func(r rune) rune { return []rune("〇一二三四五六七八九")[r-'0'] }, strconv.Itoa(n)), true
	case "ideographTraditional":
		return nth("甲乙丙丁戊己庚辛壬癸", n)
	case "upperLetter", "lowerLetter":
		if n == 0 || n > 780 {
			return "", false
		}
		c := 'A' + rune((n-1)%26)
		if format == "lowerLetter" {
			c += 'a' - 'A'
		}
		return strings.Repeat(string(c), (n-1)/26+1), true
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		s, ok := roman(n)
		return strings.ToLower(s), ok
	}
	return "", false
}

// Circled is a figure in a circle.
func Circled(n int) (string, bool) {
	switch {
	case n == 0:
		return "⓪", true
	case n <= 20:
		return from('①', n, 20)
	case n <= 35:
		return from('㉑', n-20, 15)
	}
	return from('㊱', n-35, 15)
}

func from(one rune, n, most int) (string, bool) {
	return string(one + rune(n-1)), n >= 1 && n <= most
}

func nth(of string, n int) (string, bool) {
	r := []rune(of)
	if n < 1 || n > len(r) {
		return "", false
	}
	return string(r[n-1]), true
}

// chinese is a number up to 9999 as counted: 十一, 一百零五.
func chinese(n int) (string, bool) {
	if n < 0 || n > 9999 {
		return "", false
	}
	if n == 0 {
		return "〇", true
	}
	digits := []rune("零一二三四五六七八九")
	var b strings.Builder
	zero := false
	for _, u := range []struct {
		of   int
		name string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / u.of % 10
		if d == 0 {
			zero = b.Len() > 0
			continue
		}
		if zero {
			b.WriteRune('零')
			zero = false
		}
		if d > 1 || u.of != 10 || b.Len() > 0 {
			b.WriteRune(digits[d])
		}
		b.WriteString(u.name)
	}
	return b.String(), true
}

func roman(n int) (string, bool) {
	if n < 1 || n > 3999 {
		return "", false
	}
	var b strings.Builder
	for _, u := range []struct {
		of   int
		name string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"},
		{5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= u.of; n -= u.of {
			b.WriteString(u.name)
		}
	}
	return b.String(), true
}
