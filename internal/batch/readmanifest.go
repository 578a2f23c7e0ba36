package batch

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"sync"

	"github.com/gongbiao/gongbiao/internal/safefile"
)

// maxLine is the longest line of a manifest that is read: a record with thousands of findings is a tenth of it.
const maxLine = 16 << 20

// manifest is a manifest as read.
type manifest struct {
	Head    Head
	Entries []*Entry // of each record the last

	at    map[place]*Entry
	lists []string // hashes of the lists of failures that were written

	once sync.Once
	sums map[string]string // by path: what the files of Entries hashed to; see sum
}

type place struct {
	input string
	index int
}

// manifestLine is a line of a manifest: one of head, entry and tail, or none if it cannot be read.
type manifestLine struct {
	number int // from 1
	head   *Head
	entry  *Entry
	tail   *Tail
	list   string // hash of the list of failures, where no tail says it
	long   bool   // longer than maxLine, not read
}

// readManifest reads a manifest, or the journal of one. The error is fs.ErrNotExist if there is none.
func readManifest(path string) (*manifest, error) {
	f, err := safefile.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	m := &manifest{at: map[place]*Entry{}}
	err = manifestLines(f, func(l manifestLine) {
		switch {
		case l.head != nil:
			m.Head = *l.head
		case l.tail != nil:
			m.lists = append(m.lists, l.tail.List)
		case l.list != "":
			m.lists = append(m.lists, l.list)
		case l.entry != nil:
			m.add(l.entry)
		}
	})
	if err != nil {
		return nil, err
	}
	return m, nil
}

// manifestLines calls each for every line that is not blank. Memory holds one line, and no more of a line than maxLine.
func manifestLines(f *os.File, each func(manifestLine)) error {
	in := bufio.NewReaderSize(f, 64<<10)
	var line []byte
	for n := 1; ; n++ {
		line = line[:0]
		long := false
		var err error
		for more := true; more; {
			var part []byte
			part, err = in.ReadSlice('\n')
			if more = errors.Is(err, bufio.ErrBufferFull); more {
				err = nil
			}
			if long = long || len(line)+len(part) > maxLine; !long {
				line = append(line, part...)
			}
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if text := bytes.TrimSpace(line); long || len(text) > 0 {
			l := manifestLine{number: n, long: long}
			if !long {
				l.parse(text)
			}
			each(l)
		}
		if err != nil {
			return nil
		}
	}
}

// parse decides what a line is. Only the first can be the head.
func (l *manifestLine) parse(text []byte) {
	if h := (Head{}); l.number == 1 && json.Unmarshal(text, &h) == nil && h.Manifest > 0 {
		l.head = &h
		return
	}
	var e struct {
		Entry
		End  bool   `json:"end"`
		List string `json:"list"`
	}
	switch {
	case json.Unmarshal(text, &e) != nil:
	case e.End:
		if t := new(Tail); json.Unmarshal(text, t) == nil {
			l.tail = t
		}
	case e.Input != "" && e.Index >= 0 && e.Kind.known():
		l.entry = &e.Entry
	case e.Input == "":
		l.list = e.List
	}
}

// add puts an entry in, over that of the same record.
func (m *manifest) add(e *Entry) {
	p := place{e.Input, e.Index}
	if old := m.at[p]; old != nil {
		*old = *e
		return
	}
	m.at[p] = e
	m.Entries = append(m.Entries, e)
}

// counts says whether the entry stands for a record, or for an input of which nothing could be read.
func (e *Entry) counts() bool { return e.Index > 0 || e.Kind == Unreadable }
