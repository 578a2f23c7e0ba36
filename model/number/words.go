package number

import (
	"strings"

	"github.com/shopspring/decimal"
)

var (
	capitals  = strings.Fields("零 壹 贰 叁 肆 伍 陆 柒 捌 玖")
	tens      = [4]string{"", "拾", "佰", "仟"}
	myriads   = [4]string{"", "万", "亿", "万亿"}
	wordsMost = decimal.New(1, 16)
)

// Words is an amount of money in Chinese capital numerals, as the rules for bills and settlement vouchers of the
// People's Bank write it (支付结算办法附一): 1680.32 is 壹仟陆佰捌拾元零叁角贰分, 107000.53 壹拾万柒仟元零伍角叁分. 整 stands behind 元 and
// 角. ok is false for more than two decimals, or from ten thousand billion on: nothing is rounded.
func Words(d decimal.Decimal) (text string, ok bool) {
	if !d.Equal(d.Truncate(2)) || d.Abs().GreaterThanOrEqual(wordsMost) {
		return "", false
	}
	whole, fraction, _ := strings.Cut(d.Abs().StringFixed(2), ".")
	var b strings.Builder
	if d.IsNegative() {
		b.WriteString("负")
	}
	b.WriteString(wholeWords(whole))
	some := whole != "0"
	if some {
		b.WriteString("元")
	}
	jiao, fen := fraction[0]-'0', fraction[1]-'0'
	switch {
	case jiao == 0 && fen == 0 && !some:
		return "零元整", true
	case jiao == 0 && fen == 0:
		b.WriteString("整")
		return b.String(), true
	case some && (jiao == 0 || whole[len(whole)-1] == '0'):
		b.WriteString("零")
	}
	if jiao > 0 {
		b.WriteString(capitals[jiao] + "角")
	}
	if fen == 0 {
		b.WriteString("整")
	} else {
		b.WriteString(capitals[fen] + "分")
	}
	return b.String(), true
}

// wholeWords is a whole number in capital numerals, empty for 0. Zeros inside a group of four, and those it begins
// with, are one 零; those it ends with are none.
func wholeWords(digits string) string {
	var b strings.Builder
	zero, group := false, false // a zero is owed; the group of four has a digit
	for i, c := range []byte(digits) {
		place := len(digits) - 1 - i
		if c == '0' {
			zero = b.Len() > 0
		} else {
			if zero {
				b.WriteString(capitals[0])
			}
			b.WriteString(capitals[c-'0'] + tens[place%4])
			zero, group = false, true
		}
		if place%4 == 0 {
			if group || place == 8 && b.Len() > 0 {
				if place == 12 {
					b.WriteString("万") // of 亿, which follows
				} else {
					b.WriteString(myriads[place/4])
				}
			}
			zero, group = zero && !group, false
		}
	}
	return b.String()
}
