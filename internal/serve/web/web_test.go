package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

// read is a file of the page as it is embedded.
func read(t *testing.T, name string) string {
	t.Helper()
	b, err := files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// names are the embedded files with an ending.
func names(t *testing.T, ending string) (out []string) {
	t.Helper()
	all, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		if strings.HasSuffix(e.Name(), ending) {
			out = append(out, e.Name())
		}
	}
	return out
}

func get(t *testing.T, h http.Handler, path, match string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest("GET", path, nil)
	if match != "" {
		r.Header.Set("If-None-Match", match)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestHandler(t *testing.T) {
	h := Handler(Options{})
	w := get(t, h, "/", "")
	if w.Code != 200 || !strings.Contains(w.Body.String(), `src="app.js"`) || strings.Contains(w.Body.String(), "data-public-pc") {
		t.Fatalf("/: %d %s", w.Code, w.Body)
	}
	if again := get(t, h, "/index.html", w.Header().Get("ETag")); again.Code != 304 {
		t.Errorf("known page: %d", again.Code)
	}
	if js := get(t, h, "/app.js", "").Header().Get("Content-Type"); js != "text/javascript; charset=utf-8" {
		t.Errorf("app.js is %s", js)
	}
	for _, p := range []string{"/web.go", "/../web.go", "/nothing"} {
		if w := get(t, h, p, ""); w.Code != 404 {
			t.Errorf("%s: %d", p, w.Code)
		}
	}
	if p := get(t, Handler(Options{PublicPC: true}), "/", ""); !strings.Contains(p.Body.String(), "<html data-public-pc ") {
		t.Error("the page is not told that the computer is public")
	}
}

var (
	imports = regexp.MustCompile(`(?m)^(?:import|export)\b[^;]*?from '([^']+)'`)
	said    = regexp.MustCompile(`\bt\(\s*'((?:[^'\\]|\\.)*)'`)
	known   = regexp.MustCompile(`'((?:[^'\\]|\\.)*)':\s`)
	remarks = regexp.MustCompile(`(?s)/\*\*.*?\*/`)
	dynamic = regexp.MustCompile(`\bimport\(|\bimport\.meta\b|[^?]\?\.[a-zA-Z\[(]|\?\?|\beval\(|\bnew Function\b|\.innerHTML\b|https?://`)
)

// TestModules holds what the embedding of the page in one file rests on: imports by plain names of files that are here,
// and nothing that makes markup or code of text, or fetches from elsewhere.
func TestModules(t *testing.T) {
	for _, name := range names(t, ".js") {
		text := read(t, name)
		for _, m := range imports.FindAllStringSubmatch(text, -1) {
			if _, err := files.ReadFile(strings.TrimPrefix(m[1], "./")); err != nil || !strings.HasPrefix(m[1], "./") {
				t.Errorf("%s imports %s", name, m[1])
			}
		}
		if m := dynamic.FindString(remarks.ReplaceAllString(strings.ReplaceAll(text, "http://www.w3.org/2000/svg", ""), "")); m != "" {
			t.Errorf("%s: %q", name, m)
		}
	}
	for _, name := range names(t, ".html") {
		if m := regexp.MustCompile(`<style|<script[^>]*>[^<]|\son\w+=|\sstyle=`).FindString(read(t, name)); m != "" {
			t.Errorf("%s: %q: the policy allows nothing inline", name, m)
		}
	}
	if css := strings.Join([]string{read(t, "page.css"), read(t, "form.css")}, ""); strings.Contains(css, ":has(") || strings.Contains(css, "&") {
		t.Error("CSS that browsers of 2019 do not know")
	}
}

// TestEnglish: every sentence of the page that is said in Chinese has its English, and no English is left over.
func TestEnglish(t *testing.T) {
	english := map[string]bool{}
	var all strings.Builder
	for _, name := range names(t, ".js") {
		text := read(t, name)
		if strings.HasSuffix(name, "-en.js") {
			for _, m := range known.FindAllStringSubmatch(text, -1) {
				english[m[1]] = true
			}
			continue
		}
		all.WriteString(text)
	}
	for _, m := range said.FindAllStringSubmatch(all.String(), -1) {
		if !english[m[1]] && strings.ContainsFunc(m[1], func(r rune) bool { return r > 0x2fff }) {
			t.Errorf("no English for %q", m[1])
		}
	}
	for k := range english {
		if !strings.Contains(all.String(), "'"+k+"'") {
			t.Errorf("English for %q, which nobody says", k)
		}
	}
}

// TestWeight: all of the page without faces weighs at most 200 kB unpacked, and 80 kB as it is sent.
func TestWeight(t *testing.T) {
	sent, plain := 0, 0
	for _, f := range load(Options{}) {
		sent, plain = sent+len(f.packed), plain+len(f.body)
	}
	if sent > 80_000 || plain > 200_000 {
		t.Errorf("the page weighs %d bytes, %d unpacked", sent, plain)
	}
	t.Logf("%d bytes, %d unpacked", sent, plain)
}

// TestPacked: what is sent packed is the same file.
func TestPacked(t *testing.T) {
	r := httptest.NewRequest("GET", "/app.js", nil)
	r.Header.Set("Accept-Encoding", "gzip, br")
	w := httptest.NewRecorder()
	Handler(Options{}).ServeHTTP(w, r)
	z, err := gzip.NewReader(w.Body)
	if err != nil || w.Header().Get("Content-Encoding") != "gzip" {
		t.Fatal(err, w.Header())
	}
	b, err := io.ReadAll(z)
	if err != nil || string(b) != string(lean("app.js", []byte(read(t, "app.js")))) {
		t.Errorf("app.js comes out otherwise: %v", err)
	}
}
