package fleet

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// Worker makes chunks, one after the other.
type Worker struct {
	Store    Store
	Queue    Queue
	Engine   *render.Engine
	Check    batch.Check
	Producer string
	Release  string
	Faces    string
	Log      *slog.Logger
	Beat     time.Duration    // between two signs of life; well below what the queue waits for one
	Now      func() time.Time // for how long things took; nothing is decided by it
	Tell     func(Told)       // of each chunk done; may be nil

	mu   sync.Mutex
	jobs map[string]*known
}

// Told is what became of a chunk.
type Told struct {
	Task    Task
	Records int
	Failed  int // of them
	Took    time.Duration
}

// known is a job that a worker has met.
type known struct {
	maker   *batch.Maker
	setting string
	job     *Job
}

// Run works until ctx ends.
func (w *Worker) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		t, err := w.Queue.Take(ctx)
		switch {
		case ctx.Err() != nil:
		case err != nil:
			w.Log.Warn("queue", "error", err.Error())
			sleep(ctx, time.Second)
		case t != nil:
			w.take(ctx, t)
		}
	}
	return nil
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

// away is how long a chunk that this worker cannot make, or cannot store, waits for the next: longer each time.
func away(tries int) time.Duration { return min(time.Duration(tries)*10*time.Second, 5*time.Minute) }

// mostTries is how often a chunk is handed out that cannot be made or stored, which takes some three hours. Whoever
// waits for it is told then, and may have it tried again.
const mostTries = 50

// take does what a task asks for and tells the queue.
func (w *Worker) take(ctx context.Context, t Taken) {
	log := w.Log.With("job", t.Task().Job, "chunk", t.Task().Chunk, "try", t.Tries())
	began := w.Now()
	alive, rest := context.WithCancel(ctx)
	defer rest()
	go func() {
		for alive.Err() == nil {
			sleep(alive, w.Beat)
			if alive.Err() == nil {
				if err := t.Working(); err != nil {
					log.Warn("sign of life", "error", err.Error())
				}
			}
		}
	}()
	told, err := w.make(ctx, t)
	rest()
	var broken *Broken
	f := finding.Finding{Code: "INTERNAL"}
	switch {
	case ctx.Err() != nil: // somebody else takes it, now
		_ = t.Again(0)
		return
	case errors.Is(err, errOther): // however often: one that it is for may be busy for a day
		log.Warn("not for this worker", "reason", err.Error())
		_ = t.Again(away(t.Tries()))
		return
	case errors.As(err, &broken), errors.Is(err, batch.ErrAltered):
		f.Message, f.English = err.Error(), inEnglish(err)
	case err != nil && t.Tries() >= mostTries:
		f.Message = fmt.Sprintf("第 %d 块试了 %d 次都没有做成：%v", t.Task().Chunk, t.Tries(), err)
		f.English = fmt.Sprintf("chunk %d was tried %d times in vain: %s", t.Task().Chunk, t.Tries(), inEnglish(err))
	case err != nil:
		log.Error("chunk", "error", err.Error())
		_ = t.Again(away(t.Tries()))
		return
	}
	if err != nil {
		log.Error("dead", "error", err.Error())
		if err := w.dead(ctx, t.Task(), "", f); err != nil {
			_ = t.Again(away(t.Tries()))
			return
		}
	}
	if err := t.Done(ctx); err != nil {
		log.Warn("done, but the queue was not told", "error", err.Error()) // it comes again, and is found done
		return
	}
	told.Took = max(w.Now().Sub(began), 0) // a clock may be put back
	if w.Tell != nil {
		w.Tell(told)
	}
	log.Info("chunk", "records", told.Records, "failed", told.Failed, "ms", told.Took.Milliseconds())
}

func inEnglish(err error) string {
	var e interface{ English() string }
	if errors.As(err, &e) {
		return e.English()
	}
	return err.Error()
}

// dead puts down what nobody can make.
func (w *Worker) dead(ctx context.Context, t Task, what string, f finding.Finding) error {
	b, err := json.Marshal(f)
	if err == nil {
		err = put(ctx, w.Store, deadKey(t, what), b)
	}
	return err
}

// errOther: this worker is not as the one that planned, another may be.
var errOther = errors.New("another release, other faces or other layouts than the job was planned with")

// job is a job as this worker does it.
func (w *Worker) job(ctx context.Context, id string) (*known, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if k := w.jobs[id]; k != nil {
		return k, nil
	}
	j, err := read(ctx, w.Store, id)
	if err != nil {
		return nil, err
	}
	if j.Release != w.Release || j.Faces != w.Faces {
		return nil, errOther
	}
	b, err := j.batch(w.Producer, w.Check)
	if err != nil {
		return nil, &Broken{jobKey(id), "读不懂：" + err.Error(), "cannot be read: " + err.Error()}
	}
	if w.jobs == nil {
		w.jobs = map[string]*known{}
	}
	k := &known{batch.NewMaker(w.Engine, b), j.setting(), j}
	w.jobs[id] = k
	return k, nil
}

// pieces are those of a chunk.
func (w *Worker) pieces(ctx context.Context, t Task) (out []batch.Piece, err error) {
	b, err := w.Store.Get(ctx, chunkKey(t))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &Broken{chunkKey(t), "不见了", "is gone"}
	}
	if err != nil {
		return nil, err
	}
	altered := &Broken{chunkKey(t), "被改过，或不全", "was altered, or is not whole"}
	if b, err = unpack(b); err != nil {
		return nil, altered
	}
	end := bytes.LastIndexByte(bytes.TrimSuffix(b, []byte("\n")), '\n') + 1
	sum := sha256.Sum256(b[:end])
	if strings.TrimSpace(string(b[end:])) != hex.EncodeToString(sum[:]) {
		return nil, altered
	}
	in := json.NewDecoder(bytes.NewReader(b[:end]))
	for in.More() {
		var p batch.Piece
		if err := in.Decode(&p); err != nil || p.Entry == nil {
			return nil, altered
		}
		out = append(out, p)
	}
	return out, nil
}

// make makes a chunk and puts what was made, then its piece of the manifest.
func (w *Worker) make(ctx context.Context, taken Taken) (told Told, err error) {
	t := taken.Task()
	told.Task = t
	if gone, err := has(ctx, w.Store, cancelledKey(t.Job)); err != nil || gone {
		return told, err
	}
	if done, err := has(ctx, w.Store, partKey(t)); err != nil || done {
		return told, err
	}
	k, err := w.job(ctx, t.Job)
	if errors.Is(err, fs.ErrNotExist) {
		err = &Broken{jobKey(t.Job), "不见了", "is gone"}
	}
	if err != nil {
		return told, err
	}
	pieces, err := w.pieces(ctx, t)
	if err != nil {
		return told, err
	}
	careful, err := w.careful(ctx, taken)
	if err != nil {
		return told, err
	}
	defer func() {
		if err != nil {
			careful.alive(ctx, w)
		}
	}()
	var part bytes.Buffer
	for i, p := range pieces {
		if !k.maker.Fits(p) {
			return told, errOther
		}
		e, err := w.piece(ctx, k, careful, t, i, p)
		if err != nil {
			return told, err
		}
		if told.Records++; e.Kind.Failed() {
			told.Failed++
		}
		part.Write(e.Line())
	}
	return told, put(ctx, w.Store, partKey(t), part.Bytes())
}

// piece makes one record and stores its files.
func (w *Worker) piece(ctx context.Context, k *known, c *care, t Task, i int, p batch.Piece) (*batch.Entry, error) {
	if c != nil {
		if c.fatal[i] >= mostDeaths {
			e := k.maker.Lost(p, fatal)
			return e, w.dead(ctx, t, fmt.Sprintf("-%04d", i+1), finding.Finding{Code: "INTERNAL", Record: e.Record,
				Message: fmt.Sprintf("第 %d 条：%s", e.Index, fatal), Pos: finding.Pos{File: e.Input},
				English: fmt.Sprintf("record %d: three workers ended in the middle of it, so it was set aside", e.Index)})
		}
		mark := path.Join(triedKey(t), fmt.Sprintf("%06d-%06d", c.try, i))
		c.marks = append(c.marks, mark)
		if err := put(ctx, w.Store, mark, nil); err != nil {
			return nil, err
		}
	}
	e, files, err := k.maker.Make(ctx, p)
	if err != nil {
		return nil, err
	}
	for n, data := range files {
		key := object(k.setting, e, e.Files[n])
		err := w.Store.Put(ctx, key, data)
		if errors.Is(err, fs.ErrExist) { // of an earlier try, or of an equal record
			var old []byte
			if old, err = w.Store.Get(ctx, key); err == nil && !bytes.Equal(old, data) {
				err = &Broken{key, "与现在排出的不同", "is not what is made now"}
			}
		}
		if err != nil {
			return nil, err
		}
	}
	return e, nil
}

// fatal is said of a record over which workers end.
const fatal = "三个工人都在排这一条时停了，已放在一边；请把这一条单独用 gongbiao render 排一次"

// mostDeaths is how many workers may end over one record.
const mostDeaths = 3

// care is taken with a chunk that comes again: which record is being made is put down first, so that one over which
// workers end is found and does not take the others with it.
type care struct {
	try   int
	fatal map[int]int // by record: how many tries ended with it
	marks []string    // of this try
}

// alive takes the marks of a try away that came to nothing for another reason: the worker was not at its end, so the
// record it had begun is not to blame. A disk that is full for an hour would have it set aside.
func (c *care) alive(ctx context.Context, w *Worker) {
	if c == nil {
		return
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second) // a worker that is to stop stops
	defer stop()
	for _, m := range slices.Backward(c.marks) { // the last is what counts
		if err := w.Store.Drop(ctx, m); err != nil {
			return
		}
	}
}

// careful is nil at the first try.
func (w *Worker) careful(ctx context.Context, t Taken) (*care, error) {
	if t.Tries() < 2 {
		return nil, nil
	}
	last := map[int]int{} // by try: its last record
	c := &care{try: t.Tries(), fatal: map[int]int{}}
	for key, err := range w.Store.Keys(ctx, triedKey(t.Task())+"/") {
		if err != nil {
			return nil, err
		}
		a, b, _ := strings.Cut(path.Base(key), "-")
		try, err := strconv.Atoi(a)
		record, err2 := strconv.Atoi(b)
		if err == nil && err2 == nil {
			last[try] = max(last[try], record)
			c.try = max(c.try, try+1)
		}
	}
	for _, record := range last {
		c.fatal[record]++
	}
	return c, nil
}
