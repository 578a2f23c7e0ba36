package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/archive"
	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/gate"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

type archiveFlags struct {
	renderFlags
	profile, to   string
	allow, errors []string
}

func (a *app) archiveCommand() *cobra.Command {
	var o archiveFlags
	c := &cobra.Command{
		Use:   "archive 文件或文件夹… -o 移交/",
		Short: "做成归档移交包 make a packet to hand over to an archive",
		Long: `把全部记录做成一个移交包：一份表一个编号的文件夹，里面是记录、PDF（PDF/A-2a）、XLSX、OFD-A 和元数据（XML，名称照 DA/T 46-2009）；
另有归档移交清册（PDF、XLSX）、元数据的模式、每个文件的 SHA-256 和 SM3。用 gongbiao verify 移交/ 核对。

有没说明的错误，或有手机号、身份证号等个人信息的，一个文件也不写，全部列出来，同 publish。
写进新的或空的文件夹，不覆盖。见 docs/packet.md。`,
		Example: `  gongbiao archive 2024/ -o 移交/ --date 2025-06-30
  gongbiao archive 2024/ -o 移交/ -f pdf,ofd --profile 归档约定.yaml --date 2025-06-30
  gongbiao verify 移交/`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return a.archive(c, args, o) },
	}
	f := c.Flags()
	o.layoutFlag(f, "全部记录用这个版式；不写则看各记录的 form")
	f.StringVarP(&o.out, "output", "o", "", "移交包的文件夹，新的或空的")
	f.StringSliceVarP(&o.formats, "format", "f", []string{"pdf", "xlsx"}, "记录以外放哪些格式：pdf、xlsx、ofd")
	f.StringVar(&o.profile, "profile", "", "归档约定（.yaml）：全宗号、保管期限等，和元素的别名")
	f.StringVar(&o.to, "layout", "handover/common", "归档移交清册的版式")
	f.StringVar(&o.date, "date", "", "移交日期，例如 2025-06-30；不写则取 SOURCE_DATE_EPOCH")
	f.StringArrayVar(&o.allow, "allow", nil, "这个位置的个人信息可以归档：位置=理由，可写多次；理由记在移交包旁的归档记录里")
	f.StringArrayVar(&o.errors, "with-errors", nil, "这份记录带着没说明的错误也归档，可写多次")
	f.StringSliceVar(&o.rules, "rules", nil, "规则文件，同 check")
	f.StringSliceVar(&o.against, "against", nil, "要对照的其他材料，同 check")
	a.waiversFlag(f)
	f.IntVar(&o.jobs, "jobs", 0, "同时排几份，0 为处理器个数 workers")
	o.ledgerFlags(f)
	f.BoolVar(&a.json, "json", false, "每条记录一行 JSON，最后一行是合计 one JSON object a line")
	a.sources(c)
	return c
}

func (a *app) archive(c *cobra.Command, args []string, o archiveFlags) error {
	e, err := a.local()
	if err != nil {
		return err
	}
	job, err := a.archiveJob(c, e, args, &o)
	if err != nil {
		return err
	}
	if job.Auditor, err = a.auditor(c.Context(), o.inputFlags, o.rules, o.against); err != nil {
		return err
	}
	sum, err := archive.Run(c.Context(), e, job, func(r archive.Report) {
		if a.json {
			_ = a.printLine(r) // stdout remembers its error
		}
		l := finding.List{}
		for _, f := range r.Findings {
			if f.Pos.File == "" {
				f.Pos.File = r.Input
			}
			l = append(l, f)
		}
		a.findings(l)
	})
	var taken *archive.Taken
	if errors.As(err, &taken) {
		a.sayf("%s 里已有文件：移交包写进新的或空的文件夹，不覆盖", filepath.ToSlash(taken.Dir))
		return exit(batch.ExitUnwritable)
	}
	if err != nil {
		return err
	}
	switch {
	case len(sum.Idle) > 0:
		return usagef("没有用上：%s；一个文件也没有写", list(sum.Idle))
	case sum.Refused+sum.Unread > 0:
		a.sayf("共 %d 份，%d 处不能归档，%d 个文件读不出；没有写移交包", sum.Items, sum.Refused, sum.Unread)
		return exit(batch.ExitData)
	case sum.Items == 0:
		a.sayf("没有一张表可归档，没有写 %s", o.out)
		return exit(batch.ExitUnreadable)
	case a.json:
		return a.printLine(sum)
	}
	fmt.Fprintln(a.stdout, filepath.ToSlash(filepath.Join(o.out, "归档移交清册.pdf")))
	a.sayf("共 %d 件，%d 个文件，%d 字节；清册（PDF）的 SM3：%s", sum.Items, sum.Files, sum.Bytes, sum.List)
	return nil
}

// archiveJob reads the flags.
func (a *app) archiveJob(c *cobra.Command, e *render.Engine, args []string, o *archiveFlags) (job archive.Job, err error) {
	job = archive.Job{Inputs: args, Source: a.source(o.inputFlags, nil), Dir: o.out, Workers: o.jobs, Guard: a.guard, Layout: o.to,
		Gate: &gate.Gate{WithErrors: o.errors, Refuse: archive.Open}, Options: render.Options{Producer: producer}}
	switch {
	case o.out == "":
		return job, usagef("要用 -o 说明写到哪个文件夹")
	case o.jobs < 0:
		return job, usagef("--jobs 不能是负数")
	}
	for _, s := range o.formats {
		f := render.Format(strings.ToLower(strings.TrimSpace(s)))
		if !slices.Contains(archive.Formats(), f) {
			return job, usagef("-f %s：没有这种格式，可用 %s", s, list{"pdf", "xlsx", "ofd"})
		}
		if !slices.Contains(job.Formats, f) {
			job.Formats = append(job.Formats, f)
		}
	}
	if job.Options.Date, err = o.when(a.getenv("SOURCE_DATE_EPOCH")); err != nil {
		return job, err
	}
	if job.Options.Date.IsZero() {
		return job, usagef("要用 --date 写明移交的日期，例如 --date 2025-06-30")
	}
	l, err := e.Layouts().Layout(o.to)
	if err != nil {
		return job, err
	}
	if !archive.ListForm(l.Form.ID) {
		return job, usagef("版式 %s 不是归档移交清册的", o.to)
	}
	if job.Gate.Allow, err = allowances(o.allow); err != nil || o.profile == "" {
		return job, err
	}
	text, err := readInput(c.Context(), o.profile)
	if err != nil {
		return job, err
	}
	if job.Profile, err = archive.ReadProfile(o.profile, text); err != nil {
		return job, batch.Input(err)
	}
	return job, nil
}
