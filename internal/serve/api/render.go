package api

import (
	"cmp"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/outname"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

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
	o, err := output(x)
	if err != nil {
		return err
	}
	switch {
	case (q.against != nil || q.waivers != nil) && !o.Proof:
		return parameter("against 和 waivers 要和 proof 一起用", "against and waivers go with proof")
	case len(q.records) == 0:
		_, err := q.one()
		return err
	case len(q.records) == 1 && len(o.Formats) == 1:
		return a.renderOne(x, q, o)
	}
	return a.renderMany(x, q, o)
}

// The parts of an upload that stand beside the records.
const waiversPart, againstPart = "waivers", "against"

// uploaded are the records of files: records, ledgers, filled-in workbooks. A file that cannot be read is refused.
func (a *API) uploaded(x *request) (*asked, error) {
	files, beside, err := x.files()
	if err != nil {
		return nil, err
	}
	if err := x.known(slices.Sorted(maps.Keys(beside))); err != nil {
		return nil, err
	}
	for name, v := range beside {
		x.set(name, v)
	}
	q := &asked{Layout: x.value("layout")}
	var wrong finding.List
	for _, f := range files {
		if f.part == waiversPart {
			if err := q.answered(f.name, f.data); err != nil {
				return nil, err
			}
			continue
		}
		to := &q.records
		if f.part == againstPart {
			to = &q.against
		}
		of, err := a.takeOne(f, a.reading(q.Layout, false))
		if err != nil {
			return nil, err
		}
		for _, t := range of {
			if t.Index == 0 {
				wrong = append(wrong, t.Findings...)
				continue
			}
			if *to, err = a.records(t.File, t.Record, *to); err != nil {
				return nil, err
			}
		}
	}
	return q, wrong.AsData()
}

// output reads the parameters.
func output(x *request) (batch.Wanted, error) {
	o, err := batch.Parameters(x.parameters())
	if err == nil {
		err = o.Ready(render.Formats(), []render.Format{render.PDF})
	}
	if wrong := (*batch.Wrong)(nil); errors.As(err, &wrong) {
		return o, refusal(http.StatusBadRequest, "REQUEST-PARAMETER", wrong.Chinese, wrong.English)
	}
	return o, err
}

// renderOne answers with the file of one record.
func (a *API) renderOne(x *request, q *asked, o batch.Wanted) error {
	f, err := a.engine.Load(x.Context(), q.records[0], q.Layout)
	if err != nil {
		return err
	}
	if o.Proof {
		of, err := a.judge(q.beside, q.records[0], f.Layout)
		if err != nil {
			return err
		}
		f = f.With(render.Proof(of.Findings))
	}
	c, err := o.Submission().Copy(f.Record)
	if err != nil {
		return err
	}
	file, err := a.engine.Bytes(x.Context(), o.Formats[0], o.Rendering(a.o.Producer), f.With(c))
	if err != nil {
		return err
	}
	name := cmp.Or(outname.Clean(f.Record.Name), "form")
	if o.Proof {
		name += "-校对稿"
	}
	return x.file(name+"."+string(o.Formats[0]), mediaTypes[o.Formats[0]], file)
}

// renderMany answers with a ZIP of what the command render would write into a folder.
func (a *API) renderMany(x *request, q *asked, o batch.Wanted) error {
	job := o.Job(a.o.Producer, a.o.Release, batch.Source{Layout: q.Layout, Engine: a.engine})
	au := a.auditor(q.beside, q.Layout)
	if o.Proof {
		job.Review = au.Review
	}
	if o.Check {
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
