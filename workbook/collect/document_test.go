package collect

import (
	"context"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/internal/summary"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// paper is a sample of a shipped layout.
type paper struct {
	name   string
	layout *templates.Layout
	text   []byte
	form   *render.Form
}

func papers(t testing.TB, cases ...sample.Case) (out []paper) {
	t.Helper()
	for _, info := range templates.Embedded().List() {
		if !info.Current {
			continue
		}
		l := layoutOf(t, info.ID)
		sum, _ := summary.Compile(l.Form, l.Params)
		for _, c := range cases {
			p := paper{name: strings.ReplaceAll(info.ID, "/", "_") + "-" + sample.Cases[c], layout: l,
				text: sample.Append(nil, l.Form, sample.Options{Layout: l.ID, Seed: 7, Case: c, Summary: sum}, 0)}
			f, err := engine.Load(context.Background(), dataOf(t, p.text), "")
			if err != nil {
				t.Fatalf("%s: %v", p.name, err)
			}
			p.form = f
			out = append(out, p)
		}
	}
	return out
}

// tabled is a paper that is one table.
type tabled struct {
	paper
	table *grid.Table
}

// inOneTable are the usual samples of the layouts that are one table, by their number among all.
func inOneTable(t testing.TB) iter.Seq2[int, tabled] {
	t.Helper()
	return func(yield func(int, tabled) bool) {
		for k, p := range papers(t, sample.Usual) {
			g, err := p.form.Grid()
			if err != nil {
				t.Fatal(err)
			}
			if len(g.Tables) == 1 && !yield(k, tabled{p, &g.Tables[0]}) {
				return
			}
		}
	}
}

// stressed are the forms of examples/stress, but for two that no document of words can hold to the character: one has
// the error values of spreadsheets for texts, which are refused, the other empty lines at the ends of cells.
func stressed(t testing.TB) (out []paper) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "examples", "stress", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal("no forms", err)
	}
	for _, file := range files {
		if slices.Contains([]string{"signs.json", "spaces.json"}, filepath.Base(file)) {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d := dataOf(t, text)
		f, err := engine.Load(context.Background(), d, "")
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		out = append(out, paper{name: filepath.Base(file), layout: layoutOf(t, d.Member("form").Text), text: text, form: f})
	}
	return out
}

// textsOf are the texts a record prints, by path, computed ones included. What is blank is not there.
func textsOf(t testing.TB, l *templates.Layout, text []byte) map[string]string {
	t.Helper()
	r, err := model.BindPartial(dataOf(t, text), l.Form)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Compute(l.Params); err != nil && finding.Of(err) == nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	r.Body.Each(func(v *model.Value) {
		if v.Field != nil && v.Field.Kind != model.Rows && v.Field.Kind != model.Group && !blank(v.Text) {
			out[v.Path] = v.Text
		}
	})
	return out
}

// tally compares what was read with what was printed.
type tally struct{ values, lost, wrong, refused int }

func (n *tally) compare(t testing.TB, p paper, r *Result) {
	t.Helper()
	shown := 0
	say := func(format string, a ...any) {
		if shown++; shown <= 4 {
			t.Logf("%s: "+format, append([]any{p.name}, a...)...)
		}
	}
	want := textsOf(t, p.layout, p.text)
	n.values += len(want)
	if r.Refused() {
		n.refused++
		n.lost += len(want)
		for _, f := range r.Findings {
			if f.Severity == finding.Error {
				say("%s %s %s", f.Code, f.Place, f.Message)
			}
		}
		return
	}
	got := textsOf(t, p.layout, r.Data)
	for path, w := range want {
		switch g := got[path]; {
		case g == w:
		case g == "":
			n.lost++
			say("lost %s %q", path, w)
		default:
			n.wrong++
			say("%s %q, want %q", path, g, w)
		}
	}
	for path, g := range got {
		if want[path] == "" {
			n.wrong++
			say("%s %q, want none", path, g)
		}
	}
}

// TestOwnDocuments: every shipped form comes back from our own Word, web page and PDF, as it was.
func TestOwnDocuments(t *testing.T) {
	racing.Apart(t)
	cases := []sample.Case{sample.Usual, sample.Longest, sample.Rare}
	if os.Getenv("GONGBIAO_JUDGES") != "" { // half a minute
		cases = append(cases, sample.Many)
	}
	all := append(papers(t, cases...), stressed(t)...)
	for _, format := range []render.Format{render.DOCX, render.HTML, render.PDF} {
		var n tally
		for _, p := range all {
			b, err := engine.Bytes(context.Background(), format, render.Options{}, p.form)
			if err != nil {
				t.Fatalf("%s: %v", p.name, err)
			}
			r, err := Read(p.name, b, Options{Documents: true, Layout: p.layout.ID, Cache: &ready})
			if err != nil {
				t.Fatal(err)
			}
			n.compare(t, p, r)
		}
		if t.Logf("%s: %d forms, %+v", format, len(all), n); n.lost+n.wrong+n.refused > 0 {
			t.Errorf("%s: something did not come back", format)
		}
	}
}

// TestLikest: without a word which layout it is, a document is read by its own, or it is asked.
func TestLikest(t *testing.T) {
	racing.Apart(t)
	asked := 0
	all := papers(t, sample.Usual)
	for _, p := range all {
		b, err := engine.Bytes(context.Background(), render.DOCX, render.Options{}, p.form)
		if err != nil {
			t.Fatal(err)
		}
		r, err := Read(p.name, b, Options{Documents: true, Cache: &ready})
		switch {
		case err != nil:
			t.Fatal(err)
		case r.Refused() && has(r.Findings, "READ-AMBIGUOUS", finding.Error):
			asked++
		case r.Layout != p.layout.FullID():
			t.Errorf("%s: read by %q, %v", p.name, r.Layout, r.Findings)
		}
	}
	t.Logf("%d forms, %d asked", len(all), asked)
}

// TestOfficeDocuments: what LibreOffice saves of the shipped forms, as old workbook, workbook, web page and Word
// document, is read back, or it is said.
func TestOfficeDocuments(t *testing.T) {
	racing.Apart(t)
	program, err := exec.LookPath("soffice")
	if err != nil || os.Getenv("GONGBIAO_JUDGES") == "" {
		if os.Getenv("GONGBIAO_JUDGES") == "required" {
			t.Fatal("soffice is missing and GONGBIAO_JUDGES=required")
		}
		t.Skip("soffice is missing, or GONGBIAO_JUDGES is not set")
	}
	all := papers(t, sample.Usual)
	dir := t.TempDir()
	convert := func(to, from string) {
		files, err := filepath.Glob(filepath.Join(dir, from))
		if err != nil || len(files) != len(all) {
			t.Fatal(from, len(files), err)
		}
		args := append([]string{"-env:UserInstallation=file://" + filepath.ToSlash(dir) + "/profile", "--headless", "--convert-to", to,
			"--outdir", filepath.Join(dir, filepath.Dir(from), strings.Split(to, ":")[0])}, files...)
		if out, err := exec.Command(program, args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	for _, format := range []render.Format{render.XLSX, render.DOCX, render.HTML} {
		if err := os.MkdirAll(filepath.Join(dir, string(format)), 0o700); err != nil {
			t.Fatal(err)
		}
		for _, p := range all {
			b, err := engine.Bytes(context.Background(), format, render.Options{}, p.form)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, string(format), p.name+"."+string(format)), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	convert("xls", "xlsx/*.xlsx")
	convert("ods", "xlsx/*.xlsx")
	convert("xlsx", "xlsx/ods/*.ods")
	convert("html", "xlsx/*.xlsx")
	convert("docx:MS Word 2007 XML", "html/*.html")
	convert("docx", "docx/*.docx")
	for _, from := range []string{"xlsx/xls/%s.xls", "xlsx/ods/xlsx/%s.xlsx", "xlsx/html/%s.html", "html/docx/%s.docx", "docx/docx/%s.docx"} {
		var n tally
		for _, p := range all {
			b, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf(from, p.name)))
			if err != nil {
				t.Fatal(err)
			}
			r, err := Read(p.name, b, Options{Documents: true, Layout: p.layout.ID, Cache: &ready})
			if err != nil {
				t.Fatal(err)
			}
			n.compare(t, p, r)
		}
		t.Logf("%s: %d forms, %+v", from, len(all), n)
		if n.wrong > 0 || n.lost*50 > n.values {
			t.Errorf("%s: too much did not come back", from)
		}
	}
}
