package tables

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/found"
	"github.com/gongbiao/gongbiao/internal/intake"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/internal/summary"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// form is a sample of a layout, ready to be painted.
type form struct {
	name string
	*render.Form
}

// shipped are forms of every shipped layout, of each case.
func shipped(t *testing.T, cases ...sample.Case) (out []form) {
	t.Helper()
	var e render.Engine
	for _, info := range templates.Embedded().List() {
		id := info.ID
		l, err := templates.Embedded().Layout(id)
		if err != nil {
			t.Fatal(err)
		}
		sum, _ := summary.Compile(l.Form, l.Params)
		for _, c := range cases {
			text := sample.Append(nil, l.Form, sample.Options{Layout: l.ID, Seed: 7, Case: c, Summary: sum}, 0)
			name := strings.ReplaceAll(id, "/", "_") + "-" + sample.Cases[c]
			err := data.Read(name, text, func(v *data.Value, err error) error {
				if err != nil {
					return err
				}
				f, err := e.Load(context.Background(), v, "")
				if err == nil {
					out = append(out, form{name, f})
				}
				return err
			})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
	return out
}

// bytesOf paints a form.
func (f form) bytes(t *testing.T, format render.Format, o render.Options) []byte {
	t.Helper()
	var e render.Engine
	b, err := e.Bytes(context.Background(), format, o, f.Form)
	if err != nil {
		t.Fatalf("%s %s: %v", f.name, format, err)
	}
	return b
}

// dump are the cells and merged ranges of a table, a line each.
func dump(t *found.Table) string {
	var b strings.Builder
	for _, r := range t.Rows {
		for _, c := range r.Cells {
			if strings.TrimSpace(c.Text) == "" && len(c.Said()) == 0 {
				continue
			}
			fmt.Fprintf(&b, "%s %d %q %s", found.Ref(r.Number, c.Col), c.Kind, c.Text, c.Raw)
			for _, f := range c.Said() {
				fmt.Fprint(&b, " ", f.Code)
			}
			b.WriteByte('\n')
		}
	}
	spans := slices.Clone(t.Spans)
	slices.SortFunc(spans, func(x, y found.Span) int { return strings.Compare(x.String(), y.String()) })
	for _, s := range spans {
		fmt.Fprintln(&b, s)
	}
	return b.String()
}

// office has LibreOffice save files in another format.
func office(t *testing.T, to string, files map[string][]byte) map[string][]byte {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil || os.Getenv("GONGBIAO_JUDGES") == "" {
		if os.Getenv("GONGBIAO_JUDGES") == "required" {
			t.Fatal("soffice is missing and GONGBIAO_JUDGES=required")
		}
		t.Skip("soffice is missing, or GONGBIAO_JUDGES is not set")
	}
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(dir) + "/profile", "--headless", "--convert-to", to, "--outdir", filepath.Join(dir, "out")}
	for name, b := range files {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, b, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, p)
	}
	if out, err := exec.Command(program, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	saved := map[string][]byte{}
	for name := range files {
		ext, _, _ := strings.Cut(to, ":")
		b, err := os.ReadFile(filepath.Join(dir, "out", strings.TrimSuffix(name, filepath.Ext(name))+"."+ext))
		if err != nil {
			t.Fatal(err)
		}
		saved[name] = b
	}
	return saved
}

// TestXLS: LibreOffice saves every shipped form as .xls, and as .xlsx of its own; both are read alike.
func TestXLS(t *testing.T) {
	books := map[string][]byte{}
	for _, f := range shipped(t, sample.Usual, sample.Rare) {
		books[f.name+".xlsx"] = f.bytes(t, render.XLSX, render.Options{})
	}
	old, fresh := office(t, "xls", books), office(t, "xlsx", books)
	cells := 0
	for name := range books {
		a, err := Read(name, old[name], intake.Limits{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		b, err := Read(name, fresh[name], intake.Limits{})
		if err != nil || len(a.Tables) != len(b.Tables) {
			t.Fatalf("%s: %v", name, err)
		}
		for i := range a.Tables {
			x, y := dump(a.Tables[i]), dump(b.Tables[i])
			cells += strings.Count(y, "\n")
			if x != y {
				t.Errorf("%s:\n%s", name, differ(x, y))
			}
		}
	}
	t.Log(len(books), "books,", cells, "cells and merged ranges")
}

// differ are the lines that only one of two dumps has.
func differ(x, y string) string {
	var b bytes.Buffer
	xs, ys := strings.Split(x, "\n"), strings.Split(y, "\n")
	for _, l := range xs {
		if !slices.Contains(ys, l) {
			fmt.Fprintln(&b, "-", l)
		}
	}
	for _, l := range ys {
		if !slices.Contains(xs, l) {
			fmt.Fprintln(&b, "+", l)
		}
	}
	return b.String()
}
