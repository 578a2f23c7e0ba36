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
	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/internal/summary"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
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

// libreOffice has it save files in another format.
func libreOffice(t *testing.T, to string, files map[string][]byte) map[string][]byte {
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
	racing.Apart(t)
	books := map[string][]byte{}
	for _, f := range shipped(t, sample.Usual, sample.Rare) {
		books[f.name+".xlsx"] = f.bytes(t, render.XLSX, render.Options{})
	}
	old, fresh := libreOffice(t, "xls", books), libreOffice(t, "xlsx", books)
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

// texts are the texts that the tables of a form print, cell by cell, and which of them were filled in.
func (f form) texts(t *testing.T) (out []string, filled []bool) {
	t.Helper()
	g, err := f.Grid()
	if err != nil {
		t.Fatal(err)
	}
	for i := range g.Tables {
		tab := &g.Tables[i]
		for _, c := range tab.Cells {
			if tab.Rows[c.Row].Role.Bordered() && strings.TrimSpace(c.Text) != "" {
				out, filled = append(out, c.Text), append(filled, c.Path != "")
			}
		}
	}
	return out, filled
}

// read are the texts of the cells of a document, row by row; a row that may be cut by a page's end is told by flag.
type readCell struct {
	text string
	cut  bool
}

func read(d *found.Document) (out []readCell) {
	for _, t := range d.Tables {
		next := 1 // of the pieces
		for _, r := range t.Rows {
			if r.Repeats > 0 {
				continue
			}
			cut := next < len(t.Pieces) && r.Number >= t.Pieces[next].Row
			for next < len(t.Pieces) && r.Number >= t.Pieces[next].Row {
				next++
			}
			for _, c := range r.Cells {
				if strings.TrimSpace(c.Text) != "" {
					out = append(out, readCell{c.Text, cut})
				}
			}
		}
	}
	return out
}

// compare says how many cells of forms are read otherwise than they were printed. White space may differ in labels
// only: a line of a label that is full and ended by hand looks like one that was broken.
func compare(t *testing.T, forms []form, tagged bool, paint func(form) []byte) {
	t.Helper()
	cells, wrong, blanks, torn, again := 0, 0, 0, 0, 0
	for _, f := range forms {
		file := paint(f)
		if file == nil {
			continue
		}
		d, err := Read(f.name, file, intake.Limits{})
		if err != nil {
			t.Errorf("%s: %v", f.name, err)
			continue
		}
		want, filled := f.texts(t)
		got := read(d)
		cells += len(want)
		k := 0
		for i := range want {
			for !tagged && k < len(got) && got[k].cut && solid(want[i]) != solid(got[k].text) {
				k++ // printed again where a merged cell goes on, or the rest of a cell
				again++
			}
			switch {
			case k == len(got):
				t.Errorf("%s: nothing is left for %q", f.name, want[i])
				return
			case want[i] == got[k].text:
			case !tagged && strings.HasPrefix(solid(want[i]), solid(got[k].text)):
				torn++ // its rest is on the next page
			case (!filled[i] || !tagged) && solid(want[i]) == solid(got[k].text):
				blanks++
			default:
				if wrong++; wrong < 20 {
					t.Errorf("%s: %q, want %q", f.name, got[k].text, want[i])
				}
			}
			k++
		}
	}
	t.Log(len(forms), "forms,", cells, "cells;", wrong, "wrong;", blanks, "differ in white space,", torn, "cut by a page's end,",
		again, "printed again")
}

// examples are the records in a folder of examples.
func examples(t *testing.T, pattern string) (out []form) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("..", "..", "..", "examples", pattern))
	if err != nil || len(paths) == 0 {
		t.Fatal(pattern, err)
	}
	var e render.Engine
	for _, p := range paths {
		text, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		err = data.Read(p, text, func(v *data.Value, err error) error {
			if err != nil {
				return err
			}
			f, err := e.Load(context.Background(), v, "")
			out = append(out, form{filepath.Base(p), f})
			return err
		})
		if err != nil {
			t.Fatalf("%s: %v", p, err)
		}
	}
	return out
}

// TestPDF: every shipped form, of each case, and every hard example, painted by our own painter, comes back cell by
// cell.
func TestPDF(t *testing.T) {
	racing.Apart(t)
	forms := shipped(t, sample.Usual, sample.Longest, sample.Rare)
	forms = append(append(forms, examples(t, "*.json")...), examples(t, filepath.Join("stress", "*.json"))...)
	compare(t, forms, true, func(f form) []byte {
		return f.bytes(t, render.PDF, render.Options{})
	})
}

// TestPlainPDF: so do those that gopdf and fpdf painted, which have neither tags nor blanks.
func TestPlainPDF(t *testing.T) {
	racing.Apart(t)
	forms := shipped(t, sample.Usual)
	// A block's name that goes on over a page is printed again there, and without tags looks like a row of its own.
	forms = slices.DeleteFunc(forms, func(f form) bool { return strings.HasPrefix(f.name, "review_hubei") })
	for _, painter := range []render.Painter{render.GoPDF, render.FPDF} {
		compare(t, forms, false, func(f form) []byte {
			var e render.Engine
			b, err := e.Bytes(context.Background(), render.PDF, render.Options{Painter: painter}, f.Form)
			if l := finding.Of(err); len(l) > 0 && l[0].Code == "PAINTER-GLYPH" {
				return nil // a character that the library does not know
			}
			if err != nil {
				t.Fatalf("%s: %v", f.name, err)
			}
			return b
		})
	}
}

// TestOfficePDF: what LibreOffice prints of the shipped forms' workbooks has all their texts.
func TestOfficePDF(t *testing.T) {
	racing.Apart(t)
	books := map[string][]byte{}
	forms := shipped(t, sample.Usual)
	for _, f := range forms {
		books[f.name+".xlsx"] = f.bytes(t, render.XLSX, render.Options{})
	}
	made := libreOffice(t, "pdf", books)
	cells, lost := 0, 0
	for _, f := range forms {
		d, err := Read(f.name, made[f.name+".xlsx"], intake.Limits{})
		if err != nil {
			t.Errorf("%s: %v", f.name, err)
			continue
		}
		have := map[string]int{}
		for _, c := range read(d) {
			have[solid(c.text)]++
		}
		want, _ := f.texts(t)
		cells += len(want)
		for _, w := range want {
			if have[solid(w)]--; have[solid(w)] < 0 {
				lost++
				t.Errorf("%s: no cell has %q", f.name, w)
			}
		}
	}
	t.Log(len(forms), "forms,", cells, "cells,", lost, "not found")
}

// solid is a text without white space.
func solid(s string) string { return strings.Join(strings.Fields(s), "") }
