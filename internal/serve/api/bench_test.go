package api

import (
	"bytes"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/gongbiao/gongbiao/render"
)

// ask answers one request and gives the size of the answer.
func ask(b *testing.B, a *API, path string, body []byte) int {
	q := httptest.NewRequest("POST", path, bytes.NewReader(body))
	q.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	a.ServeHTTP(w, q)
	if w.Code != 200 {
		b.Fatalf("%d %s", w.Code, w.Body)
	}
	return w.Body.Len()
}

func bench(b *testing.B, path string, warm bool) {
	seed, err := os.ReadFile("../../../examples/seed-1.json") // two pages
	if err != nil {
		b.Fatal(err)
	}
	a := New(Options{Engine: &render.Engine{}})
	if warm {
		ask(b, a, path, seed)
	}
	size := 0
	for b.Loop() {
		if !warm {
			a = New(Options{Engine: &render.Engine{}})
		}
		size = ask(b, a, path, seed)
	}
	b.ReportMetric(float64(size), "answer-bytes")
}

// The pages of the two-page seed: with an engine that has made forms, and with a new one.
func BenchmarkPreview(b *testing.B)     { bench(b, "/v1/preview", true) }
func BenchmarkPreviewCold(b *testing.B) { bench(b, "/v1/preview", false) }

// What a keystroke asks for: the form and its findings.
func BenchmarkKeystroke(b *testing.B)     { bench(b, "/v1/form", true) }
func BenchmarkKeystrokeCold(b *testing.B) { bench(b, "/v1/form", false) }
