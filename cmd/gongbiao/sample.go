package main

import (
	"bufio"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/internal/summary"
)

func (a *app) sampleCommand() *cobra.Command {
	var o sample.Options
	var out, edge string
	var count int
	var force bool
	c := &cobra.Command{
		Use:   "sample -t 版式",
		Short: "编造一批试排用的记录 make up records to try with",
		Long: `编造一批记录，一行一条（JSON Lines），用来试版式、试批量。内容是编的，数对得上，可以给人看：指标 9 到 60 个，
分值合计 100，完成值与指标值相称，金额用这张表的单位，人名里有生僻字。--case 换成专门难为版式的：每项都填、最长、最空、200 行、生僻字。
一张列表 full 12 行、longest 60 行、many 200 行；列表里还有列表的，第一项里是这么多，其余各 2 行，合起来不是相乘。longest 每段文字都填，
平常空着的（偏差原因、说明）在头 3 行写到 200 字。full 里资金来源的分值、得分写“—”：只有总额计分。同样的 --seed 在哪里都得到同样的记录。不写 -o 时写到标准输出。`,
		Example: "  gongbiao sample -t self-evaluation/shanghai --count 5000 --seed 1 -o forms.jsonl",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if count < 1 || count > 1_000_000 {
				return usagef("--%s 应在 %d 和 %d 之间", "count", 1, 1_000_000)
			}
			k := slices.Index(sample.Cases, edge)
			if k < 0 {
				return usagef("--%s 只能是 %s，不是 %q", "case", list(sample.Cases), edge)
			}
			o.Case = sample.Case(k)
			l, err := a.layout(o.Layout)
			if err != nil {
				return err
			}
			o.Summary, _ = summary.Compile(l.Form, l.Params)
			write := func(w io.Writer) error {
				var line []byte
				for i := range count {
					if err := c.Context().Err(); err != nil {
						return err
					}
					line = append(sample.Append(line[:0], l.Form, o, i), '\n')
					if _, err := w.Write(line); err != nil {
						return err
					}
				}
				return nil
			}
			if out == "" {
				return write(a.stdout)
			}
			f, err := safefile.Create(out, a.out(force))
			if err != nil {
				return err
			}
			defer f.Abort()
			w := bufio.NewWriterSize(f, 256<<10)
			if err := write(w); err != nil {
				return err
			}
			if err := w.Flush(); err != nil {
				return err
			}
			if _, err := f.Commit(); err != nil {
				return err
			}
			fmt.Fprintf(a.stdout, "%s  %d 条\n", filepath.ToSlash(out), count)
			return nil
		},
	}
	f := c.Flags()
	f.StringVarP(&o.Layout, "template", "t", "", "版式，例如 self-evaluation/shanghai")
	f.IntVar(&count, "count", 10, "几条")
	f.Uint64Var(&o.Seed, "seed", 1, "种子：同样的种子得到同样的记录")
	f.StringVar(&edge, "case", "usual", "试什么：usual 平常的，full 每项都填，longest 最长，empty 只填必填的，many 200 行，rare 生僻字")
	f.IntVar(&o.Year, "year", 2024, "年度")
	f.StringVarP(&out, "output", "o", "", "写到这个文件（.jsonl）")
	overwrite(f, &force)
	a.layoutsFlag(f)
	return c
}
