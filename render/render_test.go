package render

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
)

// example reads the only record of a file of examples/.
func example(t testing.TB, name string) *data.Value {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "examples", name))
	if err != nil {
		t.Fatal(err)
	}
	return record(t, string(data))
}

func record(t testing.TB, text string) *data.Value {
	t.Helper()
	var found *data.Value
	if err := data.Read("表.json", []byte(text), func(d *data.Value, err error) error {
		found = d
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return found
}

func load(t testing.TB, e *Engine, d *data.Value) *Form {
	t.Helper()
	f, err := e.Load(t.Context(), d, "")
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func written(t testing.TB, e *Engine, format Format, forms ...*Form) []byte {
	t.Helper()
	b, err := e.Bytes(t.Context(), format, Options{}, forms...)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var seeds = []string{"seed-1.json", "seed-2.json", "seed-3.json"}

// The bytes of a form depend on the form alone: not on what was rendered before, beside it, or how often.
func TestSameBytes(t *testing.T) {
	want := map[string][]byte{}
	for _, s := range seeds {
		for _, format := range Formats() {
			e := new(Engine) // cold
			want[s+string(format)] = written(t, e, format, load(t, e, example(t, s)))
		}
	}
	e := new(Engine)
	var wg sync.WaitGroup
	for i := range 12 {
		wg.Go(func() {
			for j := range seeds {
				s := seeds[(i+j)%len(seeds)]
				f, err := e.Load(t.Context(), example(t, s), "self-evaluation/shanghai@2022")
				if err != nil {
					t.Error(err)
					return
				}
				for _, format := range Formats() {
					b, err := e.Bytes(t.Context(), format, Options{}, f)
					if err != nil || !bytes.Equal(b, want[s+string(format)]) {
						t.Errorf("%s %s: other bytes beside others (%v)", s, format, err)
					}
				}
			}
		})
	}
	wg.Wait()
}

// A character no face has keeps the PDF from being written and is a warning of the XLSX.
func TestMissingCharacter(t *testing.T) {
	e := new(Engine)
	f := load(t, e, record(t, `{"form": "self-evaluation/shanghai", "年度": "2022", "项目名称": "甲𮯰乙"}`))
	_, err := e.Bytes(t.Context(), PDF, Options{}, f)
	l := finding.Of(err)
	if len(l) == 0 || l[0].Code != FontMissing || l[0].Severity != finding.Error || !strings.Contains(l[0].Line(), "U+2EBF0") || l[0].Path != "/项目名称" {
		t.Errorf("PDF: %v", err)
	}
	if b := written(t, e, XLSX, f); len(b) == 0 {
		t.Error("no XLSX")
	}
	if !slices.ContainsFunc(f.Notes(), func(n finding.Finding) bool { return n.Code == FontMissing && n.Severity == finding.Warning }) {
		t.Errorf("no warning in %v", f.Notes())
	}
	good := load(t, e, example(t, seeds[0]))
	var b bytes.Buffer
	if err := e.Write(t.Context(), &b, PDF, Options{}, good, f); err == nil || b.Len() != 0 {
		t.Errorf("a book with a form that cannot be painted: %d bytes, %v", b.Len(), err)
	}
}

func TestErrors(t *testing.T) {
	e := new(Engine)
	for _, c := range []struct{ record, layout, code string }{
		{`{"项目名称": "甲"}`, "", "LAYOUT-UNNAMED"},
		{`3`, "", "DATA-TYPE"},
		{`{"form": "self-evaluation/nowhere", "项目名称": "甲"}`, "", "LAYOUT-UNKNOWN"},
		{`{"form": "self-evaluation/shanghai@1999", "项目名称": "甲"}`, "", "LAYOUT-UNKNOWN"},
		{`{"form": "self-evaluation/shanghai", "年度": "2022", "项目名": "甲"}`, "", "DATA-UNKNOWN-KEY"},
	} {
		_, err := e.Load(t.Context(), record(t, c.record), c.layout)
		if !slices.ContainsFunc(finding.Of(err), func(f finding.Finding) bool { return f.Code == c.code }) {
			t.Errorf("%s: %v, want %s", c.record, err, c.code)
		}
	}
	if _, err := e.Bytes(t.Context(), "odt", Options{}, load(t, e, example(t, seeds[0]))); err == nil {
		t.Error("an unknown format is written")
	}
	if err := e.Write(t.Context(), new(bytes.Buffer), PDF, Options{}); err == nil {
		t.Error("no form is written")
	}
}

func benchmark(b *testing.B, format Format) {
	e := new(Engine)
	d := example(b, seeds[0])
	for range 3 {
		written(b, e, format, load(b, e, d))
	}
	b.ReportAllocs()
	start := cpu()
	for b.Loop() {
		written(b, e, format, load(b, e, d))
	}
	b.ReportMetric(float64((cpu()-start).Microseconds())/1000/float64(b.N), "cpu-ms/form")
}

// From data to bytes, once warm.
func BenchmarkPDF(b *testing.B)  { benchmark(b, PDF) }
func BenchmarkXLSX(b *testing.B) { benchmark(b, XLSX) }

// BenchmarkMeasure is the road up to the fork.
func BenchmarkMeasure(b *testing.B) {
	e := new(Engine)
	d := example(b, seeds[0])
	b.ReportAllocs()
	for b.Loop() {
		if _, err := load(b, e, d).Pages(); err != nil {
			b.Fatal(err)
		}
	}
}
