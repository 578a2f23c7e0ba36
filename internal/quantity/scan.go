package quantity

import (
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// Spot is a number found in a running text.
type Spot struct {
	Num    decimal.Decimal // in the unit as written
	Unit   Unit            // the longest known unit behind it; the zero unit if none is known
	Digits int             // where the digits end, in bytes
	End    int             // where the unit ends, in bytes; Digits, or behind 万, where no unit is known
	Places int             // decimals written
	Round  bool            // written in 万 or 亿, so that the digits below are not told
	About  Nearness
	Han    bool // in Chinese numerals
}

// Scan reads the number that a running text begins with, and the longest known unit behind it: 1.2万人次, 24个, 九成五,
// 480.5万元, 台(套). The text is half-width already (char.Half). A numeral in Chinese counts only where it can be
// nothing else: with two characters or more, or before a known unit, and never in 一次, 十分, 千家, 百姓.
func Scan(s string) (Spot, bool) {
	if s == "" {
		return Spot{}, false
	}
	if isDigit(s[0]) {
		return scanDigits(s)
	}
	return scanHan(s)
}

func scanDigits(s string) (p Spot, ok bool) {
	n, rest, ok := takeDigits(s)
	if !ok {
		return p, false
	}
	p.Num, p.Digits = n, len(s)-len(rest)
	p.Places = int(max(0, -n.Exponent()))
	if tenths, is := strings.CutPrefix(rest, "成"); is && n.LessThanOrEqual(ten) && !startsAny(tenths, notTenths...) {
		p.Num, p.Unit, p.End = n.Mul(ten), units()["%"], len(s)-len(tenths)
		return p, true
	}
	p.behindNumber(s)
	return p, true
}

// notTenths follow 成 in words: 成功, 成本, 成效.
var notTenths = []string{"功", "本", "效", "果", "立", "为", "品", "套", "员", "交", "都", "熟"}

func scanHan(s string) (p Spot, ok bool) {
	for _, q := range []struct{ prefix, unit string }{{"百分之", "%"}, {"千分之", "‰"}} {
		r, found := strings.CutPrefix(s, q.prefix)
		if !found {
			continue
		}
		n, rest, ok := takeNumber(s)
		if !ok || r == "" {
			return p, false
		}
		p.Num, p.Unit = n, units()[q.unit]
		p.End = len(s) - len(strings.TrimPrefix(rest, q.unit))
		p.Digits, p.Han = p.End, true
		p.Places = int(max(0, -n.Exponent()))
		return p, true
	}
	first, w := utf8.DecodeRuneInString(s)
	if hanDigits[first] == 0 && hanTens[first] != 10 {
		return p, false
	}
	n, rest, ok := takeHan(s)
	if !ok {
		return p, false
	}
	p.Num, p.Han, p.Digits = n, true, len(s)-len(rest)
	alone := p.Digits == w
	if tenths, is := strings.CutPrefix(rest, "成"); is && alone && n.LessThan(ten) && !startsAny(tenths, notTenths...) {
		p.Num, p.Unit = n.Mul(ten), units()["%"]
		if r, w := utf8.DecodeRuneInString(tenths); hanDigits[r] > 0 {
			p.Num, tenths = p.Num.Add(decimal.NewFromInt(hanDigits[r])), tenths[w:]
		}
		p.End = len(s) - len(tenths)
		return p, first != '一' || startsAny(tenths, "左右")
	}
	p.behindNumber(s)
	u := s[p.Digits:p.End]
	for _, no := range strings.Fields(notUnits) {
		if u == no || strings.HasPrefix(rest, no) {
			return p, false
		}
	}
	if !p.Unit.Known || alone && (first == '一' || first == '十' && (u == "分" || u == "点") || n.IsZero()) {
		return p, false
	}
	return p, true
}

func startsAny(s string, prefixes ...string) bool {
	_, ok := cutAny(s, prefixes...)
	return ok
}

// maxSpotUnit is the longest known unit looked for behind a number, in characters: 微克/立方米.
const maxSpotUnit = 8

// behindNumber finds the unit behind the digits, and what makes the number less exact.
func (p *Spot) behindNumber(s string) {
	at := p.Digits
	for at < len(s) && s[at] == ' ' {
		at++
	}
	for _, m := range mores {
		if strings.HasPrefix(s[at:], m.text) {
			p.About, at = m.about, at+len(m.text)
			break
		}
	}
	rest := s[at:]
	if u, n := leadingUnit(rest); n > 0 {
		p.Unit, p.End = u, at+n
		p.Round = startsAny(rest, "万", "亿")
		p.remark(s)
		return
	}
	for _, m := range multiples {
		if r, ok := strings.CutPrefix(rest, m.text); ok && (m.scale == 1e4 || m.scale == 1e8) {
			p.Num, p.Round = p.Num.Mul(decimal.NewFromInt(m.scale)), true
			p.Places -= len(decimal.NewFromInt(m.scale).String()) - 1
			at = len(s) - len(r)
			if more, is := strings.CutPrefix(r, "余"); is {
				p.About, at = Above, len(s)-len(more)
			}
			if u, n := leadingUnit(s[at:]); n > 0 {
				p.Unit, at = u, at+n
			}
			break
		}
	}
	p.End = at
}

// leadingUnit is the longest known unit that s begins with, and its length in bytes.
func leadingUnit(s string) (u Unit, length int) {
	at := 0
	for range maxSpotUnit {
		if at >= len(s) {
			break
		}
		r, w := utf8.DecodeRuneInString(s[at:])
		if strings.ContainsRune(" ,.;:()。、；", r) {
			break
		}
		at += w
		if found, ok := lookUnit(s[:at]); ok {
			u, length = found, at
			u.Text = s[:at]
		}
	}
	if length > 0 && isASCII(s[:length]) && s[0] != '%' && length < len(s) && isLetter(s[length]) {
		return Unit{}, 0 // the m of max
	}
	return u, length
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// remark reads a unit in parentheses behind the unit, 台(套), where a table cell would have it so.
func (p *Spot) remark(s string) {
	if !strings.HasPrefix(s[p.End:], "(") {
		return
	}
	in, _, ok := strings.Cut(s[p.End+1:], ")")
	if !ok || utf8.RuneCountInString(in) > 2 {
		return
	}
	if _, known := lookUnit(in); !known || in == "" {
		return
	}
	if u, known := lookUnit(s[p.Digits:p.End] + in); known {
		p.Unit = u
	}
	p.End += len(in) + 2
}

// As is the number of a spot in the base unit of u, which may be one that no table has: 220盏 beside 200盏. rest is
// the text behind the spot. ok is false where the units are not of one kind.
func (p Spot) As(u Unit, rest string) (n decimal.Decimal, ok bool) {
	switch {
	case u.Dim == "":
		return n, false
	case p.Unit.Dim != "":
		return times(p.Num, p.Unit.scale()), p.Unit.Dim == u.Dim
	case u.Known:
		return n, false
	}
	name, scale := normal(u.Text), one
	for _, m := range multiples { // 4.95万艘次
		if top, is := strings.CutPrefix(name, m.text); is && top != "" {
			if name = top; u.Scale.Equal(one) { // else its base is 艘次 already
				scale = decimal.NewFromInt(m.scale)
			}
			break
		}
	}
	return p.Num.Div(scale), strings.HasPrefix(strings.TrimLeft(rest, " "), name)
}
