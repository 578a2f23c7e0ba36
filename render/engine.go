// Package render is the road from record to bytes. In: a record (data.Value), and the name of a layout unless the
// record names one. Out: PDF, XLSX or OFD, all painted from one measured grid, so that they cannot differ.
//
//	var e render.Engine
//	d, err := data.ReadOne("表.json", text) // or data.From(aStruct)
//	if err != nil {
//		return err
//	}
//	form, err := e.Load(ctx, d, "")
//	if err != nil {
//		return err
//	}
//	return e.Write(ctx, w, render.PDF, render.Options{}, form)
//
// An Engine is shared by all forms and goroutines; a Form belongs to one goroutine at a time. Errors are
// *finding.DataError (the record is wrong), *finding.TemplateError (a layout is wrong), a *Stopped (the context was
// done) or errors of the machine.
package render

import (
	"context"
	"errors"
	"sync"

	"github.com/gongbiao/gongbiao/fonts"
	"github.com/gongbiao/gongbiao/internal/faces"
	"github.com/gongbiao/gongbiao/internal/layout"
	"github.com/gongbiao/gongbiao/internal/paint/ofd"
	"github.com/gongbiao/gongbiao/internal/paint/pdf"
	"github.com/gongbiao/gongbiao/internal/paint/plain"
	"github.com/gongbiao/gongbiao/model"
	"github.com/gongbiao/gongbiao/model/data"
	"github.com/gongbiao/gongbiao/model/finding"
	"github.com/gongbiao/gongbiao/model/grid"
	"github.com/gongbiao/gongbiao/model/page"
	"github.com/gongbiao/gongbiao/templates"
)

// Engine has what all forms share. The zero value uses the embedded layouts and faces. It must not be copied after
// first use.
type Engine struct {
	Library *templates.Library // nil: the embedded layouts
	Faces   *fonts.Set         // nil: the embedded faces
	// Pictures reads the files that records name as pictures, beside the file a record is in; nil: records may hold
	// pictures, and a name is an error.
	Pictures templates.Pictures

	once   sync.Once
	glyphs *pdf.Cache
	ofd    *ofd.Painter
	plain  *plain.Painter
	sizes  sync.Map // by Format: bytes of the file made last, with some room
}

// noFiles stands in for Pictures where nobody may name a file.
func noFiles(string, string) ([]byte, error) {
	return nil, errors.New("这里不按名字读文件")
}

func (e *Engine) pictures() templates.Pictures {
	if e.Pictures == nil {
		return noFiles
	}
	return e.Pictures
}

func (e *Engine) ready() {
	e.once.Do(func() {
		if e.Library == nil {
			e.Library = templates.Embedded()
		}
		if e.Faces == nil {
			e.Faces = fonts.Embedded()
		}
		e.glyphs = pdf.New(e.Faces)
		e.ofd = ofd.New(e.Faces)
		e.plain = plain.New(e.Faces)
	})
}

// Form is a record that has found its layout, bound and computed. Its later stages are made when they are asked for,
// once.
type Form struct {
	Record *model.Record
	Layout *templates.Layout

	engine   *Engine
	source   *data.Value
	plain    *Form // what copies are made of; nil: the record itself
	copies   []Copy
	grid     *grid.Grid
	measured *grid.Measured
	pages    *page.Document
	missing  finding.List            // characters no face has; the spreadsheet is written all the same
	noted    map[Format]finding.List // what a format shows otherwise, once it is wanted
}

// Load binds d to the form of its layout and computes what the record leaves out. name is a layout's id, with or
// without @version; when it is empty the record says under "form".
func (e *Engine) Load(ctx context.Context, d *data.Value, name string) (*Form, error) {
	e.ready()
	if err := stopped(ctx); err != nil {
		return nil, err
	}
	l, err := e.Library.LayoutOf(d, name)
	if err != nil {
		return nil, err
	}
	r, err := model.Bind(d, l.Form)
	if err != nil {
		return nil, err
	}
	if err := r.Compute(l.Params); err != nil {
		return nil, err
	}
	return &Form{Record: r, Layout: l, engine: e, source: d}, nil
}

// Bound is the form of a record that was bound to l and computed by whoever checked it; d is what it was bound from.
func (e *Engine) Bound(d *data.Value, l *templates.Layout, r *model.Record) *Form {
	e.ready()
	return &Form{Record: r, Layout: l, engine: e, source: d}
}

// Copy draws a form otherwise: Preview is one, Proof and Submission.Copy make some. It gives a new grid and leaves its
// own alone.
type Copy func(*grid.Grid) *grid.Grid

// With is the form with the copies applied in order; f stays as it is.
func (f *Form) With(copies ...Copy) *Form {
	return &Form{Record: f.Record, Layout: f.Layout, engine: f.engine, source: f.source, plain: f, copies: copies}
}

// Grid is the form as a table, before any size is decided.
func (f *Form) Grid() (*grid.Grid, error) {
	if f.grid != nil {
		return f.grid, nil
	}
	if f.plain == nil {
		g, err := f.Layout.ExpandWith(f.Record, f.engine.pictures())
		if err != nil {
			return nil, f.located(err)
		}
		f.locate(g.Notes)
		f.grid = g
		return g, nil
	}
	g, err := f.plain.Grid()
	if err != nil {
		return nil, err
	}
	for _, c := range f.copies {
		g = c(g)
	}
	f.grid = g
	return g, nil
}

// Measured is the form with every size, line and page break decided. A character no face has is no error here but a
// warning in Notes; Pages refuses it.
func (f *Form) Measured() (*grid.Measured, error) {
	if f.measured != nil {
		return f.measured, nil
	}
	g, err := f.Grid()
	if err != nil {
		return nil, err
	}
	m, err := layout.Measure(g, faces.Of(f.engine.Faces), layout.Options{})
	if missing := onlyMissing(err); missing != nil {
		m, err = layout.Measure(g, faces.Of(f.engine.Faces), layout.Options{AllowMissing: true})
		f.missing = missing
		f.locate(missing)
	}
	if err != nil {
		return nil, f.located(err)
	}
	f.locate(m.Notes)
	f.measured = m
	return m, nil
}

// Measure decides every size of a grid that was not made by Load, such as a form to be filled in. A character no face
// has is let through: a spreadsheet shows it where its fonts have it.
func (e *Engine) Measure(g *grid.Grid) (*grid.Measured, error) {
	e.ready()
	return layout.Measure(g, faces.Of(e.Faces), layout.Options{AllowMissing: true})
}

// Pages are the finished pages. A *finding.DataError FONT-MISSING names every character that cannot be painted.
func (f *Form) Pages() (*page.Document, error) {
	m, err := f.Measured()
	if err != nil {
		return nil, err
	}
	if f.missing != nil {
		return nil, f.missing.AsData()
	}
	if f.pages == nil {
		f.pages = layout.Place(m, faces.Of(f.engine.Faces), layout.PlaceOptions{})
	}
	return f.pages, nil
}

// Prepare makes the stages a format is painted from, so that whatever keeps the form from being written, and whatever
// there is to note of it, is known before the first byte. ctx is looked at between the stages.
func (f *Form) Prepare(ctx context.Context, format Format) error {
	if err := stopped(ctx); err != nil {
		return err
	}
	if _, err := f.Grid(); err != nil {
		return err
	}
	if err := stopped(ctx); err != nil {
		return err
	}
	m, err := f.Measured()
	if err != nil {
		return err
	}
	if format.Paged() {
		if err = stopped(ctx); err == nil {
			_, err = f.Pages()
		}
		return err
	}
	if _, known := f.noted[format]; !known && format.index() >= 0 && formats[format.index()].notes != nil {
		l := formats[format.index()].notes(m)
		f.locate(l)
		if f.noted == nil {
			f.noted = map[Format]finding.List{}
		}
		f.noted[format] = l
	}
	return nil
}

// Extent is how many pages, or how many sheets, the form takes in a format; of a Word document, how many pages as
// measured.
func (f *Form) Extent(format Format) (pages, sheets int, err error) {
	if format == Seals || format == HTML {
		return 0, 0, nil
	}
	if format.Paged() {
		d, err := f.Pages()
		if err != nil {
			return 0, 0, err
		}
		return len(d.Pages), 0, nil
	}
	m, err := f.Measured()
	if err != nil {
		return 0, 0, err
	}
	if format == DOCX {
		return m.PageCount(), 0, nil
	}
	return 0, len(m.Tables), nil
}

// Notes are the warnings and notes of the stages that were made, missing characters among them as warnings, and those
// of the formats that were prepared or written.
func (f *Form) Notes() finding.List {
	l := append(finding.List{}, f.Record.Notes...)
	switch {
	case f.measured != nil:
		l = append(l, f.measured.Notes...)
	case f.grid != nil:
		l = append(l, f.grid.Notes...)
	}
	for _, x := range formats {
		l = append(l, f.noted[x.name]...)
	}
	return l
}

// located is err with the findings about the record's data told with file, line and column.
func (f *Form) located(err error) error {
	var d *finding.DataError
	if errors.As(err, &d) {
		f.locate(d.List)
	}
	return err
}

// locate says where in the record's file the datum of each finding is: the stages after binding know only its path.
func (f *Form) locate(l finding.List) {
	for i := range l {
		p := &l[i].Pos
		if p.File == "" {
			p.File = f.Record.File
		}
		if v := f.Record.At(l[i].Path); p.Line == 0 && l[i].Path != "" && v != nil {
			p.Line, p.Col = v.Line, v.Col
		}
	}
}

// onlyMissing is the missing characters of err if nothing else keeps the form from being printed.
func onlyMissing(err error) (missing finding.List) {
	for _, f := range finding.Of(err) {
		switch {
		case f.Code == FontMissing:
			missing = append(missing, f)
		case f.Severity == finding.Error:
			return nil
		}
	}
	return missing
}

// Codes of characters: one that no face has, and one of which a variant is asked for that no face has.
const (
	FontMissing = "FONT-MISSING"
	FontVariant = "FONT-VARIANT"
)

// Layouts is the library in use, embedded or the user's.
func (e *Engine) Layouts() *templates.Library {
	e.ready()
	return e.Library
}

// Missing are the characters no face has, and the error with which Pages refuses them; nil if there are none.
func (f *Form) Missing() (finding.List, error) {
	if _, err := f.Measured(); err != nil {
		return nil, err
	}
	if f.missing == nil {
		return nil, nil
	}
	return f.missing, f.missing.AsData()
}
