package batch

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
)

// maxLine is the longest line of a manifest that is read: a record with thousands of findings is a tenth of it.
const maxLine = 16 << 20

// manifestLine is a line of a manifest: one of head, entry and tail, or none if it cannot be read.
type manifestLine struct {
	number int // from 1
	head   *Head
	entry  *Entry
	tail   *Tail
	list   string // hash of the list of failures, where no tail says it
	long   bool   // longer than maxLine, not read
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

// counts says whether the entry stands for a record, or for an input of which nothing could be read.
func (e *Entry) counts() bool { return e.Index > 0 || e.Kind == Unreadable }
