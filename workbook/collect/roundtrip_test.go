package collect

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/internal/sample"
	"github.com/gongbiao/gongbiao/internal/workbook"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// trip is a record on its way through a workbook and back.
type trip struct {
	name   string
	layout *templates.Layout
	record []byte
	book   []byte
}

// trips fills records into workbooks, and renders them.
func trips(t *testing.T, each int) (out []trip) {
	t.Helper()
	for name, seed := range seeds(t) {
		out = append(out, both(t, name, layoutOf(t, shanghai), seed)...)
	}
	for _, info := range templates.Embedded().List() {
		if !info.Current {
			continue
		}
		l := layoutOf(t, info.ID)
		for i := range each {
			record := sample.Append(nil, l.Form, sample.Options{Layout: info.ID, Seed: 8}, i)
			out = append(out, both(t, fmt.Sprintf("%s-%d", strings.ReplaceAll(info.ID, "/", "-"), i), l, record)...)
		}
	}
	return out
}

func both(t *testing.T, name string, l *templates.Layout, record []byte) []trip {
	t.Helper()
	rows := 0
	r, err := model.BindPartial(dataOf(t, record), l.Form)
	if err != nil {
		t.Fatal(err)
	}
	blocks := 1
	r.Body.Each(func(v *model.Value) {
		if v.Field != nil && v.Field.Kind == model.Rows {
			rows, blocks = max(rows, len(v.Rows)), max(blocks, len(v.Rows))
		}
	})
	blank, err := workbook.New(l, nil, &engine, workbook.Options{Form: l.ID, Rows: rows + 2, Blocks: blocks})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	form, err := engine.Load(t.Context(), dataOf(t, record), l.ID)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	printed, err := engine.Bytes(t.Context(), render.XLSX, render.Options{}, form)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return []trip{{name + "-filled", l, record, fillIn(t, blank, l, record)}, {name + "-printed", l, record, printed}}
}

// entered are the texts of a record by path. What prints nothing ("") is as if left out: an empty cell is an absent
// field.
func enteredIn(r *model.Record) map[string]string {
	out := map[string]string{}
	r.Body.Each(func(v *model.Value) {
		if len(v.Fields) == 0 && len(v.Rows) == 0 && v.Origin != model.Absent && v.Origin != model.Computed && v.Text != "" {
			out[v.Path] = v.Shown("")
		}
	})
	return out
}

// back reads a workbook and compares.
func (x trip) back(t *testing.T, book []byte) {
	t.Helper()
	r := readIn(t, x.name+".xlsx", book, Options{Layout: x.layout.ID})
	if r.Refused() {
		t.Errorf("%s refused:\n%s", x.name, r.Findings)
		return
	}
	want, err := model.BindPartial(dataOf(t, x.record), x.layout.Form)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(enteredIn(want), enteredIn(r.Record)); d != "" {
		t.Errorf("%s:\n%s\n%s", x.name, d, r.Findings)
	}
	for _, f := range r.Findings {
		if f.Severity < finding.Note && strings.HasPrefix(f.Code, "READ-") && f.Code != "READ-GROUP" {
			t.Errorf("%s: said of a form that is in order: %s", x.name, f.Line())
		}
	}
}

// count is how many invented records a layout, more where GONGBIAO_ROUNDTRIPS says so.
func tripCount(usual int) int {
	if n, err := strconv.Atoi(os.Getenv("GONGBIAO_ROUNDTRIPS")); err == nil && n > 0 {
		return n
	}
	return usual
}

func TestRecordsComeBack(t *testing.T) {
	racing.Apart(t)
	for _, x := range trips(t, tripCount(1)) {
		x.back(t, x.book)
	}
}

// LibreOffice opens each workbook, computes it and saves it as its own.
func TestRecordsComeBackFromLibreOffice(t *testing.T) {
	racing.Apart(t)
	all := trips(t, tripCount(1))
	books := map[string][]byte{}
	for _, x := range all {
		books[x.name] = x.book
	}
	saved := libreOffice(t, books)
	for _, x := range all {
		x.back(t, saved[x.name])
	}
}

// libreOffice saves workbooks once more, a hundred in one run.
func libreOffice(t *testing.T, books map[string][]byte) map[string][]byte {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("GONGBIAO_JUDGES") == "required" {
			t.Fatal("soffice is missing and GONGBIAO_JUDGES=required")
		}
		t.Skip("soffice is missing")
	}
	if os.Getenv("GONGBIAO_JUDGES") == "" {
		t.Skip("GONGBIAO_JUDGES is not set: LibreOffice takes ten seconds")
	}
	dir := t.TempDir()
	base := []string{"-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile")), "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(dir, "out")}
	args := base
	run := func() {
		if len(args) == len(base) {
			return
		}
		if out, err := exec.Command(office, args...).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		args = base
	}
	for name, b := range books {
		p := filepath.Join(dir, name+".xlsx")
		if err := os.WriteFile(p, b, 0o644); err != nil {
			t.Fatal(err)
		}
		if args = append(args[:len(args):len(args)], p); len(args) == len(base)+100 { // with many more it loses some
			run()
		}
	}
	run()
	saved := map[string][]byte{}
	for name := range books {
		b, err := os.ReadFile(filepath.Join(dir, "out", name+".xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		saved[name] = b
	}
	return saved
}
