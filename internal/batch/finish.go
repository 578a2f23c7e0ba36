package batch

import (
	"os"
	"path/filepath"

	"github.com/gongbiao/gongbiao/internal/safefile"
)

// few is how many records are still seen at a glance and need no manifest.
const few = 10

// begin begins the journal, with the records that were waiting.
func (r *run) begin() error {
	r.begun = true
	earlier := r.earlier
	if !r.same || !r.Resume && !r.OnlyFailed {
		earlier = nil
	}
	if r.Shard.Whole() {
		if err := r.foreign(); err != nil {
			return err
		}
	} else if earlier != nil { // the manifest of the whole stays until the parts are together
		if earlier = r.part; earlier != nil && !earlier.Head.equal(r.Head) {
			earlier = nil
		}
	}
	if err := r.log.begin(r.Head, earlier); err != nil {
		return err
	}
	for _, e := range r.held {
		if err := r.log.put(e); err != nil {
			return err
		}
	}
	r.held = nil
	return nil
}

// finish writes the list of failures and the end of the manifest; of a run that was cut short it keeps what earlier
// runs knew of the records it did not come to.
func (r *run) finish(whole bool) error {
	if !r.begun && !r.Shard.Whole() && !r.NoManifest { // a part may be empty
		if err := r.begin(); err != nil {
			return err
		}
	}
	if !r.begun {
		return nil
	}
	if !whole || r.OnlyFailed {
		if err := r.remember(); err != nil {
			return err
		}
	}
	if !r.Shard.Whole() { // the list of failures is that of the whole
		if whole {
			seen := r.sight.part()
			if err := r.log.put(Tail{End: true, Records: r.log.records, Failed: r.log.failed, Part: &seen}); err != nil {
				return err
			}
		}
		return r.log.end()
	}
	list, err := r.failures()
	if err != nil {
		return err
	}
	// The hash goes first: a list that is there is always known to be ours.
	tail := Tail{List: hashBytes(list)}
	if list == nil {
		tail.List = ""
	}
	if whole {
		tail.End, tail.Records, tail.Failed = true, r.log.records, r.log.failed
	}
	if whole || list != nil {
		if err := r.log.put(tail); err != nil {
			return err
		}
	}
	if err := r.list(list); err != nil {
		return err
	}
	r.sum.Listed = list != nil
	return r.log.end()
}

// remember puts down what earlier runs knew of records this one has not come to.
func (r *run) remember() error {
	if r.earlier == nil || !r.same || !r.Resume && !r.OnlyFailed {
		return nil
	}
	earlier := r.earlier
	if !r.Shard.Whole() {
		if earlier = r.part; earlier == nil || !earlier.Head.equal(r.Head) {
			return nil
		}
	}
	journal := filepath.Join(r.Dir, r.log.name+unfinished)
	done, err := readManifest(journal)
	if err != nil {
		return safefile.Wrap(journal, err)
	}
	defer done.close()
	for e, err := range earlier.all() {
		if err != nil {
			return safefile.Wrap(os.TempDir(), err)
		}
		again, err := done.at(e.Input, e.Index)
		if err != nil {
			return safefile.Wrap(os.TempDir(), err)
		}
		if again != nil {
			continue
		}
		if err := r.log.put(e); err != nil {
			return err
		}
		if e.Kind != Fine {
			r.fails = append(r.fails, e.result(r.Dir).short())
		}
	}
	return nil
}
