package book

import (
	"io"

	"github.com/gongbiao/gongbiao/internal/faces"
	"github.com/gongbiao/gongbiao/internal/layout"
	"github.com/gongbiao/gongbiao/internal/paint/ofd"
	"github.com/gongbiao/gongbiao/internal/paint/pdf"
	"github.com/gongbiao/gongbiao/internal/paint/xlsx"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/render"
)

// stream is a paged file that takes documents one after the other.
type stream interface {
	Add(*page.Document) error
	Close() error
}

// stream begins the PDF or OFD.
func (b *Book) stream(w io.Writer, meta grid.Meta) (stream, error) {
	r := b.o.Render
	m := page.Meta{Title: meta.Title, Author: meta.Author, Subject: meta.Subject, Lang: meta.Lang}
	if b.o.Format == render.OFD {
		return ofd.New(b.faces).Stream(w, m, ofd.Options{Plain: r.PlainOFD, Date: r.Date, Producer: r.Producer})
	}
	return pdf.New(b.faces).Stream(w, m, pdf.Options{Date: r.Date, Producer: r.Producer})
}

// newWorkbook begins an XLSX.
func (b *Book) newWorkbook(meta grid.Meta) *xlsx.Book {
	return xlsx.NewBook(xlsx.Options{Date: b.o.Render.Date, Application: b.o.Render.Producer, Meta: &meta})
}

// place puts a measured table on pages.
func (b *Book) place(m *grid.Measured, o layout.PlaceOptions) *page.Document {
	o.Section = true
	return layout.Place(m, faces.Of(b.faces), o)
}

// inBody is for pages of the body, of which there are so many, from page first on.
func (b *Book) inBody(first, pages int) layout.PlaceOptions {
	return layout.PlaceOptions{First: first, Pages: pages, PageNumber: b.number()}
}

// partsOf is how many parts a measured form takes in an OFD: one a page and one for its tags.
func partsOf(m *grid.Measured) int { return pagesOf(m) + 1 }

// objectsOf is how many objects a measured form takes in a PDF, at most: an element for each cell, each row and a few
// others, and what a page and a part need. It is known before a page is painted, so that a book too large for one
// file is refused before the work.
func objectsOf(m *grid.Measured) int {
	n := 12
	for i := range m.Tables {
		t := &m.Tables[i]
		n += len(t.Cells) + len(t.Rows) + 8*len(t.Pages) + 8
	}
	return n + n/64 // the streams that objects are packed in
}
