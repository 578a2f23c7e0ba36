package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"github.com/gongbiao/gongbiao/internal/safefile"
)

// merge makes the manifest of all parts: byte for byte the one that a single run writes. Whoever finishes last does
// it; while another is at work, nobody. A part that is not there is as the manifest has it, if that one is of the same
// inputs: then this part was done again, to mend what had failed or because it was killed over the merging.
func (r *run) merge(ctx context.Context) error {
	mine := r.sight.part()
	if old, err := r.standing(mine); err != nil || !old && !r.complete() {
		return err
	}
	unlock, err := safefile.Lock(ctx, r.Dir, false)
	var busy *safefile.Error
	if errors.As(err, &busy) && busy.Reason == safefile.Locked || ctx.Err() != nil {
		return nil
	}
	if err != nil {
		return err
	}
	defer unlock()
	old, err := r.standing(mine)
	if err != nil || !old && !r.complete() { // another was quicker
		return err
	}
	if r.Resume {
		if err := safefile.Sweep(r.Dir); err != nil {
			return err
		}
	}
	if err := r.fit(mine); err != nil {
		return err
	}
	if err := r.join(mine.Items, old); err != nil {
		return err
	}
	for i := range r.Shard.N {
		if err := os.Remove(r.partPath(i + 1)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return safefile.Wrap(r.partPath(i+1), err)
		}
	}
	r.sum.Merged = true
	return nil
}

func (r *run) partPath(i int) string {
	return filepath.Join(r.Dir, Shard{i, r.Shard.N}.manifest())
}

// complete says whether the manifests of all parts are there.
func (r *run) complete() bool {
	for i := range r.Shard.N {
		if !exists(r.partPath(i + 1)) {
			return false
		}
	}
	return true
}

// standing says whether the manifest in the folder is that of a whole job like this one on these inputs.
func (r *run) standing(mine Part) (bool, error) {
	var head Head
	var seen sight
	ended := false
	for l, err := range partLines(filepath.Join(r.Dir, ManifestName)) {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return false, nil
		case err != nil:
			return false, err
		case l.head != nil:
			if head = *l.head; !head.equal(r.Head) {
				return false, nil
			}
		case l.entry != nil:
			seen.add(l.entry)
		case l.tail != nil:
			ended = l.tail.End
		}
	}
	return ended && seen.part() == mine, nil
}

// fit refuses parts that were not made by one job, or are not whole.
func (r *run) fit(mine Part) error {
	for i := 1; i <= r.Shard.N; i++ {
		path := r.partPath(i)
		refuse := func(chinese, english string) error {
			path := filepath.ToSlash(path)
			return &inputError{&spoken{fmt.Sprintf("%s %s，没有合成 %s；重做这一份", path, chinese, ManifestName),
				fmt.Sprintf("%s %s: %s was not made; do this part again", path, english, ManifestName)}}
		}
		var head Head
		var tail Tail
		entries := 0
		for l, err := range partLines(path) {
			switch {
			case errors.Is(err, fs.ErrNotExist): // as the manifest has it
				head, tail, entries = r.Head, Tail{End: true, Part: &mine}, Shard{i, r.Shard.N}.count(mine.Items)
			case err != nil:
				return InputError(path, err)
			case l.head != nil:
				head = *l.head
			case l.entry != nil:
				entries++
			case l.tail != nil:
				tail = *l.tail
			}
		}
		switch {
		case !head.equal(r.Head):
			return refuse("是用别的选项、别的字体或别的版本做的", "was made with other options, other faces or by another release")
		case !tail.End || tail.Part == nil || entries != (Shard{i, r.Shard.N}).count(tail.Part.Items):
			return refuse("不全", "is not whole")
		case *tail.Part != mine:
			return refuse("是照别的输入做的", "was made from other inputs")
		}
	}
	return nil
}

// join writes the manifest and the list of failures of the whole, in the order of the inputs; what no part has is
// taken from the manifest that stands.
func (r *run) join(items int, standing bool) error {
	w := &run{Job: r.Job, e: r.e, sum: r.sum}
	w.Shard = Shard{}
	w.log = journal{dir: r.Dir, out: r.out(), name: ManifestName}
	defer func() { w.earlier.close() }()
	var err error
	if w.earlier, err = known(r.Dir, ManifestName); err != nil {
		return safefile.Wrap(filepath.Join(r.Dir, ManifestName), err)
	}
	if items < few && !r.Manifest && !r.Resume { // as a single run
		return nil
	}
	return w.gather(func(put func(*Entry) error) error { return r.entries(items, standing, put) })
}

// gather writes the manifest and the list of failures of a whole whose lines others have made.
func (r *run) gather(lines func(put func(*Entry) error) error) error {
	if err := r.foreign(); err != nil {
		return err
	}
	if err := r.log.begin(r.Head, nil); err != nil {
		return err
	}
	r.begun = true
	if err := lines(func(e *Entry) error {
		if e.Kind != Fine {
			r.fails = append(r.fails, e.result(r.Dir).short())
		}
		return r.log.put(e)
	}); err != nil {
		return err
	}
	return r.finish(true)
}

// entries gives the lines of all parts in the order of the inputs. Every file is closed when it returns: one that is
// open cannot be replaced everywhere.
func (r *run) entries(items int, standing bool, put func(*Entry) error) error {
	readers := make([]*entryReader, r.Shard.N+1) // the last is that of the manifest
	for i := range readers {
		path := filepath.Join(r.Dir, ManifestName)
		if i < r.Shard.N {
			path = r.partPath(i + 1)
		} else if !standing {
			break
		}
		if exists(path) {
			readers[i] = readEntries(path)
			defer readers[i].stop()
		}
	}
	for k := range items {
		from, at := readers[k%r.Shard.N], k/r.Shard.N
		if from == nil {
			from, at = readers[r.Shard.N], k
		}
		e, err := from.to(at)
		if err == nil {
			err = put(e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// entryReader reads the entries of a manifest, one at a time.
type entryReader struct {
	path string
	next func() (manifestLine, error, bool)
	stop func()
	at   int // of the next
}

func readEntries(path string) *entryReader {
	e := &entryReader{path: path}
	e.next, e.stop = iter.Pull2(partLines(path))
	return e
}

// to gives the k-th entry, from 0; k grows from call to call.
func (e *entryReader) to(k int) (*Entry, error) {
	for {
		l, err, ok := e.next()
		switch {
		case err != nil:
			return nil, InputError(e.path, err)
		case !ok:
			return nil, InputError(e.path, io.ErrUnexpectedEOF)
		case l.entry == nil:
			continue
		}
		if e.at++; e.at > k {
			return l.entry, nil
		}
	}
}

// partLines are the lines of a manifest. Error: fs.ErrNotExist if there is none, or why it cannot be read.
func partLines(path string) iter.Seq2[manifestLine, error] {
	return func(yield func(manifestLine, error) bool) {
		f, err := safefile.Open(path)
		if err != nil {
			yield(manifestLine{}, err)
			return
		}
		defer f.Close()
		stopped := false
		err = manifestLines(f, func(l manifestLine) { stopped = stopped || !yield(l, nil) })
		if err != nil && !stopped {
			yield(manifestLine{}, err)
		}
	}
}
