package batch

import (
	"context"
	"fmt"
	"path"
	"runtime"
	"strings"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// Pack is Run for those who have the records and want the bytes, and no folder is there: names, results, manifest and
// list of failures are those of Run. The job's inputs, folder and whatever is about earlier runs are not looked at;
// input is what the records are said to come from. put gets each file, record after record, then the list of failures
// and the manifest. It ends with the first error of put or with ctx.
func Pack(ctx context.Context, e *render.Engine, j Job, input string, records []*data.Value, put func(name string, data []byte) error) (Summary, error) {
	j.Dir, j.Book, j.Resume, j.OnlyFailed, j.NoManifest, j.Guard = "", "", false, false, false, &safefile.Guard{}
	r := newRun(e, j)
	sum := Summary{}
	r.sum = &sum
	if err := r.Source.ready(); err != nil {
		return sum, err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	lines := appendLine(nil, r.Head)
	for p := range r.packed(ctx, input, records) {
		one := <-p
		if err := ctx.Err(); err != nil || one.result.stopped {
			return sum, context.Cause(ctx)
		}
		sum.Count(one.result)
		if one.result.Kind != Fine {
			r.fails = append(r.fails, one.result.short())
		}
		for _, f := range one.files {
			if err := put(f.name, f.data); err != nil {
				return sum, err
			}
		}
		lines = appendLine(lines, one.result.line(""))
	}
	if err := ctx.Err(); err != nil {
		return sum, err
	}
	list, err := r.failures()
	if err != nil {
		return sum, err
	}
	tail := Tail{End: true, Records: sum.Records, Failed: sum.Failed}
	if list != nil {
		tail.List, sum.Listed = hashBytes(list), true
		if err := put(FailuresName, list); err != nil {
			return sum, err
		}
	}
	return sum, put(ManifestName, appendLine(lines, tail))
}

// packed is a record that was made, with its files.
type packed struct {
	result Result
	files  []held
}

type held struct {
	name string
	data []byte
}

// packed makes the records, several at a time, and gives them in their order.
func (r *run) packed(ctx context.Context, input string, records []*data.Value) <-chan chan packed {
	workers := r.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	out, busy := make(chan chan packed, 2*workers), make(chan struct{}, workers)
	base := strings.TrimSuffix(path.Base(input), path.Ext(input))
	go func() {
		defer close(out)
		for i, d := range records {
			it := item{input: input, index: i + 1, data: d, base: base}
			if len(records) > 1 {
				it.base = fmt.Sprintf("%s-%03d", base, it.index)
			}
			p := make(chan packed, 1)
			select {
			case out <- p:
			case <-ctx.Done():
				return
			}
			r.pack(ctx, it, p, busy)
		}
	}()
	return out
}

// first is what is known of a record before it is laid out: its line of the manifest and its name, which is taken here,
// in the order of the records. failed has the result of a record that has no name.
func (r *run) first(ctx context.Context, it item) (x *Entry, f *render.Form, base string, notes finding.List, failed *Result) {
	x = &Entry{Input: it.input, Index: it.index, Data: HashOf(it.data)}
	x.Layout, x.LayoutHash = r.layout(it.data)
	base, err := it.base, error(nil)
	if r.Name != nil {
		f, base, err = r.named(ctx, it)
	}
	if x.Name = base; err == nil {
		base, notes, err = r.names.take(base+r.suffix(), it)
	}
	if err != nil {
		res := it.result(f, err)
		res.entry = x
		return x, f, "", nil, &res
	}
	return x, f, base, notes, nil
}

// pack starts the work on one record.
func (r *run) pack(ctx context.Context, it item, p chan packed, busy chan struct{}) {
	x, f, base, notes, failed := r.first(ctx, it)
	if failed != nil {
		p <- packed{result: *failed}
		return
	}
	busy <- struct{}{}
	go func() {
		defer func() { <-busy }()
		var done packed
		one := *r
		one.hold = func(path string, data []byte) { done.files = append(done.files, held{path, data}) }
		done.result = one.one(ctx, it, f, base, notes)
		done.result.entry = x
		p <- done
	}()
}
