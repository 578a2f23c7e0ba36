package render

import (
	"io"

	"github.com/gongbiao/gongbiao/internal/layout"
	"github.com/gongbiao/gongbiao/internal/paint/pdf"
	"github.com/gongbiao/gongbiao/internal/paint/xlsx"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
)

// Stream begins a PDF of many parts, added one after the other; see pdf.Stream.
func (e *Engine) Stream(w io.Writer, m page.Meta, o Options) (*pdf.Stream, error) {
	e.ready()
	return e.glyphs.Stream(w, m, pdf.Options{Date: o.Date, Producer: o.Producer})
}

// Place puts a measured table on pages.
func (e *Engine) Place(m *grid.Measured, o layout.PlaceOptions) *page.Document {
	e.ready()
	return layout.Place(m, measurer{e.Faces}, o)
}

// PagesIn is Pages as a part of something larger. It is made anew each time.
func (f *Form) PagesIn(o layout.PlaceOptions) (*page.Document, error) {
	m, err := f.Measured()
	if err != nil {
		return nil, err
	}
	if f.missing != nil {
		return nil, f.missing.AsData()
	}
	return f.engine.Place(m, o), nil
}

// MaxObjects is how many objects one PDF holds.
const MaxObjects = pdf.MaxObjects

// Objects is how many objects a measured form takes in a PDF, at most: an element for each cell, each row and a few others, and what
// a page and a part need. It is known before a page is painted, so that a book too large for one file is refused before the work.
func Objects(m *grid.Measured) int {
	n := 12
	for i := range m.Tables {
		t := &m.Tables[i]
		n += len(t.Cells) + len(t.Rows) + 8*len(t.Pages) + 8
	}
	return n + n/64 // the streams that objects are packed in
}

// CheckXLSX says what of a measured form a workbook cannot hold, before any is written.
func CheckXLSX(m *grid.Measured) error { return xlsx.Check(m) }

// Workbook begins an XLSX of many parts.
func (e *Engine) Workbook(o Options, meta *grid.Meta) *xlsx.Book {
	return xlsx.NewBook(xlsx.Options{Date: o.Date, Application: o.Producer, Meta: meta})
}
