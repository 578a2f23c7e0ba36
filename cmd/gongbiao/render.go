package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/book"
	"github.com/gongbiao/gongbiao/internal/edition"
	"github.com/gongbiao/gongbiao/internal/outname"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

type renderFlags struct {
	inputFlags
	out, name, date        string
	formats                []string
	force, proof, formulas bool
	rules, against         []string
	jobs, dpi              int
	shard                  string
	resume, onlyFailed     bool
	manifest, noManifest   bool
	check                  bool
	submission             render.Submission
	ofdFlags
}

func (a *app) renderCommand() *cobra.Command {
	var o renderFlags
	c := &cobra.Command{
		Use:   "render 文件或文件夹…",
		Short: "把记录排成 PDF 和 XLSX render records",
		Long: `把记录排成官方格式的表。输入是 JSON、YAML、JSON Lines（一行一条）或台账（CSV、XLSX，一行一个指标），文件夹取其中全部，
“-” 是标准输入。
Render records as official tables. Input is JSON, YAML or JSON Lines; "-" is stdin.

-o 是文件夹时，每条记录各写一份 PDF 和一份 XLSX；一个文件里有几条记录时，名字后面加 -001、-002……
-o 以 ` + either(formats(".")).in("zh") + ` 结尾时，全部记录装订成这一个文件。
已有的文件内容相同算成功；不同则不覆盖，除非加 --force。`,
		Example: `  gongbiao render 表.json -o out/
  gongbiao render 2022/*.json -o 全部.pdf
  gongbiao render 表.json -f pdf,xlsx,ofd -o out/
  gongbiao render 台账.csv -t self-evaluation/shanghai -o out/
  gongbiao render 全部.jsonl --name "{主管部门}/{序号}-{项目名称}" -f pdf -o out/`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return a.render(c, args, o) },
	}
	f := c.Flags()
	o.layoutFlag(f, "全部记录用这个版式，例如 self-evaluation/shanghai@2022；不写则看各记录的 form")
	f.StringVarP(&o.out, "output", "o", ".", "输出文件夹，或一个 "+list(formats(".")).in("zh")+" 文件")
	f.StringSliceVarP(&o.formats, "format", "f", nil, "格式 formats："+list(formats("")).in("zh")+"，默认写 pdf 和 xlsx")
	f.IntVar(&o.dpi, "dpi", 0, "png 每英寸多少点，不写是 144 dots per inch")
	f.StringVar(&o.name, "name", "", "输出文件名的样式，例如 \"{主管部门}/{序号}-{项目名称}\"")
	f.StringVar(&o.date, "date", "", "写进文件属性的日期，例如 2026-01-31；默认不写（或取 SOURCE_DATE_EPOCH），使同样的输入得到同样的字节")
	overwrite(f, &o.force)
	f.BoolVar(&o.proof, "proof", false, "校对稿：把校验出的问题标在表上，后附问题清单 proof copy with findings")
	f.StringSliceVar(&o.rules, "rules", nil, "校对稿用的规则文件，同 check")
	f.StringSliceVar(&o.against, "against", nil, "校对稿要对照的其他材料，同 check")
	a.waiversFlag(f)
	f.BoolVar(&o.formulas, "formulas", false, "XLSX 中程序算出的数写成公式 live formulas")
	f.IntVar(&o.jobs, "jobs", 0, "同时排几份，0 为处理器个数 workers")
	f.StringVar(&o.shard, "shard", "", "只做几份中的一份，例如 2/5；几个程序、几台机器写同一个文件夹，各做一份，最后做完的合成清单 one part of several")
	f.BoolVar(&o.resume, "resume", false, "接着上次的做：清单上已有且没有变的不再排")
	f.BoolVar(&o.onlyFailed, "only-failed", false, "只补清单上失败的")
	f.BoolVar(&o.manifest, "manifest", false, "不足十份也写 manifest.jsonl 和失败清单；十份以上总是写")
	f.BoolVar(&o.noManifest, "no-manifest", false, "不写 manifest.jsonl 和失败清单")
	f.BoolVar(&o.check, "check", false, "同时校验，结果记入清单；有错误的表照样排出")
	o.submissionFlags(f)
	o.ofdFlags.flags(f)
	o.ledgerFlags(f)
	f.BoolVar(&a.json, "json", false, "每条记录输出一行 JSON one JSON object a line")
	a.sources(c)
	return c
}

// submissionFlags are what copies carry beside the form.
func (o *renderFlags) submissionFlags(f *pflag.FlagSet) {
	f.StringVar(&o.submission.Watermark, "watermark", "", "水印文字，例如 征求意见稿；XLSX 印在页眉右边 watermark")
	f.StringVar(&o.submission.Header, "header", "", "页眉，代替版式的；可写 {page} {pages} page header")
	f.StringVar(&o.submission.Footer, "footer", "", "页脚，代替版式的；可写 {page} {pages} page footer")
	f.BoolVar(&o.submission.Code, "verify-code", false, "每页印校验码和二维码，可用 gongbiao verify 核对 verification code")
}

func (o *renderFlags) checkSubmission() error {
	if err := o.submission.Check(); err != nil {
		return usagef("--watermark、--header、--footer：%v", err)
	}
	return nil
}

func (a *app) render(c *cobra.Command, args []string, o renderFlags) error {
	job := batch.Job{Inputs: args, Force: o.force, Guard: a.guard, Workers: o.jobs, Resume: o.resume,
		OnlyFailed: o.onlyFailed, Manifest: o.manifest, NoManifest: o.noManifest}
	job.Source = a.source(o.inputFlags, nil)
	if o.jobs < 0 {
		return usagef("--jobs 不能是负数")
	}
	if o.noManifest && (o.resume || o.onlyFailed || o.manifest) {
		return usagef("--resume、--only-failed 和 --manifest 要用清单，不能和 --no-manifest 同用")
	}
	if o.proof && (o.resume || o.onlyFailed) {
		return usagef("校对稿随规则而变，不能用 --resume 和 --only-failed")
	}
	if err := o.target(&job); err != nil {
		return err
	}
	if err := o.part(&job); err != nil {
		return err
	}
	if o.name != "" {
		p, err := outname.Parse(o.name)
		if err != nil {
			return usagef("--name：%v", err)
		}
		if job.Book != "" {
			return usagef("--name 和 -o %s 不能同时用：只有一个输出文件", o.out)
		}
		job.Name = p
	}
	job.Options.Producer = producer
	job.Options.Formulas = o.formulas
	if err := o.apply(&job.Options, job.Formats); err != nil {
		return err
	}
	if err := o.web(&job); err != nil {
		return err
	}
	if o.painter != "" && o.submission.Code {
		return usagef("--painter 不能和 --verify-code 同用：校验码只印在归档 PDF 上")
	}
	o.head(&job.Head, job.Options)
	if o.seals {
		if job.Book != "" {
			return usagef("--seal-places 要和一个文件夹一起用：-o 文件夹")
		}
		job.Formats = append(job.Formats, render.Seals)
	}
	if err := o.checkSubmission(); err != nil {
		return err
	}
	job.Submission = o.submission
	if len(o.rules)+len(o.against) > 0 && !o.proof {
		return usagef("--rules 和 --against 要和 --proof 一起用；只校验请用 gongbiao check")
	}
	var err error
	if o.proof {
		au, err := a.auditor(c.Context(), o.inputFlags, o.rules, o.against)
		if err != nil {
			return err
		}
		job.Review = au.Review
	}
	if job.Options.Date, err = o.when(a.getenv("SOURCE_DATE_EPOCH")); err != nil {
		return err
	}
	e, err := a.local()
	if err != nil {
		return err
	}
	job.Head.Release, job.Head.Name, job.Head.Proof, job.Head.Formulas = edition.Full(), o.name, o.proof, o.formulas
	if !job.Options.Date.IsZero() {
		job.Head.Date = job.Options.Date.Format(time.RFC3339)
	}
	if job.Head.Faces, err = fonts.Sum(a.fontDir); err != nil {
		return batch.InputError(a.fontDir, err)
	}
	if o.check {
		au := &audit.Auditor{Library: e.Library}
		job.Check = func(f *render.Form) (finding.List, error) { return au.Run(f.Layout, f.Record) }
	}
	p := watch(a.bar, job.Source.Meter)
	lines := !isTerminal(a.stdout.w) // where a bar is drawn, files are not listed
	sum, err := batch.Run(c.Context(), e, job, func(r batch.Result) {
		p.count(r.Kind != batch.Fine, func(bar bool) { a.report(r, lines || !bar) })
	})
	p.end()
	a.repeats.end(a.stderr, a.lang)
	switch {
	case err != nil:
		return err
	case sum.Interrupted:
		a.sayf("已中断；已写出的文件都是完整的")
	case sum.Stopped:
		a.sayf("磁盘已满，停在这里；已写出的文件都是完整的，腾出空间后加 --resume 接着做")
	case sum.Records > 1 && sum.Failed > 0:
		a.sayf("共 %d 份，%d 份有问题", sum.Records, sum.Failed)
		if list := filepath.Join(job.Dir, batch.FailuresName); job.Book == "" && sum.Listed && job.Shard == (batch.Shard{}) {
			a.sayf("见 %s；改好数据后加 --only-failed 只补这些", filepath.ToSlash(list))
		}
	}
	if sum.Merged {
		a.sayf("%d 份都做完了，已合成 %s", job.Shard.N, filepath.ToSlash(filepath.Join(job.Dir, batch.ManifestName)))
	}
	if code := sum.Exit(); code != batch.ExitFine {
		return exit(code)
	}
	return nil
}

// part takes which part of the records this process does.
func (o *renderFlags) part(job *batch.Job) (err error) {
	switch {
	case o.shard == "":
		return nil
	case job.Book != "":
		return usagef("--shard 要和一个文件夹一起用：-o 文件夹；合订本不能分着做")
	case o.onlyFailed:
		return usagef("--only-failed 不和 --shard 同用：失败的不多，一个程序补")
	case slices.Contains(job.Inputs, "-"):
		return usagef("--shard 要每个程序都读到全部输入，标准输入做不到")
	}
	if job.Shard, err = batch.ParseShard(o.shard); err != nil {
		return usagef("--shard %s：应如 2/5：分成 5 份（最多 10000 份），做第 2 份", o.shard)
	}
	return nil
}

// web takes what is for files of the web: how fine pictures are, and that each file holds one form.
func (o *renderFlags) web(job *batch.Job) error {
	switch {
	case job.Book != "" && !slices.Contains(append(book.Formats(), render.DOCX), job.Formats[0]):
		return usagef("-o %s：一个 svg、png 或 html 文件只装一份表，-o 请写文件夹", o.out)
	case o.dpi == 0:
		return nil
	case !slices.Contains(job.Formats, render.PNG):
		return usagef("--dpi 说的是 png，这次不写 png：加 -f png")
	case o.dpi < render.MinDPI || o.dpi > render.MaxDPI:
		return usagef("--%s 应在 %d 和 %d 之间", "dpi", render.MinDPI, render.MaxDPI)
	}
	job.Options.DPI, job.Head.DPI = o.dpi, o.dpi
	return nil
}

// others are the endings of files that people may want and that we do not write.
var others = []render.Format{"xls", "et", "doc", "odt", "wps", "csv", "json"}

// formats are the formats, each behind a mark: .pdf, .xlsx.
func formats(mark string) (all []string) {
	for _, f := range render.Formats() {
		all = append(all, mark+string(f))
	}
	return all
}

// target decides formats and whether the output is a folder or a book.
func (o *renderFlags) target(job *batch.Job) error {
	for _, s := range o.formats {
		f := render.Format(strings.ToLower(strings.TrimSpace(s)))
		if !slices.Contains(render.Formats(), f) {
			return usagef("-f %s：没有这种格式，可用 %s", s, list(formats("")))
		}
		if !slices.Contains(job.Formats, f) {
			job.Formats = append(job.Formats, f)
		}
	}
	if o.out == "" {
		return usagef("-o 后面缺文件夹或文件名")
	}
	ext, known := render.FormatOf(o.out)
	if known && !os.IsPathSeparator(o.out[len(o.out)-1]) {
		if len(job.Formats) > 0 && !slices.Equal(job.Formats, []render.Format{ext}) {
			return usagef("-o %s 只能是 %s，与 -f %s 不合", o.out, ext, strings.Join(o.formats, ","))
		}
		job.Book, job.Formats = o.out, []render.Format{ext}
		return nil
	}
	info, err := os.Stat(filepath.Clean(o.out)) // with a slash behind it a file is not found
	switch {
	case err == nil && !info.IsDir() && info.Mode().IsRegular():
		return usagef("-o %s 是一个文件，不是文件夹；单个输出文件要以 %s 结尾", o.out, either(formats(".")))
	case err != nil && !known && slices.Contains(others, ext):
		return usagef("-o %s：写不了 .%s 文件，单个输出文件要以 %s 结尾", o.out, ext, either(formats(".")))
	}
	job.Dir = o.out
	if len(job.Formats) == 0 {
		job.Formats = render.Usual()
	}
	return nil
}

// when is the date of the files: --date, else SOURCE_DATE_EPOCH (reproducible-builds.org), else none.
func (o *renderFlags) when(epoch string) (time.Time, error) {
	if o.date != "" {
		for _, layout := range []string{time.DateOnly, time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05"} {
			if t, err := time.Parse(layout, o.date); err == nil && t.Year() > 0 {
				return t.UTC(), nil
			}
		}
		return time.Time{}, usagef("--date %s：应如 2026-01-31 或 2026-01-31T09:00:00+08:00", o.date)
	}
	if epoch == "" {
		return time.Time{}, nil
	}
	n, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil || n < 0 || n > 253402300799 {
		return time.Time{}, usagef("环境变量 SOURCE_DATE_EPOCH=%s：应为 1970 年以来的秒数", epoch)
	}
	return time.Unix(n, 0).UTC(), nil
}

// report prints one result: its files on stdout, its findings on stderr.
func (a *app) report(r batch.Result, files bool) {
	if a.json {
		_ = a.printLine(r) // stdout remembers its error
	} else if files {
		for _, f := range r.Files {
			fmt.Fprintln(a.stdout, fileLine(f))
		}
	}
	many := finding.List{}
	for _, f := range a.repeats.fresh(r.Findings, r.Kind, r.Input, r.Index) {
		if f.Record == "" && r.Index > 1 {
			f.Record = r.Record
		}
		many = append(many, f)
	}
	a.findings(many)
	if r.Message == "" {
		return
	}
	where := r.Input
	if r.Index > 1 {
		where = say(a.lang, "%s 第 %d 条", r.Input, r.Index)
	}
	what := r.Message
	if a.lang == "en" {
		what = cmp.Or(r.English, what) // a failure that an earlier run has noted
	}
	a.sayf("%s：%s", where, what)
}

// fileLine is an output as a person reads it: out/seed-1.pdf  2 页.
func fileLine(f batch.File) string {
	s := f.Path
	switch {
	case f.Pages > 0:
		s += fmt.Sprintf("  %d 页", f.Pages)
	case f.Sheets > 0:
		s += fmt.Sprintf("  %d 张工作表", f.Sheets)
	}
	switch f.Outcome {
	case safefile.Unchanged:
		s += "  未变"
	case batch.Kept:
		s += "  已有"
	}
	return s
}
