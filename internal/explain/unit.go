package explain

import (
	"cmp"
	"fmt"
	"unicode"

	"github.com/shopspring/decimal"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/number"
)

// unitOf is the unit a clerk counts a cell in: % of a rate, 分 of a score, that of the form's amounts.
func unitOf(o *audit.Outcome, v *model.Value) string {
	switch v.Field.Kind {
	case model.Rate:
		return "%"
	case model.Score:
		return "分"
	case model.Money:
		return o.Set.Unit()
	}
	return ""
}

// withUnit is a figure with its unit, unless it has one.
func withUnit(shown, unit string) string {
	last := []rune(shown)
	if shown == "" || unit == "" || unit == "%" || !unicode.IsDigit(last[len(last)-1]) {
		return shown
	}
	return shown + " " + unit
}

// step is one rounding. That of the figure itself is told in the unit of the cell; what is rounded on the way to it, or
// by another unit, is told as it is computed with.
func (x *Explanation) step(r model.Rounding, result model.Result) rounding {
	out := rounding{In: digits(r.In.String()), Out: r.Out.String(), Places: r.Places, Mode: r.Mode}
	in, to, places, unit := out.In, out.Out, r.Places, x.Unit
	if result.Kind != model.IsNumber || !result.Num.Equal(r.Out) {
		unit = ""
	}
	if unit == "%" {
		hundred := decimal.New(100, 0)
		in, to, places = digits(r.In.Mul(hundred).String())+"%", r.Out.Mul(hundred).String()+"%", max(places-2, 0)
	}
	out.from, out.to, out.decimals = withUnit(in, unit), withUnit(to, unit), places
	return out
}

var modes = map[string]string{number.HalfUp: "half up", number.Up: "up", number.Down: "cut off", number.HalfEven: "half to even"}

// words are a rounding as people read it.
func (r rounding) words(english bool) string {
	if english {
		return fmt.Sprintf("%s → %s (%s, decimals: %d)", r.from, r.to, cmp.Or(modes[r.Mode], r.Mode), r.decimals)
	}
	return fmt.Sprintf("%s → %s（%s，%d 位小数）", r.from, r.to, r.Mode, r.decimals)
}
