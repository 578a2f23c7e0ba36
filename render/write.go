package render

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/gongbiao/gongbiao/internal/paint/docx"
	"github.com/gongbiao/gongbiao/internal/paint/pdf"
	"github.com/gongbiao/gongbiao/internal/paint/xlsx"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
)

// Options of Write; the zero value works.
type Options struct {
	Date     time.Time // creation date of the file; zero: none, so that the same input gives the same bytes
	Producer string    // program and release, for the file's properties; empty: Gongbiao
	Formulas bool      // XLSX: computed cells are live formulas with their value beside them
	Painter  Painter   // PDF: a library that paints instead of our own painter; empty: our own
	PlainOFD bool      // OFD: plain OFD (GB/T 33190) and not OFD-A for archives (GB/T 42133)
	Attach   []Attach  // plain OFD: what is kept in the file beside the form
	DPI      int       // PNG: dots per inch; 0: 144
	First    bool      // PNG: the first page only, as a sign for the form
}

// Painter is a library that paints plain PDF: not archival, without structure and metadata packet, for a portal or an
// old printer that refuses tagged PDF. It may not go with a verification code, whose place is an archival file.
type Painter string

// The painters that are not ours.
const (
	GoPDF Painter = "gopdf"
	FPDF  Painter = "fpdf" // knows no characters beyond U+FFFF
)

// Attach is something that plain OFD carries beside the form.
type Attach string

// What can be attached: the record as JSON, the form as XLSX.
const (
	AttachRecord Attach = "record"
	AttachXLSX   Attach = "xlsx"
)

// Write writes the forms as one file: one form, or several as a book with an outline entry each (PDF, OFD) or a sheet
// each (XLSX). Every stage is made before the first byte: a form that cannot be painted, or a ctx that is done,
// leaves w untouched. After that, ctx is not looked at: the file is finished. A format that is none, or options that
// are not for it, are a *finding.TemplateError RENDER-OPTION.
func (e *Engine) Write(ctx context.Context, w io.Writer, format Format, o Options, forms ...*Form) error {
	e.ready()
	if len(forms) == 0 {
		return option("没有表可写", "no form to write")
	}
	i := format.index()
	if i < 0 {
		return option(fmt.Sprintf("没有 %s 这种格式，可用：%v", format, Formats()),
			fmt.Sprintf("there is no format %s, only %v", format, Formats()))
	}
	switch {
	case o.Painter == "":
	case format != PDF:
		return option(fmt.Sprintf("Painter 只管 PDF，不能用于 %s", format), fmt.Sprintf("Painter is for PDF, not for %s", format))
	case o.Painter != GoPDF && o.Painter != FPDF:
		return option(fmt.Sprintf("没有 %s 这种画法，可用：gopdf、fpdf", o.Painter),
			fmt.Sprintf("there is no painter %s, only gopdf and fpdf", o.Painter))
	}
	for _, f := range forms {
		if err := f.Prepare(ctx, format); err != nil {
			return err
		}
	}
	if err := stopped(ctx); err != nil {
		return err
	}
	return formats[i].paint(e, w, o, forms)
}

// option is the error of a program that asks for what there is not.
func option(message, english string) error {
	return finding.List{{Code: "RENDER-OPTION", Message: message, English: english}}.AsTemplate()
}

func (e *Engine) writeXLSX(w io.Writer, o Options, forms []*Form) error {
	x := xlsx.Options{Date: o.Date, Application: o.Producer, Formulas: o.Formulas}
	for _, f := range forms {
		if o.Formulas {
			if err := f.live(); err != nil {
				return err
			}
		}
	}
	if len(forms) == 1 {
		return xlsx.Write(w, forms[0].measured, x)
	}
	ms := make([]*grid.Measured, len(forms))
	for i, f := range forms {
		ms[i] = f.measured
	}
	x.Meta = &grid.Meta{Title: bookTitle(forms), Author: bookAuthor(forms), Lang: ms[0].Meta.Lang}
	return xlsx.WriteBook(w, ms, x)
}

func (e *Engine) writeDOCX(w io.Writer, o Options, forms []*Form) error {
	x := docx.Options{Date: o.Date, Application: o.Producer}
	ms := make([]*grid.Measured, len(forms))
	for i, f := range forms {
		ms[i] = f.measured
	}
	if len(forms) > 1 {
		x.Meta = &grid.Meta{Title: bookTitle(forms), Author: bookAuthor(forms), Lang: ms[0].Meta.Lang}
	}
	return docx.Write(w, ms, x)
}

// Bytes is Write into memory.
func (e *Engine) Bytes(ctx context.Context, format Format, o Options, forms ...*Form) ([]byte, error) {
	var b bytes.Buffer
	if size, ok := e.sizes.Load(format); ok {
		b.Grow(min(size.(int), 1<<20)) // forms of a batch are much alike
	}
	if err := e.Write(ctx, &b, format, o, forms...); err != nil {
		return nil, err
	}
	e.sizes.Store(format, b.Len()+b.Len()/16)
	return b.Bytes(), nil
}

func (e *Engine) writePDF(w io.Writer, o Options, forms []*Form) error {
	if o.Painter != "" {
		return e.writePlain(w, o, forms)
	}
	p := pdf.Options{Date: o.Date, Producer: o.Producer}
	if len(forms) == 1 {
		return e.glyphs.Write(w, forms[0].pages, p)
	}
	s, err := e.glyphs.Stream(w, bookMeta(forms), p)
	if err != nil {
		return err
	}
	return bind(s, forms)
}

// stream is a paged file that takes documents one after the other.
type stream interface {
	Add(*page.Document) error
	Close() error
}

// bind writes the forms into one file.
func bind(s stream, forms []*Form) error {
	for _, f := range forms {
		if err := s.Add(f.pages); err != nil {
			return errors.Join(err, s.Close())
		}
	}
	return s.Close()
}

// bookMeta is what a file of several forms says about itself.
func bookMeta(forms []*Form) page.Meta {
	return page.Meta{Title: bookTitle(forms), Author: bookAuthor(forms), Lang: forms[0].pages.Meta.Lang}
}

// bookTitle names several forms: their common title, and how many there are.
func bookTitle(forms []*Form) string {
	title := forms[0].measured.Meta.Title
	for _, f := range forms {
		if f.measured.Meta.Title != title {
			title = "表格汇编"
		}
	}
	return fmt.Sprintf("%s（%d 份）", title, len(forms))
}

// bookAuthor is the author all forms share, if they do.
func bookAuthor(forms []*Form) string {
	for _, f := range forms {
		if f.measured.Meta.Author != forms[0].measured.Meta.Author {
			return ""
		}
	}
	return forms[0].measured.Meta.Author
}
