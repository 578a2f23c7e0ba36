package jobs

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/model/finding"
)

// clerk is a runner that does what the kind of a job says.
type clerk struct{ began, next chan bool }

func (c *clerk) Accept(o Order) error {
	if o.Kind == "odd" {
		return problem.New(http.StatusBadRequest, finding.Finding{Code: "JOB-KIND", Message: "。", English: "x"})
	}
	return nil
}

func (c *clerk) Run(ctx context.Context, o Order, w Work) error {
	switch o.Kind {
	case "wait":
		if err := os.WriteFile(filepath.Join(o.Out, "half"), []byte("secret"), 0o600); err != nil {
			return err
		}
		c.began <- true
		for {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-c.next:
				w.Form(Form{Input: "a", Kind: "fine"})
			}
		}
	case "panic":
		panic("secret")
	case "refuse":
		return finding.List{{Code: "DATA-EMPTY", Message: "空的。", English: "nothing"}}.AsData()
	}
	for i, name := range o.Files {
		b, err := os.ReadFile(filepath.Join(o.In, name))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(o.Out, name+".pdf"), b, 0o600); err != nil {
			return err
		}
		w.Read(int64(i+1), int64(len(o.Files)))
		w.Form(Form{Input: name, Index: 1, Kind: "fine", Errors: i})
	}
	return nil
}

type desk struct {
	*httptest.Server
	*clerk
	store *Store
	temp  string
}

func open(t *testing.T, o Options) *desk {
	t.Helper()
	d := &desk{clerk: &clerk{make(chan bool, 9), make(chan bool)}, temp: t.TempDir()}
	o.Runner, o.Folder, o.Now, o.Fault = d.clerk, d.temp, time.Now, func([]byte) {}
	o.Owner = func(r *http.Request) string { return r.Header.Get("Owner") }
	var err error
	if d.store, err = Open(o); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	d.store.Handle(mux, func(h http.Handler) http.Handler { return h })
	d.Server = httptest.NewServer(mux)
	t.Cleanup(func() { d.Close(); d.store.Close() })
	return d
}

func (d *desk) ask(t *testing.T, method, path, body string, headers ...string) (int, string, http.Header) {
	t.Helper()
	r, err := http.NewRequest(method, d.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
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
	return a.StatusCode, string(b), a.Header
}

// order begins a job and gives its address.
func (d *desk) order(t *testing.T, kind string, headers ...string) string {
	t.Helper()
	status, body, h := d.ask(t, "POST", "/v1/jobs", `{"kind":"`+kind+`","records":[{"a":"1.0"}]}`, headers...)
	if status != http.StatusAccepted {
		t.Fatalf("%s: %d %s", kind, status, body)
	}
	return h.Get("Location")
}

func (d *desk) view(t *testing.T, at string, headers ...string) (v View) {
	t.Helper()
	_, body, _ := d.ask(t, "GET", at, "", headers...)
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Fatal(body)
	}
	return v
}

// events are the events of a job until its end, name and data.
func (d *desk) events(t *testing.T, at string, headers ...string) (out []string) {
	t.Helper()
	_, body, _ := d.ask(t, "GET", at+"/events", "", headers...)
	return told(strings.NewReader(body))
}

// listen is somebody who hears the events of a job: the job is found when it returns.
func (d *desk) listen(t *testing.T, at string) io.Reader {
	t.Helper()
	a, err := http.Get(d.URL + at + "/events")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Body.Close() })
	return a.Body
}

// told are the events of a stream, name and data, but how far it is.
func told(stream io.Reader) (out []string) {
	s := bufio.NewScanner(stream)
	name := ""
	for s.Scan() {
		if n, ok := strings.CutPrefix(s.Text(), "event: "); ok {
			name = n
		}
		if data, ok := strings.CutPrefix(s.Text(), "data: "); ok && name != "progress" {
			out = append(out, name+" "+data)
		}
	}
	return out
}

func code(body string) string {
	var p problem.Problem
	_ = json.Unmarshal([]byte(body), &p)
	return p.Code
}

// left is what is in the folders of jobs.
func (d *desk) left(t *testing.T) (out []string) {
	t.Helper()
	dirs, err := filepath.Glob(filepath.Join(d.temp, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return dirs
}

// A job from its order to its result: told about, packed, and taken away.
func TestJob(t *testing.T) {
	d := open(t, Options{})
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	m.WriteField("kind", "copy")
	for _, name := range []string{"表.json", "表.json", "表.JSON"} {
		w, _ := m.CreateFormFile("file", name)
		fmt.Fprint(w, "1.0")
	}
	m.Close()
	status, body, h := d.ask(t, "POST", "/v1/jobs", b.String(), "Content-Type: "+m.FormDataContentType())
	at := h.Get("Location")
	if status != 202 || !strings.HasPrefix(at, "/v1/jobs/") {
		t.Fatal(status, body)
	}
	ev := d.events(t, at)
	if len(ev) != 4 || !strings.Contains(ev[1], `"input":"表-2.json"`) || !strings.HasPrefix(ev[3], "end ") {
		t.Fatal(ev)
	}
	if again := d.events(t, at, "Last-Event-ID: 2"); len(again) != 2 || again[0] != ev[2] {
		t.Errorf("after the second: %v", again)
	}
	v := d.view(t, at)
	if v.State != Done || v.Records != 3 || v.Failed != 2 || v.Result != at+"/result" || v.Expires == nil || v.Read != 3 || v.Kind != "copy" {
		t.Errorf("%+v", v)
	}
	status, body, h = d.ask(t, "GET", v.Result, "")
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil || status != 200 || h.Get("Content-Type") != "application/zip" || int64(len(body)) != v.Bytes {
		t.Fatal(err, status, h)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	if got := strings.Join(names, " "); got != "表-2.json.pdf 表-3.JSON.pdf 表.json.pdf" {
		t.Errorf("in the ZIP: %s", got)
	}
	if status, part, _ := d.ask(t, "GET", v.Result, "", "Range: bytes=2-5"); status != 206 || part != body[2:6] {
		t.Errorf("a part: %d", status)
	}
	if status, _, _ := d.ask(t, "DELETE", at, ""); status != 204 || len(d.left(t)) != 0 {
		t.Errorf("%d, left: %v", status, d.left(t))
	}
	if status, body, _ := d.ask(t, "GET", at, ""); status != 404 || code(body) != "JOB-GONE" {
		t.Errorf("%d %s", status, body)
	}
}

// A file of a part that has a name of its own stands beside the others; the same file in another part is another order.
func TestBeside(t *testing.T) {
	d := open(t, Options{Beside: []string{"units"}})
	post := func(part string) int {
		var b bytes.Buffer
		m := multipart.NewWriter(&b)
		m.WriteField("kind", "copy")
		for _, p := range []string{"file", part} {
			w, _ := m.CreateFormFile(p, "a.csv")
			fmt.Fprint(w, p)
		}
		m.Close()
		status, _, h := d.ask(t, "POST", "/v1/jobs", b.String(), "Content-Type: "+m.FormDataContentType(), "Idempotency-Key: k")
		if at := h.Get("Location"); at != "" {
			d.events(t, at)
			if v := d.view(t, at); v.Records != 1 {
				t.Errorf("%+v", v)
			}
		}
		return status
	}
	if a, b := post("units"), post("file"); a != 202 || b != 422 {
		t.Error(a, b)
	}
}

// Nobody but the owner finds a job, whatever he asks of it.
func TestOwner(t *testing.T) {
	d := open(t, Options{})
	at := d.order(t, "copy", "Owner: 甲")
	for _, c := range []string{"GET ", "GET /events", "GET /result", "DELETE "} {
		method, tail, _ := strings.Cut(c, " ")
		for _, who := range []string{"乙", ""} {
			if status, body, _ := d.ask(t, method, at+tail, "", "Owner: "+who); status != 404 || code(body) != "JOB-GONE" {
				t.Errorf("%s by %s: %d %s", c, who, status, body)
			}
		}
	}
	if v := d.view(t, at, "Owner: 甲"); v.Kind != "copy" {
		t.Errorf("%+v", v)
	}
}

// A cancelled job ends at once, also while it waits, and leaves nothing; whoever listens is told.
func TestCancel(t *testing.T) {
	d := open(t, Options{})
	at := d.order(t, "wait")
	<-d.began
	waiting := d.order(t, "copy")
	if v := d.view(t, waiting); v.State != Waiting {
		t.Errorf("%+v", v)
	}
	if status, body, _ := d.ask(t, "GET", at+"/result", ""); status != 409 || code(body) != "JOB-RUNNING" {
		t.Errorf("%d %s", status, body)
	}
	listener := d.listen(t, at)
	d.next <- true
	for _, a := range []string{waiting, at} {
		if status, _, _ := d.ask(t, "DELETE", a, ""); status != 204 {
			t.Errorf("%d", status)
		}
	}
	if ev := told(listener); len(ev) == 0 || !strings.Contains(ev[len(ev)-1], `"state":"cancelled"`) {
		t.Errorf("told: %v", ev)
	}
	if l := d.left(t); len(l) != 0 {
		t.Errorf("left: %v", l)
	}
}

// What goes wrong is said, and leaves nothing but that.
func TestFailed(t *testing.T) {
	d := open(t, Options{})
	for kind, want := range map[string]string{"panic": "INTERNAL", "refuse": "DATA-EMPTY"} {
		at := d.order(t, kind)
		d.events(t, at)
		v := d.view(t, at)
		if v.State != Failed || len(v.Errors) != 1 || v.Errors[0].Code != want || strings.Contains(v.Errors[0].Message, "secret") {
			t.Errorf("%s: %+v", kind, v)
		}
		if status, body, _ := d.ask(t, "GET", at+"/result", ""); status != 409 || code(body) != want {
			t.Errorf("%s: %d %s", kind, status, body)
		}
	}
	if l := d.left(t); len(l) != 0 {
		t.Errorf("left: %v", l)
	}
}

// The same order twice under one key is one job; another order under it is refused; keys are everybody's own.
func TestIdempotency(t *testing.T) {
	d := open(t, Options{})
	first := d.order(t, "copy", "Idempotency-Key: k", "Owner: 甲")
	if again := d.order(t, "copy", "Idempotency-Key: k", "Owner: 甲"); again != first {
		t.Error("two jobs for one order")
	}
	if l := d.left(t); len(l) != 1 {
		t.Errorf("left: %v", l)
	}
	if other := d.order(t, "copy", "Idempotency-Key: k", "Owner: 乙"); other == first {
		t.Error("somebody else's job")
	}
	if status, body, _ := d.ask(t, "POST", "/v1/jobs", `{"kind":"copy","records":[{"a":"1.00"}]}`, "Idempotency-Key: k", "Owner: 甲"); status != 422 || code(body) != "JOB-KEY" {
		t.Errorf("%d %s", status, body)
	}
}

// There are so many jobs and no more; one whose time is over makes room.
func TestKeep(t *testing.T) {
	d := open(t, Options{Jobs: 1, Keep: 50 * time.Millisecond})
	at := d.order(t, "wait")
	<-d.began
	if status, body, h := d.ask(t, "POST", "/v1/jobs", `{"kind":"copy","records":[{}]}`); status != 503 || code(body) != "JOB-FULL" || h.Get("Retry-After") == "" {
		t.Errorf("%d %s", status, body)
	}
	d.ask(t, "DELETE", at, "")
	d.events(t, d.order(t, "copy"))
	for i := 0; len(d.left(t)) > 0; i++ {
		if time.Sleep(10 * time.Millisecond); i > 500 {
			t.Fatalf("left: %v", d.left(t))
		}
	}
}

// The end of the service is the end of every job and of every file; a folder that a killed one has left is taken away
// by the next, one that is in use is not.
func TestEnd(t *testing.T) {
	d := open(t, Options{})
	at := d.order(t, "wait")
	<-d.began
	listener := d.listen(t, at)
	dead := filepath.Join(d.temp, folderHead+"dead")
	if err := errors.Join(os.MkdirAll(filepath.Join(dead, "job-1"), 0o700), os.WriteFile(filepath.Join(dead, "job-1", "x"), []byte("x"), 0o600),
		os.Symlink(t.TempDir(), filepath.Join(d.temp, folderHead+"link"))); err != nil {
		t.Fatal(err)
	}
	other, err := Open(Options{Folder: d.temp, Runner: d.clerk, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dead); !os.IsNotExist(err) {
		t.Error("the dead one's folder is still there")
	}
	if len(d.left(t)) != 1 {
		t.Error("the living one's was taken away")
	}
	info, err := os.Stat(d.store.dir)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	other.Close()
	d.store.Close()
	if ev := told(listener); !strings.Contains(strings.Join(ev, ""), `"state":"cancelled"`) {
		t.Errorf("told: %v", ev)
	}
	if found, _ := filepath.Glob(filepath.Join(d.temp, folderHead+"*")); len(found) != 1 { // the link
		t.Errorf("left: %v", found)
	}
	if status, body, _ := d.ask(t, "POST", "/v1/jobs", `{"kind":"copy","records":[{}]}`); status < 500 {
		t.Errorf("after the end: %d %s", status, body)
	}
	d.store.unlock = func() {}
}

// What is no order is refused with a name, and nothing stays.
func TestHostileOrders(t *testing.T) {
	d := open(t, Options{Files: 20})
	form := func(fill func(*multipart.Writer)) (string, string) {
		var b bytes.Buffer
		m := multipart.NewWriter(&b)
		fill(m)
		m.Close()
		return b.String(), "Content-Type: " + m.FormDataContentType()
	}
	named := func(name string) func(*multipart.Writer) {
		return func(m *multipart.Writer) {
			h := textproto.MIMEHeader{}
			h.Set("Content-Disposition", `form-data; name="file"; filename="`+name+`"`)
			w, _ := m.CreatePart(h)
			fmt.Fprint(w, "{}")
		}
	}
	check := func(what, body, kind string, status int, want string) {
		t.Helper()
		got, answer, _ := d.ask(t, "POST", "/v1/jobs", body, kind)
		if got != status || code(answer) != want {
			t.Errorf("%s: %d %s, want %d %s", what, got, answer, status, want)
		}
	}
	for _, name := range []string{"../a.json", `..\\a.json`, "/etc/passwd", `C:\\a.json`, "a/b.json", "", ".", "..", "-", strings.Repeat("表", 90)} {
		body, kind := form(named(name))
		check(fmt.Sprintf("%q", name), body, kind, 400, "UPLOAD-NAME")
	}
	body, kind := form(func(m *multipart.Writer) {
		for range 10_000 {
			named("a.json")(m)
		}
	})
	check("10,000 files", body, kind, 413, "UPLOAD-FILES")
	body, kind = form(func(m *multipart.Writer) { m.WriteField("kind", "copy") })
	check("no file", body, kind, 400, "UPLOAD-FORM")
	body, kind = form(func(m *multipart.Writer) { m.WriteField("kind", strings.Repeat("x", maxField+1)) })
	check("a large field", body, kind, 400, "UPLOAD-FORM")
	body, kind = form(named("a.json"))
	check("cut off", body[:len(body)-20], kind, 400, "UPLOAD-FORM")
	body, kind = form(func(m *multipart.Writer) {
		h := textproto.MIMEHeader{}
		for i := range 20_000 {
			h.Set(fmt.Sprint("X-", i), "x")
		}
		m.CreatePart(h)
	})
	check("20,000 headers of a part", body, kind, 400, "UPLOAD-FORM")
	const js = "Content-Type: application/json"
	check("another kind", "x", "Content-Type: text/plain", 400, "UPLOAD-FORM")
	check("no JSON", "{", js, 400, "UPLOAD-FORM")
	check("more behind it", `{"kind":"copy","records":[{}]} x`, js, 400, "UPLOAD-FORM")
	check("an unknown member", `{"kind":"copy","record":[{}]}`, js, 400, "UPLOAD-FORM")
	check("no records", `{"kind":"copy"}`, js, 400, "UPLOAD-FORM")
	check("records that are none", `{"kind":"copy","records":"x"}`, js, 400, "UPLOAD-FORM")
	check("deep", `{"kind":"copy","records":`+strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000)+`}`, js, 400, "UPLOAD-FORM")
	check("refused by the runner", `{"kind":"odd","records":[{}]}`, js, 400, "JOB-KIND")
	if l := d.left(t); len(l) != 0 {
		t.Errorf("left: %v", l)
	}
}
