package fleet

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// shelf is a Store in memory. refuse, if set, may fail what is asked of it.
type shelf struct {
	mu     sync.Mutex
	has    map[string][]byte
	puts   map[string]int // by key: how often something was put there that was not there
	refuse func(what, key string) error
}

func newShelf() *shelf { return &shelf{has: map[string][]byte{}, puts: map[string]int{}} }

func (s *shelf) ask(what, key string) error {
	s.mu.Lock()
	refuse := s.refuse
	s.mu.Unlock()
	if refuse != nil {
		return refuse(what, key)
	}
	return nil
}

func (s *shelf) Put(_ context.Context, key string, data []byte) error {
	if err := s.ask("put", key); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.has[key]; ok {
		return fs.ErrExist
	}
	s.has[key] = slices.Clone(data)
	s.puts[key]++
	return nil
}

func (s *shelf) Get(_ context.Context, key string) ([]byte, error) {
	if err := s.ask("get", key); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	b, ok := s.has[key]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return slices.Clone(b), nil
}

func (s *shelf) Keys(_ context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		if err := s.ask("list", prefix); err != nil {
			yield("", err)
			return
		}
		for _, key := range s.keys(prefix) {
			if !yield(key, nil) {
				return
			}
		}
	}
}

func (s *shelf) keys(prefix string) (out []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for key := range s.has {
		if strings.HasPrefix(key, prefix) {
			out = append(out, key)
		}
	}
	slices.Sort(out)
	return out
}

func (s *shelf) Drop(_ context.Context, key string) error {
	if err := s.ask("drop", key); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.has, key)
	return nil
}

// line is a Queue in memory that does what JetStream does: a task is handed out until it is done, again when its worker
// is not heard of for a while; what was put by one run is put once; full is full.
type line struct {
	mu     sync.Mutex
	wait   time.Duration // for a sign of life
	full   int
	tasks  []*handed
	put    map[string]bool
	most   int  // tasks there were at a time
	twice  bool // each task is handed to two workers
	deaf   int  // so many times nobody hears that a task is done
	silent bool // and whoever says so is not told
}

type handed struct {
	task  Task
	tries int
	due   time.Time // nobody gets it before
}

func newLine() *line { return &line{wait: time.Minute, full: 10_000, put: map[string]bool{}} }

func (l *line) Put(ctx context.Context, t Task, run string) error {
	for ctx.Err() == nil {
		if l.offer(t, run) {
			return nil
		}
		sleep(ctx, 20*time.Millisecond)
	}
	return ctx.Err()
}

func (l *line) offer(t Task, run string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	id := fmt.Sprint(t, run)
	switch {
	case l.put[id]:
		return true
	case len(l.tasks) >= l.full:
		return false
	}
	l.put[id] = true
	l.tasks = append(l.tasks, &handed{task: t})
	l.most = max(l.most, len(l.tasks))
	return true
}

// lose is the end of the queue, with all it holds.
func (l *line) lose() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.tasks, l.put = nil, map[string]bool{}
}

func (l *line) Take(ctx context.Context) (Taken, error) {
	for range 20 {
		if t := l.next(); t != nil {
			return t, nil
		}
		sleep(ctx, 100*time.Millisecond)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return nil, nil
}

func (l *line) next() Taken {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, h := range l.tasks {
		if time.Now().Before(h.due) {
			continue
		}
		h.tries++
		if !l.twice || h.tries%2 == 0 {
			h.due = time.Now().Add(l.wait)
		}
		return &delivery{l, h, h.tries}
	}
	return nil
}

func (l *line) left() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.tasks)
}

type delivery struct {
	l   *line
	h   *handed
	try int
}

func (d *delivery) Task() Task { return d.h.task }
func (d *delivery) Tries() int { return d.try }
func (d *delivery) Working() error {
	return d.Again(d.l.wait)
}

func (d *delivery) Again(after time.Duration) error {
	d.l.mu.Lock()
	defer d.l.mu.Unlock()
	if d.h.tries == d.try { // else another has it
		d.h.due = time.Now().Add(after)
	}
	return nil
}

func (d *delivery) Done(context.Context) error {
	d.l.mu.Lock()
	defer d.l.mu.Unlock()
	if d.l.deaf > 0 {
		d.l.deaf--
		if d.l.silent {
			return nil
		}
		return errors.New("no answer")
	}
	d.l.tasks = slices.DeleteFunc(d.l.tasks, func(h *handed) bool { return h == d.h })
	return nil
}

// life is that of a process: it ends at a moment, and nothing it does reaches anybody any more.
type life struct {
	mu   sync.Mutex
	left int // asks of the store until then; negative: it does not end by itself
	dead bool
	stop context.CancelFunc
}

var errDead = errors.New("dead")

func (l *life) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.dead = true
	l.stop()
}

func (l *life) ended() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.dead
}

// step is one ask.
func (l *life) step() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.left == 0 && !l.dead {
		l.dead = true
		l.stop()
	}
	l.left--
	if l.dead {
		return errDead
	}
	return nil
}

// atEnd says of an ask whether it was the last and was done all the same; without luck none is.
func (l *life) atEnd(luck *rand.Rand) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return luck != nil && l.left == -1 && luck.IntN(2) == 0
}

// mortalStore is a store as a process sees it; what is asked at the moment of its end may or may not be done.
type mortalStore struct {
	*life
	s    Store
	luck *rand.Rand
}

func (m mortalStore) Put(ctx context.Context, key string, data []byte) error {
	if err := m.step(); err != nil {
		if m.atEnd(m.luck) {
			_ = m.s.Put(ctx, key, data)
		}
		return err
	}
	return m.s.Put(ctx, key, data)
}

func (m mortalStore) Get(ctx context.Context, key string) ([]byte, error) {
	if err := m.step(); err != nil {
		return nil, err
	}
	return m.s.Get(ctx, key)
}

func (m mortalStore) Keys(ctx context.Context, prefix string) iter.Seq2[string, error] {
	if err := m.step(); err != nil {
		return func(yield func(string, error) bool) { yield("", err) }
	}
	return m.s.Keys(ctx, prefix)
}

func (m mortalStore) Drop(ctx context.Context, key string) error {
	if err := m.step(); err != nil {
		return err
	}
	return m.s.Drop(ctx, key)
}

// mortalQueue is the queue as such a process sees it.
type mortalQueue struct {
	*life
	q Queue
}

func (m mortalQueue) Put(ctx context.Context, t Task, run string) error {
	if m.ended() {
		return errDead
	}
	return m.q.Put(ctx, t, run)
}

func (m mortalQueue) Take(ctx context.Context) (Taken, error) {
	t, err := m.q.Take(ctx)
	if t == nil || err != nil {
		return nil, err
	}
	return mortalTaken{m.life, t}, nil
}

type mortalTaken struct {
	*life
	Taken
}

func (m mortalTaken) Working() error {
	if m.ended() {
		return errDead
	}
	return m.Taken.Working()
}

func (m mortalTaken) Again(after time.Duration) error {
	if m.ended() {
		return errDead
	}
	return m.Taken.Again(after)
}

func (m mortalTaken) Done(ctx context.Context) error {
	if m.ended() {
		return errDead
	}
	return m.Taken.Done(ctx)
}

// The fakes keep what the interfaces promise.
func TestFakes(t *testing.T) {
	s, ctx := newShelf(), t.Context()
	if err := s.Put(ctx, "a/b", []byte("1")); err != nil {
		t.Fatal(err)
	}
	if err := s.Put(ctx, "a/b", []byte("2")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("put over: %v", err)
	}
	if b, err := s.Get(ctx, "a/b"); string(b) != "1" || err != nil {
		t.Errorf("get: %s %v", b, err)
	}
	q := newLine()
	q.full = 1
	once, again := q.offer(Task{"j", 1}, "r"), q.offer(Task{"j", 1}, "r")
	if !once || !again || q.offer(Task{"j", 2}, "r") || q.left() != 1 {
		t.Error("put once, and no more than there is room for")
	}
	x, _ := q.Take(ctx)
	if q.next() != nil {
		t.Error("handed out twice")
	}
	if _ = x.Again(0); q.next().Tries() != 2 {
		t.Error("not handed out again")
	}
	if err := x.Done(ctx); err != nil || q.left() != 0 {
		t.Error("not done")
	}
}
