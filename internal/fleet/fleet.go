// Package fleet makes a great many forms by any number of workers on any number of machines. In: the inputs of a job,
// a store that all can reach and a queue of chunks. Out: each form in the store under a key of its content, a piece of
// the manifest for each chunk, and of all pieces the manifest that a single run would have written, byte for byte.
//
// Whoever plans reads all inputs, gives out all names and puts the records into the store, some hundred to a chunk;
// the queue carries numbers of chunks, never a record. A chunk may come to a worker twice, and twice at once: equal
// records make equal bytes under equal keys, which are put once. A chunk leaves the queue when what was made of it is
// in the store, not before. Everything known of a job is in the store, so that the loss of a worker, of whoever
// planned, or of the queue with all it holds costs time only.
package fleet

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"log/slog"
	"path"
	"strings"
	"time"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/ledger"
	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/render"
)

// Store keeps what has a key. Nothing is ever replaced, and nothing taken away but marks: that a job was cancelled,
// that a chunk is dead, which record was begun.
type Store interface {
	// Put stores data under a key that has nothing yet, whole or not at all; fs.ErrExist if it has.
	Put(ctx context.Context, key string, data []byte) error
	// Get gives what is stored under a key; fs.ErrNotExist if nothing is.
	Get(ctx context.Context, key string) ([]byte, error)
	// Keys gives the keys that begin with a prefix, which ends with a slash, in their order.
	Keys(ctx context.Context, prefix string) iter.Seq2[string, error]
	// Drop takes a key away; it need not be there.
	Drop(ctx context.Context, key string) error
}

// Queue hands out tasks, each until it is done.
type Queue interface {
	// Put adds a task, and waits while the queue is full.
	Put(ctx context.Context, t Task, run string) error
	// Take waits for a task. nil: none has come for a while.
	Take(ctx context.Context) (Taken, error)
}

// Taken is a task that a worker has, until it says otherwise or is not heard of for a while: then another gets it.
type Taken interface {
	Task() Task
	Tries() int // times it was handed out, this one included
	Working() error
	Done(ctx context.Context) error
	Again(after time.Duration) error // somebody else shall take it, after a while
}

// Task is a chunk of a job.
type Task struct {
	Job   string `json:"job"`
	Chunk int    `json:"chunk"` // from 1
}

// Job is what is to be made. Two jobs that say the same are one.
type Job struct {
	Wanted  batch.Wanted `json:"wanted"`
	Layout  string       `json:"layout,omitempty"`
	Release string       `json:"release"`         // of the program: another makes other bytes
	Faces   string       `json:"faces,omitempty"` // hash of the office's own faces
	Inputs  []string     `json:"inputs"`
	Ledger  Ledger       `json:"ledger,omitzero"`
	Dir     string       `json:"dir"`  // folder that names are given out for
	Seen    string       `json:"seen"` // SHA-256 over what the inputs hold
	Chunk   int          `json:"chunk"`
}

// Ledger is how ledgers are read.
type Ledger struct {
	Sheet  string         `json:"sheet,omitempty"`
	Ignore []string       `json:"ignore,omitempty"`
	Map    []ledger.Alias `json:"map,omitempty"`
}

// ID is what the job is called.
func (j *Job) ID() string {
	b, _ := json.Marshal(j) // plain fields
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8])
}

// Look takes in what the inputs hold.
func (j *Job) Look(ctx context.Context) error {
	sum := sha256.New()
	for _, path := range batch.Files(j.Inputs) {
		f, err := safefile.OpenWaiting(ctx, path)
		if err != nil {
			fmt.Fprintf(sum, "%s\x00-\n", path) // whoever reads it says why
			continue
		}
		one := sha256.New()
		n, err := io.Copy(one, f)
		f.Close()
		if err != nil {
			return batch.InputError(path, err)
		}
		fmt.Fprintf(sum, "%s\x00%d\x00%x\n", path, n, one.Sum(nil))
	}
	j.Seen = hex.EncodeToString(sum.Sum(nil))
	return ctx.Err()
}

// batch is the job as package batch does it.
func (j *Job) batch(producer string, check batch.Check) (batch.Job, error) {
	w := j.Wanted
	if err := w.Ready(render.Formats(), render.Usual()); err != nil {
		return batch.Job{}, err
	}
	b := w.Job(producer, j.Release, batch.Source{Layout: j.Layout,
		Options: ledger.Options{Sheet: j.Ledger.Sheet, Ignore: j.Ledger.Ignore, Map: j.Ledger.Map}})
	b.Inputs, b.Dir, b.Manifest, b.Head.Faces = j.Inputs, j.Dir, true, j.Faces
	if w.Check {
		b.Check = check
	}
	return b, nil
}

// setting is the part of the key of a file that all files of a job share: what decides its bytes beside record, layout
// and format.
func (j *Job) setting() string {
	w := j.Wanted
	w.Name, w.Formats, w.Check = "", nil, false
	b, _ := json.Marshal([]any{w, j.Release, j.Faces})
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// object is the key of a file.
func object(setting string, e *batch.Entry, f batch.File) string {
	sum := sha256.Sum256([]byte(setting + e.Data + e.LayoutHash + e.Layout + string(f.Format)))
	name := hex.EncodeToString(sum[:])
	return path.Join("objects", name[:2], name+"."+string(f.Format))
}

// The keys of a job.
func jobKey(id string) string { return path.Join("jobs", id, "job.json") }
func chunkKey(t Task) string {
	return path.Join("jobs", t.Job, "chunk", fmt.Sprintf("%08d.jsonl", t.Chunk))
}
func partKey(t Task) string {
	return path.Join("jobs", t.Job, "part", fmt.Sprintf("%08d.jsonl", t.Chunk))
}
func deadKey(t Task, what string) string {
	return path.Join("jobs", t.Job, "dead", fmt.Sprintf("%08d%s.json", t.Chunk, what))
}
func triedKey(t Task) string        { return path.Join("jobs", t.Job, "tried", fmt.Sprintf("%08d", t.Chunk)) }
func plannedKey(id string) string   { return path.Join("jobs", id, "planned.json") }
func cancelledKey(id string) string { return path.Join("jobs", id, "cancelled") }

// planned is written when all chunks are in the store.
type planned struct {
	Chunks int `json:"chunks"`
	Items  int `json:"items"` // records, and inputs that could not be read
}

// put is Put where it is all the same who was first.
func put(ctx context.Context, s Store, key string, data []byte) error {
	err := s.Put(ctx, key, data)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

// has says whether a key has something.
func has(ctx context.Context, s Store, key string) (bool, error) {
	_, err := s.Get(ctx, key)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// read is a job from the store.
func read(ctx context.Context, s Store, id string) (*Job, error) {
	if strings.Trim(id, "0123456789abcdef") != "" || id == "" {
		return nil, fs.ErrNotExist
	}
	b, err := s.Get(ctx, jobKey(id))
	if err != nil {
		return nil, err
	}
	j := new(Job)
	return j, json.Unmarshal(b, j)
}

// Patient is a store that is asked again while it does not answer: for up to two minutes, ever less often.
type Patient struct {
	Store
	Log   *slog.Logger
	Pause time.Duration // before the second try; 0: a fifth of a second
}

const patience = 2 * time.Minute

// again does something until it succeeds, for as long as that may help.
func (p *Patient) again(ctx context.Context, what, key string, do func() error) error {
	pause := p.Pause
	if pause == 0 {
		pause = time.Second / 5
	}
	for waited := time.Duration(0); ; waited += pause {
		err := do()
		var final *Final
		if err == nil || errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) || errors.As(err, &final) || ctx.Err() != nil ||
			waited > patience {
			return err
		}
		p.Log.Warn("store", "what", what, "key", key, "error", err.Error(), "again", pause.String())
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return ctx.Err()
		}
		pause = min(2*pause, 5*time.Second)
	}
}

// Final is an error of a store that asking again does not mend.
type Final struct{ Err error }

func (f *Final) Error() string { return f.Err.Error() }
func (f *Final) Unwrap() error { return f.Err }

// Ready asks until do succeeds: a store that does not answer yet.
func (p *Patient) Ready(ctx context.Context, do func(context.Context) error) error {
	return p.again(ctx, "ready", "", func() error { return do(ctx) })
}

// Put asks again.
func (p *Patient) Put(ctx context.Context, key string, data []byte) error {
	return p.again(ctx, "put", key, func() error { return p.Store.Put(ctx, key, data) })
}

// Get asks again.
func (p *Patient) Get(ctx context.Context, key string) (data []byte, err error) {
	err = p.again(ctx, "get", key, func() error {
		data, err = p.Store.Get(ctx, key)
		return err
	})
	return data, err
}

// Drop asks again.
func (p *Patient) Drop(ctx context.Context, key string) error {
	return p.again(ctx, "drop", key, func() error { return p.Store.Drop(ctx, key) })
}

// Keys asks again, and goes on behind what was given.
func (p *Patient) Keys(ctx context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		stopped := false
		given := ""
		err := p.again(ctx, "list", prefix, func() error {
			for key, err := range p.Store.Keys(ctx, prefix) {
				if err != nil {
					return err
				}
				if key <= given { // before it was asked again
					continue
				}
				if given = key; !yield(key, nil) {
					stopped = true
					return nil
				}
			}
			return nil
		})
		if err != nil && !stopped {
			yield("", err)
		}
	}
}
