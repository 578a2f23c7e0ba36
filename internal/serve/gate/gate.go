// Package gate stands before the handlers of gongbiao serve. In: requests from browsers and programs. Out: those that
// may pass, each with an id, with who sends it and with its body whole in memory; every other one is answered here, by
// a problem with a name. It knows nothing of forms, and what it writes down holds no word of theirs.
//
// The order: id and log, headers, host, health, cross-origin, who (Front); then body, turn and time (Limit).
package gate

import (
	"context"
	"log/slog"
	"net/http"
	"time"
)

// Options say what passes. Now, Log and Metrics must be set.
type Options struct {
	Hosts   []string // names a browser may call us by, beside localhost and addresses in figures
	CSP     string   // Content-Security-Policy of every answer
	Auth    *Auth    // nil: everybody passes
	Proxies Proxies  // whose word on who is asking and from where counts
	Limits  Limits
	Log     *slog.Logger
	Metrics *Metrics
	Now     func() time.Time
	Ready   func() bool // false: no more requests should be sent here; nil: always true
}

// Gate is what all requests share.
type Gate struct {
	Options
	cross *http.CrossOriginProtection
	turns chan struct{} // one for each request being worked on
	line  chan struct{} // one for each request that waits
	room  *room         // bytes of bodies in memory
}

// New makes a gate.
func New(o Options) *Gate {
	o.Limits = o.Limits.orUsual()
	g := &Gate{Options: o, cross: http.NewCrossOriginProtection(), turns: make(chan struct{}, o.Limits.Concurrency),
		line: make(chan struct{}, o.Limits.Queue), room: &room{left: o.Limits.Bodies}}
	o.Metrics.watch(g)
	return g
}

// Identity is who sends a request; the zero value is whoever sits at this machine.
type Identity struct {
	Name    string
	Layouts bool // may send layouts of its own
}

type key int

const (
	whoKey key = iota
	entryKey
)

// Who is the sender of the request that ctx belongs to.
func Who(ctx context.Context) Identity {
	id, _ := ctx.Value(whoKey).(Identity)
	return id
}

// Front lets through to next what may come in at all.
func (g *Gate) Front(next http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if g.Ready != nil && !g.Ready() {
			plain(w, http.StatusServiceUnavailable, "stopping")
			return
		}
		plain(w, http.StatusOK, "ready")
	})
	inner := http.NewServeMux()
	inner.Handle("GET /metrics", g.Metrics.Page())
	if g.Auth != nil {
		g.Auth.routes(inner, g)
	}
	inner.Handle("/", next)
	mux.Handle("/", g.sameOrigin(g.known(inner)))
	return g.logged(g.headers(g.host(mux)))
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text + "\n"))
}
