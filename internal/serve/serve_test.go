package serve

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/internal/racing"
	"github.com/gongbiao/gongbiao/internal/serve/foreign"
	"github.com/gongbiao/gongbiao/internal/serve/gate"
	"github.com/gongbiao/gongbiao/internal/serve/jobs"
	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/internal/serve/worker"
	"github.com/gongbiao/gongbiao/render"
)

// TestMain is the child for layouts too.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == "child" {
		err := worker.Serve(os.Stdin, os.Stdout, worker.Limits{}, func() (http.Handler, error) { return foreign.Handler(&render.Engine{}, "test", "test"), nil })
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// service is one that runs, with its log.
type service struct {
	*httptest.Server
	serve *Server
	temp  string
	mu    sync.Mutex
	log   bytes.Buffer
}

func (s *service) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.Write(b)
}

func start(t testing.TB, o Options) *service {
	t.Helper()
	s := &service{temp: t.TempDir()}
	o.Engine, o.Producer, o.Log, o.Now = &render.Engine{}, "test", slog.New(slog.NewJSONHandler(s, nil)), time.Now
	o.Jobs.Folder = s.temp
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	o.Program, o.Arguments = exe, []string{"child"}
	if s.serve, err = New(o); err != nil {
		t.Fatal(err)
	}
	s.Server = httptest.NewServer(s.serve)
	t.Cleanup(func() { s.serve.Stop(); s.Close() })
	return s
}

func (s *service) ask(t testing.TB, method, path, kind string, body []byte, headers ...string) (int, []byte, http.Header) {
	t.Helper()
	r, err := http.NewRequest(method, s.URL+path, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	b, err := io.ReadAll(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	return a.StatusCode, b, a.Header
}

const jsonType = "application/json"

func seed(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "examples", "seed-1.json"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// form is a body of parts: name, content, name, content …; a name with = has a file name behind it.
func form(t testing.TB, parts ...string) (kind string, body []byte) {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		var w io.Writer
		name, file, is := strings.Cut(parts[i], "=")
		err := error(nil)
		if is {
			w, err = m.CreateFormFile(name, file)
		} else {
			w, err = m.CreateFormField(name)
		}
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	m.Close()
	return m.FormDataContentType(), b.Bytes()
}

func code(body []byte) string {
	var p problem.Problem
	_ = json.Unmarshal(body, &p)
	return p.Code
}

// A job through the whole service gives the very files that a request for each gives.
func TestJob(t *testing.T) {
	s := start(t, Options{})
	kind, body := form(t, "kind", "render", "options", `{"formats":["pdf"]}`, "file=甲.json", string(seed(t)), "file=乙.json", "{")
	status, answer, h := s.ask(t, "POST", "/v1/jobs", kind, body)
	if status != http.StatusAccepted {
		t.Fatal(status, string(answer))
	}
	_, events, _ := s.ask(t, "GET", h.Get("Location")+"/events", "", nil)
	if !strings.Contains(string(events), `"state":"done"`) {
		t.Fatal(string(events))
	}
	_, result, _ := s.ask(t, "GET", h.Get("Location")+"/result", "", nil)
	z, err := zip.NewReader(bytes.NewReader(result), int64(len(result)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	_, alone, _ := s.ask(t, "POST", "/v1/render?format=pdf", jsonType, seed(t))
	if !bytes.Equal(files["甲.pdf"], alone) || len(alone) < 10_000 {
		t.Errorf("a job's PDF has %d bytes, that of a request %d", len(files["甲.pdf"]), len(alone))
	}
	for _, name := range []string{"manifest.jsonl", "失败清单.xlsx"} {
		if files[name] == nil {
			t.Errorf("no %s in %d files", name, len(files))
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if log := s.log.String(); strings.Contains(log, "甲") || strings.Contains(log, strings.TrimPrefix(h.Get("Location"), "/v1/jobs/")) ||
		!strings.Contains(log, `"route":"GET /v1/jobs/{id}/result"`) {
		t.Errorf("the log: %s", log)
	}
}

// Whatever the document has, the service takes; a job is as the document says.
func TestDocument(t *testing.T) {
	s := start(t, Options{})
	_, body, _ := s.ask(t, "GET", "/openapi.json", "", nil)
	var doc struct {
		Paths map[string]map[string]any
	}
	if err := json.Unmarshal(body, &doc); err != nil || len(doc.Paths) < 15 {
		t.Fatal(err, len(doc.Paths))
	}
	for path, methods := range doc.Paths {
		for method := range methods {
			if method == "parameters" {
				continue
			}
			to := strings.NewReplacer("{form}", "self-evaluation", "{name}", "shanghai", "{id}", "x").Replace(path)
			if status, answer, _ := s.ask(t, strings.ToUpper(method), to, "", nil); code(answer) == "REQUEST-PATH" || status == http.StatusMethodNotAllowed {
				t.Errorf("%s %s: %d %s", method, path, status, answer)
			}
		}
	}
}

// The page is there, with the policy it needs, and what nobody serves is a problem.
func TestPage(t *testing.T) {
	s := start(t, Options{PublicPC: true})
	status, body, h := s.ask(t, "GET", "/", "", nil)
	if status != 200 || !strings.Contains(string(body), "data-public-pc") || !strings.Contains(h.Get("Content-Security-Policy"), "script-src 'self'") ||
		strings.Contains(h.Get("Content-Security-Policy"), "unsafe") {
		t.Errorf("%d %v %.200s", status, h, body)
	}
	if status, body, _ := s.ask(t, "GET", "/v1/no", "", nil); status != 404 || code(body) == "" {
		t.Errorf("%d %s", status, body)
	}
	if status, body, _ := s.ask(t, "PUT", "/v1/check", "", nil); status != 405 || code(body) == "" {
		t.Errorf("%d %s", status, body)
	}
}

// A stranger's layout is run by a child; only those with the right may send one; a wrong one is told where it is wrong.
func TestStrangersLayout(t *testing.T) {
	s := start(t, Options{})
	b, err := os.ReadFile(filepath.Join("..", "..", "templates", "self-evaluation", "shanghai.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	kind, body := form(t, "layout=某市.yaml", string(b), "id", "self-evaluation/shanghai", "record", string(seed(t)))
	status, answer, _ := s.ask(t, "POST", "/v1/render?format=pdf", kind, body)
	_, want, _ := s.ask(t, "POST", "/v1/render?format=pdf", jsonType, seed(t))
	if status != 200 || !bytes.Equal(answer, want) {
		t.Errorf("%d %.300s", status, answer)
	}
	kind, body = form(t, "layout=某市.yaml", string(b))
	if status, answer, _ := s.ask(t, "POST", "/v1/layouts/try", kind, body); status != 200 || !strings.Contains(string(answer), "<svg") {
		t.Errorf("%d %.300s", status, answer)
	}
	kind, body = form(t, "layout", "rows: '| {没有这一项} |'\n", "id", "self-evaluation/试排")
	status, answer, _ = s.ask(t, "POST", "/v1/layouts/try", kind, body)
	if status != 422 || !strings.Contains(string(answer), `"line":1`) {
		t.Errorf("%d %.500s", status, answer)
	}
	for _, c := range [][]string{{"layout", "x: 1"}, {"layout", "x: 1", "id", "../x"}, {"id", "a/b"}, {"layout", "x", "layout", "y", "id", "a/b"}} {
		kind, body := form(t, c...)
		if status, answer, _ := s.ask(t, "POST", "/v1/layouts/try", kind, body); status != 400 || code(answer) != "UPLOAD-FORM" {
			t.Errorf("%v: %d %s", c, status, answer)
		}
	}
	token, line := gate.NewToken(gate.Identity{Name: "甲"}, "")
	keys, err := gate.ParseKeys("k", []byte(line))
	if err != nil {
		t.Fatal(err)
	}
	s = start(t, Options{Auth: &gate.Auth{Keys: func() *gate.Keys { return keys }}})
	kind, body = form(t, "layout=某市.yaml", string(b), "id", "self-evaluation/试排")
	for _, path := range []string{"/v1/layouts/try", "/v1/render?format=pdf"} {
		if status, answer, _ := s.ask(t, "POST", path, kind, body, "Authorization: Bearer "+token); status != 403 || code(answer) != "SERVE-RIGHT" {
			t.Errorf("without the right: %d %s", status, answer)
		}
	}
}

// What is made to break a server is refused with a name, and the server goes on.
func TestHostile(t *testing.T) {
	racing.Apart(t)
	s := start(t, Options{})
	deep := `{"form":"self-evaluation/shanghai","a":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + `}`
	cell := `{"form":"self-evaluation/shanghai","项目名称":"` + strings.Repeat("项", 9<<20) + `"}`
	for _, c := range []struct{ what, path, body string }{
		{"deep JSON", "/v1/check", deep},
		{"deep JSON to be rendered", "/v1/render", deep},
		{"a text of 27 MB", "/v1/render", cell},
		{"a text of 27 MB as a form", "/v1/form", cell},
		{"100 MB", "/v1/render", strings.Repeat("x", 100<<20)},
		{"NUL", "/v1/render", "{\"form\":\"self-evaluation/shanghai\",\"项目名称\":\"a\\u0000\"}"},
		{"nothing", "/v1/render", ""},
		{"20,000 records", "/v1/check", "[" + strings.Repeat("{},", 20_000) + "{}]"},
	} {
		status, answer, _ := s.ask(t, "POST", c.path, jsonType, []byte(c.body))
		if (c.path == "/v1/render" || status != 200) && (status < 400 || status > 499 || code(answer) == "") {
			t.Errorf("%s: %d %.300s", c.what, status, answer)
		}
	}
	r, _ := http.NewRequest("GET", s.URL+"/v1/layouts", nil)
	r.Header.Set("X-Large", strings.Repeat("x", 2<<20))
	if a, err := http.DefaultClient.Do(r); err == nil {
		if a.Body.Close(); a.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
			t.Errorf("a header of 2 MB: %d", a.StatusCode)
		}
	}
	if status, pdf, _ := s.ask(t, "POST", "/v1/render?format=pdf", jsonType, seed(t)); status != 200 || !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Errorf("afterwards: %d %.300s", status, pdf)
	}
}

// The end: not ready any more, jobs are cancelled and their files gone, what is being answered is answered.
func TestStop(t *testing.T) {
	s := start(t, Options{Jobs: jobs.Options{}})
	var lines strings.Builder
	for range 200 {
		lines.WriteString(strings.Join(strings.Fields(string(seed(t))), " ") + "\n")
	}
	kind, body := form(t, "kind", "render", "file=甲.jsonl", lines.String())
	if status, answer, _ := s.ask(t, "POST", "/v1/jobs", kind, body); status != 202 {
		t.Fatal(status, string(answer))
	}
	s.serve.Stop()
	if status, _, _ := s.ask(t, "GET", "/readyz", "", nil); status != http.StatusServiceUnavailable {
		t.Errorf("ready: %d", status)
	}
	if left, _ := os.ReadDir(s.temp); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if err := s.Config.Shutdown(ctx); err != nil {
		t.Error(err)
	}
}
