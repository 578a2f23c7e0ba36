package collect

import (
	"fmt"
	"math"
	"strings"

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
		c := computed.At(v.Path)
		if v.computed != ours || c == nil {
			continue
		}
		place := pointer.Path(v.Path).Place()
		var message, hint string
		switch {
		case c.Origin == model.Computed && !matches(c, v):
			message = fmt.Sprintf("“%s”处公式的结果是“%s”，按规则应为“%s”；以规则为准。", place, shorten(v.Text), c.Text)
			hint = "在 Excel 里打开再保存一次，公式会重新计算"
		case c.Origin == model.Absent && !blank(v.Text):
			// A spreadsheet takes 2e3 or 1/2 for a figure, and the record does not.
			message = fmt.Sprintf("“%s”处表上是“%s”，按规则算不出，没有收%s。", place, shorten(v.Text), lacks(computed, c))
			hint = "改好或补上所缺的数，再在 Excel 里打开保存一次"
		default:
			continue
		}
		t.s = t.b.sheetNamed(v.Sheet)
		t.say(finding.Warning, "READ-STALE", v.x, v.Path, message, hint)
		res.Findings = append(res.Findings, t.list[len(t.list)-1])
	}
}

// lacks says why a value could not be computed: what it reads that is no number, or else what is not there.
func lacks(r *model.Record, c *model.Value) string {
	trace, err := r.Explain(c)
	if trace == nil || err != nil {
		return ""
	}
	var odd, none []string
	for _, in := range trace.Inputs {
		switch {
		case in.HasNum || !in.Field.Kind.Numeric():
		case in.Blank():
			none = append(none, "“"+in.Place()+"”没有数")
		default:
			odd = append(odd, "“"+in.Place()+"”写的是“"+shorten(in.Text)+"”，不是数字")
		}
	}
	if why := append(odd, none...); len(why) > 0 {
		return "：" + strings.Join(why[:min(len(why), lacksNamed)], "；")
	}
	return ""
}

// lacksNamed is how many missing values a finding names: a total may rest on hundreds.
const lacksNamed = 3

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
