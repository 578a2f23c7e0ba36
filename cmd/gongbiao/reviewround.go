package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/outname"
	"github.com/gongbiao/gongbiao/internal/report"
	"github.com/gongbiao/gongbiao/internal/review"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

type issuesFlags struct {
	reviewFlags
	date, due, by, unit string
	findings            []string
}

func (a *app) reviewIssuesCommand() *cobra.Command {
	var o issuesFlags
	c := &cobra.Command{
		Use:   "issues 复核表… -o 清单/",
		Short: "由复核表写问题清单，一个单位一份 lists of problems",
		Long: `由填好的复核表写问题清单，一个单位（一个年度）一份：复核与自评不同的各处，复核人另写的问题；
--findings 再加上 gongbiao check --json 查出的错误和警告，已经说明（豁免）的和提示不加。
同一单位、同一项目、同一位置、同一问题，编号总是同一个。`,
		Example: `  gongbiao review issues 复核/ -o 清单/ --date 2026-03-31 --due 2026-04-30
  gongbiao check 自评/ --json --fail-on never > 校验.jsonl
  gongbiao review issues 复核/ -o 清单/ --findings 校验.jsonl`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return a.reviewIssues(c.Context(), args, o) },
	}
	f := c.Flags()
	f.StringVarP(&o.layout, "template", "t", "issues/common", "问题清单的版式")
	f.StringVarP(&o.out, "output", "o", "", "写到这个文件夹")
	f.StringVar(&o.date, "date", "", "编制日期，例如 2026-03-31")
	f.StringVar(&o.due, "due", "", "整改期限，例如 2026-04-30")
	f.StringVar(&o.by, "by", "", "经办人")
	f.StringVar(&o.unit, "unit", "", "复核单位；不写则照复核表")
	f.StringSliceVar(&o.findings, "findings", nil, "gongbiao check --json 的输出，可写多次")
	overwrite(f, &o.force)
	a.layoutsFlag(f)
	return c
}

func (a *app) reviewIssues(ctx context.Context, args []string, o issuesFlags) error {
	if o.out == "" {
		return usagef("要用 -o 说明写到哪个文件夹")
	}
	options := review.IssueOptions{Layout: o.layout, By: o.by, Reviewer: o.unit}
	var err error
	if options.Date, err = dateText("date", o.date); err != nil {
		return err
	}
	if options.Due, err = dateText("due", o.due); err != nil {
		return err
	}
	w, err := a.recordWriter(o.out, o.force)
	if err != nil {
		return err
	}
	if err := w.formIs(o.layout, review.FormIssues); err != nil {
		return err
	}
	var found []review.Found
	for _, path := range o.findings {
		more, err := readFound(ctx, path)
		if err != nil {
			return err
		}
		found = append(found, more...)
	}
	var reviews []*model.Record
	err = w.each(ctx, args, review.FormReview, func(f *render.Form, _ string, _ int) error {
		reviews = append(reviews, f.Record)
		return nil
	})
	if err != nil {
		return err
	}
	lists, rest := review.Issues(reviews, found, options)
	for _, d := range lists {
		w.put(outname.Clean(unitOf(d))+"-问题清单", d)
	}
	if err := w.end(); err != nil {
		return err
	}
	for _, f := range rest {
		a.sayf("没有“%s”（%s）的复核表，校验查出的 %d 处没有写进清单", f.Project, f.Unit, len(f.Findings))
	}
	return nil
}

// readFound reads what gongbiao check --json wrote: a form a line; what is over the whole set is of no one form.
func readFound(ctx context.Context, path string) (out []review.Found, err error) {
	text, err := readInput(ctx, path)
	if err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, max(len(text), 1)+1)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var line struct {
			report.Form
			Set finding.List `json:"set"`
		}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil || line.Layout == "" && line.Set == nil && line.File == "" {
			return nil, batch.Input(finding.List{{Code: "REVIEW-FINDINGS", Pos: finding.Pos{File: path, Line: n},
				Message: "这一行不是 gongbiao check --json 的输出。", English: "this is no line of gongbiao check --json",
				Hint: "gongbiao check 自评/ --json --fail-on never > 校验.jsonl"}}.AsData())
		}
		switch {
		case len(line.Set) > 0:
			out = append(out, review.Found{Unit: "整批", Project: "各表一起看", Findings: line.Set})
		case len(line.Findings) > 0:
			out = append(out, review.Found{Unit: line.Unit, Project: line.Record, Findings: line.Findings})
		}
	}
	return out, lines.Err()
}

// formIs says whether a layout is there and of a form.
func (w *recordWriter) formIs(layout, form string) error {
	l, err := w.library.Layout(layout)
	if err == nil && l.Form.ID != form {
		err = usagef("版式 %s 不是 %s 的", layout, form)
	}
	return err
}

type noticeFlags struct {
	reviewFlags
	answer, number, date, due, unit, contact, phone string
	first                                           int
}

func (a *app) reviewNoticeCommand() *cobra.Command {
	var o noticeFlags
	c := &cobra.Command{
		Use:   "notice 问题清单… -o 通知/",
		Short: "由问题清单写整改通知和空白的回复 notices and blank answers",
		Long: `由问题清单写整改通知（甲-整改通知.json）和空白的整改情况回复（甲-整改回复.json），没有问题的单位不写。
通知用 gongbiao render 排出；回复表用 gongbiao form new --from 做成 Excel 发下去，用 form collect 收回。`,
		Example: "  gongbiao review notice 清单/ -o 通知/ --number '财绩评〔2026〕{序号}号' --date 2026-04-01 --due 2026-04-30",
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return a.reviewNotice(c.Context(), args, o) },
	}
	f := c.Flags()
	f.StringVarP(&o.layout, "template", "t", "rectification/common", "整改通知的版式")
	f.StringVar(&o.answer, "answer", "rectification-reply/common", "整改情况回复的版式")
	f.StringVarP(&o.out, "output", "o", "", "写到这个文件夹")
	f.StringVar(&o.number, "number", "", "通知编号，{序号} 从 --first 数起，例如 '财绩评〔2026〕{序号}号'")
	f.IntVar(&o.first, "first", 1, "第一份通知的序号")
	f.StringVar(&o.date, "date", "", "发出日期，例如 2026-04-01")
	f.StringVar(&o.due, "due", "", "回复期限；不写则照清单")
	f.StringVar(&o.unit, "unit", "", "发出单位；不写则照清单的复核单位")
	f.StringVar(&o.contact, "contact", "", "联系人")
	f.StringVar(&o.phone, "phone", "", "联系电话")
	overwrite(f, &o.force)
	a.layoutsFlag(f)
	return c
}

func (a *app) reviewNotice(ctx context.Context, args []string, o noticeFlags) error {
	switch {
	case o.out == "":
		return usagef("要用 -o 说明写到哪个文件夹")
	case o.number == "":
		return usagef("要用 --number 说明通知编号，例如 '财绩评〔2026〕{序号}号'")
	}
	options := review.NoticeOptions{Notice: o.layout, Answer: o.answer, From: o.unit, Contact: o.contact, Phone: o.phone}
	var err error
	if options.Date, err = dateText("date", o.date); err != nil {
		return err
	}
	if options.Due, err = dateText("due", o.due); err != nil {
		return err
	}
	w, err := a.recordWriter(o.out, o.force)
	if err != nil {
		return err
	}
	for layout, form := range map[string]string{o.layout: review.FormNotice, o.answer: review.FormAnswer} {
		if err := w.formIs(layout, form); err != nil {
			return err
		}
	}
	n := 0
	err = w.each(ctx, args, review.FormIssues, func(f *render.Form, _ string, _ int) error {
		options.Number = numbered(o.number, o.first+n)
		notice, answer := review.Notice(f.Record, options)
		if notice == nil {
			a.sayf("“%s”的清单里没有问题，不发通知", f.Record.Name)
			return nil
		}
		n++
		name := outname.Clean(f.Record.Name)
		w.put(name+"-整改通知", notice)
		w.put(name+"-整改回复", answer)
		return nil
	})
	if err != nil {
		return err
	}
	if n > 1 && !strings.Contains(o.number, "{序号}") {
		return usagef("有 %d 份通知，--number 里要有 {序号}，编号才不会重复", n)
	}
	return w.end()
}

type closeFlags struct {
	out      string
	withdraw []string
	force    bool
}

func (a *app) reviewCloseCommand() *cobra.Command {
	var o closeFlags
	c := &cobra.Command{
		Use:   "close 通知… 回复…",
		Short: "按编号核对回复，数出整改了多少 answers against notices",
		Long: `按编号把整改情况回复与整改通知对上：没有回复的、回复了几次的、逾期的、编号不对的、不予认可的，一条一条说出来；
再按单位数出问题数、已整改、整改中。通知和回复一起给，次序不拘。
-o 公开.json 写出各数，给 gongbiao check --against 核对公开说明；不予认可、没有回复的不算在已整改、整改中里。
复核单位认可单位理由的，用 --withdraw 编号 撤销，就不再计入问题数。`,
		Example: "  gongbiao review close 通知/ 回复/ -o 公开.json --withdraw 7K3Q-9MVA",
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return a.reviewClose(c.Context(), args, o) },
	}
	f := c.Flags()
	f.StringVarP(&o.out, "output", "o", "", "各数写到这个 .json 文件")
	f.StringSliceVar(&o.withdraw, "withdraw", nil, "撤销的问题的编号")
	overwrite(f, &o.force)
	f.BoolVar(&a.json, "json", false, "每个问题一行 JSON，最后一行是各数 one JSON object a line")
	a.layoutsFlag(f)
	return c
}

func (a *app) reviewClose(ctx context.Context, args []string, o closeFlags) error {
	w, err := a.recordWriter("", o.force)
	if err != nil {
		return err
	}
	if o.out != "" {
		w.guard.Reads(batch.Files(args)...)
		if err := a.out(o.force).Reserve(o.out); err != nil {
			return err
		}
	}
	var notices, replies []*model.Record
	err = w.each(ctx, args, "", func(f *render.Form, _ string, _ int) error {
		switch f.Record.Form.ID {
		case review.FormNotice:
			notices = append(notices, f.Record)
		case review.FormAnswer:
			if !blank(f.Record) {
				replies = append(replies, f.Record)
			}
		default:
			return ofForm(f.Record, review.FormNotice+" 或 "+review.FormAnswer)
		}
		return nil
	})
	switch {
	case err != nil:
		return err
	case w.broken > 0:
		return w.end()
	case len(notices) == 0:
		return usagef("没有给出整改通知")
	}
	c := review.Close(notices, replies, o.withdraw)
	a.findings(c.Findings)
	if err := a.closed(c, o); err != nil {
		return err
	}
	if c.Findings.HasErrors() {
		return exit(batch.ExitData)
	}
	return nil
}

// blank says whether an answer is still as review notice wrote it: it lies beside its notice and answers nothing.
func blank(r *model.Record) bool {
	untouched := true
	r.Body.Each(func(v *model.Value) {
		entered := (v.Origin == model.Written || v.Origin == model.Figure) && v.Field != nil && len(v.Field.Fields) == 0 && !v.Blank()
		if entered && !slices.Contains([]string{"年度", "单位名称", "通知编号", "编号", "项目", "问题", "责任人"}, v.Field.Name) {
			untouched = false
		}
	})
	return untouched
}

// closed tells the counts, and writes them.
func (a *app) closed(c *review.Closing, o closeFlags) error {
	public := data.ObjectOf()
	public.Put(data.TextOf(fmt.Sprint(c.Found(""))), "公开", "问题数")
	for _, s := range review.States {
		public.Put(data.TextOf(fmt.Sprint(c.Count("", s))), "公开", string(s))
	}
	if a.json {
		for _, p := range c.Problems {
			if err := a.printLine(p); err != nil {
				return err
			}
		}
		if err := a.printLine(public); err != nil {
			return err
		}
	} else {
		for _, u := range c.Units() {
			fmt.Fprintln(a.people(), tally(c, u, u))
		}
		fmt.Fprintln(a.people(), tally(c, "合计", ""))
	}
	if o.out == "" {
		return nil
	}
	return a.put(o.out, public.JSON(), a.out(o.force))
}

// tally is one line: 某中心：问题 5，已整改 3，整改中 1，未回复 1.
func tally(c *review.Closing, name, unit string) string {
	s := fmt.Sprintf("%s：问题 %d", name, c.Found(unit))
	for _, x := range review.States {
		if n := c.Count(unit, x); n > 0 {
			s += fmt.Sprintf("，%s %d", x, n)
		}
	}
	return s
}

// unitOf is the unit of a list of problems, for the name of its file.
func unitOf(d *data.Value) string {
	if v := d.Member("单位名称"); v != nil {
		return v.Text
	}
	return "未写单位"
}
