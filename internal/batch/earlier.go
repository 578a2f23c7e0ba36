package batch

import (
	"encoding/json"
	"errors"
	"io/fs"
	"iter"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/gongbiao/gongbiao/internal/roll"
	"github.com/gongbiao/gongbiao/internal/safefile"
)

// manifest is a manifest as read. Of many records the entries are not in memory, where each would cost a kilobyte, but
// in scratch files; whoever reads one closes it. Several goroutines may ask at a time.
type manifest struct {
	Head  Head
	lists []string // hashes of the lists of failures that were written

	mu      sync.Mutex
	entries roll.Roll  // of each record the lines, and with the first how many there are: the last one counts
	sums    *roll.Roll // by path: what the files hashed to; nil until sum is asked
	size    int        // of records
}

func scratch() (roll.File, error) { return safefile.Scratch("") }

// placeOf is where a record stands in the inputs, as entries names it.
func placeOf(input string, index int) string { return strconv.Itoa(index) + " " + input }

// later is what the n-th line is named that was put over the first of a record; no place begins so.
func later(place string, n uint32) string { return "+" + strconv.Itoa(int(n)) + " " + place }

// readManifest reads a manifest, or the journal of one. The error is fs.ErrNotExist if there is none.
func readManifest(path string) (*manifest, error) {
	f, err := safefile.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	m := &manifest{entries: roll.Roll{Open: scratch}}
	var failed error
	err = manifestLines(f, func(l manifestLine) {
		switch {
		case failed != nil:
		case l.head != nil:
			m.Head = *l.head
		case l.tail != nil:
			m.lists = append(m.lists, l.tail.List)
		case l.list != "":
			m.lists = append(m.lists, l.list)
		case l.entry != nil:
			failed = m.add(l.entry)
		}
	})
	if err = errors.Join(err, failed); err != nil {
		m.close()
		return nil, err
	}
	return m, nil
}

// close gives the scratch files back. A manifest that is nil has none.
func (m *manifest) close() {
	if m == nil {
		return
	}
	_ = m.entries.Close()
	if m.sums != nil {
		_ = m.sums.Close()
	}
}

// add puts an entry in, over that of the same record.
func (m *manifest) add(e *Entry) error {
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	key := placeOf(e.Input, e.Index)
	first, there, err := m.entries.Get(key)
	switch {
	case err != nil:
		return err
	case !there:
		m.size++
		m.entries.Put(key, string(line), 0)
		return nil
	}
	m.entries.Put(later(key, first.N+1), string(line), 0)
	return m.entries.Set(first.Spot, first.N+1)
}

// at is the entry of a record, nil if there is none.
func (m *manifest) at(input string, index int) (*Entry, error) {
	m.mu.Lock()
	key := placeOf(input, index)
	first, there, err := m.entries.Get(key)
	m.mu.Unlock()
	if err != nil || !there {
		return nil, err
	}
	return m.last(key, first)
}

// last is the entry of a record whose first line is known.
func (m *manifest) last(key string, first roll.Entry) (e *Entry, err error) {
	line := first.Text
	if first.N > 0 {
		m.mu.Lock()
		over, _, err := m.entries.Get(later(key, first.N))
		m.mu.Unlock()
		if err != nil {
			return nil, err
		}
		line = over.Text
	}
	e = new(Entry)
	return e, json.Unmarshal([]byte(line), e)
}

// all gives the entries, of each record the last, in the order in which the records first came.
func (m *manifest) all() iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		for x, err := range m.entries.All() {
			if err == nil && strings.HasPrefix(x.Name, "+") {
				continue
			}
			var e *Entry
			if err == nil {
				e, err = m.last(x.Name, x.Entry)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// sum is what a file hashed to when it was written.
func (m *manifest) sum(path string) (sum string, known bool, err error) {
	m.mu.Lock()
	sums := m.sums
	m.mu.Unlock()
	if sums == nil {
		if sums, err = m.hashes(); err != nil {
			return "", false, err
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	e, known, err := sums.Get(path)
	return e.Text, known, err
}

// hashes lays the sums of all files beside their paths: all files of a folder may be asked for, so they are not looked
// through for each.
func (m *manifest) hashes() (*roll.Roll, error) {
	sums := &roll.Roll{Open: scratch}
	for e, err := range m.all() {
		if err != nil {
			_ = sums.Close()
			return nil, err
		}
		for _, f := range e.Files {
			_, twice, err := sums.Get(f.Path)
			if err != nil {
				_ = sums.Close()
				return nil, err
			}
			if !twice {
				sums.Put(f.Path, f.SHA256, 0)
			}
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.sums == nil {
		m.sums = sums
	} else { // another was quicker
		_ = sums.Close()
	}
	return m.sums, nil
}

// known is what earlier runs into dir have left: the manifest of this name, and over it the journal of a run that was
// cut off.
func known(dir, name string) (*manifest, error) {
	m, err := readManifest(filepath.Join(dir, name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	j, err := readManifest(filepath.Join(dir, name+unfinished))
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		m.close()
		return nil, err
	case m == nil || !j.Head.equal(m.Head):
		if m != nil {
			j.lists = append(j.lists, m.lists...)
			m.close()
		}
		m = j
	default:
		defer j.close()
		m.lists = append(m.lists, j.lists...)
		if err := m.over(j); err != nil {
			m.close()
			return nil, err
		}
	}
	return m, nil
}

// over puts the entries of a later manifest over these.
func (m *manifest) over(o *manifest) error {
	for e, err := range o.all() {
		if err != nil {
			return err
		}
		if err := m.add(e); err != nil {
			return err
		}
	}
	return nil
}
