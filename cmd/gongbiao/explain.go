package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/render"
)

func (a *app) explainCommand() *cobra.Command {
	var o inputFlags
	var rules, against []string
	var index int
	c := &cobra.Command{
		Use:   "explain 文件 位置 | 代码",
		Short: "一个数是怎么来的，一个问题代码是什么意思 how a figure came about, what a code means",
		Long: `说明表上的一个数是怎么来的：算式、用到的数、舍入的每一步，以及查它的每条校验和结果。
位置写成 资金.年度资金总额.执行率，或 绩效指标.3.得分（第 3 行），也可以写 JSON Pointer。

只给一个问题代码（如 DATA-RATE、F2），说明它是什么意思、为什么要说、怎么办；全部代码见 docs/findings.md。`,
		Example: `  gongbiao explain 表.json 资金.年度资金总额.执行率
  gongbiao explain 表.json 绩效指标.3.得分
  gongbiao explain DATA-RATE`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 1 {
				return a.explainCode(c, args[0])
			}
			au, err := a.auditor(c.Context(), o, rules, against)
			if err != nil {
				return err
			}
			n := 0
			src := a.source(o, &render.Engine{Library: au.Library})
			err = src.All(c.Context(), args[:1], func(_ string, i int, d *data.Value, err error) error {
				if n++; i > 0 && n != index {
					return nil
				}
				if err != nil {
					return err
				}
				o, err := au.Check(d)
				switch {
				case err != nil:
					return err
				case o.NoLayout != nil:
					return o.NoLayout
				case o.Record == nil:
					return o.Findings.AsData()
				}
				return a.explain(au, o, args[1])
			})
			if err == nil && index > n {
				return usagef("--index %d：只有 %d 条记录", index, n)
			}
			return err
		},
	}
	f := c.Flags()
	o.layoutFlag(f, "用这个版式；不写则看记录的 form")
	o.ledgerFlags(f)
	f.IntVar(&index, "index", 1, "第几条记录")
	f.StringSliceVar(&rules, "rules", nil, "规则文件，同 check")
	f.StringSliceVar(&against, "against", nil, "要对照的其他材料，同 check")
	f.BoolVar(&a.json, "json", false, "写成 JSON")
	f.StringVar(&a.templates, "templates", "", "自己的版式文件夹，在内置版式之外 folder of layouts of your own")
	return c
}

// explanation is the answer of explain as data.
type explanation struct {
	Path    string       `json:"path"`
	Place   string       `json:"place"`
	Shown   string       `json:"shown"`
	Origin  string       `json:"origin"` // written, figure, computed, absent
	Formula string       `json:"formula,omitempty"`
	Inputs  []figure     `json:"inputs,omitempty"`
	Rounded []rounding   `json:"rounded,omitempty"`
	Result  string       `json:"result,omitempty"`
	Checks  []checkState `json:"checks"`
}

type figure struct {
	Path  string `json:"path"`
	Place string `json:"place"`
	Value string `json:"value"`
}

type rounding struct {
	In     string `json:"in"`
	Out    string `json:"out"`
	Places int32  `json:"places"`
	Mode   string `json:"mode"`
}

type checkState struct {
	ID       string           `json:"check"`
	Name     string           `json:"name"`
	State    string           `json:"state"` // passed, failed, silent, overruled
	Expected string           `json:"expected,omitempty"`
	Finding  *finding.Finding `json:"finding,omitempty"`
}

var origins = [...]string{"absent", "written", "figure", "computed"}
var originWords = [...]string{"没有填", "填写的", "填写的", "程序算出的"}
var states = [...]string{"passed", "failed", "silent", "overruled"}
var stateWords = [...]string{"通过", "有问题", "不适用", "已由上面的校验说明"}

func (a *app) explain(au *audit.Auditor, o *audit.Outcome, place string) error {
	v := valueAt(o.Record, place)
	if v == nil {
		return usagef("表中没有“%s”这个位置；写成 资金.年度资金总额.执行率 或 绩效指标.3.得分", place)
	}
	x := explanation{Path: v.Path, Place: check.Place(o.Record, v), Shown: v.Shown(""), Origin: origins[v.Origin]}
	t, err := o.Record.Explain(v)
	if err != nil {
		return err
	}
	if t != nil {
		x.Formula = t.Source
		for _, in := range t.Inputs {
			shown := in.Shown("")
			if shown == "" {
				shown = "空"
			}
			x.Inputs = append(x.Inputs, figure{in.Path, check.Place(o.Record, in), shown})
		}
		for _, r := range t.Roundings {
			x.Rounded = append(x.Rounded, rounding{digits(r.In.String()), r.Out.String(), r.Places, r.Mode})
		}
		if t.Result.Kind == model.IsNumber {
			c := *v
			c.Origin, c.Num, c.HasNum, c.Text = model.Computed, t.Result.Num, true, t.Result.Num.String()
			x.Result = c.Shown("")
		} else {
			x.Result = t.Result.String()
		}
	}
	about, err := o.Set.Checks.About(o.Record, o.Set.Given, v.Path)
	if err != nil {
		return err
	}
	for _, c := range about {
		s := checkState{ID: c.ID, Name: c.Name, State: states[c.State], Expected: c.Expected}
		if c.State == check.Failed {
			s.Finding = c.Finding
			s.Expected = c.Finding.Expected
		}
		x.Checks = append(x.Checks, s)
	}
	if a.json {
		return a.printJSON(x)
	}
	x.text(a.people(), v, about)
	return nil
}

func (x explanation) text(w io.Writer, v *model.Value, about []check.About) {
	fmt.Fprintln(w, x.Place)
	switch {
	case len(v.Fields) > 0: // a group, or one row of a list
		names := make([]string, len(v.Fields))
		for i, part := range v.Fields {
			names[i] = part.Field.Name
		}
		fmt.Fprintf(w, "  这里有：%s\n", strings.Join(names, "、"))
	case v.Field.Kind == model.Rows:
		fmt.Fprintf(w, "  这里有 %d 行，要看其中一项写成 %s.1.%s\n", len(v.Rows), strings.ReplaceAll(v.Field.Place(), " ", "."), v.Field.Fields[0].Name)
	case x.Shown == "":
		fmt.Fprintln(w, "  表上：空着")
	default:
		fmt.Fprintf(w, "  表上：%s（%s）\n", x.Shown, originWords[v.Origin])
	}
	if x.Formula != "" {
		fmt.Fprintf(w, "  算式：%s\n", x.Formula)
		for _, in := range x.Inputs {
			fmt.Fprintf(w, "    %s = %s\n", in.Place, in.Value)
		}
		for _, r := range x.Rounded {
			fmt.Fprintf(w, "    舍入：%s → %s（%s，%d 位小数）\n", r.In, r.Out, r.Mode, r.Places)
		}
		fmt.Fprintf(w, "  算得：%s", x.Result)
		switch {
		case x.Result == "":
			fmt.Fprintln(w, "缺少数据，算不出来")
		case v.Origin == model.Computed:
			fmt.Fprintln(w)
		case x.Result == x.Shown:
			fmt.Fprintln(w, "，与表上一致")
		default:
			fmt.Fprintf(w, "，表上写的是 %s\n", x.Shown)
		}
	} else if v.Field.Kind.Numeric() {
		fmt.Fprintln(w, "  这一项由人填写，程序不计算")
	}
	said := map[string]bool{} // cases of one check have one name
	for _, c := range about {
		line := fmt.Sprintf("  校验 %s：%s", c.Name, stateWords[c.State])
		if c.State == check.Silent || said[line] && c.State != check.Failed {
			continue
		}
		said[line] = true
		fmt.Fprintln(w, line)
		if c.State == check.Failed {
			fmt.Fprintf(w, "    %s\n", c.Finding.Message)
			if c.Finding.Sum != "" {
				fmt.Fprintf(w, "    算式：%s\n", c.Finding.Sum)
			}
		}
	}
}

// digits is a decimal literal with at most 12 decimals and a sign that it goes on.
func digits(s string) string {
	if whole, fraction, ok := strings.Cut(s, "."); ok && len(fraction) > 12 {
		return whole + "." + fraction[:12] + "…"
	}
	return s
}

// valueAt is the value at a place as people write it (资金.年度资金总额, 绩效指标.3.得分 with rows from 1) or as a JSON Pointer; nil if
// there is none. A / parts names like a dot, unless it is part of one.
func valueAt(r *model.Record, place string) *model.Value {
	if strings.HasPrefix(place, "/") || place == "" {
		return r.At(place)
	}
	for _, marks := range []string{". ", "./ "} {
		names := strings.FieldsFunc(place, func(c rune) bool { return strings.ContainsRune(marks, c) })
		for i, p := range names {
			if n, err := strconv.Atoi(strings.Trim(p, "第行[]")); err == nil && i > 0 && n > 0 {
				names[i] = strconv.Itoa(n - 1)
			}
		}
		if v := r.At(string(pointer.Of(names...))); v != nil {
			return v
		}
	}
	return nil
}
