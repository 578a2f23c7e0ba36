package explain

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
)

// words are the sentences of an explanation. Places, formulas, names of checks and what was entered are the form's in
// both languages.
type words struct {
	has, rows, empty, printed                          string // what stands there
	origins                                            [4]string
	formula, none, rounded, computed, lacks, as, other string // how it is computed
	byHand                                             string
	passed, overruled, unable, vacant, unchecked       string // the checks
	comma, and                                         string
}

var chinese = words{
	has: "  这里有：%s\n", rows: "  这里有 %d 行，要看其中一项写成 %s.1.%s\n", empty: "  表上：空着\n", printed: "  表上：%s（%s）\n",
	origins: originWords, formula: "  算式：%s\n", none: "空", rounded: "    舍入：%s\n", computed: "  算得：%s%s\n",
	lacks: "缺少数据，算不出来", as: "，与表上一致", other: "，表上写的是 %s", byHand: "  这一项由人填写，程序不计算\n",
	passed: "通过：", overruled: "已由上面的校验说明：", unable: "没法查：", vacant: "%s（%s空着）", unchecked: "没有一条校验查这一项",
	comma: "、", and: "；",
}

var english = words{
	has: "  it has: %s\n", rows: "  it has %d rows; one item of them is written %s.1.%s\n", empty: "  printed: nothing\n", printed: "  printed: %s (%s)\n",
	origins: [...]string{"not filled in", "written", "written", "computed by the program"},
	formula: "  formula: %s\n", none: "nothing", rounded: "    rounded: %s\n", computed: "  computed: %s%s\n",
	lacks: "nothing: data are missing", as: ", as printed", other: "; printed is %s", byHand: "  it is written by hand, the program does not compute it\n",
	passed: "passed: ", overruled: "told by a check above: ", unable: "cannot be checked: ", vacant: "%s (empty: %s)", unchecked: "no check looks at it",
	comma: ", ", and: "; ",
}

// Text tells people. In English the form's own names and formulas stay as they are.
func (x *Explanation) Text(w io.Writer, inEnglish bool) {
	v, say := x.value, &chinese
	if inEnglish {
		say = &english
	}
	fmt.Fprintln(w, x.Place)
	switch {
	case len(v.Fields) > 0: // a group, or one row of a list
		names := make([]string, len(v.Fields))
		for i, part := range v.Fields {
			names[i] = part.Field.Name
		}
		fmt.Fprintf(w, say.has, strings.Join(names, say.comma))
	case v.Field.Kind == model.Rows:
		fmt.Fprintf(w, say.rows, len(v.Rows), strings.ReplaceAll(v.Field.Place(), " ", "."), v.Field.Fields[0].Name)
	case x.Shown == "":
		fmt.Fprint(w, say.empty)
	default:
		fmt.Fprintf(w, say.printed, withUnit(x.Shown, x.Unit), say.origins[v.Origin])
	}
	if x.Formula != "" {
		fmt.Fprintf(w, say.formula, x.Formula)
		for _, in := range x.Inputs {
			fmt.Fprintf(w, "    %s = %s\n", in.Place, cmp.Or(in.Value, say.none))
		}
		for _, r := range x.Rounded {
			fmt.Fprintf(w, say.rounded, r.words(inEnglish))
		}
		result, beside := withUnit(x.Result, x.Unit), ""
		switch {
		case x.Result == "":
			beside = say.lacks
		case v.Origin == model.Computed:
		case x.Result == x.Shown:
			beside = say.as
		default:
			beside = fmt.Sprintf(say.other, withUnit(x.Shown, x.Unit))
		}
		fmt.Fprintf(w, say.computed, result, beside)
	} else if v.Field.Kind.Numeric() {
		fmt.Fprint(w, say.byHand)
	}
	for _, c := range x.about {
		if c.State != check.Failed {
			continue
		}
		if inEnglish {
			fmt.Fprintf(w, "  %s %s: %s\n", c.Finding.Severity, c.ID, c.Finding.InEnglish())
			continue
		}
		fmt.Fprintf(w, "  校验 %s：%s\n    %s\n", c.Name, stateWords[c.State], c.Finding.Message)
		if c.Finding.Sum != "" {
			fmt.Fprintf(w, "    算式：%s\n", c.Finding.Sum)
		}
	}
	x.rest(w, say)
}

// rest is the last line: which checks passed, which could not be run and what they lack. Cases of one check have one
// name; where a condition does not hold there was nothing to check.
func (x *Explanation) rest(w io.Writer, say *words) {
	var passed, other, unable []string
	lacking := map[string][]string{} // by what they lack
	once := func(l []string, s string) []string {
		if slices.Contains(l, s) {
			return l
		}
		return append(l, s)
	}
	for _, c := range x.about {
		switch {
		case c.State == check.Passed:
			passed = once(passed, c.Name)
		case c.State == check.Overruled:
			other = once(other, c.Name)
		case c.State == check.Silent && c.Lacks != nil:
			lacks := strings.Join(c.Lacks, say.comma)
			unable, lacking[lacks] = once(unable, lacks), once(lacking[lacks], c.Name)
		}
	}
	for i, lacks := range unable {
		unable[i] = fmt.Sprintf(say.vacant, strings.Join(lacking[lacks], say.comma), lacks)
	}
	var parts []string
	for _, p := range []struct {
		word string
		of   []string
	}{{say.passed, passed}, {say.overruled, other}, {say.unable, unable}} {
		if p.of != nil {
			parts = append(parts, p.word+strings.Join(p.of, say.comma))
		}
	}
	if parts == nil {
		parts = []string{say.unchecked}
		if slices.ContainsFunc(x.about, func(c check.About) bool { return c.State == check.Failed }) {
			return
		}
	}
	fmt.Fprintf(w, "  %s\n", strings.Join(parts, say.and))
}
