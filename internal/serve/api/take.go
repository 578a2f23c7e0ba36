package api

import (
	"cmp"
	"encoding/json"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/ledger"
	"github.com/gongbiao/gongbiao/internal/remark"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/workbook/collect"
)

// Taken is what became of each file that came.
type Taken struct {
	Files []TakenFile `json:"files"`
}

// TakenFile is one record of a file, or a file without any.
type TakenFile struct {
	File     string           `json:"file"`
	Index    int              `json:"index"`            // which record of the file, from 1; 0: there is none
	Kind     string           `json:"kind"`             // record (JSON, YAML), ledger, workbook (a form of ours), form (an official form of anyone's), unknown
	Layout   string           `json:"layout,omitempty"` // it was read by
	Title    string           `json:"title,omitempty"`  // what people call the record
	Fit      *float64         `json:"fit,omitempty"`    // of a form: the share of the layout's labels that were found
	Partial  bool             `json:"partial,omitempty"`
	Unfilled bool             `json:"unfilled,omitempty"`
	Record   json.RawMessage  `json:"record,omitempty"`
	Values   []*collect.Value `json:"values,omitempty"` // of a form: where each was found, and how sure that is
	Findings finding.List     `json:"findings"`
	Doubtful finding.List     `json:"doubtful"` // of them those that a person must look at
}

func (a *API) takeAny(x *request) error       { return a.take(x, true) }
func (a *API) takeWorkbooks(x *request) error { return a.take(x, false) }

// take reads files as the commands import and form collect do; records and ledgers are read too.
func (a *API) take(x *request, documents bool) error {
	files, beside, err := x.files()
	if err != nil {
		return err
	}
	if err := x.known(slices.Sorted(maps.Keys(beside))); err != nil {
		return err
	}
	o := a.reading(cmp.Or(beside["layout"], x.value("layout")), documents)
	out := Taken{Files: []TakenFile{}}
	for _, f := range files {
		if err := x.Context().Err(); err != nil {
			return err
		}
		of, err := a.takeOne(f, o)
		if err != nil {
			return err
		}
		if out.Files = append(out.Files, of...); len(out.Files) > a.o.Records {
			return a.tooMany()
		}
	}
	if err := out.refused(); err != nil {
		return err
	}
	for i := range out.Files {
		f := &out.Files[i]
		f.Findings, f.Doubtful = hinted(f.Findings, x.lang), hinted(f.Doubtful, x.lang)
	}
	return x.json(out)
}

// refused is the error of a request of whose files not one was let in: too large, damaged, made to break a reader. A
// file that was read and is no form that is known is none of these.
func (t Taken) refused() error {
	var l finding.List
	for _, f := range t.Files {
		if f.Index > 0 || f.Layout != "" || !f.Findings.HasErrors() {
			return nil
		}
		l = append(l, f.Findings...)
	}
	return l.AsData()
}

// reading is how forms are read back.
func (a *API) reading(layout string, documents bool) collect.Options {
	return collect.Options{Library: a.engine.Layouts(), Layout: layout, Documents: documents, Unzip: a.o.Unzip, Cache: &a.layoutsRead}
}

// takeOne reads one file: by its name as records, as a ledger if it is one, else as a form.
func (a *API) takeOne(f upload, o collect.Options) ([]TakenFile, error) {
	switch strings.ToLower(path.Ext(f.name)) {
	case ".json", ".jsonl", ".ndjson", ".yaml", ".yml":
		return a.taken(f.name, "record", func(each func(*data.Value, error) error) error { return data.Read(f.name, f.data, each) })
	}
	r, err := collect.Read(f.name, f.data, o)
	if err != nil {
		return nil, err
	}
	if !r.Marked && ledger.Is(f.name) {
		l := ledger.Options{Layout: o.Layout, Unzip: o.Unzip, Form: func(id string) (*model.Form, error) {
			l, err := a.engine.Layouts().Layout(id)
			if err != nil {
				return nil, err
			}
			return l.Form, nil
		}}
		of, err := a.taken(f.name, "ledger", func(each func(*data.Value, error) error) error { return ledger.Read(f.name, f.data, l, each) })
		if err != nil || len(of) > 0 && of[0].Index > 0 {
			return of, err
		}
	}
	t := TakenFile{File: f.name, Kind: "form", Layout: r.Layout, Fit: &r.Fit, Partial: r.Partial, Unfilled: r.Unfilled,
		Values: r.Values, Findings: append(finding.List{}, r.Findings...), Doubtful: append(finding.List{}, remark.Doubts(r.Findings)...)}
	switch {
	case r.Marked:
		t.Kind = "workbook"
	case r.Layout == "":
		t.Kind = "unknown"
	}
	if !r.Refused() {
		t.Index, t.Record = 1, r.Data
		if r.Record != nil {
			t.Title = r.Record.Name
		}
	}
	return []TakenFile{t}, nil
}

// taken are the records of a file that holds them as they are; a file that cannot be read is one without any.
func (a *API) taken(name, kind string, read func(func(*data.Value, error) error) error) (out []TakenFile, err error) {
	refused := func(err error) TakenFile {
		return TakenFile{File: name, Kind: kind, Findings: append(finding.List{}, finding.Of(err)...), Doubtful: finding.List{}}
	}
	err = read(func(d *data.Value, err error) error {
		if len(out) > a.o.Records {
			return a.tooMany()
		}
		if err != nil {
			out = append(out, refused(err))
			return nil
		}
		t := TakenFile{File: name, Index: d.Index, Kind: kind, Layout: d.LayoutName(""), Record: d.AppendJSON(nil, ""),
			Findings: append(finding.List{}, d.Notes...), Doubtful: finding.List{}}
		if l, err := a.engine.Layouts().LayoutOf(d, ""); err == nil {
			t.Layout = l.FullID()
			if r, err := model.BindPartial(d, l.Form); err == nil {
				t.Title = r.Title()
			}
		}
		out = append(out, t)
		return nil
	})
	if finding.Of(err) != nil && !slices.ContainsFunc(out, func(t TakenFile) bool { return t.Index > 0 }) {
		return []TakenFile{refused(err)}, nil
	}
	if finding.Of(err) != nil {
		return append(out, refused(err)), nil
	}
	return out, err
}
