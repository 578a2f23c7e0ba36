package main

import (
	"context"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/outname"
	"github.com/gongbiao/gongbiao/internal/review"
	"github.com/gongbiao/gongbiao/internal/summary"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

func (a *app) reviewCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "review",
		Short: "复核：复核表、问题清单、整改通知和回复 a review round",
		Long:  "一轮复核。每一步写出的都是数据文件，照样可以 check、render、form new、form collect。说明见 docs/review.md。",
		Example: `  # 每张自评表一张复核表，复核栏空着
  gongbiao review start 自评/ -o 复核/
  # 复核人在 Excel 里填；也可以直接填数据文件
  gongbiao form new -t review/common --from 复核/甲-复核.json -o 甲-复核.xlsx
  # 每个单位一份问题清单
  gongbiao review issues 复核/ -o 清单/ --due 2026-04-30
  # 整改通知和空白的整改情况回复
  gongbiao review notice 清单/ -o 通知/ --number '财绩评〔2026〕{序号}号'
  # 按编号销号，数出公开说明用的数
  gongbiao review close 通知/ 回复/ -o 公开.json`,
		Args: cobra.NoArgs,
	}
	c.AddCommand(a.reviewStartCommand(), a.reviewIssuesCommand(), a.reviewNoticeCommand(), a.reviewCloseCommand())
	return c
}

type reviewFlags struct {
	layout, out string
	force       bool
}

func (a *app) reviewStartCommand() *cobra.Command {
	var o reviewFlags
	c := &cobra.Command{
		Use:   "start 自评表… -o 复核/",
		Short: "由自评表写复核表，复核栏空着 reviews to be filled in",
		Long: `由自评记录写复核记录：甲.json 写成 复核/甲-复核.json。单位填的照抄，一个字不改；复核栏空着。
复核记录里有自评表的校验码，自评表以后改过就对不上。已经填过的复核表不会被覆盖。
不写 -t 时，有与自评表同一地方的复核表就用它，没有就用 review/common。`,
		Example: "  gongbiao review start 自评/*.json -o 复核/",
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return a.reviewStart(c.Context(), args, o) },
	}
	f := c.Flags()
	f.StringVarP(&o.layout, "template", "t", "", "复核表的版式，例如 review/common")
	f.StringVarP(&o.out, "output", "o", "", "写到这个文件夹")
	overwrite(f, &o.force)
	a.layoutsFlag(f)
	return c
}

func (a *app) reviewStart(ctx context.Context, args []string, o reviewFlags) error {
	if o.out == "" {
		return usagef("要用 -o 说明写到哪个文件夹")
	}
	w, err := a.recordWriter(o.out, o.force)
	if err != nil {
		return err
	}
	err = w.each(ctx, args, "", func(f *render.Form, input string, index int) error {
		l, err := w.reviewOf(f.Layout, o.layout)
		if err != nil {
			return err
		}
		d, err := begun(f, l)
		if err != nil {
			return err
		}
		w.put(outname.Clean(baseName(input))+"-复核", d)
		return nil
	})
	if err != nil {
		return err
	}
	return w.end()
}

// reviewOf is the layout for the review of a self-evaluation: the one asked for, else that of the same place, else one
// that has what it has.
func (w *recordWriter) reviewOf(l *templates.Layout, asked string) (*templates.Layout, error) {
	if asked != "" {
		return w.library.Layout(asked)
	}
	if own, err := w.library.Layout(path.Join(review.FormReview, path.Base(l.ID))); err == nil {
		return own, nil
	}
	if _, err := l.Form.Root().Resolve("绩效指标.年度绩效目标"); err == nil {
		return w.library.Layout("review/hubei")
	}
	return w.library.Layout("review/common")
}

// begun is the review of a self-evaluation in a layout whose grades are the same.
func begun(f *render.Form, l *templates.Layout) (*data.Value, error) {
	own, _ := summary.Compile(f.Layout.Form, f.Layout.Params)
	now, _ := summary.Compile(l.Form, l.Params)
	if len(own.Grades) > 0 && strings.Join(own.Grades, " ") != strings.Join(now.Grades, " ") {
		return nil, finding.List{{Code: "REVIEW-GRADES", Record: f.Record.Name, Pos: f.Record.Pos,
			Message: fmt.Sprintf("自评表的等级是 %s，复核表 %s 的是 %s，两边的等级不能比。", strings.Join(own.Grades, "、"), l.ID, strings.Join(now.Grades, "、")),
			English: "the self-evaluation and the review have different grades",
			Hint:    "用 -t 换一个等级相同的复核表版式；没有的写一个 extends: review/common，改 params",
		}}.AsData()
	}
	figures, err := own.Of(f.Record)
	if err != nil {
		return nil, err
	}
	d, err := review.Start(f.Record, review.Source{Layout: f.Layout.FullID(), Unit: own.Unit, Grade: figures.Grade}, l.ID)
	if err == nil {
		_, err = model.BindPartial(d, l.Form) // a layout that does without something would lose it
	}
	return d, err
}

// baseName is what files that are made from an input are called after.
func baseName(input string) string {
	if input == batch.Stdin {
		return "记录"
	}
	base := filepath.Base(input)
	return strings.TrimSuffix(base, filepath.Ext(base))
}
