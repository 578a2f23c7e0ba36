// Package foreign answers requests that bring a layout of their own. In: a request with a layout among its parts. Out:
// what the api says of it over an engine that has this layout too. Where it runs is the caller's: a stranger's layout
// in a child bound by limits (internal/serve/worker), the user's own in his own browser.
package foreign

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/serve/api"
	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/templates"
)

// TryPath takes a layout, and a record or none, and answers as /v1/preview does.
const TryPath = "/v1/layouts/try"

// Malformed is the refusal of a request that brings a layout in the wrong way.
func Malformed() *problem.Error {
	return problem.New(http.StatusBadRequest, finding.Finding{Code: "UPLOAD-FORM",
		Message: "带来的版式应是 multipart/form-data：layout（YAML）、id（表单/名称），可以有 record（JSON）。",
		English: "a layout comes as multipart/form-data: layout (YAML), id (form/name), and perhaps record (JSON)"})
}

// Has says whether a request, whose body is in memory, brings a layout.
func Has(r *http.Request) (bool, error) {
	if r.URL.Path == TryPath {
		return true, nil
	}
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "multipart/form-data" {
		return false, nil
	}
	text, err := io.ReadAll(r.Body)
	if err != nil {
		return false, err
	}
	r.Body = io.NopCloser(bytes.NewReader(text))
	found := false
	err = eachPart(r, bytes.NewReader(text), func(name string, file bool, _ io.Reader) error {
		found = found || name == "layout" && file // a text of that name is the id of one that is there
		return nil
	})
	return found, err
}

// eachPart calls f for every part of a form.
func eachPart(r *http.Request, body io.Reader, f func(name string, file bool, part io.Reader) error) error {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" || params["boundary"] == "" {
		return Malformed()
	}
	m := multipart.NewReader(body, params["boundary"])
	for {
		p, err := m.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return Malformed()
		}
		if err := f(p.FormName(), p.FileName() != "", p); err != nil {
			return err
		}
	}
}

// layoutID is the form of an id that a caller may give his layout.
var layoutID = pattern.Late(`^[a-z0-9-]{1,40}/[\p{Han}A-Za-z0-9-]{1,40}$`)

// layoutSays is the line in which a layout says what it is.
var layoutSays = pattern.Late(`(?m)^layout:[ \t]*["']?([^"'#\s]+)`)

// Handler answers requests that bring a layout: each becomes one of the api over an engine that has it.
func Handler(e *render.Engine, producer, release string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		parts := map[string][]byte{}
		err := eachPart(r, r.Body, func(name string, _ bool, part io.Reader) error {
			b, err := io.ReadAll(part)
			if _, twice := parts[name]; err != nil || twice {
				return Malformed()
			}
			parts[name] = b
			return nil
		})
		id := string(parts["id"])
		if id == "" {
			id = r.URL.Query().Get("layout")
		}
		if m := layoutSays.Regexp().FindSubmatch(parts["layout"]); id == "" && m != nil {
			id, _, _ = strings.Cut(string(m[1]), "@")
		}
		if err != nil || len(parts["layout"]) == 0 || !layoutID.MatchString(id) {
			problem.Write(w, r, Malformed())
			return
		}
		library, err := with(e.Layouts(), id, parts["layout"])
		if err != nil {
			problem.Write(w, r, Malformed())
			return
		}
		if r.URL.Path == TryPath {
			library = library.Tried()
		}
		a := api.New(api.Options{Engine: &render.Engine{Library: library, Faces: e.Faces}, Producer: producer, Release: release, Lint: true})
		record, has := parts["record"]
		if !has {
			sample := &kept{header: http.Header{}, status: http.StatusOK}
			a.ServeHTTP(sample, ask(r, http.MethodGet, "/v1/layouts/"+id+"/sample", nil))
			if sample.status != http.StatusOK { // the layout is wrong: the problem says where
				sample.send(w)
				return
			}
			record = sample.body.Bytes()
		}
		path := r.URL.Path
		if path == TryPath {
			path = "/v1/preview"
		}
		body, err := json.Marshal(map[string]json.RawMessage{"layout": json.RawMessage(quoted(id)), "record": record})
		if err != nil {
			problem.Write(w, r, Malformed())
			return
		}
		a.ServeHTTP(w, ask(r, http.MethodPost, path, body))
	})
}

func quoted(s string) []byte {
	b, _ := json.Marshal(s)
	return b
}

// with is a library with one more layout.
func with(base *templates.Library, id string, layout []byte) (*templates.Library, error) {
	var b bytes.Buffer // an archive is a folder in memory
	z := zip.NewWriter(&b)
	f, err := z.Create(id + ".yaml")
	if err == nil {
		_, err = f.Write(layout)
	}
	if err := errors.Join(err, z.Close()); err != nil {
		return nil, err
	}
	files, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		return nil, err
	}
	return templates.Over(files, base), nil
}

// ask is a request to the api in place of r.
func ask(r *http.Request, method, path string, body []byte) *http.Request {
	q := r.Clone(r.Context())
	u := *r.URL
	query := u.Query()
	query.Del("layout")
	u.Path, u.RawPath, u.RawQuery = path, "", query.Encode()
	q.Method, q.URL, q.Body, q.ContentLength = method, &u, io.NopCloser(bytes.NewReader(body)), int64(len(body))
	q.Header.Set("Content-Type", "application/json")
	return q
}

// kept is an answer in memory.
type kept struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (k *kept) Header() http.Header         { return k.header }
func (k *kept) WriteHeader(status int)      { k.status = status }
func (k *kept) Write(b []byte) (int, error) { return k.body.Write(b) }

func (k *kept) send(w http.ResponseWriter) {
	for name, values := range k.header {
		w.Header()[name] = values
	}
	w.WriteHeader(k.status)
	_, _ = w.Write(k.body.Bytes())
}
