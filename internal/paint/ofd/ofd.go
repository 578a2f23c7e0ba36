// Package ofd writes finished pages as OFD (GB/T 33190-2016), as OFD-A for archives (GB/T 42133-2022) unless plain
// OFD is asked for. In: a page.Document and the faces its texts name. Out: bytes. It never measures, breaks or
// decides where something stands.
//
// What it cannot write correctly it refuses with an *Error before the first byte: a character the named face does not
// have, a picture that is not what it says, a structure tree that is none. The same document gives the same bytes,
// whatever was written before with the same Painter. Nothing of what a later signature covers has to be rewritten for
// it: a signature adds parts and one element of OFD.xml.
//
// Why texts, rules and fonts are written as they are, is told in docs/decisions/0029-ofd.md.
package ofd

import (
	"context"
	"io"
	"sync"
	"time"

	"github.com/gongbiao/gongbiao/internal/paint/face"
	"github.com/gongbiao/gongbiao/model/page"
)

// Faces finds a face by its PostScript name. A *fonts.Set is one.
type Faces = face.Faces

// Options of a file; the zero value works and gives OFD-A.
type Options struct {
	Plain       bool            // plain OFD, which may have attachments; OFD-A otherwise
	Producer    string          // program, a space, release: Creator and CreatorVersion; "" is "Gongbiao"
	Date        time.Time       // CreationDate; zero leaves it out, so that the same input gives the same bytes
	Context     context.Context // nil never cancels
	Attachments []Attachment    // plain OFD only
}

// Attachment is a file kept in the OFD.
type Attachment struct {
	Name   string // shown to people, with its extension
	Format string // "json", "xlsx": the extension of the part
	Data   []byte
}

// Painter writes files and keeps the memory of those written for the next. Any number of goroutines may share one.
type Painter struct {
	faces Faces
	mu    sync.Mutex
	idle  []*Stream
	glued map[string]*glue // by PostScript name
}

// New makes a painter over faces.
func New(faces Faces) *Painter { return &Painter{faces: faces} }

// Write writes d to w as one file. Nothing is written if d is refused; an error of w is returned as it is, wrapped.
func (p *Painter) Write(w io.Writer, d *page.Document, o Options) error {
	s, err := p.open(w, d.Meta, o)
	if err != nil {
		return err
	}
	defer p.release(s)
	s.zip.hold = true
	if err := s.Add(d); err != nil {
		return err
	}
	return s.Close()
}

// Stream starts a book: documents one after the other in one file, with one subset of each face for all. meta is what
// the file says about itself; the Meta of the documents added names their parts.
func (p *Painter) Stream(w io.Writer, meta page.Meta, o Options) (*Stream, error) {
	return p.open(w, meta, o)
}

// maxIdle is how many writers' memory a Painter keeps, about 2 MB each.
const maxIdle = 16

func (p *Painter) open(w io.Writer, meta page.Meta, o Options) (*Stream, error) {
	if o.Producer == "" {
		o.Producer = "Gongbiao"
	}
	if meta.Lang == "" {
		meta.Lang = "zh-CN"
	}
	if err := checkMeta(meta, o); err != nil {
		return nil, err
	}
	s := p.take()
	if s == nil {
		s = &Stream{painter: p}
	}
	s.meta, s.o = meta, o
	s.fonts = face.Fonts{Faces: p.faces, ID: s.nextID}
	s.zip.reset(o.Context, w)
	return s, nil
}

func (p *Painter) take() *Stream {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(p.idle) - 1
	if n < 0 {
		return nil
	}
	s := p.idle[n]
	p.idle = p.idle[:n]
	return s
}

// release gives the memory of s to the next file, unless a huge one has made it grow.
func (p *Painter) release(s *Stream) {
	if cap(s.zip.buf)+cap(s.content)+cap(s.font) > 8<<20 {
		return
	}
	s.forget()
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.idle) < maxIdle {
		p.idle = append(p.idle, s)
	}
}
