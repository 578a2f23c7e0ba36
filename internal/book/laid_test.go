package book

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// A measured form comes back as it was kept, whatever is in it: every layout, the hard examples, marks of a submission.
func TestLaid(t *testing.T) {
	b := bind(t, Options{Submission: render.Submission{Code: true, Watermark: "样"}})
	type one struct {
		what string
		raw  []byte
	}
	var all []one
	for n, i := range templates.Embedded().List() {
		l, err := templates.Embedded().Layout(i.ID)
		if err != nil {
			t.Fatal(err)
		}
		for c := range sample.Cases {
			if (n+c)%3 > 0 && !racing.Full() { // each layout in two ways, each way with many
				continue
			}
			all = append(all, one{i.ID + " " + sample.Cases[c], sample.Append(nil, l.Form, sample.Options{Layout: i.ID, Case: sample.Case(c)}, c)})
		}
	}
	files, err := filepath.Glob("../../examples/stress/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, path := range files {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, one{path, raw})
	}
	want := figures{true, "1", "", "二", "三\n", "四"}
	for _, x := range all {
		d, err := data.ReadOne("x.json", x.raw)
		if err != nil {
			t.Fatal(err)
		}
		f, err := engine.Load(t.Context(), d, "")
		if err != nil {
			t.Fatal(x.what, err)
		}
		copied, err := b.o.Submission.Copy(f.Record)
		if err != nil {
			t.Fatal(err)
		}
		m, err := f.With(copied).Measured()
		if err != nil {
			t.Fatal(x.what, err)
		}
		s, err := newSpool(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		kept := b.lay(m, want, []string{"甲", x.what})
		b.laid = []store{s}
		y := &form{size: int32(len(kept.bytes)), about: kept.about, sheets: 2, scored: true}
		if y.at, err = s.put(kept.bytes); err != nil {
			t.Fatal(err)
		}
		got, err := b.grid(y)
		if err != nil {
			t.Fatal(x.what, err)
		}
		quiet := *m
		quiet.Notes = nil
		if reflect.DeepEqual(&quiet, got) {
			// alike in every bit; not so are zeros with and without digits, which cmp, twenty times as slow, knows
		} else if d := cmp.Diff(&quiet, got); d != "" {
			t.Errorf("%s (-measured +kept):\n%s", x.what, d)
		}
		if g, sheets, err := b.about(y); err != nil || g != want || !slices.Equal(sheets, []string{"甲", x.what}) {
			t.Errorf("%s: %+v %q %v", x.what, g, sheets, err)
		}
		if err := s.close(); err != nil {
			t.Fatal(err)
		}
	}
	b.laid = nil
}
