// Package jobs does long work for callers who do not wait for it. In: POST /v1/jobs with a kind, options and records or
// files. Out: 202 and an address where its owner, and nobody else, sees how far it is, takes the result as a ZIP, or
// cancels it. Files are kept in a private folder of this process, and are gone when the job is cancelled, when its time
// is over and when the service stops; what a killed process has left, the next one takes away.
package jobs

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/internal/serve/problem"
	"github.com/gongbiao/gongbiao/model/finding"
)

// Order is a piece of work.
type Order struct {
	Kind    string
	Options json.RawMessage     // of the kind; nil: the usual ones
	In      string              // folder with Files
	Files   []string            // as the caller calls them
	Beside  map[string][]string // files that are told from the others by their part: units
	Out     string              // folder for what is made
}

// Form is what became of one form.
type Form struct {
	Input    string `json:"input"`
	Index    int    `json:"index,omitempty"` // which record of the input, from 1
	Record   string `json:"record,omitempty"`
	Unit     string `json:"unit,omitempty"`
	Kind     string `json:"kind"` // as in a manifest; of an import its state
	Errors   int    `json:"errors,omitempty"`
	Warnings int    `json:"warnings,omitempty"`
	Notes    int    `json:"notes,omitempty"`
}

// Work is how a runner tells what it has done.
type Work interface {
	Form(Form)
	Read(done, total int64) // of the bytes that are read; total 0: not known
}

// Runner does what is ordered.
type Runner interface {
	// Accept refuses an order that cannot be carried out, before anything is done; the error is a *problem.Error.
	Accept(Order) error
	// Run puts what is made into o.Out. It ends soon after ctx. The error is one of the whole job.
	Run(ctx context.Context, o Order, w Work) error
}

// Options of a store; Runner, Owner, Now and Fault must be set, 0 is the usual.
type Options struct {
	Runner   Runner
	Fault    func(stack []byte) // told where a runner has panicked
	Owner    func(*http.Request) string
	Now      func() time.Time
	Folder   string        // where the private folder is made; empty: the system's place for such
	Keep     time.Duration // how long a result waits to be taken: an hour
	Files    int           // files of one upload: 2,000
	Beside   []string      // parts of a form whose files are no records but stand beside them
	Parallel int           // jobs worked on at once: 1
	Jobs     int           // jobs there may be, finished ones included: 32
}

// Store has the jobs of this process.
type Store struct {
	Options
	dir    string
	unlock func()
	turns  chan struct{}

	mu     sync.Mutex
	closed bool
	jobs   map[string]*job
	keys   map[[2]string]*job // by owner and idempotency key
	work   sync.WaitGroup
}

// folderHead begins the names of private folders.
const folderHead = "gongbiao-jobs-"

// Open makes the private folder, and takes away those of processes that are gone.
func Open(o Options) (*Store, error) {
	o.Folder = cmp.Or(o.Folder, os.TempDir())
	o.Keep, o.Files = cmp.Or(o.Keep, time.Hour), cmp.Or(o.Files, 2000)
	o.Parallel, o.Jobs = cmp.Or(o.Parallel, 1), cmp.Or(o.Jobs, 32)
	s := &Store{Options: o, turns: make(chan struct{}, o.Parallel), jobs: map[string]*job{}, keys: map[[2]string]*job{}}
	sweep(o.Folder)
	var err error
	if s.dir, err = os.MkdirTemp(o.Folder, folderHead); err != nil { // 0700
		return nil, safefile.Wrap(o.Folder, err)
	}
	if s.unlock, err = safefile.Lock(context.Background(), s.dir, false); err != nil {
		os.Remove(s.dir)
		return nil, err
	}
	return s, nil
}

// sweep removes the folders that no process holds. Those of other users cannot be locked or removed, and links are
// not followed.
func sweep(folder string) {
	now, stop := context.WithCancel(context.Background())
	stop() // a folder that somebody holds is not waited for
	dirs, _ := filepath.Glob(filepath.Join(folder, folderHead+"*"))
	for _, d := range dirs {
		if info, err := os.Lstat(d); err != nil || !info.IsDir() {
			continue
		}
		if unlock, err := safefile.Lock(now, d, false); err == nil {
			_ = os.RemoveAll(d)
			unlock()
		}
	}
}

// Close cancels every job and takes everything away.
func (s *Store) Close() {
	s.mu.Lock()
	s.closed = true
	for _, j := range s.jobs {
		j.cancel(errStopped)
	}
	s.mu.Unlock()
	s.work.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, j := range s.jobs {
		s.drop(j)
	}
	_ = os.RemoveAll(s.dir)
	s.unlock()
}

// Count is how many jobs there are in a state.
func (s *Store) Count(state State) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, j := range s.jobs {
		if j.view().State == state {
			n++
		}
	}
	return n
}

// errStopped and errCancelled are why a job's context has ended.
var (
	errStopped   = errors.New("the service stops")
	errCancelled = errors.New("the owner has cancelled the job")
)

// add takes an order whose files are in dir, or gives the job that was begun under the same key.
func (s *Store) add(o Order, dir, owner, key, print string) (*job, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if old := s.keys[[2]string{owner, key}]; key != "" && old != nil {
		if old.print != print {
			return nil, problem.New(http.StatusUnprocessableEntity, finding.Finding{Code: "JOB-KEY",
				Message: "这个 Idempotency-Key 已用于内容不同的任务。", English: "the Idempotency-Key was used for a job with other content",
				Hint: "换一个编号"})
		}
		return old, nil
	}
	if s.closed || len(s.jobs) >= s.Jobs {
		return nil, problem.New(http.StatusServiceUnavailable, finding.Finding{Code: "JOB-FULL",
			Message: "后台任务已满，这一个没有受理。", English: "there are as many jobs as may be", Hint: "取走结果后删除做完的任务，或稍后再试"})
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	j := &job{id: rand.Text(), owner: owner, key: key, print: print, dir: dir, order: o, cancel: cancel,
		done: make(chan struct{}), changed: make(chan struct{}), created: s.Now()}
	j.status.State = Waiting
	s.jobs[j.id] = j
	if key != "" {
		s.keys[[2]string{owner, key}] = j
	}
	s.work.Go(func() { s.run(ctx, j) })
	return j, nil
}

// run waits for the job's turn, does it, and keeps its result for as long as it may wait.
func (s *Store) run(ctx context.Context, j *job) {
	defer close(j.done)
	defer j.cancel(nil)
	select {
	case s.turns <- struct{}{}:
	case <-ctx.Done():
	}
	err := ctx.Err()
	if err == nil {
		err = func() error {
			defer func() { <-s.turns }()
			j.update(func(v *View) { v.State = Running })
			return j.run(ctx, s.Runner, s.Fault)
		}()
	}
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	j.finish(err, s.Now().Add(s.Keep))
	if err == nil || !errors.Is(err, errCancelled) && !errors.Is(err, errStopped) {
		j.timer.Store(time.AfterFunc(s.Keep, func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.drop(j)
		}))
	}
}

// drop takes a job away, with everything it has. It is called with the lock held.
func (s *Store) drop(j *job) {
	if s.jobs[j.id] != j {
		return
	}
	delete(s.jobs, j.id)
	if j.key != "" {
		delete(s.keys, [2]string{j.owner, j.key})
	}
	if t := j.timer.Load(); t != nil {
		t.Stop()
	}
	_ = os.RemoveAll(j.dir)
}

// find is the job of a request, if it belongs to who asks.
func (s *Store) find(r *http.Request) (*job, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if j := s.jobs[r.PathValue("id")]; j != nil && j.owner == s.Owner(r) {
		return j, nil
	}
	return nil, problem.New(http.StatusNotFound, finding.Finding{Code: "JOB-GONE", Message: "没有这个任务，或者它已过期。",
		English: "there is no such job, or its time is over"})
}
