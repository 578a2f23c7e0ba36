package quantity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// Parse understands a text. It never fails: what is neither number nor date is a Word.
func Parse(text string) Value {
	v := Value{Text: text}
	s := strings.TrimRight(normal(text), "。；;，,")
	switch {
	case s == "":
		return v
	case strings.Trim(s, "—-－―─/*…") == "":
		v.Kind = Mark
		return v
	case utf8.RuneCountInString(s) > 60: // a sentence
		v.Kind, v.Word = Word, s
		return v
	}
	rest := v.lead(s)
	if v.date(rest) || v.number(rest) {
		return v
	}
	return Value{Text: text, Kind: Word, Word: s}
}

// leads are the words and signs that may stand before a number or date; longer ones first where one begins another.
var leads = []struct {
	text string
	cmp  Comparator
}{
	{">=", GreaterEqual}, {"=>", GreaterEqual}, {"<=", LessEqual}, {"=<", LessEqual}, {">", Greater}, {"<", Less}, {"==", Equal}, {"=", Equal},
	{"大于等于", GreaterEqual}, {"大于或等于", GreaterEqual}, {"小于等于", LessEqual}, {"小于或等于", LessEqual}, {"等于", Equal},
	{"不低于", GreaterEqual}, {"不少于", GreaterEqual}, {"不小于", GreaterEqual}, {"至少", GreaterEqual}, {"最少", GreaterEqual},
	{"不高于", LessEqual}, {"不多于", LessEqual}, {"不大于", LessEqual}, {"不超过", LessEqual}, {"未超过", LessEqual}, {"不超出", LessEqual}, {"至多", LessEqual}, {"最多", LessEqual},
	{"控制在", LessEqual}, {"不晚于", LessEqual}, {"不迟于", LessEqual}, {"截至", LessEqual},
	{"大于", Greater}, {"高于", Greater}, {"超过", Greater}, {"多于", Greater}, {"超", Greater},
	{"小于", Less}, {"低于", Less}, {"少于", Less}, {"不足", Less}, {"早于", Less}, {"晚于", Greater},
}

var changes = []string{"提高", "提升", "增长", "增加", "上升", "增幅", "下降", "降低", "减少", "降幅", "缩短"}

// Rises says whether a word of change means more.
func Rises(change string) bool {
	switch change {
	case "下降", "降低", "减少", "降幅", "缩短":
		return false
	}
	return true
}

var fillers = []string{"实际完成", "已完成", "完成", "达到", "达", "共计", "共", "为", "是", "到", "至"}
var abouts = []string{"约", "大约", "近", "大概"}

// lead takes signs and words off the front of s and notes what they say.
func (v *Value) lead(s string) string {
	for range 6 {
		before := s
		for _, l := range leads {
			if rest, ok := strings.CutPrefix(s, l.text); ok && rest != "" {
				if v.Cmp == None {
					v.Cmp = l.cmp
				}
				s = rest
				break
			}
		}
		for _, c := range changes {
			if rest, ok := strings.CutPrefix(s, c); ok && rest != "" && v.Change == "" {
				v.Change, s = c, rest
			}
		}
		for _, a := range abouts {
			if rest, ok := strings.CutPrefix(s, a); ok && rest != "" {
				v.Approx, s = true, rest
			}
		}
		for _, f := range fillers {
			if rest, ok := strings.CutPrefix(s, f); ok && rest != "" {
				s = rest
				break
			}
		}
		if s == before {
			break
		}
	}
	return s
}

// tails are the words that may stand after the unit.
var tails = []struct {
	text string
	cmp  Comparator
}{
	{"及以上", GreaterEqual}, {"或以上", GreaterEqual}, {"以上", GreaterEqual}, {"及以下", LessEqual}, {"或以下", LessEqual}, {"以下", LessEqual},
	{"以内", LessEqual}, {"之内", LessEqual}, {"内", LessEqual},
}

func (v *Value) tail(s string) string {
	for range 4 {
		before := s
		s = strings.TrimSuffix(s, "(含)")
		for _, t := range tails {
			if rest, ok := strings.CutSuffix(s, t.text); ok {
				if v.Cmp == None || v.Cmp == Equal {
					v.Cmp = t.cmp
				}
				s = rest
				break
			}
		}
		for _, t := range []string{"左右", "上下"} {
			if rest, ok := strings.CutSuffix(s, t); ok {
				v.Approx, s = true, rest
			}
		}
		if s == before {
			break
		}
	}
	return s
}

// number reads number, product or range, then unit and tail; it says whether all of s was understood.
func (v *Value) number(s string) bool {
	n, rest, ok := takeNumber(s)
	if !ok {
		return false
	}
	v.Kind, v.Num = Number, n
	for strings.HasPrefix(rest, "*") || strings.HasPrefix(rest, "x") || strings.HasPrefix(rest, "X") {
		f, r, ok := takeDigits(rest[1:])
		if !ok {
			break
		}
		if v.Factors == nil {
			v.Factors = []decimal.Decimal{v.Num}
		}
		if v.Factors = append(v.Factors, f); len(v.Factors) > 4 {
			return false
		}
		v.Num, rest = v.Num.Mul(f), r
	}
	if v.Factors == nil {
		if done, ok := v.rangeEnd(rest); done {
			return ok
		}
	}
	return v.unit(v.tail(rest))
}

// rangeEnd reads the second half of a range: rest is [unit] dash number unit. done says that it is a range.
func (v *Value) rangeEnd(rest string) (done, ok bool) {
	i := strings.IndexAny(rest, "-~—至到")
	if i < 0 {
		return false, false
	}
	_, w := utf8.DecodeRuneInString(rest[i:])
	end := rest[i+w:]
	end = strings.TrimPrefix(end, "—")
	high, tail, good := takeNumber(end)
	if !good {
		return false, false
	}
	low := rest[:i]
	tail = v.tail(tail)
	v.High = high
	if !v.unit(tail) {
		return true, false
	}
	if low != "" && Relate(ParseUnit(low), v.Unit) != SameUnit {
		return true, false
	}
	v.Kind = Range
	return true, !v.High.LessThan(v.Num)
}

// unit reads the whole of s as a unit, perhaps with the thing counted behind it (20篇稿件).
func (v *Value) unit(s string) bool {
	if in, ok := strings.CutPrefix(s, "("); ok {
		if in, ok = strings.CutSuffix(in, ")"); ok {
			s = in
		}
	}
	for _, m := range multiples {
		if s == m.text {
			v.Num = v.Num.Mul(decimal.NewFromInt(m.scale))
			v.High = v.High.Mul(decimal.NewFromInt(m.scale))
			return true
		}
	}
	u, known := lookUnit(s)
	if known {
		v.Unit = u
		return true
	}
	if utf8.RuneCountInString(s) > 12 || strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '/' }) >= 0 {
		return false
	}
	if strings.HasPrefix(s, "年") && v.Num.GreaterThan(decimal.NewFromInt(1900)) {
		return false // 2024年完成建设
	}
	// The longest known unit that begins s, the rest is what is counted.
	for i := len(s) - 1; i > 0; i-- {
		if !utf8.RuneStart(s[i]) {
			continue
		}
		if u, ok := units[s[:i]]; ok && !isASCII(s[:i]) && !strings.Contains(s[i:], "/") {
			v.Unit = u
			return true
		}
	}
	v.Unit = u
	return utf8.RuneCountInString(s) <= 6
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// takeNumber reads 12,345.6 or 百分之九十 or 三 (before a known unit) from the front of s.
func takeNumber(s string) (n decimal.Decimal, rest string, ok bool) {
	for _, p := range []struct{ prefix, unit string }{{"百分之", "%"}, {"千分之", "‰"}} {
		if r, found := strings.CutPrefix(s, p.prefix); found {
			if n, rest, ok = takeDigits(r); !ok {
				n, rest, ok = takeHan(r)
			}
			return n, p.unit + rest, ok
		}
	}
	if n, rest, ok = takeDigits(s); ok {
		return n, rest, true
	}
	n, rest, ok = takeHan(s)
	if !ok {
		return n, s, false
	}
	if _, known := units[rest]; !known || rest == "级" || rest == "点" || rest == "面" || rest == "方" || rest == "样" {
		return n, s, false // 一致, 三级, 一面: words
	}
	return n, rest, true
}

// takeDigits reads digits with separators in threes and at most one point.
func takeDigits(s string) (n decimal.Decimal, rest string, ok bool) {
	i, digits := 0, make([]byte, 0, 24)
	sign := false
	if strings.HasPrefix(s, "-") || strings.HasPrefix(s, "+") {
		sign, i = true, 1
	}
	start := i
	for i < len(s) && (isDigit(s[i]) || s[i] == ',' && i > start && isDigit(s[i-1]) && threeDigits(s[i+1:])) {
		if s[i] != ',' {
			digits = append(digits, s[i])
		}
		i++
	}
	if len(digits) == 0 || len(digits) > 30 {
		return n, s, false
	}
	if i+1 < len(s) && s[i] == '.' && isDigit(s[i+1]) {
		digits = append(digits, '.')
		for i++; i < len(s) && isDigit(s[i]); i++ {
			digits = append(digits, s[i])
		}
		if len(digits) > 60 {
			return n, s, false
		}
	}
	n, err := decimal.NewFromString(string(digits))
	if err != nil {
		return n, s, false
	}
	if sign && s[0] == '-' {
		n = n.Neg()
	}
	return n, s[i:], true
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func threeDigits(s string) bool {
	return len(s) >= 3 && isDigit(s[0]) && isDigit(s[1]) && isDigit(s[2]) && (len(s) == 3 || !isDigit(s[3]))
}

var hanDigits = map[rune]int64{'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
var hanTens = map[rune]int64{'十': 10, '百': 100, '千': 1000}

// takeHan reads Chinese numerals below 10 000.
func takeHan(s string) (n decimal.Decimal, rest string, ok bool) {
	var sum, digit int64
	had := false
	end := 0
	last := int64(10000)
	for i, r := range s {
		if d, is := hanDigits[r]; is {
			if had && digit != 0 {
				break
			}
			digit, had = d, true
		} else if t, is := hanTens[r]; is && t < last {
			if !had || digit == 0 && i == 0 {
				digit = 1
			}
			sum, digit, had, last = sum+digit*t, 0, true, t
		} else {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	return decimal.NewFromInt(sum + digit), s[end:], had
}
