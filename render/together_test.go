package render_test

import (
	"bytes"
	"context"
	"sync"
	"testing"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/internal/workbook"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
	"github.com/gongbiao/gongbiao/workbook/collect"
)

// products is everything that can be made of a record with what all records share: one engine, one library, its faces
// and glyphs.
func products(e *render.Engine, layout string, record []byte) (map[string][]byte, error) {
	out := map[string][]byte{}
	err := data.Read("表.json", record, func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		f, err := e.Load(context.Background(), d, layout)
		if err != nil {
			return err
		}
		for _, format := range render.Formats() {
			if out[string(format)], err = e.Bytes(context.Background(), format, render.Options{DPI: 36}, f); err != nil {
				return err
			}
		}
		a := audit.Auditor{Library: e.Library, Layout: layout}
		found, err := a.Check(d)
		if err != nil {
			return err
		}
		out["findings"] = []byte(found.Findings.String())
		blank, err := workbook.New(f.Layout, d, e, workbook.Options{Rows: 80, Spare: -1, Blocks: 6})
		if err != nil {
			return err
		}
		out["workbook"] = blank
		back, err := collect.Read("表.xlsx", blank, collect.Options{Library: e.Library, Layout: layout})
		if err != nil {
			return err
		}
		out["collected"] = append(back.Data, back.Findings.String()...)
		return nil
	})
	return out, err
}

// TestTogether: sixteen goroutines that share everything make what one alone makes; the race detector watches.
func TestTogether(t *testing.T) {
	type job struct {
		layout string
		record []byte
		want   map[string][]byte
	}
	var jobs []job
	library := templates.Embedded()
	for _, info := range library.List() {
		if !info.Current || len(jobs) == 8 {
			continue
		}
		l, err := library.Layout(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		record := sample.Append(nil, l.Form, sample.Options{Layout: info.ID, Seed: 5}, 0)
		want, err := products(&render.Engine{Library: templates.Embedded()}, info.ID, record)
		if err != nil {
			t.Fatalf("%s: %v", info.ID, err)
		}
		jobs = append(jobs, job{info.ID, record, want})
	}
	shared := &render.Engine{Library: templates.Embedded()}
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			j := jobs[i%len(jobs)] // two of each at a time
			got, err := products(shared, j.layout, j.record)
			if err != nil {
				t.Error(j.layout, err)
			}
			for what, want := range j.want {
				if !bytes.Equal(got[what], want) {
					t.Errorf("%s: the %s differs from what one alone makes", j.layout, what)
				}
			}
		})
	}
	all.Wait()
}
