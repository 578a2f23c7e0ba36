// Package serve puts the service together: the gate, the api, jobs, the page, and the child in which a stranger's
// layout runs. In: an engine, who may come in, and limits. Out: one http.Handler, to be stopped and closed. It listens
// to nothing itself.
package serve

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/gongbiao/gongbiao/internal/serve/api"
	"github.com/gongbiao/gongbiao/internal/serve/foreign"
	"github.com/gongbiao/gongbiao/internal/serve/gate"
	"github.com/gongbiao/gongbiao/internal/serve/jobs"
	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/internal/serve/web"
	"github.com/gongbiao/gongbiao/internal/serve/work"
	"github.com/gongbiao/gongbiao/internal/serve/worker"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// Options of New; Engine, Log and Now must be set, 0 is the usual.
type Options struct {
	Engine   *render.Engine
	Producer string // program and release, for the files' properties
	Release  string // for manifests and figures
	Faces    string // hash of the office's own faces

	Hosts   []string
	Auth    *gate.Auth // nil: everybody passes
	Proxies gate.Proxies
	Limits  gate.Limits

	Unzip      int64 // bytes of a file unpacked
	Records    int   // of a request
	JobRecords int   // of a job
	JobBytes   int64
	Jobs       jobs.Options  // Runner, Fault, Owner and Now are set here
	Child      worker.Limits // of the process in which a stranger's layout runs
	Program    string        // this program; empty: no layouts are taken
	Arguments  []string      // the command that calls Child

	PublicPC bool // the page keeps no drafts

	Log *slog.Logger
	Now func() time.Time
}

// Server is the service without its sockets.
type Server struct {
	http.Handler
	stopping atomic.Bool
	jobs     *jobs.Store
	api      *api.API
}

// New puts the service together. Close must be called in the end.
func New(o Options) (*Server, error) {
	s := &Server{}
	runner := &work.Runner{Engine: o.Engine, Producer: o.Producer, Release: o.Release, Faces: o.Faces, Workers: max(runtime.GOMAXPROCS(0)-1, 1),
		Unzip: o.Unzip, Records: cmp.Or(o.JobRecords, 20_000), Bytes: cmp.Or(o.JobBytes, 2<<30)}
	j := o.Jobs
	j.Runner, j.Now, j.Beside = runner, o.Now, work.Beside()
	j.Owner = func(r *http.Request) string { return gate.Who(r.Context()).Name }
	j.Fault = func(stack []byte) { o.Log.Error("panic in a job", "stack", string(stack)) }
	var err error
	if s.jobs, err = jobs.Open(j); err != nil {
		return nil, err
	}
	metrics := gate.NewMetrics(o.Release)
	for _, state := range []jobs.State{jobs.Waiting, jobs.Running, jobs.Done, jobs.Failed} {
		metrics.Gauge("gongbiao_jobs_"+string(state), "Jobs that are "+string(state)+".", func() int { return s.jobs.Count(state) })
	}
	g := gate.New(gate.Options{Hosts: o.Hosts, CSP: web.CSP, Auth: o.Auth, Proxies: o.Proxies, Limits: o.Limits, Log: o.Log,
		Metrics: metrics, Now: o.Now, Ready: func() bool { return !s.stopping.Load() }})
	s.Handler = g.Front(s.routes(g, o))
	return s, nil
}

// routes are the api's, the jobs' and the page's.
func (s *Server) routes(g *gate.Gate, o Options) http.Handler {
	s.api = api.New(api.Options{Engine: o.Engine, Producer: o.Producer, Release: o.Release, Body: o.Limits.Body, Unzip: o.Unzip, Records: o.Records})
	a, mux := s.api, http.NewServeMux()
	answered := g.Body(g.Turn(s.own(o, a)))
	for _, r := range api.Routes() {
		mux.Handle(r.Method+" "+r.Path, answered)
	}
	mux.Handle("POST "+foreign.TryPath, answered)
	mux.Handle("/v1/", a)
	s.jobs.Handle(mux, g.Body)
	page := web.Handler(web.Options{PublicPC: o.PublicPC})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			a.ServeHTTP(w, r) // says that there is nothing of the kind
			return
		}
		page.ServeHTTP(w, r)
	})
	return gate.Route(mux)
}

// own sends requests that bring a layout to the child, all others to next.
func (s *Server) own(o Options, next http.Handler) http.Handler {
	child := s.right(o, s.child(o))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch has, err := foreign.Has(r); {
		case err != nil:
			problem.Write(w, r, foreign.Malformed())
		case has:
			child.ServeHTTP(w, r)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// right lets those through who may bring layouts: everybody at this machine, else whose token says it.
func (s *Server) right(o Options, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if o.Auth != nil && !gate.Who(r.Context()).Layouts || o.Program == "" {
			problem.Write(w, r, problem.New(http.StatusForbidden, finding.Finding{Code: "SERVE-RIGHT",
				Message: "没有带来自己的版式的权限。", English: "there is no right to bring layouts",
				Hint: "请管理员在口令文件里给你加上 layouts，或用内置的版式"}))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// child answers in a process apart.
func (s *Server) child(o Options) http.Handler {
	return &worker.Spawner{Path: o.Program, Args: o.Arguments, Limits: o.Child, Ended: func(u worker.Used) {
		o.Log.Info("layout", "cpuMs", u.CPU.Milliseconds(), "output", u.Output, "killed", u.Killed)
	}}
}

// Warm reads what the first answer would wait for.
func (s *Server) Warm(ctx context.Context) { s.api.Warm(ctx) }

// Stop makes the service say that it is not ready any more, and cancels its jobs. What is being answered goes on.
func (s *Server) Stop() {
	if !s.stopping.Swap(true) {
		s.jobs.Close()
	}
}
