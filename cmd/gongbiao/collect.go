package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/intake/office"
	"github.com/gongbiao/gongbiao/internal/outname"
	"github.com/gongbiao/gongbiao/internal/receive"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/workbook/collect"
)

type collectFlags struct {
	layout, out, ledger, units, due string
	report                          string // of import
	force, values                   bool
	documents, office               bool
	review                          string // a folder
}

func (a *app) formCollectCommand() *cobra.Command {
	var o collectFlags
	c := &cobra.Command{
		Use:   "collect 文件或文件夹… -o data/",
		Short: "把填好的表收回成记录 read filled-in workbooks",
		Long: `把填好的 Excel 表收回成记录：甲.xlsx 收成 data/甲.json。先按表里隐藏的名称认，名称丢了按标签和格线认。
填什么收什么；每一处猜测都会列出；读不准的不收，并说明在哪张工作表的哪一格。

--ledger 台账.xlsx：写一本台账（收表情况、问题、数据）；--units 名单.xlsx：对照名单，列出未交的；--due 日期：之后改过的算逾期。`,
		Example: `  gongbiao form collect 回收/ -o data/ --ledger 台账.xlsx --units 名单.xlsx --due 2026-03-31
  gongbiao render data/*.json -o out/`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return a.collect(c.Context(), args, o) },
	}
	f := c.Flags()
	a.collectFlags(c, &o, "按这个版式读；不写则看表里的标记，没有标记时选最像的")
	f.StringVar(&o.units, "units", "", "应交的名单（.xlsx 或 .csv），与 form new --units 的相同；要用 -t 说明版式")
	mapFlag(f)
	f.StringVar(&o.due, "due", "", "截止日期，例如 2026-03-31")
	return c
}

// collectFlags adds what form collect and import have in common.
func (a *app) collectFlags(c *cobra.Command, o *collectFlags, layout string) {
	f := c.Flags()
	f.StringVarP(&o.layout, "template", "t", "", layout)
	f.StringVarP(&o.out, "output", "o", ".", "记录写到这个文件夹")
	f.StringVar(&o.ledger, "ledger", "", "台账写到这个 .xlsx 文件")
	overwrite(f, &o.force)
	f.BoolVar(&a.json, "json", false, "每个文件输出一行 JSON one JSON object a line")
	a.sources(c)
}

func (a *app) importCommand() *cobra.Command {
	var o collectFlags
	c := &cobra.Command{
		Use:   "import 文件或文件夹… -o data/",
		Short: "读别处来的官方表（Excel、Word、网页、PDF）read official forms of anyone's",
		Long: `读没有公表标记的官方表：Excel（.xlsx、.xls、.et）、Word（.docx）、网页（.html、.mht）、本程序印的 PDF、文本（CSV、TSV）。
文件是什么按内容认，不看名字。按标签、合并和格线认出每一格是什么，并说每一项有多大把握（1 为确定）；没有对应位置的格、
没有找到的项、认得不准的都列出来，数照印的字收，不改一个字。不写 -t 时选最像的版式；两个一样像时不猜，请用 -t 指定。

--office：旧的 .doc、.wps、.rtf 由本机的 LibreOffice 转一下再读。
--report 报告.xlsx 或 报告.json：写一份报告；--review 文件夹：每份写一张校对稿，存疑的格标出来。`,
		Example: `  gongbiao import 去年的表.docx -t self-evaluation/shanghai -o data/
  gongbiao import 旧表/ -o data/ --report 报告.xlsx --review 核对/`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.values, o.documents = true, true
			return a.collect(c.Context(), args, o)
		},
	}
	a.collectFlags(c, &o, "按这个版式读，例如 self-evaluation/shanghai")
	f := c.Flags()
	f.StringVar(&o.report, "report", "", "报告写到这个 .xlsx 或 .json 文件")
	f.StringVar(&o.review, "review", "", "校对稿（PDF）写到这个文件夹，存疑的格标出来")
	f.BoolVar(&o.office, "office", false, "旧的 .doc、.wps、.rtf 由本机的 LibreOffice 转一下再读")
	return c
}

func (a *app) collect(ctx context.Context, args []string, o collectFlags) error {
	e, err := a.local()
	if err != nil {
		return err
	}
	library := e.Library
	job := receive.Job{Options: collect.Options{Library: library, Layout: o.layout, Documents: o.documents},
		Try: func(r *collect.Result) error { return printable(ctx, e, r) }}
	if o.due != "" {
		day, err := time.ParseInLocation(time.DateOnly, o.due, time.Local)
		if err != nil {
			return usagef("--due %s：应如 2026-03-31", o.due)
		}
		job.Due = day.AddDate(0, 0, 1).Add(-1)
	}
	if o.units != "" {
		if o.layout == "" {
			return usagef("--units 要和 -t 一起用，名单的列名才认得")
		}
		l, err := library.Layout(o.layout)
		if err != nil {
			return err
		}
		if job.Units, err = a.unitList(ctx, o.units, l); err != nil {
			return err
		}
	}
	if o.ledger != "" && !strings.EqualFold(filepath.Ext(o.ledger), ".xlsx") {
		return usagef("--ledger %s 应以 .xlsx 结尾", o.ledger)
	}
	if o.office {
		found, ok := office.Find()
		if !ok {
			return usagef("--office：本机没有找到 LibreOffice")
		}
		job.Office = &found
	}
	if x := strings.ToLower(filepath.Ext(o.report)); o.report != "" && x != ".xlsx" && x != ".json" {
		return usagef("--report %s 应以 .xlsx 或 .json 结尾", o.report)
	}
	if job.Files, err = receive.Files(batch.Expand(args), o.documents); err != nil {
		return batch.InputError(strings.Join(args, " "), err)
	}
	if len(job.Files) == 0 {
		if o.documents {
			return usagef("%s 里没有可读的表", strings.Join(args, " "))
		}
		return usagef("%s 里没有 Excel 文件", strings.Join(args, " "))
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(100) // main's generous setting would multiply what a large file takes
	}
	a.guard.Reads(job.Files...)
	for _, p := range []string{o.ledger, o.report} {
		if p != "" {
			if err := a.out(o.force).Reserve(p); err != nil {
				return err
			}
		}
	}
	items, err := receive.Run(ctx, job)
	if err != nil {
		return err
	}
	proofs := proofPaths(items, o.review)
	for _, it := range items { // before anything is written
		if p := proofs[it]; p != "" {
			if err := a.outIn(o.review, o.force).Reserve(p); err != nil {
				return err
			}
		}
	}
	if err := a.keep(items, o); err != nil {
		return err
	}
	if o.ledger != "" {
		data, err := receive.Ledger(items, producer)
		if err != nil {
			return err
		}
		if err := a.put(o.ledger, data, a.out(o.force)); err != nil {
			return err
		}
	}
	if err := a.importReport(items, o); err != nil {
		return err
	}
	if err := a.importProofs(ctx, e, items, proofs, o); err != nil {
		return err
	}
	return a.collected(items)
}

// printable tries whether a record that was read can be printed.
func printable(ctx context.Context, e *render.Engine, r *collect.Result) error {
	return data.Read(filepath.Base(r.File), r.Data, func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		f, err := e.Load(ctx, d, r.Layout)
		if err != nil {
			return err
		}
		_, err = f.Pages()
		return err
	})
}

// collectedFile is what --json says of a file.
type collectedFile struct {
	*collect.Result
	State    receive.State `json:"state"`
	Record   string        `json:"record,omitempty"`
	Twice    bool          `json:"twice,omitempty"`
	Late     bool          `json:"late,omitempty"`
	Findings finding.List  `json:"findings,omitempty"`
}

// keep writes the records and says what was found.
func (a *app) keep(items []*receive.Item, o collectFlags) error {
	paths := recordPaths(items, o.out)
	to := a.outIn(o.out, o.force)
	for _, it := range items { // all before the first is written
		if path := paths[it]; path != "" {
			if err := to.Reserve(path); err != nil {
				return err
			}
		}
	}
	for _, it := range items {
		out := collectedFile{Result: it.Result, State: it.State, Twice: it.Twice, Late: it.Late, Findings: it.Findings}
		if path := paths[it]; path != "" {
			if err := a.put(path, it.Result.Data, to); err != nil {
				return err
			}
			if out.Record = filepath.ToSlash(path); o.values && !a.json {
				a.confidences(it.Result)
			}
		}
		if a.json {
			if err := a.printLine(out); err != nil {
				return err
			}
		}
		a.findings(it.Findings)
	}
	return nil
}

// recordPaths are where the records of what was taken in are written; names that look alike are numbered.
func recordPaths(items []*receive.Item, dir string) map[*receive.Item]string {
	taken, paths := outname.Names{}, map[*receive.Item]string{}
	for _, it := range items {
		if it.Result == nil || it.Result.Refused() {
			continue
		}
		base := strings.TrimSuffix(filepath.Base(it.File), filepath.Ext(it.File))
		paths[it] = filepath.Join(dir, taken.Take(base, func(string) bool { return true })+".json")
	}
	return paths
}

// confidences prints where each value was found and how sure that is.
func (a *app) confidences(r *collect.Result) {
	for _, v := range r.Values {
		text := strings.ReplaceAll(v.Text, "\n", " ")
		if c := []rune(text); len(c) > 30 {
			text = string(c[:30]) + "…"
		}
		fmt.Fprintf(a.people(), "  %.2f  %-5s %s：%s\n", v.Confidence, v.Cell, pointer.Path(v.Path).Place(), text)
	}
}

// collected sums up and gives the exit code.
func (a *app) collected(items []*receive.Item) error {
	count := map[receive.State]int{}
	for _, it := range items {
		count[it.State]++
	}
	n := len(items) - count[receive.Missing]
	refused := count[receive.Unreadable]
	if fine := count[receive.Received] + count[receive.Noted]; n > 1 || fine < len(items) {
		s := fmt.Sprintf("共 %d 个文件，收了 %d 份", n, fine)
		for _, state := range []receive.State{receive.Partial, receive.Unfilled, receive.Unprintable} {
			if count[state] > 0 {
				s += fmt.Sprintf("，%d 份%s", count[state], state)
			}
		}
		if count[receive.Partial]+count[receive.Unfilled]+count[receive.Unprintable] > 0 {
			s += "（填了的也写成了记录，出表前先看问题）"
		}
		if refused > 0 {
			s += fmt.Sprintf("，%d 份没有收", refused)
		}
		if m := count[receive.Missing]; m > 0 {
			s += fmt.Sprintf("，%d 份未交", m)
		}
		fmt.Fprintln(a.stderr, s)
	}
	switch {
	case refused > 0 && n > 1:
		return exit(batch.ExitSome)
	case refused > 0:
		return exit(batch.ExitUnreadable)
	case count[receive.Received] < len(items):
		return exit(batch.ExitData)
	}
	return nil
}
