package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/render"
)

// stages are the nouns on the road from record to bytes, in order.
var stages = []string{"record", "grid", "measured", "pages"}

func (a *app) dumpCommand() *cobra.Command {
	var o inputFlags
	var stage string
	var index int
	c := &cobra.Command{
		Use:   "dump --stage " + strings.Join(stages, "|") + " 文件",
		Short: "看排版每一步的中间结果 look between the stages",
		Long: `把一份记录排到某一步，以文本写出：record 是读入并算好的数据，grid 是画成的表（还没有尺寸），
measured 是定好列宽、行高、折行、分页、框线的表，pages 是摆好每个字的页。这些文本也是测试的标准答案。`,
		Example: `  gongbiao dump --stage grid 表.json
  gongbiao dump --stage pages 全部.jsonl --index 3`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if !slices.Contains(stages, stage) {
				return usagef("--%s 只能是 %s", "stage", list(stages))
			}
			e, err := a.local()
			if err != nil {
				return err
			}
			return pick(c.Context(), a.source(o, e), args[0], index, func(d *data.Value) error {
				f, err := e.Load(c.Context(), d, o.layout)
				if err != nil {
					return err
				}
				return a.dump(f, stage)
			})
		},
	}
	f := c.Flags()
	f.StringVar(&stage, "stage", "measured", "哪一步 stage："+strings.Join(stages, "、"))
	o.layoutFlag(f, "用这个版式；不写则看记录的 form")
	o.ledgerFlags(f)
	f.IntVar(&index, "index", 0, "只看第几条记录，0 为全部")
	a.sources(c)
	return c
}

func (a *app) dump(f *render.Form, stage string) error {
	switch stage {
	case "record":
		return f.Record.Dump(a.stdout)
	case "grid":
		g, err := f.Grid()
		if err != nil {
			return err
		}
		return g.Dump(a.stdout)
	case "measured":
		m, err := f.Measured()
		if err != nil {
			return err
		}
		return m.Dump(a.stdout)
	case "pages":
		p, err := f.Pages()
		if err != nil {
			return err
		}
		return p.Dump(a.stdout)
	}
	return fmt.Errorf("没有 %s 这一步", stage)
}
