package work

import (
	"context"
	"os"
	"path/filepath"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/handout"
	"github.com/gongbiao/gongbiao/internal/ledger"
	"github.com/gongbiao/gongbiao/internal/serve/jobs"
	"github.com/gongbiao/gongbiao/internal/workbook"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/templates"
)

// blanks makes a workbook to be filled in for every line of a list.
func (t *task) blanks(ctx context.Context) error {
	l, err := t.Engine.Layouts().Layout(t.Layout)
	if err != nil {
		return err
	}
	if err := handout.Ready(l, t.Engine); err != nil {
		return err
	}
	list, err := t.units(l)
	if err != nil {
		return err
	}
	names, err := handout.Names(list, l, t.Pattern(), func(string) bool { return true })
	if err != nil {
		return batch.NameError(err)
	}
	o := workbook.Options{Form: t.Layout, Rows: t.Rows, Blocks: t.Blocks, Application: t.Producer}
	if t.Spare != nil {
		if o.Spare = *t.Spare; o.Spare == 0 {
			o.Spare = -1
		}
	}
	for i, d := range list {
		if err := ctx.Err(); err != nil {
			return err
		}
		file, err := workbook.New(l, d, t.Engine, o)
		if err != nil {
			return err
		}
		name := names[i] + ".xlsx"
		if err := put(filepath.Join(t.Out, filepath.FromSlash(name)), file); err != nil {
			return err
		}
		t.count(int64(len(file)))
		f := jobs.Form{Input: t.Beside[unitsPart][0], Index: i + 1, Record: name, Kind: string(batch.Fine)}
		tally(&f, d.Notes)
		t.w.Form(f)
		t.w.Read(int64(i+1), int64(len(list)))
	}
	return nil
}

// units is the list of units that came beside the files; nil if none did.
func (t *task) units(l *templates.Layout) ([]*data.Value, error) {
	if t.Beside[unitsPart] == nil {
		return nil, nil
	}
	name := t.Beside[unitsPart][0]
	text, err := os.ReadFile(filepath.Join(t.In, name))
	if err != nil {
		return nil, err
	}
	return handout.List(name, text, l, ledger.Options{Sheet: t.Sheet, Ignore: t.Ignore, Unzip: t.Unzip}, func(finding.List) {}) // the notes are counted with each line
}
