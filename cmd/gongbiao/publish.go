package main

import (
	"fmt"
	"net/url"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/gate"
	"github.com/gongbiao/gongbiao/internal/publish"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

type publishFlags struct {
	renderFlags
	title, url, style string
	allow, errors     []string
	withdraw          bool
}

// published are the formats a site can offer beside its pages.
var published = []render.Format{render.PDF, render.XLSX, render.OFD, render.DOCX}

func (a *app) publishCommand() *cobra.Command {
	var o publishFlags
	c := &cobra.Command{
		Use:   "publish 文件或文件夹… -o 站/",
		Short: "做成公开网站 make a web site to disclose forms",
		Long: `把全部记录做成一个公开网站：每份表一个网页，按年度、表种、主管部门的目录，搜索，开放数据，更新。
双击 index.html 就能看，整个文件夹拷到任何网站即可；没有脚本也能用，不取任何外面的东西。

有没说明的错误，或有手机号、身份证号、银行卡号、电子邮箱的，一份也不写，全部列出来；见 docs/publish.md。
再次公开时网址不变，只改变了的文件重写。`,
		Example: `  gongbiao publish 2024/ -o 站/ --title 某某市财政局绩效信息公开 --date 2025-05-20
  gongbiao publish 2024/ -o 站/ -f pdf,xlsx,ofd --site-url https://example.gov.cn/jx --date 2025-05-20
  gongbiao publish 2024/ -o 站/ --allow 备注=单位对外公布的邮箱 --date 2025-05-20`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return a.publish(c, args, o) },
	}
	f := c.Flags()
	o.layoutFlag(f, "全部记录用这个版式；不写则看各记录的 form")
	f.StringVarP(&o.out, "output", "o", "", "站所在的文件夹")
	f.StringSliceVarP(&o.formats, "format", "f", nil, "网页以外再给哪些下载：pdf、xlsx、ofd、docx")
	f.StringVar(&o.title, "title", "", "站的名称，不写是“绩效信息公开”")
	f.StringVar(&o.url, "site-url", "", "站将来的网址，写进 sitemap.xml 和更新；不写则没有 sitemap.xml")
	f.StringVar(&o.style, "style", "", "自己的样式文件（.css），代替站的 style.css")
	f.StringVar(&o.date, "date", "", "公开的日期，例如 2025-05-20；不写则取 SOURCE_DATE_EPOCH")
	f.StringArrayVar(&o.allow, "allow", nil, "这个位置的个人信息可以公开：位置=理由，可写多次；理由记在站旁的公开记录里")
	f.StringArrayVar(&o.errors, "with-errors", nil, "这份记录带着没说明的错误也公开，可写多次")
	f.BoolVar(&o.withdraw, "withdraw", false, "上次公开过、这次没有给出的，撤下")
	f.StringSliceVar(&o.rules, "rules", nil, "规则文件，同 check")
	f.StringSliceVar(&o.against, "against", nil, "要对照的其他材料，同 check")
	a.waiversFlag(f)
	overwrite(f, &o.force)
	f.IntVar(&o.jobs, "jobs", 0, "同时排几份，0 为处理器个数 workers")
	o.ledgerFlags(f)
	f.BoolVar(&a.json, "json", false, "每条记录一行 JSON，最后一行是合计 one JSON object a line")
	a.sources(c)
	return c
}

func (a *app) publish(c *cobra.Command, args []string, o publishFlags) error {
	job, err := a.publishJob(c, args, &o)
	if err != nil {
		return err
	}
	if a.getenv("GOGC") == "" {
		debug.SetGCPercent(200) // a site has some texts of every form alive; see main
	}
	e, err := a.local()
	if err != nil {
		return err
	}
	if job.Auditor, err = a.auditor(c.Context(), o.inputFlags, o.rules, o.against); err != nil {
		return err
	}
	sum, err := publish.Run(c.Context(), e, job, func(r publish.Report) {
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
	if err != nil {
		return err
	}
	switch {
	case len(sum.Idle) > 0:
		return usagef("没有用上：%s；一个文件也没有写", list(sum.Idle))
	case sum.Refused+sum.Unread > 0:
		a.sayf("共 %d 份，%d 处不能公开，%d 个文件读不出；站没有改动", sum.Forms, sum.Refused, sum.Unread)
		return exit(batch.ExitData)
	case sum.Forms == 0:
		a.sayf("没有一张表可公开，没有写 %s", o.out)
		return exit(batch.ExitUnreadable)
	case a.json:
		return a.printLine(sum)
	}
	fmt.Fprintln(a.stdout, filepath.ToSlash(filepath.Join(o.out, "index.html")))
	a.sayf("共 %d 份：新增 %d，更新 %d，未变 %d，撤下 %d；%d 个文件，重写 %d 个", sum.Forms, sum.Changes[publish.Added],
		sum.Changes[publish.Changed], sum.Changes[publish.Same], sum.Changes[publish.Withdrawn], sum.Files, sum.Written)
	if o.url == "" {
		a.sayf("没有写 sitemap.xml：它要写完整的网址，用 --site-url 给出")
	}
	return nil
}

// publishJob reads the flags.
func (a *app) publishJob(c *cobra.Command, args []string, o *publishFlags) (job publish.Job, err error) {
	job = publish.Job{Inputs: args, Source: a.source(o.inputFlags, nil), Dir: o.out, Workers: o.jobs, Force: o.force, Guard: a.guard,
		Title: o.title, URL: o.url, Gate: &gate.Gate{WithErrors: o.errors, Refuse: publish.Open}, Withdraw: o.withdraw, Options: render.Options{Producer: producer}}
	switch {
	case o.out == "":
		return job, usagef("要用 -o 说明写到哪个文件夹")
	case o.jobs < 0:
		return job, usagef("--jobs 不能是负数")
	}
	for _, s := range o.formats {
		f := render.Format(strings.ToLower(strings.TrimSpace(s)))
		if !slices.Contains(published, f) {
			return job, usagef("-f %s：没有这种格式，可用 %s", s, list{"pdf", "xlsx", "ofd", "docx"})
		}
		if !slices.Contains(job.Formats, f) {
			job.Formats = append(job.Formats, f)
		}
	}
	if job.Date, err = o.when(a.getenv("SOURCE_DATE_EPOCH")); err != nil {
		return job, err
	}
	if job.Date.IsZero() {
		return job, usagef("要用 --date 写明公开的日期，例如 --date 2025-05-20")
	}
	if u, err := url.Parse(o.url); o.url != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery+u.Fragment != "") {
		return job, usagef("--site-url %s：应如 https://example.gov.cn/jx", o.url)
	}
	if job.Gate.Allow, err = allowances(o.allow); err != nil {
		return job, err
	}
	if o.style != "" {
		if job.Style, err = readInput(c.Context(), o.style); err != nil {
			return job, err
		}
		if !utf8.Valid(job.Style) {
			return job, usagef("--style %s：不是 UTF-8 的文字", o.style)
		}
	}
	return job, nil
}

// allowances reads --allow.
func allowances(flags []string) (out []gate.Allowance, err error) {
	for _, x := range flags {
		place, reason, ok := strings.Cut(x, "=")
		if place, reason = strings.TrimSpace(place), strings.TrimSpace(reason); !ok || place == "" || reason == "" {
			return nil, usagef("--allow %s：应写成 位置=理由", x)
		}
		out = append(out, gate.Allowance{Place: place, Reason: reason})
	}
	return out, nil
}
