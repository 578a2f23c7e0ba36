package fleet

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// Several workers, each with a chunk of its own.
func TestWorkers(t *testing.T) {
	inYard(t, func(y *yard) {
		y.begin(3)
		y.plan("a")
		y.same()
		if n := y.queue.left(); n != 0 {
			y.Errorf("%d chunks are left in the queue", n)
		}
	})
}

// Every chunk goes to two workers at once.
func TestTwoOnOneChunk(t *testing.T) {
	inYard(t, func(y *yard) {
		y.queue.twice = true
		y.begin(4)
		y.plan("a")
		y.same()
	})
}

// Nobody hears that chunks are done: they come again, and are found done.
func TestAckLost(t *testing.T) {
	for _, silent := range []bool{false, true} {
		inYard(t, func(y *yard) {
			y.queue.deaf, y.queue.silent = 9, silent
			y.begin(2)
			y.plan("a")
			y.whole()
			for range 300 { // what came again is in the queue still
				sleep(y.Context(), time.Second)
			}
			if n := y.queue.left(); n != 0 {
				y.Errorf("%d chunks are left in the queue", n)
			}
			y.same()
		})
	}
}

// Workers end at any ask of the store, thirty times; others come.
func TestWorkersEnd(t *testing.T) {
	inYard(t, func(y *yard) {
		y.plan("a")
		for range 30 {
			ctx, stop := context.WithCancel(y.Context())
			l := &life{left: 8 + y.luck.IntN(40), stop: stop} // past the notes of one record, else three end in the same
			w := y.worker(mortalStore{l, y.store, rand.New(rand.NewPCG(y.luck.Uint64(), 18))}, mortalQueue{l, y.queue})
			var one sync.WaitGroup
			one.Go(func() { _ = w.Run(ctx) })
			sleep(y.Context(), time.Duration(y.luck.IntN(100))*time.Second)
			l.end()
			one.Wait()
		}
		y.begin(1)
		y.same()
		if s := y.whole(); len(s.Dead) > 0 {
			y.Errorf("set aside: %v", s.Dead)
		}
	})
}

// A record at which workers end is set aside after three; the others of its chunk are made.
func TestFatalRecord(t *testing.T) {
	inYard(t, func(y *yard) {
		y.j.Wanted.Check = true
		y.check = func(*render.Form) (finding.List, error) { return nil, nil }
		y.plan("a")
		deaths := 0
		for range 8 {
			ctx, stop := context.WithCancel(y.Context())
			l := &life{left: -1, stop: stop}
			w := y.worker(mortalStore{l, y.store, nil}, mortalQueue{l, y.queue})
			w.Check = func(f *render.Form) (finding.List, error) {
				if f.Record.Name == "项目13" {
					deaths++
					l.end()
				}
				return nil, nil
			}
			var one sync.WaitGroup
			one.Go(func() { _ = w.Run(ctx) })
			sleep(y.Context(), 3*time.Minute)
			l.end()
			one.Wait()
		}
		s := y.whole()
		if len(s.Dead) != 1 || s.Stuck != 0 ||
			s.Dead[0].Record != "in-014" || !strings.Contains(s.Dead[0].English, "record 14: three workers") {
			y.Errorf("dead: %+v", s)
		}
		if deaths != 1+mostDeaths { // at the first try nobody takes notes
			y.Errorf("%d workers have ended over it", deaths)
		}
		y.begin(1)
		y.same("in-014.pdf")
		m := y.tree(y.j.Dir)[batch.ManifestName]
		if strings.Count(m, `"internal"`) != 1 || !strings.Contains(m, fatal) {
			y.Errorf("manifest:\n%s", m)
		}
	})
}

// A store that answers nothing for half a minute, and for six, at the moment when work is done.
func TestStoreAway(t *testing.T) {
	for _, away := range []time.Duration{30 * time.Second, 6 * time.Minute} {
		inYard(t, func(y *yard) {
			var from atomic.Int64
			asked := 0
			began := time.Now()
			y.store.refuse = func(string, string) error {
				y.mu.Lock()
				defer y.mu.Unlock()
				if asked++; asked == 50 {
					from.Store(time.Since(began).Nanoseconds() + 1)
				}
				since := time.Since(began) - time.Duration(from.Load())
				if from.Load() > 0 && since < away {
					return errors.New("503 Service Unavailable")
				}
				return nil
			}
			y.plan("a")
			y.begin(3)
			y.same()
			if took := time.Since(began); took < away || took > away+10*time.Minute {
				y.Errorf("it took %v", took)
			}
			if s := y.whole(); len(s.Dead) > 0 {
				y.Errorf("set aside: %v", s.Dead)
			}
		})
	}
}

// A disk that is full for an hour takes empty files, such as the note which record is begun, and no other: no record is
// to blame.
func TestDiskFull(t *testing.T) {
	inYard(t, func(y *yard) {
		began := time.Now()
		y.store.refuse = func(what, key string) error {
			if what == "put" && !strings.Contains(key, "/tried/") && time.Since(began) < time.Hour {
				return &Final{errors.New("no space left on device")}
			}
			return nil
		}
		y.planned()
		y.begin(2)
		if s := y.whole(); len(s.Dead) > 0 {
			y.Errorf("set aside: %v", s.Dead)
		}
		y.same()
	})
}

// What the store never takes is dead in the end, with its finding; the same plan again has it tried again.
func TestNeverStored(t *testing.T) {
	inYard(t, func(y *yard) {
		y.plan("a")
		y.store.refuse = func(what, key string) error {
			if what == "put" && strings.HasSuffix(key, "part/00000002.jsonl") {
				return &Final{errors.New("413 too large")}
			}
			return nil
		}
		y.begin(2)
		s := y.until("not dead", func(s *Status) bool { return s.Stuck > 0 && s.Done+s.Stuck == s.Chunks })
		if len(s.Dead) != 1 || !strings.Contains(s.Dead[0].English, "413 too large") ||
			!strings.Contains(s.Dead[0].Message, "第 2 块") {
			y.Errorf("%+v", s.Dead)
		}
		if n := y.queue.left(); n != 0 {
			y.Errorf("%d chunks are left in the queue", n)
		}
		y.store.mu.Lock()
		y.store.refuse = nil
		y.store.mu.Unlock()
		y.plan("b")
		if dead := y.store.keys("jobs/" + y.j.ID() + "/dead/"); len(dead) != 0 { // whoever waits would stop at it
			y.Errorf("dead still: %v", dead)
		}
		if s := y.whole(); len(s.Dead) != 0 {
			y.Errorf("dead still: %+v", s.Dead)
		}
		y.same()
	})
}

// A chunk that was altered in the store, or is gone, is dead; one that is gone is put back by the same plan again.
func TestChunkGone(t *testing.T) {
	inYard(t, func(y *yard) {
		y.plan("a")
		gone, altered := Task{y.j.ID(), 3}, Task{y.j.ID(), 5}
		delete(y.store.has, chunkKey(gone))
		was := y.store.has[chunkKey(altered)]
		text, err := unpack(was)
		if err != nil {
			y.Fatal(err)
		}
		y.store.has[chunkKey(altered)] = bytes.Replace(text, []byte("项目16"), []byte("项目61"), 1)
		y.begin(2)
		s := y.until("not dead", func(s *Status) bool { return s.Stuck == 2 && s.Done+s.Stuck == s.Chunks })
		if len(s.Dead) != 2 || !strings.Contains(s.Dead[0].English, "is gone") || !strings.Contains(s.Dead[1].English, "was altered") {
			y.Errorf("%+v", s.Dead)
		}
		if _, err := (&Gatherer{Store: y.store, Engine: y.e}).Gather(y.Context(), y.j.ID(), y.j.Dir); err == nil {
			y.Error("what is not whole was gathered")
		}
		_, err = y.planner(y.store, y.queue, "b").Plan(y.Context(), y.j)
		if broken := (*Broken)(nil); !errors.As(err, &broken) || broken.Key != chunkKey(altered) {
			y.Errorf("planned again over what was altered: %v", err)
		}
		y.store.mu.Lock()
		y.store.has[chunkKey(altered)] = was
		y.store.mu.Unlock()
		y.plan("c")
		y.same()
	})
}

// Chunks were not packed once: they are read, and planned over. Half a packed one is altered, and no other.
func TestChunkPacked(t *testing.T) {
	inYard(t, func(y *yard) {
		y.plan("a")
		for n := range y.until("not planned", func(s *Status) bool { return s.Planned }).Chunks {
			key := chunkKey(Task{y.j.ID(), n + 1})
			text, err := unpack(y.store.has[key])
			if err != nil || len(text) < 3*len(y.store.has[key]) {
				y.Errorf("%s: %d bytes from %d, %v", key, len(text), len(y.store.has[key]), err)
			}
			if n > 1 {
				y.store.has[key] = text
			}
		}
		half := chunkKey(Task{y.j.ID(), 1})
		was := y.store.has[half]
		y.store.has[half] = was[:len(was)/2]
		y.begin(2)
		s := y.until("not dead", func(s *Status) bool { return s.Stuck == 1 && s.Done+s.Stuck == s.Chunks })
		if len(s.Dead) != 1 || !strings.Contains(s.Dead[0].English, "was altered") {
			y.Errorf("%+v", s.Dead)
		}
		y.store.mu.Lock()
		y.store.has[half] = was
		y.store.mu.Unlock()
		y.plan("b")
		y.same()
	})
}

// The clocks of workers jump by an hour, to and fro.
func TestClocks(t *testing.T) {
	inYard(t, func(y *yard) {
		var n atomic.Int64
		y.now = func() time.Time {
			return time.Now().Add(time.Duration(n.Add(1)%3-1) * time.Hour)
		}
		var told []Told
		ctx, stop := context.WithCancel(y.Context())
		y.stop = stop
		for range 2 {
			w := y.worker(y.store, y.queue)
			w.Tell = func(x Told) { y.mu.Lock(); told = append(told, x); y.mu.Unlock() }
			y.all.Go(func() { _ = w.Run(ctx) })
		}
		y.plan("a")
		y.same()
		records := 0
		for _, x := range told {
			if records += x.Records; x.Took < 0 {
				y.Errorf("took %v", x.Took)
			}
		}
		if records != forms {
			y.Errorf("%d records were told of", records)
		}
	})
}

// Cancelled in the middle: nothing more is made. Planned again, it goes on.
func TestCancel(t *testing.T) {
	inYard(t, func(y *yard) {
		y.plan("a")
		w := y.worker(y.store, y.queue)
		for range 2 {
			x, err := y.queue.Take(y.Context())
			if err != nil {
				y.Fatal(err)
			}
			w.take(y.Context(), x)
		}
		if err := Cancel(y.Context(), y.store, y.j.ID()); err != nil {
			y.Fatal(err)
		}
		made := len(y.store.keys("objects/"))
		y.begin(2)
		sleep(y.Context(), time.Minute)
		s, err := Look(y.Context(), y.store, y.j.ID())
		if err != nil || !s.Cancelled || s.Done != 2 || y.queue.left() != 0 || len(y.store.keys("objects/")) != made {
			y.Errorf("%+v %v, %d left, %d objects, were %d", s, err, y.queue.left(), len(y.store.keys("objects/")), made)
		}
		y.plan("b")
		y.same()
		if err := Cancel(y.Context(), y.store, "00"); !errors.Is(err, fs.ErrNotExist) {
			y.Errorf("a job that is not there was cancelled: %v", err)
		}
	})
}

// Whoever submits ends at every ask of the store there is; the same again goes on, and nothing that is done is put
// into the queue again.
func TestPlannerEnds(t *testing.T) {
	inYard(t, func(y *yard) {
		y.begin(1)
		ends := 0
		for k := 0; ; k++ {
			ctx, stop := context.WithCancel(y.Context())
			l := &life{left: k, stop: stop}
			_, err := y.planner(mortalStore{l, y.store, y.luck}, mortalQueue{l, y.queue}, fmt.Sprint(k)).Plan(ctx, y.j)
			stop()
			sleep(y.Context(), 10*time.Second)
			if err == nil {
				break
			}
			ends++
		}
		if ends < 15 {
			y.Errorf("it has ended %d times only", ends)
		}
		y.whole()
		before := len(y.queue.put)
		y.plan("last")
		if n := len(y.queue.put) - before; n != 0 {
			y.Errorf("%d chunks that are done were put again", n)
		}
		y.same()
	})
}

// The queue is lost with all it holds, twice.
func TestQueueLost(t *testing.T) {
	inYard(t, func(y *yard) {
		p := y.planner(y.store, y.queue, "a")
		if _, err := p.Plan(y.Context(), y.j); err != nil {
			y.Fatal(err)
		}
		w := y.worker(y.store, y.queue)
		x, _ := y.queue.Take(y.Context())
		w.take(y.Context(), x)
		for range 2 {
			y.queue.lose()
			if err := p.Again(y.Context(), y.j.ID()); err != nil {
				y.Fatal(err)
			}
		}
		s, err := Look(y.Context(), y.store, y.j.ID())
		if err != nil || y.queue.left() != s.Chunks-1 {
			y.Errorf("%d chunks were put again, one of %d was done", y.queue.left(), s.Chunks)
		}
		y.begin(2)
		y.same()
	})
}

// A queue that is full is waited for.
func TestFull(t *testing.T) {
	inYard(t, func(y *yard) {
		y.queue.full = 2
		var planned atomic.Bool
		var plan sync.WaitGroup
		plan.Go(func() { y.plan("a"); planned.Store(true) })
		sleep(y.Context(), time.Hour)
		if planned.Load() || y.queue.left() != 2 {
			y.Errorf("planned: %v, %d in the queue", planned.Load(), y.queue.left())
		}
		y.begin(1)
		plan.Wait()
		y.same()
		if y.queue.most != 2 {
			y.Errorf("%d chunks were in the queue, 2 have room", y.queue.most)
		}
	})
}

// A worker of another release, with other faces or a layout of its own lets others have what it would make otherwise.
func TestOther(t *testing.T) {
	inYard(t, func(y *yard) {
		y.plan("a")
		for _, w := range []*Worker{y.worker(y.store, y.queue), y.worker(y.store, y.queue)} {
			if w.Release != "2" {
				w.Release = "2"
			} else {
				w.Faces = "x"
			}
			ctx, stop := context.WithTimeout(y.Context(), 24*time.Hour)
			_ = w.Run(ctx)
			stop()
		}
		if s, err := Look(y.Context(), y.store, y.j.ID()); err != nil || s.Done != 0 || len(s.Dead) != 0 {
			y.Errorf("%+v %v", s, err)
		}
		y.begin(1)
		y.same()
	})
}

// An object that is there and is another is not written over, and not taken for ours.
func TestForeignObject(t *testing.T) {
	inYard(t, func(y *yard) {
		y.plan("a")
		w := y.worker(y.store, y.queue)
		x, _ := y.queue.Take(y.Context())
		w.take(y.Context(), x)
		first := y.store.keys("objects/")[0]
		y.store.has[first] = []byte("another")
		delete(y.store.has, partKey(x.Task()))
		if err := y.queue.Put(y.Context(), x.Task(), "b"); err != nil {
			y.Fatal(err)
		}
		y.begin(1)
		s := y.until("not dead", func(s *Status) bool { return s.Stuck == 1 })
		if !strings.Contains(s.Dead[0].English, first) || string(y.store.has[first]) != "another" {
			y.Errorf("%+v", s.Dead)
		}
	})
}

// The name of a job is that of all it is made of.
func TestID(t *testing.T) {
	a := Job{Inputs: []string{"a"}, Chunk: 1}
	seen := map[string]bool{a.ID(): true}
	for _, change := range []func(*Job){func(j *Job) { j.Chunk = 2 }, func(j *Job) { j.Seen = "x" },
		func(j *Job) { j.Release = "2" },
		func(j *Job) { j.Wanted.Watermark = "x" }, func(j *Job) { j.Faces = "x" }, func(j *Job) { j.Ledger.Ignore = []string{"x"} }} {
		b := a
		change(&b)
		if seen[b.ID()] {
			t.Errorf("%+v has the name of another", b)
		}
		seen[b.ID()] = true
	}
	js, _ := json.Marshal(&a)
	back := new(Job)
	if err := json.Unmarshal(js, back); err != nil || back.ID() != a.ID() {
		t.Error("a job read back is another")
	}
}
