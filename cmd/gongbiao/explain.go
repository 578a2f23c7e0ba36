package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/alike"
	"github.com/gongbiao/gongbiao/internal/explain"
	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
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

只给一个问题代码（如 DATA-RATE、F2），说明它是什么意思、为什么要说、怎么办；全部代码见 model/finding/findings.md。`,
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
			src := a.source(o, &render.Engine{Library: au.Library})
			return pick(c.Context(), src, args[0], index, func(d *data.Value) error {
				o, err := au.Check(d)
				switch {
				case err != nil:
					return err
				case o.NoLayout != nil:
					return o.NoLayout
				case o.Record == nil:
					return o.Findings.AsData()
				}
				x, err := explain.Value(o, args[1])
				switch {
				case err != nil:
					return err
				case x == nil:
					return usagef("表中没有“%s”这个位置；写成 资金.年度资金总额.执行率 或 绩效指标.3.得分", args[1])
				case a.json:
					return a.printJSON(x)
				}
				x.Text(a.people(), a.lang == "en")
				return nil
			})
		},
	}
	f := c.Flags()
	o.layoutFlag(f, "用这个版式；不写则看记录的 form")
	o.ledgerFlags(f)
	f.IntVar(&index, "index", 1, "第几条记录")
	f.StringSliceVar(&rules, "rules", nil, "规则文件，同 check")
	f.StringSliceVar(&against, "against", nil, "要对照的其他材料，同 check")
	a.waiversFlag(f)
	f.BoolVar(&a.json, "json", false, "写成 JSON")
	a.layoutsFlag(f)
	return c
}

// codeLike is what somebody may have meant as a code: DATA-RATE, F2, F2.舍入.
var codeLike = pattern.Late(`^[A-Za-z]+[0-9]*(-[A-Za-z0-9]+)*(\.\p{Han}+)?$`)

// explainCode prints what the registry, or a form of the library, says of a code.
func (a *app) explainCode(c *cobra.Command, given string) error {
	if _, err := os.Stat(given); err == nil || !codeLike.MatchString(given) {
		return usagef("参数的个数不对，应写成：%s", c.UseLine())
	}
	code, kind, _ := strings.Cut(given, ".")
	code = strings.ToUpper(code)
	if e, ok := finding.Lookup(code); ok && kind == "" {
		if a.json {
			return a.printJSON(e)
		}
		if a.lang == "en" {
			fmt.Fprintf(a.people(), "%s  %s\n\n%s\n", e.Code, e.English, e.AboutEnglish)
		} else {
			fmt.Fprintf(a.people(), "%s  %s\n\n%s\n", e.Code, e.Name, e.About)
		}
		return nil
	}
	library, err := a.library()
	if err != nil {
		return err
	}
	of, known, err := explain.Code(library, code, kind)
	switch {
	case err != nil:
		return err
	case len(of) > 0 && a.json:
		return a.printJSON(of)
	case len(of) > 0:
		for i, x := range of {
			if i > 0 {
				fmt.Fprintln(a.people())
			}
			x.Text(a.people())
		}
		return nil
	}
	for _, e := range finding.Registry() {
		known = append(known, e.Code)
	}
	if near := alike.Nearest(code, known); near != "" {
		return usagef("没有“%s”这个代码，%s", given, meant{near})
	}
	return usagef("没有“%s”这个代码；全部代码见 model/finding/findings.md，校验的代码见 gongbiao template doc 版式", given)
}
