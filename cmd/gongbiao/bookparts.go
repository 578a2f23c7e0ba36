package main

import (
	"cmp"
	"context"
	"encoding/json"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/book"
	"github.com/gongbiao/gongbiao/internal/edition"
	"github.com/gongbiao/gongbiao/internal/shard"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/render"
)

// bookParts is how a book is made by several programs: each measures a part, one binds them.
type bookParts struct {
	shard, parts string
	merge        bool
	part         batch.Shard
}

func (o *bookParts) flags(f *pflag.FlagSet) {
	f.StringVar(&o.shard, "shard", "", "只做几份中的一份，例如 2/5：和 --parts 一起排各表，和 --merge 一起写其中几册 one part of several")
	f.StringVar(&o.parts, "parts", "", "不装订，把排好的这一份写进这个文件夹 write the measured forms of this part into a folder")
	f.BoolVar(&o.merge, "merge", false, "把各份装订成册；参数是 --parts 的文件夹或其中的文件 bind all parts")
}

// Flags that say how forms are measured belong to the parts, those that say how they are bound to whoever binds.
var (
	ofMeasuring = []string{"template", "group", "watermark", "header", "footer", "verify-code", "sheet", "ignore", "map", "parts"}
	ofBinding   = []string{"title", "unit", "cover-date", "order", "list", "page-number", "duplex", "no-summary", "sheets", "volume",
		"date", "standard", "force"}
)

// check says what does not go together.
func (o *bookParts) check(c *cobra.Command, args []string) (err error) {
	if o.shard != "" {
		if o.part, err = batch.ParseShard(o.shard); err != nil {
			return usagef("--shard %s：应如 2/5：分成 5 份（最多 10000 份），做第 2 份", o.shard)
		}
	}
	given := func(names []string) string {
		i := slices.IndexFunc(names, c.Flags().Changed)
		if i < 0 {
			return ""
		}
		return names[i]
	}
	switch {
	case o.merge:
		if name := given(ofMeasuring); name != "" {
			return usagef("--merge 只装订排好的各份：--%s 在排各份时写", name)
		}
	case o.parts != "":
		if name := given(ofBinding); name != "" {
			return usagef("--parts 只排各表，不装订：--%s 在 --merge 时写", name)
		}
		if o.part.Whole() {
			return usagef("--parts 要和 --shard 一起用，例如 --shard 2/5")
		}
		if slices.Contains(args, batch.Stdin) {
			return usagef("--shard 要每个程序都读到全部输入，标准输入做不到")
		}
	case o.shard != "":
		return usagef("--shard 要和 --parts 或 --merge 一起用")
	}
	return nil
}

// bookPart measures a part of the forms and writes them down. A part that was done is no failure, whatever it found:
// who binds tells of it.
func (a *app) bookPart(ctx context.Context, e *render.Engine, args []string, o *bookFlags) error {
	faces, err := fonts.Sum(a.fontDir)
	if err != nil {
		return err
	}
	src := a.source(o.inputFlags, e)
	h := book.PartHead{Head: shard.Head{Part: o.split.part.I, Of: o.split.part.N, Release: edition.Full()},
		Format: o.Format, Groups: o.Groups, Faces: faces}
	flags := []any{o.layout, o.sheet, o.ignore, pairs(a.aliases), o.submission, h.Format, h.Groups, h.Faces}
	if h.Asked, err = asked(ctx, nil, flags); err != nil {
		return err
	}
	b, err := book.New(e, o.Options)
	if err != nil {
		return spooled(err)
	}
	defer b.Close()
	part, err := book.CreatePart(o.split.parts, h, "", a.outIn(o.split.parts, true))
	if err != nil {
		return spooled(err)
	}
	defer part.Abort()
	sum := &batch.Summary{}
	p := watch(a.bar, &batch.Meter{})
	defer p.end()
	count := func(r batch.Result) said {
		sum.Count(r)
		p.count(r.Kind.Failed(), func(bool) {})
		return said{r, r.English}
	}
	hash := layoutHashes(e.Layouts(), o.layout)
	came := 0
	err = src.All(ctx, args, func(input string, index int, d *data.Value, err error) error {
		part.Saw(input, index, d, hash(d))
		item := came
		if came++; !o.split.part.Has(item) {
			return nil
		}
		if err != nil {
			return part.Unread(item, count(batch.Judge(input, index, "", nil, err)))
		}
		return b.Add(d, book.Where{Input: input, Index: index, Item: item})
	})
	if err != nil {
		return spooled(err)
	}
	err = b.WritePart(ctx, part, func(r book.Result) any {
		return count(batch.Judge(r.Input, r.Index, r.Record, r.Findings, r.Err))
	})
	if err != nil {
		return spooled(err)
	}
	dir := filepath.ToSlash(o.split.parts)
	if sum.Failed > 0 {
		a.sayf("第 %d/%d 份排完了，共 %d 条，%d 条不能排；book --merge %s 说出是哪几条", o.split.part.I, o.split.part.N, sum.Records, sum.Failed, dir)
		return nil
	}
	a.sayf("第 %d/%d 份排完了，共 %d 条；各份都排完后用 book --merge %s -o %s 装订", o.split.part.I, o.split.part.N, sum.Records, dir, o.out)
	return nil
}

// said is a result on its way from a part to who tells it.
type said struct {
	batch.Result
	Said string `json:"said,omitempty"` // in English
}

// bookMerge is the book of all parts, of which it tells.
func (a *app) bookMerge(e *render.Engine, args []string, o *bookFlags) (*book.Book, *batch.Summary, error) {
	faces, err := fonts.Sum(a.fontDir)
	if err != nil {
		return nil, nil, err
	}
	paths, err := shard.Find(args, book.PartPattern, "book --parts")
	if err != nil {
		return nil, nil, err
	}
	a.guard.Reads(paths...)
	if !o.split.part.Whole() {
		o.Pick = o.split.part.Has
	}
	sum := &batch.Summary{}
	b, err := book.Join(e, o.Options, paths, edition.Full(), faces, func(raw json.RawMessage) error {
		var s said
		if err := json.Unmarshal(raw, &s); err != nil {
			return err
		}
		s.English = cmp.Or(s.English, s.Said)
		sum.Count(s.Result)
		a.report(s.Result, false)
		return nil
	})
	return b, sum, err
}
