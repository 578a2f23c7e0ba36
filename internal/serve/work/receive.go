package work

import (
	"bytes"
	"context"
	"path/filepath"

	"github.com/gongbiao/gongbiao/internal/outname"
	"github.com/gongbiao/gongbiao/internal/receive"
	"github.com/gongbiao/gongbiao/internal/report"
	"github.com/gongbiao/gongbiao/internal/serve/jobs"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/workbook/collect"
)

// The names of what is told of all files together.
const (
	ledgerName = "台账.xlsx"
	readName   = "收表.jsonl"
)

// received is what the list says of a file.
type received struct {
	*collect.Result
	State    receive.State `json:"state"`
	Unit     string        `json:"unit,omitempty"`
	Record   string        `json:"record,omitempty"` // the file with it
	Twice    bool          `json:"twice,omitempty"`
	Findings finding.List  `json:"findings,omitempty"`
}

// receive reads filled-in workbooks, and with import official forms of anybody's, to records.
func (t *task) receive(ctx context.Context) error {
	job := receive.Job{Workers: t.Workers, Options: collect.Options{Library: t.Engine.Layouts(), Layout: t.Layout, Documents: t.Kind == "import", Unzip: t.Unzip},
		Try: func(r *collect.Result) error { return t.printable(ctx, r) }}
	for _, name := range t.Files {
		t.count(0)
		job.Files = append(job.Files, filepath.Join(t.In, name))
	}
	if t.Beside[unitsPart] != nil {
		l, err := t.Engine.Layouts().Layout(t.Layout)
		if err != nil {
			return err
		}
		if job.Units, err = t.units(l); err != nil {
			return err
		}
	}
	items, err := receive.Run(ctx, job)
	if err != nil {
		return err
	}
	taken := outname.Names{}
	var list bytes.Buffer
	for i, it := range items {
		if it.File != "" { // else a unit of the list that sent nothing
			it.File = filepath.Base(it.File) // the folder is ours
		}
		if it.Result != nil {
			it.Result.File = it.File
		}
		line := received{Result: it.Result, State: it.State, Unit: it.Unit, Twice: it.Twice, Findings: it.Findings}
		if it.Result != nil && !it.Result.Refused() {
			line.Record = taken.Take(base(it.File), func(string) bool { return true }) + ".json"
			if err := put(filepath.Join(t.Out, line.Record), it.Result.Data); err != nil {
				return err
			}
		}
		if err := report.JSON(&list, line); err != nil {
			return err
		}
		f := jobs.Form{Input: it.File, Record: it.Title, Unit: it.Unit, Kind: string(it.State)}
		tally(&f, it.Findings)
		t.w.Form(f)
		t.w.Read(int64(i+1), int64(len(items)))
	}
	ledger, err := receive.Ledger(items, t.Producer)
	if err != nil {
		return err
	}
	if err := put(filepath.Join(t.Out, ledgerName), ledger); err != nil {
		return err
	}
	return put(filepath.Join(t.Out, readName), list.Bytes())
}

// printable tries whether a record that was read can be printed.
func (t *task) printable(ctx context.Context, r *collect.Result) error {
	return data.Read(filepath.Base(r.File), r.Data, func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		f, err := t.Engine.Load(ctx, d, r.Layout)
		if err != nil {
			return err
		}
		_, err = f.Pages()
		return err
	})
}
