package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// contract is the document, against which every answer of the tests is held: its schemas are JSON Schema 2020-12.
var contract = sync.OnceValue(func() *document {
	text, err := documentJSON()
	if err != nil {
		panic(err)
	}
	d := &document{schemas: map[string]*jsonschema.Schema{}, compiler: jsonschema.NewCompiler()}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err == nil {
		err = json.Unmarshal(text, &d.tree)
	}
	if err == nil {
		d.compiler.DefaultDraft(jsonschema.Draft2020)
		err = d.compiler.AddResource(documentURL, doc)
	}
	if err != nil {
		panic(err)
	}
	return d
})

const documentURL = "https://example.invalid/openapi.json"

type document struct {
	tree     map[string]any
	mu       sync.Mutex
	compiler *jsonschema.Compiler
	schemas  map[string]*jsonschema.Schema // by their place in the document
}

// find follows a place in the document, and what it refers to; at is where that really stands.
func (d *document) find(place ...string) (v any, at []string) {
	v, at = d.tree, nil
	for _, name := range place {
		m, ok := v.(map[string]any)
		if !ok || m[name] == nil {
			return nil, nil
		}
		v, at = m[name], append(at, name)
		if m, ok := v.(map[string]any); ok {
			if ref, ok := m["$ref"].(string); ok {
				at = strings.Split(strings.TrimPrefix(ref, "#/"), "/")
				if v, at = d.find(at...); v == nil {
					return nil, nil
				}
			}
		}
	}
	return v, at
}

// hold says what is wrong with a body by the schema at a place.
func (d *document) hold(at []string, body []byte) error {
	escape := strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D", "+", "%2B")
	key := ""
	for _, name := range append(at, "schema") {
		key += "/" + escape.Replace(name)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	s := d.schemas[key]
	if s == nil {
		var err error
		if s, err = d.compiler.Compile(documentURL + "#" + key); err != nil {
			return err
		}
		d.schemas[key] = s
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return err
	}
	return s.Validate(v)
}

// held holds an answer against the document: its status, its media type, its body.
func held(t *testing.T, method, path string, r *http.Response, body []byte) {
	t.Helper()
	d := contract()
	route := routeOf(method, path)
	if route == "" {
		if r.StatusCode/100 == 4 {
			if err := d.hold([]string{"components", "responses", "Problem", "content", "application/problem+json"}, body); err != nil {
				t.Errorf("%s %s: %v", method, path, err)
			}
		}
		return
	}
	at := []string{"paths", route, strings.ToLower(method), "responses"}
	v, where := d.find(append(at, strconv.Itoa(r.StatusCode))...)
	if v == nil {
		if v, where = d.find(append(at, "default")...); v == nil || r.StatusCode < 400 {
			t.Errorf("%s %s: the document has no answer %d", method, route, r.StatusCode)
			return
		}
	}
	if len(body) == 0 {
		return
	}
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if content, _ := d.find(append(where, "content", kind)...); err != nil || content == nil {
		t.Errorf("%s %s: the document has no %s for %d", method, route, kind, r.StatusCode)
		return
	}
	if strings.HasSuffix(kind, "json") {
		if err := d.hold(append(where, "content", kind), body); err != nil {
			t.Errorf("%s %s %d: %v", method, path, r.StatusCode, err)
		}
	}
}

// routeOf is the route that takes a request, empty if none does.
func routeOf(method, path string) string {
	path, _, _ = strings.Cut(path, "?")
	steps := strings.Split(path, "/")
	for _, r := range Routes() {
		of := strings.Split(r.Path, "/")
		if r.Method == method && slices.EqualFunc(of, steps, func(a, b string) bool { return a == b || a[:min(1, len(a))] == "{" }) {
			return r.Path
		}
	}
	return ""
}

// The document has every route, and no other.
func TestDocumentHasEveryRoute(t *testing.T) {
	r := call(t, "GET", "/openapi.json", nil)
	doc := into[struct {
		OpenAPI string `json:"openapi"`
		Paths   map[string]map[string]any
	}](t, read(t, r, 200))
	if !strings.HasPrefix(doc.OpenAPI, "3.1") {
		t.Errorf("openapi %s", doc.OpenAPI)
	}
	var said, have []string
	for path, methods := range doc.Paths {
		for m := range methods {
			if m != "parameters" {
				said = append(said, strings.ToUpper(m)+" "+path)
			}
		}
	}
	have = append(have, "POST /v1/layouts/try", "POST /v1/jobs", "GET /v1/jobs/{id}", "DELETE /v1/jobs/{id}", // the service's, see internal/serve
		"GET /v1/jobs/{id}/events", "GET /v1/jobs/{id}/result")
	for _, r := range Routes() {
		have = append(have, r.Method+" "+r.Path)
	}
	slices.Sort(said)
	slices.Sort(have)
	if !slices.Equal(said, have) {
		t.Errorf("document %v\nroutes %v", said, have)
	}
	ids := map[string]bool{}
	for path, methods := range doc.Paths {
		for _, m := range slices.Sorted(maps.Keys(methods)) {
			if op, ok := methods[m].(map[string]any); ok {
				id := fmt.Sprint(op["operationId"])
				if ids[id] || op["summary"] == nil {
					t.Errorf("%s %s: operationId %s twice, or no summary", m, path, id)
				}
				ids[id] = true
			}
		}
	}
}

// Every schema of the document compiles, and every reference leads somewhere.
func TestDocumentCompiles(t *testing.T) {
	d := contract()
	schemas, _ := d.find("components", "schemas")
	for name := range schemas.(map[string]any) {
		if _, err := d.compiler.Compile(documentURL + "#/components/schemas/" + name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	var walk func(v any, at string)
	walk = func(v any, at string) {
		switch v := v.(type) {
		case map[string]any:
			if ref, ok := v["$ref"].(string); ok {
				if to, _ := d.find(strings.Split(strings.TrimPrefix(ref, "#/"), "/")...); to == nil {
					t.Errorf("%s refers to %s, which is not there", at, ref)
				}
			}
			for k, x := range v {
				walk(x, at+"/"+k)
			}
		case []any:
			for i, x := range v {
				walk(x, at+"/"+strconv.Itoa(i))
			}
		}
	}
	walk(d.tree, "")
}

// The contract sees what it is there for.
func TestContract(t *testing.T) {
	d := contract()
	at := []string{"components", "responses", "Problem", "content", "application/problem+json"}
	for body, fine := range map[string]bool{
		`{"type":"x","title":"x","status":400,"code":"X","errors":[]}`:             true,
		`{"type":"x","title":"x","status":"400","code":"X","errors":[]}`:           false,
		`{"type":"x","title":"x","status":400,"code":"X","errors":[],"extra":1}`:   false,
		`{"type":"x","title":"x","status":400,"code":"X","errors":[{"code":"Y"}]}`: false,
	} {
		if err := d.hold(at, []byte(body)); (err == nil) != fine {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// What a request may hold is what the document says, and nothing else.
func TestAsked(t *testing.T) {
	v, _ := contract().find("components", "schemas", "Records", "properties")
	for name := range v.(map[string]any) {
		if name == "record" || name == "records" || name == "form" || name == "waivers" { // waivers may be an object
			continue
		}
		q := into[map[string]any](t, mustRead(t, call(t, "POST", "/v1/form", []byte(`{"record":{"form":"self-evaluation/shanghai"},"`+name+`":{}}`))))
		if q["code"] != "REQUEST-JSON" || strings.Contains(fmt.Sprint(q["detail"]), "unknown field") {
			t.Errorf("%s is in the document and not known: %v", name, q["detail"])
		}
	}
	q := into[map[string]any](t, read(t, call(t, "POST", "/v1/form", []byte(`{"record":{},"nonsense":1}`)), 400))
	if q["code"] != "REQUEST-JSON" {
		t.Errorf("%v", q)
	}
}

func mustRead(t *testing.T, r *http.Response) []byte {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The parameters that the handlers take are those of the document; any other is refused by name, wherever it stands.
func TestParameters(t *testing.T) {
	for _, r := range Routes() {
		var said []string
		for _, place := range [][]string{{"paths", r.Path, "parameters"}, {"paths", r.Path, strings.ToLower(r.Method), "parameters"}} {
			all, _ := contract().find(place...)
			list, _ := all.([]any)
			for _, p := range list {
				m := p.(map[string]any)
				if ref, ok := m["$ref"].(string); ok {
					to, _ := contract().find(strings.Split(strings.TrimPrefix(ref, "#/"), "/")...)
					m = to.(map[string]any)
				}
				if name := m["name"].(string); m["in"] == "query" && name != "lang" {
					said = append(said, name)
				}
			}
		}
		if want := strings.Fields(r.Takes); !slices.Equal(slices.Sorted(slices.Values(said)), slices.Sorted(slices.Values(want))) {
			t.Errorf("%s %s takes %q, the document says %q", r.Method, r.Path, want, said)
		}
	}
	a := New(Options{})
	for _, c := range []struct{ path, kind, body, want string }{
		{"/v1/render?format=pdf&watermarc=x", "application/json", "{}", "REQUEST-PARAMETER 没有参数“watermarc” 您是不是要写“watermark”？"},
		{"/v1/layouts?page=2", "", "", "REQUEST-PARAMETER 没有参数“page” "},
		{"/v1/render", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.json\"\r\n\r\n{}\r\n" +
			"--b\r\nContent-Disposition: form-data; name=\"formatt\"\r\n\r\npdf\r\n--b--\r\n", "REQUEST-PARAMETER 没有参数“formatt” 您是不是要写“format”？"},
		{"/v1/check", "application/json", `{"record":{},"recrod":1}`, "REQUEST-JSON 请求的 JSON 里没有“recrod”这个名称 "},
		{"/v1/explain", "application/json", `{"layout":"self-evaluation/shanghai","record":{}}`, "REQUEST-PARAMETER 缺 path：要说明哪一个数 "},
		{"/v1/waive", "application/json", `{"layout":"self-evaluation/shanghai","record":{}}`, "REQUEST-PARAMETER 缺 code：要说明哪一个问题 "},
	} {
		method := http.MethodPost
		if c.kind == "" {
			method = http.MethodGet
		}
		q := httptest.NewRequest(method, c.path, strings.NewReader(c.body))
		q.Header.Set("Content-Type", c.kind)
		w := httptest.NewRecorder()
		a.ServeHTTP(w, q)
		var p struct {
			Code   string
			Errors []struct{ Message, English, Hint string }
		}
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != http.StatusBadRequest || len(p.Errors) != 1 || p.Errors[0].English == "" ||
			p.Code+" "+p.Errors[0].Message+" "+p.Errors[0].Hint != c.want {
			t.Errorf("%s: %d %s, %v", c.path, w.Code, w.Body, err)
		}
	}
}
