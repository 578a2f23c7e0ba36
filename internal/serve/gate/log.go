package gate

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/gongbiao/gongbiao/internal/pattern"
	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/model/finding"
)

// logEntry is what is written down of a request: figures, our own words, and who it was. Neither its address, in which
// the number of a job is a key, nor any text of its body or of a file's name.
type logEntry struct {
	mu       sync.Mutex
	id, who  string
	route    string // the pattern that took it
	code     string // of the problem it was refused with here
	status   int
	received int64
	sent     int64
	waited   time.Duration
}

// requestID is the form of ids that a believed proxy may give.
var requestID = pattern.Late(`^[A-Za-z0-9._-]{1,64}$`)

// logged gives a request its id, catches what panics, and writes one line and the figures when it is over.
func (g *Gate) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e := &logEntry{id: r.Header.Get("X-Request-Id")}
		if !g.Proxies.from(r) || !requestID.MatchString(e.id) {
			e.id = rand.Text()
		}
		w.Header().Set("X-Request-Id", e.id)
		r = r.WithContext(context.WithValue(r.Context(), entryKey, e))
		begun := g.Now()
		out := &counted{ResponseWriter: w, e: e}
		defer func() {
			p := recover()
			if p != nil && p != http.ErrAbortHandler {
				g.panicked(out, r, e, p)
			}
			g.write(r, e, g.Now().Sub(begun))
			if p == http.ErrAbortHandler {
				panic(p)
			}
		}()
		next.ServeHTTP(out, r)
	})
}

// panicked answers for a fault of ours. What the panic says may hold a record's text, so only its kind and the place
// are written down.
func (g *Gate) panicked(w *counted, r *http.Request, e *logEntry, p any) {
	stack := debug.Stack()
	if f, ok := p.(*fault); ok {
		p, stack = f.value, f.stack
	}
	said := fmt.Sprintf("%T", p)
	if err, ok := p.(runtime.Error); ok && !strings.Contains(err.Error(), "interface conversion") {
		said = err.Error() // of indexes and nil pointers: figures only
	}
	g.Log.Error("panic", "id", e.id, "kind", said, "stack", string(stack))
	if e.status != 0 {
		return
	}
	g.refuse(w, r, problem.New(http.StatusInternalServerError, finding.Finding{Code: "INTERNAL",
		Message: "程序内部错误，请求编号 " + e.id + "。", English: "an error inside the program, request " + e.id,
		Hint: "请把请求编号告诉管理员，日志里有它的位置"}))
}

// fault is a panic of another goroutine, with the place where it was.
type fault struct {
	value any
	stack []byte
}

func (g *Gate) write(r *http.Request, e *logEntry, took time.Duration) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.status == 0 {
		e.status = http.StatusOK // net/http sends it when nothing was written
	}
	if e.route == "" {
		e.route = "other"
	}
	g.Metrics.count(e, took)
	level := slog.LevelInfo
	if e.status >= http.StatusInternalServerError {
		level = slog.LevelWarn
	}
	attrs := []any{"id", e.id, "method", method(r), "route", e.route, "status", e.status, "received", e.received, "sent", e.sent,
		"ms", took.Milliseconds(), "waitedMs", e.waited.Milliseconds(), "peer", g.Proxies.peer(r)}
	if e.who != "" {
		attrs = append(attrs, "who", e.who)
	}
	if e.code != "" {
		attrs = append(attrs, "code", e.code)
	}
	g.Log.Log(context.WithoutCancel(r.Context()), level, "request", attrs...)
}

// method is that of a request, or "other" for one that a caller has made up.
func method(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions, http.MethodPatch:
		return r.Method
	}
	return "other"
}

// Route notes the pattern that took a request; handlers with a mux of their own are wrapped in it.
func Route(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if e, ok := r.Context().Value(entryKey).(*logEntry); ok {
			_, pattern := mux.Handler(r)
			e.mu.Lock()
			e.route = pattern
			e.mu.Unlock()
		}
		mux.ServeHTTP(w, r)
	})
}

// note writes the code of a problem into the log's line.
func (g *Gate) note(r *http.Request, code string) {
	if e, ok := r.Context().Value(entryKey).(*logEntry); ok {
		e.mu.Lock()
		e.code = code
		e.mu.Unlock()
	}
}

// refuse answers with a problem and notes it.
func (g *Gate) refuse(w http.ResponseWriter, r *http.Request, p *problem.Error) {
	g.note(r, p.Findings[0].Code)
	problem.Write(w, r, p)
}

// counted is an answer whose status and size are noted.
type counted struct {
	http.ResponseWriter
	e *logEntry
}

func (c *counted) WriteHeader(status int) {
	if status >= http.StatusOK { // not 1xx
		c.e.mu.Lock()
		if c.e.status == 0 {
			c.e.status = status
		}
		c.e.mu.Unlock()
	}
	c.ResponseWriter.WriteHeader(status)
}

func (c *counted) Write(b []byte) (int, error) {
	n, err := c.ResponseWriter.Write(b)
	c.e.mu.Lock()
	if c.e.status == 0 {
		c.e.status = http.StatusOK
	}
	c.e.sent += int64(n)
	c.e.mu.Unlock()
	return n, err
}

// Unwrap lets http.ResponseController find the connection.
func (c *counted) Unwrap() http.ResponseWriter { return c.ResponseWriter }
