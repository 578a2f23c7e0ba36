package api

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/outname"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// wanted is how forms are to be written: the flags of the command render.
type wanted struct {
	formats []render.Format
	options render.Options
	copy    render.Submission
	proof   bool
	check   bool
	name    string // of a ZIP: the pattern of names, as it was written
	pattern *outname.Pattern
}

func (a *API) render(x *request) error {
	q := &asked{}
	var err error
	if strings.HasPrefix(x.Header.Get("Content-Type"), "multipart/") {
		if q, err = a.uploaded(x); err != nil {
			return err
		}
	} else if q, err = a.body(x); err != nil {
		return err
	}
	o, err := a.wanted(x)
	if err != nil {
		return err
	}
	switch {
	case len(q.records) == 0:
		_, err := q.one()
		return err
	case len(q.records) == 1 && len(o.formats) == 1:
		return a.renderOne(x, q, o)
	}
	return a.renderMany(x, q, o)
}

// uploaded are the records of files: records, ledgers, filled-in workbooks. A file that cannot be read is refused.
func (a *API) uploaded(x *request) (*asked, error) {
	files, beside, err := x.files()
	if err != nil {
		return nil, err
	}
	for name, v := range beside {
		x.set(name, v)
	}
	q := &asked{Layout: x.value("layout")}
	var wrong finding.List
	for _, f := range files {
		of, err := a.takeOne(f, a.reading(q.Layout, false))
		if err != nil {
			return nil, err
		}
		for _, t := range of {
			if t.Index == 0 {
				wrong = append(wrong, t.Findings...)
				continue
			}
			if q.records, err = a.records(t.File, t.Record, q.records); err != nil {
				return nil, err
			}
		}
	}
	return q, wrong.AsData()
}

// wanted reads the parameters.
func (a *API) wanted(x *request) (o wanted, err error) {
	for _, list := range x.all("format") {
		for s := range strings.SplitSeq(list, ",") {
			f := render.Format(strings.ToLower(strings.TrimSpace(s)))
			if !slices.Contains(render.Formats(), f) {
				return o, parameter("没有 %s 这种格式，可用：%v", "there is no format %s, only %v", s, render.Formats())
			}
			if !slices.Contains(o.formats, f) {
				o.formats = append(o.formats, f)
			}
		}
	}
	if o.formats == nil {
		o.formats = []render.Format{render.PDF}
	}
	o.options.Producer = a.o.Producer
	o.copy = render.Submission{Watermark: x.value("watermark"), Header: x.value("header"), Footer: x.value("footer")}
	for name, to := range map[string]*bool{"code": &o.copy.Code, "proof": &o.proof, "check": &o.check, "formulas": &o.options.Formulas} {
		if v := x.value(name); v != "" {
			if *to, err = strconv.ParseBool(v); err != nil {
				return o, parameter("%s 应是 true 或 false", "%s must be true or false", name)
			}
		}
	}
	if v := x.value("dpi"); v != "" {
		n, err := x.number("dpi", 0, render.MinDPI, render.MaxDPI)
		if err != nil {
			return o, err
		}
		o.options.DPI = int(n)
	}
	if o.name = x.value("name"); o.name != "" {
		if o.pattern, err = outname.Parse(o.name); err != nil {
			return o, parameter("name：%v", "name: %v", err)
		}
	}
	if err := o.copy.Check(); err != nil {
		return o, parameter("watermark、header、footer：%v", "watermark, header or footer cannot be: %v", err)
	}
	return o, nil
}

// renderOne answers with the file of one record.
func (a *API) renderOne(x *request, q *asked, o wanted) error {
	f, err := a.engine.Load(x.Context(), q.records[0], q.Layout)
	if err != nil {
		return err
	}
	if o.proof {
		of, err := a.judge(q.records[0], f.Layout)
		if err != nil {
			return err
		}
		f = f.With(render.Proof(of.Findings))
	}
	c, err := o.copy.Copy(f.Record)
	if err != nil {
		return err
	}
	file, err := a.engine.Bytes(x.Context(), o.formats[0], o.options, f.With(c))
	if err != nil {
		return err
	}
	name := cmp.Or(outname.Clean(f.Record.Name), "form")
	if o.proof {
		name += "-校对稿"
	}
	return x.file(name+"."+string(o.formats[0]), mediaTypes[o.formats[0]], file)
}

// renderMany answers with a ZIP of what the command render would write into a folder.
func (a *API) renderMany(x *request, q *asked, o wanted) error {
	job := batch.Job{Source: batch.Source{Layout: q.Layout, Engine: a.engine}, Formats: o.formats, Name: o.pattern, Options: o.options, Submission: o.copy}
	job.Head.Release, job.Head.Name, job.Head.Proof, job.Head.Formulas, job.Head.DPI = a.o.Release, o.name, o.proof, o.options.Formulas, o.options.DPI
	au := &audit.Auditor{Library: a.engine.Layouts(), Layout: q.Layout}
	if o.proof {
		job.Review = au.Review
	}
	if o.check {
		job.Check = func(f *render.Form) (finding.List, error) { return au.Run(f.Layout, f.Record) }
	}
	if len(q.records) == 1 { // what is wrong with the one record is told as with one format
		if _, err := a.engine.Load(x.Context(), q.records[0], q.Layout); err != nil {
			return err
		}
	}
	z := newZIP(x, "forms.zip")
	_, err := batch.Pack(x.Context(), a.engine, job, recordName, q.records, z.add)
	return z.end(err)
}
