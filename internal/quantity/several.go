package quantity

import (
	"strings"
	"unicode"

	"github.com/gongbiao/gongbiao/internal/pattern"
)

// breaks are where one thing ends and the next begins; a comma before a digit is a separator of a number.
var (
	breaks = pattern.Late(`[、；;，。\s]+|和|及|与|以及|\+`)
	comma  = pattern.Late(`,([^0-9])`)
)

// maxParts bounds the things in one cell.
const maxParts = 8

// parts reads a cell that has several things in it: 2条路、1座桥. nil if it has not; each part must read as a number with
// a unit.
func parts(text string) (out []Value) {
	pieces := breaks.Split(comma.ReplaceAllString(text, "、$1"), maxParts+1)
	if len(pieces) < 2 && strings.Count(text, "/") == 1 { // 10次/200人
		pieces = strings.Split(text, "/")
	}
	for _, p := range pieces {
		if strings.TrimSpace(p) == "" {
			continue
		}
		if len(out) == maxParts || strings.IndexFunc(p, isFigure) < 0 {
			return nil
		}
		v := parse(p, Context{})
		if n, rest, ok := takeHan(p); ok && !v.Numeric() { // 三条路
			v = parse(n.String()+rest, Context{})
			v.Text = p
		}
		if !v.Numeric() || v.Unit.Dim == "" {
			return nil
		}
		out = append(out, v)
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

func isFigure(r rune) bool {
	_, han := hanDigits[r]
	return han || unicode.IsDigit(r) || hanTens[r] > 0
}
