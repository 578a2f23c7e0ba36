// Package batch renders record files to output files. In: paths of inputs (files, folders, ledgers), what to make of
// them and where. Out: the files, one Result a record, in the order of the inputs whatever finishes first, a manifest
// that a later run can go on from, and the exit code that sums them up. One record that fails does not stop the
// others, not even when a part of this program panics over it; a full disk does.
package batch

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/render"
)

// File is one output.
type File struct {
	Path   string        `json:"path"`
	Format render.Format `json:"format"`
	Pages  int           `json:"pages,omitempty"` // of a paged format; else Sheets
	Sheets int           `json:"sheets,omitempty"`
	Bytes  int64         `json:"bytes,omitempty"`
	SHA256 string        `json:"sha256,omitempty"`

	Outcome safefile.Outcome `json:"outcome,omitempty"`
}

// Kept is the outcome of a file of an earlier run that was not made again.
const Kept safefile.Outcome = "kept"

// Result is what became of one record, or of an input that could not be read.
type Result struct {
	Input    string       `json:"input"`
	Index    int          `json:"index,omitempty"`  // which record of the input, from 1; 0: the input as a whole
	Record   string       `json:"record,omitempty"` // what people call it
	Unit     string       `json:"unit,omitempty"`   // whose it is
	Files    []File       `json:"files,omitempty"`
	Findings finding.List `json:"findings,omitempty"`
	Kind     Kind         `json:"kind"`
	Message  string       `json:"error,omitempty"` // of errors that are no findings

	English string `json:"-"` // Message in English

	entry *Entry // what the manifest gets beside this
	full  bool   // the disk is full

	stopped bool // the run ended in the middle of it: it is as if it had not been begun
}

// Run renders the job and calls each for every result, in order, from the calling goroutine. It ends early when ctx
// does; what was being written then is whole or absent. The error is one of the manifest, nil for everything that is
// in the results.
func Run(ctx context.Context, e *render.Engine, j Job, each func(Result)) (Summary, error) {
	var sum Summary
	j.Source.Engine = e
	if err := j.Source.ready(); err != nil {
		return sum, err
	}
	if j.Guard == nil {
		j.Guard = &safefile.Guard{}
		defer j.Guard.Close()
	}
	j.Guard.Reads(filesIn(j.Source.Dir, j.Inputs)...)
	if j.Book != "" {
		if err := j.out().Reserve(j.Book); err != nil {
			return sum, err
		}
		runBook(ctx, e, j, func(r Result) {
			sum.Count(r)
			each(r)
		})
		sum.Interrupted = ctx.Err() != nil
		return sum, nil
	}
	r := newRun(e, j)
	r.sum, r.each = &sum, each
	r.names.spill()
	defer r.close()
	shared := j.NoManifest || !j.Shard.Whole()
	before, _ := os.Stat(filepath.Join(j.Dir, ManifestName))
	unlock, err := safefile.Lock(ctx, j.Dir, shared)
	if now, _ := os.Stat(filepath.Join(j.Dir, ManifestName)); err == nil && !shared && !unchanged(before, now) {
		unlock() // the run that was waited for has left a manifest: writing ours over it would lose what it knows
		err = &safefile.Error{Path: filepath.ToSlash(j.Dir), Reason: safefile.Locked}
	}
	switch {
	case err != nil && ctx.Err() != nil:
		sum.Interrupted = true
		return sum, nil
	case err != nil:
		return sum, err
	}
	err = func() error {
		defer unlock()
		if err := r.start(); err != nil {
			return err
		}
		return r.records(ctx)
	}()
	if err == nil && !j.Shard.Whole() && !j.NoManifest && !sum.Interrupted && !sum.Stopped {
		err = r.merge(ctx)
	}
	return sum, err
}

// newRun is a job that has done nothing yet.
func newRun(e *render.Engine, j Job) *run {
	j.Source.Engine = e
	j.Head.Manifest, j.Head.Formats, j.Head.Layout = 1, j.Formats, j.Source.Layout
	j.Head.Checked = j.Check != nil
	if j.Submission != (render.Submission{}) {
		j.Head.Submission = &j.Submission
	}
	return &run{Job: j, e: e, sum: &Summary{}, hashes: map[string][2]string{}, names: newNames(j)}
}

// unchanged says whether a file is as it was; nil: it is not there.
func unchanged(before, now os.FileInfo) bool {
	if before == nil || now == nil {
		return before == nil && now == nil
	}
	return os.SameFile(before, now) && before.Size() == now.Size() && before.ModTime().Equal(now.ModTime())
}

// run is a job being done.
type run struct {
	Job
	e       *render.Engine
	sum     *Summary
	each    func(Result)
	names   *names               // not in the run: workers copy that while names are given out
	hashes  map[string][2]string // by layout as named: full id and hash
	earlier *manifest            // may be nil
	part    *manifest            // of a shard: what earlier runs of this part have left; may be nil
	sight   sight                // of a shard
	same    bool                 // earlier was made by a job like this
	log     journal
	held    []*Entry // until there are so many that a manifest is worth its place
	begun   bool
	fails   []Result
}

// start looks at what earlier runs have left.
func (r *run) start() error {
	r.log.dir, r.log.out, r.log.name = r.Dir, r.out(), r.Shard.manifest()
	if r.NoManifest {
		return nil
	}
	own := r.beside()
	if !r.Shard.Whole() {
		own = append(own, filepath.Join(r.Dir, r.log.name), filepath.Join(r.Dir, r.log.name+unfinished))
	}
	if err := r.out().Reserve(own...); err != nil {
		return err
	}
	m, err := known(r.Dir, ManifestName)
	if err != nil {
		return safefile.Wrap(filepath.Join(r.Dir, ManifestName), err)
	}
	if !r.Shard.Whole() {
		if r.part, err = known(r.Dir, r.log.name); err != nil {
			return safefile.Wrap(filepath.Join(r.Dir, r.log.name), err)
		}
		if m, err = over(m, r.part, r.Head); err != nil {
			return safefile.Wrap(os.TempDir(), err)
		}
	}
	r.earlier = m
	r.same = m != nil && m.Head.equal(r.Head)
	switch {
	case r.OnlyFailed && m == nil:
		return &inputError{&spoken{fmt.Sprintf("%s 里没有清单 %s，不知道哪些失败过", r.Dir, ManifestName),
			fmt.Sprintf("%s has no %s, so nobody knows what failed", r.Dir, ManifestName)}}
	case r.OnlyFailed && !r.same:
		return &inputError{&spoken{r.Dir + " 的清单是用别的选项或别的版本做的，不能只补失败的；请用同样的选项，或全部重做",
			"the manifest of " + r.Dir + " was made with other options or by another release: give the same options, or make all again"}}
	case !r.Resume && !r.OnlyFailed:
		return nil
	case r.OnlyFailed: // perhaps with a part of the inputs: the names of the others are not free
		if err := r.names.keep(m); err != nil {
			return safefile.Wrap(os.TempDir(), err)
		}
	}
	if !r.Shard.Whole() {
		return nil // what lies about may be another part's; whoever puts the parts together sweeps
	}
	return safefile.Sweep(r.Dir)
}

// beside is what is written beside the outputs of records.
func (r *run) beside() (own []string) {
	for _, name := range []string{ManifestName, journalName, FailuresName} {
		own = append(own, filepath.Join(r.Dir, name))
	}
	return own
}

// close gives the scratch files back.
func (r *run) close() {
	r.names.close()
	r.earlier.close()
	if r.part != r.earlier {
		r.part.close()
	}
}

type slot chan Result

// records writes the outputs of each record, several records at a time.
func (r *run) records(parent context.Context) error {
	ctx, stop := context.WithCancel(parent)
	defer stop()
	workers := r.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	slots := make(chan slot, 2*workers) // in the order of the inputs
	pool := newPool(workers)
	go func() {
		defer close(slots)
		defer pool.close()
		k := -1
		_ = r.Source.all(ctx, r.Inputs, func(it item) error { // ends with ctx or with the inputs
			if k++; !r.Shard.Has(k) {
				r.pass(ctx, it)
				return nil
			}
			s := make(slot, 1)
			old, err := r.before(it)
			if err == nil && it.err == nil && r.OnlyFailed && old == nil {
				return nil
			}
			select {
			case slots <- s:
			case <-ctx.Done():
				return ctx.Err()
			}
			if err := cmp.Or(it.err, err); err != nil {
				r.saw(&Entry{Input: it.input, Index: it.index})
				s <- it.result(nil, err)
				return nil
			}
			r.record(ctx, it, old, s, pool)
			return nil
		})
	}()
	var err error
	for s := range slots {
		res := <-s
		if err == nil && !res.stopped {
			err = r.report(res)
		}
		if err != nil || r.sum.Stopped {
			stop()
		}
	}
	r.sum.Interrupted = parent.Err() != nil
	if err == nil {
		err = r.finish(parent.Err() == nil && !r.sum.Stopped)
	}
	return err
}

// before is what an earlier run knew of a record, if this one goes on from it. The error is of a scratch file that
// cannot be read.
func (r *run) before(it item) (*Entry, error) {
	if r.earlier == nil || !r.Resume && !r.OnlyFailed || !r.same {
		return nil, nil
	}
	old, err := r.earlier.at(it.input, it.index)
	return old, safefile.Wrap(os.TempDir(), err)
}

// record starts the work on one record, of which an earlier run may have known; its result goes to s.
func (r *run) record(ctx context.Context, it item, old *Entry, s slot, pool *pool) {
	x := &Entry{Input: it.input, Index: it.index}
	if !r.NoManifest {
		x.Data = HashOf(it.data)
		x.Layout, x.LayoutHash = r.layout(it.data)
	}
	r.saw(x)
	kept := false
	switch {
	case old == nil || old.Kind.Failed():
	case r.OnlyFailed:
		kept = true
	default:
		kept = old.Data == x.Data && old.LayoutHash == x.LayoutHash && old.Name != ""
	}
	// Names are taken here, in the order of the inputs; a record that fails keeps its name, so that mending it moves
	// no other.
	var f *render.Form
	base, err := it.base, error(nil)
	if kept {
		base = old.Name
	} else if r.Name != nil {
		f, base, err = r.named(ctx, it)
	}
	x.Name = base
	var notes finding.List
	if err == nil {
		base, notes, err = r.names.take(base+r.suffix(), it)
	}
	if err != nil {
		res := it.result(f, err)
		res.entry = x
		s <- res
		return
	}
	if kept && r.OnlyFailed {
		s <- old.result(r.Dir)
		return
	}
	pool.enter(context.Background()) // what has taken its place and name is done
	pool.run(func() {
		if kept && old.whole(r.Dir, base, r.Formats) {
			s <- old.result(r.Dir)
			return
		}
		res := r.one(ctx, it, f, base, notes)
		res.entry = x
		s <- res
	})
}

// layout is the full id and hash of the layout of a record, empty if it has none.
func (r *run) layout(d *data.Value) (id, hash string) {
	name := d.LayoutName(r.Source.Layout)
	h, ok := r.hashes[name]
	if !ok {
		if l, err := r.e.Layouts().Layout(name); err == nil {
			if sum, err := r.e.Layouts().Hash(name); err == nil {
				h = [2]string{l.FullID(), sum}
			}
		}
		r.hashes[name] = h
	}
	return h[0], h[1]
}

// report takes the result of a record in its turn.
func (r *run) report(res Result) error {
	r.sum.Count(res)
	if res.full {
		r.sum.Stopped = true
	}
	if res.Kind != Fine {
		r.fails = append(r.fails, res.short())
	}
	r.each(res)
	if r.NoManifest {
		return nil
	}
	line := res.line(r.Dir)
	if !r.begun {
		if r.held = append(r.held, line); len(r.held) < few && !r.Manifest && !r.Resume && !r.OnlyFailed && r.Shard.Whole() {
			return nil
		}
		return r.begin()
	}
	return r.log.put(line)
}
