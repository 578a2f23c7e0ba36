package api

import (
	"bytes"
	"encoding/base64"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// TestNoPictureFiles: a record that somebody sends names no file of this machine as a picture, wherever that may lie;
// what it holds itself is printed.
func TestNoPictureFiles(t *testing.T) {
	dir, err := filepath.Abs(filepath.Join("..", "..", "..", "templates", "testdata", "seals"))
	if err != nil {
		t.Fatal(err)
	}
	lib, err := templates.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	there := filepath.Join(dir, "seal", "seal.png")
	png, err := os.ReadFile(there)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(filepath.Dir(there)) // the file lies in the working folder too
	h := New(Options{Engine: &render.Engine{Library: lib}, Producer: "Gongbiao test"})
	for _, path := range []string{"/v1/render?format=pdf", "/v1/render?format=xlsx", "/v1/preview", "/v1/verify"} {
		for _, name := range []string{"seal.png", "./seal.png", there, "seal/seal.png", "../seal/seal.png", "file://" + there} {
			q := httptest.NewRequest("POST", path, strings.NewReader(`{"form": "seal/place", "单位": "某局", "公章": "`+name+`"}`))
			q.Header.Set("Content-Type", "application/json")
			w := httptest.NewRecorder()
			h.ServeHTTP(w, q)
			if body := w.Body.Bytes(); w.Code == 200 && strings.Contains(path, "render") || bytes.Contains(body, png) ||
				w.Code != 200 && w.Code != 404 && w.Code != 422 {
				t.Errorf("%s of %s: status %d: %.200s", path, name, w.Code, body)
			} else if strings.Contains(path, "render") && !bytes.Contains(body, []byte("DATA-PICTURE")) {
				t.Errorf("%s of %s is refused otherwise: %.300s", path, name, body)
			}
		}
	}
	q := httptest.NewRequest("POST", "/v1/render?format=pdf", strings.NewReader(
		`{"form": "seal/place", "单位": "某局", "公章": "data:image/png;base64,`+base64.StdEncoding.EncodeToString(png)+`"}`))
	q.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, q); w.Code != 200 || !bytes.HasPrefix(w.Body.Bytes(), []byte("%PDF")) {
		t.Errorf("a picture in the record: status %d: %.200s", w.Code, w.Body.Bytes())
	}
}
