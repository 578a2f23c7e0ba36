package fleet

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/gongbiao/gongbiao/internal/batch"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// Status is how far a job has come.
type Status struct {
	ID        string       `json:"id"`
	Planned   bool         `json:"planned"` // all chunks are in the store
	Chunks    int          `json:"chunks"`  // so far
	Items     int          `json:"items,omitempty"`
	Done      int          `json:"done"` // of the chunks
	Cancelled bool         `json:"cancelled,omitempty"`
	Dead      finding.List `json:"dead,omitempty"`  // what nobody could make
	Stuck     int          `json:"stuck,omitempty"` // chunks among them: the job cannot come to its end

	missing []int // chunks that are not done
}

// Whole says whether everything was made that can be.
func (s *Status) Whole() bool { return s.Planned && s.Done == s.Chunks }

// Look says how far a job has come; fs.ErrNotExist if there is none.
func Look(ctx context.Context, s Store, id string) (*Status, error) {
	if _, err := read(ctx, s, id); err != nil {
		return nil, err
	}
	out := &Status{ID: id}
	done := map[int]bool{}
	for key, err := range s.Keys(ctx, path.Join("jobs", id, "part")+"/") {
		if err != nil {
			return nil, err
		}
		done[numberOf(key)] = true
	}
	b, err := s.Get(ctx, plannedKey(id))
	switch {
	case err == nil:
		var p planned
		if err := json.Unmarshal(b, &p); err != nil {
			return nil, err
		}
		out.Planned, out.Chunks, out.Items = true, p.Chunks, p.Items
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	default:
		for key, err := range s.Keys(ctx, path.Join("jobs", id, "chunk")+"/") {
			if err != nil {
				return nil, err
			}
			out.Chunks = max(out.Chunks, numberOf(key))
		}
	}
	for n := range out.Chunks {
		if !done[n+1] {
			out.missing = append(out.missing, n+1)
		}
	}
	out.Done = out.Chunks - len(out.missing)
	for key, err := range s.Keys(ctx, path.Join("jobs", id, "dead")+"/") {
		if err != nil {
			return nil, err
		}
		if !ofRecord(key) {
			if done[numberOf(key)] { // since
				continue
			}
			out.Stuck++
		}
		var f finding.Finding
		if b, err = s.Get(ctx, key); err == nil {
			err = json.Unmarshal(b, &f)
		}
		if err != nil {
			return nil, err
		}
		out.Dead = append(out.Dead, f)
	}
	out.Cancelled, err = has(ctx, s, cancelledKey(id))
	return out, err
}

// ofRecord says whether a key below dead is of one record, not of a whole chunk.
func ofRecord(key string) bool { return strings.Contains(path.Base(key), "-") }

func numberOf(key string) int {
	name, _, _ := strings.Cut(strings.TrimSuffix(path.Base(key), path.Ext(key)), "-")
	n, _ := strconv.Atoi(name)
	return n
}

// Jobs are the names of the jobs in a store.
func Jobs(ctx context.Context, s Store) (out []string, err error) {
	for key, err := range s.Keys(ctx, "jobs/") {
		if err != nil {
			return nil, err
		}
		if path.Base(key) == "job.json" {
			out = append(out, path.Base(path.Dir(key)))
		}
	}
	return out, nil
}

// Cancel has workers pass over what is left of a job.
func Cancel(ctx context.Context, s Store, id string) error {
	if _, err := read(ctx, s, id); err != nil {
		return err
	}
	return put(ctx, s, cancelledKey(id), nil)
}

// Gatherer puts the pieces of jobs together.
type Gatherer struct {
	Store    Store
	Engine   *render.Engine
	Producer string
	Check    batch.Check // only whether there is one
	Force    bool
}

// Gather writes every file of a job into a folder under its name, with the manifest and the list of failures.
func (g *Gatherer) Gather(ctx context.Context, id, dir string) (sum batch.Summary, err error) {
	j, err := read(ctx, g.Store, id)
	if err != nil {
		return sum, err
	}
	s, err := Look(ctx, g.Store, id)
	if err != nil {
		return sum, err
	}
	if !s.Whole() {
		return sum, &Broken{id, "还没有做完", "is not done"}
	}
	b, err := j.batch(g.Producer, g.Check)
	if err != nil {
		return sum, err
	}
	b.Dir, b.Force = dir, g.Force
	setting := j.setting()
	fetch := func(e *batch.Entry, f batch.File) ([]byte, error) { return g.Store.Get(ctx, object(setting, e, f)) }
	return batch.Gather(ctx, g.Engine, b, func(put func(*batch.Entry) error) error {
		return g.entries(ctx, id, s.Chunks, put)
	}, fetch)
}

// entries gives the lines of all pieces in the order of the inputs.
func (g *Gatherer) entries(ctx context.Context, id string, chunks int, each func(*batch.Entry) error) error {
	for n := range chunks {
		t := Task{id, n + 1}
		b, err := g.Store.Get(ctx, partKey(t))
		if err != nil {
			return err
		}
		in := bufio.NewReader(bytes.NewReader(b))
		for {
			line, err := in.ReadBytes('\n')
			if len(line) == 0 {
				break
			}
			e, bad := batch.ParseEntry(line)
			if bad != nil || err != nil {
				return &Broken{partKey(t), "被改过，或不全", "was altered, or is not whole"}
			}
			if err := each(e); err != nil {
				return err
			}
		}
	}
	return nil
}
