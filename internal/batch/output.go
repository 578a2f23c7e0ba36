package batch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/pointer"
	"github.com/gongbiao/gongbiao/render"
)

// guard turns a panic into an error of this record, so that the others go on.
func guard(err *error) {
	if p := recover(); p != nil {
		b := make([]byte, 4<<10)
		stack := b[:runtime.Stack(b, false)]
		*err = &spoken{fmt.Sprintf("程序内部错误（请连同数据报告给我们）：%v\n%s", p, stack),
			fmt.Sprintf("an error inside the program (please report it, with the data): %v\n%s", p, stack)}
	}
}

// named gives the name a record's data asks for; f is set if it had to be loaded for that.
func (r *run) named(ctx context.Context, it item) (f *render.Form, base string, err error) {
	defer guard(&err)
	var failed error
	base, err = r.Name.Expand(lookup(it, func() (func(string) *model.Value, error) {
		if f == nil && failed == nil {
			f, failed = r.e.Load(ctx, it.data, r.Source.Layout)
		}
		if failed != nil {
			return nil, failed
		}
		return func(name string) *model.Value { return f.Record.At(string(pointer.Of(strings.Split(name, ".")...))) }, nil
	}))
	switch {
	case failed != nil:
		return nil, "", failed
	case err != nil:
		return f, "", NameError(err)
	}
	return f, base, nil
}

// one makes the outputs of one record; f is nil if it is not loaded yet.
func (r *run) one(ctx context.Context, it item, f *render.Form, base string, notes finding.List) Result {
	files, f, found, err := r.outputs(ctx, it, f, base)
	res := it.result(f, err, append(notes, found...)...)
	res.Files = files
	res.full = isFull(err)
	return res
}

func isFull(err error) bool {
	for _, e := range flat(err) {
		var f *safefile.Error
		if errors.As(e, &f) && f.Reason == safefile.Full {
			return true
		}
	}
	return false
}

func (r *run) outputs(ctx context.Context, it item, f *render.Form, base string) (files []File, _ *render.Form,
	found finding.List, err error) {
	defer guard(&err)
	if f == nil {
		if f, err = r.e.Load(ctx, it.data, r.Source.Layout); err != nil {
			return nil, nil, nil, err
		}
	}
	if f, err = r.dress(it, f); err != nil {
		return nil, f, nil, err
	}
	if r.Check != nil {
		if found, err = r.Check(f); err != nil {
			return nil, f, nil, err
		}
	}
	var mine *manifest
	if r.Resume || r.OnlyFailed {
		mine = r.earlier
	}
	var errs []error
	for _, format := range r.Formats {
		file, err := r.write(ctx, r.e, format, filepath.Join(r.Dir, filepath.FromSlash(base)+"."+string(format)), mine, f)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		files = append(files, file)
		found = append(found, r.Options.Notes(format)...)
	}
	return files, f, found, errors.Join(errs...)
}

// write makes one file in memory and puts it in its place. A file that earlier says is ours, and that nobody has
// changed since, may be overwritten.
func (j Job) write(ctx context.Context, e *render.Engine, format render.Format, path string, earlier *manifest,
	forms ...*render.Form) (File, error) {
	o := j.Options
	if format != render.PDF {
		o.Painter = "" // of the PDF beside
	}
	data, done, err := j.bytes(ctx, e, format, o, forms)
	if err != nil {
		return File{}, err
	}
	defer done()
	outcome, err := j.place(path, data)
	var other *safefile.Error
	if errors.As(err, &other) && other.Reason == safefile.Exists && earlier.ours(j.Dir, path) {
		to := j.out()
		to.Force = true
		outcome, err = safefile.Write(path, data, to)
	}
	if err != nil {
		return File{}, err
	}
	file := File{Path: filepath.ToSlash(path), Format: format, Outcome: outcome, Bytes: int64(len(data))}
	if !j.NoManifest && j.Book == "" {
		file.SHA256 = hashBytes(data)
	}
	for _, f := range forms {
		pages, sheets, err := f.Extent(format)
		if err != nil {
			return File{}, err
		}
		file.Pages, file.Sheets = file.Pages+pages, file.Sheets+sheets
	}
	return file, nil
}

// written are buffers of files that were written, for the next.
var written = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// bytes are those of a file, good until done.
func (j Job) bytes(ctx context.Context, e *render.Engine, format render.Format, o render.Options,
	forms []*render.Form) (data []byte, done func(), err error) {
	if j.hold != nil { // who takes them keeps them
		data, err = e.Bytes(ctx, format, o, forms...)
		return data, func() {}, err
	}
	buf := written.Get().(*bytes.Buffer)
	buf.Reset()
	if err := e.Write(ctx, buf, format, o, forms...); err != nil {
		return nil, nil, err
	}
	return buf.Bytes(), func() {
		if buf.Cap() <= 1<<20 { // what a book has grown is not kept
			written.Put(buf)
		}
	}, nil
}

// place puts a file in its place.
func (j Job) place(path string, data []byte) (safefile.Outcome, error) {
	if j.hold != nil {
		j.hold(filepath.ToSlash(path), data)
		return "", nil
	}
	return safefile.Write(path, data, j.out())
}

// runBook writes all records into one file, and nothing at all if one of them fails: a book that lacks a form looks
// whole.
func runBook(ctx context.Context, e *render.Engine, j Job, report func(Result)) {
	var forms []*render.Form
	var results []Result
	failed := false
	err := j.Source.all(ctx, j.Inputs, func(it item) error {
		f, err := j.load(ctx, e, it)
		r := it.result(f, err)
		failed = failed || r.Kind.Failed()
		forms, results = append(forms, f), append(results, r)
		return ctx.Err()
	})
	if err != nil {
		return
	}
	for _, r := range results {
		report(r)
	}
	if failed {
		report(Result{Input: j.Book, Kind: Skipped,
			Message: "有表不能排版，没有写 " + j.Book + "（缺一份的合订本看上去是完整的）",
			English: "a form cannot be printed: " + j.Book + " was not written (a book that lacks a form looks whole)"})
		return
	}
	if ctx.Err() != nil {
		return
	}
	file, err := j.write(ctx, e, j.Formats[0], j.Book, nil, forms...)
	r := item{input: j.Book}.result(nil, err)
	if r.stopped {
		return
	}
	if err == nil {
		r.Files = []File{file}
		r.Findings = append(r.Findings, j.Options.Notes(file.Format)...)
	}
	report(r)
}

// load brings one record as far as it can go before the book is written.
func (j Job) load(ctx context.Context, e *render.Engine, it item) (f *render.Form, err error) {
	if it.err != nil {
		return nil, it.err
	}
	defer guard(&err)
	if f, err = e.Load(ctx, it.data, j.Source.Layout); err != nil {
		return nil, err
	}
	if f, err = j.dress(it, f); err != nil {
		return f, err
	}
	return f, f.Prepare(ctx, j.Formats[0])
}

// exists says whether a path names something.
func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
