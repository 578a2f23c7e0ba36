package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"slices"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/compare"
	"github.com/gongbiao/gongbiao/internal/outname"
	"github.com/gongbiao/gongbiao/internal/summary"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

type diffFlags struct {
	inputFlags
	to      string // layout of the comparisons
	out     string
	formats []string
	force   bool
}

// diffList is the workbook written beside the comparisons.
const diffList = "年度对照清单.xlsx"

func (a *app) diffCommand() *cobra.Command {
	var o diffFlags
	c := &cobra.Command{
		Use:   "diff 去年 今年",
		Short: "去年与今年对照 last year beside this year",
		Long: `把今年的表与去年的对上，逐项比：文件、文件夹、台账都行，次序不拘。
表按项目编码、名称对，都对不上的按指标的内容推断；指标按一级、二级、三级的名称对，改了名的推断，推断的都写明。
说出新增、取消、改名、指标值、单位、分值的变动，完成值和金额的增减、增减率（单位能换算的换算，百分数说百分点）；
再提示：今年的指标值比去年的结果容易、说明与去年一字不差、指标没了没有说明、去年结余与上年结转不同。

-o 写出：每对一张年度对照表（数据和 PDF，-f 另选格式），和` + diffList + `。不写 -o 只说结果；--json 一对一行。`,
		Example: `  gongbiao diff 2023/ 2024/ -o 对照/
  gongbiao diff 2023.xlsx 2024.xlsx --json`,
		Args: cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error { return a.diff(c.Context(), args, o) },
	}
	f := c.Flags()
	o.layoutFlag(f, "两年的记录都用这个版式；不写则看各记录的 form")
	o.ledgerFlags(f)
	f.StringVar(&o.to, "layout", "comparison/common", "年度对照表的版式")
	f.StringVarP(&o.out, "output", "o", "", "写到这个文件夹")
	f.StringSliceVarP(&o.formats, "format", "f", []string{string(render.PDF)}, "对照表的格式，同 render 的 -f")
	overwrite(f, &o.force)
	f.BoolVar(&a.json, "json", false, "每对一行 JSON，最后一行是没有对上的和提示 one JSON object a line")
	a.sources(c)
	return c
}

func (a *app) diff(ctx context.Context, args []string, o diffFlags) error {
	e, err := a.engine()
	if err != nil {
		return err
	}
	l, err := e.Layouts().Layout(o.to)
	if err == nil && l.Form.ID != compare.FormID {
		err = usagef("版式 %s 不是 %s 的", o.to, compare.FormID)
	}
	if err != nil {
		return err
	}
	var formats []render.Format
	for _, s := range o.formats {
		if !slices.Contains(render.Formats(), render.Format(s)) {
			return usagef("-f %s：没有这种格式", s)
		}
		formats = append(formats, render.Format(s))
	}
	if a.getenv("GOGC") == "" {
		debug.SetGCPercent(100) // what is compared of every form is alive to the end; see main
	}
	var years [2][]*compare.Form
	broken := 0
	for i, input := range args {
		n, err := a.yearOf(ctx, e, o, input, &years[i])
		if err != nil {
			return err
		}
		broken += n
	}
	if broken > 0 {
		a.sayf("有 %d 处读不出或不能用，没有对照", broken)
		return exit(batch.ExitUnreadable)
	}
	r := compare.Years(years[0], years[1])
	if err := a.sayDiff(r); err != nil || o.out == "" {
		return err
	}
	return a.writeDiff(ctx, e, r, o, formats)
}

// yearOf reads the forms of one year; it says what cannot be used, and counts it.
func (a *app) yearOf(ctx context.Context, e *render.Engine, o diffFlags, input string, to *[]*compare.Form) (broken int, err error) {
	a.guard.Reads(batch.Files([]string{input})...)
	sources := map[*templates.Layout]compare.Source{}
	err = a.source(o.inputFlags, e).All(ctx, []string{input}, func(file string, index int, d *data.Value, err error) error {
		if err == nil {
			var f *render.Form
			if f, err = e.Load(ctx, d, o.layout); err == nil {
				a.findings(d.Notes)
				var x *compare.Form
				if x, err = formOf(f, file, index, sources); err == nil {
					*to = append(*to, x)
				}
			}
		}
		list := finding.Of(err)
		if err == nil || list == nil {
			return err
		}
		broken++
		for i := range list {
			if list[i].Pos.File == "" {
				list[i].Pos.File = file
			}
		}
		a.findings(list)
		return nil
	})
	return broken, err
}

// formOf is a form as it is compared; sources keeps what is known of its layout.
func formOf(f *render.Form, file string, index int, sources map[*templates.Layout]compare.Source) (*compare.Form, error) {
	s, known := sources[f.Layout]
	if !known {
		d, err := f.Layout.Declares()
		if err != nil {
			return nil, err
		}
		figures, _ := summary.Compile(f.Layout.Form, f.Layout.Params)
		s = compare.Source{Layout: f.Layout.FullID(), Declares: d, Currency: figures.Unit}
		sources[f.Layout] = s
	}
	s.File, s.Index = filepath.ToSlash(file), index
	return compare.Read(f.Record, s), nil
}

// sayDiff tells what was found: a line a pair, then what is worth a look.
func (a *app) sayDiff(r *compare.Result) error {
	if a.json {
		for _, p := range r.Pairs {
			if err := a.printLine(p); err != nil {
				return err
			}
		}
		return a.printLine(r.Rest())
	}
	for _, p := range r.Pairs {
		n := p.Count()
		fmt.Fprintf(a.people(), "%s：按%s对上，指标改动 %d，新增 %d，取消 %d，改名（推断）%d\n", p.This.Name, p.By, n.Changed, n.Added, n.Gone, n.Renamed)
		a.findings(p.Findings)
	}
	fmt.Fprintf(a.people(), "对上 %d 份；只有去年有 %d 份，只有今年有 %d 份\n", len(r.Pairs), len(r.Gone), len(r.New))
	a.findings(r.Findings)
	return nil
}

// writeDiff writes the comparisons and the list: nothing unless all of them can be made and none would write over
// something else.
func (a *app) writeDiff(ctx context.Context, e *render.Engine, r *compare.Result, o diffFlags, formats []render.Format) error {
	var list bytes.Buffer
	if err := r.Workbook(&list, producer); err != nil {
		return err
	}
	to, taken := a.outIn(o.out, o.force), outname.Names{}
	names := make([]string, len(r.Pairs))
	var paths []string
	for i, p := range r.Pairs {
		if _, err := e.Load(ctx, p.Record(o.to), ""); err != nil {
			return err
		}
		free := func(name string) bool {
			_, input := a.guard.Taken(filepath.Join(o.out, name+".json"))
			return !input
		}
		names[i] = filepath.Join(o.out, taken.Take(outname.Clean(p.This.Name)+"-年度对照", free))
		paths = append(paths, names[i]+".json")
		for _, format := range formats {
			paths = append(paths, names[i]+"."+string(format))
		}
	}
	at := filepath.Join(o.out, diffList)
	if err := to.Reserve(append(paths, at)...); err != nil {
		return err
	}
	for i, p := range r.Pairs {
		d := p.Record(o.to)
		f, err := e.Load(ctx, d, "")
		if err != nil {
			return err
		}
		if err := a.put(names[i]+".json", d.JSON(), to); err != nil {
			return err
		}
		for _, format := range formats {
			b, err := e.Bytes(ctx, format, render.Options{Producer: producer}, f)
			if err == nil {
				err = a.put(names[i]+"."+string(format), b, to)
			}
			if err != nil {
				return err
			}
		}
	}
	return a.put(at, list.Bytes(), to)
}
