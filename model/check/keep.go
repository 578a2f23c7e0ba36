package check

import (
	"encoding/binary"
	"io"
)

// Scratch is where the texts of many forms are put down, so that they need no memory.
type Scratch interface {
	io.Writer
	io.ReaderAt
	io.Closer
}

const (
	held   = 1 << 20  // bytes of texts that stay in memory
	window = 64 << 10 // bytes read at a time where forms are read one after the other
)

// keep is the texts of forms, packed, in the order they came: the last of them in memory, the others in a Scratch. It
// is for one goroutine.
type keep struct {
	open  func() (Scratch, error) // nil: everything stays in memory
	file  Scratch
	at    []int64 // where each form begins
	done  int64   // bytes in file
	tail  []byte  // what comes after them
	seen  []byte  // read last from file,
	from  int64   // from here on,
	next  int64   // up to the form that ends here
	wrong error   // the first error of reading or writing; what is read after it is empty
}

func (k *keep) len() int { return len(k.at) }

// add takes a form: its set, its number in the file, then its texts.
func (k *keep) add(set, index int, texts []string) error {
	k.at = append(k.at, k.done+int64(len(k.tail)))
	b := binary.AppendUvarint(k.tail, uint64(set))
	b = binary.AppendUvarint(b, uint64(index))
	b = binary.AppendUvarint(b, uint64(len(texts)))
	for _, t := range texts {
		b = append(binary.AppendUvarint(b, uint64(len(t))), t...)
	}
	k.tail = b
	if k.open == nil || len(b) < held || k.wrong != nil {
		return k.wrong
	}
	if k.file == nil {
		if k.file, k.wrong = k.open(); k.wrong != nil {
			k.file = nil
			return k.wrong
		}
	}
	_, k.wrong = k.file.Write(b)
	k.done, k.tail = k.done+int64(len(b)), b[:0]
	return k.wrong
}

// get reads a form into x.
func (k *keep) get(form int, x *taken) {
	from, end := k.at[form], k.done+int64(len(k.tail))
	if form+1 < len(k.at) {
		end = k.at[form+1]
	}
	x.read(k.bytes(from, end))
}

func (k *keep) bytes(from, end int64) []byte {
	if from >= k.done {
		return k.tail[from-k.done : end-k.done]
	}
	if from < k.from || end > k.from+int64(len(k.seen)) {
		n := end - from
		if from == k.next { // one after the other
			n = max(n, min(window, k.done-from))
		}
		if int64(cap(k.seen)) < n {
			k.seen = make([]byte, n)
		}
		k.seen, k.from = k.seen[:n], from
		if _, err := k.file.ReadAt(k.seen, from); err != nil {
			if k.wrong == nil {
				k.wrong = err
			}
			k.seen = k.seen[:0]
			return nil
		}
	}
	k.next = end
	return k.seen[from-k.from : end-k.from]
}

func (k *keep) close() error {
	if k.file == nil {
		return nil
	}
	f := k.file
	*k = keep{}
	return f.Close()
}

// taken is what is kept of one form. Its texts are good until the next form is read into it.
type taken struct {
	set   int
	index int
	b     []byte
	spans []span // the file, the record's name, then what the set collects
}

type span struct{ from, to int }

const (
	textFile = iota
	textName
	textsOwn // where those of the set begin
)

func (x *taken) read(b []byte) {
	*x = taken{b: b, spans: x.spans[:0]}
	if len(b) == 0 { // it could not be read
		return
	}
	at := 0
	number := func() int {
		n, size := binary.Uvarint(b[at:])
		at += size
		return int(n)
	}
	x.set, x.index = number(), number()
	for range number() {
		n := number()
		x.spans = append(x.spans, span{at, at + n})
		at += n
	}
}

// text is a copy of one of the texts.
func (x *taken) text(i int) string {
	if i >= len(x.spans) {
		return ""
	}
	return string(x.b[x.spans[i].from:x.spans[i].to])
}
