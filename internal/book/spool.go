package book

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"os"
	"sync"

	"github.com/gongbiao/gongbiao/internal/safefile"
	"github.com/gongbiao/gongbiao/model/data"
)

// store is where something is kept, piece after piece.
type store interface {
	get(at int64, size int) ([]byte, error)
	broken() error // of a piece that is not as it was put there
	close() error
}

// spool is a store in a file of the book's own.
type spool struct {
	f    *safefile.ScratchFile
	w    *bufio.Writer
	end  int64
	buf  []byte
	once sync.Once
	err  error
}

func newSpool(dir string) (*spool, error) {
	f, err := safefile.Scratch(dir)
	if err != nil {
		return nil, err
	}
	return &spool{f: f, w: bufio.NewWriterSize(f, 256<<10)}, nil
}

func (s *spool) close() error { return s.f.Close() }

func (s *spool) broken() error { return &os.PathError{Op: "read", Path: s.f.Name(), Err: errAltered} }

// errAltered is why a piece cannot be used.
var errAltered = errors.New("what is read is not what was written")

// put keeps a piece, and says where.
func (s *spool) put(b []byte) (at int64, err error) {
	at = s.end
	s.end += int64(len(b))
	_, err = s.w.Write(b)
	return at, err
}

// get reads a piece; it may be called by several goroutines, once nothing is put any more.
func (s *spool) get(at int64, size int) ([]byte, error) {
	s.once.Do(func() { s.err = s.w.Flush() })
	if s.err != nil {
		return nil, s.err
	}
	b := make([]byte, size)
	_, err := s.f.ReadAt(b, at)
	return b, err
}

// record is a record as it is kept: names, texts and places, nothing of it altered. It is good until the next.
func (s *spool) record(d *data.Value, w Where) ([]byte, error) {
	b := binary.AppendUvarint(s.buf[:0], uint64(d.Index))
	b = appendText(b, d.File)
	b = appendText(b, w.Input)
	b = binary.AppendUvarint(b, uint64(w.Index))
	b = binary.AppendUvarint(b, uint64(w.Item))
	b = appendData(b, d)
	b = binary.AppendUvarint(b, uint64(len(d.Notes)))
	if len(d.Notes) > 0 { // rare: what was noticed while reading
		js, err := json.Marshal(d.Notes)
		if err != nil {
			return nil, err
		}
		b = append(b, js...)
	}
	s.buf = b
	return b, nil
}

// readRecord reads what record has made.
func readRecord(b []byte) (d *data.Value, w Where, err error) {
	r := reader{b: b, text: string(b)}
	index := r.int()
	file := r.string()
	w.Input, w.Index, w.Item = r.string(), r.int(), r.int()
	d = r.data()
	d.Index, d.File = index, file
	if n := r.int(); n > 0 {
		err = json.Unmarshal(r.b[r.at:], &d.Notes)
	}
	return d, w, err
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendData(b []byte, d *data.Value) []byte {
	b = append(b, byte(d.Kind))
	b = binary.AppendUvarint(b, uint64(d.Pos.Line))
	b = binary.AppendUvarint(b, uint64(d.Pos.Col))
	b = appendText(b, d.Text)
	b = binary.AppendUvarint(b, uint64(len(d.Members)))
	for i := range d.Members {
		m := &d.Members[i]
		b = appendText(b, m.Name)
		b = binary.AppendUvarint(b, uint64(m.Pos.Line))
		b = binary.AppendUvarint(b, uint64(m.Pos.Col))
		b = appendData(b, m.Value)
	}
	b = binary.AppendUvarint(b, uint64(len(d.Items)))
	for _, x := range d.Items {
		b = appendData(b, x)
	}
	return b
}

// reader reads what the spool has written; texts share one string.
type reader struct {
	b    []byte
	text string
	at   int
}

func (r *reader) int() int {
	n, size := binary.Uvarint(r.b[r.at:])
	r.at += size
	return int(n)
}

func (r *reader) string() string {
	n := r.int()
	r.at += n
	return r.text[r.at-n : r.at]
}

func (r *reader) data() *data.Value {
	d := &data.Value{Kind: data.Kind(r.b[r.at])}
	r.at++
	d.Pos.Line, d.Pos.Col = r.int(), r.int()
	d.Text = r.string()
	if n := r.int(); n > 0 {
		d.Members = make([]data.Member, n)
		for i := range d.Members {
			m := &d.Members[i]
			m.Name = r.string()
			m.Pos.Line, m.Pos.Col = r.int(), r.int()
			m.Value = r.data()
		}
	}
	if n := r.int(); n > 0 {
		d.Items = make([]*data.Value, n)
		for i := range d.Items {
			d.Items[i] = r.data()
		}
	}
	return d
}
