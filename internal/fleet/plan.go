package fleet

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"path"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/internal/report"
	"github.com/gongbiao/gongbiao/render"
)

// Planner puts a job into the store and its chunks into the queue.
type Planner struct {
	Store    Store
	Queue    Queue
	Engine   *render.Engine
	Producer string
	Run      string // something no other run has: a chunk that was put by one may be put by the next
	Log      *slog.Logger
	again    int // how often Again was called
}

// Plan reads the inputs of a job. Chunks whose work is done are not put again, so that a job whose planner was stopped
// goes on where it stood when the same job is planned again.
func (p *Planner) Plan(ctx context.Context, j *Job) (chunks int, err error) {
	b, err := j.batch(p.Producer, nil)
	if err != nil {
		return 0, err
	}
	id := j.ID()
	spec, err := json.Marshal(j)
	if err != nil {
		return 0, err
	}
	if err := put(ctx, p.Store, jobKey(id), spec); err != nil {
		return 0, err
	}
	if err := p.Store.Drop(ctx, cancelledKey(id)); err != nil { // who plans it wants it made
		return 0, err
	}
	if err := p.revive(ctx, id); err != nil {
		return 0, err
	}
	var chunk bytes.Buffer
	items, held := 0, 0
	flush := func() error {
		if held == 0 {
			return nil
		}
		chunks++
		t := Task{id, chunks}
		sum := sha256.Sum256(chunk.Bytes())
		fmt.Fprintf(&chunk, "%x\n", sum)
		packed, err := pack(chunk.Bytes())
		if err == nil {
			err = p.same(ctx, chunkKey(t), packed)
		}
		if err == nil {
			err = p.offer(ctx, t)
		}
		chunk.Reset()
		held = 0
		return err
	}
	err = batch.Plan(ctx, p.Engine, b, func(piece batch.Piece) error {
		if err := report.JSON(&chunk, piece); err != nil {
			return err
		}
		items++
		if held++; held < j.Chunk {
			return nil
		}
		return flush()
	})
	if err == nil {
		err = flush()
	}
	if err != nil {
		return chunks, err
	}
	end, err := json.Marshal(planned{chunks, items})
	if err != nil {
		return chunks, err
	}
	return chunks, p.same(ctx, plannedKey(id), end)
}

// revive has chunks tried again that nobody could make: whoever plans the job again has mended what stood in the way,
// or is told once more.
func (p *Planner) revive(ctx context.Context, id string) error {
	var dead []string
	for key, err := range p.Store.Keys(ctx, path.Join("jobs", id, "dead")+"/") {
		if err != nil {
			return err
		}
		if !ofRecord(key) {
			dead = append(dead, key)
		}
	}
	for _, key := range dead {
		if err := p.Store.Drop(ctx, key); err != nil {
			return err
		}
	}
	return nil
}

// same puts what must be there: what is there already must be the same.
func (p *Planner) same(ctx context.Context, key string, data []byte) error {
	err := p.Store.Put(ctx, key, data)
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	old, err := p.Store.Get(ctx, key)
	if err == nil && !bytes.Equal(old, data) && !sameInside(old, data) {
		return &Broken{key, "与现在的输入不符", "does not agree with the inputs as they are now"}
	}
	return err
}

// Broken is something in the store that is not as it was put there.
type Broken struct{ Key, chinese, english string }

func (b *Broken) Error() string   { return "存储里的 " + b.Key + " " + b.chinese }
func (b *Broken) English() string { return b.Key + " in the store " + b.english }

// offer puts a chunk into the queue, unless its work is done.
func (p *Planner) offer(ctx context.Context, t Task) error {
	done, err := has(ctx, p.Store, partKey(t))
	if err != nil || done {
		return err
	}
	return p.Queue.Put(ctx, t, p.Run)
}

// Again puts those chunks of a planned job into the queue whose work is not done: the queue may have been lost. Each
// call is a run of its own, or the queue would take what it puts for what this run has put before.
func (p *Planner) Again(ctx context.Context, id string) error {
	s, err := Look(ctx, p.Store, id)
	if err != nil {
		return err
	}
	p.again++
	run := fmt.Sprintf("%s-%d", p.Run, p.again)
	for _, n := range s.missing {
		if err := p.Queue.Put(ctx, Task{id, n}, run); err != nil {
			return err
		}
	}
	return nil
}
