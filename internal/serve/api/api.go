// Package api answers the requests of programs and of the page of gongbiao serve. In: HTTP requests under /v1 with
// records as JSON. Out: layouts, forms to be filled in, findings, pages, files; problems (RFC 9457) whose errors are
// our findings. openapi.yaml says every route, and is tested against the handlers.
//
// It is a plain http.Handler over the engine that the command line uses: it opens no sockets or files, starts no
// processes and reads no clock, so that it runs without a network as well. It holds no rule that the engine does not
// have. A record comes out as it went in: figures are texts, to the character.
package api

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/gongbiao/gongbiao/internal/audit"
	"github.com/gongbiao/gongbiao/internal/recent"
	"github.com/gongbiao/gongbiao/render"
	"github.com/gongbiao/gongbiao/workbook/collect"
)

// Options of New.
type Options struct {
	Engine   *render.Engine // nil: the embedded layouts and faces
	Producer string         // program and release, for the files' properties
	Release  string         // of the program, for manifests
	Body     int64          // bytes of a request's body at most; 0: MaxBody
	Unzip    int64          // bytes of a file unpacked at most; 0: what forms and ledgers may have
	Records  int            // records of a request at most; 0: MaxRecords
	Lint     bool           // the layouts are being tried: previews tell what to look at in them
}

// The limits where Options has none.
const (
	MaxBody    = 32 << 20
	MaxRecords = 2000
)

// API answers requests. It is shared by goroutines.
type API struct {
	o        Options
	engine   *render.Engine
	mux      *http.ServeMux
	pictures recent.Cache[string, *picture]
	auditors recent.Cache[string, *audit.Auditor] // by layout, for records that are looked at alone

	layoutsRead collect.Cache // of forms that are read back
}

// Route is a method and a path as http.ServeMux takes them, and the parameters it knows, between spaces. Every route
// knows lang.
type Route struct {
	Method, Path, Takes string
	handle              func(*API, *request) error
}

// Routes are all routes, in the order of the document.
func Routes() []Route {
	return []Route{
		{"GET", "/v1/layouts", "", (*API).layouts},
		{"GET", "/v1/layouts/{form}/{name}", "", (*API).layout},
		{"GET", "/v1/layouts/{form}/{name}/new", "", (*API).empty},
		{"GET", "/v1/layouts/{form}/{name}/sample", "kind seed", (*API).sample},
		{"GET", "/v1/layouts/{form}/{name}/schema", "", (*API).schema},
		{"GET", "/v1/layouts/{form}/{name}/source.yaml", "", (*API).source},
		{"GET", "/v1/layouts/{form}/{name}/blank.xlsx", "rows spare blocks", (*API).blank},
		{"GET", "/v1/layouts/{form}/{name}/picture.png", "", (*API).picture},
		{"POST", "/v1/form", "layout", (*API).form},
		{"POST", "/v1/check", "layout", (*API).check},
		{"POST", "/v1/preview", "layout", (*API).preview},
		{"POST", "/v1/explain", "layout", (*API).explain},
		{"POST", "/v1/waive", "layout", (*API).waive},
		{"DELETE", "/v1/waive", "layout", (*API).waive},
		{"POST", "/v1/render", "layout format date standard attach painter watermark header footer code proof formulas dpi check name",
			(*API).render},
		{"POST", "/v1/import", "layout", (*API).takeAny},
		{"POST", "/v1/collect", "layout", (*API).takeWorkbooks},
		{"GET", "/openapi.json", "", (*API).document},
	}
}

// New makes the handler of all routes.
func New(o Options) *API {
	if o.Engine == nil {
		o.Engine = &render.Engine{}
	}
	if o.Body == 0 {
		o.Body = MaxBody
	}
	if o.Records == 0 {
		o.Records = MaxRecords
	}
	a := &API{o: o, engine: o.Engine, mux: http.NewServeMux()}
	for _, r := range Routes() {
		a.mux.HandleFunc(r.Method+" "+r.Path, func(w http.ResponseWriter, q *http.Request) {
			x := &request{Request: q, w: w, lang: language(q), takes: strings.Fields(r.Takes)}
			q.Body = http.MaxBytesReader(w, q.Body, a.o.Body)
			err := x.known(slices.Sorted(maps.Keys(x.parameters())))
			if err == nil {
				err = r.handle(a, x)
			}
			if err != nil {
				x.refuse(err)
			}
		})
	}
	return a
}

// ServeHTTP answers a request. What no route takes is a problem too.
func (a *API) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	h, pattern := a.mux.Handler(q)
	if pattern != "" {
		a.mux.ServeHTTP(w, q)
		return
	}
	none := &status{header: http.Header{}} // tells what is wrong: no such path, or another method
	h.ServeHTTP(none, q)
	for k, v := range none.header {
		if k == "Allow" || k == "Location" {
			w.Header()[k] = v
		}
	}
	x := &request{Request: q, w: w, lang: language(q)}
	switch {
	case none.code == http.StatusMethodNotAllowed:
		x.refuse(refusal(http.StatusMethodNotAllowed, "REQUEST-METHOD", "这个地址不接受 "+q.Method, "this address takes no "+q.Method))
	case none.code >= 300 && none.code < 400:
		w.WriteHeader(none.code)
	default:
		x.refuse(refusal(http.StatusNotFound, "REQUEST-PATH", "没有这个地址", "there is no such address"))
	}
}

// status takes the answer of a handler that is only asked what it would say.
type status struct {
	header http.Header
	code   int
}

func (s *status) Header() http.Header         { return s.header }
func (s *status) Write(b []byte) (int, error) { return len(b), nil }
func (s *status) WriteHeader(code int)        { s.code = code }
