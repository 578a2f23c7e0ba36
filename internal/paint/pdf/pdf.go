// Package pdf writes finished pages as PDF 1.7 that is at once PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1),
// always. In: a page.Document and the faces its texts name. Out: bytes. It never measures, breaks or decides where
// something is.
//
// What it cannot write correctly it refuses with an *Error before the first byte: a character the named face does not
// have, a picture that is not what it says, a structure tree that PDF/UA does not allow. The same document gives the
// same bytes, whatever was written before with the same Cache.
package pdf

import (
	"context"
	"io"
	"time"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/model/page"
)

// Faces finds a face by its PostScript name; nil if there is none. A *fonts.Set is one.
type Faces interface {
	Face(name string) *fonts.Face
}

// Options of a file; the zero value works.
type Options struct {
	Producer string          // product and release, Producer in Info and XMP; "" is "Gongbiao"
	Creator  string          // program the data came from; "" leaves it out
	Date     time.Time       // CreationDate and ModDate; zero leaves both out, so that the same input gives the same bytes
	Context  context.Context // nil never cancels
	Plain    bool            // no compression and no object streams: a larger file that can be read with the eye
}

// Write writes d to w as one file. Several goroutines may do so at once. Nothing is written if d is refused; an error
// of w is returned as it is, wrapped.
func (c *Cache) Write(w io.Writer, d *page.Document, o Options) error {
	s, err := c.open(w, d.Meta, o)
	if err != nil {
		return err
	}
	defer s.release()
	s.single = true
	if err := s.Add(d); err != nil {
		return err
	}
	return s.Close()
}
