package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/render"
)

// engine is shared by all tests: layouts and faces are read once.
var engine render.Engine

var served = New(Options{Engine: &engine, Producer: "Gongbiao test"})

// call asks the handler; body nil: none.
func call(t *testing.T, method, path string, body []byte, header ...string) *http.Response {
	t.Helper()
	q := httptest.NewRequest(method, path, bytes.NewReader(body))
	if body != nil {
		q.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		q.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	served.ServeHTTP(w, q)
	held(t, method, path, w.Result(), w.Body.Bytes())
	return w.Result()
}

// read is the body of an answer that must have a status.
func read(t *testing.T, r *http.Response, status int) []byte {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	if r.StatusCode != status {
		t.Fatalf("status %d, want %d: %.300s", r.StatusCode, status, b)
	}
	return b
}

func into[T any](t *testing.T, b []byte) (v T) {
	t.Helper()
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatalf("%v in %.300s", err, b)
	}
	return v
}

func example(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "examples", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Every layout gives an empty record, a sample of each kind and a schema, and an empty record gives a form on which
// every position is covered once.
func TestLayouts(t *testing.T) {
	all := into[struct{ Layouts []Layout }](t, read(t, call(t, "GET", "/v1/layouts", nil), 200)).Layouts
	if len(all) < 15 {
		t.Fatalf("only %d layouts", len(all))
	}
	for i, l := range all {
		base := "/v1/layouts/" + l.ID
		empty := read(t, call(t, "GET", base+"/new", nil), 200)
		f := into[Form](t, read(t, call(t, "POST", "/v1/form", empty), 200))
		for _, table := range f.Tables {
			covered(t, l.ID, table)
		}
		if answers := paths(f); len(answers) == 0 {
			t.Errorf("%s: nothing to fill in", l.ID)
		}
		if i%8 != 0 {
			continue
		}
		for _, kind := range []string{"usual", "longest", "empty", "many"} {
			read(t, call(t, "GET", base+"/sample?seed=3&kind="+kind, nil), 200)
		}
		if s := read(t, call(t, "GET", base+"/schema", nil), 200); !json.Valid(s) {
			t.Errorf("%s: schema is no JSON", l.ID)
		}
		if s := read(t, call(t, "GET", base+"/blank.xlsx", nil), 200); !bytes.HasPrefix(s, []byte("PK")) {
			t.Errorf("%s: blank.xlsx is no workbook", l.ID)
		}
		if about := into[Layout](t, read(t, call(t, "GET", base, nil), 200)); about.ID != l.ID || about.Manual == "" {
			t.Errorf("%s: told of as %s", l.ID, about.ID)
		}
	}
}

func covered(t *testing.T, id string, table Table) {
	t.Helper()
	n, w := len(table.Rows), len(table.Columns)
	at := make([]int, n*w)
	for _, c := range table.Cells {
		for r := c.Row; r < c.Row+c.RowSpan; r++ {
			for k := c.Col; k < c.Col+c.ColSpan; k++ {
				at[r*w+k]++
			}
		}
	}
	for i, k := range at {
		if k != 1 {
			t.Fatalf("%s: position %d,%d is covered %d times", id, i/w, i%w, k)
		}
	}
}

// paths are where answers go, by path what is entered there.
func paths(f Form) map[string]Part {
	out := map[string]Part{}
	for _, table := range f.Tables {
		for _, c := range table.Cells {
			for _, p := range c.Parts {
				if p.Path != "" {
					out[p.Path] = p
				}
			}
		}
	}
	return out
}

// What is wrong in a record is among the findings, and the form is there with what was entered.
func TestFormWithMistakes(t *testing.T) {
	f := into[Form](t, read(t, call(t, "POST", "/v1/form", []byte(`{"layout":"self-evaluation/shanghai","record":{
		"年度":"二〇","项目名称":12.50,"没有这项":"x","资金":{"年度资金总额":{"全年预算数":"100.00","全年执行数":"50"}},
		"绩效指标":[{"三级指标":["不","对"],"分值":"十分"},{"三级指标":"办件量","得分":1e3}]}}`)), 200))
	got := paths(f)
	for path, want := range map[string]string{"/年度": "二〇", "/项目名称": "12.50", "/绩效指标/0/分值": "十分",
		"/绩效指标/1/三级指标": "办件量", "/绩效指标/1/得分": "1e3", "/绩效指标/0/三级指标": "不、对"} {
		if p, ok := got[path]; !ok || p.Entered != want {
			t.Errorf("%s: %q (there: %v), want %q", path, p.Entered, ok, want)
		}
	}
	if p := got["/资金/年度资金总额/执行率"]; p.Computed != "50.00%" || !p.ComputedOnly || p.Entered != "" {
		t.Errorf("执行率: %+v", p)
	}
	codes := map[string]bool{}
	for _, x := range f.Findings {
		codes[x.Code] = true
	}
	if !codes["DATA-YEAR"] || !codes["DATA-UNKNOWN-KEY"] || f.Complete || f.Tally.Errors == 0 || len(f.Summary) == 0 {
		t.Errorf("findings %v, complete %v, %v", codes, f.Complete, f.Summary)
	}
	if l := f.Lists[0]; l.Path != "/绩效指标" || len(l.Items) != 2 || !l.Items[1].Given || len(l.GroupBy) != 2 || !json.Valid(l.Blank) {
		t.Errorf("list %+v", l)
	}
}

// What the form would compute stands beside what was entered, never in its place.
func TestComputedBesideEntered(t *testing.T) {
	r := bytes.Replace(example(t, "seed-1.json"), []byte(`"97.98%"`), []byte(`"90%"`), 1)
	p := paths(into[Form](t, read(t, call(t, "POST", "/v1/form", r), 200)))["/资金/年度资金总额/执行率"]
	if p.Entered != "90%" || p.Computed != "97.98%" || p.ComputedOnly || p.Unsure ||
		strings.Join(p.From, " ") != "/资金/年度资金总额/全年执行数 /资金/年度资金总额/全年预算数" {
		t.Errorf("%+v", p)
	}
}

// A sum says what it was made from, down to what was entered, and is not sure while an error stands on one of that:
// on an item that is none, on one that a check finds wrong; with no figure at all there is no sum.
func TestComputedFromErrors(t *testing.T) {
	total := func(record string) Part {
		return paths(into[Form](t, read(t, call(t, "POST", "/v1/form", []byte(record)), 200)))["/总分/得分"]
	}
	record := func(items string) string {
		return `{"form":"self-evaluation/shanghai","总分":{"得分":"99"},"资金":{"年度资金总额":{"全年预算数":"100","全年执行数":"50","分值":"10","得分":"5"}},
			"绩效指标":[` + items + `]}`
	}
	const good = `{"一级指标":"产出指标","分值":"20","得分":"18"}`
	if p := total(record(good + `,{"分值":"20","得分":"十"}`)); p.Computed != "" {
		t.Errorf("a sum of what is no figure: %+v", p)
	}
	for _, c := range []struct {
		items  string
		unsure bool
	}{{good, false}, {good + `,"x"`, true}, {`{"分值":"20","得分":"21"}`, true}} {
		if p := total(record(c.items)); p.Computed == "" || p.Unsure != c.unsure || !slices.Contains(p.From, "/绩效指标/0/得分") || !slices.Contains(p.From, "/资金/年度资金总额/得分") {
			t.Errorf("%s: %+v", c.items, p)
		}
	}
}

// The pages are those of every other format, each datum has its place on them, and a face is sent once.
func TestPreview(t *testing.T) {
	seed := example(t, "seed-1.json")
	p := into[Preview](t, read(t, call(t, "POST", "/v1/preview", seed), 200))
	if len(p.Pages) != 2 || len(p.Faces) == 0 || !strings.Contains(p.Style, "font-kerning") {
		t.Fatalf("%d pages, %d faces", len(p.Pages), len(p.Faces))
	}
	have := []string{}
	for _, f := range p.Faces {
		if len(f.Data) == 0 {
			t.Errorf("no data for %s", f.Family)
		}
		have = append(have, f.Hash)
	}
	on := map[string]map[int]bool{}
	for _, x := range p.Places {
		if on[x.Path] == nil {
			on[x.Path] = map[int]bool{}
		}
		on[x.Path][x.Page] = true
		if page := p.Pages[x.Page]; x.X < 0 || x.Y < 0 || x.W <= 0 || x.H <= 0 || x.X+x.W > page.Width || x.Y+x.H > page.Height {
			t.Errorf("%+v is not on the page", x)
		}
	}
	if !on["/项目名称"][0] || !on["/总分/得分"][1] || !on["/绩效指标/0/一级指标"][0] {
		t.Errorf("places of 项目名称 %v, 总分 %v, first class %v", on["/项目名称"], on["/总分/得分"], on["/绩效指标/0/一级指标"])
	}
	if first, last := "/绩效指标/10/一级指标", "/绩效指标/15/一级指标"; !on[first][0] || !on[first][1] || len(on[last]) != 2 {
		t.Errorf("a merged cell over two pages: its first item is on %v, its last on %v", on[first], on[last])
	}
	body, err := json.Marshal(map[string]any{"record": json.RawMessage(seed), "have": have})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range into[Preview](t, read(t, call(t, "POST", "/v1/preview", body), 200)).Faces {
		if f.Data != nil {
			t.Errorf("%s is sent again", f.Family)
		}
	}
}

// The file is the one the engine makes, byte for byte, and who has it is told so.
func TestRender(t *testing.T) {
	seed := example(t, "seed-1.json")
	d, err := data.ReadOne("seed-1.json", seed)
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range render.Formats() {
		f, err := engine.Load(context.Background(), d, "")
		if err != nil {
			t.Fatal(err)
		}
		want, err := engine.Bytes(context.Background(), format, render.Options{Producer: "Gongbiao test"}, f)
		if err != nil {
			t.Fatal(err)
		}
		r := call(t, "POST", "/v1/render?format="+string(format), seed)
		if got := read(t, r, 200); !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes, the engine makes %d others", format, len(got), len(want))
		}
		again := call(t, "POST", "/v1/render?format="+string(format), seed, "If-None-Match", r.Header.Get("ETag"))
		if b := read(t, again, 304); len(b) != 0 {
			t.Errorf("%s: 304 with a body", format)
		}
	}
}
