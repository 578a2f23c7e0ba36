package collect

import (
	"fmt"
	"math"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/number"
	"github.com/gongbiao/gongbiao/model/pointer"
)

// settle decides what becomes of values that a formula of ours, or we, computed. One that is not what the form
// computes was written over and is entered; but it may differ only because it rests on another one that was written
// over, so those are taken one at a time, the one first that explains most of the others.
func (t *taker) settle(computed *model.Record, again func() (*model.Record, error), res *Result) {
	for {
		over := t.overwritten(computed)
		if len(over) == 0 {
			break
		}
		best, least, next := over[0], math.MaxInt, computed
		for _, v := range over {
			was := v.computed
			v.computed = entered
			r, err := again()
			if err == nil {
				if left := len(t.overwritten(r)); left < least {
					best, least, next = v, left, r
				}
			}
			v.computed = was
		}
		best.computed, computed = entered, next
	}
	for _, v := range t.out {
		if c := computed.At(v.Path); v.computed == ours && c != nil && c.Origin == model.Computed && !matches(c, v) {
			t.s = t.b.sheetNamed(v.Sheet)
			t.say(finding.Warning, "READ-STALE", v.x, v.Path,
				fmt.Sprintf("“%s”处公式的结果是“%s”，按规则应为“%s”；以规则为准。", pointer.Path(v.Path).Place(), shorten(v.Text),
					c.Text), "在 Excel 里打开再保存一次，公式会重新计算")
			res.Findings = append(res.Findings, t.list[len(t.list)-1])
		}
	}
}

// overwritten are the values that we had printed as computed and that are not what is computed.
func (t *taker) overwritten(computed *model.Record) (out []*Value) {
	for _, v := range t.out {
		if v.computed == asPrinted {
			if c := computed.At(v.Path); c == nil || c.Origin != model.Computed || !matches(c, v) {
				out = append(out, v)
			}
		}
	}
	return out
}

// matches says whether a value read is the one computed; inside a text it was trimmed.
func matches(c *model.Value, v *Value) bool {
	return equalFigures(c.Text, v.Text) || trim(c.Text) == v.Text
}

func equalFigures(a, b string) bool {
	if a == b {
		return true
	}
	x, ok1 := number.Parse(a)
	y, ok2 := number.Parse(b)
	return ok1 && ok2 && x.Equal(y)
}
