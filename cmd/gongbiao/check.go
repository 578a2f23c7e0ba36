package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/audit/part"
	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/internal/report"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/check"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

type checkFlags struct {
	inputFlags
	out, failOn, level string
	rules, against     []string
	all, codes         bool
	summary, force     bool
	accept             bool // errors that were answered do not fail the run
	shard              string
	parts              string // folder of what each part has found
	merge              bool   // arguments are what parts have found
	jobs               int
}

func (a *app) checkCommand() *cobra.Command {
	var o checkFlags
	c := &cobra.Command{
		Use:   "check 文件或文件夹…",
		Short: "勾稽校验：每个数重新算一遍 check the figures",
		Long: `把每张表的数重新算一遍：合计、执行率、得分、总分、权重，指标值与实际完成值、偏差原因是否相称。
输入同 render。查出的问题按表列出，错误在前：在哪里、表上是什么、应为什么、怎么算的、怎么办。

--against 给出要对照的其他材料（绩效目标申报表、汇总表、决算数、公开说明），格式见 docs/checks.md。
--rules 的文件可以关闭校验、改级别、改参数；报告最后会说明。

几台机器分着查：各台加 --shard 和 --parts，再用 --merge 合成，与一个程序查完的逐字节相同。`,
		Example: `  gongbiao check 表.json
  gongbiao check 2022/ -o 问题清单.xlsx
  gongbiao check 台账.jsonl --summary --fail-on never
  gongbiao check 表.json --against 申报表.json --rules 县局.yaml
  gongbiao check 全部.jsonl --shard 1/3 --parts 共享/       # 另两台 2/3、3/3
  gongbiao check --merge 共享/ -o 问题清单.xlsx`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return a.check(c.Context(), args, o) },
	}
	f := c.Flags()
	o.layoutFlag(f, "全部记录用这个版式；不写则看各记录的 form")
	o.ledgerFlags(f)
	f.StringVarP(&o.out, "output", "o", "", "另写一份问题清单 .xlsx，每个问题一行")
	f.StringVar(&o.failOn, "fail-on", "error", "有这一级或更重的问题时退出码为 1：error、warning、note、never")
	f.StringVar(&o.level, "level", "note", "报告到哪一级：error、warning、note")
	f.StringSliceVar(&o.rules, "rules", nil, "规则文件：关闭校验、改级别、改参数")
	f.StringSliceVar(&o.against, "against", nil, "要对照的其他材料：申报表、汇总表、决算数、公开说明")
	f.BoolVar(&o.all, "all", false, "逐处列出：不合并同类的问题，文字不缩短，没有查的校验全部写出名称")
	f.BoolVar(&o.codes, "codes", false, "同时写出校验代码和数据路径")
	f.BoolVar(&o.summary, "summary", false, "只写汇总")
	a.waiversFlag(f)
	f.BoolVar(&o.accept, "accept-waived", false, "已说明的错误也不使退出码为 1")
	f.IntVar(&o.jobs, "jobs", 0, "同时查几份，0 为处理器个数 workers")
	f.StringVar(&o.shard, "shard", "", "只查几份中的一份，例如 2/5；各表合起来看的由第 1 份查 one part of several")
	f.StringVar(&o.parts, "parts", "", "不写报告，把这一份查出的写进这个文件夹 write what this part found into a folder")
	f.BoolVar(&o.merge, "merge", false, "把各份查出的合成一份报告；参数是 --parts 的文件夹或其中的文件 one report of all parts")
	overwrite(f, &o.force)
	f.BoolVar(&a.json, "json", false, "每张表一行 JSON，最后一行是汇总 one JSON object a line")
	a.layoutsFlag(f)
	return c
}

var levels = []string{"error", "warning", "note"}

func (a *app) check(ctx context.Context, args []string, o checkFlags) error {
	fail := slices.Index(append(slices.Clone(levels), "never"), o.failOn)
	level := slices.Index(levels, o.level)
	switch {
	case fail < 0:
		return usagef("--%s 只能是 %s，不是 %q", "fail-on", append(list(levels), "never"), o.failOn)
	case level < 0:
		return usagef("--%s 只能是 %s，不是 %q", "level", list(levels), o.level)
	}
	if o.merge {
		return a.checkMerge(args, o, fail, finding.Severity(level))
	}
	shard := batch.Shard{}
	if o.shard != "" {
		var err error
		if shard, err = batch.ParseShard(o.shard); err != nil {
			return usagef("--shard %s：应如 2/5：分成 5 份（最多 10000 份），做第 2 份", o.shard)
		}
	}
	if o.parts != "" {
		if err := o.partly(shard, args); err != nil {
			return err
		}
	}
	if o.out != "" {
		a.guard.Reads(batch.Files(args)...)
		if err := a.out(o.force).Reserve(o.out); err != nil {
			return err
		}
	}
	au, err := a.auditor(ctx, o.inputFlags, o.rules, o.against)
	if err != nil {
		return err
	}
	au.Spill(spill)
	defer au.Close()
	if o.out != "" {
		debug.SetGCPercent(50) // the list is kept until it is written, so main's generous setting would multiply it
	}
	r := a.checked(o, fail, finding.Severity(level))
	r.au, r.shard = au, shard
	if o.parts != "" {
		if err := r.begin(ctx); err != nil {
			return err
		}
		defer r.part.Abort()
	}
	if o.jobs <= 0 {
		o.jobs = runtime.GOMAXPROCS(0)
	}
	source := a.source(o.inputFlags, &render.Engine{Library: au.Library})
	err = batch.InOrder(ctx, o.jobs, func(ctx context.Context, do func(func() looked) error) error {
		return source.All(ctx, args, func(input string, index int, d *data.Value, err error) error {
			r.came++
			if r.part != nil {
				r.part.Saw(input, index, d, r.hash(d))
			}
			mine := shard.Has(r.came - 1)
			if !mine && (err != nil || shard.I > 1) {
				return nil // another part says it
			}
			return do(func() looked { return r.look(input, index, d, err, mine) })
		})
	}, r.record)
	a.repeats.end(a.stderr, a.lang)
	switch {
	case err != nil:
		return err
	case r.read == 0 && (shard.Whole() || r.came == 0): // a report of no forms looks like a clean one
		return r.nothing()
	}
	if err := r.end(); err != nil {
		return err
	}
	return r.verdict()
}

// checked is a run of check that has found nothing yet.
func (a *app) checked(o checkFlags, fail int, level finding.Severity) *checked {
	return &checked{app: a, o: o, fail: fail, text: report.Options{Width: width(a.stdout), All: o.all, Codes: o.codes, Level: level,
		English: a.lang == "en"}}
}

// nothing says that there was no form to look at.
func (c *checked) nothing() error {
	if c.o.out != "" {
		c.sayf("没有一张表可查，没有写 %s", c.o.out)
	}
	return exit(batch.ExitUnreadable)
}

// verdict is the exit code. A part has none: what all have found together decides.
func (c *checked) verdict() error {
	switch {
	case c.part != nil:
	case c.broken > 0:
		return exit(batch.ExitSome)
	case c.hit:
		return exit(batch.ExitData)
	}
	return nil
}

// checked is what a run of check has found so far.
type checked struct {
	*app
	o      checkFlags
	au     *audit.Auditor
	text   report.Options
	shard  batch.Shard
	part   *part.Writer             // takes what is found in place of a report; nil: none
	hash   func(*data.Value) string // of layouts, for it
	came   int                      // records and inputs, those of other parts among them
	fail   int                      // the severity that fails the run; beyond the last: none
	sum    report.Summary
	book   report.Workbook
	read   int  // records that were looked at
	broken int  // inputs that cannot be read, and records whose layout cannot be used
	told   int  // reports that people have read
	hit    bool // something that fails the run
}

// looked is one record looked at, or what kept it or its input from being read.
type looked struct {
	input string
	index int
	mine  bool // this part says what was found
	out   *audit.Outcome
	err   error
}

// look is done for several records at a time.
func (c *checked) look(input string, index int, d *data.Value, err error, mine bool) looked {
	x := looked{input, index, mine, &audit.Outcome{Findings: finding.Of(err)}, err}
	switch {
	case err != nil:
	case mine:
		x.out, x.err = c.au.Judge(d)
	default:
		x.out, x.err = c.au.Read(d)
	}
	return x
}

// record takes the records one after the other, in the order of the inputs.
func (c *checked) record(x looked) error {
	input, index, out, err := x.input, x.index, x.out, x.err
	switch {
	case err == nil:
		if err := c.au.Join(out); err != nil || !x.mine {
			return err
		}
	case out == nil || out.Findings == nil:
		return err
	case index == 0:
		return c.take(part.Line{Kind: part.Unread, Form: report.Form{File: input, Findings: out.Findings}})
	}
	l := part.Line{Form: out.Form(input, index), Name: out.Set.Name}
	if out.NoLayout != nil {
		l.Kind = part.Lost
	}
	return c.take(l)
}

// take tells of one record, or puts it down for whoever tells of all parts.
func (c *checked) take(l part.Line) error {
	f := l.Form
	switch {
	case c.part != nil:
		c.read++
		return c.part.Put(l)
	case l.Kind == part.Unread:
		c.broken++
		c.findings(f.Findings)
		return nil
	case l.Kind == part.Lost:
		c.broken++
		shown := c.repeats.fresh(f.Findings, batch.Unreadable, f.File, f.Index)
		for i := range shown {
			if shown[i].Pos.File == "" {
				shown[i].Pos.File = f.File
			}
		}
		c.findings(shown)
		return c.took(f, l.Name, false)
	}
	c.read++
	return c.took(f, l.Name, !c.o.summary)
}

// took takes a form into the summary and the list, and tells of it.
func (c *checked) took(f report.Form, name func(string) string, tell bool) error {
	c.sum.Add(f, name)
	c.hits(f.Findings)
	if c.o.out != "" {
		c.book.Add(f)
	}
	switch {
	case c.json:
		return f.JSON(c.stdout)
	case tell:
		c.apart()
		report.Text(c.people(), f, c.text)
	}
	return c.stdout.err
}

// apart leaves a line free between two reports.
func (c *checked) apart() {
	if c.told++; c.told > 1 {
		fmt.Fprintln(c.people())
	}
}

// hits notes whether a finding is grave enough to fail the run.
func (c *checked) hits(l finding.List) {
	for _, x := range l {
		c.hit = c.hit || c.fail < len(levels) && int(x.Severity) <= c.fail && !x.Accepted(c.o.accept)
	}
}

// end brings what was found over the set to the report, or to the part.
func (c *checked) end() error {
	var l finding.List
	var err error
	if c.shard.I <= 1 {
		if l, err = c.au.Together(); err != nil {
			return err
		}
	} else if c.part == nil {
		c.sayf("这是第 %d/%d 份；各表合起来看的由第 1 份查", c.shard.I, c.shard.N)
	}
	end := part.End{Set: l, Name: c.au.Name, Changed: c.au.Changed()}
	if c.part != nil {
		if err := c.part.End(end); err != nil {
			return err
		}
		c.sayf("第 %d/%d 份查完了，共 %d 条；各份都查完后用 check --merge %s 合成报告", c.shard.I, c.shard.N, c.read, filepath.ToSlash(c.o.parts))
		return nil
	}
	return c.close(end)
}

// close reports on the set, the summary, and writes the list.
func (c *checked) close(end part.End) error {
	l := end.Set
	c.hits(l)
	sum := &c.sum
	sum.Changed = end.Changed
	sum.AddSet(l, end.Name)
	if c.json {
		sum.Sort()
		if err := report.JSON(c.stdout, struct {
			Set     finding.List    `json:"set"`
			Summary *report.Summary `json:"summary"`
		}{append(finding.List{}, l...), sum}); err != nil {
			return err
		}
	} else {
		alone := sum.Forms == 1 && c.told == 1 && len(l) == 0
		if len(l) > 0 {
			c.apart()
			report.Set(c.people(), l, c.text)
		}
		if !alone {
			c.apart()
		}
		sum.Text(c.people(), c.text, alone)
	}
	if c.o.out == "" {
		return nil
	}
	c.book.AddSet(l)
	var b bytes.Buffer
	if err := c.book.Write(&b, sum, ooxml.Props{Application: producer}); err != nil {
		return err
	}
	if _, err := safefile.Write(c.o.out, b.Bytes(), c.app.out(c.o.force)); err != nil {
		return err
	}
	fmt.Fprintln(c.stderr, "问题清单："+c.o.out)
	return nil
}

// auditor makes what checks the records of a run.
func (a *app) auditor(ctx context.Context, o inputFlags, rules, against []string) (*audit.Auditor, error) {
	library, err := a.library()
	if err != nil {
		return nil, err
	}
	au := &audit.Auditor{Library: library, Layout: o.layout}
	if au.Waivers, err = a.waiverBook(ctx, a.waivers); err != nil {
		return nil, err
	}
	for _, path := range rules {
		data, err := readInput(ctx, path)
		if err != nil {
			return nil, err
		}
		r, err := check.ParseRules(path, data)
		if err != nil {
			return nil, err
		}
		au.Rules = append(au.Rules, r)
	}
	if len(against) > 0 {
		keep := func(_ string, _ int, d *data.Value) error {
			au.Against = append(au.Against, d)
			return nil
		}
		if err := each(ctx, a.source(inputFlags{}, &render.Engine{Library: library}), against, keep); err != nil {
			return nil, err
		}
	}
	return au, au.Ready()
}
