package gate

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync"
	"time"

	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Limits are what one request, and all together, may take; 0 is the usual.
type Limits struct {
	Body        int64         // bytes of a body
	Bodies      int64         // bytes of all bodies in memory
	Time        time.Duration // from the head of a request to the beginning of its answer, waiting included
	Concurrency int           // requests worked on at once
	Queue       int           // requests that wait for their turn
	Wait        time.Duration // for a turn; whoever waits longer is told to come again
	Slow        int64         // bytes a second that a body must bring, after Grace
	Grace       time.Duration
}

func (l Limits) orUsual() Limits {
	l.Body = cmp.Or(l.Body, 32<<20)
	l.Bodies = cmp.Or(l.Bodies, 16*l.Body)
	l.Time = cmp.Or(l.Time, 30*time.Second)
	l.Concurrency = cmp.Or(l.Concurrency, runtime.GOMAXPROCS(0))
	l.Queue = cmp.Or(l.Queue, 64)
	l.Wait = cmp.Or(l.Wait, 5*time.Second)
	l.Slow = cmp.Or(l.Slow, 64<<10)
	l.Grace = cmp.Or(l.Grace, 10*time.Second)
	return l
}

// Body lets a request through when all of its body is here, so that a handler never waits for a caller and never sees
// half of anything. Bodies wait in memory, all together within Limits.Bodies, and only as far as they have come.
func (g *Gate) Body(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Body == nil || r.Body == http.NoBody {
			next.ServeHTTP(w, r)
			return
		}
		body, give, p := g.read(w, r)
		defer give()
		if p != nil {
			w.Header().Set("Connection", "close") // the rest of the body is not wanted
			g.refuse(w, r, p)
			return
		}
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		next.ServeHTTP(w, r)
	})
}

// read takes the body in; give gives its room back.
func (g *Gate) read(w http.ResponseWriter, r *http.Request) (body []byte, give func(), p *problem.Error) {
	var took int64
	give = func() { g.room.give(took) }
	if r.ContentLength > g.Limits.Body {
		return nil, give, tooLarge(g.Limits.Body)
	}
	control, begun := http.NewResponseController(w), g.Now()
	defer func() {
		if p == nil { // else the deadline stays: net/http waits for what is left of the body before it closes
			_ = control.SetReadDeadline(time.Time{})
		}
		if e, ok := r.Context().Value(entryKey).(*logEntry); ok {
			e.received = int64(len(body))
		}
	}()
	const step = 64 << 10
	first := int64(step)
	if n := r.ContentLength; n >= 0 && n < step {
		first = n + bytes.MinRead
	}
	for {
		// What cannot have a deadline is no connection.
		_ = control.SetReadDeadline(begun.Add(g.Limits.Grace + time.Duration(int64(len(body))/g.Limits.Slow)*time.Second))
		if len(body) == cap(body) {
			grow := max(first, int64(cap(body)/2))
			if !g.room.take(grow) {
				return nil, give, busy()
			}
			took += grow
			body = append(make([]byte, 0, took), body...)
		}
		n, err := r.Body.Read(body[len(body):cap(body)])
		body = body[:len(body)+n]
		switch {
		case int64(len(body)) > g.Limits.Body:
			return nil, give, tooLarge(g.Limits.Body)
		case err == io.EOF:
			return body, give, nil
		case errors.Is(err, os.ErrDeadlineExceeded):
			return nil, give, problem.New(http.StatusRequestTimeout, finding.Finding{Code: "SERVE-SLOW",
				Message: "内容发得太慢，没有等到。", English: "the body came too slowly",
				Hint: "每秒至少 " + size(g.Limits.Slow) + "；检查网络后再发"})
		case err != nil:
			return nil, give, problem.New(http.StatusBadRequest, finding.Finding{Code: "SERVE-CUT",
				Message: "内容没有发完，连接就断了，或分块的写法不对。", English: "the body ended before its time, or its chunks are malformed"})
		}
	}
}

// room is how many bytes of bodies there may be.
type room struct {
	mu         sync.Mutex
	left, used int64
}

func (r *room) take(n int64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.left < n {
		return false
	}
	r.left, r.used = r.left-n, r.used+n
	return true
}

func (r *room) give(n int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.left, r.used = r.left+n, r.used-n
}

func (r *room) taken() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return int(r.used)
}

func busy() *problem.Error {
	return problem.New(http.StatusServiceUnavailable, finding.Finding{Code: "SERVE-BUSY",
		Message: "现在请求太多，这一个没有受理。", English: "too many requests at the moment", Hint: "过几秒再试"})
}

// retry is how many seconds somebody who was turned away should wait.
const retry = 2

// Turn lets as many requests through at once as there are processors, some more wait, and the others are told to come
// again. The answer of one that takes too long is given here; its turn is over when its handler has ended.
func (g *Gate) Turn(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, stop := context.WithTimeout(r.Context(), g.Limits.Time)
		defer stop()
		begun := g.Now()
		control := http.NewResponseController(w)
		_ = control.SetWriteDeadline(begun.Add(2 * g.Limits.Time)) // whoever takes the answer too slowly does not keep the turn
		defer func() { _ = control.SetWriteDeadline(time.Time{}) }()
		p := g.wait(ctx)
		if e, ok := ctx.Value(entryKey).(*logEntry); ok {
			e.waited = g.Now().Sub(begun)
		}
		if p != nil {
			w.Header().Set("Retry-After", strconv.Itoa(retry))
			g.refuse(w, r, p)
			return
		}
		t := &timed{w: w, header: w.Header().Clone(), done: make(chan any, 1)}
		go func() {
			defer func() { <-g.turns }()
			defer func() {
				p := recover()
				if p != nil && p != http.ErrAbortHandler {
					p = &fault{p, debug.Stack()}
				}
				t.done <- p
			}()
			next.ServeHTTP(t, r.WithContext(ctx))
		}()
		select {
		case p := <-t.done:
			t.end(p)
		case <-ctx.Done():
			if t.late() {
				if r.Context().Err() != nil {
					panic(http.ErrAbortHandler) // the caller has gone
				}
				g.refuse(w, r, problem.New(http.StatusServiceUnavailable, finding.Finding{Code: "SERVE-TIME",
					Message: "在 " + strconv.Itoa(int(g.Limits.Time.Seconds())) + " 秒内没有做完，停下了。",
					English: "not done in " + strconv.Itoa(int(g.Limits.Time.Seconds())) + " s, stopped",
					Hint:    "一次少给几份，或交给后台任务：POST /v1/jobs"}))
				return
			}
			t.end(<-t.done) // the answer has begun: its handler ends by itself, as ctx is over
		}
	})
}

// wait gets a turn.
func (g *Gate) wait(ctx context.Context) *problem.Error {
	select {
	case g.turns <- struct{}{}:
		return nil
	default:
	}
	select {
	case g.line <- struct{}{}:
		defer func() { <-g.line }()
	default:
		return busy()
	}
	long := time.NewTimer(g.Limits.Wait) // a clerk is answered or told in seconds, not after half a minute
	defer long.Stop()
	select {
	case g.turns <- struct{}{}:
		return nil
	case <-long.C:
		return busy()
	case <-ctx.Done():
		return busy()
	}
}

// timed is an answer that may be taken out of its handler's hands as long as it has not begun.
type timed struct {
	mu     sync.Mutex
	w      http.ResponseWriter
	header http.Header
	begun  bool // the handler's answer is on its way
	dead   bool // somebody else has answered
	done   chan any
}

func (t *timed) Header() http.Header { return t.header }

func (t *timed) WriteHeader(status int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.begin(status)
}

func (t *timed) begin(status int) {
	if t.dead || t.begun {
		return
	}
	t.begun = true
	h := t.w.Header()
	clear(h)
	for name, values := range t.header {
		h[name] = values
	}
	t.w.WriteHeader(status)
}

func (t *timed) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.dead {
		return 0, http.ErrHandlerTimeout
	}
	t.begin(http.StatusOK)
	return t.w.Write(b)
}

// late takes the answer away from its handler; false: it has begun.
func (t *timed) late() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.dead = !t.begun
	return t.dead
}

// end ends the answer as its handler has; p is its panic.
func (t *timed) end(p any) {
	if p != nil {
		panic(p)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.begin(http.StatusOK)
}

// size is a number of bytes in words.
func size(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return strconv.FormatInt(n>>20, 10) + " MiB"
	case n >= 1<<10 && n%(1<<10) == 0:
		return strconv.FormatInt(n>>10, 10) + " KiB"
	}
	return strconv.FormatInt(n, 10) + " B"
}
