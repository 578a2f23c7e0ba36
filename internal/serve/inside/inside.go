// Package inside is the service for one person who sits in the same process: a page that has the engine within it. In:
// requests, one by one or at once. Out: what serve answers to the same, from the same handlers. There is no network and
// nobody else, so nothing stands before the handlers but the limits that count.
package inside

import (
	"net/http"
	"time"

	"github.com/gongbiao/gongbiao/internal/serve/api"
	"github.com/gongbiao/gongbiao/internal/serve/foreign"
	"github.com/gongbiao/gongbiao/internal/serve/jobs"
	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/internal/serve/work"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// Options of New; Engine and Now must be set.
type Options struct {
	Engine   *render.Engine
	Producer string // program and release, for the files' properties
	Release  string // for manifests
	Now      func() time.Time
}

// The limits of a browser, where everything is memory. Those of serve allow more of what lies on a disk there.
const (
	body       = 64 << 20
	records    = 2000
	jobRecords = 5000
	jobBytes   = 256 << 20
)

// Service answers. Close ends its jobs.
type Service struct {
	http.Handler
	jobs *jobs.Store
}

// New puts the service together.
func New(o Options) (*Service, error) {
	s := &Service{}
	runner := &work.Runner{Engine: o.Engine, Producer: o.Producer, Release: o.Release, Workers: 1, Records: jobRecords, Bytes: jobBytes}
	var err error
	if s.jobs, err = jobs.Open(jobs.Options{Runner: runner, Beside: work.Beside(), Now: o.Now, Jobs: 8,
		Fault: func([]byte) {}, Owner: func(*http.Request) string { return "" }}); err != nil {
		return nil, err
	}
	a := api.New(api.Options{Engine: o.Engine, Producer: o.Producer, Release: o.Release, Body: body, Records: records})
	own := foreign.Handler(o.Engine, o.Producer, o.Release)
	mux := http.NewServeMux()
	mux.Handle("/", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch has, err := foreign.Has(r); {
		case err != nil:
			problem.Write(w, r, foreign.Malformed())
		case has && r.Method == http.MethodPost:
			own.ServeHTTP(w, r)
		default:
			a.ServeHTTP(w, r)
		}
	}))
	s.jobs.Handle(mux, func(next http.Handler) http.Handler { return next })
	s.Handler = limited(mux)
	return s, nil
}

// Close cancels every job and takes its files away.
func (s *Service) Close() { s.jobs.Close() }

// limited refuses a body that is larger than may be.
func limited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength > body {
			problem.Write(w, r, problem.New(http.StatusRequestEntityTooLarge, finding.Finding{Code: "SERVE-BODY",
				Message: "一次交来的文件合起来超过 64 MiB。", English: "the files of one request are more than 64 MiB",
				Hint: "分几次做"}))
			return
		}
		next.ServeHTTP(w, r)
	})
}
