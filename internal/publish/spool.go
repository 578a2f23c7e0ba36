package publish

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io"

	"github.com/gongbiao/gongbiao/internal/safefile"
)

// spool keeps finished bytes until all is known to be right.
type spool struct {
	f   *safefile.ScratchFile
	w   *bufio.Writer
	end int64
	buf []byte // of copy
}

// chunk is a piece of the spool.
type chunk struct {
	at   int64
	size int
}

func newSpool() (*spool, error) {
	f, err := safefile.Scratch("")
	if err != nil {
		return nil, err
	}
	return &spool{f: f, w: bufio.NewWriterSize(f, 1<<20)}, nil
}

func (s *spool) close() { _ = s.f.Close() } // nothing of it is wanted any more

func (s *spool) add(b []byte) (chunk, error) {
	c := chunk{s.end, len(b)}
	s.end += int64(len(b))
	_, err := s.w.Write(b)
	return c, err
}

// copy writes pieces one after the other.
func (s *spool) copy(w io.Writer, pieces []chunk) (err error) {
	if err := s.w.Flush(); err != nil {
		return err
	}
	if len(pieces) > 1 { // rows of one form each are a few hundred bytes
		to := bufio.NewWriterSize(w, 64<<10)
		defer func() { err = cmp.Or(err, to.Flush()) }()
		w = to
	}
	for _, c := range pieces {
		if cap(s.buf) < c.size {
			s.buf = make([]byte, c.size)
		}
		b := s.buf[:c.size]
		if _, err := s.f.ReadAt(b, c.at); err != nil {
			return err
		}
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	return nil
}

// output is one file of the site; its bytes are in the spool.
type output struct {
	path   string // from the root of the site, with /
	pieces []chunk
	size   int64
	sum    string // SHA-256
}

// file puts a finished file into the spool.
func (s *spool) file(path string, b []byte) (output, error) {
	c, err := s.add(b)
	sum := sha256.Sum256(b)
	return output{path, []chunk{c}, int64(len(b)), hex.EncodeToString(sum[:])}, err
}

// joined is a file made of pieces that are in the spool.
func (s *spool) joined(path string, pieces []chunk) (output, error) {
	h := sha256.New()
	if err := s.copy(h, pieces); err != nil {
		return output{}, err
	}
	o := output{path: path, pieces: pieces, sum: hex.EncodeToString(h.Sum(nil))}
	for _, c := range pieces {
		o.size += int64(c.size)
	}
	return o, nil
}
