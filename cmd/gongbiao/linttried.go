package main

import (
	"context"
	"maps"
	"path/filepath"
	"slices"

	"github.com/gongbiao/gongbiao/internal/comeback"
	"github.com/gongbiao/gongbiao/internal/skeleton"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// tried tells what shows only when a layout without errors is used: whether forms that are filled in with a spreadsheet
// can be read back, and whether its samples can be printed. Files of forms and of checks have none of this.
func (a *app) tried(ctx context.Context, arg string) (finding.List, error) {
	if !isID(arg) && !templates.IsLayout(arg) {
		return nil, nil
	}
	e, id, err := a.oneLayout(arg)
	if err != nil {
		return nil, err
	}
	l, err := e.Library.Layout(id)
	if err != nil {
		return finding.Of(err), nil
	}
	list, err := comeback.Try(l, e)
	if err != nil {
		return nil, err
	}
	if l.Source == skeleton.Source {
		list = append(list, finding.Finding{Code: "LAYOUT-SOURCE", Severity: finding.Note, Pos: finding.Pos{File: l.File},
			Message: "依据还没有写：source: 还是骨架里的话", Hint: "写上文号、附件几；没有依据的写“自拟”",
			English: "the source is not said yet: source: is still what the skeleton says"})
	}
	for i := range list {
		if !isID(arg) {
			list[i].Pos.File = arg // as it was named
		}
	}
	wrong, err := samplesTried(ctx, e, l, arg)
	return append(list, wrong...), err
}

// samplesTried prints the samples beside a layout, as its preview does.
func samplesTried(ctx context.Context, e *render.Engine, l *templates.Layout, arg string) (list finding.List, err error) {
	e.Pictures = besideRecord
	samples := e.Library.Samples(l.ID)
	for _, name := range slices.Sorted(maps.Keys(samples)) {
		file := name
		if !isID(arg) {
			file = filepath.ToSlash(filepath.Join(filepath.Dir(arg), "samples", name))
		}
		err := data.Read(file, samples[name], func(d *data.Value, err error) error {
			if err != nil {
				return err
			}
			f, err := e.Load(ctx, d, l.FullID())
			if err == nil {
				_, err = f.Pages()
			}
			mayBeEmpty(err)
			return err
		})
		found := finding.Of(err)
		if err != nil && found == nil {
			return nil, err
		}
		list = append(list, found...)
	}
	return list, nil
}
