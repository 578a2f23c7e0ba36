package jobs

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Handle adds the routes of jobs. body is what stands before the one that takes content.
func (s *Store) Handle(mux *http.ServeMux, body func(http.Handler) http.Handler) {
	for pattern, f := range map[string]func(http.ResponseWriter, *http.Request) error{
		"GET /v1/jobs/{id}": s.get, "GET /v1/jobs/{id}/events": s.events, "GET /v1/jobs/{id}/result": s.result,
		"DELETE /v1/jobs/{id}": s.delete,
	} {
		mux.Handle(pattern, answer(f))
	}
	mux.Handle("POST /v1/jobs", body(answer(s.post)))
}

// answer writes the problem of a handler that could not do what was asked.
func answer(f func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := f(w, r)
		if err == nil {
			return
		}
		p := (*problem.Error)(nil)
		if !errors.As(err, &p) {
			p = problem.New(http.StatusInternalServerError, finding.Finding{Code: "INTERNAL", Message: "程序内部错误。",
				English: "an error inside the program"})
		}
		problem.Write(w, r, p)
	})
}

// post begins a job.
func (s *Store) post(w http.ResponseWriter, r *http.Request) error {
	key := r.Header.Get("Idempotency-Key")
	if len(key) > 200 {
		return malformed("Idempotency-Key 太长", "the Idempotency-Key is too long")
	}
	dir, err := os.MkdirTemp(s.dir, "job-")
	if err != nil {
		return err
	}
	o, print, err := s.take(r, dir)
	if err == nil {
		err = s.Runner.Accept(o)
	}
	var j *job
	if err == nil {
		j, err = s.add(o, dir, s.Owner(r), key, print)
	}
	if err != nil || j.dir != dir { // or it had been begun before
		_ = os.RemoveAll(dir)
	}
	if err != nil {
		if p := (*problem.Error)(nil); errors.As(err, &p) && p.Status == http.StatusServiceUnavailable {
			w.Header().Set("Retry-After", "30")
		}
		return err
	}
	w.Header().Set("Location", "/v1/jobs/"+j.id)
	return reply(w, http.StatusAccepted, j.view().read(r))
}

func (s *Store) get(w http.ResponseWriter, r *http.Request) error {
	j, err := s.find(r)
	if err != nil {
		return err
	}
	return reply(w, http.StatusOK, j.view().read(r))
}

// read is the view in the language of who asks.
func (v View) read(r *http.Request) View {
	if v.Errors != nil && problem.English(r) {
		v.Errors = v.Errors.ForEnglish()
	}
	return v
}

// delete cancels a job, waits until nothing works on it, and takes everything away.
func (s *Store) delete(w http.ResponseWriter, r *http.Request) error {
	j, err := s.find(r)
	if err != nil {
		return err
	}
	j.cancel(errCancelled)
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		<-j.done
		s.mu.Lock()
		defer s.mu.Unlock()
		s.drop(j)
	}()
	select {
	case <-gone:
	case <-r.Context().Done():
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// slowest is how many bytes a second whoever takes a result must take.
const slowest = 16 << 10

// result is the ZIP, in parts if that is asked for.
func (s *Store) result(w http.ResponseWriter, r *http.Request) error {
	j, err := s.find(r)
	if err != nil {
		return err
	}
	v := j.view()
	if v.State != Done {
		p := problem.New(http.StatusConflict, finding.Finding{Code: "JOB-RUNNING", Message: "任务没有结果可取。",
			English: "the job has no result to take"})
		if v.Errors != nil {
			p.Findings = v.Errors
		}
		return p
	}
	f, err := os.Open(filepath.Join(j.dir, resultName))
	if err != nil {
		return err
	}
	defer f.Close()
	deadline := s.Now().Add(time.Minute + time.Duration(v.Bytes/slowest)*time.Second)
	_ = http.NewResponseController(w).SetWriteDeadline(deadline) // what cannot have one is no connection
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Disposition", `attachment; filename="gongbiao.zip"`)
	w.Header().Set("Cache-Control", "private, no-store")
	w.Header().Set("ETag", strconv.Quote(j.id))
	http.ServeContent(w, r, "", time.Time{}, f)
	return nil
}

// beat is how often a quiet stream says that it is alive, pause how long it gathers before it tells how far it is.
const (
	beat  = 15 * time.Second
	pause = 200 * time.Millisecond
)

// events tells how far a job is as server-sent events: form (one a form, numbered), progress, and end. A listener who
// comes again with Last-Event-ID gets what it has missed.
func (s *Store) events(w http.ResponseWriter, r *http.Request) error {
	j, err := s.find(r)
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(r.Header.Get("Last-Event-ID")) // 0: from the beginning
	c := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Accel-Buffering", "no") // nginx would keep them back
	w.WriteHeader(http.StatusOK)
	for {
		_ = c.SetWriteDeadline(s.Now().Add(2 * beat))
		forms, v, changed := j.since(n)
		for _, f := range forms {
			n++
			if err := event(w, "form", n, f); err != nil {
				return nil // the listener has gone
			}
		}
		name := "progress"
		if v.State.over() {
			name = "end"
		}
		if event(w, name, 0, v.read(r)) != nil || c.Flush() != nil || v.State.over() {
			return nil
		}
		quiet := time.NewTimer(beat)
		for waiting := true; waiting; {
			select {
			case <-r.Context().Done():
				quiet.Stop()
				return nil
			case <-quiet.C:
				_ = c.SetWriteDeadline(s.Now().Add(2 * beat))
				if _, err := fmt.Fprint(w, ": \n\n"); err != nil || c.Flush() != nil {
					return nil
				}
				quiet.Reset(beat)
			case <-changed:
				waiting = false
			}
		}
		quiet.Stop()
		select {
		case <-j.done: // the end is told at once
		case <-time.After(pause):
		}
	}
}

// event writes one event; id 0: it has none.
func event(w http.ResponseWriter, name string, id int, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if id > 0 {
		_, err = fmt.Fprintf(w, "id: %d\n", id)
	}
	if err == nil {
		_, err = fmt.Fprintf(w, "event: %s\ndata: %s\n\n", name, b)
	}
	return err
}

func reply(w http.ResponseWriter, status int, v any) error {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // the caller has gone: nobody is left to tell
	return nil
}
