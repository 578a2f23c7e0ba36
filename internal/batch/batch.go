// Package batch renders record files to output files. In: paths of inputs, what to make of them and where. Out: one Result a record, in
// the order of the inputs whatever finishes first, and the exit code that sums them up. One record that fails does not
// stop the others, not even when a part of this program panics over it.
package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/gongbiao/gongbiao/internal/outname"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// Job says what to render. The zero value of every optional part works.
type Job struct {
	Inputs  []string         // paths; "-" is Stdin
	Stdin   io.Reader        // may be nil
	Layout  string           // layout for all records; empty: each record names its own
	Formats []render.Format  // at least one
	Dir     string           // folder of the outputs, if Book is empty
	Book    string           // one file for all records; its format is Formats[0]
	Name    *outname.Pattern // names of outputs; nil: the input's name, with -001 … when it has several records
	Force   bool             // overwrite other bytes
	Options render.Options
	Workers int // 0: one a processor

	// Review, if set, finds what is wrong with a record; its outputs become proof copies with the findings drawn on them.
	Review func(*model.Data) (finding.List, error)
}

// suffix keeps proof copies from being taken for clean ones.
func (j Job) suffix() string {
	if j.Review != nil {
		return "-校对稿"
	}
	return ""
}

// review makes a form a proof copy if the job wants one.
func (j Job) review(it item, f *render.Form) error {
	if j.Review == nil {
		return nil
	}
	l, err := j.Review(it.data)
	if err != nil {
		return err
	}
	return f.Proof(l)
}

// File is one output.
type File struct {
	Path    string        `json:"path"`
	Format  render.Format `json:"format"`
	Pages   int           `json:"pages,omitempty"` // PDF only
	Sheets  int           `json:"sheets,omitempty"`
	Outcome string        `json:"outcome"` // written, unchanged
}

// Result is what became of one record, or of an input that could not be read.
type Result struct {
	Input    string       `json:"input"`
	Index    int          `json:"index,omitempty"`  // which record of the input, from 1; 0: the input as a whole
	Record   string       `json:"record,omitempty"` // what people call it
	Files    []File       `json:"files,omitempty"`
	Findings finding.List `json:"findings,omitempty"`
	Kind     Kind         `json:"kind"`
	Message  string       `json:"error,omitempty"` // of errors that are no findings
}

// Run renders the job and calls each for every result, in order, from the calling goroutine. It ends early when ctx does; what was
// being written then is whole or absent.
func Run(ctx context.Context, e *render.Engine, j Job, each func(Result)) Summary {
	var sum Summary
	report := func(r Result) {
		sum.add(r)
		each(r)
	}
	if j.Book != "" {
		runBook(ctx, e, j, report)
	} else {
		runEach(ctx, e, j, report)
	}
	sum.Interrupted = ctx.Err() != nil
	return sum
}

// item is one record with its place in the inputs, or what kept it or its input from being read.
type item struct {
	input string
	index int         // from 1; 0: the input as a whole
	data  *model.Data // nil with err
	base  string      // of the output, unless Job.Name says otherwise
	err   error
}

// read calls each for every record of the inputs, one record behind the reader, so that the first knows whether it is the only one.
func (j Job) read(ctx context.Context, each func(item) error) error {
	for _, path := range j.Inputs {
		var held *item
		pass := func(it *item, many bool) error {
			if it == nil {
				return nil
			}
			if many && it.index > 0 {
				it.base = fmt.Sprintf("%s-%03d", it.base, it.index)
			}
			return each(*it)
		}
		name, n := inputName(path), 0
		base := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
		err := Read(ctx, path, j.Stdin, func(d *model.Data, err error) error {
			n++
			before := held
			held = &item{input: name, index: n, data: d, base: base, err: err}
			return pass(before, true)
		})
		var in *inputError
		if err != nil && !errors.As(err, &in) {
			return err
		}
		if err2 := pass(held, n > 1 || err != nil); err2 != nil {
			return err2
		}
		if err != nil {
			if err := each(item{input: name, err: err}); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// runEach writes an output for each record, several records at a time.
func runEach(ctx context.Context, e *render.Engine, j Job, report func(Result)) {
	workers := j.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	type slot chan Result
	slots := make(chan slot, 2*workers) // in the order of the inputs
	busy := make(chan struct{}, workers)
	go func() {
		defer close(slots)
		taken := map[string]string{}
		j.read(ctx, func(it item) error {
			s := make(slot, 1)
			select {
			case slots <- s:
			case <-ctx.Done():
				return ctx.Err()
			}
			if it.err != nil {
				s <- it.result(nil, it.err)
				return nil
			}
			// A name that comes from the data is known only when the record is bound; names are taken here, in the order of the inputs.
			f, base, err := (*render.Form)(nil), it.base, error(nil)
			if j.Name != nil {
				f, base, err = j.named(e, it)
			}
			if err == nil {
				err = take(taken, base, it)
			}
			if err != nil {
				s <- it.result(f, err)
				return nil
			}
			busy <- struct{}{}
			go func() {
				defer func() { <-busy }()
				s <- j.one(e, it, f, base)
			}()
			return nil
		})
	}()
	for s := range slots {
		report(<-s)
	}
}

// take notes that it is written under base and refuses a second record of the same name.
func take(taken map[string]string, base string, it item) error {
	key := outname.Key(filepath.ToSlash(filepath.Clean(base)))
	who := it.input
	if it.index > 1 {
		who = fmt.Sprintf("%s 第 %d 条", it.input, it.index)
	}
	if first, ok := taken[key]; ok {
		return &nameError{fmt.Sprintf("输出文件名 %s 已由 %s 使用；请用 --name 让名字各不相同", base, first)}
	}
	taken[key] = who
	return nil
}

// nameError is a name that cannot be used for an output.
type nameError struct{ message string }

func (e *nameError) Error() string { return e.message }

// guard turns a panic into an error of this record, so that the others go on.
func guard(err *error) {
	if p := recover(); p != nil {
		b := make([]byte, 4<<10)
		*err = fmt.Errorf("程序内部错误（请连同数据报告给我们）：%v\n%s", p, b[:runtime.Stack(b, false)])
	}
}

// named loads a record and gives the name its data asks for.
func (j Job) named(e *render.Engine, it item) (f *render.Form, base string, err error) {
	defer guard(&err)
	if f, err = e.Load(it.data, j.Layout); err != nil {
		return nil, "", err
	}
	if base, err = j.Name.Expand(lookup(f, it)); err != nil {
		return f, "", &nameError{err.Error()}
	}
	return f, base, nil
}

// one makes the outputs of one record; f is nil if it is not loaded yet.
func (j Job) one(e *render.Engine, it item, f *render.Form, base string) Result {
	files, f, err := j.outputs(e, it, f, base)
	r := it.result(f, err)
	r.Files = files
	return r
}

func (j Job) outputs(e *render.Engine, it item, f *render.Form, base string) (files []File, _ *render.Form, err error) {
	defer guard(&err)
	if f == nil {
		if f, err = e.Load(it.data, j.Layout); err != nil {
			return nil, nil, err
		}
	}
	if err := j.review(it, f); err != nil {
		return nil, f, err
	}
	var errs []error
	for _, format := range j.Formats {
		file, err := j.write(e, format, filepath.Join(j.Dir, filepath.FromSlash(base)+j.suffix()+"."+string(format)), f)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		files = append(files, file)
	}
	return files, f, errors.Join(errs...)
}

// lookup gives a name pattern the record's fields, 序号 (001) and 输入 (the input's name).
func lookup(f *render.Form, it item) func(string) (string, bool) {
	return func(name string) (string, bool) {
		switch name {
		case "序号":
			return fmt.Sprintf("%03d", it.index), true
		case "输入":
			return strings.TrimSuffix(filepath.Base(it.input), filepath.Ext(it.input)), true
		}
		v := f.Record.Value(name)
		if v == nil {
			return "", false
		}
		return v.Text, true
	}
}

// write makes one file in memory and puts it in its place.
func (j Job) write(e *render.Engine, format render.Format, path string, forms ...*render.Form) (File, error) {
	data, err := e.Bytes(format, j.Options, forms...)
	if err != nil {
		return File{}, err
	}
	done, err := safefile.Write(path, data, safefile.Options{Force: j.Force})
	if err != nil {
		return File{}, err
	}
	file := File{Path: filepath.ToSlash(path), Format: format, Outcome: "written"}
	if done == safefile.Unchanged {
		file.Outcome = "unchanged"
	}
	for _, f := range forms {
		switch format {
		case render.PDF:
			d, err := f.Pages()
			if err != nil {
				return File{}, err
			}
			file.Pages += len(d.Pages)
		case render.XLSX:
			m, err := f.Measured()
			if err != nil {
				return File{}, err
			}
			file.Sheets += len(m.Tables)
		}
	}
	return file, nil
}

// runBook writes all records into one file, and nothing at all if one of them fails: a book that lacks a form looks whole.
func runBook(ctx context.Context, e *render.Engine, j Job, report func(Result)) {
	var forms []*render.Form
	var results []Result
	failed := false
	err := j.read(ctx, func(it item) error {
		f, err := j.load(e, it)
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
		report(Result{Input: j.Book, Kind: Skipped, Message: "有表不能排版，没有写 " + j.Book + "（缺一份的合订本看上去是完整的）"})
		return
	}
	if ctx.Err() != nil {
		return
	}
	file, err := j.write(e, j.Formats[0], j.Book, forms...)
	r := item{input: j.Book}.result(nil, err)
	if err == nil {
		r.Files = []File{file}
	}
	report(r)
}

// load brings one record as far as it can go before the book is written.
func (j Job) load(e *render.Engine, it item) (f *render.Form, err error) {
	if it.err != nil {
		return nil, it.err
	}
	defer guard(&err)
	if f, err = e.Load(it.data, j.Layout); err != nil {
		return nil, err
	}
	if err := j.review(it, f); err != nil {
		return f, err
	}
	if j.Formats[0] == render.PDF {
		_, err = f.Pages()
	} else {
		_, err = f.Measured()
	}
	return f, err
}
