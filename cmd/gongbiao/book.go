package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/book"
	"github.com/gongbiao/gongbiao/internal/outname"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

type bookFlags struct {
	renderFlags
	book.Options
	split       bookParts
	order, list string
}

func (a *app) bookCommand() *cobra.Command {
	var o bookFlags
	c := &cobra.Command{
		Use:   "book 文件或文件夹… -o 汇编.pdf",
		Short: "把很多表装订成一册 bind many forms into one book",
		Long: `把全部记录装订成一册：封面、目录、汇总表，后面是各表，按主管部门、实施单位分组，页码连排。
-o 以 .pdf 或 .ofd 结尾时是一个可直接印刷、归档的文件；以 .xlsx 结尾时是带目录和链接的工作簿，每册不超过 200 张工作表，
多了按主管部门分册（汇编-某某局.xlsx）。一万份以上的 PDF、OFD 分册：汇编.pdf 是总目录和汇总表，汇编-1.pdf、汇编-2.pdf……
是各册，页码连排；--volume 改一册的份数。有一份表不能排，就整册不写：缺一份的合订本看上去是完整的。
几台机器分着做：各台加 --shard 和 --parts 排各表，再用 --merge 装订，与一个程序做的逐字节相同。`,
		Example: `  gongbiao book forms.jsonl -o 汇编.pdf --duplex
  gongbiao book 2024/ --order pinyin --title 2024年度绩效自评汇编 --unit 某某市财政局 --cover-date 2025年4月 -o 汇编.pdf
  gongbiao book forms.jsonl -o 汇编.pdf --shard 1/3 --parts 共享/       # 另两台 2/3、3/3
  gongbiao book --merge 共享/ -o 汇编.pdf --duplex`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := o.split.check(c, args); err != nil {
				return err
			}
			return a.book(c.Context(), args, &o)
		},
	}
	f := c.Flags()
	o.layoutFlag(f, "全部记录用这个版式；不写则看各记录的 form")
	f.StringVarP(&o.out, "output", "o", "", "写到这个文件："+list(formats(".")).in("zh"))
	f.StringVar(&o.Title, "title", "", "封面上的标题；不写则由表名而来")
	f.StringVar(&o.Unit, "unit", "", "封面上的单位；不写则是唯一的主管部门")
	f.StringVar(&o.Options.Date, "cover-date", "", "封面上的日期，照写的印")
	f.StringVar(&o.order, "order", "file", "次序：file 按数据的先后，pinyin 按拼音，list 按 --list 的名单")
	f.StringVar(&o.list, "list", "", "主管部门和实施单位的名单，一行一个（文本文件，UTF-8）")
	f.StringSliceVar(&o.Groups, "group", nil, "按哪些字段分组，默认 主管部门,实施单位")
	f.StringVar(&o.Number, "page-number", "", "页码的样式，默认 \"第 {page} 页 共 {pages} 页\"；\"— {page} —\" 也可；- 为各版式自己的")
	f.BoolVar(&o.Duplex, "duplex", false, "双面印：各表都从右手页（单数页）起，页码在外侧")
	f.BoolVar(&o.NoSummary, "no-summary", false, "不要汇总表")
	f.IntVar(&o.Sheets, "sheets", 200, "一个工作簿最多几张工作表")
	f.IntVar(&o.Volume, "volume", 10000, "一册最多几份；多了分册，另有总目录（PDF、OFD） forms of one volume")
	f.StringVar(&o.date, "date", "", "写进文件属性的日期；默认不写，使同样的输入得到同样的字节")
	overwrite(f, &o.force)
	f.IntVar(&o.jobs, "jobs", 0, "同时排几份，0 为处理器个数 workers")
	f.BoolVar(&a.json, "json", false, "结果以 JSON 输出 as JSON")
	o.submissionFlags(f)
	o.standardFlag(f)
	o.ledgerFlags(f)
	o.split.flags(f)
	a.sources(c)
	return c
}

func (a *app) book(ctx context.Context, args []string, o *bookFlags) error {
	format, _ := render.FormatOf(o.out)
	switch {
	case o.out == "":
		return usagef("要用 -o 说明写到哪个文件，例如 -o 汇编.pdf")
	case !slices.Contains(render.Formats(), format):
		return usagef("-o %s 应以 %s 结尾", o.out, either(formats(".")))
	case format == render.DOCX:
		return usagef("Word 文件不装订成册：合订用 .pdf、.ofd 或 .xlsx；几份表连成一个 Word 文件用 render -o 全部.docx")
	case !slices.Contains(book.Formats(), format):
		return usagef("-o %s 应以 %s 结尾", o.out, either{".pdf", ".xlsx", ".ofd"})
	case o.jobs < 0:
		return usagef("--jobs 不能是负数")
	case o.Sheets < 3 || o.Sheets > 1000:
		return usagef("--%s 应在 %d 和 %d 之间", "sheets", 3, 1000)
	case o.Volume < 1 || o.Volume > 1_000_000:
		return usagef("--%s 应在 %d 和 %d 之间", "volume", 1, 1_000_000)
	case o.Number != "" && o.Number != "-" && !strings.Contains(o.Number, "{page}"):
		return usagef("--page-number %q 里没有 {page}", o.Number)
	}
	if err := o.ordering(ctx); err != nil {
		return err
	}
	if err := o.checkSubmission(); err != nil {
		return err
	}
	o.Options.Submission = o.submission
	a.guard.Reads(batch.Files(args)...)
	if o.split.parts == "" {
		if err := a.out(o.force).Reserve(o.out); err != nil {
			return err
		}
	}
	if a.getenv("GOGC") == "" {
		debug.SetGCPercent(200) // a book has some bytes of every form alive; see main
	}
	var err error
	if o.Render.Date, err = o.when(a.getenv("SOURCE_DATE_EPOCH")); err != nil {
		return err
	}
	if err := o.apply(&o.Render, []render.Format{format}); err != nil {
		return err
	}
	o.Render.Producer, o.Options.Layout, o.Workers, o.Format = producer, o.layout, o.jobs, format
	e, err := a.local()
	if err != nil {
		return err
	}
	var b *book.Book
	var sum *batch.Summary
	switch {
	case o.split.parts != "":
		return a.bookPart(ctx, e, args, o)
	case o.split.merge:
		b, sum, err = a.bookMerge(e, args, o)
	default:
		if b, err = book.New(e, o.Options); err == nil {
			sum, err = a.gather(ctx, e, b, args, o)
		}
	}
	if b != nil {
		defer b.Close()
	}
	a.repeats.end(a.stderr, a.lang)
	switch err = spooled(err); {
	case err != nil:
		return err
	case sum.Failed > 0:
		a.sayf("共 %d 份，%d 份不能排，没有写 %s（缺一份的合订本看上去是完整的）", sum.Records, sum.Failed, o.out)
		return exit(sum.Exit())
	}
	if err := b.UnknownGroup(); err != nil {
		return usagef("--group：%v", err)
	}
	if format.Paged() {
		return spooled(a.bookPages(ctx, b, o))
	}
	return spooled(a.bookXLSX(ctx, b, o))
}

// spooled says of an error of the system's what it is about: the file in which a book keeps its records.
func spooled(err error) error {
	var file *safefile.Error
	var path *os.PathError
	if errors.As(err, &file) || finding.Of(err) != nil || !errors.As(err, &path) {
		return err
	}
	return safefile.Wrap("临时文件 "+path.Path, path) // no file of the user's is meant
}

// ordering reads how the book is ordered.
func (o *bookFlags) ordering(ctx context.Context) error {
	o.Order = book.Order(o.order)
	switch o.Order {
	case book.ByFile, book.ByPinyin:
		if o.list != "" {
			return usagef("--list 要和 --order list 一起用")
		}
		return nil
	case book.ByList:
	default:
		return usagef("--%s 只能是 %s，不是 %q", "order", list{"file", "pinyin", "list"}, o.order)
	}
	if o.list == "" {
		return usagef("--order list 要用 --list 说明名单在哪个文件")
	}
	data, err := readInput(ctx, o.list)
	if err != nil {
		return err
	}
	for line := range strings.Lines(strings.TrimPrefix(string(data), "\uFEFF")) {
		if name := strings.TrimSpace(line); name != "" {
			o.List = append(o.List, name)
		}
	}
	return nil
}

// gather reads and measures every record, and tells of those that cannot be printed.
func (a *app) gather(ctx context.Context, e *render.Engine, b *book.Book, args []string, o *bookFlags) (*batch.Summary, error) {
	src := a.source(o.inputFlags, e)
	sum := &batch.Summary{}
	p := watch(a.bar, &batch.Meter{})
	defer p.end()
	tell := func(r batch.Result) {
		sum.Count(r)
		p.count(r.Kind.Failed(), func(bool) { a.report(r, false) })
	}
	var unread []batch.Result
	err := src.All(ctx, args, func(input string, index int, d *data.Value, err error) error {
		if err != nil {
			unread = append(unread, batch.Judge(input, index, "", nil, err))
			return nil
		}
		return b.Add(d, book.Where{Input: input, Index: index})
	})
	if err != nil {
		return nil, err
	}
	for _, r := range unread {
		tell(r)
	}
	err = b.Measure(ctx, func(r book.Result) { tell(batch.Judge(r.Input, r.Index, r.Record, r.Findings, r.Err)) })
	return sum, err
}

func (a *app) bookPages(ctx context.Context, b *book.Book, o *bookFlags) error {
	out := &bound{a: a, o: o}
	defer out.abort()
	volumes, err := b.PageVolumes()
	if err == nil {
		err = out.reserve(volumes)
	}
	if err != nil {
		return err
	}
	if len(volumes) == 0 {
		a.sayf("分 %d 份写，这一份里没有册", o.split.part.N)
	}
	return b.WriteVolumes(ctx, out.create, func(v book.Volume, p *book.Pages) error {
		done, err := out.commit()
		path := filepath.ToSlash(o.volume(v))
		switch {
		case err != nil:
			return err
		case a.json:
			return a.printLine(map[string]any{"path": path, "format": o.Format, "pages": p.Pages, "forms": p.Forms, "outcome": done})
		case p.Forms == 0:
			fmt.Fprintf(a.stdout, "%s  总目录，%d 页%s\n", path, p.Pages, unchanged(done))
		default:
			fmt.Fprintf(a.stdout, "%s  %d 份，%d 页%s\n", path, p.Forms, p.Pages, unchanged(done))
		}
		return nil
	})
}

// bound is the volumes of a book on their way to files, one after the other.
type bound struct {
	a *app
	o *bookFlags
	f *safefile.Pending
	w *bufio.Writer
}

// reserve sees to it that every volume may be written.
func (b *bound) reserve(volumes []book.Volume) error {
	for _, v := range volumes {
		if v.Name == "" {
			continue // o.out itself
		}
		if err := b.a.out(b.o.force).Reserve(b.o.volume(v)); err != nil {
			return err
		}
	}
	return nil
}

func (b *bound) create(v book.Volume) (_ io.Writer, err error) {
	if b.f, err = safefile.Create(b.o.volume(v), b.a.out(b.o.force)); err != nil {
		return nil, err
	}
	b.w = bufio.NewWriterSize(b.f, 256<<10)
	return b.w, nil
}

func (b *bound) commit() (safefile.Outcome, error) {
	if err := b.w.Flush(); err != nil {
		var none safefile.Outcome
		return none, err
	}
	return b.f.Commit()
}

func (b *bound) abort() {
	if b.f != nil {
		b.f.Abort()
	}
}

func (a *app) bookXLSX(ctx context.Context, b *book.Book, o *bookFlags) error {
	out := &bound{a: a, o: o}
	defer out.abort()
	volumes, err := b.Volumes()
	if err == nil {
		err = out.reserve(volumes)
	}
	if err != nil {
		return err
	}
	if len(volumes) == 0 {
		a.sayf("分 %d 份写，这一份里没有册", o.split.part.N)
	}
	return b.WriteXLSX(ctx, out.create, func(v book.Volume) error {
		done, err := out.commit()
		if err != nil {
			return err
		}
		path := filepath.ToSlash(o.volume(v))
		if a.json {
			return a.printLine(map[string]any{"path": path, "format": render.XLSX,
				"sheets": v.Sheets, "forms": v.Forms, "outcome": done})
		}
		fmt.Fprintf(a.stdout, "%s  %d 份，%d 张工作表%s\n", path, v.Forms, v.Sheets, unchanged(done))
		return nil
	})
}

// volume is the path of a volume.
func (o *bookFlags) volume(v book.Volume) string {
	if v.Name == "" {
		return o.out
	}
	ext := filepath.Ext(o.out)
	return strings.TrimSuffix(o.out, ext) + "-" + outname.Clean(v.Name) + ext
}

func unchanged(o safefile.Outcome) string {
	if o == safefile.Unchanged {
		return "  未变"
	}
	return ""
}
