package skeleton_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/golden"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/internal/skeleton"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

func put(t *testing.T, path string, text []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// prints checks that a layout has no error and no warning, and that an invented record of it is printed, with every
// text that it has.
func prints(t *testing.T, dir, id string) {
	t.Helper()
	library, err := templates.Open(dir, templates.Embedded())
	if err != nil {
		t.Fatal(id, err)
	}
	list, err := templates.Embedded().Lint(filepath.Join(dir, id+".yaml"), nil)
	if err != nil {
		t.Fatal(id, err)
	}
	for _, f := range list {
		if f.Severity != finding.Note {
			t.Errorf("%s: %v %s %s", id, f.Pos, f.Code, f.Message)
		}
	}
	l, err := library.Layout(id)
	if err != nil {
		t.Fatalf("%s: %v", id, finding.Of(err))
	}
	e := &render.Engine{Library: library}
	line := sample.Append(nil, l.Form, sample.Options{Layout: id, Seed: 3}, 0)
	err = data.Read("x.jsonl", line, func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		f, err := e.Load(t.Context(), d, "")
		if err != nil {
			return err
		}
		b, err := e.Bytes(t.Context(), render.PDF, render.Options{}, f)
		if err == nil && len(b) < 1000 {
			t.Errorf("%s: a PDF of %d bytes", id, len(b))
		}
		return err
	})
	if err != nil {
		t.Errorf("%s: %v %v", id, err, finding.Of(err))
	}
}

// Of every shipped form a skeleton is right at once.
func TestKnownForms(t *testing.T) {
	dir := t.TempDir()
	seen := map[string]bool{}
	for _, i := range templates.Embedded().List() {
		form, _, _ := strings.Cut(i.ID, "/")
		if seen[form] {
			continue
		}
		seen[form] = true
		f, err := templates.Embedded().Form(form)
		if err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(dir, form, "某市.yaml"), skeleton.Layout(form, "某市", f))
		prints(t, dir, form+"/某市")
	}
	if len(seen) < 8 {
		t.Errorf("%d forms", len(seen))
	}
}

// A form that is new, and its layout, as text.
func TestNewForm(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "grants", "form.yaml"), skeleton.Form("grants"))
	library, err := templates.Open(dir, templates.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	f, err := library.Form("grants")
	if err != nil {
		t.Fatalf("%v", finding.Of(err))
	}
	text := skeleton.Layout("grants", "某县", f)
	put(t, filepath.Join(dir, "grants", "某县.yaml"), text)
	prints(t, dir, "grants/某县")
	golden.File(t, filepath.Join("testdata", "new.yaml"), text)
}
