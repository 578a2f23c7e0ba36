package templates_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/golden"
	"github.com/gongbiao/gongbiao/internal/gridtest"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/templates"
)

// records reads, binds and computes all records of a file for a layout.
func records(t testing.TB, l *templates.Layout, name string, raw []byte) []*model.Record {
	t.Helper()
	var out []*model.Record
	err := data.Read(name, raw, func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		r, err := model.Bind(d, l.Form)
		if err != nil {
			return err
		}
		out = append(out, r)
		return r.Compute(l.Params)
	})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out
}

// expand fills a record in and checks what must hold for every grid.
func expand(t testing.TB, l *templates.Layout, r *model.Record) *grid.Grid {
	t.Helper()
	g, err := l.Expand(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := gridtest.Check(g); err != nil {
		t.Fatal(err)
	}
	return g
}

// TestShipped expands the samples of every form folder in every layout they are named after and compares the grids
// with the goldens beside them: samples/<place>-<what>.yaml or .json gives testdata/<place>-<what>.grid. A golden
// without a sample fails.
func TestShipped(t *testing.T) {
	lib := templates.Embedded()
	want := map[string]bool{}
	for _, info := range lib.List() {
		form, place, _ := strings.Cut(info.ID, "/")
		samples := lib.Samples(info.ID)
		if len(samples) == 0 && info.Current {
			t.Errorf("%s has no sample %s/samples/%s-*", info.ID, form, place)
		}
		for sample, data := range samples {
			base := strings.TrimSuffix(filepath.Base(sample), filepath.Ext(sample))
			path := filepath.Join(form, "testdata", base+".grid")
			if want[path] || !info.Current {
				continue
			}
			want[path] = true
			t.Run(form+"/"+base, func(t *testing.T) {
				l, err := lib.Layout(info.ID)
				if err != nil {
					t.Fatal(err)
				}
				var b bytes.Buffer
				for _, r := range records(t, l, sample, data) {
					g := expand(t, l, r)
					b.WriteString("# " + r.Name + "\n")
					b.WriteString(gridtest.Draw(g) + "\n")
					if err := g.Dump(&b); err != nil {
						t.Fatal(err)
					}
				}
				golden.File(t, path, b.Bytes())
			})
		}
	}
	goldens, _ := filepath.Glob(filepath.Join("*", "testdata", "*.grid"))
	for _, g := range goldens {
		if !want[g] {
			t.Errorf("%s belongs to no sample", g)
		}
	}
}
