package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/outname"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// recordWriter reads records and writes others into a folder: nothing is written unless everything was read.
type recordWriter struct {
	*app
	engine  *render.Engine
	library *templates.Library
	dir     string
	to      safefile.Options
	taken   outname.Names
	out     []outRecord
	broken  int // records and inputs that could not be used
}

type outRecord struct {
	path string
	d    *data.Value
}

func (a *app) recordWriter(dir string, force bool) (*recordWriter, error) {
	library, err := a.library()
	if err != nil {
		return nil, err
	}
	return &recordWriter{app: a, engine: &render.Engine{Library: library}, library: library, dir: dir, to: a.outIn(dir, force),
		taken: outname.Names{}}, nil
}

// each visits every record of the inputs, bound and computed; form is what they should be, empty for any. What is
// wrong with a record or an input is said, and the others go on.
func (w *recordWriter) each(ctx context.Context, inputs []string, form string, visit func(f *render.Form, input string, index int) error) error {
	w.guard.Reads(batch.Files(inputs)...)
	return w.source(inputFlags{}, w.engine).All(ctx, inputs, func(input string, index int, d *data.Value, err error) error {
		if err == nil {
			var f *render.Form
			if f, err = w.engine.Load(ctx, d, ""); err == nil {
				w.findings(d.Notes)
				if err = ofForm(f.Record, form); err == nil {
					err = visit(f, input, index)
				}
			}
		}
		list := finding.Of(err)
		if err == nil || list == nil {
			return err
		}
		w.broken++
		for i := range list {
			if list[i].Pos.File == "" {
				list[i].Pos.File = input
			}
		}
		w.findings(list)
		return nil
	})
}

// ofForm says whether a record is one of a form.
func ofForm(r *model.Record, form string) error {
	if form == "" || r.Form.ID == form {
		return nil
	}
	return finding.List{{Code: "REVIEW-FORM", Record: r.Name, Pos: r.Pos,
		Message: fmt.Sprintf("这里要的是 %s 的记录，这一条是“%s”（%s）。", form, r.Form.Name, r.Form.ID),
		English: "this is a record of another form than this step of a review takes",
		Hint:    "各步的次序：review start、issues、notice、close"}}.AsData()
}

// put keeps a record to be written under a name that no other has.
func (w *recordWriter) put(name string, d *data.Value) {
	path := func(name string) string { return filepath.Join(w.dir, name+".json") }
	free := func(string) bool { return true } // a file that was read is refused in the end, not written beside
	w.out = append(w.out, outRecord{path(w.taken.Take(name, free)), d})
}

// end writes the records, unless something was wrong.
func (w *recordWriter) end() error {
	if w.broken > 0 {
		w.sayf("有 %d 处读不出或不能用，一个文件也没有写", w.broken)
		return exit(batch.ExitUnreadable)
	}
	for _, x := range w.out {
		if err := w.to.Reserve(x.path); err != nil {
			return err
		}
	}
	for _, x := range w.out {
		if err := w.app.put(x.path, x.d.JSON(), w.to); err != nil {
			return err
		}
	}
	return nil
}

// dateText is a date of a flag as it is printed; flags give it as 2026-03-31.
func dateText(flag, s string) (string, error) {
	if s == "" {
		return "", nil
	}
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return "", usagef("--%s %s：应如 2026-03-31", flag, s)
	}
	return d.Format("2006年1月2日"), nil
}

// numbered puts a number into a pattern that holds {序号}.
func numbered(pattern string, n int) string {
	return strings.ReplaceAll(pattern, "{序号}", fmt.Sprint(n))
}
