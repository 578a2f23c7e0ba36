package quantity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// maxFactors bounds a product: 5*8小时.
const maxFactors = 4

// number reads number, product or range, then unit and tail; it says whether all of s was understood.
func (v *Value) number(s string) bool {
	n, rest, ok := takeNumber(s)
	if !ok || strings.HasPrefix(s, "陆续") { // 陆 is a six elsewhere
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
		if v.Factors = append(v.Factors, f); len(v.Factors) > maxFactors {
			return false
		}
		v.Num, rest = v.Num.Mul(f), r
	}
	if v.Factors == nil {
		if done, ok := v.rangeEnd(rest); done {
			return ok
		}
	}
	rest = v.tail(rest)
	if i := strings.LastIndex(rest, "每"); i > 0 { // 3场每年, 24次/每年
		if per := periodOf(rest[i:]); per != "" {
			rest = strings.TrimSuffix(rest[:i], "/") + "/" + per
		}
	}
	return v.unit(v.more(rest))
}

// mores stand between a number and its unit and say that it is a little more: 20余人, 200多万元, 二十来个.
var mores = []struct {
	text  string
	about Nearness
}{{"余", Above}, {"多", Above}, {"几", Above}, {"来", Around}}

func (v *Value) more(s string) string {
	for _, m := range mores {
		if rest, ok := strings.CutPrefix(s, m.text); ok {
			v.About = m.about
			return rest
		}
	}
	for _, m := range multiples { // 200万余元
		if rest, ok := strings.CutPrefix(s, m.text+"余"); ok {
			v.About = Above
			return m.text + rest
		}
	}
	if rest, ok := strings.CutSuffix(s, "余"); ok && rest != "" {
		v.About = Above
		return rest
	}
	return s
}

// rangeEnd reads the second half of a range: rest is [unit] dash number unit. done says that it is a range.
func (v *Value) rangeEnd(rest string) (done, ok bool) {
	i := strings.IndexAny(rest, "-~—至到")
	if i < 0 {
		return false, false
	}
	_, w := utf8.DecodeRuneInString(rest[i:])
	end := strings.TrimLeft(rest[i+w:], "-—~")
	high, tail, good := takeNumber(end)
	if !good {
		return false, false
	}
	low := rest[:i]
	if low == "%" && strings.HasPrefix(tail, "%") { // 百分之八十至百分之九十
		low = ""
	}
	v.High = high
	if !v.unit(v.tail(tail)) {
		return true, false
	}
	if low != "" {
		was := Value{Num: v.Num}
		if !was.unit(low) {
			return true, false
		}
		switch Relate(was.Unit, v.Unit) {
		case SameUnit:
			v.Num = was.Num
		case OtherScale: // 5000元至2万元
			v.Num = was.Base().Div(v.Unit.scale())
			if !v.Num.Mul(v.Unit.scale()).Equal(was.Base()) {
				return true, false
			}
		case Unstated:
			if v.Unit.Dim == "" {
				return true, false
			}
			v.Num = was.Num
		case OtherUnit:
			return true, false
		}
	}
	v.Kind = Range
	return true, !v.High.LessThan(v.Num)
}

// maxUnit and maxUnknown are the longest unit with the thing counted behind it, and the longest unknown one, in
// characters.
const (
	maxUnit    = 12
	maxUnknown = 6
)

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
	s = withoutRemark(s)
	if rest, ok := cutAnySuffix(s, "整", "正"); ok && strings.HasSuffix(rest, "元") {
		s = rest
	}
	u, known := lookUnit(s)
	if known {
		return v.has(u)
	}
	wide := func(r rune) bool { return r > unicode.MaxASCII }
	if strings.ContainsRune("OolI", rune(s[0])) && strings.IndexFunc(s, wide) == 1 {
		return false // 9O件: a letter for a digit
	}
	odd := func(r rune) bool { return !unicode.IsLetter(r) && r != '/' }
	if utf8.RuneCountInString(s) > maxUnit || strings.ContainsFunc(s, odd) {
		return false
	}
	if strings.HasPrefix(s, "年") && v.Num.GreaterThan(decimal.NewFromInt(1900)) {
		return false // 2024年完成建设
	}
	// The longest known unit that begins s, the rest is what is counted.
	for i := len(s) - 1; i > 0; i-- {
		if !utf8.RuneStart(s[i]) || s[i:] == "次" { // 册次 is not 册
			continue
		}
		if u, ok := units()[s[:i]]; ok && !isASCII(s[:i]) && !strings.Contains(s[i:], "/") {
			return v.has(u)
		}
	}
	v.has(u)
	return utf8.RuneCountInString(s) <= maxUnknown || strings.Count(s, "/") == 1 // 千克标准煤/吨
}

// withoutRemark takes the parentheses off the end of a unit: 台(套) and 所(含续建2所) count 台 and 所, 人(次) counts 人次.
func withoutRemark(s string) string {
	unit, in, ok := strings.Cut(s, "(")
	in, end := strings.CutSuffix(in, ")")
	if !ok || !end || strings.ContainsAny(in, "()") {
		return s
	}
	if _, known := lookUnit(unit + in); known {
		return unit + in
	}
	if _, known := lookUnit(unit); known && unit != "" {
		return unit
	}
	return s
}

// has gives the value its unit, and splits the period off a rate: 2期/月.
func (v *Value) has(u Unit) bool {
	if top, per, ok := strings.Cut(u.Text, "/"); ok && v.Per == "" && countsPer(top, per) {
		v.Per = periodOf(per)
	} else if v.Per != "" && !ok {
		if top := u.Text; top != "" { // 每月2期
			u, _ = lookUnit(top + "/" + v.Per)
		}
	}
	v.Unit = u
	return true
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// words of Chinese numerals that begin words, not units: 一致, 三级, 一面.
var notUnits = "级 点 面 方 样 般 期工程"

// takeNumber reads 12,345.6 or 百分之九十 or 九成 or 三 (before a known unit) from the front of s.
func takeNumber(s string) (n decimal.Decimal, rest string, ok bool) {
	for _, p := range []struct{ prefix, unit string }{{"百分之", "%"}, {"千分之", "‰"}, {"万分之", "‱"}} {
		if r, found := strings.CutPrefix(s, p.prefix); found {
			if rest, all := strings.CutPrefix(r, "百"); all {
				return hundred, p.unit + rest, p.unit == "%"
			}
			if n, rest, ok = takeDigits(r); !ok {
				n, rest, ok = takeHan(r)
				if point, is := strings.CutPrefix(rest, "点"); ok && is {
					n, rest = takeDecimals(n, point)
				}
			}
			return n, p.unit + rest, ok
		}
	}
	if n, rest, ok = takeDigits(s); ok {
		if tenths, is := strings.CutPrefix(rest, "成"); is && n.LessThanOrEqual(ten) && !strings.HasPrefix(tenths, "功") {
			return takeTenths(n, tenths)
		}
		return n, rest, true
	}
	if n, rest, ok = takeCapital(s); ok {
		return n, rest, true
	}
	if n, rest, ok = takeHalf(s); ok {
		return n, rest, true
	}
	if n, rest, ok = takeRound(s); ok {
		return n, rest, true
	}
	n, rest, ok = takeHan(s)
	if !ok {
		return n, s, false
	}
	tenths, is := strings.CutPrefix(rest, "成")
	if is && n.LessThanOrEqual(ten) && n.IsPositive() && len(s)-len(rest) == len("九") {
		if n, rest, ok := takeTenths(n, tenths); ok && (rest == "%" || isTail(rest[1:])) {
			return n, rest, true
		}
	}
	if rest == "" {
		return n, rest, len(s) > len("五") || n.LessThanOrEqual(ten) && s != "百"
	}
	for _, w := range strings.Fields(notUnits) {
		if rest == w {
			return n, s, false
		}
	}
	if _, known := units()[beforeTail(rest)]; known || isMore(rest) || rangeOfHan(rest) {
		return n, rest, true
	}
	return n, s, false // 一致, 三级, 一面: words
}

// half and its units: 半小时, 半个月, 半年内.
var half = pattern.Late(`^半个?(小时|钟头|工作日|天|日|月|年|周|星期)(?:以?内|之内|左右|以上|以下)?$`)

func takeHalf(s string) (n decimal.Decimal, rest string, ok bool) {
	if !half.MatchString(s) {
		return n, s, false
	}
	return decimal.New(5, -1), strings.TrimPrefix(strings.TrimPrefix(s, "半"), "个"), true
}

// roundNumber is a lone 百, 千 or 万 before more or a unit: 百余场, 千人. 百分之五, 千方百计 and 万能 are none.
var roundNumber = pattern.Late(`^([百千万])(余|多|来)?(\p{Han}{1,3})$`)

func takeRound(s string) (n decimal.Decimal, rest string, ok bool) {
	m := roundNumber.FindStringSubmatch(s)
	if m == nil || !units()[m[3]].Known || m[3] == "分" || m[3] == "点" {
		return n, s, false
	}
	return decimal.NewFromInt(map[string]int64{"百": 100, "千": 1000, "万": 10000}[m[1]]), m[2] + m[3], true
}

var ten, hundred = decimal.NewFromInt(10), decimal.NewFromInt(100)

// takeTenths reads what stands behind 成: 九成 is 90 %, 九成五 is 95 %.
func takeTenths(n decimal.Decimal, s string) (decimal.Decimal, string, bool) {
	n = n.Mul(ten)
	if r, w := utf8.DecodeRuneInString(s); hanDigits[r] > 0 {
		return n.Add(decimal.NewFromInt(hanDigits[r])), "%" + s[w:], true
	}
	return n, "%" + s, true
}

// takeDecimals reads the digits behind 点: 九十八点五.
func takeDecimals(n decimal.Decimal, s string) (decimal.Decimal, string) {
	exp := int32(0)
	for s != "" && exp > -maxDecimals {
		r, w := utf8.DecodeRuneInString(s)
		d, ok := hanDigits[r]
		if !ok {
			break
		}
		exp--
		n, s = n.Add(decimal.New(d, exp)), s[w:]
	}
	return n, s
}

const maxDecimals = 6

// beforeTail is s without the words that may stand after a unit.
func beforeTail(s string) string {
	var v Value
	return v.tail(s)
}

func isTail(s string) bool { return beforeTail(s) == "" }

func isMore(s string) bool {
	var v Value
	rest := v.more(s)
	_, known := units()[beforeTail(rest)]
	return v.About != Exactly && known
}

// rangeOfHan says whether s is the second half of a range in Chinese numerals: 至五人.
func rangeOfHan(s string) bool {
	r, w := utf8.DecodeRuneInString(s)
	if !strings.ContainsRune("至到~-—", r) {
		return false
	}
	_, rest, ok := takeHan(s[w:])
	_, known := units()[beforeTail(rest)]
	return ok && known
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
