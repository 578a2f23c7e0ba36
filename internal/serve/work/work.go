// Package work does what a job asks for. In: a kind, its options and a folder of files. Out: a folder with what the
// command of that name writes: forms with their manifest and list of failures, a book, a list of problems, or records
// read from workbooks and official forms. Where a command and a job do the same, both do it through the same package.
package work

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/ledger"
	"github.com/gongbiao/gongbiao/internal/serve/jobs"
	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// Runner does jobs with the layouts and faces of Engine.
type Runner struct {
	Engine   *render.Engine
	Producer string // program and release, for the files' properties
	Release  string // for manifests
	Faces    string // hash of the office's own faces
	Workers  int    // forms of one job made at once
	Records  int    // of one job
	Bytes    int64  // made by one job
	Unzip    int64  // bytes of a file unpacked; 0: what forms and ledgers may have
}

// Kinds are the kinds of jobs.
func Kinds() []string { return []string{"render", "check", "book", "import", "collect", "blanks"} }

// Beside are the parts of an upload whose files are no records of the job but stand beside them: the list of units
// that blanks and collect take, and the waivers and other papers that check and a proof take.
func Beside() []string { return []string{unitsPart, waiversPart, againstPart} }

const unitsPart, waiversPart, againstPart = "units", "waivers", "against"

// options are those of all kinds; each kind says which it takes. They are named as the flags of the commands.
type options struct {
	Layout string   `json:"layout"`
	Sheet  string   `json:"sheet"`
	Ignore []string `json:"ignore"`

	batch.Wanted

	Title      string   `json:"title"`
	Unit       string   `json:"unit"`
	CoverDate  string   `json:"coverDate"`
	Order      string   `json:"order"`
	Groups     []string `json:"groups"`
	PageNumber string   `json:"pageNumber"`
	Duplex     bool     `json:"duplex"`
	NoSummary  bool     `json:"noSummary"`

	Rows   int  `json:"rows"`
	Spare  *int `json:"spare"`
	Blocks int  `json:"blocks"`
}

// Accept refuses an order that cannot be carried out whatever its files hold, and one of files that nobody lets in.
func (x *Runner) Accept(o jobs.Order) error {
	if _, err := parse(o); err != nil {
		return err
	}
	return x.door(o)
}

// Run does a job.
func (x *Runner) Run(ctx context.Context, o jobs.Order, w jobs.Work) error {
	opt, err := parse(o)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	t := &task{Runner: x, options: opt, Order: o, w: w, stop: stop}
	switch o.Kind {
	case "render":
		err = t.render(ctx)
	case "check":
		err = t.check(ctx)
	case "book":
		err = t.book(ctx)
	case "blanks":
		err = t.blanks(ctx)
	default: // import, collect
		err = t.receive(ctx)
	}
	if refused := (*problem.Error)(nil); errors.As(context.Cause(ctx), &refused) {
		return refused
	}
	return err
}

// task is a job being done.
type task struct {
	*Runner
	options
	jobs.Order
	w       jobs.Work
	stop    context.CancelCauseFunc
	records int
	bytes   int64
}

// count takes one more record, and so many bytes that were made; the job that has more than it may is stopped.
func (t *task) count(bytes int64) {
	t.records++
	t.bytes += bytes
	if t.records > t.Records || t.bytes > t.Bytes {
		t.stop(problem.New(http.StatusUnprocessableEntity, finding.Finding{Code: "JOB-LIMIT",
			Message: fmt.Sprintf("任务超过 %d 条记录或 %d MB 的结果。", t.Records, t.Bytes>>20),
			English: fmt.Sprintf("more than %d records, or %d MB made", t.Records, t.Bytes>>20), Hint: "分几个任务做"}))
	}
}

// source is how the records of the files are read.
func (t *task) source() batch.Source {
	return batch.Source{Dir: t.In, Layout: t.Layout, Engine: t.Engine, Meter: &batch.Meter{},
		Options: ledger.Options{Sheet: t.Sheet, Ignore: t.Ignore, Unzip: t.Unzip}}
}

// form tells what became of a record.
func (t *task) form(r batch.Result) {
	f := jobs.Form{Input: r.Input, Index: r.Index, Record: r.Record, Unit: r.Unit, Kind: string(r.Kind)}
	tally(&f, r.Findings)
	if r.Kind.Failed() && f.Errors == 0 {
		f.Errors = 1
	}
	t.w.Form(f)
}

// tally counts findings.
func tally(f *jobs.Form, l finding.List) {
	for _, x := range l {
		switch x.Severity {
		case finding.Error:
			f.Errors++
		case finding.Warning:
			f.Warnings++
		default:
			f.Notes++
		}
	}
}

// parse reads the options of an order and holds them against its kind.
func parse(o jobs.Order) (opt options, err error) {
	if !slices.Contains(Kinds(), o.Kind) {
		return opt, refuse(fmt.Sprintf("任务的种类 kind 应是 %s 之一", strings.Join(Kinds(), "、")),
			"kind must be one of "+strings.Join(Kinds(), ", "))
	}
	if len(o.Options) > 0 {
		d := json.NewDecoder(bytes.NewReader(o.Options))
		d.DisallowUnknownFields()
		if err := d.Decode(&opt); err != nil {
			return opt, refuse("options 里有不认得的选项，或值的类型不对", "options has one that is not known, or of the wrong type")
		}
		if _, err := d.Token(); !errors.Is(err, io.EOF) {
			return opt, refuse("options 后面还有内容", "something stands behind the options")
		}
	}
	if err := opt.ready(o.Kind); err != nil {
		return opt, err
	}
	return opt, opt.fits(o)
}

// ready checks what the flags of the commands would.
func (o *options) ready(kind string) error {
	known, usual := render.Formats(), render.Usual()
	if kind == "book" {
		known, usual = bookFormats(), []render.Format{render.PDF}
	}
	wrong := (*batch.Wrong)(nil)
	switch err := o.Ready(known, usual); {
	case errors.As(err, &wrong):
		return refuse(wrong.Chinese, wrong.English)
	case kind != "book":
	case len(o.Formats) > 1:
		return refuse("一册只有一种格式", "a book has one format")
	case o.Painter != "" || o.Attach != nil || o.Proof:
		return refuse("汇编没有 painter、attach、proof", "a book has no painter, attach or proof")
	}
	switch {
	case o.Order != "" && o.Order != "file" && o.Order != "pinyin":
		return refuse("order 只能是 file 或 pinyin", "order can only be file or pinyin")
	case o.PageNumber != "" && o.PageNumber != "-" && !strings.Contains(o.PageNumber, "{page}"):
		return refuse("pageNumber 里没有 {page}", "pageNumber has no {page}")
	}
	return nil
}

// fits holds the files of an order against its kind.
func (o *options) fits(order jobs.Order) error {
	units, files := len(order.Beside[unitsPart]), len(order.Files)
	if judged := len(order.Beside[waiversPart]) + len(order.Beside[againstPart]); judged > 0 && order.Kind != "check" && (order.Kind != "render" || !o.Proof) {
		return refuse("waivers 和 against 要和 check 或 render 的 proof 一起用", "waivers and against go with check, or with proof of render")
	}
	switch order.Kind {
	case "blanks":
		switch {
		case files > 0 || units != 1:
			return refuse("填报表要一份名单，作为部分 units 交来，不要别的文件", "blanks take one list, as the part units, and no other file")
		case o.Layout == "":
			return refuse("填报表要在 options 里写 layout", "blanks need layout among the options")
		case o.Rows < 0 || o.Blocks < 0 || o.Spare != nil && *o.Spare < 0:
			return refuse("rows、spare、blocks 不能是负数", "rows, spare and blocks cannot be negative")
		}
		return nil
	case "collect":
		if units > 1 || units == 1 && o.Layout == "" {
			return refuse("收表可以有一份名单（部分 units），要同时写 layout", "collect takes one list (part units), and layout with it")
		}
	default:
		if units > 0 {
			return refuse("只有 blanks 和 collect 要名单", "only blanks and collect take a list of units")
		}
	}
	if files == 0 {
		return refuse("没有文件，也没有记录", "there is no file and no record")
	}
	return nil
}

func refuse(message, english string) error {
	return problem.New(http.StatusBadRequest, finding.Finding{Code: "JOB-KIND", Message: message + "。", English: english})
}
