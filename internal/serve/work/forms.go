package work

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/book"
	"github.com/gongbiao/gongbiao/internal/ooxml"
	"github.com/gongbiao/gongbiao/internal/outname"
	"github.com/gongbiao/gongbiao/internal/report"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// render makes the files of every form, with manifest and list of failures.
func (t *task) render(ctx context.Context) error {
	source := t.source()
	job := t.Job(t.Producer, t.Release, source)
	job.Inputs, job.Dir, job.Workers, job.Manifest, job.Head.Faces = t.Files, t.Out, t.Workers, true, t.Faces
	au, err := t.auditor(ctx)
	if err != nil {
		return err
	}
	if t.Proof {
		job.Review = au.Review
	}
	if t.Check {
		job.Check = func(f *render.Form) (finding.List, error) { return au.Run(f.Layout, f.Record) }
	}
	sum, err := batch.Run(ctx, t.Engine, job, func(r batch.Result) {
		size := int64(0)
		for _, f := range r.Files {
			size += f.Bytes
		}
		t.count(size)
		t.form(r)
		t.w.Read(source.Meter.Bytes())
	})
	switch {
	case err != nil:
		return err
	case ctx.Err() != nil:
		return ctx.Err()
	case sum.Stopped:
		return errors.New("the disk is full")
	}
	return nil
}

// The names of what is made of all forms together.
const (
	problemsName = "问题清单.xlsx"
	checkedName  = "校验.jsonl"
	bookName     = "汇编"
)

// check writes the list of problems, and what check --json would print.
func (t *task) check(ctx context.Context) error {
	au, err := t.auditor(ctx)
	if err != nil {
		return err
	}
	out, err := create(filepath.Join(t.Out, checkedName))
	if err != nil {
		return err
	}
	defer out.Close()
	lines := bufio.NewWriter(out)
	var list report.Workbook
	var sum report.Summary
	source := t.source()
	err = source.All(ctx, t.Files, func(input string, index int, d *data.Value, err error) error {
		t.count(0)
		t.w.Read(source.Meter.Bytes())
		o := &audit.Outcome{Findings: finding.Of(err)}
		switch {
		case err == nil:
			if o, err = au.Check(d); err != nil {
				return err
			}
		case o.Findings == nil:
			return err
		}
		f := o.Form(input, index)
		if index > 0 {
			sum.Add(f, o.Set.Name)
		}
		r := batch.Judge(input, index, f.Record, nil, cmp.Or(err, o.NoLayout))
		if o.Set != nil {
			if r.Findings = f.Findings; f.Findings.HasErrors() {
				r.Kind = batch.Flawed
			}
		}
		t.form(r)
		return list1(&list, lines, f)
	})
	if err != nil {
		return err
	}
	together, err := au.Together()
	if err != nil {
		return err
	}
	sum.Changed = au.Changed()
	sum.AddSet(together, au.Name)
	sum.Sort()
	if err := report.JSON(lines, struct {
		Set     finding.List    `json:"set"`
		Summary *report.Summary `json:"summary"`
	}{append(finding.List{}, together...), &sum}); err != nil {
		return err
	}
	if err := lines.Flush(); err != nil {
		return err
	}
	list.AddSet(together)
	var b bytes.Buffer
	if err := list.Write(&b, &sum, ooxml.Props{Application: t.Producer}); err != nil {
		return err
	}
	return put(filepath.Join(t.Out, problemsName), b.Bytes())
}

// list1 puts a form into the list and writes its line.
func list1(list *report.Workbook, lines io.Writer, f report.Form) error {
	list.Add(f)
	return f.JSON(lines)
}

func bookFormats() []render.Format { return book.Formats() }

// book binds all forms into one file, or none if one of them cannot be printed.
func (t *task) book(ctx context.Context) error {
	format := t.Formats[0]
	o := book.Options{Layout: t.Layout, Title: t.Title, Unit: t.Unit, Date: t.CoverDate, Order: book.Order(t.options.Order), Groups: t.Groups,
		Number: t.PageNumber, Duplex: t.Duplex, NoSummary: t.NoSummary, Workers: t.Workers, Render: t.Rendering(t.Producer),
		Submission: t.Submission(), TempFolder: t.In, Format: format}
	b, err := book.New(t.Engine, o)
	if err != nil {
		return err
	}
	defer b.Close()
	source := t.source()
	var failed finding.List
	tell := func(r batch.Result) {
		if r.Kind.Failed() {
			failed = append(failed, r.Findings...)
		}
		t.form(r)
	}
	err = source.All(ctx, t.Files, func(input string, index int, d *data.Value, err error) error {
		t.count(0)
		t.w.Read(source.Meter.Bytes())
		if err != nil {
			tell(batch.Judge(input, index, "", nil, err))
			return nil
		}
		return b.Add(d, book.Where{Input: input, Index: index})
	})
	if err != nil {
		return err
	}
	if err := b.Measure(ctx, func(r book.Result) { tell(batch.Judge(r.Input, r.Index, r.Record, r.Findings, r.Err)) }); err != nil {
		return err
	}
	if len(failed) > 0 { // a book that lacks a form looks whole
		return failed.AsData()
	}
	if err := b.UnknownGroup(); err != nil {
		return refuse("groups 里有表上没有的字段", "groups has a field that no form has")
	}
	if format.Paged() {
		return t.pages(ctx, b, format)
	}
	return t.volumes(ctx, b)
}

func (t *task) pages(ctx context.Context, b *book.Book, format render.Format) error {
	f, err := create(filepath.Join(t.Out, bookName+"."+string(format)))
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 256<<10)
	if _, err := b.WritePages(ctx, w); err != nil {
		return err
	}
	return errors.Join(w.Flush(), f.Close())
}

func (t *task) volumes(ctx context.Context, b *book.Book) error {
	var f *os.File
	defer func() {
		if f != nil {
			f.Close()
		}
	}()
	taken := outname.Names{}
	return b.WriteXLSX(ctx, func(v book.Volume) (io.Writer, error) {
		name := bookName
		if v.Name != "" {
			name += "-" + outname.Clean(v.Name)
		}
		var err error
		f, err = create(filepath.Join(t.Out, taken.Take(name, func(string) bool { return true })+".xlsx"))
		return f, err
	}, func(book.Volume) error { return f.Close() })
}

// create makes a file in a folder that is this job's alone.
func create(path string) (*os.File, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	return os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
}

func put(path string, b []byte) error {
	f, err := create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.Write(b); err != nil {
		return err
	}
	return f.Close()
}

// base is a file's name without its ending.
func base(name string) string { return strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)) }
