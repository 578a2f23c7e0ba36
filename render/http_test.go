package render_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

var engine render.Engine // one for all requests: layouts and faces are read once

func form(w http.ResponseWriter, r *http.Request) {
	var forms []*render.Form
	body := http.MaxBytesReader(w, r.Body, 10<<20)
	err := data.ReadFrom("record.json", body, func(d *data.Value, err error) error {
		if err != nil {
			return err
		}
		f, err := engine.Load(r.Context(), d, "") // "": the record names its layout
		forms = append(forms, f)
		return err
	})
	var pdf []byte
	if err == nil {
		pdf, err = engine.Bytes(r.Context(), render.PDF, render.Options{}, forms...)
	}
	if err != nil {
		status := http.StatusInternalServerError
		if wrong := new(finding.DataError); errors.As(err, &wrong) {
			status = http.StatusUnprocessableEntity
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		json.NewEncoder(w).Encode(finding.Of(err))
		return
	}
	w.Header().Set("Content-Type", "application/pdf")
	w.Write(pdf)
}

// TestHandler: the handler of README.md does what it says there, and is the one above.
func TestHandler(t *testing.T) {
	good, err := os.ReadFile("../examples/seed-1.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		body, kind, begins string
		status             int
		codes              string
	}{
		{string(good), "application/pdf", "%PDF-", 200, ""},
		{string(good) + "\n" + string(good), "application/pdf", "%PDF-", 200, ""},
		{`{"form": "self-evaluation/shanghai", "项目": "甲", "年度": 2022, "年度": 2023}`, "application/json", "[", 422, "DATA-DUPLICATE"},
		{`{"form": "self-evaluation/shanghai", "项目": "甲", "项目名称": {}}`, "application/json", "[", 422, "DATA-MISSING DATA-UNKNOWN-KEY DATA-TYPE"},
		{`{"form"`, "application/json", "[", 422, "DATA-SYNTAX"},
	} {
		w := httptest.NewRecorder()
		form(w, httptest.NewRequest("POST", "/form", strings.NewReader(c.body)))
		got := w.Body.String()
		if w.Code != c.status || w.Header().Get("Content-Type") != c.kind || !strings.HasPrefix(got, c.begins) {
			t.Errorf("%.60s: %d %s %.80q", c.body, w.Code, w.Header(), got)
			continue
		}
		if c.codes == "" {
			continue
		}
		var l []struct{ Code string }
		if err := json.Unmarshal([]byte(got), &l); err != nil {
			t.Errorf("%.60s: %v", c.body, err)
		}
		var codes []string
		for _, f := range l {
			codes = append(codes, f.Code)
		}
		if s := strings.Join(codes, " "); s != c.codes {
			t.Errorf("%.60s: %s, want %s", c.body, s, c.codes)
		}
	}
	own, err := os.ReadFile("http_test.go")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, ok := strings.Cut(string(readme), "```go\n")
	block, _, _ = strings.Cut(block, "```")
	if !ok || !strings.Contains(string(own), "\n"+block) {
		t.Error("the handler of README.md is another")
	}
}
