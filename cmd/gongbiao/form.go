package main

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/handout"
	"github.com/gongbiao/gongbiao/internal/ledger"
	"github.com/gongbiao/gongbiao/internal/outname"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/internal/workbook"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

func (a *app) formCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "form",
		Short: "Excel 填报表：下发和收回 forms to be filled in with Excel",
		Example: `  gongbiao form new -t self-evaluation/shanghai --units 名单.xlsx -o 下发/
  gongbiao form collect 回收/ -o data/ --ledger 台账.xlsx`,
		Args: cobra.NoArgs,
	}
	c.AddCommand(a.formNewCommand(), a.formCollectCommand())
	return c
}

type formFlags struct {
	layout, out, units, from, name string
	rows, spare, blocks            int
	force                          bool
}

func (a *app) formNewCommand() *cobra.Command {
	var o formFlags
	c := &cobra.Command{
		Use:   "new -t 版式 -o 填报表.xlsx",
		Short: "写一张 Excel 填报表 a workbook to be filled in",
		Long: `写一张 Excel 填报表：官方版式，只有要填的格可以改，有下拉列表、填写说明、自动计算和提示，直接可以打印。
填好后用 gongbiao form collect 收回。

--units 名单.xlsx：名单的每一行写一张预先填好的表；名单的列名是表里的名称（实施单位、项目名称……）。
--from 记录.json：把已有的记录填进去。`,
		Example: `  gongbiao form new -t self-evaluation/shanghai --rows 30 -o 填报表.xlsx
  gongbiao form new -t self-evaluation/shanghai --units 名单.xlsx -o 下发/`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return a.formNew(c.Context(), o) },
	}
	f := c.Flags()
	f.StringVarP(&o.layout, "template", "t", "", "版式，例如 self-evaluation/shanghai")
	f.StringVarP(&o.out, "output", "o", "", "写到这个 .xlsx 文件；有 --units 时是文件夹")
	f.StringVar(&o.units, "units", "", "名单（.xlsx 或 .csv），每行一张表")
	mapFlag(f)
	f.StringVar(&o.from, "from", "", "已有的一条记录：JSON、YAML 或台账")
	f.StringVar(&o.name, "name", "", "有 --units 时文件名的样式，例如 \"{主管部门}/{实施单位}-{项目名称}\"")
	f.IntVar(&o.rows, "rows", workbook.DefaultRows, "指标等列表有多少行")
	f.IntVar(&o.spare, "spare", workbook.DefaultSpare, "另外隐藏多少备用行，-1 为没有")
	f.IntVar(&o.blocks, "blocks", 1, "目标等含有列表的列表有几组")
	overwrite(f, &o.force)
	a.sources(c)
	return c
}

func (a *app) formNew(ctx context.Context, o formFlags) error {
	switch {
	case o.layout == "":
		return noLayout()
	case o.out == "":
		return usagef("要用 -o 说明写到哪里")
	case o.units != "" && o.from != "":
		return usagef("--units 和 --from 只能用一个")
	case o.units == "" && !strings.EqualFold(filepath.Ext(o.out), ".xlsx"):
		return usagef("-o %s 应以 %s 结尾", o.out, ".xlsx")
	case o.rows < 1:
		return usagef("--rows 至少是 1")
	}
	e, err := a.engine()
	if err != nil {
		return err
	}
	l, err := e.Library.Layout(o.layout)
	if err != nil {
		return err
	}
	if err := handout.Ready(l, e); err != nil {
		return err
	}
	if o.units != "" {
		return a.formUnits(ctx, e, l, o)
	}
	var given *data.Value
	if o.from != "" {
		if given, err = a.oneRecord(ctx, e, o); err != nil {
			return err
		}
	}
	return a.writeForm(e, l, given, o, o.out, a.out(o.force))
}

// oneRecord reads the one record a workbook is made from.
func (a *app) oneRecord(ctx context.Context, e *render.Engine, o formFlags) (*data.Value, error) {
	var given *data.Value
	n := 0
	err := each(ctx, a.source(inputFlags{layout: o.layout}, e), []string{o.from}, func(_ string, _ int, d *data.Value) error {
		n++
		given = d
		a.findings(d.Notes)
		return nil
	})
	if err == nil && n != 1 {
		return nil, usagef("--from %s 里有 %d 条记录，应是一条", o.from, n)
	}
	return given, err
}

func (a *app) writeForm(e *render.Engine, l *templates.Layout, given *data.Value, o formFlags, path string, to safefile.Options) error {
	spare := o.spare
	if spare == 0 {
		spare = -1
	}
	data, err := workbook.New(l, given, e,
		workbook.Options{Form: o.layout, Rows: o.rows, Spare: spare, Blocks: o.blocks, Application: producer})
	if err != nil {
		return err
	}
	return a.put(path, data, to)
}

// formUnits writes a workbook for each line of a list.
func (a *app) formUnits(ctx context.Context, e *render.Engine, l *templates.Layout, o formFlags) error {
	list, err := a.unitList(ctx, o.units, l)
	if err != nil {
		return err
	}
	var pattern *outname.Pattern
	if o.name != "" {
		if pattern, err = outname.Parse(o.name); err != nil {
			return usagef("--name：%v", err)
		}
	}
	to := a.outIn(o.out, o.force)
	path := func(name string) string { return filepath.Join(o.out, filepath.FromSlash(name)+".xlsx") }
	names, err := handout.Names(list, l, pattern, func(name string) bool {
		_, input := a.guard.Taken(path(name))
		return !input
	})
	if err != nil {
		return batch.NameError(err)
	}
	for _, name := range names {
		if err := to.Reserve(path(name)); err != nil {
			return err
		}
	}
	for i, d := range list {
		if err := a.writeForm(e, l, d, o, path(names[i]), to); err != nil {
			return err
		}
	}
	return nil
}

// unitList reads a list of units: a ledger whose columns are names of the form.
func (a *app) unitList(ctx context.Context, path string, l *templates.Layout) ([]*data.Value, error) {
	raw, err := readInput(ctx, path)
	if err != nil {
		return nil, err
	}
	list, err := handout.List(filepath.Base(path), raw, l, ledger.Options{Map: a.aliases}, a.findings)
	if err != nil {
		return nil, batch.Input(err)
	}
	return list, nil
}
